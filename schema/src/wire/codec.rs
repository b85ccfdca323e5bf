//! What all messages share: the major version, errors, and numbers that are finite.

use std::fmt;

use prost::Message;
use thiserror::Error;

/// Major version of the messages: the `v1` of keys and packages, and `schema` in every message.
pub const SCHEMA: u32 = crate::frame::TrackingFrame::SCHEMA;

/// Why bytes could not be decoded. The text names the message and the field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}: {what}")]
pub struct WireError {
    message: &'static str,
    what: String,
}

impl WireError {
    pub(super) fn new(message: &'static str, what: impl fmt::Display) -> WireError {
        WireError {
            message,
            what: what.to_string(),
        }
    }
}

/// The part of a message that is read before its major version is known.
#[derive(Clone, PartialEq, Message)]
struct VersionHeader {
    #[prost(uint32, tag = "1")]
    schema: u32,
}

/// Decodes any message of [`v1`](super::v1) whose field 1 is `schema`.
///
/// # Errors
/// Bytes that are not such a message, and messages of another major version.
pub fn decode<M: Message + Default + prost::Name>(bytes: &[u8]) -> Result<M, WireError> {
    let header = VersionHeader::decode(bytes).map_err(|e| WireError::new(M::NAME, e))?;
    match header.schema {
        SCHEMA => M::decode(bytes).map_err(|e| WireError::new(M::NAME, e)),
        0 => Err(WireError::new(
            M::NAME,
            "its major version is absent: not a trackside message",
        )),
        other => Err(WireError::new(
            M::NAME,
            format!(
                "it has major version {other} and this program reads {SCHEMA}: \
                 use programs of the same major version"
            ),
        )),
    }
}

/// Clears `out` and writes `message` to it.
pub fn encode<M: Message>(message: &M, out: &mut Vec<u8>) {
    out.clear();
    message
        .encode(out)
        .expect("a Vec grows to the size of the message");
}

/// Returns `value`, or an error that names `message` and `field` when it is not finite.
pub(super) fn require_finite(
    value: f32,
    message: &'static str,
    field: impl fmt::Display,
) -> Result<f32, WireError> {
    if value.is_finite() {
        Ok(value)
    } else {
        let what = format!("{field} is {value}, not a finite number");
        Err(WireError::new(message, what))
    }
}

/// The values in single precision; `None` when one of them is not finite.
pub(super) fn to_finite_f32<const N: usize>(values: [f64; N]) -> Option<[f32; N]> {
    let rounded = values.map(|v| v as f32);
    rounded.iter().all(|v| v.is_finite()).then_some(rounded)
}

/// Replaces a value that is not finite with 0.
pub(super) fn finite_or_zero(value: f32) -> f32 {
    if value.is_finite() { value } else { 0.0 }
}
