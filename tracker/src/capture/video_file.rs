//! One video file: upright images and their times. Every user of videos opens them here.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use opencv::core::{Mat, MatTraitConst, Vector};
use opencv::videoio::{self, VideoCapture, VideoCaptureTrait, VideoCaptureTraitConst};

use super::container::{VideoMetadata, WholeHeader};
use super::image_times::{ImageTimes, nominal_rate_hz};
use crate::orientation::Orientation;

/// FFmpeg gives a source up after this long without an answer, ms.
const TIMEOUT_MS: i32 = 10_000;
/// The highest frame rate that is taken as such, Hz. FFmpeg reports a stream's clock (90 000, 1 000 000) where it does
/// not know the rate.
const MAX_RATE_HZ: f64 = 2000.0;

/// Opens a video file or the URL of a stream. Images are as they are stored: OpenCV 4.6 turns by ±90° the wrong way.
pub(super) fn open_video(name: &str) -> Result<VideoCapture> {
    let params = Vector::from_slice(&[
        videoio::CAP_PROP_OPEN_TIMEOUT_MSEC,
        TIMEOUT_MS,
        videoio::CAP_PROP_READ_TIMEOUT_MSEC,
        TIMEOUT_MS,
    ]);
    let video = VideoCapture::from_file_with_params(name, videoio::CAP_FFMPEG, &params);
    match video {
        Ok(mut video) if video.is_opened()? => {
            video.set(videoio::CAP_PROP_ORIENTATION_AUTO, 0.0)?;
            Ok(video)
        }
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

fn positive_property(video: &VideoCapture, property: i32) -> Option<f64> {
    video
        .get(property)
        .ok()
        .filter(|v| v.is_finite() && *v > 0.0)
}

/// A video file that is read forward: upright images and their times, s from the file's zero.
#[derive(Debug)]
pub struct VideoFile {
    path: PathBuf,
    metadata: VideoMetadata,
    orientation: Orientation,
    listed_s: Arc<[f64]>,
    capture: VideoCapture,
    /// A header that is read before the file; it lives as long as the decoder reads.
    header: Option<HeaderFile>,
    times: ImageTimes,
    rate_hz: Option<f64>,
    declared: Option<u64>,
    read: u64,
}

impl VideoFile {
    /// Opens a file. `turn` is what the venue says, on top of what the file says.
    ///
    /// # Errors
    /// It is not there, or is no video.
    pub fn open(path: &Path, turn: Orientation) -> Result<VideoFile> {
        ensure!(
            path.exists(),
            "{}: there is no such file or folder",
            path.display()
        );
        let mut metadata = VideoMetadata::read(path)?;
        let listed_s: Arc<[f64]> = std::mem::take(&mut metadata.image_times_s).into();
        let header = metadata.whole_header.take().map(write_header).transpose()?;
        let capture = open_capture(path, header.as_ref())?;
        let rate_hz = FrameRate::of(&listed_s).map(|r| r.rate_hz);
        let rate_hz = rate_hz.or(frame_rate_hz(&capture));
        let listed = Some(listed_s.len() as u64).filter(|n| *n > 0);
        Ok(VideoFile {
            path: path.to_owned(),
            orientation: metadata.orientation.then_turned(turn),
            times: ImageTimes::listed(rate_hz, metadata.first_image_s, Arc::clone(&listed_s)),
            declared: listed.or(frame_count(&capture)),
            metadata,
            listed_s,
            capture,
            header,
            rate_hz,
            read: 0,
        })
    }

    /// What the file says about itself; without the times of its images.
    pub fn metadata(&self) -> &VideoMetadata {
        &self.metadata
    }

    /// The times of all images, s from the file's zero; empty where the file does not list them.
    pub fn listed_times_s(&self) -> &[f64] {
        &self.listed_s
    }

    /// How stored pixels are turned.
    pub fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// Images per second; see [`FrameRate`] for those that are not evenly spaced.
    pub fn rate_hz(&self) -> Option<f64> {
        self.rate_hz
    }

    /// How many images the file declares; an estimate in formats that do not list them.
    pub fn declared_images(&self) -> Option<u64> {
        self.declared
    }

    /// Goes to the next image. Returns its time, s from the file's zero; `None` at the end.
    ///
    /// # Errors
    /// The decoder fails.
    pub fn grab(&mut self) -> Result<Option<f64>> {
        if !self.capture.grab()? {
            return Ok(None);
        }
        self.read += 1;
        let reported_ms = self.capture.get(videoio::CAP_PROP_POS_MSEC).ok();
        let name = self.path.to_string_lossy();
        Ok(Some(self.times.next(reported_ms, &name)))
    }

    /// Decodes the pixels of the image that was gone to.
    ///
    /// # Errors
    /// They cannot be decoded.
    pub fn retrieve(&mut self, pixels: &mut Mat) -> Result<()> {
        let is_read = self.capture.retrieve(pixels, 0)? && !pixels.empty();
        ensure!(is_read, "{}: an image cannot be read", self.path.display());
        self.orientation.apply(pixels)
    }

    /// Goes to the next image and decodes it. Returns its time, s from the file's zero; `None` at the end.
    ///
    /// # Errors
    /// The decoder fails.
    pub fn read(&mut self, pixels: &mut Mat) -> Result<Option<f64>> {
        let time_s = self.grab()?;
        if time_s.is_some() {
            self.retrieve(pixels)?;
        }
        Ok(time_s)
    }

    /// Goes back to the beginning.
    pub(super) fn rewind(&mut self) -> Result<()> {
        self.capture = open_capture(&self.path, self.header.as_ref())?;
        self.forget_times();
        self.read = 0;
        Ok(())
    }

    /// Goes to an image near `time_s`, s from the file's zero.
    pub(super) fn seek_near(&mut self, time_s: f64) -> Result<()> {
        self.forget_times();
        let since_first_s = (time_s - self.metadata.first_image_s).max(0.0);
        let position = videoio::CAP_PROP_POS_MSEC;
        self.capture.set(position, since_first_s * 1e3)?;
        Ok(())
    }

    fn forget_times(&mut self) {
        let listed_s = Arc::clone(&self.listed_s);
        self.times = ImageTimes::listed(self.rate_hz, self.metadata.first_image_s, listed_s);
    }

    /// Why reading ended too early, once the end was reached: the file is cut short, or some of its images cannot be decoded.
    /// Where its header merely declares more than there is, that is logged.
    pub(super) fn early_end(&self) -> Option<String> {
        let (name, read) = (self.path.display(), self.read);
        let declared = self.declared.unwrap_or(0);
        let lacks = read + 1 + declared / 50 < declared;
        match (lacks, self.metadata.is_truncated) {
            (_, true) if declared > read => Some(format!(
                "{name} ends after {read} of {declared} images: it is cut short"
            )),
            (true, _) if !self.listed_s.is_empty() => Some(format!(
                "{name}: {} of its {declared} images cannot be decoded: it is corrupt",
                declared - read
            )),
            (true, _) => {
                tracing::warn!(
                    "{name}: its header tells of {declared} images, the file has {read}: all were read"
                );
                None
            }
            _ => None,
        }
    }
}

/// A header in a temporary file, and how much of the video it stands for.
#[derive(Debug)]
struct HeaderFile {
    file: tempfile::NamedTempFile,
    skip: u64,
}

fn write_header(header: WholeHeader) -> Result<HeaderFile> {
    let write = || {
        let mut file = tempfile::NamedTempFile::with_prefix("trackside-")?;
        file.write_all(&header.bytes)?;
        file.flush()?;
        std::io::Result::Ok(file)
    };
    Ok(HeaderFile {
        file: write().context("a temporary file cannot be written")?,
        skip: header.skip,
    })
}

fn open_capture(path: &Path, header: Option<&HeaderFile>) -> Result<VideoCapture> {
    let name = path
        .to_str()
        .with_context(|| format!("{}: the path must be Unicode", path.display()))?;
    match header {
        // FFmpeg joins what stands between bars.
        Some(header) if !name.contains('|') => {
            let rest = match header.skip {
                0 => name.to_owned(),
                skip => format!("subfile,,start,{skip},end,0,,:{name}"),
            };
            let joined = format!("concat:{}|{rest}", header.file.path().display());
            open_video(&joined).with_context(|| name.to_owned())
        }
        Some(_) => Err(anyhow!(
            "{name}: its header counts too few images, and the | in its path keeps it from being read to its end: rename it"
        )),
        None => open_video(name),
    }
}

/// Intervals that differ from the usual one by more than this, and by more than a tenth, make a rate variable, s.
const MIN_JITTER_S: f64 = 2e-3;

/// How images follow each other in time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameRate {
    /// Images a second; where intervals vary, in those that are usual.
    pub rate_hz: f64,
    /// Whether intervals vary.
    pub is_variable: bool,
}

impl FrameRate {
    /// The rate of images at these times, s, in increasing order. `None`: fewer than two.
    pub fn of(times_s: &[f64]) -> Option<FrameRate> {
        let mut steps: Vec<f64> = times_s.windows(2).map(|t| t[1] - t[0]).collect();
        let total_s = times_s.last()? - times_s.first()?;
        let mean_s = total_s / steps.len() as f64;
        steps.sort_by(f64::total_cmp);
        let usual_s = *steps.get(steps.len() / 2)?;
        let is_usual = |s: &f64| (s - usual_s).abs() <= MIN_JITTER_S.max(0.1 * usual_s);
        let is_variable = !steps.iter().all(is_usual);
        if is_variable {
            steps.retain(is_usual);
        }
        let step_s = match is_variable {
            true => steps.iter().sum::<f64>() / steps.len() as f64,
            false => mean_s,
        };
        (step_s > 0.0).then(|| FrameRate {
            rate_hz: nominal_rate_hz(1.0 / step_s),
            is_variable,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_that_varies_is_that_of_the_usual_intervals() {
        let even: Vec<f64> = (0..90)
            .map(|i| (f64::from(i) * 1001.0 / 30.0).round() * 1e-3)
            .collect();
        let rate = FrameRate::of(&even).unwrap();
        assert!(
            (rate.rate_hz - 30.0 / 1.001).abs() < 1e-9 && !rate.is_variable,
            "{rate:?}"
        );
        let dropped: Vec<f64> = (0..90)
            .filter(|i| i % 7 != 3)
            .map(|i| f64::from(i) / 30.0)
            .collect();
        let rate = FrameRate::of(&dropped).unwrap();
        assert!(rate.is_variable && rate.rate_hz == 30.0, "{rate:?}");
        assert_eq!(FrameRate::of(&[1.0]), None);
        assert_eq!(FrameRate::of(&[1.0, 1.0]), None);
    }
}
