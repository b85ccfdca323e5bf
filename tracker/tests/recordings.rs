//! Recordings: what goes in comes out, also of a file that a crash cut off, and also by way of the wire.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

use nalgebra::Isometry3;
use trackside::commands::recover::recover;
use trackside::commands::replay::Replay;
use trackside::publish::{PublishOptions, open_session};
use trackside::record::Recorder;
use trackside::recording::{Recording, Told};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
use trackside_schema::wire::v1;
use trackside_schema::*;
use zenoh::Wait;

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
    let mut recorder = Recorder::create(path, "arena", "s1", &rig()).unwrap();
    for tick in 0..frames {
        recorder.view("left", &view(tick)).unwrap();
        recorder.frame(&frame(tick)).unwrap();
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
fn what_was_recorded_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mcap");
    record(&path, 10);
    let recording = Recording::open(&path).unwrap();
    assert_eq!(recording.rig(), &rig());
    assert_eq!(
        (
            recording.session().venue.as_str(),
            recording.session().session.as_str()
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

/// Live and smooth frames and events are told apart in the file, survive a crash, and go out again on their own keys.
#[test]
fn what_is_told_later_is_recorded_and_replayed_beside_what_was_live() {
    let folder = tempfile::tempdir().unwrap();
    let [path, mended] = ["a.mcap", "mended.mcap"].map(|n| folder.path().join(n));
    let again = |tick| TrackingFrame {
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
    let mut recorder = Recorder::create(&path, "arena", "s1", &rig()).unwrap();
    for tick in 0..10 {
        recorder.frame(&frame(tick)).unwrap();
        if tick >= 3 {
            recorder.frame(&again(tick - 3)).unwrap();
        }
    }
    recorder.event(&bounce).unwrap();
    let done = recorder.finish().unwrap();
    assert_eq!((done.frames, done.smooth), (10, 7));
    let length = fs::metadata(&path).unwrap().len();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(length - 20).unwrap();
    recover(&path, &mended).unwrap();
    let recording = Recording::open(&mended).unwrap();
    let told = |told| {
        let frames = recording.frames_told(told).unwrap();
        frames.collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert!(told(Told::Live).into_iter().eq((0..10).map(frame)));
    assert!(told(Told::Smooth).into_iter().eq((0..7).map(again)));

    let options = PublishOptions {
        listen: vec!["tcp/127.0.0.1:0".into()],
        ..PublishOptions::default()
    };
    let network = open_session(&options).unwrap();
    let listen = |rest: &str| {
        let key = format!("trackside/v1/arena/{rest}");
        network.declare_subscriber(key).wait().unwrap()
    };
    let [live, smooth, events] = ["track/frame", "track/smooth", "event"].map(listen);
    let mut replay = Replay::open(&network, "arena", &recording).unwrap();
    for message in recording.messages().unwrap() {
        replay.send(&message.unwrap()).unwrap();
    }
    type Samples = zenoh::handlers::FifoChannelHandler<zenoh::sample::Sample>;
    let next = |of: &zenoh::pubsub::Subscriber<Samples>| {
        let sample = of.recv().unwrap();
        sample.payload().to_bytes().into_owned()
    };
    for tick in 0..10 {
        assert_eq!(wire::decode_frame(&next(&live)).unwrap(), frame(tick));
    }
    for tick in 0..7 {
        assert_eq!(wire::decode_frame(&next(&smooth)).unwrap(), again(tick));
    }
    assert_eq!(wire::decode::<v1::Event>(&next(&events)).unwrap(), bounce);

    record(&path, 3);
    let only_live = Recording::open(&path).unwrap();
    let error = only_live.frames_told(Told::Smooth).err().unwrap();
    assert!(error.to_string().contains("smooth_lag_s"), "{error}");
}

#[test]
fn a_recording_of_nothing_still_has_its_rig() {
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
    let [path, cut, mended] = ["a.mcap", "cut.mcap", "mended.mcap"].map(|n| folder.path().join(n));
    record(&path, 200);
    let whole = fs::read(&path).unwrap();
    let mut most = 0;
    for length in (0..whole.len()).step_by(997) {
        fs::write(&cut, &whole[..length]).unwrap();
        match recover(&cut, &mended) {
            Ok(saved) => {
                let read = frames(&mended);
                assert_eq!(saved.frames, read.len() as u64);
                assert!(
                    read.into_iter().eq((0..saved.frames).map(frame)),
                    "cut at {length}"
                );
                most = most.max(saved.frames);
            }
            // The rig comes first; before it is whole there is nothing to save.
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
fn what_was_flushed_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let [path, copy, mended] =
        ["a.mcap", "copy.mcap", "mended.mcap"].map(|n| folder.path().join(n));
    let mut recorder = Recorder::create(&path, "arena", "s1", &rig()).unwrap();
    for tick in 0..50 {
        recorder.frame(&frame(tick)).unwrap();
    }
    thread::sleep(Duration::from_millis(600));
    recorder.flush_if_due().unwrap();
    fs::copy(&path, &copy).unwrap();
    assert_eq!(recover(&copy, &mended).unwrap().frames, 50);
}

#[test]
fn what_is_no_recording_is_refused_in_words() {
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
fn a_full_disk_is_told_in_words() {
    let mut recorder = match Recorder::create(Path::new("/dev/full"), "arena", "s1", &rig()) {
        Ok(recorder) => recorder,
        Err(error) => return assert!(error.to_string().contains("the disk is full"), "{error}"),
    };
    let error = recorder
        .frame(&frame(0))
        .and_then(|()| recorder.finish().map(drop))
        .unwrap_err();
    assert!(
        error.to_string().contains("/dev/full") && error.to_string().contains("the disk is full"),
        "{error}"
    );
}

/// A field that a later minor version added goes through recording, mending and replay to whoever knows it.
#[test]
fn unknown_fields_survive_the_whole_way() {
    let folder = tempfile::tempdir().unwrap();
    let [path, mended] = ["a.mcap", "mended.mcap"].map(|n| folder.path().join(n));
    let mut sent = Vec::new();
    wire::encode_frame(&frame(1), &mut sent);
    sent.extend([0xfa, 0x7f, 3, b'n', b'e', b'w']); // field 2047, bytes
    let mut recorder = Recorder::create(&path, "arena", "s1", &rig()).unwrap();
    recorder.frame_as_sent(&sent).unwrap();
    recorder.finish().unwrap();
    let length = fs::metadata(&path).unwrap().len();
    fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(length - 20)
        .unwrap();
    recover(&path, &mended).unwrap();

    let options = |listen: &str, connect: Vec<String>| PublishOptions {
        listen: vec![listen.into()],
        connect,
        ..PublishOptions::default()
    };
    let network = open_session(&options("tcp/127.0.0.1:0", vec![])).unwrap();
    let got = network
        .declare_subscriber("trackside/v1/arena/track/frame")
        .wait()
        .unwrap();
    let recording = Recording::open(&mended).unwrap();
    let mut replay = Replay::open(&network, "arena", &recording).unwrap();
    for message in recording.messages().unwrap() {
        replay.send(&message.unwrap()).unwrap();
    }
    assert_eq!(got.recv().unwrap().payload().to_bytes(), sent.as_slice());
}
