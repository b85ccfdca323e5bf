//! The joints of the bind pose, from the measurements of a body.

use nalgebra::Point3;
use trackside_schema::{JOINT_COUNT, Joint};
use trackside_sports::anthropometry::{
    BIG_TOE_INWARDS, CROWN, EAR, EYE, HEEL_BEHIND_ANKLE, NOSE, SMALL_TOE_AHEAD_OF_HEEL,
    SMALL_TOE_OUTWARDS,
};

use crate::bones::{Joints, SIDES};
use crate::measurements::BodyMeasurements;

/// The joints of the bind pose: standing at the origin, facing +x, arms stretched out to the sides, soles at z = 0.
pub fn bind_joints(b: &BodyMeasurements) -> Joints {
    let hip_z = b.ankle_m + b.shank_m + b.thigh_m;
    let neck_z = hip_z + b.trunk_m;
    let head = b.head_m;
    let mut j = [Point3::origin(); JOINT_COUNT];
    let mut put = |joint: Joint, x: f64, y: f64, z: f64| j[joint.index()] = Point3::new(x, y, z);
    put(Joint::Hip, 0.0, 0.0, hip_z);
    put(Joint::Neck, 0.0, 0.0, neck_z);
    put(Joint::Head, CROWN.ahead * head, 0.0, neck_z + head);
    put(Joint::Nose, NOSE.ahead * head, 0.0, neck_z + NOSE.up * head);
    for s in &SIDES {
        let (arm, leg) = (s.sign * b.shoulder_m / 2.0, s.sign * b.hip_m / 2.0);
        for (joint, place) in [(s.ear, EAR), (s.eye, EYE)] {
            let aside = s.sign * place.aside * head;
            put(joint, place.ahead * head, aside, neck_z + place.up * head);
        }
        put(s.shoulder, 0.0, arm, neck_z);
        put(s.elbow, 0.0, arm + s.sign * b.upper_arm_m, neck_z);
        put(
            s.wrist,
            0.0,
            arm + s.sign * (b.upper_arm_m + b.forearm_m),
            neck_z,
        );
        put(s.hip, 0.0, leg, hip_z);
        put(s.knee, 0.0, leg, b.ankle_m + b.shank_m);
        put(s.ankle, 0.0, leg, b.ankle_m);
        let heel = -HEEL_BEHIND_ANKLE * b.foot_m;
        put(s.heel, heel, leg, 0.0);
        put(
            s.big_toe,
            heel + b.foot_m,
            leg - s.sign * BIG_TOE_INWARDS * b.foot_m,
            0.0,
        );
        put(
            s.small_toe,
            heel + SMALL_TOE_AHEAD_OF_HEEL * b.foot_m,
            leg + s.sign * SMALL_TOE_OUTWARDS * b.foot_m,
            0.0,
        );
    }
    j
}
