//! Opens videos and streams with FFmpeg.

use anyhow::{Result, anyhow};
use opencv::core::Vector;
use opencv::videoio::{self, VideoCapture, VideoCaptureTraitConst};

use super::image_times::nominal_rate_hz;

/// FFmpeg gives a source up after this long without an answer, ms.
const TIMEOUT_MS: i32 = 10_000;
/// The highest frame rate that is taken as such, Hz. FFmpeg reports a stream's clock (90 000, 1 000 000) where it does
/// not know the rate.
const MAX_RATE_HZ: f64 = 2000.0;

/// Opens a video file or the URL of a stream.
pub(super) fn open_video(name: &str) -> Result<VideoCapture> {
    let params = Vector::from_slice(&[
        videoio::CAP_PROP_OPEN_TIMEOUT_MSEC,
        TIMEOUT_MS,
        videoio::CAP_PROP_READ_TIMEOUT_MSEC,
        TIMEOUT_MS,
    ]);
    let video = VideoCapture::from_file_with_params(name, videoio::CAP_FFMPEG, &params);
    match video {
        Ok(video) if video.is_opened()? => Ok(video),
        _ => Err(anyhow!("{name}: not a video that FFmpeg can open")),
    }
}

/// How many images the container declares; an estimate in some formats, `None` for streams.
pub(super) fn frame_count(video: &VideoCapture) -> Option<u64> {
    positive_property(video, videoio::CAP_PROP_FRAME_COUNT).map(|n| n as u64)
}

/// Images per second.
pub(super) fn frame_rate_hz(video: &VideoCapture) -> Option<f64> {
    positive_property(video, videoio::CAP_PROP_FPS)
        .filter(|rate_hz| *rate_hz <= MAX_RATE_HZ)
        .map(nominal_rate_hz)
}

/// The time of the image that was read last, ms, as OpenCV reports it.
pub(super) fn reported_time_ms(video: &VideoCapture) -> Option<f64> {
    video.get(videoio::CAP_PROP_POS_MSEC).ok()
}

fn positive_property(video: &VideoCapture, property: i32) -> Option<f64> {
    video
        .get(property)
        .ok()
        .filter(|v| v.is_finite() && *v > 0.0)
}
