//! Reads landmark files of either format.

use std::fs;
use std::path::Path;

use super::model::LandmarkFile;
use super::{json_file, toml_file};
use crate::RigError;

impl LandmarkFile {
    /// Reads a file.
    ///
    /// # Errors
    /// A file that cannot be read or understood, with its name, and line, camera and landmark where known.
    pub fn read(path: &Path) -> Result<LandmarkFile, RigError> {
        let origin = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|e| RigError(format!("{origin}: {e}")))?;
        LandmarkFile::parse(&text, &origin)
    }

    /// Parses TOML or JSON; error texts call it `origin`.
    ///
    /// # Errors
    /// As [`LandmarkFile::read`].
    pub fn parse(text: &str, origin: &str) -> Result<LandmarkFile, RigError> {
        if text.trim_start().starts_with('{') {
            json_file::parse(text, origin)
        } else {
            toml_file::parse(text, origin)
        }
    }
}
