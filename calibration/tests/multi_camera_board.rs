//! Extrinsics from a board that is moved in view of two cameras, compared with OpenCV's `stereoCalibrate` on the same corners.
#![cfg(feature = "solve")]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::time::Instant;

use nalgebra::{Isometry3, Point3, Translation3, UnitQuaternion, Vector3};
use opencv::calib3d;
use opencv::core::{Mat, Point2f, Point3f, Size, TermCriteria, Vector};
use opencv::prelude::*;
use trackside_calibration::solve::board::{BoardDetection, BoardInstant};
use trackside_calibration::solve::multi_camera_board::{held_out_rms_px, solve_board_extrinsics};
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_schema::{RawPixel, WorldPoint};
use trackside_testkit::TestRng;

const LENS: [f64; 8] = [-0.12, 0.05, 4e-4, -3e-4, 0.0, 0.0, 0.0, 0.0];

/// Cameras on an arc of 3.5 m around the board.
fn cameras(count: usize) -> Vec<Camera> {
    let one = |i: usize| {
        let angle = 0.5 * i as f64 - 0.4;
        let eye = Point3::new(3.5 * angle.sin(), -3.5 * angle.cos(), 1.8);
        Camera {
            name: format!("cam_{i}"),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1400.0 + 20.0 * i as f64,
                fy: 1400.0 + 20.0 * i as f64,
                cx: 965.0,
                cy: 533.0,
            },
            distortion: Distortion::BrownConrady(LENS),
            cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, 1.2)),
        }
    };
    (0..count).map(one).collect()
}

/// A board of 7 × 5 corners, 70 mm, in front of the cameras; `outlier_share`: the share of outliers among the corners.
fn simulate(cameras: &[Camera], count: usize, outlier_share: f64) -> Vec<BoardInstant> {
    let mut rng = TestRng::new(900_001);
    let facing = UnitQuaternion::from_scaled_axis(Vector3::x() * -1.4);
    let mut all = Vec::new();
    while all.len() < count {
        let rotation = Vector3::from_fn(|_, _| rng.between(-0.5, 0.5));
        let at = Vector3::new(
            rng.between(-0.8, 0.8),
            rng.between(-0.8, 0.8),
            rng.between(0.8, 1.6),
        );
        let board = Isometry3::from_parts(
            Translation3::from(at),
            UnitQuaternion::from_scaled_axis(rotation) * facing,
        );
        let mut instant = BoardInstant::new();
        for (i, camera) in cameras.iter().enumerate() {
            let mut corners = Vec::new();
            for k in 0..35 {
                let p = Vector3::new(f64::from(k % 7) * 0.07, f64::from(k / 7) * 0.07, 0.0);
                let projected = camera.project(WorldPoint(board * Point3::from(p)));
                if let Some(at) = projected.filter(|at| camera.is_in_image(*at)) {
                    let sigma_px = if rng.uniform() < outlier_share {
                        20.0
                    } else {
                        0.2
                    };
                    let (x, y) = (
                        at.x + sigma_px * rng.normal(),
                        at.y + sigma_px * rng.normal(),
                    );
                    // OpenCV keeps corners as single floats.
                    corners.push((p, RawPixel::new(f64::from(x as f32), f64::from(y as f32))));
                }
            }
            if corners.len() == 35 {
                instant.push((
                    i,
                    BoardDetection {
                        name: format!("{}", all.len()),
                        corners,
                        sharpness: 1.0,
                    },
                ));
            }
        }
        if instant.len() == cameras.len() {
            all.push(instant);
        }
    }
    all
}

/// The extrinsics of the second camera by `stereoCalibrate`, intrinsics fixed.
fn by_opencv(cameras: &[Camera], instants: &[BoardInstant]) -> Vec<Camera> {
    let mut boards = Vector::<Vector<Point3f>>::new();
    let mut seen = [(); 2].map(|()| Vector::<Vector<Point2f>>::new());
    for instant in instants {
        let corners = &instant[0].1.corners;
        let board = corners
            .iter()
            .map(|(p, _)| Point3f::new(p.x as f32, p.y as f32, 0.0));
        boards.push(board.collect());
        for (camera, view) in instant {
            let at = view
                .corners
                .iter()
                .map(|(_, at)| Point2f::new(at.x as f32, at.y as f32));
            seen[*camera].push(at.collect());
        }
    }
    let matrix = |c: &Camera| {
        let k = &c.intrinsics;
        Mat::from_slice_2d(&[[k.fx, 0.0, k.cx], [0.0, k.fy, k.cy], [0.0, 0.0, 1.0]]).unwrap()
    };
    let lens = || Mat::from_slice(&LENS[..4]).unwrap().try_clone().unwrap();
    let (mut k0, mut k1, mut d0, mut d1) =
        (matrix(&cameras[0]), matrix(&cameras[1]), lens(), lens());
    let (mut r, mut t, mut e, mut f) = (
        Mat::default(),
        Mat::default(),
        Mat::default(),
        Mat::default(),
    );
    calib3d::stereo_calibrate(
        &boards,
        &seen[0],
        &seen[1],
        &mut k0,
        &mut d0,
        &mut k1,
        &mut d1,
        Size::new(1920, 1080),
        &mut r,
        &mut t,
        &mut e,
        &mut f,
        calib3d::CALIB_FIX_INTRINSIC,
        TermCriteria::new(3, 100, 1e-9).unwrap(),
    )
    .unwrap();
    let turn = nalgebra::Matrix3::from_row_slice(r.data_typed::<f64>().unwrap());
    let shift = Vector3::from_column_slice(t.data_typed::<f64>().unwrap());
    let by = Isometry3::from_parts(
        Translation3::from(shift),
        UnitQuaternion::from_matrix(&turn),
    );
    let second = Camera {
        cam_from_world: by * cameras[0].cam_from_world,
        ..cameras[1].clone()
    };
    vec![cameras[0].clone(), second]
}

#[test]
fn two_cameras_are_solved_at_least_as_well_as_by_opencv() {
    let truth = cameras(2);
    let unknown_pose = vec![
        truth[0].clone(),
        Camera {
            cam_from_world: Isometry3::identity(),
            ..truth[1].clone()
        },
    ];
    let test_instants = simulate(&truth, 60, 0.0).split_off(30);
    for outlier_share in [0.0, 0.02] {
        let instants = simulate(&truth, 30, outlier_share);
        let start = Instant::now();
        let ours = solve_board_extrinsics(&unknown_pose, &instants).unwrap();
        let our_time = start.elapsed();
        let start = Instant::now();
        let by_opencv = by_opencv(&truth, &instants);
        let opencv_time = start.elapsed();
        let mm = |c: &[Camera]| c[1].centre().distance(truth[1].centre()) * 1e3;
        let held_out = |c: &[Camera]| held_out_rms_px(c, &test_instants).unwrap();
        println!(
            "{:.0} % outliers: ours {:.2} mm off, {:.4} px held out, {:.1} ms; stereoCalibrate {:.2} mm, {:.4} px, {:.1} ms",
            100.0 * outlier_share,
            mm(&ours.cameras),
            held_out(&ours.cameras),
            our_time.as_secs_f64() * 1e3,
            mm(&by_opencv),
            held_out(&by_opencv),
            opencv_time.as_secs_f64() * 1e3,
        );
        assert!(held_out(&ours.cameras) <= 1.0005 * held_out(&by_opencv));
        assert!(mm(&ours.cameras) < 3.0, "{}", mm(&ours.cameras));
    }
}

#[test]
fn a_row_of_cameras_is_connected_by_neighbours_and_an_unconnected_one_is_named() {
    let truth = cameras(4);
    let unknown_pose: Vec<Camera> = truth
        .iter()
        .map(|c| Camera {
            cam_from_world: truth[0].cam_from_world,
            ..c.clone()
        })
        .collect();
    let all = simulate(&truth, 24, 0.0);
    // Each instant is observed by two neighbours only.
    let pair = |(i, instant): (usize, &BoardInstant)| -> BoardInstant {
        let is_near = |c: &usize| *c == i % 3 || *c == i % 3 + 1;
        instant
            .iter()
            .filter(|(c, _)| is_near(c))
            .cloned()
            .collect()
    };
    let instants: Vec<BoardInstant> = all.iter().enumerate().map(pair).collect();
    let solved = solve_board_extrinsics(&unknown_pose, &instants).unwrap();
    for (a, b) in solved.cameras.iter().zip(&truth) {
        let mm = a.centre().distance(b.centre()) * 1e3;
        assert!(mm < 10.0, "{}: {mm} mm", a.name);
    }
    assert!((solved.rms_px - 0.28).abs() < 0.03, "{}", solved.rms_px);
    let without: Vec<BoardInstant> = instants
        .iter()
        .map(|i| i.iter().filter(|(c, _)| *c != 2).cloned().collect())
        .collect();
    let error = solve_board_extrinsics(&unknown_pose, &without)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("cam_2") || error.contains("cam_3"),
        "{error}"
    );
}
