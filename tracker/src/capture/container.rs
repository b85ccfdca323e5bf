//! What a video file says about itself beyond what its decoder reports: how its images are turned, when each is shown, whether
//! the file is whole, when it was made, and where its sound lies.
//!
//! MP4 and QuickTime are read with their fragments, Matroska and AVI as far as their headers. Of other formats nothing is known.

mod avi;
mod boxes;
mod bytes;
mod codec;
mod matroska;
mod mp4;
mod sample_table;
mod sound;
mod unfragmented;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result};

use crate::orientation::Orientation;

pub use sound::{SoundCodec, SoundTrack};

/// What a video file says about itself. The default says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VideoMetadata {
    /// How stored pixels are made to stand upright.
    pub orientation: Orientation,
    /// When each image is shown, s from the file's zero, increasing; empty where the file does not list it.
    pub image_times_s: Vec<f64>,
    /// When the first image is shown, s from the file's zero; 0 where that is not known.
    pub first_image_s: f64,
    /// When the last image ends, s from the file's zero, where it is known.
    pub end_s: Option<f64>,
    /// Bytes that the file should have and has not: it is cut short.
    pub is_truncated: bool,
    /// Whether the images are stored as two fields, where that is known.
    pub is_interlaced: Option<bool>,
    /// When the recording was made, s since 1970 UTC. Makers differ in whether that is its beginning or its end.
    pub created_s: Option<i64>,
    /// The timecode of the file's zero.
    pub timecode: Option<Timecode>,
    /// The sound, where it can be decoded.
    pub sound: Option<SoundTrack>,
    /// What is odd about the file, in words.
    pub notes: Vec<String>,
    /// A header that makes the decoder read all images, where the file's own counts fewer.
    pub whole_header: Option<WholeHeader>,
}

/// A header for the decoder that stands for the beginning of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WholeHeader {
    /// What is read first.
    pub bytes: Vec<u8>,
    /// How many bytes of the file it stands for; the others follow.
    pub skip: u64,
}

/// A timecode: a time of day by the camera's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timecode {
    /// Seconds since midnight.
    pub seconds: f64,
    /// Frames a second.
    pub rate_hz: f64,
}

impl VideoMetadata {
    /// Reads a file's own description. A format that is not known says nothing.
    ///
    /// # Errors
    /// The file cannot be read. What is wrong inside it becomes a note: the decoder has the last word.
    pub fn read(path: &Path) -> Result<VideoMetadata> {
        let name = || path.display().to_string();
        let mut file = File::open(path).with_context(name)?;
        let mut start = [0; 12];
        let n = file.read(&mut start).with_context(name)?;
        let length = file.metadata().with_context(name)?.len();
        let read = match (&start[..n.min(4)], start.get(4..8), start.get(8..12)) {
            (b"RIFF", _, Some(b"AVI ")) => avi::read(&mut file, length),
            ([0x1a, 0x45, 0xdf, 0xa3], _, _) => matroska::read(&mut file, length),
            (_, Some(b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip" | b"pnot"), _) => {
                mp4::read(&mut file, length)
            }
            _ => return Ok(VideoMetadata::default()),
        };
        Ok(read.unwrap_or_else(|error| VideoMetadata {
            notes: vec![format!(
                "its header cannot be read ({error:#}): whether it is turned, and when its images were taken, is not known; look \
                 at its images, set `turn` where they lie on their side, or make the file anew with a converter"
            )],
            ..VideoMetadata::default()
        }))
    }
}
