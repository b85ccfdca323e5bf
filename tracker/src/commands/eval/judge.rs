//! What fusion makes of moments, live or later, kept to be scored.

use std::collections::VecDeque;
use std::time::Instant;

use anyhow::bail;
use trackside_calibration::{Camera, Rig};
use trackside_datasets::ball_landing::{self, LandingScore, Predicted};
use trackside_datasets::ball_score::{self, BallScore, EventScore, Happened, PathPoint};
use trackside_datasets::case::{Kind, TruthLine};
use trackside_datasets::degrade::Degrade;
use trackside_datasets::score::{self, PeopleScore};
use trackside_datasets::world::Scorer;
use trackside_fusion::{BallEvent, BallEventKind, Fusion, Landing, Options};
use trackside_schema::{Athlete, Ball, CameraId, JointSet, Moment, Timestamp};

use super::{CameraReport, EvalArgs, Microseconds, Milliseconds, Report, Stages, Stream};

/// How much later the smooth stream is asked for, s: the ball's comes a quarter of a second and up to a moment later.
const SMOOTH_LAG_S: f64 = 0.3;
/// What happened has all been told so long after the end, s.
const END_S: f64 = 1.2;

/// A moment's tick, time and ball.
type Waiting = (u64, Timestamp, Option<Ball>);

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

fn predicted(now: Timestamp, landing: &Landing) -> Predicted {
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
    (frame, time, ball): Waiting,
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
    fusion: Fusion,
    set: &'static JointSet,
    cameras: Vec<String>,
    stream: Stream,
    /// Moments of which the smooth stream has yet to speak.
    waiting: VecDeque<Waiting>,
    /// What was told to have happened to the ball.
    pub happened: Vec<Happened>,
    /// Where it was said to come down.
    pub landings: Vec<Predicted>,
    degrade: Degrade,
    /// Tick and time of the last step.
    last: (u64, Timestamp),
    /// What was believed, in the order of the moments.
    pub estimates: Vec<TruthLine>,
    times_us: Vec<f64>,
}

impl Judge {
    pub fn new(
        rig: &Rig,
        options: Options,
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
            rig: rig.clone(),
            fusion: Fusion::new(rig.clone(), options),
            set,
            cameras: args.cameras.clone(),
            stream: args.stream,
            waiting: VecDeque::new(),
            happened: Vec::new(),
            landings: Vec::new(),
            degrade: Degrade::new(args.seed, args.lose_view, args.false_ball),
            last: (0, Timestamp::default()),
            estimates: Vec::new(),
            times_us: Vec::new(),
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
    pub fn see(&mut self, mut moment: Moment, scorer: Option<&mut Scorer<'_>>) {
        moment.views.retain(|v| self.uses(v.camera));
        self.degrade.apply(&mut moment, &self.rig);
        self.waiting.push_back((moment.tick, moment.time, None));
        self.step(&moment, scorer);
        self.keep_landing(moment.time);
    }

    /// The end: waits, with nothing to see, until all that is told later has been told.
    pub fn finish(&mut self, step_s: f64, mut scorer: Option<&mut Scorer<'_>>) {
        for _ in 0..=(END_S / step_s).ceil() as u64 {
            let (tick, time) = self.last;
            let after = Moment {
                tick: tick + 1,
                time: time.plus_seconds(step_s),
                views: Vec::new(),
            };
            self.step(&after, scorer.as_deref_mut());
        }
    }

    fn step(&mut self, moment: &Moment, mut scorer: Option<&mut Scorer<'_>>) {
        self.last = (moment.tick, moment.time);
        let begun = Instant::now();
        let fused = self.fusion.step(moment);
        self.happened
            .extend(fused.ball_events.iter().filter_map(happened));
        if self.stream == Stream::Live {
            self.times_us.push(begun.elapsed().as_secs_f64() * 1e6);
            if let Some((tick, time, _)) = self.waiting.pop_front() {
                let now = (tick, time, fused.ball);
                let line = estimate(self.set, now, fused.athletes, scorer);
                self.estimates.push(line);
            }
            return;
        }
        for smooth in fused.smooth_ball {
            if let Some(then) = self.waiting.iter_mut().find(|w| w.0 == smooth.tick) {
                then.2 = Some(smooth.ball);
            }
        }
        let due = |(_, time, _): &mut Waiting| moment.time.seconds_since(*time) >= SMOOTH_LAG_S;
        while let Some(then) = self.waiting.pop_front_if(due) {
            self.look_back(then, scorer.as_deref_mut());
        }
        if !moment.views.is_empty() {
            self.times_us.push(begun.elapsed().as_secs_f64() * 1e6);
        }
    }

    /// Keeps where the ball is said to come down, now that a moment was fused.
    fn keep_landing(&mut self, now: Timestamp) {
        let landing = self.fusion.landing();
        self.landings.extend(landing.map(|l| predicted(now, &l)));
    }

    /// Keeps what the smooth stream says of an earlier moment.
    fn look_back(&mut self, then: Waiting, scorer: Option<&mut Scorer<'_>>) {
        let athletes = self.fusion.smoothed(then.0);
        self.estimates
            .push(estimate(self.set, then, athletes, scorer));
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
        let unwell = self.fusion.health().iter().filter(|h| !h.is_well());
        unwell
            .filter_map(|h| {
                Some(CameraReport {
                    camera: self.rig.camera(h.camera)?.name.clone(),
                    repeated: h.repeated,
                    longest_silence_s: h.longest_silence_s,
                    noise: h.worst_noise,
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
                health: self.health(),
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
