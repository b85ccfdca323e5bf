//! One ball's path: the few likeliest hypotheses of every frame set, each with its parent (Viterbi), and the smoothed path
//! back from the last one. What the constants stand for: docs/experiments/034-fusion-constants.md.

use std::iter::successors;

use nalgebra::Vector3;
use trackside_schema::Timestamp;

use super::candidates::Candidates;
use super::flight::{BallMatrix, BallVector, position, velocity};
use super::hypothesis::{Hypothesis, MotionMode};
use super::physics::BallModel;
use super::transition_rates::{BallContext, TransitionRates};
use super::window::WINDOW;
use crate::camera_view::CameraView;

/// So many hypotheses are kept of a frame set.
const SLOTS: usize = 6;
/// A frame set's hypotheses have at most so many successors before the best are kept: one each, three more of a flying ball,
/// one more of a held one.
const MAX_SUCCESSORS: usize = SLOTS + 5;
/// A hypothesis with so much less log-likelihood than the best is dropped.
const MAX_SCORE_LOSS: f64 = 25.0;
/// The evidence that confirms a ball, and the most that is kept: log-likelihood ratios against clutter.
const CONFIRM_EVIDENCE: f64 = 7.0;
const MAX_EVIDENCE: f64 = 30.0;
/// The most evidence that a confirmed ball loses per second without views: bodies hide it.
const MAX_LOSS_PER_S: f64 = 40.0;
/// The same of a ball hidden in a hand, once its evidence is down to [`HELD_EVIDENCE`].
const MAX_HELD_LOSS_PER_S: f64 = 1.0;
const HELD_EVIDENCE: f64 = 10.0;
/// Prior probability of continuing in a mode, before the rates out of it; and the most of any other transition.
const STAY_PROBABILITY: f64 = 0.5;
/// Limbs are near if they are within reach given half of the distance that the ball moves in a step, at most this, m.
const MAX_SLACK_M: f64 = 0.3;
/// Two hypotheses are one if each coordinate of position and velocity differs by less than √0.02 standard deviations.
const SAME_STATE_SIGMA_SQ: f64 = 0.02;
/// Added to predicted covariances before they are inverted: a ball at rest on the ground has singular ones.
const REGULARIZATION: f64 = 1e-10;

/// The ball at one frame set, given all observations before and after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SmoothedState {
    pub tick: u64,
    pub time: Timestamp,
    pub mode: MotionMode,
    pub views: u8,
    pub has_bounced: bool,
    pub x: BallVector,
    pub p: BallMatrix,
}

/// One ball's hypotheses over the last [`WINDOW`] frame sets.
#[derive(Debug)]
pub(crate) struct Trellis {
    /// By frame set, [`SLOTS`] each, the likeliest first.
    hypotheses: Vec<Hypothesis>,
    /// How many of them there are, by frame set.
    counts: [usize; WINDOW],
    /// The last frame set's place in the ring, and how many there are.
    last: usize,
    length: usize,
    next: Vec<Hypothesis>,
    /// Log-likelihood ratio of the ball against clutter.
    pub evidence: f64,
    pub is_confirmed: bool,
    /// When it was initiated, and when views last supported it.
    pub initiated: Timestamp,
    pub last_supported: Timestamp,
}

impl Trellis {
    /// An empty one, with all the memory that it will need.
    pub fn new(filler: Hypothesis) -> Trellis {
        Trellis {
            hypotheses: vec![filler; WINDOW * SLOTS],
            counts: [0; WINDOW],
            last: 0,
            length: 0,
            next: Vec::with_capacity(MAX_SUCCESSORS),
            evidence: 0.0,
            is_confirmed: false,
            initiated: Timestamp::default(),
            last_supported: Timestamp::default(),
        }
    }

    /// Begins with two hypotheses, flying and held.
    pub fn initiate(&mut self, hypotheses: [Hypothesis; 2], evidence: f64) {
        self.length = 0;
        self.is_confirmed = false;
        self.evidence = 0.0;
        (self.initiated, self.last_supported) = (hypotheses[0].time, hypotheses[0].time);
        self.next.clear();
        self.next.extend(hypotheses);
        self.keep_best();
        self.add_evidence(evidence);
    }

    /// Whether it has no ball.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Removes the ball.
    pub fn clear(&mut self) {
        self.length = 0;
        self.is_confirmed = false;
    }

    /// The last frame set's hypotheses, the likeliest first.
    pub fn current(&self) -> &[Hypothesis] {
        let from = self.last * SLOTS;
        let n = if self.length > 0 {
            self.counts[self.last]
        } else {
            0
        };
        &self.hypotheses[from..from + n]
    }

    /// The ball's approximate position at a later time.
    pub fn extrapolate(&self, time: Timestamp) -> Option<Vector3<f64>> {
        let best = self.current().first()?;
        let dt = time.seconds_since(best.time);
        Some(position(&best.x) + velocity(&best.x) * dt)
    }

    /// Processes one frame set. `context` is that of the extrapolated position.
    pub fn step(
        &mut self,
        tick: u64,
        time: Timestamp,
        context: BallContext<'_>,
        (cameras, candidates): (&[CameraView], &Candidates),
        model: &BallModel,
    ) {
        let mut next = std::mem::take(&mut self.next);
        next.clear();
        let current = self.current();
        let Some(best) = current.first() else {
            self.next = next;
            return;
        };
        let dt = time.seconds_since(best.time).max(1e-6);
        let score_before = best.score;
        let slack_m = (0.5 * dt * velocity(&best.x).norm()).min(MAX_SLACK_M);
        let rates = TransitionRates::new(&context, slack_m, model);
        self.predict((tick, time), dt, &rates, model, &mut next);
        for child in &mut next {
            let prior_score = child.score;
            if child.mode == MotionMode::Impulse {
                child.search_and_update(cameras, candidates, model);
            } else {
                child.update(cameras, candidates, model);
            }
            if let Some(parent) = child.parent.filter(|_| !child.mode.is_free()) {
                let parent = &current[usize::from(parent)];
                let log_prior = prior_score - parent.score;
                let views = (cameras, candidates);
                child.attach_to_hand(parent, log_prior, context.athletes, views, model);
            }
        }
        self.next = next;
        self.keep_best();
        self.update_evidence(score_before, time, dt);
    }

    /// Predicts the successors of all hypotheses. Only the likeliest free one, and the likeliest held one, change the mode.
    fn predict(
        &self,
        (tick, time): (u64, Timestamp),
        dt: f64,
        rates: &TransitionRates,
        model: &BallModel,
        next: &mut Vec<Hypothesis>,
    ) {
        let (mut free_changes, mut held_changes) = (self.is_confirmed, true);
        for (i, hypothesis) in self.current().iter().enumerate() {
            let mut add = |mode, probability: f64| {
                let mut child = hypothesis.predict(i as u8, mode, tick, time, model);
                child.score += probability.min(STAY_PROBABILITY).ln();
                next.push(child);
            };
            if hypothesis.mode.is_free() {
                add(
                    MotionMode::Flight,
                    STAY_PROBABILITY * (-rates.not_flying * dt).exp(),
                );
                if std::mem::take(&mut free_changes) {
                    add(MotionMode::Impulse, rates.impulse * dt);
                    add(MotionMode::Catch, rates.catch * dt);
                    if rates.foot_touch > 0.0 && hypothesis.comes_to_ground(dt, model) {
                        add(MotionMode::FootTouch, rates.foot_touch * dt);
                    }
                }
            } else if std::mem::take(&mut held_changes) {
                add(
                    MotionMode::Held,
                    STAY_PROBABILITY * (-rates.not_held * dt).exp(),
                );
                if self.is_confirmed {
                    add(MotionMode::Release, rates.release * dt);
                }
            }
        }
    }

    /// Adds what the frame set's observations say for or against the ball.
    fn update_evidence(&mut self, score_before: f64, time: Timestamp, dt: f64) {
        let best = self.current().first();
        let gain = best.map_or(0.0, |h| h.score - score_before);
        let is_hidden = best.is_some_and(|h| h.views == 0 && h.hand.is_some());
        let min_gain = if !self.is_confirmed {
            f64::NEG_INFINITY
        } else if is_hidden && self.evidence <= HELD_EVIDENCE {
            -MAX_HELD_LOSS_PER_S * dt
        } else {
            -MAX_LOSS_PER_S * dt
        };
        if gain > 0.0 {
            self.last_supported = time;
        }
        self.add_evidence(gain.max(min_gain));
    }

    fn add_evidence(&mut self, evidence: f64) {
        self.evidence = (self.evidence + evidence).min(MAX_EVIDENCE);
        self.is_confirmed |= self.evidence >= CONFIRM_EVIDENCE;
    }

    /// Keeps the best of `next`, without duplicates, as the last frame set. One slot is for a held ball.
    fn keep_best(&mut self) {
        self.next
            .sort_unstable_by(|a, b| b.score.total_cmp(&a.score));
        self.last = if self.length > 0 {
            (self.last + 1) % WINDOW
        } else {
            0
        };
        self.length = (self.length + 1).min(WINDOW);
        let from = self.last * SLOTS;
        let mut n = 0;
        let best = self.next.first().map_or(0.0, |b| b.score);
        let mut has_held = false;
        for hypothesis in &self.next {
            let is_duplicate = |other: &Hypothesis| {
                other.mode.is_free() == hypothesis.mode.is_free()
                    && is_same_state(other, hypothesis)
            };
            if hypothesis.score < best - MAX_SCORE_LOSS
                || self.hypotheses[from..from + n].iter().any(is_duplicate)
            {
                continue;
            }
            if n == SLOTS || n == SLOTS - 1 && !has_held && hypothesis.mode.is_free() {
                continue;
            }
            has_held |= !hypothesis.mode.is_free();
            self.hypotheses[from + n] = *hypothesis;
            n += 1;
        }
        self.counts[self.last] = n;
    }

    /// The likeliest path, from the last frame set back.
    pub fn likeliest_path(&self) -> impl Iterator<Item = &Hypothesis> {
        let last = (self.length > 0 && self.counts[self.last] > 0).then_some((self.last, 0));
        let places = successors(last, |&(frame, slot)| {
            let parent = self.hypotheses[frame * SLOTS + slot].parent?;
            Some(((frame + WINDOW - 1) % WINDOW, usize::from(parent)))
        });
        let hypotheses = places.map(|(frame, slot)| &self.hypotheses[frame * SLOTS + slot]);
        hypotheses.take(self.length)
    }

    /// Smooths the likeliest path, from the last frame set back to the first at or before `until` (Rauch, Tung and Striebel,
    /// AIAA Journal 3, 1965).
    pub fn smooth(&self, until: Timestamp, out: &mut Vec<SmoothedState>) {
        out.clear();
        let mut child: Option<&Hypothesis> = None;
        for hypothesis in self.likeliest_path() {
            let (x, p) = match (child, out.last()) {
                (Some(child), Some(later)) => smooth_step(hypothesis, child, later),
                _ => (hypothesis.x, hypothesis.p),
            };
            out.push(SmoothedState {
                tick: hypothesis.tick,
                time: hypothesis.time,
                mode: hypothesis.mode,
                views: hypothesis.views,
                has_bounced: hypothesis.has_bounced,
                x,
                p,
            });
            if hypothesis.time <= until {
                return;
            }
            child = Some(hypothesis);
        }
    }
}

/// One step of the smoother: G = P Fᵀ (P⁻)⁻¹.
fn smooth_step(
    hypothesis: &Hypothesis,
    child: &Hypothesis,
    later: &SmoothedState,
) -> (BallVector, BallMatrix) {
    let regularized = child.p_predicted + BallMatrix::identity() * REGULARIZATION;
    let Some(predicted) = regularized.cholesky() else {
        return (hypothesis.x, hypothesis.p);
    };
    let gain = predicted
        .solve(&(child.transition * hypothesis.p))
        .transpose();
    let x = hypothesis.x + gain * (later.x - child.x_predicted);
    let p = hypothesis.p + gain * (later.p - child.p_predicted) * gain.transpose();
    (x, (p + p.transpose()) * 0.5)
}

/// Whether two hypotheses have the same position and velocity.
fn is_same_state(a: &Hypothesis, b: &Hypothesis) -> bool {
    (0..6).all(|i| {
        let variance = a.p[(i, i)].min(b.p[(i, i)]);
        (a.x[i] - b.x[i]).powi(2) < SAME_STATE_SIGMA_SQ * variance
    })
}
