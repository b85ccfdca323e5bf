//! Iterated closest points: people of two floors matched with each other, and the similarity that fits them.

use nalgebra::{Rotation2, Vector2};

use super::RigidTransform2;
use super::ground_tracks::PeopleOfPair;
use crate::solve::ground_plane::GroundPosition;

/// People whose facing differs by more than this cosine (53°) are not matched: from afar the facing is badly observed.
const MIN_FACING_COSINE: f64 = 0.6;

pub(super) fn is_facing_alike(
    a: &GroundPosition,
    b: &GroundPosition,
    rotation: &Rotation2<f64>,
) -> bool {
    match (a.right, b.right) {
        (Some(a), Some(b)) => a.dot(&(rotation * b)) > MIN_FACING_COSINE,
        _ => true,
    }
}

/// Matches mutually nearest people within a shrinking gate and fits a similarity; the score and the transform.
pub(super) fn refine_by_icp(
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
