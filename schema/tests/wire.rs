//! Protobuf and JSON round trips, golden files, compatibility within v1, and errors for malformed messages.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use proptest::option;
use proptest::prelude::*;
use prost_reflect::{DescriptorPool, DynamicMessage, prost::Message};
use trackside_schema::wire::{self, v1};
use trackside_schema::*;

/// A number that single precision represents exactly, like every number on the wire.
fn number() -> impl Strategy<Value = f64> {
    (-1e5_f32..1e5).prop_map(f64::from)
}

fn vector() -> impl Strategy<Value = [f64; 3]> {
    [number(), number(), number()]
}

prop_compose! {
    fn joint3d()(at in vector(), sigma_m in 0_f32..1.0, views in any::<u8>()) -> Joint3d {
        Joint3d { at: at.into(), sigma_m, views }
    }
}

prop_compose! {
    fn athlete()(
        id in any::<u32>(),
        team in option::of("[a-z]{0,8}"),
        number in option::of(any::<u16>()),
        state in prop_oneof![Just(TrackState::Tentative), Just(TrackState::Confirmed), Just(TrackState::Coasting)],
        joints in prop::collection::vec(option::of(joint3d()), JOINT_COUNT),
        velocity_m_s in option::of(vector()),
    ) -> Athlete {
        let skeleton = joints.try_into().unwrap();
        Athlete { id: AthleteId(id), team, number, state, skeleton, velocity_m_s }
    }
}

prop_compose! {
    fn ball()(
        at in vector(),
        velocity_m_s in option::of(vector()),
        spin_rad_s in option::of(vector()),
        sigma_m in 0_f32..1.0,
        is_measured in any::<bool>(),
    ) -> Ball {
        let state = if is_measured { BallState::Measured } else { BallState::Predicted };
        Ball { at: at.into(), velocity_m_s, spin_rad_s, sigma_m, state }
    }
}

prop_compose! {
    fn frame()(
        names in ("[a-z]{0,9}", "[a-z0-9]{0,9}", "[0-9a-f]{0,16}"),
        tick in any::<u64>(),
        time in any::<i64>(),
        athletes in prop::collection::vec(athlete(), 0..4),
        ball in option::of(ball()),
        missing in prop::collection::vec(any::<u8>(), 0..4),
        latency in prop::collection::vec(("[a-z]{1,7}", any::<u64>()), 0..4),
        stream in prop::sample::select(vec![Stream::Live, Stream::Smooth, Stream::Refined]),
    ) -> TrackingFrame {
        TrackingFrame {
            schema: TrackingFrame::SCHEMA,
            stream,
            venue: names.0,
            session: names.1,
            rig: RigId(names.2),
            tick,
            time: Timestamp(time),
            athletes,
            ball,
            missing_cameras: missing.into_iter().map(CameraId).collect(),
            latency: latency.into_iter().map(|(stage, ns)| StageLatency { stage, ns }).collect(),
        }
    }
}

prop_compose! {
    fn keypoint()(x in -1e4_f32..1e4, y in -1e4_f32..1e4, score in 0_f32..1.0, sigma in 0_f32..50.0) -> Keypoint {
        Keypoint::measured(x, y, score, sigma)
    }
}

prop_compose! {
    fn person()(
        joints in prop::collection::vec(option::of(keypoint()), JOINT_COUNT),
        score in 0_f32..1.0,
        appearance in option::of(prop::collection::vec(-1_f32..1.0, 1..9)),
    ) -> Person2d {
        Person2d { joints: joints.try_into().unwrap(), score, appearance }
    }
}

prop_compose! {
    fn view()(
        camera in any::<u8>(),
        frame_index in any::<u64>(),
        stamp in (any::<i64>(), any::<u32>(), 0_usize..5, any::<u64>()),
        people in prop::collection::vec(person(), 0..4),
        balls in prop::collection::vec(keypoint(), 0..4),
        rotation in option::of((any::<i64>(), prop::array::uniform6(-0.1_f32..0.1), any::<u32>(), any::<u32>())),
    ) -> View {
        use StampSource::*;
        View {
            camera: CameraId(camera),
            frame_index,
            stamp: Stamp {
                mid_exposure: Timestamp(stamp.0),
                uncertainty_ns: stamp.1,
                source: [Trigger, Ptp, SenderReport, Exposure, Arrival][stamp.2],
                received_ns: stamp.3,
            },
            people,
            balls: balls.iter().map(|k| Ball2d { at: k.at, score: k.score, sigma_px: k.sigma_px, streak: streak_of(k) }).collect(),
            camera_rotation: rotation.map(|(reference, [a, b, c, d, e, f], patches, inliers)| CameraRotation {
                reference: Timestamp(reference),
                rotation_rad: [a, b, c],
                sigma_rad: [d, e, f],
                patches,
                inliers,
            }),
        }
    }
}

/// Motion blur for about half of the balls.
fn streak_of(k: &Keypoint) -> Option<Streak> {
    let to = RawPixel::new(k.at.y, k.at.x);
    (k.score > 0.5).then_some(Streak {
        ends: [k.at, to],
        exposure_s: k.sigma_px,
    })
}

fn frame_bytes(frame: &TrackingFrame) -> Vec<u8> {
    let mut bytes = vec![0; 3];
    wire::encode_frame(frame, &mut bytes);
    bytes
}

fn view_bytes(view: &View, camera: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    wire::encode_view(view, camera, &mut bytes);
    bytes
}

proptest! {
    #[test]
    fn frame_survives_the_wire(frame in frame()) {
        prop_assert_eq!(wire::decode_frame(&frame_bytes(&frame)).unwrap(), frame);
    }

    #[test]
    fn frame_survives_json(frame in frame()) {
        let json = serde_json::to_string(&frame).unwrap();
        let back: TrackingFrame = serde_json::from_str(&json).unwrap();
        // JSON keeps at least single precision, like the wire.
        prop_assert_eq!(frame_bytes(&back), frame_bytes(&frame));
    }

    #[test]
    fn view_survives_the_wire(view in view(), camera in "[a-z0-9_]{1,12}") {
        prop_assert_eq!(wire::decode_view(&view_bytes(&view, &camera)).unwrap(), (view, camera));
    }

    #[test]
    fn view_survives_json(view in view()) {
        let json = serde_json::to_string(&view).unwrap();
        let back: View = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(view_bytes(&back, "cam"), view_bytes(&view, "cam"));
    }

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        // Random bytes are almost never a message of major version 1.
        if let Err(error) = wire::decode_frame(&bytes) {
            prop_assert!(error.to_string().starts_with("TrackingFrame: "));
        }
        if let Err(error) = wire::decode_view(&bytes) {
            prop_assert!(error.to_string().starts_with("View: "));
        }
    }

    #[test]
    fn damaged_message_does_not_panic(frame in frame(), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let mut bytes = frame_bytes(&frame);
        let at = at.index(bytes.len());
        bytes[at] ^= with;
        let _ = wire::decode_frame(&bytes);
        let _ = wire::decode_frame(&bytes[..at]);
    }
}

/// A fixed frame with most fields set.
fn example_frame() -> TrackingFrame {
    let mut skeleton = [None; JOINT_COUNT];
    skeleton[Joint::LKnee.index()] = Some(Joint3d {
        at: WorldPoint::new(1.5, -2.25, 0.5),
        sigma_m: 0.0078125,
        views: 4,
    });
    skeleton[Joint::RHeel.index()] = Some(Joint3d {
        at: WorldPoint::new(1.0, -2.0, 0.0625),
        sigma_m: 0.03125,
        views: 0,
    });
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        stream: Stream::Live,
        venue: "arena".into(),
        session: "s1".into(),
        rig: RigId("0123456789abcdef".into()),
        tick: 7,
        time: Timestamp(1_000_000_000),
        athletes: vec![Athlete {
            id: AthleteId(3),
            team: Some("home".into()),
            number: Some(10),
            state: TrackState::Confirmed,
            skeleton,
            velocity_m_s: Some([1.0, 0.0, -0.5]),
        }],
        ball: Some(Ball {
            at: WorldPoint::new(0.0, 0.5, 1.0),
            velocity_m_s: None,
            spin_rad_s: Some([0.0, 8.0, 0.0]),
            sigma_m: 0.015625,
            state: BallState::Measured,
        }),
        missing_cameras: vec![CameraId(2)],
        latency: vec![StageLatency {
            stage: "fuse".into(),
            ns: 1500,
        }],
    }
}

fn example_view() -> View {
    let mut person = Person2d {
        score: 0.875,
        ..Person2d::default()
    };
    person.joints[Joint::Nose.index()] = Some(Keypoint::measured(12.5, 40.25, 0.5, 2.0));
    person.appearance = Some(vec![0.0, 1.0]);
    View {
        camera: CameraId(1),
        frame_index: 9,
        stamp: Stamp {
            mid_exposure: Timestamp(1_000_000_001),
            uncertainty_ns: 50,
            source: StampSource::Ptp,
            received_ns: 77,
        },
        people: vec![person],
        balls: vec![Ball2d {
            at: RawPixel::new(3.5, 4.5),
            score: 0.25,
            sigma_px: 1.0,
            streak: None,
        }],
        camera_rotation: None,
    }
}

/// Compares with a file under `tests/golden`; writes it when `UPDATE_GOLDEN` is set.
fn golden(name: &str, actual: &[u8]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, actual).unwrap();
    }
    let expected = fs::read(&path).unwrap();
    assert!(
        expected == actual,
        "{name} differs: changes within v1 are additive"
    );
}

#[test]
fn messages_equal_the_golden_files() {
    golden("frame.bin", &frame_bytes(&example_frame()));
    golden(
        "frame.json",
        serde_json::to_string_pretty(&example_frame())
            .unwrap()
            .as_bytes(),
    );
    golden("view.bin", &view_bytes(&example_view(), "cam_02"));
    golden(
        "view.json",
        serde_json::to_string_pretty(&example_view())
            .unwrap()
            .as_bytes(),
    );
}

#[test]
fn frame_of_22_athletes_is_below_64_kb() {
    let mut frame = example_frame();
    let joint = frame.athletes[0].skeleton[Joint::LKnee.index()];
    frame.athletes[0].skeleton = [joint; JOINT_COUNT];
    frame.athletes = vec![frame.athletes[0].clone(); 22];
    let bytes = frame_bytes(&frame).len();
    assert!(
        bytes < 64 * 1024,
        "22 athletes of 26 joints take {bytes} bytes"
    );
}

/// `frame.bin` with an unknown field in the frame, in an athlete and in a joint, as a later minor version might add.
fn bytes_of_a_later_minor_version() -> Vec<u8> {
    let unknown = [0xfa, 0x7f, 3, b'n', b'e', b'w']; // field 2047, bytes
    let mut frame = v1::TrackingFrame::decode(frame_bytes(&example_frame()).as_slice()).unwrap();
    let mut athlete = frame.athletes.remove(0);
    let joint = athlete.joints.remove(0);
    let nest = |tag: u8, mut inner: Vec<u8>, outer: Vec<u8>| {
        inner.extend(unknown);
        let mut bytes = outer;
        bytes.push(tag);
        prost_reflect::prost::encoding::encode_varint(inner.len() as u64, &mut bytes);
        bytes.extend(inner);
        bytes
    };
    let athlete = nest(5 << 3 | 2, joint.encode_to_vec(), athlete.encode_to_vec());
    let mut bytes = nest(7 << 3 | 2, athlete, frame.encode_to_vec());
    bytes.extend(unknown);
    bytes
}

#[test]
fn unknown_fields_are_skipped_and_survive_dynamic_messages() {
    let bytes = bytes_of_a_later_minor_version();
    let frame = wire::decode_frame(&bytes).unwrap();
    assert_eq!(
        frame.athletes[0].joint(Joint::LKnee),
        example_frame().athletes[0].joint(Joint::LKnee)
    );

    let pool = DescriptorPool::decode(wire::FILE_DESCRIPTOR_SET).unwrap();
    let descriptor = pool
        .get_message_by_name("trackside.v1.TrackingFrame")
        .unwrap();
    let message = DynamicMessage::decode(descriptor, bytes.as_slice()).unwrap();
    assert_eq!(message.unknown_fields().count(), 1);
    let again = message.encode_to_vec();
    let count = |bytes: &[u8]| bytes.windows(3).filter(|w| w == b"new").count();
    assert_eq!((count(&bytes), count(&again)), (3, 3));
}

#[test]
fn other_major_version_is_an_error() {
    let mut message = v1::TrackingFrame::decode(frame_bytes(&example_frame()).as_slice()).unwrap();
    message.schema = 2;
    let error = wire::decode_frame(&message.encode_to_vec())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("major version 2") && error.contains("reads 1"),
        "{error}"
    );
    // Only `schema` is common to all major versions: `athletes` may be a number in another one.
    let error = wire::decode_frame(&[0x08, 2, 0x38, 5])
        .unwrap_err()
        .to_string();
    assert!(error.contains("major version 2"), "{error}");
    let error = wire::decode_frame(&[]).unwrap_err().to_string();
    assert!(error.contains("not a trackside message"), "{error}");
}

#[test]
fn non_finite_numbers_are_omitted_by_encode_and_refused_by_decode() {
    let mut frame = example_frame();
    let knee = frame.athletes[0].skeleton[Joint::LKnee.index()]
        .as_mut()
        .unwrap();
    knee.at = WorldPoint::new(f64::NAN, 0.0, 0.0);
    let sent = wire::decode_frame(&frame_bytes(&frame)).unwrap();
    assert_eq!(sent.athletes[0].joint(Joint::LKnee), None);
    assert!(sent.athletes[0].joint(Joint::RHeel).is_some());

    let mut message = v1::TrackingFrame::decode(frame_bytes(&example_frame()).as_slice()).unwrap();
    message.athletes[0].joints[0].y_m = f32::INFINITY;
    let error = wire::decode_frame(&message.encode_to_vec())
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "TrackingFrame: athlete 3: LKnee.y_m is inf, not a finite number"
    );
}

#[test]
fn joint_numbers_on_the_wire_equal_those_of_the_skeleton() {
    for joint in Joint::ALL {
        let name = v1::Joint::try_from(joint as i32).unwrap().as_str_name();
        let plain = name
            .strip_prefix("JOINT_")
            .unwrap()
            .replace('_', "")
            .to_lowercase();
        assert_eq!(plain, joint.name().to_lowercase());
    }
}
