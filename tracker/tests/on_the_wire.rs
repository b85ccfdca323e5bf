//! Frames and views over a real Zenoh link on loopback, each test on its own port.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use nalgebra::Isometry3;
use trackside::publish::{FRAME_LIMIT_BYTES, PublishOptions, Publisher, open_session};
use trackside::subscribe::{AHEAD_NS, Heard, Source, ViewSender, Views};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_schema::wire::{self, v1};
use trackside_schema::*;
use zenoh::{Session, Wait};

fn rig() -> Rig {
    let camera = |name: &str| Camera {
        name: name.to_owned(),
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
    Rig::new(vec![camera("left"), camera("right")]).unwrap()
}

fn frame(tick: u64, athletes: u32) -> TrackingFrame {
    let joint = Joint3d {
        at: WorldPoint::new(1.0, 2.0, 0.5),
        sigma_m: 0.25,
        views: 2,
    };
    let athlete = |id| Athlete {
        id: AthleteId(id),
        team: None,
        number: None,
        state: TrackState::Confirmed,
        skeleton: [Some(joint); JOINT_COUNT],
        velocity_m_s: None,
    };
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig().id().clone(),
        tick,
        time: Timestamp(i64::try_from(tick).unwrap() * 20_000_000),
        athletes: (1..=athletes).map(athlete).collect(),
        ..TrackingFrame::default()
    }
}

/// Two sessions with a link between them.
fn linked() -> (Session, Session) {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let endpoint = format!("tcp/127.0.0.1:{port}");
    let options = |listen: Vec<String>, connect: Vec<String>| PublishOptions {
        listen,
        connect,
        ..PublishOptions::default()
    };
    let first = open_session(&options(vec![endpoint.clone()], vec![])).unwrap();
    let second = open_session(&options(vec!["tcp/127.0.0.1:0".into()], vec![endpoint])).unwrap();
    (first, second)
}

/// Does something again until it gives what is waited for.
fn until<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    loop {
        if let Some(found) = ask() {
            return found;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_late_joiner_gets_rig_match_and_frames() {
    let (here, there) = linked();
    let mut publisher = Publisher::open(&here, "arena", "s1", "server", &rig()).unwrap();
    for tick in 0..5 {
        publisher.frame(&frame(tick, 2));
    }
    let get = |key: &str| {
        until(|| {
            let replies = there.get(key).wait().unwrap();
            let reply = replies.recv().ok()?;
            Some(reply.into_result().ok()?.payload().to_bytes().into_owned())
        })
    };
    let sent: v1::Rig = wire::decode(&get("trackside/v1/arena/rig")).unwrap();
    assert_eq!(rig_file::from_toml(&sent.toml, "the wire").unwrap(), rig());
    assert_eq!(sent.id, rig().id().0);
    let sent: v1::Match = wire::decode(&get("trackside/v1/arena/match")).unwrap();
    assert_eq!(
        (sent.session.as_str(), sent.cameras),
        ("s1", vec!["left".into(), "right".into()])
    );
    let alive = there
        .liveliness()
        .get("trackside/v1/arena/node/*")
        .wait()
        .unwrap();
    let token = alive.recv().unwrap().into_result().unwrap();
    assert_eq!(token.key_expr().as_str(), "trackside/v1/arena/node/server");

    let frames = there
        .declare_subscriber("trackside/v1/arena/track/frame")
        .wait()
        .unwrap();
    let mut tick = 5;
    let sample = until(|| {
        publisher.frame(&frame(tick, 2));
        tick += 1;
        frames.try_recv().unwrap()
    });
    assert_eq!(sample.encoding().to_string(), wire::FRAME_ENCODING);
    assert_eq!(sample.priority(), zenoh::qos::Priority::RealTime);
    assert!(sample.express());
    let got = wire::decode_frame(&sample.payload().to_bytes()).unwrap();
    assert_eq!(got, frame(got.tick, 2));
}

#[test]
fn smooth_frames_and_what_cameras_see_have_keys_of_their_own() {
    let (here, there) = linked();
    let listen = |rest: &str| {
        let key = format!("trackside/v1/arena/{rest}");
        there.declare_subscriber(key).wait().unwrap()
    };
    let [live, smooth, json, view] =
        ["track/frame", "track/smooth", "track/smooth/json", "view/*"].map(listen);
    let names = ["left".to_owned(), "right".to_owned()];
    let mut publisher = Publisher::open(&here, "arena", "s1", "server", &rig())
        .and_then(|p| p.with_views(&here, "arena", &names))
        .unwrap();
    let told_again = |tick| TrackingFrame {
        stream: Stream::Smooth,
        ..frame(tick, 1)
    };
    let seen = View {
        camera: CameraId(1),
        ..view_of(3, 40)
    };
    let (as_frame, as_json, what) = until(|| {
        publisher.frame(&told_again(3));
        publisher.views(std::slice::from_ref(&seen));
        type Samples = zenoh::handlers::FifoChannelHandler<zenoh::sample::Sample>;
        let next = |of: &zenoh::pubsub::Subscriber<Samples>| of.try_recv().unwrap();
        Some((next(&smooth)?, next(&json)?, next(&view)?))
    });
    assert_eq!(as_frame.encoding().to_string(), wire::FRAME_ENCODING);
    let got = wire::decode_frame(&as_frame.payload().to_bytes()).unwrap();
    assert_eq!(got, told_again(3));
    let got: TrackingFrame = serde_json::from_slice(&as_json.payload().to_bytes()).unwrap();
    assert_eq!(got, told_again(3));
    assert_eq!(what.key_expr().as_str(), "trackside/v1/arena/view/right");
    let (got, name) = wire::decode_view(&what.payload().to_bytes()).unwrap();
    assert_eq!((got, name.as_str()), (seen, "right"));
    assert!(live.try_recv().unwrap().is_none(), "a live frame");
}

#[test]
fn json_is_sent_to_those_who_listen() {
    let (here, there) = linked();
    let mut publisher = Publisher::open(&here, "arena", "s1", "server", &rig()).unwrap();
    let json = there
        .declare_subscriber("trackside/v1/arena/track/json")
        .wait()
        .unwrap();
    let sample = until(|| {
        publisher.frame(&frame(3, 1));
        json.try_recv().unwrap()
    });
    assert_eq!(sample.encoding().to_string(), "application/json");
    let got: TrackingFrame = serde_json::from_slice(&sample.payload().to_bytes()).unwrap();
    assert_eq!(got, frame(3, 1));
}

#[test]
fn a_frame_that_does_not_fit_is_counted_and_the_next_one_sent() {
    let (here, _there) = linked();
    let mut publisher = Publisher::open(&here, "arena", "s1", "server", &rig()).unwrap();
    let mut bytes = Vec::new();
    wire::encode_frame(&frame(0, 200), &mut bytes);
    assert!(bytes.len() > FRAME_LIMIT_BYTES);
    publisher.frame(&frame(0, 200));
    publisher.frame(&frame(1, 2));
    assert_eq!(publisher.frames(), (1, 1));
}

#[test]
fn a_port_in_use_is_no_failure() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let options = PublishOptions {
        listen: vec![format!("tcp/127.0.0.1:{port}")],
        ..PublishOptions::default()
    };
    open_session(&options).unwrap();
}

#[test]
fn names_that_are_no_keys_are_refused_in_words() {
    let (here, _there) = linked();
    let error = Publisher::open(&here, "my arena/1", "s1", "server", &rig())
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("letters, digits, - and _"),
        "{error}"
    );
    let nonsense = PublishOptions {
        listen: vec!["7447".into()],
        ..PublishOptions::default()
    };
    let error = open_session(&nonsense).err().unwrap();
    assert!(error.to_string().contains("[publish]"), "{error}");
    assert!(toml::from_str::<PublishOptions>("lissten = []").is_err());
}

fn view_of(image: u64, time_ns: i64) -> View {
    let stamp = Stamp {
        mid_exposure: Timestamp(time_ns),
        ..Stamp::default()
    };
    View {
        frame_index: image,
        stamp,
        ..View::default()
    }
}

/// Cameras of different rates and lengths, one of which starts late, sent before fusion is there.
#[test]
fn recorded_views_arrive_all_in_order_and_within_a_second_of_each_other() {
    let (here, there) = linked();
    let cameras = [
        ("left", 400_u64, 10_000_000_i64, 0_i64),
        ("right", 120, 40_000_000, 1_500_000_000),
    ];
    let senders = cameras.map(|(name, count, period, start)| {
        let network = here.clone();
        thread::spawn(move || {
            let mut sender = ViewSender::open(&network, "arena", name, Source::Recorded).unwrap();
            for i in 0..count {
                let time = start + period * i64::try_from(i).unwrap();
                sender.view(&view_of(i, time), &|| false).unwrap();
            }
            sender.end(&|| false).unwrap();
        })
    });
    let mut views = Views::open(&there, "arena", "f1", &rig()).unwrap();
    let mut heard: BTreeMap<CameraId, Vec<View>> = BTreeMap::new();
    let mut ended = BTreeMap::new();
    while ended.len() < 2 {
        match views.next(Duration::from_millis(100)).unwrap() {
            Some(Heard::View(view)) => {
                let (camera, time) = (view.camera, view.stamp.mid_exposure.0);
                heard.entry(camera).or_default().push(view);
                let slowest = (0..2)
                    .filter(|c| !ended.contains_key(&CameraId(*c)))
                    .map(|c| {
                        heard
                            .get(&CameraId(c))
                            .map(|v| v[v.len() - 1].stamp.mid_exposure.0)
                    })
                    .min()
                    .flatten();
                if let Some(slowest) = slowest
                    && heard[&camera].len() > 1
                {
                    assert!(
                        time - slowest <= AHEAD_NS,
                        "{time} is too far ahead of {slowest}"
                    );
                }
            }
            Some(Heard::End { camera, views }) => {
                assert_eq!(ended.insert(camera, views), None);
            }
            Some(Heard::Node { .. }) | None => {}
            Some(Heard::Unusable(what)) => panic!("{what}"),
        }
    }
    for sender in senders {
        sender.join().unwrap();
    }
    for (camera, (_, count, period, start)) in (0..).map(CameraId).zip(cameras) {
        assert_eq!(ended[&camera], count);
        let expected = (0..count).map(|i| View {
            camera,
            ..view_of(i, start + period * i64::try_from(i).unwrap())
        });
        assert!(heard[&camera].iter().cloned().eq(expected), "{camera:?}");
    }
}

#[test]
fn nodes_that_come_and_go_and_cameras_of_another_rig_are_told() {
    let (here, there) = linked();
    let mut views = Views::open(&there, "arena", "f1", &rig()).unwrap();
    let mut told = Vec::new();
    let mut next = |wanted: fn(&Heard) -> bool| {
        until(|| {
            let heard = views.next(Duration::from_millis(10)).unwrap()?;
            let found = wanted(&heard);
            told.push(format!("{heard:?}"));
            found.then_some(heard)
        })
    };
    let node = trackside::publish::Node::open(&here, "arena", "edge-1").unwrap();
    let there_now = next(|h| matches!(h, Heard::Node { alive: true, .. }));
    assert!(format!("{there_now:?}").contains("edge-1"));
    drop(node);
    next(|h| matches!(h, Heard::Node { alive: false, .. }));
    let mut stranger = ViewSender::open(&here, "arena", "middle", Source::Live).unwrap();
    stranger.view(&view_of(0, 0), &|| false).unwrap();
    let Heard::Unusable(what) = next(|h| matches!(h, Heard::Unusable(_))) else {
        unreachable!("asked for nothing else")
    };
    assert!(
        what.contains("view/middle") && what.contains("no camera \"middle\""),
        "{what}"
    );
}

#[test]
fn a_camera_stops_when_told_to_though_fusion_never_comes() {
    let (here, _there) = linked();
    let mut sender = ViewSender::open(&here, "arena", "left", Source::Recorded).unwrap();
    let error = sender.view(&view_of(0, 0), &|| true).unwrap_err();
    assert!(
        error.to_string().contains("camera \"left\": stopped"),
        "{error}"
    );
}
