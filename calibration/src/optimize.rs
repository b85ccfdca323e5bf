//! Nonlinear least squares: what the solvers of this crate share.

mod robust_loss;

pub use robust_loss::RobustLoss;
