//! Camera poses and clocks from everything at hand: landmarks, people, measured distances and heights.
//!
//! Input assumption: intrinsics about right. Prior poses are good to 20° and 2 m, or missing; without them people have to
//! be upright on one floor and move about on it (`ground_plane`, `floor_registration`). First guesses
//! go into one bundle adjustment, repeated with new associations of people, from a generous gate to a strict one
//! (graduated non-convexity).

mod input;
mod rounds;
mod scale;
mod solution;
mod variance_components;

pub use input::{ExtrinsicsInput, ExtrinsicsOptions, PosePrior, ProgressCallback};
pub use scale::{Scale, ScaleSource};
pub use solution::{CameraAgreement, ExtrinsicsSolution, ResidualSummary};

use self::input::{
    CLOCK_DRIFT_SIGMA, CLOCK_OFFSET_SIGMA_S, FIRST_GUESS_SIGMA_M, FIRST_GUESS_SIGMA_RAD,
    PRINCIPAL_POINT_SIGMA,
};
use super::bundle::{BundleProblem, CameraBlock};
use super::error::SolveError;
use super::initial_poses::{initial_poses, poses_from_landmarks};
use super::people::LinkedDetections;
use crate::Camera;

/// Estimates poses, and clocks where asked.
///
/// # Errors
/// A camera whose pose nothing determines, by name; input that refers to a camera that does not exist.
pub fn solve_extrinsics(
    cameras: &[Camera],
    input: &ExtrinsicsInput<'_>,
    options: &ExtrinsicsOptions,
    progress: ProgressCallback<'_>,
) -> Result<ExtrinsicsSolution, SolveError> {
    let people = LinkedDetections::of(cameras, input.views, input.reference);
    progress("first poses", 0.05);
    let from_landmarks = if options.pose_prior == PosePrior::Exact {
        cameras.iter().map(|c| Some(c.cam_from_world)).collect()
    } else {
        poses_from_landmarks(cameras, input.landmarks)?
    };
    let has_prior_poses = options.pose_prior == PosePrior::Approximate;
    let first = initial_poses(cameras, &people, &from_landmarks, has_prior_poses)?;
    let mut problem = BundleProblem::default();
    for (camera, pose) in cameras.iter().zip(&first) {
        let mut block = CameraBlock::new(Camera {
            cam_from_world: *pose,
            ..camera.clone()
        });
        block.priors.pose = Some((*pose, FIRST_GUESS_SIGMA_RAD, FIRST_GUESS_SIGMA_M));
        block.priors.clock_offset_s = Some(CLOCK_OFFSET_SIGMA_S);
        block.priors.clock_drift = Some(CLOCK_DRIFT_SIGMA);
        let k = &camera.intrinsics;
        block.priors.focal_px = Some((0.5 * (k.fx + k.fy), options.focal_relative_sigma));
        let sigma_px = PRINCIPAL_POINT_SIGMA * f64::from(camera.size_px[0]);
        block.priors.principal_point_px = Some(([k.cx, k.cy], sigma_px));
        problem.cameras.push(block);
    }
    let is_anchored = from_landmarks.iter().flatten().count() > 0;
    for &(camera, height, sigma) in input.heights_m.iter().filter(|_| is_anchored) {
        problem.cameras[camera].priors.height_m = Some((height, sigma));
    }
    problem.baselines.clone_from(&input.baselines);
    let mut rounds = rounds::Rounds {
        input,
        options,
        people: &people,
        problem,
        joint_points: Vec::new(),
        is_anchored,
        scale: Scale {
            source: ScaleSource::Nothing,
            relative_sigma: 0.0,
            athletes_stature_m: None,
        },
        is_level: is_anchored,
    };
    let stats = rounds.run(cameras, progress)?;
    rounds.into_solution(stats)
}
