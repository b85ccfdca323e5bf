//! Images of recorded media for the replay server, in the pixels that the rig was calibrated with.

use std::path::Path;

use anyhow::Result;
use opencv::core::Mat;
use trackside_calibration::{Camera, SizePolicy};
use trackside_replay::{ImageReader, ImageRequest};

use crate::capture::VideoReader;
use crate::jpeg::encode_jpeg;

/// Opens a video file or a folder of images of a camera of the rig; see [`trackside_replay::OpenMedia`].
///
/// # Errors
/// A path that is not there or holds no images.
pub fn open_media(
    path: &Path,
    camera: &Camera,
    policy: SizePolicy,
) -> Result<Box<dyn ImageReader>> {
    Ok(Box::new(MediaReader {
        reader: VideoReader::open(path)?,
        camera: camera.clone(),
        policy,
    }))
}

struct MediaReader {
    reader: VideoReader,
    camera: Camera,
    policy: SizePolicy,
}

impl ImageReader for MediaReader {
    fn read_jpeg(&mut self, image: ImageRequest, width: Option<u32>) -> Result<Vec<u8>> {
        let mut pixels = Mat::default();
        self.reader.read(image, &mut pixels)?;
        encode_jpeg(&pixels, &self.camera, self.policy, width)
    }
}
