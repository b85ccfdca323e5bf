//! Settings and result of a resection.

use nalgebra::{Isometry3, Matrix6};

/// Settings of a resection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResectionOptions {
    /// Landmarks with a larger residual, in their standard deviations, are outliers.
    pub gate_sigma: f64,
    /// The maximum number of steps of the refinement.
    pub max_steps: usize,
}

impl Default for ResectionOptions {
    fn default() -> ResectionOptions {
        ResectionOptions {
            gate_sigma: 8.0,
            max_steps: 50,
        }
    }
}

/// Statistics of a resection.
#[derive(Clone, Debug, PartialEq)]
pub struct ResectionStats {
    /// Which landmarks are inliers, in the given order.
    pub inliers: Vec<bool>,
    /// The residual of each landmark, px; `None` behind the camera.
    pub residuals_px: Vec<Option<f64>>,
    /// The root mean square of the inliers' residuals, px.
    pub rms_px: f64,
    /// Steps of the refinement.
    pub steps: usize,
}

/// A pose and its accuracy.
#[derive(Clone, Debug, PartialEq)]
pub struct Resection {
    /// The pose.
    pub cam_from_world: Isometry3<f64>,
    /// The covariance of a small rotation (rad) about the camera's axes and a small translation (m) along them, applied
    /// after the pose. It follows from the stated noise of the landmarks, and is larger where residuals exceed that.
    pub covariance: Matrix6<f64>,
    /// Statistics.
    pub stats: ResectionStats,
}
