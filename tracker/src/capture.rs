//! Pictures of one camera, in order, with the time at which each was taken.
//!
//! The presentation times that a video carries become [`Stamp`]s, so a variable frame rate is honoured. Where a video
//! carries none its pictures are taken to be evenly spaced, and that is said once.

mod synthetic;
mod times;
pub mod video_reader;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, anyhow, bail, ensure};
use opencv::core::{Mat, MatTraitConst, Vector};
use opencv::videoio::{self, VideoCapture, VideoCaptureTrait, VideoCaptureTraitConst};
use opencv::{imgcodecs, prelude::MatTraitConstManual};
use trackside_calibration::CameraClock;
use trackside_evaluation::case;
use trackside_schema::{Stamp, StampSource, Timestamp, View};

use self::synthetic::Synthetic;
use self::times::{Times, snapped};
use crate::venue::{Media, Venue, VenueCamera};

/// A live source that was lost is tried again after this long, then after twice as long, …
const RETRY_FIRST: Duration = Duration::from_millis(500);
/// … up to this long.
const RETRY_MOST: Duration = Duration::from_secs(30);
/// FFmpeg gives a source up after this long without an answer, ms.
const TIMEOUT_MS: i32 = 10_000;
/// How well the arrival of a live picture tells when it was taken, ns: half a picture at 25 Hz.
const ARRIVAL_UNCERTAINTY_NS: u32 = 20_000_000;

/// Whether pictures or the detections that came with them are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum From {
    /// Pictures, seen by the networks of `[models]`.
    #[default]
    Video,
    /// What somebody saw in the pictures before.
    Detections,
}

/// One picture. Its memory is used again for the next.
#[derive(Debug, Default)]
pub struct Image {
    /// Counts the camera's pictures from 0.
    pub number: u64,
    /// When it was taken.
    pub stamp: Stamp,
    /// When it is there, by the venue's clock: what a run in real time waits for.
    pub arrives: Timestamp,
    /// Eight bits of blue, green and red.
    pub pixels: Mat,
}

/// What came of asking for the next picture.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// It is there.
    Image,
    /// There is none, and the reason where the end came before its time.
    End(Option<String>),
}

/// What a camera gives.
#[derive(Debug)]
pub enum Source {
    /// Pictures, yet to be seen.
    Images(Box<Images>),
    /// What was seen in pictures before.
    Views(std::vec::IntoIter<View>),
}

/// The pictures of one camera.
#[derive(Debug)]
pub struct Images {
    camera: String,
    kind: Kind,
    start: Timestamp,
    /// Its rig's: stamps are put right by it.
    clock: CameraClock,
    /// The first picture: read on opening, to know that there is one and its size.
    first: Option<Mat>,
    times: Times,
    number: u64,
    expected: Option<u64>,
}

#[derive(Debug)]
enum Kind {
    File(VideoCapture),
    Folder(std::vec::IntoIter<PathBuf>),
    Live { video: VideoCapture, url: String },
    Synthetic(Box<Synthetic>),
}

impl Source {
    /// Opens what the venue names for a camera.
    ///
    /// # Errors
    /// Media that are not there or cannot be read, naming the camera and the file.
    pub fn open(venue: &Venue, camera: &VenueCamera, from: From) -> Result<Source> {
        let opened = match from {
            From::Video => Images::open(camera, venue.start, venue.rate_hz).map(|images| {
                Source::Images(Box::new(Images {
                    clock: venue.rig.clock(camera.id),
                    ..images
                }))
            }),
            From::Detections => views(venue, camera).map(|v| Source::Views(v.into_iter())),
        };
        opened.with_context(|| format!("camera \"{}\"", camera.name))
    }

    /// Pictures per second, where it is known.
    pub fn rate_hz(&self) -> Option<f64> {
        match self {
            Source::Images(images) => images.times.rate_hz,
            Source::Views(views) => views_rate(views.as_slice()),
        }
    }

    /// How many pictures are to be expected, where it is known.
    pub fn expected(&self) -> Option<u64> {
        match self {
            Source::Images(images) => images.expected,
            Source::Views(views) => Some(views.as_slice().len() as u64),
        }
    }
}

/// Moments per second: the venue's, else those of the fastest camera.
///
/// # Errors
/// Nobody knows.
pub fn rate_hz<'a>(venue: &Venue, sources: impl Iterator<Item = &'a Source>) -> Result<f64> {
    let fastest = sources.filter_map(Source::rate_hz).reduce(f64::max);
    venue.rate_hz.or(fastest).with_context(|| {
        format!(
            "{}: no camera says how many pictures a second it gives: set rate_hz",
            venue.path.display()
        )
    })
}

/// This host's monotonic clock, ns since the program first asked.
pub fn monotonic_ns() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let elapsed = START.get_or_init(Instant::now).elapsed();
    u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX)
}

fn views(venue: &Venue, camera: &VenueCamera) -> Result<Vec<View>> {
    if let Some(Media::Synthetic(world)) = &camera.source {
        return Ok(synthetic::views(world, camera.id));
    }
    let path = camera
        .detections
        .as_ref()
        .context("the venue file names no `detections` for it")?;
    let set = venue
        .joint_set
        .as_ref()
        .context("detections need a `joint_set` in the venue file, for example \"body25b\"")?;
    let calibrated = venue
        .rig
        .camera(camera.id)
        .context("a venue's cameras are its rig's")?;
    let mut views = case::read_views(path, camera.id, calibrated, set)?;
    ensure!(
        !views.is_empty(),
        "{}: there is nothing in it",
        path.display()
    );
    for view in &mut views {
        let at = &mut view.stamp.mid_exposure;
        at.0 = at.0.saturating_add(venue.start.0);
        *at = venue.rig.clock(camera.id).rig_time(*at);
    }
    Ok(views)
}

fn views_rate(views: &[View]) -> Option<f64> {
    let (first, last) = (views.first()?, views.last()?);
    let seconds = last
        .stamp
        .mid_exposure
        .seconds_since(first.stamp.mid_exposure);
    (seconds > 0.0).then(|| snapped((last.frame_index - first.frame_index) as f64 / seconds))
}

impl Images {
    fn open(camera: &VenueCamera, start: Timestamp, rate_hz: Option<f64>) -> Result<Images> {
        let source = camera
            .source
            .as_ref()
            .context("the venue file names no `source` for it")?;
        let (kind, rate, expected) = match source {
            Media::Url(url) => {
                let video = open_video(url)?;
                let rate = frame_rate(&video);
                let url = url.clone();
                (Kind::Live { video, url }, rate, None)
            }
            Media::Synthetic(world) => {
                let synthetic = Synthetic::open(world, camera.id)?;
                let (rate, n) = (synthetic.rate_hz(), synthetic.expected());
                (Kind::Synthetic(Box::new(synthetic)), Some(rate), Some(n))
            }
            Media::Path(path) if path.is_dir() => {
                let pictures = images_in(path)?;
                let n = pictures.len() as u64;
                (
                    Kind::Folder(pictures.into_iter()),
                    camera.fps.or(rate_hz),
                    Some(n),
                )
            }
            Media::Path(path) => {
                ensure!(
                    path.exists(),
                    "{}: there is no such file or folder",
                    path.display()
                );
                let video = open_video(&path.to_string_lossy())?;
                let n = property(&video, videoio::CAP_PROP_FRAME_COUNT).map(|n| n as u64);
                let rate = camera.fps.or(frame_rate(&video));
                (Kind::File(video), rate, n)
            }
        };
        if matches!(kind, Kind::Folder(_)) {
            ensure!(
                rate.is_some(),
                "a folder of pictures needs `fps`: pictures a second"
            );
        }
        let times = match &camera.times {
            Some(path) if matches!(kind, Kind::File(_) | Kind::Folder(_)) => {
                Times::new(rate).told(times::read(path)?)
            }
            Some(path) => bail!("{}: `times` are of recorded pictures", path.display()),
            None => Times::new(rate),
        };
        let mut images = Images {
            camera: camera.name.clone(),
            kind,
            start,
            clock: CameraClock::default(),
            first: None,
            times,
            number: 0,
            expected,
        };
        let mut first = Mat::default();
        if let Next::End(why) = images.grab(&mut first)? {
            let why = why.unwrap_or_else(|| "there is no picture in it".to_owned());
            bail!("{}: {why}", named(source));
        }
        images.first = Some(first);
        Ok(images)
    }

    /// Width and height of the first picture, px.
    pub fn size_px(&self) -> [u32; 2] {
        self.first.as_ref().map_or([0, 0], size_px)
    }

    /// Whether what is not read in time is lost.
    pub fn is_live(&self) -> bool {
        matches!(self.kind, Kind::Live { .. })
    }

    /// Whether its pictures are made when they are asked for, so that one that would not be used need not be.
    pub fn is_made(&self) -> bool {
        matches!(self.kind, Kind::Synthetic(_))
    }

    /// Leaves out the pictures that were there before `now`, where pictures are made when they are asked for. Returns how
    /// many.
    pub fn skip_to(&mut self, now: Timestamp) -> u64 {
        match &mut self.kind {
            Kind::Synthetic(camera) if self.first.is_none() => {
                camera.skip_to(now.seconds_since(self.start))
            }
            _ => 0,
        }
    }

    /// Reads the next picture into `image`. A live source that was lost is opened again, with growing pauses in which
    /// `stop` is asked.
    pub fn read(&mut self, image: &mut Image, stop: &dyn Fn() -> bool) -> Next {
        let next = match self.first.take() {
            Some(first) => {
                image.pixels = first;
                Next::Image
            }
            None => match self.grab(&mut image.pixels) {
                Ok(next) => next,
                Err(error) => Next::End(Some(format!("{error:#}"))),
            },
        };
        match (next, &self.kind) {
            (Next::Image, _) => {
                self.stamp(image);
                Next::Image
            }
            (Next::End(_), Kind::Live { .. }) => self.reconnect(image, stop),
            (Next::End(None), Kind::Synthetic(_)) => Next::End(None),
            (Next::End(None), _) => Next::End(self.cut_short()),
            (end, _) => end,
        }
    }

    fn stamp(&mut self, image: &mut Image) {
        let reported_ms = match &self.kind {
            Kind::File(video) => video.get(videoio::CAP_PROP_POS_MSEC).ok(),
            Kind::Folder(_) | Kind::Live { .. } | Kind::Synthetic(_) => None,
        };
        image.number = self.number;
        self.number += 1;
        image.stamp = Stamp::default();
        if self.is_live() {
            image.stamp.mid_exposure = Timestamp::from(SystemTime::now());
            image.stamp.source = StampSource::Arrival;
            image.stamp.uncertainty_ns = ARRIVAL_UNCERTAINTY_NS;
        } else if let Kind::Synthetic(camera) = &self.kind
            && let Some((number, stamp, arrives)) = camera.painted(self.start)
        {
            (image.number, image.stamp, image.arrives) = (number, stamp, arrives);
        } else {
            let seconds = self.times.next(reported_ms, &self.camera);
            image.stamp.mid_exposure = self.start.plus_seconds(seconds);
            image.stamp.source = StampSource::Exposure;
        }
        if !self.is_made() {
            image.arrives = image.stamp.mid_exposure;
        }
        image.stamp.mid_exposure = self.clock.rig_time(image.stamp.mid_exposure);
        image.stamp.received_ns = monotonic_ns();
    }

    /// Reads pixels, with no thought of time.
    fn grab(&mut self, pixels: &mut Mat) -> Result<Next> {
        match &mut self.kind {
            Kind::File(video) | Kind::Live { video, .. } => {
                let there = video.read(pixels)? && !pixels.empty();
                Ok(if there { Next::Image } else { Next::End(None) })
            }
            Kind::Synthetic(camera) => camera.paint(pixels),
            Kind::Folder(pictures) => {
                let Some(path) = pictures.next() else {
                    return Ok(Next::End(None));
                };
                *pixels = imgcodecs::imread(&path, imgcodecs::IMREAD_COLOR)
                    .with_context(|| path.display().to_string())?;
                if pixels.empty() {
                    let why = format!("{} is not a picture that can be read", path.display());
                    return Ok(Next::End(Some(why)));
                }
                Ok(Next::Image)
            }
        }
    }

    /// Why a file that promised more pictures ended here. The promise is an estimate in some formats.
    fn cut_short(&self) -> Option<String> {
        let expected = self.expected.filter(|n| self.number + 1 + n / 50 < *n)?;
        Some(format!(
            "its video ends after {} of {expected} pictures: it is cut short or corrupt",
            self.number
        ))
    }

    fn reconnect(&mut self, image: &mut Image, stop: &dyn Fn() -> bool) -> Next {
        let Kind::Live { video, url } = &mut self.kind else {
            return Next::End(None);
        };
        if property(video, videoio::CAP_PROP_FRAME_COUNT).is_some() {
            return Next::End(Some(format!("{url} has come to its end")));
        }
        let mut pause = RETRY_FIRST;
        loop {
            tracing::warn!(
                "camera \"{}\": {url} gives no more pictures: trying again in {:.1} s",
                self.camera,
                pause.as_secs_f64()
            );
            let until = Instant::now() + pause;
            while Instant::now() < until {
                if stop() {
                    return Next::End(None);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            pause = (pause * 2).min(RETRY_MOST);
            let Ok(mut again) = open_video(url) else {
                continue;
            };
            if matches!(again.read(&mut image.pixels), Ok(true)) {
                tracing::warn!("camera \"{}\": {url} is back", self.camera);
                *video = again;
                self.stamp(image);
                return Next::Image;
            }
        }
    }
}

/// Width and height, px.
pub fn size_px(pixels: &Mat) -> [u32; 2] {
    [pixels.cols(), pixels.rows()].map(|n| u32::try_from(n).unwrap_or(0))
}

/// The bytes of a picture, row after row, and how many bytes a row takes.
///
/// # Errors
/// Pixels that are not eight bits of blue, green and red.
pub fn bytes(pixels: &Mat) -> Result<(&[u8], usize)> {
    ensure!(
        pixels.typ() == opencv::core::CV_8UC3 && pixels.is_continuous(),
        "a picture is not 8 bit BGR"
    );
    let stride = pixels.step1_def()? * pixels.elem_size1();
    Ok((pixels.data_bytes()?, stride))
}

fn named(source: &Media) -> String {
    match source {
        Media::Path(path) => path.display().to_string(),
        Media::Url(url) => url.clone(),
        Media::Synthetic(world) => format!("synth:{}", world.file().name),
    }
}

fn open_video(name: &str) -> Result<VideoCapture> {
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

fn property(video: &VideoCapture, property: i32) -> Option<f64> {
    video
        .get(property)
        .ok()
        .filter(|v| v.is_finite() && *v > 0.0)
}

fn frame_rate(video: &VideoCapture) -> Option<f64> {
    // FFmpeg reports a stream's clock (90 000, 1 000 000) where it does not know the rate.
    property(video, videoio::CAP_PROP_FPS)
        .filter(|r| *r <= 2000.0)
        .map(snapped)
}

fn images_in(folder: &Path) -> Result<Vec<PathBuf>> {
    const KINDS: [&str; 7] = ["jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp"];
    let is_picture = |path: &PathBuf| {
        let kind = path.extension().unwrap_or_default().to_string_lossy();
        KINDS.contains(&kind.to_lowercase().as_str())
    };
    let mut pictures = Vec::new();
    for entry in folder
        .read_dir()
        .with_context(|| folder.display().to_string())?
    {
        pictures.push(entry.with_context(|| folder.display().to_string())?.path());
    }
    pictures.retain(is_picture);
    pictures.sort();
    ensure!(
        !pictures.is_empty(),
        "{}: there are no pictures in it ({})",
        folder.display(),
        KINDS.join(", ")
    );
    Ok(pictures)
}
