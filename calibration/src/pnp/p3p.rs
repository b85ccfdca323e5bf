//! The poses of a camera from three points (Perspective-3-Point).
//!
//! Grunert, "Das Pothenotische Problem in erweiterter Gestalt" (1841), in the form of Haralick, Lee, Ottenberg and Nölle,
//! "Review and analysis of solutions of the three point perspective pose estimation problem", IJCV 13, 1994, eqs. 9 and 10:
//! a quartic gives the ratios of the three ranges, Newton's method polishes the ranges. Input assumption: the points are not
//! on one line.

use nalgebra::{Isometry3, Matrix3, Matrix4, Point3, Translation3, UnitQuaternion, Vector3};

use crate::rotation::nearest_rotation;

/// A triangle whose double area is below this share of its longest squared side counts as a line.
const MIN_AREA: f64 = 1e-4;
/// A complex root of the quartic counts as real up to this imaginary part.
const MAX_IMAGINARY: f64 = 1e-3;
/// Newton steps on the ranges.
const POLISHING_STEPS: usize = 3;
/// The largest residual of the polished squared sides, as a share of the longest.
const MAX_RESIDUAL: f64 = 1e-6;

/// Up to four poses `cam_from_world` that project the points (m) onto the unit directions in camera space.
pub(super) fn p3p(
    points: &[Point3<f64>; 3],
    directions: &[Vector3<f64>; 3],
) -> Vec<Isometry3<f64>> {
    let sides = [
        points[1] - points[2],
        points[0] - points[2],
        points[0] - points[1],
    ];
    let squared = sides.map(|s| s.norm_squared());
    let longest = squared.iter().copied().fold(0.0, f64::max);
    if sides[0].cross(&sides[1]).norm() < MIN_AREA * longest {
        return Vec::new();
    }
    let cosines = [
        directions[1].dot(&directions[2]),
        directions[0].dot(&directions[2]),
        directions[0].dot(&directions[1]),
    ];
    let ranges = range_candidates(&squared, &cosines).into_iter();
    let polished = ranges.filter_map(|r| polish(r, &squared, &cosines, longest));
    polished
        .filter_map(|r| align(points, &[0, 1, 2].map(|i| directions[i] * r[i])))
        .collect()
}

/// Ranges of the three points, from the real roots of Grunert's quartic in v = s₃ / s₁. `squared`: the squared sides opposite
/// to each point; `cosines`: of the angles between the directions to the other two.
fn range_candidates([a2, b2, c2]: &[f64; 3], [ca, cb, cg]: &[f64; 3]) -> Vec<Vector3<f64>> {
    let difference = (a2 - c2) / b2;
    let sum = (a2 + c2) / b2;
    let a4 = (difference - 1.0).powi(2) - 4.0 * c2 / b2 * ca * ca;
    let a3 = 4.0
        * (difference * (1.0 - difference) * cb - (1.0 - sum) * ca * cg
            + 2.0 * c2 / b2 * ca * ca * cb);
    let a2_ = 2.0
        * (difference * difference - 1.0
            + 2.0 * difference * difference * cb * cb
            + 2.0 * ((b2 - c2) / b2) * ca * ca
            - 4.0 * sum * ca * cb * cg
            + 2.0 * ((b2 - a2) / b2) * cg * cg);
    let a1 = 4.0
        * (-difference * (1.0 + difference) * cb + 2.0 * a2 / b2 * cg * cg * cb
            - (1.0 - sum) * ca * cg);
    let a0 = (1.0 + difference).powi(2) - 4.0 * a2 / b2 * cg * cg;
    let ranges = |v: f64| {
        let u = ((-1.0 + difference) * v * v - 2.0 * difference * cb * v + 1.0 + difference)
            / (2.0 * (cg - v * ca));
        let s1 = (b2 / (1.0 + v * v - 2.0 * v * cb)).sqrt();
        let all = Vector3::new(s1, u * s1, v * s1);
        all.iter().all(|s| s.is_finite() && *s > 0.0).then_some(all)
    };
    let roots = quartic_roots([a4, a3, a2_, a1, a0]);
    roots.into_iter().filter_map(ranges).collect()
}

/// The real roots of a quartic, by the eigenvalues of its companion matrix.
fn quartic_roots([a4, a3, a2, a1, a0]: [f64; 5]) -> Vec<f64> {
    let monic = [a3, a2, a1, a0].map(|a| a / a4);
    if monic.iter().any(|a| !a.is_finite()) {
        return Vec::new();
    }
    let mut companion = Matrix4::zeros();
    for i in 0..4 {
        companion[(0, i)] = -monic[i];
    }
    for i in 0..3 {
        companion[(i + 1, i)] = 1.0;
    }
    let eigenvalues = companion.complex_eigenvalues();
    let real = eigenvalues
        .iter()
        .filter(|e| e.im.abs() < MAX_IMAGINARY * (1.0 + e.re.abs()));
    real.map(|e| e.re).collect()
}

/// Newton's method on the law of cosines, sᵢ² + sⱼ² − 2 sᵢ sⱼ cos = squared side.
fn polish(
    start: Vector3<f64>,
    squared: &[f64; 3],
    cosines: &[f64; 3],
    longest: f64,
) -> Option<Vector3<f64>> {
    const PAIRS: [(usize, usize); 3] = [(1, 2), (0, 2), (0, 1)];
    let residuals = |s: &Vector3<f64>| {
        Vector3::from_fn(|k, _| {
            let (i, j) = PAIRS[k];
            s[i] * s[i] + s[j] * s[j] - 2.0 * s[i] * s[j] * cosines[k] - squared[k]
        })
    };
    let mut s = start;
    for _ in 0..POLISHING_STEPS {
        let mut jacobian = Matrix3::zeros();
        for (k, (i, j)) in PAIRS.into_iter().enumerate() {
            jacobian[(k, i)] = 2.0 * (s[i] - s[j] * cosines[k]);
            jacobian[(k, j)] = 2.0 * (s[j] - s[i] * cosines[k]);
        }
        s -= jacobian.lu().solve(&residuals(&s))?;
    }
    let is_solution = s.iter().all(|v| *v > 0.0) && residuals(&s).amax() < MAX_RESIDUAL * longest;
    is_solution.then_some(s)
}

/// The pose that maps three points of the world onto three of camera space.
fn align(world: &[Point3<f64>; 3], camera: &[Vector3<f64>; 3]) -> Option<Isometry3<f64>> {
    let mean_world = world.iter().map(|p| p.coords).sum::<Vector3<f64>>() / 3.0;
    let mean_camera = camera.iter().sum::<Vector3<f64>>() / 3.0;
    let mut correlation = Matrix3::zeros();
    for (p, q) in world.iter().zip(camera) {
        correlation += (q - mean_camera) * (p.coords - mean_world).transpose();
    }
    let rotation = nearest_rotation(&correlation)?;
    let translation = mean_camera - rotation * mean_world;
    Some(Isometry3::from_parts(
        Translation3::from(translation),
        UnitQuaternion::from_rotation_matrix(&rotation),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_true_pose_is_among_the_solutions() {
        let points = [
            Point3::new(0.0, 0.0, 0.0),
            Point3::new(4.0, 0.5, 0.3),
            Point3::new(1.0, 3.0, -0.5),
        ];
        for i in 0..50 {
            let angle = f64::from(i);
            let rotation = Vector3::new(angle.sin(), (1.7 * angle).cos(), (0.3 * angle).sin());
            let translation = Vector3::new(-1.0 + 0.03 * angle, -0.8, 6.0 + (2.3 * angle).sin());
            let truth = Isometry3::new(translation, rotation);
            let directions = points.map(|p| (truth * p).coords.normalize());
            if points.iter().any(|p| (truth * p).z < 0.5) {
                continue;
            }
            let found = p3p(&points, &directions);
            let error = |pose: &Isometry3<f64>| {
                (pose.translation.vector - truth.translation.vector).norm()
                    + pose.rotation.angle_to(&truth.rotation)
            };
            let best = found.iter().map(error).fold(f64::INFINITY, f64::min);
            assert!(best < 1e-6, "{i}: {best}, {} solutions", found.len());
        }
    }

    #[test]
    fn three_points_on_a_line_have_no_solution() {
        let points = [0.0, 1.0, 2.5].map(|x| Point3::new(x, 2.0 * x, 0.0));
        let directions = points.map(|p| (p.coords + Vector3::z() * 5.0).normalize());
        assert!(p3p(&points, &directions).is_empty());
    }
}
