//! A camera that is bumped during a match: said at once, calibrated anew from the athletes or its background, and both rigs
//! kept.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use trackside_calibration::rig_file;
use trackside_recording::Recording;
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{TrackState, TrackingFrame};
use trackside_simulation::{Instant, World, WorldFile};

const BUMP_S: f64 = 12.0;
const SEED: &str = "900001";

/// What can be said from outside, to measure more than is tested.
fn said(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

fn settings(deg: &str) -> Vec<String> {
    let end = said(
        "BUMPED_SECONDS",
        if deg.contains("0.38") { "40" } else { "20" },
    );
    vec![
        format!("duration_s={end}"),
        format!("camera.cam_03.bumped_at_s={BUMP_S}"),
        format!("camera.cam_03.bumped_by_deg={deg}"),
    ]
}

/// Runs a match whose third camera is bumped.
fn run(deg: &str, more: &[&str]) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trackside"));
    command.args([
        "run",
        "synth:basketball",
        "--seed",
        SEED,
        "--from",
        &said("BUMPED_FROM", "detections"),
    ]);
    command.args(["--no-publish", "--json"]).args(more);
    for set in settings(deg) {
        command.args(["--set", &set]);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// When, after the bump, and to whom, s.
fn events(report: &Value, kind: &str) -> Vec<(f64, String)> {
    let events = report["camera_events"].as_array().unwrap();
    let of_kind = events.iter().filter(|e| e["kind"] == kind);
    let each = of_kind.map(|e| {
        let time_s = e["time"].as_i64().unwrap() as f64 * 1e-9;
        (time_s - BUMP_S, e["camera"].as_str().unwrap().to_owned())
    });
    each.collect()
}

/// The mean distance of joints from the nearest person's, m, over the frames of a span of time.
fn error(world: &World, frames: &[TrackingFrame], from_s: f64, to_s: f64) -> f64 {
    let (mut sum, mut n, mut now) = (0.0, 0, Instant::default());
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
            let off = |joints: &[nalgebra::Point3<f64>]| {
                let each = athlete.skeleton.iter().zip(joints);
                let known = each.filter_map(|(j, p)| Some((j.as_ref()?.at.0 - p).norm()));
                let all: Vec<f64> = known.collect();
                all.iter().sum::<f64>() / all.len() as f64
            };
            let nearest = now
                .actors
                .iter()
                .map(|pose| off(&pose.joints))
                .fold(f64::MAX, f64::min);
            if nearest < 0.5 {
                sum += nearest;
                n += 1;
            }
        }
    }
    sum / f64::from(n)
}

/// Pictures in which nobody is found: the players are there, undetected.
#[test]
fn a_camera_that_is_bumped_while_nobody_plays_is_mended_from_its_background() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("match.mcap");
    let deg = "[0.3, 0.38, 0.13]";
    let sets = [
        "duration_s=5",
        "cameras.size_px=[640, 360]",
        "cameras.fps=5",
        "models.detector_size=[320, 192]",
        "models.min_score=1.0",
        "camera.cam_03.bumped_at_s=2.5",
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_trackside"));
    command.args(["run", "synth:basketball", "--seed", SEED, "--no-publish"]);
    command.args(["--json", "--auto-repair", "--record"]);
    command.arg(&path);
    for set in sets {
        command.args(["--set", set]);
    }
    command.args(["--set", &format!("camera.cam_03.bumped_by_deg={deg}")]);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
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
    let told: v1::Rig = wire::decode(&last.bytes).unwrap();
    let last = rig_file::from_toml(&told.toml, "recorded").unwrap();
    let turn = nalgebra::Vector3::new(0.3_f64, 0.38, 0.13).map(f64::to_radians);
    let right = nalgebra::UnitQuaternion::from_scaled_axis(turn)
        * world.cameras()[2].camera.cam_from_world.rotation;
    let off = last.cameras()[2].cam_from_world.rotation.angle_to(&right);
    println!("off by {:.4}°", off.to_degrees());
    assert!(off.to_degrees() < 0.03, "{}°", off.to_degrees());
}

fn frames(path: &Path) -> Vec<TrackingFrame> {
    let recording = Recording::open(path).unwrap();
    recording.frames().unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_small_bump_is_told_within_five_seconds_and_nothing_else_is() {
    let report = run("[0.2, -0.2, 0.1]", &[]);
    let told = events(&report, "camera_moved");
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].1, "cam_03");
    assert!((0.0..=5.0).contains(&told[0].0), "{told:?}");
    assert!(events(&report, "camera_repaired").is_empty());
}

#[test]
fn a_bumped_camera_is_calibrated_anew_during_the_match() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("match.mcap");
    let deg = "[0.3, 0.38, 0.13]";
    // 0.5° in all.
    let report = run(deg, &["--auto-repair", "--record", path.to_str().unwrap()]);
    let (told, repaired) = (
        events(&report, "camera_moved"),
        events(&report, "camera_repaired"),
    );
    println!("told {told:?}, repaired {repaired:?}");
    assert_eq!((told.len(), repaired.len()), (1, 1), "{report}");
    assert_eq!(
        (told[0].1.as_str(), repaired[0].1.as_str()),
        ("cam_03", "cam_03")
    );
    assert!((0.0..=5.0).contains(&told[0].0), "{told:?}");
    assert!((0.0..=30.0).contains(&repaired[0].0), "{repaired:?}");

    let world = World::new(
        &WorldFile::open("basketball", &settings(deg)).unwrap(),
        900_001,
    )
    .unwrap();
    let frames = frames(&path);
    let repaired_s = BUMP_S + repaired[0].0;
    let before = error(&world, &frames, 3.0, BUMP_S);
    let between = error(&world, &frames, BUMP_S + 0.5, repaired_s);
    let after = error(&world, &frames, repaired_s + 1.0, 1e9);
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
