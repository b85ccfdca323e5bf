//! One camera as files give it, and its validation.

use nalgebra::{Isometry3, Matrix3, Translation3, UnitQuaternion, Vector3};

use crate::rotation::nearest_rotation;
use crate::{Camera, Distortion, Intrinsics};

/// The parts of a camera; each format has its own names for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CameraPart {
    Size,
    Matrix,
    Distortion,
    Rotation,
    Translation,
}

/// An impossible part, and why.
pub(crate) struct EntryError {
    pub part: CameraPart,
    pub what: String,
}

/// A rotation from world space to camera space.
pub(crate) enum RotationEntry {
    /// Axis times angle, rad.
    Rodrigues([f64; 3]),
    /// By rows.
    Matrix([[f64; 3]; 3]),
}

/// One camera as a file gives it.
pub(crate) struct CameraEntry {
    pub name: String,
    pub size_px: [f64; 2],
    /// By rows.
    pub matrix: [[f64; 3]; 3],
    /// In OpenCV's order.
    pub distortion: Vec<f64>,
    pub is_fisheye: bool,
    pub rotation: RotationEntry,
    pub translation_m: [f64; 3],
}

impl CameraEntry {
    /// The camera, if every part is possible.
    pub fn validate(self) -> Result<Camera, EntryError> {
        let in_part = |part| move |what| EntryError { part, what };
        let rotation = rotation(&self.rotation).map_err(in_part(CameraPart::Rotation))?;
        let translation =
            finite_vector(&self.translation_m).map_err(in_part(CameraPart::Translation))?;
        Ok(Camera {
            name: self.name,
            size_px: size_px(self.size_px).map_err(in_part(CameraPart::Size))?,
            intrinsics: intrinsics(&self.matrix).map_err(in_part(CameraPart::Matrix))?,
            distortion: distortion(&self.distortion, self.is_fisheye)
                .map_err(in_part(CameraPart::Distortion))?,
            cam_from_world: Isometry3::from_parts(Translation3::from(translation), rotation),
        })
    }
}

fn finite_vector(v: &[f64; 3]) -> Result<Vector3<f64>, String> {
    if v.iter().all(|v| v.is_finite()) {
        Ok(Vector3::from(*v))
    } else {
        Err(format!("{v:?} has a value that is not a finite number"))
    }
}

fn size_px(size: [f64; 2]) -> Result<[u32; 2], String> {
    let is_whole = |v: f64| v.fract() == 0.0 && (1.0..=f64::from(u16::MAX)).contains(&v);
    if size.iter().all(|&v| is_whole(v)) {
        Ok(size.map(|v| v as u32))
    } else {
        Err(format!(
            "an image is a whole number of pixels wide and high, from 1 to 65535, not {} × {}",
            size[0], size[1]
        ))
    }
}

fn intrinsics(m: &[[f64; 3]; 3]) -> Result<Intrinsics, String> {
    let [[fx, skew, cx], [zero, fy, cy], last] = *m;
    if m.iter().flatten().any(|v| !v.is_finite()) {
        return Err("has a value that is not a finite number".into());
    }
    if skew != 0.0 {
        return Err(format!(
            "a skew of {skew} is not supported: calibrate the camera again without one"
        ));
    }
    if zero != 0.0 || last != [0.0, 0.0, 1.0] {
        return Err("must be [[fx, 0, cx], [0, fy, cy], [0, 0, 1]], by rows".into());
    }
    if fx <= 0.0 || fy <= 0.0 {
        return Err(format!("focal lengths are positive, not {fx} and {fy}"));
    }
    Ok(Intrinsics { fx, fy, cx, cy })
}

/// The lens of coefficients in OpenCV's order. OpenCV writes 12 or 14 coefficients, thin prism and tilted sensor, also where its
/// calibration did not estimate them: these are accepted as zeros.
fn distortion(k: &[f64], is_fisheye: bool) -> Result<Distortion, String> {
    if let Some(bad) = k.iter().find(|v| !v.is_finite()) {
        return Err(format!("{bad} is not a finite number"));
    }
    if is_fisheye {
        let k = k.try_into().map_err(|_| {
            format!(
                "a fisheye lens has 4 coefficients (k1 k2 k3 k4), not {}",
                k.len()
            )
        })?;
        return Ok(Distortion::Fisheye(k));
    }
    if !matches!(k.len(), 4 | 5 | 8 | 12 | 14) {
        return Err(format!(
            "{} coefficients are not supported: give 4 (k1 k2 p1 p2), 5 (… k3) or 8 (… k4 k5 k6)",
            k.len()
        ));
    }
    if k.iter().skip(8).any(|&v| v != 0.0) {
        return Err(
            "thin prism and tilted sensor (coefficients after the eighth) are not supported: calibrate without them"
                .into(),
        );
    }
    let mut all = [0.0; 8];
    all.iter_mut().zip(k).for_each(|(to, from)| *to = *from);
    Ok(Distortion::BrownConrady(all))
}

/// The largest deviation of a rotation matrix from orthonormal: some files have only five digits.
const MAX_ORTHONORMAL_ERROR: f64 = 1e-3;

fn rotation(entry: &RotationEntry) -> Result<UnitQuaternion<f64>, String> {
    match entry {
        RotationEntry::Rodrigues(r) => {
            let r = finite_vector(r)?;
            if r.norm() > std::f64::consts::TAU {
                return Err(format!(
                    "a Rodrigues vector is an axis times an angle in radians; its length, {:.4}, is more than a full turn \
                     (are these degrees?)",
                    r.norm()
                ));
            }
            Ok(UnitQuaternion::from_scaled_axis(r))
        }
        RotationEntry::Matrix(rows) => {
            let m = Matrix3::from_fn(|i, j| rows[i][j]);
            if m.iter().any(|v| !v.is_finite()) {
                return Err("has a value that is not a finite number".into());
            }
            let error = (m * m.transpose() - Matrix3::identity()).amax();
            if error > MAX_ORTHONORMAL_ERROR {
                return Err(format!(
                    "is not a rotation: its rows are not perpendicular and of length 1 (error {error:.3})"
                ));
            }
            if m.determinant() < 0.0 {
                return Err(
                    "is not a rotation but a mirror image (its determinant is −1): an axis is flipped, or left-handed"
                        .into(),
                );
            }
            let rotation = nearest_rotation(&m).ok_or("is not a rotation")?;
            Ok(UnitQuaternion::from_rotation_matrix(&rotation))
        }
    }
}
