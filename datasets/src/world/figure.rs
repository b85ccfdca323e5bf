//! One body in motion: pelvis, legs on planned footfalls, trunk and head.

use std::f64::consts::TAU;

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use super::Build;
use super::course::{Course, Place};
use super::curve::{Curve, Knot, ease, knot, mix, table};
use super::legs::{self, Swing};
use super::steps::{Jump, Steps};

/// Gravity, m/s².
pub(crate) const G: f64 = 9.81;

/// A shorter flight is none that the pelvis would show, s.
const LEAST_FLIGHT_S: f64 = 0.03;

/// What a sport asks of a body beyond going along its course.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    pub jumps: Vec<Jump>,
    /// How far the trunk leans ahead beyond what speed and acceleration ask, rad.
    pub lean: Curve,
    /// How far the pelvis is lowered, m.
    pub crouch: Curve,
}

/// The pelvis: its centre (half way between the hips) and axes (ahead, left, up).
pub(crate) struct Pelvis {
    pub centre: Point3<f64>,
    pub axes: Rotation3<f64>,
}

impl Pelvis {
    pub fn hip(&self, build: &Build, foot: usize) -> Point3<f64> {
        let side = if foot == 0 { 0.5 } else { -0.5 };
        self.centre + self.axes * Vector3::new(0.0, side * build.hip_m, 0.0)
    }
}

/// One body in motion, all of it settled.
pub(crate) struct Figure {
    pub build: Build,
    pub course: Course,
    pub steps: Steps,
    manner: Manner,
    /// Half strides taken, left landings on whole numbers.
    phase: Curve,
    /// Height of the pelvis before legs that are too short pull it down, m.
    heave: Curve,
    /// By how much they do, m.
    sag: Curve,
    /// Between each footfall and the next.
    swings: [Vec<Swing>; 2],
}

impl Figure {
    pub fn new(build: Build, course: Course, steps: Steps, manner: Manner, end: f64) -> Figure {
        let phase = phase(&steps);
        let heave = heave(&build, &course, &steps, &manner);
        let mut figure = Figure {
            build,
            course,
            steps,
            manner,
            phase,
            heave,
            sag: Curve::default(),
            swings: [Vec::new(), Vec::new()],
        };
        figure.sag = figure.needed_sag(end);
        for foot in 0..2 {
            let falls = &figure.steps.feet[foot];
            figure.swings[foot] = falls
                .windows(2)
                .map(|pair| Swing::between(&figure, foot, &pair[0], &pair[1]))
                .collect();
        }
        figure
    }

    /// The pelvis over the course, before the legs have their say.
    pub fn pelvis(&self, t: f64) -> Pelvis {
        let place = self.course.at(t);
        let z = self.heave.value(t) - self.manner.crouch.value(t) - self.sag.value(t);
        let speed = place.velocity.norm();
        let going = ease(speed / 0.9);
        let angle = TAU * self.phase.value(t);
        // Rotation with the leg that is ahead, list towards the leg that swings (Perry and Burnfield 2010).
        let turn = -(going * mix(0.07, 0.12, ease((speed - 2.0) / 6.0))) * angle.cos();
        let list = -(going * 0.06) * (angle - 0.9).sin();
        let tilt = 0.4 * self.lean(t, &place);
        let axes = Rotation3::from_axis_angle(&Vector3::z_axis(), place.facing + turn)
            * Rotation3::from_axis_angle(&Vector3::x_axis(), list)
            * Rotation3::from_axis_angle(&Vector3::y_axis(), tilt);
        Pelvis {
            centre: Point3::new(place.at.x, place.at.y, z),
            axes,
        }
    }

    /// How far the trunk leans ahead, rad.
    fn lean(&self, t: f64, place: &Place) -> f64 {
        let a = self.course.acceleration(t, 0.2).dot(&place.forward());
        let ahead = place.velocity.dot(&place.forward());
        table(&[(-2.0, -0.03), (0.0, 0.04), (1.4, 0.05), (4.0, 0.12), (7.0, 0.13), (11.0, 0.10)], ahead)
            + (0.75 * a / G).atan().clamp(-0.25, 0.6)
            + self.manner.lean.value(t)
    }

    /// The trunk's axes; the shoulders turn against the pelvis.
    fn trunk(&self, t: f64, place: &Place) -> Rotation3<f64> {
        let speed = place.velocity.norm();
        let going = ease(speed / 0.9);
        let angle = TAU * self.phase.value(t);
        let turn = going * mix(0.08, 0.20, ease((speed - 2.0) / 5.0)) * angle.cos();
        let aside = self.course.acceleration(t, 0.15).dot(&place.left());
        let list = -(0.7 * aside / G).atan().clamp(-0.35, 0.35);
        Rotation3::from_axis_angle(&Vector3::z_axis(), place.facing + turn)
            * Rotation3::from_axis_angle(&Vector3::x_axis(), list)
            * Rotation3::from_axis_angle(&Vector3::y_axis(), self.lean(t, place))
    }

    /// Writes everything but the arms; gives the trunk's axes, the phase and the bearing feet.
    pub fn write(&self, t: f64, joints: &mut [Point3<f64>; JOINT_COUNT]) -> Posture {
        let place = self.course.at(t);
        let mut pelvis = self.pelvis(t);
        let mut contacts = [false; 2];
        let mut low: f64 = 0.0;
        for (foot, contact) in contacts.iter_mut().enumerate() {
            let (i, bears) = self.steps.current(foot, t);
            *contact = bears;
            if bears {
                let hip = pelvis.hip(&self.build, foot);
                let planted = legs::planted(&self.build, &self.steps.feet[foot][i], &hip, t);
                low = low.max(legs::shortfall(&self.build, &hip, &planted.ankle));
            }
        }
        // What the settled sag leaves over; next to nothing.
        pelvis.centre.z -= low;
        for foot in 0..2 {
            let hip = pelvis.hip(&self.build, foot);
            let (i, bears) = self.steps.current(foot, t);
            let leg = if bears {
                legs::planted(&self.build, &self.steps.feet[foot][i], &hip, t)
            } else {
                self.swings[foot][i].at(&self.build, &hip, place.facing, t)
            };
            legs::write(&self.build, foot, &hip, &leg, place.facing, joints);
        }
        joints[Joint::Hip.index()] = pelvis.centre;
        let trunk = self.trunk(t, &place);
        self.write_trunk(t, &place, &pelvis.centre, &trunk, joints);
        Posture {
            place,
            trunk,
            lean: self.lean(t, &place),
            phase: self.phase.value(t),
            contacts,
            facing: pelvis_yaw(&pelvis.axes),
        }
    }

    fn write_trunk(
        &self,
        t: f64,
        place: &Place,
        hip: &Point3<f64>,
        trunk: &Rotation3<f64>,
        joints: &mut [Point3<f64>; JOINT_COUNT],
    ) {
        let b = &self.build;
        let neck = hip + trunk * Vector3::new(0.0, 0.0, b.trunk_m);
        joints[Joint::Neck.index()] = neck;
        let half = trunk * Vector3::new(0.0, 0.5 * b.shoulder_m, 0.0);
        joints[Joint::LShoulder.index()] = neck + half;
        joints[Joint::RShoulder.index()] = neck - half;
        // The head stays nearer upright than the trunk.
        let lean = self.lean(t, place);
        let head = Rotation3::from_axis_angle(&Vector3::z_axis(), place.facing)
            * Rotation3::from_axis_angle(&Vector3::y_axis(), 0.45 * lean + 0.25 * (lean - 0.6).max(0.0));
        let m = b.head_m;
        // Shares of the way from neck to crown, after head anthropometry (NASA-STD-3000, 1995).
        let mut put = |joint: Joint, ahead: f64, left: f64, up: f64| {
            joints[joint.index()] = neck + head * Vector3::new(ahead * m, left * m, up * m);
        };
        put(Joint::Head, 0.09, 0.0, 0.996);
        put(Joint::Nose, 0.42, 0.0, 0.56);
        put(Joint::LEye, 0.33, 0.10, 0.66);
        put(Joint::REye, 0.33, -0.10, 0.66);
        put(Joint::LEar, 0.09, 0.235, 0.61);
        put(Joint::REar, 0.09, -0.235, 0.61);
    }

    /// By how much the pelvis must come down for the bearing legs to reach the ground.
    fn short(&self, t: f64) -> f64 {
        let pelvis = self.pelvis(t);
        (0..2)
            .map(|foot| {
                let (i, bears) = self.steps.current(foot, t);
                if !bears {
                    return 0.0;
                }
                let hip = pelvis.hip(&self.build, foot);
                let planted = legs::planted(&self.build, &self.steps.feet[foot][i], &hip, t);
                legs::shortfall(&self.build, &hip, &planted.ankle)
            })
            .fold(0.0, f64::max)
    }

    /// The same, dilated and smoothed so that nothing pops.
    fn needed_sag(&self, end: f64) -> Curve {
        const STEP_S: f64 = 0.01;
        let n = (end / STEP_S) as usize + 2;
        let mut raw: Vec<f64> = (0..n).map(|k| self.short(k as f64 * STEP_S)).collect();
        // A leg is often shortest of reach just as its foot lands, between two samples.
        for fall in self.steps.feet.iter().flatten() {
            for t in [fall.on + 1e-6, fall.off - 1e-6] {
                if (0.0..end).contains(&t) {
                    let (i, short) = ((t / STEP_S) as usize, self.short(t));
                    raw[i] = raw[i].max(short);
                    raw[i + 1] = raw[i + 1].max(short);
                }
            }
        }
        let half = 6;
        let around = |i: usize| i.saturating_sub(half)..(i + half + 1).min(n);
        let wide: Vec<f64> = (0..n)
            .map(|i| raw[around(i)].iter().copied().fold(0.0, f64::max))
            .collect();
        let points: Vec<(f64, f64)> = (0..n)
            .map(|i| {
                let r = around(i);
                let mean = wide[r.clone()].iter().sum::<f64>() / r.len() as f64;
                (i as f64 * STEP_S, mean)
            })
            .collect();
        Curve::through(&points)
    }
}

/// What arms need to know of the rest of the body.
pub(crate) struct Posture {
    pub place: Place,
    pub trunk: Rotation3<f64>,
    /// How far the trunk leans ahead, rad.
    pub lean: f64,
    pub phase: f64,
    pub contacts: [bool; 2],
    pub facing: f64,
}

fn pelvis_yaw(axes: &Rotation3<f64>) -> f64 {
    let ahead = axes * Vector3::x();
    ahead.y.atan2(ahead.x)
}

/// Half strides by time: a left foot's landing is on a whole number, a right foot's on a half.
fn phase(steps: &Steps) -> Curve {
    let mut points: Vec<(f64, f64)> = vec![(0.0, 0.75)];
    let mut now: f64 = 0.75;
    for &(t, foot) in &steps.landings {
        let part = if foot == 0 { 0.0 } else { 0.5 };
        // The next time at which that foot's turn comes.
        let mut next = (now - part).ceil() + part;
        if next - now < 0.2 {
            next += 1.0;
        }
        if let Some(bout) = steps.bouts.iter().find(|b| b[0] < t && t <= b[1]) {
            if points.last().is_some_and(|last| last.0 < bout[0]) {
                points.push((bout[0], now));
            }
        }
        points.push((t, next));
        now = next;
    }
    Curve::through(&points)
}

/// Height of the pelvis at speed with the body's weight on one foot, as a share of the leg.
fn bearing_height(speed: f64) -> f64 {
    table(
        &[(0.0, 0.985), (1.4, 0.985), (1.9, 0.97), (2.4, 0.95), (4.0, 0.95), (7.0, 0.955), (10.0, 0.965)],
        speed,
    )
}

/// The pelvis' rise and fall: an inverted pendulum in walking, a bounce with parabolic flight in running (Cavagna et al., J. Physiol. 262,
/// 1976), and jumps. In flight it falls freely.
fn heave(build: &Build, course: &Course, steps: &Steps, manner: &Manner) -> Curve {
    let leg = build.leg_m();
    let stand = 0.98 * leg;
    let mut knots = vec![knot(0.0, stand, 0.0)];
    for bout in &steps.bouts {
        knots.push(knot(bout[0] - 0.02, stand, 0.0));
        let landings: Vec<_> = steps
            .landings
            .iter()
            .filter(|l| l.0 > bout[0] && l.0 <= bout[1])
            .collect();
        let mut falling = 0.0;
        for pair in landings.windows(2) {
            falling = step_knots(build, course, steps, [*pair[0], *pair[1]], falling, &mut knots);
        }
        if falling < 0.0 {
            let last = knot(bout[1], bearing_height(course.speed(bout[1])) * leg, falling);
            knots.push(last);
        }
        knots.push(knot(bout[1] + 0.3, stand, 0.0));
    }
    for jump in &manner.jumps {
        let flight = jump.land - jump.takeoff;
        let up = 0.5 * G * flight;
        let high = leg + 0.075;
        // The deeper the crouch, the longer the push: half a metre per second gained takes about 0.05 m.
        let deep = (0.09 * up).min(0.3);
        knots.extend([
            knot(jump.takeoff - 0.50, stand, 0.0),
            knot(jump.takeoff - 0.22, stand - deep, 0.0),
            knot(jump.takeoff, high, up),
            knot(jump.land, high, -up),
            knot(jump.land + 0.16, stand - 0.6 * deep, 0.0),
            knot(jump.land + 0.50, stand, 0.0),
        ]);
    }
    knots.sort_by(|a, b| a.t.total_cmp(&b.t));
    Curve::new(apart(knots, &manner.jumps))
}

/// Without the knots that steps would put into a jump.
fn apart(knots: Vec<Knot>, jumps: &[Jump]) -> Vec<Knot> {
    let of_jump = |t: f64| {
        jumps.iter().find(|j| (j.takeoff - 0.505..=j.land + 0.505).contains(&t))
    };
    knots
        .into_iter()
        .filter(|k| {
            of_jump(k.t).is_none_or(|j| {
                [-0.50, -0.22, 0.0].iter().any(|d| (k.t - j.takeoff - d).abs() < 1e-9)
                    || [0.0, 0.16, 0.50].iter().any(|d| (k.t - j.land - d).abs() < 1e-9)
            })
        })
        .collect()
}

/// From one landing to the next; gives the slope of the height at the second.
fn step_knots(
    build: &Build,
    course: &Course,
    steps: &Steps,
    [(on, foot), (next, _)]: [(f64, usize); 2],
    falling: f64,
    knots: &mut Vec<Knot>,
) -> f64 {
    let leg = build.leg_m();
    let height = |t: f64| bearing_height(course.speed(t)) * leg;
    let (i, _) = steps.current(foot, on + 1e-6);
    let off = steps.feet[foot][i].off;
    if off < next - LEAST_FLIGHT_S {
        let (low, high, flight) = (height(on), height(off), next - off);
        let up = (height(next) - high) / flight + 0.5 * G * flight;
        knots.extend([knot(on, low, falling), knot(off, high, up)]);
        return up - G * flight;
    }
    // Both feet bear until the other leaves the ground.
    let (other, _) = steps.current(1 - foot, on);
    let both_until = steps.feet[1 - foot][other].off.clamp(on, next);
    let length = course.speed(on) * (next - on);
    let slant = (0.97 * (leg - build.ankle_m)).powi(2) - (0.43 * length).powi(2);
    let low = (slant.max(0.01).sqrt() + build.ankle_m + 0.01).min(0.975 * leg);
    if falling < 0.0 {
        knots.push(knot(on, height(on), falling));
    } else {
        knots.push(knot(0.5 * (on + both_until), low, 0.0));
    }
    let high = height(on).min(low + 0.048);
    knots.push(knot(0.5 * (both_until + next), high, 0.0));
    0.0
}
