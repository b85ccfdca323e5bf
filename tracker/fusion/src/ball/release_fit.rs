//! When, where and how fast the ball left a hand or what struck it.
//!
//! The filter lets forces drift, so that wrong drag or spin does not lose the ball. Here all observations of the flight are
//! fitted at once with the forces of the model: batch least squares over the state at the flight's end, by Gauss–Newton, in
//! information form,
//!
//! ```text
//! (Σ Fᵢᵀ Λᵢ Fᵢ + Λ_spin) δ = Σ Fᵢᵀ (hᵢ − Λᵢ xᵢ) − Λ_spin ω        Fᵢ = ∂xᵢ / ∂x_end
//! ```
//!
//! with Λᵢ, hᵢ what the views of frame set i added. The release is where that flight and the path before it are nearest.
//! What it gains: docs/experiments/021-release-fit.md.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::Timestamp;

use super::flight::{BallMatrix, BallVector, ball_vector, position, velocity};
use super::hypothesis::{Hypothesis, MotionMode};
use super::physics::BallModel;
use super::trellis::Trellis;
use super::window::WINDOW;

/// A flight that fewer frame sets show says no more than its first step.
const MIN_OBSERVED_FRAMES: usize = 4;
/// A frame set farther off the flight than this, in squared standard deviations, is not part of it.
const GATE_SIGMA_SQ: f64 = 12.0;
/// Gauss–Newton steps. The second leaves out frame sets off the flight. The start is nearly right.
const FIT_STEPS: usize = 2;
/// Newton steps to the instant at which two paths meet.
const MEETING_STEPS: usize = 3;
/// Standard deviation of positions where two paths meet, m.
const MEETING_SIGMA_M: f64 = 0.01;
/// The release may be so many frame sets earlier or later than the likeliest path has it.
const RELEASE_SLACK: usize = 2;

/// A ball that leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FittedRelease {
    pub time: Timestamp,
    pub position: Vector3<f64>,
    pub velocity: Vector3<f64>,
}

/// What one frame set's views add about the state.
#[derive(Clone, Copy, Debug)]
struct FrameInformation {
    time: Timestamp,
    is_free: bool,
    views: u8,
    /// The filtered state.
    x: BallVector,
    information: BallMatrix,
    information_vector: BallVector,
}

impl FrameInformation {
    fn new(hypothesis: &Hypothesis) -> Option<FrameInformation> {
        let [filtered, predicted] =
            [hypothesis.p, hypothesis.p_predicted].map(|p| p.cholesky().map(|c| c.inverse()));
        let (filtered, predicted) = (filtered?, predicted?);
        Some(FrameInformation {
            time: hypothesis.time,
            is_free: hypothesis.mode.is_free(),
            views: hypothesis.views,
            x: hypothesis.x,
            information: filtered - predicted,
            information_vector: filtered * hypothesis.x - predicted * hypothesis.x_predicted,
        })
    }

    /// Whether its views show a ball with that state.
    fn is_on_flight(&self, x: &BallVector) -> bool {
        let error = self.information_vector - self.information * x;
        let error: Vector3<f64> = error.fixed_rows::<3>(0).into();
        let position: Matrix3<f64> = self.information.fixed_view::<3, 3>(0, 0).into();
        let inverse = (position + Matrix3::identity()).try_inverse();
        self.views > 0
            && inverse.is_some_and(|inverse| error.dot(&(inverse * error)) < GATE_SIGMA_SQ)
    }
}

/// The fit's memory.
#[derive(Debug)]
pub(crate) struct ReleaseFitter {
    /// From the flight's last frame set back to a few before its first.
    frames: Vec<FrameInformation>,
}

impl ReleaseFitter {
    /// With all the memory that it will need.
    pub fn new() -> ReleaseFitter {
        ReleaseFitter {
            frames: Vec::with_capacity(WINDOW),
        }
    }

    /// The release that the likeliest path has in the step that ends at `tick`; `None` where too little of its flight is
    /// known.
    pub fn fit_release(
        &mut self,
        trellis: &Trellis,
        tick: u64,
        model: &BallModel,
    ) -> Option<FittedRelease> {
        // The flight lasts until the ball bounces, rolls or is played again.
        let is_flying = |h: &&Hypothesis| {
            h.mode == MotionMode::Flight && !h.has_bounced && !model.is_rolling(&h.x)
        };
        let path = || trellis.likeliest_path();
        let later = path().take_while(|h| h.tick > tick);
        let end = later.filter(|h| !is_flying(h)).map(|h| h.tick).last();
        let is_before_end = |h: &&Hypothesis| end.is_none_or(|end| h.tick < end);
        let length = path()
            .filter(|h| h.tick >= tick && is_before_end(h))
            .count();
        let flight = path().skip_while(|h| !is_before_end(h));
        self.frames.clear();
        for hypothesis in flight.take(length + RELEASE_SLACK + 1) {
            self.frames.push(FrameInformation::new(hypothesis)?);
        }
        let was_held = !self.frames.get(length)?.is_free;
        let mut first = length.checked_sub(1)?;
        let mut x = self.fit_flight(first, model)?;
        if was_held {
            let refined = self.first_on_flight(x, first, model)?;
            if refined != first {
                first = refined;
                x = self.fit_flight(first, model)?;
            }
        }
        let x = self.fly_back(x, first, model);
        Some(self.meet_path_before(&x, first, model))
    }

    /// The state at the end of the flight whose first frame set is the `first`-th.
    fn fit_flight(&self, first: usize, model: &BallModel) -> Option<BallVector> {
        let flight = &self.frames[..=first];
        if flight.iter().filter(|f| f.views > 0).count() < MIN_OBSERVED_FRAMES {
            return None;
        }
        let mut end = flight[0].x;
        for step in 0..FIT_STEPS {
            let (mut information, mut vector) = (BallMatrix::zeros(), BallVector::zeros());
            for i in 6..9 {
                information[(i, i)] = model.spin_sigma_rad_s().powi(-2);
                vector[i] = -end[i] * information[(i, i)];
            }
            let (mut x, mut from_end, mut time) = (end, BallMatrix::identity(), flight[0].time);
            for frame in flight {
                let dt = frame.time.seconds_since(time);
                let motion = model.fly(&x, dt);
                from_end = model.derivative(&x, dt, &motion) * from_end;
                (x, time) = (motion.x, frame.time);
                if step == 0 || frame.is_on_flight(&x) {
                    let transposed = from_end.transpose();
                    information += transposed * frame.information * from_end;
                    vector += transposed * (frame.information_vector - frame.information * x);
                }
            }
            end += information.cholesky()?.solve(&vector);
        }
        Some(end)
    }

    /// The state at the `i`-th frame set, flown back from the end.
    fn fly_back(&self, end: BallVector, i: usize, model: &BallModel) -> BallVector {
        let steps = self.frames[..=i].windows(2);
        steps.fold(end, |x, f| {
            model.fly(&x, f[1].time.seconds_since(f[0].time)).x
        })
    }

    /// The first frame set on the flight. Hands are as fast as the ball when they release it, so the likeliest path may be off.
    fn first_on_flight(&self, end: BallVector, first: usize, model: &BallModel) -> Option<usize> {
        let certain = first.checked_sub(RELEASE_SLACK)?;
        let is_on_flight = |i: &usize| self.frames[*i].is_on_flight(&self.fly_back(end, *i, model));
        let found = (certain..self.frames.len() - 1)
            .take_while(is_on_flight)
            .last();
        Some(found.unwrap_or(certain))
    }

    /// Where a flight with state `x` at the `first`-th frame set meets the path before it: the instant that minimises the
    /// distance, with a prior in the middle of the step.
    fn meet_path_before(&self, x: &BallVector, first: usize, model: &BallModel) -> FittedRelease {
        let (a, b) = (&self.frames[first + 1], &self.frames[first]);
        let dt = b.time.seconds_since(a.time).max(1e-6);
        // A uniform distribution over the step has variance dt²/12.
        let prior = 12.0 * (MEETING_SIGMA_M / dt).powi(2);
        let mut t = 0.5 * dt;
        for _ in 0..MEETING_STEPS {
            let after = model.fly(x, t - dt).x;
            let before = if a.is_free {
                model.fly(&a.x, t).x
            } else {
                ball_vector(
                    position(&a.x) + velocity(&a.x) * t,
                    velocity(&a.x),
                    Vector3::zeros(),
                )
            };
            let closing = velocity(&after) - velocity(&before);
            let gap = position(&after) - position(&before);
            let slope = gap.dot(&closing) + prior * (t - 0.5 * dt);
            t = (t - slope / (closing.norm_squared() + prior)).clamp(0.0, dt);
        }
        let release = model.fly(x, t - dt).x;
        FittedRelease {
            time: a.time.plus_seconds(t),
            position: position(&release),
            velocity: velocity(&release),
        }
    }
}
