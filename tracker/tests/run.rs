//! From 2D people to athletes, through the program as a user calls it.
#![allow(clippy::unwrap_used)]

mod world;

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use trackside_export::trc;
use trackside_fusion::Fusion;
use trackside_recording::{Recorder, Recording};
use trackside_schema::{FrameSet, Joint, Stream, TrackState, TrackingFrame, wire};

fn trackside(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trackside"));
    command
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn succeeded(output: Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

fn ended(child: Child) -> String {
    succeeded(child.wait_with_output().unwrap())
}

#[test]
fn a_walker_comes_out_where_he_walked() {
    let dir = tempfile::tempdir().unwrap();
    let venue = world::write(dir.path(), "");
    let (out, mcap) = (
        dir.path().join("walker.trc"),
        dir.path().join("walker.mcap"),
    );
    let args = [
        "run",
        text(&venue),
        "--from",
        "detections",
        "--no-publish",
        "--json",
        "--export",
        text(&out),
        "--record",
        text(&mcap),
    ];
    let report: Value =
        serde_json::from_str(&succeeded(trackside(&args).output().unwrap())).unwrap();
    let moments = (world::SECONDS * world::RATE_HZ) as usize;
    assert_eq!(report["frames"], moments);
    assert_eq!(report["athletes"].as_array().unwrap().len(), 1);
    assert!(
        report["cameras"]
            .as_array()
            .unwrap()
            .iter()
            .all(|c| c["lost"].as_array().unwrap().is_empty())
    );

    let file = trc::read(&out).unwrap();
    assert_eq!(file.rate_hz, world::RATE_HZ);
    assert_eq!(file.rows.len(), moments);
    let mut points = 0;
    for (i, row) in file.rows.iter().enumerate() {
        for (name, point) in file.markers.iter().zip(&row.points) {
            let Some(point) = point else { continue };
            let truth = world::truth(Joint::from_name(name).unwrap(), i as f64 / world::RATE_HZ);
            // The camera with the clock off the grid sees the walker up to 1.2 m/s × 4 ms away, and the body that
            // fusion fits to him is still being learned.
            assert!(
                point.distance(truth) < 0.015,
                "{name} at row {i}: {point:?}, {truth:?}"
            );
            points += 1;
        }
    }
    assert!(points >= moments * 26 * 95 / 100, "{points} points");

    let recording = Recording::open(&mcap).unwrap();
    let frames: Vec<_> = recording.frames().unwrap().map(Result::unwrap).collect();
    assert_eq!(frames.len(), moments);
    assert!(
        frames
            .iter()
            .any(|f| f.athletes.iter().any(|a| a.state == TrackState::Confirmed))
    );
    // Three cameras at full rate, one at half.
    assert_eq!(
        recording.views().unwrap().count(),
        moments * 3 + moments / 2
    );
}

/// Every live frame is told once more, with what fusion then says of its moment; and the whole is refined to a recording that
/// every consumer reads.
#[test]
fn a_recording_is_smooth_and_can_be_refined() {
    let dir = tempfile::tempdir().unwrap();
    let venue = world::write(dir.path(), "[fusion]\nsmooth_lag_s = 0.2");
    let [mcap, better, trc, again] = ["walk.mcap", "walk.refined.mcap", "walk.trc", "again.mcap"]
        .map(|name| dir.path().join(name));
    let (venue, mcap, trc) = (text(&venue), text(&mcap), text(&trc));
    let run = [
        "run",
        venue,
        "--from",
        "detections",
        "--no-publish",
        "--json",
        "--record",
        mcap,
    ];
    let report: Value =
        serde_json::from_str(&succeeded(trackside(&run).output().unwrap())).unwrap();
    let moments = (world::SECONDS * world::RATE_HZ) as u64;
    let counts = ["frames", "smooth_frames", "smooth_dropped"].map(|k| report[k].as_u64().unwrap());
    assert_eq!(counts, [moments, moments, 0]);

    let recording = Recording::open(Path::new(mcap)).unwrap();
    let told = recording.frames_of(Stream::Smooth).unwrap();
    let smooth: Vec<_> = told.map(Result::unwrap).collect();
    assert!(smooth.iter().all(|f| f.stream == Stream::Smooth));
    assert!(smooth.iter().map(|f| f.tick).eq(0..moments), "in order");
    // 0.25 s, the ball's, is more than 0.2; at 50 a second that is 13 ticks.
    let options = toml::from_str(&recording.match_message().fusion).unwrap();
    let mut fusion = Fusion::new(recording.rig().clone(), options);
    let mut views = Vec::new();
    let mut compared = 0;
    for message in recording.messages().unwrap().map(Result::unwrap) {
        if let Some(name) = message.topic.strip_prefix("/view/") {
            let mut view = wire::decode_view(&message.bytes).unwrap().0;
            view.camera = recording.rig().find(name).unwrap().0;
            views.push(view);
        } else if message.topic == "/track/frame" {
            let frame = wire::decode_frame(&message.bytes).unwrap();
            let (tick, time) = (frame.tick, frame.time);
            let views = std::mem::take(&mut views);
            fusion.step(&FrameSet { tick, time, views });
            if let Some(then) = tick.checked_sub(13) {
                let was = &smooth[then as usize];
                let expected = TrackingFrame {
                    athletes: fusion.smoothed(then).to_vec(),
                    ..was.clone()
                };
                let mut bytes = Vec::new();
                wire::encode_frame(&expected, &mut bytes);
                assert_eq!(*was, wire::decode_frame(&bytes).unwrap());
                compared += was.athletes.len();
            }
        }
    }
    assert!(compared > 30, "{compared}");

    succeeded(trackside(&["refine", mcap]).output().unwrap());
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
    let counted = |r: &Recording| r.views().unwrap().count();
    assert_eq!(counted(&refined), counted(&recording));
    let athletes = frames.iter().flat_map(|f| &f.athletes);
    assert!(athletes.clone().all(|a| a.id == smooth[20].athletes[0].id));
    assert!(athletes.count() >= smooth.iter().map(|f| f.athletes.len()).sum::<usize>());

    let better = text(&better);
    for args in [
        &["export", better, "--to", "trc", "-o", trc][..],
        &[
            "export", mcap, "--stream", "smooth", "--to", "trc", "-o", trc,
        ],
    ] {
        succeeded(trackside(args).output().unwrap());
    }
    let refused = |args: &[&str], words: &str| {
        let output = trackside(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(words), "{said}");
    };
    refused(&["refine", better, "-o", text(&again)], "refined already");
    refused(&["refine", mcap], "--force");
    refused(
        &["export", better, "--stream", "smooth", "--to", "trc"],
        "no smooth frames",
    );
    let mut bare = Recorder::create(&again, recording.header().clone()).unwrap();
    smooth.iter().for_each(|f| {
        let live = Stream::Live;
        bare.write_frame(&TrackingFrame {
            stream: live,
            ..f.clone()
        })
        .unwrap();
    });
    bare.finish().unwrap();
    refused(&["refine", text(&again)], "no views");
}

/// What frames say, but for what must differ between runs: their names and how long things took.
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
    let venue = world::write(
        dir.path(),
        &format!("[publish]\nlisten = [\"tcp/127.0.0.1:{port}\"]"),
    );
    let (one, apart) = (dir.path().join("one.jsonl"), dir.path().join("apart.jsonl"));
    let from = ["--from", "detections"];

    let run = ["run", text(&venue), "--no-publish", "--export", text(&one)];
    succeeded(trackside(&run).args(from).output().unwrap());

    let node = |cameras: &str| {
        let args = ["node", text(&venue), "--cameras", cameras];
        trackside(&args).args(from).spawn().unwrap()
    };
    // The nodes come first: they wait for fusion.
    let nodes = [node("cam_00,cam_03"), node("cam_01,cam_02")];
    let fuse = ["fuse", text(&venue), "--export", text(&apart)];
    let mut fuse = trackside(&fuse).args(from).spawn().unwrap();
    // Nodes end once fusion has taken all of their views. Without them fusion would wait for good.
    let outputs = nodes.map(|node| node.wait_with_output().unwrap());
    if outputs.iter().any(|o| !o.status.success()) {
        fuse.kill().unwrap();
    }
    outputs.into_iter().for_each(|o| drop(succeeded(o)));
    ended(fuse);

    let (one, apart) = (frames(&one), frames(&apart));
    assert_eq!(one.len(), (world::SECONDS * world::RATE_HZ) as usize);
    assert!(
        one.iter()
            .any(|f| !f["athletes"].as_array().unwrap().is_empty())
    );
    for (one, apart) in one.iter().zip(&apart) {
        assert_eq!(one, apart);
    }
    assert_eq!(one.len(), apart.len());
}

#[test]
fn a_duration_ends_a_run_early() {
    let dir = tempfile::tempdir().unwrap();
    let venue = world::write(dir.path(), "");
    let args = [
        "run",
        text(&venue),
        "--from",
        "detections",
        "--no-publish",
        "--json",
        "--seconds",
        "0.5",
    ];
    let report: Value =
        serde_json::from_str(&succeeded(trackside(&args).output().unwrap())).unwrap();
    assert_eq!(report["frames"], 25);
}

#[test]
fn nobody_reading_the_summary_is_no_failure() {
    let dir = tempfile::tempdir().unwrap();
    let venue = world::write(dir.path(), "");
    let args = ["run", text(&venue), "--from", "detections", "--no-publish"];
    let mut child = trackside(&args).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !said.contains("panicked"),
        "{said}"
    );
}
