//! Frame sets do not depend on the order of arrival, and no camera delays live ones for ever.

use super::*;
use trackside_schema::Stamp;

fn view(camera: u8, image: u64, ns: i64) -> View {
    View {
        camera: CameraId(camera),
        frame_index: image,
        stamp: Stamp {
            mid_exposure: Timestamp(ns),
            ..Stamp::default()
        },
        ..View::default()
    }
}

/// The views of one camera: `n` at `rate_hz`, the first at `offset_ms`.
fn stream(camera: u8, rate_hz: f64, offset_ms: f64, n: u64) -> Vec<View> {
    (0..n)
        .map(|i| {
            let s = i as f64 / rate_hz + offset_ms * 1e-3;
            view(camera, i, (s * 1e9).round() as i64)
        })
        .collect()
}

/// Plays streams in an order that `pick` decides, each camera's own order kept.
fn play(
    streams: &[Vec<View>],
    rate_hz: f64,
    mut pick: impl FnMut(usize) -> usize,
) -> Vec<FrameSet> {
    let policy = ClosePolicy::WhenComplete;
    let mut bundler = FrameSetBundler::new(Timestamp(0), rate_hz, streams.len(), policy);
    let mut rest: Vec<_> = streams.iter().map(|s| s.iter()).collect();
    let mut running: Vec<usize> = (0..streams.len()).collect();
    let mut frame_sets = Vec::new();
    while !running.is_empty() {
        let at = pick(running.len());
        let camera = running[at];
        match rest[camera].next() {
            Some(view) => {
                bundler.push(view.clone(), Duration::ZERO);
            }
            None => {
                bundler.end(CameraId(camera as u8));
                running.remove(at);
            }
        }
        frame_sets.extend(std::iter::from_fn(|| bundler.pop(Duration::ZERO)));
    }
    frame_sets
}

/// A linear congruential generator (Knuth, MMIX), so that an order can be reproduced.
fn shuffler(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |n| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % n
    }
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let streams = [
        stream(0, 60.0, 0.0, 120),
        stream(1, 59.94, 3.0, 120),
        stream(2, 25.0, 7.0, 50),
        stream(3, 61.0, 1.0, 120),
    ];
    let in_order = play(&streams, 60.0, |_| 0);
    assert!(in_order.len() >= 120);
    for seed in 0..50 {
        assert_eq!(
            play(&streams, 60.0, shuffler(seed)),
            in_order,
            "seed {seed}"
        );
    }
}

#[test]
fn equal_rates_and_offset_clocks_fill_every_frame_set() {
    let streams = [
        stream(0, 50.0, 0.0, 100),
        stream(1, 50.0, 8.0, 100),
        stream(2, 50.0, 4.0, 100),
    ];
    let frame_sets = play(&streams, 50.0, shuffler(1));
    assert_eq!(frame_sets.len(), 100);
    for (i, frame_set) in frame_sets.iter().enumerate() {
        assert_eq!(frame_set.tick, i as u64);
        assert_eq!(frame_set.time, Timestamp(i as i64 * 20_000_000));
        let cameras: Vec<u8> = frame_set.views.iter().map(|v| v.camera.0).collect();
        assert_eq!(cameras, [0, 1, 2]);
        assert!(frame_set.views.iter().all(|v| v.frame_index == i as u64));
    }
}

#[test]
fn a_slower_camera_is_in_every_other_frame_set() {
    let frame_sets = play(
        &[stream(0, 60.0, 0.0, 60), stream(1, 30.0, 0.0, 30)],
        60.0,
        shuffler(2),
    );
    let views: Vec<usize> = frame_sets.iter().map(|m| m.views.len()).collect();
    assert_eq!(views, [2, 1].repeat(30));
}

#[test]
fn jitter_of_half_a_tick_moves_a_view_to_the_free_neighbour() {
    let mut bundler = FrameSetBundler::new(Timestamp(0), 100.0, 1, ClosePolicy::WhenComplete);
    // Ticks are 10 ms apart: both are nearest to tick 1.
    assert_eq!(
        bundler.push(view(0, 0, 6_000_000), Duration::ZERO),
        PushOutcome::Accepted(1)
    );
    assert_eq!(
        bundler.push(view(0, 1, 14_000_000), Duration::ZERO),
        PushOutcome::Accepted(2)
    );
    // Nearest to tick 2, which is taken, and too far from tick 3.
    assert_eq!(
        bundler.push(view(0, 2, 18_000_000), Duration::ZERO),
        PushOutcome::Superseded
    );
    assert_eq!(
        bundler.push(view(0, 3, -9_000_000), Duration::ZERO),
        PushOutcome::BeforeStart
    );
}

#[test]
fn a_recorded_camera_that_ended_delays_no_frame_set() {
    let mut bundler = FrameSetBundler::new(Timestamp(0), 10.0, 2, ClosePolicy::WhenComplete);
    bundler.push(view(0, 0, 0), Duration::ZERO);
    assert_eq!(bundler.pop(Duration::from_secs(9)), None);
    assert_eq!(bundler.slowest_camera(), Some(CameraId(1)));
    bundler.end(CameraId(1));
    assert_eq!(bundler.pop(Duration::ZERO).map(|m| m.views.len()), Some(1));
    assert_eq!(bundler.slowest_camera(), Some(CameraId(0)));
    bundler.end(CameraId(0));
    assert_eq!(bundler.slowest_camera(), None);
}

#[test]
fn live_frame_sets_close_at_their_deadline_and_late_views_are_reported() {
    let ms = Duration::from_millis;
    let policy = ClosePolicy::Deadline {
        deadline: ms(40),
        camera_timeout: ms(500),
    };
    let mut bundler = FrameSetBundler::new(Timestamp(0), 10.0, 2, policy);
    assert_eq!(
        bundler.push(view(0, 0, 0), ms(10)),
        PushOutcome::Accepted(0)
    );
    assert_eq!(bundler.deadline(), Some(ms(50)));
    assert_eq!(bundler.pop(ms(49)), None);
    assert_eq!(bundler.pop(ms(50)).map(|m| m.views.len()), Some(1));
    assert_eq!(bundler.push(view(1, 0, 0), ms(60)), PushOutcome::Late);
    // Both in time: the frame set is complete at once.
    bundler.push(view(1, 1, 100_000_000), ms(110));
    bundler.push(view(0, 1, 100_000_000), ms(111));
    assert_eq!(bundler.pop(ms(111)).map(|m| m.views.len()), Some(2));
    // Camera 1 stops: it is waited for until its timeout, then not at all.
    bundler.push(view(0, 2, 200_000_000), ms(210));
    assert_eq!(bundler.pop(ms(210)), None);
    assert!(bundler.pop(ms(250)).is_some());
    bundler.push(view(0, 7, 700_000_000), ms(710));
    assert!(bundler.pop(ms(710)).is_some());
}
