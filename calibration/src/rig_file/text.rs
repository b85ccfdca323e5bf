//! The text of a rig file.

use std::fs;
use std::path::Path;

use super::freed;
use crate::RigError;

/// A file's text, without a byte order mark.
pub(super) fn read_text(path: &Path) -> Result<String, RigError> {
    let origin = path.display();
    let bytes = fs::read(path).map_err(|e| RigError(format!("{origin}: {e}")))?;
    if freed::is_freed(&bytes) {
        return Err(RigError(format!(
            "{origin}: FreeD has poses without lenses: `trackside calibrate convert` with --lenses and --freed combines both"
        )));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        RigError(format!(
            "{origin}: not a rig file: it is not text in UTF-8 (supported: anipose/Pose2Sim TOML, Qualisys .qca.txt, \
             OpenCV YAML or JSON, OpenTrackIO JSON)"
        ))
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}
