//! The time inside fusion for one moment with 12 cameras and 20 candidate balls in each picture, in processor time of this thread, so
//! that a busy machine does not show: `cargo bench -p trackside-benches --bench ball`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::time::Duration;

use nalgebra::{Point3, Vector3};
use rustix::time::{ClockId, clock_gettime};
use trackside_benches::{RATE_HZ, rig};
use trackside_calibration::Rig;
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{Ball2d, CameraId, FrameSet, RawPixel, Stamp, Timestamp, View, WorldPoint};
use trackside_sports::BallKind;

const CAMERAS: usize = 12;
const CANDIDATES: usize = 20;
/// How often a view shows the ball that is there.
const FOUND: f64 = 0.85;
/// Moments until all memory is there, and moments that are measured.
const WARM: usize = 100;
const MEASURED: usize = 5000;
const STEP_S: f64 = 1e-3;

/// Pseudo-random numbers, 0 to 1.
struct Random(u64);

impl Random {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as f64 / 2f64.powi(31)
    }

    fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.uniform()
    }
}

/// Where a football is that somebody strikes once or twice a second, hard, and that bounces in between: one place per moment.
fn way(moments: usize, random: &mut Random) -> Vec<Point3<f64>> {
    // ½ρA C_D/m of a football, 1/m.
    const AIR: f64 = 0.0133;
    let (mut p, mut v) = (Point3::new(0.0, 0.0, 1.0), Vector3::zeros());
    let (mut struck_s, mut t) = (0.0, 0.0);
    let mut out = Vec::with_capacity(moments);
    while out.len() < moments {
        if t >= struck_s {
            // Towards somewhere in the hall.
            let to = Vector3::new(random.between(-8.0, 8.0), random.between(-8.0, 8.0), 0.0);
            v = (to - p.coords) * random.between(0.8, 1.6);
            v.z = random.between(2.0, 7.0);
            struck_s = t + random.between(0.5, 1.0);
        }
        if t >= out.len() as f64 / RATE_HZ {
            out.push(p);
        }
        v -= (Vector3::z() * 9.81 + v * (AIR * v.norm())) * STEP_S;
        p += v * STEP_S;
        if p.z < 0.11 && v.z < 0.0 {
            v = Vector3::new(0.8 * v.x, 0.8 * v.y, -0.612 * v.z);
        }
        t += STEP_S;
    }
    out
}

/// What the cameras find at a moment: the ball, where there is one, and what is none.
fn moment(rig: &Rig, tick: usize, ball: Option<Point3<f64>>, random: &mut Random) -> FrameSet {
    let time = Timestamp::default().plus_seconds(tick as f64 / RATE_HZ);
    let mut view = |c: usize| {
        let shown = ball.and_then(|p| rig.cameras()[c].project(WorldPoint(p)));
        let shown = shown.filter(|_| random.uniform() < FOUND);
        let mut balls: Vec<_> = shown.into_iter().collect();
        while balls.len() < CANDIDATES {
            balls.push(RawPixel::new(
                1920.0 * random.uniform(),
                1080.0 * random.uniform(),
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

/// Processor time of this thread.
fn spent() -> Duration {
    let t = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(t.tv_sec as u64, t.tv_nsec as u32)
}

/// Prints the percentiles of the time of one moment, and in how many the ball was told where it is.
fn measure(name: &str, ball: bool) {
    let (rig, mut random) = (rig(CAMERAS).unwrap(), Random(5));
    let way = way(WARM + MEASURED, &mut random);
    let options = FusionOptions {
        ball: BallKind::Football,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig.clone(), options);
    let (mut times_ms, mut told) = (Vec::new(), 0);
    for (tick, at) in way.iter().enumerate() {
        let seen = moment(&rig, tick, ball.then_some(*at), &mut random);
        let begun = spent();
        let found = fusion.step(&seen).ball;
        if tick >= WARM {
            times_ms.push(1e3 * (spent() - begun).as_secs_f64());
            told += usize::from(found.is_some_and(|b| (b.at.0 - at).norm() < 0.25));
        }
    }
    times_ms.sort_by(f64::total_cmp);
    let at = |share: f64| times_ms[(share * (times_ms.len() - 1) as f64) as usize];
    println!(
        "{name}: p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms; told in {told} of {MEASURED}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
}

fn main() {
    measure("a ball that is struck about", true);
    measure("no ball", false);
}
