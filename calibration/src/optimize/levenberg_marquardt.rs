//! Levenberg–Marquardt.
//!
//! Levenberg, "A method for the solution of certain non-linear problems in least squares" (1944); Marquardt, "An algorithm
//! for least-squares estimation of nonlinear parameters" (1963). The damping follows the gain ratio, the ratio of the
//! actual decrease of the cost to that of the linear model (Nielsen, "Damping parameter in Marquardt's method",
//! IMM-REP-1999-05). Input assumption: a first guess in the basin of the minimum; robust losses enter as weights of the
//! normal equations and as terms of the cost.

/// A nonlinear least-squares problem with the cost ½ Σ ρ(|rᵢ|²).
pub trait LeastSquares {
    /// What is estimated.
    type State: Clone;
    /// The normal equations at one state.
    type Equations;
    /// A step of the parameters.
    type Step;

    /// The cost, ½ Σ ρ. A state with a cost that is not finite is never accepted.
    fn cost(&self, state: &Self::State) -> f64;

    /// Replaces `equations` by those at `state`.
    fn linearize(&self, state: &Self::State, equations: &mut Self::Equations);

    /// The step with the diagonal of the equations enlarged by the share `damping`; `None` where they are not positive
    /// definite.
    fn solve(&self, equations: &Self::Equations, damping: f64) -> Option<Self::Step>;

    /// By how much the linear model lowers the cost: ½ δᵀ (λ D δ − g).
    fn predicted_decrease(
        &self,
        equations: &Self::Equations,
        step: &Self::Step,
        damping: f64,
    ) -> f64;

    /// Sets `to` to `from` after the step.
    fn apply(&self, from: &Self::State, step: &Self::Step, to: &mut Self::State);
}

/// Settings of [`minimize`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevenbergMarquardtOptions {
    /// The maximum number of accepted steps.
    pub max_steps: usize,
    /// Converged when a step lowers the cost by at most this share of it.
    pub relative_tolerance: f64,
    /// The damping of the first step, a share of the diagonal.
    pub initial_damping: f64,
}

impl Default for LevenbergMarquardtOptions {
    fn default() -> LevenbergMarquardtOptions {
        LevenbergMarquardtOptions {
            max_steps: 50,
            relative_tolerance: 1e-7,
            initial_damping: 1e-4,
        }
    }
}

/// Why the iteration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Termination {
    /// The last step lowered the cost by less than the tolerance.
    Converged,
    /// No step lowers the cost.
    NoDescent,
    /// The maximum number of steps was made.
    MaxSteps,
    /// The equations are singular at any damping, or the first guess has no finite cost.
    Singular,
}

/// Statistics of [`minimize`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LevenbergMarquardtStats {
    /// The cost of the first guess.
    pub initial_cost: f64,
    /// The cost at the end.
    pub cost: f64,
    /// Accepted steps.
    pub steps: usize,
    /// Rejected steps: they raised the cost, or could not be solved for.
    pub rejected_steps: usize,
    /// Why it ended.
    pub termination: Termination,
}

impl LevenbergMarquardtStats {
    /// Whether it ended in a minimum.
    pub fn has_converged(&self) -> bool {
        matches!(
            self.termination,
            Termination::Converged | Termination::NoDescent
        )
    }
}

/// The bounds of the damping.
const MIN_DAMPING: f64 = 1e-12;
const MAX_DAMPING: f64 = 1e12;
/// The largest factor by which an accepted step lowers the damping, and the first by which a rejected one raises it.
const MIN_DAMPING_FACTOR: f64 = 1.0 / 3.0;
const FIRST_GROWTH: f64 = 2.0;

/// Improves `state` until it converges. `equations` is overwritten; at the end it holds the equations of the last
/// linearisation.
pub fn minimize<P: LeastSquares>(
    problem: &P,
    state: &mut P::State,
    equations: &mut P::Equations,
    options: &LevenbergMarquardtOptions,
) -> LevenbergMarquardtStats {
    let cost = problem.cost(state);
    let mut stats = LevenbergMarquardtStats {
        initial_cost: cost,
        cost,
        steps: 0,
        rejected_steps: 0,
        termination: Termination::MaxSteps,
    };
    if !cost.is_finite() {
        stats.termination = Termination::Singular;
        return stats;
    }
    let mut damping = options.initial_damping;
    let mut trial = state.clone();
    while stats.steps < options.max_steps {
        problem.linearize(state, equations);
        let mut growth = FIRST_GROWTH;
        let mut is_singular = true;
        let accepted = loop {
            if damping > MAX_DAMPING {
                break None;
            }
            if let Some(step) = problem.solve(equations, damping) {
                is_singular = false;
                problem.apply(state, &step, &mut trial);
                let trial_cost = problem.cost(&trial);
                if trial_cost.is_finite() && trial_cost <= stats.cost {
                    let predicted = problem.predicted_decrease(equations, &step, damping);
                    break Some((trial_cost, predicted));
                }
            }
            stats.rejected_steps += 1;
            damping *= growth;
            growth *= 2.0;
        };
        let Some((trial_cost, predicted)) = accepted else {
            stats.termination = if is_singular {
                Termination::Singular
            } else {
                Termination::NoDescent
            };
            return stats;
        };
        std::mem::swap(state, &mut trial);
        let decrease = stats.cost - trial_cost;
        let gain_ratio = decrease / predicted.max(f64::MIN_POSITIVE);
        let factor = MIN_DAMPING_FACTOR.max(1.0 - (2.0 * gain_ratio - 1.0).powi(3));
        damping = (damping * factor).max(MIN_DAMPING);
        stats.steps += 1;
        let has_converged = decrease <= options.relative_tolerance * stats.cost;
        stats.cost = trial_cost;
        if has_converged {
            stats.termination = Termination::Converged;
            return stats;
        }
    }
    stats
}

#[cfg(test)]
mod tests {
    use nalgebra::Vector2;

    use super::*;
    use crate::optimize::DenseEquations;

    /// Rosenbrock's function as residuals 1 − x and 10 (y − x²) (Moré, Garbow and Hillstrom, ACM TOMS 7, 1981, problem 1).
    struct Rosenbrock;

    impl LeastSquares for Rosenbrock {
        type State = Vector2<f64>;
        type Equations = DenseEquations<2>;
        type Step = Vector2<f64>;

        fn cost(&self, s: &Vector2<f64>) -> f64 {
            0.5 * ((1.0 - s.x).powi(2) + (10.0 * (s.y - s.x * s.x)).powi(2))
        }

        fn linearize(&self, s: &Vector2<f64>, equations: &mut DenseEquations<2>) {
            equations.clear();
            equations.add(&Vector2::new(-1.0, 0.0), 1.0 - s.x, 1.0);
            let residual = 10.0 * (s.y - s.x * s.x);
            equations.add(&Vector2::new(-20.0 * s.x, 10.0), residual, 1.0);
        }

        fn solve(&self, equations: &DenseEquations<2>, damping: f64) -> Option<Vector2<f64>> {
            equations.solve(damping)
        }

        fn predicted_decrease(
            &self,
            equations: &DenseEquations<2>,
            step: &Vector2<f64>,
            damping: f64,
        ) -> f64 {
            equations.predicted_decrease(step, damping)
        }

        fn apply(&self, from: &Vector2<f64>, step: &Vector2<f64>, to: &mut Vector2<f64>) {
            *to = from + step;
        }
    }

    #[test]
    fn rosenbrocks_valley_is_descended_to_its_end() {
        let mut state = Vector2::new(-1.2, 1.0);
        let mut equations = DenseEquations::new();
        let options = LevenbergMarquardtOptions::default();
        let stats = minimize(&Rosenbrock, &mut state, &mut equations, &options);
        assert!(stats.has_converged() && stats.steps < 40, "{stats:?}");
        assert!((state - Vector2::new(1.0, 1.0)).norm() < 1e-5, "{state}");
    }

    #[test]
    fn a_first_guess_without_a_finite_cost_is_kept() {
        let mut state = Vector2::new(f64::NAN, 1.0);
        let mut equations = DenseEquations::new();
        let options = LevenbergMarquardtOptions::default();
        let stats = minimize(&Rosenbrock, &mut state, &mut equations, &options);
        assert_eq!(stats.termination, Termination::Singular);
        assert_eq!(stats.steps, 0);
    }
}
