//! Time: the only clock that cameras and messages share.

use std::fmt;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

/// Nanoseconds since 1970-01-01 UTC, from PTP where available. Recorded media without a known start count from 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// `self - earlier` in seconds; negative when `earlier` is the later one.
    pub fn seconds_since(self, earlier: Timestamp) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 * 1e-9
    }

    /// `self + seconds`, rounded to the nanosecond and saturating at the limits of `i64`.
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

/// Source of a stamp's time, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StampSource {
    /// Hardware trigger with a known time.
    Trigger,
    /// The camera's own clock, synchronised by PTP (IEEE 1588).
    Ptp,
    /// RTCP sender report, which maps RTP time to wall-clock time (RFC 3550).
    SenderReport,
    /// Presentation or exposure time carried by the medium.
    Exposure,
    /// Time at which the image arrived at this host, the least accurate source.
    #[default]
    Arrival,
}

/// Capture time of one image.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Middle of the exposure.
    pub mid_exposure: Timestamp,
    /// Standard deviation of `mid_exposure`, ns.
    pub uncertainty_ns: u32,
    /// Source of the time.
    pub source: StampSource,
    /// This host's monotonic clock when the image arrived, ns. Comparable on this host only.
    pub received_ns: u64,
}
