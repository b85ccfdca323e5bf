//! Trunk, neck and head over the pelvis.

use std::f64::consts::TAU;

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};
use trackside_sports::GRAVITY_M_S2;
use trackside_sports::anthropometry::{ANNOTATED_HEAD_TOP, EAR, EYE, HeadPoint, NOSE};

use crate::body_motion::ground_path::GroundPose;
use crate::body_motion::pelvis_motion::PelvisMotion;
use crate::curve::{lerp, smoothstep};

/// The pose of the trunk and the gait phase that arms swing with.
pub(crate) struct TrunkPose {
    pub place: GroundPose,
    /// Axes: ahead, left, up.
    pub axes: Rotation3<f64>,
    /// Forward lean, rad.
    pub lean: f64,
    /// In strides.
    pub phase: f64,
}

impl TrunkPose {
    /// The pose at `t`.
    pub fn new(pelvis: &PelvisMotion, t: f64, place: GroundPose) -> TrunkPose {
        TrunkPose {
            place,
            axes: trunk_axes(pelvis, t, &place),
            lean: pelvis.lean(t, &place),
            phase: pelvis.phase.value(t),
        }
    }
}

/// The shoulders rotate against the pelvis.
fn trunk_axes(pelvis: &PelvisMotion, t: f64, place: &GroundPose) -> Rotation3<f64> {
    let speed = place.velocity.norm();
    let going = smoothstep(speed / 0.9);
    let angle = TAU * pelvis.phase.value(t);
    let turn = going * lerp(0.08, 0.20, smoothstep((speed - 2.0) / 5.0)) * angle.cos();
    let aside = pelvis.path.acceleration(t, 0.15).dot(&place.left());
    let list = -(0.7 * aside / GRAVITY_M_S2).atan().clamp(-0.35, 0.35);
    Rotation3::from_axis_angle(&Vector3::z_axis(), place.heading + turn)
        * Rotation3::from_axis_angle(&Vector3::x_axis(), list)
        * Rotation3::from_axis_angle(&Vector3::y_axis(), pelvis.lean(t, place))
}

/// Writes neck, shoulders and head above `hip`.
pub(crate) fn write_trunk(
    pelvis: &PelvisMotion,
    trunk: &TrunkPose,
    hip: &Point3<f64>,
    joints: &mut [Point3<f64>; JOINT_COUNT],
) {
    let b = &pelvis.body;
    let neck = hip + trunk.axes * Vector3::new(0.0, 0.0, b.trunk_m);
    joints[Joint::Neck.index()] = neck;
    let half = trunk.axes * Vector3::new(0.0, 0.5 * b.shoulder_m, 0.0);
    joints[Joint::LShoulder.index()] = neck + half;
    joints[Joint::RShoulder.index()] = neck - half;
    // The head stays nearer upright than the trunk.
    let lean = trunk.lean;
    let head = Rotation3::from_axis_angle(&Vector3::z_axis(), trunk.place.heading)
        * Rotation3::from_axis_angle(
            &Vector3::y_axis(),
            0.45 * lean + 0.25 * (lean - 0.6).max(0.0),
        );
    let m = b.head_m;
    let mut put = |joint: Joint, side: f64, p: HeadPoint| {
        joints[joint.index()] =
            neck + head * Vector3::new(p.ahead * m, side * p.aside * m, p.up * m);
    };
    put(Joint::Head, 1.0, ANNOTATED_HEAD_TOP);
    put(Joint::Nose, 1.0, NOSE);
    put(Joint::LEye, 1.0, EYE);
    put(Joint::REye, -1.0, EYE);
    put(Joint::LEar, 1.0, EAR);
    put(Joint::REar, -1.0, EAR);
}
