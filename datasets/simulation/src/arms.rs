//! Arms: swinging against the legs, or reaching for something.

use std::f64::consts::TAU;

use nalgebra::{Point3, Rotation3, Unit, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::curve::{ease, table, window, wrapped};
use crate::figure::Posture;
use crate::legs::bend;

/// What hands do for a while.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task {
    pub from: f64,
    pub to: f64,
    /// How long they take to come and to go, s.
    pub ramp: f64,
    pub reach: Reach,
}

/// What hands reach for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Reach {
    /// The ball, from both sides.
    Hold,
    /// The ball, from above, with one hand: 0 left, 1 right.
    Dribble(usize),
    /// A point in the world for each hand.
    Points([Point3<f64>; 2]),
    /// A point for each hand, seen from the neck: ahead, outward, up, m.
    Poise([[f64; 3]; 2]),
}

/// An arm is no longer than this share of its bones.
const LONGEST: f64 = 0.985;
/// How far the elbow of a reaching arm is turned from outward, rad: to below when it reaches ahead, to the back when it
/// hangs, to the front when it is raised.
const REACHING: f64 = 1.1;
/// Hands that hold something are at least about this far before the neck, m.
const BEFORE_M: f64 = 0.14;
/// The palm is this share of the hand from the wrist.
const PALM: f64 = 0.5;

/// Swing of the upper arm each way about its mean, mean of it, and the elbow's mean bend and swing, ° by speed.
/// Walking: Murray et al. 1967; running: Hinrichs 1987.
const SWING: [(f64, f64); 6] = [
    (0.0, 0.0),
    (0.7, 10.0),
    (1.4, 20.0),
    (2.5, 24.0),
    (4.0, 34.0),
    (10.0, 56.0),
];
const MEAN: [(f64, f64); 4] = [(0.0, 4.0), (1.4, -4.0), (3.0, -12.0), (10.0, -10.0)];
const ELBOW: [(f64, f64); 6] = [
    (0.0, 16.0),
    (1.0, 20.0),
    (1.6, 28.0),
    (2.6, 78.0),
    (4.0, 90.0),
    (10.0, 92.0),
];
const ELBOW_SWING: [(f64, f64); 4] = [(0.0, 0.0), (1.4, 9.0), (3.0, 10.0), (10.0, 24.0)];

/// Writes elbows and wrists.
pub(crate) fn write(
    build: &BodyMeasurements,
    posture: &Posture,
    tasks: &[Task],
    ball: Option<(Point3<f64>, f64)>,
    t: f64,
    joints: &mut [Point3<f64>; JOINT_COUNT],
) {
    for arm in 0..2 {
        let shoulder = joints[Joint::LShoulder.index() + arm];
        let neck = joints[Joint::Neck.index()];
        // Angles about the arm's line are taken from a way along which arms hardly ever reach: to the side.
        let side = posture.trunk * Vector3::new(0.0, 0.95 * outward(arm), 0.3);
        let ahead = level(posture) * Vector3::x();
        let bones = build.upper_arm_m + build.forearm_m;
        let (elbow, mut wrist) = swinging(build, posture, arm, &shoulder);
        let mut swivel = swivel(&(wrist - shoulder), &(elbow - shoulder), &side);
        for task in tasks
            .iter()
            .filter(|k| k.from - k.ramp < t && t < k.to + k.ramp)
        {
            let Some(at) = target(build, posture, task, arm, &neck, ball) else {
                continue;
            };
            let share = window(t, task.from, task.to, task.ramp);
            swivel += wrapped(-outward(arm) * REACHING - swivel) * share;
            // From hanging to raised hands go round by the front.
            let (was, will) = (wrist - shoulder, at - shoulder);
            let apart = 0.5 - 0.5 * was.dot(&will) / (was.norm() * will.norm()).max(1e-9);
            let bulge = 2.0 * bones * share * (1.0 - share) * apart;
            wrist += (at - wrist) * share + ahead * bulge;
        }
        let d = wrist - shoulder;
        // Nor shorter than a fully bent elbow lets it be.
        let length = d.norm().clamp(0.3 * bones, LONGEST * bones);
        let axis = Unit::new_normalize(d);
        let wrist = shoulder + axis.into_inner() * length;
        let out = side - axis.into_inner() * side.dot(&axis);
        let towards = Rotation3::from_axis_angle(&axis, swivel) * out;
        joints[Joint::LElbow.index() + arm] = bend(
            &shoulder,
            &wrist,
            build.upper_arm_m,
            build.forearm_m,
            towards,
        );
        joints[Joint::LWrist.index() + arm] = wrist;
    }
}

/// The angle about an arm's line from `side` to where its elbow points, rad.
fn swivel(arm: &Vector3<f64>, elbow: &Vector3<f64>, side: &Vector3<f64>) -> f64 {
    let axis = arm.normalize();
    let off = |v: &Vector3<f64>| v - axis * v.dot(&axis);
    let (from, to) = (off(side), off(elbow));
    from.cross(&to).dot(&axis).atan2(from.dot(&to))
}

fn outward(arm: usize) -> f64 {
    if arm == 0 { 1.0 } else { -1.0 }
}

/// Elbow and wrist of an arm that swings against its leg.
fn swinging(
    build: &BodyMeasurements,
    posture: &Posture,
    arm: usize,
    shoulder: &Point3<f64>,
) -> (Point3<f64>, Point3<f64>) {
    let speed = posture.place.velocity.norm();
    let beat = -outward(arm) * (TAU * posture.phase - 0.25).cos();
    // From a trunk that leans far ahead arms hang, more or less.
    let hang = 0.85 * (posture.lean - 0.25).max(0.0);
    let upper = hang + (table(&MEAN, speed) + table(&SWING, speed) * beat).to_radians();
    let bent = (table(&ELBOW, speed) + table(&ELBOW_SWING, speed) * beat).to_radians();
    let (abducted, inward) = (0.16, 0.30 * ease((speed - 1.5) / 2.0));
    let lower = upper + bent;
    let out = outward(arm);
    let d1 = Vector3::new(
        upper.sin() * f64::cos(abducted),
        out * f64::sin(abducted),
        -upper.cos() * f64::cos(abducted),
    );
    let d2 = Vector3::new(lower.sin(), out * (0.05 - inward), -lower.cos()).normalize();
    let elbow = shoulder + posture.trunk * d1 * build.upper_arm_m;
    (elbow, elbow + posture.trunk * d2 * build.forearm_m)
}

fn level(posture: &Posture) -> Rotation3<f64> {
    Rotation3::from_axis_angle(&Vector3::z_axis(), posture.place.facing)
}

/// Where a task wants the wrist; `None` where it wants nothing of this arm.
fn target(
    build: &BodyMeasurements,
    posture: &Posture,
    task: &Task,
    arm: usize,
    neck: &Point3<f64>,
    ball: Option<(Point3<f64>, f64)>,
) -> Option<Point3<f64>> {
    let palm = PALM * build.hand_m;
    match (task.reach, ball) {
        (Reach::Hold, Some((ball, radius))) => {
            let d = Vector3::new(-0.7 * palm, outward(arm) * (radius + 0.01), -0.6 * palm);
            let level = level(posture);
            // Hands stay before the body, wherever the ball goes.
            let mut at = level.inverse() * (ball - neck) + d;
            let past = at.x - BEFORE_M;
            at.x = BEFORE_M + 0.5 * (past + past.hypot(0.1));
            Some(neck + level * at)
        }
        (Reach::Dribble(hand), Some((ball, radius))) if hand == arm => {
            let hover = 0.92 * build.leg_m();
            let z = (ball.z + radius + 0.02).max(hover);
            let back = level(posture) * Vector3::new(-0.9 * palm, 0.0, 0.0);
            Some(Point3::new(ball.x, ball.y, z) + back)
        }
        (Reach::Points(at), _) => Some(at[arm]),
        (Reach::Poise(at), _) => {
            let [ahead, out, up] = at[arm];
            Some(neck + level(posture) * Vector3::new(ahead, outward(arm) * out, up))
        }
        _ => None,
    }
}
