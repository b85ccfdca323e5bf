//! Exports the frames of a run while it goes on.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use trackside_export::{Tracks, csv, jsonl, trc};
use trackside_schema::TrackingFrame;

/// An exported file, by its extension.
pub enum ExportFile {
    /// One TRC file per athlete, written at the end.
    Trc(PathBuf, Tracks),
    /// One CSV file, written at the end.
    Csv(PathBuf, Tracks),
    /// One frame per line, written as they come.
    JsonLines(PathBuf, jsonl::Writer),
}

impl ExportFile {
    /// Prepares the file. `rate_hz` is frames per second; `None`: by the frames' times.
    ///
    /// # Errors
    /// An unknown extension, a folder that is not there.
    pub fn create(path: &Path, rate_hz: impl Into<Option<f64>>) -> Result<ExportFile> {
        let rate_hz = rate_hz.into();
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        if let Some(folder) = folder.filter(|f| !f.is_dir()) {
            bail!(
                "{}: there is no folder {}",
                path.display(),
                folder.display()
            );
        }
        let tracks = || Tracks::new(rate_hz);
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_lowercase().as_str() {
            "trc" => Ok(ExportFile::Trc(path.to_owned(), tracks())),
            "csv" => Ok(ExportFile::Csv(path.to_owned(), tracks())),
            "jsonl" => Ok(ExportFile::JsonLines(
                path.to_owned(),
                jsonl::Writer::create(path)?,
            )),
            _ => bail!(
                "{}: the extension says what to write: .trc, .csv or .jsonl",
                path.display()
            ),
        }
    }

    /// Adds one frame.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn push(&mut self, frame: &TrackingFrame) -> Result<()> {
        match self {
            ExportFile::Trc(_, tracks) | ExportFile::Csv(_, tracks) => tracks.push(frame),
            ExportFile::JsonLines(_, writer) => writer.push(frame)?,
        }
        Ok(())
    }

    /// Writes the files and returns their paths; none where no athlete was tracked.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn finish(self) -> Result<Vec<PathBuf>> {
        match self {
            ExportFile::Trc(path, tracks) => {
                let files = trc::write(&tracks, &path, trc::Options::default())?;
                if files.is_empty() {
                    tracing::warn!("{}: not written, no athlete was tracked", path.display());
                }
                Ok(files)
            }
            ExportFile::Csv(path, tracks) => {
                csv::write(&tracks, &path).context("the export")?;
                Ok(vec![path])
            }
            ExportFile::JsonLines(path, writer) => {
                writer.finish()?;
                Ok(vec![path])
            }
        }
    }
}
