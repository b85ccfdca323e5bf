//! First guesses of the pose of a board in each image.

use nalgebra::{Isometry3, Vector2, Vector3};
use trackside_schema::RawPixel;

use crate::Camera;
use crate::solve::board::board_pose::board_poses;
use crate::solve::board::{BoardDetection, BoardInstant};
use crate::solve::error::SolveError;
use crate::solve::jacobians::project;

/// By instant and image, candidates of `cam_from_board`: two where a flat board is ambiguous.
pub(super) type BoardPoseCandidates = Vec<Vec<Vec<Isometry3<f64>>>>;

/// One standard deviation of a corner for a first guess, px.
const CORNER_SIGMA_PX: f64 = 1.0;

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
        Ok(board_poses(camera, view, CORNER_SIGMA_PX))
    };
    let of_instant = |instant: &BoardInstant| instant.iter().map(of_image).collect();
    instants.iter().map(of_instant).collect()
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
