//! What all stages of a run share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::ProgressBar;
use trackside_schema::Timestamp;

use crate::metrics::RunMetrics;

/// How long a thread waits before it checks for a stop.
pub(super) const STOP_CHECK_INTERVAL: Duration = Duration::from_millis(100);

/// A request to all stages to end.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Requests the stop.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the stop was requested.
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How fast media run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaybackMode {
    /// Recorded media as fast as they are processed. Nothing is lost.
    AsProcessed,
    /// Recorded media by their own clock, which begins at this time; live media as they arrive. Late data is lost.
    Realtime(Timestamp),
}

/// What all stages of a run share.
#[derive(Clone, Copy)]
pub struct RunContext<'a> {
    /// Counters and timers.
    pub metrics: &'a RunMetrics,
    /// The request to end.
    pub stop: &'a Stop,
    /// Advances with the images.
    pub progress: &'a ProgressBar,
    /// How fast media run.
    pub playback: PlaybackMode,
}

impl RunContext<'_> {
    /// Requests a stop of all stages when this one fails, so that the run ends with its error.
    pub(super) fn stop_on_error<T>(
        self,
        work: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let result = work();
        if result.is_err() {
            self.stop.request();
        }
        result
    }
}
