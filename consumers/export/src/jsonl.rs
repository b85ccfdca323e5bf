//! JSON lines: one [`TrackingFrame`] per line, tentative athletes included.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use trackside_schema::TrackingFrame;

use crate::files::FileError;

/// A file that grows by one line per frame.
#[derive(Debug)]
pub struct JsonLinesWriter {
    path: PathBuf,
    out: BufWriter<File>,
}

impl JsonLinesWriter {
    /// Creates or replaces the file.
    ///
    /// # Errors
    /// The file cannot be created.
    pub fn create(path: &Path) -> Result<JsonLinesWriter, FileError> {
        let file = File::create(path).map_err(|e| FileError::not_written(path, e))?;
        Ok(JsonLinesWriter {
            path: path.to_owned(),
            out: BufWriter::new(file),
        })
    }

    /// Appends one frame.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn push(&mut self, frame: &TrackingFrame) -> Result<(), FileError> {
        let written = serde_json::to_writer(&mut self.out, frame)
            .map_err(Into::into)
            .and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|e: std::io::Error| FileError::not_written(&self.path, e))
    }

    /// Flushes the file. Without it, the end of the file may be missing.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<(), FileError> {
        let flushed = self.out.flush();
        flushed.map_err(|e| FileError::not_written(&self.path, e))
    }
}
