//! Which foot bears where and when: steps planned along a course.

use nalgebra::Vector2;
use trackside_body::BodyMeasurements;

use crate::course::{Course, Place};
use crate::curve::{ease, mix, table, wrapped};
use crate::gait::{Gait, foot_pitch};

/// One foot on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Footfall {
    /// From when, s.
    pub on: f64,
    /// To when, s; infinite at the end.
    pub off: f64,
    /// Below the ankle when the foot is flat, m.
    pub at: Vector2<f64>,
    /// Where the toes point, from +x towards +y, rad.
    pub yaw: f64,
    /// Pitch at landing, heel up is positive, rad.
    pub strike: f64,
    /// Pitch at leaving the ground, rad.
    pub push: f64,
    /// Pitch between, rad.
    pub base: f64,
    /// How long the heel takes to rise, s.
    pub rise_s: f64,
    /// Speed at landing, m/s.
    pub speed: f64,
}

/// Both feet leave the ground together, and land together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Jump {
    pub takeoff: f64,
    pub land: f64,
}

/// How a race begins: the feet in the blocks, left and right, and when each leaves them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Blocks {
    pub at: [Vector2<f64>; 2],
    pub off: [f64; 2],
    pub pitch: f64,
}

/// All footfalls of one athlete.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    /// Left and right, in the order of time.
    pub feet: [Vec<Footfall>; 2],
    /// When which foot lands, in the order of time; a jump's landing is the left foot's.
    pub landings: Vec<(f64, usize)>,
    /// From when to when they step on without a rest.
    pub bouts: Vec<[f64; 2]>,
}

/// Slower than this they stand, m/s.
const STANDING_M_S: f64 = 0.22;
/// Before it leaves the ground again, a foot bears at least this long, s.
const LEAST_CONTACT_S: f64 = 0.07;
/// A foot bears no longer than until the body is this share of the leg away from it.
const REACH: f64 = 0.66;
/// Longest flight between steps, s.
const MOST_FLIGHT_S: f64 = 0.14;
/// The body settles this long before a jump and stands this long after, s.
pub(crate) const JUMP_REST_S: f64 = 0.12;

pub(crate) fn plan(
    build: &BodyMeasurements,
    course: &Course,
    jumps: &[Jump],
    blocks: Option<Blocks>,
    end: f64,
) -> Steps {
    let mut planner = Planner {
        build,
        course,
        steps: Steps {
            feet: [Vec::new(), Vec::new()],
            landings: Vec::new(),
            bouts: Vec::new(),
        },
    };
    let mut t = match blocks {
        Some(blocks) => planner.leave_blocks(&blocks, end),
        None => {
            planner.stand();
            0.0
        }
    };
    let mut jumps = jumps.iter().peekable();
    while t < end {
        let next = jumps.peek().map_or(f64::INFINITY, |j| j.takeoff);
        if t >= next - JUMP_REST_S {
            if let Some(jump) = jumps.next() {
                planner.jump(jump);
                t = jump.land + JUMP_REST_S;
            }
        } else if planner.wants_step(t) && next - t > 0.4 {
            let foot = planner.worse_foot(t + 0.4);
            t = planner.walk(t, foot, next - JUMP_REST_S, end);
        } else {
            t += 0.02;
        }
    }
    planner.steps
}

struct Planner<'a> {
    build: &'a BodyMeasurements,
    course: &'a Course,
    steps: Steps,
}

fn side(foot: usize) -> f64 {
    if foot == 0 { 1.0 } else { -1.0 }
}

impl Planner<'_> {
    fn stand(&mut self) {
        for foot in 0..2 {
            let (at, yaw) = self.home(foot, 0.0);
            self.steps.feet[foot].push(self.fall(-1e3, at, yaw, 0.0));
        }
    }

    /// Where a foot belongs below a body that stands or passes at `t`.
    fn home(&self, foot: usize, t: f64) -> (Vector2<f64>, f64) {
        let place = self.course.at(t);
        let speed = place.velocity.norm();
        let sideways = place.velocity.dot(&place.left()).abs();
        // Half the step width: feet apart to stand or slide, nearly on one line to run (Arellano and Kram, J. Biomech. 44, 2011).
        let narrow = table(
            &[
                (0.0, 0.115),
                (0.8, 0.06),
                (2.0, 0.045),
                (4.0, 0.02),
                (8.0, 0.03),
            ],
            speed,
        );
        let half = narrow + 0.12 * ease((sideways - 0.3) / 1.0);
        let out = table(&[(0.0, 0.16), (1.0, 0.11), (4.0, 0.06)], speed);
        let at = place.at + place.left() * (side(foot) * half * self.build.leg_m() / 0.945);
        (at, place.facing + side(foot) * out)
    }

    fn fall(&self, on: f64, at: Vector2<f64>, yaw: f64, gait_t: f64) -> Footfall {
        let place = self.course.at(gait_t);
        let ahead = place.velocity.dot(&place.forward());
        let (strike, push) = foot_pitch(ahead);
        let gait = self.gait(gait_t);
        Footfall {
            on,
            off: f64::INFINITY,
            at,
            yaw,
            strike,
            push,
            base: 0.0,
            rise_s: (0.5 * gait.contact_s).min(0.32),
            speed: place.velocity.norm(),
        }
    }

    fn gait(&self, t: f64) -> Gait {
        let place = self.course.at(t);
        let along = self.course.acceleration(t, 0.25).dot(&place.forward());
        Gait::at(self.build, place.velocity.norm(), along)
    }

    fn off_home(&self, foot: usize, t: f64) -> (f64, f64) {
        let (at, yaw) = self.home(foot, t);
        self.steps.feet[foot].last().map_or((0.0, 0.0), |f| {
            ((f.at - at).norm(), wrapped(f.yaw - yaw).abs())
        })
    }

    fn wants_step(&self, t: f64) -> bool {
        self.course.speed(t + 0.2) > STANDING_M_S
            || (0..2).any(|foot| {
                let (far, turned) = self.off_home(foot, t + 0.2);
                far > 0.14 || turned > 0.5
            })
    }

    fn worse_foot(&self, t: f64) -> usize {
        let worth = |foot| {
            let (far, turned) = self.off_home(foot, t);
            far + 0.2 * turned
        };
        usize::from(worth(1) > worth(0))
    }

    fn settled(&self, t: f64) -> bool {
        self.course.speed(t) < STANDING_M_S
            && self.course.speed(t + 0.3) < STANDING_M_S
            && (0..2).all(|foot| {
                let (far, turned) = self.off_home(foot, t + 0.4);
                far < 0.08 && turned < 0.3
            })
    }

    /// Steps on from `t`, `foot` first, until they stand again, or both feet are down at `limit`. Gives when.
    fn walk(&mut self, t: f64, first: usize, limit: f64, end: f64) -> f64 {
        let swing = self.gait(t + 0.2).swing_s().clamp(0.28, 0.42);
        self.step_on(t, first, t + swing, limit, end)
    }

    fn step_on(&mut self, from: f64, first: usize, landing: f64, limit: f64, end: f64) -> f64 {
        let (mut foot, mut landing) = (first, landing);
        let last = loop {
            landing = landing.min(limit);
            let swing = self.gait(landing - 0.15).swing_s();
            self.land(foot, landing, (landing - swing).max(from));
            if landing >= limit || landing > end || self.settled(landing) {
                break landing;
            }
            let turning = self.course.at(landing + 0.2).turning.abs();
            let step = self
                .gait(landing + 0.12)
                .step_s
                .min(0.55)
                .min(0.9 / turning.max(0.1));
            let step = step.max(0.2);
            // Before the body is far beyond the foot that it stands on.
            landing += step.min(self.reach_s(foot, landing, step) + MOST_FLIGHT_S);
            foot = 1 - foot;
        };
        self.steps.bouts.push([from, last]);
        last
    }

    /// How long after `from` the body is within reach of the foot that bears, at most `most`, s.
    fn reach_s(&self, foot: usize, from: f64, most: f64) -> f64 {
        let Some(fall) = self.steps.feet[foot].last() else {
            return most;
        };
        let far = |t: f64| (self.course.at(t).at - fall.at).norm() > REACH * self.build.leg_m();
        let n = (most / 0.01).ceil() as usize;
        let late = |i: &usize| far(from + *i as f64 * 0.01);
        (1..n).find(late).map_or(most, |i| i as f64 * 0.01)
    }

    /// The foot leaves the ground at `off` and lands at `on`.
    fn land(&mut self, foot: usize, on: f64, off: f64) {
        let since = self.steps.feet[foot]
            .last()
            .map_or(off, |f| f.on.max(off - 0.6));
        let off = since + self.reach_s(foot, since, off - since);
        let off = self.steps.feet[foot]
            .last()
            .map_or(off, |f| off.max(f.on + LEAST_CONTACT_S));
        if let Some(f) = self.steps.feet[foot].last_mut() {
            f.off = off.min(on - 0.12);
        }
        let gait = self.gait(on);
        let speed = self.course.speed(on + 0.3);
        let (under, yaw) = if speed < STANDING_M_S {
            self.home(foot, on + 0.35)
        } else {
            // The foot stays longer behind the body than ahead of it: its toes bear last.
            let share = if gait.contact_s > 0.4 { 0.42 } else { 0.38 };
            self.home(foot, on + (share * gait.contact_s).min(0.3))
        };
        let at = under - self.lean(on + 0.05);
        let fall = self.fall(on, at, yaw, on + 0.05);
        self.steps.feet[foot].push(fall);
        self.steps.landings.push((on, foot));
    }

    /// How far the body is beside its feet to push itself another way, m.
    fn lean(&self, t: f64) -> Vector2<f64> {
        let a = self.course.acceleration(t, 0.12);
        let lean = a * (0.5 * self.build.leg_m() / 9.81);
        lean * (0.32 / lean.norm().max(0.32))
    }

    fn jump(&mut self, jump: &Jump) {
        for foot in 0..2 {
            if let Some(f) = self.steps.feet[foot].last_mut() {
                f.off = jump.takeoff;
                f.push = 0.75;
                f.rise_s = 0.22;
            }
            let (at, yaw) = self.home(foot, jump.land + 0.3);
            let mut fall = self.fall(jump.land, at, yaw, jump.land);
            (fall.strike, fall.speed) = (0.5, 0.0);
            self.steps.feet[foot].push(fall);
        }
        self.steps.landings.push((jump.land, 0));
    }

    fn leave_blocks(&mut self, blocks: &Blocks, end: f64) -> f64 {
        for foot in 0..2 {
            self.steps.feet[foot].push(Footfall {
                on: -1e3,
                off: blocks.off[foot],
                at: blocks.at[foot],
                yaw: 0.0,
                strike: 0.0,
                push: mix(blocks.pitch, 1.2, 0.5),
                base: blocks.pitch,
                rise_s: 0.2,
                speed: 0.0,
            });
        }
        let first = usize::from(blocks.off[1] < blocks.off[0]);
        let landing = blocks.off[1 - first] + 0.06;
        self.step_on(blocks.off[first], first, landing, f64::INFINITY, end)
    }
}

impl Footfall {
    /// How the foot is pitched at `t` while it bears, rad.
    pub fn pitch(&self, t: f64) -> f64 {
        let contact = self.off - self.on;
        let settle = (0.22 * contact).clamp(0.025, 0.12);
        let strike = self.strike * (1.0 - ease((t - self.on) / settle));
        let rise = ((t - self.off + self.rise_s) / self.rise_s).clamp(0.0, 1.0);
        let resting = self.base * ease((t - self.on) / settle);
        // Walkers keep the heel down for longer.
        let risen = rise.powi(if contact > 0.4 { 3 } else { 2 });
        strike + resting + (self.push - self.base) * risen
    }

    /// Unit vector along the foot on the ground.
    pub fn ahead(&self) -> Vector2<f64> {
        Vector2::new(self.yaw.cos(), self.yaw.sin())
    }
}

impl Steps {
    /// The footfall that bears at `t`, or that which ended last before it; and whether it bears.
    pub fn current(&self, foot: usize, t: f64) -> (usize, bool) {
        let falls = &self.feet[foot];
        let i = falls.partition_point(|f| f.on <= t).saturating_sub(1);
        (i, t <= falls[i].off)
    }
}

/// Where the course is when a foot first bears: used by races to place the blocks.
pub(crate) fn ahead_of(place: &Place, forward_m: f64, left_m: f64) -> Vector2<f64> {
    place.at + place.forward() * forward_m + place.left() * left_m
}
