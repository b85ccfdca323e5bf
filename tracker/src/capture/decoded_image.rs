//! One decoded image of a camera.

use anyhow::{Result, ensure};
use opencv::core::{CV_8UC3, Mat, MatTraitConst};
use opencv::prelude::MatTraitConstManual;
use trackside_schema::{Stamp, Timestamp};

/// One image. Its memory is reused for the next.
#[derive(Debug, Default)]
pub struct DecodedImage {
    /// Counts the camera's images from 0.
    pub frame_index: u64,
    /// When it was taken.
    pub stamp: Stamp,
    /// When it arrives, by the venue's clock: a run in real time waits for it.
    pub arrives: Timestamp,
    /// Eight bits of blue, green and red.
    pub pixels: Mat,
}

/// What reading the next image gave.
#[derive(Debug, PartialEq, Eq)]
pub enum ReadOutcome {
    /// An image.
    Image,
    /// None, and the reason where the source ended too early.
    End(Option<String>),
}

/// Width and height, px.
pub fn image_size_px(pixels: &Mat) -> [u32; 2] {
    [pixels.cols(), pixels.rows()].map(|n| u32::try_from(n).unwrap_or(0))
}

/// The bytes of an image, row by row, and the number of bytes per row.
///
/// # Errors
/// Pixels that are not eight bits of blue, green and red.
pub fn bgr_bytes(pixels: &Mat) -> Result<(&[u8], usize)> {
    ensure!(
        pixels.typ() == CV_8UC3 && pixels.is_continuous(),
        "an image is not 8 bit BGR"
    );
    let stride = pixels.step1_def()? * pixels.elem_size1();
    Ok((pixels.data_bytes()?, stride))
}
