//! Corrections of rigs: for each fault the rig without it.

use nalgebra::{Isometry3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector3};

use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::{Camera, Rig};

fn with_pose(camera: &Camera, cam_from_world: Isometry3<f64>) -> Camera {
    Camera {
        cam_from_world,
        ..camera.clone()
    }
}

/// The camera in a world mirrored along one axis (0 x, 1 y, 2 z). A mirrored world is seen mirrored, so the camera's x is mirrored
/// too.
pub(super) fn mirror_world(camera: &Camera, axis: usize) -> Camera {
    let flip = Matrix3::from_diagonal(&Vector3::new(-1.0, 1.0, 1.0));
    let mut world = Matrix3::identity();
    world[(axis, axis)] = -1.0;
    let pose = &camera.cam_from_world;
    let rotation = flip * pose.rotation.to_rotation_matrix().into_inner() * world;
    let rotation =
        UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(rotation));
    let translation = Translation3::from(flip * pose.translation.vector);
    with_pose(camera, Isometry3::from_parts(translation, rotation))
}

/// A way in which a pose is given in the wrong direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PoseInversion {
    /// Rotation and translation are camera → world.
    Whole,
    /// The rotation alone is.
    Rotation,
    /// The translation is the camera's position in the world.
    Translation,
}

impl PoseInversion {
    pub const ALL: [PoseInversion; 3] = [
        PoseInversion::Whole,
        PoseInversion::Rotation,
        PoseInversion::Translation,
    ];

    pub fn description(self) -> &'static str {
        match self {
            PoseInversion::Whole => "its pose is camera → world instead of world → camera",
            PoseInversion::Rotation => {
                "its rotation is camera → world (transposed) instead of world → camera"
            }
            PoseInversion::Translation => {
                "its translation is the camera's position in the world instead of −R · position"
            }
        }
    }

    /// The camera with the pose in the right direction.
    pub fn correct(self, camera: &Camera) -> Camera {
        let p = &camera.cam_from_world;
        let pose = match self {
            PoseInversion::Whole => p.inverse(),
            PoseInversion::Rotation => Isometry3::from_parts(p.translation, p.rotation.inverse()),
            PoseInversion::Translation => Isometry3::from_parts(
                Translation3::from(-(p.rotation * p.translation.vector)),
                p.rotation,
            ),
        };
        with_pose(camera, pose)
    }
}

/// Units that are mistaken for metres: how many make a metre, and their names.
pub(super) const LENGTH_UNITS: [(f64, &str); 6] = [
    (1000.0, "millimetres"),
    (100.0, "centimetres"),
    (39.3701, "inches"),
    (3.28084, "feet"),
    (0.001, "kilometres, or divided by 1000 once too often"),
    (0.01, "divided by 100 once too often"),
];

/// The camera with its translation converted to metres.
pub(super) fn convert_to_metres(camera: &Camera, units_per_m: f64) -> Camera {
    let p = &camera.cam_from_world;
    let translation = Translation3::from(p.translation.vector / units_per_m);
    with_pose(camera, Isometry3::from_parts(translation, p.rotation))
}

/// The camera in a world rotated by `rotation`.
pub(super) fn rotate_world(camera: &Camera, rotation: &UnitQuaternion<f64>) -> Camera {
    with_pose(camera, camera.cam_from_world * rotation.inverse())
}

/// The camera for images `factor` times as large.
pub(super) fn scale_image(camera: &Camera, factor: f64) -> Camera {
    let mut new = camera.clone();
    let k = &mut new.intrinsics;
    (k.fx, k.fy) = (k.fx * factor, k.fy * factor);
    (k.cx, k.cy) = ((k.cx + 0.5) * factor - 0.5, (k.cy + 0.5) * factor - 0.5);
    new.size_px = camera
        .size_px
        .map(|v| (f64::from(v) * factor).round().clamp(1.0, 65535.0) as u32);
    new
}

/// The rig with every camera changed by `change`; `None` where the result is no valid rig.
pub(super) fn change_all(rig: &Rig, change: impl Fn(&Camera) -> Camera) -> Option<Rig> {
    rig.with_cameras(rig.cameras().iter().map(change).collect())
        .ok()
}

/// The rig with one camera replaced.
pub(super) fn replace_camera(rig: &Rig, index: usize, camera: Camera) -> Option<Rig> {
    let mut cameras = rig.cameras().to_vec();
    cameras[index] = camera;
    rig.with_cameras(cameras).ok()
}

/// The rig with the calibrations of two cameras exchanged.
pub(super) fn swap_calibrations(rig: &Rig, a: usize, b: usize) -> Option<Rig> {
    let mut cameras = rig.cameras().to_vec();
    cameras.swap(a, b);
    let names = [cameras[a].name.clone(), cameras[b].name.clone()];
    [cameras[b].name, cameras[a].name] = names;
    rig.with_cameras(cameras).ok()
}

/// Landmarks with their points shifted. Lines belong to the field and keep its origin.
pub(super) fn shift_landmarks(
    landmarks: &[PickedLandmark],
    by: Vector3<f64>,
) -> Vec<PickedLandmark> {
    let shift = |l: &PickedLandmark| PickedLandmark {
        target: match l.target {
            LandmarkTarget::Point(p) => LandmarkTarget::Point(p + by),
            line => line,
        },
        ..l.clone()
    };
    landmarks.iter().map(shift).collect()
}
