//! The messages on the wire and in recordings: protobuf, as defined by the `.proto` files under `proto/`.
//!
//! Numbers are single precision on the wire: detections have it at their source, and at 50 m from the origin one unit in
//! the last place is 4 µm. Encoding omits joints and balls with a number that is not finite; decoding refuses them.

mod codec;
mod frame;
mod session_header;
pub mod topics;
#[allow(missing_docs, clippy::all)]
pub mod v1;
mod view;

pub use codec::{SCHEMA, WireError, decode, encode};
pub use frame::{decode_frame, encode_frame};
pub use session_header::SessionHeader;
pub use view::{decode_end, decode_view, encode_end, encode_view};

/// The compiled `.proto` files, as a serialised `google.protobuf.FileDescriptorSet`.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/trackside.v1.bin"));

/// Encoding of a [`crate::View`].
pub const VIEW_ENCODING: &str = "application/protobuf;trackside.v1.View";
/// Encoding of a [`v1::EndOfViews`].
pub const END_ENCODING: &str = "application/protobuf;trackside.v1.EndOfViews";
/// Encoding of a [`crate::TrackingFrame`].
pub const FRAME_ENCODING: &str = "application/protobuf;trackside.v1.TrackingFrame";
/// Encoding of a [`v1::Rig`].
pub const RIG_ENCODING: &str = "application/protobuf;trackside.v1.Rig";
/// Encoding of a [`v1::Match`].
pub const MATCH_ENCODING: &str = "application/protobuf;trackside.v1.Match";
/// Encoding of a [`v1::Event`].
pub const EVENT_ENCODING: &str = "application/protobuf;trackside.v1.Event";
/// Encoding of a [`v1::Health`].
pub const HEALTH_ENCODING: &str = "application/protobuf;trackside.v1.Health";
/// Encoding of a camera's image.
pub const IMAGE_ENCODING: &str = "application/protobuf;foxglove.CompressedImage";
/// Encoding of a [`crate::TrackingFrame`] in its JSON form.
pub const JSON_ENCODING: &str = "application/json";
