//! What a run gave, and how it is printed.

use std::collections::BTreeSet;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::Serialize;
use trackside_fusion::SkeletonFitCounts;
use trackside_schema::{AthleteId, TrackState, TrackingFrame};

use crate::metrics::{CameraEvent, CameraReport, Loss, RunMetrics, Stage, StageReport};

/// What was tracked.
#[derive(Clone, Debug, Default)]
pub struct TrackedCounts {
    /// Live frames.
    pub frames: u64,
    /// The athletes that were confirmed.
    pub athletes: BTreeSet<AthleteId>,
    /// Frames with a ball.
    pub ball_frames: u64,
    /// Smooth frames.
    pub smooth_frames: u64,
}

impl TrackedCounts {
    /// Counts one frame.
    pub fn add(&mut self, frame: &TrackingFrame) {
        let confirmed = frame
            .athletes
            .iter()
            .filter(|a| a.state != TrackState::Tentative);
        self.frames += 1;
        self.athletes.extend(confirmed.map(|a| a.id));
        self.ball_frames += u64::from(frame.ball.is_some());
    }
}

/// What a run gave.
#[derive(Clone, Debug, Serialize)]
pub struct RunReport {
    /// The venue's name.
    pub venue: String,
    /// The run's name.
    pub session: String,
    /// Live frames.
    pub frames: u64,
    /// The athletes that were confirmed.
    pub athletes: Vec<AthleteId>,
    /// Frames with a ball.
    pub ball_frames: u64,
    /// Smooth frames.
    pub smooth_frames: u64,
    /// Smooth frames that were dropped for want of time.
    pub smooth_dropped: u64,
    /// How the fits of skeletons ended.
    pub skeleton_fits: SkeletonFitCounts,
    /// From start to end, s.
    pub seconds: f64,
    /// Frames per second of that.
    pub fps: f64,
    /// By stage, in order.
    pub stages: Vec<StageReport>,
    /// By camera, in the order of the rig.
    pub cameras: Vec<CameraReport>,
    /// The events of cameras.
    pub camera_events: Vec<CameraEvent>,
    /// The files that were written.
    pub files: Vec<PathBuf>,
}

impl RunReport {
    /// Sums up a run of that duration.
    pub fn new(
        venue: &str,
        session: &str,
        tracked: &TrackedCounts,
        metrics: &RunMetrics,
        duration: Duration,
    ) -> RunReport {
        let seconds = duration.as_secs_f64();
        RunReport {
            venue: venue.to_owned(),
            session: session.to_owned(),
            frames: tracked.frames,
            athletes: tracked.athletes.iter().copied().collect(),
            ball_frames: tracked.ball_frames,
            smooth_frames: tracked.smooth_frames,
            smooth_dropped: metrics.smooth_dropped(),
            skeleton_fits: metrics.skeleton_fits(),
            seconds,
            fps: tracked.frames as f64 / seconds.max(1e-9),
            stages: metrics.stages(),
            cameras: metrics.cameras(),
            camera_events: metrics.events(),
            files: Vec::new(),
        }
    }
}

/// A run that processes less of its images falls behind.
const KEEPS_UP_SHARE: f64 = 0.9;

impl RunReport {
    /// What a host that fell behind its live cameras should change.
    fn falls_behind(&self) -> Option<String> {
        let images: u64 = self.cameras.iter().map(|c| c.images).sum();
        let losses = self.cameras.iter().flat_map(|c| &c.lost);
        let overtaken: u64 = losses
            .filter(|(loss, _)| *loss == Loss::Overtaken)
            .map(|(_, n)| n)
            .sum();
        let used = images.saturating_sub(overtaken);
        (used as f64 / (images.max(1) as f64) < KEEPS_UP_SHARE).then(|| {
            format!(
                "this host managed {used} of {images} images, and what is not seen is not tracked: fewer cameras, fewer images a second, \
                 [models] detect_every or a smaller detector_size, or a faster network let it keep up"
            )
        })
    }
}

impl fmt::Display for RunReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let images: u64 = self.cameras.iter().map(|c| c.images).sum();
        writeln!(
            f,
            "{}: {} frames from {images} images of {} cameras in {:.1} s ({:.1} frames/s)",
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
            writeln!(f, "stage       passes    p50 ms    p99 ms   share")?;
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
        if let Some(words) = self.falls_behind() {
            writeln!(f, "{words}")?;
        }
        let SkeletonFitCounts {
            converged,
            step_limit,
            singular,
        } = self.skeleton_fits;
        if singular > 0 {
            writeln!(
                f,
                "not fitted to their bone lengths: {singular} of {} skeletons",
                converged + step_limit + singular
            )?;
        }
        for camera in &self.cameras {
            for (loss, n) in &camera.lost {
                writeln!(
                    f,
                    "lost: camera \"{}\": {n} {}",
                    camera.camera,
                    loss.description()
                )?;
            }
            if let Some(reason) = &camera.ended_early {
                writeln!(f, "camera \"{}\": {reason}", camera.camera)?;
            }
        }
        for e in &self.camera_events {
            writeln!(
                f,
                "camera \"{}\" {} (at {})",
                e.camera, e.description, e.time
            )?;
        }
        for file in &self.files {
            writeln!(f, "written: {}", file.display())?;
        }
        Ok(())
    }
}
