//! Errors of cases.

use std::fmt::Display;
use std::path::Path;

use thiserror::Error;
use trackside_simulation::SimulationError;

/// Names the file, the line where there is one, and what to do.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct CaseError(pub String);

impl CaseError {
    /// An error about a file.
    pub fn in_file(path: &Path, what: impl Display) -> CaseError {
        CaseError(format!("{}: {what}", path.display()))
    }

    /// An error about a line of a file, counted from 1.
    pub fn in_line(path: &Path, line: usize, what: impl Display) -> CaseError {
        CaseError(format!("{}:{line}: {what}", path.display()))
    }
}

impl From<SimulationError> for CaseError {
    fn from(error: SimulationError) -> CaseError {
        CaseError(error.0)
    }
}
