//! The ball's whole way, from hand to flight to hand.

use nalgebra::{Point3, Vector3};
use trackside_sports::BallKind;

use crate::ball::{self, Flight, Motion};
use crate::curve::{hermite, knot};
use crate::event::{Event, EventKind};
use crate::figure::{Figure, G};
use crate::instant::BallTruth;
use crate::steps;

/// One instant of the ball's way; two of one time are before and after a hit.
#[derive(Clone, Copy, Debug)]
struct Sample {
    t: f64,
    motion: Motion,
    held: bool,
}

/// The ball's whole way.
pub(crate) struct Track {
    kind: BallKind,
    samples: Vec<Sample>,
    pub events: Vec<Event>,
}

/// Held balls are sampled this often, s.
const HELD_STEP_S: f64 = 0.02;
/// Spin of a ball that is dribbled, rad/s: hardly any.
const DRIBBLE_SPIN: f64 = 4.0;

impl Track {
    pub fn new(kind: BallKind) -> Track {
        Track {
            kind,
            samples: Vec::new(),
            events: Vec::new(),
        }
    }

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
            radius_m: self.kind.physics().radius_m,
            held: a.held,
        })
    }

    /// The last place, where there is one.
    pub fn end(&self) -> Option<(f64, Point3<f64>)> {
        self.samples.last().map(|s| (s.t, s.motion.at))
    }

    fn push(&mut self, t: f64, motion: Motion, held: bool) {
        self.samples.push(Sample { t, motion, held });
    }

    fn event(&mut self, t_s: f64, kind: EventKind) {
        self.events.push(Event { t_s, kind });
    }

    /// Held by somebody from `from` to `to` along a way that `at` gives.
    pub fn hold(&mut self, from: f64, to: f64, at: impl Fn(f64) -> Point3<f64>) {
        let n = ((to - from) / HELD_STEP_S).ceil().max(1.0) as usize;
        let h = 1e-3;
        for i in 0..=n {
            let t = from + (to - from) * i as f64 / n as f64;
            let (a, b) = ((t - h).max(from), (t + h).min(to));
            let motion = Motion {
                at: at(t),
                velocity: (at(b) - at(a)) / (b - a).max(1e-9),
                spin: Vector3::zeros(),
            };
            self.push(t, motion, true);
        }
    }

    /// Lies where it is.
    pub fn rest(&mut self, from: f64, to: f64, at: Point3<f64>) {
        let motion = Motion {
            at,
            velocity: Vector3::zeros(),
            spin: Vector3::zeros(),
        };
        self.push(from, motion, false);
        self.push(to, motion, false);
    }

    /// Who gets hold of it.
    pub fn caught(&mut self, t: f64, actor: usize) {
        self.event(t, EventKind::Catch { actor });
    }

    /// Who lets go of it or strikes it.
    pub fn released(&mut self, t: f64, actor: usize) {
        self.event(t, EventKind::Release { actor });
    }

    /// Struck by something that is no hand or foot.
    pub fn hit(&mut self, t: f64, at: Point3<f64>) {
        self.event(t, EventKind::Hit { at });
    }

    /// A flight, as far as `until`.
    pub fn flight(&mut self, flight: &Flight, until: f64) {
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

    /// Through free air from where it is to `to`.
    pub fn throw(
        &mut self,
        from: f64,
        until: f64,
        start: Point3<f64>,
        to: Point3<f64>,
        spin: Vector3<f64>,
    ) {
        let velocity = ball::aim(self.kind, start, to, until - from, spin);
        let motion = Motion {
            at: start,
            velocity,
            spin,
        };
        let mut flight = ball::fly(self.kind, motion, from, until - from, &[]);
        // What is aimed at the ground meets it at the end, not a step sooner or later.
        let on_ground = to.z - self.kind.physics().radius_m < 1e-3;
        flight.bounces.retain(|b| b.0 < until - 0.01);
        if on_ground {
            flight.bounces.push((until, to));
        }
        self.flight(&flight, until);
    }

    /// Along the ground, slowing down as it rolls.
    pub fn roll(&mut self, from: f64, until: f64, start: Point3<f64>, to: Point3<f64>) {
        let nature = self.kind.physics();
        let (time, way) = (until - from, (to - start).xy());
        let far = way.norm();
        let ahead = way / far.max(1e-9);
        // Too slow a roll for that way comes to rest on it instead.
        let slowing = nature
            .rolling_deceleration_m_s2
            .min(2.0 * far / (time * time).max(1e-9));
        let first = far / time.max(1e-6) + 0.5 * slowing * time;
        let n = (time / 0.1).ceil().max(1.0) as usize;
        for i in 0..=n {
            let s = time * i as f64 / n as f64;
            let along = first * s - 0.5 * slowing * s * s;
            let velocity = (ahead * (first - slowing * s)).push(0.0);
            let at = start.xy() + ahead * along;
            let motion = Motion {
                at: Point3::new(at.x, at.y, nature.radius_m),
                velocity,
                spin: Vector3::z().cross(&velocity) / nature.radius_m,
            };
            self.push(from + s, motion, false);
        }
    }

    /// Dribbled with one hand from `from` until the bounce after which `until` has passed; gives when and where it is back
    /// in the hand.
    pub fn dribble(
        &mut self,
        figure: &Figure,
        actor: usize,
        hand: usize,
        from: f64,
        until: f64,
    ) -> f64 {
        let nature = self.kind.physics();
        let mut t = from;
        loop {
            let pushed = push_height(figure);
            let point = |t: f64, z: f64| {
                Point3::new(beside(figure, hand, t).x, beside(figure, hand, t).y, z)
            };
            // Pushed down at 3.8 m/s: falls, bounces, and comes up to the hand a little lower.
            let (push, drop, lift) = (
                3.8,
                pushed - nature.radius_m,
                0.93 * pushed - nature.radius_m,
            );
            let down = ((push * push + 2.0 * G * drop).sqrt() - push) / G;
            let bounced = nature.restitution * (push + G * down);
            let back = (bounced * bounced - 2.0 * G * lift).max(0.0).sqrt();
            let up = (bounced - back) / G;
            let (a, b) = (
                point(t, pushed),
                point(t + down + up, nature.radius_m + lift),
            );
            let level = (b - a).xy() / (down + up);
            let floor = a.xy() + level * down;
            let floor = Point3::new(floor.x, floor.y, nature.radius_m);
            let spin = Vector3::z().cross(&level.push(0.0)) * (DRIBBLE_SPIN / 4.0);
            let mut put = |t, at, z: f64| {
                let motion = Motion {
                    at,
                    velocity: level.push(z),
                    spin,
                };
                self.push(t, motion, false);
            };
            put(t, a, -push);
            put(t + down, floor, -(push + G * down));
            put(t + down, floor, bounced);
            put(t + down + up, b, back);
            self.event(t, EventKind::Release { actor });
            self.event(t + down, EventKind::Bounce { at: floor });
            t += down + up;
            if t >= until {
                self.caught(t, actor);
                return t;
            }
            // In the hand: up a little further, then down again.
            t += 0.26;
        }
    }
}

/// How high the ball is when the hand pushes it down, m.
fn push_height(figure: &Figure) -> f64 {
    figure.build.leg_m() - 0.06
}

/// Where the ball is dribbled: ahead and to the hand's side, with room for the feet.
pub(crate) fn beside(figure: &Figure, hand: usize, t: f64) -> Point3<f64> {
    let side = if hand == 0 { 0.36 } else { -0.36 };
    let at = steps::ahead_of(&figure.course.at(t), 0.30, side);
    Point3::new(at.x, at.y, push_height(figure))
}
