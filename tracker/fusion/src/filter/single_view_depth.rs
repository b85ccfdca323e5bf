//! Joints that only one camera shows. A single view leaves the depth along its ray unobserved; the length of the bone to
//! the parent joint bounds it.
//!
//! Where the ray passes the parent joint at distance d and the bone has length l, the joint lies √(l² − d²) before or
//! behind the ray's closest point. That segment, as a Gaussian about its midpoint, is the joint's prior along the ray.
//! docs/experiments/005-single-view-depth.md.

use nalgebra::{Matrix3, Vector3};

use crate::camera_view::CameraView;
use crate::filter::joint_filter::JointState;
use crate::gaussian::Gaussian;
use crate::triangulation::PointObservation;

/// A bone that appears longer than its length times this does not belong to the athlete.
const MAX_APPARENT_RATIO: f64 = 1.25;
/// Lower limit of the segment's half length, as a share of the bone: where the bone is seen in its whole length, the
/// segment vanishes, the depth's uncertainty does not.
const MIN_HALF_LENGTH_RATIO: f64 = 0.25;

/// The segment of a ray that a bone of given length can reach.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DepthBound {
    midpoint: Vector3<f64>,
    ray_direction: Vector3<f64>,
    /// Variance along the ray: the half length squared plus the parent's own variance, m².
    variance_m2: f64,
    /// One standard deviation across the ray, m.
    across_sigma_m: f64,
}

impl DepthBound {
    /// The bound on a joint that is observed once and is `length_m` from `parent`; `None` where the ray passes the parent
    /// farther away than that, or behind the camera.
    pub fn new(
        cameras: &[CameraView],
        observation: &PointObservation,
        parent: &JointState,
        length_m: f64,
    ) -> Option<DepthBound> {
        let centre = cameras[observation.camera].centre - observation.motion_offset;
        let (ray_direction, to_parent) = (observation.direction, parent.position - centre);
        let range = to_parent.dot(&ray_direction);
        let distance_sq = to_parent.norm_squared() - range * range;
        if range <= 0.0 || distance_sq > (MAX_APPARENT_RATIO * length_m).powi(2) {
            return None;
        }
        let parent_variance = (ray_direction.transpose() * parent.cov_pp * ray_direction)[0];
        let half_length_sq = length_m * length_m - distance_sq;
        let min_half_length_sq = (MIN_HALF_LENGTH_RATIO * length_m).powi(2);
        Some(DepthBound {
            midpoint: centre + ray_direction * range,
            ray_direction,
            variance_m2: half_length_sq.max(min_half_length_sq) + parent_variance,
            across_sigma_m: observation.sigma * range,
        })
    }

    /// The estimate of a joint of which nothing else is known.
    pub fn estimate(&self) -> Gaussian {
        let along = self.ray_direction * self.ray_direction.transpose();
        let across = (Matrix3::identity() - along) * self.across_sigma_m.powi(2);
        Gaussian {
            mean: self.midpoint,
            covariance: across + along * self.variance_m2,
        }
    }

    /// Limits an estimate's variance along the ray to the bound's; `None` where it is within it.
    ///
    /// The limit is applied as a measurement of the depth, at the segment's midpoint, with just the variance that
    /// leaves the bound. So the estimate returns to the midpoint as fast as its uncertainty would grow.
    pub fn apply(&self, estimate: &Gaussian) -> Option<Gaussian> {
        let covariance_along = estimate.covariance * self.ray_direction;
        let variance = self.ray_direction.dot(&covariance_along);
        if variance <= self.variance_m2 {
            return None;
        }
        let gain = covariance_along * ((1.0 - self.variance_m2 / variance) / variance);
        let depth_error = self.ray_direction.dot(&(self.midpoint - estimate.mean));
        Some(Gaussian {
            mean: estimate.mean + gain * depth_error,
            covariance: estimate.covariance - gain * covariance_along.transpose(),
        })
    }
}
