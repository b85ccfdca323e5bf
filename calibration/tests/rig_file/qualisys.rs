//! Qualisys calibrations, written by hand.

use trackside_calibration::{Distortion, Rig};
use trackside_schema::{RawPixel, WorldPoint};

use super::support::{ValidText, read_file};

/// A camera 3 m up that looks straight down, an inactive one, and one for markers.
const LOOKS_DOWN: &str = r#"<?xml version="1.0"?>
<calibration>
 <cameras>
  <camera active="1" model="Miqus Video" serial="21001" viewrotation="90">
   <fov_video left="8" top="4" right="1927" bottom="1083"/>
   <transform x="1000" y="2000" z="3000" r11="1" r12="0" r13="0" r21="0" r22="1" r23="0" r31="0" r32="0" r33="1"/>
   <intrinsic focalLengthU="64000" focalLengthV="64000" centerPointU="61952" centerPointV="34816" skew="0"
    radialDistortion1="-0.01" radialDistortion2="0.001" radialDistortion3="0" tangentalDistortion1="0" tangentalDistortion2="0"/>
  </camera>
  <camera active="0" model="Miqus Video" serial="21002"/>
  <camera active="1" model="Miqus M3" serial="21003"/>
 </cameras>
</calibration>
"#;

fn read(text: &str) -> Result<Rig, String> {
    read_file("Calib.qca.txt", text)
}

#[test]
fn units_and_axes_are_converted() {
    let rig = read(LOOKS_DOWN).unwrap();
    assert_eq!(rig.cameras().len(), 1);
    let camera = &rig.cameras()[0];
    assert_eq!(
        (camera.name.as_str(), camera.size_px),
        ("21001", [1920, 1080])
    );
    let k = camera.intrinsics;
    assert_eq!((k.fx, k.fy, k.cx, k.cy), (1000.0, 1000.0, 960.0, 540.0));
    let Distortion::BrownConrady(lens) = camera.distortion else {
        panic!("not Brown–Conrady");
    };
    assert_eq!(lens[..5], [-0.01, 0.001, 0.0, 0.0, 0.0]);
    assert!(camera.centre().distance(WorldPoint::new(1.0, 2.0, 3.0)) < 1e-12);
    // The point below is at the principal point; on the floor x is to the right and y up in the image.
    let below = camera.project(WorldPoint::new(1.0, 2.0, 0.0)).unwrap();
    assert!(below.distance(RawPixel::new(960.0, 540.0)) < 1e-9);
    let beside = camera.project(WorldPoint::new(1.3, 2.3, 0.0)).unwrap();
    assert!(beside.x > 1055.0 && beside.y < 445.0, "{beside:?}");
    assert_eq!(camera.project(WorldPoint::new(1.0, 2.0, 4.0)), None);
}

#[test]
fn errors_name_line_camera_and_field() {
    let valid = ValidText {
        text: LOOKS_DOWN,
        read,
    };
    let refused = |from: &str, to: &str, parts: &[&str]| valid.assert_refused(from, to, parts);
    refused(
        "r33=\"1\"",
        "r33=\"-1\"",
        &["qca.txt:6", "21001", "r11 … r33", "mirror"],
    );
    refused("r33=\"1\"", "r33=\"2\"", &["qca.txt:6", "not a rotation"]);
    refused("r33=\"1\"", "", &["qca.txt:6", "21001", "`r33`", "missing"]);
    refused("x=\"1000\"", "x=\"NaN\"", &["21001", "x, y, z", "finite"]);
    refused(
        "x=\"1000\"",
        "x=\"here\"",
        &["qca.txt:6", "`x`", "number", "here"],
    );
    refused("skew=\"0\"", "skew=\"6.4\"", &["qca.txt:7", "skew of 0.1"]);
    refused("right=\"1927\"", "right=\"7\"", &["qca.txt:5", "0 × 1080"]);
    refused(
        "serial=\"21001\"",
        "",
        &["qca.txt:4", "`serial`", "missing"],
    );
    refused(
        "viewrotation=\"90\"",
        "viewrotation=\"45\"",
        &["21001", "`viewrotation`", "45"],
    );
    refused(
        "active=\"0\" model=\"Miqus Video\" serial=\"21002\"",
        "serial=\"21002\"",
        &["21002", "`fov_video`", "missing"],
    );
    refused("</cameras>", "", &["qca.txt:", "not XML"]);
    for at in (0..LOOKS_DOWN.len()).step_by(7) {
        assert!(read(&LOOKS_DOWN[..at]).is_err());
    }
}

#[test]
fn a_hybrid_counts_as_video_when_it_films() {
    let hybrid = LOOKS_DOWN.replace(
        "model=\"Miqus Video\" serial=\"21001\"",
        "model=\"Miqus Hybrid\" serial=\"21001\" video_resolution=\"1080p\"",
    );
    let rig = read(&hybrid).unwrap();
    assert_eq!(rig.cameras().len(), 1);
    assert_eq!(rig.cameras()[0].name, "21001");
}
