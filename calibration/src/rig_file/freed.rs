//! FreeD: what a camera head with encoders sends, 29 bytes a sample (message type D1). It has a pose and no lens.
//!
//! Vinten Radamec, *free-d technical manual*: numbers of 24 bits, most significant first; angles in 1/32768°, places in 1/64 mm.
//! A camera that is not turned looks along +y, z is up. Pan is positive to the right (clockwise seen from above), tilt upwards,
//! roll clockwise seen from behind. Zoom and focus are counts of the lens's rings and say nothing here. The checksum makes the
//! sum of all bytes 40 (hex).

use std::fs;
use std::path::Path;

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};

use super::opentrackio::AHEAD_ALONG_Y;
use crate::RigError;

/// How long a message is.
const LENGTH: usize = 29;
const POSITION: u8 = 0xD1;
/// A rig's cameras stand still: to a tenth of a degree and a centimetre.
const STILL: (f64, f64) = (0.1, 0.01);

/// Whether these can be FreeD's bytes: no text begins so.
pub(super) fn is_in(bytes: &[u8]) -> bool {
    bytes.first() == Some(&POSITION)
}

/// `cam_from_world` of every camera in a file of messages one after the other, by its number.
///
/// # Errors
/// A file that cannot be read, a message that is cut off, of another type or of a wrong checksum, with its place; a camera that
/// moves.
pub fn read_freed_poses(path: &Path) -> Result<Vec<(u8, Isometry3<f64>)>, RigError> {
    let origin = path.display();
    let fault = |what: String| RigError(format!("{origin}: {what}"));
    let bytes = fs::read(path).map_err(|e| fault(e.to_string()))?;
    if bytes.is_empty() {
        return Err(fault("the file is empty".into()));
    }
    let mut all: Vec<(u8, Isometry3<f64>)> = Vec::new();
    for (i, message) in bytes.chunks(LENGTH).enumerate() {
        let fault = |what: String| fault(format!("byte {}: {what}", i * LENGTH));
        let message: &[u8; LENGTH] = message.try_into().map_err(|_| {
            let n = message.len();
            fault(format!("the last message has {n} bytes, not {LENGTH}"))
        })?;
        if message[0] != POSITION {
            let kind = message[0];
            return Err(fault(format!(
                "a message of type {kind:02X}, not D1, which has the pose"
            )));
        }
        if message.iter().fold(0u8, |sum, b| sum.wrapping_add(*b)) != 0x40 {
            return Err(fault("its checksum does not agree".into()));
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
                if deg > STILL.0 || m > STILL.1 {
                    return Err(fault(format!(
                        "camera {camera} moves, by {deg:.2}° and {m:.3} m since its first message: a rig is of cameras that \
                         stand still"
                    )));
                }
            }
        }
    }
    all.sort_by_key(|(camera, _)| *camera);
    Ok(all)
}

fn pose(message: &[u8; LENGTH]) -> Isometry3<f64> {
    let number = |at: usize| {
        let [high, mid, low] = [message[at], message[at + 1], message[at + 2]];
        // The sign is the first bit's.
        f64::from(i32::from_be_bytes([high, mid, low, 0]) >> 8)
    };
    let rad = |at: usize| (number(at) / 32768.0).to_radians();
    let m = |at: usize| number(at) / 64.0 / 1000.0;
    let about = |axis, angle| UnitQuaternion::from_axis_angle(&axis, angle);
    let turn = about(Vector3::z_axis(), -rad(2))
        * about(Vector3::x_axis(), rad(5))
        * about(Vector3::y_axis(), rad(8))
        * about(Vector3::x_axis(), AHEAD_ALONG_Y);
    Isometry3::from_parts(Translation3::new(m(11), m(14), m(17)), turn).inverse()
}
