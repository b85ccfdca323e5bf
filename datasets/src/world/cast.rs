//! Who is there and what they do: bodies, their motion, the ball's way, drawn by the seed and settled once.

use nalgebra::{Point3, Rotation3, Vector3};

use super::arms::{Reach, Task};
use super::basketball::{self, Next, Play};
use super::body;
use super::curve::Curve;
use super::figure::{Figure, Manner};
use super::random::Random;
use super::track::{self, Track};
use super::{Actor, BallKind, Build, Field, FieldKind, Role, WorldFile, sprint, steps};

/// What is drawn with one seed is drawn from separate streams, so that more of one thing does not change another.
pub(crate) mod stream {
    pub const BODIES: u64 = 1;
    pub const KITS: u64 = 2;
    pub const ACTION: u64 = 3;
    pub const CAMERAS: u64 = 4;
    pub const LIGHT: u64 = 5;
    pub const VIEWS: u64 = 6;
}

/// One body and its hands.
pub(crate) struct Member {
    pub figure: Figure,
    pub tasks: Vec<Task>,
}

/// Everybody and the ball.
pub(crate) struct Cast {
    pub actors: Vec<Actor>,
    pub members: Vec<Member>,
    pub track: Option<Track>,
}

pub(crate) fn draw(file: &WorldFile, seed: u64, field: &Field) -> Cast {
    let mut random = Random::new(seed, &[stream::BODIES]);
    let women = body::women(&file.people, &mut random);
    let people = match file.sport {
        FieldKind::Athletics => file.people.per_team,
        _ => 2 * file.people.per_team + file.people.referees,
    };
    let builds: Vec<Build> = (0..people)
        .map(|_| Build::draw(&file.people, women, &mut random))
        .collect();
    let (members, track) = match file.sport {
        FieldKind::Basketball => basketball(file, seed, field, &builds),
        _ => (sprint(file, seed, women, &builds), None),
    };
    Cast {
        actors: actors(file, seed, &builds),
        members,
        track,
    }
}

fn actors(file: &WorldFile, seed: u64, builds: &[Build]) -> Vec<Actor> {
    let mut random = Random::new(seed, &[stream::KITS]);
    let race = file.sport == FieldKind::Athletics;
    let teams = if race { builds.len() } else { 2 };
    let kits = body::team_kits(teams, &mut random);
    let mut numbers: Vec<Vec<u8>> = vec![Vec::new(); teams];
    builds
        .iter()
        .enumerate()
        .map(|(i, build)| {
            let team = if race { i } else { i / file.people.per_team };
            let Some(kit) = kits.get(team) else {
                return Actor {
                    id: i as u32,
                    role: Role::Referee,
                    build: *build,
                    kit: body::referee_kit(&mut random),
                };
            };
            let number = if race {
                i as u8 + 1
            } else {
                fresh_number(&mut numbers[team], &mut random)
            };
            Actor {
                id: i as u32,
                role: Role::Athlete {
                    team: team as u8,
                    number,
                },
                build: *build,
                kit: body::own(*kit, Some(number), &mut random),
            }
        })
        .collect()
}

fn fresh_number(taken: &mut Vec<u8>, random: &mut Random) -> u8 {
    loop {
        let number = 1 + random.index(30) as u8;
        if !taken.contains(&number) {
            taken.push(number);
            return number;
        }
    }
}

fn sprint(file: &WorldFile, seed: u64, women: bool, builds: &[Build]) -> Vec<Member> {
    let first = (super::field::LANES - builds.len()) / 2;
    builds
        .iter()
        .enumerate()
        .map(|(i, build)| {
            let mut random = Random::new(seed, &[stream::ACTION, i as u64]);
            let lane = first + i;
            let (figure, tasks) =
                sprint::runner(*build, women, file.people.pace, lane, &mut random, file.duration_s);
            Member { figure, tasks }
        })
        .collect()
}

fn basketball(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    builds: &[Build],
) -> (Vec<Member>, Option<Track>) {
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
    (members, Some(track))
}

/// The hand that dribbles.
const HAND: usize = 1;
/// Where a ball is carried, and where a pass leaves and arrives: ahead, left, up from the pelvis, per metre of trunk.
const CARRY: [f64; 3] = [0.62, -0.18, 0.42];
const CHEST: [f64; 3] = [0.95, 0.0, 0.72];
const SET: [f64; 3] = [0.50, -0.20, 1.62];

/// A point that moves with a body.
fn with(figure: &Figure, t: f64, local: Vector3<f64>) -> Point3<f64> {
    let pelvis = figure.pelvis(t).centre;
    pelvis + Rotation3::from_axis_angle(&Vector3::z_axis(), figure.course.at(t).facing) * local
}

fn local(figure: &Figure, t: f64, at: &Point3<f64>) -> Vector3<f64> {
    let pelvis = figure.pelvis(t).centre;
    Rotation3::from_axis_angle(&Vector3::z_axis(), -figure.course.at(t).facing) * (at - pelvis)
}

fn scaled(figure: &Figure, share: [f64; 3]) -> Vector3<f64> {
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
            members[*by].tasks.push(Task { from: *from, to: end, ramp: 0.2, reach });
        }
        Play::Pass { by, to, from, until } => {
            let start = with(&members[*by].figure, *from, scaled(&members[*by].figure, CHEST));
            let end = with(&members[*to].figure, *until, scaled(&members[*to].figure, CHEST));
            let way = (end - start).xy().normalize();
            // A chest pass comes with some backspin.
            let spin = -Vector3::z().cross(&way.push(0.0)) * 10.0;
            track.released(*from, *by);
            track.throw(*from, *until, start, end, spin);
            track.caught(*until, *to);
            let reach = Reach::Poise([[0.50, 0.16, -0.05]; 2]);
            members[*by].tasks.push(Task { from: *from, to: from + 0.12, ramp: 0.18, reach });
        }
        Play::Shot { by, from, until, flight } => {
            track.released(*from, *by);
            track.flight(flight, *until);
            if let Some(Play::Hold { by, .. }) = next {
                track.caught(*until, *by);
            }
            let reach = Reach::Poise([[0.38, 0.26, 0.30], [0.42, 0.16, 0.44]]);
            members[*by].tasks.push(Task { from: *from, to: from + 0.35, ramp: 0.25, reach });
        }
    }
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
    let at = |t: f64| with(figure, t, Vector3::new(way[0].value(t), way[1].value(t), way[2].value(t)));
    track.hold(from, to, at);
    members[by].tasks.push(Task { from, to, ramp: 0.25, reach: Reach::Hold });
}
