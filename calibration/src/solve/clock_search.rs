//! Coarse offsets of clocks, from people whom cameras of known pose observe.
//!
//! Input assumption: poses good to some tenths of a metre, people who move. At the right offset of two clocks the rays to one
//! person pass each other closely; at another offset the person has gone elsewhere. Each pair of cameras is tried at every
//! offset, and cameras are joined along the spanning tree of the pairs that show one offset most clearly.

use nalgebra::Vector2;
use trackside_schema::Joint;

use super::association::AssociationCamera;
use super::bundle::BundleProblem;
use super::people::{LinkedDetections, PersonDetection};
use crate::Ray;
use crate::triangulation::closest_approach;

/// Offsets are tried up to this far from the current one, and in these steps, s.
const MAX_OFFSET_S: f64 = 3.0;
const STEP_S: f64 = 0.06;
const FINE_STEP_S: f64 = 0.02;
/// Rays that pass each other farther away, m, are of two people.
const GATE_M: f64 = 0.5;
/// How many images of a camera are looked at, with the usual number of pairs.
const TIMES: usize = 72;
const USUAL_PAIRS: usize = 28;
/// An offset is taken over the current one when it scores better by this factor.
const MIN_GAIN: f64 = 1.15;
/// The usual score as a share of that at the right offset, if people move.
const MAX_USUAL_SHARE: f64 = 0.65;
/// With a lower mean score, of 1 for every person of an image, a pair shares no people.
const MIN_SCORE: f64 = 0.08;
/// The parts of a body whose rays are compared.
const PARTS: [[Joint; 2]; 3] = [
    [Joint::LShoulder, Joint::RShoulder],
    [Joint::LHip, Joint::RHip],
    [Joint::LAnkle, Joint::RAnkle],
];

/// What is known of the offset of one camera's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CoarseOffset {
    /// How far the clock is ahead of the first camera's, s.
    pub offset_s: f64,
    /// The score half a second away as a share of that at the offset: near 1 where people hardly move.
    pub score_elsewhere: f64,
}

/// One person's rays.
type PartRays = [Option<Ray>; PARTS.len()];

/// One image: the time by the camera's clock, and the rays of its people.
struct RayImage {
    camera_time_s: f64,
    people: Vec<PartRays>,
}

/// How well two cameras agree at the best offset of their clocks.
struct PairOffset {
    cameras: [usize; 2],
    /// How far the second clock is ahead of the first, s.
    offset_s: f64,
    /// The gain over the usual score.
    contrast: f64,
    score_elsewhere: f64,
}

/// The coarse offsets of all clocks from that of the first camera, by camera; `None` for cameras that share no people with
/// it, directly or through others. Searches about the clocks of `problem`.
pub(super) fn coarse_offsets(
    problem: &BundleProblem,
    people: &LinkedDetections,
) -> Vec<Option<CoarseOffset>> {
    let count = problem.cameras.len();
    let images: Vec<Vec<RayImage>> = (0..count).map(|i| ray_images(problem, people, i)).collect();
    let pair_count = count * count.saturating_sub(1) / 2;
    let share = (USUAL_PAIRS as f64 / pair_count.max(1) as f64).min(1.0);
    let times = ((TIMES as f64 * share) as usize).max(16);
    let current = |i: usize| problem.cameras[i].clock.offset_s;
    let mut pairs = Vec::new();
    for a in 0..count {
        for b in a + 1..count {
            let around = current(b) - current(a);
            pairs.extend(pair_offset([a, b], [&images[a], &images[b]], around, times));
        }
    }
    pairs.sort_by(|a, b| b.contrast.total_cmp(&a.contrast));
    join(&pairs, count)
}

/// How well the cameras of `problem` agree: the mean agreement of people whom two cameras observe, 0 to 1.
pub(super) fn mean_agreement(problem: &BundleProblem, people: &LinkedDetections) -> f64 {
    let count = problem.cameras.len();
    let images: Vec<Vec<RayImage>> = (0..count).map(|i| ray_images(problem, people, i)).collect();
    let current = |i: usize| problem.cameras[i].clock.offset_s;
    let (mut sum, mut pairs) = (0.0, 0);
    for a in 0..count {
        for b in a + 1..count {
            let around = current(b) - current(a);
            if let Some(score) = pair_score([&images[a], &images[b]], around, TIMES) {
                sum += score;
                pairs += 1;
            }
        }
    }
    sum / f64::from(pairs.max(1))
}

/// The offsets along the spanning tree of the clearest pairs, from the first camera.
fn join(pairs: &[PairOffset], count: usize) -> Vec<Option<CoarseOffset>> {
    // Kruskal's tree, then the paths from the first camera.
    let mut group: Vec<usize> = (0..count).collect();
    let mut tree: Vec<&PairOffset> = Vec::new();
    for pair in pairs {
        let [a, b] = pair.cameras.map(|i| group[i]);
        if a != b {
            group.iter_mut().filter(|g| **g == b).for_each(|g| *g = a);
            tree.push(pair);
        }
    }
    let mut known: Vec<Option<CoarseOffset>> = vec![None; count];
    known[0] = Some(CoarseOffset {
        offset_s: 0.0,
        score_elsewhere: 0.0,
    });
    for _ in 0..count {
        for pair in &tree {
            let [a, b] = pair.cameras;
            let step = |from: CoarseOffset, offset_s: f64| CoarseOffset {
                offset_s: from.offset_s + offset_s,
                score_elsewhere: from.score_elsewhere.max(pair.score_elsewhere),
            };
            match (known[a], known[b]) {
                (Some(from), None) => known[b] = Some(step(from, pair.offset_s)),
                (None, Some(from)) => known[a] = Some(step(from, -pair.offset_s)),
                _ => {}
            }
        }
    }
    known
}

fn ray_images(problem: &BundleProblem, people: &LinkedDetections, index: usize) -> Vec<RayImage> {
    let own = &people.images[index];
    let camera = AssociationCamera::of(&problem.cameras[index], own);
    let rays = |person: &PersonDetection| -> PartRays {
        PARTS.map(|[l, r]| {
            let at = match (person.ideal[l.index()], person.ideal[r.index()]) {
                (Some(l), Some(r)) => Some(0.5 * (l + r)),
                _ => None,
            };
            at.map(|at: Vector2<f64>| camera.ray(&at))
        })
    };
    let image = |image: &super::people::ImageDetections| RayImage {
        camera_time_s: image.camera_time_s,
        people: people.all[image.people[0]..image.people[1]]
            .iter()
            .map(rays)
            .collect(),
    };
    own.iter().map(image).collect()
}

fn pair_offset(
    cameras: [usize; 2],
    images: [&[RayImage]; 2],
    around_s: f64,
    times: usize,
) -> Option<PairOffset> {
    let score = |offset_s: f64| pair_score(images, offset_s, times);
    let current = score(around_s);
    let steps = (MAX_OFFSET_S / STEP_S).round() as i32;
    let scanned: Vec<(f64, f64)> = (-steps..=steps)
        .filter_map(|step| {
            let offset_s = around_s + f64::from(step) * STEP_S;
            Some((score(offset_s)?, offset_s))
        })
        .collect();
    let best = scanned.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0))?;
    let mut usual: Vec<f64> = scanned.iter().map(|s| s.0).collect();
    usual.sort_by(f64::total_cmp);
    let usual = usual[usual.len() / 2];
    // Where all offsets do equally well, people hardly moved.
    let is_clear = usual < MAX_USUAL_SHARE * best.0;
    let mut best = match current {
        Some(current) if !is_clear || best.0 < MIN_GAIN * current => (current, around_s),
        _ => best,
    };
    let scanned_best_s = best.1;
    for step in [-2, -1, 1, 2] {
        let offset_s = scanned_best_s + f64::from(step) * FINE_STEP_S;
        best = match score(offset_s) {
            Some(fine) if fine > best.0 => (fine, offset_s),
            _ => best,
        };
    }
    let elsewhere = [best.1 - 0.5, best.1 + 0.5].map(|offset_s| score(offset_s).unwrap_or(0.0));
    (best.0 >= MIN_SCORE).then(|| PairOffset {
        cameras,
        offset_s: best.1,
        contrast: best.0 - usual,
        score_elsewhere: elsewhere[0].max(elsewhere[1]) / best.0,
    })
}

/// The mean agreement of the people of simultaneous images, 0 to 1 a person. `None` where fewer than half of the images have
/// a counterpart.
fn pair_score([a, b]: [&[RayImage]; 2], offset_s: f64, times: usize) -> Option<f64> {
    const WITHIN_S: f64 = 0.06;
    let stride = a.len().div_ceil(times).max(1);
    let (mut sum, mut people, mut images, mut met) = (0.0, 0, 0, 0);
    for image in a.iter().step_by(stride) {
        images += 1;
        let time_s = image.camera_time_s + offset_s;
        let next = b.partition_point(|p| p.camera_time_s < time_s);
        let distance_s = |p: &&RayImage| (p.camera_time_s - time_s).abs();
        let other = b[next.saturating_sub(1)..]
            .iter()
            .take(2)
            .min_by(|x, y| distance_s(x).total_cmp(&distance_s(y)))
            .filter(|p| distance_s(p) <= WITHIN_S);
        let Some(other) = other else { continue };
        met += 1;
        people += image.people.len().min(other.people.len());
        sum += matched(&image.people, &other.people);
    }
    (2 * met >= images && people > 0).then(|| sum / people as f64)
}

/// The agreement of mutually nearest people, 0 to 1 each.
fn matched(a: &[PartRays], b: &[PartRays]) -> f64 {
    let distances: Vec<Vec<f64>> = a
        .iter()
        .map(|p| b.iter().map(|q| mean_distance_m(p, q)).collect())
        .collect();
    let mut sum = 0.0;
    for (i, row) in distances.iter().enumerate() {
        let Some((j, d)) = row.iter().enumerate().min_by(|x, y| x.1.total_cmp(y.1)) else {
            continue;
        };
        let is_mutual = (0..a.len()).all(|k| k == i || distances[k][j] >= *d);
        if is_mutual && *d < GATE_M {
            sum += 1.0 - (d / GATE_M).powi(2);
        }
    }
    sum
}

/// The mean distance of the rays to the parts of two bodies, m; infinite where they do not meet.
fn mean_distance_m(a: &PartRays, b: &PartRays) -> f64 {
    let (mut sum, mut n) = (0.0, 0);
    for (x, y) in a.iter().zip(b) {
        let (Some(x), Some(y)) = (x, y) else { continue };
        let Some(approach) = closest_approach(x, y) else {
            return f64::INFINITY;
        };
        if approach.ranges_m.iter().any(|r| *r < 0.2) || approach.distance_m > 4.0 * GATE_M {
            return f64::INFINITY;
        }
        sum += approach.distance_m;
        n += 1;
    }
    if n < 2 {
        f64::INFINITY
    } else {
        sum / f64::from(n)
    }
}
