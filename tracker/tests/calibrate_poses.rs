//! `trackside calibrate poses`: rigs that track as well as the true one.
//!
//! `CALIBRATE_SEED` and `CALIBRATE_SECONDS` select other worlds and longer recordings.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use nalgebra::{Isometry3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::{Camera, CameraClock, Rig, rig_file};
use trackside_evaluation::case_files;
use trackside_simulation::{World, WorldFile};
use trackside_testkit::TestRng;

const TWO_MORE_CAMERAS: &str = r#"
[[camera]]
name = "cam_07"
at = [17.5, 0.0, 5.0]
look_at = [8.0, 0.0, 0.3]
hfov_deg = 76.0

[[camera]]
name = "cam_08"
at = [-2.0, 1.0, 5.5]
look_at = [7.0, 0.3, 0.2]
hfov_deg = 66.0
"#;

/// Half a basketball court, eight cameras whose clocks are unknown.
fn world(folder: &Path, seed: u64) -> World {
    let path = folder.join("eight.toml");
    let text = include_str!("../../datasets/simulation/venues/basketball.toml").to_owned()
        + TWO_MORE_CAMERAS;
    fs::write(&path, text).unwrap();
    let set = [
        "views.known_clocks=false",
        "clocks.offset_s=0.03",
        "clocks.drift_ppm=30",
    ];
    let file = WorldFile::open(path.to_str().unwrap(), &set.map(str::to_owned)).unwrap();
    World::new(&file, seed).unwrap()
}

fn trackside(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_trackside"))
        .args(args)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "trackside {}: {errors}",
        args.join(" ")
    );
    println!("{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Every camera rotated by 14 to 20° and moved by 1.4 to 2 m.
fn perturbed(rig: &Rig, seed: u64) -> Rig {
    let mut rng = TestRng::new(seed);
    let perturb = |c: &Camera| {
        let by = UnitQuaternion::from_scaled_axis(
            rng.vector_of_length(0.7..=1.0) * 20.0_f64.to_radians(),
        );
        let centre = c.centre().0 + rng.vector_of_length(0.7..=1.0) * 2.0;
        let rotation = by * c.cam_from_world.rotation;
        let translation = Translation3::from(-(rotation * centre.coords));
        Camera {
            cam_from_world: Isometry3::from_parts(translation, rotation),
            ..c.clone()
        }
    };
    Rig::new(rig.cameras().iter().map(perturb).collect()).unwrap()
}

/// `found` rigidly aligned to `truth` (Kabsch 1976); the largest remaining distance, mm, and angle, deg.
fn align(found: &[Camera], truth: &[Camera]) -> (Vec<Camera>, f64, f64) {
    let centres = |c: &[Camera]| c.iter().map(|c| c.centre().0.coords).collect::<Vec<_>>();
    let (a, b) = (centres(found), centres(truth));
    let mean = |v: &[Vector3<f64>]| v.iter().sum::<Vector3<f64>>() / v.len() as f64;
    let (ma, mb) = (mean(&a), mean(&b));
    let cross: Matrix3<f64> = a
        .iter()
        .zip(&b)
        .map(|(a, b)| (b - mb) * (a - ma).transpose())
        .sum();
    let svd = cross.svd(true, true);
    let (u, v_t) = (svd.u.unwrap(), svd.v_t.unwrap());
    let flip = Matrix3::from_diagonal(&Vector3::new(1.0, 1.0, (u * v_t).determinant().signum()));
    let rotation =
        UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(u * flip * v_t));
    let truth_from_found = Isometry3::from_parts(Translation3::from(mb - rotation * ma), rotation);
    let transform = |c: &Camera| Camera {
        cam_from_world: c.cam_from_world * truth_from_found.inverse(),
        ..c.clone()
    };
    let aligned: Vec<_> = found.iter().map(transform).collect();
    let pairs = || aligned.iter().zip(truth);
    let distance = pairs().map(|(a, b)| a.centre().distance(b.centre()));
    let angle = pairs().map(|(a, b)| {
        a.cam_from_world
            .rotation
            .angle_to(&b.cam_from_world.rotation)
    });
    let (distance, angle) = (distance.fold(0.0, f64::max), angle.fold(0.0, f64::max));
    (aligned, distance * 1e3, angle.to_degrees())
}

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |v| v.parse().unwrap())
}

/// The mean joint error of a case tracked with another rig, mm.
fn tracked_mm(case: &Path, rig: &Rig) -> f64 {
    fs::write(case.join("rig.toml"), rig_file::to_toml(rig)).unwrap();
    let scores: serde_json::Value =
        serde_json::from_str(&trackside(&["eval", case.to_str().unwrap(), "--json"])).unwrap();
    scores["people"]["mpjpe_mm"].as_f64().unwrap()
}

#[test]
fn poses_and_clocks_from_athletes_track_as_well_as_the_true_rig() {
    let (seed, seconds) = (
        from_environment("CALIBRATE_SEED", 900_001),
        from_environment("CALIBRATE_SECONDS", 15) as f64,
    );
    let folder = tempfile::tempdir().unwrap();
    let world = world(folder.path(), seed);
    let case = folder.path().join("case");
    case_files::write(&world, seconds, &case).unwrap();
    let path = |name: &str| -> (PathBuf, String) {
        let path = folder.path().join(name);
        let text = path.to_str().unwrap().to_owned();
        (path, text)
    };
    let truth_of = |c: &trackside_simulation::SyntheticCamera| {
        let offset_s = c.clock_at(0.0);
        CameraClock {
            offset_s,
            drift: c.clock_at(1.0) - 1.0 - offset_s,
            ..CameraClock::default()
        }
    };
    let true_clocks: Vec<CameraClock> = world.cameras().iter().map(truth_of).collect();
    let truth = world
        .rig()
        .unwrap()
        .with_clocks(true_clocks.clone())
        .unwrap();
    let (rough_path, rough) = path("rough.toml");
    fs::write(rough_path, rig_file::to_toml(&perturbed(&truth, seed))).unwrap();
    let length = truth.cameras()[0]
        .centre()
        .distance(truth.cameras()[3].centre());
    let distance = format!("cam_01,cam_04={length:.3}");
    let mut found_rigs = Vec::new();
    for options in [&[][..], &["--no-pose-prior"]] {
        let (found_path, found) = path("found.toml");
        let mut args = vec![
            "calibrate",
            "poses",
            &rough,
            "--people",
            case.to_str().unwrap(),
            "--distance",
            &distance,
            "-o",
            &found,
            "--force",
        ];
        args.extend(options);
        trackside(&args);
        let found = rig_file::read(&found_path).unwrap();
        let (aligned, mm, deg) = align(found.cameras(), truth.cameras());
        // The first camera's clock is the rig's; the truth has its own.
        let clocks: Vec<CameraClock> = found
            .clocks()
            .iter()
            .map(|c| c.compose(&true_clocks[0]))
            .collect();
        let ahead_s = |c: &CameraClock, t: f64| c.offset_s + c.drift * t;
        let ms = clocks
            .iter()
            .zip(&true_clocks)
            .flat_map(|(a, b)| [0.0, seconds].map(|t| (ahead_s(a, t) - ahead_s(b, t)).abs()));
        let ms = ms.fold(0.0, f64::max) * 1e3;
        println!("{options:?}: {mm:.1} mm, {deg:.3}°, {ms:.2} ms");
        assert!(
            mm <= 20.0 && deg <= 0.1 && ms <= 2.0,
            "{mm} mm, {deg}°, {ms} ms"
        );
        found_rigs.push(Rig::new(aligned).unwrap().with_clocks(clocks).unwrap());
    }
    let best = tracked_mm(&case, &truth);
    let ours = tracked_mm(&case, &found_rigs[0]);
    println!("MPJPE {ours:.2} mm, with the true rig {best:.2} mm");
    assert!(ours <= 1.1 * best, "{ours} mm, with the true rig {best} mm");
}

#[test]
fn only_clocks_keeps_poses() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(folder.path(), 900_002);
    let case = folder.path().join("case");
    case_files::write(&world, 8.0, &case).unwrap();
    let found = folder.path().join("found.toml");
    trackside(&[
        "calibrate",
        "poses",
        case.join("rig.toml").to_str().unwrap(),
        "--people",
        case.to_str().unwrap(),
        "--only-clocks",
        "-o",
        found.to_str().unwrap(),
    ]);
    let (rig, found) = (world.rig().unwrap(), rig_file::read(&found).unwrap());
    let first = world.cameras()[0].clock_at(0.0);
    for ((camera, now), clock) in rig
        .cameras()
        .iter()
        .zip(found.cameras())
        .zip(found.clocks().iter().zip(world.cameras()))
    {
        assert!(
            camera.centre().distance(now.centre()) < 1e-9,
            "{}",
            camera.name
        );
        let (clock, truth) = clock;
        let ms = 1e3 * (clock.offset_s - (truth.clock_at(0.0) - first)).abs();
        assert!(ms < 3.0, "{}: {ms} ms", camera.name);
    }
}

#[test]
fn insufficient_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let world = world(folder.path(), 900_001);
    let rig = folder.path().join("rig.toml");
    fs::write(&rig, rig_file::to_toml(&world.rig().unwrap())).unwrap();
    let run = |more: &[&str]| {
        let mut args = vec![
            "calibrate",
            "poses",
            rig.to_str().unwrap(),
            "-o",
            "/nowhere/rig.toml",
        ];
        args.extend(more);
        let output = Command::new(env!("CARGO_BIN_EXE_trackside"))
            .args(&args)
            .output()
            .unwrap();
        assert!(!output.status.success(), "{more:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let landmarks = folder.path().join("three.toml");
    let one = |x: f64| {
        format!("[[landmark]]\nworld_m = [{x}, 0, 0]\nimage_px = {{ cam_01 = [{x}, 5.0] }}\n")
    };
    fs::write(&landmarks, one(1.0) + &one(2.0) + &one(3.0)).unwrap();
    let landmarks = landmarks.to_str().unwrap();
    assert!(run(&[]).contains("nothing determines the poses"));
    assert!(run(&["--landmarks", landmarks, "--distance", "cam_01,cam_09=3"]).contains("cam_09"));
    let unknown = run(&["--landmarks", landmarks, "--no-pose-prior"]);
    assert!(
        unknown.contains("camera \"cam_01\"") && unknown.contains("4 landmarks"),
        "{unknown}"
    );
}
