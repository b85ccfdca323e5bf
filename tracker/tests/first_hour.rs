//! Errors of a new user's typical mistakes: they name the fault and the remedy.
#![allow(clippy::unwrap_used)]

mod program;
mod walker_venue;

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use trackside_calibration::rig_file;
use trackside_recording::{Recorder, Recording};
use trackside_schema::wire::{self, SessionHeader, v1};
use trackside_transport::{PublishOptions, Publisher, open_session};

use program::{errors, refuse, succeed, text};

/// The walker's venue and a recording of it.
fn recorded(folder: &Path) -> (PathBuf, PathBuf) {
    let venue = walker_venue::write(folder, "");
    let recording = folder.join("walk.mcap");
    succeed(&[
        "run",
        text(&venue),
        "--from",
        "detections",
        "--no-publish",
        "--record",
        text(&recording),
    ]);
    (venue, recording)
}

#[test]
fn an_interval_without_frames_is_no_success() {
    let dir = tempfile::tempdir().unwrap();
    let (_, recording) = recorded(dir.path());
    for format in ["csv", "trc", "glb", "mcap"] {
        let extension = if format == "mcap" {
            "clip.mcap"
        } else {
            format
        };
        let out = dir.path().join(format!("late.{extension}"));
        let arguments = [
            "export",
            text(&recording),
            "--to",
            format,
            "--start",
            "100",
            "-o",
            text(&out),
        ];
        let error = refuse(&arguments);
        assert!(
            error.contains("--start 100") && error.contains("s long"),
            "{error}"
        );
        assert!(!out.exists(), "{format}");
    }
    let error = refuse(&["export", text(&recording), "--to", "csv", "--start", "-1"]);
    assert!(
        error.contains("0 or more") && !error.contains("'-- -1'"),
        "{error}"
    );
    let blank = dir.path().join("blank.png");
    let error = refuse(&[
        "overlay",
        text(&recording),
        "--blank",
        "--at",
        "-30",
        "-o",
        text(&blank),
    ]);
    assert!(error.contains("no frame is near --at -30"), "{error}");
}

#[test]
fn an_empty_recording_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let empty = dir.path().join("empty.mcap");
    let rig = rig_file::to_message(&walker_venue::rig());
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "walk".into(),
        session: "s".into(),
        rig: rig.id.clone(),
        ..v1::Match::default()
    };
    Recorder::create(&empty, SessionHeader::new(&rig, &match_))
        .unwrap()
        .finish()
        .unwrap();
    let out = dir.path().join("out.csv");
    let highlights = dir.path().join("highlights");
    for arguments in [
        vec!["export", text(&empty), "--to", "csv", "-o", text(&out)],
        vec!["highlights", text(&empty), "-o", text(&highlights)],
        vec!["serve", text(&empty), "--port", "0"],
    ] {
        let error = refuse(&arguments);
        assert!(
            error.contains("empty.mcap") && error.contains("no") && error.contains("frames"),
            "{error}"
        );
    }
    assert!(!out.exists() && !highlights.exists());
}

#[test]
fn one_camera_is_refused_because_3d_needs_two() {
    let dir = tempfile::tempdir().unwrap();
    let venue = walker_venue::write(dir.path(), "");
    let file = fs::read_to_string(&venue).unwrap();
    let one: Vec<&str> = file.splitn(3, "[[camera]]").take(2).collect();
    fs::write(&venue, one.join("[[camera]]")).unwrap();
    let error = refuse(&["run", text(&venue), "--from", "detections", "--no-publish"]);
    assert!(
        error.contains("cam_00")
            && error.contains("cannot tell how far")
            && error.contains("[[camera]]"),
        "{error}"
    );
}

#[test]
fn recordings_need_their_extension() {
    let dir = tempfile::tempdir().unwrap();
    let (venue, recording) = recorded(dir.path());
    for name in ["out.mp4", "out", "out.mcap.gz"] {
        let out = dir.path().join(name);
        for arguments in [
            vec![
                "run",
                text(&venue),
                "--from",
                "detections",
                "--no-publish",
                "--record",
                text(&out),
            ],
            vec!["record", text(&venue), "-o", text(&out)],
            vec!["refine", text(&recording), "-o", text(&out)],
        ] {
            let error = refuse(&arguments);
            assert!(error.contains(".mcap"), "{error}");
        }
        assert!(!out.exists());
    }
}

#[test]
fn a_folder_is_served_where_it_has_one_recording() {
    let dir = tempfile::tempdir().unwrap();
    let error = refuse(&["serve", text(dir.path()), "--port", "0"]);
    assert!(error.contains("no recording (*.mcap)"), "{error}");
    let (_, recording) = recorded(dir.path());
    fs::copy(&recording, dir.path().join("again.mcap")).unwrap();
    let error = refuse(&["serve", text(dir.path()), "--port", "0"]);
    assert!(
        error.contains("2 recordings") && error.contains("again.mcap"),
        "{error}"
    );
}

#[test]
fn an_overlay_uses_the_rig_of_its_recording() {
    let dir = tempfile::tempdir().unwrap();
    let (venue, recording) = recorded(dir.path());
    // The walker's venue has no videos: the rig is checked before them.
    let rig = dir.path().join("rig.toml");
    let repaired = fs::read_to_string(&rig)
        .unwrap()
        .replacen("900.0", "905.0", 1);
    fs::write(&rig, &repaired).unwrap();
    let png = dir.path().join("o.png");
    let arguments = [
        "overlay",
        text(&recording),
        "--venue-file",
        text(&venue),
        "-o",
        text(&png),
    ];
    let output = program::command(&arguments).output().unwrap();
    let said = errors(&output);
    assert!(
        said.contains("drawn with the rig of then") && said.contains("trackside run"),
        "{said}"
    );
    // Another venue's recording is not drawn.
    let renamed = repaired.replace("cam_01", "east");
    fs::write(&rig, renamed).unwrap();
    let file = fs::read_to_string(&venue)
        .unwrap()
        .replace("name = \"cam_01\"", "name = \"east\"");
    fs::write(&venue, file).unwrap();
    let error = refuse(&arguments);
    assert!(
        error.contains("another venue") && error.contains("east"),
        "{error}"
    );
}

/// Numbers may be negative wherever one is meant.
#[test]
fn negative_numbers_are_values() {
    for (arguments, words) in [
        (vec!["demo", "--seconds", "-5"], "more than 0"),
        (
            vec![
                "synth",
                "basketball",
                "--seconds",
                "-2",
                "--no-videos",
                "-o",
                "never",
            ],
            "-2",
        ),
        (
            vec!["serve", "--buffer-minutes", "-1"],
            "--buffer-minutes -1",
        ),
        (
            vec!["export", "x.mcap", "--to", "csv", "--fps", "-3"],
            "x.mcap",
        ),
    ] {
        let error = refuse(&arguments);
        assert!(
            error.contains(words) && !error.contains("tip:"),
            "{arguments:?}: {error}"
        );
    }
}

/// Subscribers could not distinguish two venues of one name.
#[test]
fn a_second_venue_of_a_name_is_refused_by_the_name_of_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let (venue, recording) = recorded(dir.path());
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let endpoint = format!("tcp/127.0.0.1:{port}");
    let network = open_session(&PublishOptions {
        listen: vec![endpoint.clone()],
        ..PublishOptions::default()
    })
    .unwrap();
    let header = Recording::open(&recording).unwrap().header().clone();
    let publisher = Publisher::open(&network, "walk", "run-elsewhere-7", &header).unwrap();
    let error = refuse(&["replay", text(&recording), "--listen", &endpoint]);
    assert!(error.contains("\"walk\" is published already"), "{error}");
    assert!(
        error.contains("run-elsewhere-7") && error.contains("--venue"),
        "{error}"
    );
    let file = fs::read_to_string(&venue).unwrap();
    fs::write(
        &venue,
        format!("{file}\n[publish]\nlisten = [\"{endpoint}\"]\n"),
    )
    .unwrap();
    let run = ["run", text(&venue), "--from", "detections"];
    let error = refuse(&run);
    assert!(
        error.contains("run-elsewhere-7") && error.contains("--name"),
        "{error}"
    );
    succeed(&[&run[..], &["--name", "walk-2"]].concat());
    drop(publisher);
    succeed(&run);
}
