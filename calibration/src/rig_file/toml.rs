//! The TOML of anipose and Pose2Sim, which Trackside writes.

use crate::error::located_error;
use crate::{Rig, RigError, camera_toml};

/// The rig in `text`, the TOML of anipose, Pose2Sim or Caliscope. Error texts call it `origin`.
///
/// # Errors
/// A text that is no TOML, has no camera, or an invalid one; with line, camera and field.
pub fn from_toml(text: &str, origin: &str) -> Result<Rig, RigError> {
    let parsed = camera_toml::parse(text, origin)?;
    let rig = Rig::new(parsed.cameras).and_then(|rig| rig.with_clocks(parsed.clocks));
    let rig = rig.map_err(|e| located_error(origin, None, "", "", &e.0))?;
    Ok(if parsed.is_mergeable {
        rig.with_source(text.to_owned())
    } else {
        rig
    })
}

/// The TOML of a rig. A rig that was read from TOML keeps its text, with comments, metadata and unknown tables; only changed cameras
/// are rewritten.
pub fn to_toml(rig: &Rig) -> String {
    match rig.source() {
        Some(text) => text.to_owned(),
        None => camera_toml::write(rig.cameras(), rig.clocks()),
    }
}

/// As [`from_toml`], and cameras without a pose stand at the origin.
pub(super) fn lenses_from_toml(text: &str, origin: &str) -> Result<Rig, RigError> {
    let parsed = camera_toml::parse_lenses(text, origin)?;
    Rig::new(parsed.cameras)
        .and_then(|rig| rig.with_clocks(parsed.clocks))
        .map_err(|e| located_error(origin, None, "", "", &e.0))
}
