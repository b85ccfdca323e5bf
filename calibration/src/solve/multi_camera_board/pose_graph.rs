//! Cameras joined along a spanning tree of relative poses.

use nalgebra::Isometry3;

use super::board_poses::{BoardPoseCandidates, truncated_error_px};
use crate::Camera;
use crate::solve::board::BoardInstant;
use crate::solve::error::SolveError;

/// The cameras with poses relative to the first: one after another, each from the camera with a pose with which it shares
/// most instants.
pub(super) fn pose_graph(
    cameras: &[Camera],
    instants: &[BoardInstant],
    candidates: &BoardPoseCandidates,
) -> Result<Vec<Camera>, SolveError> {
    let mut solved = cameras.to_vec();
    let mut has_pose = vec![false; cameras.len()];
    let Some(first) = has_pose.first_mut() else {
        return Err(SolveError("there is no camera".into()));
    };
    *first = true;
    let image_of = |i: usize, camera: usize| instants[i].iter().position(|(c, _)| *c == camera);
    let shared = |a: usize, b: usize| {
        let all = 0..instants.len();
        all.filter_map(|i| Some((i, image_of(i, a)?, image_of(i, b)?)))
            .collect::<Vec<_>>()
    };
    while let Some(missing) = has_pose.iter().position(|d| !d) {
        let pairs = (0..cameras.len()).flat_map(|a| (0..cameras.len()).map(move |b| (a, b)));
        let best = pairs
            .filter(|&(a, b)| has_pose[a] && !has_pose[b])
            .map(|(a, b)| (shared(a, b), a, b))
            .max_by_key(|(s, a, b)| (s.len(), std::cmp::Reverse((*a, *b))));
        let Some((both, a, b)) = best.filter(|(s, ..)| !s.is_empty()) else {
            return Err(SolveError(format!(
                "camera \"{}\": none of its images shows the board while another camera that is connected with \"{}\" shows \
                 it: hold the board in view of both",
                cameras[missing].name, cameras[0].name
            )));
        };
        let relative = relative_pose([a, b], &both, cameras, instants, candidates);
        let Some(b_from_a) = relative else {
            let name = &cameras[b].name;
            return Err(SolveError(format!(
                "camera \"{name}\": the pose of the board cannot be solved in any of its images"
            )));
        };
        solved[b].cam_from_world = b_from_a * solved[a].cam_from_world;
        has_pose[b] = true;
    }
    Ok(solved)
}

/// `b_from_a`: every pair of images proposes it, and the proposal that fits all of them best is taken. `both`: instants, and
/// the image of each of the two cameras.
fn relative_pose(
    [a, b]: [usize; 2],
    both: &[(usize, usize, usize)],
    cameras: &[Camera],
    instants: &[BoardInstant],
    candidates: &BoardPoseCandidates,
) -> Option<Isometry3<f64>> {
    let proposals = both.iter().flat_map(|&(i, image_a, image_b)| {
        let (of_a, of_b) = (&candidates[i][image_a], &candidates[i][image_b]);
        of_a.iter()
            .flat_map(move |a| of_b.iter().map(move |b| b * a.inverse()))
    });
    let error = |b_from_a: &Isometry3<f64>| -> f64 {
        let each = both.iter().map(|&(i, image_a, image_b)| {
            let error = |a_from_board: &Isometry3<f64>| {
                truncated_error_px(&cameras[a], a_from_board, &instants[i][image_a].1)
                    + truncated_error_px(
                        &cameras[b],
                        &(b_from_a * a_from_board),
                        &instants[i][image_b].1,
                    )
            };
            candidates[i][image_a]
                .iter()
                .map(error)
                .fold(f64::MAX, f64::min)
        });
        each.sum()
    };
    let rated = proposals.map(|p| (error(&p), p));
    let best = rated.min_by(|x, y| x.0.total_cmp(&y.0));
    best.map(|b| b.1)
}
