//! Footfalls planned along a path: which foot is on the ground, where and when.

use nalgebra::Vector2;
use trackside_body::BodyMeasurements;
use trackside_sports::GRAVITY_M_S2;

use crate::body_motion::gait::{Gait, REFERENCE_LEG_M, foot_pitch};
use crate::body_motion::ground_path::GroundPath;
use crate::curve::{interpolate, lerp, smoothstep, wrap_angle};

/// A foot on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Footfall {
    /// Contact, s.
    pub contact_s: f64,
    /// Toe-off, s; infinite of the last footfall.
    pub toe_off_s: f64,
    /// The point below the ankle when the foot is flat, m.
    pub at: Vector2<f64>,
    /// Direction of the toes, from +x towards +y, rad.
    pub yaw: f64,
    /// Foot pitch at contact, heel up is positive, rad.
    pub pitch_at_contact: f64,
    /// Foot pitch at toe-off, rad.
    pub pitch_at_toe_off: f64,
    /// Foot pitch in mid-stance, rad.
    pub stance_pitch: f64,
    /// Duration of the heel rise, s.
    pub rise_s: f64,
    /// Speed of the body at contact, m/s.
    pub speed: f64,
}

/// A jump: both feet leave the ground together, and land together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Jump {
    /// s
    pub takeoff_s: f64,
    /// s
    pub landing_s: f64,
}

/// Starting blocks of a race.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct StartingBlocks {
    /// Positions of the left and the right foot, m.
    pub at: [Vector2<f64>; 2],
    /// When each leaves its block, s.
    pub toe_off_s: [f64; 2],
    /// Pitch of the feet, rad.
    pub pitch: f64,
}

/// All footfalls of one actor.
#[derive(Clone, Debug)]
pub(crate) struct StepPlan {
    /// Left and right, in the order of time.
    pub feet: [Vec<Footfall>; 2],
    /// Contact times and feet, in the order of time; a jump's landing counts as the left foot's.
    pub landings: Vec<(f64, usize)>,
    /// Start and end of each sequence of steps without a rest, s.
    pub bouts: Vec<[f64; 2]>,
}

/// Slower than this an actor stands, m/s.
const STANDING_M_S: f64 = 0.22;
/// Shortest contact, s.
const MIN_CONTACT_S: f64 = 0.07;
/// Longest distance from the body to a foot on the ground, as a fraction of the leg.
const MAX_REACH: f64 = 0.66;
/// Longest flight between steps, s.
const MAX_FLIGHT_S: f64 = 0.14;
/// Time without steps before and after a jump, s.
pub(crate) const JUMP_REST_S: f64 = 0.12;

pub(crate) fn plan(
    body: &BodyMeasurements,
    path: &GroundPath,
    jumps: &[Jump],
    blocks: Option<StartingBlocks>,
    end: f64,
) -> StepPlan {
    let mut planner = Planner {
        body,
        path,
        plan: StepPlan {
            feet: [Vec::new(), Vec::new()],
            landings: Vec::new(),
            bouts: Vec::new(),
        },
    };
    let mut t = match blocks {
        Some(blocks) => planner.leave_starting_blocks(&blocks, end),
        None => {
            planner.stand();
            0.0
        }
    };
    let mut jumps = jumps.iter().peekable();
    while t < end {
        let next = jumps.peek().map_or(f64::INFINITY, |j| j.takeoff_s);
        if t >= next - JUMP_REST_S {
            if let Some(jump) = jumps.next() {
                planner.jump(jump);
                t = jump.landing_s + JUMP_REST_S;
            }
        } else if planner.needs_step(t) && next - t > 0.4 {
            let foot = planner.foot_to_move(t + 0.4);
            t = planner.walk(t, foot, next - JUMP_REST_S, end);
        } else {
            t += 0.02;
        }
    }
    planner.plan
}

struct Planner<'a> {
    body: &'a BodyMeasurements,
    path: &'a GroundPath,
    plan: StepPlan,
}

fn side(foot: usize) -> f64 {
    if foot == 0 { 1.0 } else { -1.0 }
}

impl Planner<'_> {
    fn stand(&mut self) {
        for foot in 0..2 {
            let (at, yaw) = self.foot_target(foot, 0.0);
            self.plan.feet[foot].push(self.footfall(-1e3, at, yaw, 0.0));
        }
    }

    /// Position and direction of a foot under the body at `t`.
    fn foot_target(&self, foot: usize, t: f64) -> (Vector2<f64>, f64) {
        let place = self.path.at(t);
        let speed = place.velocity.norm();
        let sideways = place.velocity.dot(&place.left()).abs();
        // Half the step width: wide to stand or slide, near one line to run (Arellano and Kram, J. Biomech. 44, 2011).
        let narrow = interpolate(
            &[
                (0.0, 0.115),
                (0.8, 0.06),
                (2.0, 0.045),
                (4.0, 0.02),
                (8.0, 0.03),
            ],
            speed,
        );
        let half = narrow + 0.12 * smoothstep((sideways - 0.3) / 1.0);
        let out = interpolate(&[(0.0, 0.16), (1.0, 0.11), (4.0, 0.06)], speed);
        let at =
            place.at + place.left() * (side(foot) * half * self.body.leg_m() / REFERENCE_LEG_M);
        (at, place.heading + side(foot) * out)
    }

    fn footfall(&self, contact_s: f64, at: Vector2<f64>, yaw: f64, gait_t: f64) -> Footfall {
        let place = self.path.at(gait_t);
        let ahead = place.velocity.dot(&place.forward());
        let (pitch_at_contact, pitch_at_toe_off) = foot_pitch(ahead);
        let gait = self.gait(gait_t);
        Footfall {
            contact_s,
            toe_off_s: f64::INFINITY,
            at,
            yaw,
            pitch_at_contact,
            pitch_at_toe_off,
            stance_pitch: 0.0,
            rise_s: (0.5 * gait.contact_s).min(0.32),
            speed: place.velocity.norm(),
        }
    }

    fn gait(&self, t: f64) -> Gait {
        let place = self.path.at(t);
        let along = self.path.acceleration(t, 0.25).dot(&place.forward());
        Gait::at(self.body, place.velocity.norm(), along)
    }

    fn foot_offset(&self, foot: usize, t: f64) -> (f64, f64) {
        let (at, yaw) = self.foot_target(foot, t);
        self.plan.feet[foot].last().map_or((0.0, 0.0), |f| {
            ((f.at - at).norm(), wrap_angle(f.yaw - yaw).abs())
        })
    }

    fn needs_step(&self, t: f64) -> bool {
        self.path.speed(t + 0.2) > STANDING_M_S
            || (0..2).any(|foot| {
                let (distance_m, angle) = self.foot_offset(foot, t + 0.2);
                distance_m > 0.14 || angle > 0.5
            })
    }

    fn foot_to_move(&self, t: f64) -> usize {
        let misplacement = |foot| {
            let (distance_m, angle) = self.foot_offset(foot, t);
            distance_m + 0.2 * angle
        };
        usize::from(misplacement(1) > misplacement(0))
    }

    fn is_settled(&self, t: f64) -> bool {
        self.path.speed(t) < STANDING_M_S
            && self.path.speed(t + 0.3) < STANDING_M_S
            && (0..2).all(|foot| {
                let (distance_m, angle) = self.foot_offset(foot, t + 0.4);
                distance_m < 0.08 && angle < 0.3
            })
    }

    /// Plans steps from `t` on, `first` first, until the actor stands again or both feet are down at `limit`. Returns when.
    fn walk(&mut self, t: f64, first: usize, limit: f64, end: f64) -> f64 {
        let swing = self.gait(t + 0.2).swing_s().clamp(0.28, 0.42);
        self.step_until_rest(t, first, t + swing, limit, end)
    }

    fn step_until_rest(
        &mut self,
        from: f64,
        first: usize,
        landing: f64,
        limit: f64,
        end: f64,
    ) -> f64 {
        let (mut foot, mut landing) = (first, landing);
        let last = loop {
            landing = landing.min(limit);
            let swing = self.gait(landing - 0.15).swing_s();
            self.land(foot, landing, (landing - swing).max(from));
            if landing >= limit || landing > end || self.is_settled(landing) {
                break landing;
            }
            let turn_rate = self.path.at(landing + 0.2).turn_rate.abs();
            let step = self
                .gait(landing + 0.12)
                .step_s
                .min(0.55)
                .min(0.9 / turn_rate.max(0.1));
            let step = step.max(0.2);
            // The next contact comes before the body is out of reach of the foot on the ground.
            landing += step.min(self.time_in_reach_s(foot, landing, step) + MAX_FLIGHT_S);
            foot = 1 - foot;
        };
        self.plan.bouts.push([from, last]);
        last
    }

    /// How long after `from` the body stays within reach of the foot on the ground, at most `max_s`, s.
    fn time_in_reach_s(&self, foot: usize, from: f64, max_s: f64) -> f64 {
        let Some(footfall) = self.plan.feet[foot].last() else {
            return max_s;
        };
        let is_far =
            |t: f64| (self.path.at(t).at - footfall.at).norm() > MAX_REACH * self.body.leg_m();
        let n = (max_s / 0.01).ceil() as usize;
        let is_out_of_reach = |i: &usize| is_far(from + *i as f64 * 0.01);
        (1..n)
            .find(is_out_of_reach)
            .map_or(max_s, |i| i as f64 * 0.01)
    }

    /// Ends the foot's contact at `toe_off_s` and begins the next at `contact_s`.
    fn land(&mut self, foot: usize, contact_s: f64, toe_off_s: f64) {
        let since = self.plan.feet[foot]
            .last()
            .map_or(toe_off_s, |f| f.contact_s.max(toe_off_s - 0.6));
        let toe_off_s = since + self.time_in_reach_s(foot, since, toe_off_s - since);
        let toe_off_s = self.plan.feet[foot]
            .last()
            .map_or(toe_off_s, |f| toe_off_s.max(f.contact_s + MIN_CONTACT_S));
        if let Some(f) = self.plan.feet[foot].last_mut() {
            f.toe_off_s = toe_off_s.min(contact_s - 0.12);
        }
        let gait = self.gait(contact_s);
        let speed = self.path.speed(contact_s + 0.3);
        let (under, yaw) = if speed < STANDING_M_S {
            self.foot_target(foot, contact_s + 0.35)
        } else {
            // Contact is longer behind the body than ahead of it.
            let share = if gait.contact_s > 0.4 { 0.42 } else { 0.38 };
            self.foot_target(foot, contact_s + (share * gait.contact_s).min(0.3))
        };
        let at = under - self.lean_offset(contact_s + 0.05);
        let footfall = self.footfall(contact_s, at, yaw, contact_s + 0.05);
        self.plan.feet[foot].push(footfall);
        self.plan.landings.push((contact_s, foot));
    }

    /// Horizontal offset of the body from its feet that its acceleration requires, m.
    fn lean_offset(&self, t: f64) -> Vector2<f64> {
        let a = self.path.acceleration(t, 0.12);
        let lean = a * (0.5 * self.body.leg_m() / GRAVITY_M_S2);
        lean * (0.32 / lean.norm().max(0.32))
    }

    fn jump(&mut self, jump: &Jump) {
        for foot in 0..2 {
            if let Some(f) = self.plan.feet[foot].last_mut() {
                f.toe_off_s = jump.takeoff_s;
                f.pitch_at_toe_off = 0.75;
                f.rise_s = 0.22;
            }
            let (at, yaw) = self.foot_target(foot, jump.landing_s + 0.3);
            let mut footfall = self.footfall(jump.landing_s, at, yaw, jump.landing_s);
            (footfall.pitch_at_contact, footfall.speed) = (0.5, 0.0);
            self.plan.feet[foot].push(footfall);
        }
        self.plan.landings.push((jump.landing_s, 0));
    }

    fn leave_starting_blocks(&mut self, blocks: &StartingBlocks, end: f64) -> f64 {
        for foot in 0..2 {
            self.plan.feet[foot].push(Footfall {
                contact_s: -1e3,
                toe_off_s: blocks.toe_off_s[foot],
                at: blocks.at[foot],
                yaw: 0.0,
                pitch_at_contact: 0.0,
                pitch_at_toe_off: lerp(blocks.pitch, 1.2, 0.5),
                stance_pitch: blocks.pitch,
                rise_s: 0.2,
                speed: 0.0,
            });
        }
        let first = usize::from(blocks.toe_off_s[1] < blocks.toe_off_s[0]);
        let landing = blocks.toe_off_s[1 - first] + 0.06;
        self.step_until_rest(blocks.toe_off_s[first], first, landing, f64::INFINITY, end)
    }
}

impl Footfall {
    /// Foot pitch at `t` during contact, rad.
    pub fn pitch_at(&self, t: f64) -> f64 {
        let contact = self.toe_off_s - self.contact_s;
        let settle = (0.22 * contact).clamp(0.025, 0.12);
        let pitch_at_contact =
            self.pitch_at_contact * (1.0 - smoothstep((t - self.contact_s) / settle));
        let rise = ((t - self.toe_off_s + self.rise_s) / self.rise_s).clamp(0.0, 1.0);
        let resting = self.stance_pitch * smoothstep((t - self.contact_s) / settle);
        // In walking the heel stays down longer.
        let risen = rise.powi(if contact > 0.4 { 3 } else { 2 });
        pitch_at_contact + resting + (self.pitch_at_toe_off - self.stance_pitch) * risen
    }

    /// Unit vector along the foot, on the ground.
    pub fn forward(&self) -> Vector2<f64> {
        Vector2::new(self.yaw.cos(), self.yaw.sin())
    }
}

impl StepPlan {
    /// The index of the footfall at `t`, or of the last one before it; and whether the foot is on the ground.
    pub fn current(&self, foot: usize, t: f64) -> (usize, bool) {
        let footfalls = &self.feet[foot];
        let i = footfalls
            .partition_point(|f| f.contact_s <= t)
            .saturating_sub(1);
        (i, t <= footfalls[i].toe_off_s)
    }
}
