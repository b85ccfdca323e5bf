//! The rig as the wire and recordings carry it.

use trackside_schema::wire::{self, v1};

use super::toml::{from_toml, to_toml};
use crate::{Rig, RigError};

/// The message of a rig.
pub fn to_message(rig: &Rig) -> v1::Rig {
    v1::Rig {
        schema: wire::SCHEMA,
        id: rig.id().0.clone(),
        toml: to_toml(rig),
    }
}

/// The rig of a message.
///
/// # Errors
/// A message whose TOML is no rig.
pub fn from_message(message: &v1::Rig) -> Result<Rig, RigError> {
    from_toml(&message.toml, "the rig")
}
