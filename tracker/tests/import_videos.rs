//! A folder of videos becomes a venue: cameras, chapters, clocks and lenses.
#![allow(clippy::unwrap_used)]

mod mp4_file;
mod program;

use std::fs;
use std::path::{Path, PathBuf};

use mp4_file::{Mp4File, SOUND_HZ};
use opencv::core::{CV_8UC3, Mat, Scalar};
use opencv::prelude::*;
use trackside::capture::CameraSource;
use trackside::capture::InputKind;
use trackside::venue::{MediaSource, Venue};
use trackside_calibration::rig_file;
use trackside_testkit::TestRng;

fn video(images: usize, rate_hz: f64, size_px: [i32; 2]) -> Mp4File {
    let [w, h] = size_px;
    let grey = |i: usize| {
        let level = Scalar::all(60.0 + i as f64);
        Mat::new_rows_cols_with_default(h, w, CV_8UC3, level).unwrap()
    };
    Mp4File::new(&(0..images).map(grey).collect::<Vec<_>>(), rate_hz)
}

/// A quiet microphone that hears claps at those times of its own.
fn sound(seed: u64, length_s: f64, claps_s: &[f64]) -> Vec<f32> {
    let mut rng = TestRng::new(seed);
    let n = (length_s * f64::from(SOUND_HZ)) as usize;
    let mut sound: Vec<f32> = (0..n).map(|_| rng.between(-0.01, 0.01) as f32).collect();
    for clap_s in claps_s {
        let from = (clap_s * f64::from(SOUND_HZ)) as usize;
        for i in 0..(SOUND_HZ as usize / 10) {
            let loudness = 0.8 * (-(i as f64) / 200.0).exp();
            if let Some(sample) = sound.get_mut(from + i) {
                *sample += (loudness * rng.between(-1.0, 1.0)) as f32;
            }
        }
    }
    sound
}

fn import(folder: &Path, output: &Path, more: &[&str]) -> (String, bool) {
    let mut args = vec!["import", "videos", program::text(folder), "-o"];
    args.push(program::text(output));
    args.extend(more);
    let output = program::command(&args).output().unwrap();
    (program::errors(&output), output.status.success())
}

/// The folder of four cameras: one with claps and one that began 1.7 s later, held upright; one with chapters; one of images.
fn write_cameras(folder: &Path) {
    let claps = [3.1, 3.9, 7.25];
    let mut north = video(250, 25.0, [64, 32]);
    north.sound = sound(1, 10.0, &claps);
    north.write(&folder.join("north.mp4"));
    let mut south = video(200, 25.0, [64, 32]);
    south.matrix = [0, 1, -1, 0];
    south.sound = sound(2, 8.0, &claps.map(|s| s - 1.7));
    south.times_s.iter_mut().skip(90).for_each(|t| *t += 0.02);
    south.write(&folder.join("south.mov"));
    fs::create_dir(folder.join("gopro")).unwrap();
    for (i, name) in ["GX010007.MP4", "GX020007.MP4"].iter().enumerate() {
        let mut chapter = video(150, 25.0, [64, 32]);
        let heard = claps.map(|s| s + 0.4 - 6.0 * i as f64);
        chapter.sound = sound(3 + i as u64, 6.0, &heard[..2 - i]);
        chapter.write(&folder.join("gopro").join(name));
    }
}

#[test]
fn a_folder_of_videos_becomes_a_venue_with_a_first_guess_of_its_clocks() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("videos");
    fs::create_dir(&folder).unwrap();
    write_cameras(&folder);
    let output = dir.path().join("venue");
    let (text, is_good) = import(&folder, &output, &["--field", "basketball"]);
    assert!(is_good, "{text}");
    assert!(text.contains("trackside observe"), "{text}");
    assert!(text.contains("32×64") && text.contains("90°"), "{text}");
    assert!(text.contains("25.00, varies"), "{text}");
    assert!(text.contains("guessed"), "{text}");
    let venue = Venue::load(&output.join("venue.toml")).unwrap();
    let camera = |name: &str| venue.cameras.iter().find(|c| c.name == name).unwrap();
    let offset = |name: &str| camera(name).offset_s - camera("gopro").offset_s;
    assert!((offset("north") - 0.4).abs() < 0.005, "{text}");
    assert!((offset("south") - 2.1).abs() < 0.005, "{text}");
    match &camera("gopro").source {
        Some(MediaSource::Chapters(files)) => {
            let names: Vec<_> = files.iter().map(|f| f.file_name().unwrap()).collect();
            assert_eq!(names, ["GX010007.MP4", "GX020007.MP4"]);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(
        venue.rig.camera(camera("south").id).unwrap().size_px,
        [32, 64]
    );
    assert_eq!(venue.rate_hz, Some(25.0));
    for camera in &venue.cameras {
        let source = CameraSource::open(&venue, camera, InputKind::Video).unwrap();
        let images = if camera.name == "gopro" {
            300
        } else {
            source.expected().unwrap()
        };
        assert_eq!(source.expected(), Some(images));
    }
    // Once more, only when that is asked for.
    let (text, is_good) = import(&folder, &output, &[]);
    assert!(!is_good && text.contains("--force"), "{text}");
    assert!(import(&folder, &output, &["--force"]).1);
}

#[test]
fn timecodes_and_creation_times_are_used_where_nothing_is_heard() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("videos");
    fs::create_dir(&folder).unwrap();
    for (name, at) in [("a.mp4", 90_010), ("b.mp4", 90_000), ("c.mp4", 90_025)] {
        let mut file = video(100, 25.0, [64, 32]);
        file.timecode = Some((at, 25));
        file.write(&folder.join(name));
    }
    let output = dir.path().join("venue");
    let (text, is_good) = import(&folder, &output, &[]);
    assert!(is_good && text.contains("timecode"), "{text}");
    let venue = Venue::load(&output.join("venue.toml")).unwrap();
    let offsets: Vec<f64> = venue.cameras.iter().map(|c| c.offset_s).collect();
    assert_eq!(offsets, [0.4, 0.0, 1.0]);

    for (name, created) in [("a.mp4", 3_800_000_002), ("b.mp4", 3_800_000_000)] {
        let mut file = video(100, 25.0, [64, 32]);
        file.created = created;
        file.write(&folder.join(name));
    }
    fs::remove_file(folder.join("c.mp4")).unwrap();
    let (text, is_good) = import(&folder, &output, &["--force"]);
    assert!(is_good && text.contains("creation time"), "{text}");
    let venue = Venue::load(&output.join("venue.toml")).unwrap();
    assert_eq!(
        (venue.cameras[0].offset_s, venue.cameras[1].offset_s),
        (2.0, 0.0)
    );
}

/// Combed: two instants of a moving bar, line by line.
fn combed(i: usize) -> Mat {
    let mut image = Mat::new_rows_cols_with_default(48, 96, CV_8UC3, Scalar::all(40.0)).unwrap();
    for row in 0..48 {
        let at = (6 * i as i32 + if row % 2 == 0 { 0 } else { 9 }) % 70;
        let rect = opencv::core::Rect::new(at, row, 20, 1);
        let mut bar = image.roi_mut(rect).unwrap();
        bar.set_to_def(&Scalar::all(220.0)).unwrap();
    }
    image
}

#[test]
fn interlaced_videos_and_folders_without_a_rate_are_said_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("videos");
    fs::create_dir(&folder).unwrap();
    let images: Vec<Mat> = (0..30).map(combed).collect();
    Mp4File::new(&images, 25.0).write(&folder.join("combed.mp4"));
    let mut flagged = video(30, 25.0, [64, 32]);
    flagged.is_interlaced = true;
    flagged.write(&folder.join("flagged.mp4"));
    video(30, 25.0, [64, 32]).write(&folder.join("plain.mp4"));
    let output = dir.path().join("venue");
    let (text, is_good) = import(&folder, &output, &[]);
    assert!(is_good, "{text}");
    let warned = |name: &str| {
        text.lines()
            .any(|l| l.contains(name) && l.contains("interlaced"))
    };
    assert!(warned("combed.mp4") && warned("flagged.mp4"), "{text}");
    assert!(!warned("plain.mp4"), "{text}");

    fs::create_dir(folder.join("photos")).unwrap();
    let photo = folder.join("photos/1.png");
    opencv::imgcodecs::imwrite_def(photo.to_str().unwrap(), &combed(0)).unwrap();
    let (text, is_good) = import(&folder, &output, &["--force"]);
    assert!(
        !is_good && text.contains("\"photos\"") && text.contains("--fps"),
        "{text}"
    );
    let (text, is_good) = import(&folder, &output, &["--force", "--fps", "50"]);
    assert!(is_good, "{text}");
    fs::write(folder.join("broken.mp4"), "no video").unwrap();
    let (text, is_good) = import(&folder, &output, &["--force", "--fps", "50"]);
    assert!(!is_good && text.contains("broken.mp4"), "{text}");
}

/// Writes a video of a board that is tilted to and fro, `[w, h]` px.
fn write_board(path: &Path, [w, h]: [i32; 2]) {
    let images: Vec<Mat> = (0..12).map(|i| board_image(i, [w, h])).collect();
    Mp4File::new(&images, 5.0).write(path);
}

/// A chessboard of 5 × 4 inner corners, 40 mm, before a camera with a focal length of 0.8 of its images' width.
fn board_image(i: usize, [w, h]: [i32; 2]) -> Mat {
    let mut image = Mat::new_rows_cols_with_default(h, w, CV_8UC3, Scalar::all(235.0)).unwrap();
    let focal = 0.8 * f64::from(w);
    let (yaw, pitch) = (0.5 * (1.3 * i as f64).sin(), 0.45 * (2.1 * i as f64).cos());
    let shift = [0.06 * (i as f64).sin(), 0.04 * (1.7 * i as f64).cos()];
    let project = |x: f64, y: f64| {
        let (x1, z1) = (x * yaw.cos(), x * yaw.sin());
        let (y1, z2) = (
            y * pitch.cos() - z1 * pitch.sin(),
            y * pitch.sin() + z1 * pitch.cos(),
        );
        let z = 0.42 + z2;
        let u = focal * (x1 + shift[0]) / z + 0.5 * (f64::from(w) - 1.0);
        let v = focal * (y1 + shift[1]) / z + 0.5 * (f64::from(h) - 1.0);
        // Eight bits of fraction.
        opencv::core::Point::new((u * 256.0).round() as i32, (v * 256.0).round() as i32)
    };
    for column in 0..6 {
        for row in 0..5 {
            if (column + row) % 2 == 1 {
                continue;
            }
            let (x, y) = (
                0.04 * (f64::from(column) - 3.0),
                0.04 * (f64::from(row) - 2.5),
            );
            let corners = [(0.0, 0.0), (0.04, 0.0), (0.04, 0.04), (0.0, 0.04)];
            let corners: opencv::core::Vector<opencv::core::Point> =
                corners.iter().map(|(a, b)| project(x + a, y + b)).collect();
            let black = Scalar::all(15.0);
            opencv::imgproc::fill_convex_poly(&mut image, &corners, black, 16, 8).unwrap();
        }
    }
    image
}

#[test]
fn lenses_come_from_boards_where_there_are_some() {
    let dir = tempfile::tempdir().unwrap();
    let (folder, boards) = (dir.path().join("videos"), dir.path().join("boards"));
    fs::create_dir(&folder).unwrap();
    fs::create_dir(&boards).unwrap();
    for name in ["cam_1", "cam_2"] {
        video(5, 25.0, [640, 360]).write(&folder.join(format!("{name}.mp4")));
    }
    write_board(&boards.join("Cam01.mp4"), [640, 360]);
    let output = dir.path().join("venue");
    let more = [
        "--boards",
        program::text(&boards),
        "--chessboard",
        "5x4",
        "--square-mm",
        "40",
    ];
    let (text, is_good) = import(&folder, &output, &more);
    assert!(is_good, "{text}");
    assert!(
        text.contains("no board of it") && text.contains("cam_2"),
        "{text}"
    );
    let rig = rig_file::read(&output.join("rig.toml")).unwrap();
    let focal = |name: &str| rig.find(name).unwrap().1.intrinsics.fx;
    assert!((focal("cam_1") - 512.0).abs() < 6.0, "{}", focal("cam_1"));
    assert_eq!(focal("cam_2"), 576.0);
    let (text, is_good) = import(&folder, &dir.path().join("other"), &more[2..]);
    assert!(!is_good && text.contains("--boards"), "{text}");
}

/// The paths in a venue file lead to the videos from wherever it lies.
#[test]
fn paths_in_the_venue_are_relative_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("deep/er/videos");
    fs::create_dir_all(&folder).unwrap();
    video(3, 25.0, [64, 32]).write(&folder.join("a.mp4"));
    let output: PathBuf = dir.path().join("deep/venue");
    let (text, is_good) = import(&folder, &output, &[]);
    assert!(is_good, "{text}");
    let venue = fs::read_to_string(output.join("venue.toml")).unwrap();
    assert!(venue.contains("source = \"../er/videos/a.mp4\""), "{venue}");
}
