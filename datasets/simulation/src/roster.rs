//! Everybody on the field and what they and the ball do: drawn by the seed, once.

use trackside_body::BodyMeasurements;
use trackside_sports::Field;

use crate::actor::{Actor, Role};
use crate::actor_motion::ActorMotion;
use crate::ball_trajectory::BallTrajectory;
use crate::random::{RandomStream, purpose};
use crate::simulated_sport::SimulatedSport;
use crate::world_file::WorldFile;
use crate::{actor_sampling, games};

/// The actors, their motions, and the ball's trajectory.
pub(crate) struct Roster {
    pub actors: Vec<Actor>,
    /// By actor; empty of recorded action.
    pub motions: Vec<ActorMotion>,
    pub ball: Option<BallTrajectory>,
}

/// The action is planned beyond its end for so long, so that it does not stop abruptly, s.
const PLANNED_BEYOND_END_S: f64 = 2.0;

impl Roster {
    /// The roster of that file and seed.
    pub fn draw(file: &WorldFile, seed: u64, field: &Field) -> Roster {
        let file = &WorldFile {
            duration_s: file.duration_s + PLANNED_BEYOND_END_S,
            ..file.clone()
        };
        let mut random = RandomStream::new(seed, &[purpose::BODIES]);
        let are_women = actor_sampling::are_women(&file.people, &mut random);
        let people = match file.sport {
            SimulatedSport::Athletics => file.people.per_team,
            _ => 2 * file.people.per_team + file.people.referees,
        };
        let bodies: Vec<BodyMeasurements> = (0..people)
            .map(|_| actor_sampling::body(&file.people, are_women, &mut random))
            .collect();
        let (motions, ball) = match file.sport {
            SimulatedSport::Athletics => (
                games::sprint::play(file, seed, field, are_women, &bodies),
                None,
            ),
            SimulatedSport::Basketball => {
                let (motions, ball) =
                    games::basketball_ball_motion::play(file, seed, field, &bodies);
                (motions, Some(ball))
            }
            SimulatedSport::Football => {
                let (motions, ball) = games::football_ball_motion::play(file, seed, field, &bodies);
                (motions, Some(ball))
            }
            SimulatedSport::Tennis => {
                let (motions, ball) = games::tennis_ball_motion::play(file, seed, field, &bodies);
                (motions, Some(ball))
            }
        };
        Roster {
            actors: actors(file, seed, &bodies),
            motions,
            ball,
        }
    }
}

fn actors(file: &WorldFile, seed: u64, bodies: &[BodyMeasurements]) -> Vec<Actor> {
    let mut random = RandomStream::new(seed, &[purpose::KITS]);
    let is_race = file.sport == SimulatedSport::Athletics;
    let teams = if is_race { bodies.len() } else { 2 };
    let kits = actor_sampling::team_kits(teams, &mut random);
    let mut numbers: Vec<Vec<u8>> = vec![Vec::new(); teams];
    bodies
        .iter()
        .enumerate()
        .map(|(i, body)| {
            let team = if is_race { i } else { i / file.people.per_team };
            let Some(kit) = kits.get(team) else {
                return Actor {
                    id: i as u32,
                    role: Role::Referee,
                    body: *body,
                    kit: actor_sampling::referee_kit(&mut random),
                };
            };
            let number = if is_race {
                i as u8 + 1
            } else {
                unused_number(&mut numbers[team], &mut random)
            };
            Actor {
                id: i as u32,
                role: Role::Athlete {
                    team: team as u8,
                    number,
                },
                body: *body,
                kit: actor_sampling::personal_kit(*kit, Some(number), &mut random),
            }
        })
        .collect()
}

/// A shirt number that the team does not use yet.
fn unused_number(used: &mut Vec<u8>, random: &mut RandomStream) -> u8 {
    loop {
        let number = 1 + random.index(30) as u8;
        if !used.contains(&number) {
            used.push(number);
            return number;
        }
    }
}
