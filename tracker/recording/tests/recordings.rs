//! Recordings: what is written is read, also from a file that a crash cut off.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nalgebra::Isometry3;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_recording::{Recorder, Recording, recover};
use trackside_schema::wire::{SessionHeader, v1};
use trackside_schema::*;

fn rig() -> Rig {
    let camera = |name: &str, distortion| Camera {
        name: name.to_owned(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: 1500.0,
            fy: 1501.0,
            cx: 960.0,
            cy: 540.0,
        },
        distortion,
        cam_from_world: Isometry3::translation(0.0, 0.5, 10.0),
    };
    let brown = Distortion::BrownConrady([-0.1, 0.02, 0.001, -0.001, 0.003, 0.0, 0.0, 0.0]);
    Rig::new(vec![
        camera("left", brown),
        camera("right", Distortion::Fisheye([0.1, 0.0, 0.0, 0.0])),
    ])
    .unwrap()
}

fn header() -> SessionHeader {
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig().id().0.clone(),
        ..v1::Match::default()
    };
    SessionHeader::new(&rig_file::to_message(&rig()), &match_)
}

fn frame(tick: u64) -> TrackingFrame {
    let joint = Joint3d {
        at: WorldPoint::new(1.0, 2.0, 0.5),
        sigma_m: 0.25,
        views: 2,
    };
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig().id().clone(),
        tick,
        time: Timestamp(i64::try_from(tick).unwrap() * 20_000_000),
        athletes: vec![Athlete {
            id: AthleteId(1),
            team: None,
            number: None,
            state: TrackState::Confirmed,
            skeleton: [Some(joint); JOINT_COUNT],
            velocity_m_s: None,
        }],
        ..TrackingFrame::default()
    }
}

fn view(image: u64) -> View {
    let mut person = Person2d {
        score: 0.5,
        ..Person2d::default()
    };
    person.joints[0] = Some(Keypoint::measured(1.5, 2.5, 0.5, 1.0));
    View {
        frame_index: image,
        stamp: Stamp {
            mid_exposure: frame(image).time,
            ..Stamp::default()
        },
        people: vec![person],
        ..View::default()
    }
}

fn record(path: &Path, frames: u64) {
    let mut recorder = Recorder::create(path, header()).unwrap();
    for tick in 0..frames {
        recorder.write_view("left", &view(tick)).unwrap();
        recorder.write_frame(&frame(tick)).unwrap();
    }
    let done = recorder.finish().unwrap();
    assert_eq!((done.frames, done.views), (frames, frames));
}

fn frames(path: &Path) -> Vec<TrackingFrame> {
    let recording = Recording::open(path).unwrap();
    recording
        .frames()
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

#[test]
fn frames_and_views_are_read_as_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mcap");
    record(&path, 10);
    let recording = Recording::open(&path).unwrap();
    assert_eq!(recording.rig(), &rig());
    assert_eq!(
        (
            recording.match_message().venue.as_str(),
            recording.match_message().session.as_str()
        ),
        ("arena", "s1")
    );
    assert!(frames(&path).into_iter().eq((0..10).map(frame)));
    let views: Vec<_> = recording
        .views()
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(
        views
            .into_iter()
            .eq((0..10).map(|i| ("left".to_owned(), view(i))))
    );
}

#[test]
fn live_and_smooth_frames_are_separate_streams_and_survive_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let [path, recovered] = ["a.mcap", "recovered.mcap"].map(|n| folder.path().join(n));
    let smooth = |tick| TrackingFrame {
        stream: Stream::Smooth,
        ..frame(tick)
    };
    let bounce = v1::Event {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        kind: "bounce".into(),
        time_ns: frame(2).time.0,
        ..v1::Event::default()
    };
    let mut recorder = Recorder::create(&path, header()).unwrap();
    for tick in 0..10 {
        recorder.write_frame(&frame(tick)).unwrap();
        if tick >= 3 {
            recorder.write_frame(&smooth(tick - 3)).unwrap();
        }
    }
    recorder.write_event(&bounce).unwrap();
    let done = recorder.finish().unwrap();
    assert_eq!((done.frames, done.smooth_frames), (10, 7));
    let length = fs::metadata(&path).unwrap().len();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(length - 20).unwrap();
    recover(&path, &recovered).unwrap();
    let recording = Recording::open(&recovered).unwrap();
    let frames_of = |stream| {
        let frames = recording.frames_of(stream).unwrap();
        frames.collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert!(frames_of(Stream::Live).into_iter().eq((0..10).map(frame)));
    assert!(frames_of(Stream::Smooth).into_iter().eq((0..7).map(smooth)));

    record(&path, 3);
    let only_live = Recording::open(&path).unwrap();
    let error = only_live.frames_of(Stream::Smooth).err().unwrap();
    assert!(error.to_string().contains("smooth_lag_s"), "{error}");
}

#[test]
fn an_empty_recording_has_its_rig() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mcap");
    record(&path, 0);
    assert_eq!(Recording::open(&path).unwrap().rig(), &rig());
    assert_eq!(frames(&path), []);
}

/// Wherever the file is cut off, what is saved is the first frames, and no more are lost than one chunk holds.
#[test]
fn a_cut_recording_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let [path, cut, recovered] =
        ["a.mcap", "cut.mcap", "recovered.mcap"].map(|n| folder.path().join(n));
    record(&path, 200);
    let whole = fs::read(&path).unwrap();
    let mut most = 0;
    for length in (0..whole.len()).step_by(997) {
        fs::write(&cut, &whole[..length]).unwrap();
        match recover(&cut, &recovered) {
            Ok(counts) => {
                let read = frames(&recovered);
                assert_eq!(counts.frames, read.len() as u64);
                assert!(
                    read.into_iter().eq((0..counts.frames).map(frame)),
                    "cut at {length}"
                );
                most = most.max(counts.frames);
            }
            // The rig comes first; before it is complete there is nothing to recover.
            Err(error) => assert_eq!(most, 0, "cut at {length}: {error:#}"),
        }
    }
    assert_eq!(most, 200, "the index at the end holds no frames");
    fs::write(&cut, &whole[..whole.len() / 2]).unwrap();
    let error = Recording::open(&cut).unwrap_err().to_string();
    assert!(
        error.contains("trackside recover") && error.contains("cut.mcap"),
        "{error}"
    );
}

/// A copy of the file while it is written is what a killed process leaves.
#[test]
fn flushed_frames_are_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let [path, copy, recovered] =
        ["a.mcap", "copy.mcap", "recovered.mcap"].map(|n| folder.path().join(n));
    let mut recorder = Recorder::create(&path, header()).unwrap();
    for tick in 0..50 {
        recorder.write_frame(&frame(tick)).unwrap();
    }
    thread::sleep(Duration::from_millis(600));
    recorder.flush_if_due().unwrap();
    fs::copy(&path, &copy).unwrap();
    assert_eq!(recover(&copy, &recovered).unwrap().frames, 50);
}

#[test]
fn files_that_are_no_recording_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let refused = |name: &str, words: &str| {
        let error = format!("{:#}", Recording::open(&at(name)).unwrap_err());
        assert!(error.contains(name) && error.contains(words), "{error}");
    };
    refused("missing.mcap", "No such file");
    fs::write(at("text.mcap"), "frame,x,y,z\n").unwrap();
    refused("text.mcap", "not an MCAP file");
    fs::write(at("empty.mcap"), "").unwrap();
    refused("empty.mcap", "not an MCAP file");
    let file = fs::File::create(at("other.mcap")).unwrap();
    mcap::Writer::new(file).unwrap().finish().unwrap();
    refused("other.mcap", "no rig");
    record(&at("damaged.mcap"), 50);
    let mut bytes = fs::read(at("damaged.mcap")).unwrap();
    let middle = bytes.len() / 4;
    bytes[middle..middle + 64].fill(0xa5);
    fs::write(at("damaged.mcap"), bytes).unwrap();
    let read = Recording::open(&at("damaged.mcap"))
        .and_then(|r| r.frames()?.collect::<Result<Vec<_>, _>>())
        .map(|frames| frames.len());
    let error = format!("{:#}", read.unwrap_err());
    assert!(error.contains("damaged.mcap"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_in_the_error() {
    let mut recorder = match Recorder::create(Path::new("/dev/full"), header()) {
        Ok(recorder) => recorder,
        Err(error) => return assert!(error.to_string().contains("the disk is full"), "{error}"),
    };
    let error = recorder
        .write_frame(&frame(0))
        .and_then(|()| recorder.finish().map(drop))
        .unwrap_err();
    assert!(
        error.to_string().contains("/dev/full") && error.to_string().contains("the disk is full"),
        "{error}"
    );
}

/// A field that a later minor version added is there for readers that know it.
#[test]
fn unknown_fields_survive_recording_and_recovery() {
    let folder = tempfile::tempdir().unwrap();
    let [path, recovered] = ["a.mcap", "recovered.mcap"].map(|n| folder.path().join(n));
    let mut sent = Vec::new();
    wire::encode_frame(&frame(1), &mut sent);
    sent.extend([0xfa, 0x7f, 3, b'n', b'e', b'w']); // field 2047, bytes
    let mut recorder = Recorder::create(&path, header()).unwrap();
    recorder.write_encoded_frame(&sent).unwrap();
    recorder.finish().unwrap();
    let length = fs::metadata(&path).unwrap().len();
    fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(length - 20)
        .unwrap();
    recover(&path, &recovered).unwrap();

    let recording = Recording::open(&recovered).unwrap();
    let mut messages = recording.messages().unwrap().map(Result::unwrap);
    assert!(messages.any(|m| m.bytes == sent));
}
