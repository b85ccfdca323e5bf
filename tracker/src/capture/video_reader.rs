//! Random access to the images of a video file or a folder.
//!
//! Seeking by a container's index ends near an image, not surely at it. So after every seek the times of the images that
//! follow are compared with the requested one, and an image that is not there is an error, not its neighbour.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use opencv::core::Mat;
use opencv::prelude::MatTraitConst;
use opencv::videoio::{self, VideoCapture, VideoCaptureTrait};
use trackside_replay::ImageRequest;

use super::image_folder::{images_in, read_image};
use super::image_times::ImageTimes;
use super::video_file::{frame_rate_hz, open_video, reported_time_ms};

/// Images that are ahead by less than this are reached without seeking, s.
const READ_AHEAD_S: f64 = 1.0;
/// How far before an image to seek, one after another until the image is reached, s.
const SEEK_MARGINS_S: [f64; 4] = [0.25, 2.0, 10.0, f64::INFINITY];
/// A time further than this before the seek target is an error of the decoder, s.
const SEEK_TOLERANCE_S: f64 = 1.0;
/// Times closer than this are one image's, s.
const SAME_TIME_S: f64 = 1e-3;

/// A video file or a folder of images.
#[derive(Debug)]
pub struct VideoReader {
    path: PathBuf,
    container: Container,
}

#[derive(Debug)]
enum Container {
    Folder(Vec<PathBuf>),
    Video(SeekableVideo),
}

impl VideoReader {
    /// Opens it.
    ///
    /// # Errors
    /// A path that is not there or holds no images.
    pub fn open(path: &Path) -> Result<VideoReader> {
        let container = if path.is_dir() {
            Container::Folder(images_in(path)?)
        } else {
            Container::Video(SeekableVideo::open(&path.to_string_lossy())?)
        };
        Ok(VideoReader {
            path: path.to_owned(),
            container,
        })
    }

    /// Reads an image.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub fn read(&mut self, request: ImageRequest, pixels: &mut Mat) -> Result<()> {
        let name = self.path.display();
        match &mut self.container {
            Container::Folder(images) => {
                let index = usize::try_from(request.frame_index).unwrap_or(usize::MAX);
                let image = images.get(index).with_context(|| {
                    let n = images.len();
                    format!("{name}: it has {n} images, number {index} from 0 is not there")
                })?;
                *pixels = read_image(image)?;
            }
            Container::Video(video) => {
                video.seek(request).with_context(|| name.to_string())?;
                ensure!(
                    video.capture.retrieve(pixels, 0)?,
                    "{name}: the image cannot be read"
                );
            }
        }
        ensure!(!pixels.empty(), "{name}: the image cannot be read");
        Ok(())
    }
}

/// Where reading forward ended.
#[derive(PartialEq)]
enum Scan {
    /// At the image.
    Found,
    /// At an image after it, having passed one before it: the image is not in the file.
    Absent,
    /// Reading began after it, or the file ended.
    Missed,
}

/// A video, and which of its images was grabbed last.
#[derive(Debug)]
struct SeekableVideo {
    name: String,
    capture: VideoCapture,
    rate_hz: Option<f64>,
    times: ImageTimes,
    /// The time of the image that was grabbed last, s.
    grabbed_s: Option<f64>,
    /// The times of the images from the first on, as far as they were counted, s.
    counted_s: Vec<f64>,
}

impl SeekableVideo {
    fn open(name: &str) -> Result<SeekableVideo> {
        let capture = open_video(name)?;
        let rate_hz = frame_rate_hz(&capture);
        Ok(SeekableVideo {
            name: name.to_owned(),
            capture,
            rate_hz,
            times: ImageTimes::new(rate_hz),
            grabbed_s: None,
            counted_s: Vec::new(),
        })
    }

    fn seek(&mut self, request: ImageRequest) -> Result<()> {
        match request.time_s {
            Some(time_s) => self.seek_time(time_s),
            None => self.seek_index(usize::try_from(request.frame_index)?),
        }
    }

    /// An image is known by its number only by counting; a counted image is found again by its time.
    fn seek_index(&mut self, index: usize) -> Result<()> {
        if index >= self.counted_s.len() {
            match self.counted_s.last().copied() {
                Some(last) => self.seek_time(last)?,
                None => self.rewind()?,
            }
        }
        while index >= self.counted_s.len() {
            let n = self.counted_s.len();
            let Some(at_s) = self.grab()? else {
                bail!("it has {n} images, number {index} from 0 is not there");
            };
            self.counted_s.push(at_s);
        }
        self.seek_time(self.counted_s[index])
    }

    fn seek_time(&mut self, target_s: f64) -> Result<()> {
        if let Some(at_s) = self.grabbed_s {
            if (at_s - target_s).abs() <= SAME_TIME_S {
                return Ok(());
            }
            let ahead_s = target_s - at_s;
            if (0.0..READ_AHEAD_S).contains(&ahead_s)
                && self.scan_to(target_s, at_s)? == Scan::Found
            {
                return Ok(());
            }
        }
        for margin_s in SEEK_MARGINS_S {
            let from_s = (target_s - margin_s).max(0.0);
            if from_s == 0.0 {
                self.rewind()?;
            } else {
                self.times = ImageTimes::new(self.rate_hz);
                self.capture.set(videoio::CAP_PROP_POS_MSEC, from_s * 1e3)?;
            }
            match self.scan_to(target_s, from_s - SEEK_TOLERANCE_S)? {
                Scan::Found => return Ok(()),
                Scan::Missed if from_s > 0.0 => {}
                Scan::Missed | Scan::Absent => break,
            }
        }
        self.grabbed_s = None;
        bail!("there is no image at {target_s:.6} s in it: is it the file that was recorded from?")
    }

    /// Reads forward to that time. Times before `min_s` are invalid: OpenCV reports 0 for the last images of some files.
    fn scan_to(&mut self, target_s: f64, min_s: f64) -> Result<Scan> {
        let mut has_passed_earlier = false;
        while let Some(at_s) = self.grab()? {
            if (at_s - target_s).abs() <= SAME_TIME_S {
                return Ok(Scan::Found);
            }
            if at_s < min_s {
                return Ok(Scan::Missed);
            }
            if at_s > target_s {
                return Ok(if has_passed_earlier {
                    Scan::Absent
                } else {
                    Scan::Missed
                });
            }
            has_passed_earlier = true;
        }
        Ok(Scan::Missed)
    }

    fn rewind(&mut self) -> Result<()> {
        self.capture = open_video(&self.name)?;
        self.times = ImageTimes::new(self.rate_hz);
        self.grabbed_s = None;
        Ok(())
    }

    /// The time of the next image; `None` at the end.
    fn grab(&mut self) -> Result<Option<f64>> {
        self.grabbed_s = None;
        if self.capture.grab()? {
            let time_s = self.times.next(reported_time_ms(&self.capture), &self.name);
            self.grabbed_s = Some(time_s);
        }
        Ok(self.grabbed_s)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use opencv::core::{CV_8UC3, MatTraitConstManual, Scalar, Size};
    use opencv::prelude::MatTraitManual;
    use opencv::videoio::{VideoWriter, VideoWriterTrait};

    use super::*;

    const IMAGES: u64 = 90;

    /// Every image shows its number: eight bars of black or white.
    fn write_video(path: &Path) {
        let fourcc = VideoWriter::fourcc('a', 'v', 'c', '1').unwrap();
        let size = Size::new(256, 64);
        let mut video = VideoWriter::new(path.to_str().unwrap(), fourcc, 25.0, size, true).unwrap();
        let mut image =
            Mat::new_rows_cols_with_default(64, 256, CV_8UC3, Scalar::default()).unwrap();
        for number in 0..IMAGES {
            let bytes = image.data_bytes_mut().unwrap();
            for (i, byte) in bytes.iter_mut().enumerate() {
                let bar = (i / 3) % 256 / 32;
                *byte = if number >> bar & 1 == 1 { 235 } else { 16 };
            }
            video.write(&image).unwrap();
        }
        video.release().unwrap();
    }

    fn number(pixels: &Mat) -> u64 {
        let bytes = pixels.data_bytes().unwrap();
        let bar = |bar: usize| u64::from(bytes[3 * (32 * 256 + 32 * bar + 16)] > 128) << bar;
        (0..8).map(bar).sum()
    }

    /// The encoder's B-frames and its few key frames are what makes seeks inexact.
    #[test]
    fn any_image_read_is_the_requested_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("video.mp4");
        write_video(&path);
        let mut times = Vec::new();
        let mut video = SeekableVideo::open(path.to_str().unwrap()).unwrap();
        while let Some(at_s) = video.grab().unwrap() {
            times.push(at_s);
        }
        assert_eq!(times.len() as u64, IMAGES);
        let mut reader = VideoReader::open(&path).unwrap();
        let mut pixels = Mat::default();
        for counting in [false, true] {
            for step in 0..2 * IMAGES {
                let request = ImageRequest {
                    frame_index: (step * 37) % IMAGES,
                    time_s: (!counting).then(|| times[((step * 37) % IMAGES) as usize]),
                };
                reader.read(request, &mut pixels).unwrap();
                assert_eq!(number(&pixels), request.frame_index, "{request:?}");
            }
        }
        let between = ImageRequest {
            frame_index: 3,
            time_s: Some((times[3] + times[4]) / 2.0),
        };
        let error = reader.read(between, &mut pixels).unwrap_err();
        assert!(format!("{error:#}").contains("no image at"), "{error:#}");
        let beyond = ImageRequest {
            frame_index: IMAGES,
            time_s: None,
        };
        let error = format!("{:#}", reader.read(beyond, &mut pixels).unwrap_err());
        assert!(error.contains("it has 90 images"), "{error}");
    }
}
