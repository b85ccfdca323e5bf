//! OpenCV's FileStorage files: written by OpenCV itself, and by hand.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use opencv::core::{FileStorage, FileStorage_Mode, Mat};
use opencv::prelude::*;
use trackside_calibration::{Camera, Distortion, rig_file};

/// Written as a program with OpenCV would.
fn write(path: &Path, rotation: &Mat, lens: &[f64]) {
    let flags = i32::from(FileStorage_Mode::WRITE);
    let mut file = FileStorage::new(path.to_str().unwrap(), flags, "").unwrap();
    let matrix = [
        [1400.5, 0.0, 960.25],
        [0.0, 1401.0 / 3.0, 540.0],
        [0.0, 0.0, 1.0],
    ];
    file.write_i32("image_width", 1920).unwrap();
    file.write_i32("image_height", 1080).unwrap();
    file.write_mat("camera_matrix", &Mat::from_slice_2d(&matrix).unwrap())
        .unwrap();
    file.write_mat("distortion_coefficients", &Mat::from_slice(lens).unwrap())
        .unwrap();
    file.write_mat("R", rotation).unwrap();
    file.write_mat("T", &Mat::from_slice(&[0.5, -1.25, 12.0]).unwrap())
        .unwrap();
    file.release().unwrap();
}

fn quarter() -> Mat {
    Mat::from_slice_2d(&[[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]]).unwrap()
}

fn expect(camera: &Camera, name: &str) {
    assert_eq!((camera.name.as_str(), camera.size_px), (name, [1920, 1080]));
    assert_eq!(camera.intrinsics.fy, 1401.0 / 3.0);
    let angle = camera.cam_from_world.rotation.angle();
    assert!(
        (angle - std::f64::consts::FRAC_PI_2).abs() < 1e-12,
        "{angle}"
    );
    assert_eq!(camera.cam_from_world.translation.vector.y, -1.25);
}

#[test]
fn what_opencv_writes_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let lens = [-0.1, 0.01, 0.001, -0.002, 1e-7];
    for name in ["left.yml", "right.json"] {
        let path = folder.path().join(name);
        write(&path, &quarter(), &lens);
        let rig = rig_file::read(&path).unwrap();
        expect(&rig.cameras()[0], name.split('.').next().unwrap());
        let Distortion::BrownConrady(k) = rig.cameras()[0].distortion else {
            panic!("not Brown–Conrady");
        };
        assert_eq!(k[..5], lens);
    }
    let rig = rig_file::read(folder.path()).unwrap();
    let names: Vec<&str> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["left", "right"]);
    let again = rig_file::from_toml(&rig_file::to_toml(&rig), "rig.toml").unwrap();
    assert_eq!(again.id(), rig.id());
}

#[test]
fn rodrigues_and_fourteen_coefficients_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    let mut lens = [0.0; 14];
    lens[0] = -0.2;
    let rvec = Mat::from_slice(&[std::f64::consts::FRAC_PI_2, 0.0, 0.0])
        .unwrap()
        .try_clone()
        .unwrap();
    write(&path, &rvec, &lens);
    expect(&rig_file::read(&path).unwrap().cameras()[0], "a");
    lens[9] = 0.1;
    write(&path, &rvec, &lens);
    let error = rig_file::read(&path).unwrap_err().to_string();
    assert!(
        error.contains("a.yaml") && error.contains("thin prism"),
        "{error}"
    );
}

const SEVERAL: &str = r#"{
	"left":  {"K": [[1000, 0, 960], [0, 1000, 540], [0, 0, 1]], "dist": [0, 0, 0, 0], "image_size": [1920, 1080],
	          "rvec": [0, 0, 0], "tvec": [0, 0, 5]},
	"right": {"K": [[1000, 0, 960], [0, 1000, 540], [0, 0, 1]], "dist": [0.1, 0, 0, 0], "image_size": [1920, 1080],
	          "rvec": [0, 0, 0], "tvec": [1, 0, 5], "fisheye": true}
}"#;

fn read(name: &str, text: &str) -> Result<trackside_calibration::Rig, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    rig_file::read(&path).map_err(|e| e.to_string())
}

#[test]
fn several_cameras_in_one_file() {
    let rig = read("rig.json", SEVERAL).unwrap();
    assert_eq!(rig.cameras().len(), 2);
    let (_, right) = rig.find("right").unwrap();
    assert_eq!(right.distortion, Distortion::Fisheye([0.1, 0.0, 0.0, 0.0]));
    let nested = format!("{{\"cameras\": {SEVERAL}}}");
    assert_eq!(read("rig.json", &nested).unwrap(), rig);
}

#[test]
fn easymocaps_pair() {
    let folder = tempfile::tempdir().unwrap();
    let matrix = "!!opencv-matrix\n  rows: 3\n  cols: 3\n  dt: d\n  data: ";
    let vector = "!!opencv-matrix\n  rows: 3\n  cols: 1\n  dt: d\n  data: ";
    let intri = format!(
        "%YAML:1.0\n---\nnames:\n  - \"01\"\nK_01: {matrix}[1000., 0., 500., 0., 1000., 400., 0., 0., 1.]\n\
         dist_01: [0., 0., 0., 0., 0.]\nW_01: 1000\nH_01: 800\n"
    );
    let extri = format!(
        "%YAML:1.0\n---\nnames:\n  - \"01\"\nR_01: {vector}[0., 0., 0.]\nT_01: {vector}[0., 0., 3.]\n"
    );
    fs::write(folder.path().join("intri.yml"), intri).unwrap();
    fs::write(folder.path().join("extri.yml"), extri).unwrap();
    for path in [
        folder.path().join("intri.yml"),
        folder.path().join("extri.yml"),
        folder.path().to_owned(),
    ] {
        let rig = rig_file::read(&path).unwrap();
        assert_eq!(rig.cameras()[0].name, "01");
        assert_eq!(rig.cameras()[0].size_px, [1000, 800]);
    }
}

#[test]
fn bad_files_are_refused_in_words() {
    let refused = |from: &str, to: &str, says: &[&str]| {
        assert!(SEVERAL.contains(from), "{from}");
        let error = read("rig.json", &SEVERAL.replacen(from, to, 1)).unwrap_err();
        for part in says {
            assert!(error.contains(part), "{error:?} does not say {part:?}");
        }
    };
    refused("\"right\"", "\"left\"", &["rig.json", "left", "duplicated"]);
    refused(
        "\"dist\": [0, 0, 0, 0]",
        "\"dist\": [0, 0]",
        &["left", "`dist`", "2 coefficients"],
    );
    refused(
        "\"dist\": [0, 0, 0, 0], ",
        "",
        &["left", "`distortion_coefficients`", "missing"],
    );
    refused("[0, 0, 5]", "[0, 0, .nan]", &["left", "`tvec`", "finite"]);
    refused("[0, 0, 5]", "[0, \"x\", 5]", &["left", "`tvec`", "numbers"]);
    refused(
        "[0, 0, 0], \"tvec\"",
        "[[1,0,0],[0,1,0],[0,0,-1]], \"tvec\"",
        &["`rvec`", "mirror"],
    );
    refused("[1920, 1080]", "[1920.5, 1080]", &["left", "1920.5"]);
    refused(
        "\"fisheye\": true",
        "\"fisheye\": 7",
        &["right", "`fisheye`"],
    );
    let error = read("a.json", "{\"a\": 1").unwrap_err();
    assert!(
        error.contains("a.json:") && error.contains("not JSON"),
        "{error}"
    );
    let error = read("a.xml", "<opencv_storage/>").unwrap_err();
    assert!(error.contains("save it as YAML"), "{error}");
    assert!(read("a.yml", "a: 1\n").unwrap_err().contains("no camera"));
    assert!(
        read("a.json", &"{\"a\":[".repeat(99_999))
            .unwrap_err()
            .contains("nested")
    );
    assert!(read("a.toml", "").unwrap_err().contains("empty"));
    assert!(
        read("a.toml", "just words")
            .unwrap_err()
            .contains("a.toml:1: not TOML")
    );
}

#[test]
fn files_that_are_not_there_and_not_text() {
    let error = rig_file::read(Path::new("nowhere/rig.toml"))
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("nowhere/rig.toml: "), "{error}");
    let folder = tempfile::tempdir().unwrap();
    assert!(rig_file::read(folder.path()).is_err());
    let path = folder.path().join("rig.toml");
    fs::write(&path, [0xff, 0xfe, 0x00]).unwrap();
    assert!(
        rig_file::read(&path)
            .unwrap_err()
            .to_string()
            .contains("UTF-8")
    );
}
