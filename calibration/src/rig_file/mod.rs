//! Rig files: what other programs write, read into a [`Rig`]; and the TOML that Trackside writes.
//!
//! | format | read | written | module |
//! |---|---|---|---|
//! | anipose / Pose2Sim TOML | yes | yes, without loss | `toml` |
//! | Caliscope's `camera_array.toml` | yes | yes | `toml` |
//! | Qualisys `.qca.txt` | yes | yes | `qualisys` |
//! | OpenCV FileStorage YAML and JSON, EasyMocap's pair | yes | YAML, pair | `opencv` |
//! | COLMAP's text model | yes | yes | `colmap` |
//! | OpenTrackIO, JSON | yes | no | `opentrackio` |
//! | FreeD (D1): poses without lenses | yes | no | `freed` |
//!
//! What is written is in `write`, COLMAP's beside its reader.
//!
//! `docs/reference/rig.md` describes each.

mod colmap;
mod entry;
mod freed;
mod opencv;
mod opentrackio;
mod qualisys;
mod toml;
mod write;

use std::fs;
use std::path::Path;

pub use self::freed::read_freed_poses;
pub(crate) use self::toml::merge;
pub use self::write::{RigFormat, write};
use crate::{Rig, RigError};

/// The rig in `path`: a file of any supported format, told apart by content, a folder of OpenCV files, one per
/// camera, or a folder with COLMAP's text model. Errors name the file, the camera, the field and, where known, the line.
pub fn read(path: &Path) -> Result<Rig, RigError> {
    let origin = path.display().to_string();
    if path.is_dir() && colmap::is_in(path) {
        return colmap::read(path);
    }
    if path.is_dir() {
        return opencv::read_folder(path, &origin);
    }
    let text = text_of(path)?;
    let first = text.trim_start().chars().next();
    match first {
        Some('<') => qualisys::read(&text, &origin),
        Some('{' | '[') if opentrackio::is_in(&text) => opentrackio::read(&text, &origin),
        Some('{') => opencv::read(&text, path, &origin),
        _ if opencv::looks_like_yaml(&text, path) => opencv::read(&text, path, &origin),
        Some(_) => from_toml(&text, &origin),
        None => Err(RigError(format!("{origin}: the file is empty"))),
    }
}

/// The rig in `text`, the TOML that anipose and Pose2Sim use. `origin` is what errors call it.
pub fn from_toml(text: &str, origin: &str) -> Result<Rig, RigError> {
    toml::read(text, origin)
}

/// The TOML of a rig. A rig that was read from TOML comes out as it went in, comments, metadata and unknown tables
/// included; reading it again gives a rig of the same id.
pub fn to_toml(rig: &Rig) -> String {
    match rig.source() {
        Some(text) => text.to_owned(),
        None => toml::write(rig.cameras(), rig.clocks()),
    }
}

/// A file's text, without a byte order mark.
fn text_of(path: &Path) -> Result<String, RigError> {
    let origin = path.display();
    let bytes = fs::read(path).map_err(|e| RigError(format!("{origin}: {e}")))?;
    if freed::is_in(&bytes) {
        return Err(RigError(format!(
            "{origin}: FreeD has poses and no lenses: `trackside calibrate convert` with --lenses and --freed puts both together"
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

/// `rig.toml:12: camera "a": rotation: what`, as much of it as is known.
fn fault(origin: &str, line: Option<usize>, camera: &str, field: &str, what: &str) -> RigError {
    let line = line.map_or(String::new(), |l| format!(":{l}"));
    let camera = match camera {
        "" => String::new(),
        name => format!("camera \"{name}\": "),
    };
    let field = match field {
        "" => String::new(),
        field => format!("`{field}`: "),
    };
    RigError(format!("{origin}{line}: {camera}{field}{what}"))
}

/// The line, from 1, of the byte at `offset`.
fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&b| b == b'\n').count()
}
