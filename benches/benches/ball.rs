//! The processor time of fusion for one frame set with 12 cameras and 20 ball candidates in each view:
//! `cargo bench -p trackside-benches --bench ball`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use nalgebra::{Point3, Vector3};
use trackside_benches::{Percentiles, RATE_HZ, TestRng, rig, time_ms};
use trackside_calibration::Rig;
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{Ball2d, CameraId, FrameSet, RawPixel, Stamp, Timestamp, View, WorldPoint};
use trackside_sports::BallKind;

const CAMERAS: usize = 12;
const CANDIDATES: usize = 20;
/// The share of views in which the ball is detected.
const DETECTION_RATE: f64 = 0.85;
/// Frame sets until all memory is allocated, and frame sets that are measured.
const WARM_UP: usize = 100;
const MEASURED: usize = 5000;
const STEP_S: f64 = 1e-3;

/// The positions of a football, one for each frame set: it is kicked once or twice a second and bounces in between.
fn trajectory(count: usize, rng: &mut TestRng) -> Vec<Point3<f64>> {
    // Drag ½ρA C_D/m of a football, 1/m.
    const DRAG: f64 = 0.0133;
    let (mut p, mut v) = (Point3::new(0.0, 0.0, 1.0), Vector3::zeros());
    let (mut kick_s, mut t) = (0.0, 0.0);
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        if t >= kick_s {
            let target = Vector3::new(rng.between(-8.0, 8.0), rng.between(-8.0, 8.0), 0.0);
            v = (target - p.coords) * rng.between(0.8, 1.6);
            v.z = rng.between(2.0, 7.0);
            kick_s = t + rng.between(0.5, 1.0);
        }
        if t >= out.len() as f64 / RATE_HZ {
            out.push(p);
        }
        v -= (Vector3::z() * 9.81 + v * (DRAG * v.norm())) * STEP_S;
        p += v * STEP_S;
        if p.z < 0.11 && v.z < 0.0 {
            v = Vector3::new(0.8 * v.x, 0.8 * v.y, -0.612 * v.z);
        }
        t += STEP_S;
    }
    out
}

/// The views of a tick: the ball, where there is one, among false detections.
fn frame_set(rig: &Rig, tick: usize, ball: Option<Point3<f64>>, rng: &mut TestRng) -> FrameSet {
    let time = Timestamp::default().plus_seconds(tick as f64 / RATE_HZ);
    let mut view = |c: usize| {
        let detected = ball.and_then(|p| rig.cameras()[c].project(WorldPoint(p)));
        let detected = detected.filter(|_| rng.uniform() < DETECTION_RATE);
        let mut balls: Vec<_> = detected.into_iter().collect();
        while balls.len() < CANDIDATES {
            balls.push(RawPixel::new(
                1920.0 * rng.uniform(),
                1080.0 * rng.uniform(),
            ));
        }
        View {
            camera: CameraId(c as u8),
            stamp: Stamp {
                mid_exposure: time,
                ..Stamp::default()
            },
            balls: balls
                .into_iter()
                .map(|at| Ball2d {
                    at,
                    score: 0.5,
                    sigma_px: 1.0,
                    streak: None,
                })
                .collect(),
            ..View::default()
        }
    };
    FrameSet {
        tick: tick as u64,
        time,
        views: (0..CAMERAS).map(&mut view).collect(),
    }
}

/// Prints the percentiles of the time of one frame set, and in how many the ball was tracked to within 0.25 m.
fn measure(name: &str, has_ball: bool) {
    let (rig, mut rng) = (rig(CAMERAS).unwrap(), TestRng::new(5));
    let trajectory = trajectory(WARM_UP + MEASURED, &mut rng);
    let options = FusionOptions {
        ball: BallKind::Football,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let (mut times_ms, mut tracked) = (Vec::new(), 0);
    for (tick, at) in trajectory.iter().enumerate() {
        let observed = frame_set(&rig, tick, has_ball.then_some(*at), &mut rng);
        let (found, ms) = time_ms(|| fusion.step(&observed).ball);
        if tick >= WARM_UP {
            times_ms.push(ms);
            tracked += usize::from(found.is_some_and(|b| (b.at.0 - at).norm() < 0.25));
        }
    }
    let times = Percentiles::of(times_ms);
    println!("{name}: {times}; tracked in {tracked} of {MEASURED}");
}

fn main() {
    measure("a ball that is kicked", true);
    measure("no ball", false);
}
