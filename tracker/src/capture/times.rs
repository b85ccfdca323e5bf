//! When the pictures of a file were taken.

/// The most pictures that a decoder holds back to reorder them (H.264 and H.265, `max_dec_frame_buffering`).
const HELD_BACK: u32 = 16;
/// The whole or broadcast rate (n·1000/1001) that `rate_hz`, from rounded times, stands for.
pub(super) fn snapped(rate_hz: f64) -> f64 {
    let whole = rate_hz.round();
    let broadcast = (rate_hz * 1.001).round() / 1.001;
    let near = |to: &f64| *to > 0.0 && (rate_hz / to - 1.0).abs() < 5e-4;
    [whole, broadcast].into_iter().find(near).unwrap_or(rate_hz)
}

/// When each picture of a file was taken, s from the file's beginning.
#[derive(Debug)]
pub(super) struct Times {
    pub(super) rate_hz: Option<f64>,
    last_s: Option<f64>,
    untimed: u32,
}

impl Times {
    pub(super) fn new(rate_hz: Option<f64>) -> Times {
        Times {
            rate_hz,
            last_s: None,
            untimed: 0,
        }
    }

    /// The time of the next picture, of which the file says `reported_ms`. A time that does not grow is not this
    /// picture's: the picture is taken to follow the last at the file's rate. So end all files whose decoder holds
    /// pictures back to reorder them, for OpenCV does not tell the times of those.
    pub(super) fn next(&mut self, reported_ms: Option<f64>, camera: &str) -> f64 {
        let reported = reported_ms.filter(|ms| ms.is_finite()).map(|ms| ms * 1e-3);
        let grows = |s: &f64| self.last_s.is_none_or(|last| *s > last);
        let time = match reported.filter(grows) {
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
        let rate_hz = self.rate_hz.unwrap_or(25.0);
        self.untimed += 1;
        if may_have_times && self.untimed == HELD_BACK + 1 {
            tracing::warn!(
                "camera \"{camera}\": its video does not say when its pictures were taken: taking {rate_hz} a second"
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
        let mut times = Times::new(Some(50.0));
        let told = [0.0, 20.0, 60.0, 61.5];
        let got: Vec<f64> = told.iter().map(|&ms| times.next(Some(ms), "a")).collect();
        assert_eq!(got, [0.0, 0.02, 0.06, 0.0615]);
    }

    #[test]
    fn without_times_pictures_are_evenly_spaced() {
        let mut times = Times::new(Some(50.0));
        let told = [0.0, 0.0, 0.0, f64::NAN, 7.0];
        let got: Vec<f64> = told.iter().map(|&ms| times.next(Some(ms), "a")).collect();
        for (i, t) in got.iter().enumerate() {
            assert!((t - i as f64 * 0.02).abs() < 1e-12, "{got:?}");
        }
    }

    /// OpenCV 4.6 says 0 for the pictures that come out of the decoder after the file's last packet.
    #[test]
    fn pictures_held_back_to_the_end_follow_at_the_rate() {
        let mut times = Times::new(Some(50.0));
        let told = [0.0, 20.0, 60.0, 0.0, 0.0];
        let got: Vec<f64> = told.iter().map(|&ms| times.next(Some(ms), "a")).collect();
        for (got, expected) in got.iter().zip([0.0, 0.02, 0.06, 0.08, 0.1]) {
            assert!((got - expected).abs() < 1e-12, "{got}");
        }
    }

    #[test]
    fn rates_from_rounded_times_are_told_by_name() {
        assert_eq!(snapped(60.0006), 60.0);
        assert_eq!(snapped(59.9401), 60.0 / 1.001);
        assert_eq!(snapped(34.8603), 34.8603);
    }
}
