//! Tennis: two players who stand, serves, returns, and balls that bounce in and out. The ball alone moves as in a match.

use nalgebra::{Point3, Vector2, Vector3};
use trackside_body::BodyMeasurements;
use trackside_sports::BallKind;

use crate::arms::{Reach, Task};
use crate::ball::{self, Flight, Motion};
use crate::cast::Member;
use crate::court::{CHEST, scaled, with};
use crate::figure::{Figure, Manner};
use crate::file::WorldFile;
use crate::random::{Random, stream};
use crate::steer::{self, Agent, STEP_S};
use crate::steps;
use crate::track::Track;

/// From the net to the base line, and to the service line, m (ITF Rules of Tennis, rule 1).
const BASE_M: f64 = 11.885;
const SERVICE_M: f64 = 6.40;
/// Half of the singles court's width, m.
const SIDE_M: f64 = 4.115;
/// Where players stand behind the base line, m.
const BEHIND_M: f64 = 0.5;
/// Where the racket meets a tossed ball: above the ground, m, and how long after the toss, s.
const CONTACT_M: f64 = 2.75;
const TOSS_S: f64 = 0.52;
/// Where the run-off ends, m along x from the net.
const FENCE_M: f64 = 17.5;
/// From one serve to the next, s.
const EVERY_S: f64 = 9.0;
/// A ball that is played on is watched so long, s.
const WATCHED_S: f64 = 3.0;

pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    builds: &[BodyMeasurements],
) -> (Vec<Member>, Track) {
    let mut random = Random::new(seed, &[stream::ACTION]);
    let side = if random.chance(0.5) { 1.0 } else { -1.0 };
    let x = BASE_M + BEHIND_M;
    let mut agents = vec![
        Agent::new(Vector2::new(-x, side), 0.0),
        Agent::new(Vector2::new(x, -side), std::f64::consts::PI),
    ];
    let n = (file.duration_s / STEP_S).ceil() as usize + 1;
    for k in 0..n {
        steer::step(&mut agents, k as f64 * STEP_S);
    }
    let mut members: Vec<Member> = builds
        .iter()
        .zip(&agents)
        .map(|(build, agent)| {
            let course = agent.course();
            let steps = steps::plan(build, &course, &[], None, file.duration_s);
            Member {
                figure: Figure::new(*build, course, steps, Manner::default(), file.duration_s),
                tasks: Vec::new(),
            }
        })
        .collect();
    let mut track = Track::new(BallKind::Tennis);
    let (mut from, mut serve_s) = (0.0, 1.5);
    while from < file.duration_s {
        from = point(&mut members, &mut track, &mut random, from, serve_s);
        serve_s += EVERY_S;
    }
    (members, track)
}

/// One point, from when the server has the ball; gives when the server has it again.
fn point(
    members: &mut [Member],
    track: &mut Track,
    random: &mut Random,
    from: f64,
    toss: f64,
) -> f64 {
    let server = &members[0].figure;
    let hands = |t: f64| with(server, t, scaled(server, CHEST));
    track.hold(from, toss, hands);
    let start = hands(toss);
    let met = Point3::new(start.x + 0.25, start.y, CONTACT_M);
    let struck = toss + TOSS_S;
    track.released(toss, 0);
    track.throw(toss, struck, start, met, Vector3::zeros());

    // Into the service box across.
    let across = -start.y.signum();
    let box_m = Point3::new(
        random.between(0.86, 0.98) * SERVICE_M,
        across * random.between(0.08, 0.97) * SIDE_M,
        ball_radius(),
    );
    let serve = drive(
        met,
        box_m,
        random.between(44.0, 58.0),
        random.between(60.0, 180.0),
        struck,
    );
    let returned = reaches(&serve, BASE_M + BEHIND_M - 0.3).unwrap_or(struck + 1.2);
    track.hit(struck, met);
    track.flight(&serve, returned);

    let Some((returned, at)) = track.end() else {
        return struck + WATCHED_S;
    };
    let target = Point3::new(
        -random.between(0.75, 1.07) * BASE_M,
        random.between(-1.12, 1.12) * SIDE_M,
        ball_radius(),
    );
    let back = drive(
        at,
        target,
        random.between(23.0, 30.0),
        random.between(50.0, 200.0),
        returned,
    );
    let second = back
        .bounces
        .get(1)
        .map_or(returned + WATCHED_S, |b| b.0 + 0.4);
    let mut far = back.samples.iter().filter(|s| s.1.at.x < -FENCE_M);
    let over = far.next().map_or(second, |s| s.0.min(second));
    track.hit(returned, at);
    track.flight(&back, over);

    // Somebody stops it and throws it back.
    let Some((over, lies)) = track.end() else {
        return returned + WATCHED_S;
    };
    let thrown = over + 0.8;
    let again = thrown + 0.9 + 0.05 * (lies - met).norm();
    track.caught(over, 0);
    track.hold(over, thrown, |_| lies);
    track.hit(thrown, lies);
    track.throw(thrown, again, lies, hands(again), Vector3::zeros());
    track.caught(again, 0);
    let (ramp, reach) = (0.2, Reach::Hold);
    members[0].tasks.push(Task {
        from,
        to: toss,
        ramp,
        reach,
    });
    again
}

fn ball_radius() -> f64 {
    BallKind::Tennis.physics().radius_m
}

/// A ball struck with that speed, m/s, and topspin, rad/s, so that it comes down at `to`.
fn drive(from: Point3<f64>, to: Point3<f64>, speed: f64, topspin: f64, t: f64) -> Flight {
    let way = (to - from).xy().normalize();
    let spin = Vector3::z().cross(&way.push(0.0)) * topspin;
    let mut time = (to - from).norm() / (0.85 * speed);
    let mut velocity = ball::aim(BallKind::Tennis, from, to, time, spin);
    for _ in 0..20 {
        time *= velocity.norm() / speed;
        velocity = ball::aim(BallKind::Tennis, from, to, time, spin);
    }
    let motion = Motion {
        at: from,
        velocity,
        spin,
    };
    ball::fly(BallKind::Tennis, motion, t, time + WATCHED_S, &[])
}

/// When, after its first bounce and before its second, a flight is so far along x.
fn reaches(flight: &Flight, x: f64) -> Option<f64> {
    let first = flight.bounces.first()?.0;
    let second = flight.bounces.get(1).map_or(f64::INFINITY, |b| b.0);
    let mut there = flight
        .samples
        .iter()
        .filter(|s| s.0 > first && s.1.at.x >= x);
    there.next().map(|s| s.0).filter(|t| *t < second - 0.05)
}
