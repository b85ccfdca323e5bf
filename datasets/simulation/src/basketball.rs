//! A game on half a court: one team attacks the basket at +x, the other defends; who wins the ball takes it out beyond the
//! three-point line first (FIBA 3x3 Official Rules 2024, art. 6). Players cut, dribble, pass, jump and shoot.

use nalgebra::Vector2;
use trackside_body::BodyMeasurements;
use trackside_sports::Structure;

use crate::ball::Flight;
use crate::random::Random;
use crate::steer::{self, Agent, STEP_S};
use crate::steps::Jump;

/// What the ball does, in the order of time.
#[derive(Clone, Debug)]
pub(crate) enum Play {
    /// In the hands of `by`.
    Hold {
        by: usize,
        from: f64,
        to: f64,
        then: Next,
    },
    /// Dribbled by `by`.
    Dribble { by: usize, from: f64, to: f64 },
    /// In the air from hand to hand.
    Pass {
        by: usize,
        to: usize,
        from: f64,
        until: f64,
    },
    /// In the air from a shot until somebody has it.
    Shot {
        by: usize,
        from: f64,
        until: f64,
        flight: Flight,
    },
}

/// What a hold ends in, which settles how the ball moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    Dribble,
    Pass,
    Shot,
    Nothing,
}

/// A planned game.
pub(crate) struct Game {
    pub agents: Vec<Agent>,
    pub plays: Vec<Play>,
    pub jumps: Vec<Vec<Jump>>,
    pub team_of: Vec<usize>,
}

/// Where the ball is in a body's frame when it is shot: ahead, left, up from the pelvis, per metre of trunk.
pub(crate) const RELEASE: [f64; 3] = [0.78, -0.12, 2.02];
/// Into a hold, and out of it to pass or dribble, s.
pub(crate) const GATHER_S: f64 = 0.35;
/// Centre of the ring.
pub(crate) const RING: [f64; 3] = [12.425, 0.0, 3.05];
/// Beyond this far from the ring is beyond the three-point line, m.
const OUTSIDE_M: f64 = 7.1;

pub(crate) enum Ball {
    Held {
        by: usize,
        since: f64,
        decide: f64,
    },
    Dribbled {
        by: usize,
        since: f64,
        until: f64,
    },
    /// In the hands until `go`, then in the air.
    Leaving {
        by: usize,
        catcher: usize,
        until: f64,
    },
}

pub(crate) struct Plan<'a> {
    pub(crate) builds: &'a [BodyMeasurements],
    pub(crate) pace: f64,
    pub(crate) structures: &'a [Structure],
    pub(crate) per_team: usize,
    pub(crate) random: Random,
    pub(crate) game: Game,
    pub(crate) ball: Ball,
    pub(crate) attackers: usize,
    pub(crate) cleared: bool,
    /// When each goes somewhere else.
    pub(crate) moves: Vec<f64>,
    /// Where the ball will come down, while it is in the air.
    pub(crate) landing: Option<Vector2<f64>>,
    /// Where who let go of it sent it.
    pub(crate) aimed: Vector2<f64>,
}

pub(crate) fn plan(
    builds: &[BodyMeasurements],
    pace: f64,
    structures: &[Structure],
    random: Random,
    duration: f64,
) -> Game {
    let per_team = builds.len() / 2;
    let mut plan = Plan {
        builds,
        pace,
        structures,
        per_team,
        random,
        game: Game {
            agents: Vec::new(),
            plays: Vec::new(),
            jumps: vec![Vec::new(); builds.len()],
            team_of: (0..builds.len()).map(|i| i / per_team).collect(),
        },
        ball: Ball::Held {
            by: 0,
            since: 0.0,
            decide: 1.0,
        },
        attackers: 0,
        cleared: true,
        moves: Vec::new(),
        landing: None,
        aimed: ring(),
    };
    plan.begin();
    let steps = (duration / STEP_S).ceil() as usize + 1;
    for i in 0..steps {
        plan.step(i as f64 * STEP_S);
    }
    plan.finish(steps as f64 * STEP_S);
    plan.game
}

pub(crate) fn ring() -> Vector2<f64> {
    Vector2::new(RING[0], RING[1])
}

/// Places on the court as seen from the ring: distance, m, and angle from the way to the centre line, °.
const SPOTS: [(f64, f64); 11] = [
    (7.5, 0.0),
    (7.4, 32.0),
    (7.4, -32.0),
    (7.2, 62.0),
    (7.2, -62.0),
    (4.4, 25.0),
    (4.4, -25.0),
    (2.6, 60.0),
    (2.6, -60.0),
    (5.6, 80.0),
    (5.6, -80.0),
];

fn spot(i: usize) -> Vector2<f64> {
    let (far, angle) = SPOTS[i];
    let angle = f64::to_radians(angle);
    let at = ring() + Vector2::new(-angle.cos(), angle.sin()) * far;
    Vector2::new(at.x.clamp(0.6, 13.4), at.y.clamp(-6.9, 6.9))
}

impl Plan<'_> {
    fn begin(&mut self) {
        for i in 0..self.builds.len() {
            let place = spot(i % self.per_team);
            let inside = if i < self.per_team { 0.0 } else { 1.3 };
            let at = place + (ring() - place).normalize() * inside;
            let facing = if inside > 0.0 {
                std::f64::consts::PI
            } else {
                0.0
            };
            self.game.agents.push(Agent::new(at, facing));
            let wait = self.random.between(0.5, 3.0);
            self.moves.push(wait);
        }
    }

    fn attacks(&self, i: usize) -> bool {
        self.game.team_of[i] == self.attackers
    }

    /// Who has the ball, or will have it next.
    fn carrier(&self) -> usize {
        match self.ball {
            Ball::Held { by, .. } | Ball::Dribbled { by, .. } => by,
            Ball::Leaving { catcher, .. } => catcher,
        }
    }

    /// Where somebody looks.
    fn look(&self, i: usize) -> Vector2<f64> {
        let at = |j: usize| self.game.agents[j].at;
        match self.ball {
            Ball::Leaving { by, catcher, .. } if i == catcher => at(by),
            Ball::Leaving { by, .. } if i == by => self.aimed,
            Ball::Leaving { .. } => self.landing.unwrap_or_else(ring),
            Ball::Held { by, .. } | Ball::Dribbled { by, .. } if i == by => ring(),
            Ball::Held { by, .. } | Ball::Dribbled { by, .. } => at(by),
        }
    }

    fn step(&mut self, t: f64) {
        self.rule(t);
        self.attack(t);
        self.defend();
        for i in 0..self.builds.len() {
            self.game.agents[i].look_at = self.look(i);
        }
        steer::step(&mut self.game.agents, t);
    }

    fn attack(&mut self, t: f64) {
        for i in 0..self.builds.len() {
            if !self.attacks(i) || i == self.carrier() || t < self.moves[i] {
                continue;
            }
            let taken = |s: usize, me: &Self| {
                (0..me.builds.len()).any(|j| {
                    j != i && me.attacks(j) && (me.game.agents[j].target - spot(s)).norm() < 1.6
                })
            };
            let s = self.random.index(SPOTS.len());
            if !taken(s, self) {
                let hurry = self.random.between(1.6, 6.2) * self.pace;
                let wait = self.random.between(1.5, 4.5);
                let agent = &mut self.game.agents[i];
                (agent.target, agent.pace) = (spot(s), hurry);
                self.moves[i] = t + wait;
            }
        }
    }

    /// Defenders stay between their attacker and the basket.
    fn defend(&mut self) {
        let carrier = self.carrier();
        for i in 0..self.builds.len() {
            if self.attacks(i) || i == carrier {
                continue;
            }
            let mark = (i + self.per_team) % (2 * self.per_team);
            let man = self.game.agents[mark].at + self.game.agents[mark].velocity * 0.2;
            let way = ring() - man;
            let gap: f64 = if mark == carrier { 1.15 } else { 1.7 };
            let gap = gap.min(0.7 * way.norm());
            let agent = &mut self.game.agents[i];
            agent.target = man + way.normalize() * gap;
            agent.pace = 5.5 * self.pace;
            agent.stare = (agent.target - agent.at).norm() < 1.5;
        }
        for i in 0..self.builds.len() {
            if self.attacks(i) {
                self.game.agents[i].stare = false;
            }
        }
    }

    /// What happens with the ball.
    fn rule(&mut self, t: f64) {
        match self.ball {
            Ball::Held { by, since, decide } if t >= decide => self.decide(t, by, since),
            Ball::Dribbled { by, since, until } => {
                let agent = &self.game.agents[by];
                let there = (agent.target - agent.at).norm() < 0.5;
                if (there && t > since + 0.8) || t >= until {
                    self.game.plays.push(Play::Dribble {
                        by,
                        from: since,
                        to: t,
                    });
                    self.cleared |= (self.game.agents[by].at - ring()).norm() > OUTSIDE_M - 0.4;
                    // The dribble ends with the bounce that is under way.
                    let decide = t + 1.3 + self.random.between(0.0, 0.5);
                    let stop = self.game.agents[by].stop();
                    self.game.agents[by].target = stop;
                    self.ball = Ball::Held {
                        by,
                        since: t,
                        decide,
                    };
                }
            }
            Ball::Leaving {
                until, catcher: by, ..
            } if t >= until => {
                self.landing = None;
                if !self.attacks(by) {
                    self.attackers = self.game.team_of[by];
                    self.cleared = false;
                    self.moves.iter_mut().for_each(|m| *m = m.min(t + 0.5));
                }
                let decide = t + 0.6 + self.random.between(0.0, 0.8);
                self.game.agents[by].rooted_until = t + 0.2;
                self.ball = Ball::Held {
                    by,
                    since: t,
                    decide,
                };
            }
            _ => {}
        }
    }

    fn decide(&mut self, t: f64, by: usize, since: f64) {
        let far = (self.game.agents[by].at - ring()).norm();
        let slow = self.game.agents[by].velocity.norm() < 0.3;
        let drawn = self.random.unit();
        if !self.cleared {
            self.dribble(t, by, since);
        } else if slow && far < 7.6 && drawn < 0.38 {
            self.shoot(t, by, since);
        } else if slow && drawn < 0.75 {
            match self.open(by) {
                Some(to) => self.pass(t, by, to, since),
                None => self.dribble(t, by, since),
            }
        } else {
            self.dribble(t, by, since);
        }
    }

    fn dribble(&mut self, t: f64, by: usize, since: f64) {
        let free = |s: usize, me: &Self| {
            let there = spot(s);
            (me.game.agents[by].at - there).norm() > 1.8
                && (me.cleared || (there - ring()).norm() > OUTSIDE_M)
                && me
                    .game
                    .agents
                    .iter()
                    .enumerate()
                    .all(|(j, a)| j == by || (a.at - there).norm() > 1.2)
        };
        let first = self.random.index(SPOTS.len());
        let s = (0..SPOTS.len())
            .map(|k| (first + k) % SPOTS.len())
            .find(|&s| free(s, self))
            .unwrap_or(0);
        let pace = self.random.between(2.0, 4.2) * self.pace;
        let agent = &mut self.game.agents[by];
        (agent.target, agent.pace) = (spot(s), pace);
        agent.rooted_until = f64::NEG_INFINITY;
        let to = t + GATHER_S;
        self.game.plays.push(Play::Hold {
            by,
            from: since,
            to,
            then: Next::Dribble,
        });
        self.ball = Ball::Dribbled {
            by,
            since: to,
            until: to + 4.0,
        };
    }

    /// The team-mate who is easiest to pass to.
    fn open(&mut self, by: usize) -> Option<usize> {
        let here = self.game.agents[by].at;
        let clear = |to: usize| {
            let there = self.game.agents[to].stop();
            let way = there - here;
            self.game
                .agents
                .iter()
                .enumerate()
                .filter(|(k, _)| *k != by && *k != to)
                .map(|(_, a)| {
                    let s = ((a.at - here).dot(&way) / way.norm_squared()).clamp(0.0, 1.0);
                    (a.at - here - way * s).norm()
                })
                .fold(f64::INFINITY, f64::min)
        };
        (0..self.builds.len())
            .filter(|&j| j != by && self.game.team_of[j] == self.game.team_of[by])
            .filter(|&j| (self.game.agents[j].stop() - here).norm() > 2.0)
            .map(|j| (j, clear(j)))
            .filter(|(_, clear)| *clear > 0.65)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(j, _)| j)
    }

    fn pass(&mut self, t: f64, by: usize, to: usize, since: f64) {
        let from = t + GATHER_S;
        let there = self.game.agents[to].stop();
        let far = (there - self.game.agents[by].at).norm();
        let until = from + far / self.random.between(8.0, 10.5) + 0.05;
        self.game.agents[by].rooted_until = from + 0.3;
        self.game.agents[to].target = there;
        self.moves[to] = until + 0.5;
        self.moves[by] = until + 0.3;
        (self.landing, self.aimed) = (Some(there), there);
        self.game.plays.push(Play::Hold {
            by,
            from: since,
            to: from,
            then: Next::Pass,
        });
        self.game.plays.push(Play::Pass {
            by,
            to,
            from,
            until,
        });
        self.ball = Ball::Leaving {
            by,
            catcher: to,
            until,
        };
    }

    fn finish(&mut self, end: f64) {
        match self.ball {
            Ball::Held { by, since, .. } => {
                self.game.plays.push(Play::Hold {
                    by,
                    from: since,
                    to: end.max(since),
                    then: Next::Nothing,
                });
            }
            Ball::Dribbled { by, since, .. } => {
                self.game.plays.push(Play::Dribble {
                    by,
                    from: since,
                    to: end.max(since),
                });
            }
            Ball::Leaving { .. } => {}
        }
    }
}
