//! FreeD: the poses that camera heads with encoders send, 29 bytes a sample (message type D1). It has no lens.
//!
//! Vinten Radamec, *free-d technical manual*: numbers of 24 bits, most significant byte first; angles in 1/32768°, positions in
//! 1/64 mm. At rotation 0 a camera looks along +y, with z up. Pan is positive to the right (clockwise from above), tilt upwards, roll
//! clockwise from behind. Zoom and focus are counts of the lens's rings, without a unit, and are ignored. The sum of all bytes is
//! 40 (hex).

use std::fs;
use std::path::Path;

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};

use super::opentrackio::FROM_AHEAD_ALONG_Y_RAD;
use crate::{Rig, RigError};

/// The bytes of a message.
const LENGTH: usize = 29;
/// The message type of poses.
const POSE_MESSAGE: u8 = 0xD1;
/// The largest movement of a camera that stands still.
const MAX_ROTATION_DEG: f64 = 0.1;
const MAX_TRANSLATION_M: f64 = 0.01;

/// Whether these can be FreeD's bytes: no UTF-8 text begins with this byte.
pub(super) fn is_freed(bytes: &[u8]) -> bool {
    bytes.first() == Some(&POSE_MESSAGE)
}

/// Number and `cam_from_world` of every camera in a file of consecutive messages, by number.
///
/// # Errors
/// A file that cannot be read; a message that is incomplete, of another type or with a wrong checksum, with its byte; a camera that
/// moves.
pub fn read_freed_poses(path: &Path) -> Result<Vec<(u8, Isometry3<f64>)>, RigError> {
    let origin = path.display();
    let fail = |what: String| RigError(format!("{origin}: {what}"));
    let bytes = fs::read(path).map_err(|e| fail(e.to_string()))?;
    if bytes.is_empty() {
        return Err(fail("the file is empty".into()));
    }
    let mut all: Vec<(u8, Isometry3<f64>)> = Vec::new();
    for (i, message) in bytes.chunks(LENGTH).enumerate() {
        let fail = |what: String| fail(format!("byte {}: {what}", i * LENGTH));
        let message: &[u8; LENGTH] = message.try_into().map_err(|_| {
            let n = message.len();
            fail(format!("the last message has {n} bytes, not {LENGTH}"))
        })?;
        if message[0] != POSE_MESSAGE {
            let kind = message[0];
            return Err(fail(format!(
                "a message of type {kind:02X}; poses are in type D1"
            )));
        }
        if message.iter().fold(0u8, |sum, b| sum.wrapping_add(*b)) != 0x40 {
            return Err(fail("its checksum is wrong".into()));
        }
        let (camera, pose) = (message[1], pose(message));
        match all.iter().find(|(c, _)| *c == camera) {
            None => all.push((camera, pose)),
            Some((_, first)) => {
                let by = first * pose.inverse();
                let (deg, m) = (
                    by.rotation.angle().to_degrees(),
                    by.translation.vector.norm(),
                );
                if deg > MAX_ROTATION_DEG || m > MAX_TRANSLATION_M {
                    return Err(fail(format!(
                        "camera {camera} moves, by {deg:.2}° and {m:.3} m since its first message: a rig's cameras stand \
                         still"
                    )));
                }
            }
        }
    }
    all.sort_by_key(|(camera, _)| *camera);
    Ok(all)
}

/// The rig with the poses of a FreeD file. `names` has the FreeD number and the name of each camera; cameras without one keep their
/// poses.
///
/// # Errors
/// As [`read_freed_poses`]; a number of the file without a name; a name without a number in the file, or that the rig does not have.
pub fn apply_freed_poses(rig: &Rig, path: &Path, names: &[(u8, String)]) -> Result<Rig, RigError> {
    let origin = path.display();
    let mut cameras = rig.cameras().to_vec();
    let poses = read_freed_poses(path)?;
    for (number, pose) in &poses {
        let Some((_, name)) = names.iter().find(|(n, _)| n == number) else {
            return Err(RigError(format!(
                "{origin}: has a camera {number} without a name: give it one, --freed {number}=CAMERA"
            )));
        };
        let Some(camera) = cameras.iter_mut().find(|c| c.name == *name) else {
            return Err(RigError(format!(
                "camera \"{name}\" is not in the rig with the lenses"
            )));
        };
        camera.cam_from_world = *pose;
    }
    let is_missing = |(number, _): &&(u8, String)| !poses.iter().any(|(n, _)| n == number);
    if let Some((number, name)) = names.iter().find(is_missing) {
        return Err(RigError(format!(
            "{origin}: has no camera {number}, which --freed names \"{name}\""
        )));
    }
    rig.with_cameras(cameras)
}

fn pose(message: &[u8; LENGTH]) -> Isometry3<f64> {
    let number = |at: usize| {
        let [high, mid, low] = [message[at], message[at + 1], message[at + 2]];
        // Sign extension.
        f64::from(i32::from_be_bytes([high, mid, low, 0]) >> 8)
    };
    let rad = |at: usize| (number(at) / 32768.0).to_radians();
    let m = |at: usize| number(at) / 64.0 / 1000.0;
    let about = |axis, angle| UnitQuaternion::from_axis_angle(&axis, angle);
    let rotation = about(Vector3::z_axis(), -rad(2))
        * about(Vector3::x_axis(), rad(5))
        * about(Vector3::y_axis(), rad(8))
        * about(Vector3::x_axis(), FROM_AHEAD_ALONG_Y_RAD);
    Isometry3::from_parts(Translation3::new(m(11), m(14), m(17)), rotation).inverse()
}
