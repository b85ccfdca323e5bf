//! The server, over HTTP, WebSockets and Zenoh on loopback.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::{IpAddr, Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::thread;
use std::time::Duration;

use nalgebra::Isometry3;
use serde_json::Value;
use tokio_tungstenite::tungstenite::{self, Message};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_recording::Recorder;
use trackside_replay::{
    Archive, ImageReader, LiveVenue, MediaFiles, ReplaySource, RingLimits, Server,
};
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::*;
use trackside_transport::{Publisher, key, open_loopback_pair};
use zenoh::{Session, Wait};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

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

fn header(field: &str) -> SessionHeader {
    let rig = rig_file::to_message(&rig());
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig.id.clone(),
        cameras: vec!["left".into(), "right".into()],
        field: field.into(),
        ..v1::Match::default()
    };
    SessionHeader::new(&rig, &match_)
}

/// 50 frames a second; the height of the ball marks the stream of a frame.
fn frame(tick: u64, height_m: f64) -> TrackingFrame {
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig().id().clone(),
        tick,
        time: Timestamp(1_000_000_000 + i64::try_from(tick).unwrap() * 20_000_000),
        ball: Some(Ball {
            at: WorldPoint::new(0.0, 0.0, height_m),
            velocity_m_s: None,
            spin_rad_s: None,
            sigma_m: 0.25,
            state: BallState::Measured,
        }),
        ..TrackingFrame::default()
    }
}

fn event(tick: i64) -> v1::Event {
    v1::Event {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        time_ns: 1_000_000_000 + tick * 20_000_000,
        kind: "bounce".into(),
        score: 0.5,
        ..v1::Event::default()
    }
}

fn record(path: &Path) {
    let mut recorder = Recorder::create(path, header("basketball")).unwrap();
    for tick in 0..200 {
        recorder.write_frame(&frame(tick, 1.0)).unwrap();
        if tick == 60 {
            recorder.write_event(&event(50)).unwrap();
        }
    }
    recorder.finish().unwrap();
}

fn get(server: &Server, path: &str) -> (u16, Vec<u8>) {
    let url = format!("{}{path}", server.url());
    let request = ureq::get(url).config().http_status_as_error(false).build();
    let mut answer = request.call().unwrap();
    let body = answer.body_mut().read_to_vec().unwrap();
    (answer.status().as_u16(), body)
}

fn words(server: &Server, path: &str) -> (u16, String) {
    let (status, body) = get(server, path);
    (status, String::from_utf8(body).unwrap())
}

fn json(server: &Server, path: &str) -> Value {
    let (status, body) = get(server, path);
    assert_eq!(status, 200, "{path}");
    serde_json::from_slice(&body).unwrap()
}

/// Ticks and heights of a clip's frames.
fn clip(mut body: &[u8]) -> Vec<(u64, f64)> {
    let mut frames = Vec::new();
    while !body.is_empty() {
        let size = prost_length(&mut body);
        let frame = wire::decode_frame(&body[..size]).unwrap();
        frames.push((frame.tick, frame.ball.unwrap().at.0.z));
        body = &body[size..];
    }
    frames
}

fn prost_length(body: &mut &[u8]) -> usize {
    let (mut size, mut shift) = (0, 0);
    loop {
        let byte = body[0];
        *body = &body[1..];
        size |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return size;
        }
    }
}

/// These recordings name no media.
fn no_media(_: &MediaFiles, _: &Camera) -> anyhow::Result<Box<dyn ImageReader>> {
    anyhow::bail!("no media")
}

fn open(file: &Path) -> anyhow::Result<ReplaySource> {
    let archive = Archive::open(file, None, no_media)?;
    Ok(ReplaySource::Recorded(Box::new(archive)))
}

fn serve(file: &Path) -> anyhow::Result<Server> {
    Server::start(open(file)?, None, 0.0, HERE, 0)
}

#[test]
fn any_interval_of_a_recording_is_served_through_its_index() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("game.mcap");
    record(&file);
    let server = serve(&file).unwrap();
    let found = json(&server, "api/match");
    assert_eq!(found["venue"], "arena");
    assert_eq!(
        (&found["live"], &found["buffer_s"]),
        (&Value::Bool(false), &Value::Null)
    );
    assert_eq!(found["span_s"], serde_json::json!([1.0, 4.98]));
    assert_eq!(found["field"]["size_m"], serde_json::json!([28.0, 15.0]));
    assert!(found["field"]["markings"].as_array().unwrap().len() > 10);
    assert_eq!(found["cameras"][1]["name"], "right");
    assert_eq!(
        found["cameras"][0]["position_m"],
        serde_json::json!([0.0, 0.0, -10.0])
    );
    assert_eq!(
        found["cameras"][0]["forward"],
        serde_json::json!([0.0, 0.0, 1.0])
    );

    let (status, body) = get(&server, "api/replay?from=2.0&to=2.1");
    let ticks: Vec<_> = clip(&body).into_iter().map(|(tick, _)| tick).collect();
    assert_eq!((status, ticks), (200, vec![50, 51, 52, 53, 54, 55]));
    assert_eq!(clip(&get(&server, "api/replay?from=-0.05").1).len(), 3);
    assert_eq!(
        clip(&get(&server, "api/replay?from=1&to=4.98").1).len(),
        200
    );

    let events = json(&server, "api/events");
    assert_eq!(
        (&events[0]["kind"], &events[0]["time_s"]),
        (&"bounce".into(), &2.0.into())
    );
    assert_eq!(
        json(&server, "api/events?from=3&to=4"),
        serde_json::json!([])
    );
    let (status, page) = words(&server, "");
    assert!(status == 200 && page.contains("app.js"));
    assert!(get(&server, "app.js").1.len() > 100_000);
}

#[test]
fn a_recording_without_events_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("quiet.mcap");
    let mut recorder = Recorder::create(&file, header("")).unwrap();
    for tick in 0..20 {
        recorder.write_frame(&frame(tick, 1.0)).unwrap();
    }
    recorder.finish().unwrap();
    let server = serve(&file).unwrap();
    assert_eq!(json(&server, "api/events"), serde_json::json!([]));
    assert_eq!(clip(&get(&server, "api/replay?from=-10").1).len(), 20);
}

#[test]
fn requests_that_cannot_be_met_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("game.mcap");
    record(&file);
    let server = serve(&file).unwrap();
    for (path, status, expected) in [
        ("api/replay", 400, "from is missing"),
        (
            "api/replay?from=soon",
            400,
            "from=soon: not a number of seconds",
        ),
        (
            "api/replay?from=3&to=2",
            400,
            "ends 1.000 s before it begins",
        ),
        (
            "api/replay?from=4&to=40",
            416,
            "35.020 s after the newest frame, in the future",
        ),
        ("api/replay?from=0&to=0.5", 416, "before the oldest frame"),
        ("api/nothing", 404, "no such path"),
    ] {
        let (actual, text) = words(&server, path);
        assert!(
            actual == status && text.contains(expected),
            "{path}: {actual} {text}"
        );
    }
    let whole = fs::read(&file).unwrap();
    // One that was cut off is served as far as it goes.
    fs::write(&file, &whole[..whole.len() - 100]).unwrap();
    let cut = serve(&file).unwrap();
    assert_eq!(
        json(&cut, "api/match")["span_s"],
        serde_json::json!([1.0, 4.98])
    );
    assert_eq!(clip(&get(&cut, "api/replay?from=2&to=3").1).len(), 51);
    fs::write(&file, "no recording").unwrap();
    assert!(
        serve(&file)
            .err()
            .unwrap()
            .to_string()
            .contains("not an MCAP file")
    );

    let taken = TcpListener::bind((HERE, 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    fs::write(&file, whole).unwrap();
    let error = Server::start(open(&file).unwrap(), None, 0.0, HERE, port)
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.contains(&format!("port {port} is used")) && error.contains("--port"),
        "{error}"
    );
}

/// A venue and, over a link, a server that listens to it.
fn live() -> (Session, Publisher, Session, Server) {
    let (venue, there) = open_loopback_pair().unwrap();
    let publisher = Publisher::open(&venue, "arena", "node", &header("")).unwrap();
    let limits = RingLimits {
        seconds: 60.0,
        bytes: 8 << 20,
    };
    let source = LiveVenue::open(&there, "arena", limits).unwrap();
    let server = Server::start(ReplaySource::Live(Box::new(source)), None, 60.0, HERE, 0).unwrap();
    (venue, publisher, there, server)
}

/// Publishes a frame until the server has one: the link is up.
fn first_frame(publisher: &mut Publisher, server: &Server) {
    while get(server, "api/replay?from=-1").0 != 200 {
        publisher.publish_frame(&frame(0, 1.0));
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn live_frames_events_and_smooth_frames_reach_pages_and_clips() {
    let (venue, mut publisher, there, server) = live();
    first_frame(&mut publisher, &server);
    let found = json(&server, "api/match");
    assert_eq!(
        (&found["live"], &found["field"]),
        (&Value::Bool(true), &Value::Null)
    );

    let address = server.url().replace("http://", "").replace('/', "");
    let stream = TcpStream::connect(&address).unwrap();
    let (mut page, _) = tungstenite::client(format!("ws://{address}/api/live"), stream).unwrap();
    // The server sends the venue's health as soon as it feeds the page.
    while !page.read().unwrap().is_text() {}
    publisher.publish_frame(&frame(1, 1.0));
    let bytes = loop {
        if let Message::Binary(bytes) = page.read().unwrap() {
            break bytes;
        }
    };
    assert_eq!(
        (bytes[8], wire::decode_frame(&bytes[9..]).unwrap().tick),
        (0, 1)
    );
    let received = f64::from_le_bytes(bytes[..8].try_into().unwrap());
    assert!(received > 1.7e9, "{received} is no time of this century");
    publisher.publish_event(&event(1));
    let message = loop {
        if let Message::Text(text) = page.read().unwrap()
            && text.contains("event")
        {
            break text;
        }
    };
    assert!(message.contains("\"kind\":\"bounce\""), "{message}");
    assert_eq!(json(&server, "api/health")["pages"], 1);

    let mut smooth = Vec::new();
    wire::encode_frame(&frame(1, 2.0), &mut smooth);
    venue
        .put(key("arena", topics::SMOOTH).unwrap(), smooth)
        .wait()
        .unwrap();
    while clip(&get(&server, "api/replay?from=-1").1) != [(0, 1.0), (1, 2.0)] {
        thread::sleep(Duration::from_millis(5));
    }

    let query = |parameters: &str| {
        let replies = there
            .get(format!("trackside/v1/arena/replay?{parameters}"))
            .wait()
            .unwrap();
        replies.recv().unwrap().into_result()
    };
    let body = query("from=-0.02")
        .unwrap()
        .payload()
        .to_bytes()
        .into_owned();
    assert_eq!(clip(&body), [(0, 1.0), (1, 2.0)]);
    let no = query("from=1;to=9").unwrap_err();
    assert!(
        no.payload()
            .try_to_string()
            .unwrap()
            .contains("in the future")
    );
}

#[test]
fn a_clip_that_reaches_the_present_waits_until_it_is_complete() {
    let (_venue, mut publisher, _there, server) = live();
    first_frame(&mut publisher, &server);
    thread::scope(|scope| {
        let pending = scope.spawn(|| get(&server, "api/replay?from=1&to=1.2"));
        for tick in 1..=10 {
            thread::sleep(Duration::from_millis(20));
            publisher.publish_frame(&frame(tick, 1.0));
        }
        let (status, body) = pending.join().unwrap();
        assert_eq!((status, clip(&body).len()), (200, 11));
    });
}

#[test]
fn pages_of_other_sites_are_refused() {
    let (_venue, _publisher, _there, server) = live();
    let address = server.url().replace("http://", "").replace('/', "");
    let stream = TcpStream::connect(&address).unwrap();
    let mut request = tungstenite::client::IntoClientRequest::into_client_request(format!(
        "ws://{address}/api/live"
    ))
    .unwrap();
    request
        .headers_mut()
        .insert("origin", "https://elsewhere.example".parse().unwrap());
    let error = tungstenite::client(request, stream)
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("403"), "{error}");
}

/// As large as a live frame may be, nearly.
fn large(tick: u64) -> TrackingFrame {
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
        athletes: (0..80).map(athlete).collect(),
        ..frame(tick, 1.0)
    }
}

#[test]
fn a_page_that_does_not_read_loses_frames_and_delays_nobody() {
    let (_venue, mut publisher, _there, server) = live();
    first_frame(&mut publisher, &server);
    let address = server.url().replace("http://", "").replace('/', "");
    let stream = TcpStream::connect(&address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let (mut page, _) = tungstenite::client(format!("ws://{address}/api/live"), stream).unwrap();
    while !page.read().unwrap().is_text() {}
    // More than the buffers between two programs of one host hold. The page reads nothing meanwhile.
    for tick in 1..=500 {
        publisher.publish_frame(&large(tick));
        // Not too fast for the server; but on a busy host the network may drop any of them, and then the test must not wait for it.
        for _ in 0..if tick % 10 == 0 { 100 } else { 0 } {
            if clip(&get(&server, "api/replay?from=-0.1").1).last() == Some(&(tick, 1.0)) {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
    let lost = loop {
        if let Message::Text(text) = page.read().unwrap()
            && let Some(lost) = serde_json::from_str::<Value>(&text).unwrap().get("lost")
        {
            break lost.as_u64().unwrap();
        }
    };
    assert!(lost > 0);
    assert!(json(&server, "api/health")["lost_by_pages"].as_u64() >= Some(lost));
}

/// A page in the process that publishes has the rig from it: the network brings nothing here, and it need not.
#[test]
fn a_page_of_the_same_process_has_its_rig_at_once() {
    let (network, _other) = open_loopback_pair().unwrap();
    let limits = RingLimits {
        seconds: 1.0,
        bytes: 1 << 20,
    };
    let page = |live: LiveVenue| {
        Server::start(ReplaySource::Live(Box::new(live)), None, 1.0, HERE, 0).unwrap()
    };
    let without = page(LiveVenue::open(&network, "arena", limits).unwrap());
    let (status, words_without) = words(&without, "api/match");
    assert_eq!(status, 503, "{words_without}");
    let live = LiveVenue::open(&network, "arena", limits).unwrap();
    let with = page(live.with_header(header("basketball")));
    let (status, match_) = words(&with, "api/match");
    assert!(
        status == 200 && match_.contains("left"),
        "{status} {match_}"
    );
}
