//! A game on a whole pitch: two teams of up to eleven in a 4-4-2 that moves with the ball, referees who follow; players carry the
//! ball, pass along the ground and through the air, shoot; goalkeepers catch and kick on.

use nalgebra::Vector2;

use crate::curve::ease;
use crate::random::Random;
use crate::steer::{self, Agent, STEP_S};

/// What the ball does, in the order of time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Play {
    /// At the feet of `by`.
    Carry { by: usize, from: f64, to: f64 },
    /// In the hands of a goalkeeper.
    Keep { by: usize, from: f64, to: f64 },
    /// From one to another.
    Kick {
        by: usize,
        to: usize,
        from: f64,
        until: f64,
        how: Kick,
    },
}

/// How a ball is kicked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kick {
    /// Along the ground.
    Ground,
    /// Through the air, with that much sidespin, rad/s.
    Air(f64),
}

/// A planned game.
pub(crate) struct Game {
    pub agents: Vec<Agent>,
    pub plays: Vec<Play>,
}

/// Own goal line at 0, the other at 1; the left side line at 1, the right at −1. Goalkeeper first.
const FORMATION: [[f64; 2]; 11] = [
    [0.03, 0.0],
    [0.20, -0.70],
    [0.16, -0.24],
    [0.16, 0.24],
    [0.20, 0.70],
    [0.38, -0.72],
    [0.34, -0.22],
    [0.34, 0.22],
    [0.38, 0.72],
    [0.55, -0.18],
    [0.56, 0.20],
];
const HALF: [f64; 2] = [52.5, 34.0];

enum Ball {
    Carried {
        by: usize,
        since: f64,
        decide: f64,
    },
    Kept {
        by: usize,
        since: f64,
        decide: f64,
    },
    Kicked {
        to: usize,
        until: f64,
        from_at: Vector2<f64>,
        since: f64,
    },
}

struct Plan {
    per_team: usize,
    pace: f64,
    random: Random,
    game: Game,
    ball: Ball,
    /// Where each is drawn to beside their place, m, and until when.
    roam: Vec<(Vector2<f64>, f64)>,
}

pub(crate) fn plan(
    people: usize,
    per_team: usize,
    pace: f64,
    random: Random,
    duration: f64,
) -> Game {
    let mut plan = Plan {
        per_team,
        pace,
        random,
        game: Game {
            agents: Vec::new(),
            plays: Vec::new(),
        },
        ball: Ball::Carried {
            by: per_team.saturating_sub(1),
            since: 0.0,
            decide: 1.2,
        },
        roam: vec![(Vector2::zeros(), 0.0); people],
    };
    for i in 0..people {
        let at = plan.place(i, Vector2::zeros());
        let facing = if plan.team(i) == Some(1) {
            std::f64::consts::PI
        } else {
            0.0
        };
        plan.game.agents.push(Agent::new(at, facing));
    }
    let steps = (duration / STEP_S).ceil() as usize + 1;
    for k in 0..steps {
        plan.step(k as f64 * STEP_S);
    }
    let end = steps as f64 * STEP_S;
    match plan.ball {
        Ball::Carried { by, since, .. } => plan.game.plays.push(Play::Carry {
            by,
            from: since,
            to: end,
        }),
        Ball::Kept { by, since, .. } => plan.game.plays.push(Play::Keep {
            by,
            from: since,
            to: end,
        }),
        Ball::Kicked { .. } => {}
    }
    plan.game
}

impl Plan {
    /// `None` for a referee.
    fn team(&self, i: usize) -> Option<usize> {
        (i < 2 * self.per_team).then(|| i / self.per_team)
    }

    fn keeper(&self, team: usize) -> usize {
        team * self.per_team
    }

    fn is_keeper(&self, i: usize) -> bool {
        self.team(i).is_some_and(|t| self.keeper(t) == i)
    }

    /// Along x, the way that a team attacks.
    fn way(team: usize) -> f64 {
        if team == 0 { 1.0 } else { -1.0 }
    }

    fn goal(team: usize) -> Vector2<f64> {
        Vector2::new(Self::way(team) * HALF[0], 0.0)
    }

    /// Where somebody belongs when the ball is at `ball`.
    fn place(&self, i: usize, ball: Vector2<f64>) -> Vector2<f64> {
        let Some(team) = self.team(i) else {
            return self.referee_place(i - 2 * self.per_team, ball);
        };
        let way = Self::way(team);
        let [along, across] = FORMATION[i % self.per_team];
        let progress = 0.5 + 0.5 * way * ball.x / HALF[0];
        if self.is_keeper(i) {
            return Vector2::new(-way * (HALF[0] - 1.0 - 5.0 * ease(progress)), 0.12 * ball.y);
        }
        let along = (along + 0.42 * (progress - 0.35)).clamp(0.06, 0.93);
        let y = (0.82 * across * HALF[1] * way + 0.3 * ball.y).clamp(-32.0, 32.0);
        Vector2::new(way * (2.0 * along - 1.0) * HALF[0], y)
    }

    /// The referee stays off the play, the assistants level with it along the side lines.
    fn referee_place(&self, i: usize, ball: Vector2<f64>) -> Vector2<f64> {
        match i {
            0 => {
                let off = Vector2::new(
                    if ball.x > 0.0 { -9.0 } else { 9.0 },
                    if ball.y > 0.0 { -7.0 } else { 7.0 },
                );
                let at = ball + off;
                Vector2::new(at.x.clamp(-44.0, 44.0), at.y.clamp(-28.0, 28.0))
            }
            1 => Vector2::new(ball.x.clamp(2.0, 50.0), -HALF[1] - 1.2),
            2 => Vector2::new(ball.x.clamp(-50.0, -2.0), HALF[1] + 1.2),
            // The fourth stands at the half-way line.
            _ => Vector2::new(1.0, -HALF[1] - 3.0),
        }
    }

    fn ball_at(&self, t: f64) -> Vector2<f64> {
        match self.ball {
            Ball::Carried { by, .. } | Ball::Kept { by, .. } => self.game.agents[by].at,
            Ball::Kicked {
                to,
                until,
                from_at,
                since,
            } => {
                let share = ((t - since) / (until - since).max(0.1)).clamp(0.0, 1.0);
                from_at + (self.game.agents[to].at - from_at) * share
            }
        }
    }

    fn step(&mut self, t: f64) {
        self.rule(t);
        let ball = self.ball_at(t);
        self.send(t, ball);
        for agent in &mut self.game.agents {
            agent.look_at = ball;
        }
        if let Ball::Carried { by, .. } = self.ball
            && let Some(team) = self.team(by)
        {
            self.game.agents[by].look_at = Self::goal(team);
        }
        steer::step(&mut self.game.agents, t);
    }

    /// Everybody goes where they should.
    fn send(&mut self, t: f64, ball: Vector2<f64>) {
        let (holder, receiver) = match self.ball {
            Ball::Carried { by, .. } | Ball::Kept { by, .. } => (Some(by), None),
            Ball::Kicked { to, .. } => (None, Some(to)),
        };
        let with_ball = self.team(holder.or(receiver).unwrap_or(0)).unwrap_or(0);
        let pressing = self.nearest(1 - with_ball, ball);
        for i in 0..self.game.agents.len() {
            if self.roam[i].1 < t {
                let r = Vector2::new(
                    self.random.between(-4.5, 4.5),
                    self.random.between(-4.0, 4.0),
                );
                self.roam[i] = (r, t + self.random.between(1.5, 5.0));
            }
            if Some(i) == holder || Some(i) == receiver {
                continue;
            }
            let roam = if self.is_keeper(i) || self.team(i).is_none() {
                0.2
            } else {
                1.0
            };
            let mut target = self.place(i, ball) + self.roam[i].0 * roam;
            let mut pace = 2.2 + 0.35 * (target - self.game.agents[i].at).norm();
            let kept = matches!(self.ball, Ball::Kept { .. });
            if i == pressing && !kept && !self.is_keeper(i) {
                let goal = Self::goal(with_ball);
                target = ball + (goal - ball).normalize() * 1.2;
                pace = 6.5;
            }
            let agent = &mut self.game.agents[i];
            (agent.target, agent.pace) = (target, pace.min(8.2) * self.pace);
        }
    }

    fn nearest(&self, team: usize, at: Vector2<f64>) -> usize {
        let first = team * self.per_team;
        (first..first + self.per_team)
            .min_by(|a, b| {
                let far = |i: usize| (self.game.agents[i].at - at).norm();
                far(*a).total_cmp(&far(*b))
            })
            .unwrap_or(first)
    }

    /// What happens with the ball.
    fn rule(&mut self, t: f64) {
        match self.ball {
            Ball::Carried { by, since, decide } => {
                self.carry(t, by);
                let rival = self.nearest(1 - self.team(by).unwrap_or(0), self.game.agents[by].at);
                let close = (self.game.agents[rival].at - self.game.agents[by].at).norm();
                if close < 0.95
                    && t > since + 1.0
                    && self.random.chance(0.02)
                    && !self.is_keeper(rival)
                {
                    // Tackled: a short poke to the other's feet.
                    self.kick(t, by, rival, since, t + 0.35, Kick::Ground);
                } else if t >= decide {
                    self.decide(t, by, since);
                }
            }
            Ball::Kept { by, since, decide } if t >= decide => {
                let to = self.choose(by, 22.0, 45.0).unwrap_or(by + 1);
                let far = (self.game.agents[to].at - self.game.agents[by].at).norm();
                self.game.plays.push(Play::Keep {
                    by,
                    from: since,
                    to: t,
                });
                let spin = self.random.between(-20.0, 20.0);
                self.let_go(t, by, to, t + 0.9 + far / 24.0, Kick::Air(spin));
            }
            Ball::Kicked { to, until, .. } if t >= until => {
                self.ball = if self.is_keeper(to) {
                    Ball::Kept {
                        by: to,
                        since: t,
                        decide: t + self.random.between(2.0, 3.5),
                    }
                } else {
                    Ball::Carried {
                        by: to,
                        since: t,
                        decide: t + self.random.between(0.8, 3.0),
                    }
                };
            }
            _ => {}
        }
    }

    /// The carrier runs at the goal, more or less, and away from the side lines.
    fn carry(&mut self, t: f64, by: usize) {
        let Some(team) = self.team(by) else { return };
        let at = self.game.agents[by].at;
        let aside = 0.8 * (0.9 * t + by as f64).sin()
            - 1.2 * ease((at.y.abs() - 20.0) / 10.0) * at.y.signum();
        let way = Vector2::new(Self::way(team), aside).normalize();
        let agent = &mut self.game.agents[by];
        let pace = (3.2 + 1.6 * (0.37 * by as f64).sin().abs()) * self.pace;
        let target = at + way * 6.0;
        agent.target = Vector2::new(target.x.clamp(-47.0, 47.0), target.y.clamp(-31.0, 31.0));
        agent.pace = pace;
    }

    fn decide(&mut self, t: f64, by: usize, since: f64) {
        let team = self.team(by).unwrap_or(0);
        let here = self.game.agents[by].at;
        let to_goal = (Self::goal(team) - here).norm();
        let keeper = self.keeper(1 - team);
        if to_goal < 24.0 {
            let fast = self.random.between(19.0, 26.0);
            let spin = self.random.between(-45.0, 45.0);
            let far = (self.game.agents[keeper].at - here).norm();
            self.kick(t, by, keeper, since, t + far / fast + 0.05, Kick::Air(spin));
            return;
        }
        let long = self.random.chance(0.25);
        let (least, most) = if long { (24.0, 48.0) } else { (6.0, 24.0) };
        let Some(to) = self
            .choose(by, least, most)
            .or_else(|| self.choose(by, 5.0, 50.0))
        else {
            return;
        };
        let far = (self.game.agents[to].at - here).norm();
        if far > 22.0 {
            let spin = self.random.between(-35.0, 35.0);
            self.kick(t, by, to, since, t + 0.7 + far / 25.0, Kick::Air(spin));
        } else {
            let until = t + far / self.random.between(10.0, 14.0);
            self.kick(t, by, to, since, until, Kick::Ground);
        }
    }

    /// A team-mate between so near and so far, rather ahead and unmarked.
    fn choose(&mut self, by: usize, least: f64, most: f64) -> Option<usize> {
        let team = self.team(by)?;
        let here = self.game.agents[by].at;
        let first = team * self.per_team;
        let mut best: Option<(f64, usize)> = None;
        for j in first..first + self.per_team {
            let there = self.game.agents[j].at;
            let far = (there - here).norm();
            if j == by || self.is_keeper(j) || !(least..most).contains(&far) {
                continue;
            }
            let rival = self.nearest(1 - team, there);
            let free = (self.game.agents[rival].at - there).norm().min(8.0);
            let worth = 0.06 * (there.x - here.x) * Self::way(team)
                + 0.3 * free
                + self.random.between(0.0, 3.0);
            if best.is_none_or(|b| worth > b.0) {
                best = Some((worth, j));
            }
        }
        best.map(|b| b.1)
    }

    fn kick(&mut self, t: f64, by: usize, to: usize, since: f64, until: f64, how: Kick) {
        self.game.plays.push(Play::Carry {
            by,
            from: since,
            to: t,
        });
        self.let_go(t, by, to, until, how);
    }

    fn let_go(&mut self, t: f64, by: usize, to: usize, until: f64, how: Kick) {
        self.game.plays.push(Play::Kick {
            by,
            to,
            from: t,
            until,
            how,
        });
        // They come to meet it.
        let from_at = self.game.agents[by].at;
        let receiver_at = self.game.agents[to].at;
        let meet = (from_at - receiver_at).normalize() * 2.5;
        let receiver_target = if self.is_keeper(to) {
            receiver_at
        } else {
            receiver_at + meet
        };
        self.game.agents[to].target = receiver_target;
        self.game.agents[to].pace = 3.5 * self.pace;
        self.ball = Ball::Kicked {
            to,
            until,
            from_at,
            since: t,
        };
    }
}
