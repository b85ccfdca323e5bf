//! `trackside calibrate poses`: rigs that track as well as the true one.
//!
//! `CALIBRATE_SEED` and `CALIBRATE_SECONDS` select other worlds and longer recordings.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};

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
        "views.corrected_clocks=false",
        "clocks.offset_s=0.03",
        "clocks.drift_ppm=30",
    ];
    let file = WorldFile::open(path.to_str().unwrap(), &set.map(str::to_owned)).unwrap();
    World::new(&file, seed).unwrap()
}

/// Runs the program and prints what it reports; it must succeed. Returns standard output.
fn run_verbosely(args: &[&str]) -> String {
    let output = program::command(args).output().unwrap();
    println!("{}", program::errors(&output));
    program::stdout(output)
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
        serde_json::from_str(&run_verbosely(&["eval", case.to_str().unwrap(), "--json"])).unwrap();
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
        let offset_s = c.clock_reading_s(0.0);
        CameraClock {
            offset_s,
            drift: c.clock_reading_s(1.0) - 1.0 - offset_s,
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
        run_verbosely(&args);
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
    run_verbosely(&[
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
    let first = world.cameras()[0].clock_reading_s(0.0);
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
        let ms = 1e3 * (clock.offset_s - (truth.clock_reading_s(0.0) - first)).abs();
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
        program::refuse(&args)
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

/// The scale of `found`: the spread of its cameras over that of the true ones.
fn scale(found: &[Camera], truth: &[Camera]) -> f64 {
    let spread = |cameras: &[Camera]| {
        let centres: Vec<_> = cameras.iter().map(|c| c.centre().0.coords).collect();
        let mean = centres.iter().sum::<Vector3<f64>>() / centres.len() as f64;
        let squares: f64 = centres.iter().map(|c| (c - mean).norm_squared()).sum();
        squares.sqrt()
    };
    spread(found) / spread(truth)
}

/// The views of one camera of a case, `ahead_s` later by its clock.
fn delay_clock(case: &Path, camera: &str, ahead_s: f64) {
    let path = case.join(format!("detections/{camera}.jsonl"));
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| {
        let mut view: serde_json::Value = serde_json::from_str(line).unwrap();
        view["t"] = (view["t"].as_f64().unwrap() + ahead_s).into();
        view.to_string() + "\n"
    });
    fs::write(&path, lines.collect::<String>()).unwrap();
}

fn basketball(folder: &Path, seed: u64, seconds: f64) -> World {
    let world = World::new(&WorldFile::open("basketball", &[]).unwrap(), seed).unwrap();
    case_files::write(&world, seconds, &folder.join("case")).unwrap();
    world
}

#[test]
fn athletes_and_measured_heights_give_the_scale() {
    let folder = tempfile::tempdir().unwrap();
    let world = basketball(folder.path(), 900_003, 12.0);
    let truth = world.rig().unwrap();
    let found_path = folder.path().join("found.toml");
    let case = folder.path().join("case");
    let rig = case.join("rig.toml");
    let height = |i: usize| {
        let camera = &truth.cameras()[i];
        format!("{}={:.3}", camera.name, camera.centre().0.z)
    };
    let heights = [height(0), height(3)];
    let with_heights = ["--height", &heights[0], "--height", &heights[1]];
    for (options, max_error) in [(&[][..], 0.12), (&with_heights, 0.01)] {
        let mut args = vec![
            "calibrate",
            "poses",
            rig.to_str().unwrap(),
            "--people",
            case.to_str().unwrap(),
            "--no-pose-prior",
            "--json",
            "--force",
            "-o",
            found_path.to_str().unwrap(),
        ];
        args.extend(options);
        let json: serde_json::Value = serde_json::from_str(&run_verbosely(&args)).unwrap();
        let found = rig_file::read(&found_path).unwrap();
        let error = scale(found.cameras(), truth.cameras()) - 1.0;
        let sigma = json["scale"]["relative_sigma"].as_f64().unwrap();
        println!(
            "{options:?}: scale {:+.2} % ± {:.2} %",
            100.0 * error,
            100.0 * sigma
        );
        assert!(
            error.abs() < max_error && error.abs() < 2.5 * sigma,
            "{error} ± {sigma}"
        );
    }
}

#[test]
fn a_clock_that_is_seconds_off_is_found_and_named() {
    let folder = tempfile::tempdir().unwrap();
    basketball(folder.path(), 900_004, 12.0);
    let case = folder.path().join("case");
    let rig = case.join("rig.toml");
    let found = folder.path().join("found.toml");
    let mut ahead_s = 0.0;
    for by_s in [0.3, 1.4] {
        delay_clock(&case, "cam_03", by_s);
        ahead_s += by_s;
        let args = [
            "calibrate",
            "poses",
            rig.to_str().unwrap(),
            "--people",
            case.to_str().unwrap(),
            "--only-clocks",
            "--force",
            "-o",
            found.to_str().unwrap(),
        ];
        run_verbosely(&args);
        let clocks = rig_file::read(&found).unwrap();
        let (id, _) = clocks.find("cam_03").unwrap();
        let ms = 1e3 * (clocks.clock(id).offset_s - ahead_s);
        assert!(ms.abs() < 3.0, "{ms} ms");
        let repaired = folder.path().join("repaired.toml");
        let args = [
            "calibrate",
            "check",
            rig.to_str().unwrap(),
            "--detections",
            case.to_str().unwrap(),
            "--repair",
            repaired.to_str().unwrap(),
            "--force",
        ];
        let report = run_verbosely(&args);
        assert!(
            report.contains("camera \"cam_03\": its clock is"),
            "{report}"
        );
        let clocks = rig_file::read(&repaired).unwrap();
        let ms = 1e3 * (clocks.clock(id).offset_s - ahead_s);
        assert!(ms.abs() < 4.0, "{ms} ms");
    }
}
