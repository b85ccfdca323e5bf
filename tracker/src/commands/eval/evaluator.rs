//! Runs fusion over frame sets and keeps its output, live or later, to be scored.

use std::time::Instant;

use anyhow::bail;
use trackside_calibration::{Camera, Rig};
use trackside_evaluation::Scorer;
use trackside_evaluation::ball_landing::{self, LandingScore, Predicted};
use trackside_evaluation::ball_path::PathPoint;
use trackside_evaluation::ball_score::{self, BallScore, DetectedEvent, EventScore};
use trackside_evaluation::case::Kind;
use trackside_evaluation::score::{self, PeopleScore};
use trackside_fusion::{
    BallEvent, BallEventKind, FirstPass, Fusion, FusionOptions, LandingPrediction, OfflineSmoother,
};
use trackside_schema::{
    Athlete, Ball, CameraId, FrameSet, JointSet, Stream, Timestamp, TrackingFrame,
};
use trackside_simulation::{FrameSetDegrader, TruthLine};

use super::case_report::{CameraReport, Microseconds, Milliseconds, Report, Stages};
use crate::smoothing::SmoothQueue;

/// All ball events are reported within this time after the end, s.
const END_S: f64 = 1.2;

/// A frame set's tick, time and ball.
type TickBall = (u64, Timestamp, Option<Ball>);

/// The part of a ball event that is scored; `None` for kinds that are not.
fn ball_events(event: &BallEvent) -> Option<DetectedEvent> {
    let kind = match event.kind {
        BallEventKind::Bounce => "bounce",
        BallEventKind::Hit => "hit",
        BallEventKind::Kick | BallEventKind::Throw => "release",
        BallEventKind::Catch => "catch",
        BallEventKind::Basket => "basket",
        BallEventKind::In => "in",
        BallEventKind::Out => "out",
        BallEventKind::Apex | BallEventKind::Goal => return None,
    };
    let t_s = event.time.seconds_since(Timestamp::default());
    Some(DetectedEvent {
        kind,
        t_s,
        speed_m_s: Some(event.speed_m_s),
    })
}

fn predicted(now: Timestamp, landing: &LandingPrediction) -> Predicted {
    let seconds = |t: Timestamp| t.seconds_since(Timestamp::default());
    Predicted {
        said_s: seconds(now),
        at_s: seconds(landing.time),
        at: [landing.at.0.x, landing.at.0.y],
        covariance_m2: landing.covariance_m2,
    }
}

/// The estimate of a frame set, in the joints of the truth.
fn estimate(
    set: &JointSet,
    (frame, time, ball): TickBall,
    athletes: &[Athlete],
    scorer: Option<&mut Scorer<'_>>,
) -> TruthLine {
    let t = time.seconds_since(Timestamp::default());
    let line = match scorer {
        Some(scorer) => scorer.frame(frame, t, athletes, ball.as_ref()),
        None => TruthLine {
            frame,
            t,
            people: score::reported_people(athletes, set),
            ball: ball.map(|b| b.at.into()),
            joint_set: None,
        },
    };
    TruthLine {
        joint_set: Some(set.name.to_owned()),
        ..line
    }
}

/// What is evaluated, and under which faults.
pub struct EvaluatorOptions {
    /// Names of the cameras to use; all where empty.
    pub cameras: Vec<String>,
    /// The stream that is scored.
    pub stream: Stream,
    /// Faults that are added to the frame sets.
    pub degrade: FrameSetDegrader,
}

/// Fuses frame sets and keeps the estimates, in the joints of the truth.
pub struct Evaluator {
    rig: Rig,
    options: FusionOptions,
    fusion: Fusion,
    set: &'static JointSet,
    cameras: Vec<String>,
    stream: Stream,
    smooth: SmoothQueue,
    /// Of the refined stream: all frame sets.
    frame_sets: Vec<FrameSet>,
    /// Reported ball events.
    pub ball_events: Vec<DetectedEvent>,
    /// Predicted landings.
    pub landings: Vec<Predicted>,
    degrade: FrameSetDegrader,
    /// Tick and time of the last step.
    last: (u64, Timestamp),
    /// Estimates, in the order of the frame sets.
    pub estimates: Vec<TruthLine>,
    times_us: Vec<f64>,
    /// Cameras with faults before the end.
    faulty_cameras: Vec<CameraReport>,
}

impl Evaluator {
    pub fn new(
        rig: &Rig,
        options: FusionOptions,
        set: &'static JointSet,
        with: EvaluatorOptions,
    ) -> anyhow::Result<Evaluator> {
        for name in &with.cameras {
            if rig.find(name).is_none() {
                let names: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
                bail!(
                    "there is no camera \"{name}\"; there are {}",
                    names.join(", ")
                );
            }
        }
        Ok(Evaluator {
            smooth: SmoothQueue::new(&options),
            frame_sets: Vec::new(),
            options: options.clone(),
            rig: rig.clone(),
            fusion: Fusion::new(rig.clone(), options),
            set,
            cameras: with.cameras,
            stream: with.stream,
            ball_events: Vec::new(),
            landings: Vec::new(),
            degrade: with.degrade,
            last: (0, Timestamp::default()),
            estimates: Vec::new(),
            times_us: Vec::new(),
            faulty_cameras: Vec::new(),
        })
    }

    pub fn uses(&self, camera: CameraId) -> bool {
        let named = |c: &Camera| self.cameras.is_empty() || self.cameras.contains(&c.name);
        self.rig.camera(camera).is_some_and(named)
    }

    /// The cameras that are used.
    pub fn used(&self) -> Vec<CameraId> {
        let all = (0..self.rig.cameras().len()).map(|i| CameraId(i as u8));
        all.filter(|c| self.uses(*c)).collect()
    }

    /// Fuses a frame set; with a known world, scores the result.
    pub fn push(&mut self, mut frame_set: FrameSet, scorer: Option<&mut Scorer<'_>>) {
        frame_set.views.retain(|v| self.uses(v.camera));
        self.degrade.degrade(&mut frame_set, &self.rig);
        match self.stream {
            Stream::Refined => self.frame_sets.push(frame_set),
            Stream::Live | Stream::Smooth => {
                self.step(&frame_set, true, scorer);
                let landing = self.fusion.predict_landing();
                self.landings
                    .extend(landing.map(|l| predicted(frame_set.time, &l)));
            }
        }
    }

    /// Ends the sequence: output that lags is flushed.
    pub fn finish(&mut self, step_s: f64, mut scorer: Option<&mut Scorer<'_>>) {
        if self.stream == Stream::Refined {
            return self.refine(scorer);
        }
        // Silence after the end is not a fault.
        self.faulty_cameras = self.health();
        for _ in 0..=(END_S / step_s).ceil() as u64 {
            let (tick, time) = self.last;
            let after = FrameSet {
                tick: tick + 1,
                time: time.plus_seconds(step_s),
                views: Vec::new(),
            };
            self.step(&after, false, scorer.as_deref_mut());
        }
    }

    fn step(&mut self, frame_set: &FrameSet, scored: bool, mut scorer: Option<&mut Scorer<'_>>) {
        self.last = (frame_set.tick, frame_set.time);
        let started = Instant::now();
        let fused = self.fusion.step(frame_set);
        self.ball_events
            .extend(fused.ball_events.iter().filter_map(ball_events));
        if self.stream == Stream::Live {
            if scored {
                self.times_us.push(started.elapsed().as_secs_f64() * 1e6);
                let now = (frame_set.tick, frame_set.time, fused.ball);
                let line = estimate(self.set, now, fused.athletes, scorer);
                self.estimates.push(line);
            }
            return;
        }
        if scored {
            self.smooth.push(&TrackingFrame {
                tick: frame_set.tick,
                time: frame_set.time,
                ..TrackingFrame::default()
            });
        }
        self.smooth.set_balls(fused.smoothed_balls);
        while let Some(frame) = self.smooth.pop_due(frame_set.time, &mut self.fusion) {
            let tick_ball = (frame.tick, frame.time, frame.ball);
            let line = estimate(self.set, tick_ball, &frame.athletes, scorer.as_deref_mut());
            self.estimates.push(line);
        }
        if scored {
            self.times_us.push(started.elapsed().as_secs_f64() * 1e6);
        }
    }

    /// Both passes over all frame sets.
    fn refine(&mut self, mut scorer: Option<&mut Scorer<'_>>) {
        let frame_sets = std::mem::take(&mut self.frame_sets);
        let started = Instant::now();
        let mut first_pass = FirstPass::new(self.rig.clone(), self.options.clone());
        frame_sets.iter().for_each(|m| first_pass.push(m, &[]));
        let mut smoother = OfflineSmoother::new(first_pass.finish());
        let mut refined = Vec::new();
        for frame_set in &frame_sets {
            smoother.push(frame_set);
            refined.extend(std::iter::from_fn(|| smoother.next_frame()));
        }
        smoother.finish();
        refined.extend(std::iter::from_fn(|| smoother.next_frame()));
        // Many frame sets become ready at once: only their mean is meaningful.
        let each_us = started.elapsed().as_secs_f64() * 1e6 / frame_sets.len().max(1) as f64;
        self.times_us = vec![each_us; frame_sets.len()];
        self.ball_events
            .extend(smoother.take_events().iter().filter_map(ball_events));
        for of in refined {
            let tick_ball = (of.tick, of.time, of.ball);
            let line = estimate(self.set, tick_ball, &of.athletes, scorer.as_deref_mut());
            self.estimates.push(line);
        }
    }

    /// Bounces against those that a path shows, while it shows anything.
    pub fn events_against(&self, truth: &[DetectedEvent], path: &[PathPoint]) -> Vec<EventScore> {
        let ends = path.last().map_or(0.0, |p| p.t);
        let reported = self.ball_events.iter().copied();
        let bounces: Vec<_> = reported
            .filter(|h| h.kind == "bounce" && h.t_s <= ends)
            .collect();
        ball_score::events(truth, &bounces)
    }

    /// Landings against those of a path that bounces.
    pub fn landings_against(
        &self,
        bounces: &[DetectedEvent],
        path: &[PathPoint],
    ) -> Option<LandingScore> {
        let bounces: Vec<_> = bounces.iter().map(|b| b.t_s).collect();
        ball_landing::landings(&ball_landing::flights_of(path, &bounces), &self.landings)
    }

    fn health(&self) -> Vec<CameraReport> {
        let faulty_cameras = self.fusion.health().iter().filter(|h| !h.is_healthy());
        faulty_cameras
            .filter_map(|h| {
                Some(CameraReport {
                    camera: self.rig.camera(h.camera)?.name.clone(),
                    repeated: h.repeated_views,
                    longest_silence_s: h.longest_silence_s,
                    noise: h.max_noise_ratio,
                })
            })
            .collect()
    }

    pub fn report(
        mut self,
        case: String,
        kind: Kind,
        people: Option<PeopleScore>,
        ball: Option<BallScore>,
    ) -> (Report, Vec<TruthLine>) {
        self.times_us.sort_by(f64::total_cmp);
        let at = |share| score::percentile(&self.times_us, share).unwrap_or(0.0);
        let fuse_us = Microseconds {
            p50: at(0.5),
            p99: at(0.99),
            max: at(1.0),
        };
        let frames = self.estimates.len();
        (
            Report {
                case,
                kind,
                frames,
                people,
                ball,
                health: self.faulty_cameras,
                fuse_us,
                stages_ms: Stages {
                    fuse: Milliseconds::of(self.times_us),
                    ..Stages::default()
                },
                realtime_factor: None,
            },
            self.estimates,
        )
    }
}
