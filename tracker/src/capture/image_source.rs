//! The images of one camera: a video file, a folder, a live stream, or a synthetic camera.

use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use opencv::core::{Mat, MatTraitConst};
use opencv::videoio::{VideoCapture, VideoCaptureTrait};
use trackside_calibration::CameraClock;
use trackside_schema::{Stamp, StampSource, Timestamp};

use super::clock::monotonic_ns;
use super::decoded_image::{DecodedImage, ReadOutcome, image_size_px};
use super::image_folder::ImageFolder;
use super::image_times::{self, ImageTimes};
use super::recorded_video::RecordedVideo;
use super::synthetic_camera::SyntheticImages;
use super::video_file::{frame_count, frame_rate_hz, open_video};
use crate::orientation::Orientation;
use crate::venue::{MediaSource, VenueCamera};

/// The first pause before a lost live source is opened again; each further pause is twice as long …
const FIRST_RETRY: Duration = Duration::from_millis(500);
/// … up to this.
const MAX_RETRY: Duration = Duration::from_secs(30);
/// How often a stop is checked for during a pause.
const STOP_CHECK_INTERVAL: Duration = Duration::from_millis(50);
/// The standard deviation of an arrival as the time of exposure, ns: half a frame period at 25 Hz.
const ARRIVAL_UNCERTAINTY_NS: u32 = 20_000_000;

/// The images of one camera.
#[derive(Debug)]
pub struct ImageSource {
    camera: String,
    medium: Medium,
    /// How pixels are turned that do not say it themselves.
    turn: Orientation,
    /// The time of the medium's zero.
    start: Timestamp,
    /// Corrects the camera's stamps to the rig's time.
    clock: CameraClock,
    /// The first image, read on opening: so its presence and size are known.
    first: Option<Mat>,
    /// Times that are not the medium's own.
    times: Option<ImageTimes>,
    rate_hz: Option<f64>,
    /// The medium's time of the image that was decoded last, s from its zero.
    medium_time_s: Option<f64>,
    next_index: u64,
    expected: Option<u64>,
}

#[derive(Debug)]
enum Medium {
    File(Box<RecordedVideo>),
    Folder { folder: ImageFolder, next: usize },
    Live { video: VideoCapture, url: String },
    Synthetic(Box<SyntheticImages>),
}

/// A medium, its rate and its number of images, where those are known.
type OpenedMedium = (Medium, Option<f64>, Option<u64>);

impl Medium {
    fn open(
        source: &MediaSource,
        camera: &VenueCamera,
        venue_rate_hz: Option<f64>,
    ) -> Result<OpenedMedium> {
        Ok(match source {
            MediaSource::Url(url) => {
                let video = open_video(url)?;
                let rate_hz = frame_rate_hz(&video);
                let url = url.clone();
                (Medium::Live { video, url }, rate_hz, None)
            }
            MediaSource::Synthetic(world) => {
                let images = SyntheticImages::open(world, camera.id)?;
                let (rate_hz, count) = (images.rate_hz(), images.expected());
                let medium = Medium::Synthetic(Box::new(images));
                (medium, Some(rate_hz), Some(count))
            }
            MediaSource::Path(path) if path.is_dir() => {
                let mut folder = ImageFolder::open(path)?;
                folder.orientation = folder.orientation.then_turned(camera.turn);
                let count = folder.files.len() as u64;
                let rate_hz = camera.fps.or(venue_rate_hz);
                ensure!(
                    rate_hz.is_some(),
                    "a folder of images needs `fps`: images a second"
                );
                (Medium::Folder { folder, next: 0 }, rate_hz, Some(count))
            }
            MediaSource::Path(path) => open_files(std::slice::from_ref(path), camera)?,
            MediaSource::Chapters(paths) => open_files(paths, camera)?,
        })
    }

    /// Times that are not the medium's own: those of a file, else the rate that the venue file says.
    fn times(&self, camera: &VenueCamera, rate_hz: Option<f64>) -> Result<Option<ImageTimes>> {
        let is_recorded = matches!(self, Medium::File(_) | Medium::Folder { .. });
        Ok(match (&camera.times, camera.fps, self) {
            (Some(path), _, _) => {
                ensure!(
                    is_recorded,
                    "{}: `times` are of recorded images",
                    path.display()
                );
                Some(ImageTimes::given(rate_hz, image_times::read(path)?))
            }
            (None, Some(fps), Medium::File(video)) => {
                // What lies before the first image is stretched like the rest.
                let stretch = video.rate_hz().map_or(1.0, |rate_hz| rate_hz / fps);
                let first_s = video.first_image_s() * stretch;
                Some(ImageTimes::even(fps, first_s))
            }
            (None, _, Medium::Folder { .. }) => Some(ImageTimes::reported(rate_hz)),
            _ => None,
        })
    }
}

fn open_files(paths: &[PathBuf], camera: &VenueCamera) -> Result<OpenedMedium> {
    let video = RecordedVideo::open(paths, camera.turn)?;
    for note in &video.metadata().notes {
        tracing::warn!("camera \"{}\": {}: {note}", camera.name, paths[0].display());
    }
    if video.metadata().is_interlaced == Some(true) {
        tracing::warn!(
            "camera \"{}\": {} is interlaced: what moves is combed and found less well; deinterlace it, or record progressive",
            camera.name,
            paths[0].display()
        );
    }
    let rate_hz = camera.fps.or(video.rate_hz());
    let count = video.declared_images();
    Ok((Medium::File(Box::new(video)), rate_hz, count))
}

impl ImageSource {
    /// Opens the source of a camera and reads its first image.
    pub(super) fn open(
        camera: &VenueCamera,
        start: Timestamp,
        venue_rate_hz: Option<f64>,
        clock: CameraClock,
    ) -> Result<ImageSource> {
        let source = camera
            .source
            .as_ref()
            .context("the venue file names no `source` for it")?;
        let (medium, rate_hz, expected) = Medium::open(source, camera, venue_rate_hz)?;
        let times = medium.times(camera, rate_hz)?;
        let mut images = ImageSource {
            camera: camera.name.clone(),
            medium,
            turn: camera.turn,
            start: start.plus_seconds(camera.offset_s),
            clock,
            first: None,
            times,
            rate_hz,
            medium_time_s: None,
            next_index: 0,
            expected,
        };
        let mut first = Mat::default();
        if let ReadOutcome::End(reason) = images.decode_next(&mut first)? {
            let reason = reason.unwrap_or_else(|| "there is no image in it".to_owned());
            bail!("{}: {reason}", source_name(source));
        }
        images.first = Some(first);
        Ok(images)
    }

    /// Images per second, where it is known.
    pub fn rate_hz(&self) -> Option<f64> {
        self.rate_hz
    }

    /// How many images are expected, where it is known.
    pub fn expected(&self) -> Option<u64> {
        self.expected
    }

    /// When a video's first image is taken, s from its file's zero, by the file's own times; `None` for other media.
    pub fn first_image_s(&self) -> Option<f64> {
        match (&self.medium, &self.times) {
            (Medium::File(video), None) => Some(video.first_image_s()),
            _ => None,
        }
    }

    /// Width and height of the first image, px.
    pub fn size_px(&self) -> [u32; 2] {
        self.first.as_ref().map_or([0, 0], image_size_px)
    }

    /// Whether an image that is not read in time is lost.
    pub fn is_live(&self) -> bool {
        matches!(self.medium, Medium::Live { .. })
    }

    /// Whether images are rendered on request, so that one that would not be used need not be.
    pub fn is_rendered(&self) -> bool {
        matches!(self.medium, Medium::Synthetic(_))
    }

    /// Skips the images that arrived before `now`, where images are rendered on request. Returns how many.
    pub fn skip_to(&mut self, now: Timestamp) -> u64 {
        match &mut self.medium {
            Medium::Synthetic(images) if self.first.is_none() => {
                images.skip_to(now.seconds_since(self.start))
            }
            _ => 0,
        }
    }

    /// Reads the next image into `image`. A live source that was lost is opened again, with growing pauses in which
    /// `should_stop` is asked.
    pub fn read(
        &mut self,
        image: &mut DecodedImage,
        should_stop: &dyn Fn() -> bool,
    ) -> ReadOutcome {
        let outcome = match self.first.take() {
            Some(first) => {
                image.pixels = first;
                ReadOutcome::Image
            }
            None => match self.decode_next(&mut image.pixels) {
                Ok(outcome) => outcome,
                Err(error) => ReadOutcome::End(Some(format!("{error:#}"))),
            },
        };
        match (outcome, &self.medium) {
            (ReadOutcome::Image, _) => {
                self.stamp(image);
                ReadOutcome::Image
            }
            (ReadOutcome::End(_), Medium::Live { .. }) => self.reconnect(image, should_stop),
            (ReadOutcome::End(None), Medium::Synthetic(_)) => ReadOutcome::End(None),
            (ReadOutcome::End(None), _) => ReadOutcome::End(self.early_end()),
            (end, _) => end,
        }
    }

    /// Numbers and stamps the image that was decoded last.
    fn stamp(&mut self, image: &mut DecodedImage) {
        image.frame_index = self.next_index;
        self.next_index += 1;
        image.stamp = Stamp::default();
        if self.is_live() {
            image.stamp.mid_exposure = Timestamp::from(SystemTime::now());
            image.stamp.source = StampSource::Arrival;
            image.stamp.uncertainty_ns = ARRIVAL_UNCERTAINTY_NS;
        } else if let Medium::Synthetic(images) = &self.medium
            && let Some((index, stamp, arrives)) = images.last_rendered(self.start)
        {
            (image.frame_index, image.stamp, image.arrives) = (index, stamp, arrives);
        } else {
            let seconds = match (&mut self.times, self.medium_time_s) {
                (Some(times), _) => times.next(None, &self.camera),
                (None, medium_time_s) => medium_time_s.unwrap_or(0.0),
            };
            image.stamp.mid_exposure = self.start.plus_seconds(seconds);
            image.stamp.source = StampSource::Exposure;
        }
        if !self.is_rendered() {
            image.arrives = image.stamp.mid_exposure;
        }
        image.stamp.mid_exposure = self.clock.rig_time(image.stamp.mid_exposure);
        image.stamp.received_ns = monotonic_ns();
    }

    /// Decodes the pixels of the next image.
    fn decode_next(&mut self, pixels: &mut Mat) -> Result<ReadOutcome> {
        match &mut self.medium {
            Medium::File(video) => {
                self.medium_time_s = video.read(pixels)?;
                Ok(match self.medium_time_s {
                    Some(_) => ReadOutcome::Image,
                    None => ReadOutcome::End(None),
                })
            }
            Medium::Live { video, .. } => {
                let has_image = video.read(pixels)? && !pixels.empty();
                if !has_image {
                    return Ok(ReadOutcome::End(None));
                }
                self.turn.apply(pixels)?;
                Ok(ReadOutcome::Image)
            }
            Medium::Synthetic(images) => images.render_next(pixels),
            Medium::Folder { folder, next } => {
                let Some(path) = folder.files.get(*next) else {
                    return Ok(ReadOutcome::End(None));
                };
                *next += 1;
                *pixels = folder.read(path)?;
                Ok(ReadOutcome::Image)
            }
        }
    }

    /// Why recorded images ended too early.
    fn early_end(&self) -> Option<String> {
        match &self.medium {
            Medium::File(video) => video.early_end(),
            _ => None,
        }
    }

    fn reconnect(
        &mut self,
        image: &mut DecodedImage,
        should_stop: &dyn Fn() -> bool,
    ) -> ReadOutcome {
        let Medium::Live { video, url } = &mut self.medium else {
            return ReadOutcome::End(None);
        };
        if frame_count(video).is_some() {
            return ReadOutcome::End(Some(format!("{url} has ended")));
        }
        let mut pause = FIRST_RETRY;
        loop {
            tracing::warn!(
                "camera \"{}\": {url} gives no more images: trying again in {:.1} s",
                self.camera,
                pause.as_secs_f64()
            );
            let until = Instant::now() + pause;
            while Instant::now() < until {
                if should_stop() {
                    return ReadOutcome::End(None);
                }
                std::thread::sleep(STOP_CHECK_INTERVAL);
            }
            pause = (pause * 2).min(MAX_RETRY);
            let Ok(mut reopened) = open_video(url) else {
                continue;
            };
            if matches!(reopened.read(&mut image.pixels), Ok(true))
                && self.turn.apply(&mut image.pixels).is_ok()
            {
                tracing::warn!("camera \"{}\": {url} is back", self.camera);
                *video = reopened;
                self.stamp(image);
                return ReadOutcome::Image;
            }
        }
    }
}

fn source_name(source: &MediaSource) -> String {
    match source {
        MediaSource::Path(path) => path.display().to_string(),
        MediaSource::Chapters(paths) => paths
            .first()
            .map(|path| path.display().to_string())
            .unwrap_or_default(),
        MediaSource::Url(url) => url.clone(),
        MediaSource::Synthetic(world) => format!("synth:{}", world.file().name),
    }
}
