//! Steering: agents that move to targets and avoid each other (after Reynolds, Steering Behaviors for Autonomous Characters, 1999).

use nalgebra::Vector2;

use crate::body_motion::GroundPath;
use crate::curve::wrap_angle;

/// Time step of all plans, s.
pub(crate) const STEP_S: f64 = 0.02;
/// Greatest acceleration, m/s².
const MAX_ACCELERATION_M_S2: f64 = 4.2;
/// Agents nearer than this repel each other, m.
const SEPARATION_M: f64 = 1.25;
/// Smallest distance between agents, m.
const MIN_DISTANCE_M: f64 = 0.72;
/// An agent faster than this faces its direction of motion, m/s.
const LOOK_AHEAD_M_S: f64 = 2.0;

/// An agent.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    /// m
    pub at: Vector2<f64>,
    /// m/s
    pub velocity: Vector2<f64>,
    /// rad
    pub heading: f64,
    /// m
    pub target: Vector2<f64>,
    /// Greatest speed, m/s.
    pub max_speed: f64,
    /// The point that it faces, m.
    pub look_at: Vector2<f64>,
    /// Whether it faces that point at any speed.
    pub keeps_facing: bool,
    /// It stays in place until then, s.
    pub stationary_until: f64,
    at_history: Vec<Vector2<f64>>,
    heading_history: Vec<f64>,
}

impl Agent {
    pub fn new(at: Vector2<f64>, heading: f64) -> Agent {
        Agent {
            at,
            velocity: Vector2::zeros(),
            heading,
            target: at,
            max_speed: 3.0,
            look_at: Vector2::zeros(),
            keeps_facing: false,
            stationary_until: f64::NEG_INFINITY,
            at_history: Vec::new(),
            heading_history: Vec::new(),
        }
    }

    /// Where it would stop, m.
    pub fn stopping_point(&self) -> Vector2<f64> {
        self.at
            + self.velocity * (self.velocity.norm() / (2.0 * 0.8 * MAX_ACCELERATION_M_S2) + 0.15)
    }

    /// The path so far.
    pub fn path(&self) -> GroundPath {
        GroundPath::new(STEP_S, &self.at_history, &self.heading_history)
    }

    /// The velocity towards the target, m/s.
    fn desired_velocity(&self, t: f64) -> Vector2<f64> {
        let direction = self.target - self.at;
        let distance = direction.norm();
        if t < self.stationary_until || distance < 0.06 {
            return Vector2::zeros();
        }
        // The greatest speed from which it can stop at the target.
        let speed = self
            .max_speed
            .min(1.9 * distance)
            .min((2.0 * 0.7 * MAX_ACCELERATION_M_S2 * distance).sqrt());
        direction * (speed / distance)
    }

    fn turn(&mut self) {
        let speed = self.velocity.norm();
        let looking = self.look_at - self.at;
        let wanted = if speed > LOOK_AHEAD_M_S && !self.keeps_facing {
            self.velocity
        } else {
            looking
        };
        if wanted.norm() > 0.3 {
            let error = wrap_angle(wanted.y.atan2(wanted.x) - self.heading);
            self.heading = wrap_angle(self.heading + (5.0 * error).clamp(-3.8, 3.8) * STEP_S);
        }
    }
}

/// The acceleration away from neighbours, m/s².
fn separation_acceleration(agents: &[Agent], i: usize) -> Vector2<f64> {
    let me = &agents[i];
    let ahead = |a: &Agent| a.at + a.velocity * 0.25;
    let mut push = Vector2::zeros();
    for (j, other) in agents.iter().enumerate() {
        let away = ahead(me) - ahead(other);
        let distance = away.norm();
        if j == i || distance > SEPARATION_M {
            continue;
        }
        let away = if distance > 1e-6 {
            away / distance
        } else {
            Vector2::x()
        };
        // Agents pass each other on the right.
        let aside = Vector2::new(away.y, -away.x);
        push += (away + aside * 0.5) * (9.0 * (SEPARATION_M - distance) / SEPARATION_M);
    }
    push
}

/// Moves all agents by one step at time `t`, and records their paths.
pub(crate) fn step(agents: &mut [Agent], t: f64) {
    let pushes: Vec<_> = (0..agents.len())
        .map(|i| separation_acceleration(agents, i))
        .collect();
    for (agent, push) in agents.iter_mut().zip(pushes) {
        let is_stationary = t < agent.stationary_until;
        let mut a = (agent.desired_velocity(t) - agent.velocity) / 0.22;
        if !is_stationary {
            a += push;
        }
        let max_acceleration = if agent.desired_velocity(t).norm() < agent.velocity.norm() {
            1.3
        } else {
            1.0
        } * MAX_ACCELERATION_M_S2;
        a *= max_acceleration / a.norm().max(max_acceleration);
        agent.velocity += a * STEP_S;
        agent.velocity *=
            agent.max_speed.max(1.0) / agent.velocity.norm().max(agent.max_speed.max(1.0));
        agent.at += agent.velocity * STEP_S;
    }
    enforce_min_distance(agents, t);
    for agent in agents {
        agent.turn();
        agent.at_history.push(agent.at);
        agent.heading_history.push(agent.heading);
    }
}

/// Moves agents apart that are nearer than the smallest distance.
fn enforce_min_distance(agents: &mut [Agent], t: f64) {
    for i in 1..agents.len() {
        let (before, rest) = agents.split_at_mut(i);
        let b = &mut rest[0];
        for a in before {
            let away = b.at - a.at;
            let distance = away.norm();
            if !(1e-9..MIN_DISTANCE_M).contains(&distance) {
                continue;
            }
            let shift = away * ((MIN_DISTANCE_M - distance) / distance * 0.3);
            let (is_a_fixed, is_b_fixed) = (t < a.stationary_until, t < b.stationary_until);
            let closing = (b.velocity - a.velocity).dot(&away) / distance;
            if !is_a_fixed {
                a.at -= shift;
                a.velocity += away * (closing.min(0.0) * 0.5 / distance);
            }
            if !is_b_fixed {
                b.at += shift;
                b.velocity -= away * (closing.min(0.0) * 0.5 / distance);
            }
        }
    }
}
