//! Refinement of a pose, its inliers and its covariance.

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector6};

use super::observation::IdealObservation;
use super::solution::{Resection, ResectionOptions, ResectionStats};
use crate::landmarks::LandmarkTarget;
use crate::optimize::{
    DenseEquations, LeastSquares, LevenbergMarquardtOptions, RobustLoss, minimize,
};

/// The loss of a squared residual, in deviations, and of an observation behind the camera.
const LOSS: RobustLoss = RobustLoss::Cauchy(3.0);
const BEHIND_LOSS: f64 = 180.0;
/// Below the rounding errors of the cost nothing is gained.
const RELATIVE_TOLERANCE: f64 = 1e-12;

/// A pose after a small rotation about the camera's axes and a small translation along them.
pub(super) fn apply_pose_step(pose: &Isometry3<f64>, step: &Vector6<f64>) -> Isometry3<f64> {
    let rotation = UnitQuaternion::from_scaled_axis(step.fixed_rows::<3>(0).into_owned());
    Isometry3::from_parts(
        Translation3::from(step.fixed_rows::<3>(3).into_owned()),
        rotation,
    ) * pose
}

/// A pose, from observed landmarks.
struct PoseLeastSquares<'a> {
    observations: &'a [IdealObservation],
}

impl LeastSquares for PoseLeastSquares<'_> {
    type State = Isometry3<f64>;
    type Equations = DenseEquations<6>;
    type Step = Vector6<f64>;

    fn cost(&self, pose: &Isometry3<f64>) -> f64 {
        let losses = self.observations.iter().map(|o| {
            o.residual(pose).map_or(BEHIND_LOSS, |e| {
                LOSS.evaluate(e.norm_squared() / o.sigma.powi(2)).0
            })
        });
        0.5 * losses.sum::<f64>()
    }

    fn linearize(&self, pose: &Isometry3<f64>, equations: &mut DenseEquations<6>) {
        equations.clear();
        for o in self.observations {
            let (Some(e), Some(j)) = (o.residual(pose), o.jacobian(pose)) else {
                continue;
            };
            let information = o.sigma.powi(-2);
            let (_, weight) = LOSS.evaluate(e.norm_squared() * information);
            for (row, residual) in j.iter().zip([e.x, e.y]) {
                equations.add(&row.transpose(), residual, weight * information);
            }
        }
    }

    fn solve(&self, equations: &DenseEquations<6>, damping: f64) -> Option<Vector6<f64>> {
        equations.solve(damping)
    }

    fn predicted_decrease(
        &self,
        equations: &DenseEquations<6>,
        step: &Vector6<f64>,
        damping: f64,
    ) -> f64 {
        equations.predicted_decrease(step, damping)
    }

    fn apply(&self, from: &Isometry3<f64>, step: &Vector6<f64>, to: &mut Isometry3<f64>) {
        *to = apply_pose_step(from, step);
    }
}

/// The pose of least cost near `start`, and the number of steps.
pub(super) fn refine_pose(
    start: Isometry3<f64>,
    observations: &[IdealObservation],
    max_steps: usize,
) -> (Isometry3<f64>, usize) {
    let mut pose = start;
    let options = LevenbergMarquardtOptions {
        max_steps,
        relative_tolerance: RELATIVE_TOLERANCE,
        ..LevenbergMarquardtOptions::default()
    };
    let problem = PoseLeastSquares { observations };
    let stats = minimize(&problem, &mut pose, &mut DenseEquations::new(), &options);
    (pose, stats.steps)
}

/// The refined pose with its statistics; `None` where the inliers do not determine it.
pub(super) fn estimate(
    start: Isometry3<f64>,
    all: Vec<Option<IdealObservation>>,
    options: ResectionOptions,
) -> Option<Resection> {
    let observations: Vec<IdealObservation> = all.iter().flatten().copied().collect();
    let (pose, steps) = refine_pose(start, &observations, options.max_steps);
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
    let mut equations = DenseEquations::new();
    let problem = PoseLeastSquares {
        observations: &observations,
    };
    problem.linearize(&pose, &mut equations);
    let covariance = equations.information.cholesky()?.inverse() * variance_factor;
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
