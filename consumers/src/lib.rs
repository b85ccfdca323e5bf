//! Tracking frames to files and pictures: TRC, CSV, JSON lines, overlay.
//!
//! Files that need a whole recording (TRC, CSV) are written from [`Tracks`], which frames are pushed into one by one.

pub mod csv;
pub mod highlights;
pub mod jsonl;
pub mod overlay;
mod tracks;
pub mod trc;
pub mod web;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use tracks::{Placed, Sample, Track, Tracks};

/// What is wrong with a file, naming it and, where there is one, the line.
#[derive(Debug, Error)]
#[error("{}{}: {what}", path.display(), line.map(|l| format!(", line {l}")).unwrap_or_default())]
pub struct FileError {
    path: PathBuf,
    line: Option<usize>,
    what: String,
}

impl FileError {
    fn new(path: &Path, what: impl ToString) -> FileError {
        FileError {
            path: path.to_owned(),
            line: None,
            what: what.to_string(),
        }
    }

    fn at_line(path: &Path, line: usize, what: impl ToString) -> FileError {
        FileError {
            line: Some(line),
            ..FileError::new(path, what)
        }
    }
}
