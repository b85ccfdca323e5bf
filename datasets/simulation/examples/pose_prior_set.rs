//! Makes the training set of the pose prior, for `models/training/pose_prior.py`: the estimates of fusion in simulated worlds with
//! noise, and their errors.
//!
//! `cargo run --release -p trackside-simulation --example pose_prior_set -- FOLDER` writes, for each of [`SETS`], `NAME.live` (live
//! estimates) and `NAME.smooth` (0.25 s later): rows of little-endian `f32`, one per athlete and frame set, with the features
//! (`trackside_fusion::PosePriorInput`), then the error of each joint of the fitted skeleton, ahead, left, up, m. `format.toml`
//! describes the rows. The output is the same on every run.
#![allow(clippy::print_stdout)]

use std::collections::VecDeque;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use trackside_fusion::{Fusion, FusionOptions, PosePriorInput};
use trackside_schema::{JOINT_COUNT, Joint, WorldPoint};
use trackside_simulation::{Moments, World, WorldFile};

/// Worlds of one venue.
struct Set {
    name: &'static str,
    venue: &'static str,
    first_seed: u64,
    worlds: u64,
    seconds: f64,
    /// Overrides of the world's file.
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

/// The sets; those called `held-out-…` are not trained on.
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
        keys: &HIGH_NOISE,
        ..set("held-out-noise", "basketball", 900_001, 3)
    },
    Set {
        seconds: 15.0,
        keys: &LOW_NOISE,
        ..set("held-out-basketball", "basketball", 900_001, 2)
    },
    Set {
        seconds: 10.0,
        keys: &LOW_NOISE,
        ..set("held-out-sprint", "sprint", 900_005, 2)
    },
];
const HIGH_NOISE: [&str; 5] = [
    "views.noise_px=3",
    "views.missed_share=0.1",
    "views.outlier_share=0.05",
    "clocks.genlocked=true",
    "cameras.fps=25",
];
const LOW_NOISE: [&str; 5] = [
    "views.noise_px=2",
    "views.missed_share=0.03",
    "views.outlier_share=0.005",
    "clocks.genlocked=false",
    "cameras.fps=25",
];
/// Maximum mean error of the joints of an athlete that is matched to a person, m.
const MAX_MATCH_M: f64 = 0.15;
/// Rows start at this time, when tracks are initiated, s.
const START_S: f64 = 1.0;
/// Lag of the smooth stream, s.
const SMOOTH_LAG_S: f64 = 0.25;

/// Joints of the people of one frame set, in world space, m.
type Truth = Vec<[[f64; 3]; JOINT_COUNT]>;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args().nth(1) else {
        return Err("usage: pose_prior_set FOLDER".into());
    };
    std::fs::create_dir_all(&folder)?;
    std::fs::write(Path::new(&folder).join("format.toml"), format_toml())?;
    for set in &SETS {
        let (name, worlds) = (set.name, set.worlds);
        let open = |kind: &str| File::create(Path::new(&folder).join(format!("{name}.{kind}")));
        let mut files = [
            BufWriter::new(open("live")?),
            BufWriter::new(open("smooth")?),
        ];
        let mut rows = 0;
        for seed in set.first_seed..set.first_seed + worlds {
            rows += write_world(set, seed, &mut files)?;
        }
        files.iter_mut().try_for_each(Write::flush)?;
        println!("{name}: {worlds} worlds, {rows} rows");
    }
    Ok(())
}

/// The layout of the rows, and which sets are trained on.
fn format_toml() -> String {
    let quoted = |names: &mut dyn Iterator<Item = &'static str>| {
        names
            .map(|n| format!("\"{n}\""))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let is_held_out = |name: &str| name.starts_with("held-out");
    let names = || SETS.iter().map(|s| s.name);
    format!(
        "joints = [{}]\njoint_features = {}\ntrunk_features = {}\nknown_feature = {}\nviews_feature = {}\n\
         position_per_m = {:?}\noutput_unit_m = {:?}\ntraining = [{}]\nheld_out = [{}]\n",
        quoted(&mut Joint::ALL.into_iter().map(Joint::name)),
        PosePriorInput::JOINT_FEATURES,
        PosePriorInput::TRUNK_FEATURES,
        PosePriorInput::KNOWN_FEATURE,
        PosePriorInput::VIEWS_FEATURE,
        PosePriorInput::POSITION_PER_M,
        PosePriorInput::OUTPUT_UNIT_M,
        quoted(&mut names().filter(|n| !is_held_out(n))),
        quoted(&mut names().filter(|n| is_held_out(n))),
    )
}

/// Random conditions of a world: noise, missed and false detections, frame rate.
fn random_conditions(seed: u64, seconds: f64) -> Vec<String> {
    // Each choice uses other bits of the hash of the seed.
    let hash = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let pick = |digits: u32, count: usize| (hash >> digits) as usize % count;
    let is_bad = pick(20, 2) == 1;
    let share = |good: f64, bad: f64| if is_bad { bad } else { good };
    vec![
        format!("views.noise_px={}", [1, 2, 2, 3, 3, 4, 5][pick(24, 7)]),
        format!("views.missed_share={}", share(0.03, 0.1)),
        format!("views.outlier_share={}", share(0.005, 0.05)),
        format!("clocks.genlocked={}", pick(32, 2) == 0),
        format!("cameras.fps={}", [25, 25, 25, 50, 30, 60, 12][pick(40, 7)]),
        format!("duration_s={}", seconds + 1.0),
    ]
}

/// Runs fusion in one world and writes its rows. Returns the number of live rows.
fn write_world(
    set: &Set,
    seed: u64,
    files: &mut [BufWriter<File>; 2],
) -> Result<usize, Box<dyn Error>> {
    let mut keys = random_conditions(seed, set.seconds);
    keys.extend(set.keys.iter().map(|s| (*s).to_owned()));
    let world = World::new(&WorldFile::open(set.venue, &keys)?, seed)?;
    let rate_hz = world.cameras().iter().map(|c| c.fps).fold(0.0, f64::max);
    let mut fusion = Fusion::new(world.rig()?, FusionOptions::default());
    let lag = (SMOOTH_LAG_S * rate_hz).floor() as usize;
    let mut past: VecDeque<(u64, Truth)> = VecDeque::new();
    let mut rows = 0;
    for (frame_set, line) in Moments::new(&world, rate_hz, set.seconds)? {
        fusion.step(&frame_set);
        let of = |j: usize, p: &[Option<[f64; 3]>]| p[j].unwrap_or_default();
        let truth: Truth = line
            .people
            .iter()
            .map(|p| std::array::from_fn(|j| of(j, &p.joints)))
            .collect();
        past.push_back((frame_set.tick, truth));
        let old = if past.len() > lag {
            past.pop_front()
        } else {
            None
        };
        // Consecutive frame sets are similar: every second one is enough.
        if line.t < START_S || frame_set.tick % 2 == 1 {
            continue;
        }
        let now = past.back().map_or(&[][..], |(_, truth)| truth);
        rows += write_rows(&fusion.pose_prior_inputs(None), now, &mut files[0])?;
        if let Some((tick, truth)) = old {
            write_rows(&fusion.pose_prior_inputs(Some(tick)), &truth, &mut files[1])?;
        }
    }
    Ok(rows)
}

/// Writes the rows of one frame set. Each athlete is matched to the person with the smallest mean error.
fn write_rows(
    inputs: &[PosePriorInput],
    truth: &[[[f64; 3]; JOINT_COUNT]],
    file: &mut BufWriter<File>,
) -> Result<usize, Box<dyn Error>> {
    let mut rows = 0;
    for input in inputs {
        let mean_error = |truth: &[[f64; 3]; JOINT_COUNT]| {
            let errors = input.joint_errors(&truth.map(|t| WorldPoint(t.into())));
            let lengths = errors
                .iter()
                .flatten()
                .map(|e| e.iter().map(|x| x * x).sum::<f64>().sqrt());
            let (n, sum) = lengths.fold((0.0, 0.0), |(n, sum), l| (n + 1.0, sum + l));
            (sum / f64::max(n, 1.0), errors)
        };
        let nearest = truth
            .iter()
            .map(mean_error)
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, errors)) = nearest.filter(|(m, _)| *m < MAX_MATCH_M) else {
            continue;
        };
        let errors = errors
            .iter()
            .flat_map(|e| e.unwrap_or_default())
            .map(|x| x as f32);
        for number in input.features.iter().copied().chain(errors) {
            file.write_all(&number.to_le_bytes())?;
        }
        rows += 1;
    }
    Ok(rows)
}
