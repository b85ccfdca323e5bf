//! What is known of athletes' bodies beforehand: segment lengths as shares of stature, limits of bones, how joints
//! accelerate.
//!
//! Segment lengths follow the proportional model of Drillis and Contini (Technical Report 1166.03, New York University,
//! 1966), length = ratio · stature, with the ratios of `trackside-sports`.

use trackside_schema::Joint;
use trackside_sports::anthropometry::{
    DETECTED_HIP_BREADTH, DETECTED_SHOULDER_BREADTH, EVERYBODY, FOOT, FOREARM, NECK_TO_CROWN,
    SHANK, THIGH, TRUNK, UPPER_ARM, child_head, child_leg,
};

/// The prior of the distance between two joints.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LengthPrior {
    pub ends: [Joint; 2],
    /// Mean length as a share of stature.
    pub stature_ratio: f64,
    /// Standard deviation, as a share of the length itself, between bodies and between detectors' joint definitions.
    pub scatter: f64,
    /// Of a bone that tells bodies from chance: the interval in which its length lies, as shares of the mean length.
    pub limits: Option<[f64; 2]>,
}

impl LengthPrior {
    /// Mean and standard deviation of the length in a body of that stature, m. Small bodies may be children, whose heads are
    /// larger and whose legs are shorter for their size, or small adults: the mean lies half way between, and either is one
    /// standard deviation off.
    pub fn of_stature(&self, stature_m: f64) -> (f64, f64) {
        let half_difference = 0.5 * self.child_difference(stature_m);
        let mean_m = self.stature_ratio * stature_m * (1.0 + half_difference);
        (mean_m, mean_m * self.scatter.hypot(half_difference))
    }

    /// How much longer this is in a child of that stature than in an adult of the same proportions, as a share.
    fn child_difference(&self, stature_m: f64) -> f64 {
        match self.ends {
            [Joint::LHip, Joint::LKnee] | [Joint::RHip, Joint::RKnee] => child_leg(stature_m) - 1.0,
            [Joint::LKnee, Joint::LAnkle] | [Joint::RKnee, Joint::RAnkle] => {
                child_leg(stature_m) - 1.0
            }
            [a, b] if is_of_head(a) && is_of_head(b) => child_head(stature_m) - 1.0,
            _ => 0.0,
        }
    }
}

fn is_of_head(joint: Joint) -> bool {
    matches!(
        joint,
        Joint::Neck
            | Joint::Head
            | Joint::Nose
            | Joint::LEye
            | Joint::REye
            | Joint::LEar
            | Joint::REar
    )
}

const fn length(a: Joint, b: Joint, stature_ratio: f64, scatter: f64) -> LengthPrior {
    LengthPrior {
        ends: [a, b],
        stature_ratio,
        scatter,
        limits: None,
    }
}

/// A bone, with the limits of its length.
const fn bone(prior: LengthPrior, min: f64, max: f64) -> LengthPrior {
    LengthPrior {
        limits: Some([min, max]),
        ..prior
    }
}

/// Pairs of joints that keep their distance.
///
/// Segments are those of `trackside-sports`. The other ratios follow from them by geometry (half of a breadth, a diagonal of
/// the trunk), or, in head and foot, from the points given there and where detectors place the joints. Limits are as wide as
/// detectors disagree about where a joint is, and as bodies of one size differ; they were set for adults' absolute lengths
/// first (docs/experiments/034-fusion-constants.md).
#[rustfmt::skip]
pub(crate) const LENGTH_PRIORS: [LengthPrior; 52] = [
    bone(length(Joint::Neck, Joint::Hip, TRUNK, 0.06), 0.5, 1.6),
    length(Joint::Neck, Joint::LShoulder, 0.103, 0.12), length(Joint::Neck, Joint::RShoulder, 0.103, 0.12), bone(length(Joint::LShoulder, Joint::RShoulder, DETECTED_SHOULDER_BREADTH, 0.10), 0.35, 1.65),
    length(Joint::Hip, Joint::LHip, 0.054, 0.15), length(Joint::Hip, Joint::RHip, 0.054, 0.15), bone(length(Joint::LHip, Joint::RHip, DETECTED_HIP_BREADTH, 0.15), 0.3, 2.6),
    length(Joint::LShoulder, Joint::Hip, 0.306, 0.06), length(Joint::RShoulder, Joint::Hip, 0.306, 0.06), length(Joint::LHip, Joint::Neck, 0.293, 0.06), length(Joint::RHip, Joint::Neck, 0.293, 0.06),
    bone(length(Joint::LShoulder, Joint::LHip, 0.292, 0.06), 0.5, 1.6), bone(length(Joint::RShoulder, Joint::RHip, 0.292, 0.06), 0.5, 1.6),
    bone(length(Joint::LShoulder, Joint::LElbow, UPPER_ARM, 0.07), 0.5, 1.55), bone(length(Joint::RShoulder, Joint::RElbow, UPPER_ARM, 0.07), 0.5, 1.55), bone(length(Joint::LElbow, Joint::LWrist, FOREARM, 0.07), 0.5, 1.8), bone(length(Joint::RElbow, Joint::RWrist, FOREARM, 0.07), 0.5, 1.8),
    bone(length(Joint::LHip, Joint::LKnee, THIGH, 0.06), 0.5, 1.6), bone(length(Joint::RHip, Joint::RKnee, THIGH, 0.06), 0.5, 1.6), bone(length(Joint::LKnee, Joint::LAnkle, SHANK, 0.06), 0.5, 1.6), bone(length(Joint::RKnee, Joint::RAnkle, SHANK, 0.06), 0.5, 1.6),
    bone(length(Joint::LAnkle, Joint::LBigToe, 0.120, 0.10), 0.35, 1.9), length(Joint::LAnkle, Joint::LSmallToe, 0.101, 0.12), bone(length(Joint::LAnkle, Joint::LHeel, 0.054, 0.15), 0.2, 2.6),
    bone(length(Joint::RAnkle, Joint::RBigToe, 0.120, 0.10), 0.35, 1.9), length(Joint::RAnkle, Joint::RSmallToe, 0.101, 0.12), bone(length(Joint::RAnkle, Joint::RHeel, 0.054, 0.15), 0.2, 2.6),
    length(Joint::LBigToe, Joint::LSmallToe, 0.051, 0.15), length(Joint::LBigToe, Joint::LHeel, FOOT, 0.10), length(Joint::LSmallToe, Joint::LHeel, 0.130, 0.10),
    length(Joint::RBigToe, Joint::RSmallToe, 0.051, 0.15), length(Joint::RBigToe, Joint::RHeel, FOOT, 0.10), length(Joint::RSmallToe, Joint::RHeel, 0.130, 0.10),
    length(Joint::Neck, Joint::Head, NECK_TO_CROWN, 0.10), bone(length(Joint::Neck, Joint::Nose, 0.127, 0.12), 0.35, 2.0), length(Joint::Neck, Joint::LEye, 0.136, 0.12), length(Joint::Neck, Joint::REye, 0.136, 0.12),
    length(Joint::Head, Joint::Nose, 0.100, 0.15), length(Joint::Head, Joint::LEye, 0.077, 0.15), length(Joint::Head, Joint::REye, 0.077, 0.15),
    length(Joint::Nose, Joint::LEye, 0.030, 0.15), length(Joint::Nose, Joint::REye, 0.030, 0.15), length(Joint::LEye, Joint::REye, 0.036, 0.10),
    length(Joint::LEye, Joint::LEar, 0.051, 0.12), length(Joint::REye, Joint::REar, 0.051, 0.12), length(Joint::LEar, Joint::REar, 0.084, 0.08),
    length(Joint::LEar, Joint::Head, 0.082, 0.15), length(Joint::REar, Joint::Head, 0.082, 0.15), length(Joint::LEar, Joint::Neck, 0.120, 0.15), length(Joint::REar, Joint::Neck, 0.120, 0.15),
    length(Joint::LEar, Joint::Nose, 0.074, 0.15), length(Joint::REar, Joint::Nose, 0.074, 0.15),
];

/// Joints that lie half way between two others: middle, then ends.
pub(crate) const MIDPOINT_CONSTRAINTS: [(Joint, [Joint; 2]); 2] = [
    (Joint::Neck, [Joint::LShoulder, Joint::RShoulder]),
    (Joint::Hip, [Joint::LHip, Joint::RHip]),
];

/// Stature, m, before anything is seen of an athlete: mean and standard deviation.
pub(crate) const STATURE_M: (f64, f64) = (EVERYBODY.mean_m, EVERYBODY.sigma_m);

/// The joints that move with the trunk.
pub(crate) const TRUNK_JOINTS: [Joint; 6] = [
    Joint::LShoulder,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RHip,
    Joint::Neck,
    Joint::Hip,
];

/// The next joint towards the trunk along an arm or a leg; `None` for joints that are not on a limb, or begin one.
pub(crate) fn limb_parent(joint: Joint) -> Option<Joint> {
    match joint {
        Joint::LElbow => Some(Joint::LShoulder),
        Joint::RElbow => Some(Joint::RShoulder),
        Joint::LWrist => Some(Joint::LElbow),
        Joint::RWrist => Some(Joint::RElbow),
        Joint::LKnee => Some(Joint::LHip),
        Joint::RKnee => Some(Joint::RHip),
        Joint::LAnkle => Some(Joint::LKnee),
        Joint::RAnkle => Some(Joint::RKnee),
        _ => None,
    }
}

/// The next joint towards the trunk along a limb or from within a foot.
pub(crate) fn parent_joint(joint: Joint) -> Option<Joint> {
    let ankle = match joint {
        Joint::LBigToe | Joint::LSmallToe | Joint::LHeel => Some(Joint::LAnkle),
        Joint::RBigToe | Joint::RSmallToe | Joint::RHeel => Some(Joint::RAnkle),
        _ => None,
    };
    limb_parent(joint).or(ankle)
}

/// Power spectral density of a joint's acceleration, m²/s³: q = a + b v², v the greater of the joint's and the trunk's
/// speed.
///
/// At constant stride length, the frequency and with it the acceleration of a limb's swing grow with speed; the trunk's
/// hardly does. `a` leaves an athlete at rest free to start. Values: second differences of the training worlds, rounded
/// up (docs/experiments/009-process-noise.md).
pub(crate) fn acceleration_psd(joint: Joint, speed_m_s: f64) -> f64 {
    let (at_rest, per_speed_sq) = match joint {
        Joint::LWrist | Joint::RWrist => (3.0, 1.0),
        Joint::LElbow | Joint::RElbow => (2.0, 0.5),
        Joint::LKnee | Joint::RKnee => (1.0, 1.0),
        Joint::LAnkle | Joint::RAnkle | Joint::LHeel | Joint::RHeel => (1.0, 1.5),
        Joint::LBigToe | Joint::RBigToe | Joint::LSmallToe | Joint::RSmallToe => (1.0, 1.5),
        _ => (1.0, 0.03),
    };
    at_rest + per_speed_sq * speed_m_s * speed_m_s
}
