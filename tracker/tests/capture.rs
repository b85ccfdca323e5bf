//! Pictures and their times, from files that OpenCV itself wrote.
#![allow(clippy::unwrap_used)]

mod world;

use std::fs;
use std::path::Path;

use opencv::core::{CV_8UC3, Mat, Scalar, Size, Vector, mean};
use opencv::imgcodecs;
use opencv::videoio::{VideoWriter, VideoWriterTrait};
use trackside::capture::{CameraSource, DecodedImage, InputKind, ReadOutcome};
use trackside::venue::Venue;

/// Picture `i` is all of this grey, so that each can be told.
fn grey(i: usize) -> f64 {
    20.0 + 10.0 * i as f64
}

fn picture(i: usize) -> Mat {
    Mat::new_rows_cols_with_default(720, 1280, CV_8UC3, Scalar::all(grey(i))).unwrap()
}

/// Writes 20 pictures at 25 a second.
fn video(path: &Path) {
    let fourcc = VideoWriter::fourcc('M', 'J', 'P', 'G').unwrap();
    let mut writer = VideoWriter::new(
        path.to_str().unwrap(),
        fourcc,
        25.0,
        Size::new(1280, 720),
        true,
    )
    .unwrap();
    for i in 0..20 {
        writer.write(&picture(i)).unwrap();
    }
    writer.release().unwrap();
}

/// Opens `source` as the world's first camera.
fn open(folder: &Path, source: &str, more: &str) -> anyhow::Result<CameraSource> {
    let path = world::write(folder, "");
    let text = fs::read_to_string(&path)?;
    let with = format!("[[camera]]\nsource = \"{source}\"\n{more}");
    fs::write(&path, text.replacen("[[camera]]\n", &with, 1))?;
    let venue = Venue::load(&path)?;
    CameraSource::open(&venue, &venue.cameras[0], InputKind::Video)
}

/// The pictures' numbers, times (ms) and brightness, and why they ended.
fn read(source: CameraSource) -> (Vec<(u64, i64, f64)>, Option<String>) {
    let CameraSource::Images(mut images) = source else {
        panic!("not pictures");
    };
    let (mut image, mut read) = (DecodedImage::default(), Vec::new());
    loop {
        match images.read(&mut image, &|| false) {
            ReadOutcome::End(why) => return (read, why),
            ReadOutcome::Image => read.push((
                image.frame_index,
                image.stamp.mid_exposure.0 / 1_000_000,
                mean(&image.pixels, &opencv::core::no_array()).unwrap()[1],
            )),
        }
    }
}

fn whole(read: &[(u64, i64, f64)]) {
    for (i, (number, ms, mean)) in read.iter().enumerate() {
        assert_eq!((*number, *ms), (i as u64, i as i64 * 40));
        assert!((mean - grey(i)).abs() < 3.0, "picture {i}: {mean}");
    }
}

fn a_video_gives_every_picture_with_its_own_time() {
    let dir = tempfile::tempdir().unwrap();
    video(&dir.path().join("a.avi"));
    let source = open(dir.path(), "a.avi", "").unwrap();
    assert_eq!(
        (source.rate_hz(), source.expected()),
        (Some(25.0), Some(20))
    );
    let (read, why) = read(source);
    assert_eq!((read.len(), why), (20, None));
    whole(&read);
}

fn a_video_that_is_cut_short_says_so_and_gives_what_it_has() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.avi");
    video(&path);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let (read, why) = read(open(dir.path(), "a.avi", "").unwrap());
    assert!((5..15).contains(&read.len()), "{} pictures", read.len());
    whole(&read[..read.len() - 1]);
    let why = why.unwrap();
    assert!(why.contains("of 20") && why.contains("cut short"), "{why}");
}

fn a_folder_gives_its_pictures_in_the_order_of_their_names() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("pictures")).unwrap();
    for i in 0..12 {
        let path = dir.path().join(format!("pictures/{i:03}.png"));
        imgcodecs::imwrite(path.to_str().unwrap(), &picture(i), &Vector::new()).unwrap();
    }
    fs::write(dir.path().join("pictures/notes.txt"), "no picture").unwrap();
    let error = format!("{:#}", open(dir.path(), "pictures", "").unwrap_err());
    assert!(error.contains("cam_00") && error.contains("fps"), "{error}");
    let (read, why) = read(open(dir.path(), "pictures", "fps = 25\n").unwrap());
    assert_eq!((read.len(), why), (12, None));
    whole(&read);
}

/// Writes the small world as videos of which the first is cut in half, with networks to look at them.
fn cut_venue(folder: &Path) -> std::path::PathBuf {
    let models = "[models]\ndetector = \"yolox-nano\"\npose = \"pp-tinypose-256x192\"";
    let path = world::write(folder, models);
    let mut text = fs::read_to_string(&path).unwrap();
    for camera in ["cam_00", "cam_01", "cam_02", "cam_03"] {
        let file = format!("{camera}.avi");
        video(&folder.join(&file));
        let name = format!("name = \"{camera}\"\n");
        text = text.replacen(&name, &format!("{name}source = \"{file}\"\n"), 1);
    }
    let bytes = fs::read(folder.join("cam_00.avi")).unwrap();
    fs::write(folder.join("cam_00.avi"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn a_camera_that_is_cut_short_ends_alone(_: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let venue = cut_venue(dir.path());
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_trackside"))
        .args(["run", venue.to_str().unwrap(), "--no-publish", "--json"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("camera \"cam_00\"") && said.contains("cut short"),
        "{said}"
    );
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["frames"], 20);
    let cameras = report["cameras"].as_array().unwrap();
    assert!(cameras[0]["images"].as_u64().unwrap() < 15);
    assert!(cameras[0]["ended_early"].is_string());
    for camera in &cameras[1..] {
        assert_eq!(
            (&camera["images"], &camera["ended_early"]),
            (&20.into(), &serde_json::Value::Null)
        );
    }
}

trackside_testkit::tests! {
    a_video_gives_every_picture_with_its_own_time,
    a_video_that_is_cut_short_says_so_and_gives_what_it_has,
    a_folder_gives_its_pictures_in_the_order_of_their_names;
    on_shared_cases
    a_camera_that_is_cut_short_ends_alone,
}
