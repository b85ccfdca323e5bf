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

/// Pairs of joints that keep their distance, more or less: how well is learned.
#[rustfmt::skip]
pub(crate) const KEPT: [(Joint, Joint); 46] = [
    (Joint::Neck, Joint::Hip),
    (Joint::Neck, Joint::LShoulder), (Joint::Neck, Joint::RShoulder), (Joint::LShoulder, Joint::RShoulder),
    (Joint::Hip, Joint::LHip), (Joint::Hip, Joint::RHip), (Joint::LHip, Joint::RHip),
    (Joint::LShoulder, Joint::Hip), (Joint::RShoulder, Joint::Hip), (Joint::LHip, Joint::Neck), (Joint::RHip, Joint::Neck),
    (Joint::LShoulder, Joint::LHip), (Joint::RShoulder, Joint::RHip),
    (Joint::LShoulder, Joint::LElbow), (Joint::RShoulder, Joint::RElbow), (Joint::LElbow, Joint::LWrist), (Joint::RElbow, Joint::RWrist),
    (Joint::LHip, Joint::LKnee), (Joint::RHip, Joint::RKnee), (Joint::LKnee, Joint::LAnkle), (Joint::RKnee, Joint::RAnkle),
    (Joint::LAnkle, Joint::LBigToe), (Joint::LAnkle, Joint::LSmallToe), (Joint::LAnkle, Joint::LHeel),
    (Joint::RAnkle, Joint::RBigToe), (Joint::RAnkle, Joint::RSmallToe), (Joint::RAnkle, Joint::RHeel),
    (Joint::LBigToe, Joint::LSmallToe), (Joint::LBigToe, Joint::LHeel), (Joint::LSmallToe, Joint::LHeel),
    (Joint::RBigToe, Joint::RSmallToe), (Joint::RBigToe, Joint::RHeel), (Joint::RSmallToe, Joint::RHeel),
    (Joint::Neck, Joint::Head), (Joint::Neck, Joint::Nose), (Joint::Neck, Joint::LEye), (Joint::Neck, Joint::REye),
    (Joint::Head, Joint::Nose), (Joint::Head, Joint::LEye), (Joint::Head, Joint::REye),
    (Joint::Nose, Joint::LEye), (Joint::Nose, Joint::REye), (Joint::LEye, Joint::REye),
    (Joint::LEye, Joint::LEar), (Joint::REye, Joint::REar), (Joint::LEar, Joint::REar),
];

/// The joints that move as one with the body.
pub(crate) const TRUNK: [Joint; 6] = [
    Joint::LShoulder,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RHip,
    Joint::Neck,
    Joint::Hip,
];

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
