//! Refinement of a pose, its inliers and its covariance.

use nalgebra::{Isometry3, Matrix6, Translation3, UnitQuaternion, Vector6};

use super::observation::IdealObservation;
use super::solution::{Resection, ResectionOptions, ResectionStats};
use crate::landmarks::LandmarkTarget;

/// A residual of so many standard deviations has half the weight.
const CAUCHY_SIGMA: f64 = 3.0;
/// The loss of an observation behind the camera.
const BEHIND_LOSS: f64 = 20.0;

/// A pose after a small rotation about the camera's axes and a small translation along them.
pub(super) fn apply_pose_step(pose: &Isometry3<f64>, step: &Vector6<f64>) -> Isometry3<f64> {
    let rotation = UnitQuaternion::from_scaled_axis(step.fixed_rows::<3>(0).into_owned());
    Isometry3::from_parts(
        Translation3::from(step.fixed_rows::<3>(3).into_owned()),
        rotation,
    ) * pose
}

fn robust_cost(pose: &Isometry3<f64>, observations: &[IdealObservation]) -> f64 {
    let each = observations.iter().map(|o| match o.residual(pose) {
        Some(e) => (1.0 + (e.norm() / (o.sigma * CAUCHY_SIGMA)).powi(2)).ln(),
        None => BEHIND_LOSS,
    });
    each.sum()
}

/// The weighted normal equations: information matrix and gradient.
fn linearize(
    pose: &Isometry3<f64>,
    observations: &[IdealObservation],
) -> (Matrix6<f64>, Vector6<f64>) {
    let mut information = Matrix6::zeros();
    let mut gradient = Vector6::zeros();
    for o in observations {
        let (Some(e), Some(j)) = (o.residual(pose), o.jacobian(pose)) else {
            continue;
        };
        let w = 1.0 / (o.sigma.powi(2) * (1.0 + (e.norm() / (o.sigma * CAUCHY_SIGMA)).powi(2)));
        for (row, residual) in j.iter().zip([e.x, e.y]) {
            information += row.transpose() * row * w;
            gradient += row.transpose() * (residual * w);
        }
    }
    (information, gradient)
}

/// Levenberg–Marquardt; the pose, the last information matrix and the number of steps.
pub(super) fn minimize(
    start: Isometry3<f64>,
    observations: &[IdealObservation],
    max_steps: usize,
) -> (Isometry3<f64>, Matrix6<f64>, usize) {
    let (mut pose, mut damping) = (start, 1e-4);
    let mut cost = robust_cost(&pose, observations);
    let mut information = Matrix6::zeros();
    for step in 0..max_steps {
        let gradient;
        (information, gradient) = linearize(&pose, observations);
        let mut is_improved = false;
        while damping < 1e8 && !is_improved {
            let damped = information + Matrix6::from_diagonal(&(information.diagonal() * damping));
            let Some(cholesky) = damped.cholesky() else {
                damping = (damping * 10.0f64).max(1e-8);
                continue;
            };
            let by = -cholesky.solve(&gradient);
            let next = apply_pose_step(&pose, &by);
            let next_cost = robust_cost(&next, observations);
            if next_cost < cost {
                let decrease = cost - next_cost;
                (pose, cost, damping, is_improved) =
                    (next, next_cost, (damping * 0.2).max(1e-12), true);
                if decrease < 1e-12 * cost {
                    return (pose, information, step + 1);
                }
            } else {
                damping *= 10.0;
            }
        }
        if !is_improved {
            return (pose, information, step + 1);
        }
    }
    (pose, information, max_steps)
}

/// The refined pose with its statistics; `None` where the inliers do not determine it.
pub(super) fn estimate(
    start: Isometry3<f64>,
    all: Vec<Option<IdealObservation>>,
    options: ResectionOptions,
) -> Option<Resection> {
    let observations: Vec<IdealObservation> = all.iter().flatten().copied().collect();
    let (pose, information, steps) = minimize(start, &observations, options.max_steps);
    let length = |o: &Option<IdealObservation>| Some(o.as_ref()?.residual(&pose)?.norm());
    let inliers: Vec<bool> = all
        .iter()
        .map(|o| match (o, length(o)) {
            (Some(o), Some(e)) => e < options.gate_sigma * o.sigma,
            _ => false,
        })
        .collect();
    let residuals_px: Vec<Option<f64>> = all
        .iter()
        .map(|o| Some(length(o)? / o.as_ref()?.per_px))
        .collect();
    let (mut squares, mut chi_squared, mut n, mut equations) = (0.0, 0.0, 0, 0);
    for ((o, r), is_inlier) in all.iter().zip(&residuals_px).zip(&inliers) {
        if let (Some(o), Some(r), true) = (o, r, is_inlier) {
            squares += r * r;
            chi_squared += (r * o.per_px / o.sigma).powi(2);
            n += 1;
            equations += if matches!(o.target, LandmarkTarget::Point(_)) {
                2
            } else {
                1
            };
        }
    }
    if equations < 6 {
        return None;
    }
    let redundancy = (equations - 6).max(1);
    let variance_factor = (chi_squared / f64::from(redundancy)).max(1.0);
    let covariance = information.cholesky()?.inverse() * variance_factor;
    Some(Resection {
        cam_from_world: pose,
        covariance,
        stats: ResectionStats {
            inliers,
            residuals_px,
            rms_px: (squares / f64::from(n)).sqrt(),
            steps,
        },
    })
}
