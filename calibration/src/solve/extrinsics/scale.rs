//! The scale of a world that no landmark defines: measured distances, measured heights, approximate poses, or the athletes'
//! own sizes.
//!
//! People who are observed at known pixels determine a rig up to its scale. While the rig is adjusted, the spread of its
//! cameras pins the scale, because priors of speeds would shrink it; between rounds it is set anew, so that gates in metres
//! keep their meaning.

use nalgebra::Isometry3;

use super::input::{ExtrinsicsInput, ExtrinsicsOptions, PosePrior};
use crate::Camera;
use crate::solve::body_sizes::{BodySizes, body_sizes};
use crate::solve::bundle::{BundleProblem, SpreadConstraint};
use crate::solve::gauge::transform_problem;
use crate::solve::people::LinkedDetections;

/// The mean stature of a group of adult athletes, m, and one standard deviation of it from group to group: between the means
/// of women and men, of gymnasts and basketball players.
pub(super) const GROUP_STATURE_M: f64 = 1.77;
const GROUP_STATURE_SIGMA_M: f64 = 0.075;
/// One standard deviation of statures within a group, m.
const STATURE_SIGMA_M: f64 = 0.065;
/// One standard deviation of a given mean stature, as a share: detectors place joints a little differently than anatomists.
const SEGMENT_SIGMA: f64 = 0.012;
/// The spread of the cameras is pinned to this share of it.
const PIN_SIGMA: f64 = 1e-5;
/// One standard deviation of an approximate pose's position along the line to the others' mean, m.
const PRIOR_POSITION_SIGMA_M: f64 = 2.0;
/// Approximate poses that contradict the athletes' sizes by more than this many standard deviations are ignored.
const MAX_PRIOR_CONTRADICTION: f64 = 3.0;
/// One standard deviation of the floor under a camera whose height was measured, m.
const FLOOR_SIGMA_M: f64 = 0.02;

/// What determined the scale of a solved rig.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleSource {
    /// The given poses, which were kept.
    GivenPoses,
    /// Landmarks of known position.
    Landmarks,
    /// Measured distances between cameras.
    Distances,
    /// Measured heights of cameras.
    Heights,
    /// Approximate poses, together with the athletes' sizes.
    ApproximatePoses,
    /// The athletes' sizes alone.
    Athletes,
    /// Nothing: it is that of the first guess.
    Nothing,
}

/// The scale of a solved rig.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What determined it.
    pub source: ScaleSource,
    /// One standard deviation, as a share of the scale, beyond that of the cameras' positions.
    pub relative_sigma: f64,
    /// The mean stature that the athletes have in this world, from the lengths of their limbs, m; `None` without athletes.
    pub athletes_stature_m: Option<f64>,
}

/// A factor, the natural logarithm of which has one standard deviation.
#[derive(Clone, Copy)]
struct ScaleFactor {
    ln: f64,
    sigma: f64,
}

impl ScaleFactor {
    fn combined_with(self, other: ScaleFactor) -> ScaleFactor {
        let [a, b] = [self, other].map(|f| f.sigma.powi(-2));
        ScaleFactor {
            ln: (self.ln * a + other.ln * b) / (a + b),
            sigma: (a + b).recip().sqrt(),
        }
    }
}

/// The factor that makes the athletes as tall as `options` or the usual group of athletes.
fn factor_by_bodies(options: &ExtrinsicsOptions, bodies: &BodySizes) -> ScaleFactor {
    let (stature_m, group_sigma_m) = match options.stature_m {
        Some(stature_m) => (stature_m, 0.0),
        None => (
            GROUP_STATURE_M,
            GROUP_STATURE_SIGMA_M.hypot(STATURE_SIGMA_M / (bodies.people as f64).sqrt()),
        ),
    };
    ScaleFactor {
        ln: (stature_m / bodies.stature_m).ln(),
        sigma: (group_sigma_m / stature_m).hypot(SEGMENT_SIGMA),
    }
}

/// The factor that gives the cameras the spread of their approximate poses.
fn factor_by_priors(problem: &BundleProblem, priors: &[Camera]) -> Option<ScaleFactor> {
    let mean = priors
        .iter()
        .map(|c| c.centre().0.coords)
        .sum::<nalgebra::Vector3<f64>>()
        / priors.len().max(1) as f64;
    let squares = priors
        .iter()
        .map(|c| (c.centre().0.coords - mean).norm_squared());
    let spread_m = (squares.sum::<f64>() / priors.len().max(1) as f64).sqrt();
    let (_, current_m) = problem.camera_spread();
    (spread_m > 0.1 && current_m > 0.0).then(|| ScaleFactor {
        ln: (spread_m / current_m).ln(),
        sigma: PRIOR_POSITION_SIGMA_M / (spread_m * (priors.len() as f64).sqrt()),
    })
}

/// Pins the scale of `problem` at its current one.
pub(super) fn pin(problem: &mut BundleProblem) {
    let (_, rms_m) = problem.camera_spread();
    problem.spread = (rms_m > 0.0).then_some(SpreadConstraint {
        rms_m,
        relative_sigma: PIN_SIGMA,
    });
}

/// Scales `problem` about the origin, with the priors of its poses.
pub(super) fn rescale(problem: &mut BundleProblem, factor: f64) {
    transform_problem(problem, factor, &Isometry3::identity());
    for block in &mut problem.cameras {
        if let Some((pose, _, _)) = &mut block.priors.pose {
            pose.translation.vector *= factor;
        }
    }
}

/// The scale of a problem that has no measured lengths.
pub(super) struct ScaleByPeople<'a> {
    pub options: &'a ExtrinsicsOptions,
    /// The cameras with their approximate poses.
    pub priors: &'a [Camera],
    pub people: &'a LinkedDetections,
}

impl ScaleByPeople<'_> {
    /// Scales `problem` by what is known of people and poses. `gate_m`: the gate of association.
    pub fn apply(&self, problem: &mut BundleProblem, gate_m: f64) -> Scale {
        let bodies = body_sizes(problem, self.people, gate_m);
        let by_bodies = bodies.map(|b| factor_by_bodies(self.options, &b));
        let by_priors = (self.options.pose_prior == PosePrior::Approximate)
            .then(|| factor_by_priors(problem, self.priors))
            .flatten();
        let (factor, source) = match (by_bodies, by_priors) {
            (Some(b), Some(p)) => {
                let contradiction = (b.ln - p.ln).abs() / b.sigma.hypot(p.sigma);
                if contradiction > MAX_PRIOR_CONTRADICTION {
                    (b, ScaleSource::Athletes)
                } else {
                    (b.combined_with(p), ScaleSource::ApproximatePoses)
                }
            }
            (Some(b), None) => (b, ScaleSource::Athletes),
            (None, Some(p)) => (p, ScaleSource::ApproximatePoses),
            (None, None) => {
                let unknown = ScaleFactor {
                    ln: 0.0,
                    sigma: 1.0,
                };
                (unknown, ScaleSource::Nothing)
            }
        };
        rescale(problem, factor.ln.exp());
        Scale {
            source,
            relative_sigma: factor.sigma,
            athletes_stature_m: bodies.map(|b| b.stature_m * factor.ln.exp()),
        }
    }
}

/// The factor that gives the cameras, above a level floor at z = 0, their measured heights (least squares); and its relative
/// deviation. `None` where the cameras are not above the floor.
pub(super) fn factor_by_heights(
    problem: &BundleProblem,
    input: &ExtrinsicsInput<'_>,
) -> Option<(f64, f64)> {
    let (mut along, mut square, mut information) = (0.0, 0.0, 0.0);
    for &(camera, height_m, sigma_m) in &input.heights_m {
        let z = problem.cameras[camera].camera.centre().0.z;
        let weight = 1.0 / (sigma_m * sigma_m + FLOOR_SIGMA_M * FLOOR_SIGMA_M);
        along += weight * height_m * z;
        square += weight * z * z;
        information += weight * height_m * height_m;
    }
    let factor = along / square;
    (factor.is_finite() && factor > 1e-3).then(|| (factor, information.recip().sqrt()))
}
