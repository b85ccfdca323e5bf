//! Intrinsics from boards: synthetic ones with known truth, and those of the balancing recording.
#![cfg(feature = "solve")]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use opencv::core::{Mat, Point2f, Point3f, Size, TermCriteria, Vector, no_array};
use opencv::prelude::*;
use opencv::{calib3d, imgcodecs};
use trackside_calibration::solve::board::{Board, BoardDetection};
use trackside_calibration::solve::intrinsics::{LensModel, calibrate_intrinsics};
use trackside_calibration::{Camera, Distortion, Intrinsics, rig_file};
use trackside_schema::{RawPixel, WorldPoint};

fn shared(case: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let root = std::env::var_os("TRACKSIDE_SHARED").map_or(beside, PathBuf::from);
    let folder = root.join("cases").join(case);
    if folder.is_dir() {
        return Some(folder);
    }
    // Written to the stream itself: the test runner captures what passing tests print.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: the shared cases are not there (TRACKSIDE_SHARED)"
    );
    None
}

struct TestRng(u64);

impl TestRng {
    fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn between(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.unit()
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

fn camera(distortion: Distortion) -> Camera {
    Camera {
        name: "a".into(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: 1100.0,
            fy: 1100.0,
            cx: 970.0,
            cy: 530.0,
        },
        distortion,
        cam_from_world: Isometry3::identity(),
    }
}

/// A board of 9 × 6 corners, 80 mm, in `count` poses, tilted by up to `tilt` rad.
fn boards(camera: &Camera, count: usize, tilt: f64, noise_px: f64) -> Vec<BoardDetection> {
    let mut rng = TestRng(11);
    let mut views = Vec::new();
    while views.len() < count {
        let turn = Vector3::from_fn(|_, _| rng.between(-tilt, tilt));
        let depth = rng.between(0.8, 2.0);
        let at = Vector3::new(
            rng.between(-0.8, 0.8) * depth,
            rng.between(-0.45, 0.45) * depth,
            depth,
        );
        let pose = Isometry3::from_parts(
            Translation3::from(at),
            UnitQuaternion::from_scaled_axis(turn),
        );
        let pixels = (0..54).map(|i| {
            Vector3::new(
                f64::from(i % 9) * 0.08 - 0.32,
                f64::from(i / 9) * 0.08 - 0.2,
                0.0,
            )
        });
        let corner = |p: Vector3<f64>| {
            let at = camera.project(WorldPoint((pose * nalgebra::Point3::from(p)).coords.into()));
            at.filter(|at| camera.is_in_image(*at)).map(|at| (p, at))
        };
        let corners: Vec<_> = pixels.filter_map(corner).collect();
        if corners.len() == 54 {
            let noisy = |(p, at): (Vector3<f64>, RawPixel)| {
                (
                    p,
                    RawPixel::new(
                        at.x + noise_px * rng.normal(),
                        at.y + noise_px * rng.normal(),
                    ),
                )
            };
            views.push(BoardDetection {
                name: format!("{}", views.len()),
                corners: corners.into_iter().map(noisy).collect(),
                sharpness: 1.0,
            });
        }
    }
    views
}

#[test]
fn the_lens_model_and_its_parameters_are_recovered() {
    let brown = Distortion::BrownConrady([-0.28, 0.09, 8e-4, -6e-4, -0.01, 0.0, 0.0, 0.0]);
    let fisheye = Distortion::Fisheye([0.08, -0.03, 0.02, -0.006]);
    for (lens, is_fisheye) in [(brown, false), (fisheye, true)] {
        let truth = camera(lens);
        let views = boards(&truth, 20, 0.6, 0.3);
        let (found, scores) = calibrate_intrinsics("a", truth.size_px, &views, None).unwrap();
        println!(
            "{} {:?}\n{}",
            found.model.describe(),
            found.camera.intrinsics,
            scores.len()
        );
        assert!(
            (found.rms_px - 0.3 * 2.0_f64.sqrt()).abs() < 0.05,
            "{}",
            found.rms_px
        );
        assert_eq!(
            found.model.is_fisheye,
            is_fisheye,
            "{}",
            found.model.describe()
        );
        let (k, t) = (&found.camera.intrinsics, &truth.intrinsics);
        let pairs = [
            (k.fx, t.fx, found.sigma[0]),
            (k.cx, t.cx, found.sigma[2]),
            (k.cy, t.cy, found.sigma[3]),
        ];
        for (found, truth, sigma) in pairs {
            assert!(
                (found - truth).abs() < 4.0 * sigma && sigma < 3.0,
                "{found} ± {sigma}, {truth}"
            );
        }
    }
    let straight = camera(Distortion::BrownConrady([0.0; 8]));
    let (found, _) = calibrate_intrinsics(
        "a",
        straight.size_px,
        &boards(&straight, 15, 0.6, 0.3),
        None,
    )
    .unwrap();
    assert!(found.model.coefficients <= 1, "{}", found.model.describe());
}

#[test]
fn undetermined_intrinsics_are_refused() {
    let camera = camera(Distortion::BrownConrady([0.0; 8]));
    let error = calibrate_intrinsics("a", camera.size_px, &boards(&camera, 2, 0.6, 0.3), None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("found in 2 images"), "{error}");
    let error = calibrate_intrinsics("a", camera.size_px, &boards(&camera, 12, 0.01, 0.3), None)
        .unwrap_err()
        .to_string();
    assert!(error.contains("parallel"), "{error}");
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

#[test]
fn the_balancing_cameras_are_calibrated_from_seven_images_each() {
    let Some(case) = shared("pose2sim-balancing") else {
        return;
    };
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
        println!(
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
        println!(
            "    Brown–Conrady 5, separate fx and fy: held out {:.3} px in {:.1} ms; OpenCV's: f {opencv_focal:.1}, held out {opencv_held_out_px:.3} px in {:.1} ms",
            same.held_out_px,
            our_time.as_secs_f64() * 1e3,
            opencv_time.as_secs_f64() * 1e3,
        );
        for t in scores {
            println!(
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
