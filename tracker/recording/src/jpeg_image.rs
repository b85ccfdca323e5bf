//! A camera's image as it is recorded and published: a `foxglove.CompressedImage`.

use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use foxglove::messages::CompressedImage;
use prost::Message;
use trackside_schema::Timestamp;

use crate::scene::foxglove_time;

/// A camera's image.
#[derive(Clone, Debug, PartialEq)]
pub struct JpegImage {
    /// The camera's name.
    pub camera: String,
    /// The middle of the exposure.
    pub time: Timestamp,
    /// The whole of what the rig's camera sees, JPEG.
    pub jpeg: Bytes,
}

impl JpegImage {
    /// Encodes the image.
    pub fn encode(&self) -> Vec<u8> {
        let image = CompressedImage {
            timestamp: Some(foxglove_time(self.time)),
            frame_id: self.camera.clone(),
            data: self.jpeg.clone(),
            format: "jpeg".to_owned(),
        };
        image.encode_to_vec()
    }

    /// Decodes an image.
    ///
    /// # Errors
    /// Bytes that are no `foxglove.CompressedImage`; an image that is no JPEG or has no time.
    pub fn decode(bytes: &[u8]) -> Result<JpegImage> {
        let image = CompressedImage::decode(bytes).context("not a foxglove.CompressedImage")?;
        let format = &image.format;
        ensure!(format == "jpeg", "its format is \"{format}\", not jpeg");
        let time = image.timestamp.context("it has no time")?;
        Ok(JpegImage {
            time: Timestamp(i64::from(time.sec()) * 1_000_000_000 + i64::from(time.nsec())),
            camera: image.frame_id,
            jpeg: image.data,
        })
    }
}
