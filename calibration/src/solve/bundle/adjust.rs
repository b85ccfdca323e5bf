//! The bundle adjustment as a problem of [`crate::optimize`].
//!
//! Input assumption: first guesses so near that most observations agree to some tens of their deviations; the robust loss
//! deals with the rest. Triggs, McLauchlan, Hartley and Fitzgibbon, "Bundle adjustment – a modern synthesis" (2000):
//! Levenberg–Marquardt on the Schur complement of the points, the loss by iterative reweighting.

use super::layout::ParameterLayout;
use super::linearize::{apply_step, cost, linearize};
use super::normal_equations::{BundleStep, NormalEquations};
use super::options::{BundleOptions, BundleStats};
use super::problem::BundleProblem;
use super::undetermined;
use crate::optimize::{LeastSquares, LevenbergMarquardtOptions, Termination, minimize};
use crate::solve::error::SolveError;

/// Improves the cameras and points of `problem` in place.
///
/// # Errors
/// An index out of range, a number that is not finite, or singular equations: nothing determines some camera or point.
pub fn bundle_adjust(
    problem: &mut BundleProblem,
    options: &BundleOptions,
) -> Result<BundleStats, SolveError> {
    validate(problem)?;
    let layout = ParameterLayout::of(problem);
    let mut equations = NormalEquations::new(&layout);
    let least_squares = BundleLeastSquares {
        options,
        layout: &layout,
    };
    let iteration = LevenbergMarquardtOptions {
        max_steps: options.max_steps,
        relative_tolerance: options.relative_tolerance,
        ..LevenbergMarquardtOptions::default()
    };
    let stats = minimize(&least_squares, problem, &mut equations, &iteration);
    if stats.termination == Termination::Singular {
        return Err(undetermined::of(problem, &layout, &equations));
    }
    Ok(BundleStats {
        initial_cost: stats.initial_cost,
        cost: stats.cost,
        steps: stats.steps,
        rejected_steps: stats.rejected_steps,
        camera_parameters: layout.camera_parameters,
        point_parameters: layout.sizes.points,
        observations: problem.observations.len(),
        has_converged: stats.has_converged(),
    })
}

struct BundleLeastSquares<'a> {
    options: &'a BundleOptions,
    layout: &'a ParameterLayout,
}

impl LeastSquares for BundleLeastSquares<'_> {
    type State = BundleProblem;
    type Equations = NormalEquations;
    type Step = BundleStep;

    fn cost(&self, problem: &BundleProblem) -> f64 {
        cost(problem, self.options)
    }

    fn linearize(&self, problem: &BundleProblem, equations: &mut NormalEquations) {
        linearize(problem, self.options, self.layout, equations, true);
    }

    fn solve(&self, equations: &NormalEquations, damping: f64) -> Option<BundleStep> {
        equations.solve(self.layout, damping)
    }

    fn predicted_decrease(
        &self,
        equations: &NormalEquations,
        step: &BundleStep,
        damping: f64,
    ) -> f64 {
        equations.predicted_decrease(self.layout, step, damping)
    }

    fn apply(&self, from: &BundleProblem, step: &BundleStep, to: &mut BundleProblem) {
        to.cameras.clone_from(&from.cameras);
        to.points.clone_from(&from.points);
        apply_step(to, self.layout, step);
    }
}

fn validate(problem: &BundleProblem) -> Result<(), SolveError> {
    let fail = |what: String| Err(SolveError(what));
    for (i, o) in problem.observations.iter().enumerate() {
        if o.camera >= problem.cameras.len() || o.point >= problem.points.len() {
            return fail(format!(
                "observation {i} refers to a camera or a point that does not exist"
            ));
        }
        let numbers = [o.at.x, o.at.y, o.sigma_px, o.camera_time_s, o.weight];
        if numbers.iter().any(|v| !v.is_finite()) || o.sigma_px <= 0.0 || o.weight < 0.0 {
            let name = &problem.cameras[o.camera].camera.name;
            return fail(format!(
                "camera \"{name}\": observation {i} has a number that is not finite, or no positive deviation"
            ));
        }
    }
    for (i, p) in problem.points.iter().enumerate() {
        let mut numbers = p.state.iter().flat_map(|v| v.iter());
        if numbers.any(|v| !v.is_finite()) || !p.time_s.is_finite() {
            return fail(format!("point {i} has a number that is not finite"));
        }
    }
    match problem
        .baselines
        .iter()
        .find(|b| b.cameras.iter().any(|&i| i >= problem.cameras.len()))
    {
        Some(_) => fail("a baseline refers to a camera that does not exist".into()),
        None => Ok(()),
    }
}
