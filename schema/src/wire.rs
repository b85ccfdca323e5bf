//! The messages on the wire and in recordings: protobuf, by the `.proto` files under `proto/`.
//!
//! Numbers are single precision on the wire: pixels are so at their source, and 50 m from the origin a metre's last
//! bit is 4 µm. Encoding leaves out what is not finite, as what was not seen; decoding refuses it.

mod frame;
mod session_header;
pub mod topics;
mod view;

use std::fmt;

use prost::Message;
use thiserror::Error;

pub use frame::{decode_frame, encode_frame};
pub use session_header::SessionHeader;
pub use view::{decode_end, decode_view, encode_end, encode_view};

/// The messages as generated from the `.proto` files, which say what each field means.
#[allow(missing_docs, clippy::all)]
pub mod v1 {
    include!(concat!(env!("OUT_DIR"), "/trackside.v1.rs"));
}

/// The compiled `.proto` files, a `google.protobuf.FileDescriptorSet`.
pub const FILE_DESCRIPTOR_SET: &[u8] =
    include_bytes!(concat!(env!("OUT_DIR"), "/trackside.v1.bin"));

/// The major version that this program speaks: the `v1` of keys and packages, and `schema` in every message.
pub const SCHEMA: u32 = crate::TrackingFrame::SCHEMA;

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

/// Why bytes are not the message they should be, naming the message and the field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}: {what}")]
pub struct WireError {
    message: &'static str,
    what: String,
}

impl WireError {
    fn new(message: &'static str, what: impl fmt::Display) -> WireError {
        WireError {
            message,
            what: what.to_string(),
        }
    }
}

/// All that is read of a message before its major version is known.
#[derive(Clone, PartialEq, Message)]
struct Header {
    #[prost(uint32, tag = "1")]
    schema: u32,
}

/// Decodes any message of [`v1`] that starts with its `schema`.
///
/// # Errors
/// Bytes that are no such message, and a message of another major version.
pub fn decode<M: Message + Default + prost::Name>(bytes: &[u8]) -> Result<M, WireError> {
    let header = Header::decode(bytes).map_err(|e| WireError::new(M::NAME, e))?;
    match header.schema {
        SCHEMA => M::decode(bytes).map_err(|e| WireError::new(M::NAME, e)),
        0 => Err(WireError::new(
            M::NAME,
            "it does not say which major version of the schema it speaks: not a trackside message",
        )),
        other => Err(WireError::new(
            M::NAME,
            format!(
                "it speaks major version {other} of the schema and this program speaks {SCHEMA}: \
                 use programs of one major version"
            ),
        )),
    }
}

/// Clears `out` and writes the message to it.
pub fn encode<M: Message>(message: &M, out: &mut Vec<u8>) {
    out.clear();
    message
        .encode(out)
        .expect("a vector grows as the message needs");
}

/// A number that a reader can use, named by where it stands.
fn finite(value: f32, message: &'static str, field: impl fmt::Display) -> Result<f32, WireError> {
    if value.is_finite() {
        Ok(value)
    } else {
        let what = format!("{field} is {value}, not a finite number");
        Err(WireError::new(message, what))
    }
}

/// The numbers in single precision; `None` when one of them is not finite.
fn singles<const N: usize>(values: [f64; N]) -> Option<[f32; N]> {
    let singles = values.map(|v| v as f32);
    singles.iter().all(|v| v.is_finite()).then_some(singles)
}

/// 0 in place of a number that is not finite.
fn or_zero(value: f32) -> f32 {
    if value.is_finite() { value } else { 0.0 }
}
