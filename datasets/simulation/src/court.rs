//! A planned basketball game, played: figures on their courses, and the ball in their hands and between them.

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_sports::{BallKind, Field};

use crate::arms::{Reach, Task};
use crate::ball::{Flight, Motion};
use crate::basketball::{self, Next, Play};
use crate::cast::Member;
use crate::curve::Curve;
use crate::figure::{Figure, Manner};
use crate::file::WorldFile;
use crate::random::{Random, stream};
use crate::steps;
use crate::track::{self, Track};

pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    builds: &[BodyMeasurements],
) -> (Vec<Member>, Track) {
    let random = Random::new(seed, &[stream::ACTION]);
    let players = &builds[..2 * file.people.per_team];
    let game = basketball::plan(
        players,
        file.people.pace,
        &field.structures,
        random,
        file.duration_s,
    );
    let mut members: Vec<Member> = players
        .iter()
        .enumerate()
        .map(|(i, build)| {
            let course = game.agents[i].course();
            let jumps = &game.jumps[i];
            let manner = Manner {
                jumps: jumps.clone(),
                // Players stand ready: knees bent, trunk a little ahead.
                crouch: Curve::through(&[(0.0, 0.035 * build.leg_m())]),
                lean: Curve::through(&[(0.0, 0.08)]),
            };
            let steps = steps::plan(build, &course, jumps, None, file.duration_s);
            Member {
                figure: Figure::new(*build, course, steps, manner, file.duration_s),
                tasks: Vec::new(),
            }
        })
        .collect();
    let mut track = Track::new(BallKind::Basketball);
    for (i, play) in game.plays.iter().enumerate() {
        enact(play, game.plays.get(i + 1), &mut members, &mut track);
    }
    (members, track)
}

/// From the pelvis to a ball that is caught, m.
const ARMS_LENGTH_M: f64 = 0.48;
/// The hand that dribbles.
const HAND: usize = 1;
/// Where a ball is carried, and where a pass leaves and arrives: ahead, left, up from the pelvis, per metre of trunk.
pub(crate) const CARRY: [f64; 3] = [0.62, -0.18, 0.42];
pub(crate) const CHEST: [f64; 3] = [0.95, 0.0, 0.72];
const SET: [f64; 3] = [0.50, -0.20, 1.62];

/// A point that moves with a body.
pub(crate) fn with(figure: &Figure, t: f64, local: Vector3<f64>) -> Point3<f64> {
    let pelvis = figure.pelvis(t).centre;
    pelvis + Rotation3::from_axis_angle(&Vector3::z_axis(), figure.course.at(t).facing) * local
}

pub(crate) fn local(figure: &Figure, t: f64, at: &Point3<f64>) -> Vector3<f64> {
    let pelvis = figure.pelvis(t).centre;
    Rotation3::from_axis_angle(&Vector3::z_axis(), -figure.course.at(t).facing) * (at - pelvis)
}

pub(crate) fn scaled(figure: &Figure, share: [f64; 3]) -> Vector3<f64> {
    Vector3::from(share) * figure.build.trunk_m
}

/// Moves the ball, and the hands that do it.
fn enact(play: &Play, next: Option<&Play>, members: &mut [Member], track: &mut Track) {
    match play {
        Play::Hold { by, from, to, then } => {
            let from = track.end().map_or(*from, |end| end.0.max(*from));
            hold(*by, [from, *to], *then, next, members, track);
        }
        Play::Dribble { by, from, to } => {
            let end = track.dribble(&members[*by].figure, *by, HAND, *from, *to);
            let reach = Reach::Dribble(HAND);
            members[*by].tasks.push(Task {
                from: *from,
                to: end,
                ramp: 0.2,
                reach,
            });
        }
        Play::Pass {
            by,
            to,
            from,
            until,
        } => pass([*by, *to], [*from, *until], members, track),
        Play::Shot {
            by,
            from,
            until,
            flight,
        } => {
            track.released(*from, *by);
            shot(flight, *until, next, members, track);
            let reach = Reach::Poise([[0.38, 0.26, 0.30], [0.42, 0.16, 0.44]]);
            members[*by].tasks.push(Task {
                from: *from,
                to: from + 0.35,
                ramp: 0.25,
                reach,
            });
        }
    }
}

/// A chest pass, with some backspin.
fn pass([by, to]: [usize; 2], [from, until]: [f64; 2], members: &mut [Member], track: &mut Track) {
    let hands = |i: usize, t: f64| {
        let figure = &members[i].figure;
        with(figure, t, scaled(figure, CHEST))
    };
    let (start, end) = (hands(by, from), hands(to, until));
    let way = (end - start).xy().normalize();
    let spin = -Vector3::z().cross(&way.push(0.0)) * 10.0;
    track.released(from, by);
    track.throw(from, until, start, end, spin);
    track.caught(until, to);
    members[by].tasks.push(Task {
        from,
        to: from + 0.12,
        ramp: 0.18,
        reach: Reach::Poise([[0.50, 0.16, -0.05]; 2]),
    });
}

/// A shot until whoever holds the ball next has it.
fn shot(flight: &Flight, until: f64, next: Option<&Play>, members: &[Member], track: &mut Track) {
    let Some(Play::Hold { by, .. }) = next else {
        return track.flight(flight, until);
    };
    let until = catch_time(&members[*by].figure, flight, until);
    track.flight(flight, until);
    track.caught(until, *by);
}

/// When, shortly before `until`, a ball in flight is best caught: at arm's length.
fn catch_time(figure: &Figure, flight: &Flight, until: f64) -> f64 {
    let off = |t: f64, m: &Motion| {
        let away = (m.at.xy().coords - figure.course.at(t).at).norm();
        (away - ARMS_LENGTH_M).abs()
    };
    flight
        .samples
        .iter()
        .filter(|(t, _)| (until - 0.4..=until).contains(t))
        .min_by(|a, b| off(a.0, &a.1).total_cmp(&off(b.0, &b.1)))
        .map_or(until, |s| s.0)
}

fn hold(
    by: usize,
    [from, to]: [f64; 2],
    then: Next,
    next: Option<&Play>,
    members: &mut [Member],
    track: &mut Track,
) {
    let figure = &members[by].figure;
    let start = match track.end() {
        Some((_, at)) => local(figure, from, &at),
        None => scaled(figure, CARRY),
    };
    let mut keys = vec![(from, start)];
    let mut key = |t: f64, at: Vector3<f64>| {
        if t > keys[keys.len() - 1].0 + 0.05 {
            keys.push((t, at));
        }
    };
    let carry = scaled(figure, CARRY);
    match (then, next) {
        (Next::Shot, Some(Play::Shot { flight, .. })) => {
            let release = local(figure, to, &flight.samples[0].1.at);
            key((from + 0.35).min(to - 0.75), carry);
            key(to - 0.70, carry);
            key(to - 0.22, scaled(figure, SET));
            keys.push((to, release));
        }
        (Next::Pass, _) => {
            key((from + 0.35).min(to - 0.35), carry);
            key(to - 0.28, scaled(figure, [0.55, 0.0, 0.68]));
            keys.push((to, scaled(figure, CHEST)));
        }
        (Next::Dribble, _) => {
            key((from + 0.35).min(to - 0.3), carry);
            keys.push((to, local(figure, to, &track::beside(figure, HAND, to))));
        }
        _ => key(from + 0.35, carry),
    }
    let axis = |i: usize| {
        let points: Vec<_> = keys.iter().map(|(t, p)| (*t, p[i])).collect();
        Curve::through(&points)
    };
    let way = [axis(0), axis(1), axis(2)];
    let at = |t: f64| {
        with(
            figure,
            t,
            Vector3::new(way[0].value(t), way[1].value(t), way[2].value(t)),
        )
    };
    track.hold(from, to, at);
    members[by].tasks.push(Task {
        from,
        to,
        ramp: 0.25,
        reach: Reach::Hold,
    });
}
