//! Random access to the images of a video, in one file or several chapters, or of a folder.
//!
//! Seeking by a container's index ends near an image, not surely at it. So after every seek the times of the images that
//! follow are compared with the requested one, and an image that is not there is an error, not its neighbour.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use opencv::core::Mat;
use opencv::prelude::MatTraitConst;
use trackside_replay::ImageRequest;

use super::image_folder::ImageFolder;
use super::recorded_video::{chapter_start_s, end_s};
use super::video_file::VideoFile;
use crate::orientation::Orientation;

/// Images that are ahead by less than this are reached without seeking, s.
const READ_AHEAD_S: f64 = 1.0;
/// How far before an image to seek, one after another until the image is reached, s.
const SEEK_MARGINS_S: [f64; 4] = [0.25, 2.0, 10.0, f64::INFINITY];
/// A time further than this before the seek target is an error of the decoder, s.
const SEEK_TOLERANCE_S: f64 = 1.0;
/// Times closer than this are one image's, s.
const SAME_TIME_S: f64 = 1e-3;

/// A video or a folder of images.
#[derive(Debug)]
pub struct VideoReader {
    path: PathBuf,
    container: Container,
}

/// What a camera's images were recorded in.
#[derive(Clone, Copy, Debug)]
pub struct RecordedMedia<'m> {
    /// A folder of images, a video file, or the files of one video in order.
    pub paths: &'m [PathBuf],
    /// How images are turned, on top of what their files say.
    pub turn: Orientation,
}

#[derive(Debug)]
enum Container {
    Folder(ImageFolder),
    Video(SeekableChapters),
}

impl VideoReader {
    /// Opens it.
    ///
    /// # Errors
    /// A path that is not there or holds no images.
    pub fn open(media: RecordedMedia<'_>) -> Result<VideoReader> {
        let path = media.paths.first().context("there is no file")?;
        let container = if path.is_dir() {
            let mut folder = ImageFolder::open(path)?;
            folder.orientation = folder.orientation.then_turned(media.turn);
            Container::Folder(folder)
        } else {
            Container::Video(SeekableChapters::open(media)?)
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
            Container::Folder(folder) => {
                let index = usize::try_from(request.frame_index).unwrap_or(usize::MAX);
                let image = folder.files.get(index).with_context(|| {
                    let n = folder.files.len();
                    format!("{name}: it has {n} images, number {index} from 0 is not there")
                })?;
                *pixels = folder.read(image)?;
            }
            Container::Video(video) => video
                .read(request, pixels)
                .with_context(|| name.to_string())?,
        }
        ensure!(!pixels.empty(), "{name}: the image cannot be read");
        Ok(())
    }
}

/// The chapters of a video. Those behind the requested image are not opened.
#[derive(Debug)]
struct SeekableChapters {
    files: Vec<PathBuf>,
    turn: Orientation,
    opened: Vec<Chapter>,
}

#[derive(Debug)]
struct Chapter {
    video: SeekableVideo,
    /// When it begins, s from the first one's zero.
    start_s: f64,
    /// The number of its first image.
    first_index: usize,
}

impl SeekableChapters {
    fn open(media: RecordedMedia<'_>) -> Result<SeekableChapters> {
        let mut chapters = SeekableChapters {
            files: media.paths.to_vec(),
            turn: media.turn,
            opened: Vec::new(),
        };
        chapters.open_next()?;
        Ok(chapters)
    }

    /// Opens the next chapter. `false`: there is none.
    fn open_next(&mut self) -> Result<bool> {
        let Some(path) = self.files.get(self.opened.len()) else {
            return Ok(false);
        };
        let video = SeekableVideo::open(path, self.turn)?;
        let (mut start_s, mut first_index) = (0.0, 0);
        let timecode = |c: &Chapter| c.video.file.metadata().timecode;
        let first_timecode = self.opened.first().and_then(timecode);
        if let Some(last) = self.opened.last_mut() {
            let times_s = last.video.all_times_s()?;
            first_index = last.first_index + times_s.len();
            let last_s = times_s.last().map(|s| last.start_s + s);
            let file = &last.video.file;
            let end_s = end_s(file, last.start_s, last_s);
            let timecode = video.file.metadata().timecode;
            start_s = chapter_start_s(end_s, first_timecode, timecode, file.rate_hz());
        }
        self.opened.push(Chapter {
            video,
            start_s,
            first_index,
        });
        Ok(true)
    }

    fn read(&mut self, request: ImageRequest, pixels: &mut Mat) -> Result<()> {
        let index = usize::try_from(request.frame_index)?;
        let is_in_or_after = |chapter: &Chapter| match request.time_s {
            Some(time_s) => time_s > chapter.start_s - SAME_TIME_S,
            None => index >= chapter.first_index,
        };
        while self.opened.len() < self.files.len()
            && self.opened.last().is_none_or(is_in_or_after)
            && self.open_next()?
        {}
        let found = self.opened.iter().rposition(is_in_or_after).unwrap_or(0);
        let chapter = &mut self.opened[found];
        match request.time_s {
            Some(time_s) => chapter.video.seek_time(time_s - chapter.start_s)?,
            None => chapter.video.seek_index(index - chapter.first_index)?,
        }
        chapter.video.file.retrieve(pixels)
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
    file: VideoFile,
    /// The time of the image that was grabbed last, s.
    grabbed_s: Option<f64>,
    /// The times of the images from the first on, as far as they were counted, s.
    counted_s: Vec<f64>,
}

impl SeekableVideo {
    fn open(path: &Path, turn: Orientation) -> Result<SeekableVideo> {
        Ok(SeekableVideo {
            file: VideoFile::open(path, turn)?,
            grabbed_s: None,
            counted_s: Vec::new(),
        })
    }

    /// The times of all its images: those that the file lists, else counted.
    fn all_times_s(&mut self) -> Result<&[f64]> {
        if !self.file.listed_times_s().is_empty() {
            return Ok(self.file.listed_times_s());
        }
        self.rewind()?;
        self.counted_s.clear();
        while let Some(at_s) = self.grab()? {
            self.counted_s.push(at_s);
        }
        Ok(&self.counted_s)
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
            let first_s = self.file.metadata().first_image_s;
            let from_s = (target_s - margin_s).max(first_s);
            if from_s <= first_s {
                self.rewind()?;
            } else {
                self.file.seek_near(from_s)?;
            }
            match self.scan_to(target_s, from_s - SEEK_TOLERANCE_S)? {
                Scan::Found => return Ok(()),
                Scan::Missed if from_s > first_s => {}
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
        self.grabbed_s = None;
        self.file.rewind()
    }

    /// The time of the next image; `None` at the end.
    fn grab(&mut self) -> Result<Option<f64>> {
        self.grabbed_s = None;
        self.grabbed_s = self.file.grab()?;
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
        let mut video = SeekableVideo::open(&path, Orientation::default()).unwrap();
        while let Some(at_s) = video.grab().unwrap() {
            times.push(at_s);
        }
        assert_eq!(times.len() as u64, IMAGES);
        let media = RecordedMedia {
            paths: std::slice::from_ref(&path),
            turn: Orientation::default(),
        };
        let mut reader = VideoReader::open(media).unwrap();
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
