//! When the images were taken that a project numbers: its own times, else the video's, else evenly by their rate.

use std::path::Path;

use anyhow::{Result, bail};
use trackside_evaluation::projects::RecordedCamera;

use super::size::{open, rate_hz};
use crate::capture::VideoFile;
use crate::progress;

/// A video whose first images are evenly spaced is taken to go on so …
const LOOK_AT_IMAGES: usize = 240;
/// … when their times differ from even ones by less, s.
const MAX_UNEVEN_S: f64 = 2e-3;

/// When each image of a camera was taken.
pub(super) struct ImageTimes {
    rate_hz: Option<f64>,
    /// By the image's number; those beyond follow at the rate.
    known_s: Vec<Option<f64>>,
}

impl ImageTimes {
    /// Reads them from the project's own times, or from the video. A video is read as far as images with people go.
    pub(super) fn of(camera: &RecordedCamera) -> Result<ImageTimes> {
        let video = camera.video.as_deref().filter(|path| path.is_file());
        let mut times = ImageTimes {
            rate_hz: video.map(rate_hz).transpose()?.flatten(),
            known_s: Vec::new(),
        };
        if let Some((&last, _)) = camera.times_s.last_key_value() {
            let at = |n: u64| camera.times_s.get(&n).copied();
            times.known_s = (0..=last.min(1 << 24)).map(at).collect();
            times.rate_hz = mean_rate_hz(&times.known_s).or(times.rate_hz);
        } else if let (Some(video), Some((&last, _))) = (video, camera.images.last_key_value()) {
            times.known_s = video_times_s(video, last, times.rate_hz)?;
        }
        Ok(times)
    }

    /// The rate, where the media say it.
    pub(super) fn known_rate_hz(&self) -> Option<f64> {
        self.rate_hz
    }

    pub(super) fn set_rate_hz(&mut self, rate_hz: f64) {
        self.rate_hz = Some(rate_hz);
    }

    /// The rate; 1 Hz before one is known.
    pub(super) fn rate_hz(&self) -> f64 {
        self.rate_hz.unwrap_or(1.0)
    }

    /// When image `n` was taken, s.
    pub(super) fn time_s(&self, n: u64) -> f64 {
        let index = usize::try_from(n).unwrap_or(usize::MAX);
        if let Some(Some(known)) = self.known_s.get(index) {
            return *known;
        }
        let before = self.known_s.iter().enumerate().take(index).rev();
        let before = before.filter_map(|(i, t)| Some((i as u64, (*t)?))).next();
        let (from, from_s) = before.unwrap_or((0, 0.0));
        from_s + (n - from) as f64 / self.rate_hz()
    }
}

fn mean_rate_hz(times_s: &[Option<f64>]) -> Option<f64> {
    let mut known = times_s
        .iter()
        .enumerate()
        .filter_map(|(i, t)| Some((i, (*t)?)));
    let (first, last) = (known.next()?, known.next_back()?);
    let rate = (last.0 - first.0) as f64 / (last.1 - first.1);
    (rate.is_finite() && rate > 0.0).then(|| trackside_schema::nominal_rate_hz(rate, 5e-4))
}

/// The times of a video's images up to image `last`; none where they are evenly spaced from 0 on.
fn video_times_s(path: &Path, last: u64, rate_hz: Option<f64>) -> Result<Vec<Option<f64>>> {
    let mut video = open(path)?;
    let mut times_s: Vec<Option<f64>> = video.listed_times_s().iter().map(|t| Some(*t)).collect();
    if times_s.is_empty() {
        times_s = decoded_times_s(&mut video, path, last, rate_hz)?;
    }
    Ok(if is_even(&times_s, rate_hz) {
        Vec::new()
    } else {
        times_s
    })
}

/// The times of a video that does not list them: those that its images come with.
fn decoded_times_s(
    video: &mut VideoFile,
    path: &Path,
    last: u64,
    rate_hz: Option<f64>,
) -> Result<Vec<Option<f64>>> {
    let progress = progress::bar(
        last + 1,
        &format!("images of {} for their times", path.display()),
    );
    let mut times_s: Vec<Option<f64>> = Vec::new();
    while (times_s.len() as u64) <= last
        && let Some(reported_s) = video.grab()?
    {
        let before_s = times_s.iter().rev().find_map(|t| *t);
        // A time that does not grow is another image's: the decoder gives none for those that it held back.
        times_s.push(Some(reported_s).filter(|t| before_s.is_none_or(|b| *t > b)));
        progress.inc(1);
        if times_s.len() == LOOK_AT_IMAGES && is_even(&times_s, rate_hz) {
            break;
        }
    }
    progress.finish_and_clear();
    Ok(times_s)
}

fn is_even(times_s: &[Option<f64>], rate_hz: Option<f64>) -> bool {
    let Some(rate_hz) = rate_hz else { return false };
    let off = |(i, t): (usize, &Option<f64>)| t.map_or(0.0, |t| (t - i as f64 / rate_hz).abs());
    times_s.iter().enumerate().map(off).fold(0.0, f64::max) < MAX_UNEVEN_S
}

/// Brings a camera's numbers to count its video's images from 0, where they count from 1; refuses those that do not fit.
pub(super) fn check_numbers(name: &str, camera: &mut RecordedCamera) -> Result<()> {
    let Some(path) = camera.video.clone().filter(|path| path.is_file()) else {
        return Ok(());
    };
    let (Some((&first, _)), Some((&last, _))) = (
        camera.images.first_key_value(),
        camera.images.last_key_value(),
    ) else {
        return Ok(());
    };
    if open(&path)?.declared_images().is_some_and(|n| last < n) {
        return Ok(());
    }
    // The declared number may be an estimate: they are counted.
    let count = count_images(open(&path)?)?;
    if last < count || count == 0 {
        return Ok(());
    }
    if first >= 1 && last == count {
        eprintln!(
            "camera \"{name}\": its images with people are numbered from 1: counted from 0, as its video's are"
        );
        let images = std::mem::take(&mut camera.images);
        camera.images = images
            .into_iter()
            .map(|(n, image)| (n - 1, image))
            .collect();
        return Ok(());
    }
    let beyond = camera.images.range(count..).count();
    if 2 * beyond > camera.images.len() {
        bail!(
            "camera \"{name}\": its images with people are numbered {first} to {last}, and {} has {count}: the numbers must count that \
             video's images from 0. If they do not, but begin with its first, --renumber",
            path.display()
        );
    }
    eprintln!(
        "camera \"{name}\": {beyond} images with people are beyond the end of {}",
        path.display()
    );
    Ok(())
}

fn count_images(mut video: VideoFile) -> Result<u64> {
    let mut count = 0;
    while video.grab()?.is_some() {
        count += 1;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_between_known_times_follow_at_the_rate() {
        let times = ImageTimes {
            rate_hz: Some(50.0),
            known_s: vec![Some(0.0), Some(0.03), None],
        };
        assert_eq!(times.time_s(1), 0.03);
        assert!((times.time_s(2) - 0.05).abs() < 1e-12);
        assert!((times.time_s(4) - 0.09).abs() < 1e-12);
        let even = ImageTimes {
            rate_hz: Some(50.0),
            known_s: Vec::new(),
        };
        assert_eq!(even.time_s(100), 2.0);
    }

    #[test]
    fn uneven_times_are_noticed() {
        let even: Vec<Option<f64>> = (0..9).map(|i| Some(f64::from(i) / 25.0)).collect();
        assert!(is_even(&even, Some(25.0)) && !is_even(&even, None));
        let mut late = even.clone();
        late[5] = Some(0.21);
        assert!(!is_even(&late, Some(25.0)));
    }
}
