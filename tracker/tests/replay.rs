//! Recorded messages are published again, byte for byte, each on its own key.

#![allow(clippy::unwrap_used)]

use nalgebra::Isometry3;
use trackside::commands::replay::Replay;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_recording::{Recorder, Recording};
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::{Stream, Timestamp, TrackingFrame};
use trackside_transport::{PublishOptions, key, open_session};
use zenoh::Wait;

fn header() -> SessionHeader {
    let camera = Camera {
        name: "left".to_owned(),
        size_px: [1920, 1080],
        intrinsics: Intrinsics {
            fx: 1500.0,
            fy: 1500.0,
            cx: 960.0,
            cy: 540.0,
        },
        distortion: Distortion::BrownConrady([0.0; 8]),
        cam_from_world: Isometry3::translation(0.0, 0.0, 10.0),
    };
    let rig = rig_file::to_message(&Rig::new(vec![camera]).unwrap());
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig.id.clone(),
        cameras: vec!["left".into()],
        ..v1::Match::default()
    };
    SessionHeader::new(&rig, &match_)
}

fn encoded_frame(tick: u64, stream: Stream) -> Vec<u8> {
    let frame = TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        stream,
        venue: "arena".into(),
        session: "s1".into(),
        tick,
        time: Timestamp(i64::try_from(tick).unwrap() * 20_000_000),
        ..TrackingFrame::default()
    };
    let mut bytes = Vec::new();
    wire::encode_frame(&frame, &mut bytes);
    // A field of a later minor version: field 2047, bytes.
    bytes.extend([0xfa, 0x7f, 3, b'n', b'e', b'w']);
    bytes
}

#[test]
fn frames_events_and_unknown_fields_are_replayed_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mcap");
    let bounce = v1::Event {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        kind: "bounce".into(),
        time_ns: 40_000_000,
        ..v1::Event::default()
    };
    let mut recorder = Recorder::create(&path, header()).unwrap();
    for tick in 0..10 {
        recorder
            .write_encoded_frame(&encoded_frame(tick, Stream::Live))
            .unwrap();
    }
    for tick in 0..7 {
        recorder
            .write_encoded_frame(&encoded_frame(tick, Stream::Smooth))
            .unwrap();
    }
    recorder.write_event(&bounce).unwrap();
    recorder.finish().unwrap();

    let options = PublishOptions {
        listen: vec!["tcp/127.0.0.1:0".into()],
        ..PublishOptions::default()
    };
    let network = open_session(&options).unwrap();
    let subscribe = |topic: &str| {
        let key = key("arena", topic).unwrap();
        network.declare_subscriber(key).wait().unwrap()
    };
    let [live, smooth, events] = [topics::FRAME, topics::SMOOTH, topics::EVENT].map(subscribe);
    let recording = Recording::open(&path).unwrap();
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
        assert_eq!(next(&live), encoded_frame(tick, Stream::Live));
    }
    for tick in 0..7 {
        assert_eq!(next(&smooth), encoded_frame(tick, Stream::Smooth));
    }
    assert_eq!(wire::decode::<v1::Event>(&next(&events)).unwrap(), bounce);
}
