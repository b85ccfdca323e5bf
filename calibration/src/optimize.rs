//! Nonlinear least squares: one Levenberg–Marquardt and one set of robust losses for all solvers.
//!
//! A problem implements [`LeastSquares`]; [`minimize`] improves its state. Problems of few parameters keep their normal
//! equations in [`DenseEquations`], which allocate nothing.
//!
//! ```
//! use nalgebra::Vector1;
//! use trackside_calibration::optimize::{
//!     DenseEquations, LeastSquares, LevenbergMarquardtOptions, RobustLoss, minimize,
//! };
//!
//! /// The robust mean of some numbers.
//! struct Mean<'a>(&'a [f64]);
//!
//! const LOSS: RobustLoss = RobustLoss::Cauchy(1.0);
//!
//! impl LeastSquares for Mean<'_> {
//!     type State = f64;
//!     type Equations = DenseEquations<1>;
//!     type Step = Vector1<f64>;
//!
//!     fn cost(&self, mean: &f64) -> f64 {
//!         0.5 * self.0.iter().map(|v| LOSS.evaluate((mean - v).powi(2)).0).sum::<f64>()
//!     }
//!
//!     fn linearize(&self, mean: &f64, equations: &mut DenseEquations<1>) {
//!         equations.clear();
//!         for v in self.0 {
//!             let (_, weight) = LOSS.evaluate((mean - v).powi(2));
//!             equations.add(&Vector1::new(1.0), mean - v, weight);
//!         }
//!     }
//!
//!     fn solve(&self, equations: &DenseEquations<1>, damping: f64) -> Option<Vector1<f64>> {
//!         equations.solve(damping)
//!     }
//!
//!     fn predicted_decrease(
//!         &self,
//!         equations: &DenseEquations<1>,
//!         step: &Vector1<f64>,
//!         damping: f64,
//!     ) -> f64 {
//!         equations.predicted_decrease(step, damping)
//!     }
//!
//!     fn apply(&self, from: &f64, step: &Vector1<f64>, to: &mut f64) {
//!         *to = from + step.x;
//!     }
//! }
//!
//! let mut mean = 0.0;
//! let mut equations = DenseEquations::new();
//! let numbers = [0.9, 1.0, 1.1, 50.0];
//! let stats = minimize(&Mean(&numbers), &mut mean, &mut equations, &LevenbergMarquardtOptions::default());
//! assert!(stats.has_converged() && (mean - 1.0).abs() < 0.05);
//! ```

mod dense_equations;
mod levenberg_marquardt;
mod robust_loss;

pub use dense_equations::DenseEquations;
pub use levenberg_marquardt::{
    LeastSquares, LevenbergMarquardtOptions, LevenbergMarquardtStats, Termination, minimize,
};
pub use robust_loss::RobustLoss;
