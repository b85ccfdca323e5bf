//! Steady-state fusion allocates nothing.
#![allow(clippy::unwrap_used, unsafe_code)]

mod hall;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use hall::{Noise, rig, see};
use nalgebra::Point3;
use trackside_calibration::Rig;
use trackside_fusion::{BallKind, Fusion, FusionOptions};
use trackside_schema::{Ball2d, BallState, CameraId, FrameSet, RawPixel, Timestamp, WorldPoint};

/// The system's allocator, with a count of what it was asked for.
struct Counting;

static ASKED: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is the system allocator's own, unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller keeps GlobalAlloc's promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps GlobalAlloc's promises.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A basketball that bounces on its place for ever, 0.8 s from floor to floor.
fn ball(t: f64) -> Point3<f64> {
    let s = t.rem_euclid(0.8);
    Point3::new(0.4, -0.7, 0.1205 + 0.5 * 9.81 * s * (0.8 - s))
}

/// What a camera finds of it, among 20 that are not there.
fn find(rig: &Rig, camera: CameraId, t: f64, noise: &mut Noise) -> Vec<Ball2d> {
    let ball_at = |at| Ball2d {
        at,
        score: 0.5,
        sigma_px: 1.0,
        streak: None,
    };
    let mut balls: Vec<_> = (0..20)
        .map(|_| RawPixel::new(1920.0 * noise.uniform(), 1080.0 * noise.uniform()))
        .map(ball_at)
        .collect();
    let shown = rig.camera(camera).unwrap().project(WorldPoint(ball(t)));
    let at = shown.unwrap();
    balls.push(ball_at(RawPixel::new(
        at.x + noise.bell(),
        at.y + noise.bell(),
    )));
    balls
}

#[test]
fn two_thousand_moments_ask_for_no_memory() {
    let rig = rig(5);
    let mut noise = Noise(11);
    let moments: Vec<_> = (0..2100u64)
        .map(|tick| {
            // To and fro, so that everybody stays in the hall.
            let place = 1.2 + (tick as f64 / 25.0).sin();
            let time = Timestamp::default().plus_seconds(tick as f64 / 25.0);
            let view = |c| {
                let mut view = see(&rig, c, place, 3, 2.0, &mut noise);
                view.stamp.mid_exposure = time;
                for person in &mut view.people {
                    person.appearance = Some(vec![0.6, 0.0, 0.8]);
                }
                view.balls = find(&rig, view.camera, tick as f64 / 25.0, &mut noise);
                view
            };
            FrameSet {
                tick,
                time,
                views: (0..5).map(view).collect(),
            }
        })
        .collect();
    let options = FusionOptions {
        ball: BallKind::Basketball,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig, options);
    for moment in &moments[..100] {
        fusion.step(moment);
        fusion.smoothed(moment.tick);
    }
    let before = ASKED.load(Ordering::Relaxed);
    let (mut tracked, mut smoothed, mut balls, mut happened) = (0, 0, 0, 0);
    for moment in &moments[100..] {
        let fused = fusion.step(moment);
        tracked += fused.athletes.len();
        let t = moment.time.seconds_since(Timestamp::default());
        let right = fused
            .ball
            .is_some_and(|b| b.state == BallState::Measured && (b.at.0 - ball(t)).norm() < 0.1);
        balls += usize::from(right);
        happened += fused.ball_events.len();
        smoothed += fusion.smoothed(moment.tick - 6).len();
    }
    assert_eq!(ASKED.load(Ordering::Relaxed) - before, 0);
    assert_eq!((tracked, smoothed), (3 * 2000, 3 * 2000));
    assert!(balls > 1980, "{balls} of 2000");
    // A bounce and an apex each 0.8 s.
    assert!((180..=215).contains(&happened), "{happened}");
}
