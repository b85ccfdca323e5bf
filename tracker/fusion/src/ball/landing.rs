//! Where a flying ball will land: its state's mean and covariance, propagated to the ground.

use nalgebra::{Matrix2, Matrix2x3, Matrix3};
use trackside_schema::{Timestamp, WorldPoint};

use super::flight::Motion;
use super::hypothesis::Hypothesis;
use super::motion_noise::air_noise;
use super::physics::BallModel;

/// Step of the prediction, s, and its length at most, s.
const STEP_S: f64 = 0.04;
const MAX_FLIGHT_S: f64 = 8.0;
/// A ball so far below the ground has missed it, m.
const MISSED_HEIGHT_M: f64 = -1.0;
/// A ball that comes down slower than this, m/s, has no defined landing.
const MIN_DESCENT_M_S: f64 = 0.05;

/// Where and when the ball in flight will meet the ground, given the frame sets so far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LandingPrediction {
    /// The ball's centre as it touches the ground, m.
    pub at: WorldPoint,
    /// When.
    pub time: Timestamp,
    /// One standard deviation of `time`, s.
    pub uncertainty_s: f64,
    /// Covariance of the position along the ground: xx, xy, yy, m².
    pub covariance_m2: [f64; 3],
}

impl LandingPrediction {
    /// Of a hypothesis; `None` where the ball is held, rolls, or meets no ground.
    pub(super) fn new(hypothesis: &Hypothesis, model: &BallModel) -> Option<LandingPrediction> {
        if !hypothesis.mode.is_free() || model.is_rolling(&hypothesis.x) {
            return None;
        }
        let (mut x, mut p, mut since) = (hypothesis.x, hypothesis.p, 0.0);
        while since < MAX_FLIGHT_S && x[2] > MISSED_HEIGHT_M {
            let bounce = model.fly(&x, STEP_S).bounce;
            let dt = bounce.map_or(STEP_S, |b| b.after_s);
            let motion = Motion {
                x: model.step_in_air(&x, dt),
                bounce: None,
                is_rolling: false,
            };
            let transition = model.derivative(&x, dt, &motion);
            p = transition * p * transition.transpose() + air_noise(dt, model);
            x = motion.x;
            since += dt;
            if bounce.is_none() {
                continue;
            }
            // An error in height moves the landing in time, and along the ground by the velocity times that.
            let down = -x[5];
            if down < MIN_DESCENT_M_S {
                return None;
            }
            let along = Matrix2x3::new(1.0, 0.0, x[3] / down, 0.0, 1.0, x[4] / down);
            let position: Matrix3<f64> = p.fixed_view::<3, 3>(0, 0).into();
            let on_ground: Matrix2<f64> = along * position * along.transpose();
            return Some(LandingPrediction {
                at: WorldPoint([x[0], x[1], x[2]].into()),
                time: hypothesis.time.plus_seconds(since),
                uncertainty_s: position[(2, 2)].max(0.0).sqrt() / down,
                covariance_m2: [on_ground[(0, 0)], on_ground[(0, 1)], on_ground[(1, 1)]],
            });
        }
        None
    }
}
