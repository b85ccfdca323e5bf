//! The balls that are tracked, and which of them is the ball of the game.
//!
//! Up to [`MAX_BALLS`] paths are tracked at once. One, the active ball, is output; it gives way to another with clearly more
//! evidence, a log-likelihood ratio against clutter. Values of the constants:
//! docs/reference/ball.md, "Algorithm"; docs/experiments/034-fusion-constants.md.

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_schema::{Athlete, Ball, BallState, FrameSet, Timestamp, WorldPoint};
use trackside_sports::BallKind;

use super::candidates::Candidates;
use super::event_detector::EventDetector;
use super::events::BallEvent;
use super::flight::{BallMatrix, BallVector, position, sigma_m, velocity};
use super::hypothesis::{Hypothesis, MotionMode};
use super::initiation::BallInitiator;
use super::landing::LandingPrediction;
use super::nearest_limbs::LimbDistances;
use super::physics::BallModel;
use super::targets::Targets;
use super::transition_rates::BallContext;
use super::trellis::{SmoothedState, Trellis};
use super::window::WINDOW;
use crate::camera_view::CameraView;

/// So many balls are tracked at once.
const MAX_BALLS: usize = 5;
/// The volume in which a ball may be, m³: prior density of a new ball.
const PRIOR_VOLUME_M3: f64 = 1e4;
/// Standard deviation of a new ball's position about the point where two rays meet, m.
const INITIAL_SIGMA_M: f64 = 0.5;
/// A ball with less evidence is not initiated, or is dropped.
const MIN_EVIDENCE: f64 = -8.0;
/// A ball that this many views show can be initiated.
const MIN_INITIAL_VIEWS: u8 = 2;
/// The active ball gives way to another with so much more evidence,
const GIVE_WAY_EVIDENCE: f64 = 8.0;
/// or to one with so much evidence that was initiated after the active one was last supported: it is that ball, found again.
const REACQUIRED_EVIDENCE: f64 = 15.0;
/// A ball with a larger standard deviation than this, m, is not output; with so many times that it is dropped.
const MAX_SIGMA_M: f64 = 0.30;
const DROP_SIGMA_RATIO: f64 = 4.0;
/// The active ball explains candidates within so many standard deviations.
const EXPLAINED_SIGMA: f64 = 5.0;
/// No ball is initiated this near to a known one, m.
const SAME_BALL_M: f64 = 0.25;
/// Another ball within so many of its standard deviations, each at least this, m, duplicates the active one.
const DUPLICATE_SIGMA: f64 = 3.0;
const MIN_DUPLICATE_SIGMA_M: f64 = 0.05;

/// The ball at an earlier frame set, given those before and after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmoothedBall {
    /// The frame set's number.
    pub tick: u64,
    /// The frame set's time.
    pub time: Timestamp,
    /// The ball then.
    pub ball: Ball,
}

/// The tracker's memory, kept between frame sets.
#[derive(Debug)]
pub(crate) struct BallTracker {
    model: &'static BallModel,
    /// The lag of [`BallTracker::smoothed`], s.
    lag_s: f64,
    candidates: Candidates,
    initiator: BallInitiator,
    trellises: Vec<Trellis>,
    /// The index of the active ball.
    active: Option<usize>,
    /// The active ball's path, the last frame set first.
    path: Vec<SmoothedState>,
    /// Up to when the smoothed ball was output.
    last_smoothed: Option<Timestamp>,
    detector: EventDetector,
    smoothed: Vec<SmoothedBall>,
}

impl BallTracker {
    /// Before the first frame set.
    pub fn new(kind: BallKind, lag_s: f64, targets: Targets) -> BallTracker {
        let model = BallModel::of_kind(kind);
        let time = Timestamp::default();
        let filler = Hypothesis::new(0, time, Vector3::zeros(), 1.0, model, MotionMode::Flight);
        BallTracker {
            model,
            lag_s,
            candidates: Candidates::default(),
            initiator: BallInitiator::default(),
            trellises: (0..MAX_BALLS).map(|_| Trellis::new(filler)).collect(),
            active: None,
            path: Vec::with_capacity(WINDOW),
            last_smoothed: None,
            detector: EventDetector::new(model, targets),
            smoothed: Vec::with_capacity(WINDOW),
        }
    }

    /// Processes one frame set. Returns the ball, where it is tracked.
    pub fn step(
        &mut self,
        frame_set: &FrameSet,
        rig: &Rig,
        cameras: &[CameraView],
        athletes: &[Athlete],
    ) -> Option<Ball> {
        self.smoothed.clear();
        self.detector.clear_events();
        self.candidates.read(frame_set, rig, cameras);
        self.step_balls(frame_set, cameras, athletes);
        self.select_active();
        self.explain_candidates(cameras);
        self.initiate(frame_set, cameras);
        self.select_active();
        let best = self
            .active
            .and_then(|a| self.trellises[a].current().first().copied());
        if let Some(best) = best {
            let at = position(&best.x);
            self.detector.record_limbs(frame_set.tick, &at, athletes);
            self.smooth_active(frame_set.tick, frame_set.time);
        }
        let active = self.active.map(|a| &self.trellises[a]);
        self.detector
            .emit(frame_set.tick, frame_set.time, active, &mut self.path);
        let best = best?;
        self.output(&best.x, &best.p, best.mode, best.views)
    }

    /// The balls that became final with this frame set, oldest first.
    pub fn smoothed(&self) -> &[SmoothedBall] {
        &self.smoothed
    }

    /// The events that became final with this frame set, oldest first.
    pub fn events(&self) -> &[BallEvent] {
        self.detector.events()
    }

    /// Where the ball will land; `None` where it is not in flight, or too uncertain.
    pub fn predict_landing(&self) -> Option<LandingPrediction> {
        let best = self.trellises[self.active?].current().first()?;
        (best.sigma_m() < MAX_SIGMA_M).then(|| LandingPrediction::new(best, self.model))?
    }

    /// Takes every ball to the frame set, and drops those that are lost.
    fn step_balls(&mut self, frame_set: &FrameSet, cameras: &[CameraView], athletes: &[Athlete]) {
        for i in 0..self.trellises.len() {
            let trellis = &mut self.trellises[i];
            if trellis.is_empty() {
                continue;
            }
            let at = trellis.extrapolate(frame_set.time);
            let targets = self.detector.targets();
            let context = BallContext {
                athletes,
                limbs: at.and_then(|at| LimbDistances::from_ball(&at, athletes)),
                is_near_hoop: at.is_some_and(|at| targets.has_hoop_near(&at)),
            };
            let views = (cameras, &self.candidates);
            trellis.step(frame_set.tick, frame_set.time, context, views, self.model);
            let is_uncertain = trellis
                .current()
                .first()
                .is_none_or(|h| h.sigma_m() > DROP_SIGMA_RATIO * MAX_SIGMA_M);
            if is_uncertain || trellis.evidence < MIN_EVIDENCE {
                if self.active == Some(i) {
                    self.settle_ending(i, frame_set.time);
                }
                self.trellises[i].clear();
            }
        }
    }

    /// Selects the active ball, and drops duplicates of it.
    fn select_active(&mut self) {
        let evidence = |i: usize| self.trellises[i].evidence;
        self.active = self.active.filter(|&i| !self.trellises[i].is_empty());
        for i in 0..self.trellises.len() {
            let is_confirmed = self.trellises[i].is_confirmed && !self.trellises[i].is_empty();
            let is_better = |a: usize| {
                let is_reacquired = self.trellises[i].initiated > self.trellises[a].last_supported;
                a != i
                    && (evidence(i) > evidence(a) + GIVE_WAY_EVIDENCE
                        || is_reacquired && evidence(i) > REACQUIRED_EVIDENCE)
            };
            if is_confirmed && self.active.is_none_or(is_better) {
                self.active = Some(i);
            }
        }
        let Some(active) = self.active else { return };
        let Some(best) = self.trellises[active].current().first().copied() else {
            return;
        };
        for (i, trellis) in self.trellises.iter_mut().enumerate() {
            let is_duplicate = |h: &Hypothesis| {
                (position(&h.x) - position(&best.x)).norm()
                    < DUPLICATE_SIGMA * h.sigma_m().max(MIN_DUPLICATE_SIGMA_M)
            };
            if i != active && trellis.current().first().is_some_and(is_duplicate) {
                trellis.clear();
            }
        }
    }

    /// Marks the candidates that the active ball explains.
    fn explain_candidates(&mut self, cameras: &[CameraView]) {
        let Some(best) = self
            .active
            .and_then(|a| self.trellises[a].current().first())
        else {
            return;
        };
        for view in &self.candidates.views {
            let projected = best.project(&cameras[view.camera], view.time_offset_s, self.model);
            let Some((at, _)) = projected else { continue };
            for candidate in &mut self.candidates.all[view.range.clone()] {
                candidate.is_explained |=
                    (candidate.at - at).norm() < EXPLAINED_SIGMA * candidate.sigma;
            }
        }
    }

    /// Initiates balls of candidates that are left.
    fn initiate(&mut self, frame_set: &FrameSet, cameras: &[CameraView]) {
        let is_supported = |a: usize| self.trellises[a].last_supported == frame_set.time;
        let has_ball = self.active.is_some_and(is_supported);
        let points = self
            .initiator
            .find_points(cameras, &self.candidates, has_ball);
        for &(_, at) in points {
            let Some(slot) = self.trellises.iter().position(Trellis::is_empty) else {
                return;
            };
            let is_known = |t: &Trellis| {
                let is_near = |h: &Hypothesis| (position(&h.x) - at).norm() < SAME_BALL_M;
                t.current().iter().any(is_near)
            };
            if self.trellises.iter().any(is_known) {
                continue;
            }
            let new = [MotionMode::Flight, MotionMode::Held].map(|mode| {
                let (tick, time) = (frame_set.tick, frame_set.time);
                let mut hypothesis =
                    Hypothesis::new(tick, time, at, INITIAL_SIGMA_M, self.model, mode);
                hypothesis.update(cameras, &self.candidates, self.model);
                hypothesis
            });
            // A priori the ball was anywhere in the volume, not near where the rays meet: the ratio of the densities.
            let gaussian_m3 = (2.0 * std::f64::consts::PI).powf(1.5) * INITIAL_SIGMA_M.powi(3);
            let evidence = new[0].score.max(new[1].score) + (gaussian_m3 / PRIOR_VOLUME_M3).ln();
            if evidence > MIN_EVIDENCE && new[0].views >= MIN_INITIAL_VIEWS {
                self.trellises[slot].initiate(new, evidence);
            }
        }
    }

    /// Smooths the active ball's path, outputs what has become final of it, and settles its events.
    fn smooth_active(&mut self, tick: u64, now: Timestamp) {
        let Some(active) = self.active else { return };
        let never = Timestamp(i64::MIN / 2);
        let last_smoothed = self.last_smoothed.unwrap_or(never);
        let settled = self.detector.settled().unwrap_or(never);
        self.trellises[active].smooth(last_smoothed.min(settled), &mut self.path);
        for state in self.path.iter().rev() {
            // Half a millisecond: times of ticks are rounded.
            let age_s = now.seconds_since(state.time) + 5e-4;
            if state.time > last_smoothed && age_s >= self.lag_s {
                self.last_smoothed = Some(state.time);
                if let Some(ball) = self.output(&state.x, &state.p, state.mode, state.views) {
                    let (tick, time) = (state.tick, state.time);
                    self.smoothed.push(SmoothedBall { tick, time, ball });
                }
            }
        }
        self.detector.settle(&self.path, tick, now);
    }

    /// Settles the events of an active ball that is dropped.
    fn settle_ending(&mut self, active: usize, now: Timestamp) {
        let settled = self.detector.settled();
        let settled = settled.unwrap_or(Timestamp(i64::MIN / 2));
        self.trellises[active].smooth(settled, &mut self.path);
        self.detector.settle_ending(&self.path, now);
    }

    /// The output message; `None` where the ball is too uncertain.
    fn output(&self, x: &BallVector, p: &BallMatrix, mode: MotionMode, views: u8) -> Option<Ball> {
        let sigma = sigma_m(p);
        (sigma < MAX_SIGMA_M).then(|| Ball {
            at: WorldPoint(position(x).into()),
            velocity_m_s: Some(velocity(x).into()),
            spin_rad_s: mode
                .is_free()
                .then(|| self.model.certain_spin(x, p))
                .flatten()
                .map(Into::into),
            sigma_m: sigma as f32,
            state: if views > 0 {
                BallState::Measured
            } else {
                BallState::Predicted
            },
        })
    }
}
