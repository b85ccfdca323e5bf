//! A camera's clock against the rig's time.

use trackside_schema::Timestamp;

/// What a camera's clock shows: t + `offset_s` + `drift` · t, where t is the rig's time, s since `since`. By default it
/// is right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CameraClock {
    /// How far ahead it was at `since`, s.
    pub offset_s: f64,
    /// How much it gains, seconds per second.
    pub drift: f64,
    /// When `offset_s` was right.
    pub since: Timestamp,
}

impl CameraClock {
    /// The rig's time when this clock shows `shown_s`, both s since [`CameraClock::since`].
    pub fn rig_s(&self, shown_s: f64) -> f64 {
        (shown_s - self.offset_s) / (1.0 + self.drift)
    }

    /// The rig's time when this clock shows `shown`, to the nanosecond.
    pub fn rig_time(&self, shown: Timestamp) -> Timestamp {
        if self.is_identity() {
            return shown;
        }
        // Whole nanoseconds as far as they go: seconds since 1970 in one number are good to 0.2 µs alone.
        let ahead_s = shown.seconds_since(self.since) - self.rig_s(shown.seconds_since(self.since));
        shown.plus_seconds(-ahead_s)
    }

    /// What this clock shows at a time of the rig's: the inverse of [`CameraClock::rig_time`].
    pub fn shown_at(&self, rig: Timestamp) -> Timestamp {
        rig.plus_seconds(self.offset_s + self.drift * rig.seconds_since(self.since))
    }

    /// The clock that shows what `self` shows of a time that `then` shows of the rig's: for clocks found anew from views
    /// that the old ones had put right. Both are of one `since`.
    pub fn of(&self, then: &CameraClock) -> CameraClock {
        CameraClock {
            offset_s: self.offset_s + then.offset_s * (1.0 + self.drift),
            drift: self.drift + then.drift + self.drift * then.drift,
            since: self.since,
        }
    }

    /// Whether it shows the rig's time.
    pub fn is_right(&self) -> bool {
        self.offset_s == 0.0 && self.drift == 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_clock_shows_is_put_right_and_clocks_follow_each_other() {
        let clock = CameraClock {
            offset_s: 0.012,
            drift: 4e-5,
            since: Timestamp(1_700_000_000_000_000_000),
        };
        let t = 3600.25;
        let shown_s = t + clock.offset_s + clock.drift * t;
        assert!((clock.rig_time_s(shown_s) - t).abs() < 1e-12);
        let rig = clock.rig_time(clock.since.plus_seconds(shown_s));
        assert!((rig.0 - clock.since.plus_seconds(t).0).abs() <= 1_000);
        assert!((clock.camera_time(rig).0 - clock.since.plus_seconds(shown_s).0).abs() <= 1_000);
        assert_eq!(CameraClock::default().rig_time(rig), rig);
        assert_eq!(CameraClock::default().shown_at(rig), rig);
        let second = CameraClock {
            offset_s: -0.003,
            drift: 1e-5,
            since: clock.since,
        };
        let both = clock.of(&second);
        let middle = clock.rig_time_s(shown_s);
        assert!((both.rig_s(shown_s) - second.rig_s(middle)).abs() < 1e-12);
    }
}
