#![allow(clippy::unwrap_used)]

use trackside_schema::{RawPixel, WorldPoint};

use super::*;
use crate::{Camera, Distortion, Intrinsics};

fn camera() -> Camera {
    Camera {
        name: "a".to_owned(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics::centred(1200.0, [1920, 1080]),
        distortion: Distortion::BrownConrady([-0.1, 0.02, 0.001, 0.0, 0.0, 0.0, 0.0, 0.0]),
        cam_from_world: Camera::look_at(Point3::new(-4.0, -9.0, 5.0), Point3::new(1.0, 0.0, 0.5)),
    }
}

/// Points observed with `noise_px`, alternately to all sides.
fn observe(camera: &Camera, points: &[Point3<f64>], noise_px: f64) -> Vec<IdealObservation> {
    let observed = points.iter().enumerate().map(|(i, p)| {
        let at = camera.project(WorldPoint(*p)).unwrap();
        let angle = 2.4 * i as f64;
        let at = RawPixel::new(at.x + noise_px * angle.cos(), at.y + noise_px * angle.sin());
        IdealObservation::new(camera, LandmarkTarget::Point(*p), at, 1.0).unwrap()
    });
    observed.collect()
}

/// The errors of the centre (m) and the rotation (rad).
fn errors(pose: &Isometry3<f64>, camera: &Camera) -> [f64; 2] {
    let centre = pose.inverse_transform_point(&Point3::origin());
    [
        (centre - camera.centre().0).norm(),
        pose.rotation.angle_to(&camera.cam_from_world.rotation),
    ]
}

#[test]
fn four_points_in_space_and_four_of_a_plane_determine_a_pose() {
    let camera = camera();
    let flat = [[-3.0, -2.0], [3.0, -2.5], [3.5, 2.0], [-2.0, 3.0]];
    let flat = flat.map(|[x, y]| Point3::new(x, y, 0.0));
    let mut in_space = flat;
    in_space[1].z = 2.0;
    in_space[3].z = 0.7;
    for points in [flat, in_space] {
        let found = solve_pnp(&observe(&camera, &points, 0.0), &PnpOptions::default()).unwrap();
        let [m, rad] = errors(&found.cam_from_world, &camera);
        assert!(m < 1e-6 && rad < 1e-7, "{m} m, {rad} rad");
        assert_eq!(found.inliers, 4);
    }
}

#[test]
fn a_third_of_outliers_is_tolerated() {
    let camera = camera();
    let points: Vec<_> = (0..30)
        .map(|i| {
            let i = f64::from(i);
            Point3::new(4.0 * i.sin(), 3.0 * (1.7 * i).cos(), (0.1 * i) % 2.0)
        })
        .collect();
    let mut observations = observe(&camera, &points, 0.5);
    for o in observations.iter_mut().step_by(3) {
        o.at.x += 0.1;
        o.at.y -= 0.07;
    }
    let found = solve_pnp(&observations, &PnpOptions::default()).unwrap();
    let [m, rad] = errors(&found.cam_from_world, &camera);
    assert!(m < 0.02 && rad < 2e-3, "{m} m, {rad} rad");
    assert_eq!(found.inliers, 20);
}

#[test]
fn a_small_tilted_board_has_two_candidates_and_the_true_one_is_the_first() {
    let mut camera = camera();
    camera.cam_from_world =
        Isometry3::new(Vector3::new(-0.1, 0.05, 2.0), Vector3::new(0.5, -0.3, 0.1));
    let points: Vec<_> = (0..24)
        .map(|i| Point3::new(f64::from(i % 6) * 0.05, f64::from(i / 6) * 0.05, 0.0))
        .collect();
    let centre = Point3::new(0.125, 0.075, 0.0);
    let observations = observe(&camera, &points, 0.2);
    let found = solve_planar_pnp(
        &observations,
        &PnpOptions::default(),
        &Vector3::z(),
        &centre,
    );
    assert_eq!(found.len(), 2);
    let [m, rad] = errors(&found[0], &camera);
    assert!(m < 0.05 && rad < 0.03, "{m} m, {rad} rad");
}

#[test]
fn points_on_one_line_and_three_points_are_refused() {
    let camera = camera();
    let line = [-2.0, -1.0, 0.5, 2.0].map(|x| Point3::new(x, 0.5 * x, 0.0));
    assert!(solve_pnp(&observe(&camera, &line, 0.0), &PnpOptions::default()).is_none());
    let three = &observe(&camera, &line, 0.0)[..3];
    assert!(solve_pnp(three, &PnpOptions::default()).is_none());
}
