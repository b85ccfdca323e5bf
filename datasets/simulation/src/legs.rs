//! Legs between hips and feet: rigid feet that roll over heel and toe, knees by inverse kinematics, swings in between.

use nalgebra::{Point3, Rotation3, Vector2, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::curve::{Curve, ease, knot, mix};
use crate::figure::Figure;
use crate::gait::swing_knee;
use crate::steps::Footfall;

/// Ankle to heel and ankle to tip of the big toe, along the foot, as shares of its length.
const HEEL: f64 = 0.25;
const TOE: f64 = 0.75;
/// A bearing leg is no longer than this share of its bones: knees never lock.
const BEARING: f64 = 0.991;
/// Nor is any.
const LONGEST: f64 = 0.999;
/// The heel rises no further than this to reach the ground, rad.
const STEEPEST: f64 = 1.25;

/// A foot: where its ankle is, its pitch (heel up is positive) and where its toes point, rad.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foot {
    pub ankle: Point3<f64>,
    pub pitch: f64,
    pub yaw: f64,
}

fn bones(build: &BodyMeasurements) -> f64 {
    build.thigh_m + build.shank_m
}

/// A foot on the ground that rolls over its heel (toes up) or its toe (heel up). The point that it rolls over stays put.
fn rolled(build: &BodyMeasurements, fall: &Footfall, pitch: f64) -> Point3<f64> {
    let along = if pitch >= 0.0 { TOE } else { -HEEL } * build.foot_m;
    let (sin, cos) = pitch.sin_cos();
    let ahead = along - along * cos + build.ankle_m * sin;
    let at = fall.at + fall.ahead() * ahead;
    Point3::new(at.x, at.y, along * sin + build.ankle_m * cos)
}

/// The foot as it bears in `fall`. Where the leg cannot reach and the body has passed over the foot, the heel rises.
pub(crate) fn planted(
    build: &BodyMeasurements,
    fall: &Footfall,
    hip: &Point3<f64>,
    t: f64,
) -> Foot {
    let longest = BEARING * bones(build);
    let far = |pitch: f64| (rolled(build, fall, pitch) - hip).norm() - longest;
    let mut pitch = fall.pitch(t);
    let over = (Vector2::new(hip.x, hip.y) - fall.at).dot(&fall.ahead());
    let steepest = pitch + (STEEPEST - pitch).max(0.0) * ease(over / 0.15);
    if far(pitch) > 0.0 && steepest > pitch {
        let (mut low, mut high) = (pitch, steepest);
        for _ in 0..24 {
            let middle = 0.5 * (low + high);
            if far(middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        pitch = high;
    }
    Foot {
        ankle: rolled(build, fall, pitch),
        pitch,
        yaw: fall.yaw,
    }
}

/// By how much the hip must come down for the leg to reach, m.
pub(crate) fn shortfall(build: &BodyMeasurements, hip: &Point3<f64>, ankle: &Point3<f64>) -> f64 {
    let longest = BEARING * bones(build) + 1e-6;
    let away = (hip - ankle).xy().norm_squared();
    let up = (longest * longest - away).max(0.0).sqrt();
    (hip.z - ankle.z - up).clamp(0.0, 0.5)
}

/// A foot in the air, as the leg's angle from the vertical, its length and its foot's flexion about the hip.
pub(crate) struct Swing {
    from: f64,
    to: f64,
    yaw: [f64; 2],
    /// Of the line from hip to ankle, ahead is positive, rad.
    angle: Curve,
    /// From hip to ankle, m.
    length: Curve,
    /// Ankle left of the hip, m.
    aside: Curve,
    /// Foot against shank, rad; 0 is square.
    flexion: Curve,
}

/// Leg as seen from the side in the direction of `facing`.
fn seen(hip: &Point3<f64>, ankle: &Point3<f64>, facing: f64) -> [f64; 3] {
    let d = Rotation3::from_axis_angle(&Vector3::z_axis(), -facing) * (ankle - hip);
    [d.x.atan2(-d.z), d.x.hypot(d.z), d.y]
}

/// From hip to ankle while the knee is bent most, m. In a jump both legs hang; else the knee bends to clear the ground.
fn drawn_up(figure: &Figure, foot: usize, from: f64, speed: f64) -> f64 {
    let other = &figure.steps.feet[1 - foot];
    let jumps = other.iter().any(|f| (f.off - from).abs() < 1e-9);
    let knee = if jumps { 0.45 } else { swing_knee(speed) };
    let (l1, l2) = (figure.build.thigh_m, figure.build.shank_m);
    (l1 * l1 + l2 * l2 + 2.0 * l1 * l2 * f64::cos(knee)).sqrt()
}

impl Swing {
    pub fn between(figure: &Figure, foot: usize, a: &Footfall, b: &Footfall) -> Swing {
        const STEP_S: f64 = 0.004;
        let build = &figure.build;
        let leg = |fall: &Footfall, t: f64| {
            let hip = figure.pelvis(t).hip(build, foot);
            let planted = planted(build, fall, &hip, t);
            let facing = figure.course.at(t).facing;
            (seen(&hip, &planted.ankle, facing), planted, hip, facing)
        };
        let (from, to) = (a.off, b.on);
        let (start, start_foot, start_hip, facing0) = leg(a, from);
        let (end, end_foot, end_hip, facing1) = leg(b, to);
        let before = leg(a, from - STEP_S).0;
        let after = leg(b, to + STEP_S).0;
        let slope = |x: [f64; 3], y: [f64; 3], i: usize| (y[i] - x[i]) / STEP_S;
        let (leave, meet) = (slope(before, start, 0), slope(end, after, 0));
        let time = to - from;
        let at = |share: f64| from + share * time;
        let speed = figure.course.speed(at(0.5));
        let short = drawn_up(figure, foot, from, speed);
        let short = short.min(0.97 * start[1].min(end[1]));
        let flexed = |foot: &Foot, hip: &Point3<f64>, facing: f64| {
            foot.pitch - shank_angle(build, hip, &foot.ankle, facing)
        };
        Swing {
            from,
            to,
            // Both count turns as the course does.
            yaw: [a.yaw, b.yaw],
            angle: Curve::new(vec![
                knot(from, start[0], leave),
                knot(at(0.15), start[0] + 0.4 * leave * 0.15 * time, 0.0),
                knot(at(0.8), end[0] - 0.5 * meet * 0.2 * time, 0.0),
                knot(to, end[0], meet),
            ]),
            length: Curve::new(vec![
                knot(from, start[1], slope(before, start, 1).clamp(-3.0, 0.3)),
                knot(at(0.43), short, 0.0),
                knot(to, end[1], slope(end, after, 1).clamp(-0.5, 3.0)),
            ]),
            aside: Curve::new(vec![
                knot(from, start[2], slope(before, start, 2).clamp(-1.0, 1.0)),
                knot(to, end[2], slope(end, after, 2).clamp(-1.0, 1.0)),
            ]),
            flexion: Curve::new(vec![
                knot(from, flexed(&start_foot, &start_hip, facing0), 0.0),
                knot(at(0.45), 0.08, 0.0),
                knot(to, flexed(&end_foot, &end_hip, facing1), 0.0),
            ]),
        }
    }

    pub fn at(&self, build: &BodyMeasurements, hip: &Point3<f64>, facing: f64, t: f64) -> Foot {
        let (angle, length) = (self.angle.value(t), self.length.value(t));
        let level = Rotation3::from_axis_angle(&Vector3::z_axis(), facing);
        let d = Vector3::new(
            length * angle.sin(),
            self.aside.value(t),
            -length * angle.cos(),
        );
        let mut ankle = hip + reached(level * d, bones(build));
        let pitch = self.flexion.value(t) + shank_angle(build, hip, &ankle, facing);
        let share = ((t - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        let clear = 0.02 * (std::f64::consts::PI * share).sin().powi(2);
        let (sin, cos) = pitch.sin_cos();
        let lowest =
            (-TOE * build.foot_m * sin).min(HEEL * build.foot_m * sin) - build.ankle_m * cos;
        ankle.z += (clear - ankle.z - lowest).max(0.0);
        let yaw = mix(self.yaw[0], self.yaw[1], ease(share));
        Foot { ankle, pitch, yaw }
    }
}

/// From hip to ankle, drawn in where the leg would be too long; the nearer to its full length, the more.
fn reached(d: Vector3<f64>, bones: f64) -> Vector3<f64> {
    let (from, most) = (BEARING * bones, LONGEST * bones);
    let length = d.norm();
    if length <= from {
        return d;
    }
    let kept = from + (most - from) * ((length - from) / (most - from)).tanh();
    d * (kept / length)
}

/// The knee of a leg from `hip` to `ankle` that bends ahead.
fn knee(
    build: &BodyMeasurements,
    hip: &Point3<f64>,
    ankle: &Point3<f64>,
    ahead: Vector3<f64>,
) -> Point3<f64> {
    bend(hip, ankle, build.thigh_m, build.shank_m, ahead)
}

/// The joint between two bones of lengths `l1` and `l2` from `a` to `b`, on the side to which `towards` points.
pub(crate) fn bend(
    a: &Point3<f64>,
    b: &Point3<f64>,
    l1: f64,
    l2: f64,
    towards: Vector3<f64>,
) -> Point3<f64> {
    let d = b - a;
    let length = d.norm().clamp((l1 - l2).abs() + 1e-9, l1 + l2);
    let along = d / d.norm().max(1e-9);
    let foot = (length * length + l1 * l1 - l2 * l2) / (2.0 * length);
    let out = (l1 * l1 - foot * foot).max(0.0).sqrt();
    let aside = towards - along * towards.dot(&along);
    a + along * foot + aside * (out / aside.norm().max(1e-9))
}

/// The shank's angle from the vertical, positive with the ankle behind the knee, rad.
fn shank_angle(
    build: &BodyMeasurements,
    hip: &Point3<f64>,
    ankle: &Point3<f64>,
    facing: f64,
) -> f64 {
    let level = Rotation3::from_axis_angle(&Vector3::z_axis(), facing);
    let knee = knee(build, hip, ankle, level * Vector3::x());
    let d = level.inverse() * (ankle - knee);
    (-d.x).atan2(-d.z)
}

/// Writes hip, knee, ankle and foot.
pub(crate) fn write(
    build: &BodyMeasurements,
    foot: usize,
    hip: &Point3<f64>,
    leg: &Foot,
    facing: f64,
    joints: &mut [Point3<f64>; JOINT_COUNT],
) {
    let d = leg.ankle - hip;
    let ankle = hip
        + if d.norm() > LONGEST * bones(build) {
            reached(d, bones(build))
        } else {
            d
        };
    // Knees point where the pelvis faces, drawn along by the toes.
    let between = facing + 0.4 * (leg.yaw - facing).clamp(-1.2, 1.2);
    let ahead = Vector3::new(between.cos(), between.sin(), 0.0);
    let knee = knee(build, hip, &ankle, ahead);
    let axes = Rotation3::from_axis_angle(&Vector3::z_axis(), leg.yaw)
        * Rotation3::from_axis_angle(&Vector3::y_axis(), leg.pitch);
    let outer = if foot == 0 { 1.0 } else { -1.0 };
    let on_foot = |ahead: f64, out: f64| {
        let p = Vector3::new(
            ahead * build.foot_m,
            outer * out * build.foot_m,
            -build.ankle_m,
        );
        ankle + axes * p
    };
    // The right foot's joints follow the left's in HALPE_26.
    let mut put = |left: Joint, at: Point3<f64>| joints[left.index() + foot] = at;
    put(Joint::LHip, *hip);
    put(Joint::LKnee, knee);
    put(Joint::LAnkle, ankle);
    put(Joint::LHeel, on_foot(-HEEL, 0.0));
    put(Joint::LBigToe, on_foot(TOE, -0.08));
    put(Joint::LSmallToe, on_foot(0.58, 0.22));
}
