//! The trajectory of the ball, from hand to flight to hand, and its events.

use nalgebra::{Point3, Vector3};
use trackside_sports::GRAVITY_M_S2;

use crate::ball_dynamics::{BallDynamics, BallFlight, BallMotion};
use crate::body_motion::BodyMotion;
use crate::curve::{hermite, knot};
use crate::event::{Event, EventKind};
use crate::world_state::BallTruth;

/// The state at one time; two samples of one time are before and after an impact.
#[derive(Clone, Copy, Debug)]
struct Sample {
    t: f64,
    motion: BallMotion,
    is_held: bool,
}

/// The trajectory of the ball.
pub(crate) struct BallTrajectory {
    dynamics: BallDynamics,
    samples: Vec<Sample>,
    pub events: Vec<Event>,
}

/// Sampling step of held balls, s.
const HELD_STEP_S: f64 = 0.02;
/// Spin of a dribbled ball, rad/s.
const DRIBBLE_SPIN: f64 = 4.0;

impl BallTrajectory {
    pub fn new(dynamics: BallDynamics) -> BallTrajectory {
        BallTrajectory {
            dynamics,
            samples: Vec::new(),
            events: Vec::new(),
        }
    }

    /// The ball at `t`.
    pub fn at(&self, t: f64) -> Option<BallTruth> {
        let after = self.samples.partition_point(|s| s.t <= t);
        let a = self.samples.get(after.saturating_sub(1))?;
        let b = self.samples.get(after).unwrap_or(a);
        let mut at = a.motion.at;
        let mut velocity = a.motion.velocity;
        if b.t > a.t && t > a.t {
            for i in 0..3 {
                (at[i], velocity[i]) = hermite(
                    knot(a.t, a.motion.at[i], a.motion.velocity[i]),
                    knot(b.t, b.motion.at[i], b.motion.velocity[i]),
                    t,
                );
            }
        }
        if after == self.samples.len() {
            velocity = Vector3::zeros();
        }
        Some(BallTruth {
            at,
            velocity,
            spin_rad_s: a.motion.spin,
            radius_m: self.dynamics.physics().radius_m,
            is_held: a.is_held,
        })
    }

    /// The last time, s, and position, m, so far.
    pub fn end(&self) -> Option<(f64, Point3<f64>)> {
        self.samples.last().map(|s| (s.t, s.motion.at))
    }

    fn push(&mut self, t: f64, motion: BallMotion, is_held: bool) {
        self.samples.push(Sample { t, motion, is_held });
    }

    fn event(&mut self, t_s: f64, kind: EventKind) {
        self.events.push(Event { t_s, kind });
    }

    /// Held from `from` to `to`, along the path `at`.
    pub fn hold(&mut self, from: f64, to: f64, at: impl Fn(f64) -> Point3<f64>) {
        let n = ((to - from) / HELD_STEP_S).ceil().max(1.0) as usize;
        let h = 1e-3;
        for i in 0..=n {
            let t = from + (to - from) * i as f64 / n as f64;
            let (a, b) = ((t - h).max(from), (t + h).min(to));
            let motion = BallMotion {
                at: at(t),
                velocity: (at(b) - at(a)) / (b - a).max(1e-9),
                spin: Vector3::zeros(),
            };
            self.push(t, motion, true);
        }
    }

    /// At rest.
    pub fn rest(&mut self, from: f64, to: f64, at: Point3<f64>) {
        let motion = BallMotion {
            at,
            velocity: Vector3::zeros(),
            spin: Vector3::zeros(),
        };
        self.push(from, motion, false);
        self.push(to, motion, false);
    }

    /// An actor gains control of it.
    pub fn caught(&mut self, t: f64, actor: usize) {
        self.event(t, EventKind::Catch { actor });
    }

    /// An actor releases or strikes it.
    pub fn released(&mut self, t: f64, actor: usize) {
        self.event(t, EventKind::Release { actor });
    }

    /// Struck by an object, not by a hand or foot.
    pub fn hit(&mut self, t: f64, at: Point3<f64>) {
        self.event(t, EventKind::Hit { at });
    }

    /// Appends a flight until `until`.
    pub fn flight(&mut self, flight: &BallFlight, until: f64) {
        for &(t, motion) in flight.samples.iter().filter(|s| s.0 <= until) {
            self.push(t, motion, false);
        }
        for &(t, at) in flight.bounces.iter().filter(|b| b.0 <= until) {
            self.event(t, EventKind::Bounce { at });
        }
        for &(t, at) in flight.hits.iter().filter(|b| b.0 <= until) {
            self.event(t, EventKind::Hit { at });
        }
        if let Some((t, at)) = flight.scored.filter(|s| s.0 <= until) {
            self.event(t, EventKind::Basket { at });
        }
    }

    /// Through free air from `start` to `to`.
    pub fn throw(
        &mut self,
        from: f64,
        until: f64,
        start: Point3<f64>,
        to: Point3<f64>,
        spin: Vector3<f64>,
    ) {
        let velocity = self.dynamics.launch_velocity(start, to, until - from, spin);
        let motion = BallMotion {
            at: start,
            velocity,
            spin,
        };
        let mut flight = self
            .dynamics
            .simulate_flight(motion, from, until - from, &[]);
        // A target on the ground is reached exactly at the end.
        let on_ground = to.z - self.dynamics.physics().radius_m < 1e-3;
        flight.bounces.retain(|b| b.0 < until - 0.01);
        if on_ground {
            flight.bounces.push((until, to));
        }
        self.flight(&flight, until);
    }

    /// Along the ground, slowing down as it rolls.
    pub fn roll(&mut self, from: f64, until: f64, start: Point3<f64>, to: Point3<f64>) {
        let physics = *self.dynamics.physics();
        let (time, path) = (until - from, (to - start).xy());
        let distance = path.norm();
        let ahead = path / distance.max(1e-9);
        // On a path that is too short for the usual deceleration the ball decelerates less.
        let deceleration = physics
            .rolling_deceleration_m_s2
            .min(2.0 * distance / (time * time).max(1e-9));
        let initial_speed = distance / time.max(1e-6) + 0.5 * deceleration * time;
        let n = (time / 0.1).ceil().max(1.0) as usize;
        for i in 0..=n {
            let s = time * i as f64 / n as f64;
            let along = initial_speed * s - 0.5 * deceleration * s * s;
            let velocity = (ahead * (initial_speed - deceleration * s)).push(0.0);
            let at = start.xy() + ahead * along;
            let motion = BallMotion {
                at: Point3::new(at.x, at.y, physics.radius_m),
                velocity,
                spin: Vector3::z().cross(&velocity) / physics.radius_m,
            };
            self.push(from + s, motion, false);
        }
    }

    /// Dribbled with one hand from `from` until the first bounce after which `until` has passed. Returns when the ball is back in
    /// the hand.
    pub fn dribble(
        &mut self,
        body: &BodyMotion,
        actor: usize,
        hand: usize,
        from: f64,
        until: f64,
    ) -> f64 {
        let physics = *self.dynamics.physics();
        let mut t = from;
        loop {
            let pushed = push_height(body);
            let point = |t: f64, z: f64| {
                Point3::new(
                    dribble_position(body, hand, t).x,
                    dribble_position(body, hand, t).y,
                    z,
                )
            };
            // Pushed down at 3.8 m/s, it bounces back to a slightly lower hand.
            let (push, drop, rise) = (
                3.8,
                pushed - physics.radius_m,
                0.93 * pushed - physics.radius_m,
            );
            let down = ((push * push + 2.0 * GRAVITY_M_S2 * drop).sqrt() - push) / GRAVITY_M_S2;
            let bounced = physics.restitution * (push + GRAVITY_M_S2 * down);
            let back = (bounced * bounced - 2.0 * GRAVITY_M_S2 * rise)
                .max(0.0)
                .sqrt();
            let up = (bounced - back) / GRAVITY_M_S2;
            let (a, b) = (
                point(t, pushed),
                point(t + down + up, physics.radius_m + rise),
            );
            let horizontal = (b - a).xy() / (down + up);
            let floor = a.xy() + horizontal * down;
            let floor = Point3::new(floor.x, floor.y, physics.radius_m);
            let spin = Vector3::z().cross(&horizontal.push(0.0)) * (DRIBBLE_SPIN / 4.0);
            let mut put = |t, at, z: f64| {
                let motion = BallMotion {
                    at,
                    velocity: horizontal.push(z),
                    spin,
                };
                self.push(t, motion, false);
            };
            put(t, a, -push);
            put(t + down, floor, -(push + GRAVITY_M_S2 * down));
            put(t + down, floor, bounced);
            put(t + down + up, b, back);
            self.event(t, EventKind::Release { actor });
            self.event(t + down, EventKind::Bounce { at: floor });
            t += down + up;
            if t >= until {
                self.caught(t, actor);
                return t;
            }
            // In the hand it rises a little further, then goes down again.
            t += 0.26;
        }
    }
}

/// Height of the ball when the hand pushes it down, m.
fn push_height(body: &BodyMotion) -> f64 {
    body.body().leg_m() - 0.06
}

/// Position of a dribbled ball: ahead and to the side of the hand, clear of the feet.
pub(crate) fn dribble_position(body: &BodyMotion, hand: usize, t: f64) -> Point3<f64> {
    let side = if hand == 0 { 0.36 } else { -0.36 };
    let at = body.path().at(t).offset(0.30, side);
    Point3::new(at.x, at.y, push_height(body))
}
