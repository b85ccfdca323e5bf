//! The plan of a half-court basketball game: one team attacks the basket at +x, the other defends; a team that wins the ball
//! takes it beyond the three-point line first (FIBA 3x3 Official Rules 2024, art. 6). Players cut, dribble, pass, jump and shoot.

use nalgebra::{Point3, Vector2};
use trackside_body::BodyMeasurements;
use trackside_sports::{Field, Structure};

use crate::ball_dynamics::{BallDynamics, BallFlight};
use crate::body_motion::Jump;
use crate::games::steering::{self, Agent, STEP_S};
use crate::random::RandomStream;

/// A phase of the ball.
#[derive(Clone, Debug)]
pub(crate) enum BasketballPlay {
    /// In the hands of a player.
    Hold {
        player: usize,
        from: f64,
        to: f64,
        ending: HoldEnding,
    },
    /// Dribbled.
    Dribble { player: usize, from: f64, to: f64 },
    /// A pass.
    Pass {
        player: usize,
        to: usize,
        from: f64,
        until: f64,
    },
    /// A shot, until a player gains the ball.
    Shot {
        player: usize,
        from: f64,
        until: f64,
        flight: BallFlight,
    },
}

/// What follows a hold; it determines how the ball moves at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HoldEnding {
    Dribble,
    Pass,
    Shot,
    Nothing,
}

/// A planned game.
pub(crate) struct BasketballGame {
    pub agents: Vec<Agent>,
    /// In the order of time.
    pub plays: Vec<BasketballPlay>,
    /// By player.
    pub jumps: Vec<Vec<Jump>>,
    /// By player.
    pub team_of: Vec<usize>,
}

/// Position of the ball at the release of a shot: ahead, left and up from the pelvis, in lengths of the trunk.
pub(crate) const RELEASE: [f64; 3] = [0.78, -0.12, 2.02];
/// Duration of the transition into and out of a hold, s.
pub(crate) const GATHER_S: f64 = 0.35;
/// Farther than this from the hoop is beyond the three-point line, m.
const OUTSIDE_M: f64 = 7.1;

/// Who controls the ball.
pub(crate) enum BallPossession {
    Held {
        player: usize,
        since: f64,
        decide_at: f64,
    },
    Dribbled {
        player: usize,
        since: f64,
        until: f64,
    },
    /// Passed or shot.
    Leaving {
        player: usize,
        catcher: usize,
        until: f64,
    },
}

/// Plans a game step by step.
pub(crate) struct BasketballPlanner<'a> {
    pub(crate) bodies: &'a [BodyMeasurements],
    pub(crate) speed_scale: f64,
    pub(crate) dynamics: BallDynamics,
    pub(crate) structures: &'a [Structure],
    /// Half of the court's length and width, m.
    pub(crate) half_court_m: [f64; 2],
    /// Centre of the hoop at +x, m.
    pub(crate) hoop: Point3<f64>,
    pub(crate) per_team: usize,
    pub(crate) random: RandomStream,
    pub(crate) game: BasketballGame,
    pub(crate) ball: BallPossession,
    pub(crate) attacking_team: usize,
    /// Whether the attacking team has been beyond the three-point line with the ball.
    pub(crate) has_cleared: bool,
    /// When each player chooses another position, s.
    pub(crate) next_move_s: Vec<f64>,
    /// Where a ball in flight comes down.
    pub(crate) landing_point: Option<Vector2<f64>>,
    /// The target of the last pass or shot.
    pub(crate) aimed_at: Vector2<f64>,
}

/// Plans a game.
pub(crate) fn plan(
    bodies: &[BodyMeasurements],
    speed_scale: f64,
    dynamics: BallDynamics,
    field: &Field,
    random: RandomStream,
    duration: f64,
) -> BasketballGame {
    let hoop = field.structures.iter().find_map(|s| match s {
        Structure::Basket { ring, towards, .. } if *towards > 0.0 => Some(Point3::from(*ring)),
        _ => None,
    });
    let hoop = hoop.expect("a basketball court has a hoop at +x");
    let per_team = bodies.len() / 2;
    let mut plan = BasketballPlanner {
        bodies,
        speed_scale,
        dynamics,
        structures: &field.structures,
        half_court_m: field.play_size_m.map(|m| 0.5 * m),
        hoop,
        per_team,
        random,
        game: BasketballGame {
            agents: Vec::new(),
            plays: Vec::new(),
            jumps: vec![Vec::new(); bodies.len()],
            team_of: (0..bodies.len()).map(|i| i / per_team).collect(),
        },
        ball: BallPossession::Held {
            player: 0,
            since: 0.0,
            decide_at: 1.0,
        },
        attacking_team: 0,
        has_cleared: true,
        next_move_s: Vec::new(),
        landing_point: None,
        aimed_at: hoop.xy().coords,
    };
    plan.place_players();
    let steps = (duration / STEP_S).ceil() as usize + 1;
    for i in 0..steps {
        plan.step(i as f64 * STEP_S);
    }
    plan.finish(steps as f64 * STEP_S);
    plan.game
}

/// Nobody takes up a position nearer than this to the lines around the half court, m.
const LINE_MARGIN_M: f64 = 0.6;
/// Positions on the court relative to the hoop: distance, m, and angle from the direction of the centre line, °.
const COURT_POSITIONS: [(f64, f64); 11] = [
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

impl BasketballPlanner<'_> {
    /// The hoop over the ground, m.
    pub(crate) fn hoop_on_ground(&self) -> Vector2<f64> {
        self.hoop.xy().coords
    }

    fn court_position(&self, i: usize) -> Vector2<f64> {
        let (distance, angle) = COURT_POSITIONS[i];
        let angle = f64::to_radians(angle);
        let at = self.hoop_on_ground() + Vector2::new(-angle.cos(), angle.sin()) * distance;
        let [x, y] = self.half_court_m.map(|m| m - LINE_MARGIN_M);
        Vector2::new(at.x.clamp(LINE_MARGIN_M, x), at.y.clamp(-y, y))
    }

    fn place_players(&mut self) {
        for i in 0..self.bodies.len() {
            let place = self.court_position(i % self.per_team);
            let inside = if i < self.per_team { 0.0 } else { 1.3 };
            let at = place + (self.hoop_on_ground() - place).normalize() * inside;
            let heading = if inside > 0.0 {
                std::f64::consts::PI
            } else {
                0.0
            };
            self.game.agents.push(Agent::new(at, heading));
            let wait = self.random.between(0.5, 3.0);
            self.next_move_s.push(wait);
        }
    }

    fn is_attacking(&self, i: usize) -> bool {
        self.game.team_of[i] == self.attacking_team
    }

    /// The player who has the ball or will have it next.
    fn ball_owner(&self) -> usize {
        match self.ball {
            BallPossession::Held { player, .. } | BallPossession::Dribbled { player, .. } => player,
            BallPossession::Leaving { catcher, .. } => catcher,
        }
    }

    /// The point that a player faces.
    fn look_target(&self, i: usize) -> Vector2<f64> {
        let at = |j: usize| self.game.agents[j].at;
        match self.ball {
            BallPossession::Leaving {
                player, catcher, ..
            } if i == catcher => at(player),
            BallPossession::Leaving { player, .. } if i == player => self.aimed_at,
            BallPossession::Leaving { .. } => {
                self.landing_point.unwrap_or_else(|| self.hoop_on_ground())
            }
            BallPossession::Held { player, .. } | BallPossession::Dribbled { player, .. }
                if i == player =>
            {
                self.hoop_on_ground()
            }
            BallPossession::Held { player, .. } | BallPossession::Dribbled { player, .. } => {
                at(player)
            }
        }
    }

    fn step(&mut self, t: f64) {
        self.update_possession(t);
        self.move_attackers(t);
        self.move_defenders();
        for i in 0..self.bodies.len() {
            self.game.agents[i].look_at = self.look_target(i);
        }
        steering::step(&mut self.game.agents, t);
    }

    fn move_attackers(&mut self, t: f64) {
        for i in 0..self.bodies.len() {
            if !self.is_attacking(i) || i == self.ball_owner() || t < self.next_move_s[i] {
                continue;
            }
            let is_taken = |s: usize, me: &Self| {
                (0..me.bodies.len()).any(|j| {
                    j != i
                        && me.is_attacking(j)
                        && (me.game.agents[j].target - me.court_position(s)).norm() < 1.6
                })
            };
            let s = self.random.index(COURT_POSITIONS.len());
            if !is_taken(s, self) {
                let speed = self.random.between(1.6, 6.2) * self.speed_scale;
                let wait = self.random.between(1.5, 4.5);
                let court_position = self.court_position(s);
                let agent = &mut self.game.agents[i];
                (agent.target, agent.max_speed) = (court_position, speed);
                self.next_move_s[i] = t + wait;
            }
        }
    }

    /// Defenders stay between their opponent and the basket.
    fn move_defenders(&mut self) {
        let owner = self.ball_owner();
        for i in 0..self.bodies.len() {
            if self.is_attacking(i) || i == owner {
                continue;
            }
            let opponent = (i + self.per_team) % (2 * self.per_team);
            let opponent_at =
                self.game.agents[opponent].at + self.game.agents[opponent].velocity * 0.2;
            let direction = self.hoop_on_ground() - opponent_at;
            let gap: f64 = if opponent == owner { 1.15 } else { 1.7 };
            let gap = gap.min(0.7 * direction.norm());
            let agent = &mut self.game.agents[i];
            agent.target = opponent_at + direction.normalize() * gap;
            agent.max_speed = 5.5 * self.speed_scale;
            agent.keeps_facing = (agent.target - agent.at).norm() < 1.5;
        }
        for i in 0..self.bodies.len() {
            if self.is_attacking(i) {
                self.game.agents[i].keeps_facing = false;
            }
        }
    }

    /// Changes the possession of the ball.
    fn update_possession(&mut self, t: f64) {
        match self.ball {
            BallPossession::Held {
                player,
                since,
                decide_at,
            } if t >= decide_at => self.decide(t, player, since),
            BallPossession::Dribbled {
                player,
                since,
                until,
            } => {
                let agent = &self.game.agents[player];
                let there = (agent.target - agent.at).norm() < 0.5;
                if (there && t > since + 0.8) || t >= until {
                    self.game.plays.push(BasketballPlay::Dribble {
                        player,
                        from: since,
                        to: t,
                    });
                    self.has_cleared |= (self.game.agents[player].at - self.hoop_on_ground())
                        .norm()
                        > OUTSIDE_M - 0.4;
                    // The dribble ends with the current bounce.
                    let decide_at = t + 1.3 + self.random.between(0.0, 0.5);
                    let stop = self.game.agents[player].stopping_point();
                    self.game.agents[player].target = stop;
                    self.ball = BallPossession::Held {
                        player,
                        since: t,
                        decide_at,
                    };
                }
            }
            BallPossession::Leaving {
                until,
                catcher: player,
                ..
            } if t >= until => {
                self.landing_point = None;
                if !self.is_attacking(player) {
                    self.attacking_team = self.game.team_of[player];
                    self.has_cleared = false;
                    self.next_move_s
                        .iter_mut()
                        .for_each(|m| *m = m.min(t + 0.5));
                }
                let decide_at = t + 0.6 + self.random.between(0.0, 0.8);
                self.game.agents[player].stationary_until = t + 0.2;
                self.ball = BallPossession::Held {
                    player,
                    since: t,
                    decide_at,
                };
            }
            _ => {}
        }
    }

    /// A player who holds the ball dribbles, passes or shoots.
    fn decide(&mut self, t: f64, player: usize, since: f64) {
        let distance = (self.game.agents[player].at - self.hoop_on_ground()).norm();
        let slow = self.game.agents[player].velocity.norm() < 0.3;
        let drawn = self.random.unit();
        if !self.has_cleared {
            self.dribble(t, player, since);
        } else if slow && distance < 7.6 && drawn < 0.38 {
            self.shoot(t, player, since);
        } else if slow && drawn < 0.75 {
            match self.open_teammate(player) {
                Some(to) => self.pass(t, player, to, since),
                None => self.dribble(t, player, since),
            }
        } else {
            self.dribble(t, player, since);
        }
    }

    fn dribble(&mut self, t: f64, player: usize, since: f64) {
        let is_free = |s: usize, me: &Self| {
            let there = me.court_position(s);
            (me.game.agents[player].at - there).norm() > 1.8
                && (me.has_cleared || (there - me.hoop_on_ground()).norm() > OUTSIDE_M)
                && me
                    .game
                    .agents
                    .iter()
                    .enumerate()
                    .all(|(j, a)| j == player || (a.at - there).norm() > 1.2)
        };
        let first = self.random.index(COURT_POSITIONS.len());
        let s = (0..COURT_POSITIONS.len())
            .map(|k| (first + k) % COURT_POSITIONS.len())
            .find(|&s| is_free(s, self))
            .unwrap_or(0);
        let speed = self.random.between(2.0, 4.2) * self.speed_scale;
        let court_position = self.court_position(s);
        let agent = &mut self.game.agents[player];
        (agent.target, agent.max_speed) = (court_position, speed);
        agent.stationary_until = f64::NEG_INFINITY;
        let to = t + GATHER_S;
        self.game.plays.push(BasketballPlay::Hold {
            player,
            from: since,
            to,
            ending: HoldEnding::Dribble,
        });
        self.ball = BallPossession::Dribbled {
            player,
            since: to,
            until: to + 4.0,
        };
    }

    /// The teammate with the clearest passing lane.
    fn open_teammate(&mut self, player: usize) -> Option<usize> {
        let here = self.game.agents[player].at;
        let clearance = |to: usize| {
            let there = self.game.agents[to].stopping_point();
            let direction = there - here;
            self.game
                .agents
                .iter()
                .enumerate()
                .filter(|(k, _)| *k != player && *k != to)
                .map(|(_, a)| {
                    let s =
                        ((a.at - here).dot(&direction) / direction.norm_squared()).clamp(0.0, 1.0);
                    (a.at - here - direction * s).norm()
                })
                .fold(f64::INFINITY, f64::min)
        };
        (0..self.bodies.len())
            .filter(|&j| j != player && self.game.team_of[j] == self.game.team_of[player])
            .filter(|&j| (self.game.agents[j].stopping_point() - here).norm() > 2.0)
            .map(|j| (j, clearance(j)))
            .filter(|(_, clearance)| *clearance > 0.65)
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(j, _)| j)
    }

    fn pass(&mut self, t: f64, player: usize, to: usize, since: f64) {
        let from = t + GATHER_S;
        let there = self.game.agents[to].stopping_point();
        let distance = (there - self.game.agents[player].at).norm();
        let until = from + distance / self.random.between(8.0, 10.5) + 0.05;
        self.game.agents[player].stationary_until = from + 0.3;
        self.game.agents[to].target = there;
        self.next_move_s[to] = until + 0.5;
        self.next_move_s[player] = until + 0.3;
        (self.landing_point, self.aimed_at) = (Some(there), there);
        self.game.plays.push(BasketballPlay::Hold {
            player,
            from: since,
            to: from,
            ending: HoldEnding::Pass,
        });
        self.game.plays.push(BasketballPlay::Pass {
            player,
            to,
            from,
            until,
        });
        self.ball = BallPossession::Leaving {
            player,
            catcher: to,
            until,
        };
    }

    fn finish(&mut self, end: f64) {
        match self.ball {
            BallPossession::Held { player, since, .. } => {
                self.game.plays.push(BasketballPlay::Hold {
                    player,
                    from: since,
                    to: end.max(since),
                    ending: HoldEnding::Nothing,
                });
            }
            BallPossession::Dribbled { player, since, .. } => {
                self.game.plays.push(BasketballPlay::Dribble {
                    player,
                    from: since,
                    to: end.max(since),
                });
            }
            BallPossession::Leaving { .. } => {}
        }
    }
}
