//! The pose of a board in one image.

use nalgebra::{Isometry3, Point3, Vector3};

use super::detection::BoardDetection;
use crate::Camera;
use crate::landmarks::LandmarkTarget;
use crate::pnp::{IdealObservation, PnpOptions, solve_planar_pnp};

/// The candidates of `cam_from_board`, the best first: two where a flat board is ambiguous, none for fewer than four corners.
/// `sigma_px`: one standard deviation of a corner, the errors of the intrinsics included.
pub(in crate::solve) fn board_poses(
    camera: &Camera,
    view: &BoardDetection,
    sigma_px: f64,
) -> Vec<Isometry3<f64>> {
    let observations: Vec<IdealObservation> = view
        .corners
        .iter()
        .filter_map(|(p, at)| {
            let target = LandmarkTarget::Point(Point3::from(*p));
            IdealObservation::new(camera, target, *at, sigma_px)
        })
        .collect();
    let sum: Vector3<f64> = view.corners.iter().map(|(p, _)| p).sum();
    let centre = Point3::from(sum / view.corners.len().max(1) as f64);
    solve_planar_pnp(
        &observations,
        &PnpOptions::default(),
        &Vector3::z(),
        &centre,
    )
}
