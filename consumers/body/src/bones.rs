//! From joints to bones: one frame for each rigid piece of the body.
//!
//! The same arithmetic makes the frames at rest and in a pose, so what takes a vertex from rest to the pose is
//! `posed · rest⁻¹`, and stretches with the bone where the pose's bones are not quite as long.

use nalgebra::{Matrix3, Matrix3x4, Matrix4, Point3, Rotation3, UnitQuaternion, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use crate::Build;

/// The rigid pieces of the body.
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

/// How many bones there are.
pub const BONE_COUNT: usize = 13;

/// All joints of one body, m, HALPE_26 order.
pub type Joints = [Point3<f64>; JOINT_COUNT];

/// The joints of one side.
pub(crate) struct Side {
    /// +1 left, −1 right: the sign of y at rest.
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

pub(crate) const SIDES: [Side; 2] = [
    Side {
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
    Side {
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

/// How far the ears are ahead of the neck, as a share of the way from neck to crown.
pub(crate) const EARS_AHEAD: f64 = 0.09;

/// How far inwards the big toe is, as a share of the foot's length.
pub(crate) const TOE_ASIDE: f64 = 0.08;

/// The body at rest: standing at the origin, facing +x, arms stretched out to the sides.
pub fn rest_joints(b: &Build) -> Joints {
    let hip_z = b.ankle_m + b.shank_m + b.thigh_m;
    let neck_z = hip_z + b.trunk_m;
    let m = b.head_m;
    let mut j = [Point3::origin(); JOINT_COUNT];
    let mut put = |joint: Joint, x: f64, y: f64, z: f64| j[joint.index()] = Point3::new(x, y, z);
    put(Joint::Hip, 0.0, 0.0, hip_z);
    put(Joint::Neck, 0.0, 0.0, neck_z);
    put(Joint::Head, EARS_AHEAD * m, 0.0, neck_z + m);
    put(Joint::Nose, 0.42 * m, 0.0, neck_z + 0.56 * m);
    for s in &SIDES {
        let (arm, leg) = (s.sign * b.shoulder_m / 2.0, s.sign * b.hip_m / 2.0);
        put(s.ear, EARS_AHEAD * m, s.sign * 0.235 * m, neck_z + 0.61 * m);
        put(s.eye, 0.33 * m, s.sign * 0.10 * m, neck_z + 0.66 * m);
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
        let heel = -0.25 * b.foot_m;
        put(s.heel, heel, leg, 0.0);
        put(
            s.big_toe,
            heel + b.foot_m,
            leg - s.sign * TOE_ASIDE * b.foot_m,
            0.0,
        );
        put(
            s.small_toe,
            heel + 0.83 * b.foot_m,
            leg + s.sign * 0.22 * b.foot_m,
            0.0,
        );
    }
    j
}

/// An affine frame: its columns are axes (with the length that they stretch by), then the origin.
type Frame = Matrix3x4<f64>;

fn frame(origin: Point3<f64>, axes: [Vector3<f64>; 3]) -> Frame {
    Matrix3x4::from_columns(&[axes[0], axes[1], axes[2], origin.coords])
}

/// Of length 1, or `otherwise` where it has no direction.
pub(crate) fn unit(v: Vector3<f64>, otherwise: Vector3<f64>) -> Vector3<f64> {
    v.try_normalize(1e-9).unwrap_or(otherwise)
}

/// What of `v` is across `axis`, of unit length.
fn across(v: Vector3<f64>, axis: &Vector3<f64>) -> Vector3<f64> {
    let any = if axis.z.abs() < 0.9 {
        Vector3::z()
    } else {
        Vector3::x()
    };
    unit(
        v - axis * axis.dot(&v),
        unit(any - axis * axis.dot(&any), Vector3::y()),
    )
}

/// The frames of all bones of a pose, by [`Bone`].
fn frames(j: &Joints) -> [Frame; BONE_COUNT] {
    let at = |joint: Joint| j[joint.index()];
    let mut out = [Frame::zeros(); BONE_COUNT];
    let spine = at(Joint::Neck) - at(Joint::Hip);
    let up = unit(spine, Vector3::z());
    for (bone, left, right, origin) in [
        (Bone::Pelvis, Joint::LHip, Joint::RHip, Joint::Hip),
        (Bone::Chest, Joint::LShoulder, Joint::RShoulder, Joint::Neck),
    ] {
        let breadth = at(left) - at(right);
        let y = across(breadth, &up);
        out[bone as usize] = frame(at(origin), [y.cross(&up), y * breadth.norm(), spine]);
    }
    let breadth = at(Joint::LEar) - at(Joint::REar);
    let between = nalgebra::center(&at(Joint::LEar), &at(Joint::REar));
    let (y, tall) = (unit(breadth, Vector3::y()), at(Joint::Head) - between);
    let z = across(tall, &y);
    out[Bone::Head as usize] = frame(between, [y.cross(&z), y * breadth.norm(), z * tall.norm()]);
    let chest: Matrix3<f64> = out[Bone::Chest as usize]
        .fixed_view::<3, 3>(0, 0)
        .into_owned();
    let chest =
        Matrix3::from_columns(&[0, 1, 2].map(|i| unit(chest.column(i).into_owned(), Vector3::z())));
    for side in &SIDES {
        arm(side, &at, &chest, &mut out);
        leg(side, &at, &mut out);
    }
    out
}

/// Arms turn with the chest by the shortest way: nothing in the joints tells how they are twisted.
fn arm(
    side: &Side,
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
        let was = axes.column(1) * side.sign;
        let turn = UnitQuaternion::rotation_between(&was, &along).unwrap_or_else(|| {
            UnitQuaternion::from_scaled_axis(axes.column(2) * std::f64::consts::PI)
        });
        axes = turn.to_rotation_matrix().into_inner() * axes;
        let [x, y, z] = [0, 1, 2].map(|i| axes.column(i).into_owned());
        out[bone as usize] = frame(at(from), [x, y * along.norm(), z]);
    }
}

/// Legs are hinges across the foot's own left and right.
fn leg(side: &Side, at: &impl Fn(Joint) -> Point3<f64>, out: &mut [Frame; BONE_COUNT]) {
    let heel = at(side.heel);
    let sole = nalgebra::center(&at(side.big_toe), &at(side.small_toe)) - heel;
    let ahead = unit(sole, Vector3::x());
    let left = across((at(side.small_toe) - at(side.big_toe)) * side.sign, &ahead);
    out[side.bones[4] as usize] = frame(at(side.ankle), [sole, left, ahead.cross(&left)]);
    for (bone, from, to) in [
        (side.bones[3], side.knee, side.ankle),
        (side.bones[2], side.hip, side.knee),
    ] {
        let along = at(from) - at(to);
        let up = unit(along, Vector3::z());
        let y = across(left, &up);
        out[bone as usize] = frame(at(from), [y.cross(&up), y, along]);
    }
}

/// Where a bone is and how it is turned and stretched, world space: `Translation · Rotation · Scale` of a scene graph's node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    /// Where its first joint is (for the head, the middle between the ears), m.
    pub at: Point3<f64>,
    /// Its axes. At rest they are nearly the world's: x ahead, y left, z up.
    pub turn: UnitQuaternion<f64>,
    /// Along its own axes, as shares of its lengths at rest.
    pub stretch: Vector3<f64>,
}

/// A frame's axes as a turn, and their lengths. An axis without length is what the others leave.
fn turn_and_lengths(f: &Frame) -> (UnitQuaternion<f64>, Vector3<f64>) {
    let axis = |i: usize| f.column(i).into_owned();
    let lengths = Vector3::new(axis(0).norm(), axis(1).norm(), axis(2).norm());
    let [mut x, mut y, mut z] = [0, 1, 2].map(|i| axis(i).try_normalize(1e-9).unwrap_or_default());
    for _ in 0..2 {
        x = unit(x, y.cross(&z));
        y = unit(y, z.cross(&x));
        z = unit(z, x.cross(&y));
    }
    let turn = Matrix3::from_columns(&[x, y, z]);
    let turn = UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(turn));
    (turn, lengths)
}

/// Bone frames as [`posed_from_rest`] wants them.
#[derive(Clone, Debug)]
pub(crate) struct Rest {
    rest_from_posed: [Matrix4<f64>; BONE_COUNT],
    frames: [Frame; BONE_COUNT],
}

fn square(f: &Frame) -> Matrix4<f64> {
    let mut m = Matrix4::identity();
    m.fixed_view_mut::<3, 4>(0, 0).copy_from(f);
    m
}

impl Rest {
    pub fn new(rest: &Joints) -> Rest {
        let frames = frames(rest);
        Rest {
            // A frame at rest has no axis of length 0 unless a measure of the build is 0: then that bone has no surface to move.
            rest_from_posed: frames
                .map(|f| square(&f).try_inverse().unwrap_or_else(Matrix4::identity)),
            frames,
        }
    }

    /// What takes each bone's vertices from rest to the pose.
    pub fn posed_from_rest(&self, joints: &Joints) -> [Matrix3x4<f32>; BONE_COUNT] {
        let posed = frames(joints);
        std::array::from_fn(|i| (posed[i] * self.rest_from_posed[i]).map(|v| v as f32))
    }

    /// The bones at rest, unstretched.
    pub fn resting(&self) -> [Placed; BONE_COUNT] {
        self.frames.map(|f| Placed {
            at: Point3::from(f.column(3).into_owned()),
            turn: turn_and_lengths(&f).0,
            stretch: Vector3::repeat(1.0),
        })
    }

    /// The bones in a pose: `placed · resting⁻¹` is [`Rest::posed_from_rest`].
    pub fn placed(&self, joints: &Joints) -> [Placed; BONE_COUNT] {
        let posed = frames(joints);
        std::array::from_fn(|i| {
            let (turn, lengths) = turn_and_lengths(&posed[i]);
            let (_, rest) = turn_and_lengths(&self.frames[i]);
            Placed {
                at: Point3::from(posed[i].column(3).into_owned()),
                turn,
                stretch: lengths.zip_map(&rest, |l, r| if r > 1e-9 { l / r } else { 1.0 }),
            }
        })
    }
}
