//! BVH (Biovision Hierarchy; Meredith and Maddock, Motion Capture File Formats Explained, 2001): one file an athlete.
//!
//! Metres, y up: `bvh (x, y, z) = world (x, z, −y)`, as in glTF. At rest the athlete stands with arms stretched out and faces
//! +z. Offsets are the athlete's bones as measured over the whole recording; every joint turns, and also has the place that
//! it really had: measured bones are never quite as long as their mean. A reader that leaves the places of inner joints out
//! gets bones that keep their length. Every file has a row for every tick of the recording, so rows of several athletes
//! go together; where the athlete is not there, the pose is the one before (at the start, the first).

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use nalgebra::{Matrix3, Point3, UnitQuaternion, Vector3};
use trackside_body::{BodyMesh, Bone, BoneTransform, Clothing, Detail, Hair, Joints};
use trackside_schema::Joint;

use crate::figures::{Feet, Figure, figures};
use crate::{FileError, Tracks, numbered};

/// One joint of the file: its name, the joint before it, the bone that turns it, and where it is.
struct Row {
    name: &'static str,
    parent: usize,
    bone: Bone,
    at: At,
}

enum At {
    Joint(Joint),
    /// Where the bone begins: between the ears.
    Bone,
}

const fn row(name: &'static str, parent: usize, bone: Bone, joint: Joint) -> Row {
    Row {
        name,
        parent,
        bone,
        at: At::Joint(joint),
    }
}

/// A joint after the one before it; all of a limb follow each other.
#[rustfmt::skip]
const ROWS: [Row; 15] = [
    row("Hip", 0, Bone::Pelvis, Joint::Hip),
    row("Neck", 0, Bone::Chest, Joint::Neck),
    Row { name: "Head", parent: 1, bone: Bone::Head, at: At::Bone },
    row("LShoulder", 1, Bone::LUpperArm, Joint::LShoulder),
    row("LElbow", 3, Bone::LForearm, Joint::LElbow),
    row("LWrist", 4, Bone::LForearm, Joint::LWrist),
    row("RShoulder", 1, Bone::RUpperArm, Joint::RShoulder),
    row("RElbow", 6, Bone::RForearm, Joint::RElbow),
    row("RWrist", 7, Bone::RForearm, Joint::RWrist),
    row("LHip", 0, Bone::LThigh, Joint::LHip),
    row("LKnee", 9, Bone::LShank, Joint::LKnee),
    row("LAnkle", 10, Bone::LFoot, Joint::LAnkle),
    row("RHip", 0, Bone::RThigh, Joint::RHip),
    row("RKnee", 12, Bone::RShank, Joint::RKnee),
    row("RAnkle", 13, Bone::RFoot, Joint::RAnkle),
];

/// Writes one file an athlete, joints as measured, and returns their paths: `path` itself for a single athlete, else `stem_1.bvh`,
/// `stem_2.bvh`, … in the order of the athletes' ids. No athlete, no file.
///
/// # Errors
/// A file cannot be written.
pub fn write(tracks: &Tracks, path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let figures = figures(tracks, Feet::Measured);
    let paths = numbered(path, figures.len());
    for (figure, path) in figures.iter().zip(&paths) {
        let save = || {
            let mut out = BufWriter::new(File::create(path)?);
            write_figure(tracks, figure, &mut out)?;
            out.flush()
        };
        save().map_err(|e| FileError::new(path, format!("can not be written: {e}")))?;
    }
    Ok(paths)
}

fn write_figure(tracks: &Tracks, figure: &Figure, out: &mut impl Write) -> io::Result<()> {
    // Clothes do not matter: of a body only its bones are used.
    let body = BodyMesh::new(
        &figure.build,
        &Clothing::athletics(Hair::Short),
        Detail::Coarse,
    );
    let rest = trackside_body::bind_joints(&figure.build);
    let resting = body.bind_pose();
    writeln!(out, "HIERARCHY")?;
    write_joint(0, 0, &places(&rest, &resting), &ends(figure, &rest), out)?;
    let Some((first, last)) = tracks.span() else {
        return Ok(());
    };
    let rows = last - first + 1;
    writeln!(
        out,
        "MOTION\nFrames: {rows}\nFrame Time: {:.9}",
        1.0 / tracks.rate_hz()
    )?;
    let mut poses = figure.poses.iter().peekable();
    let mut line = Line::default();
    for tick in first..=last {
        while let Some(pose) = poses.next_if(|p| p.tick <= tick || line.text.is_empty()) {
            line.take(&pose.joints, &body.bone_transforms(&pose.joints), &resting);
        }
        writeln!(out, "{}", line.text)?;
    }
    Ok(())
}

/// Where the joints of [`ROWS`] are.
fn places(joints: &Joints, placed: &[BoneTransform]) -> [Point3<f64>; ROWS.len()] {
    std::array::from_fn(|i| match ROWS[i].at {
        At::Joint(joint) => joints[joint.index()],
        At::Bone => placed[ROWS[i].bone as usize].position,
    })
}

/// Where the last bones of limbs end, at rest.
fn ends(figure: &Figure, rest: &Joints) -> [Option<Point3<f64>>; ROWS.len()] {
    let at = |j: Joint| rest[j.index()];
    let hand = |wrist: Joint, side: f64| at(wrist) + Vector3::y() * side * figure.build.hand_m;
    std::array::from_fn(|i| match ROWS[i].name {
        "Head" => Some(at(Joint::Head)),
        "LWrist" => Some(hand(Joint::LWrist, 1.0)),
        "RWrist" => Some(hand(Joint::RWrist, -1.0)),
        "LAnkle" => Some(at(Joint::LBigToe)),
        "RAnkle" => Some(at(Joint::RBigToe)),
        _ => None,
    })
}

/// From rest (x ahead, y left, z up) to the file's axes (x left, y up, z ahead).
fn at_rest(v: Vector3<f64>) -> Vector3<f64> {
    Vector3::new(v.y, v.z, v.x)
}

fn write_joint(
    i: usize,
    depth: usize,
    rest: &[Point3<f64>],
    ends: &[Option<Point3<f64>>],
    out: &mut impl Write,
) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let offset = |out: &mut dyn Write, deeper: &str, v: Vector3<f64>| {
        let v = at_rest(v);
        writeln!(out, "{deeper}OFFSET {:.6} {:.6} {:.6}", v.x, v.y, v.z)
    };
    let kind = if i == 0 { "ROOT" } else { "JOINT" };
    let deeper = format!("{indent}  ");
    writeln!(out, "{indent}{kind} {}\n{indent}{{", ROWS[i].name)?;
    let from = if i == 0 {
        Vector3::zeros()
    } else {
        rest[i] - rest[ROWS[i].parent]
    };
    offset(out, &deeper, from)?;
    writeln!(
        out,
        "{deeper}CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation"
    )?;
    for child in (1..ROWS.len()).filter(|&c| ROWS[c].parent == i) {
        write_joint(child, depth + 1, rest, ends, out)?;
    }
    if let Some(end) = ends[i] {
        writeln!(out, "{deeper}End Site\n{deeper}{{")?;
        offset(out, &format!("{deeper}  "), end - rest[i])?;
        writeln!(out, "{deeper}}}")?;
    }
    writeln!(out, "{indent}}}")
}

/// One row of numbers, and the angles of the last one.
#[derive(Default)]
struct Line {
    text: String,
    angles: [Vector3<f64>; ROWS.len()],
}

impl Line {
    fn take(&mut self, joints: &Joints, placed: &[BoneTransform], resting: &[BoneTransform]) {
        use std::fmt::Write;
        // `at_rest` as a turn, and from world space to the file's.
        let file_from_rest = Matrix3::new(0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0);
        let file_from_world = Matrix3::new(1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1.0, 0.0);
        let turn = |i: usize| -> UnitQuaternion<f64> {
            let bone = ROWS[i].bone as usize;
            placed[bone].rotation * resting[bone].rotation.inverse()
        };
        let at = places(joints, placed);
        self.text.clear();
        for i in 0..ROWS.len() {
            let (place, turned) = if i == 0 {
                let turned =
                    file_from_world * turn(0).to_rotation_matrix() * file_from_rest.transpose();
                (file_from_world * at[0].coords, turned)
            } else {
                let parent = turn(ROWS[i].parent).inverse();
                let turned = (parent * turn(i)).to_rotation_matrix();
                (
                    at_rest(parent * (at[i] - at[ROWS[i].parent])),
                    file_from_rest * turned * file_from_rest.transpose(),
                )
            };
            let angles = nearest(angles(&turned), self.angles[i]);
            self.angles[i] = angles;
            let [z, x, y] = <[f64; 3]>::from(angles).map(f64::to_degrees);
            let space = if i == 0 { "" } else { " " };
            let [px, py, pz] = <[f64; 3]>::from(place);
            // Writing to a string cannot fail.
            let _ = write!(
                self.text,
                "{space}{px:.6} {py:.6} {pz:.6} {z:.5} {x:.5} {y:.5}"
            );
        }
    }
}

/// The angles about z, x and y, rad, of `Rz · Rx · Ry`.
fn angles(r: &Matrix3<f64>) -> Vector3<f64> {
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

/// The same turn by the angles nearest to the last ones, so that what blends them does not whirl.
fn nearest(angles: Vector3<f64>, last: Vector3<f64>) -> Vector3<f64> {
    use std::f64::consts::{PI, TAU};
    let near = |a: Vector3<f64>| a.zip_map(&last, |a, l| a - TAU * ((a - l) / TAU).round());
    let same = near(angles);
    let other = near(Vector3::new(angles.x + PI, PI - angles.y, angles.z + PI));
    if (other - last).norm() < (same - last).norm() {
        other
    } else {
        same
    }
}
