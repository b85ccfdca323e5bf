//! Whether fusion keeps its pace: `cargo bench -p trackside-benches --bench steady [-- MINUTES]`.
//!
//! First the 99th percentile of one moment where athletes are many (`football`: 14 cameras, 25 people, a detector's errors), then an hour,
//! or so many minutes, of a small hall where one in four is away for 3 s in every 10. Times are the thread's own processor time, so that
//! a busy machine does not count; memory is what the process holds.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use trackside_benches::{RATE_HZ, moment, rig};
use trackside_fusion::{Fusion, FusionOptions};
use trackside_simulation::{Moments, World, WorldFile};

/// Seconds of football, and those at its beginning when everybody is born, which count apart.
const FOOTBALL_S: f64 = 20.0;
const BIRTHS_S: f64 = 1.0;
const SEED: u64 = 900_001;
/// The hall.
const CAMERAS: usize = 4;
const ATHLETES: usize = 4;
/// Every so often, s, somebody goes, for so long.
const TURN_S: f64 = 10.0;
const AWAY_S: f64 = 3.0;

/// What the thread has worked so far.
fn worked() -> Duration {
    let t = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(t.tv_sec as u64, t.tv_nsec as u32)
}

/// How long the call kept the processor, ms.
fn timed<T>(call: impl FnOnce() -> T) -> (T, f64) {
    let begun = worked();
    let out = call();
    (out, 1e3 * (worked() - begun).as_secs_f64())
}

fn percentiles(times_ms: &mut [f64]) -> String {
    times_ms.sort_by(f64::total_cmp);
    let at = |share: f64| times_ms[(share * (times_ms.len() - 1) as f64) as usize];
    format!(
        "p50 {:.3} ms, p99 {:.3} ms, most {:.3} ms",
        at(0.5),
        at(0.99),
        at(1.0)
    )
}

/// Memory of this process, MiB.
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
    let (mut births, mut steady, mut smooth) = (Vec::new(), Vec::new(), Vec::new());
    let mut ticks = Vec::new();
    for (moment, truth) in Moments::new(&world, rate_hz, FOOTBALL_S).unwrap() {
        let (_, ms) = timed(|| fusion.step(&moment).athletes.len());
        let times = if truth.t < BIRTHS_S {
            &mut births
        } else {
            &mut steady
        };
        times.push(ms);
        ticks.push(moment.tick);
        if let Some(&tick) = ticks.iter().rev().nth(6).filter(|_| truth.t >= BIRTHS_S) {
            smooth.push(timed(|| fusion.smoothed(tick).len()).1);
        }
    }
    println!("football, everybody is born: {}", percentiles(&mut births));
    println!("football, live: {}", percentiles(&mut steady));
    println!("football, smoothing on top: {}", percentiles(&mut smooth));
}

fn hour(minutes: u64) {
    let rig = rig(CAMERAS).unwrap();
    let mut fusion = Fusion::new(rig.clone(), FusionOptions::default());
    let mut last_id = 0;
    let per_minute = (60.0 * RATE_HZ) as u64;
    for minute in 0..minutes {
        let mut times = Vec::new();
        for tick in minute * per_minute..(minute + 1) * per_minute {
            let mut seen = moment(&rig, ATHLETES, tick);
            // That is longer than tracks are kept: a new id each time.
            let now_s = tick as f64 / RATE_HZ;
            if now_s % TURN_S < AWAY_S {
                let gone = (now_s / TURN_S) as usize % ATHLETES;
                seen.views
                    .iter_mut()
                    .for_each(|v| drop(v.people.remove(gone)));
            }
            let (id, ms) = timed(|| fusion.step(&seen).athletes.last().map(|a| a.id.0));
            last_id = id.map_or(last_id, |id| last_id.max(id));
            times.push(ms);
        }
        if minute < 2 || (minute + 1) % 10 == 0 {
            println!(
                "minute {}: {}; {:.1} MiB; {} ids so far",
                minute + 1,
                percentiles(&mut times),
                memory_mib(),
                last_id + 1
            );
        }
    }
}

fn main() {
    football();
    let minutes = std::env::args().find_map(|a| a.parse().ok());
    hour(minutes.unwrap_or(60));
}
