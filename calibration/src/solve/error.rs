//! The error of all solvers.

use thiserror::Error;

/// Why something could not be solved, and which camera or image is concerned.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0}")]
pub struct SolveError(pub String);
