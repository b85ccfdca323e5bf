//! Initiation of balls: points on which unexplained candidates of several views agree.

use nalgebra::Vector3;

use super::candidates::{BallCandidate, Candidates, ViewCandidates};
use crate::camera_view::CameraView;
use crate::triangulation::{PointObservation, ray_midpoint};

/// Pairs of views that are searched at each frame set while no ball is supported, and while one is.
const PAIRS_WITHOUT_BALL: usize = 12;
const PAIRS_WITH_BALL: usize = 2;
/// No more points than this are proposed, the best ones.
const MAX_POINTS: usize = 4;
/// Gate on a candidate, in standard deviations.
const GATE_SIGMA: f64 = 4.0;
/// A ball that is not known yet moves no faster than this between the exposures of two views, m/s.
const MAX_SPEED_M_S: f64 = 8.0;
/// Where balls are: heights, m, and the largest distance from a camera, m.
const HEIGHT_M: std::ops::Range<f64> = -1.5..40.0;
const MAX_DEPTH_M: f64 = 150.0;
/// Points nearer to each other than this, m, are one.
const SAME_POINT_M: f64 = 0.25;
/// A view's vote: 1 less this per squared standard deviation; for a view that should show the ball and does not, this.
const VOTE_LOSS_PER_SIGMA_SQ: f64 = 0.02;
const MISSED_VOTE: f64 = -0.25;

/// The initiation's memory, kept between frame sets.
#[derive(Debug, Default)]
pub(crate) struct BallInitiator {
    /// The pair of views at which the search continues.
    next_pair: usize,
    /// Votes and points.
    points: Vec<(f64, Vector3<f64>)>,
}

impl BallInitiator {
    /// Points where a ball may be, the best first, with their votes.
    pub fn find_points(
        &mut self,
        cameras: &[CameraView],
        candidates: &Candidates,
        has_ball: bool,
    ) -> &[(f64, Vector3<f64>)] {
        self.points.clear();
        let n = candidates.views.len();
        let pairs = n * n.saturating_sub(1) / 2;
        let budget = if has_ball {
            PAIRS_WITH_BALL
        } else {
            PAIRS_WITHOUT_BALL
        };
        for k in 0..pairs.min(budget) {
            let (i, j) = pair_of_views((self.next_pair + k) % pairs);
            self.search_pair(cameras, candidates, i, j);
        }
        self.next_pair = (self.next_pair + budget) % pairs.max(1);
        &self.points
    }

    fn search_pair(&mut self, cameras: &[CameraView], candidates: &Candidates, i: usize, j: usize) {
        let (a, b) = (&candidates.views[i], &candidates.views[j]);
        let motion_m = MAX_SPEED_M_S * (a.time_offset_s - b.time_offset_s).abs();
        for in_a in candidates.of_view(a).iter().filter(|c| !c.is_explained) {
            let first = observation(cameras, a, in_a);
            for in_b in candidates.of_view(b).iter().filter(|c| !c.is_explained) {
                let second = observation(cameras, b, in_b);
                let Some(p) = ray_midpoint(cameras, &first, &second) else {
                    continue;
                };
                let fits = |view: &ViewCandidates, candidate: &BallCandidate| {
                    distance_sigma(cameras, view, candidate, &p, motion_m)
                        .is_some_and(|d| d < GATE_SIGMA)
                };
                if HEIGHT_M.contains(&p.z) && fits(a, in_a) && fits(b, in_b) {
                    self.propose(cameras, candidates, p);
                }
            }
        }
    }

    /// Lets all views that should show a point vote, and keeps it if it is among the best.
    fn propose(&mut self, cameras: &[CameraView], candidates: &Candidates, p: Vector3<f64>) {
        let mut votes = 0.0;
        for view in &candidates.views {
            let camera = &cameras[view.camera];
            if !camera
                .project(&p)
                .is_some_and(|(at, _)| camera.is_in_image(&at))
            {
                continue;
            }
            let motion_m = MAX_SPEED_M_S * view.time_offset_s.abs();
            let nearest = candidates
                .of_view(view)
                .iter()
                .filter_map(|c| distance_sigma(cameras, view, c, &p, motion_m))
                .fold(GATE_SIGMA, f64::min);
            votes += if nearest < GATE_SIGMA {
                1.0 - VOTE_LOSS_PER_SIGMA_SQ * nearest * nearest
            } else {
                MISSED_VOTE
            };
        }
        let is_same = |s: &&mut (f64, Vector3<f64>)| (s.1 - p).norm() < SAME_POINT_M;
        if let Some(known) = self.points.iter_mut().find(is_same) {
            if known.0 < votes {
                *known = (votes, p);
            }
        } else if self.points.len() < MAX_POINTS {
            self.points.push((votes, p));
        } else if let Some(worst) = self.points.iter_mut().min_by(|a, b| a.0.total_cmp(&b.0))
            && worst.0 < votes
        {
            *worst = (votes, p);
        }
        self.points.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    }
}

/// The `k`-th pair of views: (0, 1), (0, 2), (1, 2), (0, 3), …
fn pair_of_views(k: usize) -> (usize, usize) {
    let mut j = 1;
    let mut left = k;
    while left >= j {
        left -= j;
        j += 1;
    }
    (left, j)
}

fn observation(
    cameras: &[CameraView],
    view: &ViewCandidates,
    candidate: &BallCandidate,
) -> PointObservation {
    PointObservation {
        camera: view.camera,
        at: candidate.at,
        sigma: candidate.sigma,
        direction: cameras[view.camera].ray_direction(&candidate.at),
        motion_offset: Vector3::zeros(),
        is_inlier: true,
    }
}

/// How far a candidate is from a point's projection, in standard deviations, which include the ball's motion; `None` where
/// the point is too far away.
fn distance_sigma(
    cameras: &[CameraView],
    view: &ViewCandidates,
    candidate: &BallCandidate,
    p: &Vector3<f64>,
    motion_m: f64,
) -> Option<f64> {
    let (at, depth) = cameras[view.camera].project(p)?;
    let sigma = candidate.sigma.hypot(motion_m / GATE_SIGMA / depth);
    (depth < MAX_DEPTH_M).then(|| (at - candidate.at).norm() / sigma)
}
