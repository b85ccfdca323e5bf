//! What a run counts and times, and how it tells it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;
use trackside_schema::{AthleteId, CameraId, Timestamp, TrackState, TrackingFrame};

/// A stretch of the journey from pixels to frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Reading and decoding one picture; of a live source, waiting for it too.
    Capture,
    /// From one picture to its people and balls.
    Observe,
    /// From a moment's first view to when it is complete or given up. This is waiting, not work.
    Sync,
    /// From a moment to its athletes and ball.
    Fuse,
    /// Comparing what cameras show with the athletes, and calibrating one anew.
    Watch,
    /// From a moment that is remembered to its smooth frame, once its live frame is out.
    Smooth,
    /// Handing one frame to the network.
    Publish,
    /// Handing one moment and its frame to the recording and the export.
    Record,
}

impl Stage {
    /// All, in the order of the journey.
    pub const ALL: [Stage; 8] = [
        Stage::Capture,
        Stage::Observe,
        Stage::Sync,
        Stage::Fuse,
        Stage::Watch,
        Stage::Smooth,
        Stage::Publish,
        Stage::Record,
    ];

    /// As reports and the wire call it.
    pub const fn name(self) -> &'static str {
        match self {
            Stage::Capture => "capture",
            Stage::Observe => "observe",
            Stage::Sync => "sync",
            Stage::Fuse => "fuse",
            Stage::Watch => "watch",
            Stage::Smooth => "smooth",
            Stage::Publish => "publish",
            Stage::Record => "record",
        }
    }
}

/// Why a picture or view was not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// A newer picture came before this one was looked at (live sources alone).
    Overtaken,
    /// Its camera gave another view for the same tick.
    Superseded,
    /// Its moment was closed before it came (live sources alone).
    Late,
    /// It was taken before tick 0.
    BeforeStart,
    /// It came over the wire and could not be used.
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
}

#[derive(Debug, Default)]
struct Counts {
    images: AtomicU64,
    losses: [AtomicU64; Loss::ALL.len()],
    ended_early: Mutex<Option<String>>,
}

/// Something that happened to a camera.
#[derive(Clone, Debug, Serialize)]
pub struct CameraEvent {
    /// The camera's name.
    pub camera: String,
    /// When.
    pub time: Timestamp,
    /// `camera_moved`, `camera_repaired`, `camera_not_repaired`.
    pub kind: &'static str,
    /// In words.
    pub what: String,
}

/// Counters and clocks that all stages of one run share.
#[derive(Debug)]
pub struct Meter {
    names: Vec<String>,
    cameras: Vec<Counts>,
    events: Mutex<Vec<CameraEvent>>,
    times: [Mutex<Times>; Stage::ALL.len()],
    smooth_dropped: AtomicU64,
}

#[derive(Debug)]
struct Times {
    ns: Histogram<u64>,
    total_ns: u64,
}

impl Meter {
    /// For cameras of these names, by [`CameraId`].
    pub fn new(names: Vec<String>) -> Meter {
        Meter {
            cameras: names.iter().map(|_| Counts::default()).collect(),
            names,
            events: Mutex::default(),
            smooth_dropped: AtomicU64::new(0),
            times: std::array::from_fn(|_| {
                Mutex::new(Times {
                    // Three digits always make a histogram; it grows with the largest value seen.
                    ns: Histogram::new(3).expect("3 significant digits are allowed"),
                    total_ns: 0,
                })
            }),
        }
    }

    /// One stage took `time` once.
    pub fn time(&self, stage: Stage, time: Duration) {
        let ns = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let mut times = self.times[stage as usize]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        // The histogram grows as needed; no time that a run can take is beyond it.
        let _ = times.ns.record(ns.max(1));
        times.total_ns = times.total_ns.saturating_add(ns);
    }

    /// A camera gave a picture, or a view that stands for one.
    pub fn image(&self, camera: CameraId) {
        if let Some(counts) = self.cameras.get(camera.index()) {
            counts.images.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// A picture or view was not used. The first of its kind is logged, then every tenfold.
    pub fn lose(&self, camera: CameraId, loss: Loss) {
        let Some(counts) = self.cameras.get(camera.index()) else {
            return;
        };
        let n = counts.losses[loss as usize].fetch_add(1, Ordering::Relaxed) + 1;
        if n == 10_u64.pow(n.ilog10()) {
            let name = &self.names[camera.index()];
            tracing::warn!("camera \"{name}\": {n} {} so far", loss_words(loss));
        }
    }

    /// So many smooth frames will not come, because there was no time for them. The first is logged, then every tenfold.
    pub fn smooth_dropped(&self, n: u64) {
        if n > self.smooth_dropped.swap(n, Ordering::Relaxed) && n == 10_u64.pow(n.ilog10()) {
            tracing::warn!("{n} smooth frames dropped so far: live frames left no time for them");
        }
    }

    /// How many smooth frames were dropped so far.
    pub fn smooth_drops(&self) -> u64 {
        self.smooth_dropped.load(Ordering::Relaxed)
    }

    /// A camera ended before its time.
    pub fn ended_early(&self, camera: CameraId, why: String) {
        if let Some(counts) = self.cameras.get(camera.index()) {
            tracing::warn!(
                "camera \"{}\": {why}; the others go on",
                self.names[camera.index()]
            );
            *counts
                .ended_early
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(why);
        }
    }

    /// Something happened to a camera. It is logged, too.
    pub fn happened(&self, event: CameraEvent) {
        tracing::warn!("camera \"{}\" {}", event.camera, event.what);
        self.events
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(event);
    }

    /// A camera's name.
    pub fn name(&self, camera: CameraId) -> Option<&str> {
        self.names.get(camera.index()).map(String::as_str)
    }

    /// How many pictures all cameras gave so far.
    pub fn images(&self) -> u64 {
        self.cameras
            .iter()
            .map(|c| c.images.load(Ordering::Relaxed))
            .sum()
    }

    /// How many pictures and views were not used so far.
    pub fn lost(&self) -> u64 {
        let losses = self.cameras.iter().flat_map(|c| &c.losses);
        losses.map(|n| n.load(Ordering::Relaxed)).sum()
    }

    /// How many pictures and views all cameras gave so far that were not lost.
    pub fn used(&self) -> u64 {
        self.images().saturating_sub(self.lost())
    }

    /// The times of every stage so far.
    pub fn stages(&self) -> Vec<StageReport> {
        let times: Vec<_> = self
            .times
            .iter()
            .map(|t| t.lock().unwrap_or_else(PoisonError::into_inner))
            .collect();
        let work = |stage: Stage| match stage {
            Stage::Sync => 0,
            _ => times[stage as usize].total_ns,
        };
        let all: u64 = Stage::ALL.into_iter().map(work).sum();
        let row = |stage: Stage| {
            let t = &times[stage as usize];
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

    fn cameras(&self) -> Vec<CameraReport> {
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

fn loss_words(loss: Loss) -> &'static str {
    match loss {
        Loss::Overtaken => "pictures overtaken by newer ones before they were looked at",
        Loss::Superseded => "views superseded by another of the same tick",
        Loss::Late => "views late: their moment was closed",
        Loss::BeforeStart => "views from before the venue's start",
        Loss::Unusable => "views unusable",
    }
}

/// What was tracked.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Frames made.
    pub frames: u64,
    /// Everybody who was confirmed.
    pub athletes: BTreeSet<AthleteId>,
    /// Frames with a ball.
    pub ball_frames: u64,
    /// Smooth frames.
    pub smooth_frames: u64,
}

impl Tally {
    /// Counts one frame.
    pub fn count(&mut self, frame: &TrackingFrame) {
        let confirmed = frame
            .athletes
            .iter()
            .filter(|a| a.state != TrackState::Tentative);
        self.frames += 1;
        self.athletes.extend(confirmed.map(|a| a.id));
        self.ball_frames += u64::from(frame.ball.is_some());
    }
}

/// One stage's times.
#[derive(Clone, Debug, Serialize)]
pub struct StageReport {
    /// Which.
    pub stage: Stage,
    /// How often it ran.
    pub count: u64,
    /// Half of its runs took no longer, ms.
    pub p50_ms: f64,
    /// 99 of 100 runs took no longer, ms.
    pub p99_ms: f64,
    /// Its part of all the work, 0 to 1. Sync only waits: 0.
    pub share: f64,
}

/// What one camera gave.
#[derive(Clone, Debug, Serialize)]
pub struct CameraReport {
    /// Its name.
    pub camera: String,
    /// Pictures, or views that stand for them.
    pub images: u64,
    /// What was not used, by reason.
    pub lost: Vec<(Loss, u64)>,
    /// Why it ended before its time.
    pub ended_early: Option<String>,
}

/// What a run did.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The venue's name.
    pub venue: String,
    /// The run's name.
    pub session: String,
    /// Frames made.
    pub frames: u64,
    /// Everybody who was confirmed.
    pub athletes: Vec<AthleteId>,
    /// Frames with a ball.
    pub ball_frames: u64,
    /// Frames that were told once more, smoothed.
    pub smooth_frames: u64,
    /// Frames that were not smoothed, because live ones left no time for it.
    pub smooth_dropped: u64,
    /// From start to end, s.
    pub seconds: f64,
    /// Frames per second of that.
    pub fps: f64,
    /// In the order of the journey.
    pub stages: Vec<StageReport>,
    /// In the order of the rig.
    pub cameras: Vec<CameraReport>,
    /// What happened to cameras.
    pub camera_events: Vec<CameraEvent>,
    /// What was written.
    pub files: Vec<PathBuf>,
}

impl Report {
    /// Sums up a run that took `took`.
    pub fn new(venue: &str, session: &str, tally: &Tally, meter: &Meter, took: Duration) -> Report {
        let seconds = took.as_secs_f64();
        Report {
            venue: venue.to_owned(),
            session: session.to_owned(),
            frames: tally.frames,
            athletes: tally.athletes.iter().copied().collect(),
            ball_frames: tally.ball_frames,
            smooth_frames: tally.smooth_frames,
            smooth_dropped: meter.smooth_drops(),
            seconds,
            fps: tally.frames as f64 / seconds.max(1e-9),
            stages: meter.stages(),
            cameras: meter.cameras(),
            camera_events: (meter.events.lock())
                .unwrap_or_else(PoisonError::into_inner)
                .clone(),
            files: Vec::new(),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let images: u64 = self.cameras.iter().map(|c| c.images).sum();
        writeln!(
            f,
            "{}: {} frames from {images} pictures of {} cameras in {:.1} s ({:.1} frames/s)",
            self.venue,
            self.frames,
            self.cameras.len(),
            self.seconds,
            self.fps
        )?;
        let ids: Vec<String> = self.athletes.iter().map(|id| id.0.to_string()).collect();
        match ids.len() {
            0 => writeln!(f, "athletes: none")?,
            n => writeln!(f, "athletes: {n} (id {})", ids.join(", "))?,
        }
        if self.ball_frames > 0 {
            writeln!(f, "ball: in {} frames", self.ball_frames)?;
        }
        if !self.stages.is_empty() {
            writeln!(f, "stage        times    p50 ms    p99 ms   share")?;
        }
        for s in &self.stages {
            let (name, share) = (s.stage.name(), s.share * 100.0);
            write!(
                f,
                "{name:<9} {:>8} {:>9.3} {:>9.3} ",
                s.count, s.p50_ms, s.p99_ms
            )?;
            match s.stage {
                Stage::Sync => writeln!(f, "   waits")?,
                _ => writeln!(f, "{share:>6.1}%")?,
            }
        }
        if self.smooth_dropped > 0 {
            writeln!(
                f,
                "not smoothed: {} frames, for want of time",
                self.smooth_dropped
            )?;
        }
        for camera in &self.cameras {
            for (loss, n) in &camera.lost {
                writeln!(
                    f,
                    "lost: camera \"{}\": {n} {}",
                    camera.camera,
                    loss_words(*loss)
                )?;
            }
            if let Some(why) = &camera.ended_early {
                writeln!(f, "camera \"{}\": {why}", camera.camera)?;
            }
        }
        for e in &self.camera_events {
            writeln!(f, "camera \"{}\" {} (at {})", e.camera, e.what, e.time)?;
        }
        for file in &self.files {
            writeln!(f, "written: {}", file.display())?;
        }
        Ok(())
    }
}
