//! Frames and views over a Zenoh link on loopback, each test on its own port.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use trackside_schema::wire::{self, SessionHeader, v1};
use trackside_schema::*;
use trackside_transport::{
    AHEAD_NS, CameraNames, Delivery, FRAME_LIMIT_BYTES, Node, PublishOptions, Publisher, Received,
    ViewReceiver, ViewSender, open_loopback_pair, open_session, published_venue,
};
use zenoh::{Session, Wait};

/// The header of a session with two cameras.
fn header() -> SessionHeader {
    let rig = v1::Rig {
        schema: wire::SCHEMA,
        id: "1a2b".into(),
        toml: "# two cameras".into(),
    };
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig.id.clone(),
        cameras: cameras().names,
        ..v1::Match::default()
    };
    SessionHeader::new(&rig, &match_)
}

fn cameras() -> CameraNames {
    CameraNames {
        rig: RigId("1a2b".into()),
        names: vec!["left".into(), "right".into()],
    }
}

fn open_publisher(network: &Session) -> Publisher {
    Publisher::open(network, "arena", "server", &header()).unwrap()
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
        rig: cameras().rig,
        tick,
        time: Timestamp(i64::try_from(tick).unwrap() * 20_000_000),
        athletes: (1..=athletes).map(athlete).collect(),
        ..TrackingFrame::default()
    }
}

/// Calls `ask` until it returns something.
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
    let (here, there) = open_loopback_pair().unwrap();
    let mut publisher = open_publisher(&here);
    for tick in 0..5 {
        publisher.publish_frame(&frame(tick, 2));
    }
    let get = |key: &str| {
        until(|| {
            let replies = there.get(key).wait().unwrap();
            let reply = replies.recv().ok()?;
            Some(reply.into_result().ok()?.payload().to_bytes().into_owned())
        })
    };
    assert_eq!(get("trackside/v1/arena/rig"), header().rig);
    assert_eq!(get("trackside/v1/arena/match"), header().match_);
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
        publisher.publish_frame(&frame(tick, 2));
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
fn smooth_frames_and_views_have_keys_of_their_own() {
    let (here, there) = open_loopback_pair().unwrap();
    let listen = |rest: &str| {
        let key = format!("trackside/v1/arena/{rest}");
        there.declare_subscriber(key).wait().unwrap()
    };
    let [live, smooth, json, view] =
        ["track/frame", "track/smooth", "track/smooth/json", "view/*"].map(listen);
    let mut publisher = open_publisher(&here)
        .with_views(&here, "arena", &cameras().names)
        .unwrap();
    let smooth_frame = |tick| TrackingFrame {
        stream: Stream::Smooth,
        ..frame(tick, 1)
    };
    let sent = View {
        camera: CameraId(1),
        ..view_of(3, 40)
    };
    let (as_frame, as_json, as_view) = until(|| {
        publisher.publish_frame(&smooth_frame(3));
        publisher.publish_views(std::slice::from_ref(&sent));
        type Samples = zenoh::handlers::FifoChannelHandler<zenoh::sample::Sample>;
        let next = |of: &zenoh::pubsub::Subscriber<Samples>| of.try_recv().unwrap();
        Some((next(&smooth)?, next(&json)?, next(&view)?))
    });
    assert_eq!(as_frame.encoding().to_string(), wire::FRAME_ENCODING);
    let got = wire::decode_frame(&as_frame.payload().to_bytes()).unwrap();
    assert_eq!(got, smooth_frame(3));
    let got: TrackingFrame = serde_json::from_slice(&as_json.payload().to_bytes()).unwrap();
    assert_eq!(got, smooth_frame(3));
    assert_eq!(as_view.key_expr().as_str(), "trackside/v1/arena/view/right");
    let (got, name) = wire::decode_view(&as_view.payload().to_bytes()).unwrap();
    assert_eq!((got, name.as_str()), (sent, "right"));
    assert!(live.try_recv().unwrap().is_none(), "a live frame");
}

#[test]
fn json_is_sent_to_its_subscribers() {
    let (here, there) = open_loopback_pair().unwrap();
    let mut publisher = open_publisher(&here);
    let json = there
        .declare_subscriber("trackside/v1/arena/track/json")
        .wait()
        .unwrap();
    let sample = until(|| {
        publisher.publish_frame(&frame(3, 1));
        json.try_recv().unwrap()
    });
    assert_eq!(sample.encoding().to_string(), "application/json");
    let got: TrackingFrame = serde_json::from_slice(&sample.payload().to_bytes()).unwrap();
    assert_eq!(got, frame(3, 1));
}

#[test]
fn a_frame_over_the_limit_is_counted_and_the_next_one_sent() {
    let (here, _there) = open_loopback_pair().unwrap();
    let mut publisher = open_publisher(&here);
    let mut bytes = Vec::new();
    wire::encode_frame(&frame(0, 200), &mut bytes);
    assert!(bytes.len() > FRAME_LIMIT_BYTES);
    publisher.publish_frame(&frame(0, 200));
    publisher.publish_frame(&frame(1, 2));
    assert_eq!(publisher.frame_counts(), (1, 1));
}

#[test]
fn a_port_in_use_is_connected_to() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = other.local_addr().unwrap().port();
    let options = PublishOptions {
        listen: vec![format!("tcp/127.0.0.1:{port}")],
        ..PublishOptions::default()
    };
    open_session(&options).unwrap();
}

#[test]
fn names_that_cannot_be_keys_are_refused_in_words() {
    let (here, _there) = open_loopback_pair().unwrap();
    let error = Publisher::open(&here, "my arena/1", "server", &header())
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
    let (here, there) = open_loopback_pair().unwrap();
    let recordings = [
        ("left", 400_u64, 10_000_000_i64, 0_i64),
        ("right", 120, 40_000_000, 1_500_000_000),
    ];
    let senders = recordings.map(|(name, count, period, start)| {
        let network = here.clone();
        thread::spawn(move || {
            let mut sender = ViewSender::open(&network, "arena", name, Delivery::Lossless).unwrap();
            for i in 0..count {
                let time = start + period * i64::try_from(i).unwrap();
                sender.send(&view_of(i, time), &|| false).unwrap();
            }
            sender.end(&|| false).unwrap();
        })
    });
    let mut receiver = ViewReceiver::open(&there, "arena", "f1", cameras()).unwrap();
    let mut views: BTreeMap<CameraId, Vec<View>> = BTreeMap::new();
    let mut ended = BTreeMap::new();
    while ended.len() < 2 {
        match receiver.receive(Duration::from_millis(100)).unwrap() {
            Some(Received::View(view)) => {
                let (camera, time) = (view.camera, view.stamp.mid_exposure.0);
                views.entry(camera).or_default().push(view);
                let slowest = (0..2)
                    .filter(|c| !ended.contains_key(&CameraId(*c)))
                    .map(|c| {
                        views
                            .get(&CameraId(c))
                            .map(|v| v[v.len() - 1].stamp.mid_exposure.0)
                    })
                    .min()
                    .flatten();
                if let Some(slowest) = slowest
                    && views[&camera].len() > 1
                {
                    assert!(
                        time - slowest <= AHEAD_NS,
                        "{time} is too far ahead of {slowest}"
                    );
                }
            }
            Some(Received::End { camera, views }) => {
                assert_eq!(ended.insert(camera, views), None);
            }
            Some(Received::Node { .. }) | None => {}
            Some(Received::Unusable(what)) => panic!("{what}"),
        }
    }
    for sender in senders {
        sender.join().unwrap();
    }
    for (camera, (_, count, period, start)) in (0..).map(CameraId).zip(recordings) {
        assert_eq!(ended[&camera], count);
        let expected = (0..count).map(|i| View {
            camera,
            ..view_of(i, start + period * i64::try_from(i).unwrap())
        });
        assert!(views[&camera].iter().cloned().eq(expected), "{camera:?}");
    }
}

#[test]
fn nodes_that_come_and_go_and_cameras_of_another_rig_are_reported() {
    let (here, there) = open_loopback_pair().unwrap();
    let mut receiver = ViewReceiver::open(&there, "arena", "f1", cameras()).unwrap();
    let mut next = |wanted: fn(&Received) -> bool| {
        until(|| {
            let received = receiver.receive(Duration::from_millis(10)).unwrap()?;
            let found = wanted(&received);
            found.then_some(received)
        })
    };
    let node = Node::open(&here, "arena", "edge-1").unwrap();
    let there_now = next(|h| matches!(h, Received::Node { is_alive: true, .. }));
    assert!(format!("{there_now:?}").contains("edge-1"));
    drop(node);
    next(|h| {
        matches!(
            h,
            Received::Node {
                is_alive: false,
                ..
            }
        )
    });
    let mut stranger = ViewSender::open(&here, "arena", "middle", Delivery::BestEffort).unwrap();
    stranger.send(&view_of(0, 0), &|| false).unwrap();
    let Received::Unusable(what) = next(|h| matches!(h, Received::Unusable(_))) else {
        unreachable!("asked for nothing else")
    };
    assert!(
        what.contains("view/middle") && what.contains("no camera \"middle\""),
        "{what}"
    );
}

#[test]
fn a_camera_stops_on_request_while_it_waits_for_fusion() {
    let (here, _there) = open_loopback_pair().unwrap();
    let mut sender = ViewSender::open(&here, "arena", "left", Delivery::Lossless).unwrap();
    let error = sender.send(&view_of(0, 0), &|| true).unwrap_err();
    assert!(
        error.to_string().contains("camera \"left\": stopped"),
        "{error}"
    );
}

#[test]
fn a_venue_that_is_published_is_found_by_its_name() {
    let (here, there) = open_loopback_pair().unwrap();
    assert_eq!(published_venue(&there, "arena").unwrap(), None);
    let publisher = open_publisher(&here);
    let found = published_venue(&there, "arena").unwrap().unwrap();
    assert_eq!(
        (found.session.as_str(), &found.nodes[..]),
        ("s1", &["server".to_owned()][..])
    );
    assert_eq!(published_venue(&there, "arena2").unwrap(), None);
    drop(publisher);
    assert_eq!(published_venue(&there, "arena").unwrap(), None);
}
