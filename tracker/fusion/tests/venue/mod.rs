//! Set-up that the tests of fusion share: a ring of cameras, stiff people that walk about, and what the cameras show of them.
#![allow(clippy::unwrap_used, dead_code)]

use nalgebra::Point3;
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
use trackside_schema::{
    Athlete, Ball2d, CameraId, FrameSet, JOINT_COUNT, Joint, Keypoint, Person2d, RawPixel, Side,
    Stamp, Timestamp, View, WorldPoint,
};

/// Frame sets per second.
pub const RATE_HZ: f64 = 25.0;

/// The joints of a body, m.
pub type Body = [Point3<f64>; JOINT_COUNT];

/// Cameras on a circle about the origin, that look at a point 1 m above it or at the origin.
pub struct CameraRing {
    pub radius_m: f64,
    pub height_m: f64,
    pub focal_px: f64,
    pub look_at_m: f64,
    /// First radial distortion coefficients.
    pub distortion: [f64; 2],
}

impl CameraRing {
    /// So many cameras, evenly spaced.
    pub fn rig(&self, cameras: usize) -> Rig {
        let [k1, k2] = self.distortion;
        let camera = |i: usize| {
            let angle = 0.3 + i as f64 * std::f64::consts::TAU / cameras as f64;
            let (x, y) = (self.radius_m * angle.cos(), self.radius_m * angle.sin());
            let eye = Point3::new(x, y, self.height_m);
            Camera {
                name: format!("cam{i}"),
                size_px: [1920, 1080],
                intrinsics: Intrinsics::centred(self.focal_px, [1920, 1080]),
                distortion: Distortion::BrownConrady([k1, k2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
                cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, self.look_at_m)),
            }
        };
        Rig::new((0..cameras).map(camera).collect()).unwrap()
    }
}

/// Cameras around a hall, 8 m away and 3 m high.
pub fn hall_rig(cameras: usize) -> Rig {
    let ring = CameraRing {
        radius_m: 8.0,
        height_m: 3.0,
        focal_px: 1400.0,
        look_at_m: 1.0,
        distortion: [-0.1, 0.02],
    };
    ring.rig(cameras)
}

/// A stiff body that stands at `(x, y)`, m, and faces along x.
pub fn standing_body(x: f64, y: f64) -> Body {
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
            Side::Left => 1.0,
            Side::Right => -1.0,
            Side::Centre => 0.0,
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

/// The body of walker 0, 1 or 2 at time `t`, s. The first two pass each other, the third sways in place.
pub fn walker(index: usize, t: f64) -> Body {
    match index {
        0 => standing_body(-2.0 + 1.5 * t, -0.6),
        1 => standing_body(2.0 - 1.5 * t, 0.6),
        _ => standing_body(0.5 * t.sin(), -2.5),
    }
}

/// A linear congruential generator (Knuth's MMIX).
pub struct TestRng(pub u64);

impl TestRng {
    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as f64 / 2f64.powi(31)
    }

    /// Nearly normal, mean 0 and standard deviation 1: the sum of twelve uniform numbers.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// The time `t` seconds after the first frame set.
pub fn time(t: f64) -> Timestamp {
    Timestamp::default().plus_seconds(t)
}

/// Seconds since the first frame set.
pub fn seconds(time: Timestamp) -> f64 {
    time.seconds_since(Timestamp::default())
}

/// A ball candidate.
pub fn candidate(x: f64, y: f64) -> Ball2d {
    Ball2d {
        at: RawPixel::new(x, y),
        score: 0.5,
        sigma_px: 1.0,
        streak: None,
    }
}

/// A camera's view, exposed at time `t`, of these bodies in their order.
pub fn view_of(
    rig: &Rig,
    camera: usize,
    t: f64,
    bodies: &[Body],
    noise_px: f64,
    rng: &mut TestRng,
) -> View {
    let mut view = View {
        camera: CameraId(camera as u8),
        ..View::default()
    };
    view.stamp = Stamp {
        mid_exposure: time(t),
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
                at.x + noise_px * rng.normal(),
                at.y + noise_px * rng.normal(),
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

/// A camera's view of the first `walkers` walkers, in random order: the order of detections has no meaning.
pub fn view_of_walkers(
    rig: &Rig,
    camera: usize,
    t: f64,
    walkers: usize,
    noise_px: f64,
    rng: &mut TestRng,
) -> View {
    let bodies: Vec<_> = (0..walkers).map(|index| walker(index, t)).collect();
    let mut view = view_of(rig, camera, t, &bodies, noise_px, rng);
    if rng.uniform() < 0.5 {
        view.people.reverse();
    }
    view
}

/// The frame set at a tick of [`RATE_HZ`] whose views all are exposed at its time.
pub fn frame_set_of_walkers(
    rig: &Rig,
    tick: u64,
    walkers: usize,
    noise_px: f64,
    rng: &mut TestRng,
) -> FrameSet {
    let t = tick as f64 / RATE_HZ;
    let view = |camera| view_of_walkers(rig, camera, t, walkers, noise_px, rng);
    FrameSet {
        tick,
        time: time(t),
        views: (0..rig.cameras().len()).map(view).collect(),
    }
}

/// The mean error of an athlete's joints, m.
pub fn mean_error_m(athlete: &Athlete, truth: &Body) -> f64 {
    let errors: Vec<_> = athlete
        .skeleton
        .iter()
        .zip(truth)
        .filter_map(|(j, t)| j.as_ref().map(|j| (j.at.0 - t).norm()))
        .collect();
    errors.iter().sum::<f64>() / errors.len().max(1) as f64
}
