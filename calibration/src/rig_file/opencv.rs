//! placeholder
use crate::{Rig, RigError};
use std::path::Path;
pub(super) fn looks_like_yaml(text: &str, _path: &Path) -> bool {
    text.starts_with("%YAML")
}
pub(super) fn read(_text: &str, _path: &Path, origin: &str) -> Result<Rig, RigError> {
    Err(RigError(format!("{origin}: OpenCV files are not read yet")))
}
pub(super) fn read_folder(_path: &Path, origin: &str) -> Result<Rig, RigError> {
    Err(RigError(format!("{origin}: is a folder")))
}
