//! OpenCV's FileStorage, written by OpenCV itself and by hand.

use std::fs;
use std::path::Path;

use opencv::core::{FileStorage, FileStorage_Mode, Mat};
use opencv::prelude::*;
use trackside_calibration::{Camera, Distortion, rig_file};

use super::support::{ValidText, assert_contains, read_file};

/// Writes a camera by OpenCV's own functions.
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

fn rotation_by_90_deg() -> Mat {
    Mat::from_slice_2d(&[[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]]).unwrap()
}

fn assert_is_written_camera(camera: &Camera, name: &str) {
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
        write(&path, &rotation_by_90_deg(), &lens);
        let rig = rig_file::read(&path).unwrap();
        assert_is_written_camera(&rig.cameras()[0], name.split('.').next().unwrap());
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
    assert_is_written_camera(&rig_file::read(&path).unwrap().cameras()[0], "a");
    lens[9] = 0.1;
    write(&path, &rvec, &lens);
    let error = rig_file::read(&path).unwrap_err().to_string();
    assert_contains(&error, &["a.yaml", "thin prism"]);
}

const TWO_CAMERAS: &str = r#"{
	"left":  {"K": [[1000, 0, 960], [0, 1000, 540], [0, 0, 1]], "dist": [0, 0, 0, 0], "image_size": [1920, 1080],
	          "rvec": [0, 0, 0], "tvec": [0, 0, 5]},
	"right": {"K": [[1000, 0, 960], [0, 1000, 540], [0, 0, 1]], "dist": [0.1, 0, 0, 0], "image_size": [1920, 1080],
	          "rvec": [0, 0, 0], "tvec": [1, 0, 5], "fisheye": true}
}"#;

#[test]
fn one_file_can_have_several_cameras() {
    let rig = read_file("rig.json", TWO_CAMERAS).unwrap();
    assert_eq!(rig.cameras().len(), 2);
    let (_, right) = rig.find("right").unwrap();
    assert_eq!(right.distortion, Distortion::Fisheye([0.1, 0.0, 0.0, 0.0]));
    let nested = format!("{{\"cameras\": {TWO_CAMERAS}}}");
    assert_eq!(read_file("rig.json", &nested).unwrap(), rig);
}

#[test]
fn either_file_of_easymocaps_pair_is_read_with_the_other() {
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
fn errors_name_file_camera_and_field() {
    let valid = ValidText {
        text: TWO_CAMERAS,
        read: |text| read_file("rig.json", text),
    };
    let refused = |from: &str, to: &str, parts: &[&str]| valid.assert_refused(from, to, parts);
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
    let error = read_file("a.json", "{\"a\": 1").unwrap_err();
    assert!(
        error.contains("a.json:") && error.contains("not JSON"),
        "{error}"
    );
    let error = read_file("a.xml", "<opencv_storage/>").unwrap_err();
    assert!(error.contains("save it as YAML"), "{error}");
    assert!(
        read_file("a.yml", "a: 1\n")
            .unwrap_err()
            .contains("no camera")
    );
    assert!(
        read_file("a.json", "{\"a\":[".repeat(99_999))
            .unwrap_err()
            .contains("nested")
    );
    assert!(read_file("a.toml", "").unwrap_err().contains("empty"));
    assert!(
        read_file("a.toml", "just words")
            .unwrap_err()
            .contains("a.toml:1: not TOML")
    );
}

#[test]
fn missing_and_binary_files_are_refused() {
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
