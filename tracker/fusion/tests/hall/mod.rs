//! A hall with cameras on a circle and people who walk about in it.
#![allow(clippy::unwrap_used)]

use nalgebra::Point3;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
use trackside_schema::{
    CameraId, JOINT_COUNT, Joint, Keypoint, Person2d, Stamp, Timestamp, View, WorldPoint,
};

/// Cameras on a circle of 8 m, 3 m high, that look at the middle.
pub fn rig(cameras: usize) -> Rig {
    let camera = |i: usize| {
        let angle = 0.3 + i as f64 * std::f64::consts::TAU / cameras as f64;
        let eye = Point3::new(8.0 * angle.cos(), 8.0 * angle.sin(), 3.0);
        Camera {
            name: format!("cam{i}"),
            size_px: [1920, 1080],
            intrinsics: Intrinsics::centred(1400.0, [1920, 1080]),
            distortion: Distortion::BrownConrady([-0.1, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, 1.0)),
        }
    };
    Rig::new((0..cameras).map(camera).collect()).unwrap()
}

/// A stiff body that stands at `(x, y)`.
pub fn body(x: f64, y: f64) -> [Point3<f64>; JOINT_COUNT] {
    let mut out = [Point3::origin(); JOINT_COUNT];
    for joint in Joint::ALL {
        let (side, height) = match joint.name().trim_start_matches(['L', 'R']) {
            "Nose" | "Eye" | "Ear" => (0.05, 1.62),
            "Shoulder" => (0.2, 1.42),
            "Elbow" => (0.27, 1.12),
            "Wrist" => (0.3, 0.88),
            "Hip" => (0.13, 0.92),
            "Knee" => (0.13, 0.5),
            "Ankle" => (0.13, 0.09),
            "Head" => (0.0, 1.75),
            "Neck" => (0.0, 1.45),
            _ => (0.15, 0.03),
        };
        let sign = match joint.side() {
            trackside_schema::Side::Left => 1.0,
            trackside_schema::Side::Right => -1.0,
            trackside_schema::Side::Centre => 0.0,
        };
        let ahead = if joint.name().ends_with("Toe") || joint == Joint::Nose {
            0.15
        } else {
            0.0
        };
        out[joint.index()] = Point3::new(x + ahead, y + sign * side, height);
    }
    out
}

/// Pseudo-random numbers with a bell-like shape, mean 0 and standard deviation 1.
pub struct Noise(pub u64);

impl Noise {
    pub fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as f64 / 2f64.powi(31)
    }

    pub fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// Where walker `who` is at time `t`.
pub fn walker(who: usize, t: f64) -> [Point3<f64>; JOINT_COUNT] {
    match who {
        0 => body(-2.0 + 1.5 * t, -0.6),
        1 => body(2.0 - 1.5 * t, 0.6),
        _ => body(0.5 * t.sin(), -2.5),
    }
}

/// What a camera sees of the first walkers at time `t`.
pub fn see(
    rig: &Rig,
    camera: usize,
    t: f64,
    walkers: usize,
    noise_px: f64,
    noise: &mut Noise,
) -> View {
    let bodies: Vec<_> = (0..walkers).map(|who| walker(who, t)).collect();
    let mut view = show(rig, camera, t, &bodies, noise_px, noise);
    // The order in which a detector names people means nothing.
    if noise.uniform() < 0.5 {
        view.people.reverse();
    }
    view
}

/// What a camera sees of these bodies, in their order.
pub fn show(
    rig: &Rig,
    camera: usize,
    t: f64,
    bodies: &[[Point3<f64>; JOINT_COUNT]],
    noise_px: f64,
    noise: &mut Noise,
) -> View {
    let mut view = View {
        camera: CameraId(camera as u8),
        ..View::default()
    };
    view.stamp = Stamp {
        mid_exposure: Timestamp::default().plus_seconds(t),
        ..Stamp::default()
    };
    for body in bodies {
        let mut person = Person2d {
            score: 0.9,
            ..Person2d::default()
        };
        for (slot, p) in person.joints.iter_mut().zip(body) {
            let at = rig.cameras()[camera].project(WorldPoint(*p)).unwrap();
            let (x, y) = (
                at.x + noise_px * noise.bell(),
                at.y + noise_px * noise.bell(),
            );
            *slot = Some(Keypoint::measured(
                x as f32,
                y as f32,
                0.9,
                noise_px.max(1.0) as f32,
            ));
        }
        view.people.push(person);
    }
    view
}
