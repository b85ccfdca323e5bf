//! A 100 m race: set in the blocks, the gun, acceleration, top speed, the finish and the run-out.
//!
//! Speed rises as v(t) = v_max (1 − e^(−t/τ)) (Furusawa, Hill and Parkinson 1927; τ ≈ 1.2–1.4 s) and falls a little after 60 m. The posture in
//! the blocks: Čoh et al., New Studies in Athletics 13 (1998); reaction times: Pain and Hibbs, J. Sports Sci. 25 (2007).

use nalgebra::{Point3, Vector2};
use trackside_body::BodyMeasurements;

use crate::arms::{Reach, Task};
use crate::course::Course;
use crate::curve::{Curve, ease};
use crate::figure::{Figure, Manner};
use crate::random::Random;
use crate::steps::{self, Blocks};

/// When the gun goes off, s.
pub(crate) const GUN_S: f64 = 1.5;
const STEP_S: f64 = 0.02;
const START_M: f64 = -50.0;
const FINISH_M: f64 = 50.0;

/// One runner's race.
struct Form {
    reaction_s: f64,
    top_m_s: f64,
    rise_s: f64,
}

/// The runner in the lane whose middle is at `y`, and what their hands do.
pub(crate) fn runner(
    build: BodyMeasurements,
    women: bool,
    pace: f64,
    y: f64,
    random: &mut Random,
    end: f64,
) -> (Figure, Vec<Task>) {
    let top = if women { 10.1 } else { 11.1 };
    let form = Form {
        reaction_s: random.between(0.125, 0.19),
        top_m_s: pace * (top + 0.35 * random.normal().clamp(-2.0, 2.0)),
        rise_s: random.between(1.2, 1.4),
    };
    let size = build.leg_m() / 0.945;
    let hips = START_M - 0.50 * size;
    let course = course(&form, hips, y, end);
    let front = usize::from(random.chance(0.7));
    let first = GUN_S + form.reaction_s;
    let blocks = blocks(y, size, front, first);
    let manner = Manner {
        jumps: Vec::new(),
        lean: Curve::through(&[
            (0.0, 1.78),
            (first, 1.78),
            (first + 0.38, 0.42),
            (first + 1.5, 0.22),
            (first + 4.5, 0.0),
        ]),
        crouch: Curve::through(&[
            (0.0, 0.13 * size),
            (first, 0.13 * size),
            (first + 0.40, 0.05 * size),
            (first + 2.5, 0.0),
        ]),
    };
    let steps = steps::plan(&build, &course, &[], Some(blocks), end);
    let hand = |side: f64| Point3::new(START_M - 0.04, y + side * 0.27, 0.5 * build.hand_m);
    let tasks = vec![Task {
        from: -1.0,
        to: first - 0.02,
        ramp: 0.14,
        reach: Reach::Points([hand(1.0), hand(-1.0)]),
    }];
    (Figure::new(build, course, steps, manner, end), tasks)
}

fn blocks(y: f64, size: f64, front: usize, first: f64) -> Blocks {
    let foot = |foot: usize| {
        let x = START_M - if foot == front { 0.72 } else { 1.0 } * size;
        let side = if foot == 0 { 0.1 } else { -0.1 };
        Vector2::new(x, y + side)
    };
    let off = |foot: usize| first + if foot == front { 0.36 } else { 0.19 };
    Blocks {
        at: [foot(0), foot(1)],
        off: [off(0), off(1)],
        pitch: 0.95,
    }
}

fn course(form: &Form, from: f64, y: f64, end: f64) -> Course {
    let n = (end / STEP_S).ceil() as usize + 2;
    let (mut x, mut v) = (from, 0.0);
    let (mut at, mut facing) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for i in 0..n {
        at.push(Vector2::new(x, y));
        facing.push(0.0);
        let t = i as f64 * STEP_S - GUN_S - form.reaction_s;
        let free = form.top_m_s * (1.0 - (-t.max(0.0) / form.rise_s).exp());
        // From 60 m on a few per cent are lost.
        let tired = 1.0 - 0.05 * ease((x - 10.0) / 60.0);
        v = if x < FINISH_M + 1.0 {
            free * tired
        } else {
            (v - 2.4 * STEP_S).max(2.0)
        };
        x += v * STEP_S;
    }
    Course::new(STEP_S, &at, &facing)
}
