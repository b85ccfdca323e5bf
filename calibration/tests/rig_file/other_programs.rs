//! Files of other programs that have part of a rig, or that are named and not read.

use std::fs;
use std::path::Path;

use trackside_calibration::rig_file::{self, LensFile};
use trackside_calibration::{Distortion, Rig};
use trackside_schema::WorldPoint;

use super::support::{assert_contains, read_file};

/// A camera 3 m up that looks straight down (half a turn about x), and one that was never calibrated.
const XCP: &str = r#"<?xml version="1.0"?>
<Cameras>
 <Camera DEVICEID="2107" DISPLAY_TYPE="Vue" SENSOR_SIZE="1920 1080" PIXEL_ASPECT_RATIO="1" TYPE="ViconCamera">
  <KeyFrames>
   <KeyFrame FOCAL_LENGTH="1500" PRINCIPAL_POINT="960 540" POSITION="1000 2000 3000" ORIENTATION="1 0 0 0"
    VICON_RADIAL2="ViconRadial2 960 540 2e-08 1e-15 0"/>
  </KeyFrames>
 </Camera>
 <Camera DEVICEID="2108" DISPLAY_TYPE="Vue" SENSOR_SIZE="1920 1080" PIXEL_ASPECT_RATIO="1"><KeyFrames/></Camera>
</Cameras>
"#;

#[test]
fn a_vicon_camera_stands_where_it_says_and_its_distortion_is_inverted() {
    let rig = read_file("calibration.xcp", XCP).unwrap();
    assert_eq!(rig.cameras().len(), 1);
    let camera = &rig.cameras()[0];
    assert_eq!(
        (camera.name.as_str(), camera.size_px),
        ("2107", [1920, 1080])
    );
    assert!(camera.centre().distance(WorldPoint::new(1.0, 2.0, 3.0)) < 1e-12);
    // y points down in the image: y in the world is up.
    let at = camera.project(WorldPoint::new(1.0, 2.5, 0.0)).unwrap();
    assert!(at.y < 540.0 && (at.x - 960.0).abs() < 1e-9);
    // A pixel 800 px from the centre belongs to the ideal radius that the file's polynomial gives.
    let distorted = 800.0_f64;
    let s = distorted * distorted;
    let ideal = distorted * (1.0 + 2e-8 * s + 1e-15 * s * s) / 1500.0;
    let seen = camera
        .project(WorldPoint::new(1.0 + 3.0 * ideal, 2.0, 0.0))
        .unwrap();
    assert!((seen.x - 960.0 - distorted).abs() < 0.02, "{}", seen.x);
    let broken = XCP.replace("ORIENTATION=\"1 0 0 0\"", "ORIENTATION=\"1 0 0\"");
    assert_contains(
        &read_file("calibration.xcp", broken).unwrap_err(),
        &["2107", "ORIENTATION", "4 numbers"],
    );
}

fn lenses(name: &str, text: &str, size_px: Option<[u32; 2]>) -> Result<Rig, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    rig_file::read_lenses(&path, LensFile { size_px }).map_err(|e| e.to_string())
}

#[test]
fn a_file_of_lenses_is_read_where_lenses_suffice() {
    let ros = "image_width: 1280\nimage_height: 720\ncamera_name: north\n\
        camera_matrix: {rows: 3, cols: 3, data: [900, 0, 640, 0, 900, 360, 0, 0, 1]}\n\
        distortion_model: plumb_bob\n\
        distortion_coefficients: {rows: 1, cols: 5, data: [-0.1, 0.01, 0, 0, 0]}\n";
    let rig = lenses("north.yaml", ros, None).unwrap();
    assert_eq!(rig.cameras()[0].size_px, [1280, 720]);
    assert_contains(
        &read_file("north.yaml", ros).unwrap_err(),
        &["north", "--no-pose-prior"],
    );

    let easymocap = "%YAML:1.0\n---\nnames:\n  - \"01\"\n\
        K_01: !!opencv-matrix\n  rows: 3\n  cols: 3\n  dt: d\n  data: [900, 0, 640, 0, 900, 360, 0, 0, 1]\n\
        dist_01: !!opencv-matrix\n  rows: 1\n  cols: 5\n  dt: d\n  data: [-0.1, 0.01, 0, 0, 0]\n";
    let missing = lenses("intri.yml", easymocap, None).unwrap_err();
    assert_contains(&missing, &["W_01", "--size"]);
    let rig = lenses("intri.yml", easymocap, Some([1280, 720])).unwrap();
    assert_eq!(
        (rig.cameras()[0].name.as_str(), rig.cameras()[0].size_px),
        ("01", [1280, 720])
    );

    let caliscope = "[cameras.0]\nsize = [1280, 720]\nrotation = \"null\"\ntranslation = \"null\"\n\
        matrix = [[900.0, 0.0, 640.0], [0.0, 900.0, 360.0], [0.0, 0.0, 1.0]]\n\
        distortions = [-0.1, 0.01, 0.0, 0.0, 0.0]\n\
        [cameras.1]\nsize = [1280, 720]\nrotation = [0.0, 0.0, 0.0]\ntranslation = [0.0, 0.0, 3.0]\n\
        matrix = [[900.0, 0.0, 640.0], [0.0, 900.0, 360.0], [0.0, 0.0, 1.0]]\n\
        distortions = [-0.1, 0.01, 0.0, 0.0, 0.0]\n";
    let posed = read_file("camera_array.toml", caliscope).unwrap();
    assert_eq!(posed.cameras().len(), 1);
    assert_eq!(
        lenses("camera_array.toml", caliscope, None)
            .unwrap()
            .cameras()
            .len(),
        2
    );
}

#[test]
fn panoptics_centimetres_become_metres() {
    let panoptic = r#"{"calibDataSource": "x", "cameras": [{"name": "00_01", "type": "hd", "resolution": [1920, 1080],
        "K": [[1400, 0, 960], [0, 1400, 540], [0, 0, 1]], "distCoef": [-0.1, 0.1, 0.001, 0.0, 0.01],
        "R": [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "t": [[10], [20], [300]]}]}"#;
    let rig = read_file("calibration.json", panoptic).unwrap();
    let camera = &rig.cameras()[0];
    assert_eq!(
        (camera.name.as_str(), camera.size_px),
        ("00_01", [1920, 1080])
    );
    assert!(camera.centre().distance(WorldPoint::new(-0.1, -0.2, -3.0)) < 1e-12);
    assert!(matches!(camera.distortion, Distortion::BrownConrady(k) if k[4] == 0.01));
}

#[test]
fn files_that_are_not_read_are_named() {
    let kalibr = "cam0:\n  camera_model: pinhole\n  intrinsics: [900, 900, 640, 360]\n  resolution: [1280, 720]\n";
    assert_contains(
        &read_file("camchain.yaml", kalibr).unwrap_err(),
        &["Kalibr"],
    );
    let braid = "<multi_camera_reconstructor></multi_camera_reconstructor>";
    assert_contains(
        &read_file("calibration.xml", braid).unwrap_err(),
        &["strand-braid"],
    );
    let pickle = [0x80, 0x04, 0x95, 0, 0];
    assert_contains(
        &read_file("cameraIntrinsicsExtrinsics.pickle", pickle).unwrap_err(),
        &["pickle"],
    );
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("cameras.bin"), [0, 1, 2]).unwrap();
    let error = rig_file::read(folder.path()).unwrap_err().to_string();
    assert_contains(&error, &["model_converter"]);
}

#[test]
fn colmaps_cameras_are_named_after_folders_where_images_are_not_different() {
    let model = |images: [&str; 2]| {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: String| fs::write(Path::new(folder.path()).join(name), text);
        write(
            "cameras.txt",
            "1 PINHOLE 640 480 500 500 320 240\n".to_owned(),
        )
        .unwrap();
        let line = |i: usize| format!("{i} 1 0 0 0 0 0 {i} 1 {}\n\n", images[i - 1]);
        write("images.txt", line(1) + &line(2)).unwrap();
        let rig = rig_file::read(folder.path()).unwrap();
        rig.cameras()
            .iter()
            .map(|c| c.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        model(["cam01/frame_0001.jpg", "cam02/frame_0001.jpg"]),
        ["cam01", "cam02"]
    );
    assert_eq!(
        model(["images/north.jpg", "images/south.jpg"]),
        ["north", "south"]
    );
}
