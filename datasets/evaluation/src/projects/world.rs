//! Worlds of other programs as Trackside's: metres, z up.

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::{Camera, Rig};

use crate::CaseError;

/// Cameras further apart than this are in mm, m.
const MAX_VENUE_M: f64 = 500.0;
/// The camera's axes in an image: y is down.
const DOWN_IN_CAMERA: Vector3<f64> = Vector3::new(0.0, 1.0, 0.0);

/// The rig with other cameras.
pub(super) fn with_cameras(rig: &Rig, cameras: Vec<Camera>) -> Result<Rig, CaseError> {
    rig.with_cameras(cameras)
        .map_err(|e| CaseError(e.to_string()))
}

/// The rig in metres; in mm its cameras would stand kilometres apart. Says so where it was scaled.
pub(super) fn in_metres(rig: Rig, notes: &mut Vec<String>) -> Result<Rig, CaseError> {
    let centres: Vec<_> = rig.cameras().iter().map(|c| c.centre().0).collect();
    let pairs = centres
        .iter()
        .enumerate()
        .flat_map(|(i, a)| centres[..i].iter().map(move |b| (a - b).norm()));
    if pairs.fold(0.0, f64::max) < MAX_VENUE_M {
        return Ok(rig);
    }
    notes.push("its calibration is in mm and was taken as such".to_owned());
    let cameras = rig.cameras().iter().cloned().map(|mut camera| {
        let t = &mut camera.cam_from_world.translation;
        *t = Translation3::from(t.vector * 1e-3);
        camera
    });
    let cameras = cameras.collect();
    with_cameras(&rig, cameras)
}

/// The mean direction, in world space, that is up in the cameras' images.
fn up_of_cameras(rig: &Rig) -> Vector3<f64> {
    let up = |c: &Camera| c.cam_from_world.rotation.inverse() * -DOWN_IN_CAMERA;
    rig.cameras().iter().map(up).sum()
}

/// The rig in a world whose z axis is up, where the cameras' images show that it is another: they are held upright. With
/// `along_axis`, up is one of the world's axes, as where a board on the wall or the floor made the world.
pub(super) fn with_z_up(
    rig: Rig,
    along_axis: bool,
    notes: &mut Vec<String>,
) -> Result<Rig, CaseError> {
    let mut up = up_of_cameras(&rig);
    if along_axis {
        let axis = up.iamax();
        let sign = up[axis].signum();
        up = Vector3::zeros();
        up[axis] = sign;
    }
    let Some(up) = up.try_normalize(0.1) else {
        return Ok(rig);
    };
    // Cameras that look down see up in the image tilted away: within 45° of z, z it is.
    if up.z > std::f64::consts::FRAC_1_SQRT_2 {
        return Ok(rig);
    }
    let turn = UnitQuaternion::rotation_between(&up, &Vector3::z()).unwrap_or_else(|| {
        UnitQuaternion::from_axis_angle(&Vector3::x_axis(), std::f64::consts::PI)
    });
    let old_from_new = Isometry3::from_parts(Translation3::identity(), turn.inverse());
    let cameras = rig.cameras().iter().cloned().map(|mut camera| {
        camera.cam_from_world *= old_from_new;
        camera
    });
    let cameras = cameras.collect();
    let how = if along_axis {
        "the world's axis"
    } else {
        "the direction"
    };
    notes.push(format!(
        "its world is not upright: z now points along {how} that is up in the cameras' images; where the floor is, is not known"
    ));
    with_cameras(&rig, cameras)
}
