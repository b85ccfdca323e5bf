//! Who is there and what they do: bodies, their motion, the ball's way, drawn by the seed and settled once.

use trackside_body::BodyMeasurements;
use trackside_sports::Field;

use crate::actor::{Actor, Role};
use crate::arms::Task;
use crate::figure::Figure;
use crate::file::WorldFile;
use crate::random::{Random, stream};
use crate::simulated_sport::SimulatedSport;
use crate::track::Track;
use crate::{body, court, pitch, rally, sprint};

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

/// The action is planned to go on beyond its end for so long, so that nothing jerks to a stop before it, s.
const BEYOND_S: f64 = 2.0;

pub(crate) fn draw(file: &WorldFile, seed: u64, field: &Field) -> Cast {
    let file = &WorldFile {
        duration_s: file.duration_s + BEYOND_S,
        ..file.clone()
    };
    let mut random = Random::new(seed, &[stream::BODIES]);
    let women = body::women(&file.people, &mut random);
    let people = match file.sport {
        SimulatedSport::Athletics => file.people.per_team,
        _ => 2 * file.people.per_team + file.people.referees,
    };
    let builds: Vec<BodyMeasurements> = (0..people)
        .map(|_| body::draw(&file.people, women, &mut random))
        .collect();
    let (members, track) = match file.sport {
        SimulatedSport::Athletics => (sprint(file, seed, field, women, &builds), None),
        SimulatedSport::Basketball => {
            let (members, track) = court::play(file, seed, field, &builds);
            (members, Some(track))
        }
        SimulatedSport::Football => {
            let (members, track) = pitch::play(file, seed, &builds);
            (members, Some(track))
        }
        SimulatedSport::Tennis => {
            let (members, track) = rally::play(file, seed, &builds);
            (members, Some(track))
        }
    };
    Cast {
        actors: actors(file, seed, &builds),
        members,
        track,
    }
}

fn actors(file: &WorldFile, seed: u64, builds: &[BodyMeasurements]) -> Vec<Actor> {
    let mut random = Random::new(seed, &[stream::KITS]);
    let race = file.sport == SimulatedSport::Athletics;
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

fn sprint(
    file: &WorldFile,
    seed: u64,
    field: &Field,
    women: bool,
    builds: &[BodyMeasurements],
) -> Vec<Member> {
    let lanes = field.lanes.expect("a straight has lanes");
    let first = (lanes.count - builds.len()) / 2;
    builds
        .iter()
        .enumerate()
        .map(|(i, build)| {
            let mut random = Random::new(seed, &[stream::ACTION, i as u64]);
            let lane = first + i;
            let (figure, tasks) = sprint::runner(
                *build,
                women,
                file.people.pace,
                lanes.middle_y(lane),
                &mut random,
                file.duration_s,
            );
            Member { figure, tasks }
        })
        .collect()
}
