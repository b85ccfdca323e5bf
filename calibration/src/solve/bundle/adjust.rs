//! The iteration of the bundle adjustment.
//!
//! Input assumption: first guesses so near that most observations agree to some tens of their deviations; the robust loss
//! deals with the rest. Triggs, McLauchlan, Hartley and Fitzgibbon, "Bundle adjustment – a modern synthesis" (2000):
//! Levenberg–Marquardt on the Schur complement of the points, the loss by iterative reweighting; damping after Nielsen,
//! "Damping parameter in Marquardt's method" (1999).

use super::layout::ParameterLayout;
use super::linearize::{apply_step, cost, linearize};
use super::normal_equations::{BundleStep, NormalEquations};
use super::options::{BundleOptions, BundleStats};
use super::problem::BundleProblem;
use crate::solve::error::SolveError;

/// The first damping, and the largest.
const INITIAL_DAMPING: f64 = 1e-4;
const MAX_DAMPING: f64 = 1e12;
/// After so many rejected steps the equations count as singular.
const MAX_REJECTED_STEPS: usize = 200;

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
    let mut current_cost = cost(problem, options);
    let mut stats = BundleStats {
        initial_cost: current_cost,
        cost: current_cost,
        camera_parameters: layout.camera_parameters,
        point_parameters: layout.sizes.points,
        observations: problem.observations.len(),
        ..BundleStats::default()
    };
    let (mut damping, mut growth) = (INITIAL_DAMPING, 2.0);
    let mut trial = problem.clone();
    while stats.steps < options.max_steps && !stats.has_converged {
        linearize(problem, options, &layout, &mut equations, true);
        loop {
            if damping > MAX_DAMPING {
                // No step lowers the cost.
                stats.has_converged = true;
                break;
            }
            let Some(step) = equations.solve(&layout, damping) else {
                damping *= growth;
                growth *= 2.0;
                stats.rejected_steps += 1;
                if stats.rejected_steps > MAX_REJECTED_STEPS {
                    return Err(SolveError(
                        "the bundle adjustment is singular: the observations do not determine some camera or point"
                            .into(),
                    ));
                }
                continue;
            };
            trial.cameras.clone_from(&problem.cameras);
            trial.points.clone_from(&problem.points);
            apply_step(&mut trial, &layout, &step);
            let trial_cost = cost(&trial, options);
            let predicted = predicted_decrease(&equations, &layout, &step, damping);
            let gain_ratio = (current_cost - trial_cost) / predicted.max(f64::MIN_POSITIVE);
            if trial_cost.is_finite() && trial_cost <= current_cost {
                std::mem::swap(&mut problem.cameras, &mut trial.cameras);
                std::mem::swap(&mut problem.points, &mut trial.points);
                damping = (damping * (1.0 / 3.0_f64).max(1.0 - (2.0 * gain_ratio - 1.0).powi(3)))
                    .max(1e-12);
                growth = 2.0;
                stats.steps += 1;
                stats.has_converged =
                    current_cost - trial_cost <= options.relative_tolerance * current_cost;
                current_cost = trial_cost;
                break;
            }
            stats.rejected_steps += 1;
            damping *= growth;
            growth *= 2.0;
        }
    }
    stats.cost = current_cost;
    Ok(stats)
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

/// By how much the linear model lowers the cost: ½ δᵀ (λ D δ − g).
fn predicted_decrease(
    equations: &NormalEquations,
    layout: &ParameterLayout,
    step: &BundleStep,
    damping: f64,
) -> f64 {
    let mut sum = 0.0;
    for (i, d) in step.cameras.iter().enumerate() {
        sum += d * (damping * equations.u[(i, i)] * d - equations.camera_gradient[i]);
    }
    for point in 0..layout.point_count() {
        let from = layout.point_parameters[point];
        let n = layout.parameters_of_point(point);
        for i in 0..n {
            let d = step.points[from + i];
            sum += d
                * (damping * equations.v[layout.v_blocks[point] + i * n + i] * d
                    - equations.point_gradient[from + i]);
        }
    }
    0.5 * sum
}
