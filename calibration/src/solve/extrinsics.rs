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

use std::borrow::Cow;

use super::bundle::FreeFocal;
use super::error::SolveError;
use super::initial_poses::{FirstGuessInput, poses_from_landmarks};
use super::people::LinkedDetections;
use crate::Camera;

/// A focal length that is known no better than this is a guess, and others are tried.
const MIN_GUESSED_SIGMA: f64 = 0.1;
/// What guessed focal lengths are multiplied with.
const FOCAL_FACTORS: [f64; 3] = [1.0, 0.8, 1.25];

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
    progress("first poses", 0.02);
    let people = LinkedDetections::of(cameras, input.views, input.reference);
    let is_guessed = options.free_intrinsics.focal != FreeFocal::Fixed
        && options.focal_relative_sigma >= MIN_GUESSED_SIGMA
        && !people.all.is_empty();
    let factors: &[f64] = if is_guessed { &FOCAL_FACTORS } else { &[1.0] };
    let (mut guesses, mut failed, mut is_anchored) = (Vec::new(), None, false);
    for &focal_factor in factors {
        let scaled: Vec<Camera> = cameras
            .iter()
            .map(|c| with_focal(c, focal_factor))
            .collect();
        let mut people = Cow::Borrowed(&people);
        if focal_factor != 1.0 {
            people.to_mut().undistort_by(scaled.iter());
        }
        let from_landmarks = if options.pose_prior == PosePrior::Exact {
            cameras.iter().map(|c| Some(c.cam_from_world)).collect()
        } else {
            poses_from_landmarks(&scaled, input.landmarks)?
        };
        is_anchored |= from_landmarks.iter().flatten().count() > 0;
        let first = FirstGuessInput {
            cameras: &scaled,
            people: &people,
            from_landmarks: &from_landmarks,
            has_prior_poses: options.pose_prior == PosePrior::Approximate,
            with_clocks: options.estimate_clocks,
        };
        match first.guesses() {
            Ok(all) => guesses.extend(all.into_iter().map(|first| starts::Guess {
                first,
                focal_factor,
                people: people.clone(),
            })),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    if let Some(error) = failed.filter(|_| guesses.is_empty()) {
        return Err(error);
    }
    let starts = starts::Starts {
        cameras,
        input,
        options,
        is_anchored,
    };
    let mut rounds = starts.best(guesses, progress)?;
    let stats = rounds.finish(cameras, progress)?;
    rounds.into_solution(stats)
}

fn with_focal(camera: &Camera, factor: f64) -> Camera {
    let mut camera = camera.clone();
    camera.intrinsics.fx *= factor;
    camera.intrinsics.fy *= factor;
    camera
}
