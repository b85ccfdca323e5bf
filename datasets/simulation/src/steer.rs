//! People who go somewhere and keep out of each other's way.

use nalgebra::Vector2;

use crate::course::Course;
use crate::curve::wrapped;

/// Step of the plan, s.
pub(crate) const STEP_S: f64 = 0.02;
/// As hard as players push off, and brake, m/s².
const PUSH_M_S2: f64 = 4.2;
/// Bodies nearer than this, m, part.
const CLOSE_M: f64 = 1.25;
/// Nobody comes nearer than this, m.
const NEAREST_M: f64 = 0.72;
/// Faster than this they look where they go, m/s.
const LOOK_AHEAD_M_S: f64 = 2.0;

/// Somebody who goes somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    pub at: Vector2<f64>,
    pub velocity: Vector2<f64>,
    pub facing: f64,
    pub target: Vector2<f64>,
    /// No faster than this, m/s.
    pub pace: f64,
    pub look_at: Vector2<f64>,
    /// Looks there whatever the speed.
    pub stare: bool,
    /// Until then they stay where they are, s.
    pub rooted_until: f64,
    at_history: Vec<Vector2<f64>>,
    facing_history: Vec<f64>,
}

impl Agent {
    pub fn new(at: Vector2<f64>, facing: f64) -> Agent {
        Agent {
            at,
            velocity: Vector2::zeros(),
            facing,
            target: at,
            pace: 3.0,
            look_at: Vector2::zeros(),
            stare: false,
            rooted_until: f64::NEG_INFINITY,
            at_history: Vec::new(),
            facing_history: Vec::new(),
        }
    }

    /// Where they would come to a stand, m.
    pub fn stop(&self) -> Vector2<f64> {
        self.at + self.velocity * (self.velocity.norm() / (2.0 * 0.8 * PUSH_M_S2) + 0.15)
    }

    pub fn course(&self) -> Course {
        Course::new(STEP_S, &self.at_history, &self.facing_history)
    }

    fn wish(&self, t: f64) -> Vector2<f64> {
        let way = self.target - self.at;
        let far = way.norm();
        if t < self.rooted_until || far < 0.06 {
            return Vector2::zeros();
        }
        // As fast as still lets them stop there.
        let speed = self
            .pace
            .min(1.9 * far)
            .min((2.0 * 0.7 * PUSH_M_S2 * far).sqrt());
        way * (speed / far)
    }

    fn turn(&mut self) {
        let speed = self.velocity.norm();
        let looking = self.look_at - self.at;
        let wanted = if speed > LOOK_AHEAD_M_S && !self.stare {
            self.velocity
        } else {
            looking
        };
        if wanted.norm() > 0.3 {
            let off = wrapped(wanted.y.atan2(wanted.x) - self.facing);
            self.facing = wrapped(self.facing + (5.0 * off).clamp(-3.8, 3.8) * STEP_S);
        }
    }
}

/// How hard somebody is to part from those around, m/s².
fn parting(agents: &[Agent], i: usize) -> Vector2<f64> {
    let me = &agents[i];
    let ahead = |a: &Agent| a.at + a.velocity * 0.25;
    let mut push = Vector2::zeros();
    for (j, other) in agents.iter().enumerate() {
        let away = ahead(me) - ahead(other);
        let far = away.norm();
        if j == i || far > CLOSE_M {
            continue;
        }
        let away = if far > 1e-6 { away / far } else { Vector2::x() };
        // They pass each other on one side, the right.
        let aside = Vector2::new(away.y, -away.x);
        push += (away + aside * 0.5) * (9.0 * (CLOSE_M - far) / CLOSE_M);
    }
    push
}

/// Everybody goes on for one step at time `t`, and what they did is kept.
pub(crate) fn step(agents: &mut [Agent], t: f64) {
    let pushes: Vec<_> = (0..agents.len()).map(|i| parting(agents, i)).collect();
    for (agent, push) in agents.iter_mut().zip(pushes) {
        let rooted = t < agent.rooted_until;
        let mut a = (agent.wish(t) - agent.velocity) / 0.22;
        if !rooted {
            a += push;
        }
        let most = if agent.wish(t).norm() < agent.velocity.norm() {
            1.3
        } else {
            1.0
        } * PUSH_M_S2;
        a *= most / a.norm().max(most);
        agent.velocity += a * STEP_S;
        agent.velocity *= agent.pace.max(1.0) / agent.velocity.norm().max(agent.pace.max(1.0));
        agent.at += agent.velocity * STEP_S;
    }
    keep_apart(agents, t);
    for agent in agents {
        agent.turn();
        agent.at_history.push(agent.at);
        agent.facing_history.push(agent.facing);
    }
}

fn keep_apart(agents: &mut [Agent], t: f64) {
    for i in 1..agents.len() {
        let (before, rest) = agents.split_at_mut(i);
        let b = &mut rest[0];
        for a in before {
            let away = b.at - a.at;
            let far = away.norm();
            if !(1e-9..NEAREST_M).contains(&far) {
                continue;
            }
            let part = away * ((NEAREST_M - far) / far * 0.3);
            let (fixed_a, fixed_b) = (t < a.rooted_until, t < b.rooted_until);
            let closing = (b.velocity - a.velocity).dot(&away) / far;
            if !fixed_a {
                a.at -= part;
                a.velocity += away * (closing.min(0.0) * 0.5 / far);
            }
            if !fixed_b {
                b.at += part;
                b.velocity -= away * (closing.min(0.0) * 0.5 / far);
            }
        }
    }
}
