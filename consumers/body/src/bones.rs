//! From joints to bones: one affine frame for each rigid segment of the body.
//!
//! The same arithmetic computes the frames of the bind pose and of any pose, so a vertex moves by `posed · bind⁻¹`. An axis
//! along a bone has the length of the bone, so the transform stretches with it.

use nalgebra::{Matrix3, Matrix3x4, Matrix4, Point3, Rotation3, UnitQuaternion, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

/// The rigid segments of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Bone {
    Pelvis,
    Chest,
    Head,
    LUpperArm,
    LForearm,
    LThigh,
    LShank,
    LFoot,
    RUpperArm,
    RForearm,
    RThigh,
    RShank,
    RFoot,
}

impl Bone {
    /// All bones, in order.
    pub const ALL: [Bone; BONE_COUNT] = [
        Bone::Pelvis,
        Bone::Chest,
        Bone::Head,
        Bone::LUpperArm,
        Bone::LForearm,
        Bone::LThigh,
        Bone::LShank,
        Bone::LFoot,
        Bone::RUpperArm,
        Bone::RForearm,
        Bone::RThigh,
        Bone::RShank,
        Bone::RFoot,
    ];
}

/// Number of bones.
pub const BONE_COUNT: usize = 13;

/// All joints of one body in world space, m, HALPE_26 order.
pub type Joints = [Point3<f64>; JOINT_COUNT];

/// The observed joints of one body in world space, m, HALPE_26 order. `None`: not observed.
pub type ObservedJoints = [Option<Point3<f64>>; JOINT_COUNT];

/// The joints and bones of one side of the body.
pub(crate) struct BodySide {
    /// +1 left, −1 right: the sign of y in the bind pose.
    pub sign: f64,
    pub shoulder: Joint,
    pub elbow: Joint,
    pub wrist: Joint,
    pub hip: Joint,
    pub knee: Joint,
    pub ankle: Joint,
    pub big_toe: Joint,
    pub small_toe: Joint,
    pub heel: Joint,
    pub ear: Joint,
    pub eye: Joint,
    /// Upper arm, forearm, thigh, shank, foot.
    pub bones: [Bone; 5],
}

impl BodySide {
    /// Ankle, heel, big toe, small toe.
    pub fn foot_joints(&self) -> [Joint; 4] {
        [self.ankle, self.heel, self.big_toe, self.small_toe]
    }

    /// The midpoint of the toes, m.
    pub fn toe_midpoint(&self, joints: &Joints) -> Point3<f64> {
        nalgebra::center(
            &joints[self.big_toe.index()],
            &joints[self.small_toe.index()],
        )
    }
}

/// Left and right.
pub(crate) const SIDES: [BodySide; 2] = [
    BodySide {
        sign: 1.0,
        shoulder: Joint::LShoulder,
        elbow: Joint::LElbow,
        wrist: Joint::LWrist,
        hip: Joint::LHip,
        knee: Joint::LKnee,
        ankle: Joint::LAnkle,
        big_toe: Joint::LBigToe,
        small_toe: Joint::LSmallToe,
        heel: Joint::LHeel,
        ear: Joint::LEar,
        eye: Joint::LEye,
        bones: [
            Bone::LUpperArm,
            Bone::LForearm,
            Bone::LThigh,
            Bone::LShank,
            Bone::LFoot,
        ],
    },
    BodySide {
        sign: -1.0,
        shoulder: Joint::RShoulder,
        elbow: Joint::RElbow,
        wrist: Joint::RWrist,
        hip: Joint::RHip,
        knee: Joint::RKnee,
        ankle: Joint::RAnkle,
        big_toe: Joint::RBigToe,
        small_toe: Joint::RSmallToe,
        heel: Joint::RHeel,
        ear: Joint::REar,
        eye: Joint::REye,
        bones: [
            Bone::RUpperArm,
            Bone::RForearm,
            Bone::RThigh,
            Bone::RShank,
            Bone::RFoot,
        ],
    },
];

/// An affine frame `world_from_bone`: the columns are three axes, then the origin. Axes along measured distances have their
/// lengths; the others have length 1.
type Frame = Matrix3x4<f64>;

fn frame(origin: Point3<f64>, axes: [Vector3<f64>; 3]) -> Frame {
    Matrix3x4::from_columns(&[axes[0], axes[1], axes[2], origin.coords])
}

/// `v` normalised, or `fallback` if it is zero.
pub(crate) fn normalized_or(v: Vector3<f64>, fallback: Vector3<f64>) -> Vector3<f64> {
    v.try_normalize(1e-9).unwrap_or(fallback)
}

/// The component of `v` perpendicular to the unit vector `axis`, normalised; an arbitrary perpendicular if it is zero.
fn perpendicular(v: Vector3<f64>, axis: &Vector3<f64>) -> Vector3<f64> {
    let arbitrary = if axis.z.abs() < 0.9 {
        Vector3::z()
    } else {
        Vector3::x()
    };
    normalized_or(
        v - axis * axis.dot(&v),
        normalized_or(arbitrary - axis * axis.dot(&arbitrary), Vector3::y()),
    )
}

/// The frames of all bones of a pose, indexed by [`Bone`].
fn bone_frames(j: &Joints) -> [Frame; BONE_COUNT] {
    let at = |joint: Joint| j[joint.index()];
    let mut out = [Frame::zeros(); BONE_COUNT];
    let spine = at(Joint::Neck) - at(Joint::Hip);
    let up = normalized_or(spine, Vector3::z());
    for (bone, left, right, origin) in [
        (Bone::Pelvis, Joint::LHip, Joint::RHip, Joint::Hip),
        (Bone::Chest, Joint::LShoulder, Joint::RShoulder, Joint::Neck),
    ] {
        let breadth = at(left) - at(right);
        let y = perpendicular(breadth, &up);
        out[bone as usize] = frame(at(origin), [y.cross(&up), y * breadth.norm(), spine]);
    }
    let breadth = at(Joint::LEar) - at(Joint::REar);
    let middle = nalgebra::center(&at(Joint::LEar), &at(Joint::REar));
    let (y, height) = (
        normalized_or(breadth, Vector3::y()),
        at(Joint::Head) - middle,
    );
    let z = perpendicular(height, &y);
    out[Bone::Head as usize] = frame(middle, [y.cross(&z), y * breadth.norm(), z * height.norm()]);
    let chest: Matrix3<f64> = out[Bone::Chest as usize]
        .fixed_view::<3, 3>(0, 0)
        .into_owned();
    let chest = Matrix3::from_columns(
        &[0, 1, 2].map(|i| normalized_or(chest.column(i).into_owned(), Vector3::z())),
    );
    for side in &SIDES {
        add_arm_frames(side, &at, &chest, &mut out);
        add_leg_frames(side, &at, &mut out);
    }
    out
}

/// Arms rotate with the chest by the shortest rotation: the joints do not determine their axial rotation.
fn add_arm_frames(
    side: &BodySide,
    at: &impl Fn(Joint) -> Point3<f64>,
    chest: &Matrix3<f64>,
    out: &mut [Frame; BONE_COUNT],
) {
    let mut axes = *chest;
    for (bone, from, to) in [
        (side.bones[0], side.shoulder, side.elbow),
        (side.bones[1], side.elbow, side.wrist),
    ] {
        let along = at(to) - at(from);
        let previous = axes.column(1) * side.sign;
        let rotation = UnitQuaternion::rotation_between(&previous, &along).unwrap_or_else(|| {
            UnitQuaternion::from_scaled_axis(axes.column(2) * std::f64::consts::PI)
        });
        axes = rotation.to_rotation_matrix().into_inner() * axes;
        let [x, y, z] = [0, 1, 2].map(|i| axes.column(i).into_owned());
        out[bone as usize] = frame(at(from), [x, y * along.norm(), z]);
    }
}

/// Knee and ankle are hinges about the lateral axis of the foot.
fn add_leg_frames(
    side: &BodySide,
    at: &impl Fn(Joint) -> Point3<f64>,
    out: &mut [Frame; BONE_COUNT],
) {
    let heel = at(side.heel);
    let sole = nalgebra::center(&at(side.big_toe), &at(side.small_toe)) - heel;
    let ahead = normalized_or(sole, Vector3::x());
    let left = perpendicular((at(side.small_toe) - at(side.big_toe)) * side.sign, &ahead);
    out[side.bones[4] as usize] = frame(at(side.ankle), [sole, left, ahead.cross(&left)]);
    for (bone, from, to) in [
        (side.bones[3], side.knee, side.ankle),
        (side.bones[2], side.hip, side.knee),
    ] {
        let along = at(from) - at(to);
        let up = normalized_or(along, Vector3::z());
        let y = perpendicular(left, &up);
        out[bone as usize] = frame(at(from), [y.cross(&up), y, along]);
    }
}

/// The transform of a bone, `world_from_bone = Translation · Rotation · Scale`, like a node of a scene graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoneTransform {
    /// Position of the bone's proximal joint (of the head: the midpoint of the ears; of a foot: the ankle), m.
    pub position: Point3<f64>,
    /// Orientation of its axes; in the bind pose approximately x ahead, y left, z up.
    pub rotation: UnitQuaternion<f64>,
    /// Scale along its own axes relative to the bind pose.
    pub scale: Vector3<f64>,
}

/// The axes of a frame as a rotation, and their lengths. A zero axis is replaced by the cross product of the others.
fn rotation_and_lengths(f: &Frame) -> (UnitQuaternion<f64>, Vector3<f64>) {
    let axis = |i: usize| f.column(i).into_owned();
    let lengths = Vector3::new(axis(0).norm(), axis(1).norm(), axis(2).norm());
    let [mut x, mut y, mut z] = [0, 1, 2].map(|i| axis(i).try_normalize(1e-9).unwrap_or_default());
    for _ in 0..2 {
        x = normalized_or(x, y.cross(&z));
        y = normalized_or(y, z.cross(&x));
        z = normalized_or(z, x.cross(&y));
    }
    let axes = Matrix3::from_columns(&[x, y, z]);
    let rotation = UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(axes));
    (rotation, lengths)
}

/// The bone frames of the bind pose.
#[derive(Clone, Debug)]
pub(crate) struct BindPose {
    /// Inverses of `frames`.
    bone_from_world: [Matrix4<f64>; BONE_COUNT],
    frames: [Frame; BONE_COUNT],
}

fn homogeneous(f: &Frame) -> Matrix4<f64> {
    let mut m = Matrix4::identity();
    m.fixed_view_mut::<3, 4>(0, 0).copy_from(f);
    m
}

impl BindPose {
    pub fn new(joints: &Joints) -> BindPose {
        let frames = bone_frames(joints);
        BindPose {
            // A frame is singular only if a measurement is 0, and then the bone has no surface to move.
            bone_from_world: frames.map(|f| {
                homogeneous(&f)
                    .try_inverse()
                    .unwrap_or_else(Matrix4::identity)
            }),
            frames,
        }
    }

    /// For each bone, the affine transform from the bind pose to the pose `joints`.
    pub fn posed_from_bind(&self, joints: &Joints) -> [Matrix3x4<f32>; BONE_COUNT] {
        let posed = bone_frames(joints);
        std::array::from_fn(|i| (posed[i] * self.bone_from_world[i]).map(|v| v as f32))
    }

    /// The transforms of the bones in the bind pose, with scale 1.
    pub fn transforms(&self) -> [BoneTransform; BONE_COUNT] {
        self.frames.map(|f| BoneTransform {
            position: Point3::from(f.column(3).into_owned()),
            rotation: rotation_and_lengths(&f).0,
            scale: Vector3::repeat(1.0),
        })
    }

    /// The transforms of the bones in the pose `joints`.
    pub fn posed_transforms(&self, joints: &Joints) -> [BoneTransform; BONE_COUNT] {
        let posed = bone_frames(joints);
        std::array::from_fn(|i| {
            let (rotation, lengths) = rotation_and_lengths(&posed[i]);
            let (_, bind) = rotation_and_lengths(&self.frames[i]);
            BoneTransform {
                position: Point3::from(posed[i].column(3).into_owned()),
                rotation,
                scale: lengths.zip_map(&bind, |l, b| if b > 1e-9 { l / b } else { 1.0 }),
            }
        })
    }
}
