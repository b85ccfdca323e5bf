//! Where one camera looks, by its background: a step that stays is told at once.

use std::collections::VecDeque;

use nalgebra::{UnitQuaternion, Vector3};
use trackside_schema::{CameraRotation, Timestamp};

/// A smaller step is none, rad (0.12°).
pub(super) const LEAST_RAD: f64 = 0.0021;
/// So many of its own deviations a step must be.
const DEVIATIONS: f64 = 5.0;
/// So many looks must say the same, within so much of each other, rad (0.03°): what still sways is no step yet.
const LOOKS: usize = 3;
const STILL_RAD: f64 = 5.2e-4;

/// Where one camera looks.
#[derive(Debug, Default)]
pub(super) struct Aim {
    since: Timestamp,
    /// Where it looked when its calibration was right.
    right: Option<UnitQuaternion<f64>>,
    last: VecDeque<UnitQuaternion<f64>>,
}

impl Aim {
    /// Takes in what its background says; the turn since its calibration was right, where it has stepped and stays so. From
    /// then on that is taken to be right.
    pub fn take(&mut self, turn: &CameraRotation) -> Option<UnitQuaternion<f64>> {
        if self.since != turn.reference {
            *self = Aim {
                since: turn.reference,
                ..Aim::default()
            };
        }
        let now = UnitQuaternion::from_scaled_axis(Vector3::from(turn.rotation_rad.map(f64::from)));
        self.last.push_back(now);
        if self.last.len() < LOOKS {
            return None;
        }
        let sways = self.last.iter().any(|q| q.angle_to(&now) > STILL_RAD);
        self.last.pop_front();
        if sways {
            return None;
        }
        let right = *self.right.get_or_insert(now);
        let step = now * right.inverse();
        let sigma = Vector3::from(turn.sigma_rad.map(f64::from)).norm();
        if step.angle() <= LEAST_RAD.max(DEVIATIONS * sigma) {
            return None;
        }
        self.right = Some(now);
        Some(step)
    }

    /// However it looks from now on is right.
    pub fn accept(&mut self) {
        self.right = None;
        self.last.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(since: i64, y_rad: f32) -> CameraRotation {
        CameraRotation {
            reference: Timestamp(since),
            rotation_rad: [0.0, y_rad, 0.0],
            sigma_rad: [1e-5; 3],
            patches: 40,
            inliers: 38,
        }
    }

    fn told(turns: &[CameraRotation]) -> Vec<(usize, f64)> {
        let mut aim = Aim::default();
        let each = turns.iter().enumerate();
        each.filter_map(|(i, t)| Some((i, aim.take(t)?.scaled_axis().y)))
            .collect()
    }

    #[test]
    fn a_step_that_stays_is_told_once_and_what_sways_or_begins_anew_is_not() {
        let still = [turn(1, 0.001); 4];
        let stepped = [still.as_slice(), &[turn(1, 0.006); 6]].concat();
        let steps = told(&stepped);
        assert_eq!(steps.len(), 1, "{steps:?}");
        assert!(
            steps[0].0 == 6 && (steps[0].1 - 0.005).abs() < 1e-6,
            "{steps:?}"
        );

        let sway = |i: usize| turn(1, if i.is_multiple_of(2) { 0.004 } else { -0.003 });
        assert!(told(&[still.to_vec(), (0..10).map(sway).collect()].concat()).is_empty());
        assert!(told(&[still, [turn(2, 0.01); 4]].concat()).is_empty());
        assert!(told(&[still, [turn(1, 0.002); 4]].concat()).is_empty());
    }
}
