//! Camera poses and clocks from everything at hand: landmarks, people, measured distances and heights.
//!
//! Input assumption: intrinsics about right. Prior poses are good to 20° and 2 m, or missing; without them people have to
//! be upright on one floor and move about on it (`ground_plane`, `floor_registration`). Clocks may be off by seconds
//! (`clock_search`). First guesses go into one bundle adjustment, repeated with new associations of people, from a generous
//! gate to a strict one (graduated non-convexity). Where several arrangements are possible, each is adjusted, and the one in
//! which most people agree is taken; where two do as well, none is.

mod doubts;
mod input;
mod rounds;
mod scale;
mod solution;
mod starts;
mod variance_components;

pub use input::{ExtrinsicsInput, ExtrinsicsOptions, PosePrior, ProgressCallback};
pub use scale::{Scale, ScaleSource};
pub use solution::{CameraAgreement, ExtrinsicsSolution, ResidualSummary};

use super::error::SolveError;
use super::initial_poses::{FirstGuessInput, poses_from_landmarks};
use super::people::LinkedDetections;
use crate::Camera;

/// Estimates poses, and clocks where asked.
///
/// # Errors
/// A camera whose pose nothing determines, by name; two arrangements of the cameras that explain the people equally well;
/// input that refers to a camera that does not exist.
pub fn solve_extrinsics(
    cameras: &[Camera],
    input: &ExtrinsicsInput<'_>,
    options: &ExtrinsicsOptions,
    progress: ProgressCallback<'_>,
) -> Result<ExtrinsicsSolution, SolveError> {
    let people = LinkedDetections::of(cameras, input.views, input.reference);
    progress("first poses", 0.02);
    let from_landmarks = if options.pose_prior == PosePrior::Exact {
        cameras.iter().map(|c| Some(c.cam_from_world)).collect()
    } else {
        poses_from_landmarks(cameras, input.landmarks)?
    };
    let guesses = FirstGuessInput {
        cameras,
        people: &people,
        from_landmarks: &from_landmarks,
        has_prior_poses: options.pose_prior == PosePrior::Approximate,
        with_clocks: options.estimate_clocks,
    }
    .guesses()?;
    let is_anchored = from_landmarks.iter().flatten().count() > 0;
    let starts = starts::Starts {
        cameras,
        input,
        options,
        people: &people,
        is_anchored,
    };
    let mut rounds = starts.best(guesses, progress)?;
    let stats = rounds.finish(cameras, progress)?;
    rounds.into_solution(stats)
}
