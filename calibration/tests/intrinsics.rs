//! Intrinsics from synthetic boards with known truth.
#![cfg(feature = "solve")]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::solve::board::BoardDetection;
use trackside_calibration::solve::intrinsics::calibrate_intrinsics;
use trackside_calibration::{Camera, Distortion, Intrinsics};
use trackside_schema::{RawPixel, WorldPoint};
use trackside_testkit::TestRng;

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
    let mut rng = TestRng::new(11);
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
