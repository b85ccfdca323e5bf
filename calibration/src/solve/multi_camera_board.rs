//! The relative poses of cameras from a board that is moved in view of several of them.
//!
//! Input assumption: intrinsics right; the images of one instant were taken at one time, or the board was held still; any two
//! cameras are connected over instants that two cameras observe. The squares of the board give the scale of the world. First
//! guesses by PnP, with both poses of a flat board: every pair of images proposes a relative pose, and the one that fits all
//! of them best is taken (`pose_graph`). Then
//! Levenberg–Marquardt (`board::normal_equations`) on cameras and boards together.

mod board_poses;
mod pose_graph;
mod rig_fit;

use self::board_poses::initial_board_poses;
use self::pose_graph::pose_graph;
use self::rig_fit::RigFit;
use super::board::BoardInstant;
use super::error::SolveError;
use crate::Camera;

/// Cameras with poses from a board.
#[derive(Clone, Debug)]
pub struct BoardExtrinsics {
    /// The cameras, in the given order; the first keeps its pose.
    pub cameras: Vec<Camera>,
    /// The root mean square reprojection error of corners, px.
    pub rms_px: f64,
}

/// The poses of cameras relative to the first, which keeps its pose.
///
/// # Errors
/// A camera that no instant connects with the others, by name.
pub fn solve_board_extrinsics(
    cameras: &[Camera],
    instants: &[BoardInstant],
) -> Result<BoardExtrinsics, SolveError> {
    let candidates = initial_board_poses(cameras, instants)?;
    let cameras = pose_graph(cameras, instants, &candidates)?;
    let mut fit = RigFit::new(cameras, instants, &candidates);
    fit.optimize(instants, true).ok_or_else(|| {
        SolveError("the images of the board do not agree on the poses of the cameras".into())
    })?;
    let rms_px = fit.rms_px(instants);
    Ok(BoardExtrinsics {
        cameras: fit.cameras,
        rms_px,
    })
}

/// The root mean square reprojection error of corners when only the poses of the board are estimated, px: the quality of a
/// rig on images that it was not made from.
///
/// # Errors
/// OpenCV fails, or no camera can observe a board.
pub fn held_out_rms_px(cameras: &[Camera], instants: &[BoardInstant]) -> Result<f64, SolveError> {
    let candidates = initial_board_poses(cameras, instants)?;
    let mut fit = RigFit::new(cameras.to_vec(), instants, &candidates);
    fit.optimize(instants, false)
        .ok_or_else(|| SolveError("the poses of the board cannot be estimated".into()))?;
    Ok(fit.rms_px(instants))
}
