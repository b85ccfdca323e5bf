//! The replay server with the program's decoder: images from the medium that was recorded from or as recorded, and a
//! recording whose recorder was killed.
#![allow(clippy::unwrap_used)]

mod program;
mod session;

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use opencv::core::{CV_8UC3, Mat, Scalar, Size, Vector};
use opencv::prelude::{MatTraitConst, MatTraitConstManual, MatTraitManual};
use opencv::videoio::{VideoWriter, VideoWriterTrait};
use opencv::{imgcodecs, imgproc};
use trackside::media::open_media;
use trackside_recording::{JpegImage, Recorder};
use trackside_replay::{Archive, LiveVenue, ReplaySource, RingLimits, Server};
use trackside_schema::wire::v1;
use trackside_schema::*;
use trackside_transport::{Publisher, open_loopback_pair};

const START: Timestamp = Timestamp(1_700_000_000_000_000_000);
const IMAGES: u64 = 50;
const SIZE_PX: [u32; 2] = [256, 64];

fn at(image: u64) -> Timestamp {
    START.plus_seconds(image as f64 / 25.0)
}

/// Every image shows its number: eight bars of black or white.
fn bars(number: u64) -> Mat {
    let mut image = Mat::new_rows_cols_with_default(64, 256, CV_8UC3, Scalar::default()).unwrap();
    let bytes = image.data_bytes_mut().unwrap();
    for (i, byte) in bytes.iter_mut().enumerate() {
        let bar = (i / 3) % 256 / 32;
        *byte = if number >> bar & 1 == 1 { 235 } else { 16 };
    }
    image
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
        rig: session::rig(SIZE_PX).id().clone(),
        tick: n,
        time: at(n),
        ..TrackingFrame::default()
    }
}

fn number(jpeg: &[u8]) -> (u64, i32) {
    let bytes = Vector::<u8>::from_slice(jpeg);
    let image = imgcodecs::imdecode(&bytes, imgcodecs::IMREAD_COLOR).unwrap();
    let mut small = Mat::default();
    let size = Size::new(8, 1);
    imgproc::resize(&image, &mut small, size, 0.0, 0.0, imgproc::INTER_AREA).unwrap();
    let bar = |bar: usize| u64::from(small.data_bytes().unwrap()[3 * bar] > 128) << bar;
    ((0..8).map(bar).sum(), image.cols())
}

fn write_video(path: &Path) {
    let fourcc = VideoWriter::fourcc('a', 'v', 'c', '1').unwrap();
    let size = Size::new(256, 64);
    let mut video = VideoWriter::new(path.to_str().unwrap(), fourcc, 25.0, size, true).unwrap();
    (0..IMAGES).for_each(|n| video.write(&bars(n)).unwrap());
    video.release().unwrap();
}

/// The left camera's images are in a file, the right one's in the recording.
fn record(recording: &Path, video: &Path) {
    let media = v1::Media {
        camera: "left".to_owned(),
        path: video.to_str().unwrap().to_owned(),
        start_ns: Some(START.0),
        size: "exact".to_owned(),
        ..v1::Media::default()
    };
    let mut recorder = Recorder::create(
        recording,
        session::header(&session::rig(SIZE_PX), vec![media]),
    )
    .unwrap();
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
    let request = ureq::get(url).config().http_status_as_error(false).build();
    let mut answer = request.call().unwrap();
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
    let [game, medium] = ["game.mcap", "left.mp4"].map(|name| folder.path().join(name));
    write_video(&medium);
    record(&game, &medium);
    let server = serve(&game, None);
    for n in (0..IMAGES).map(|i| i * 19 % IMAGES) {
        // 12 ms after the image: it is still the nearest.
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

    for (path, status, expected) in [
        ("t=1", 400, "camera is missing: there are left, right"),
        ("camera=left", 400, "t is missing"),
        ("camera=left&t=soon", 400, "not a number"),
        ("camera=left&t=-1&width=0", 400, "whole pixels"),
        ("camera=up&t=-1", 404, "no camera \"up\""),
        ("camera=left&t=-20", 404, "no image within 0.5 s"),
    ] {
        let (actual, text) = words(&server, &format!("api/image?{path}"));
        assert!(
            actual == status && text.contains(expected),
            "{path}: {actual} {text}"
        );
    }

    let moved_to = folder.path().join("archive");
    fs::create_dir(&moved_to).unwrap();
    fs::rename(&medium, moved_to.join("left.mp4")).unwrap();
    let (status, text) = words(&serve(&game, None), "api/image?camera=left&t=-1");
    assert_eq!(status, 404);
    assert!(
        text.contains("--media") && text.contains(medium.to_str().unwrap()),
        "{text}"
    );
    let moved = get(&serve(&game, Some(&moved_to)), "api/image?camera=left&t=-1");
    assert_eq!(number(&moved.body).0, IMAGES - 26);
}

/// Live images go over the wire to the replay server, which keeps them as long as its frames.
#[test]
fn live_images_are_served_as_published() {
    let (venue, network) = open_loopback_pair().unwrap();
    let names = ["left", "right"].map(str::to_owned);
    let publisher = Publisher::open(
        &venue,
        "arena",
        "node",
        &session::header(&session::rig(SIZE_PX), vec![]),
    )
    .unwrap();
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
        Ipv4Addr::LOCALHOST.into(),
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
    let (status, text) = words(&server, "api/image?camera=left&t=-0.0");
    assert!(
        status == 404 && text.contains("publishes no images"),
        "{text}"
    );
}

/// The recorder is killed while it writes: what is in the file is served.
#[test]
fn a_recorder_that_was_killed_leaves_clips_that_play() {
    let folder = tempfile::tempdir().unwrap();
    let game = folder.path().join("game.mcap");
    let run =
        "run synth:basketball --from detections --realtime --seed 900001 --no-publish --record";
    let mut args: Vec<&str> = run.split_whitespace().collect();
    args.push(program::text(&game));
    let mut recorder = program::command(&args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while fs::metadata(&game).map_or(0, |m| m.len()) < 1 << 20 {
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "nothing was recorded"
        );
        assert!(recorder.try_wait().unwrap().is_none(), "it ended by itself");
        thread::sleep(Duration::from_millis(20));
    }
    // It is served while it is being written, too.
    let growing = get(&serve(&game, None), "api/replay?from=-0.2");
    assert!(growing.status == 200 && !growing.body.is_empty());
    recorder.kill().unwrap();
    recorder.wait().unwrap();
    // An incomplete chunk at the end is ignored.
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
