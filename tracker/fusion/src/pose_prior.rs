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

use std::sync::LazyLock;

use nalgebra::Vector3;
use trackside_schema::JOINT_COUNT;

pub use input::PosePriorInput;
pub(crate) use input::{FilteredJoint, FilteredJoints, VELOCITY_CHANGE_S};
pub(crate) use weight::PriorWeight;

use crate::skeleton::skeleton_fit::FittedJoints;
use crate::track::MAX_SIGMA_M;
use network::Network;
use weight::Correction;

/// A joint that would be output without the prior is left at most this share of the standard deviation at which it is not.
const MAX_SIGMA_MARGIN: f64 = 0.99;

/// The networks of the live and of the smoothed stream.
#[derive(Clone, Debug)]
pub(crate) struct PosePrior {
    live: Network,
    smoothed: Network,
}

impl PosePrior {
    /// The networks embedded in the program, parsed once per process.
    pub fn embedded() -> &'static PosePrior {
        static EMBEDDED: LazyLock<PosePrior> = LazyLock::new(|| {
            // The tests parse both files.
            let parse = |file: &[u8]| {
                Network::parse(file).unwrap_or_else(|e| panic!("embedded pose prior: {e}"))
            };
            PosePrior {
                live: parse(include_bytes!("../pose_prior/live.f32")),
                smoothed: parse(include_bytes!("../pose_prior/smooth.f32")),
            }
        });
        &EMBEDDED
    }

    /// Corrects the live skeleton, and keeps the corrections to compare them with the next observations.
    pub fn correct_live(
        &self,
        joints: &FilteredJoints,
        fitted: &mut FittedJoints,
        weight: &mut PriorWeight,
    ) {
        let corrections = predict_corrections(&self.live, joints, fitted);
        weight.keep(std::array::from_fn(|j| corrections[j].map(|(c, _)| c)));
        apply(&corrections, joints, fitted, weight);
    }

    /// Corrects the skeleton of an earlier frame set.
    pub fn correct_smoothed(
        &self,
        joints: &FilteredJoints,
        fitted: &mut FittedJoints,
        weight: &PriorWeight,
    ) {
        let corrections = predict_corrections(&self.smoothed, joints, fitted);
        apply(&corrections, joints, fitted, weight);
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
    if !input.features.iter().all(|f| f.is_finite()) {
        return [None; JOINT_COUNT];
    }
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
        let sigma_m = f64::from(log_sigma).exp() * PosePriorInput::OUTPUT_UNIT_M;
        let is_finite = offset.iter().all(|v| v.is_finite()) && sigma_m.is_finite();
        is_finite.then_some((correction, sigma_m))
    })
}

/// The network's standard deviation counts as no smaller and no larger than these shares of the fitted one, however sure it is.
const SIGMA_RATIO: [f64; 2] = [0.5, 2.0];

/// Moves the joints by their weighted corrections, and scales their standard deviations towards the network's by the same
/// weight. An observed joint that is certain enough to be output stays so: the prior may doubt what the cameras show, not
/// delete it.
fn apply(
    corrections: &Corrections,
    joints: &FilteredJoints,
    fitted: &mut FittedJoints,
    weight: &PriorWeight,
) {
    for (j, (correction, fitted)) in corrections.iter().zip(fitted).enumerate() {
        let (Some((correction, sigma_m)), Some(fitted)) = (correction, fitted) else {
            continue;
        };
        let weight = weight.of_joint(j);
        let before_m = fitted.sigma_m();
        let [min, max] = SIGMA_RATIO;
        let ratio = (sigma_m / before_m.max(1e-6)).clamp(min, max);
        let mut scale = 1.0 + weight * (ratio - 1.0);
        let is_observed = joints[j].as_ref().is_some_and(|joint| joint.views > 0);
        if is_observed && before_m < MAX_SIGMA_M {
            scale = scale.min((MAX_SIGMA_MARGIN * MAX_SIGMA_M / before_m).max(1.0));
        }
        fitted.mean += correction.offset * weight;
        fitted.covariance *= scale * scale;
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::{Matrix3, Rotation3};
    use trackside_schema::Joint;
    use trackside_testkit::TestRng;

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
        let prior = PosePrior::embedded();
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

    /// Whatever the network says, and however far it is believed.
    #[test]
    fn the_prior_never_makes_a_joint_absent_and_halves_or_doubles_its_sigma_at_most() {
        let mut rng = TestRng::new(18);
        for trial in 0..2000 {
            let (joints, mut fitted) = person(Vector3::zeros(), 0.0);
            let mut weight = PriorWeight::default();
            let mut corrections = [None; JOINT_COUNT];
            for (joint, correction) in fitted.iter_mut().zip(&mut corrections) {
                let g = joint.as_mut().expect("the person has every joint");
                // From a tenth of a millimetre to a metre, by axis.
                let sigmas = Vector3::from_fn(|_, _| 10_f64.powf(4.0 * rng.uniform() - 4.0));
                g.covariance = Matrix3::from_diagonal(&sigmas.map(|s| s * s));
                *correction = Some((
                    Correction {
                        offset: Vector3::from_fn(|_, _| rng.normal()),
                        fitted: Vector3::zeros(),
                    },
                    10_f64.powf(6.0 * rng.uniform() - 4.0),
                ));
            }
            weight.set_all(rng.uniform());
            let before = fitted;
            apply(&corrections, &joints, &mut fitted, &weight);
            for (before, after) in before.iter().flatten().zip(fitted.iter().flatten()) {
                let (before_m, after_m) = (before.sigma_m(), after.sigma_m());
                assert!(after.mean.iter().all(|v| v.is_finite()), "{trial}");
                let ratio = after_m / before_m;
                assert!(
                    (0.5 - 1e-9..=2.0 + 1e-9).contains(&ratio),
                    "{trial}: {ratio}"
                );
                assert!(before_m >= MAX_SIGMA_M || after_m < MAX_SIGMA_M, "{trial}");
            }
        }
    }

    #[test]
    fn an_input_that_is_no_number_corrects_nothing() {
        let (mut joints, mut fitted) = person(Vector3::zeros(), 0.0);
        for joint in joints.iter_mut().flatten() {
            joint.velocity = Vector3::repeat(f64::NAN);
        }
        let before = fitted;
        let mut weight = PriorWeight::certain();
        PosePrior::embedded().correct_live(&joints, &mut fitted, &mut weight);
        for (before, after) in before.iter().flatten().zip(fitted.iter().flatten()) {
            assert_eq!(
                (before.mean, before.covariance),
                (after.mean, after.covariance)
            );
        }
    }
}
