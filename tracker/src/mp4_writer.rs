//! Writes videos.

use std::path::Path;

use anyhow::{Context, Result, bail};
use opencv::core::{CV_8UC3, Mat, MatTraitManual, Scalar, Size};
use opencv::videoio::{VideoWriter, VideoWriterTrait, VideoWriterTraitConst};

/// An MP4 file, H.264, that is written image by image.
pub struct Mp4Writer {
    writer: VideoWriter,
    image: Mat,
}

impl Mp4Writer {
    /// Creates an empty file, replacing one that is there.
    ///
    /// # Errors
    /// A path that is not UTF-8, or no encoder.
    pub fn create(path: &Path, size_px: [usize; 2], rate_hz: f64) -> Result<Mp4Writer> {
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
        let image = Mat::new_rows_cols_with_default(h, w, CV_8UC3, Scalar::default())?;
        Ok(Mp4Writer { writer, image })
    }

    /// The pixels of the next image, initially those of the last: rows from the top, three bytes a pixel, blue first.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn pixels(&mut self) -> Result<&mut [u8]> {
        Ok(self.image.data_bytes_mut()?)
    }

    /// Writes the image.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn write(&mut self) -> Result<()> {
        Ok(self.writer.write(&self.image)?)
    }

    /// Completes the file.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn finish(mut self) -> Result<()> {
        Ok(self.writer.release()?)
    }
}
