//! JSON lines: every [`TrackingFrame`] as it is, one a line, tentative athletes included.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use trackside_schema::TrackingFrame;

use crate::FileError;

/// A file that grows by one line a frame.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Writer {
    /// An empty file; one that is there is replaced.
    pub fn create(path: &Path) -> Result<Writer, FileError> {
        let file = File::create(path)
            .map_err(|e| FileError::new(path, format!("can not be written: {e}")))?;
        Ok(Writer {
            path: path.to_owned(),
            out: BufWriter::new(file),
        })
    }

    /// Adds one frame.
    pub fn push(&mut self, frame: &TrackingFrame) -> Result<(), FileError> {
        let written = serde_json::to_writer(&mut self.out, frame)
            .map_err(Into::into)
            .and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|e| FileError::new(&self.path, format!("can not be written: {e}")))
    }

    /// Writes what is still in memory. A file that is dropped without it may lack its end.
    pub fn finish(mut self) -> Result<(), FileError> {
        self.out
            .flush()
            .map_err(|e| FileError::new(&self.path, format!("can not be written: {e}")))
    }
}
