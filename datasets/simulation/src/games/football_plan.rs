//! The plan of a football game: two teams of up to eleven in a 4-4-2 that moves with the ball, and referees; players carry the
//! ball, pass along the ground and through the air, and shoot; goalkeepers catch and clear.

use nalgebra::Vector2;
use trackside_sports::Field;

use crate::curve::smoothstep;
use crate::games::steering::{self, Agent, STEP_S};
use crate::random::RandomStream;

/// A phase of the ball.
#[derive(Clone, Copy, Debug)]
pub(crate) enum FootballPlay {
    /// Dribbled by a player.
    Carry { player: usize, from: f64, to: f64 },
    /// In the hands of a goalkeeper.
    Keep { player: usize, from: f64, to: f64 },
    /// Kicked from one player to another.
    Kick {
        player: usize,
        to: usize,
        from: f64,
        until: f64,
        kick: KickType,
    },
}

/// The type of a kick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum KickType {
    /// Along the ground.
    Ground,
    /// Through the air, with that sidespin, rad/s.
    Air(f64),
}

/// A planned game.
pub(crate) struct FootballGame {
    pub agents: Vec<Agent>,
    /// In the order of time.
    pub plays: Vec<FootballPlay>,
}

/// Positions of a team: along the pitch from its own goal line (0) to the other (1), and across from the right touchline (−1) to
/// the left (1). Goalkeeper first.
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

/// Who controls the ball.
enum BallControl {
    Carried {
        player: usize,
        since: f64,
        decide_at: f64,
    },
    Kept {
        player: usize,
        since: f64,
        decide_at: f64,
    },
    Kicked {
        to: usize,
        until: f64,
        from_at: Vector2<f64>,
        since: f64,
    },
}

struct FootballPlanner {
    /// Half of the pitch's length and width, m.
    half: [f64; 2],
    per_team: usize,
    speed_scale: f64,
    random: RandomStream,
    game: FootballGame,
    ball: BallControl,
    /// Offset of each player from the formation, m, and its end, s.
    roaming: Vec<(Vector2<f64>, f64)>,
}

/// Plans a game.
pub(crate) fn plan(
    field: &Field,
    people: usize,
    per_team: usize,
    speed_scale: f64,
    random: RandomStream,
    duration: f64,
) -> FootballGame {
    let mut plan = FootballPlanner {
        half: field.size_m.map(|m| 0.5 * m),
        per_team,
        speed_scale,
        random,
        game: FootballGame {
            agents: Vec::new(),
            plays: Vec::new(),
        },
        ball: BallControl::Carried {
            player: per_team.saturating_sub(1),
            since: 0.0,
            decide_at: 1.2,
        },
        roaming: vec![(Vector2::zeros(), 0.0); people],
    };
    for i in 0..people {
        let at = plan.formation_position(i, Vector2::zeros());
        let heading = if plan.team(i) == Some(1) {
            std::f64::consts::PI
        } else {
            0.0
        };
        plan.game.agents.push(Agent::new(at, heading));
    }
    let steps = (duration / STEP_S).ceil() as usize + 1;
    for k in 0..steps {
        plan.step(k as f64 * STEP_S);
    }
    let end = steps as f64 * STEP_S;
    match plan.ball {
        BallControl::Carried { player, since, .. } => plan.game.plays.push(FootballPlay::Carry {
            player,
            from: since,
            to: end,
        }),
        BallControl::Kept { player, since, .. } => plan.game.plays.push(FootballPlay::Keep {
            player,
            from: since,
            to: end,
        }),
        BallControl::Kicked { .. } => {}
    }
    plan.game
}

impl FootballPlanner {
    /// `None` for a referee.
    fn team(&self, i: usize) -> Option<usize> {
        (i < 2 * self.per_team).then(|| i / self.per_team)
    }

    fn goalkeeper(&self, team: usize) -> usize {
        team * self.per_team
    }

    fn is_goalkeeper(&self, i: usize) -> bool {
        self.team(i).is_some_and(|t| self.goalkeeper(t) == i)
    }

    /// The sign of x of the goal that a team attacks.
    fn attack_direction(team: usize) -> f64 {
        if team == 0 { 1.0 } else { -1.0 }
    }

    fn goal_attacked_by(&self, team: usize) -> Vector2<f64> {
        Vector2::new(Self::attack_direction(team) * self.half[0], 0.0)
    }

    /// The position in the formation when the ball is at `ball`.
    fn formation_position(&self, i: usize, ball: Vector2<f64>) -> Vector2<f64> {
        let Some(team) = self.team(i) else {
            return self.referee_position(i - 2 * self.per_team, ball);
        };
        let attack_direction = Self::attack_direction(team);
        let [along, across] = FORMATION[i % self.per_team];
        let progress = 0.5 + 0.5 * attack_direction * ball.x / self.half[0];
        if self.is_goalkeeper(i) {
            return Vector2::new(
                -attack_direction * (self.half[0] - 1.0 - 5.0 * smoothstep(progress)),
                0.12 * ball.y,
            );
        }
        let along = (along + 0.42 * (progress - 0.35)).clamp(0.06, 0.93);
        let y = (0.82 * across * self.half[1] * attack_direction + 0.3 * ball.y).clamp(-32.0, 32.0);
        Vector2::new(attack_direction * (2.0 * along - 1.0) * self.half[0], y)
    }

    /// The referee keeps clear of the play, the assistants stay level with it along the touchlines.
    fn referee_position(&self, i: usize, ball: Vector2<f64>) -> Vector2<f64> {
        match i {
            0 => {
                let offset = Vector2::new(
                    if ball.x > 0.0 { -9.0 } else { 9.0 },
                    if ball.y > 0.0 { -7.0 } else { 7.0 },
                );
                let at = ball + offset;
                Vector2::new(at.x.clamp(-44.0, 44.0), at.y.clamp(-28.0, 28.0))
            }
            1 => Vector2::new(ball.x.clamp(2.0, 50.0), -self.half[1] - 1.2),
            2 => Vector2::new(ball.x.clamp(-50.0, -2.0), self.half[1] + 1.2),
            // The fourth official stands at the halfway line.
            _ => Vector2::new(1.0, -self.half[1] - 3.0),
        }
    }

    fn ball_at(&self, t: f64) -> Vector2<f64> {
        match self.ball {
            BallControl::Carried { player, .. } | BallControl::Kept { player, .. } => {
                self.game.agents[player].at
            }
            BallControl::Kicked {
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
        self.update_control(t);
        let ball = self.ball_at(t);
        self.set_targets(t, ball);
        for agent in &mut self.game.agents {
            agent.look_at = ball;
        }
        if let BallControl::Carried { player, .. } = self.ball
            && let Some(team) = self.team(player)
        {
            self.game.agents[player].look_at = self.goal_attacked_by(team);
        }
        steering::step(&mut self.game.agents, t);
    }

    /// Sets the targets of all agents.
    fn set_targets(&mut self, t: f64, ball: Vector2<f64>) {
        let (holder, receiver) = match self.ball {
            BallControl::Carried { player, .. } | BallControl::Kept { player, .. } => {
                (Some(player), None)
            }
            BallControl::Kicked { to, .. } => (None, Some(to)),
        };
        let with_ball = self.team(holder.or(receiver).unwrap_or(0)).unwrap_or(0);
        let pressing = self.nearest(1 - with_ball, ball);
        for i in 0..self.game.agents.len() {
            if self.roaming[i].1 < t {
                let r = Vector2::new(
                    self.random.between(-4.5, 4.5),
                    self.random.between(-4.0, 4.0),
                );
                self.roaming[i] = (r, t + self.random.between(1.5, 5.0));
            }
            if Some(i) == holder || Some(i) == receiver {
                continue;
            }
            let roaming = if self.is_goalkeeper(i) || self.team(i).is_none() {
                0.2
            } else {
                1.0
            };
            let mut target = self.formation_position(i, ball) + self.roaming[i].0 * roaming;
            let mut speed = 2.2 + 0.35 * (target - self.game.agents[i].at).norm();
            let kept = matches!(self.ball, BallControl::Kept { .. });
            if i == pressing && !kept && !self.is_goalkeeper(i) {
                let goal = self.goal_attacked_by(with_ball);
                target = ball + (goal - ball).normalize() * 1.2;
                speed = 6.5;
            }
            let agent = &mut self.game.agents[i];
            (agent.target, agent.max_speed) = (target, speed.min(8.2) * self.speed_scale);
        }
    }

    fn nearest(&self, team: usize, at: Vector2<f64>) -> usize {
        let first = team * self.per_team;
        (first..first + self.per_team)
            .min_by(|a, b| {
                let distance = |i: usize| (self.game.agents[i].at - at).norm();
                distance(*a).total_cmp(&distance(*b))
            })
            .unwrap_or(first)
    }

    /// Changes the control of the ball.
    fn update_control(&mut self, t: f64) {
        match self.ball {
            BallControl::Carried {
                player,
                since,
                decide_at,
            } => {
                self.carry(t, player);
                let opponent = self.nearest(
                    1 - self.team(player).unwrap_or(0),
                    self.game.agents[player].at,
                );
                let distance_m =
                    (self.game.agents[opponent].at - self.game.agents[player].at).norm();
                if distance_m < 0.95
                    && t > since + 1.0
                    && self.random.chance(0.02)
                    && !self.is_goalkeeper(opponent)
                {
                    // A tackle moves the ball to the opponent's feet.
                    self.kick(t, player, opponent, since, t + 0.35, KickType::Ground);
                } else if t >= decide_at {
                    self.decide(t, player, since);
                }
            }
            BallControl::Kept {
                player,
                since,
                decide_at,
            } if t >= decide_at => {
                let to = self.open_teammate(player, 22.0, 45.0).unwrap_or(player + 1);
                let distance = (self.game.agents[to].at - self.game.agents[player].at).norm();
                self.game.plays.push(FootballPlay::Keep {
                    player,
                    from: since,
                    to: t,
                });
                let spin = self.random.between(-20.0, 20.0);
                self.release(
                    t,
                    player,
                    to,
                    t + 0.9 + distance / 24.0,
                    KickType::Air(spin),
                );
            }
            BallControl::Kicked { to, until, .. } if t >= until => {
                self.ball = if self.is_goalkeeper(to) {
                    BallControl::Kept {
                        player: to,
                        since: t,
                        decide_at: t + self.random.between(2.0, 3.5),
                    }
                } else {
                    BallControl::Carried {
                        player: to,
                        since: t,
                        decide_at: t + self.random.between(0.8, 3.0),
                    }
                };
            }
            _ => {}
        }
    }

    /// The carrier runs towards the goal and away from the touchlines.
    fn carry(&mut self, t: f64, player: usize) {
        let Some(team) = self.team(player) else {
            return;
        };
        let at = self.game.agents[player].at;
        let aside = 0.8 * (0.9 * t + player as f64).sin()
            - 1.2 * smoothstep((at.y.abs() - 20.0) / 10.0) * at.y.signum();
        let direction = Vector2::new(Self::attack_direction(team), aside).normalize();
        let agent = &mut self.game.agents[player];
        let speed = (3.2 + 1.6 * (0.37 * player as f64).sin().abs()) * self.speed_scale;
        let target = at + direction * 6.0;
        agent.target = Vector2::new(target.x.clamp(-47.0, 47.0), target.y.clamp(-31.0, 31.0));
        agent.max_speed = speed;
    }

    fn decide(&mut self, t: f64, player: usize, since: f64) {
        let team = self.team(player).unwrap_or(0);
        let here = self.game.agents[player].at;
        let to_goal = (self.goal_attacked_by(team) - here).norm();
        let goalkeeper = self.goalkeeper(1 - team);
        if to_goal < 24.0 {
            let fast = self.random.between(19.0, 26.0);
            let spin = self.random.between(-45.0, 45.0);
            let distance = (self.game.agents[goalkeeper].at - here).norm();
            self.kick(
                t,
                player,
                goalkeeper,
                since,
                t + distance / fast + 0.05,
                KickType::Air(spin),
            );
            return;
        }
        let long = self.random.chance(0.25);
        let (min_m, max_m) = if long { (24.0, 48.0) } else { (6.0, 24.0) };
        let Some(to) = self
            .open_teammate(player, min_m, max_m)
            .or_else(|| self.open_teammate(player, 5.0, 50.0))
        else {
            return;
        };
        let distance = (self.game.agents[to].at - here).norm();
        if distance > 22.0 {
            let spin = self.random.between(-35.0, 35.0);
            self.kick(
                t,
                player,
                to,
                since,
                t + 0.7 + distance / 25.0,
                KickType::Air(spin),
            );
        } else {
            let until = t + distance / self.random.between(10.0, 14.0);
            self.kick(t, player, to, since, until, KickType::Ground);
        }
    }

    /// A teammate at that distance, preferably ahead and unmarked.
    fn open_teammate(&mut self, player: usize, min_m: f64, max_m: f64) -> Option<usize> {
        let team = self.team(player)?;
        let here = self.game.agents[player].at;
        let first = team * self.per_team;
        let mut best: Option<(f64, usize)> = None;
        for j in first..first + self.per_team {
            let there = self.game.agents[j].at;
            let distance = (there - here).norm();
            if j == player || self.is_goalkeeper(j) || !(min_m..max_m).contains(&distance) {
                continue;
            }
            let opponent = self.nearest(1 - team, there);
            let clearance = (self.game.agents[opponent].at - there).norm().min(8.0);
            let value = 0.06 * (there.x - here.x) * Self::attack_direction(team)
                + 0.3 * clearance
                + self.random.between(0.0, 3.0);
            if best.is_none_or(|b| value > b.0) {
                best = Some((value, j));
            }
        }
        best.map(|b| b.1)
    }

    fn kick(&mut self, t: f64, player: usize, to: usize, since: f64, until: f64, kick: KickType) {
        self.game.plays.push(FootballPlay::Carry {
            player,
            from: since,
            to: t,
        });
        self.release(t, player, to, until, kick);
    }

    fn release(&mut self, t: f64, player: usize, to: usize, until: f64, kick: KickType) {
        self.game.plays.push(FootballPlay::Kick {
            player,
            to,
            from: t,
            until,
            kick,
        });
        // The receiver moves towards the ball.
        let from_at = self.game.agents[player].at;
        let receiver_at = self.game.agents[to].at;
        let meet = (from_at - receiver_at).normalize() * 2.5;
        let receiver_target = if self.is_goalkeeper(to) {
            receiver_at
        } else {
            receiver_at + meet
        };
        self.game.agents[to].target = receiver_target;
        self.game.agents[to].max_speed = 3.5 * self.speed_scale;
        self.ball = BallControl::Kicked {
            to,
            until,
            from_at,
            since: t,
        };
    }
}
