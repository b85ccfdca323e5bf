//! First guesses of the pose of a board in each image.

use nalgebra::{Isometry3, Vector2, Vector3};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, Vector, no_array};
use trackside_schema::RawPixel;

use crate::Camera;
use crate::solve::board::{BoardDetection, BoardInstant};
use crate::solve::error::SolveError;
use crate::solve::jacobians::project;
use crate::solve::pnp::isometry;

/// By instant and image, candidates of `cam_from_board`: two where a flat board is ambiguous.
pub(super) type BoardPoseCandidates = Vec<Vec<Vec<Isometry3<f64>>>>;

/// The candidates of all images.
pub(super) fn initial_board_poses(
    cameras: &[Camera],
    instants: &[BoardInstant],
) -> Result<BoardPoseCandidates, SolveError> {
    let of_image = |(camera, view): &(usize, BoardDetection)| {
        let camera = cameras.get(*camera).ok_or_else(|| {
            let n = cameras.len();
            SolveError(format!(
                "{}: refers to camera {camera}, there are {n}",
                view.name
            ))
        })?;
        ippe(camera, view).map_err(|e| {
            SolveError(format!(
                "camera \"{}\": {}: OpenCV could not solve the pose of the board: {e}",
                camera.name, view.name
            ))
        })
    };
    let of_instant = |instant: &BoardInstant| instant.iter().map(of_image).collect();
    instants.iter().map(of_instant).collect()
}

/// The poses by IPPE; none for fewer than four corners.
fn ippe(camera: &Camera, view: &BoardDetection) -> opencv::Result<Vec<Isometry3<f64>>> {
    let (mut board, mut ideal) = (Vector::<Point3d>::new(), Vector::<Point2d>::new());
    for (p, at) in &view.corners {
        if let Some(at) = camera.undistort(*at) {
            board.push(Point3d::new(p.x, p.y, p.z));
            ideal.push(Point2d::new(at.x, at.y));
        }
    }
    if board.len() < 4 {
        return Ok(Vec::new());
    }
    let pinhole = Mat::eye(3, 3, opencv::core::CV_64F)?;
    let (mut rotations, mut translations) = (Vector::<Mat>::new(), Vector::<Mat>::new());
    calib3d::solve_pnp_generic(
        &board,
        &ideal,
        &pinhole,
        &no_array(),
        &mut rotations,
        &mut translations,
        false,
        calib3d::SolvePnPMethod::SOLVEPNP_IPPE,
        &no_array(),
        &no_array(),
        &mut no_array(),
    )?;
    let mut all = Vec::new();
    for (rotation, translation) in rotations.iter().zip(&translations) {
        let pose = isometry(&rotation, &translation)?;
        if pose.to_homogeneous().iter().all(|v| v.is_finite()) {
            all.push(pose);
        }
    }
    Ok(all)
}

/// The sum of the corners' reprojection errors, px, each at most 50 px: one bad candidate must not outweigh all good ones.
pub(super) fn truncated_error_px(
    camera: &Camera,
    cam_from_board: &Isometry3<f64>,
    view: &BoardDetection,
) -> f64 {
    const MAX_PX: f64 = 50.0;
    let corner = |(p, at): &(Vector3<f64>, RawPixel)| {
        let q = cam_from_board.rotation * p + cam_from_board.translation.vector;
        project(camera, &q).map_or(MAX_PX, |d| {
            (d - Vector2::new(at.x, at.y)).norm().min(MAX_PX)
        })
    };
    view.corners.iter().map(corner).sum()
}
