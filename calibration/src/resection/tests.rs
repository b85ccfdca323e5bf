//! Resection of a camera with known intrinsics.
#![allow(clippy::unwrap_used)]

use nalgebra::Vector6;
use trackside_sports::Field;

use super::refinement::apply_pose_step;
use super::*;
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

fn observed(camera: &Camera, flat: bool) -> Vec<PickedLandmark> {
    let field = Field::named("basketball-fiba").unwrap();
    let points = field.points.iter().filter(|p| !flat || p.at.z == 0.0);
    let observed = points.filter_map(|p| {
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
    observed.collect()
}

trait IntoWorld {
    fn into_world(self) -> trackside_schema::WorldPoint;
}
impl IntoWorld for Point3<f64> {
    fn into_world(self) -> trackside_schema::WorldPoint {
        trackside_schema::WorldPoint(self)
    }
}

fn errors(a: &Isometry3<f64>, b: &Isometry3<f64>) -> (f64, f64) {
    let centre = |p: &Isometry3<f64>| p.inverse_transform_point(&Point3::origin());
    (
        (centre(a) - centre(b)).norm(),
        a.rotation.angle_to(&b.rotation),
    )
}

#[test]
fn exact_landmarks_determine_the_pose_in_a_plane_and_in_space() {
    let camera = camera();
    for flat in [true, false] {
        let got = resect(
            &camera,
            &observed(&camera, flat),
            ResectionOptions::default(),
        )
        .unwrap();
        let (metres, rad) = errors(&got.cam_from_world, &camera.cam_from_world);
        assert!(metres < 1e-6 && rad < 1e-7, "{flat}: {metres} {rad}");
        assert!(got.stats.inliers.iter().all(|i| *i));
    }
}

#[test]
fn a_wrong_landmark_is_an_outlier() {
    let camera = camera();
    let mut landmarks = observed(&camera, true);
    if let LandmarkTarget::Point(p) = &mut landmarks[3].target {
        p.x += 1.0;
    }
    let got = resect(&camera, &landmarks, ResectionOptions::default()).unwrap();
    let (metres, _) = errors(&got.cam_from_world, &camera.cam_from_world);
    assert!(metres < 0.02, "{metres}");
    let outliers: Vec<_> = got
        .stats
        .inliers
        .iter()
        .enumerate()
        .filter(|(_, i)| !**i)
        .collect();
    assert_eq!(outliers.len(), 1);
    assert_eq!(outliers[0].0, 3);
}

#[test]
fn lines_and_circles_refine_a_pose() {
    let camera = camera();
    let field = Field::named("basketball-fiba").unwrap();
    let mut landmarks = Vec::new();
    for line in &field.lines {
        for p in line.geometry.points(2.0) {
            if let Some(at) = camera
                .project(p.into_world())
                .filter(|at| camera.is_in_image(*at))
            {
                landmarks.push(PickedLandmark {
                    name: line.name.clone(),
                    target: LandmarkTarget::OnLine(line.geometry),
                    at,
                    sigma_px: 1.0,
                    sigma_m: 0.01,
                });
            }
        }
    }
    let mut near = camera.clone();
    near.cam_from_world = apply_pose_step(
        &camera.cam_from_world,
        &Vector6::new(0.01, -0.01, 0.005, 0.1, 0.1, -0.2),
    );
    let got = refine(&near, &landmarks, ResectionOptions::default()).unwrap();
    let (metres, rad) = errors(&got.cam_from_world, &camera.cam_from_world);
    assert!(metres < 1e-4 && rad < 1e-5, "{metres} {rad}");
}

#[test]
fn analytic_derivatives_match_numeric_ones() {
    let camera = camera();
    let mut landmarks = observed(&camera, false);
    let course = Field::named("basketball-fiba")
        .unwrap()
        .line("side line +y")
        .unwrap()
        .geometry;
    landmarks.push(PickedLandmark {
        target: LandmarkTarget::OnLine(course),
        at: trackside_schema::RawPixel::new(900.0, 300.0),
        ..landmarks[0].clone()
    });
    let pose = apply_pose_step(&camera.cam_from_world, &Vector6::repeat(0.01));
    for l in &landmarks {
        let o = IdealObservation::of(&camera, l).unwrap();
        let j = o.jacobian(&pose).unwrap();
        for k in 0..6 {
            let mut by = Vector6::zeros();
            by[k] = 1e-6;
            let d = (o.residual(&apply_pose_step(&pose, &by)).unwrap()
                - o.residual(&apply_pose_step(&pose, &-by)).unwrap())
                / 2e-6;
            assert!(
                (d.x - j[0][k]).abs() < 1e-7 && (d.y - j[1][k]).abs() < 1e-7,
                "{} {k}",
                l.name
            );
        }
    }
}
