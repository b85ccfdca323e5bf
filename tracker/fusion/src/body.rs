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

/// The joints that move as one with the body.
pub(crate) const TRUNK: [Joint; 6] = [
    Joint::LShoulder,
    Joint::RShoulder,
    Joint::LHip,
    Joint::RHip,
    Joint::Neck,
    Joint::Hip,
];

/// How much livelier than the trunk a joint is, as a factor on the density of its acceleration.
pub(crate) fn liveliness(joint: Joint) -> f64 {
    match joint {
        Joint::LWrist | Joint::RWrist => 8.0,
        Joint::LElbow | Joint::RElbow | Joint::LAnkle | Joint::RAnkle => 5.0,
        Joint::LBigToe | Joint::RBigToe | Joint::LSmallToe | Joint::RSmallToe => 6.0,
        Joint::LHeel | Joint::RHeel => 5.0,
        Joint::LKnee | Joint::RKnee => 3.0,
        Joint::Head | Joint::Nose | Joint::LEye | Joint::REye | Joint::LEar | Joint::REar => 2.0,
        _ => 1.0,
    }
}
