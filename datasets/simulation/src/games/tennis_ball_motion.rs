//! Tennis: serves and returns between two standing players, with bounces in and out. Only the ball moves as in a match.

use nalgebra::{Point3, Vector2, Vector3};
use trackside_body::BodyMeasurements;
use trackside_sports::{BallKind, Field, LineGeometry};

use crate::actor_motion::ActorMotion;
use crate::ball_dynamics::{BallDynamics, BallFlight, BallMotion};
use crate::ball_trajectory::BallTrajectory;
use crate::body_motion::arms::{ArmTask, ReachTarget};
use crate::body_motion::{BodyMotion, GaitStyle, step_plan};
use crate::games::held_ball::{CHEST, scaled};
use crate::games::steering::{self, Agent, STEP_S};
use crate::random::{RandomStream, purpose};
use crate::world_file::WorldFile;

/// Distance of the players behind the base line, m.
const BEHIND_M: f64 = 0.5;
/// Height at which the racket meets a tossed ball, m.
const CONTACT_M: f64 = 2.75;
/// From the toss to the contact, s.
const TOSS_S: f64 = 0.52;
/// From the net to the end of the run-off, m.
const FENCE_M: f64 = 17.5;
/// Time between two serves, s.
const SERVE_INTERVAL_S: f64 = 9.0;
/// A stroke is simulated for so long after it lands, s.
const SIMULATED_BEYOND_S: f64 = 3.0;

/// Measures of the singles court, and the ball.
struct Court {
    /// From the net to the base line, m.
    base_m: f64,
    /// From the net to the service line, m.
    service_m: f64,
    /// Half of the width, m.
    side_m: f64,
    dynamics: BallDynamics,
}

impl Court {
    fn new(field: &Field, seed: u64) -> Court {
        let [length, width] = field.play_size_m;
        let service = field.line("service line +x").map(|l| l.geometry);
        let Some(LineGeometry::Segment { from, .. }) = service else {
            panic!("a tennis court has a straight service line");
        };
        Court {
            base_m: 0.5 * length,
            service_m: from.x,
            side_m: 0.5 * width,
            dynamics: BallDynamics::of_world(BallKind::Tennis, seed),
        }
    }
}

/// The motions of the players and the trajectory of the ball.
pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    bodies: &[BodyMeasurements],
) -> (Vec<ActorMotion>, BallTrajectory) {
    let court = Court::new(field, seed);
    let mut random = RandomStream::new(seed, &[purpose::ACTION]);
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let x = court.base_m + BEHIND_M;
    let mut agents = vec![
        Agent::new(Vector2::new(-x, side), 0.0),
        Agent::new(Vector2::new(x, -side), std::f64::consts::PI),
    ];
    let n = (file.duration_s / STEP_S).ceil() as usize + 1;
    for k in 0..n {
        steering::step(&mut agents, k as f64 * STEP_S);
    }
    let mut motions: Vec<ActorMotion> = bodies
        .iter()
        .zip(&agents)
        .map(|(body, agent)| {
            let path = agent.path();
            let plan = step_plan::plan(body, &path, &[], None, file.duration_s);
            let style = GaitStyle::default();
            ActorMotion::new(BodyMotion::new(*body, path, plan, style, file.duration_s))
        })
        .collect();
    let mut ball = BallTrajectory::new(court.dynamics);
    let (mut from, mut serve_s) = (0.0, 1.5);
    while from < file.duration_s {
        from = point(&court, &mut motions, &mut ball, &mut random, from, serve_s);
        serve_s += SERVE_INTERVAL_S;
    }
    (motions, ball)
}

/// One point, from when the server has the ball. Returns when the server has it again.
fn point(
    court: &Court,
    motions: &mut [ActorMotion],
    ball: &mut BallTrajectory,
    random: &mut RandomStream,
    from: f64,
    toss_s: f64,
) -> f64 {
    let server = &motions[0].body;
    let hands = |t: f64| server.to_world(t, scaled(server, CHEST));
    ball.hold(from, toss_s, hands);
    let start = hands(toss_s);
    let contact = Point3::new(start.x + 0.25, start.y, CONTACT_M);
    let struck_s = toss_s + TOSS_S;
    ball.released(toss_s, 0);
    ball.throw(toss_s, struck_s, start, contact, Vector3::zeros());

    // Into the service box diagonally opposite.
    let across = -start.y.signum();
    let landing_point = Point3::new(
        random.between(0.86, 0.98) * court.service_m,
        across * random.between(0.08, 0.97) * court.side_m,
        court.dynamics.physics().radius_m,
    );
    let serve = stroke(
        &court.dynamics,
        contact,
        landing_point,
        random.between(44.0, 58.0),
        random.between(60.0, 180.0),
        struck_s,
    );
    let returned_s = time_at_x(&serve, court.base_m + BEHIND_M - 0.3).unwrap_or(struck_s + 1.2);
    ball.hit(struck_s, contact);
    ball.flight(&serve, returned_s);

    let Some((returned_s, at)) = ball.end() else {
        return struck_s + SIMULATED_BEYOND_S;
    };
    let target = Point3::new(
        -random.between(0.75, 1.07) * court.base_m,
        random.between(-1.12, 1.12) * court.side_m,
        court.dynamics.physics().radius_m,
    );
    let return_stroke = stroke(
        &court.dynamics,
        at,
        target,
        random.between(23.0, 30.0),
        random.between(50.0, 200.0),
        returned_s,
    );
    let second = return_stroke
        .bounces
        .get(1)
        .map_or(returned_s + SIMULATED_BEYOND_S, |b| b.0 + 0.4);
    let mut behind = return_stroke.samples.iter().filter(|s| s.1.at.x < -FENCE_M);
    let stopped_s = behind.next().map_or(second, |s| s.0.min(second));
    ball.hit(returned_s, at);
    ball.flight(&return_stroke, stopped_s);

    // It is stopped and thrown back.
    let Some((stopped_s, stopped_at)) = ball.end() else {
        return returned_s + SIMULATED_BEYOND_S;
    };
    let thrown_s = stopped_s + 0.8;
    let regained_s = thrown_s + 0.9 + 0.05 * (stopped_at - contact).norm();
    ball.caught(stopped_s, 0);
    ball.hold(stopped_s, thrown_s, |_| stopped_at);
    ball.hit(thrown_s, stopped_at);
    ball.throw(
        thrown_s,
        regained_s,
        stopped_at,
        hands(regained_s),
        Vector3::zeros(),
    );
    ball.caught(regained_s, 0);
    motions[0].arm_tasks.push(ArmTask {
        from_s: from,
        to_s: toss_s,
        ramp_s: 0.2,
        target: ReachTarget::Hold,
    });
    regained_s
}

/// The flight of a stroke with that speed, m/s, and topspin, rad/s, that lands at `to`.
fn stroke(
    dynamics: &BallDynamics,
    from: Point3<f64>,
    to: Point3<f64>,
    speed: f64,
    topspin: f64,
    t: f64,
) -> BallFlight {
    let direction = (to - from).xy().normalize();
    let spin = Vector3::z().cross(&direction.push(0.0)) * topspin;
    let mut time = (to - from).norm() / (0.85 * speed);
    let mut velocity = dynamics.launch_velocity(from, to, time, spin);
    for _ in 0..20 {
        time *= velocity.norm() / speed;
        velocity = dynamics.launch_velocity(from, to, time, spin);
    }
    let motion = BallMotion {
        at: from,
        velocity,
        spin,
    };
    dynamics.simulate_flight(motion, t, time + SIMULATED_BEYOND_S, &[])
}

/// When a flight reaches `x` between its first and its second bounce, s.
fn time_at_x(flight: &BallFlight, x: f64) -> Option<f64> {
    let first = flight.bounces.first()?.0;
    let second = flight.bounces.get(1).map_or(f64::INFINITY, |b| b.0);
    let mut there = flight
        .samples
        .iter()
        .filter(|s| s.0 > first && s.1.at.x >= x);
    there.next().map(|s| s.0).filter(|t| *t < second - 0.05)
}
