//! A small world with known truth: four cameras around one walker, as a venue on disk.
#![allow(dead_code)] // Each test target uses its part.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use nalgebra::Point3;
use serde_json::json;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
use trackside_schema::{Joint, WorldPoint};

/// Images per second of the fast cameras. The last camera has half of it and a clock that is 4 ms off the grid.
pub const RATE_HZ: f64 = 50.0;
/// Length of the recording, s.
pub const SECONDS: f64 = 1.2;

/// Cameras on a circle of 7 m, 2.2 m up, that look at the centre.
pub fn rig() -> Rig {
    let camera = |i: usize| {
        let angle = 0.4 + i as f64 * std::f64::consts::FRAC_PI_2;
        let centre = Point3::new(7.0 * angle.cos(), 7.0 * angle.sin(), 2.2);
        Camera {
            name: format!("cam_{i:02}"),
            size_px: [1280, 720],
            intrinsics: Intrinsics {
                fx: 900.0,
                fy: 905.0,
                cx: 642.0,
                cy: 358.0,
            },
            distortion: Distortion::BrownConrady([-0.1, 0.02, 1e-3, -5e-4, 0.0, 0.0, 0.0, 0.0]),
            cam_from_world: Camera::look_at(centre, Point3::new(0.0, 0.0, 1.0)),
        }
    };
    Rig::new((0..4).map(camera).collect()).unwrap()
}

/// Where the walker's joint is at `t` s: 1.2 m/s along x, upright. Distances are those of a body of 1.8 m.
pub fn truth(joint: Joint, t: f64) -> WorldPoint {
    let (side, z) = match joint {
        Joint::Nose => (0.0, 1.67),
        Joint::LEye | Joint::REye => (0.032, 1.705),
        Joint::LEar | Joint::REar => (0.075, 1.685),
        Joint::Head => (0.0, 1.815),
        Joint::Neck => (0.0, 1.5),
        Joint::LShoulder | Joint::RShoulder => (0.185, 1.48),
        Joint::LElbow | Joint::RElbow => (0.23, 1.16),
        Joint::LWrist | Joint::RWrist => (0.25, 0.91),
        Joint::Hip => (0.0, 1.0),
        Joint::LHip | Joint::RHip => (0.1, 0.98),
        Joint::LKnee | Joint::RKnee => (0.11, 0.54),
        Joint::LAnkle | Joint::RAnkle => (0.11, 0.1),
        Joint::LBigToe | Joint::RBigToe => (0.11, 0.03),
        Joint::LSmallToe | Joint::RSmallToe => (0.18, 0.03),
        Joint::LHeel | Joint::RHeel => (0.11, 0.03),
    };
    let side = if joint.name().starts_with('R') {
        -side
    } else {
        side
    };
    let ahead = match joint {
        Joint::Nose => 0.115,
        Joint::LEye | Joint::REye => 0.085,
        Joint::LBigToe | Joint::RBigToe => 0.2,
        Joint::LSmallToe | Joint::RSmallToe => 0.16,
        Joint::LHeel | Joint::RHeel => -0.06,
        _ => 0.0,
    };
    WorldPoint::new(-0.7 + 1.2 * t + ahead, side, z)
}

/// Writes rig, detections and venue file; returns the venue file. `more` is added to it.
pub fn write(folder: &Path, more: &str) -> PathBuf {
    let rig = rig();
    fs::write(folder.join("rig.toml"), rig_file::to_toml(&rig)).unwrap();
    fs::create_dir_all(folder.join("detections")).unwrap();
    let mut venue =
        format!("name = \"walk\"\nrig = \"rig.toml\"\njoint_set = \"halpe26\"\n{more}\n");
    let last = rig.cameras().len() - 1;
    for (i, camera) in rig.cameras().iter().enumerate() {
        let (rate_hz, offset_s) = if i == last {
            (RATE_HZ / 2.0, 0.004)
        } else {
            (RATE_HZ, 0.0)
        };
        let file = format!("detections/{}.jsonl", camera.name);
        fs::write(folder.join(&file), detections(camera, rate_hz, offset_s)).unwrap();
        writeln!(
            venue,
            "[[camera]]\nname = \"{}\"\ndetections = \"{file}\"",
            camera.name
        )
        .unwrap();
    }
    let path = folder.join("venue.toml");
    fs::write(&path, venue).unwrap();
    path
}

fn detections(camera: &Camera, rate_hz: f64, offset_s: f64) -> String {
    let mut lines = String::new();
    for frame in 0..(SECONDS * rate_hz) as u64 {
        let t = offset_s + frame as f64 / rate_hz;
        let joint = |j: Joint| {
            let at = camera.project(truth(j, t)).unwrap();
            camera.is_in_image(at).then_some([at.x, at.y, 0.9])
        };
        let joints: Vec<_> = Joint::ALL.into_iter().map(joint).collect();
        let line = json!({"frame": frame, "t": t, "people": [{"joints": joints}], "balls": []});
        writeln!(lines, "{line}").unwrap();
    }
    lines
}
