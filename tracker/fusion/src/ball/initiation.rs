//! New balls: points on which free candidates of several views agree.

use nalgebra::Vector3;

use super::ray::{Looking, Ray, Rays};
use crate::triangulate::{Lens, Sight, meet};

/// So many pairs of views are looked through at each moment while no ball is known, and while one is.
const PAIRS_SEARCHING: usize = 12;
const PAIRS_KNOWING: usize = 2;
/// The best so many points are looked at closely.
const MOST_SEEDS: usize = 4;
/// How far off, in standard deviations, a candidate may be.
const GATE: f64 = 4.0;
/// A ball not yet known may be as fast as this, m/s, which matters to views of different times.
const SPEED_M_S: f64 = 8.0;
/// Where balls are: heights, m, and the farthest from the camera.
const HEIGHT_M: std::ops::Range<f64> = -1.5..40.0;
const FARTHEST_M: f64 = 150.0;
/// Two points nearer than this are one, m.
const SAME_M: f64 = 0.25;

/// Its memory, kept between moments.
#[derive(Debug, Default)]
pub(crate) struct Births {
    /// Where the search through the pairs of views goes on.
    turn: usize,
    seeds: Vec<(f64, Vector3<f64>)>,
}

impl Births {
    /// Points where a ball may be, the best first.
    pub fn run(&mut self, lenses: &[Lens], rays: &Rays, knowing: bool) -> &[(f64, Vector3<f64>)] {
        self.seeds.clear();
        let n = rays.views.len();
        let pairs = n * n.saturating_sub(1) / 2;
        let most = if knowing {
            PAIRS_KNOWING
        } else {
            PAIRS_SEARCHING
        };
        for k in 0..pairs.min(most) {
            let (i, j) = pair((self.turn + k) % pairs);
            self.look(lenses, rays, &rays.views[i], &rays.views[j]);
        }
        self.turn = (self.turn + most) % pairs.max(1);
        &self.seeds
    }

    fn look(&mut self, lenses: &[Lens], rays: &Rays, a: &Looking, b: &Looking) {
        let apart_m = SPEED_M_S * (a.lag_s - b.lag_s).abs();
        for ray in rays.rays[a.rays.clone()].iter().filter(|r| !r.taken) {
            let first = sight(lenses, a, ray);
            for other in rays.rays[b.rays.clone()].iter().filter(|r| !r.taken) {
                let second = sight(lenses, b, other);
                let Some(p) = meet(lenses, &first, &second) else {
                    continue;
                };
                let fits = |view: &Looking, ray: &Ray| {
                    off(lenses, view, ray, &p, apart_m).is_some_and(|o| o < GATE)
                };
                if HEIGHT_M.contains(&p.z) && fits(a, ray) && fits(b, other) {
                    self.propose(lenses, rays, p);
                }
            }
        }
    }

    /// Counts who sees it and who should but does not.
    fn propose(&mut self, lenses: &[Lens], rays: &Rays, p: Vector3<f64>) {
        let mut votes = 0.0;
        for view in &rays.views {
            let lens = &lenses[view.camera];
            if !lens.project(&p).is_some_and(|(at, _)| lens.shows(&at)) {
                continue;
            }
            let apart_m = SPEED_M_S * view.lag_s.abs();
            let nearest = rays.rays[view.rays.clone()]
                .iter()
                .filter_map(|ray| off(lenses, view, ray, &p, apart_m))
                .fold(GATE, f64::min);
            votes += if nearest < GATE {
                1.0 - 0.02 * nearest * nearest
            } else {
                -0.25
            };
        }
        if let Some(known) = self.seeds.iter_mut().find(|s| (s.1 - p).norm() < SAME_M) {
            if known.0 < votes {
                *known = (votes, p);
            }
        } else if self.seeds.len() < MOST_SEEDS {
            self.seeds.push((votes, p));
        } else if let Some(worst) = self.seeds.iter_mut().min_by(|a, b| a.0.total_cmp(&b.0))
            && worst.0 < votes
        {
            *worst = (votes, p);
        }
        self.seeds.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    }
}

/// The `k`-th pair of different numbers: (0, 1), (0, 2), (1, 2), (0, 3), …
fn pair(k: usize) -> (usize, usize) {
    let mut j = 1;
    let mut left = k;
    while left >= j {
        left -= j;
        j += 1;
    }
    (left, j)
}

fn sight(lenses: &[Lens], view: &Looking, ray: &Ray) -> Sight {
    Sight {
        camera: view.camera,
        at: ray.at,
        sigma: ray.sigma,
        direction: lenses[view.camera].direction(&ray.at),
        moved: Vector3::zeros(),
        inlier: true,
    }
}

/// How far a candidate is from where `p` shows, in standard deviations, of which a ball's own motion is a part.
fn off(lenses: &[Lens], view: &Looking, ray: &Ray, p: &Vector3<f64>, apart_m: f64) -> Option<f64> {
    let (at, depth) = lenses[view.camera].project(p)?;
    let sigma = ray.sigma.hypot(apart_m / GATE / depth);
    (depth < FARTHEST_M).then(|| (at - ray.at).norm() / sigma)
}
