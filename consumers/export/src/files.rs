//! Writing files, and errors that name them.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A fault of a file. The text names the file and, if known, the line.
#[derive(Debug, Error)]
#[error("{}{}: {what}", path.display(), line.map(|l| format!(", line {l}")).unwrap_or_default())]
pub struct FileError {
    path: PathBuf,
    line: Option<usize>,
    what: String,
}

impl FileError {
    pub(crate) fn new(path: &Path, what: impl ToString) -> FileError {
        FileError {
            path: path.to_owned(),
            line: None,
            what: what.to_string(),
        }
    }

    pub(crate) fn at_line(path: &Path, line: usize, what: impl ToString) -> FileError {
        FileError {
            line: Some(line),
            ..FileError::new(path, what)
        }
    }

    pub(crate) fn not_written(path: &Path, error: impl std::fmt::Display) -> FileError {
        FileError::new(path, format!("cannot be written: {error}"))
    }
}

/// Creates or replaces the file `path` with what `write` writes.
pub(crate) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> Result<(), FileError> {
    let save = || {
        let mut out = BufWriter::new(File::create(path)?);
        write(&mut out)?;
        out.flush()
    };
    save().map_err(|e| FileError::not_written(path, e))
}

/// The paths of `count` files, one per athlete: `path` itself for one, else `stem_1.ext`, `stem_2.ext`, ….
pub(crate) fn numbered_paths(path: &Path, count: usize) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let dot = if extension.is_empty() { "" } else { "." };
    let name = |i| path.with_file_name(format!("{stem}_{i}{dot}{extension}"));
    (1..=count).map(name).collect()
}
