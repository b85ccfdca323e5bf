//! From 2D people to athletes, through the program as a user calls it.
#![allow(clippy::unwrap_used)]

mod program;
mod walker_venue;

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use serde_json::Value;
use trackside_export::trc;
use trackside_fusion::Fusion;
use trackside_recording::{Recorder, Recording};
use trackside_schema::wire::{self, topics};
use trackside_schema::{FrameSet, Joint, Stream, TrackState, TrackingFrame};

#[test]
fn a_walker_is_tracked_within_15_mm() {
    let dir = tempfile::tempdir().unwrap();
    let venue = walker_venue::write(dir.path(), "");
    let (out, mcap) = (
        dir.path().join("walker.trc"),
        dir.path().join("walker.mcap"),
    );
    let args = [
        "run",
        program::text(&venue),
        "--from",
        "detections",
        "--no-publish",
        "--export",
        program::text(&out),
        "--record",
        program::text(&mcap),
    ];
    let report = program::report(&args);
    let frame_sets = (walker_venue::SECONDS * walker_venue::RATE_HZ) as usize;
    assert_eq!(report["frames"], frame_sets);
    assert_eq!(report["athletes"].as_array().unwrap().len(), 1);
    assert!(
        report["cameras"]
            .as_array()
            .unwrap()
            .iter()
            .all(|c| c["lost"].as_array().unwrap().is_empty())
    );

    let file = trc::read(&out).unwrap();
    assert_eq!(file.rate_hz, walker_venue::RATE_HZ);
    assert_eq!(file.rows.len(), frame_sets);
    let mut points = 0;
    for (i, row) in file.rows.iter().enumerate() {
        for (name, point) in file.markers.iter().zip(&row.points) {
            let Some(point) = point else { continue };
            let truth = walker_venue::truth(
                Joint::from_name(name).unwrap(),
                i as f64 / walker_venue::RATE_HZ,
            );
            // The views of the camera off the grid are up to 1.2 m/s × 4 ms away, and the bone lengths are still being
            // estimated.
            assert!(
                point.distance(truth) < 0.015,
                "{name} at row {i}: {point:?}, {truth:?}"
            );
            points += 1;
        }
    }
    assert!(points >= frame_sets * 26 * 95 / 100, "{points} points");

    let recording = Recording::open(&mcap).unwrap();
    let frames: Vec<_> = recording.frames().unwrap().map(Result::unwrap).collect();
    assert_eq!(frames.len(), frame_sets);
    assert!(
        frames
            .iter()
            .any(|f| f.athletes.iter().any(|a| a.state == TrackState::Confirmed))
    );
    // Three cameras at full rate, one at half.
    assert_eq!(
        recording.views().unwrap().count(),
        frame_sets * 3 + frame_sets / 2
    );
}

/// No camera delivers anything for a while: time without a frame set is time without observations, and no smooth frame is lost.
#[test]
fn a_stall_of_all_cameras_neither_splits_an_athlete_nor_loses_smooth_frames() {
    for (from_s, to_s) in [(0.4, 0.75), (0.4, 0.9), (0.3, 0.96)] {
        let dir = tempfile::tempdir().unwrap();
        let venue = walker_venue::write(dir.path(), "");
        for file in fs::read_dir(dir.path().join("detections")).unwrap() {
            let path = file.unwrap().path();
            let lines = fs::read_to_string(&path).unwrap();
            let is_delivered = |line: &&str| {
                let line: Value = serde_json::from_str(line).unwrap();
                !(from_s..to_s).contains(&line["t"].as_f64().unwrap())
            };
            let rest: Vec<&str> = lines.lines().filter(is_delivered).collect();
            fs::write(&path, rest.join("\n")).unwrap();
        }
        let venue = program::text(&venue);
        let report = program::report(&["run", venue, "--from", "detections", "--no-publish"]);
        assert_eq!(report["athletes"].as_array().unwrap().len(), 1, "{report}");
        assert_eq!(report["smooth_dropped"], 0, "{report}");
        assert_eq!(report["smooth_frames"], report["frames"], "{report}");
    }
}

/// Every live frame has a smooth one, equal to what fusion gives for its tick then; and the recording is refined to one that
/// every consumer reads.
#[test]
fn a_recording_is_smooth_and_can_be_refined() {
    let dir = tempfile::tempdir().unwrap();
    let venue = walker_venue::write(dir.path(), "[fusion]\nsmooth_lag_s = 0.2");
    let [mcap, better, trc, again] = ["walk.mcap", "walk.refined.mcap", "walk.trc", "again.mcap"]
        .map(|name| dir.path().join(name));
    let (venue, mcap, trc) = (
        program::text(&venue),
        program::text(&mcap),
        program::text(&trc),
    );
    let run = [
        "run",
        venue,
        "--from",
        "detections",
        "--no-publish",
        "--record",
        mcap,
    ];
    let report = program::report(&run);
    let frame_sets = (walker_venue::SECONDS * walker_venue::RATE_HZ) as u64;
    let counts = ["frames", "smooth_frames", "smooth_dropped"].map(|k| report[k].as_u64().unwrap());
    assert_eq!(counts, [frame_sets, frame_sets, 0]);

    let recording = Recording::open(Path::new(mcap)).unwrap();
    let smooth = recording.frames_of(Stream::Smooth).unwrap();
    let smooth: Vec<_> = smooth.map(Result::unwrap).collect();
    assert!(smooth.iter().all(|f| f.stream == Stream::Smooth));
    assert!(smooth.iter().map(|f| f.tick).eq(0..frame_sets), "in order");
    // 0.25 s, the ball's, is more than 0.2; at 50 a second that is 13 ticks.
    let options = toml::from_str(&recording.match_message().fusion).unwrap();
    let mut fusion = Fusion::new(recording.rig().clone(), options);
    let mut views = Vec::new();
    let mut compared = 0;
    for message in recording.messages().unwrap().map(Result::unwrap) {
        if let Some(name) = message.topic.strip_prefix(topics::VIEW) {
            let mut view = wire::decode_view(&message.bytes).unwrap().0;
            view.camera = recording.rig().find(name).unwrap().0;
            views.push(view);
        } else if message.topic == topics::FRAME {
            let frame = wire::decode_frame(&message.bytes).unwrap();
            let (tick, time) = (frame.tick, frame.time);
            let views = std::mem::take(&mut views);
            fusion.step(&FrameSet { tick, time, views });
            if let Some(smoothed_tick) = tick.checked_sub(13) {
                let recorded = &smooth[smoothed_tick as usize];
                let expected = TrackingFrame {
                    athletes: fusion.smoothed(smoothed_tick).to_vec(),
                    ..recorded.clone()
                };
                let mut bytes = Vec::new();
                wire::encode_frame(&expected, &mut bytes);
                assert_eq!(*recorded, wire::decode_frame(&bytes).unwrap());
                compared += recorded.athletes.len();
            }
        }
    }
    assert!(compared > 30, "{compared}");

    program::succeed(&["refine", mcap]);
    let refined = Recording::open(&better).unwrap();
    let frames: Vec<_> = refined.frames().unwrap().map(Result::unwrap).collect();
    assert!(frames.iter().all(|f| f.stream == Stream::Refined));
    assert!(
        frames
            .iter()
            .map(|f| (f.tick, f.time))
            .eq(smooth.iter().map(|f| (f.tick, f.time)))
    );
    assert!(
        frames
            .iter()
            .all(|f| f.rig == smooth[0].rig && f.session == smooth[0].session)
    );
    let count_views = |r: &Recording| r.views().unwrap().count();
    assert_eq!(count_views(&refined), count_views(&recording));
    let athletes = frames.iter().flat_map(|f| &f.athletes);
    assert!(athletes.clone().all(|a| a.id == smooth[20].athletes[0].id));
    assert!(athletes.count() >= smooth.iter().map(|f| f.athletes.len()).sum::<usize>());

    let better = program::text(&better);
    for args in [
        &["export", better, "--to", "trc", "--force", "-o", trc][..],
        &[
            "export", mcap, "--stream", "smooth", "--to", "trc", "--force", "-o", trc,
        ],
    ] {
        program::succeed(args);
    }
    let refused = |args: &[&str], words: &str| {
        let errors = program::refuse(args);
        assert!(errors.contains(words), "{errors}");
    };
    refused(
        &["refine", better, "-o", program::text(&again)],
        "refined already",
    );
    refused(&["refine", mcap], "--force");
    refused(
        &["export", better, "--stream", "smooth", "--to", "trc"],
        "no smooth frames",
    );
    let mut without_views = Recorder::create(&again, recording.header().clone()).unwrap();
    smooth.iter().for_each(|f| {
        let live = Stream::Live;
        without_views
            .write_frame(&TrackingFrame {
                stream: live,
                ..f.clone()
            })
            .unwrap();
    });
    without_views.finish().unwrap();
    refused(&["refine", program::text(&again)], "no views");
}

/// Frames without what differs between runs: sessions and latencies.
fn frames(path: &Path) -> Vec<Value> {
    let lines = fs::read_to_string(path).unwrap();
    let frame = |line: &str| {
        let mut frame: Value = serde_json::from_str(line).unwrap();
        let fields = frame.as_object_mut().unwrap();
        fields.remove("session").unwrap();
        fields.remove("latency");
        frame
    };
    lines.lines().map(frame).collect()
}

#[test]
fn separate_processes_give_the_same_frames_as_one() {
    let dir = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let venue = walker_venue::write(
        dir.path(),
        &format!("[publish]\nlisten = [\"tcp/127.0.0.1:{port}\"]"),
    );
    let (one, several) = (
        dir.path().join("one.jsonl"),
        dir.path().join("several.jsonl"),
    );
    let from = ["--from", "detections"];

    let run = [
        "run",
        program::text(&venue),
        "--no-publish",
        "--export",
        program::text(&one),
    ];
    program::succeed(&[&run[..], &from].concat());

    let node = |cameras: &str| {
        let args = ["node", program::text(&venue), "--cameras", cameras];
        program::command(&args).args(from).spawn().unwrap()
    };
    // The nodes come first: they wait for fusion.
    let nodes = [node("cam_00,cam_03"), node("cam_01,cam_02")];
    let fuse = [
        "fuse",
        program::text(&venue),
        "--export",
        program::text(&several),
    ];
    let mut fuse = program::command(&fuse).args(from).spawn().unwrap();
    // Nodes end once fusion has taken all of their views. Without them fusion would wait for good.
    let outputs = nodes.map(|node| node.wait_with_output().unwrap());
    if outputs.iter().any(|o| !o.status.success()) {
        fuse.kill().unwrap();
    }
    outputs.into_iter().for_each(|o| drop(program::stdout(o)));
    program::stdout(fuse.wait_with_output().unwrap());

    let (one, several) = (frames(&one), frames(&several));
    assert_eq!(
        one.len(),
        (walker_venue::SECONDS * walker_venue::RATE_HZ) as usize
    );
    assert!(
        one.iter()
            .any(|f| !f["athletes"].as_array().unwrap().is_empty())
    );
    for (one, several) in one.iter().zip(&several) {
        assert_eq!(one, several);
    }
    assert_eq!(one.len(), several.len());
}

#[test]
fn a_duration_ends_a_run_early() {
    let dir = tempfile::tempdir().unwrap();
    let venue = walker_venue::write(dir.path(), "");
    let args = [
        "run",
        program::text(&venue),
        "--from",
        "detections",
        "--no-publish",
        "--seconds",
        "0.5",
    ];
    let report = program::report(&args);
    assert_eq!(report["frames"], 25);
}

#[test]
fn a_closed_standard_output_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    let venue = walker_venue::write(dir.path(), "");
    let args = [
        "run",
        program::text(&venue),
        "--from",
        "detections",
        "--no-publish",
    ];
    let mut child = program::command(&args).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let errors = program::errors(&output);
    assert!(
        output.status.success() && !errors.contains("panicked"),
        "{errors}"
    );
}
