//! The pose prior: small networks that were trained on how people run, jump and throw correct the joints of a fitted
//! skeleton, from the positions and velocities of all of them.
//!
//! A network maps the skeleton, in the trunk's own axes ([`PosePriorInput`]), to a correction of each joint and the standard
//! deviation of what is left ([`network`]). It is a regression of the error on the pose, so it holds only for people like
//! those it was trained on. Therefore each athlete's and each joint's corrections are applied with a weight that is
//! estimated from the observations that follow ([`PriorWeight`]); 0 at first. Nothing of it is fed back into the filters.
//! docs/experiments/011-pose-prior.md says what they gain, models/training/README.md how they are trained.

mod input;
mod network;
mod weight;

use nalgebra::Vector3;
use trackside_schema::JOINT_COUNT;

pub use input::PosePriorInput;
pub(crate) use input::{FilteredJoint, FilteredJoints, VELOCITY_CHANGE_S};
pub(crate) use weight::PriorWeight;

use crate::skeleton::skeleton_fit::FittedJoints;
use network::Network;
use weight::Correction;

/// The networks of the live and of the smoothed stream.
#[derive(Clone, Debug)]
pub(crate) struct PosePrior {
    live: Network,
    smoothed: Network,
}

impl Default for PosePrior {
    fn default() -> PosePrior {
        PosePrior {
            live: Network::from_bytes(include_bytes!("../pose_prior/live.f32")),
            smoothed: Network::from_bytes(include_bytes!("../pose_prior/smooth.f32")),
        }
    }
}

impl PosePrior {
    /// Corrects the live skeleton, and keeps the corrections to compare them with the next observations.
    pub fn correct_live(
        &self,
        joints: &FilteredJoints,
        fitted: &mut FittedJoints,
        weight: &mut PriorWeight,
    ) {
        let corrections = predict_corrections(&self.live, joints, fitted);
        weight.keep(std::array::from_fn(|j| corrections[j].map(|(c, _)| c)));
        apply(&corrections, fitted, weight);
    }

    /// Corrects the skeleton of an earlier frame set.
    pub fn correct_smoothed(
        &self,
        joints: &FilteredJoints,
        fitted: &mut FittedJoints,
        weight: &PriorWeight,
    ) {
        let corrections = predict_corrections(&self.smoothed, joints, fitted);
        apply(&corrections, fitted, weight);
    }
}

/// By joint: its correction, and the standard deviation of what is left, m.
type Corrections = [Option<(Correction, f64)>; JOINT_COUNT];

fn predict_corrections(
    network: &Network,
    joints: &FilteredJoints,
    fitted: &FittedJoints,
) -> Corrections {
    let Some(input) = PosePriorInput::new(joints, fitted) else {
        return [None; JOINT_COUNT];
    };
    let output = network.run(&input.features);
    std::array::from_fn(|j| {
        let (joint, fitted) = (joints[j].as_ref()?, fitted[j].as_ref()?);
        let meters = |i: usize| f64::from(output[3 * j + i]) * PosePriorInput::OUTPUT_UNIT_M;
        let offset = input.world_from_body(Vector3::new(meters(0), meters(1), meters(2)));
        let log_sigma = output[3 * JOINT_COUNT + j].clamp(-4.0, 4.0);
        let correction = Correction {
            offset,
            fitted: fitted.mean - joint.position,
        };
        Some((
            correction,
            f64::from(log_sigma).exp() * PosePriorInput::OUTPUT_UNIT_M,
        ))
    })
}

/// Moves the joints by their weighted corrections, and scales their covariances towards the network's.
fn apply(corrections: &Corrections, fitted: &mut FittedJoints, weight: &PriorWeight) {
    for (j, (correction, fitted)) in corrections.iter().zip(fitted).enumerate() {
        if let (Some((correction, sigma_m)), Some(fitted)) = (correction, fitted) {
            let weight = weight.of_joint(j);
            let scale = 1.0 + weight * (sigma_m / fitted.sigma_m().max(1e-6) - 1.0);
            fitted.mean += correction.offset * weight;
            fitted.covariance *= scale * scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::{Matrix3, Rotation3};
    use trackside_schema::Joint;

    use super::*;
    use crate::gaussian::Gaussian;

    /// A leaning person at a place, turned by an angle.
    fn person(place: Vector3<f64>, angle: f64) -> (FilteredJoints, FittedJoints) {
        let rotation = Rotation3::from_axis_angle(&Vector3::z_axis(), angle);
        let mut person = ([None; JOINT_COUNT], [None; JOINT_COUNT]);
        for joint in Joint::ALL {
            let j = joint.index();
            let side = match joint.side() {
                trackside_schema::Side::Left => 0.2,
                trackside_schema::Side::Right => -0.2,
                trackside_schema::Side::Centre => 0.0,
            };
            let position = Vector3::new(0.01 * j as f64, side, 0.06 * j as f64);
            let velocity = Vector3::new(2.0, 0.1 * j as f64, -0.3);
            person.0[j] = Some(FilteredJoint {
                position: place + rotation * position,
                velocity: rotation * velocity,
                velocity_change: rotation * Vector3::new(0.2, 0.0, 0.01 * j as f64),
                sigma_m: 0.03,
                views: 3,
            });
            person.1[j] = Some(Gaussian {
                mean: place + rotation * (position * 1.01),
                covariance: Matrix3::identity() * 4e-4,
            });
        }
        person
    }

    #[test]
    fn corrections_do_not_depend_on_position_or_heading() {
        let prior = PosePrior::default();
        let corrected = |place, angle| {
            let (joints, mut fitted) = person(place, angle);
            let before = fitted;
            let mut weight = PriorWeight::certain();
            prior.correct_live(&joints, &mut fitted, &mut weight);
            let back = Rotation3::from_axis_angle(&Vector3::z_axis(), -angle);
            let offsets = fitted
                .iter()
                .zip(&before)
                .flat_map(|(a, b)| Some(back * (a.as_ref()?.mean - b.as_ref()?.mean)));
            offsets.collect::<Vec<_>>()
        };
        let here = corrected(Vector3::zeros(), 0.0);
        assert_eq!(here.len(), JOINT_COUNT);
        assert!(here.iter().any(|s| s.norm() > 1e-3), "joints are corrected");
        let there = corrected(Vector3::new(20.0, -7.0, 0.4), 2.1);
        for (a, b) in here.iter().zip(&there) {
            assert!((a - b).norm() < 1e-5, "{a} {b}");
        }
    }
}
