//! Makes what `models/training/posture.py` trains on: what fusion knows of athletes whom it follows with noise, and how far that is off.
//!
//! `cargo run --release -p trackside-simulation --example posture_set -- FOLDER` writes, for each of [`SETS`], `NAME.live` (what was
//! known at once) and `NAME.smooth` (0.25 s later): rows of little-endian `f32`, one for an athlete and moment, with what a network hears
//! (`trackside_fusion::PosePriorInput`), then for each joint how far the fitted body is off, ahead, left, up, m. The same bytes every time.
#![allow(clippy::print_stdout)]

use std::collections::VecDeque;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use trackside_fusion::{Fusion, FusionOptions, PosePriorInput};
use trackside_schema::{JOINT_COUNT, WorldPoint};
use trackside_simulation::{Moments, World, WorldFile};

/// Worlds that are followed for a while.
struct Set {
    name: &'static str,
    venue: &'static str,
    first_seed: u64,
    worlds: u64,
    seconds: f64,
    /// Keys of the world's file.
    keys: &'static [&'static str],
}

const fn set(name: &'static str, venue: &'static str, first_seed: u64, worlds: u64) -> Set {
    Set {
        name,
        venue,
        first_seed,
        worlds,
        seconds: 20.0,
        keys: &[],
    }
}

/// The last three are held out, to watch the training.
const SETS: [Set; 8] = [
    set("basketball", "basketball", 720_000, 120),
    Set {
        keys: &["cameras.drop_share=0.4"],
        ..set("few-views", "basketball", 740_000, 24)
    },
    Set {
        seconds: 10.0,
        ..set("sprint", "sprint", 720_000, 36)
    },
    Set {
        seconds: 10.0,
        ..set("football", "football", 720_000, 12)
    },
    set("tennis", "tennis", 720_000, 36),
    Set {
        seconds: 15.0,
        keys: &NOISE,
        ..set("held-out-noise", "basketball", 900_001, 3)
    },
    Set {
        seconds: 15.0,
        keys: &CALM,
        ..set("held-out-basketball", "basketball", 900_001, 2)
    },
    Set {
        seconds: 10.0,
        keys: &CALM,
        ..set("held-out-sprint", "sprint", 900_005, 2)
    },
];
const NOISE: [&str; 5] = [
    "views.noise_px=3",
    "views.missed_share=0.1",
    "views.outlier_share=0.05",
    "clocks.genlocked=true",
    "cameras.fps=25",
];
const CALM: [&str; 5] = [
    "views.noise_px=2",
    "views.missed_share=0.03",
    "views.outlier_share=0.005",
    "clocks.genlocked=false",
    "cameras.fps=25",
];
/// Bodies that are farther off than this, m, on average are somebody else's.
const SAME_M: f64 = 0.15;
/// Until then everybody is still being found, s.
const BEGINS_S: f64 = 1.0;
const SMOOTH_S: f64 = 0.25;

type Truth = Vec<[[f64; 3]; JOINT_COUNT]>;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        return Err("usage: posture_set FOLDER".into());
    };
    std::fs::create_dir_all(&folder)?;
    for set in &SETS {
        let (name, worlds) = (set.name, set.worlds);
        let open = |kind: &str| File::create(Path::new(&folder).join(format!("{name}.{kind}")));
        let mut files = [
            BufWriter::new(open("live")?),
            BufWriter::new(open("smooth")?),
        ];
        let mut rows = 0;
        for seed in set.first_seed..set.first_seed + worlds {
            rows += follow(set, seed, &mut files)?;
        }
        files.iter_mut().try_for_each(Write::flush)?;
        println!("{name}: {worlds} worlds, {rows} rows");
    }
    Ok(())
}

/// How well and how often cameras see in the world of a seed: anything from well to badly.
fn weather(seed: u64, seconds: f64) -> Vec<String> {
    // Each choice looks at other digits of the seed's hash.
    let hash = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let pick = |digits: u32, count: usize| (hash >> digits) as usize % count;
    let bad = pick(20, 2) == 1;
    let share = |calm: f64, worse: f64| if bad { worse } else { calm };
    vec![
        format!("views.noise_px={}", [1, 2, 2, 3, 3, 4, 5][pick(24, 7)]),
        format!("views.missed_share={}", share(0.03, 0.1)),
        format!("views.outlier_share={}", share(0.005, 0.05)),
        format!("clocks.genlocked={}", pick(32, 2) == 0),
        format!("cameras.fps={}", [25, 25, 25, 50, 30, 60, 12][pick(40, 7)]),
        format!("duration_s={}", seconds + 1.0),
    ]
}

fn follow(set: &Set, seed: u64, files: &mut [BufWriter<File>; 2]) -> Result<usize, Box<dyn Error>> {
    let mut keys = weather(seed, set.seconds);
    keys.extend(set.keys.iter().map(|s| (*s).to_owned()));
    let world = World::new(&WorldFile::open(set.venue, &keys)?, seed)?;
    let rate_hz = world.cameras().iter().map(|c| c.fps).fold(0.0, f64::max);
    let mut fusion = Fusion::new(world.rig()?, FusionOptions::default());
    let late = (SMOOTH_S * rate_hz).floor() as usize;
    let mut past: VecDeque<(u64, Truth)> = VecDeque::new();
    let mut rows = 0;
    for (moment, line) in Moments::new(&world, rate_hz, set.seconds)? {
        fusion.step(&moment);
        let of = |j: usize, p: &[Option<[f64; 3]>]| p[j].unwrap_or_default();
        let truth: Truth = line
            .people
            .iter()
            .map(|p| std::array::from_fn(|j| of(j, &p.joints)))
            .collect();
        past.push_back((moment.tick, truth));
        let old = if past.len() > late {
            past.pop_front()
        } else {
            None
        };
        // Neighbours are alike: every other moment is enough.
        if line.t < BEGINS_S || moment.tick % 2 == 1 {
            continue;
        }
        let now = past.back().map_or(&[][..], |(_, truth)| truth);
        rows += write(&fusion.pose_prior_inputs(None), now, &mut files[0])?;
        if let Some((tick, truth)) = old {
            write(&fusion.pose_prior_inputs(Some(tick)), &truth, &mut files[1])?;
        }
    }
    Ok(rows)
}

fn write(
    stances: &[PosePriorInput],
    truth: &[[[f64; 3]; JOINT_COUNT]],
    file: &mut BufWriter<File>,
) -> Result<usize, Box<dyn Error>> {
    let mut rows = 0;
    for stance in stances {
        let off_m = |truth: &[[f64; 3]; JOINT_COUNT]| {
            let off = stance.joint_errors(&truth.map(|t| WorldPoint(t.into())));
            let lengths = off
                .iter()
                .flatten()
                .map(|o| o.iter().map(|x| x * x).sum::<f64>().sqrt());
            let (n, sum) = lengths.fold((0.0, 0.0), |(n, sum), l| (n + 1.0, sum + l));
            (sum / f64::max(n, 1.0), off)
        };
        let nearest = truth.iter().map(off_m).min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, off)) = nearest.filter(|(m, _)| *m < SAME_M) else {
            continue;
        };
        let off = off
            .iter()
            .flat_map(|o| o.unwrap_or_default())
            .map(|x| x as f32);
        for number in stance.features.iter().copied().chain(off) {
            file.write_all(&number.to_le_bytes())?;
        }
        rows += 1;
    }
    Ok(rows)
}
