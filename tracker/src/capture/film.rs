//! The original pictures of a recorded camera once more: any of them, in any order.
//!
//! A container's index leads near a picture, never surely to it. So after every leap the times of the pictures that
//! come are compared with the one that is wanted, and a picture that is not there is an error, not its neighbour.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use opencv::core::Mat;
use opencv::imgcodecs;
use opencv::prelude::MatTraitConst;
use opencv::videoio::{self, VideoCapture, VideoCaptureTrait, VideoCaptureTraitConst};

use super::times::Times;
use super::{frame_rate, open_video, pictures_in};

/// Pictures that are ahead by less than this are reached by reading on, s.
const AHEAD_S: f64 = 1.0;
/// How far before a picture reading begins: further, where that was not far enough, s.
const MARGINS_S: [f64; 4] = [0.25, 2.0, 10.0, f64::INFINITY];
/// How far a leap may lead astray before the time that it tells is not believed, s.
const ASTRAY_S: f64 = 1.0;
/// Two times are one picture's, s.
const SAME_S: f64 = 1e-3;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Its number, from 0.
    pub number: u64,
    /// When it was taken by the file's own time, s, where that is known.
    pub at_s: Option<f64>,
}

/// A video or a folder of pictures.
#[derive(Debug)]
pub struct Film {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Folder(Vec<PathBuf>),
    Video(Reel),
}

impl Film {
    /// Opens it.
    ///
    /// # Errors
    /// A path that is not there or holds no pictures.
    pub fn open(path: &Path) -> Result<Film> {
        let kind = if path.is_dir() {
            Kind::Folder(pictures_in(path)?)
        } else {
            Kind::Video(Reel::open(&path.to_string_lossy())?)
        };
        Ok(Film {
            path: path.to_owned(),
            kind,
        })
    }

    /// Reads a picture.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub fn read(&mut self, wanted: Wanted, pixels: &mut Mat) -> Result<()> {
        let name = self.path.display();
        match &mut self.kind {
            Kind::Folder(pictures) => {
                let place = usize::try_from(wanted.number).unwrap_or(usize::MAX);
                let picture = pictures.get(place).with_context(|| {
                    let n = pictures.len();
                    format!("{name}: it has {n} pictures, number {place} from 0 is not there")
                })?;
                *pixels = imgcodecs::imread(picture, imgcodecs::IMREAD_COLOR)
                    .with_context(|| picture.display().to_string())?;
            }
            Kind::Video(reel) => {
                reel.find(wanted).with_context(|| name.to_string())?;
                ensure!(
                    reel.video.retrieve(pixels, 0)?,
                    "{name}: the picture cannot be read"
                );
            }
        }
        ensure!(!pixels.empty(), "{name}: the picture cannot be read");
        Ok(())
    }
}

/// What came of reading on.
#[derive(PartialEq)]
enum Walk {
    There,
    /// The pictures before and after it were seen, and it was not between them.
    Gone,
    /// Reading began too late, or the file ended.
    Missed,
}

/// A video, and which of its pictures was grabbed last.
#[derive(Debug)]
struct Reel {
    name: String,
    video: VideoCapture,
    rate_hz: Option<f64>,
    times: Times,
    /// The time of the picture that was grabbed last, s.
    at_s: Option<f64>,
    /// The times of the pictures from the first on, as far as they were counted, s.
    counted: Vec<f64>,
}

impl Reel {
    fn open(name: &str) -> Result<Reel> {
        let video = open_video(name)?;
        let rate_hz = frame_rate(&video);
        Ok(Reel {
            name: name.to_owned(),
            video,
            rate_hz,
            times: Times::new(rate_hz),
            at_s: None,
            counted: Vec::new(),
        })
    }

    fn find(&mut self, wanted: Wanted) -> Result<()> {
        match wanted.at_s {
            Some(at_s) => self.find_time(at_s),
            None => self.find_number(usize::try_from(wanted.number)?),
        }
    }

    /// The only way to know a picture by its number is to count; what was counted is found again by its time.
    fn find_number(&mut self, number: usize) -> Result<()> {
        if number >= self.counted.len() {
            match self.counted.last().copied() {
                Some(last) => self.find_time(last)?,
                None => self.rewind()?,
            }
        }
        while number >= self.counted.len() {
            let n = self.counted.len();
            let Some(at_s) = self.grab()? else {
                bail!("it has {n} pictures, number {number} from 0 is not there");
            };
            self.counted.push(at_s);
        }
        self.find_time(self.counted[number])
    }

    fn find_time(&mut self, wanted_s: f64) -> Result<()> {
        if let Some(at_s) = self.at_s {
            if (at_s - wanted_s).abs() <= SAME_S {
                return Ok(());
            }
            let ahead_s = wanted_s - at_s;
            if (0.0..AHEAD_S).contains(&ahead_s) && self.walk(wanted_s, at_s)? == Walk::There {
                return Ok(());
            }
        }
        for margin_s in MARGINS_S {
            let from_s = (wanted_s - margin_s).max(0.0);
            if from_s == 0.0 {
                self.rewind()?;
            } else {
                self.times = Times::new(self.rate_hz);
                self.video.set(videoio::CAP_PROP_POS_MSEC, from_s * 1e3)?;
            }
            match self.walk(wanted_s, from_s - ASTRAY_S)? {
                Walk::There => return Ok(()),
                Walk::Missed if from_s > 0.0 => {}
                Walk::Missed | Walk::Gone => break,
            }
        }
        self.at_s = None;
        bail!(
            "there is no picture at {wanted_s:.6} s in it: is it the file that was recorded from?"
        )
    }

    /// Reads on to that time. Times before `least_s` are none: OpenCV tells 0 for the last pictures of some files.
    fn walk(&mut self, wanted_s: f64, least_s: f64) -> Result<Walk> {
        let mut before = false;
        while let Some(at_s) = self.grab()? {
            if (at_s - wanted_s).abs() <= SAME_S {
                return Ok(Walk::There);
            }
            if at_s < least_s {
                return Ok(Walk::Missed);
            }
            if at_s > wanted_s {
                return Ok(if before { Walk::Gone } else { Walk::Missed });
            }
            before = true;
        }
        Ok(Walk::Missed)
    }

    fn rewind(&mut self) -> Result<()> {
        self.video = open_video(&self.name)?;
        self.times = Times::new(self.rate_hz);
        self.at_s = None;
        Ok(())
    }

    /// The time of the next picture; `None` at the end.
    fn grab(&mut self) -> Result<Option<f64>> {
        self.at_s = None;
        if self.video.grab()? {
            let reported_ms = self.video.get(videoio::CAP_PROP_POS_MSEC).ok();
            self.at_s = Some(self.times.next(reported_ms, &self.name));
        }
        Ok(self.at_s)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use opencv::core::{CV_8UC3, MatTraitConstManual, Scalar, Size};
    use opencv::prelude::MatTraitManual;
    use opencv::videoio::{VideoWriter, VideoWriterTrait};

    use super::*;

    const PICTURES: u64 = 90;

    /// Every picture has its number in it: eight bars of black or white.
    fn write(path: &Path) {
        let fourcc = VideoWriter::fourcc('a', 'v', 'c', '1').unwrap();
        let size = Size::new(256, 64);
        let mut video = VideoWriter::new(path.to_str().unwrap(), fourcc, 25.0, size, true).unwrap();
        let mut picture =
            Mat::new_rows_cols_with_default(64, 256, CV_8UC3, Scalar::default()).unwrap();
        for number in 0..PICTURES {
            let bytes = picture.data_bytes_mut().unwrap();
            for (i, byte) in bytes.iter_mut().enumerate() {
                let bar = (i / 3) % 256 / 32;
                *byte = if number >> bar & 1 == 1 { 235 } else { 16 };
            }
            video.write(&picture).unwrap();
        }
        video.release().unwrap();
    }

    fn number(pixels: &Mat) -> u64 {
        let bytes = pixels.data_bytes().unwrap();
        let bar = |bar: usize| u64::from(bytes[3 * (32 * 256 + 32 * bar + 16)] > 128) << bar;
        (0..8).map(bar).sum()
    }

    /// The encoder's B-frames and its few key frames are what makes leaps go astray.
    #[test]
    fn any_picture_is_the_one_that_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film.mp4");
        write(&path);
        let mut times = Vec::new();
        let mut reel = Reel::open(path.to_str().unwrap()).unwrap();
        while let Some(at_s) = reel.grab().unwrap() {
            times.push(at_s);
        }
        assert_eq!(times.len() as u64, PICTURES);
        let mut film = Film::open(&path).unwrap();
        let mut pixels = Mat::default();
        for counting in [false, true] {
            for step in 0..2 * PICTURES {
                let wanted = Wanted {
                    number: (step * 37) % PICTURES,
                    at_s: (!counting).then(|| times[((step * 37) % PICTURES) as usize]),
                };
                film.read(wanted, &mut pixels).unwrap();
                assert_eq!(number(&pixels), wanted.number, "{wanted:?}");
            }
        }
        let between = Wanted {
            number: 3,
            at_s: Some((times[3] + times[4]) / 2.0),
        };
        let error = film.read(between, &mut pixels).unwrap_err();
        assert!(format!("{error:#}").contains("no picture at"), "{error:#}");
        let beyond = Wanted {
            number: PICTURES,
            at_s: None,
        };
        let error = format!("{:#}", film.read(beyond, &mut pixels).unwrap_err());
        assert!(error.contains("it has 90 pictures"), "{error}");
    }
}
