//! Where a flying ball will come down, and how sure that is.

use nalgebra::{Matrix2, Matrix2x3, Matrix3};
use trackside_schema::{Timestamp, WorldPoint};

use super::flight::Flown;
use super::kind::Nature;
use super::node::{Node, air_noise};

/// One step of the way down, s, and the longest way.
const STEP_S: f64 = 0.04;
const LONGEST_S: f64 = 8.0;
/// A ball so far below the ground has missed it, m.
const MISSED_M: f64 = -1.0;

/// Where and when a ball in flight will meet the ground, as far as is known now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LandingPrediction {
    /// The ball's centre as it touches, m.
    pub at: WorldPoint,
    /// When.
    pub time: Timestamp,
    /// One standard deviation of `time`, s.
    pub uncertainty_s: f64,
    /// Covariance of the place along the ground: xx, xy, yy, m².
    pub covariance_m2: [f64; 3],
}

impl LandingPrediction {
    /// Where a ball of this state comes down; `None` where it is held, rolls, or meets no ground.
    pub(super) fn of(node: &Node, nature: &Nature) -> Option<LandingPrediction> {
        if !node.how.free() || nature.rolling(&node.x) {
            return None;
        }
        let (mut x, mut p, mut since) = (node.x, node.p, 0.0);
        while since < LONGEST_S && x[2] > MISSED_M {
            let touches = nature.fly(&x, STEP_S).bounced;
            let dt = touches.map_or(STEP_S, |(t, _)| t);
            let flown = Flown {
                x: nature.drift(&x, dt),
                bounced: None,
                rolls: false,
            };
            let slope = nature.derivative(&x, dt, &flown);
            p = slope * p * slope.transpose() + air_noise(dt, nature);
            x = flown.x;
            since += dt;
            if touches.is_none() {
                continue;
            }
            // Higher by so much, it comes down so much later, and farther on.
            let down = -x[5];
            if down < 0.05 {
                return None;
            }
            let along = Matrix2x3::new(1.0, 0.0, x[3] / down, 0.0, 1.0, x[4] / down);
            let place: Matrix3<f64> = p.fixed_view::<3, 3>(0, 0).into();
            let on_ground: Matrix2<f64> = along * place * along.transpose();
            return Some(LandingPrediction {
                at: WorldPoint([x[0], x[1], x[2]].into()),
                time: node.time.plus_seconds(since),
                uncertainty_s: place[(2, 2)].max(0.0).sqrt() / down,
                covariance_m2: [on_ground[(0, 0)], on_ground[(0, 1)], on_ground[(1, 1)]],
            });
        }
        None
    }
}
