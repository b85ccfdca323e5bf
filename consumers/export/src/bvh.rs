//! BVH (Biovision Hierarchy; Meredith and Maddock, Motion Capture File Formats Explained, 2001): one file per athlete.
//!
//! Metres, y up: `bvh (x, y, z) = world (x, z, −y)`, as in glTF. The rest pose has the arms stretched out and faces +z. Offsets
//! are the bones measured over the whole recording. Every joint has rotation and position channels, because the measured length
//! of a bone varies around its mean; a reader that ignores the positions of inner joints gets bones of constant length. Every
//! file has a row for every tick of the recording, so the rows of all files correspond; while the athlete is absent, the previous
//! pose is repeated (at the start, the first).

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use nalgebra::{Matrix3, Point3, UnitQuaternion, Vector3};
use trackside_body::{BodyMesh, Bone, BoneTransform, Clothing, Detail, Hair, Joints};
use trackside_schema::Joint;

use crate::animation::{AthleteAnimation, FootMode, animate_athletes};
use crate::files::{FileError, numbered_paths, write_file};
use crate::tracks::Tracks;

/// One joint of the hierarchy: name, index of the parent, the bone that gives its rotation, and its position.
struct BvhJoint {
    name: &'static str,
    parent: usize,
    bone: Bone,
    position: JointPosition,
}

enum JointPosition {
    Joint(Joint),
    /// The origin of the bone: of the head, the midpoint of the ears.
    BoneOrigin,
}

const fn joint(name: &'static str, parent: usize, bone: Bone, joint: Joint) -> BvhJoint {
    BvhJoint {
        name,
        parent,
        bone,
        position: JointPosition::Joint(joint),
    }
}

/// Every joint comes after its parent, and the joints of a limb are consecutive.
#[rustfmt::skip]
const HIERARCHY: [BvhJoint; 15] = [
    joint("Hip", 0, Bone::Pelvis, Joint::Hip),
    joint("Neck", 0, Bone::Chest, Joint::Neck),
    BvhJoint { name: "Head", parent: 1, bone: Bone::Head, position: JointPosition::BoneOrigin },
    joint("LShoulder", 1, Bone::LUpperArm, Joint::LShoulder),
    joint("LElbow", 3, Bone::LForearm, Joint::LElbow),
    joint("LWrist", 4, Bone::LForearm, Joint::LWrist),
    joint("RShoulder", 1, Bone::RUpperArm, Joint::RShoulder),
    joint("RElbow", 6, Bone::RForearm, Joint::RElbow),
    joint("RWrist", 7, Bone::RForearm, Joint::RWrist),
    joint("LHip", 0, Bone::LThigh, Joint::LHip),
    joint("LKnee", 9, Bone::LShank, Joint::LKnee),
    joint("LAnkle", 10, Bone::LFoot, Joint::LAnkle),
    joint("RHip", 0, Bone::RThigh, Joint::RHip),
    joint("RKnee", 12, Bone::RShank, Joint::RKnee),
    joint("RAnkle", 13, Bone::RFoot, Joint::RAnkle),
];

/// Writes one file per athlete, with joints as measured, and returns their paths: `path` itself for a single athlete, else
/// `stem_1.bvh`, `stem_2.bvh`, …, ordered by id. Without athletes there is no file.
///
/// # Errors
/// A file cannot be written.
pub fn write(tracks: &Tracks, path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let athletes = animate_athletes(tracks, FootMode::Measured);
    let paths = numbered_paths(path, athletes.len());
    for (athlete, path) in athletes.iter().zip(&paths) {
        write_file(path, |out| write_athlete(tracks, athlete, out))?;
    }
    Ok(paths)
}

fn write_athlete(
    tracks: &Tracks,
    athlete: &AthleteAnimation,
    out: &mut impl Write,
) -> io::Result<()> {
    // Only the bones are used, so the clothing does not matter.
    let mesh = BodyMesh::new(
        &athlete.measurements,
        &Clothing::athletics(Hair::Short),
        Detail::Coarse,
    );
    let bind = trackside_body::bind_joints(&athlete.measurements);
    let bind_pose = mesh.bind_pose();
    writeln!(out, "HIERARCHY")?;
    write_joint(
        0,
        0,
        &positions(&bind, &bind_pose),
        &end_sites(athlete, &bind),
        out,
    )?;
    let Some((first, last)) = tracks.span() else {
        return Ok(());
    };
    let rows = last - first + 1;
    writeln!(
        out,
        "MOTION\nFrames: {rows}\nFrame Time: {:.9}",
        1.0 / tracks.rate_hz()
    )?;
    let mut poses = athlete.poses.iter().peekable();
    let mut row = MotionRow::default();
    for tick in first..=last {
        while let Some(pose) = poses.next_if(|p| p.tick <= tick || row.text.is_empty()) {
            row.set(
                &pose.joints,
                &mesh.bone_transforms(&pose.joints),
                &bind_pose,
            );
        }
        writeln!(out, "{}", row.text)?;
    }
    Ok(())
}

/// The positions of the joints of [`HIERARCHY`] in world space, m.
fn positions(joints: &Joints, bones: &[BoneTransform]) -> [Point3<f64>; HIERARCHY.len()] {
    std::array::from_fn(|i| match HIERARCHY[i].position {
        JointPosition::Joint(joint) => joints[joint.index()],
        JointPosition::BoneOrigin => bones[HIERARCHY[i].bone as usize].position,
    })
}

/// The ends of the last bones in the bind pose, m.
fn end_sites(athlete: &AthleteAnimation, bind: &Joints) -> [Option<Point3<f64>>; HIERARCHY.len()] {
    let at = |j: Joint| bind[j.index()];
    let hand =
        |wrist: Joint, side: f64| at(wrist) + Vector3::y() * side * athlete.measurements.hand_m;
    std::array::from_fn(|i| match HIERARCHY[i].name {
        "Head" => Some(at(Joint::Head)),
        "LWrist" => Some(hand(Joint::LWrist, 1.0)),
        "RWrist" => Some(hand(Joint::RWrist, -1.0)),
        "LAnkle" => Some(at(Joint::LBigToe)),
        "RAnkle" => Some(at(Joint::RBigToe)),
        _ => None,
    })
}

/// From the axes of the bind pose (x ahead, y left, z up) to those of the file (x left, y up, z ahead).
fn file_from_bind_axes(v: Vector3<f64>) -> Vector3<f64> {
    Vector3::new(v.y, v.z, v.x)
}

fn write_joint(
    i: usize,
    depth: usize,
    bind: &[Point3<f64>],
    end_sites: &[Option<Point3<f64>>],
    out: &mut impl Write,
) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let write_offset = |out: &mut dyn Write, indent: &str, v: Vector3<f64>| {
        let v = file_from_bind_axes(v);
        writeln!(out, "{indent}OFFSET {:.6} {:.6} {:.6}", v.x, v.y, v.z)
    };
    let kind = if i == 0 { "ROOT" } else { "JOINT" };
    let deeper = format!("{indent}  ");
    writeln!(out, "{indent}{kind} {}\n{indent}{{", HIERARCHY[i].name)?;
    let offset = if i == 0 {
        Vector3::zeros()
    } else {
        bind[i] - bind[HIERARCHY[i].parent]
    };
    write_offset(out, &deeper, offset)?;
    writeln!(
        out,
        "{deeper}CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation"
    )?;
    for child in (1..HIERARCHY.len()).filter(|&c| HIERARCHY[c].parent == i) {
        write_joint(child, depth + 1, bind, end_sites, out)?;
    }
    if let Some(end) = end_sites[i] {
        writeln!(out, "{deeper}End Site\n{deeper}{{")?;
        write_offset(out, &format!("{deeper}  "), end - bind[i])?;
        writeln!(out, "{deeper}}}")?;
    }
    writeln!(out, "{indent}}}")
}

/// One row of the motion, and its angles.
#[derive(Default)]
struct MotionRow {
    text: String,
    angles: [Vector3<f64>; HIERARCHY.len()],
}

impl MotionRow {
    /// Sets the row to a pose.
    fn set(&mut self, joints: &Joints, bones: &[BoneTransform], bind_pose: &[BoneTransform]) {
        use std::fmt::Write;
        // The rotation of `file_from_bind_axes`, and that from world space to the file's.
        let file_from_bind = Matrix3::new(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0);
        let file_from_world = Matrix3::new(1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1.0, 0.0);
        let rotation = |i: usize| -> UnitQuaternion<f64> {
            let bone = HIERARCHY[i].bone as usize;
            bones[bone].rotation * bind_pose[bone].rotation.inverse()
        };
        let at = positions(joints, bones);
        self.text.clear();
        for i in 0..HIERARCHY.len() {
            let (position, local) = if i == 0 {
                let local =
                    file_from_world * rotation(0).to_rotation_matrix() * file_from_bind.transpose();
                (file_from_world * at[0].coords, local)
            } else {
                let parent = rotation(HIERARCHY[i].parent).inverse();
                let local = (parent * rotation(i)).to_rotation_matrix();
                (
                    file_from_bind_axes(parent * (at[i] - at[HIERARCHY[i].parent])),
                    file_from_bind * local * file_from_bind.transpose(),
                )
            };
            let angles = nearest_equivalent(euler_angles(&local), self.angles[i]);
            self.angles[i] = angles;
            let [z, x, y] = <[f64; 3]>::from(angles).map(f64::to_degrees);
            let separator = if i == 0 { "" } else { " " };
            let [px, py, pz] = <[f64; 3]>::from(position);
            // Writing to a string cannot fail.
            let _ = write!(
                self.text,
                "{separator}{px:.6} {py:.6} {pz:.6} {z:.5} {x:.5} {y:.5}"
            );
        }
    }
}

/// The angles about z, x and y of `r = Rz · Rx · Ry`, rad.
fn euler_angles(r: &Matrix3<f64>) -> Vector3<f64> {
    let x = r[(2, 1)].clamp(-1.0, 1.0).asin();
    if r[(2, 1)].abs() > 1.0 - 1e-9 {
        return Vector3::new(r[(1, 0)].atan2(r[(0, 0)]), x, 0.0);
    }
    Vector3::new(
        (-r[(0, 1)]).atan2(r[(1, 1)]),
        x,
        (-r[(2, 0)]).atan2(r[(2, 2)]),
    )
}

/// The angles of the same rotation that are nearest to `previous`, so that interpolation takes the short way.
fn nearest_equivalent(angles: Vector3<f64>, previous: Vector3<f64>) -> Vector3<f64> {
    use std::f64::consts::{PI, TAU};
    let unwrap = |a: Vector3<f64>| a.zip_map(&previous, |a, p| a - TAU * ((a - p) / TAU).round());
    let same = unwrap(angles);
    let other = unwrap(Vector3::new(angles.x + PI, PI - angles.y, angles.z + PI));
    if (other - previous).norm() < (same - previous).norm() {
        other
    } else {
        same
    }
}
