//! FreeD and OpenTrackIO, which camera heads send, written by hand.

use std::fs;

use nalgebra::{Isometry3, Point3, Vector3};
use trackside_calibration::{Rig, rig_file};
use trackside_schema::WorldPoint;

use super::support::{assert_contains, read_file};

/// A FreeD message of a camera at x y z mm, rotated by pan tilt roll degrees.
fn message(camera: u8, angles_deg: [f64; 3], position_mm: [f64; 3]) -> [u8; 29] {
    let mut bytes = [0; 29];
    bytes[0] = 0xD1;
    bytes[1] = camera;
    let numbers = angles_deg.map(|v| v * 32768.0).into_iter();
    for (i, v) in numbers.chain(position_mm.map(|v| v * 64.0)).enumerate() {
        bytes[2 + 3 * i..5 + 3 * i].copy_from_slice(&(v.round() as i32).to_be_bytes()[1..]);
    }
    let sum = bytes.iter().fold(0u8, |s, b| s.wrapping_add(*b));
    bytes[28] = 0x40u8.wrapping_sub(sum);
    bytes
}

fn read_freed(bytes: &[u8]) -> Result<Vec<(u8, Isometry3<f64>)>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("heads.freed");
    fs::write(&path, bytes).unwrap();
    assert!(
        rig_file::read(&path)
            .unwrap_err()
            .to_string()
            .contains("--lenses")
            || bytes[0] != 0xD1
    );
    rig_file::read_freed_poses(&path).map_err(|e| e.to_string())
}

#[test]
fn freed_angles_have_the_directions_of_the_manual() {
    // Recorded from a camera: 65.057° to the left, 0.562° up.
    let sent = [
        0xd1, 0x00, 0xdf, 0x78, 0xaa, 0x00, 0x47, 0xef, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0x15, 0x01, 0xd1, 0xff, 0x12,
    ];
    let ahead = |pose: &Isometry3<f64>| pose.inverse() * Vector3::z();
    let poses = read_freed(&sent).unwrap();
    let (pan, tilt) = (65.05731_f64.to_radians(), 0.561_981_f64.to_radians());
    let left = Vector3::new(-pan.sin() * tilt.cos(), pan.cos() * tilt.cos(), tilt.sin());
    assert!((ahead(&poses[0].1) - left).norm() < 1e-6);
    // To the right and down, rolled by 90° clockwise.
    let rotated = message(7, [90.0, -30.0, 90.0], [1500.0, -2000.0, 3000.0]);
    let (camera, pose) = read_freed(&rotated).unwrap()[0];
    assert_eq!(camera, 7);
    let eye = (pose.inverse() * Point3::origin()).coords;
    assert!((eye - Vector3::new(1.5, -2.0, 3.0)).norm() < 1e-9);
    let down = Vector3::new(30.0_f64.to_radians().cos(), 0.0, -0.5);
    assert!((ahead(&pose) - down).norm() < 1e-9);
    // The image's right, which is −y in the world without roll, points down.
    let right = pose.inverse() * Vector3::x();
    assert!(right.z < -0.8, "{right}");
}

#[test]
fn freed_errors_name_file_and_byte() {
    let one = message(1, [0.0; 3], [0.0; 3]);
    let refused = |bytes: Vec<u8>, parts: &[&str]| {
        let error = read_freed(&bytes).unwrap_err();
        assert_contains(&error, parts);
        assert_contains(&error, &["heads.freed"]);
    };
    let both = |second: [u8; 29]| [one, second].concat();
    refused(
        both(message(1, [1.0, 0.0, 0.0], [0.0; 3])),
        &["camera 1 moves", "1.00°"],
    );
    let mut broken = message(2, [0.0; 3], [0.0; 3]);
    broken[9] ^= 1;
    refused(both(broken), &["byte 29", "checksum"]);
    refused(both(one)[..40].to_vec(), &["byte 29", "11 bytes"]);
    broken[0] = 0xD2;
    refused(both(broken), &["byte 29", "D2"]);
}

/// An OpenTrackIO sample with two transforms.
fn sample(distortion: &str) -> String {
    format!(
        r#"{{ "protocol": {{ "name": "OpenTrackIO", "version": [1, 0, 0] }}, "sourceId": "urn:uuid:1",
  "static": {{ "camera": {{ "label": "A", "activeSensorPhysicalDimensions": {{ "width": 36.0, "height": 20.25 }},
    "activeSensorResolution": {{ "width": 3840, "height": 2160 }} }} }},
  "lens": {{ "pinholeFocalLength": 24.0, "projectionOffset": {{ "x": 0.12, "y": -0.06 }}, "entrancePupilOffset": 0.1,
    "distortion": [ {distortion} ] }},
  "transforms": [
    {{ "translation": {{ "x": 1.0, "y": 2.0, "z": 3.0 }}, "rotation": {{ "pan": 90.0, "tilt": 0.0, "roll": 0.0 }}, "id": "Crane" }},
    {{ "translation": {{ "x": 0.0, "y": 4.0, "z": 0.0 }}, "rotation": {{ "pan": 0.0, "tilt": -30.0, "roll": 0.0 }}, "id": "Camera" }} ] }}"#
    )
}

fn read_opentrackio(text: &str) -> Result<Rig, String> {
    read_file("heads.json", text)
}

#[test]
fn opentrackio_cameras_project_by_openlensios_formula() {
    let radial = [-4e-4, 1e-5, 3e-7];
    let distortion = format!(
        r#"{{ "radial": [9.0] }}, {{ "model": "Brown-Conrady U-D", "radial": {radial:?}, "tangential": [2e-5, -1e-5] }}"#
    );
    let rig = read_opentrackio(&sample(&distortion)).unwrap();
    let camera = &rig.cameras()[0];
    assert_eq!((camera.name.as_str(), camera.size_px), ("A", [3840, 2160]));
    // The crane looks along −x, the camera is 4 m ahead of it and looks 30° down, the pupil is 0.1 m ahead of the sensor.
    let (cos, sin) = (30.0_f64.to_radians().cos(), 0.5);
    let ahead = Vector3::new(-cos, 0.0, -sin);
    let eye = Vector3::new(-3.0, 2.0, 3.0) + ahead * 0.1;
    assert!(
        (camera.centre().0.coords - eye).norm() < 1e-9,
        "{:?}",
        camera.centre()
    );
    let (right, up) = (Vector3::y(), Vector3::new(-sin, 0.0, cos));
    for [x, y] in [[0.0, 0.0], [0.5, 0.2], [-0.6, -0.3]] {
        let point = eye + (ahead + right * x - up * y) * 7.0;
        // mm on the sensor.
        let (u, v) = (24.0 * x, 24.0 * y);
        let r2 = u * u + v * v;
        let scale = (1.0 + radial[0] * r2 + radial[2] * r2 * r2) / (1.0 + radial[1] * r2);
        let (p1, p2) = (2e-5, -1e-5);
        let distorted = [
            scale * u + 2.0 * p1 * u * v + p2 * (r2 + 2.0 * u * u) + 0.12,
            scale * v + p1 * (r2 + 2.0 * v * v) + 2.0 * p2 * u * v - 0.06,
        ];
        let px = camera.project(WorldPoint(point.into())).unwrap();
        let per_mm = 3840.0 / 36.0;
        assert!(
            (px.x - (distorted[0] * per_mm + 1919.5)).abs() < 1e-6,
            "{px:?} {distorted:?}"
        );
        assert!(
            (px.y - (distorted[1] * per_mm + 1079.5)).abs() < 1e-6,
            "{px:?} {distorted:?}"
        );
    }
}

#[test]
fn opentrackio_lenses_to_undistorted_points_are_inverted() {
    let radial = -1e-4;
    let rig = read_opentrackio(&sample(&format!(r#"{{ "radial": [{radial}] }}"#))).unwrap();
    let camera = &rig.cameras()[0];
    // Distorted (u, v) mm from the principal point, undistorted (1 + l1 r²) (u, v).
    for [u, v] in [[12.0, 6.0], [-15.0, -8.0], [3.0, 9.0_f64]] {
        let scale = 1.0 + radial * (u * u + v * v);
        let ideal = Vector3::new(scale * u / 24.0, scale * v / 24.0, 1.0);
        let world = camera.cam_from_world.inverse() * Point3::from(ideal * 5.0);
        let px = camera.project(WorldPoint(world)).unwrap();
        let per_mm = 3840.0 / 36.0;
        let there = [(u + 0.12) * per_mm + 1919.5, (v - 0.06) * per_mm + 1079.5];
        let error_px = (px.x - there[0]).hypot(px.y - there[1]);
        assert!(error_px < 0.1, "{error_px}");
    }
}

#[test]
fn opentrackio_samples_of_one_source_are_combined_and_missing_parts_are_named() {
    // Constant data come in one sample only; another source is another camera.
    let whole = sample("");
    let moved = whole.replace("\"y\": 4.0", "\"y\": 5.0");
    let other = moved.replace("uuid:1", "uuid:2").replace("\"A\"", "\"B\"");
    let lean = moved.replace("\"static\"", "\"unused\"");
    let rig = read_opentrackio(&format!("{whole}\n{lean}\n{other}")).unwrap();
    assert_eq!(rig.cameras().len(), 2);
    assert!(
        rig.cameras()[0]
            .centre()
            .distance(rig.cameras()[1].centre())
            < 1e-9
    );
    for (from, to, part) in [
        (
            "\"pinholeFocalLength\"",
            "\"nominal\"",
            "pinholeFocalLength",
        ),
        ("\"static\"", "\"unused\"", "activeSensorPhysicalDimensions"),
        ("\"transforms\"", "\"unused\"", "transforms"),
        (
            "\"roll\": 0.0 }",
            "\"roll\": 0.0 }, \"scale\": { \"x\": 2, \"y\": 1, \"z\": 1 }",
            "scale",
        ),
    ] {
        let error = read_opentrackio(&sample("").replacen(from, to, 1)).unwrap_err();
        assert_contains(&error, &["heads.json", part]);
    }
}
