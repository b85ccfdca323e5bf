//! The rotation of a camera about its centre on which most directions agree.
//!
//! When a camera turns about its centre, each direction a moves to R a, at any depth. Near the identity R a − a ≈ ω × a.
//! Input assumption: R within some degrees of the identity. Pairs of directions propose ω and all directions vote (Fischler
//! and Bolles, "Random sample consensus", CACM 1981, with pairs enumerated instead of drawn); least squares refine ω on the
//! inliers.

use nalgebra::{Matrix3, Vector3};

/// A rotation, its accuracy and its inliers.
#[derive(Clone, Debug, PartialEq)]
pub struct RotationConsensus {
    /// The rotation vector ω, rad.
    pub rotation_rad: Vector3<f64>,
    /// One standard deviation of each component, rad.
    pub sigma_rad: Vector3<f64>,
    /// By pair: whether it agrees.
    pub inliers: Vec<bool>,
}

impl RotationConsensus {
    /// The number of inliers.
    pub fn inlier_count(&self) -> usize {
        self.inliers.iter().filter(|a| **a).count()
    }
}

/// A direction yields two equations: four directions leave some over for the three unknowns.
const MIN_PAIRS: usize = 4;

/// The rotation that maps most of the directions, `(before, after)`, unit vectors and nearly equal, to within `within_rad`.
/// `None` for fewer than four pairs, and where the inliers leave the rotation about some axis open.
pub fn consensus_rotation(
    pairs: &[[Vector3<f64>; 2]],
    within_rad: f64,
) -> Option<RotationConsensus> {
    let n = pairs.len();
    if n < MIN_PAIRS {
        return None;
    }
    let inliers_of = |rotation: &Vector3<f64>| -> Vec<bool> {
        let error = |[a, b]: &[Vector3<f64>; 2]| (b - a - rotation.cross(a)).norm();
        pairs.iter().map(|pair| error(pair) < within_rad).collect()
    };
    let votes = |rotation: &Vector3<f64>| inliers_of(rotation).iter().filter(|a| **a).count();
    let strides = [n / 2, n / 3, 1];
    let samples = strides
        .iter()
        .flat_map(|stride| (0..n).map(move |i| (i, (i + stride) % n)))
        .filter(|(i, j)| i != j);
    let proposals = samples.filter_map(|(i, j)| Some(fit_rotation(&[pairs[i], pairs[j]])?.0));
    let mut rotation = proposals.max_by_key(votes)?;
    let mut inliers = inliers_of(&rotation);
    let mut sigma = Vector3::zeros();
    for _ in 0..3 {
        let all = pairs.iter().zip(&inliers);
        let agreeing: Vec<_> = all
            .filter_map(|(p, is_inlier)| is_inlier.then_some(*p))
            .collect();
        if agreeing.len() < MIN_PAIRS {
            return None;
        }
        (rotation, sigma) = fit_rotation(&agreeing)?;
        inliers = inliers_of(&rotation);
    }
    Some(RotationConsensus {
        rotation_rad: rotation,
        sigma_rad: sigma,
        inliers,
    })
}

/// The least-squares rotation vector, and its standard deviations.
fn fit_rotation(pairs: &[[Vector3<f64>; 2]]) -> Option<(Vector3<f64>, Vector3<f64>)> {
    let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
    for [a, b] in pairs {
        normal += Matrix3::identity() * a.norm_squared() - a * a.transpose();
        right += a.cross(&(b - a));
    }
    let inverse = normal.try_inverse()?;
    let rotation = inverse * right;
    let squared_error: f64 = pairs
        .iter()
        .map(|[a, b]| (b - a - rotation.cross(a)).norm_squared())
        .sum();
    let redundancy = (2 * pairs.len()).saturating_sub(3).max(1) as f64;
    let sigma = (inverse.diagonal() * (squared_error / redundancy)).map(f64::sqrt);
    (rotation.iter().chain(&sigma).all(|v| v.is_finite())).then_some((rotation, sigma))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use nalgebra::UnitQuaternion;

    use super::*;

    fn direction(i: usize) -> Vector3<f64> {
        let (x, y) = ((i % 6) as f64 / 5.0 - 0.5, (i / 6) as f64 / 4.0 - 0.5);
        Vector3::new(x, 0.6 * y, 1.0).normalize()
    }

    /// Two of five directions belong to something that moves.
    #[test]
    fn the_rotation_of_the_majority_is_found_and_moving_directions_are_outliers() {
        let rotation_rad = Vector3::new(0.006, -0.004, 0.008);
        let rotation = UnitQuaternion::from_scaled_axis(rotation_rad);
        let is_moving = |i: usize| i % 5 == 1 || i % 5 == 3;
        let pairs: Vec<_> = (0..30)
            .map(|i| {
                let a = direction(i);
                let noise = Vector3::new((i as f64).sin(), (3.0 * i as f64).cos(), 0.0) * 2e-5;
                let by = if is_moving(i) {
                    0.01 * (1 + i % 7) as f64
                } else {
                    0.0
                };
                [a, rotation * a + noise + Vector3::new(by, -0.5 * by, 0.0)]
            })
            .collect();
        let found = consensus_rotation(&pairs, 3e-4).unwrap();
        assert!(
            (found.rotation_rad - rotation_rad).norm() < 5e-5,
            "{found:?}"
        );
        assert!(
            (0..30).all(|i| found.inliers[i] != is_moving(i)),
            "{found:?}"
        );
        assert!(
            found.sigma_rad.iter().all(|s| (1e-6..5e-5).contains(s)),
            "{found:?}"
        );
    }

    #[test]
    fn a_zoom_is_no_rotation() {
        let zoomed = |i: usize| {
            let a = direction(i);
            [a, Vector3::new(1.02 * a.x, 1.02 * a.y, a.z).normalize()]
        };
        let pairs: Vec<_> = (0..30).map(zoomed).collect();
        let count = consensus_rotation(&pairs, 5e-4).map_or(0, |c| c.inlier_count());
        assert!(count < 10, "{count} of 30");
        assert_eq!(consensus_rotation(&pairs[..3], 1.0), None);
    }
}
