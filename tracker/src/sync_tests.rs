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
    let mut sync = Sync::new(Timestamp(0), rate_hz, streams.len(), Patience::Endless);
    let mut rest: Vec<_> = streams.iter().map(|s| s.iter()).collect();
    let mut running: Vec<usize> = (0..streams.len()).collect();
    let mut moments = Vec::new();
    while !running.is_empty() {
        let at = pick(running.len());
        let camera = running[at];
        match rest[camera].next() {
            Some(view) => {
                sync.push(view.clone(), Duration::ZERO);
            }
            None => {
                sync.end(CameraId(camera as u8));
                running.remove(at);
            }
        }
        moments.extend(std::iter::from_fn(|| sync.next(Duration::ZERO)));
    }
    moments
}

/// A small generator (Knuth, MMIX) so that an order can be had again.
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
    let in_turn = play(&streams, 60.0, |_| 0);
    assert!(in_turn.len() >= 120);
    for seed in 0..50 {
        assert_eq!(play(&streams, 60.0, shuffler(seed)), in_turn, "seed {seed}");
    }
}

#[test]
fn equal_rates_and_offset_clocks_fill_every_moment() {
    let streams = [
        stream(0, 50.0, 0.0, 100),
        stream(1, 50.0, 8.0, 100),
        stream(2, 50.0, 4.0, 100),
    ];
    let moments = play(&streams, 50.0, shuffler(1));
    assert_eq!(moments.len(), 100);
    for (i, moment) in moments.iter().enumerate() {
        assert_eq!(moment.tick, i as u64);
        assert_eq!(moment.time, Timestamp(i as i64 * 20_000_000));
        let cameras: Vec<u8> = moment.views.iter().map(|v| v.camera.0).collect();
        assert_eq!(cameras, [0, 1, 2]);
        assert!(moment.views.iter().all(|v| v.frame_index == i as u64));
    }
}

#[test]
fn a_slower_camera_is_in_every_other_moment() {
    let moments = play(
        &[stream(0, 60.0, 0.0, 60), stream(1, 30.0, 0.0, 30)],
        60.0,
        shuffler(2),
    );
    let views: Vec<usize> = moments.iter().map(|m| m.views.len()).collect();
    assert_eq!(views, [2, 1].repeat(30));
}

#[test]
fn jitter_about_half_a_tick_moves_a_view_to_the_free_neighbour() {
    let mut sync = Sync::new(Timestamp(0), 100.0, 1, Patience::Endless);
    // Ticks are 10 ms apart: both are nearest to tick 1.
    assert_eq!(
        sync.push(view(0, 0, 6_000_000), Duration::ZERO),
        Placed::At(1)
    );
    assert_eq!(
        sync.push(view(0, 1, 14_000_000), Duration::ZERO),
        Placed::At(2)
    );
    // Nearest to tick 2, which is taken, and too far from tick 3.
    assert_eq!(
        sync.push(view(0, 2, 18_000_000), Duration::ZERO),
        Placed::Superseded
    );
    assert_eq!(
        sync.push(view(0, 3, -9_000_000), Duration::ZERO),
        Placed::BeforeStart
    );
}

#[test]
fn a_dead_recorded_camera_holds_nothing_up_once_it_ended() {
    let mut sync = Sync::new(Timestamp(0), 10.0, 2, Patience::Endless);
    sync.push(view(0, 0, 0), Duration::ZERO);
    assert_eq!(sync.next(Duration::from_secs(9)), None);
    assert_eq!(sync.awaited(), Some(CameraId(1)));
    sync.end(CameraId(1));
    assert_eq!(sync.next(Duration::ZERO).map(|m| m.views.len()), Some(1));
    assert_eq!(sync.awaited(), Some(CameraId(0)));
    sync.end(CameraId(0));
    assert_eq!(sync.awaited(), None);
}

#[test]
fn live_moments_close_at_their_deadline_and_late_views_are_told() {
    let ms = Duration::from_millis;
    let patience = Patience::Until {
        deadline: ms(40),
        silent: ms(500),
    };
    let mut sync = Sync::new(Timestamp(0), 10.0, 2, patience);
    assert_eq!(sync.push(view(0, 0, 0), ms(10)), Placed::At(0));
    assert_eq!(sync.due(), Some(ms(50)));
    assert_eq!(sync.next(ms(49)), None);
    assert_eq!(sync.next(ms(50)).map(|m| m.views.len()), Some(1));
    assert_eq!(sync.push(view(1, 0, 0), ms(60)), Placed::Late);
    // Both in time: no waiting.
    sync.push(view(1, 1, 100_000_000), ms(110));
    sync.push(view(0, 1, 100_000_000), ms(111));
    assert_eq!(sync.next(ms(111)).map(|m| m.views.len()), Some(2));
    // Camera 1 falls silent: it is waited for until `silent` has passed, then not at all.
    sync.push(view(0, 2, 200_000_000), ms(210));
    assert_eq!(sync.next(ms(210)), None);
    assert!(sync.next(ms(250)).is_some());
    sync.push(view(0, 7, 700_000_000), ms(710));
    assert!(sync.next(ms(710)).is_some());
}
