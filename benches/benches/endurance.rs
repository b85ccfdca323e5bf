//! Time and memory of fusion over a long run: `cargo bench -p trackside-benches --bench endurance [-- MINUTES]`.
//!
//! First a football match (14 cameras, 25 people, a detector's errors), then an hour, or the given minutes, of a small venue in which one
//! of four athletes is out of view for 3 s of every 10 s. Times are processor time of the thread; memory is the process's resident set.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use trackside_benches::{Percentiles, RATE_HZ, frame_set, rig, time_ms};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_simulation::{Moments, World, WorldFile};

/// The duration of the match, and of its beginning, when tracks are initiated, which is reported separately.
const FOOTBALL_S: f64 = 20.0;
const INITIATION_S: f64 = 1.0;
const SEED: u64 = 900_001;
/// The small venue.
const CAMERAS: usize = 4;
const ATHLETES: usize = 4;
/// An athlete leaves the view at this interval, for this long, s.
const ABSENCE_INTERVAL_S: f64 = 10.0;
const ABSENCE_S: f64 = 3.0;

/// The resident set of the process, MiB.
fn memory_mib() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    let resident: f64 = pages.split(' ').nth(1).unwrap().parse().unwrap();
    resident * rustix::param::page_size() as f64 / f64::from(1 << 20)
}

fn football() {
    let world = World::new(&WorldFile::open("football", &[]).unwrap(), SEED).unwrap();
    let [w, h] = [52.5 + 5.0, 34.0 + 5.0];
    let options = FusionOptions {
        field_m: Some([-w, -h, w, h]),
        ..FusionOptions::default()
    };
    let rate_hz = world.cameras().iter().map(|c| c.fps).fold(0.0, f64::max);
    let mut fusion = Fusion::new(world.rig().unwrap(), options);
    let (mut initiation, mut tracking, mut smoothing) = (Vec::new(), Vec::new(), Vec::new());
    let mut ticks = Vec::new();
    for (frame_set, truth) in Moments::new(&world, rate_hz, FOOTBALL_S).unwrap() {
        let (_, ms) = time_ms(|| fusion.step(&frame_set).athletes.len());
        let times = if truth.t < INITIATION_S {
            &mut initiation
        } else {
            &mut tracking
        };
        times.push(ms);
        ticks.push(frame_set.tick);
        if let Some(&tick) = ticks
            .iter()
            .rev()
            .nth(6)
            .filter(|_| truth.t >= INITIATION_S)
        {
            smoothing.push(time_ms(|| fusion.smoothed(tick).len()).1);
        }
    }
    println!("football, initiation: {}", Percentiles::of(initiation));
    println!("football, live: {}", Percentiles::of(tracking));
    println!("football, smoothing: {}", Percentiles::of(smoothing));
}

fn endurance(minutes: u64) {
    let rig = rig(CAMERAS).unwrap();
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut last_id = 0;
    let per_minute = (60.0 * RATE_HZ) as u64;
    for minute in 0..minutes {
        let mut times = Vec::new();
        for tick in minute * per_minute..(minute + 1) * per_minute {
            let mut observed = frame_set(&rig, ATHLETES, tick);
            // Longer than a track coasts: every return has a new id.
            let now_s = tick as f64 / RATE_HZ;
            if now_s % ABSENCE_INTERVAL_S < ABSENCE_S {
                let absent = (now_s / ABSENCE_INTERVAL_S) as usize % ATHLETES;
                observed
                    .views
                    .iter_mut()
                    .for_each(|v| drop(v.people.remove(absent)));
            }
            let (id, ms) = time_ms(|| fusion.step(&observed).athletes.last().map(|a| a.id.0));
            last_id = id.map_or(last_id, |id| last_id.max(id));
            times.push(ms);
        }
        if minute < 2 || (minute + 1) % 10 == 0 {
            println!(
                "minute {}: {}; {:.1} MiB; {} ids",
                minute + 1,
                Percentiles::of(times),
                memory_mib(),
                last_id + 1
            );
        }
    }
}

fn main() {
    football();
    let minutes = std::env::args().find_map(|a| a.parse().ok());
    endurance(minutes.unwrap_or(60));
}
