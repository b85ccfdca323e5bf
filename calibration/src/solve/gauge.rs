//! Fixing the gauge of a solved rig: moving all of it so that the floor is z = 0, lengths are right, and cameras are where
//! their priors have them.

use nalgebra::{Isometry3, Matrix3, Point3, Rotation3, Translation3, UnitQuaternion, Vector3};

use super::bundle::BundleProblem;
use crate::optimize::RobustLoss;

/// Scales everything by `scale`, then moves it by `new_from_old`.
pub(super) fn transform_problem(
    problem: &mut BundleProblem,
    scale: f64,
    new_from_old: &Isometry3<f64>,
) {
    let old_from_new = new_from_old.inverse();
    for block in &mut problem.cameras {
        let pose = &mut block.camera.cam_from_world;
        pose.translation.vector *= scale;
        *pose *= old_from_new;
    }
    for point in &mut problem.points {
        let position = new_from_old * Point3::from(point.state[0] * scale);
        let rotated = [1, 2].map(|i| new_from_old.rotation * point.state[i] * scale);
        point.state = [position.coords, rotated[0], rotated[1]];
    }
}

/// The motion that puts standing feet onto z = 0: a least-squares plane, reweighted (Cauchy, 3 cm) so that feet in the air
/// do not count. `None` where there are too few feet, or all lie on one spot or one line.
pub(super) fn floor_alignment(feet: &[Point3<f64>]) -> Option<Isometry3<f64>> {
    const FINAL_WIDTH_M: f64 = 0.03;
    const MIN_FEET: usize = 20;
    /// The feet must spread across their main direction: the minimum variance, m².
    const MIN_VARIANCE_M2: f64 = 0.04;
    if feet.len() < MIN_FEET {
        return None;
    }
    let mut heights: Vec<f64> = feet.iter().map(|p| p.z).collect();
    let quarter = feet.len() / 4;
    let (_, start, _) = heights.select_nth_unstable_by(quarter, f64::total_cmp);
    let mean = feet.iter().map(|p| p.coords).sum::<Vector3<f64>>() / feet.len() as f64;
    // z = c + a (x − mx) + b (y − my)
    let mut plane = Vector3::new(0.0, 0.0, *start);
    let mut width = 0.5;
    for _ in 0..40 {
        let (mut square, mut right) = (Matrix3::zeros(), Vector3::zeros());
        for p in feet {
            let row = Vector3::new(p.x - mean.x, p.y - mean.y, 1.0);
            let residual = p.z - plane.dot(&row);
            // Feet above are in the air; feet below are badly observed.
            let (_, weight) = RobustLoss::Cauchy(width).evaluate(residual * residual);
            square += row * row.transpose() * weight;
            right += row * (p.z * weight);
        }
        // Feet on one line leave the slope across it open.
        let variance = square
            .fixed_view::<2, 2>(0, 0)
            .symmetric_eigenvalues()
            .min()
            / square[(2, 2)];
        if variance < MIN_VARIANCE_M2 {
            return None;
        }
        plane = square.cholesky()?.solve(&right);
        width = f64::max(FINAL_WIDTH_M, 0.7 * width);
    }
    let normal = Vector3::new(-plane.x, -plane.y, 1.0).normalize();
    let rotation = UnitQuaternion::rotation_between(&normal, &Vector3::z())?;
    let on_floor = Point3::new(mean.x, mean.y, plane.z);
    let rotated = rotation * on_floor;
    // The point of the floor below the mean of the feet keeps its x and y.
    let translation = Vector3::new(on_floor.x - rotated.x, on_floor.y - rotated.y, -rotated.z);
    Some(Isometry3::from_parts(
        Translation3::from(translation),
        rotation,
    ))
}

/// The rotation about z and the horizontal translation that bring cameras nearest to their prior poses, in position and
/// viewing direction.
pub(super) fn alignment_to_priors(
    current: &[Isometry3<f64>],
    priors: &[Isometry3<f64>],
) -> Isometry3<f64> {
    /// A viewing direction counts like a position that is so far away, m.
    const DIRECTION_ARM_M: f64 = 5.0;
    let centre = |pose: &Isometry3<f64>| pose.inverse().translation.vector;
    let mean = |poses: &[Isometry3<f64>]| {
        poses.iter().map(centre).sum::<Vector3<f64>>() / poses.len().max(1) as f64
    };
    let (current_mean, prior_mean) = (mean(current), mean(priors));
    let (mut along, mut across) = (0.0, 0.0);
    for (a, b) in current.iter().zip(priors) {
        for (p, q) in [
            (centre(a) - current_mean, centre(b) - prior_mean),
            (
                optical_axis(a) * DIRECTION_ARM_M,
                optical_axis(b) * DIRECTION_ARM_M,
            ),
        ] {
            along += p.xy().dot(&q.xy());
            across += p.x * q.y - p.y * q.x;
        }
    }
    let rotation = Rotation3::new(Vector3::z() * across.atan2(along));
    let translation = prior_mean - rotation * current_mean;
    let translation = Translation3::new(translation.x, translation.y, 0.0);
    Isometry3::from_parts(translation, UnitQuaternion::from_rotation_matrix(&rotation))
}

/// The points of `from`, moved and scaled as a whole to lie nearest to those of `to` (Umeyama, TPAMI 1991). `nearest_rotation`:
/// the rotation nearest to a matrix. `None` for fewer than three points, or where they lie on one line.
pub(super) fn similarity_to(
    from: &[Vector3<f64>],
    to: &[Vector3<f64>],
    nearest_rotation: impl Fn(&Matrix3<f64>) -> Option<Rotation3<f64>>,
) -> Option<Vec<Vector3<f64>>> {
    let mean = |all: &[Vector3<f64>]| all.iter().sum::<Vector3<f64>>() / all.len().max(1) as f64;
    let (mean_from, mean_to) = (mean(from), mean(to));
    let pairs = || {
        from.iter()
            .zip(to)
            .map(|(a, b)| (a - mean_from, b - mean_to))
    };
    let covariance: Matrix3<f64> = pairs().map(|(a, b)| b * a.transpose()).sum();
    let rotation = nearest_rotation(&covariance).filter(|_| from.len() >= 3)?;
    let along: f64 = pairs().map(|(a, b)| b.dot(&(rotation * a))).sum();
    let square: f64 = pairs().map(|(a, _)| a.norm_squared()).sum();
    let scale = along / square;
    let moved = |p: &Vector3<f64>| mean_to + rotation * (p - mean_from) * scale;
    scale.is_finite().then(|| from.iter().map(moved).collect())
}

/// The viewing direction of a camera in the world.
pub(super) fn optical_axis(cam_from_world: &Isometry3<f64>) -> Vector3<f64> {
    cam_from_world.rotation.inverse() * Vector3::z()
}
