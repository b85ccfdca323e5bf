//! Poses from landmarks of a camera that is known.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::field::Field;
use crate::{Distortion, Intrinsics};

fn camera() -> Camera {
    let eye = Point3::new(-4.0, -16.0, 6.0);
    Camera {
        name: "a".to_owned(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: 1200.0,
            fy: 1210.0,
            cx: 950.0,
            cy: 545.0,
        },
        distortion: Distortion::BrownConrady([-0.1, 0.02, 0.001, 0.0, 0.0, 0.0, 0.0, 0.0]),
        cam_from_world: Camera::look_at(eye, Point3::new(2.0, 0.0, 0.5)),
    }
}

fn seen(camera: &Camera, flat: bool) -> Vec<PickedLandmark> {
    let field = Field::named("basketball-fiba").unwrap();
    let points = field.points.iter().filter(|p| !flat || p.at.z == 0.0);
    let seen = points.filter_map(|p| {
        let at = camera
            .project(p.at.into_world())
            .filter(|at| camera.is_in_image(*at))?;
        Some(PickedLandmark {
            name: p.name.clone(),
            target: LandmarkTarget::Point(p.at),
            at,
            sigma_px: 1.0,
            sigma_m: 0.01,
        })
    });
    seen.collect()
}

trait IntoWorld {
    fn into_world(self) -> trackside_schema::WorldPoint;
}
impl IntoWorld for Point3<f64> {
    fn into_world(self) -> trackside_schema::WorldPoint {
        trackside_schema::WorldPoint(self)
    }
}

fn off(a: &Isometry3<f64>, b: &Isometry3<f64>) -> (f64, f64) {
    let centre = |p: &Isometry3<f64>| p.inverse_transform_point(&Point3::origin());
    (
        (centre(a) - centre(b)).norm(),
        a.rotation.angle_to(&b.rotation),
    )
}

#[test]
fn exact_landmarks_give_the_pose_flat_or_not() {
    let camera = camera();
    for flat in [true, false] {
        let got = resect(&camera, &seen(&camera, flat), Options::default()).unwrap();
        let (metres, rad) = off(&got.cam_from_world, &camera.cam_from_world);
        assert!(metres < 1e-6 && rad < 1e-7, "{flat}: {metres} {rad}");
        assert!(got.stats.inliers.iter().all(|i| *i));
    }
}

#[test]
fn a_landmark_typed_wrong_is_left_out() {
    let camera = camera();
    let mut landmarks = seen(&camera, true);
    if let LandmarkTarget::Point(p) = &mut landmarks[3].target {
        p.x += 1.0;
    }
    let got = resect(&camera, &landmarks, Options::default()).unwrap();
    let (metres, _) = off(&got.cam_from_world, &camera.cam_from_world);
    assert!(metres < 0.02, "{metres}");
    let out: Vec<_> = got
        .stats
        .inliers
        .iter()
        .enumerate()
        .filter(|(_, i)| !**i)
        .collect();
    assert_eq!(out.len(), 1);
    assert_eq!(out[0].0, 3);
}

#[test]
fn lines_and_circles_pull_a_pose_into_place() {
    let camera = camera();
    let field = Field::named("basketball-fiba").unwrap();
    let mut landmarks = Vec::new();
    for line in &field.lines {
        for p in line.course.points(2.0) {
            if let Some(at) = camera
                .project(p.into_world())
                .filter(|at| camera.is_in_image(*at))
            {
                landmarks.push(PickedLandmark {
                    name: line.name.clone(),
                    target: LandmarkTarget::OnLine(line.course),
                    at,
                    sigma_px: 1.0,
                    sigma_m: 0.01,
                });
            }
        }
    }
    let mut near = camera.clone();
    near.cam_from_world = moved(
        &camera.cam_from_world,
        &Vector6::new(0.01, -0.01, 0.005, 0.1, 0.1, -0.2),
    );
    let got = refine(&near, &landmarks, Options::default()).unwrap();
    let (metres, rad) = off(&got.cam_from_world, &camera.cam_from_world);
    assert!(metres < 1e-4 && rad < 1e-5, "{metres} {rad}");
}

#[test]
fn derivatives_are_what_differences_say() {
    let camera = camera();
    let mut landmarks = seen(&camera, false);
    let course = Field::named("basketball-fiba")
        .unwrap()
        .line("side line +y")
        .unwrap()
        .course;
    landmarks.push(PickedLandmark {
        target: LandmarkTarget::OnLine(course),
        at: trackside_schema::RawPixel::new(900.0, 300.0),
        ..landmarks[0].clone()
    });
    let pose = moved(&camera.cam_from_world, &Vector6::repeat(0.01));
    for l in &landmarks {
        let s = sight(&camera, l).unwrap();
        let j = jacobian(&pose, &s).unwrap();
        for k in 0..6 {
            let mut by = Vector6::zeros();
            by[k] = 1e-6;
            let d = (error(&moved(&pose, &by), &s).unwrap()
                - error(&moved(&pose, &-by), &s).unwrap())
                / 2e-6;
            assert!(
                (d.x - j[0][k]).abs() < 1e-7 && (d.y - j[1][k]).abs() < 1e-7,
                "{} {k}",
                l.name
            );
        }
    }
}
