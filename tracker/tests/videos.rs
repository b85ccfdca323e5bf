//! What video files say about themselves is applied, once and right: rotation, times, length, chapters.
#![allow(clippy::unwrap_used)]

mod mp4_file;
mod program;
mod walker_venue;

use std::fs;
use std::path::{Path, PathBuf};

use mp4_file::Mp4File;
use opencv::core::{CV_8UC3, Mat, Rect, Scalar, Vec3b};
use opencv::prelude::*;
use trackside::capture::container::VideoMetadata;
use trackside::capture::{
    CameraSource, DecodedImage, InputKind, ReadOutcome, RecordedMedia, VideoFile, VideoReader,
};
use trackside::orientation::Orientation;
use trackside::venue::Venue;
use trackside_replay::ImageRequest;

const SIZE_PX: [i32; 2] = [64, 32];

/// The grey level of image `i`, which identifies it.
fn grey(i: usize) -> f64 {
    30.0 + 8.0 * (i % 24) as f64
}

/// Image `i`: grey, with a bright top left quarter.
fn image(i: usize) -> Mat {
    let [w, h] = SIZE_PX;
    let mut image = Mat::new_rows_cols_with_default(h, w, CV_8UC3, Scalar::all(grey(i))).unwrap();
    let mut corner = image.roi_mut(Rect::new(0, 0, w / 2, h / 2)).unwrap();
    corner.set_to_def(&Scalar::all(250.0)).unwrap();
    image.clone()
}

fn video(images: usize, rate_hz: f64) -> Mp4File {
    let images: Vec<Mat> = (0..images).map(image).collect();
    Mp4File::new(&images, rate_hz)
}

/// Opens `source` (TOML) as the walker's first camera.
fn open(folder: &Path, source: &str) -> anyhow::Result<CameraSource> {
    let path = walker_venue::write(folder, "");
    let text = fs::read_to_string(&path)?;
    let with = format!("[[camera]]\n{source}\n");
    fs::write(&path, text.replacen("[[camera]]\n", &with, 1))?;
    let venue = Venue::load(&path)?;
    CameraSource::open(&venue, &venue.cameras[0], InputKind::Video)
}

/// Times of the images, s, their brightness at the bottom right, and why they ended.
fn read(source: CameraSource) -> (Vec<f64>, Vec<f64>, Option<String>) {
    let CameraSource::Images(mut images) = source else {
        panic!("not images");
    };
    let (mut times, mut greys) = (Vec::new(), Vec::new());
    let mut image = DecodedImage::default();
    loop {
        match images.read(&mut image, &|| false) {
            ReadOutcome::End(reason) => return (times, greys, reason),
            ReadOutcome::Image => {
                times.push(image.stamp.mid_exposure.0 as f64 * 1e-9);
                let (rows, columns) = (image.pixels.rows(), image.pixels.cols());
                let pixel = image.pixels.at_2d::<Vec3b>(rows - 3, columns - 3).unwrap();
                greys.push(f64::from(pixel[1]));
            }
        }
    }
}

fn assert_close(got: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(got.len(), expected.len(), "{got:?} {expected:?}");
    for (got_one, expected_one) in got.iter().zip(expected) {
        assert!(
            (got_one - expected_one).abs() <= tolerance,
            "{got:?} {expected:?}"
        );
    }
}

/// Which corner of an upright image is bright: right, bottom.
fn bright_corner(pixels: &Mat) -> (bool, bool) {
    let (rows, columns) = (pixels.rows(), pixels.cols());
    let is_bright = |right: bool, bottom: bool| {
        let row = if bottom { rows - 3 } else { 2 };
        let column = if right { columns - 3 } else { 2 };
        pixels.at_2d::<Vec3b>(row, column).unwrap()[1] > 200
    };
    let corners = [(false, false), (true, false), (false, true), (true, true)];
    let bright: Vec<_> = (corners.into_iter())
        .filter(|(right, bottom)| is_bright(*right, *bottom))
        .collect();
    assert_eq!(bright.len(), 1, "{bright:?}");
    bright[0]
}

#[test]
fn a_display_matrix_is_applied_once_everywhere() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    for (matrix, size_px, corner) in [
        ([1, 0, 0, 1], [64, 32], (false, false)),
        ([0, 1, -1, 0], [32, 64], (true, false)),
        ([-1, 0, 0, -1], [64, 32], (true, true)),
        ([0, -1, 1, 0], [32, 64], (false, true)),
        ([-1, 0, 0, 1], [64, 32], (true, false)),
    ] {
        let mut file = video(3, 25.0);
        file.matrix = matrix;
        file.write(&path);
        let CameraSource::Images(mut images) = open(dir.path(), "source = \"a.mp4\"").unwrap()
        else {
            panic!("not images");
        };
        assert_eq!(images.size_px(), size_px, "{matrix:?}");
        let mut image = DecodedImage::default();
        assert_eq!(images.read(&mut image, &|| false), ReadOutcome::Image);
        assert_eq!(bright_corner(&image.pixels), corner, "{matrix:?}");
        let paths = [path.clone()];
        let mut reader = VideoReader::open(RecordedMedia {
            paths: &paths,
            turn: Orientation::default(),
        })
        .unwrap();
        let mut pixels = Mat::default();
        let request = ImageRequest {
            frame_index: 1,
            time_s: Some(0.04),
        };
        reader.read(request, &mut pixels).unwrap();
        assert_eq!(bright_corner(&pixels), corner, "{matrix:?}");
    }
}

#[test]
fn the_venues_turn_comes_on_top_of_the_files_own() {
    let dir = tempfile::tempdir().unwrap();
    video(2, 25.0).write(&dir.path().join("a.mp4"));
    for (turn, corner) in [
        (90, (true, false)),
        (180, (true, true)),
        (270, (false, true)),
    ] {
        let source = format!("source = \"a.mp4\"\nturn = {turn}");
        let CameraSource::Images(mut images) = open(dir.path(), &source).unwrap() else {
            panic!("not images");
        };
        let mut image = DecodedImage::default();
        assert_eq!(images.read(&mut image, &|| false), ReadOutcome::Image);
        assert_eq!(bright_corner(&image.pixels), corner, "{turn}");
    }
    let error = format!(
        "{:#}",
        open(dir.path(), "source = \"a.mp4\"\nturn = 45").unwrap_err()
    );
    assert!(
        error.contains("cam_00") && error.contains("turn = 45"),
        "{error}"
    );
}

#[test]
fn images_have_the_times_of_a_variable_frame_rate_and_of_a_late_start() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let mut file = video(6, 25.0);
    file.times_s = vec![0.0, 0.033, 0.066, 0.133, 0.15, 0.25, 0.29];
    file.late_s = 1.2;
    file.write(&path);
    let expected: Vec<f64> = file.times_s[..6].iter().map(|t| t + 1.2).collect();
    let (times, greys, reason) = read(open(dir.path(), "source = \"a.mp4\"").unwrap());
    assert_close(&times, &expected, 1e-4);
    assert_close(&greys, &(0..6).map(grey).collect::<Vec<_>>(), 4.0);
    assert_eq!(reason, None);
    let (times, _, _) = read(open(dir.path(), "source = \"a.mp4\"\noffset_s = -1.0").unwrap());
    assert!((times[0] - 0.2).abs() < 1e-4, "{times:?}");
}

#[test]
fn the_venues_rate_replaces_the_files_times() {
    let dir = tempfile::tempdir().unwrap();
    video(6, 30.0).write(&dir.path().join("a.mp4"));
    let source = open(dir.path(), "source = \"a.mp4\"\nfps = 240.0").unwrap();
    assert_eq!(source.rate_hz(), Some(240.0));
    let (times, _, _) = read(source);
    let expected: Vec<f64> = (0..6).map(|i| f64::from(i) / 240.0).collect();
    assert_close(&times, &expected, 1e-8);
}

#[test]
fn all_images_of_a_fragmented_file_are_read_and_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    for in_header in [1, 8, 0] {
        let mut file = video(20, 25.0);
        file.fragmented = 20 - in_header;
        file.matrix = [-1, 0, 0, -1];
        file.write(&path);
        let source = open(dir.path(), "source = \"a.mp4\"").unwrap();
        assert_eq!(source.expected(), Some(20), "{in_header}");
        let (times, _, reason) = read(source);
        let expected: Vec<f64> = (0..20).map(|i| f64::from(i) / 25.0).collect();
        assert_close(&times, &expected, 1e-4);
        assert_eq!(reason, None);
        let paths = [path.clone()];
        let mut reader = VideoReader::open(RecordedMedia {
            paths: &paths,
            turn: Orientation::default(),
        })
        .unwrap();
        let mut pixels = Mat::default();
        for i in [17, 3, 19, 9] {
            let request = ImageRequest {
                frame_index: i,
                time_s: Some(i as f64 / 25.0),
            };
            reader.read(request, &mut pixels).unwrap();
            let pixel = pixels.at_2d::<Vec3b>(2, 2).unwrap()[1];
            assert!((f64::from(pixel) - grey(i as usize)).abs() < 4.0, "{i}");
        }
    }
}

#[test]
fn a_file_that_is_cut_says_so_and_sound_that_goes_on_does_not() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let mut file = video(20, 25.0);
    file.sound = vec![0.0; 5 * mp4_file::SOUND_HZ as usize];
    file.write(&path);
    let (times, _, reason) = read(open(dir.path(), "source = \"a.mp4\"").unwrap());
    assert_eq!((times.len(), reason), (20, None));
    // In fragments, since the header of any other file lies behind its images.
    let mut file = video(20, 25.0);
    file.fragmented = 15;
    let bytes = file.bytes();
    fs::write(&path, &bytes[..bytes.len() - 3000]).unwrap();
    let (times, _, reason) = read(open(dir.path(), "source = \"a.mp4\"").unwrap());
    let reason = reason.unwrap();
    assert!(times.len() < 20 && times.len() > 5, "{}", times.len());
    assert!(
        reason.contains("a.mp4") && reason.contains("of 20 images") && reason.contains("cut short"),
        "{reason}"
    );
}

#[test]
fn chapters_continue_where_the_last_one_ended() {
    let dir = tempfile::tempdir().unwrap();
    let names = ["one.mp4", "two.mp4", "three.mp4"];
    for (i, name) in names.iter().enumerate() {
        let mut file = video(5, 25.0);
        // A pause of 2 s before the third.
        let at = [100, 105, 160][i];
        file.timecode = Some((at, 25));
        file.write(&dir.path().join(name));
    }
    let source = "source = [\"one.mp4\", \"two.mp4\", \"three.mp4\"]";
    let opened = open(dir.path(), source).unwrap();
    assert_eq!(opened.expected(), Some(15));
    let (times, _, reason) = read(opened);
    let expected = |i: i32| f64::from(i) / 25.0 + if i < 10 { 0.0 } else { 2.0 };
    let expected: Vec<f64> = (0..15).map(expected).collect();
    assert_close(&times, &expected, 1e-4);
    assert_eq!(reason, None);
    let paths: Vec<PathBuf> = names.iter().map(|n| dir.path().join(n)).collect();
    let mut reader = VideoReader::open(RecordedMedia {
        paths: &paths,
        turn: Orientation::default(),
    })
    .unwrap();
    let mut pixels = Mat::default();
    for i in [12, 0, 6, 14] {
        for time_s in [Some(expected[i]), None] {
            let request = ImageRequest {
                frame_index: i as u64,
                time_s,
            };
            reader.read(request, &mut pixels).unwrap();
            let pixel = pixels.at_2d::<Vec3b>(28, 60).unwrap()[1];
            assert!((f64::from(pixel) - grey(i % 5)).abs() < 4.0, "{request:?}");
        }
    }
    let error = format!(
        "{:#}",
        open(dir.path(), "source = [\"one.mp4\", \"4.mp4\"]").unwrap_err()
    );
    assert!(
        error.contains("cam_00") && error.contains("4.mp4"),
        "{error}"
    );
    let error = format!("{:#}", open(dir.path(), "source = []").unwrap_err());
    assert!(
        error.contains("cam_00") && error.contains("list"),
        "{error}"
    );
}

#[test]
fn images_of_a_folder_follow_their_numbers() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("images")).unwrap();
    for i in 0..12 {
        let path = dir.path().join(format!("images/{}.png", i + 1));
        opencv::imgcodecs::imwrite_def(path.to_str().unwrap(), &image(i)).unwrap();
    }
    let (times, greys, _) = read(open(dir.path(), "source = \"images\"\nfps = 50").unwrap());
    assert_close(&greys, &(0..12).map(grey).collect::<Vec<_>>(), 1.0);
    assert_close(
        &times,
        &(0..12).map(|i| f64::from(i) / 50.0).collect::<Vec<_>>(),
        1e-9,
    );
}

#[test]
fn a_file_tells_of_timecode_creation_sound_and_interlacing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let mut file = video(5, 25.0);
    assert_eq!(VideoMetadata::default().is_interlaced, None);
    file.timecode = Some((90_050, 25));
    file.created = 2_082_844_800 + 86_400;
    file.is_interlaced = true;
    file.sound = (0..mp4_file::SOUND_HZ)
        .map(|i| if i == 4000 { 0.5 } else { 0.0 })
        .collect();
    file.write(&path);
    let opened = VideoFile::open(&path, Orientation::default()).unwrap();
    let found = opened.metadata();
    assert_eq!(found.timecode.unwrap().seconds, 3602.0);
    assert_eq!(found.created_s, Some(86_400));
    assert_eq!(found.is_interlaced, Some(true));
    let sound = found.sound.clone().unwrap();
    let mut loud_s = None;
    sound
        .read(&path, |at_s, samples| {
            let loud = samples.iter().position(|s| s.abs() > 0.2);
            loud_s = loud_s.or(loud.map(|i| at_s + i as f64 / sound.rate_hz));
        })
        .unwrap();
    assert_eq!(loud_s, Some(0.5));
}

/// The position of `dwLength` in the first stream header of an AVI.
fn avi_count_at(bytes: &[u8]) -> usize {
    let header = bytes.windows(4).position(|w| w == b"strh").unwrap();
    header + 8 + 32
}

#[test]
fn headers_that_count_wrong_do_not_change_how_many_images_are_read() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.avi");
    let fourcc = opencv::videoio::VideoWriter::fourcc('M', 'J', 'P', 'G').unwrap();
    let size = opencv::core::Size::new(SIZE_PX[0], SIZE_PX[1]);
    let name = path.to_str().unwrap();
    let mut writer = opencv::videoio::VideoWriter::new(name, fourcc, 25.0, size, true).unwrap();
    use opencv::videoio::VideoWriterTrait;
    (0..20).for_each(|i| writer.write(&image(i)).unwrap());
    writer.release().unwrap();
    let whole = fs::read(&path).unwrap();
    let at = avi_count_at(&whole);
    assert_eq!(whole[at..at + 4], [20, 0, 0, 0]);
    for count in [1_u8, 7, 20, 60] {
        let mut bytes = whole.clone();
        bytes[at] = count;
        fs::write(&path, bytes).unwrap();
        let (times, greys, reason) = read(open(dir.path(), "source = \"a.avi\"").unwrap());
        assert_eq!((times.len(), reason), (20, None), "{count}");
        assert!((times[19] - 0.76).abs() < 1e-6, "{count}: {times:?}");
        assert!((greys[19] - grey(19)).abs() < 8.0, "{count}: {greys:?}");
    }
    // An MP4 whose times are those of fewer images.
    let mut bytes = video(20, 25.0).bytes();
    let table = bytes.windows(4).position(|w| w == b"stts").unwrap();
    bytes[table + 8..table + 12].copy_from_slice(&9_u32.to_be_bytes());
    fs::write(dir.path().join("b.mp4"), bytes).unwrap();
    let (times, _, reason) = read(open(dir.path(), "source = \"b.mp4\"").unwrap());
    assert_eq!((times.len(), reason), (20, None));
}

#[test]
fn fewer_images_than_the_duration_implies_are_said() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let notes = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        VideoMetadata::read(&path).unwrap().notes.join("; ")
    };
    let mut file = video(20, 25.0);
    assert_eq!(notes(&file.bytes()), "");
    let mut bytes = file.bytes();
    let mdhd = bytes.windows(4).position(|w| w == b"mdhd").unwrap();
    bytes[mdhd + 20..mdhd + 24].copy_from_slice(&(5 * mp4_file::UNITS).to_be_bytes());
    let said = notes(&bytes);
    assert!(said.contains("5.00 s") && said.contains("0.80 s"), "{said}");
    // Sound that goes on is nothing.
    file.sound = vec![0.0; 5 * mp4_file::SOUND_HZ as usize];
    assert_eq!(notes(&file.bytes()), "");
}

/// Phones compress their sound.
#[test]
fn compressed_sound_is_heard_at_its_time() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/aac_clap_at_1_s.mp4");
    let opened = VideoFile::open(&path, Orientation::default()).unwrap();
    let sound = opened.metadata().sound.clone().unwrap();
    let mut loud_s = None;
    sound
        .read(&path, |at_s, samples| {
            let loud = samples.iter().position(|s| s.abs() > 0.3);
            loud_s = loud_s.or(loud.map(|i| at_s + i as f64 / sound.rate_hz));
        })
        .unwrap();
    let loud_s = loud_s.unwrap();
    assert!((loud_s - 1.0).abs() < 0.01, "{loud_s}");
}

#[test]
fn first_images_at_different_times_in_their_files_are_reported() {
    let dir = tempfile::tempdir().unwrap();
    let [w, h] = [1280, 720];
    let grey = Mat::new_rows_cols_with_default(h, w, CV_8UC3, Scalar::all(90.0)).unwrap();
    let mut file = Mp4File::new(&[grey.clone(), grey], 25.0);
    file.write(&dir.path().join("a.mp4"));
    file.late_s = 1.2;
    file.write(&dir.path().join("late.mp4"));
    let path = walker_venue::write(dir.path(), "");
    let mut text = fs::read_to_string(&path).unwrap();
    for (camera, source) in [(0, "a"), (1, "a"), (2, "late"), (3, "a")] {
        let name = format!("name = \"cam_{camera:02}\"\n");
        text = text.replacen(&name, &format!("{name}source = \"{source}.mp4\"\n"), 1);
    }
    fs::write(&path, text).unwrap();
    // No network is named: it ends there, after the media were opened.
    let errors = program::refuse(&["run", program::text(&path), "--no-publish"]);
    assert!(
        errors.contains("1.200 s in camera \"cam_02\"") && errors.contains("offset_s"),
        "{errors}"
    );
}

/// Whatever stands in a header, reading it ends and nothing panics.
#[test]
fn damaged_headers_are_survived() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp4");
    let mut file = video(3, 25.0);
    (file.fragmented, file.timecode) = (1, Some((1, 25)));
    file.sound = vec![0.1; 100];
    let whole = file.bytes();
    let mut rng = trackside_testkit::TestRng::new(11);
    for round in 0..300 {
        let mut bytes = whole.clone();
        let header = whole.windows(4).position(|w| w == b"moov").unwrap();
        for _ in 0..4 {
            let at = rng.between(header as f64, bytes.len() as f64 - 1.0) as usize;
            bytes[at] = [0, 0xff, 0x7f, rng.between(0.0, 255.0) as u8][round % 4];
        }
        bytes.truncate(rng.between(header as f64, bytes.len() as f64 + 500.0) as usize);
        fs::write(&path, &bytes).unwrap();
        VideoMetadata::read(&path).unwrap();
    }
}
