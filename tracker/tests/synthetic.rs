//! Synthetic worlds through the program: as cases on disk, and scored as they are made.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

use opencv::prelude::*;
use opencv::videoio::{CAP_FFMPEG, VideoCapture};
use serde_json::Value;

fn trackside(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_trackside"))
        .args(args)
        .output()
        .unwrap()
}

fn report(args: &[&str]) -> Value {
    let output = trackside(args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let output = trackside(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        !output.status.success() && !said.contains("panicked"),
        "{said}"
    );
    said
}

#[test]
fn fusion_follows_everybody_in_a_synthetic_game() {
    let report = report(&[
        "eval",
        "synth:basketball",
        "--seed",
        "3",
        "--seconds",
        "4",
        "--json",
    ]);
    let people = &report["people"];
    assert!(people["recall"].as_f64().unwrap() > 0.95, "{report}");
    assert!(people["mpjpe_mm"].as_f64().unwrap() < 50.0, "{report}");
    assert!(
        people["extra_per_frame"].as_f64().unwrap() < 0.05,
        "{report}"
    );
    assert_eq!(people["id_switches"], 0, "{report}");
}

#[test]
fn a_world_written_as_a_case_scores_as_the_world_does() {
    let dir = tempfile::tempdir().unwrap();
    let game = dir.path().join("game");
    let game = game.to_str().unwrap();
    assert!(
        trackside(&[
            "synth",
            "basketball",
            "--seed",
            "3",
            "--seconds",
            "2",
            "--no-videos",
            "-o",
            game
        ])
        .status
        .success()
    );
    let report = report(&["eval", game, "--json"]);
    assert!(
        report["people"]["mpjpe_mm"].as_f64().unwrap() < 50.0,
        "{report}"
    );
    assert!(
        report["people"]["recall"].as_f64().unwrap() > 0.9,
        "{report}"
    );
    let again = refused(&["synth", "basketball", "-o", game]);
    assert!(again.contains("is there already"), "{again}");
}

#[test]
fn its_videos_have_every_picture() {
    let dir = tempfile::tempdir().unwrap();
    let game = dir.path().join("game");
    let small = "cameras.size_px=[320, 180]";
    let args = [
        "synth",
        "basketball",
        "--seconds",
        "0.2",
        "--set",
        small,
        "-o",
        game.to_str().unwrap(),
    ];
    let output = trackside(&args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (mut pictures, mut picture) = (0, Mat::default());
    let path: &Path = &game.join("videos/cam_01.mp4");
    let mut video = VideoCapture::from_file(path.to_str().unwrap(), CAP_FFMPEG).unwrap();
    while video.read(&mut picture).unwrap() {
        assert_eq!((picture.cols(), picture.rows()), (320, 180));
        pictures += 1;
    }
    assert_eq!(pictures, 5);
}

#[test]
fn wrong_worlds_and_keys_are_refused_in_words() {
    assert!(refused(&["eval", "synth:curling"]).contains("basketball"));
    let key = refused(&["eval", "synth:sprint", "--set", "views.noise=3"]);
    assert!(key.contains("views.noise"), "{key}");
    assert!(refused(&["eval", "synth:sprint", "--views", "pixels"]).contains("--detector"));
    let rates = refused(&[
        "synth",
        "sprint",
        "--set",
        "camera.cam_01.fps=25",
        "-o",
        "never-made",
    ]);
    assert!(rates.contains("rates"), "{rates}");
}
