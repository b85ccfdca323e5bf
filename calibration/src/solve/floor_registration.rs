//! The relative position of cameras on the floor, from where each of them sees people stand.
//!
//! Input assumption: floors from [`super::ground_plane`] good to some per cent, clocks that agree to some hundredths of a
//! second, people who move about or at least face somewhere. Identities are unknown: at each rotation every pair of people
//! observed at one time, who then face about the same way, votes for the translation that makes them one person (a Hough
//! transform). The best candidates are refined by matching nearest people (iterated closest points, Besl and McKay 1992)
//! with a similarity, and the best of those wins. Cameras are joined along the spanning tree of the best pairs.

use nalgebra::{Rotation2, Vector2};

use super::ground_plane::GroundPosition;

/// Rotation, translation and scale, from one camera's floor to another's: scale · R(rotation) p + translation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RigidTransform2 {
    pub rotation_rad: f64,
    pub scale: f64,
    pub translation: Vector2<f64>,
}

impl RigidTransform2 {
    pub const IDENTITY: RigidTransform2 = RigidTransform2 {
        rotation_rad: 0.0,
        scale: 1.0,
        translation: Vector2::new(0.0, 0.0),
    };

    pub fn transform(&self, p: &Vector2<f64>) -> Vector2<f64> {
        Rotation2::new(self.rotation_rad) * p * self.scale + self.translation
    }

    /// This transform after `first`.
    pub fn after(&self, first: &RigidTransform2) -> RigidTransform2 {
        RigidTransform2 {
            rotation_rad: self.rotation_rad + first.rotation_rad,
            scale: self.scale * first.scale,
            translation: self.transform(&first.translation),
        }
    }

    pub fn inverse(&self) -> RigidTransform2 {
        let linear = RigidTransform2 {
            rotation_rad: -self.rotation_rad,
            scale: 1.0 / self.scale,
            translation: Vector2::zeros(),
        };
        RigidTransform2 {
            translation: -linear.transform(&self.translation),
            ..linear
        }
    }
}

/// The people at one time, by camera, each on the floor of its own camera.
pub(super) type GroundPositions = Vec<Vec<GroundPosition>>;

/// A prior of the transform from the floor of the second camera to that of the first: the rotation to 30°, the
/// translation to 5 m.
pub(super) type PairPrior<'a> = Option<&'a dyn Fn(usize, usize) -> RigidTransform2>;

/// The Hough transform's step of rotation, rad, and side of a cell, m.
const ROTATION_STEP_RAD: f64 = 2.0 * std::f64::consts::PI / 180.0;
const CELL_M: f64 = 0.7;
/// The largest translation along an axis, m.
const MAX_TRANSLATION_M: f64 = 120.0;
/// The largest deviations from a prior.
const MAX_PRIOR_ROTATION_RAD: f64 = 35.0 * std::f64::consts::PI / 180.0;
const MAX_PRIOR_TRANSLATION_M: f64 = 7.0;
/// Two cameras are registered only when their matched people score at least this in all.
const MIN_SCORE: f64 = 12.0;

/// The transform from every camera's floor to that of the tree's root; `None` for cameras that share no people with it.
pub(super) fn register_floors(
    times: &[GroundPositions],
    cameras: usize,
    prior: PairPrior<'_>,
) -> Vec<Option<RigidTransform2>> {
    let mut pairs = Vec::new();
    for a in 0..cameras {
        for b in a + 1..cameras {
            let pair_prior = prior.map(|p| p(a, b));
            let registered = register_pair(times, a, b, pair_prior);
            pairs.extend(registered.map(|(score, a_from_b)| (score, a, b, a_from_b)));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut root_from = vec![None; cameras];
    let Some(&(_, root, _, _)) = pairs.first() else {
        return root_from;
    };
    root_from[root] = Some(RigidTransform2::IDENTITY);
    // The best pair that reaches a new camera, again and again.
    while let Some((a, b, step)) =
        pairs
            .iter()
            .find_map(|&(_, a, b, step)| match (root_from[a], root_from[b]) {
                (Some(_), None) => Some((a, b, step)),
                (None, Some(_)) => Some((b, a, step.inverse())),
                _ => None,
            })
    {
        root_from[b] = root_from[a].map(|t: RigidTransform2| t.after(&step));
    }
    root_from
}

/// The transform from the floor of `b` to that of `a`, and its score.
fn register_pair(
    times: &[GroundPositions],
    a: usize,
    b: usize,
    prior: Option<RigidTransform2>,
) -> Option<(f64, RigidTransform2)> {
    let both: Vec<_> = times
        .iter()
        .map(|t| (&t[a][..], &t[b][..]))
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .collect();
    let best = hough_candidates(&both, prior)
        .into_iter()
        .map(|c| refine_by_icp(&both, c));
    let best = best.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= MIN_SCORE).then_some(best)
}

/// The people that two cameras observe at one time.
type PeopleOfPair<'a> = (&'a [GroundPosition], &'a [GroundPosition]);

/// People whose facing differs by more than this cosine (53°) are not matched: from afar the facing is badly observed.
const MIN_FACING_COSINE: f64 = 0.6;

fn is_facing_alike(a: &GroundPosition, b: &GroundPosition, rotation: &Rotation2<f64>) -> bool {
    match (a.right, b.right) {
        (Some(a), Some(b)) => a.dot(&(rotation * b)) > MIN_FACING_COSINE,
        _ => true,
    }
}

/// The translations with most votes, over all rotations.
fn hough_candidates(
    both: &[PeopleOfPair<'_>],
    prior: Option<RigidTransform2>,
) -> Vec<RigidTransform2> {
    const MAX_CANDIDATES: usize = 12;
    let width = (2.0 * MAX_TRANSLATION_M / CELL_M) as usize;
    let mut votes = vec![0.0_f32; width * width];
    let mut touched = Vec::new();
    let mut best: Vec<(f32, RigidTransform2)> = Vec::new();
    let (from, to) = match prior {
        Some(prior) => (
            prior.rotation_rad - MAX_PRIOR_ROTATION_RAD,
            prior.rotation_rad + MAX_PRIOR_ROTATION_RAD,
        ),
        None => (-std::f64::consts::PI, std::f64::consts::PI),
    };
    let steps = ((to - from) / ROTATION_STEP_RAD).ceil() as usize;
    for step in 0..steps {
        let rotation_rad = from + step as f64 * ROTATION_STEP_RAD;
        let rotation = Rotation2::new(rotation_rad);
        for (a, b) in both {
            // Many people at one time cast many wrong votes.
            let weight = 1.0 / (a.len().max(b.len()) as f32);
            for q in *b {
                let rotated = rotation * q.at;
                for p in *a {
                    let translation = p.at - rotated;
                    if !is_facing_alike(p, q, &rotation) {
                        continue;
                    }
                    if prior.is_some_and(|n| {
                        (translation - n.translation).norm() > MAX_PRIOR_TRANSLATION_M
                    }) {
                        continue;
                    }
                    let cell =
                        (translation.add_scalar(MAX_TRANSLATION_M) / CELL_M).map(|v| v as i64);
                    if cell.iter().all(|&c| c > 0 && (c as usize) < width - 1) {
                        let at = cell.y as usize * width + cell.x as usize;
                        if votes[at] == 0.0 {
                            touched.push(at);
                        }
                        votes[at] += weight;
                    }
                }
            }
        }
        let votes_around = |at: usize| {
            let around = [at, at + 1, at - 1, at + width, at - width];
            around.iter().map(|&i| votes[i]).sum::<f32>()
        };
        let top = touched
            .iter()
            .map(|&at| (votes_around(at), at))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((count, at)) = top {
            let cell = Vector2::new((at % width) as f64, (at / width) as f64);
            let translation = (cell.add_scalar(0.5) * CELL_M).add_scalar(-MAX_TRANSLATION_M);
            best.push((
                count,
                RigidTransform2 {
                    rotation_rad,
                    scale: 1.0,
                    translation,
                },
            ));
        }
        for at in touched.drain(..) {
            votes[at] = 0.0;
        }
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    best.into_iter().take(MAX_CANDIDATES).map(|b| b.1).collect()
}

/// Matches mutually nearest people within a shrinking gate and fits a similarity; the score and the transform.
fn refine_by_icp(
    both: &[PeopleOfPair<'_>],
    mut a_from_b: RigidTransform2,
) -> (f64, RigidTransform2) {
    let mut score = 0.0;
    for gate_m in [2.5, 2.0, 1.5, 1.5, 1.2, 1.0, 1.0, 1.0, 1.0, 1.0] {
        let mut matches = Vec::new();
        for (a, b) in both {
            let rotation = Rotation2::new(a_from_b.rotation_rad);
            let in_a: Vec<_> = a.iter().map(|p| p.at).collect();
            let b_in_a: Vec<_> = b.iter().map(|q| a_from_b.transform(&q.at)).collect();
            for (i, q) in b_in_a.iter().enumerate() {
                let Some((j, distance)) = nearest(q, &in_a).filter(|n| n.1 < gate_m) else {
                    continue;
                };
                let is_mutual = nearest(&in_a[j], &b_in_a).is_some_and(|n| n.0 == i);
                if is_mutual && is_facing_alike(&a[j], &b[i], &rotation) {
                    matches.push((a[j], b[i], 1.0 - (distance / gate_m).powi(2)));
                }
            }
        }
        score = matches.iter().map(|p| p.2).sum();
        let Some(next) = fit_similarity(&matches) else {
            break;
        };
        a_from_b = next;
    }
    (score, a_from_b)
}

fn nearest(p: &Vector2<f64>, all: &[Vector2<f64>]) -> Option<(usize, f64)> {
    let distances = all.iter().map(|q| (p - q).norm()).enumerate();
    distances.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Two observations that may be of one person, and the weight of the match.
type PersonMatch = (GroundPosition, GroundPosition, f64);

/// The least-squares similarity (Umeyama, TPAMI 1991, in the plane) from the second of each match to the first. A facing
/// counts like a point half a metre to the side.
fn fit_similarity(matches: &[PersonMatch]) -> Option<RigidTransform2> {
    const FACING_ARM_M: f64 = 0.5;
    let total: f64 = matches.iter().map(|p| p.2).sum();
    if matches.len() < 3 || total <= 0.0 {
        return None;
    }
    let mean = |of: &dyn Fn(&PersonMatch) -> Vector2<f64>| {
        matches.iter().map(|p| of(p) * p.2).sum::<Vector2<f64>>() / total
    };
    let (mean_a, mean_b) = (mean(&|p| p.0.at), mean(&|p| p.1.at));
    let (mut along, mut across, mut variance_a, mut variance_b) = (0.0, 0.0, 0.0, 0.0);
    for (p, q, w) in matches {
        let (a, b) = (p.at - mean_a, q.at - mean_b);
        let mut add = |a: Vector2<f64>, b: Vector2<f64>, w: f64| {
            along += w * a.dot(&b);
            across += w * (b.x * a.y - b.y * a.x);
        };
        add(a, b, *w);
        if let (Some(a), Some(b)) = (p.right, q.right) {
            add(a, b, w * FACING_ARM_M * FACING_ARM_M);
        }
        variance_a += w * a.norm_squared();
        variance_b += w * b.norm_squared();
    }
    // People who hardly move do not tell the scale; heights err by some per cent, not more.
    let regularisation = total * 0.5;
    let linear = RigidTransform2 {
        rotation_rad: across.atan2(along),
        scale: ((variance_a + regularisation) / (variance_b + regularisation))
            .sqrt()
            .clamp(0.8, 1.25),
        translation: Vector2::zeros(),
    };
    Some(RigidTransform2 {
        translation: mean_a - linear.transform(&mean_b),
        ..linear
    })
}
