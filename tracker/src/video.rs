//! Writes videos.

use std::path::Path;

use anyhow::{Context, Result, bail};
use opencv::core::{CV_8UC3, Mat, MatTraitManual, Scalar, Size};
use opencv::videoio::{VideoWriter, VideoWriterTrait, VideoWriterTraitConst};

/// An MP4 file, H.264, that grows picture by picture.
pub struct Video {
    writer: VideoWriter,
    picture: Mat,
}

impl Video {
    /// An empty file; one that is there is replaced.
    ///
    /// # Errors
    /// A path that is not UTF-8, or no encoder.
    pub fn create(path: &Path, size_px: [usize; 2], rate_hz: f64) -> Result<Video> {
        let [w, h] = size_px.map(|s| s as i32);
        let name = path
            .to_str()
            .context("the path is not UTF-8, which the encoder needs")?;
        let fourcc = VideoWriter::fourcc('a', 'v', 'c', '1')?;
        let writer = VideoWriter::new(name, fourcc, rate_hz, Size::new(w, h), true)?;
        if !writer.is_opened()? {
            bail!(
                "no H.264 encoder could be opened: OpenCV's FFmpeg has none, or the file cannot be written"
            );
        }
        let picture = Mat::new_rows_cols_with_default(h, w, CV_8UC3, Scalar::default())?;
        Ok(Video { writer, picture })
    }

    /// The next picture, at first the last one: rows from the top, three bytes a pixel, blue first.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn picture(&mut self) -> Result<&mut [u8]> {
        Ok(self.picture.data_bytes_mut()?)
    }

    /// Adds the picture.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn write(&mut self) -> Result<()> {
        Ok(self.writer.write(&self.picture)?)
    }

    /// Completes the file.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn finish(mut self) -> Result<()> {
        Ok(self.writer.release()?)
    }
}
