//! A camera that moves during a match is reported, recalibrated from the athletes or its background, and both rigs are
//! recorded.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod program;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use trackside_calibration::rig_file;
use trackside_recording::Recording;
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{TrackState, TrackingFrame};
use trackside_simulation::{World, WorldFile, WorldState};

/// When the camera moves, s.
const MOVE_S: f64 = 12.0;
const SEED: &str = "900001";

/// A setting from the environment, to measure more than is tested.
fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

fn settings(deg: &str) -> Vec<String> {
    let end = setting(
        "MOVED_SECONDS",
        if deg.contains("0.38") { "40" } else { "20" },
    );
    vec![
        format!("duration_s={end}"),
        format!("camera.cam_03.moved_at_s={MOVE_S}"),
        format!("camera.cam_03.moved_by_deg={deg}"),
    ]
}

/// Runs a match whose third camera moves.
fn run(deg: &str, more: &[&str]) -> Value {
    let input = setting("MOVED_FROM", "detections");
    let sets = settings(deg);
    let mut args = vec!["run", "synth:basketball", "--seed", SEED, "--from", &input];
    args.push("--no-publish");
    args.extend(more);
    args.extend(sets.iter().flat_map(|set| ["--set", set]));
    program::report(&args)
}

/// The times of the events of a kind since the camera moved, s, and their cameras.
fn events(report: &Value, kind: &str) -> Vec<(f64, String)> {
    let events = report["camera_events"].as_array().unwrap();
    let of_kind = events.iter().filter(|e| e["kind"] == kind);
    let each = of_kind.map(|e| {
        let time_s = e["time"].as_i64().unwrap() as f64 * 1e-9;
        (time_s - MOVE_S, e["camera"].as_str().unwrap().to_owned())
    });
    each.collect()
}

/// The mean distance of joints to those of the nearest true athlete, m, over the frames of an interval.
fn mean_error_m(world: &World, frames: &[TrackingFrame], from_s: f64, to_s: f64) -> f64 {
    let (mut sum, mut n, mut now) = (0.0, 0, WorldState::default());
    for frame in frames {
        let t = frame.time.0 as f64 * 1e-9;
        if !(from_s..to_s).contains(&t) {
            continue;
        }
        world.at(t, &mut now);
        for athlete in frame
            .athletes
            .iter()
            .filter(|a| a.state == TrackState::Confirmed)
        {
            let distance_m = |joints: &[nalgebra::Point3<f64>]| {
                let each = athlete.skeleton.iter().zip(joints);
                let errors = each.filter_map(|(j, p)| Some((j.as_ref()?.at.0 - p).norm()));
                let all: Vec<f64> = errors.collect();
                all.iter().sum::<f64>() / all.len() as f64
            };
            let nearest = now
                .actors
                .iter()
                .map(|pose| distance_m(&pose.joints))
                .fold(f64::MAX, f64::min);
            if nearest < 0.5 {
                sum += nearest;
                n += 1;
            }
        }
    }
    sum / f64::from(n)
}

/// Cameras that deliver most images several times over show where people were, and have not moved.
#[test]
fn held_images_are_no_movement() {
    let run = "run synth:basketball --from detections --no-publish --seed";
    let mut args: Vec<&str> = run.split_whitespace().collect();
    args.extend([SEED, "--set", "duration_s=15"]);
    args.extend(["--set", "cameras.repeat_share=0.8"]);
    let report = program::report(&args);
    let events = report["camera_events"].as_array().unwrap();
    assert!(events.is_empty(), "{events:?}");
}

/// The detector finds nobody: the athletes are in the images, undetected.
#[test]
fn a_camera_that_moves_without_detections_is_repaired_from_its_background() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("match.mcap");
    let deg = "[0.3, 0.38, 0.13]";
    let sets = [
        "duration_s=5",
        "cameras.size_px=[640, 360]",
        "cameras.fps=5",
        "models.detector_size=[320, 192]",
        "models.min_score=1.0",
        "camera.cam_03.moved_at_s=2.5",
    ];
    let rotation = format!("camera.cam_03.moved_by_deg={deg}");
    let run = "run synth:basketball --no-publish --auto-repair --seed";
    let mut args: Vec<&str> = run.split_whitespace().collect();
    args.extend([SEED, "--record", program::text(&path)]);
    args.extend(
        sets.into_iter()
            .chain([rotation.as_str()])
            .flat_map(|set| ["--set", set]),
    );
    let report = program::report(&args);
    let events = report["camera_events"].as_array().unwrap();
    println!("{events:?}");
    let kinds: Vec<&str> = events.iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["camera_moved", "camera_repaired"], "{report}");
    for event in events {
        let after_s = event["time"].as_i64().unwrap() as f64 * 1e-9 - 2.5;
        assert!((0.0..=1.5).contains(&after_s), "{event}");
        assert_eq!(event["camera"], "cam_03");
    }

    let file = WorldFile::open("basketball", &[]).unwrap();
    let world = World::new(&file, 900_001).unwrap();
    let recording = Recording::open(&path).unwrap();
    let messages = recording.messages().unwrap().map(Result::unwrap);
    let last = messages.filter(|m| m.topic == topics::RIG).last().unwrap();
    let message: v1::Rig = wire::decode(&last.bytes).unwrap();
    let last = rig_file::from_message(&message).unwrap();
    let rotation = nalgebra::Vector3::new(0.3_f64, 0.38, 0.13).map(f64::to_radians);
    let expected = nalgebra::UnitQuaternion::from_scaled_axis(rotation)
        * world.cameras()[2].camera.cam_from_world.rotation;
    let error_rad = last.cameras()[2]
        .cam_from_world
        .rotation
        .angle_to(&expected);
    println!("error {:.4}°", error_rad.to_degrees());
    assert!(error_rad.to_degrees() < 0.03, "{}°", error_rad.to_degrees());
}

fn frames(path: &Path) -> Vec<TrackingFrame> {
    let recording = Recording::open(path).unwrap();
    recording.frames().unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_small_movement_is_reported_within_five_seconds_and_nothing_else_is() {
    let report = run("[0.2, -0.2, 0.1]", &[]);
    let moved = events(&report, "camera_moved");
    assert_eq!(moved.len(), 1, "{moved:?}");
    assert_eq!(moved[0].1, "cam_03");
    assert!((0.0..=5.0).contains(&moved[0].0), "{moved:?}");
    assert!(events(&report, "camera_repaired").is_empty());
}

#[test]
fn a_camera_that_moved_is_recalibrated_during_the_match() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("match.mcap");
    let deg = "[0.3, 0.38, 0.13]";
    // 0.5° in all.
    let report = run(deg, &["--auto-repair", "--record", path.to_str().unwrap()]);
    let (moved, repaired) = (
        events(&report, "camera_moved"),
        events(&report, "camera_repaired"),
    );
    println!("moved {moved:?}, repaired {repaired:?}");
    assert_eq!((moved.len(), repaired.len()), (1, 1), "{report}");
    assert_eq!(
        (moved[0].1.as_str(), repaired[0].1.as_str()),
        ("cam_03", "cam_03")
    );
    assert!((0.0..=5.0).contains(&moved[0].0), "{moved:?}");
    assert!((0.0..=30.0).contains(&repaired[0].0), "{repaired:?}");

    let world = World::new(
        &WorldFile::open("basketball", &settings(deg)).unwrap(),
        900_001,
    )
    .unwrap();
    let frames = frames(&path);
    let repaired_s = MOVE_S + repaired[0].0;
    let before = mean_error_m(&world, &frames, 3.0, MOVE_S);
    let between = mean_error_m(&world, &frames, MOVE_S + 0.5, repaired_s);
    let after = mean_error_m(&world, &frames, repaired_s + 1.0, 1e9);
    println!("error before {before:.4} m, between {between:.4} m, after {after:.4} m");
    assert!(after <= 1.2 * before, "{before} {between} {after}");

    let of_frames: BTreeSet<String> = frames.iter().map(|f| f.rig.0.clone()).collect();
    let recording = Recording::open(&path).unwrap();
    let kept = recording
        .messages()
        .unwrap()
        .filter(|m| m.as_ref().unwrap().topic == topics::RIG)
        .count();
    assert_eq!((of_frames.len(), kept), (2, 2));
    assert_eq!(frames[0].rig, *recording.rig().id());
}
