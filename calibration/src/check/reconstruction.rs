//! Association of people across cameras and triangulation of their joints, and how much of the observations a rig explains.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::JOINT_COUNT;

use super::observations::ObservedInstant;
use super::rays::{PersonRays, person_rays};
use crate::Rig;
use crate::triangulation::{WeightedRay, closest_approach, intersect_weighted_rays};

/// A ray farther from a point than this, in standard deviations, is an outlier.
pub(super) const GATE_SIGMA: f64 = 4.0;
/// Two views show one person when the mean distance of their rays is at most this, in standard deviations.
const MAX_MEAN_RAY_DISTANCE: f64 = 2.2;
/// The distance of one joint's rays is limited to this, in standard deviations.
const MAX_RAY_DISTANCE: f64 = 6.0;
/// Views are compared by at least this many shared joints.
const MIN_SHARED_JOINTS: usize = 5;
/// Rays with a smaller sine of the angle between them do not determine a point.
const MIN_PARALLAX_SINE: f64 = 0.035;

/// A triangulated joint.
#[derive(Clone, Copy, Debug)]
pub(super) struct JointEstimate {
    pub p_in_world: Vector3<f64>,
    /// m²
    pub covariance: Matrix3<f64>,
}

/// One athlete at one instant.
#[derive(Clone, Debug)]
pub(super) struct ReconstructedAthlete {
    /// Index of the instant.
    pub instant: usize,
    pub joints: [Option<JointEstimate>; JOINT_COUNT],
}

/// The athletes that a rig makes of the observations.
#[derive(Clone, Debug, Default)]
pub(super) struct Reconstruction {
    pub athletes: Vec<ReconstructedAthlete>,
    /// How many observations agree: every ray of a point beyond those that determine it counts one, less by its squared error.
    pub score: f64,
    /// How many people were observed.
    pub observed_people: usize,
}

/// Reconstructs athletes by `rig` without one camera.
pub(super) fn reconstruct(
    rig: &Rig,
    instants: &[ObservedInstant],
    excluded_camera: Option<usize>,
) -> Reconstruction {
    let mut all = Reconstruction::default();
    for (index, instant) in instants.iter().enumerate() {
        let rays = person_rays(rig, instant);
        for members in associate_people(instant, &rays, excluded_camera) {
            if let Some((athlete, score)) = reconstruct_athlete(index, &members, &rays) {
                all.athletes.push(athlete);
                all.score += score;
            }
        }
        all.observed_people += instant
            .people
            .iter()
            .filter(|p| Some(p.camera) != excluded_camera)
            .count();
    }
    all
}

/// Groups of people of different cameras, by agglomerative clustering: the nearest pairs first.
fn associate_people(
    instant: &ObservedInstant,
    rays: &[PersonRays],
    excluded_camera: Option<usize>,
) -> Vec<Vec<usize>> {
    let people = &instant.people;
    let n = people.len();
    let mut distance = vec![f64::INFINITY; n * n];
    let mut pairs = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            let is_excluded = |k: usize| Some(people[k].camera) == excluded_camera;
            if people[i].camera == people[j].camera || is_excluded(i) || is_excluded(j) {
                continue;
            }
            if let Some(d) = mean_ray_distance(&rays[i], &rays[j]) {
                (distance[i * n + j], distance[j * n + i]) = (d, d);
                if d < MAX_MEAN_RAY_DISTANCE {
                    pairs.push((d, i, j));
                }
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; n];
    for (_, i, j) in pairs {
        let members = |k: usize| group_of[k].map_or_else(|| vec![k], |g| groups[g].clone());
        let (a, b) = (members(i), members(j));
        if group_of[i].is_some() && group_of[i] == group_of[j] {
            continue;
        }
        let shares_camera = a
            .iter()
            .any(|&x| b.iter().any(|&y| people[x].camera == people[y].camera));
        let across = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
        // Pairs that cannot be compared do not count.
        let comparable: Vec<f64> = across
            .map(|(x, y)| distance[x * n + y])
            .filter(|d| d.is_finite())
            .collect();
        let limit = 1.2 * MAX_MEAN_RAY_DISTANCE * comparable.len() as f64;
        if shares_camera || comparable.iter().sum::<f64>() > limit {
            continue;
        }
        let merged: Vec<usize> = a.into_iter().chain(b).collect();
        groups.push(merged.clone());
        merged
            .iter()
            .for_each(|&k| group_of[k] = Some(groups.len() - 1));
    }
    let mut current: Vec<usize> = group_of.iter().flatten().copied().collect();
    current.sort_unstable();
    current.dedup();
    current.into_iter().map(|g| groups[g].clone()).collect()
}

/// The mean distance of the rays of two people's shared joints, in standard deviations; infinite where most of them meet behind
/// a camera; `None` where too few joints are shared, or without parallax.
fn mean_ray_distance(a: &PersonRays, b: &PersonRays) -> Option<f64> {
    let (mut sum, mut behind, mut n) = (0.0, 0, 0);
    for (x, y) in a.iter().zip(b) {
        let (Some(x), Some(y)) = (x, y) else { continue };
        let approach = closest_approach(&x.ray, &y.ray);
        let Some(approach) = approach.filter(|a| a.sine >= MIN_PARALLAX_SINE) else {
            continue;
        };
        // The nearest points must lie ahead of both cameras.
        behind += usize::from(approach.ranges_m.iter().any(|r| *r <= 0.0));
        let [range_x, range_y] = approach.ranges_m.map(f64::abs);
        let sigma_m = (x.sigma_rad * range_x)
            .hypot(y.sigma_rad * range_y)
            .max(1e-12);
        sum += (approach.distance_m / sigma_m).min(MAX_RAY_DISTANCE);
        n += 1;
        // Far apart in all of the first joints: another person.
        if n == MIN_SHARED_JOINTS && sum >= 0.9 * MAX_RAY_DISTANCE * n as f64 {
            return None;
        }
    }
    if n < MIN_SHARED_JOINTS {
        return None;
    }
    Some(if 2 * behind > n {
        f64::INFINITY
    } else {
        sum / n as f64
    })
}

fn reconstruct_athlete(
    instant: usize,
    members: &[usize],
    rays: &[PersonRays],
) -> Option<(ReconstructedAthlete, f64)> {
    let mut joints = [None; JOINT_COUNT];
    let mut score = 0.0;
    for (j, slot) in joints.iter_mut().enumerate() {
        let of_joint: Vec<WeightedRay> = members.iter().filter_map(|&m| rays[m][j]).collect();
        if let Some((joint, joint_score)) = intersect_robustly(&of_joint) {
            *slot = Some(joint);
            score += joint_score;
        }
    }
    let found = joints.iter().flatten().count();
    let athlete = ReconstructedAthlete { instant, joints };
    (found >= MIN_SHARED_JOINTS).then_some((athlete, score))
}

/// The intersection of the rays that agree, and its score. Outliers are removed one by one: each time the ray without which the
/// others agree best.
fn intersect_robustly(rays: &[WeightedRay]) -> Option<(JointEstimate, f64)> {
    let mut kept = rays.to_vec();
    loop {
        if !has_parallax(&kept) {
            return None;
        }
        let (at, covariance) = intersect_weighted_rays(&kept)?;
        let worst = kept
            .iter()
            .map(|r| r.normalized_error(&at))
            .fold(0.0, f64::max);
        if worst < GATE_SIGMA {
            let each = kept
                .iter()
                .map(|r| 1.0 - (r.normalized_error(&at) / GATE_SIGMA).powi(2));
            // Two rays' four numbers determine a point's three.
            let score = (each.sum::<f64>() - 1.5).max(0.0);
            let joint = JointEstimate {
                p_in_world: at.0.coords,
                covariance,
            };
            return Some((joint, score));
        }
        if kept.len() <= 2 {
            return None;
        }
        let cost_without = |i: usize| {
            let mut rest = kept.clone();
            rest.remove(i);
            let Some((p, _)) = intersect_weighted_rays(&rest) else {
                return f64::INFINITY;
            };
            rest.iter()
                .map(|r| r.normalized_error(&p).min(100.0).powi(2))
                .sum()
        };
        let costs: Vec<f64> = (0..kept.len()).map(cost_without).collect();
        let outlier = (0..kept.len()).min_by(|&a, &b| costs[a].total_cmp(&costs[b]))?;
        kept.remove(outlier);
    }
}

/// Whether any two rays are far enough from parallel to determine a point.
fn has_parallax(rays: &[WeightedRay]) -> bool {
    let sine = |a: &WeightedRay, b: &WeightedRay| a.ray.direction.cross(&b.ray.direction).norm();
    rays.iter()
        .enumerate()
        .any(|(i, a)| rays[..i].iter().any(|b| sine(a, b) > MIN_PARALLAX_SINE))
}
