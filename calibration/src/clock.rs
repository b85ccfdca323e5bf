//! A camera's clock against the rig's time.

use trackside_schema::Timestamp;

/// A camera's clock: at the rig's time t it shows t + `offset_s` + `drift` · t, t in seconds since `since`. The default clock shows
/// the rig's time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CameraClock {
    /// How far the clock is ahead at `since`, s.
    pub offset_s: f64,
    /// How much it gains, seconds per second.
    pub drift: f64,
    /// The rig's time of `offset_s`.
    pub since: Timestamp,
}

impl CameraClock {
    /// The rig's time when the clock shows `camera_time_s`, both in s since [`CameraClock::since`].
    pub fn rig_time_s(&self, camera_time_s: f64) -> f64 {
        (camera_time_s - self.offset_s) / (1.0 + self.drift)
    }

    /// The rig's time when the clock shows `camera_time`, to the nanosecond.
    pub fn rig_time(&self, camera_time: Timestamp) -> Timestamp {
        if self.is_identity() {
            return camera_time;
        }
        // The correction is computed alone: an f64 holds seconds since 1970 to 0.2 µs only.
        let camera_time_s = camera_time.seconds_since(self.since);
        let ahead_s = camera_time_s - self.rig_time_s(camera_time_s);
        camera_time.plus_seconds(-ahead_s)
    }

    /// What the clock shows at a rig's time: the inverse of [`CameraClock::rig_time`].
    pub fn camera_time(&self, rig_time: Timestamp) -> Timestamp {
        rig_time.plus_seconds(self.offset_s + self.drift * rig_time.seconds_since(self.since))
    }

    /// The clock whose [`CameraClock::rig_time`] is `residual`'s after this one's: for clocks that were estimated from times which
    /// this clock had already corrected. Both must have the same `since`.
    pub fn compose(&self, residual: &CameraClock) -> CameraClock {
        CameraClock {
            offset_s: self.offset_s + residual.offset_s * (1.0 + self.drift),
            drift: self.drift + residual.drift + self.drift * residual.drift,
            since: self.since,
        }
    }

    /// The same clock, described from another `since` on.
    pub fn rebase(&self, since: Timestamp) -> CameraClock {
        CameraClock {
            offset_s: self.offset_s + self.drift * since.seconds_since(self.since),
            since,
            ..*self
        }
    }

    /// Whether the clock shows the rig's time.
    pub fn is_identity(&self) -> bool {
        self.offset_s == 0.0 && self.drift == 0.0
    }

    /// The clock on a grid of 1 ns and 10⁻¹², so that a rig keeps its id when it is written as text.
    pub(crate) fn rounded(self) -> CameraClock {
        let round = |v: f64, step: f64| (v / step).round() * step + 0.0;
        CameraClock {
            offset_s: round(self.offset_s, 1e-9),
            drift: round(self.drift, 1e-12),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rig_time_and_camera_time_are_inverse_and_clocks_compose() {
        let clock = CameraClock {
            offset_s: 0.012,
            drift: 4e-5,
            since: Timestamp(1_700_000_000_000_000_000),
        };
        let rig_time_s = 3600.25;
        let camera_time_s = rig_time_s + clock.offset_s + clock.drift * rig_time_s;
        assert!((clock.rig_time_s(camera_time_s) - rig_time_s).abs() < 1e-12);
        let camera_time = clock.since.plus_seconds(camera_time_s);
        let rig_time = clock.rig_time(camera_time);
        assert!((rig_time.0 - clock.since.plus_seconds(rig_time_s).0).abs() <= 1_000);
        assert!((clock.camera_time(rig_time).0 - camera_time.0).abs() <= 1_000);
        assert_eq!(CameraClock::default().rig_time(rig_time), rig_time);
        assert_eq!(CameraClock::default().camera_time(rig_time), rig_time);
        let residual = CameraClock {
            offset_s: -0.003,
            drift: 1e-5,
            since: clock.since,
        };
        let both = clock.compose(&residual);
        let corrected_s = clock.rig_time_s(camera_time_s);
        let difference = both.rig_time_s(camera_time_s) - residual.rig_time_s(corrected_s);
        assert!(difference.abs() < 1e-12);
    }
}
