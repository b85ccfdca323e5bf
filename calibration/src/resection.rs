//! The pose of one camera from landmarks.
//!
//! Input assumption: intrinsics known; at least 4 points, better 6; lines count only in the refinement. `pnp` finds a
//! first guess (Hartley and Zisserman, "Multiple View Geometry", 2nd ed., ch. 7); Levenberg–Marquardt with Cauchy's loss and
//! analytic Jacobians refines it on points and on lines; a circle counts as its tangent nearest to the observed pixel.

mod solution;

use nalgebra::Isometry3;

use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::pnp::{IdealObservation, PnpOptions, pose_information, refine_pose, solve_pnp};
use crate::{Camera, RigError};

pub use solution::{Resection, ResectionOptions, ResectionStats};

/// The pose of `camera` that explains the landmarks. The camera's own pose is not used.
///
/// # Errors
/// Too few landmarks, none that can be undistorted, or all on one line.
pub fn resect(
    camera: &Camera,
    landmarks: &[PickedLandmark],
    options: ResectionOptions,
) -> Result<Resection, RigError> {
    let fail = |what: &str| RigError(format!("camera \"{}\": {what}", camera.name));
    let observations: Vec<_> = landmarks
        .iter()
        .map(|l| IdealObservation::of(camera, l))
        .collect();
    let is_point = |o: &&IdealObservation| matches!(o.target, LandmarkTarget::Point(_));
    let points: Vec<IdealObservation> = observations
        .iter()
        .flatten()
        .filter(is_point)
        .copied()
        .collect();
    if points.len() < 4 {
        return Err(fail(
            "its pose needs 4 landmarks that are points, better 6 or more all over the image",
        ));
    }
    let pnp = PnpOptions {
        gate_sigma: options.gate_sigma,
        ..PnpOptions::default()
    };
    let start = solve_pnp(&points, &pnp).ok_or_else(|| {
        fail("no pose explains its landmarks: are they on one line, or are names mixed up?")
    })?;
    estimate(start.cam_from_world, observations, options).ok_or_else(|| fail(UNDETERMINED))
}

/// As [`resect`], from a pose that is nearly right; lines alone suffice.
///
/// # Errors
/// The landmarks do not determine the pose.
pub fn refine(
    camera: &Camera,
    landmarks: &[PickedLandmark],
    options: ResectionOptions,
) -> Result<Resection, RigError> {
    let observations = landmarks
        .iter()
        .map(|l| IdealObservation::of(camera, l))
        .collect();
    estimate(camera.cam_from_world, observations, options)
        .ok_or_else(|| RigError(format!("camera \"{}\": {UNDETERMINED}", camera.name)))
}

const UNDETERMINED: &str = "its landmarks do not determine its pose: pick more, all over the image";

/// The distance of a landmark's pixel from its projection, px, undistorted; `None` behind the camera and where the lens model
/// ends.
pub fn residual_px(camera: &Camera, landmark: &PickedLandmark) -> Option<f64> {
    let o = IdealObservation::of(camera, landmark)?;
    Some(o.residual(&camera.cam_from_world)?.norm() / o.per_px)
}

/// The refined pose with its statistics; `None` where the inliers do not determine it.
fn estimate(
    start: Isometry3<f64>,
    all: Vec<Option<IdealObservation>>,
    options: ResectionOptions,
) -> Option<Resection> {
    let observations: Vec<IdealObservation> = all.iter().flatten().copied().collect();
    let (pose, steps) = refine_pose(start, &observations, options.max_steps);
    let length = |o: &Option<IdealObservation>| Some(o.as_ref()?.residual(&pose)?.norm());
    let inliers: Vec<bool> = all
        .iter()
        .map(|o| match (o, length(o)) {
            (Some(o), Some(e)) => e < options.gate_sigma * o.sigma,
            _ => false,
        })
        .collect();
    let residuals_px: Vec<Option<f64>> = all
        .iter()
        .map(|o| Some(length(o)? / o.as_ref()?.per_px))
        .collect();
    let (mut squares, mut chi_squared, mut n, mut equations) = (0.0, 0.0, 0, 0);
    for ((o, r), is_inlier) in all.iter().zip(&residuals_px).zip(&inliers) {
        if let (Some(o), Some(r), true) = (o, r, is_inlier) {
            squares += r * r;
            chi_squared += (r * o.per_px / o.sigma).powi(2);
            n += 1;
            equations += if matches!(o.target, LandmarkTarget::Point(_)) {
                2
            } else {
                1
            };
        }
    }
    if equations < 6 {
        return None;
    }
    let redundancy = (equations - 6).max(1);
    let variance_factor = (chi_squared / f64::from(redundancy)).max(1.0);
    let information = pose_information(&pose, &observations);
    let covariance = information.cholesky()?.inverse() * variance_factor;
    Some(Resection {
        cam_from_world: pose,
        covariance,
        stats: ResectionStats {
            inliers,
            residuals_px,
            rms_px: (squares / f64::from(n)).sqrt(),
            steps,
        },
    })
}

#[cfg(test)]
mod tests;
