//! Errors of venue files name the file, the line or the camera, in one line.
#![allow(clippy::unwrap_used)]

mod program;
mod walker_venue;

use std::fs;
use std::path::{Path, PathBuf};

use trackside::venue::{MediaSource, Venue};
use trackside_schema::Timestamp;

/// Writes the walker's venue with `from` replaced by `to`.
fn write_replaced(from: &str, to: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = walker_venue::write(dir.path(), "");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    (dir, path)
}

fn refused(from: &str, to: &str) -> String {
    let (_dir, path) = write_replaced(from, to);
    let error = format!("{:#}", Venue::load(&path).unwrap_err());
    assert!(error.contains("venue.toml"), "{error}");
    error
}

#[test]
fn unknown_keys_are_refused_with_their_line() {
    let error = refused("joint_set", "joint_sets");
    assert!(
        error.contains(":3:") && error.contains("joint_sets"),
        "{error}"
    );
    assert!(!error.contains('\n'), "{error}");
    let error = refused("detections = ", "detection = ");
    assert!(
        error.contains(":7:") && error.contains("`detection`"),
        "{error}"
    );
}

#[test]
fn renamed_keys_are_refused_with_their_line_and_new_name() {
    let section = "[sync]\nsilent_ms = 500\n[[camera]]";
    let error = refused("[[camera]]", section);
    assert!(
        error.contains(":6: [sync] silent_ms is now called camera_timeout_ms"),
        "{error}"
    );
}

#[test]
fn cameras_are_those_of_the_rig_and_named_once() {
    let error = refused("\"cam_02\"", "\"cam_01\"");
    assert!(
        error.contains("camera \"cam_01\"") && error.contains("twice"),
        "{error}"
    );
    let error = refused("\"cam_02\"", "\"cam_77\"");
    assert!(
        error.contains("camera \"cam_77\"") && error.contains("cam_02"),
        "{error}"
    );
}

#[test]
fn invalid_values_are_refused() {
    for (from, to, word) in [
        ("name = \"walk\"", "name = \"a/b\"", "a/b"),
        (
            "name = \"walk\"",
            "name = \"walk\"\nrate_hz = -1.0",
            "rate_hz",
        ),
        (
            "name = \"walk\"",
            "name = \"walk\"\nrate_hz = nan",
            "rate_hz",
        ),
        (
            "name = \"walk\"",
            "name = \"walk\"\nstart = \"yesterday\"",
            "yesterday",
        ),
        ("\"halpe26\"", "\"halpe\"", "halpe26"),
        ("\"rig.toml\"", "\"nothing.toml\"", "nothing.toml"),
        (
            "[[camera]]",
            "[sync]\ndeadline_ms = 0\n[[camera]]",
            "deadline_ms",
        ),
    ] {
        let error = refused(from, to);
        assert!(error.contains(word), "{to}: {error}");
    }
}

#[test]
fn a_venue_may_use_some_cameras_of_the_rig() {
    let (_dir, path) = write_replaced(
        "[[camera]]\nname = \"cam_00\"\ndetections = \"detections/cam_00.jsonl\"\n",
        "",
    );
    let venue = Venue::load(&path).unwrap();
    let names: Vec<_> = venue
        .rig
        .cameras()
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    assert_eq!(names, ["cam_01", "cam_02", "cam_03"]);
    for (i, camera) in venue.cameras.iter().enumerate() {
        assert_eq!(camera.id.index(), i);
        assert_eq!(camera.name, names[i]);
    }
}

#[test]
fn times_and_addresses_are_read() {
    let (_dir, path) = write_replaced(
        "name = \"walk\"",
        "name = \"walk\"\nstart = \"1970-01-01T00:01:00.5Z\"",
    );
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replacen(
        "name = \"cam_00\"",
        "name = \"cam_00\"\nsource = \"rtsp://host/1\"",
        1,
    );
    fs::write(&path, text).unwrap();
    let venue = Venue::load(&path).unwrap();
    assert_eq!(venue.start, Timestamp(60_500_000_000));
    assert_eq!(
        venue.cameras[0].source,
        Some(MediaSource::Url("rtsp://host/1".into()))
    );
    assert!(venue.is_live());
}

/// Runs a venue that must be refused in one line.
fn run_fails(venue: &Path, input: &str) -> String {
    let run = ["run", program::text(venue), "--no-publish", "--from", input];
    let errors = program::refuse(&run);
    assert_eq!(errors.trim_end().lines().count(), 1, "{errors}");
    errors
}

#[test]
fn media_that_cannot_be_used_name_camera_and_file() {
    let source = |dir: &Path, name: &str| {
        let path = dir.join("venue.toml");
        let text = fs::read_to_string(&path).unwrap();
        let with = format!("[[camera]]\nsource = \"{name}\"\n");
        fs::write(&path, text.replacen("[[camera]]\n", &with, 1)).unwrap();
        path
    };
    let dir = tempfile::tempdir().unwrap();
    walker_venue::write(dir.path(), "");
    let errors = run_fails(&source(dir.path(), "nothing.mp4"), "video");
    assert!(
        errors.contains("cam_00") && errors.contains("nothing.mp4"),
        "{errors}"
    );

    let dir = tempfile::tempdir().unwrap();
    walker_venue::write(dir.path(), "");
    fs::write(dir.path().join("text.mp4"), "not a video\n".repeat(50)).unwrap();
    let errors = run_fails(&source(dir.path(), "text.mp4"), "video");
    assert!(
        errors.contains("cam_00") && errors.contains("text.mp4"),
        "{errors}"
    );
}

#[test]
fn a_detection_line_that_is_cut_off_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let venue = walker_venue::write(dir.path(), "");
    let path = dir.path().join("detections/cam_01.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, &text[..text.len() - 100]).unwrap();
    let errors = run_fails(&venue, "detections");
    assert!(
        errors.contains("cam_01") && errors.contains("cam_01.jsonl:60"),
        "{errors}"
    );
}
