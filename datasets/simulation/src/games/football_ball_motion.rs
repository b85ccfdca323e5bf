//! A planned football game in motion: the players on their paths, and the ball at their feet, in hands and between them.

use nalgebra::{Point3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};
use trackside_sports::{BallKind, Field};

use crate::actor_motion::ActorMotion;
use crate::ball_dynamics::BallDynamics;
use crate::ball_trajectory::BallTrajectory;
use crate::body_motion::arms::{ArmTask, ReachTarget};
use crate::body_motion::{BodyMotion, GaitStyle, step_plan};
use crate::curve::Curve;
use crate::games::football_plan::{self, FootballPlay, KickType};
use crate::games::held_ball::{CARRY, CHEST, held_path, scaled};
use crate::random::{RandomStream, purpose};
use crate::world_file::WorldFile;

/// Shortest time between two touches of a dribble, s.
const TOUCH_S: f64 = 0.55;
/// The swinging foot is furthest ahead so long before its contact, s.
const AHEAD_S: f64 = 0.05;
/// Backspin of a kick through the air, rad/s.
const BACKSPIN: f64 = 25.0;

/// The motions of the players and the trajectory of the ball.
pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    bodies: &[BodyMeasurements],
) -> (Vec<ActorMotion>, BallTrajectory) {
    let random = RandomStream::new(seed, &[purpose::ACTION]);
    let end = file.duration_s;
    let game = football_plan::plan(
        field,
        bodies.len(),
        file.people.per_team,
        file.people.speed_scale,
        random,
        end,
    );
    let mut motions: Vec<ActorMotion> = bodies
        .iter()
        .enumerate()
        .map(|(i, body)| {
            let path = game.agents[i].path();
            let style = GaitStyle {
                lean: Curve::through(&[(0.0, 0.03)]),
                ..GaitStyle::default()
            };
            let plan = step_plan::plan(body, &path, &[], None, end);
            ActorMotion::new(BodyMotion::new(*body, path, plan, style, end))
        })
        .collect();
    let mut ball = BallTrajectory::new(BallDynamics::of_world(BallKind::Football, seed));
    for (i, play) in game.plays.iter().enumerate() {
        append(play, game.plays.get(i + 1), &mut motions, &mut ball);
    }
    (motions, ball)
}

/// The next foot that is furthest ahead after `t`, and when; `t` itself for a player who stands.
fn next_touch(body: &BodyMotion, t: f64) -> (f64, usize) {
    let landings = &body.step_plan().landings;
    let next = landings.partition_point(|l| l.0 - AHEAD_S <= t);
    match landings.get(next) {
        Some(&(contact_s, foot)) if contact_s - AHEAD_S < t + 0.6 => (contact_s - AHEAD_S, foot),
        _ => (t, 1),
    }
}

/// Position of the ball when a foot touches it: ahead of the toes, on the ground.
fn ball_at_toes(body: &BodyMotion, foot: usize, t: f64) -> Point3<f64> {
    let radius = BallKind::Football.physics().radius_m;
    let mut joints = [Point3::origin(); JOINT_COUNT];
    body.write(t, &mut joints);
    let toe = joints[Joint::LBigToe.index() + foot];
    let at = toe.xy().coords + body.path().at(t).forward() * (radius + 0.02);
    Point3::new(at.x, at.y, radius)
}

/// Appends one phase of the ball, and the reaches of the hands.
fn append(
    play: &FootballPlay,
    next: Option<&FootballPlay>,
    motions: &mut [ActorMotion],
    ball: &mut BallTrajectory,
) {
    match *play {
        FootballPlay::Carry { player, from, to } => {
            carry(&motions[player].body, player, from, to, ball)
        }
        FootballPlay::Keep { player, from, to } => hold(player, from, to, motions, ball),
        FootballPlay::Kick {
            player,
            to,
            from,
            until,
            kick,
        } => {
            let (t, start) = match ball.end() {
                Some(end) => end,
                None => (from, ball_at_toes(&motions[player].body, 1, from)),
            };
            // A kick that is delayed until its foot is ahead arrives later, not faster.
            let until = until + (t - from).max(0.0);
            let receiver = &motions[to].body;
            let is_caught = matches!(next, Some(FootballPlay::Keep { .. }));
            let (until, end) = if is_caught {
                (until, receiver.to_world(until, scaled(receiver, CHEST)))
            } else {
                let (touch_s, foot) = next_touch(receiver, until);
                (touch_s, ball_at_toes(receiver, foot, touch_s))
            };
            let until = until.max(t + 0.15);
            ball.released(t, player);
            match kick {
                KickType::Ground => ball.roll(t, until, start, end),
                KickType::Air(side) => {
                    let direction = (end - start).xy().normalize();
                    let backspin_axis = -Vector3::z().cross(&direction.push(0.0)) * BACKSPIN;
                    ball.throw(t, until, start, end, backspin_axis + Vector3::z() * side);
                }
            }
            if is_caught {
                ball.caught(until, to);
            }
        }
    }
}

/// A dribble, from touch to touch.
fn carry(body: &BodyMotion, player: usize, from: f64, to: f64, ball: &mut BallTrajectory) {
    let mut t = from;
    if ball.end().is_none() {
        let (touch_s, foot) = next_touch(body, from);
        let at = ball_at_toes(body, foot, touch_s);
        ball.rest(from, touch_s.max(from + 0.02), at);
    }
    while let Some((last, start)) = ball.end() {
        if last >= to {
            break;
        }
        t = t.max(last);
        let (touch_s, foot) = next_touch(body, t + TOUCH_S);
        let at = ball_at_toes(body, foot, touch_s);
        ball.released(last, player);
        ball.roll(last, touch_s, start, at);
    }
}

/// A goalkeeper holds the ball, then drops it for a kick.
fn hold(player: usize, from: f64, to: f64, motions: &mut [ActorMotion], ball: &mut BallTrajectory) {
    let body = &motions[player].body;
    let from = ball.end().map_or(from, |end| end.0.max(from));
    let to = to.max(from + 0.8);
    let start = ball
        .end()
        .map_or(scaled(body, CHEST), |end| body.to_pelvis(from, &end.1));
    let drop = scaled(body, [1.05, -0.15, -0.55]);
    let keys = [
        (from, start),
        (from + 0.4, scaled(body, CARRY)),
        (to - 0.3, scaled(body, CARRY)),
        (to, drop),
    ];
    ball.hold(from, to, held_path(body, &keys));
    motions[player].arm_tasks.push(ArmTask {
        from_s: from,
        to_s: to - 0.15,
        ramp_s: 0.25,
        target: ReachTarget::Hold,
    });
}
