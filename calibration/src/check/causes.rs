//! What goes wrong with rigs in practice: each cause as the rig that it would take to be right.

use nalgebra::{Isometry3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector3};
use serde::Serialize;

use super::measure::CameraCheck;
use super::{LEAST_FOUND, Verdict};
use crate::landmarks::{Landmark, Target};
use crate::{Camera, Rig};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The world is its own mirror image.
    Mirrored,
    /// z does not point up.
    UpsideDown,
    /// Lengths are in another unit than metres.
    Unit,
    /// The pose is camera → world, whole or in part, where world → camera belongs.
    Inverted,
    /// Two cameras have each other's calibration.
    Swapped,
    /// Pictures are of another size than the calibrated ones.
    PictureSize,
    /// Pictures are cut out of the calibrated ones.
    Cropped,
    /// Pictures were turned by a quarter, and principal points not with them.
    PictureTurned,
    /// One landmark is not where its name or coordinates say.
    LandmarkTyped,
    /// One camera's landmarks were measured from another origin.
    LandmarksShifted,
    /// The lens has another focal length than it was calibrated with.
    Zoomed,
    /// The camera was turned where it stands.
    Turned,
    /// The camera was put somewhere else.
    Moved,
    /// Something, but no cause that is known explains it.
    Unexplained,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnosis {
    /// Whose; none: the whole rig's.
    pub cameras: Vec<String>,
    /// Why.
    pub cause: Cause,
    /// In words.
    pub what: String,
    /// What mends it, in words.
    pub repair: String,
}

/// A fault, and everything without it.
pub(super) struct Fix {
    pub diagnosis: Diagnosis,
    pub rig: Rig,
    /// A camera's landmarks, where they were at fault.
    pub landmarks: Option<(usize, Vec<Landmark>)>,
}

impl Fix {
    pub fn new(diagnosis: Diagnosis, rig: Rig) -> Fix {
        Fix {
            diagnosis,
            rig,
            landmarks: None,
        }
    }
}

/// Landmarks measured from another origin.
pub(super) fn shifted(landmarks: &[Landmark], by: Vector3<f64>) -> Vec<Landmark> {
    let shift = |l: &Landmark| Landmark {
        target: match l.target {
            Target::Point(p) => Target::Point(p + by),
            // Lines are the field's: they have its origin.
            line => line,
        },
        ..l.clone()
    };
    landmarks.iter().map(shift).collect()
}

/// What is left when no cause explains it.
pub(super) fn unexplained(measured: &[CameraCheck]) -> Vec<Diagnosis> {
    let wrong = measured.iter().filter(|c| c.verdict() == Verdict::Wrong);
    let each = wrong.map(|c| {
        let what = match (c.found, c.off_m()) {
            (Some(found), _) if found < LEAST_FOUND => format!(
                "camera \"{}\" shows {:.0} % of the athletes that the others place in its picture, and no known cause explains it",
                c.name,
                100.0 * found
            ),
            (_, off) => format!(
                "camera \"{}\" is {:.0} mm off, and no known cause explains it",
                c.name,
                1e3 * off.unwrap_or_default()
            ),
        };
        Diagnosis {
            cameras: vec![c.name.clone()],
            cause: Cause::Unexplained,
            what,
            repair: format!("calibrate camera \"{}\" again", c.name),
        }
    });
    each.collect()
}

fn pose(turn: Matrix3<f64>, t: Vector3<f64>) -> Isometry3<f64> {
    let turn = UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(turn));
    Isometry3::from_parts(Translation3::from(t), turn)
}

fn with(camera: &Camera, cam_from_world: Isometry3<f64>) -> Camera {
    Camera {
        cam_from_world,
        ..camera.clone()
    }
}

/// The camera in a world mirrored along one axis (0 x, 1 y, 2 z). The world's handedness shows in the picture, so that its x is
/// mirrored too.
pub(super) fn mirrored(camera: &Camera, axis: usize) -> Camera {
    let flip = Matrix3::from_diagonal(&Vector3::new(-1.0, 1.0, 1.0));
    let mut world = Matrix3::identity();
    world[(axis, axis)] = -1.0;
    let turn = camera
        .cam_from_world
        .rotation
        .to_rotation_matrix()
        .into_inner();
    let t = camera.cam_from_world.translation.vector;
    with(camera, pose(flip * turn * world, flip * t))
}

/// The ways in which a pose is given the wrong way round, and what each is called.
pub(super) const WAYS_ROUND: [&str; 3] = [
    "its pose is camera → world, where world → camera belongs",
    "its rotation is camera → world (transposed), where world → camera belongs",
    "its translation is the camera's place in the world, where −R · place belongs",
];

/// The camera, its pose put the right way round.
pub(super) fn turned_round(camera: &Camera, way: usize) -> Camera {
    let p = &camera.cam_from_world;
    let right = match way {
        0 => p.inverse(),
        1 => Isometry3::from_parts(p.translation, p.rotation.inverse()),
        _ => Isometry3::from_parts(
            Translation3::from(-(p.rotation * p.translation.vector)),
            p.rotation,
        ),
    };
    with(camera, right)
}

/// Units that are taken for metres: how many make one, and what they are called.
pub(super) const UNITS: [(f64, &str); 6] = [
    (1000.0, "millimetres"),
    (100.0, "centimetres"),
    (39.3701, "inches"),
    (3.28084, "feet"),
    (0.001, "kilometres, or divided by 1000 once too often"),
    (0.01, "divided by 100 once too often"),
];

/// The camera, its place in metres.
pub(super) fn in_metres(camera: &Camera, per_m: f64) -> Camera {
    let p = &camera.cam_from_world;
    with(
        camera,
        Isometry3::from_parts(Translation3::from(p.translation.vector / per_m), p.rotation),
    )
}

/// The camera in a world that is turned by `turn`.
pub(super) fn world_turned(camera: &Camera, turn: &UnitQuaternion<f64>) -> Camera {
    with(camera, camera.cam_from_world * turn.inverse())
}

/// All cameras changed alike; `None` where that is no rig.
pub(super) fn all(rig: &Rig, change: impl Fn(&Camera) -> Camera) -> Option<Rig> {
    rig.with_cameras(rig.cameras().iter().map(change).collect())
        .ok()
}

/// One camera replaced.
pub(super) fn one(rig: &Rig, index: usize, camera: Camera) -> Option<Rig> {
    let mut cameras = rig.cameras().to_vec();
    cameras[index] = camera;
    rig.with_cameras(cameras).ok()
}

/// Two cameras with each other's calibration.
pub(super) fn swapped(rig: &Rig, a: usize, b: usize) -> Option<Rig> {
    let mut cameras = rig.cameras().to_vec();
    cameras.swap(a, b);
    let names = [cameras[a].name.clone(), cameras[b].name.clone()];
    [cameras[b].name, cameras[a].name] = names;
    rig.with_cameras(cameras).ok()
}
