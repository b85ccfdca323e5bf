//! In steady state fusion allocates nothing.
#![allow(clippy::unwrap_used, unsafe_code)]

mod venue;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use nalgebra::Point3;
use trackside_calibration::Rig;
use trackside_fusion::{Fusion, FusionOptions};
use trackside_schema::{Ball2d, BallState, CameraId, FrameSet, WorldPoint};
use trackside_sports::BallKind;
use venue::{RATE_HZ, TestRng, candidate, hall_rig, time, view_of_walkers};

/// The system's allocator, with a count of the allocations.
struct CountingAllocator;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is forwarded to the system's allocator, unchanged.
unsafe impl GlobalAlloc for CountingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller keeps GlobalAlloc's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps GlobalAlloc's contract.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// A basketball that bounces in place for ever, 0.8 s from floor to floor.
fn ball_at(t: f64) -> Point3<f64> {
    let s = t.rem_euclid(0.8);
    Point3::new(0.4, -0.7, 0.1205 + 0.5 * 9.81 * s * (0.8 - s))
}

/// A camera's candidates: the ball's among 20 false ones.
fn candidates(rig: &Rig, camera: CameraId, t: f64, rng: &mut TestRng) -> Vec<Ball2d> {
    let mut balls: Vec<_> = (0..20)
        .map(|_| [1920.0 * rng.uniform(), 1080.0 * rng.uniform()])
        .map(|[x, y]| candidate(x, y))
        .collect();
    let at = rig
        .camera(camera)
        .unwrap()
        .project(WorldPoint(ball_at(t)))
        .unwrap();
    balls.push(candidate(at.x + rng.normal(), at.y + rng.normal()));
    balls
}

#[test]
fn two_thousand_frame_sets_allocate_nothing() {
    let rig = hall_rig(5);
    let mut rng = TestRng(11);
    let frame_sets: Vec<_> = (0..2100u64)
        .map(|tick| {
            // Back and forth, so that the walkers stay in view.
            let walk = 1.2 + (tick as f64 / RATE_HZ).sin();
            let t = tick as f64 / RATE_HZ;
            let view = |c| {
                let mut view = view_of_walkers(&rig, c, walk, 3, 2.0, &mut rng);
                view.stamp.mid_exposure = time(t);
                for person in &mut view.people {
                    person.appearance = Some(vec![0.6, 0.0, 0.8]);
                }
                view.balls = candidates(&rig, view.camera, t, &mut rng);
                view
            };
            FrameSet {
                tick,
                time: time(t),
                views: (0..5).map(view).collect(),
            }
        })
        .collect();
    let options = FusionOptions {
        ball: BallKind::Basketball,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig, options);
    for frame_set in &frame_sets[..100] {
        fusion.step(frame_set);
        fusion.smoothed(frame_set.tick);
    }
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let (mut tracked, mut smoothed, mut balls, mut events) = (0, 0, 0, 0);
    for frame_set in &frame_sets[100..] {
        let output = fusion.step(frame_set);
        tracked += output.athletes.len();
        let t = venue::seconds(frame_set.time);
        let is_right = output
            .ball
            .is_some_and(|b| b.state == BallState::Measured && (b.at.0 - ball_at(t)).norm() < 0.1);
        balls += usize::from(is_right);
        events += output.ball_events.len();
        smoothed += fusion.smoothed(frame_set.tick - 6).len();
    }
    assert_eq!(ALLOCATIONS.load(Ordering::Relaxed) - before, 0);
    assert_eq!((tracked, smoothed), (3 * 2000, 3 * 2000));
    assert!(balls > 1980, "{balls} of 2000");
    // A bounce and an apex each 0.8 s.
    assert!((180..=215).contains(&events), "{events}");
}
