//! Hands, feet and heads near the ball.

use nalgebra::Vector3;
use trackside_schema::{Athlete, AthleteId, Joint};

use super::window::WINDOW;

/// The joints that touch balls, and whether they are hands.
const LIMBS: [(Joint, bool); 9] = [
    (Joint::LWrist, true),
    (Joint::RWrist, true),
    (Joint::LAnkle, false),
    (Joint::RAnkle, false),
    (Joint::LBigToe, false),
    (Joint::RBigToe, false),
    (Joint::LHeel, false),
    (Joint::RHeel, false),
    (Joint::Head, false),
];
/// An athlete with one of these joints within [`BODY_REACH_M`] has hands and feet near the ball.
const BODY_JOINTS: [Joint; 3] = [Joint::Hip, Joint::Neck, Joint::Head];
const BODY_REACH_M: f64 = 1.5;

/// Whether the joint is a hand's.
pub(crate) fn is_hand(joint: Joint) -> bool {
    LIMBS.contains(&(joint, true))
}

/// Distances from a ball to the nearest hand, and to the nearest foot or head, m; infinite where there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LimbDistances {
    pub hand_m: f64,
    pub foot_m: f64,
}

impl LimbDistances {
    /// Of a ball. `None` where they are not known: there is no athlete, or one is near whose hands or feet are not known.
    pub fn from_ball(ball: &Vector3<f64>, athletes: &[Athlete]) -> Option<LimbDistances> {
        let mut nearest = (!athletes.is_empty()).then_some(LimbDistances {
            hand_m: f64::INFINITY,
            foot_m: f64::INFINITY,
        })?;
        for athlete in athletes {
            let distance = |joint| athlete.joint(joint).map(|j| (j.at.0.coords - ball).norm());
            let nearest_of = |hands: bool| {
                let limbs = LIMBS.iter().filter(|l| l.1 == hands);
                limbs.filter_map(|l| distance(l.0)).reduce(f64::min)
            };
            let (hand, foot) = (nearest_of(true), nearest_of(false));
            let is_near = BODY_JOINTS
                .into_iter()
                .filter_map(distance)
                .any(|m| m < BODY_REACH_M);
            if is_near && (hand.is_none() || foot.is_none()) {
                return None;
            }
            nearest.hand_m = nearest.hand_m.min(hand.unwrap_or(f64::INFINITY));
            nearest.foot_m = nearest.foot_m.min(foot.unwrap_or(f64::INFINITY));
        }
        Some(nearest)
    }
}

/// One frame set's limb nearest to the ball.
#[derive(Clone, Copy, Debug)]
struct NearestLimb {
    tick: u64,
    athlete: AthleteId,
    joint: Joint,
    distance_m: f64,
}

/// The limb nearest to the ball, of the last [`WINDOW`] frame sets.
#[derive(Debug)]
pub(crate) struct NearestLimbs {
    by_tick: [Option<NearestLimb>; WINDOW],
}

impl Default for NearestLimbs {
    fn default() -> NearestLimbs {
        NearestLimbs {
            by_tick: [None; WINDOW],
        }
    }
}

impl NearestLimbs {
    /// Records the limb nearest to a ball.
    pub fn record(&mut self, tick: u64, ball: &Vector3<f64>, athletes: &[Athlete]) {
        let mut best: Option<NearestLimb> = None;
        for athlete in athletes {
            for (joint, _) in LIMBS {
                let Some(known) = athlete.joint(joint) else {
                    continue;
                };
                let distance_m = (known.at.0.coords - ball).norm();
                if best.is_none_or(|b| distance_m < b.distance_m) {
                    best = Some(NearestLimb {
                        tick,
                        athlete: athlete.id,
                        joint,
                        distance_m,
                    });
                }
            }
        }
        self.by_tick[tick as usize % WINDOW] = best;
    }

    /// Whether a hand of the same athlete was nearest, within `reach_m`, at both frame sets.
    pub fn are_same_hands(&self, ticks: [u64; 2], reach_m: f64) -> bool {
        let hand = |t| self.nearest([t, t], reach_m).filter(|n| is_hand(n.1));
        let [a, b] = ticks.map(hand);
        a.is_some_and(|a| b.is_some_and(|b| a.0 == b.0))
    }

    /// The limb that was nearest at either of two frame sets, if within `reach_m`.
    pub fn nearest(&self, ticks: [u64; 2], reach_m: f64) -> Option<(AthleteId, Joint)> {
        let at = |tick: u64| self.by_tick[tick as usize % WINDOW].filter(|n| n.tick == tick);
        let known = ticks.into_iter().filter_map(at);
        known
            .min_by(|a, b| a.distance_m.total_cmp(&b.distance_m))
            .filter(|n| n.distance_m < reach_m)
            .map(|n| (n.athlete, n.joint))
    }
}
