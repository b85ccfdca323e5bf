//! Settings and statistics of a bundle adjustment.

use crate::optimize::RobustLoss;

/// Settings of a bundle adjustment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BundleOptions {
    /// The loss of a squared reprojection error.
    pub loss: RobustLoss,
    /// The maximum number of steps.
    pub max_steps: usize,
    /// Converged when a step lowers the cost by less than this share of it.
    pub relative_tolerance: f64,
    /// The prior deviation of a moving point's velocity along each axis, m/s.
    pub velocity_sigma_m_s: f64,
    /// The prior deviation of its acceleration, m/s².
    pub acceleration_sigma_m_s2: f64,
}

impl Default for BundleOptions {
    fn default() -> BundleOptions {
        BundleOptions {
            loss: RobustLoss::Cauchy(2.0),
            max_steps: 50,
            relative_tolerance: 1e-7,
            velocity_sigma_m_s: 6.0,
            acceleration_sigma_m_s2: 25.0,
        }
    }
}

/// Statistics of a bundle adjustment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BundleStats {
    /// Half the sum of losses at the first guess.
    pub initial_cost: f64,
    /// Half the sum of losses at the end.
    pub cost: f64,
    /// Accepted steps.
    pub steps: usize,
    /// Rejected steps: they raised the cost, or could not be solved for.
    pub rejected_steps: usize,
    /// Estimated parameters of cameras.
    pub camera_parameters: usize,
    /// Estimated parameters of points.
    pub point_parameters: usize,
    /// Observations.
    pub observations: usize,
    /// Whether it converged within the maximum number of steps.
    pub has_converged: bool,
}
