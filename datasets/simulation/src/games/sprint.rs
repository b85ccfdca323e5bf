//! A 100 m race: set in the blocks, the gun, acceleration, top speed, the finish and the run-out.
//!
//! Speed rises as v(t) = v_max (1 − e^(−t/τ)) (Furusawa, Hill and Parkinson 1927; τ ≈ 1.2–1.4 s) and falls a little after 60 m. The position in
//! the blocks: Čoh et al., New Studies in Athletics 13 (1998); reaction times: Pain and Hibbs, J. Sports Sci. 25 (2007).

use nalgebra::{Point3, Vector2};
use trackside_body::BodyMeasurements;
use trackside_sports::Field;

use crate::actor_motion::ActorMotion;
use crate::body_motion::arms::{ArmTask, ReachTarget};
use crate::body_motion::{
    BodyMotion, GaitStyle, GroundPath, REFERENCE_LEG_M, StartingBlocks, step_plan,
};
use crate::curve::{Curve, smoothstep};
use crate::random::{RandomStream, purpose};
use crate::world_file::WorldFile;

/// Time of the start signal, s.
const GUN_S: f64 = 1.5;
const STEP_S: f64 = 0.02;

/// The runners of a race, in the lanes around the middle of the straight.
pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    are_women: bool,
    bodies: &[BodyMeasurements],
) -> Vec<ActorMotion> {
    let lanes = field.lanes.expect("a straight has lanes");
    let half_length_m = 0.5 * field.size_m[0];
    let first = (lanes.count - bodies.len()) / 2;
    bodies
        .iter()
        .enumerate()
        .map(|(i, body)| {
            let mut random = RandomStream::new(seed, &[purpose::ACTION, i as u64]);
            let y = lanes.middle_y(first + i);
            runner(
                *body,
                are_women,
                file.people.speed_scale,
                [half_length_m, y],
                &mut random,
                file.duration_s,
            )
        })
        .collect()
}

/// What determines a runner's speed.
struct SpeedProfile {
    reaction_s: f64,
    top_m_s: f64,
    /// Time constant of the acceleration, s.
    rise_s: f64,
}

/// The runner who starts at x = −`half_length_m` in the lane whose middle is at `y`.
fn runner(
    body: BodyMeasurements,
    are_women: bool,
    speed_scale: f64,
    [half_length_m, y]: [f64; 2],
    random: &mut RandomStream,
    end_s: f64,
) -> ActorMotion {
    let top_speed = if are_women { 10.1 } else { 11.1 };
    let profile = SpeedProfile {
        reaction_s: random.between(0.125, 0.19),
        top_m_s: speed_scale * (top_speed + 0.35 * random.normal().clamp(-2.0, 2.0)),
        rise_s: random.between(1.2, 1.4),
    };
    let size = body.leg_m() / REFERENCE_LEG_M;
    let start_m = -half_length_m;
    let path = path(&profile, [start_m - 0.50 * size, half_length_m], y, end_s);
    let front = usize::from(random.chance(0.7));
    let first_movement_s = GUN_S + profile.reaction_s;
    let blocks = blocks([start_m, y], size, front, first_movement_s);
    let style = GaitStyle {
        jumps: Vec::new(),
        lean: Curve::through(&[
            (0.0, 1.78),
            (first_movement_s, 1.78),
            (first_movement_s + 0.38, 0.42),
            (first_movement_s + 1.5, 0.22),
            (first_movement_s + 4.5, 0.0),
        ]),
        crouch: Curve::through(&[
            (0.0, 0.13 * size),
            (first_movement_s, 0.13 * size),
            (first_movement_s + 0.40, 0.05 * size),
            (first_movement_s + 2.5, 0.0),
        ]),
    };
    let plan = step_plan::plan(&body, &path, &[], Some(blocks), end_s);
    let hand = |side: f64| Point3::new(start_m - 0.04, y + side * 0.27, 0.5 * body.hand_m);
    let tasks = vec![ArmTask {
        from_s: -1.0,
        to_s: first_movement_s - 0.02,
        ramp_s: 0.14,
        target: ReachTarget::AtPoints([hand(1.0), hand(-1.0)]),
    }];
    ActorMotion {
        body: BodyMotion::new(body, path, plan, style, end_s),
        arm_tasks: tasks,
    }
}

fn blocks(
    [start_m, y]: [f64; 2],
    size: f64,
    front: usize,
    first_movement_s: f64,
) -> StartingBlocks {
    let foot = |foot: usize| {
        let x = start_m - if foot == front { 0.72 } else { 1.0 } * size;
        let side = if foot == 0 { 0.1 } else { -0.1 };
        Vector2::new(x, y + side)
    };
    let toe_off_s = |foot: usize| first_movement_s + if foot == front { 0.36 } else { 0.19 };
    StartingBlocks {
        at: [foot(0), foot(1)],
        toe_off_s: [toe_off_s(0), toe_off_s(1)],
        pitch: 0.95,
    }
}

fn path(profile: &SpeedProfile, [hips_m, finish_m]: [f64; 2], y: f64, end_s: f64) -> GroundPath {
    let n = (end_s / STEP_S).ceil() as usize + 2;
    let (mut x, mut v) = (hips_m, 0.0);
    let (mut at, mut heading) = (Vec::with_capacity(n), Vec::with_capacity(n));
    for i in 0..n {
        at.push(Vector2::new(x, y));
        heading.push(0.0);
        let t = i as f64 * STEP_S - GUN_S - profile.reaction_s;
        let unfatigued = profile.top_m_s * (1.0 - (-t.max(0.0) / profile.rise_s).exp());
        // From 60 m on the speed falls by a few per cent.
        let fatigue = 1.0 - 0.05 * smoothstep((x - 10.0) / 60.0);
        v = if x < finish_m + 1.0 {
            unfatigued * fatigue
        } else {
            (v - 2.4 * STEP_S).max(2.0)
        };
        x += v * STEP_S;
    }
    GroundPath::new(STEP_S, &at, &heading)
}
