//! When the images of a file were taken.

use std::fs;
use std::path::Path;
use std::vec;

use anyhow::{Context, Result, ensure};

/// The most images that a decoder holds back to reorder them (H.264 and H.265, `max_dec_frame_buffering`).
const MAX_REORDERED: u32 = 16;
/// The frame rate of media that do not say theirs, Hz.
const DEFAULT_RATE_HZ: f64 = 25.0;

/// The whole or broadcast rate (n·1000/1001) next to `rate_hz`, which comes from rounded times.
pub(super) fn nominal_rate_hz(rate_hz: f64) -> f64 {
    let whole = rate_hz.round();
    let broadcast = (rate_hz * 1.001).round() / 1.001;
    let near = |to: &f64| *to > 0.0 && (rate_hz / to - 1.0).abs() < 5e-4;
    [whole, broadcast].into_iter().find(near).unwrap_or(rate_hz)
}

/// Reads the times of a camera's images, s from the venue's start: a header `image,stamp_s`, then a line per image.
pub(super) fn read(path: &Path) -> Result<Vec<f64>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut times: Vec<f64> = Vec::new();
    for (i, line) in text.lines().enumerate().skip(1) {
        let parsed = line.split_once(',').and_then(|(image, stamp)| {
            let stamp: f64 = stamp.trim().parse().ok()?;
            let is_next = image.trim().parse() == Ok(times.len());
            let is_later = times.last().is_none_or(|last| stamp > *last);
            (is_next && is_later && stamp.is_finite()).then_some(stamp)
        });
        times.push(parsed.with_context(|| {
            format!(
                "{}:{}: \"{line}\" is not the index of the next image and a later time, s",
                path.display(),
                i + 1
            )
        })?);
    }
    ensure!(
        !times.is_empty(),
        "{}: there is no time in it",
        path.display()
    );
    Ok(times)
}

/// When each image of a file was taken, s from the file's beginning.
#[derive(Debug)]
pub(super) struct ImageTimes {
    rate_hz: Option<f64>,
    /// Read from a file of its own.
    given_s: Option<vec::IntoIter<f64>>,
    last_s: Option<f64>,
    untimed: u32,
}

impl ImageTimes {
    pub(super) fn new(rate_hz: Option<f64>) -> ImageTimes {
        ImageTimes {
            rate_hz,
            given_s: None,
            last_s: None,
            untimed: 0,
        }
    }

    /// Uses these times in place of the video's. An image beyond them follows at the rate.
    pub(super) fn with_times(self, times_s: Vec<f64>) -> ImageTimes {
        ImageTimes {
            given_s: Some(times_s.into_iter()),
            ..self
        }
    }

    /// Images per second, where it is known.
    pub(super) fn rate_hz(&self) -> Option<f64> {
        self.rate_hz
    }

    /// The time of the next image, for which the file reports `reported_ms`. A time that does not grow belongs to another
    /// image: this one is taken to follow the last at the file's rate. OpenCV does not report the times of images that
    /// the decoder held back for reordering at the end of a file.
    pub(super) fn next(&mut self, reported_ms: Option<f64>, camera: &str) -> f64 {
        let reported = match &mut self.given_s {
            Some(given_s) => given_s.next(),
            None => reported_ms.filter(|ms| ms.is_finite()).map(|ms| ms * 1e-3),
        };
        let is_later = |s: &f64| self.last_s.is_none_or(|last| *s > last);
        let time = match reported.filter(is_later) {
            Some(seconds) => {
                self.untimed = 0;
                seconds
            }
            None => self.evenly_spaced(reported_ms.is_some(), camera),
        };
        self.last_s = Some(time);
        time
    }

    fn evenly_spaced(&mut self, may_have_times: bool, camera: &str) -> f64 {
        let rate_hz = self.rate_hz.unwrap_or(DEFAULT_RATE_HZ);
        self.untimed += 1;
        if may_have_times && self.untimed == MAX_REORDERED + 1 {
            tracing::warn!(
                "camera \"{camera}\": its video has no image times: {rate_hz} images a second are assumed"
            );
        }
        self.last_s.map_or(0.0, |last| last + 1.0 / rate_hz)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn variable_times_are_kept() {
        let mut times = ImageTimes::new(Some(50.0));
        let reported = [0.0, 20.0, 60.0, 61.5];
        let got: Vec<f64> = reported
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        assert_eq!(got, [0.0, 0.02, 0.06, 0.0615]);
    }

    #[test]
    fn without_times_images_are_evenly_spaced() {
        let mut times = ImageTimes::new(Some(50.0));
        let reported = [0.0, 0.0, 0.0, f64::NAN, 7.0];
        let got: Vec<f64> = reported
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        for (i, t) in got.iter().enumerate() {
            assert!((t - i as f64 * 0.02).abs() < 1e-12, "{got:?}");
        }
    }

    /// OpenCV 4.6 reports 0 for the images that leave the decoder after the file's last packet.
    #[test]
    fn images_held_back_to_the_end_follow_at_the_rate() {
        let mut times = ImageTimes::new(Some(50.0));
        let reported = [0.0, 20.0, 60.0, 0.0, 0.0];
        let got: Vec<f64> = reported
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        for (got, expected) in got.iter().zip([0.0, 0.02, 0.06, 0.08, 0.1]) {
            assert!((got - expected).abs() < 1e-12, "{got}");
        }
    }

    #[test]
    fn a_file_of_times_overrides_the_video() {
        let mut times = ImageTimes::new(Some(50.0)).with_times(vec![0.013, 0.034]);
        let got: Vec<f64> = [0.0, 20.0, 40.0]
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        assert_eq!(got[..2], [0.013, 0.034]);
        assert!((got[2] - 0.054).abs() < 1e-12, "{got:?}");
    }

    #[test]
    fn a_time_that_does_not_grow_is_named_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("cam.csv");
        fs::write(&path, "image,stamp_s\n0,0.01\n1,0.05\n").unwrap();
        assert_eq!(read(&path).unwrap(), [0.01, 0.05]);
        for wrong in ["1,0.01", "2,0.05", "1,soon", "1", "1,inf"] {
            fs::write(&path, format!("image,stamp_s\n0,0.01\n{wrong}\n")).unwrap();
            let error = read(&path).unwrap_err().to_string();
            assert!(error.contains("cam.csv:3"), "{error}");
        }
    }

    #[test]
    fn rates_from_rounded_times_are_recognised() {
        assert_eq!(nominal_rate_hz(60.0006), 60.0);
        assert_eq!(nominal_rate_hz(59.9401), 60.0 / 1.001);
        assert_eq!(nominal_rate_hz(34.8603), 34.8603);
    }
}
