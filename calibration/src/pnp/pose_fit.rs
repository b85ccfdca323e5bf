//! Least-squares refinement of a pose.

use nalgebra::{Isometry3, Matrix6, Vector6};

use super::observation::IdealObservation;
use crate::optimize::{
    DenseEquations, LeastSquares, LevenbergMarquardtOptions, RobustLoss, minimize,
};
use crate::pose_step::apply_pose_step;

/// The loss of a squared residual, in deviations, and of an observation behind the camera.
const LOSS: RobustLoss = RobustLoss::Cauchy(3.0);
const BEHIND_LOSS: f64 = 180.0;
/// Below the rounding errors of the cost nothing is gained.
const RELATIVE_TOLERANCE: f64 = 1e-12;

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

/// The inverse covariance of a pose's small rotation and translation.
pub(crate) fn pose_information(
    pose: &Isometry3<f64>,
    observations: &[IdealObservation],
) -> Matrix6<f64> {
    let mut equations = DenseEquations::new();
    PoseLeastSquares { observations }.linearize(pose, &mut equations);
    equations.information
}

/// The pose of least cost near `start`, and the number of steps.
pub(crate) fn refine_pose(
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
