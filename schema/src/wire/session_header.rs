//! The two messages that come before frames, on the wire and in recordings.

use super::codec::{WireError, decode, encode};
use super::v1;

/// What a consumer needs before frames make sense: the rig and the match of a session.
///
/// Both are kept as encoded, so that relays and recordings pass on fields that this program does not know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionHeader {
    /// A [`v1::Rig`].
    pub rig: Vec<u8>,
    /// A [`v1::Match`].
    pub match_: Vec<u8>,
}

impl SessionHeader {
    /// Encodes both messages.
    pub fn new(rig: &v1::Rig, match_: &v1::Match) -> SessionHeader {
        let mut header = SessionHeader::default();
        encode(rig, &mut header.rig);
        encode(match_, &mut header.match_);
        header
    }

    /// Whether both messages are there.
    pub fn is_complete(&self) -> bool {
        !self.rig.is_empty() && !self.match_.is_empty()
    }

    /// Decodes both messages.
    ///
    /// # Errors
    /// A message that cannot be decoded.
    pub fn decode(&self) -> Result<(v1::Rig, v1::Match), WireError> {
        Ok((decode(&self.rig)?, decode(&self.match_)?))
    }
}
