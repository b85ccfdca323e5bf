//! Images of recorded media for the replay server, in the pixels that the rig was calibrated with.

use anyhow::Result;
use opencv::core::Mat;
use trackside_calibration::{Camera, SizePolicy};
use trackside_replay::{ImageReader, ImageRequest, MediaFiles};

use crate::capture::{RecordedMedia, VideoReader};
use crate::jpeg::encode_jpeg;
use crate::orientation::Orientation;

/// Opens the video or the folder of images of a camera of the rig; see [`trackside_replay::OpenMedia`].
///
/// # Errors
/// A path that is not there or holds no images.
pub fn open_media(media: &MediaFiles, camera: &Camera) -> Result<Box<dyn ImageReader>> {
    Ok(Box::new(MediaReader {
        reader: VideoReader::open(RecordedMedia {
            paths: &media.paths,
            turn: Orientation::from_turn_deg(i64::from(media.turn_deg))?,
        })?,
        camera: camera.clone(),
        policy: media.size,
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
