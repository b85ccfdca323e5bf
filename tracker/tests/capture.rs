//! Images and their times, from files that OpenCV wrote.
#![allow(clippy::unwrap_used)]

mod program;
mod walker_venue;

use std::fs;
use std::path::Path;

use opencv::core::{CV_8UC3, Mat, MatTraitConst, Scalar, Size, Vector, mean};
use opencv::imgcodecs;
use opencv::videoio::{VideoWriter, VideoWriterTrait};
use trackside::capture::{CameraSource, DecodedImage, InputKind, ReadOutcome};
use trackside::venue::Venue;

/// The grey level of image `i`, which identifies it.
fn grey(i: usize) -> f64 {
    20.0 + 10.0 * i as f64
}

fn image(i: usize) -> Mat {
    Mat::new_rows_cols_with_default(720, 1280, CV_8UC3, Scalar::all(grey(i))).unwrap()
}

/// Writes 20 images at 25 a second.
fn write_video(path: &Path) {
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
        writer.write(&image(i)).unwrap();
    }
    writer.release().unwrap();
}

/// Opens `source` as the walker's first camera.
fn open(folder: &Path, source: &str, more: &str) -> anyhow::Result<CameraSource> {
    let path = walker_venue::write(folder, "");
    let text = fs::read_to_string(&path)?;
    let with = format!("[[camera]]\nsource = \"{source}\"\n{more}");
    fs::write(&path, text.replacen("[[camera]]\n", &with, 1))?;
    let venue = Venue::load(&path)?;
    CameraSource::open(&venue, &venue.cameras[0], InputKind::Video)
}

/// The images' indices, times (ms) and brightness, and reason they ended.
fn read(source: CameraSource) -> (Vec<(u64, i64, f64)>, Option<String>) {
    let CameraSource::Images(mut images) = source else {
        panic!("not images");
    };
    let (mut image, mut read) = (DecodedImage::default(), Vec::new());
    loop {
        match images.read(&mut image, &|| false) {
            ReadOutcome::End(reason) => return (read, reason),
            ReadOutcome::Image => read.push((
                image.frame_index,
                image.stamp.mid_exposure.0 / 1_000_000,
                mean(&image.pixels, &opencv::core::no_array()).unwrap()[1],
            )),
        }
    }
}

fn check_images(read: &[(u64, i64, f64)]) {
    for (i, (index, ms, mean)) in read.iter().enumerate() {
        assert_eq!((*index, *ms), (i as u64, i as i64 * 40));
        assert!((mean - grey(i)).abs() < 3.0, "image {i}: {mean}");
    }
}

fn a_video_gives_every_image_with_its_own_time() {
    let dir = tempfile::tempdir().unwrap();
    write_video(&dir.path().join("a.avi"));
    let source = open(dir.path(), "a.avi", "").unwrap();
    assert_eq!(
        (source.rate_hz(), source.expected()),
        (Some(25.0), Some(20))
    );
    let (read, reason) = read(source);
    assert_eq!((read.len(), reason), (20, None));
    check_images(&read);
}

fn a_truncated_video_is_reported_and_read_as_far_as_it_goes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.avi");
    write_video(&path);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let (read, reason) = read(open(dir.path(), "a.avi", "").unwrap());
    assert!((5..15).contains(&read.len()), "{} images", read.len());
    check_images(&read[..read.len() - 1]);
    let reason = reason.unwrap();
    assert!(
        reason.contains("of 20") && reason.contains("cut short"),
        "{reason}"
    );
}

fn a_folder_gives_its_images_in_the_order_of_their_names() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("images")).unwrap();
    for i in 0..12 {
        let path = dir.path().join(format!("images/{i:03}.png"));
        imgcodecs::imwrite(path.to_str().unwrap(), &image(i), &Vector::new()).unwrap();
    }
    fs::write(dir.path().join("images/notes.txt"), "no image").unwrap();
    let error = format!("{:#}", open(dir.path(), "images", "").unwrap_err());
    assert!(error.contains("cam_00") && error.contains("fps"), "{error}");
    let (read, reason) = read(open(dir.path(), "images", "fps = 25\n").unwrap());
    assert_eq!((read.len(), reason), (12, None));
    check_images(&read);
}

/// Writes the walker's venue as videos of which the first is cut in half, with networks to observe them.
fn write_truncated_venue(folder: &Path) -> std::path::PathBuf {
    let models = "[models]\ndetector = \"yolox-nano-dynamic\"\npose = \"pp-tinypose-256x192\"";
    let path = walker_venue::write(folder, models);
    let mut text = fs::read_to_string(&path).unwrap();
    for camera in ["cam_00", "cam_01", "cam_02", "cam_03"] {
        let file = format!("{camera}.avi");
        write_video(&folder.join(&file));
        let name = format!("name = \"{camera}\"\n");
        text = text.replacen(&name, &format!("{name}source = \"{file}\"\n"), 1);
    }
    let bytes = fs::read(folder.join("cam_00.avi")).unwrap();
    fs::write(folder.join("cam_00.avi"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(&path, text).unwrap();
    path
}

fn a_camera_with_a_truncated_video_ends_alone(_: &Path) {
    let dir = tempfile::tempdir().unwrap();
    let venue = write_truncated_venue(dir.path());
    let run = ["run", program::text(&venue), "--no-publish", "--json"];
    let output = program::command(&run).output().unwrap();
    let errors = program::errors(&output);
    assert!(
        errors.contains("camera \"cam_00\"") && errors.contains("cut short"),
        "{errors}"
    );
    let report: serde_json::Value = serde_json::from_str(&program::stdout(output)).unwrap();
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

/// Times (ms) of the images of a film, and the first of them.
fn film(path: &Path, more: &str) -> (Vec<i64>, Mat) {
    let dir = tempfile::tempdir().unwrap();
    let source = open(dir.path(), path.to_str().unwrap(), more).unwrap();
    let CameraSource::Images(mut images) = source else {
        panic!("not images");
    };
    let (mut image, mut times, mut first) = (DecodedImage::default(), Vec::new(), None);
    loop {
        match images.read(&mut image, &|| false) {
            ReadOutcome::Image => {
                times.push(image.stamp.mid_exposure.0 / 1_000_000);
                first.get_or_insert_with(|| image.pixels.clone());
            }
            ReadOutcome::End(reason) => {
                assert_eq!(reason, None);
                return (times, first.unwrap());
            }
        }
    }
}

fn films_that_are_stored_turned_show_the_same(shared: &Path) {
    let folder = shared.join("cases/field/rotation");
    let (_, upright) = film(&folder.join("upright.mp4"), "");
    for name in ["rot90.mp4", "rot270.mp4"] {
        let (_, turned) = film(&folder.join(name), "");
        let difference = opencv::core::norm2(
            &upright,
            &turned,
            opencv::core::NORM_L1,
            &opencv::core::no_array(),
        )
        .unwrap();
        let mean = difference / (3 * upright.rows() * upright.cols()) as f64;
        assert!(mean < 4.0, "{name}: {mean} grey levels");
    }
}

fn films_whose_header_or_times_mislead_are_read_right(shared: &Path) {
    let folder = shared.join("cases/field");
    let (times, _) = film(&folder.join("frame-count/frag.mp4"), "");
    assert_eq!((times.len(), times[74]), (75, 74 * 40));
    let (times, _) = film(&folder.join("slow-motion/slowmo.mp4"), "fps = 240.0\n");
    assert_eq!((times[0], times[24]), (0, 100));
    let (times, _) = film(&folder.join("late-start/late_start.mp4"), "");
    assert_eq!((times[0], times[1]), (1200, 1240));
}

trackside_testkit::tests! {
    a_video_gives_every_image_with_its_own_time,
    a_truncated_video_is_reported_and_read_as_far_as_it_goes,
    a_folder_gives_its_images_in_the_order_of_their_names;
    on_shared_cases
    a_camera_with_a_truncated_video_ends_alone,
    films_that_are_stored_turned_show_the_same,
    films_whose_header_or_times_mislead_are_read_right,
}
