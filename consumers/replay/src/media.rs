//! What this package asks of a decoder of videos and images.

use std::path::PathBuf;

use anyhow::Result;
use trackside_calibration::{Camera, SizePolicy};

/// Which image of a medium.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageRequest {
    /// Its number, from 0.
    pub frame_index: u64,
    /// Its presentation time in the medium, s, where that is known.
    pub time_s: Option<f64>,
}

/// Reads single images of a medium that a recording was made from.
pub trait ImageReader: Send {
    /// The image as a JPEG in the pixels of the rig's camera, `width` px wide, or as wide as the rig has it.
    ///
    /// # Errors
    /// The image is missing or cannot be read.
    fn read_jpeg(&mut self, image: ImageRequest, width: Option<u32>) -> Result<Vec<u8>>;
}

/// The files of a camera's medium.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaFiles {
    /// A folder of images, a video file, or the files of one video in order.
    pub paths: Vec<PathBuf>,
    /// How far images are turned, degrees clockwise, on top of what their files say: 0, 90, 180 or 270.
    pub turn_deg: u32,
    /// How images may differ in size from the rig's.
    pub size: SizePolicy,
}

/// Opens the medium of a camera of the rig.
pub type OpenMedia = fn(&MediaFiles, &Camera) -> Result<Box<dyn ImageReader>>;
