//! Arms: swinging against the legs, or reaching for a target.

use std::f64::consts::TAU;

use nalgebra::{Point3, Rotation3, Unit, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::body_motion::leg::middle_joint;
use crate::body_motion::trunk::TrunkPose;
use crate::curve::{interpolate, smoothstep, window, wrap_angle};

/// A reach of the hands, with its time window.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArmTask {
    /// s
    pub from_s: f64,
    /// s
    pub to_s: f64,
    /// Duration of the transitions before and after, s.
    pub ramp_s: f64,
    pub target: ReachTarget,
}

/// The target of a reach.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ReachTarget {
    /// The ball, with both hands.
    Hold,
    /// The ball, from above, with one hand: 0 left, 1 right.
    Dribble(usize),
    /// A point in the world for each hand.
    AtPoints([Point3<f64>; 2]),
    /// A point for each hand, relative to the neck: ahead, outward, up, m.
    FromNeck([[f64; 3]; 2]),
}

/// Greatest length of an arm, as a fraction of its bones.
const MAX_EXTENSION: f64 = 0.985;
/// Swivel of the elbow of a reaching arm from outwards, rad: downwards when it reaches ahead, to the back when it
/// hangs, to the front when it is raised.
const REACHING_SWIVEL: f64 = 1.1;
/// Hands that hold the ball are at least about this far ahead of the neck, m.
const MIN_AHEAD_M: f64 = 0.14;
/// From wrist to palm, as a fraction of the hand.
const WRIST_TO_PALM: f64 = 0.5;

/// Amplitude and mean of the upper arm's swing, mean and amplitude of the elbow's flexion, ° by speed in m/s.
/// Walking: Murray et al. 1967; running: Hinrichs 1987.
const UPPER_ARM_AMPLITUDE: [(f64, f64); 6] = [
    (0.0, 0.0),
    (0.7, 10.0),
    (1.4, 20.0),
    (2.5, 24.0),
    (4.0, 34.0),
    (10.0, 56.0),
];
const UPPER_ARM_MEAN: [(f64, f64); 4] = [(0.0, 4.0), (1.4, -4.0), (3.0, -12.0), (10.0, -10.0)];
const ELBOW_MEAN: [(f64, f64); 6] = [
    (0.0, 16.0),
    (1.0, 20.0),
    (1.6, 28.0),
    (2.6, 78.0),
    (4.0, 90.0),
    (10.0, 92.0),
];
const ELBOW_AMPLITUDE: [(f64, f64); 4] = [(0.0, 0.0), (1.4, 9.0), (3.0, 10.0), (10.0, 24.0)];

/// Writes elbows and wrists.
pub(crate) fn write_arms(
    body: &BodyMeasurements,
    trunk: &TrunkPose,
    tasks: &[ArmTask],
    ball: Option<(Point3<f64>, f64)>,
    t: f64,
    joints: &mut [Point3<f64>; JOINT_COUNT],
) {
    for arm in 0..2 {
        let shoulder = joints[Joint::LShoulder.index() + arm];
        let neck = joints[Joint::Neck.index()];
        // The swivel is measured from a direction in which arms hardly ever reach: to the side.
        let side = trunk.axes * Vector3::new(0.0, 0.95 * outward(arm), 0.3);
        let ahead = level(trunk) * Vector3::x();
        let bones = body.upper_arm_m + body.forearm_m;
        let (elbow, mut wrist) = swinging(body, trunk, arm, &shoulder);
        let mut swivel = swivel(&(wrist - shoulder), &(elbow - shoulder), &side);
        for task in tasks
            .iter()
            .filter(|k| k.from_s - k.ramp_s < t && t < k.to_s + k.ramp_s)
        {
            let Some(at) = target(body, trunk, task, arm, &neck, ball) else {
                continue;
            };
            let share = window(t, task.from_s, task.to_s, task.ramp_s);
            swivel += wrap_angle(-outward(arm) * REACHING_SWIVEL - swivel) * share;
            // Between hanging and raised, hands pass in front of the body.
            let (from_shoulder, to_target) = (wrist - shoulder, at - shoulder);
            let apart = 0.5
                - 0.5 * from_shoulder.dot(&to_target)
                    / (from_shoulder.norm() * to_target.norm()).max(1e-9);
            let bulge = 2.0 * bones * share * (1.0 - share) * apart;
            wrist += (at - wrist) * share + ahead * bulge;
        }
        let d = wrist - shoulder;
        // A fully flexed elbow limits how short an arm can be.
        let length = d.norm().clamp(0.3 * bones, MAX_EXTENSION * bones);
        let axis = Unit::new_normalize(d);
        let wrist = shoulder + axis.into_inner() * length;
        let out = side - axis.into_inner() * side.dot(&axis);
        let towards = Rotation3::from_axis_angle(&axis, swivel) * out;
        joints[Joint::LElbow.index() + arm] =
            middle_joint(&shoulder, &wrist, body.upper_arm_m, body.forearm_m, towards);
        joints[Joint::LWrist.index() + arm] = wrist;
    }
}

/// The angle about the line from shoulder to wrist, from `side` to the elbow, rad.
fn swivel(arm: &Vector3<f64>, elbow: &Vector3<f64>, side: &Vector3<f64>) -> f64 {
    let axis = arm.normalize();
    let reject = |v: &Vector3<f64>| v - axis * v.dot(&axis);
    let (from, to) = (reject(side), reject(elbow));
    from.cross(&to).dot(&axis).atan2(from.dot(&to))
}

fn outward(arm: usize) -> f64 {
    if arm == 0 { 1.0 } else { -1.0 }
}

/// Elbow and wrist of an arm that swings against the leg of its side.
fn swinging(
    body: &BodyMeasurements,
    trunk: &TrunkPose,
    arm: usize,
    shoulder: &Point3<f64>,
) -> (Point3<f64>, Point3<f64>) {
    let speed = trunk.place.velocity.norm();
    let swing = -outward(arm) * (TAU * trunk.phase - 0.25).cos();
    // Arms hang from a trunk that leans far ahead.
    let hang = 0.85 * (trunk.lean - 0.25).max(0.0);
    let upper = hang
        + (interpolate(&UPPER_ARM_MEAN, speed) + interpolate(&UPPER_ARM_AMPLITUDE, speed) * swing)
            .to_radians();
    let elbow_flexion = (interpolate(&ELBOW_MEAN, speed)
        + interpolate(&ELBOW_AMPLITUDE, speed) * swing)
        .to_radians();
    let (abducted, inward) = (0.16, 0.30 * smoothstep((speed - 1.5) / 2.0));
    let lower = upper + elbow_flexion;
    let out = outward(arm);
    let d1 = Vector3::new(
        upper.sin() * f64::cos(abducted),
        out * f64::sin(abducted),
        -upper.cos() * f64::cos(abducted),
    );
    let d2 = Vector3::new(lower.sin(), out * (0.05 - inward), -lower.cos()).normalize();
    let elbow = shoulder + trunk.axes * d1 * body.upper_arm_m;
    (elbow, elbow + trunk.axes * d2 * body.forearm_m)
}

fn level(trunk: &TrunkPose) -> Rotation3<f64> {
    Rotation3::from_axis_angle(&Vector3::z_axis(), trunk.place.heading)
}

/// The target of the wrist; `None` where the task does not involve this arm.
fn target(
    body: &BodyMeasurements,
    trunk: &TrunkPose,
    task: &ArmTask,
    arm: usize,
    neck: &Point3<f64>,
    ball: Option<(Point3<f64>, f64)>,
) -> Option<Point3<f64>> {
    let palm = WRIST_TO_PALM * body.hand_m;
    match (task.target, ball) {
        (ReachTarget::Hold, Some((ball, radius))) => {
            let d = Vector3::new(-0.7 * palm, outward(arm) * (radius + 0.01), -0.6 * palm);
            let level = level(trunk);
            // Hands stay in front of the body.
            let mut at = level.inverse() * (ball - neck) + d;
            let excess = at.x - MIN_AHEAD_M;
            at.x = MIN_AHEAD_M + 0.5 * (excess + excess.hypot(0.1));
            Some(neck + level * at)
        }
        (ReachTarget::Dribble(hand), Some((ball, radius))) if hand == arm => {
            let hover = 0.92 * body.leg_m();
            let z = (ball.z + radius + 0.02).max(hover);
            let back = level(trunk) * Vector3::new(-0.9 * palm, 0.0, 0.0);
            Some(Point3::new(ball.x, ball.y, z) + back)
        }
        (ReachTarget::AtPoints(at), _) => Some(at[arm]),
        (ReachTarget::FromNeck(at), _) => {
            let [ahead, out, up] = at[arm];
            Some(neck + level(trunk) * Vector3::new(ahead, outward(arm) * out, up))
        }
        _ => None,
    }
}
