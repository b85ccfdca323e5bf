//! The images of one camera: a video file, a folder, a live stream, or a synthetic camera.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail, ensure};
use opencv::core::{Mat, MatTraitConst};
use opencv::videoio::{VideoCapture, VideoCaptureTrait};
use trackside_calibration::CameraClock;
use trackside_schema::{Stamp, StampSource, Timestamp};

use super::clock::monotonic_ns;
use super::decoded_image::{DecodedImage, ReadOutcome, image_size_px};
use super::image_folder::{images_in, read_image};
use super::image_times::{self, ImageTimes};
use super::synthetic_camera::SyntheticImages;
use super::video_file::{frame_count, frame_rate_hz, open_video, reported_time_ms};
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
    start: Timestamp,
    /// Corrects the camera's stamps to the rig's time.
    clock: CameraClock,
    /// The first image, read on opening: so its presence and size are known.
    first: Option<Mat>,
    times: ImageTimes,
    next_index: u64,
    expected: Option<u64>,
}

#[derive(Debug)]
enum Medium {
    File(VideoCapture),
    Folder(std::vec::IntoIter<PathBuf>),
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
                let images = images_in(path)?;
                let count = images.len() as u64;
                let rate_hz = camera.fps.or(venue_rate_hz);
                ensure!(
                    rate_hz.is_some(),
                    "a folder of images needs `fps`: images a second"
                );
                (Medium::Folder(images.into_iter()), rate_hz, Some(count))
            }
            MediaSource::Path(path) => open_file(path, camera.fps)?,
        })
    }
}

fn open_file(path: &Path, fps: Option<f64>) -> Result<OpenedMedium> {
    ensure!(
        path.exists(),
        "{}: there is no such file or folder",
        path.display()
    );
    let video = open_video(&path.to_string_lossy())?;
    let (rate_hz, count) = (fps.or(frame_rate_hz(&video)), frame_count(&video));
    Ok((Medium::File(video), rate_hz, count))
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
        let times = match &camera.times {
            Some(path) if matches!(medium, Medium::File(_) | Medium::Folder(_)) => {
                ImageTimes::new(rate_hz).with_times(image_times::read(path)?)
            }
            Some(path) => bail!("{}: `times` are of recorded images", path.display()),
            None => ImageTimes::new(rate_hz),
        };
        let mut images = ImageSource {
            camera: camera.name.clone(),
            medium,
            start,
            clock,
            first: None,
            times,
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
        self.times.rate_hz()
    }

    /// How many images are expected, where it is known.
    pub fn expected(&self) -> Option<u64> {
        self.expected
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
            (ReadOutcome::End(None), _) => ReadOutcome::End(self.truncation()),
            (end, _) => end,
        }
    }

    /// Numbers and stamps the image that was decoded last.
    fn stamp(&mut self, image: &mut DecodedImage) {
        let reported_ms = match &self.medium {
            Medium::File(video) => reported_time_ms(video),
            Medium::Folder(_) | Medium::Live { .. } | Medium::Synthetic(_) => None,
        };
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
            let seconds = self.times.next(reported_ms, &self.camera);
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
            Medium::File(video) | Medium::Live { video, .. } => {
                let has_image = video.read(pixels)? && !pixels.empty();
                Ok(match has_image {
                    true => ReadOutcome::Image,
                    false => ReadOutcome::End(None),
                })
            }
            Medium::Synthetic(images) => images.render_next(pixels),
            Medium::Folder(images) => {
                let Some(path) = images.next() else {
                    return Ok(ReadOutcome::End(None));
                };
                *pixels = read_image(&path)?;
                if pixels.empty() {
                    let reason = format!("{} is not an image that can be read", path.display());
                    return Ok(ReadOutcome::End(Some(reason)));
                }
                Ok(ReadOutcome::Image)
            }
        }
    }

    /// Why a file that declared more images ended here. The declared number is an estimate in some formats.
    fn truncation(&self) -> Option<String> {
        let read = self.next_index;
        let expected = self.expected.filter(|n| read + 1 + n / 50 < *n)?;
        Some(format!(
            "its video ends after {read} of {expected} images: it is cut short or corrupt"
        ))
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
            if matches!(reopened.read(&mut image.pixels), Ok(true)) {
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
        MediaSource::Url(url) => url.clone(),
        MediaSource::Synthetic(world) => format!("synth:{}", world.file().name),
    }
}
