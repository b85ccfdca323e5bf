//! The error of rigs and their files.

use thiserror::Error;

/// What is wrong with a rig, and in which file, camera and field.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct RigError(pub String);

/// `rig.toml:12: camera "a": rotation: what`, as much of it as is known.
pub(crate) fn located_error(
    origin: &str,
    line: Option<usize>,
    camera: &str,
    field: &str,
    what: &str,
) -> RigError {
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
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|&b| b == b'\n').count()
}
