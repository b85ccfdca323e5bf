//! Robust bundle adjustment of cameras, clocks and points.
//!
//! Minimises, over all parameters that are free,
//!
//! ```text
//! ½ Σ wᵢ ρ(|rᵢ|²) + ½ Σ (prior residuals)²
//! ```
//!
//! with rᵢ the reprojection error of observation i in its own standard deviations and ρ a [`crate::optimize::RobustLoss`].
//! [`BundleProblem`] goes in and comes out; [`BundleCovariance`] says how accurate the result is.

mod adjust;
mod covariance;
mod gauge_directions;
mod layout;
mod linearize;
mod normal_equations;
mod options;
mod priors;
mod problem;
mod undetermined;

pub use adjust::bundle_adjust;
pub use covariance::BundleCovariance;
pub use linearize::reprojection_residuals;
pub use options::{BundleOptions, BundleStats};
pub use problem::{
    BaselineConstraint, BundleProblem, CameraBlock, CameraPriors, FreeFocal, FreeParameters,
    PointBlock, PointMotion, PointObservation, SpreadConstraint,
};

#[cfg(test)]
mod tests;
