//! When the images of a file were taken.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::vec;

use anyhow::{Context, Result, ensure};

/// The most images that a decoder holds back to reorder them (H.264 and H.265, `max_dec_frame_buffering`).
const MAX_REORDERED: u32 = 16;
/// The frame rate of media that do not say theirs, Hz.
const DEFAULT_RATE_HZ: f64 = 25.0;

/// The whole or broadcast rate (n·1000/1001) next to `rate_hz`, which comes from rounded times.
pub(super) fn nominal_rate_hz(rate_hz: f64) -> f64 {
    trackside_schema::nominal_rate_hz(rate_hz, 5e-4)
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

/// Times closer than this are one image's, s: decoders report times in whole units of the file's clock.
const SAME_TIME_S: f64 = 1e-3;

/// When each image of a file was taken, s from the file's zero.
#[derive(Clone, Debug)]
pub(super) struct ImageTimes {
    rate_hz: Option<f64>,
    source: TimeSource,
    last_s: Option<f64>,
    untimed: u32,
}

#[derive(Clone, Debug)]
enum TimeSource {
    /// The decoder's reports, which count from the first image, at `first_s`. `listed_s` are the times of all images, where
    /// the file lists them.
    Reported { first_s: f64, listed_s: Arc<[f64]> },
    /// A file of times.
    Given(vec::IntoIter<f64>),
    /// The rate alone, from there on.
    Even { first_s: f64 },
}

impl ImageTimes {
    /// The times that a decoder reports.
    pub(super) fn reported(rate_hz: Option<f64>) -> ImageTimes {
        ImageTimes::listed(rate_hz, 0.0, Arc::default())
    }

    /// The times that a decoder reports from the first image on, which is taken at `first_s`; snapped to those that the file
    /// lists.
    pub(super) fn listed(rate_hz: Option<f64>, first_s: f64, listed_s: Arc<[f64]>) -> ImageTimes {
        ImageTimes::new(rate_hz, TimeSource::Reported { first_s, listed_s })
    }

    /// These times. An image beyond them follows at the rate.
    pub(super) fn given(rate_hz: Option<f64>, times_s: Vec<f64>) -> ImageTimes {
        ImageTimes::new(rate_hz, TimeSource::Given(times_s.into_iter()))
    }

    /// Evenly spaced times, from `first_s` on.
    pub(super) fn even(rate_hz: f64, first_s: f64) -> ImageTimes {
        ImageTimes::new(Some(rate_hz), TimeSource::Even { first_s })
    }

    fn new(rate_hz: Option<f64>, source: TimeSource) -> ImageTimes {
        ImageTimes {
            rate_hz,
            source,
            last_s: None,
            untimed: 0,
        }
    }

    /// The time of the next image, for which the decoder reports `reported_ms`. A time that does not grow belongs to another
    /// image: this one is the next of those that the file lists, or is taken to follow the last at the file's rate. OpenCV
    /// does not report the times of images that the decoder held back for reordering at the end of a file.
    pub(super) fn next(&mut self, reported_ms: Option<f64>, camera: &str) -> f64 {
        let last_s = self.last_s;
        let is_later = |s: &f64| last_s.is_none_or(|last| *s > last);
        let mut may_have_times = false;
        let found = match &mut self.source {
            TimeSource::Even { .. } => None,
            TimeSource::Given(times_s) => times_s.next().filter(is_later),
            TimeSource::Reported { first_s, listed_s } => {
                may_have_times = reported_ms.is_some();
                let reported = reported_ms.filter(|ms| ms.is_finite());
                let reported = reported.map(|ms| nearest(listed_s, *first_s + ms * 1e-3));
                reported
                    .filter(is_later)
                    .or_else(|| listed_after(listed_s, last_s?))
            }
        };
        let time = match found {
            Some(seconds) => {
                self.untimed = 0;
                seconds
            }
            None => self.evenly_spaced(may_have_times, camera),
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
        let first_s = match &self.source {
            TimeSource::Reported { first_s, .. } | TimeSource::Even { first_s } => *first_s,
            TimeSource::Given(_) => 0.0,
        };
        self.last_s.map_or(first_s, |last| last + 1.0 / rate_hz)
    }
}

/// The listed time that is the same image's, or the time itself.
fn nearest(listed_s: &[f64], time_s: f64) -> f64 {
    let after = listed_s.partition_point(|s| *s < time_s);
    let around = [after.checked_sub(1), Some(after)];
    let near = around.into_iter().flatten().filter_map(|i| listed_s.get(i));
    let off_s = |s: &f64| (s - time_s).abs();
    near.copied()
        .min_by(|a, b| off_s(a).total_cmp(&off_s(b)))
        .filter(|s| off_s(s) < SAME_TIME_S)
        .unwrap_or(time_s)
}

/// The first listed time after that one.
fn listed_after(listed_s: &[f64], time_s: f64) -> Option<f64> {
    let after = listed_s.partition_point(|s| *s <= time_s + 1e-9);
    listed_s.get(after).copied()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn variable_times_are_kept() {
        let mut times = ImageTimes::reported(Some(50.0));
        let reported = [0.0, 20.0, 60.0, 61.5];
        let got: Vec<f64> = reported
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        assert_eq!(got, [0.0, 0.02, 0.06, 0.0615]);
    }

    #[test]
    fn without_times_images_are_evenly_spaced() {
        let mut times = ImageTimes::reported(Some(50.0));
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
        let mut times = ImageTimes::reported(Some(50.0));
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
    fn listed_times_fill_what_the_decoder_does_not_report() {
        let listed = [1.2, 1.24, 1.31, 1.32, 1.5];
        let mut times = ImageTimes::listed(Some(25.0), 1.2, Arc::from(listed));
        let reported = [0.0, 40.0002, 110.0, 0.0, 0.0, 0.0];
        let got: Vec<f64> = reported
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        assert_eq!(got[..5], listed);
        assert!((got[5] - 1.54).abs() < 1e-12, "{got:?}");
    }

    #[test]
    fn an_even_rate_ignores_what_the_decoder_reports() {
        let mut times = ImageTimes::even(240.0, 0.15);
        let got: Vec<f64> = [0.0, 33.3, 66.7]
            .iter()
            .map(|&ms| times.next(Some(ms), "a"))
            .collect();
        for (i, t) in got.iter().enumerate() {
            assert!((t - 0.15 - i as f64 / 240.0).abs() < 1e-12, "{got:?}");
        }
    }

    #[test]
    fn a_file_of_times_overrides_the_video() {
        let mut times = ImageTimes::given(Some(50.0), vec![0.013, 0.034]);
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
