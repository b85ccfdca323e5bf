//! Whose hands and feet are near the ball.

use nalgebra::Vector3;
use trackside_schema::{Athlete, AthleteId, Joint};

use super::path::WINDOW;

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
/// Where these are, hands and feet are not far, m.
const BODY: [Joint; 3] = [Joint::Hip, Joint::Neck, Joint::Head];
const BODY_M: f64 = 1.5;

/// Whether hands end in it.
pub(crate) fn is_hand(joint: Joint) -> bool {
    LIMBS.contains(&(joint, true))
}

/// How far from a ball the nearest hand is, and the nearest foot or head, m.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    pub hand_m: f64,
    pub foot_m: f64,
}

impl Near {
    /// Of a ball at `at`. `None` where that is not known: nobody is, or somebody is there whose limbs are not.
    pub fn to(at: &Vector3<f64>, athletes: &[Athlete]) -> Option<Near> {
        let mut near = (!athletes.is_empty()).then_some(Near {
            hand_m: f64::INFINITY,
            foot_m: f64::INFINITY,
        })?;
        for athlete in athletes {
            let far = |joint| athlete.joint(joint).map(|j| (j.at.0.coords - at).norm());
            let nearest = |hands: bool| {
                let limbs = LIMBS.iter().filter(|l| l.1 == hands);
                limbs.filter_map(|l| far(l.0)).reduce(f64::min)
            };
            let (hand, foot) = (nearest(true), nearest(false));
            let here = BODY.into_iter().filter_map(far).any(|m| m < BODY_M);
            if here && (hand.is_none() || foot.is_none()) {
                return None;
            }
            near.hand_m = near.hand_m.min(hand.unwrap_or(f64::INFINITY));
            near.foot_m = near.foot_m.min(foot.unwrap_or(f64::INFINITY));
        }
        Some(near)
    }
}

/// The limb nearest to the ball, by moment.
#[derive(Debug)]
pub(crate) struct Limbs {
    ring: [Option<(u64, AthleteId, Joint, f64)>; WINDOW],
}

impl Default for Limbs {
    fn default() -> Limbs {
        Limbs {
            ring: [None; WINDOW],
        }
    }
}

impl Limbs {
    /// Remembers who is nearest to a ball at `at`.
    pub fn note(&mut self, tick: u64, at: &Vector3<f64>, athletes: &[Athlete]) {
        let mut best: Option<(u64, AthleteId, Joint, f64)> = None;
        for athlete in athletes {
            for (joint, _) in LIMBS {
                let Some(known) = athlete.joint(joint) else {
                    continue;
                };
                let far = (known.at.0.coords - at).norm();
                if best.is_none_or(|b| far < b.3) {
                    best = Some((tick, athlete.id, joint, far));
                }
            }
        }
        self.ring[tick as usize % WINDOW] = best;
    }

    /// Whether one athlete's hands were near at both moments.
    pub fn same_hands(&self, ticks: [u64; 2], reach_m: f64) -> bool {
        let [a, b] = ticks.map(|t| self.nearest([t, t], reach_m).filter(|n| is_hand(n.1)));
        a.is_some_and(|a| b.is_some_and(|b| a.0 == b.0))
    }

    /// Who was nearest at either of two moments, where somebody was near.
    pub fn nearest(&self, ticks: [u64; 2], reach_m: f64) -> Option<(AthleteId, Joint)> {
        let at = |tick: u64| self.ring[tick as usize % WINDOW].filter(|n| n.0 == tick);
        let near = ticks.into_iter().filter_map(at);
        near.min_by(|a, b| a.3.total_cmp(&b.3))
            .filter(|n| n.3 < reach_m)
            .map(|n| (n.1, n.2))
    }
}
