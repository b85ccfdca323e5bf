//! Serves a venue that is being tracked, or a recording, to browsers and other programs over HTTP and WebSockets.
//!
//! Frames pass from the wire to the pages byte for byte. A live venue is kept in the [`FrameRing`] alone: the subscriber
//! inserts without waiting, each page reads at its own rate, and a page that falls behind loses frames, which are counted. `docs/reference/replay.md` lists what each address answers.
//!
//! Images of a recording are decoded from the media that it was made from. This package depends on no decoder: the
//! program passes a function that opens media ([`OpenMedia`]).
//!
//! # Invariants
//! - No subscriber of the wire waits for a page.
//! - If the requested image is missing, the answer is an error, never the neighbouring image.
//!
//! ```
//! use trackside_replay::{FrameRing, RingLimits};
//! use trackside_schema::wire;
//! use trackside_schema::{Stream, Timestamp, TrackingFrame};
//! let ring = FrameRing::new(RingLimits { seconds: 10.0, bytes: 1 << 20 });
//! let mut bytes = Vec::new();
//! let time = Timestamp(1_000_000_000);
//! wire::encode_frame(&TrackingFrame { schema: TrackingFrame::SCHEMA, time, ..TrackingFrame::default() }, &mut bytes);
//! ring.insert(Stream::Live, bytes.into())?;
//! let span = ring.span().expect("a frame is there");
//! assert_eq!(ring.clip(span).len(), 1);
//! # Ok::<(), trackside_schema::wire::WireError>(())
//! ```

mod archive;
mod clip;
mod http;
mod json;
mod live_image_buffer;
mod live_venue;
mod media;
mod page;
mod ring;
mod served_image;
mod server;
mod source;
mod state;
mod video_readers;

pub use archive::Archive;
pub use clip::{Clip, ClipError, ClipRequest};
pub use live_venue::LiveVenue;
pub use media::{ImageReader, ImageRequest, MediaFiles, OpenMedia};
pub use ring::{Arrival, FrameRing, RingLimits};
pub use server::{RING_BYTES, Server};
pub use source::ReplaySource;
