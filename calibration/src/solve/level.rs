//! Moving a whole rig: so that its floor is z = 0, its lengths are right, and it stands where it was thought to stand.

use nalgebra::{Isometry3, Point3, Rotation3, Translation3, UnitQuaternion, Vector3};

use super::problem::Problem;

/// Moves everything by `new_from_old` after making it `size` times as large.
pub(super) fn transform(problem: &mut Problem, size: f64, new_from_old: &Isometry3<f64>) {
    let back = new_from_old.inverse();
    for station in &mut problem.stations {
        let pose = &mut station.camera.cam_from_world;
        pose.translation.vector *= size;
        *pose *= back;
    }
    for point in &mut problem.points {
        let at = new_from_old * Point3::from(point.at[0] * size);
        let turned = [1, 2].map(|i| new_from_old.rotation * point.at[i] * size);
        point.at = [at.coords, turned[0], turned[1]];
    }
}

/// Turns and lifts the problem so that standing feet are at z = 0: a plane by least squares, reweighted so that feet in
/// the air do not count (Cauchy, 3 cm). `None` where there are too few feet, or all at one place or on one line.
pub(super) fn onto_floor(feet: &[Point3<f64>]) -> Option<Isometry3<f64>> {
    const WIDTH_M: f64 = 0.03;
    const LEAST: usize = 20;
    if feet.len() < LEAST {
        return None;
    }
    let mut heights: Vec<f64> = feet.iter().map(|p| p.z).collect();
    let low = feet.len() / 4;
    let (_, start, _) = heights.select_nth_unstable_by(low, f64::total_cmp);
    let middle = feet.iter().map(|p| p.coords).sum::<Vector3<f64>>() / feet.len() as f64;
    // z = c + a (x − mx) + b (y − my)
    let mut plane = Vector3::new(0.0, 0.0, *start);
    let mut width = 0.5;
    for _ in 0..40 {
        let (mut square, mut pull) = (nalgebra::Matrix3::zeros(), Vector3::zeros());
        for p in feet {
            let row = Vector3::new(p.x - middle.x, p.y - middle.y, 1.0);
            let off = p.z - plane.dot(&row);
            // What is above is in the air; what is below is only badly seen.
            let weight = 1.0 / (1.0 + (off / width).powi(2));
            square += row * row.transpose() * weight;
            pull += row * (p.z * weight);
        }
        // Feet on one line leave the slope across it open.
        let spread = square
            .fixed_view::<2, 2>(0, 0)
            .symmetric_eigenvalues()
            .min()
            / square[(2, 2)];
        if spread < 0.04 {
            return None;
        }
        plane = square.cholesky()?.solve(&pull);
        width = f64::max(WIDTH_M, 0.7 * width);
    }
    let normal = Vector3::new(-plane.x, -plane.y, 1.0).normalize();
    let turn = UnitQuaternion::rotation_between(&normal, &Vector3::z())?;
    let on_floor = Point3::new(middle.x, middle.y, plane.z);
    let turned = turn * on_floor;
    // What is below the middle of the feet stays there.
    let shift = Vector3::new(on_floor.x - turned.x, on_floor.y - turned.y, -turned.z);
    Some(Isometry3::from_parts(Translation3::from(shift), turn))
}

/// The turn about z and the level shift under which cameras stand and look most as they were thought to.
pub(super) fn onto_rough(now: &[Isometry3<f64>], thought: &[Isometry3<f64>]) -> Isometry3<f64> {
    let centre = |pose: &Isometry3<f64>| pose.inverse().translation.vector;
    let mean = |poses: &[Isometry3<f64>]| {
        poses.iter().map(centre).sum::<Vector3<f64>>() / poses.len().max(1) as f64
    };
    let (here, there) = (mean(now), mean(thought));
    let (mut along, mut across) = (0.0, 0.0);
    for (a, b) in now.iter().zip(thought) {
        // Where cameras stand, m², and where they look, which counts as one that stands 5 m off.
        for (p, q) in [
            (centre(a) - here, centre(b) - there),
            (look(a) * 5.0, look(b) * 5.0),
        ] {
            along += p.xy().dot(&q.xy());
            across += p.x * q.y - p.y * q.x;
        }
    }
    let turn = Rotation3::new(Vector3::z() * across.atan2(along));
    let shift = there - turn * here;
    let shift = Translation3::new(shift.x, shift.y, 0.0);
    Isometry3::from_parts(shift, UnitQuaternion::from_rotation_matrix(&turn))
}

/// The axis of a camera in the world.
pub(super) fn look(cam_from_world: &Isometry3<f64>) -> Vector3<f64> {
    cam_from_world.rotation.inverse() * Vector3::z()
}
