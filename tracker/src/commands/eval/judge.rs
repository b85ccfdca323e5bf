//! What fusion makes of moments, live or later, kept to be scored.

use std::time::Instant;

use anyhow::bail;
use trackside_calibration::{Camera, Rig};
use trackside_evaluation::Scorer;
use trackside_evaluation::ball_landing::{self, LandingScore, Predicted};
use trackside_evaluation::ball_score::{self, BallScore, EventScore, Happened, PathPoint};
use trackside_evaluation::case::Kind;
use trackside_evaluation::score::{self, PeopleScore};
use trackside_fusion::{
    BallEvent, BallEventKind, FirstPass, Fusion, FusionOptions, LandingPrediction, OfflineSmoother,
};
use trackside_schema::{
    Athlete, Ball, CameraId, FrameSet, JointSet, Stream, Timestamp, TrackingFrame,
};
use trackside_simulation::{FrameSetDegrader, TruthLine};

use super::{CameraReport, EvalArgs, Microseconds, Milliseconds, Report, Stages};
use crate::smoothing::SmoothQueue;

/// What happened has all been told so long after the end, s.
const END_S: f64 = 1.2;

/// A moment's tick, time and ball.
type Then = (u64, Timestamp, Option<Ball>);

/// What is scored of what happened to the ball.
fn happened(event: &BallEvent) -> Option<Happened> {
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
    Some(Happened {
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

/// What is believed of a moment, in the joints of the truth.
fn estimate(
    set: &JointSet,
    (frame, time, ball): Then,
    athletes: &[Athlete],
    scorer: Option<&mut Scorer<'_>>,
) -> TruthLine {
    let t = time.seconds_since(Timestamp::default());
    let line = match scorer {
        Some(scorer) => scorer.frame(frame, t, athletes, ball.as_ref()),
        None => TruthLine {
            frame,
            t,
            people: score::believed(athletes, set),
            ball: ball.map(|b| b.at.into()),
            joint_set: None,
        },
    };
    TruthLine {
        joint_set: Some(set.name.to_owned()),
        ..line
    }
}

/// Fuses moments and keeps what came of them, in the joints of the truth.
pub struct Judge {
    rig: Rig,
    options: FusionOptions,
    fusion: Fusion,
    set: &'static JointSet,
    cameras: Vec<String>,
    stream: Stream,
    smooth: SmoothQueue,
    /// Of the refined stream: all moments.
    moments: Vec<FrameSet>,
    /// What was told to have happened to the ball.
    pub happened: Vec<Happened>,
    /// Where it was said to come down.
    pub landings: Vec<Predicted>,
    degrade: FrameSetDegrader,
    /// Tick and time of the last step.
    last: (u64, Timestamp),
    /// What was believed, in the order of the moments.
    pub estimates: Vec<TruthLine>,
    times_us: Vec<f64>,
    /// The cameras with which something was wrong before the end.
    unwell: Vec<CameraReport>,
}

impl Judge {
    pub fn new(
        rig: &Rig,
        options: FusionOptions,
        set: &'static JointSet,
        args: &EvalArgs,
    ) -> anyhow::Result<Judge> {
        for name in &args.cameras {
            if rig.find(name).is_none() {
                let known: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
                bail!(
                    "there is no camera \"{name}\"; there are {}",
                    known.join(", ")
                );
            }
        }
        Ok(Judge {
            smooth: SmoothQueue::new(&options),
            moments: Vec::new(),
            options: options.clone(),
            rig: rig.clone(),
            fusion: Fusion::new(rig.clone(), options),
            set,
            cameras: args.cameras.clone(),
            stream: args.stream.into(),
            happened: Vec::new(),
            landings: Vec::new(),
            degrade: FrameSetDegrader::new(args.seed, args.lose_view, args.false_ball),
            last: (0, Timestamp::default()),
            estimates: Vec::new(),
            times_us: Vec::new(),
            unwell: Vec::new(),
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

    /// Fuses a moment. Where the world is known, it scores what comes of it.
    pub fn see(&mut self, mut moment: FrameSet, scorer: Option<&mut Scorer<'_>>) {
        moment.views.retain(|v| self.uses(v.camera));
        self.degrade.degrade(&mut moment, &self.rig);
        match self.stream {
            Stream::Refined => self.moments.push(moment),
            Stream::Live | Stream::Smooth => {
                self.step(&moment, true, scorer);
                let landing = self.fusion.predict_landing();
                self.landings
                    .extend(landing.map(|l| predicted(moment.time, &l)));
            }
        }
    }

    /// The end: what is told later is told now.
    pub fn finish(&mut self, step_s: f64, mut scorer: Option<&mut Scorer<'_>>) {
        if self.stream == Stream::Refined {
            return self.refine(scorer);
        }
        // That no camera sees anything after the end is no fault of theirs.
        self.unwell = self.health();
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

    fn step(&mut self, moment: &FrameSet, scored: bool, mut scorer: Option<&mut Scorer<'_>>) {
        self.last = (moment.tick, moment.time);
        let begun = Instant::now();
        let fused = self.fusion.step(moment);
        self.happened
            .extend(fused.ball_events.iter().filter_map(happened));
        if self.stream == Stream::Live {
            if scored {
                self.times_us.push(begun.elapsed().as_secs_f64() * 1e6);
                let now = (moment.tick, moment.time, fused.ball);
                let line = estimate(self.set, now, fused.athletes, scorer);
                self.estimates.push(line);
            }
            return;
        }
        if scored {
            self.smooth.push(&TrackingFrame {
                tick: moment.tick,
                time: moment.time,
                ..TrackingFrame::default()
            });
        }
        self.smooth.set_balls(fused.smoothed_balls);
        while let Some(frame) = self.smooth.pop_due(moment.time, &mut self.fusion) {
            let then = (frame.tick, frame.time, frame.ball);
            let line = estimate(self.set, then, &frame.athletes, scorer.as_deref_mut());
            self.estimates.push(line);
        }
        if scored {
            self.times_us.push(begun.elapsed().as_secs_f64() * 1e6);
        }
    }

    /// Both passes over all moments.
    fn refine(&mut self, mut scorer: Option<&mut Scorer<'_>>) {
        let moments = std::mem::take(&mut self.moments);
        let begun = Instant::now();
        let mut study = FirstPass::new(self.rig.clone(), self.options.clone());
        moments.iter().for_each(|m| study.push(m, &[]));
        let mut refiner = OfflineSmoother::new(study.finish());
        let mut refined = Vec::new();
        for moment in &moments {
            refiner.push(moment);
            refined.extend(std::iter::from_fn(|| refiner.next_frame()));
        }
        refiner.finish();
        refined.extend(std::iter::from_fn(|| refiner.next_frame()));
        // Many moments become ready at once: only their mean says anything.
        let each_us = begun.elapsed().as_secs_f64() * 1e6 / moments.len().max(1) as f64;
        self.times_us = vec![each_us; moments.len()];
        self.happened
            .extend(refiner.take_events().iter().filter_map(happened));
        for of in refined {
            let then = (of.tick, of.time, of.ball);
            let line = estimate(self.set, then, &of.athletes, scorer.as_deref_mut());
            self.estimates.push(line);
        }
    }

    /// Bounces against those that a path shows, while it shows anything.
    pub fn events_against(&self, truth: &[Happened], path: &[PathPoint]) -> Vec<EventScore> {
        let ends = path.last().map_or(0.0, |p| p.t);
        let told = self.happened.iter().copied();
        let bounces: Vec<_> = told
            .filter(|h| h.kind == "bounce" && h.t_s <= ends)
            .collect();
        ball_score::events(truth, &bounces)
    }

    /// Landings against those of a path that bounces.
    pub fn landings_against(
        &self,
        bounces: &[Happened],
        path: &[PathPoint],
    ) -> Option<LandingScore> {
        let bounces: Vec<_> = bounces.iter().map(|b| b.t_s).collect();
        ball_landing::landings(&ball_landing::flights_of(path, &bounces), &self.landings)
    }

    fn health(&self) -> Vec<CameraReport> {
        let unwell = self.fusion.health().iter().filter(|h| !h.is_healthy());
        unwell
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
                health: self.unwell,
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
