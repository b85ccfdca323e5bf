//! A planned basketball game in motion: the players on their paths, and the ball in their hands and between them.

use nalgebra::Vector3;
use trackside_body::BodyMeasurements;
use trackside_sports::{BallKind, Field};

use crate::actor_motion::ActorMotion;
use crate::ball_dynamics::{BallDynamics, BallFlight, BallMotion};
use crate::ball_trajectory::{BallTrajectory, dribble_position};
use crate::body_motion::arms::{ArmTask, ReachTarget};
use crate::body_motion::{BodyMotion, GaitStyle, step_plan};
use crate::curve::Curve;
use crate::games::basketball_plan::{self, BasketballPlay, HoldEnding};
use crate::games::held_ball::{CARRY, CHEST, held_path, scaled};
use crate::random::{RandomStream, purpose};
use crate::world_file::WorldFile;

/// The motions of the players and the trajectory of the ball.
pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    bodies: &[BodyMeasurements],
) -> (Vec<ActorMotion>, BallTrajectory) {
    let dynamics = BallDynamics::of_world(BallKind::Basketball, seed);
    let random = RandomStream::new(seed, &[purpose::ACTION]);
    let players = &bodies[..2 * file.people.per_team];
    let game = basketball_plan::plan(
        players,
        file.people.speed_scale,
        dynamics,
        field,
        random,
        file.duration_s,
    );
    let mut motions: Vec<ActorMotion> = players
        .iter()
        .enumerate()
        .map(|(i, body)| {
            let path = game.agents[i].path();
            let jumps = &game.jumps[i];
            let style = GaitStyle {
                jumps: jumps.clone(),
                // A ready stance: knees flexed, trunk leaning forward.
                crouch: Curve::through(&[(0.0, 0.035 * body.leg_m())]),
                lean: Curve::through(&[(0.0, 0.08)]),
            };
            let plan = step_plan::plan(body, &path, jumps, None, file.duration_s);
            ActorMotion::new(BodyMotion::new(*body, path, plan, style, file.duration_s))
        })
        .collect();
    let mut ball = BallTrajectory::new(dynamics);
    for (i, play) in game.plays.iter().enumerate() {
        append(play, game.plays.get(i + 1), &mut motions, &mut ball);
    }
    (motions, ball)
}

/// Horizontal distance from the pelvis to a ball that is caught, m.
const ARMS_LENGTH_M: f64 = 0.48;
/// The dribbling hand.
const HAND: usize = 1;
/// Position of the ball before a shot: ahead, left and up from the pelvis, in lengths of the trunk.
const SET: [f64; 3] = [0.50, -0.20, 1.62];

/// Appends one phase of the ball, and the reaches of the hands.
fn append(
    play: &BasketballPlay,
    next: Option<&BasketballPlay>,
    motions: &mut [ActorMotion],
    ball: &mut BallTrajectory,
) {
    match play {
        BasketballPlay::Hold {
            player,
            from,
            to,
            ending,
        } => {
            let from = ball.end().map_or(*from, |end| end.0.max(*from));
            hold(*player, [from, *to], *ending, next, motions, ball);
        }
        BasketballPlay::Dribble { player, from, to } => {
            let end = ball.dribble(&motions[*player].body, *player, HAND, *from, *to);
            let reach = ReachTarget::Dribble(HAND);
            motions[*player].arm_tasks.push(ArmTask {
                from_s: *from,
                to_s: end,
                ramp_s: 0.2,
                target: reach,
            });
        }
        BasketballPlay::Pass {
            player,
            to,
            from,
            until,
        } => pass([*player, *to], [*from, *until], motions, ball),
        BasketballPlay::Shot {
            player,
            from,
            until,
            flight,
        } => {
            ball.released(*from, *player);
            shot(flight, *until, next, motions, ball);
            let reach = ReachTarget::FromNeck([[0.38, 0.26, 0.30], [0.42, 0.16, 0.44]]);
            motions[*player].arm_tasks.push(ArmTask {
                from_s: *from,
                to_s: from + 0.35,
                ramp_s: 0.25,
                target: reach,
            });
        }
    }
}

/// A chest pass, with some backspin.
fn pass(
    [player, to]: [usize; 2],
    [from, until]: [f64; 2],
    motions: &mut [ActorMotion],
    ball: &mut BallTrajectory,
) {
    let hands = |i: usize, t: f64| {
        let body = &motions[i].body;
        body.to_world(t, scaled(body, CHEST))
    };
    let (start, end) = (hands(player, from), hands(to, until));
    let direction = (end - start).xy().normalize();
    let spin = -Vector3::z().cross(&direction.push(0.0)) * 10.0;
    ball.released(from, player);
    ball.throw(from, until, start, end, spin);
    ball.caught(until, to);
    motions[player].arm_tasks.push(ArmTask {
        from_s: from,
        to_s: from + 0.12,
        ramp_s: 0.18,
        target: ReachTarget::FromNeck([[0.50, 0.16, -0.05]; 2]),
    });
}

/// A shot, until the next player catches the ball.
fn shot(
    flight: &BallFlight,
    until: f64,
    next: Option<&BasketballPlay>,
    motions: &[ActorMotion],
    ball: &mut BallTrajectory,
) {
    let Some(BasketballPlay::Hold { player, .. }) = next else {
        return ball.flight(flight, until);
    };
    let until = catch_time(&motions[*player].body, flight, until);
    ball.flight(flight, until);
    ball.caught(until, *player);
}

/// The time shortly before `until` at which a ball in flight is at arm's length, s.
fn catch_time(body: &BodyMotion, flight: &BallFlight, until: f64) -> f64 {
    let error = |t: f64, m: &BallMotion| {
        let away = (m.at.xy().coords - body.path().at(t).at).norm();
        (away - ARMS_LENGTH_M).abs()
    };
    flight
        .samples
        .iter()
        .filter(|(t, _)| (until - 0.4..=until).contains(t))
        .min_by(|a, b| error(a.0, &a.1).total_cmp(&error(b.0, &b.1)))
        .map_or(until, |s| s.0)
}

fn hold(
    player: usize,
    [from, to]: [f64; 2],
    ending: HoldEnding,
    next: Option<&BasketballPlay>,
    motions: &mut [ActorMotion],
    ball: &mut BallTrajectory,
) {
    let body = &motions[player].body;
    let start = match ball.end() {
        Some((_, at)) => body.to_pelvis(from, &at),
        None => scaled(body, CARRY),
    };
    let mut keys = vec![(from, start)];
    let mut key = |t: f64, at: Vector3<f64>| {
        if t > keys[keys.len() - 1].0 + 0.05 {
            keys.push((t, at));
        }
    };
    let carry = scaled(body, CARRY);
    match (ending, next) {
        (HoldEnding::Shot, Some(BasketballPlay::Shot { flight, .. })) => {
            let release = body.to_pelvis(to, &flight.samples[0].1.at);
            key((from + 0.35).min(to - 0.75), carry);
            key(to - 0.70, carry);
            key(to - 0.22, scaled(body, SET));
            keys.push((to, release));
        }
        (HoldEnding::Pass, _) => {
            key((from + 0.35).min(to - 0.35), carry);
            key(to - 0.28, scaled(body, [0.55, 0.0, 0.68]));
            keys.push((to, scaled(body, CHEST)));
        }
        (HoldEnding::Dribble, _) => {
            key((from + 0.35).min(to - 0.3), carry);
            keys.push((to, body.to_pelvis(to, &dribble_position(body, HAND, to))));
        }
        _ => key(from + 0.35, carry),
    }
    ball.hold(from, to, held_path(body, &keys));
    motions[player].arm_tasks.push(ArmTask {
        from_s: from,
        to_s: to,
        ramp_s: 0.25,
        target: ReachTarget::Hold,
    });
}
