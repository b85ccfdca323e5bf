//! A planned football game, played: figures on their courses, and the ball at their feet, in hands and between them.

use nalgebra::{Point3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};
use trackside_sports::BallKind;

use crate::arms::{Reach, Task};
use crate::cast::Member;
use crate::court::{CARRY, CHEST, local, scaled, with};
use crate::curve::Curve;
use crate::figure::{Figure, Manner};
use crate::file::WorldFile;
use crate::football::{self, Kick, Play};
use crate::random::{Random, stream};
use crate::steps;
use crate::track::Track;

/// A carrier touches the ball no more often than this, s.
const TOUCH_S: f64 = 0.55;
/// Just before it lands the foot is furthest ahead, s.
const AHEAD_S: f64 = 0.05;
/// Backspin of a ball that is kicked through the air, rad/s.
const BACKSPIN: f64 = 25.0;

pub(crate) fn play(
    file: &WorldFile,
    seed: u64,
    builds: &[BodyMeasurements],
) -> (Vec<Member>, Track) {
    let random = Random::new(seed, &[stream::ACTION]);
    let end = file.duration_s;
    let game = football::plan(
        builds.len(),
        file.people.per_team,
        file.people.pace,
        random,
        end,
    );
    let mut members: Vec<Member> = builds
        .iter()
        .enumerate()
        .map(|(i, build)| {
            let course = game.agents[i].course();
            let manner = Manner {
                lean: Curve::through(&[(0.0, 0.03)]),
                ..Manner::default()
            };
            let steps = steps::plan(build, &course, &[], None, end);
            Member {
                figure: Figure::new(*build, course, steps, manner, end),
                tasks: Vec::new(),
            }
        })
        .collect();
    let mut track = Track::new(BallKind::Football);
    for (i, play) in game.plays.iter().enumerate() {
        enact(play, game.plays.get(i + 1), &mut members, &mut track);
    }
    (members, track)
}

/// The foot that comes ahead next after `t`, and when it is there; `t` itself for who stands.
fn next_touch(figure: &Figure, t: f64) -> (f64, usize) {
    let landings = &figure.steps.landings;
    let next = landings.partition_point(|l| l.0 - AHEAD_S <= t);
    match landings.get(next) {
        Some(&(on, foot)) if on - AHEAD_S < t + 0.6 => (on - AHEAD_S, foot),
        _ => (t, 1),
    }
}

/// Where the ball touches a foot: before its toes, on the ground.
fn before_toes(figure: &Figure, foot: usize, t: f64) -> Point3<f64> {
    let radius = BallKind::Football.physics().radius_m;
    let mut joints = [Point3::origin(); JOINT_COUNT];
    figure.write(t, &mut joints);
    let toe = joints[Joint::LBigToe.index() + foot];
    let at = toe.xy().coords + figure.course.at(t).forward() * (radius + 0.02);
    Point3::new(at.x, at.y, radius)
}

fn enact(play: &Play, next: Option<&Play>, members: &mut [Member], track: &mut Track) {
    match *play {
        Play::Carry { by, from, to } => carry(&members[by].figure, by, from, to, track),
        Play::Keep { by, from, to } => keep(by, from, to, members, track),
        Play::Kick {
            by,
            to,
            from,
            until,
            how,
        } => {
            let (t, start) = match track.end() {
                Some(end) => end,
                None => (from, before_toes(&members[by].figure, 1, from)),
            };
            // A kick that waits for its foot comes later, not faster.
            let until = until + (t - from).max(0.0);
            let receiver = &members[to].figure;
            let kept = matches!(next, Some(Play::Keep { .. }));
            let (until, end) = if kept {
                (until, with(receiver, until, scaled(receiver, CHEST)))
            } else {
                let (touch, foot) = next_touch(receiver, until);
                (touch, before_toes(receiver, foot, touch))
            };
            let until = until.max(t + 0.15);
            track.released(t, by);
            match how {
                Kick::Ground => track.roll(t, until, start, end),
                Kick::Air(side) => {
                    let way = (end - start).xy().normalize();
                    let back = -Vector3::z().cross(&way.push(0.0)) * BACKSPIN;
                    track.throw(t, until, start, end, back + Vector3::z() * side);
                }
            }
            if kept {
                track.caught(until, to);
            }
        }
    }
}

/// From touch to touch.
fn carry(figure: &Figure, by: usize, from: f64, to: f64, track: &mut Track) {
    let mut t = from;
    if track.end().is_none() {
        let (touch, foot) = next_touch(figure, from);
        let at = before_toes(figure, foot, touch);
        track.rest(from, touch.max(from + 0.02), at);
    }
    while let Some((last, start)) = track.end() {
        if last >= to {
            break;
        }
        t = t.max(last);
        let (touch, foot) = next_touch(figure, t + TOUCH_S);
        let at = before_toes(figure, foot, touch);
        track.released(last, by);
        track.roll(last, touch, start, at);
    }
}

/// A goalkeeper holds the ball, then kicks it out of the hands.
fn keep(by: usize, from: f64, to: f64, members: &mut [Member], track: &mut Track) {
    let figure = &members[by].figure;
    let from = track.end().map_or(from, |end| end.0.max(from));
    let to = to.max(from + 0.8);
    let start = track
        .end()
        .map_or(scaled(figure, CHEST), |end| local(figure, from, &end.1));
    let drop = scaled(figure, [1.05, -0.15, -0.55]);
    let keys = [
        (from, start),
        (from + 0.4, scaled(figure, CARRY)),
        (to - 0.3, scaled(figure, CARRY)),
        (to, drop),
    ];
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
        to: to - 0.15,
        ramp: 0.25,
        reach: Reach::Hold,
    });
}
