//! Tracking frames to files and pictures: TRC, CSV, JSON lines, GLB, USD, BVH, overlay.
//!
//! Files that need a whole recording (TRC, CSV, GLB, USD, BVH) are written from [`Tracks`], which frames are pushed into one by one.

pub mod bvh;
pub mod csv;
pub mod figures;
pub mod glb;
pub mod highlights;
pub mod jsonl;
pub mod overlay;
pub mod stage;
pub mod template;
mod tracks;
pub mod trc;
pub mod usd;

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

/// Where to write `count` files, one an athlete: `path` itself for one, else `stem_1.ext`, `stem_2.ext`, ….
fn numbered(path: &Path, count: usize) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let dot = if extension.is_empty() { "" } else { "." };
    let name = |i| path.with_file_name(format!("{stem}_{i}{dot}{extension}"));
    (1..=count).map(name).collect()
}
