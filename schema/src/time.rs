//! The only time that crosses cameras or the wire.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

/// Nanoseconds since 1970-01-01 UTC, from PTP where there is one. Recorded media without a known start count from 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Seconds from `earlier` to `self`; negative when `earlier` is later.
    pub fn seconds_since(self, earlier: Timestamp) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 * 1e-9
    }

    /// This time moved by `seconds`, rounded to the nanosecond, saturating at the ends of the calendar.
    pub fn plus_seconds(self, seconds: f64) -> Timestamp {
        Timestamp(self.0.saturating_add((seconds * 1e9).round() as i64))
    }
}

impl From<SystemTime> for Timestamp {
    /// Times before 1970 are 0.
    fn from(time: SystemTime) -> Timestamp {
        let since = time.duration_since(SystemTime::UNIX_EPOCH);
        Timestamp(since.map_or(0, |d| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6} s", self.0 as f64 * 1e-9)
    }
}

/// Where a stamp's time comes from, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampSource {
    /// A hardware trigger with a known time.
    Trigger,
    /// The camera's own clock, disciplined by PTP.
    Ptp,
    /// An RTCP sender report that ties RTP time to wall-clock time.
    SenderReport,
    /// The presentation or exposure time that the medium carries.
    Exposure,
    /// The instant at which the picture reached this host: the least that can be known.
    #[default]
    Arrival,
}

/// When one picture was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The middle of the exposure.
    pub mid_exposure: Timestamp,
    /// One standard deviation of `mid_exposure`.
    pub uncertainty_ns: u32,
    /// Where the time comes from.
    pub source: StampSource,
    /// This host's monotonic clock when the picture arrived; meaningful on this host alone.
    pub received_ns: u64,
}
