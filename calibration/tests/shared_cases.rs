//! Rig files and intrinsics of real cameras.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::time::Instant;

use opencv::core::{Mat, Point2f, Point3f, Size, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use opencv::{calib3d, imgcodecs};
use trackside_calibration::solve::board::{Board, BoardDetection};
use trackside_calibration::solve::intrinsics::{LensModel, calibrate_intrinsics};
use trackside_calibration::{Distortion, rig_file};
use trackside_testkit::figures;

fn qualisys_and_pose2sims_conversion_of_it_are_one_rig(shared: &Path) {
    let folder = shared.join("cases/pose2sim-balancing/calibration");
    let qca = rig_file::read(&folder.join("Calib.qca.txt")).unwrap();
    let toml = rig_file::read(&folder.join("Calib_qualisys.toml")).unwrap();
    assert_eq!(qca.cameras().len(), 4);
    for (a, b) in qca.cameras().iter().zip(toml.cameras()) {
        assert_eq!(a.name.replace("cam", "cam_"), b.name);
        assert_eq!(a.size_px, b.size_px);
        let (i, j) = (a.intrinsics, b.intrinsics);
        for (x, y) in [(i.fx, j.fx), (i.fy, j.fy), (i.cx, j.cx), (i.cy, j.cy)] {
            assert!((x - y).abs() < 1e-8, "{} {x} {y}", a.name);
        }
        let (Distortion::BrownConrady(k), Distortion::BrownConrady(l)) =
            (&a.distortion, &b.distortion)
        else {
            panic!("not Brown–Conrady");
        };
        // Pose2Sim divides distortion coefficients by 64, as it does pixels.
        assert!(k.iter().zip(l).all(|(x, y)| (x / 64.0 - y).abs() < 1e-11));
        let angle = a
            .cam_from_world
            .rotation
            .angle_to(&b.cam_from_world.rotation);
        assert!(angle < 1e-7, "{}: {angle} rad", a.name);
        assert!(a.centre().distance(b.centre()) < 1e-6, "{}", a.name);
    }
}

fn every_rig_of_the_shared_cases_is_written_as_it_was_read(shared: &Path) {
    for case in ["shelf-a", "basketball-4cam", "ball-rallies/091"] {
        let path = shared.join(format!("cases/{case}/rig.toml"));
        let rig = rig_file::read(&path).unwrap();
        assert_eq!(
            rig_file::to_toml(&rig),
            std::fs::read_to_string(&path).unwrap()
        );
    }
}

/// OpenCV's calibration of the same corners: the held-out error, px, over as many folds, and the mean focal length.
fn opencv_held_out(size_px: [u32; 2], views: &[BoardDetection]) -> (f64, f64) {
    let (mut square, mut corners, mut focal) = (0.0, 0, 0.0);
    let points = |v: &BoardDetection| -> Vector<Point3f> {
        v.corners
            .iter()
            .map(|(p, _)| Point3f::new(p.x as f32, p.y as f32, 0.0))
            .collect()
    };
    let pixels = |v: &BoardDetection| -> Vector<Point2f> {
        v.corners
            .iter()
            .map(|(_, at)| Point2f::new(at.x as f32, at.y as f32))
            .collect()
    };
    let folds = views.len().min(8);
    for fold in 0..folds {
        let (mut boards, mut seen) = (
            Vector::<Vector<Point3f>>::new(),
            Vector::<Vector<Point2f>>::new(),
        );
        for (_, v) in views.iter().enumerate().filter(|(i, _)| i % folds != fold) {
            boards.push(points(v));
            seen.push(pixels(v));
        }
        let (mut k, mut d) = (Mat::default(), Mat::default());
        let (mut r, mut t) = (Vector::<Mat>::new(), Vector::<Mat>::new());
        let size = Size::new(size_px[0] as i32, size_px[1] as i32);
        let until = TermCriteria::new(3, 100, 1e-9).unwrap();
        calib3d::calibrate_camera(
            &boards, &seen, size, &mut k, &mut d, &mut r, &mut t, 0, until,
        )
        .unwrap();
        focal += *k.at_2d::<f64>(0, 0).unwrap() / folds as f64;
        for (_, v) in views.iter().enumerate().filter(|(i, _)| i % folds == fold) {
            let (mut r, mut t) = (Mat::default(), Mat::default());
            calib3d::solve_pnp(
                &points(v),
                &pixels(v),
                &k,
                &d,
                &mut r,
                &mut t,
                false,
                calib3d::SOLVEPNP_ITERATIVE,
            )
            .unwrap();
            let mut projected = Vector::<Point2f>::new();
            calib3d::project_points(
                &points(v),
                &r,
                &t,
                &k,
                &d,
                &mut projected,
                &mut no_array(),
                0.0,
            )
            .unwrap();
            for (a, b) in projected.iter().zip(pixels(v)) {
                square += f64::from((a.x - b.x).powi(2) + (a.y - b.y).powi(2));
                corners += 1;
            }
        }
    }
    ((square / f64::from(corners)).sqrt(), focal)
}

fn the_balancing_cameras_are_calibrated_from_seven_images_each(shared: &Path) {
    let case = shared.join("cases/pose2sim-balancing");
    let rig = rig_file::read(&case.join("calibration/Calib_qualisys.toml")).unwrap();
    let board = Board::Chessboard {
        inner: [4, 7],
        square_m: 0.06,
    };
    let mut max_ratio: f64 = 0.0;
    // Two of the four: the detection of boards is slow.
    for camera in &rig.cameras()[..2] {
        let folder = format!(
            "calibration/intrinsics/int_{}_img",
            camera.name.replace('_', "")
        );
        let mut files: Vec<_> = std::fs::read_dir(case.join(folder))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        files.sort();
        let detect = |path: &PathBuf| {
            let image = imgcodecs::imread(path.to_str().unwrap(), imgcodecs::IMREAD_COLOR).unwrap();
            let found = board
                .detect(&image, path.file_name().unwrap().to_str().unwrap())
                .unwrap();
            found.map(|f| (f, [image.cols() as u32, image.rows() as u32]))
        };
        let views: Vec<_> = files.iter().filter_map(detect).collect();
        let size_px = views[0].1;
        let views: Vec<_> = views.into_iter().map(|v| v.0).collect();
        let (found, scores) = calibrate_intrinsics(&camera.name, size_px, &views, None).unwrap();
        // OpenCV's model.
        let opencv_model = LensModel {
            is_fisheye: false,
            coefficients: 5,
            has_separate_focals: true,
            has_free_principal_point: true,
        };
        let start = Instant::now();
        let (same, _) =
            calibrate_intrinsics(&camera.name, size_px, &views, Some(opencv_model)).unwrap();
        let our_time = start.elapsed();
        let start = Instant::now();
        let (opencv_held_out_px, opencv_focal) = opencv_held_out(size_px, &views);
        let opencv_time = start.elapsed();
        let focal_error = found.camera.intrinsics.fx / camera.intrinsics.fx - 1.0;
        figures!(
            "{} {size_px:?}: {} of {} images, {}: f {:.1} ± {:.1} ({:+.2} %), rms {:.3} px, held out {:.3} px",
            camera.name,
            views.len(),
            files.len(),
            found.model.describe(),
            found.camera.intrinsics.fx,
            found.sigma[0],
            100.0 * focal_error,
            found.rms_px,
            found.held_out_px,
        );
        figures!(
            "    Brown–Conrady 5, separate fx and fy: held out {:.3} px in {:.1} ms; OpenCV's: f {opencv_focal:.1}, held out {opencv_held_out_px:.3} px in {:.1} ms",
            same.held_out_px,
            our_time.as_secs_f64() * 1e3,
            opencv_time.as_secs_f64() * 1e3,
        );
        for t in scores {
            figures!(
                "    {:50} rms {:.3} held out {:.3} aic {:.1}",
                t.model.describe(),
                t.rms_px,
                t.held_out_px,
                t.aic
            );
        }
        assert!(
            focal_error.abs() < 0.015 && found.rms_px < 0.6,
            "{}: {focal_error} {}",
            camera.name,
            found.rms_px
        );
        max_ratio = max_ratio.max(found.held_out_px / opencv_held_out_px);
    }
    assert!(max_ratio <= 1.0, "{max_ratio}");
}

trackside_testkit::tests! {
    on_shared_cases
    qualisys_and_pose2sims_conversion_of_it_are_one_rig,
    every_rig_of_the_shared_cases_is_written_as_it_was_read,
    the_balancing_cameras_are_calibrated_from_seven_images_each,
}
