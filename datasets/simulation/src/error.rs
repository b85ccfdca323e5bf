//! What is wrong with a world's file, and where.

use std::fmt::Display;
use std::path::Path;

use thiserror::Error;

/// Names the file, the key, and what to do.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct SimulationError(pub String);

impl SimulationError {
    /// An error about a file.
    pub fn in_file(path: &Path, what: impl Display) -> SimulationError {
        SimulationError(format!("{}: {what}", path.display()))
    }
}
