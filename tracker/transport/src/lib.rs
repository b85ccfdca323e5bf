//! Views, frames, events and health between processes, over Zenoh.
//!
//! [`Publisher`] sends what one run gives, [`Subscriber`] receives it byte for byte. [`ViewSender`] and
//! [`ViewReceiver`] carry views from the nodes that observe to the process that fuses. Keys are
//! `trackside/v1/<venue>` followed by one of [`trackside_schema::wire::topics`]; `docs/reference/wire.md` lists keys,
//! priorities and encodings.
//!
//! # Invariants
//! - Publishing never waits for a slow subscriber. What cannot be sent is logged, counted and reported in the node's
//!   health.
//! - Views of recorded media are never dropped: with `t` the time of a view and `T` the time up to which fusion has
//!   taken the views of every camera that has not ended, a sender waits while `t > T +` [`AHEAD_NS`].
//!
//! ```
//! use trackside_schema::wire::topics;
//! let key = trackside_transport::key("arena", topics::FRAME)?;
//! assert_eq!(key, "trackside/v1/arena/track/frame");
//! assert!(trackside_transport::key("my arena/1", topics::FRAME).is_err());
//! # Ok::<(), anyhow::Error>(())
//! ```

mod keys;
mod node;
mod publisher;
mod session;
mod subscriber;
mod view_receiver;
mod view_sender;

pub use keys::{convert_error, is_venue_name, key, key_of_all};
pub use node::Node;
pub use publisher::{FRAME_LIMIT_BYTES, Publisher};
pub use session::{PublishOptions, open_loopback_pair, open_session};
pub use subscriber::{PublishedVenue, RawMessage, Subscriber, find_venue, published_venue};
pub use view_receiver::{CameraNames, Received, ViewReceiver};
pub use view_sender::{AHEAD_NS, Delivery, ViewSender};
