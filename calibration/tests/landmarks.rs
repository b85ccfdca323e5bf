//! The pose of a camera from the markings of a court: points, lines, a circle, and a wrong point.
#![cfg(feature = "solve")]
#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::fs;

use nalgebra::{Isometry3, Point3};
use trackside_calibration::landmarks::LandmarkFile;
use trackside_calibration::solve::extrinsics::{
    ExtrinsicsInput, ExtrinsicsOptions, PosePrior, solve_extrinsics,
};
use trackside_calibration::solve::landmarks::{Landmark, resolve_landmarks};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, RigError};
use trackside_schema::WorldPoint;

fn camera() -> Camera {
    let eye = Point3::new(-2.0, -14.0, 6.0);
    Camera {
        name: "side".into(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: 1200.0,
            fy: 1200.0,
            cx: 960.0,
            cy: 540.0,
        },
        distortion: Distortion::BrownConrady([-0.08, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, 0.5)),
    }
}

/// The pixel of `[x, y]` of the court, as TOML.
fn project(camera: &Camera, [x, y]: [f64; 2]) -> String {
    let at = camera.project(WorldPoint::new(x, y, 0.0)).unwrap();
    // Picked by hand, to the pixel.
    format!("[{:.0}, {:.0}]", at.x, at.y)
}

fn read(text: &str) -> Result<Vec<Landmark>, RigError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("court.toml");
    fs::write(&path, text).unwrap();
    resolve_landmarks(
        &LandmarkFile::read(&path)?,
        &Rig::new(vec![camera()]).unwrap(),
    )
}

#[test]
fn points_lines_and_a_circle_determine_a_pose_despite_a_wrong_point() {
    let truth = camera();
    let mut text = String::new();
    for [x, y] in [
        [-6.0, 0.0],
        [6.0, 0.0],
        [-6.0, 7.0],
        [6.0, 7.0],
        [0.0, -4.0],
    ] {
        let at = project(&truth, [x, y]);
        writeln!(
            text,
            "[[landmark]]\nworld_m = [{x}, {y}, 0]\nimage_px = {{ side = {at} }}"
        )
        .unwrap();
    }
    // Its position is the end of the half-way line, its pixel another corner.
    let at = project(&truth, [-5.0, -2.0]);
    writeln!(
        text,
        "[[landmark]]\nname = \"wrong\"\nworld_m = [0, 7, 0]\nimage_px = {{ side = {at} }}"
    )
    .unwrap();
    let on_line: Vec<_> = [-5.0, -1.0, 2.5, 5.0]
        .map(|x| project(&truth, [x, -4.0]))
        .into();
    let on_line = on_line.join(", ");
    writeln!(
        text,
        "[[landmark]]\nline_m = [[-14, -4, 0], [14, -4, 0]]\nimage_px = {{ side = [{on_line}] }}"
    )
    .unwrap();
    let round = |turn: f64| project(&truth, [1.8 * turn.cos(), 1.8 * turn.sin()]);
    let round = [0.3, 1.2, 2.5, 3.9, 5.3].map(round).join(", ");
    writeln!(
        text,
        "[[landmark]]\ncircle_m = {{ centre = [0, 0, 0], radius = 1.8 }}\nimage_px = {{ side = [{round}] }}"
    )
    .unwrap();
    let landmarks = read(&text).unwrap();
    assert_eq!(landmarks.len(), 8);
    let input = ExtrinsicsInput {
        landmarks: &landmarks,
        ..ExtrinsicsInput::default()
    };
    let options = ExtrinsicsOptions {
        pose_prior: PosePrior::None,
        estimate_clocks: false,
        ..ExtrinsicsOptions::default()
    };
    let unknown_pose = Camera {
        cam_from_world: Isometry3::identity(),
        ..truth.clone()
    };
    let solved = solve_extrinsics(&[unknown_pose], &input, &options, &mut |_, _| ()).unwrap();
    let error_m = solved.cameras[0].centre().distance(truth.centre());
    let sigma = solved.agreement[0].centre_sigma_m;
    assert!(
        error_m < 0.03 && error_m < 4.0 * sigma && sigma < 0.03,
        "{error_m} m ± {sigma}"
    );
}

#[test]
fn an_error_in_a_landmark_file_names_its_place() {
    let point = "[[landmark]]\nname = \"corner\"\nworld_m = [0, 0, 0]\n";
    for (text, said) in [
        (
            format!("{point}image_px = {{ top = [1, 2] }}\n"),
            "camera \"top\"",
        ),
        (
            format!("{point}image_px = {{ side = [[1, 2], [3, 4]] }}\n"),
            "2 positions",
        ),
        (
            format!("{point}line_m = [[0, 0, 0], [1, 0, 0]]\nimage_px = {{ side = [1, 2] }}\n"),
            "give one of",
        ),
        (
            format!("{point}image_px = {{ side = [nan, 2] }}\n"),
            "not finite",
        ),
        (
            "[[landmark]]\nimage_px = { side = [1, 2] }\n".to_owned(),
            "give one of",
        ),
        ("[[landmark]]\nworld = [0, 0, 0]\n".to_owned(), "world"),
        ("landmark = []\n".to_owned(), "no landmark"),
    ] {
        let error = read(&text).unwrap_err().to_string();
        assert!(
            error.contains("court.toml") && error.contains(said),
            "{error}"
        );
    }
}
