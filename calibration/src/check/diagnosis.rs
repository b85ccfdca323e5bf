//! Diagnoses: the faults that rigs have in practice.

use serde::Serialize;

use super::camera_report::CameraReport;
use super::verdict::{MIN_FOUND_SHARE, Verdict};
use crate::Rig;
use crate::landmarks::PickedLandmark;

/// The cause of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The world is mirrored.
    Mirrored,
    /// z does not point up.
    UpsideDown,
    /// Lengths are in another unit than metres.
    Unit,
    /// The pose is camera → world, in whole or in part, instead of world → camera.
    Inverted,
    /// Two cameras have each other's calibration.
    Swapped,
    /// The images have another size than those of the calibration.
    ImageSize,
    /// The images are cut out of those of the calibration.
    Cropped,
    /// The images were rotated by 90° and the principal points were not.
    ImageRotated,
    /// A landmark's coordinates or name are mistyped, or it was picked at the wrong place.
    LandmarkMistyped,
    /// One camera's landmarks were measured from another origin.
    LandmarksShifted,
    /// The lens has another focal length than in its calibration.
    Zoomed,
    /// The camera was rotated where it stands.
    Rotated,
    /// The camera was moved elsewhere.
    Moved,
    /// The camera's clock is ahead of the others', or behind.
    Clock,
    /// No known cause explains the error.
    Unexplained,
}

/// One fault of a rig.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnosis {
    /// The names of the cameras that have it; empty where the whole rig has it.
    pub cameras: Vec<String>,
    /// Its cause.
    pub cause: Cause,
    /// The fault in words.
    pub description: String,
    /// Its repair in words.
    pub repair: String,
}

/// A diagnosis, and rig and landmarks without the fault.
pub(super) struct Repair {
    pub diagnosis: Diagnosis,
    pub rig: Rig,
    /// The index of a camera and its landmarks, where they were at fault.
    pub landmarks: Option<(usize, Vec<PickedLandmark>)>,
}

impl Repair {
    pub fn of_rig(diagnosis: Diagnosis, rig: Rig) -> Repair {
        Repair {
            diagnosis,
            rig,
            landmarks: None,
        }
    }
}

/// A diagnosis for each camera that is wrong without a known cause.
pub(super) fn unexplained_errors(cameras: &[CameraReport]) -> Vec<Diagnosis> {
    let wrong = cameras.iter().filter(|c| c.verdict() == Verdict::Wrong);
    let each = wrong.map(|c| {
        let description = match (c.found_share, c.error_m()) {
            (Some(share), _) if share < MIN_FOUND_SHARE => format!(
                "camera \"{}\" shows {:.0} % of the athletes that the other cameras place in its image, and no known cause explains it",
                c.name,
                100.0 * share
            ),
            (_, error_m) => format!(
                "camera \"{}\" has an error of {:.0} mm, and no known cause explains it",
                c.name,
                1e3 * error_m.unwrap_or_default()
            ),
        };
        Diagnosis {
            cameras: vec![c.name.clone()],
            cause: Cause::Unexplained,
            description,
            repair: format!("calibrate camera \"{}\" again", c.name),
        }
    });
    each.collect()
}
