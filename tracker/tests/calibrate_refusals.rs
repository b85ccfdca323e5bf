//! `trackside calibrate poses`: input that cannot decide, and results that no venue has, are refused in words.
#![allow(clippy::unwrap_used)]

mod program;

use std::path::Path;

use trackside_calibration::{Rig, rig_file};

/// Runs `calibrate poses` with files of the folder `case` of the field's cases; the error, or nothing.
fn poses(shared: &Path, case: &str, args: &[&str]) -> Result<Rig, String> {
    let folder = shared.join("cases/field").join(case);
    let out = tempfile::tempdir().unwrap();
    let rig = out.path().join("rig.toml");
    let mut all = vec!["calibrate".to_owned(), "poses".to_owned()];
    let path = |name: &str| folder.join(name).display().to_string();
    for arg in args {
        // Names of files are those of the folder.
        all.push(match arg.split_once('=') {
            Some((camera, file)) if file.contains('.') => format!("{camera}={}", path(file)),
            None if arg.contains('.') => path(arg),
            _ => (*arg).to_owned(),
        });
    }
    all.extend(["-o".to_owned(), rig.display().to_string()]);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let output = program::command(&all).output().unwrap();
    if output.status.success() {
        Ok(rig_file::read(&rig).unwrap())
    } else {
        assert!(!rig.exists(), "refused, and written all the same");
        Err(program::errors(&output))
    }
}

fn a_board_that_looks_the_same_upside_down_defines_no_world(shared: &Path) {
    for board in ["4x4", "6x4"] {
        let [a, b] = ["a", "b"].map(|c| format!("{c}={c}_{board}.png"));
        let args = [
            "lenses.toml",
            "--on-floor",
            &a,
            "--on-floor",
            &b,
            "--chessboard",
            board,
            "--square-mm",
            "80",
            "--no-pose-prior",
        ];
        let error = poses(shared, "board-even", &args).map(|_| ()).unwrap_err();
        assert!(error.contains("half a turn"), "{error}");
    }
}

fn a_photo_of_another_size_than_the_lens_is_refused(shared: &Path) {
    let args = [
        "lenses.toml",
        "--on-floor",
        "a=a_photo.png",
        "--on-floor",
        "b=b_photo.png",
        "--chessboard",
        "6x5",
        "--square-mm",
        "80",
        "--no-pose-prior",
    ];
    let error = poses(shared, "photo-size", &args).map(|_| ()).unwrap_err();
    assert!(
        error.contains("1280×960") && error.contains("960×540"),
        "{error}"
    );
}

fn landmarks_that_are_mirrored_or_in_millimetres_are_refused(shared: &Path) {
    let with = |file: &str| {
        let args = ["lenses.toml", "--landmarks", file, "--no-pose-prior"];
        poses(shared, "landmarks", &args).map(|_| ())
    };
    assert_eq!(with("right.json"), Ok(()));
    let mirrored = with("order.json").unwrap_err();
    assert!(
        mirrored.contains("camera \"c\"") && mirrored.contains("under the floor"),
        "{mirrored}"
    );
    let millimetres = with("mm.json").unwrap_err();
    assert!(
        millimetres.contains("km away") && millimetres.contains("millimetres"),
        "{millimetres}"
    );
}

fn boards_filmed_at_different_rates_are_paired_by_time(shared: &Path) {
    let with = |b: &str| {
        let b = format!("b={b}");
        let args = [
            "lenses.toml",
            "--board-video",
            "a=a25.mp4",
            "--board-video",
            &b,
            "--chessboard",
            "7x6",
            "--square-mm",
            "80",
        ];
        poses(shared, "board-rates", &args).unwrap()
    };
    let (equal, double) = (with("b25.mp4"), with("b50.mp4"));
    let (a, b) = (&equal.cameras()[1], &double.cameras()[1]);
    let deg = a
        .cam_from_world
        .rotation
        .angle_to(&b.cam_from_world.rotation)
        .to_degrees();
    let mm = 1e3 * a.centre().distance(b.centre());
    assert!(deg < 0.1 && mm < 3.0, "{deg}°, {mm} mm");
}

trackside_testkit::tests! {
    on_shared_cases
    a_board_that_looks_the_same_upside_down_defines_no_world,
    a_photo_of_another_size_than_the_lens_is_refused,
    landmarks_that_are_mirrored_or_in_millimetres_are_refused,
    boards_filmed_at_different_rates_are_paired_by_time,
}
