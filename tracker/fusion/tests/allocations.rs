//! Steady-state fusion allocates nothing.
#![allow(clippy::unwrap_used, unsafe_code)]

mod hall;

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use hall::{Noise, rig, see};
use trackside_fusion::{Fusion, Options};
use trackside_schema::{Moment, Timestamp};

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
                view
            };
            Moment {
                tick,
                time,
                views: (0..5).map(view).collect(),
            }
        })
        .collect();
    let mut fusion = Fusion::new(rig, Options::default());
    for moment in &moments[..100] {
        fusion.step(moment);
        fusion.smoothed(moment.tick);
    }
    let before = ASKED.load(Ordering::Relaxed);
    let (mut tracked, mut smoothed) = (0, 0);
    for moment in &moments[100..] {
        tracked += fusion.step(moment).athletes.len();
        smoothed += fusion.smoothed(moment.tick - 6).len();
    }
    assert_eq!(ASKED.load(Ordering::Relaxed) - before, 0);
    assert_eq!((tracked, smoothed), (3 * 2000, 3 * 2000));
}
