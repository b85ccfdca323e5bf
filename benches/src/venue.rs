//! A synthetic venue.

use std::f64::consts::TAU;

use nalgebra::Point3;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, RigError};
use trackside_schema::{
    CameraId, FrameSet, JOINT_COUNT, Keypoint, Person2d, Stamp, Timestamp, View, WorldPoint,
};

/// Frame sets per second.
pub const RATE_HZ: f64 = 50.0;

/// A rig of 1920×1080 cameras with distortion, 8 m up on a circle of 22 m around the origin, which they look at.
///
/// # Errors
/// No cameras, or more than 255.
pub fn rig(cameras: usize) -> Result<Rig, RigError> {
    let camera = |i: usize| {
        let azimuth = TAU * (i as f64 + 0.3) / cameras as f64;
        let eye = Point3::new(22.0 * azimuth.cos(), 22.0 * azimuth.sin(), 8.0);
        Camera {
            name: format!("cam_{i:02}"),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1300.0,
                fy: 1300.0,
                cx: 955.0,
                cy: 545.0,
            },
            distortion: Distortion::BrownConrady([-0.12, 0.05, 1e-3, -1e-3, 0.01, 0.0, 0.0, 0.0]),
            cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, 1.0)),
        }
    };
    Rig::new((0..cameras).map(camera).collect())
}

/// An athlete's joints in the order of the canonical skeleton, relative to the point between the feet, m.
#[rustfmt::skip]
const JOINTS_M: [[f64; 3]; JOINT_COUNT] = [
    [0.10, 0.00, 1.65], [0.08, 0.03, 1.68], [0.08, -0.03, 1.68], [0.00, 0.08, 1.66], [0.00, -0.08, 1.66],
    [0.00, 0.20, 1.45], [0.00, -0.20, 1.45], [0.05, 0.28, 1.18], [0.05, -0.28, 1.18], [0.20, 0.25, 1.00],
    [0.20, -0.25, 1.00], [0.00, 0.12, 0.92], [0.00, -0.12, 0.92], [0.08, 0.12, 0.50], [0.03, -0.12, 0.50],
    [0.00, 0.12, 0.09], [-0.05, -0.12, 0.09], [0.00, 0.00, 1.82], [0.00, 0.00, 1.50], [0.00, 0.00, 0.95],
    [0.16, 0.14, 0.02], [0.11, -0.14, 0.02], [0.12, 0.18, 0.02], [0.07, -0.18, 0.02], [-0.06, 0.12, 0.03],
    [-0.11, -0.12, 0.03],
];

/// The position of a joint of an athlete at a tick: athletes circle at 3 m/s about the nodes of a grid of 2.5 m.
pub fn truth(athlete: usize, joint: usize, tick: u64) -> WorldPoint {
    let (column, row) = (athlete % 5, athlete / 5);
    let phase = 3.0 * tick as f64 / RATE_HZ + athlete as f64;
    let [x, y, z] = JOINTS_M[joint];
    WorldPoint::new(
        2.5 * (column as f64 - 2.0) + phase.cos() + x,
        2.5 * (row as f64 - 2.0) + phase.sin() + y,
        z,
    )
}

/// The views that all cameras of `rig` have of `athletes` athletes at a tick, with errors of up to 1 px along each axis.
pub fn frame_set(rig: &Rig, athletes: usize, tick: u64) -> FrameSet {
    let time = Timestamp::default().plus_seconds(tick as f64 / RATE_HZ);
    let views = rig.cameras().iter().enumerate().map(|(c, camera)| View {
        // A rig has at most 255 cameras.
        camera: CameraId(c as u8),
        frame_index: tick,
        stamp: Stamp {
            mid_exposure: time,
            ..Stamp::default()
        },
        people: (0..athletes)
            .map(|a| observed_person(camera, c, a, tick))
            .collect(),
        balls: Vec::new(),
        camera_rotation: None,
    });
    FrameSet {
        tick,
        time,
        views: views.collect(),
    }
}

fn observed_person(camera: &Camera, index: usize, athlete: usize, tick: u64) -> Person2d {
    let joint = |j: usize| {
        let at = camera.project(truth(athlete, j, tick))?;
        let seed = (index * 7919 + athlete * 104_729 + j * 1_299_709) as f64 + tick as f64 * 15.7;
        let [dx, dy] = [(seed * 12.9898).sin(), (seed * 78.233).sin()];
        let keypoint = Keypoint::measured((at.x + dx) as f32, (at.y + dy) as f32, 0.9, 2.0);
        camera.is_in_image(at).then_some(keypoint)
    };
    Person2d {
        joints: std::array::from_fn(joint),
        score: 0.9,
        appearance: None,
    }
}
