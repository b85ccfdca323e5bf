//! Whose views belong together, by some rig, and what points they make: how well a rig explains what was seen.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::JOINT_COUNT;

use super::sights::{Instant, Ray, Rays, meet, rays};
use crate::Rig;

/// A ray farther from a point than this, in standard deviations, does not speak for it.
pub(super) const GATE: f64 = 4.0;
/// Two views are of one person when their rays pass each other by no more than this on average, in standard deviations.
const SAME: f64 = 2.2;
/// No joint counts for more, in standard deviations.
const CAP: f64 = 6.0;
/// Views are compared by at least so many joints.
const LEAST_SHARED: usize = 5;
/// Rays with less between them, sine of the angle, fix no point.
const LEAST_PARALLAX: f64 = 0.035;

/// A joint in 3D.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    pub at: Vector3<f64>,
    pub covariance: Matrix3<f64>,
}

/// One athlete at one instant.
#[derive(Clone, Debug)]
pub(super) struct Athlete {
    pub instant: usize,
    pub joints: [Option<Point>; JOINT_COUNT],
}

/// What a rig makes of what was seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Explained {
    pub athletes: Vec<Athlete>,
    /// How much of it agrees: every ray that a point has beyond what fixes the point counts one, less as it misses it.
    pub gain: f64,
    /// How many people were seen.
    pub people: usize,
}

/// By `rig` without the camera `but`.
pub(super) fn explain(rig: &Rig, instants: &[Instant], but: Option<usize>) -> Explained {
    let mut all = Explained::default();
    for (index, instant) in instants.iter().enumerate() {
        let rays = rays(rig, instant);
        for members in group(instant, &rays, but) {
            if let Some((athlete, gain)) = athlete(index, &members, &rays) {
                all.athletes.push(athlete);
                all.gain += gain;
            }
        }
        all.people += instant
            .people
            .iter()
            .filter(|p| Some(p.camera) != but)
            .count();
    }
    all
}

/// Groups of people of different cameras, the surest pairs first.
fn group(instant: &Instant, rays: &[Rays], but: Option<usize>) -> Vec<Vec<usize>> {
    let people = &instant.people;
    let n = people.len();
    let mut cost = vec![f64::INFINITY; n * n];
    let mut pairs = Vec::new();
    for i in 0..n {
        for j in i + 1..n {
            let skipped = |k: usize| Some(people[k].camera) == but;
            if people[i].camera == people[j].camera || skipped(i) || skipped(j) {
                continue;
            }
            if let Some(c) = passing(&rays[i], &rays[j]) {
                (cost[i * n + j], cost[j * n + i]) = (c, c);
                if c < SAME {
                    pairs.push((c, i, j));
                }
            }
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut of: Vec<Option<usize>> = vec![None; n];
    for (_, i, j) in pairs {
        let one = |k: usize| of[k].map_or_else(|| vec![k], |g| groups[g].clone());
        let (a, b) = (one(i), one(j));
        if of[i].is_some() && of[i] == of[j] {
            continue;
        }
        let clash = a
            .iter()
            .any(|&x| b.iter().any(|&y| people[x].camera == people[y].camera));
        let across = a.iter().flat_map(|&x| b.iter().map(move |&y| (x, y)));
        // Who cannot be compared says nothing.
        let known: Vec<f64> = across
            .map(|(x, y)| cost[x * n + y])
            .filter(|c| c.is_finite())
            .collect();
        if clash || known.iter().sum::<f64>() > 1.2 * SAME * known.len() as f64 {
            continue;
        }
        let whole: Vec<usize> = a.into_iter().chain(b).collect();
        groups.push(whole.clone());
        whole.iter().for_each(|&k| of[k] = Some(groups.len() - 1));
    }
    let mut kept: Vec<usize> = of.iter().flatten().copied().collect();
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|g| groups[g].clone()).collect()
}

/// The mean of how far two people's rays pass each other by, in standard deviations; infinite where most of them would meet
/// behind a camera; `None` where too few joints are shared or they see them from one side.
fn passing(a: &Rays, b: &Rays) -> Option<f64> {
    let (mut sum, mut behind, mut n) = (0.0, 0, 0);
    for (x, y) in a.iter().zip(b) {
        let (Some(x), Some(y)) = (x, y) else { continue };
        let base = y.centre - x.centre;
        let normal = x.direction.cross(&y.direction);
        let sine = normal.norm();
        if sine < LEAST_PARALLAX {
            continue;
        }
        // How far along each ray they come nearest: both must be ahead.
        let along_x = base.cross(&y.direction).dot(&normal);
        let along_y = base.cross(&x.direction).dot(&normal);
        behind += usize::from(along_x <= 0.0 || along_y <= 0.0);
        let gap = base.dot(&normal).abs() / sine;
        let (rx, ry) = (along_x.abs() / (sine * sine), along_y.abs() / (sine * sine));
        let sigma = (x.sigma * rx).hypot(y.sigma * ry).max(1e-12);
        sum += (gap / sigma).min(CAP);
        n += 1;
        // Far off, joint after joint.
        if n == LEAST_SHARED && sum >= 0.9 * CAP * n as f64 {
            return None;
        }
    }
    if n < LEAST_SHARED {
        return None;
    }
    Some(if 2 * behind > n {
        f64::INFINITY
    } else {
        sum / n as f64
    })
}

fn athlete(instant: usize, members: &[usize], rays: &[Rays]) -> Option<(Athlete, f64)> {
    let mut joints = [None; JOINT_COUNT];
    let mut gain = 0.0;
    for (j, slot) in joints.iter_mut().enumerate() {
        let of_joint: Vec<Ray> = members.iter().filter_map(|&m| rays[m][j]).collect();
        if let Some((point, g)) = agree(&of_joint) {
            *slot = Some(point);
            gain += g;
        }
    }
    let found = joints.iter().flatten().count();
    let athlete = Athlete { instant, joints };
    (found >= LEAST_SHARED).then_some((athlete, gain))
}

/// The point on which the rays agree once the worst are left out, and what that counts.
pub(super) fn agree(rays: &[Ray]) -> Option<(Point, f64)> {
    let mut kept = rays.to_vec();
    loop {
        if !spread(&kept) {
            return None;
        }
        let (at, covariance) = meet(&kept)?;
        let worst = kept.iter().map(|r| r.off(&at)).fold(0.0, f64::max);
        if worst < GATE {
            let each = kept.iter().map(|r| 1.0 - (r.off(&at) / GATE).powi(2));
            // Two rays' four numbers fix a point's three.
            let gain = (each.sum::<f64>() - 1.5).max(0.0);
            return Some((Point { at, covariance }, gain));
        }
        if kept.len() <= 2 {
            return None;
        }
        let without = |i: usize| {
            let mut rest = kept.clone();
            rest.remove(i);
            let Some((p, _)) = meet(&rest) else {
                return f64::INFINITY;
            };
            rest.iter().map(|r| r.off(&p).min(100.0).powi(2)).sum()
        };
        let costs: Vec<f64> = (0..kept.len()).map(without).collect();
        let least = (0..kept.len()).min_by(|&a, &b| costs[a].total_cmp(&costs[b]))?;
        kept.remove(least);
    }
}

/// Whether any two rays are far enough from parallel to fix a point.
fn spread(rays: &[Ray]) -> bool {
    let apart = |a: &Ray, b: &Ray| a.direction.cross(&b.direction).norm() > LEAST_PARALLAX;
    rays.iter()
        .enumerate()
        .any(|(i, a)| rays[..i].iter().any(|b| apart(a, b)))
}
