//! Images of the venue's cameras, from the medium that was recorded from or as they were recorded; and a recording whose
//! recorder was killed.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use opencv::core::{CV_8UC3, Mat, Scalar, Size, Vector};
use opencv::prelude::{MatTraitConst, MatTraitConstManual, MatTraitManual};
use opencv::videoio::{VideoWriter, VideoWriterTrait};
use opencv::{imgcodecs, imgproc};
use trackside::media::open_media;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_recording::{JpegImage, Recorder};
use trackside_replay::{Archive, LiveVenue, ReplaySource, RingLimits, Server};
use trackside_schema::wire::{SessionHeader, v1};
use trackside_schema::*;
use trackside_transport::{PublishOptions, Publisher, open_session};

const START: Timestamp = Timestamp(1_700_000_000_000_000_000);
const IMAGES: u64 = 50;

fn rig() -> Rig {
    let camera = |name: &str| Camera {
        name: name.to_owned(),
        size_px: [256, 64],
        intrinsics: Intrinsics {
            fx: 200.0,
            fy: 200.0,
            cx: 127.5,
            cy: 31.5,
        },
        distortion: Distortion::BrownConrady([0.0; 8]),
        cam_from_world: nalgebra::Isometry3::translation(0.0, 0.0, 10.0),
    };
    Rig::new(vec![camera("left"), camera("right")]).unwrap()
}

fn header(media: Vec<v1::Media>) -> SessionHeader {
    let rig = rig_file::to_message(&rig());
    let match_ = v1::Match {
        schema: wire::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig.id.clone(),
        cameras: vec!["left".into(), "right".into()],
        media,
        ..v1::Match::default()
    };
    SessionHeader::new(&rig, &match_)
}

fn at(image: u64) -> Timestamp {
    START.plus_seconds(image as f64 / 25.0)
}

/// Every picture has its number in it: eight bars of black or white.
fn bars(number: u64) -> Mat {
    let mut picture = Mat::new_rows_cols_with_default(64, 256, CV_8UC3, Scalar::default()).unwrap();
    let bytes = picture.data_bytes_mut().unwrap();
    for (i, byte) in bytes.iter_mut().enumerate() {
        let bar = (i / 3) % 256 / 32;
        *byte = if number >> bar & 1 == 1 { 235 } else { 16 };
    }
    picture
}

fn jpeg(number: u64) -> Vec<u8> {
    let mut jpeg = Vector::new();
    imgcodecs::imencode_def(".jpg", &bars(number), &mut jpeg).unwrap();
    jpeg.as_slice().to_vec()
}

fn frame(n: u64) -> TrackingFrame {
    TrackingFrame {
        schema: TrackingFrame::SCHEMA,
        venue: "arena".into(),
        session: "s1".into(),
        rig: rig().id().clone(),
        tick: n,
        time: at(n),
        ..TrackingFrame::default()
    }
}

fn number(jpeg: &[u8]) -> (u64, i32) {
    let bytes = Vector::<u8>::from_slice(jpeg);
    let picture = imgcodecs::imdecode(&bytes, imgcodecs::IMREAD_COLOR).unwrap();
    let mut small = Mat::default();
    let size = Size::new(8, 1);
    imgproc::resize(&picture, &mut small, size, 0.0, 0.0, imgproc::INTER_AREA).unwrap();
    let bar = |bar: usize| u64::from(small.data_bytes().unwrap()[3 * bar] > 128) << bar;
    ((0..8).map(bar).sum(), picture.cols())
}

fn video(path: &Path) {
    let fourcc = VideoWriter::fourcc('a', 'v', 'c', '1').unwrap();
    let size = Size::new(256, 64);
    let mut video = VideoWriter::new(path.to_str().unwrap(), fourcc, 25.0, size, true).unwrap();
    (0..IMAGES).for_each(|n| video.write(&bars(n)).unwrap());
    video.release().unwrap();
}

/// The left camera's pictures are in a file, the right one's in the recording.
fn record(recording: &Path, video: &Path) {
    let media = v1::Media {
        camera: "left".to_owned(),
        path: video.to_str().unwrap().to_owned(),
        start_ns: Some(START.0),
        size: "exact".to_owned(),
    };
    let mut recorder = Recorder::create(recording, header(vec![media])).unwrap();
    for n in 0..IMAGES {
        let mut view = View {
            camera: CameraId(0),
            frame_index: n,
            ..View::default()
        };
        view.stamp.mid_exposure = at(n);
        recorder.write_view("left", &view).unwrap();
        let image = JpegImage {
            camera: "right".to_owned(),
            time: at(n),
            jpeg: jpeg(n).into(),
        };
        recorder.write_image(&image).unwrap();
        recorder.write_frame(&frame(n)).unwrap();
    }
    recorder.finish().unwrap();
}

fn serve(file: &Path, media: Option<&Path>) -> Server {
    let archive = ReplaySource::Recorded(Box::new(Archive::open(file, media, open_media).unwrap()));
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    Server::start(archive, None, 0.0, here, 0).unwrap()
}

struct Answer {
    status: u16,
    time: String,
    source: String,
    body: Vec<u8>,
}

fn get(server: &Server, path: &str) -> Answer {
    let url = format!("{}{path}", server.url());
    let asked = ureq::get(url).config().http_status_as_error(false).build();
    let mut answer = asked.call().unwrap();
    let header = |name: &str| {
        let value = answer.headers().get(name);
        value.map_or(String::new(), |v| v.to_str().unwrap().to_owned())
    };
    Answer {
        status: answer.status().as_u16(),
        time: header("trackside-time"),
        source: header("trackside-source"),
        body: answer.body_mut().read_to_vec().unwrap(),
    }
}

fn words(server: &Server, path: &str) -> (u16, String) {
    let answer = get(server, path);
    (answer.status, String::from_utf8(answer.body).unwrap())
}

#[test]
fn the_image_of_an_instant_is_served_with_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let [game, film] = ["game.mcap", "left.mp4"].map(|name| folder.path().join(name));
    video(&film);
    record(&game, &film);
    let server = serve(&game, None);
    for n in (0..IMAGES).map(|i| i * 19 % IMAGES) {
        // A little after it: it is still the nearest one.
        let t = 1_700_000_000.0 + n as f64 / 25.0 + 0.012;
        for (camera, source) in [("left", "original"), ("right", "recorded")] {
            let found = get(&server, &format!("api/image?camera={camera}&t={t:.6}"));
            assert_eq!((found.status, found.source.as_str()), (200, source));
            assert_eq!(number(&found.body), (n, 256), "{camera}");
            let time: f64 = found.time.parse().unwrap();
            assert!((time - (t - 0.012)).abs() < 1e-6, "{} at {t}", found.time);
        }
    }
    let small = get(&server, "api/image?camera=left&t=-1&width=128");
    assert_eq!(number(&small.body), (IMAGES - 26, 128));

    for (path, status, says) in [
        ("t=1", 400, "camera is missing: there are left, right"),
        ("camera=left", 400, "t is missing"),
        ("camera=left&t=soon", 400, "not a number"),
        ("camera=left&t=-1&width=0", 400, "whole pixels"),
        ("camera=up&t=-1", 404, "no camera \"up\""),
        ("camera=left&t=-20", 404, "no image within 0.5 s"),
    ] {
        let (is, said) = words(&server, &format!("api/image?{path}"));
        assert!(is == status && said.contains(says), "{path}: {is} {said}");
    }

    let elsewhere = folder.path().join("archive");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(&film, elsewhere.join("left.mp4")).unwrap();
    let (status, said) = words(&serve(&game, None), "api/image?camera=left&t=-1");
    assert_eq!(status, 404);
    assert!(
        said.contains("--media") && said.contains(film.to_str().unwrap()),
        "{said}"
    );
    let moved = get(
        &serve(&game, Some(&elsewhere)),
        "api/image?camera=left&t=-1",
    );
    assert_eq!(number(&moved.body).0, IMAGES - 26);
}

/// Live pictures go over the wire to the page's server, which keeps them as long as its frames.
#[test]
fn live_images_are_served_as_published() {
    let here = (Ipv4Addr::LOCALHOST, 0);
    let port = TcpListener::bind(here)
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let options = |listen: String, connect: Vec<String>| PublishOptions {
        listen: vec![listen],
        connect,
        ..PublishOptions::default()
    };
    let endpoint = format!("tcp/127.0.0.1:{port}");
    let venue = open_session(&options(endpoint.clone(), vec![])).unwrap();
    let network = open_session(&options("tcp/127.0.0.1:0".into(), vec![endpoint])).unwrap();
    let names = ["left", "right"].map(str::to_owned);
    let publisher = Publisher::open(&venue, "arena", "node", &header(vec![])).unwrap();
    let mut publisher = publisher.with_images(&venue, "arena", &names).unwrap();
    let limits = RingLimits {
        seconds: 10.0,
        bytes: 1 << 20,
    };
    let live = LiveVenue::open(&network, "arena", limits).unwrap();
    let server = Server::start(
        ReplaySource::Live(Box::new(live)),
        None,
        10.0,
        here.0.into(),
        0,
    )
    .unwrap();
    let begun = Instant::now();
    for n in 0.. {
        assert!(begun.elapsed() < Duration::from_secs(60), "none came");
        let image = JpegImage {
            camera: "right".to_owned(),
            time: at(n),
            jpeg: jpeg(n).into(),
        };
        publisher.publish_image("right", &image.encode());
        publisher.publish_frame(&frame(n));
        let found = get(&server, "api/image?camera=right&t=-0.0");
        if found.status == 200 && n > 3 {
            let ago = n - number(&found.body).0;
            assert!(ago <= 12 && found.source == "recorded", "{ago}");
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let (status, said) = words(&server, "api/image?camera=left&t=-0.0");
    assert!(
        status == 404 && said.contains("publishes no images"),
        "{said}"
    );
}

/// The recorder is killed while it works: what it had recorded is served as it lies there.
#[test]
fn a_recorder_that_was_killed_leaves_clips_that_play() {
    let folder = tempfile::tempdir().unwrap();
    let game = folder.path().join("game.mcap");
    let mut recorder = Command::new(env!("CARGO_BIN_EXE_trackside"))
        .args([
            "run",
            "synth:basketball",
            "--from",
            "detections",
            "--realtime",
        ])
        .args(["--seed", "900001", "--no-publish", "--record"])
        .arg(&game)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while fs::metadata(&game).map_or(0, |m| m.len()) < 1 << 20 {
        assert!(begun.elapsed() < Duration::from_secs(120), "it never began");
        assert!(recorder.try_wait().unwrap().is_none(), "it ended by itself");
        thread::sleep(Duration::from_millis(20));
    }
    // It can be watched while it is being made, too.
    let growing = get(&serve(&game, None), "api/replay?from=-0.2");
    assert!(growing.status == 200 && !growing.body.is_empty());
    recorder.kill().unwrap();
    recorder.wait().unwrap();
    // Not even a chunk that was half written is in the way.
    let whole = fs::read(&game).unwrap();
    fs::write(&game, &whole[..whole.len() - 7]).unwrap();
    let server = serve(&game, None);
    let found: serde_json::Value = serde_json::from_slice(&get(&server, "api/match").body).unwrap();
    let [first, last] = [0, 1].map(|i| found["span_s"][i].as_f64().unwrap());
    assert!(last > first + 0.2, "from {first} to {last}");
    let clip = get(&server, &format!("api/replay?from={first:.6}&to={last:.6}"));
    assert_eq!(clip.status, 200);
    assert!(clip.body.len() > 1 << 14);
}
