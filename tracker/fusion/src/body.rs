//! What is known of bodies before anybody is seen: how long bones are, how lively joints are.

use trackside_schema::Joint;

/// A joint and its neighbour, with the shortest and the longest distance between them that a body has, m. Generous:
/// children to basketball centres, with a detector's idea of where a joint is.
pub(crate) const BONES: &[(Joint, Joint, f64, f64)] = &[
    (Joint::LShoulder, Joint::RShoulder, 0.08, 0.60),
    (Joint::LHip, Joint::RHip, 0.04, 0.50),
    (Joint::LShoulder, Joint::LElbow, 0.12, 0.50),
    (Joint::RShoulder, Joint::RElbow, 0.12, 0.50),
    (Joint::LElbow, Joint::LWrist, 0.10, 0.50),
    (Joint::RElbow, Joint::RWrist, 0.10, 0.50),
    (Joint::LHip, Joint::LKnee, 0.20, 0.70),
    (Joint::RHip, Joint::RKnee, 0.20, 0.70),
    (Joint::LKnee, Joint::LAnkle, 0.20, 0.70),
    (Joint::RKnee, Joint::RAnkle, 0.20, 0.70),
    (Joint::LShoulder, Joint::LHip, 0.25, 0.85),
    (Joint::RShoulder, Joint::RHip, 0.25, 0.85),
    (Joint::Neck, Joint::Nose, 0.05, 0.45),
    (Joint::Neck, Joint::Hip, 0.25, 0.85),
    (Joint::LAnkle, Joint::LBigToe, 0.05, 0.40),
    (Joint::RAnkle, Joint::RBigToe, 0.05, 0.40),
    (Joint::LAnkle, Joint::LHeel, 0.01, 0.25),
    (Joint::RAnkle, Joint::RHeel, 0.01, 0.25),
];

/// Pairs of joints that keep their distance, more or less, with how long it is as a share of stature, and by what share of
/// itself that scatters from body to body and from one idea of where a joint is to another.
///
/// Bones, trunk and feet: Drillis and Contini 1966, in Winter, *Biomechanics and Motor Control of Human Movement*, 2009, fig. 4.1;
/// hip joints: Bell, Pedersen and Brand, J. Biomech. 23, 1990; shoulder joints lie inside the shoulders' outer width; head: NASA-STD-3000, 1995.
#[rustfmt::skip]
pub(crate) const KEPT: [(Joint, Joint, f64, f64); 52] = [
    (Joint::Neck, Joint::Hip, 0.288, 0.06),
    (Joint::Neck, Joint::LShoulder, 0.103, 0.12), (Joint::Neck, Joint::RShoulder, 0.103, 0.12), (Joint::LShoulder, Joint::RShoulder, 0.205, 0.10),
    (Joint::Hip, Joint::LHip, 0.054, 0.15), (Joint::Hip, Joint::RHip, 0.054, 0.15), (Joint::LHip, Joint::RHip, 0.108, 0.15),
    (Joint::LShoulder, Joint::Hip, 0.306, 0.06), (Joint::RShoulder, Joint::Hip, 0.306, 0.06), (Joint::LHip, Joint::Neck, 0.293, 0.06), (Joint::RHip, Joint::Neck, 0.293, 0.06),
    (Joint::LShoulder, Joint::LHip, 0.292, 0.06), (Joint::RShoulder, Joint::RHip, 0.292, 0.06),
    (Joint::LShoulder, Joint::LElbow, 0.186, 0.07), (Joint::RShoulder, Joint::RElbow, 0.186, 0.07), (Joint::LElbow, Joint::LWrist, 0.146, 0.07), (Joint::RElbow, Joint::RWrist, 0.146, 0.07),
    (Joint::LHip, Joint::LKnee, 0.245, 0.06), (Joint::RHip, Joint::RKnee, 0.245, 0.06), (Joint::LKnee, Joint::LAnkle, 0.246, 0.06), (Joint::RKnee, Joint::RAnkle, 0.246, 0.06),
    (Joint::LAnkle, Joint::LBigToe, 0.120, 0.10), (Joint::LAnkle, Joint::LSmallToe, 0.101, 0.12), (Joint::LAnkle, Joint::LHeel, 0.054, 0.15),
    (Joint::RAnkle, Joint::RBigToe, 0.120, 0.10), (Joint::RAnkle, Joint::RSmallToe, 0.101, 0.12), (Joint::RAnkle, Joint::RHeel, 0.054, 0.15),
    (Joint::LBigToe, Joint::LSmallToe, 0.051, 0.15), (Joint::LBigToe, Joint::LHeel, 0.152, 0.10), (Joint::LSmallToe, Joint::LHeel, 0.130, 0.10),
    (Joint::RBigToe, Joint::RSmallToe, 0.051, 0.15), (Joint::RBigToe, Joint::RHeel, 0.152, 0.10), (Joint::RSmallToe, Joint::RHeel, 0.130, 0.10),
    (Joint::Neck, Joint::Head, 0.182, 0.10), (Joint::Neck, Joint::Nose, 0.127, 0.12), (Joint::Neck, Joint::LEye, 0.136, 0.12), (Joint::Neck, Joint::REye, 0.136, 0.12),
    (Joint::Head, Joint::Nose, 0.100, 0.15), (Joint::Head, Joint::LEye, 0.077, 0.15), (Joint::Head, Joint::REye, 0.077, 0.15),
    (Joint::Nose, Joint::LEye, 0.030, 0.15), (Joint::Nose, Joint::REye, 0.030, 0.15), (Joint::LEye, Joint::REye, 0.036, 0.10),
    (Joint::LEye, Joint::LEar, 0.051, 0.12), (Joint::REye, Joint::REar, 0.051, 0.12), (Joint::LEar, Joint::REar, 0.084, 0.08),
    (Joint::LEar, Joint::Head, 0.082, 0.15), (Joint::REar, Joint::Head, 0.082, 0.15), (Joint::LEar, Joint::Neck, 0.120, 0.15), (Joint::REar, Joint::Neck, 0.120, 0.15),
    (Joint::LEar, Joint::Nose, 0.074, 0.15), (Joint::REar, Joint::Nose, 0.074, 0.15),
];

/// Joints half way between two others, more or less.
pub(crate) const MIDDLES: [(Joint, [Joint; 2]); 2] = [
    (Joint::Neck, [Joint::LShoulder, Joint::RShoulder]),
    (Joint::Hip, [Joint::LHip, Joint::RHip]),
];

/// How tall athletes are, m: mean and deviation, women and men and basketball players alike.
pub(crate) const STATURE_M: (f64, f64) = (1.78, 0.12);

/// The joints that move as one with the body.
pub(crate) const TRUNK: [Joint; 6] = [
    Joint::LShoulder,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RHip,
    Joint::Neck,
    Joint::Hip,
];

/// What a limb's joint hangs on, nearer to the trunk.
pub(crate) fn anchor(joint: Joint) -> Option<Joint> {
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

/// Spectral density of a joint's acceleration, m²/s³, where the faster of joint and body goes at `speed_m_s`.
///
/// Legs and arms swing the faster the faster the body goes, so that their accelerations grow with the square of its speed;
/// the trunk hardly joins in. What stands can still start: the density at rest.
pub(crate) fn liveliness(joint: Joint, speed_m_s: f64) -> f64 {
    let (at_rest, with_speed) = match joint {
        Joint::LWrist | Joint::RWrist => (3.0, 1.0),
        Joint::LElbow | Joint::RElbow => (2.0, 0.5),
        Joint::LKnee | Joint::RKnee => (1.0, 1.0),
        Joint::LAnkle | Joint::RAnkle | Joint::LHeel | Joint::RHeel => (1.0, 1.5),
        Joint::LBigToe | Joint::RBigToe | Joint::LSmallToe | Joint::RSmallToe => (1.0, 1.5),
        _ => (1.0, 0.03),
    };
    at_rest + with_speed * speed_m_s * speed_m_s
}
