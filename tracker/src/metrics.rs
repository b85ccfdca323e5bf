//! The counters and timers of a run.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;
use trackside_fusion::SkeletonFitCounts;
use trackside_schema::{CameraId, Timestamp};

/// A stage of the pipeline from pixels to frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading and decoding one image; of a live source, waiting for it too.
    Capture,
    /// From one image to its people and balls.
    Observe,
    /// From a frame set's first view to its end. This is waiting, not work.
    Sync,
    /// From a frame set to its athletes and ball.
    Fuse,
    /// Comparing views with the athletes, and correcting a camera that moved.
    Monitor,
    /// From fusion's history to a smooth frame.
    Smooth,
    /// Passing one frame to the network.
    Publish,
    /// Passing one frame set and its frame to the recording and the export.
    Record,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Stage; 8] = [
        Stage::Capture,
        Stage::Observe,
        Stage::Sync,
        Stage::Fuse,
        Stage::Monitor,
        Stage::Smooth,
        Stage::Publish,
        Stage::Record,
    ];

    /// Its name in reports and on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Stage::Capture => "capture",
            Stage::Observe => "observe",
            Stage::Sync => "sync",
            Stage::Fuse => "fuse",
            Stage::Monitor => "monitor",
            Stage::Smooth => "smooth",
            Stage::Publish => "publish",
            Stage::Record => "record",
        }
    }
}

/// Why an image or view was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// A newer image arrived before this one was processed (live sources only).
    Overtaken,
    /// Its camera gave another view for the same tick.
    Superseded,
    /// Its frame set was closed before it arrived (live sources only).
    Late,
    /// It was taken before tick 0.
    BeforeStart,
    /// It arrived over the wire and could not be used.
    Unusable,
}

impl Loss {
    const ALL: [Loss; 5] = [
        Loss::Overtaken,
        Loss::Superseded,
        Loss::Late,
        Loss::BeforeStart,
        Loss::Unusable,
    ];

    /// What images or views of this kind are called in reports and logs.
    pub const fn description(self) -> &'static str {
        match self {
            Loss::Overtaken => "images overtaken by newer ones before they were processed",
            Loss::Superseded => "views superseded by another of the same tick",
            Loss::Late => "views late: their frame set was closed",
            Loss::BeforeStart => "views from before the venue's start",
            Loss::Unusable => "views unusable",
        }
    }
}

#[derive(Debug, Default)]
struct CameraCounts {
    images: AtomicU64,
    losses: [AtomicU64; Loss::ALL.len()],
    ended_early: Mutex<Option<String>>,
}

/// An event of a camera.
#[derive(Clone, Debug, Serialize)]
pub struct CameraEvent {
    /// The camera's name.
    pub camera: String,
    /// When.
    pub time: Timestamp,
    /// `camera_moved`, `camera_repaired`, `camera_not_repaired`.
    pub kind: &'static str,
    /// In words.
    pub description: String,
}

/// Counters and timers that all stages of one run share.
#[derive(Debug)]
pub struct RunMetrics {
    names: Vec<String>,
    cameras: Vec<CameraCounts>,
    events: Mutex<Vec<CameraEvent>>,
    durations: [Mutex<StageDurations>; Stage::ALL.len()],
    smooth_dropped: AtomicU64,
    /// Converged, step limit, singular.
    skeleton_fits: [AtomicU64; 3],
}

#[derive(Debug)]
struct StageDurations {
    ns: Histogram<u64>,
    total_ns: u64,
}

impl RunMetrics {
    /// For cameras of these names, by [`CameraId`].
    pub fn new(names: Vec<String>) -> RunMetrics {
        RunMetrics {
            cameras: names.iter().map(|_| CameraCounts::default()).collect(),
            names,
            events: Mutex::default(),
            smooth_dropped: AtomicU64::new(0),
            skeleton_fits: Default::default(),
            durations: std::array::from_fn(|_| {
                Mutex::new(StageDurations {
                    // Three significant digits are valid; the histogram resizes itself.
                    ns: Histogram::new(3).expect("3 significant digits are allowed"),
                    total_ns: 0,
                })
            }),
        }
    }

    /// Records how long one pass of a stage took.
    pub fn record_duration(&self, stage: Stage, duration: Duration) {
        let ns = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
        let mut durations = self.durations[stage as usize]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // The histogram resizes itself: every duration of a run fits.
        let _ = durations.ns.record(ns.max(1));
        durations.total_ns = durations.total_ns.saturating_add(ns);
    }

    /// Counts an image of a camera, or a view without its image.
    pub fn count_image(&self, camera: CameraId) {
        if let Some(counts) = self.cameras.get(camera.index()) {
            counts.images.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Counts an image or view that was not used. The 1st, 10th, 100th … of a kind is logged.
    pub fn count_loss(&self, camera: CameraId, loss: Loss) {
        let Some(counts) = self.cameras.get(camera.index()) else {
            return;
        };
        let n = counts.losses[loss as usize].fetch_add(1, Ordering::Relaxed) + 1;
        if n == 10_u64.pow(n.ilog10()) {
            let name = &self.names[camera.index()];
            tracing::warn!("camera \"{name}\": {n} {} so far", loss.description());
        }
    }

    /// Sets how many smooth frames were dropped for want of time. The 1st, 10th, 100th … is logged.
    pub fn set_smooth_dropped(&self, n: u64) {
        if n > self.smooth_dropped.swap(n, Ordering::Relaxed) && n == 10_u64.pow(n.ilog10()) {
            tracing::warn!("{n} smooth frames dropped so far: live frames leave no time for them");
        }
    }

    /// How many smooth frames were dropped so far.
    pub fn smooth_dropped(&self) -> u64 {
        self.smooth_dropped.load(Ordering::Relaxed)
    }

    /// Sets how the fits of skeletons ended so far. The 1st, 10th, 100th … that could not be solved is logged.
    pub fn set_skeleton_fits(&self, counts: SkeletonFitCounts) {
        let SkeletonFitCounts {
            converged,
            step_limit,
            singular,
        } = counts;
        let [converged_so_far, step_limit_so_far, singular_so_far] = &self.skeleton_fits;
        converged_so_far.store(converged, Ordering::Relaxed);
        step_limit_so_far.store(step_limit, Ordering::Relaxed);
        let before = singular_so_far.swap(singular, Ordering::Relaxed);
        if singular > before && before.checked_ilog10() != singular.checked_ilog10() {
            tracing::warn!(
                "{singular} skeletons so far could not be fitted to their bone lengths: they are output as they were filtered"
            );
        }
    }

    /// How the fits of skeletons ended so far.
    pub fn skeleton_fits(&self) -> SkeletonFitCounts {
        let [converged, step_limit, singular] =
            (self.skeleton_fits.each_ref()).map(|n| n.load(Ordering::Relaxed));
        SkeletonFitCounts {
            converged,
            step_limit,
            singular,
        }
    }

    /// Notes that a camera ended too early, and why.
    pub fn set_ended_early(&self, camera: CameraId, reason: String) {
        if let Some(counts) = self.cameras.get(camera.index()) {
            tracing::warn!(
                "camera \"{}\": {reason}; the other cameras continue",
                self.names[camera.index()]
            );
            *counts
                .ended_early
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(reason);
        }
    }

    /// Adds an event of a camera, and logs it.
    pub fn add_event(&self, event: CameraEvent) {
        tracing::warn!("camera \"{}\" {}", event.camera, event.description);
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
    }

    /// The events of all cameras so far.
    pub fn events(&self) -> Vec<CameraEvent> {
        let events = self.events.lock();
        events.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A camera's name.
    pub fn name(&self, camera: CameraId) -> Option<&str> {
        self.names.get(camera.index()).map(String::as_str)
    }

    /// How many images all cameras gave so far.
    pub fn images(&self) -> u64 {
        self.cameras
            .iter()
            .map(|c| c.images.load(Ordering::Relaxed))
            .sum()
    }

    /// How many images and views were not used so far.
    pub fn lost(&self) -> u64 {
        let losses = self.cameras.iter().flat_map(|c| &c.losses);
        losses.map(|n| n.load(Ordering::Relaxed)).sum()
    }

    /// How many images and views were used so far.
    pub fn used(&self) -> u64 {
        self.images().saturating_sub(self.lost())
    }

    /// The durations of every stage so far.
    pub fn stages(&self) -> Vec<StageReport> {
        let durations: Vec<_> = self
            .durations
            .iter()
            .map(|t| t.lock().unwrap_or_else(PoisonError::into_inner))
            .collect();
        let work = |stage: Stage| match stage {
            Stage::Sync => 0,
            _ => durations[stage as usize].total_ns,
        };
        let all: u64 = Stage::ALL.into_iter().map(work).sum();
        let row = |stage: Stage| {
            let t = &durations[stage as usize];
            (!t.ns.is_empty()).then(|| StageReport {
                stage,
                count: t.ns.len(),
                p50_ms: t.ns.value_at_quantile(0.5) as f64 * 1e-6,
                p99_ms: t.ns.value_at_quantile(0.99) as f64 * 1e-6,
                share: work(stage) as f64 / all.max(1) as f64,
            })
        };
        Stage::ALL.into_iter().filter_map(row).collect()
    }

    /// What every camera gave so far.
    pub fn cameras(&self) -> Vec<CameraReport> {
        let named = self.names.iter().zip(&self.cameras);
        named
            .map(|(name, counts)| CameraReport {
                camera: name.clone(),
                images: counts.images.load(Ordering::Relaxed),
                lost: Loss::ALL
                    .into_iter()
                    .map(|loss| (loss, counts.losses[loss as usize].load(Ordering::Relaxed)))
                    .filter(|(_, n)| *n > 0)
                    .collect(),
                ended_early: counts
                    .ended_early
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .clone(),
            })
            .collect()
    }
}

/// The durations of one stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageReport {
    /// Which.
    pub stage: Stage,
    /// The number of its passes.
    pub count: u64,
    /// Median, ms.
    pub p50_ms: f64,
    /// 99th percentile, ms.
    pub p99_ms: f64,
    /// Its fraction of all work, 0 to 1; of sync, which only waits, 0.
    pub share: f64,
}

/// What one camera gave.
#[derive(Clone, Debug, Serialize)]
pub struct CameraReport {
    /// Its name.
    pub camera: String,
    /// Images, or views without their images.
    pub images: u64,
    /// What was not used, by reason.
    pub lost: Vec<(Loss, u64)>,
    /// Why it ended too early.
    pub ended_early: Option<String>,
}
