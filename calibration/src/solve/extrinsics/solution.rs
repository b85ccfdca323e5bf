//! The output of [`super::solve_extrinsics`].

use super::scale::Scale;
use crate::solve::bundle::BundleStats;
use crate::{Camera, CameraClock};

/// The residuals of one kind of observation in one camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ResidualSummary {
    /// The number of observations.
    pub count: usize,
    /// The median reprojection error, px; 0 without observations.
    pub median_px: f64,
}

/// How well one camera agrees with the others and with the landmarks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CameraAgreement {
    /// Residuals of people's joints.
    pub people: ResidualSummary,
    /// Residuals of landmarks.
    pub landmarks: ResidualSummary,
    /// One standard deviation of its centre, m.
    pub centre_sigma_m: f64,
    /// One standard deviation of its rotation, rad.
    pub rotation_sigma_rad: f64,
    /// One standard deviation of its clock's offset, s.
    pub clock_sigma_s: f64,
}

/// Estimated poses and clocks.
#[derive(Clone, Debug)]
pub struct ExtrinsicsSolution {
    /// The cameras, in the given order.
    pub cameras: Vec<Camera>,
    /// Their clocks; the first is the rig's.
    pub clocks: Vec<CameraClock>,
    /// How well each agrees.
    pub agreement: Vec<CameraAgreement>,
    /// The ratio of the residuals to the stated deviations of observations.
    pub noise_scale: f64,
    /// Statistics of the last bundle adjustment.
    pub stats: BundleStats,
    /// The scale of the world.
    pub scale: Scale,
    /// Whether feet or landmarks determined the floor; else it is as level as the prior poses.
    pub is_level: bool,
}
