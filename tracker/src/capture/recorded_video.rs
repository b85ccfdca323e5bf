//! What one camera recorded: one video file, or several chapters of one recording, one after another.

use std::path::PathBuf;

use anyhow::{Context, Result};
use opencv::core::Mat;

use super::container::{Timecode, VideoMetadata};
use super::video_file::VideoFile;
use crate::orientation::Orientation;

/// Seconds of a day, after which timecodes begin again.
const DAY_S: f64 = 86_400.0;
/// A chapter that begins by its timecode later than this after the last one's end has a timecode that says nothing, s.
const MAX_GAP_S: f64 = DAY_S / 2.0;
/// A chapter that begins by its timecode this many frames after the last one's end continues without a gap.
const SAME_FRAMES: f64 = 1.5;

/// The video of a camera, in one or several files, read forward. Times are seconds from the first file's zero.
#[derive(Debug)]
pub struct RecordedVideo {
    files: Vec<PathBuf>,
    turn: Orientation,
    /// The chapter that is being read, and where it begins, s.
    current: VideoFile,
    index: usize,
    start_s: f64,
    last_s: Option<f64>,
    first_timecode: Option<Timecode>,
    first_image_s: f64,
    declared: Option<u64>,
    early_end: Option<String>,
}

impl RecordedVideo {
    /// Opens the files; all must be there.
    ///
    /// # Errors
    /// No file; one that is not there or is no video.
    pub fn open(files: &[PathBuf], turn: Orientation) -> Result<RecordedVideo> {
        let first = files.first().context("there is no video file")?;
        let current = VideoFile::open(first, turn)?;
        let mut declared = current.declared_images();
        for file in &files[1..] {
            let chapter = VideoFile::open(file, turn)?;
            declared = declared.zip(chapter.declared_images()).map(|(a, b)| a + b);
        }
        Ok(RecordedVideo {
            files: files.to_vec(),
            turn,
            first_timecode: current.metadata().timecode,
            first_image_s: current.metadata().first_image_s,
            current,
            index: 0,
            start_s: 0.0,
            last_s: None,
            declared,
            early_end: None,
        })
    }

    /// What the file that is being read says about itself.
    pub fn metadata(&self) -> &VideoMetadata {
        self.current.metadata()
    }

    /// When the first image is taken, s from the first file's zero.
    pub fn first_image_s(&self) -> f64 {
        self.first_image_s
    }

    /// Images per second of the file that is being read.
    pub fn rate_hz(&self) -> Option<f64> {
        self.current.rate_hz()
    }

    /// How many images the files declare together.
    pub fn declared_images(&self) -> Option<u64> {
        self.declared
    }

    /// Reads the next image. Returns its time, s from the first file's zero; `None` at the end of the last file.
    ///
    /// # Errors
    /// An image or a file that cannot be read.
    pub fn read(&mut self, pixels: &mut Mat) -> Result<Option<f64>> {
        loop {
            if let Some(time_s) = self.current.read(pixels)? {
                let time_s = self.start_s + time_s;
                self.last_s = Some(time_s);
                return Ok(Some(time_s));
            }
            if self.early_end.is_none() {
                self.early_end = self.current.early_end();
            }
            if !self.open_next()? {
                return Ok(None);
            }
        }
    }

    fn open_next(&mut self) -> Result<bool> {
        let Some(file) = self.files.get(self.index + 1) else {
            return Ok(false);
        };
        let next = VideoFile::open(file, self.turn)?;
        let end_s = end_s(&self.current, self.start_s, self.last_s);
        let rate_hz = self.current.rate_hz();
        self.start_s = chapter_start_s(
            end_s,
            self.first_timecode,
            next.metadata().timecode,
            rate_hz,
        );
        (self.current, self.index) = (next, self.index + 1);
        Ok(true)
    }

    /// Why a file ended too early, once the end was reached.
    pub fn early_end(&self) -> Option<String> {
        self.early_end.clone()
    }
}

/// When a chapter that begins at `start_s` ends: as its file says, else an image's interval after its last image.
pub(super) fn end_s(chapter: &VideoFile, start_s: f64, last_s: Option<f64>) -> f64 {
    let interval_s = chapter.rate_hz().map_or(0.0, |rate_hz| 1.0 / rate_hz);
    let after_last_s = last_s.map(|last_s| last_s + interval_s);
    let listed_end_s = match chapter.listed_times_s() {
        [] => None,
        _ => chapter.metadata().end_s.map(|end_s| start_s + end_s),
    };
    listed_end_s.or(after_last_s).unwrap_or(start_s)
}

/// Where the next chapter begins, s from the first file's zero: where the last one ended, or later where the timecodes say so.
pub(super) fn chapter_start_s(
    end_s: f64,
    first: Option<Timecode>,
    next: Option<Timecode>,
    rate_hz: Option<f64>,
) -> f64 {
    let (Some(first), Some(next)) = (first, next) else {
        return end_s;
    };
    let by_timecode_s = (next.seconds - first.seconds).rem_euclid(DAY_S);
    let gap_s = by_timecode_s - end_s;
    let is_gap = gap_s * rate_hz.unwrap_or(next.rate_hz) > SAME_FRAMES;
    match is_gap && gap_s < MAX_GAP_S {
        true => by_timecode_s,
        false => end_s,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_continues_where_the_last_ended_or_where_its_timecode_says() {
        let code = |seconds| {
            Some(Timecode {
                seconds,
                rate_hz: 25.0,
            })
        };
        let start = |first, next| chapter_start_s(10.0, first, next, Some(25.0));
        assert_eq!(start(None, code(99.0)), 10.0);
        // Continued, to the frame.
        assert_eq!(start(code(3600.0), code(3610.04)), 10.0);
        // A pause of 20 s; one over midnight.
        assert_eq!(start(code(3600.0), code(3630.0)), 30.0);
        assert_eq!(start(code(DAY_S - 5.0), code(25.0)), 30.0);
        // Every file begins at 0, or a little before the last one's end: the timecode says nothing.
        assert_eq!(start(code(0.0), code(0.0)), 10.0);
        assert_eq!(start(code(3600.0), code(3609.8)), 10.0);
    }
}
