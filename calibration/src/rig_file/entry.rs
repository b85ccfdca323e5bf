//! One camera as files give it, not yet believed.

use nalgebra::{Isometry3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector3};

use crate::{Camera, Distortion, Intrinsics};

/// The parts of a camera; each format has its own names for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Size,
    Matrix,
    Distortion,
    Rotation,
    Translation,
}

/// A part that cannot be right, and why.
pub(super) struct Fault {
    pub part: Part,
    pub what: String,
}

/// A rotation from world space to camera space.
pub(super) enum Turn {
    /// Axis times angle, rad.
    Rodrigues([f64; 3]),
    Matrix([[f64; 3]; 3]),
}

/// One camera as a file gives it.
pub(super) struct Entry {
    pub name: String,
    pub size_px: [f64; 2],
    pub matrix: [[f64; 3]; 3],
    pub distortion: Vec<f64>,
    pub fisheye: bool,
    pub rotation: Turn,
    pub translation_m: [f64; 3],
}

impl Entry {
    /// The camera, if every part can be right.
    pub(super) fn camera(self) -> Result<Camera, Fault> {
        let on = |part| move |what| Fault { part, what };
        let rotation = rotation(&self.rotation).map_err(on(Part::Rotation))?;
        let translation = finite(&self.translation_m).map_err(on(Part::Translation))?;
        Ok(Camera {
            name: self.name,
            size_px: size(self.size_px).map_err(on(Part::Size))?,
            intrinsics: pinhole(&self.matrix).map_err(on(Part::Matrix))?,
            distortion: lens(&self.distortion, self.fisheye).map_err(on(Part::Distortion))?,
            cam_from_world: Isometry3::from_parts(Translation3::from(translation), rotation),
        })
    }
}

fn finite(v: &[f64; 3]) -> Result<Vector3<f64>, String> {
    if v.iter().all(|v| v.is_finite()) {
        Ok(Vector3::from(*v))
    } else {
        Err(format!("{v:?} has a value that is not a finite number"))
    }
}

fn size(size: [f64; 2]) -> Result<[u32; 2], String> {
    let whole = |v: f64| v.fract() == 0.0 && (1.0..=f64::from(u16::MAX)).contains(&v);
    if size.iter().all(|&v| whole(v)) {
        Ok(size.map(|v| v as u32))
    } else {
        Err(format!(
            "a picture is a whole number of pixels wide and high, from 1 to 65535, not {} × {}",
            size[0], size[1]
        ))
    }
}

fn pinhole(m: &[[f64; 3]; 3]) -> Result<Intrinsics, String> {
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

/// The lens of coefficients in OpenCV's order. Twelve or fourteen are OpenCV's thin prism and tilted sensor: read where
/// those are zero, as its calibration writes them when it did not look for any.
fn lens(k: &[f64], fisheye: bool) -> Result<Distortion, String> {
    if let Some(bad) = k.iter().find(|v| !v.is_finite()) {
        return Err(format!("{bad} is not a finite number"));
    }
    if fisheye {
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

/// How far a rotation matrix may be from orthonormal: files are written with as few as five digits.
const ORTHONORMAL: f64 = 1e-3;

fn rotation(turn: &Turn) -> Result<UnitQuaternion<f64>, String> {
    match turn {
        Turn::Rodrigues(r) => {
            let r = finite(r)?;
            if r.norm() > std::f64::consts::TAU {
                return Err(format!(
                    "a Rodrigues vector is an axis times an angle in radians; its length, {:.4}, is more than one turn \
                     (are these degrees?)",
                    r.norm()
                ));
            }
            Ok(UnitQuaternion::from_scaled_axis(r))
        }
        Turn::Matrix(rows) => {
            let m = Matrix3::from_fn(|i, j| rows[i][j]);
            if m.iter().any(|v| !v.is_finite()) {
                return Err("has a value that is not a finite number".into());
            }
            let off = (m * m.transpose() - Matrix3::identity()).amax();
            if off > ORTHONORMAL {
                return Err(format!(
                    "is not a rotation: its rows are not perpendicular and of length 1 (off by {off:.3})"
                ));
            }
            if m.determinant() < 0.0 {
                return Err(
                    "is not a rotation but a mirror image (its determinant is −1): an axis is flipped, or left-handed"
                        .into(),
                );
            }
            Ok(UnitQuaternion::from_rotation_matrix(&nearest_rotation(&m)?))
        }
    }
}

/// The rotation nearest to `m` in the Frobenius norm: U Vᵀ of its singular value decomposition.
fn nearest_rotation(m: &Matrix3<f64>) -> Result<Rotation3<f64>, String> {
    let svd = m.svd(true, true);
    match (svd.u, svd.v_t) {
        (Some(u), Some(v_t)) => Ok(Rotation3::from_matrix_unchecked(u * v_t)),
        _ => Err("is not a rotation".into()),
    }
}
