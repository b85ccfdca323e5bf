//! The input of [`super::solve_extrinsics`].

use trackside_schema::{Timestamp, View};

use crate::solve::bundle::{BaselineConstraint, BundleOptions, FreeParameters};
use crate::solve::landmarks::Landmark;

/// Receives what is being done, and the share of the whole that is done.
pub type ProgressCallback<'p> = &'p mut dyn FnMut(&str, f64);

/// The deviations of first guesses when they serve as priors: loose enough to hold only what nothing else determines.
pub(super) const FIRST_GUESS_SIGMA_RAD: f64 = 0.5;
pub(super) const FIRST_GUESS_SIGMA_M: f64 = 5.0;
pub(super) const CLOCK_OFFSET_SIGMA_S: f64 = 0.2;
pub(super) const CLOCK_DRIFT_SIGMA: f64 = 2e-4;
/// The deviation of the principal point as a share of the image's width.
pub(super) const PRINCIPAL_POINT_SIGMA: f64 = 0.01;

/// Everything at hand.
#[derive(Clone, Debug, Default)]
pub struct ExtrinsicsInput<'a> {
    /// Detections of people.
    pub views: &'a [View],
    /// Landmarks; they define the world.
    pub landmarks: &'a [Landmark],
    /// Measured distances between cameras.
    pub baselines: Vec<BaselineConstraint>,
    /// Measured heights of cameras above z = 0: index of the camera, height (m), one standard deviation (m).
    pub heights_m: Vec<(usize, f64, f64)>,
    /// The rig's time 0.
    pub reference: Timestamp,
}

/// What the poses of the given cameras are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosePrior {
    /// They are right and stay: clocks, and intrinsics where asked, are estimated.
    Exact,
    /// They are good to 20° and 2 m.
    Approximate,
    /// They are ignored.
    None,
}

/// Settings of [`super::solve_extrinsics`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExtrinsicsOptions {
    /// What the given poses are worth.
    pub pose_prior: PosePrior,
    /// Whether clocks are estimated.
    pub estimate_clocks: bool,
    /// Which intrinsics are estimated (its pose and clock are ignored).
    pub free_intrinsics: FreeParameters,
    /// The relative prior deviation of focal lengths, where they are estimated.
    pub focal_relative_sigma: f64,
    /// The athletes' mean stature, m, where it is known: it gives the scale that nothing else determines.
    pub stature_m: Option<f64>,
    /// About how many points of people are used.
    pub points: usize,
    /// Settings of the bundle adjustment.
    pub bundle: BundleOptions,
}

impl Default for ExtrinsicsOptions {
    fn default() -> ExtrinsicsOptions {
        ExtrinsicsOptions {
            pose_prior: PosePrior::Approximate,
            estimate_clocks: true,
            free_intrinsics: FreeParameters::default(),
            focal_relative_sigma: 0.05,
            stature_m: None,
            points: 6000,
            bundle: BundleOptions::default(),
        }
    }
}
