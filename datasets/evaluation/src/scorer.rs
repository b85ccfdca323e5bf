//! Scores frames against their world, one after the other.

use trackside_schema::{Athlete, Ball, CameraId, Joint, joint_sets};
use trackside_simulation::{TruthLine, ViewGenerator, World, WorldState, truth_line};

use crate::ball_score::{BallScore, BallTally};
use crate::score::{self, PeopleScore, PeopleTally};

/// Scores frames of one world.
pub struct Scorer<'w> {
    world: &'w World,
    viewer: ViewGenerator<'w>,
    now: WorldState,
    cameras: Vec<CameraId>,
    people: PeopleTally,
    ball: BallTally,
}

impl<'w> Scorer<'w> {
    /// A scorer of frames that were made from these cameras.
    pub fn new(world: &'w World, cameras: Vec<CameraId>) -> Scorer<'w> {
        Scorer {
            world,
            viewer: ViewGenerator::new(world),
            now: WorldState::default(),
            cameras,
            people: PeopleTally::new(false),
            ball: BallTally::default(),
        }
    }

    /// Scores the frame of a tick against the world at `t_s`. Returns its estimates as a line of predictions.
    pub fn frame(
        &mut self,
        tick: u64,
        t_s: f64,
        athletes: &[Athlete],
        ball: Option<&Ball>,
    ) -> TruthLine {
        let truth = truth_line(self.world, tick, t_s, &mut self.now);
        let reported: Vec<&Athlete> = score::reported_athletes(athletes).collect();
        let set = &joint_sets::HALPE_26;
        let found: Vec<_> = reported
            .iter()
            .map(|a| score::in_joint_set(a, set))
            .collect();
        for (t, f) in self.people.frame(&truth.people, &found) {
            for joint in Joint::ALL {
                let (Some(at), Some(estimate)) = (
                    truth.people[t].joints[joint.index()],
                    reported[f].joint(joint),
                ) else {
                    continue;
                };
                if estimate.views >= 2 {
                    let [x, y, z]: [f64; 3] = estimate.at.into();
                    for error_m in [x - at[0], y - at[1], z - at[2]] {
                        self.people
                            .sigma(error_m.abs(), f64::from(estimate.sigma_m));
                    }
                }
            }
        }
        let found_ball: Option<[f64; 3]> = ball.map(|b| b.at.into());
        let sees = |c: &&CameraId| self.viewer.is_ball_visible(c.index(), t_s);
        let is_visible =
            truth.ball.is_some() && self.cameras.iter().filter(sees).take(2).count() == 2;
        self.ball.frame(truth.ball, found_ball, Some(is_visible));
        TruthLine {
            people: found,
            ball: found_ball,
            ..truth
        }
    }

    /// The score of people so far.
    pub fn people(&self) -> PeopleScore {
        self.people.score()
    }

    /// The score of the ball so far, where the sport has one.
    pub fn ball(&self) -> Option<BallScore> {
        self.world.ball_kind().map(|_| self.ball.score())
    }
}
