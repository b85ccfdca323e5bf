//! Legs: a foot that rolls over heel and toe while it is on the ground, and the knee by two-bone inverse kinematics.

use nalgebra::{Point3, Rotation3, Vector2, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};
use trackside_sports::anthropometry::{
    BIG_TOE_AHEAD_OF_ANKLE, BIG_TOE_INWARDS, HEEL_BEHIND_ANKLE, SMALL_TOE_AHEAD_OF_ANKLE,
    SMALL_TOE_OUTWARDS,
};

use crate::body_motion::step_plan::Footfall;
use crate::curve::smoothstep;

/// Greatest length of a leg in stance, as a fraction of its bones: the knee never locks.
const MAX_STANCE_EXTENSION: f64 = 0.991;
/// Greatest length of any leg, as a fraction of its bones.
const MAX_EXTENSION: f64 = 0.999;
/// Greatest foot pitch that the heel rises to in order to reach the ground, rad.
const MAX_HEEL_RISE: f64 = 1.25;

/// The pose of a foot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FootPose {
    /// m in world space.
    pub ankle: Point3<f64>,
    /// Heel up is positive, rad.
    pub pitch: f64,
    /// Direction of the toes, rad.
    pub yaw: f64,
}

/// Length of thigh and shank, m.
pub(crate) fn bones_m(body: &BodyMeasurements) -> f64 {
    body.thigh_m + body.shank_m
}

/// The ankle of a foot on the ground that is pitched about its heel (toes up) or its toe (heel up), which stays in place.
fn rolled_ankle(body: &BodyMeasurements, footfall: &Footfall, pitch: f64) -> Point3<f64> {
    let along = if pitch >= 0.0 {
        BIG_TOE_AHEAD_OF_ANKLE
    } else {
        -HEEL_BEHIND_ANKLE
    } * body.foot_m;
    let (sin, cos) = pitch.sin_cos();
    let ahead = along - along * cos + body.ankle_m * sin;
    let at = footfall.at + footfall.forward() * ahead;
    Point3::new(at.x, at.y, along * sin + body.ankle_m * cos)
}

/// The foot at `t` of its stance. Where the leg is too short and the body has passed the foot, the heel rises.
pub(crate) fn stance_foot(
    body: &BodyMeasurements,
    footfall: &Footfall,
    hip: &Point3<f64>,
    t: f64,
) -> FootPose {
    let max_length = MAX_STANCE_EXTENSION * bones_m(body);
    let excess = |pitch: f64| (rolled_ankle(body, footfall, pitch) - hip).norm() - max_length;
    let mut pitch = footfall.pitch_at(t);
    let past = (Vector2::new(hip.x, hip.y) - footfall.at).dot(&footfall.forward());
    let max_pitch = pitch + (MAX_HEEL_RISE - pitch).max(0.0) * smoothstep(past / 0.15);
    if excess(pitch) > 0.0 && max_pitch > pitch {
        let (mut low, mut high) = (pitch, max_pitch);
        for _ in 0..24 {
            let middle = 0.5 * (low + high);
            if excess(middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        pitch = high;
    }
    FootPose {
        ankle: rolled_ankle(body, footfall, pitch),
        pitch,
        yaw: footfall.yaw,
    }
}

/// By how much the hip must come down for the leg to reach the ankle, m.
pub(crate) fn reach_shortfall(
    body: &BodyMeasurements,
    hip: &Point3<f64>,
    ankle: &Point3<f64>,
) -> f64 {
    let max_length = MAX_STANCE_EXTENSION * bones_m(body) + 1e-6;
    let away = (hip - ankle).xy().norm_squared();
    let up = (max_length * max_length - away).max(0.0).sqrt();
    (hip.z - ankle.z - up).clamp(0.0, 0.5)
}

/// The vector from hip to ankle, compressed smoothly as it nears the length of the leg.
pub(crate) fn limit_length(d: Vector3<f64>, bones_m: f64) -> Vector3<f64> {
    let (from, max) = (MAX_STANCE_EXTENSION * bones_m, MAX_EXTENSION * bones_m);
    let length = d.norm();
    if length <= from {
        return d;
    }
    let kept = from + (max - from) * ((length - from) / (max - from)).tanh();
    d * (kept / length)
}

/// The knee of a leg from `hip` to `ankle` that bends towards `ahead`.
fn knee(
    body: &BodyMeasurements,
    hip: &Point3<f64>,
    ankle: &Point3<f64>,
    ahead: Vector3<f64>,
) -> Point3<f64> {
    middle_joint(hip, ankle, body.thigh_m, body.shank_m, ahead)
}

/// The joint between two bones of lengths `l1` and `l2` from `a` to `b`, on the side to which `towards` points.
pub(crate) fn middle_joint(
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
pub(crate) fn shank_angle(
    body: &BodyMeasurements,
    hip: &Point3<f64>,
    ankle: &Point3<f64>,
    heading: f64,
) -> f64 {
    let level = Rotation3::from_axis_angle(&Vector3::z_axis(), heading);
    let knee = knee(body, hip, ankle, level * Vector3::x());
    let d = level.inverse() * (ankle - knee);
    (-d.x).atan2(-d.z)
}

/// Writes hip, knee, ankle and foot of one leg; `foot`: 0 left, 1 right.
pub(crate) fn write_leg(
    body: &BodyMeasurements,
    foot: usize,
    hip: &Point3<f64>,
    pose: &FootPose,
    heading: f64,
    joints: &mut [Point3<f64>; JOINT_COUNT],
) {
    let d = pose.ankle - hip;
    let ankle = hip
        + if d.norm() > MAX_EXTENSION * bones_m(body) {
            limit_length(d, bones_m(body))
        } else {
            d
        };
    // Knees point between the pelvis' heading and the toes' direction.
    let between = heading + 0.4 * (pose.yaw - heading).clamp(-1.2, 1.2);
    let ahead = Vector3::new(between.cos(), between.sin(), 0.0);
    let knee = knee(body, hip, &ankle, ahead);
    let axes = Rotation3::from_axis_angle(&Vector3::z_axis(), pose.yaw)
        * Rotation3::from_axis_angle(&Vector3::y_axis(), pose.pitch);
    let outer = if foot == 0 { 1.0 } else { -1.0 };
    let on_sole = |ahead: f64, out: f64| {
        let p = Vector3::new(
            ahead * body.foot_m,
            outer * out * body.foot_m,
            -body.ankle_m,
        );
        ankle + axes * p
    };
    // The right foot's joints follow the left's in HALPE_26.
    let mut put = |left: Joint, at: Point3<f64>| joints[left.index() + foot] = at;
    put(Joint::LHip, *hip);
    put(Joint::LKnee, knee);
    put(Joint::LAnkle, ankle);
    put(Joint::LHeel, on_sole(-HEEL_BEHIND_ANKLE, 0.0));
    put(
        Joint::LBigToe,
        on_sole(BIG_TOE_AHEAD_OF_ANKLE, -BIG_TOE_INWARDS),
    );
    put(
        Joint::LSmallToe,
        on_sole(SMALL_TOE_AHEAD_OF_ANKLE, SMALL_TOE_OUTWARDS),
    );
}
