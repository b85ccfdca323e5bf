//! Measurements of a body.
//!
//! Average segment lengths are fractions of stature ([`trackside_sports::anthropometry`]).

use nalgebra::{Point3, Vector3};
use trackside_schema::Joint;
use trackside_sports::anthropometry as average;

use crate::bones::{ObservedJoints, SIDES};
use crate::median::median;

/// Lengths and girth of a body. Bones connect joints of HALPE_26.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BodyMeasurements {
    /// Stature, floor to crown, m.
    pub height_m: f64,
    /// Between the shoulder joints, m.
    pub shoulder_m: f64,
    /// Between the hip joints, m.
    pub hip_m: f64,
    /// Factor on the girths of trunk and limbs; 1 is average for the height.
    pub girth: f64,
    /// Shoulder to elbow, m.
    pub upper_arm_m: f64,
    /// Elbow to wrist, m.
    pub forearm_m: f64,
    /// Wrist to fingertip, m.
    pub hand_m: f64,
    /// Hip to knee, m.
    pub thigh_m: f64,
    /// Knee to ankle, m.
    pub shank_m: f64,
    /// Ankle above the sole, m.
    pub ankle_m: f64,
    /// Heel to tip of the big toe, m.
    pub foot_m: f64,
    /// Mid-hip to neck (midpoint of the shoulders), m.
    pub trunk_m: f64,
    /// Neck to crown, m.
    pub head_m: f64,
}

impl BodyMeasurements {
    /// A body of height `height_m` with average proportions.
    pub fn from_height(height_m: f64) -> BodyMeasurements {
        let h = height_m;
        BodyMeasurements {
            height_m: h,
            shoulder_m: average::SHOULDER_BREADTH * h,
            hip_m: average::HIP_BREADTH * h,
            girth: 1.0,
            upper_arm_m: average::UPPER_ARM * h,
            forearm_m: average::FOREARM * h,
            hand_m: average::HAND * h,
            thigh_m: average::THIGH * h,
            shank_m: average::SHANK * h,
            ankle_m: average::ANKLE_HEIGHT * h,
            foot_m: average::FOOT * h,
            trunk_m: average::TRUNK * h,
            head_m: average::NECK_TO_CROWN * h,
        }
    }

    /// Height of the hip joint above the ground when standing straight, m.
    pub fn leg_m(&self) -> f64 {
        self.thigh_m + self.shank_m + self.ankle_m
    }

    /// Measures a body from observed poses. Each length is the median over all poses, left and right together, limited to 0.6 to
    /// 1.5 of its average for the estimated height. Lengths that were never observed are average. Without any observed length
    /// the height is 1.80 m.
    pub fn from_poses<'a>(poses: impl IntoIterator<Item = &'a ObservedJoints>) -> BodyMeasurements {
        let mut samples: [Vec<f64>; LENGTHS] = Default::default();
        for pose in poses {
            add_samples(pose, &mut samples);
        }
        let fractions = BodyMeasurements::from_height(1.0).lengths();
        let medians = samples.map(|mut all| median(&mut all));
        let mut heights: Vec<f64> = medians
            .iter()
            .zip(fractions)
            .filter_map(|(m, fraction)| Some((*m)? / fraction))
            .collect();
        let height = median(&mut heights)
            .unwrap_or(DEFAULT_HEIGHT_M)
            .clamp(1.0, 2.5);
        let mut b = BodyMeasurements::from_height(height);
        let mut all = fractions;
        for ((length, median), fraction) in all.iter_mut().zip(medians).zip(fractions) {
            let usual = fraction * height;
            *length = median.map_or(usual, |m| m.clamp(0.6 * usual, 1.5 * usual));
        }
        [
            b.shoulder_m,
            b.hip_m,
            b.upper_arm_m,
            b.forearm_m,
            b.thigh_m,
            b.shank_m,
            b.ankle_m,
            b.foot_m,
            b.trunk_m,
            b.head_m,
        ] = all;
        b.height_m = b.leg_m() + b.trunk_m + b.head_m;
        b
    }

    fn lengths(&self) -> [f64; LENGTHS] {
        [
            self.shoulder_m,
            self.hip_m,
            self.upper_arm_m,
            self.forearm_m,
            self.thigh_m,
            self.shank_m,
            self.ankle_m,
            self.foot_m,
            self.trunk_m,
            self.head_m,
        ]
    }
}

/// Number of lengths that joints determine; girth and hands do not appear in them and scale with the height.
const LENGTHS: usize = 10;
/// Height of a body without any observed length, m.
const DEFAULT_HEIGHT_M: f64 = 1.80;

/// Adds the lengths that one pose shows to `samples`.
fn add_samples(pose: &ObservedJoints, samples: &mut [Vec<f64>; LENGTHS]) {
    let at = |joint: Joint| pose[joint.index()];
    let distance = |a: Joint, b: Joint| Some((at(a)? - at(b)?).norm());
    let mut push = |i: usize, length: Option<f64>| samples[i].extend(length);
    push(0, distance(Joint::LShoulder, Joint::RShoulder));
    push(1, distance(Joint::LHip, Joint::RHip));
    for s in &SIDES {
        push(2, distance(s.shoulder, s.elbow));
        push(3, distance(s.elbow, s.wrist));
        push(4, distance(s.hip, s.knee));
        push(5, distance(s.knee, s.ankle));
        if let (Some(ankle), Some(heel), Some(big), Some(small)) =
            (at(s.ankle), at(s.heel), at(s.big_toe), at(s.small_toe))
        {
            push(6, distance_to_plane(&ankle, [&heel, &big, &small]));
        }
        push(
            7,
            distance(s.heel, s.big_toe).map(|d| d / slant_factor(average::BIG_TOE_INWARDS)),
        );
    }
    push(8, distance(Joint::Hip, Joint::Neck));
    push(
        9,
        distance(Joint::Neck, Joint::Head).map(|d| d / slant_factor(average::CROWN.ahead)),
    );
}

/// Length of a segment whose perpendicular offset is `offset` times its length along the axis, relative to the latter.
fn slant_factor(offset: f64) -> f64 {
    offset.hypot(1.0)
}

/// Distance of a point from the plane through three others. `None`: they are collinear.
fn distance_to_plane(p: &Point3<f64>, [a, b, c]: [&Point3<f64>; 3]) -> Option<f64> {
    let normal: Vector3<f64> = (b - a).cross(&(c - a)).try_normalize(1e-9)?;
    Some(normal.dot(&(p - a)).abs())
}
