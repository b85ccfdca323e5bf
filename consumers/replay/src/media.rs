//! What this package asks of a decoder of videos and images.

use std::path::Path;

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

/// Opens a medium: a video file, or a folder of images, of a camera of the rig. The policy says how its images may differ
/// in size from the rig's.
pub type OpenMedia = fn(&Path, &Camera, SizePolicy) -> Result<Box<dyn ImageReader>>;
