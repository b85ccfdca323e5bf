//! One camera: pinhole, lens distortion, pose.
//!
//! The distortion models are OpenCV's (`calib3d`, "Camera Calibration and 3D Reconstruction"): Brown–Conrady with
//! k1 k2 p1 p2 k3 and, as a rational model, k4 k5 k6; and the fisheye model of Kannala and Brandt (TPAMI 2006).

use nalgebra::{
    Isometry3, Matrix3, Matrix3x4, Point3, Rotation3, Translation3, Unit, UnitQuaternion, Vector3,
};
use trackside_schema::{IdealPixel, RawPixel, WorldPoint};

use crate::lens;

/// The pinhole, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Intrinsics {
    /// Focal length along x.
    pub fx: f64,
    /// Focal length along y.
    pub fy: f64,
    /// Principal point, x.
    pub cx: f64,
    /// Principal point, y.
    pub cy: f64,
}

impl Intrinsics {
    /// A pinhole of square pixels that looks through the middle of its picture.
    pub fn centred(focal_px: f64, size_px: [u32; 2]) -> Intrinsics {
        let [w, h] = size_px.map(f64::from);
        Intrinsics {
            fx: focal_px,
            fy: focal_px,
            cx: 0.5 * (w - 1.0),
            cy: 0.5 * (h - 1.0),
        }
    }
}

/// How the lens bends what a pinhole would draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distortion {
    /// Brown–Conrady: k1 k2 p1 p2 k3 k4 k5 k6, unused ones 0.
    BrownConrady([f64; 8]),
    /// Kannala–Brandt: k1 k2 k3 k4.
    Fisheye([f64; 4]),
}

/// A half line in world space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// The camera's centre.
    pub origin: WorldPoint,
    /// Away from the camera.
    pub direction: Unit<Vector3<f64>>,
}

/// One calibrated camera.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    /// What files and keys call it.
    pub name: String,
    /// Width and height of the pictures it was calibrated with, px.
    pub size_px: [u32; 2],
    /// The pinhole.
    pub intrinsics: Intrinsics,
    /// The lens.
    pub distortion: Distortion,
    /// Takes world space (m) to camera space (m).
    pub cam_from_world: Isometry3<f64>,
}

/// Nearer than this to the camera's plane, m, a point has no picture.
const NEAR_M: f64 = 1e-6;

impl Camera {
    /// The pose, `cam_from_world`, of a camera at `eye` that looks at `target` (m, world space), its picture upright; straight up and down, y
    /// is up in it.
    pub fn look_at(eye: Point3<f64>, target: Point3<f64>) -> Isometry3<f64> {
        let ahead = (target - eye).normalize();
        let up = if ahead.xy().norm() < 1e-6 {
            Vector3::y()
        } else {
            Vector3::z()
        };
        let right = ahead.cross(&up).normalize();
        let down = ahead.cross(&right);
        let rows = Matrix3::from_rows(&[right.transpose(), down.transpose(), ahead.transpose()]);
        let rotation =
            UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix_unchecked(rows));
        let translation = Translation3::from(-(rotation * eye.coords));
        Isometry3::from_parts(translation, rotation)
    }

    /// The camera's centre in world space.
    pub fn centre(&self) -> WorldPoint {
        WorldPoint(
            self.cam_from_world
                .inverse_transform_point(&Point3::origin()),
        )
    }

    /// `[R|t]`: world space to camera space, which is also world to [`IdealPixel`] in homogeneous form.
    pub fn ideal_from_world(&self) -> Matrix3x4<f64> {
        self.cam_from_world
            .to_homogeneous()
            .fixed_view::<3, 4>(0, 0)
            .into_owned()
    }

    /// Where `p_in_world` shows in the picture; `None` when it is behind the camera, or so far off the axis that the lens
    /// model has folded over and would draw it where it is not. May lie outside the picture.
    pub fn project(&self, p_in_world: WorldPoint) -> Option<RawPixel> {
        let p = self.cam_from_world * p_in_world.0;
        if p.z <= NEAR_M {
            return None;
        }
        let ideal = IdealPixel {
            x: p.x / p.z,
            y: p.y / p.z,
        };
        let unfolded = match &self.distortion {
            Distortion::BrownConrady(k) => lens::brown_conrady_is_unfolded(k, ideal.x, ideal.y),
            Distortion::Fisheye(k) => lens::fisheye_is_unfolded(k, ideal.x, ideal.y),
        };
        let raw = unfolded.then(|| self.distort(ideal))?;
        (raw.x.is_finite() && raw.y.is_finite()).then_some(raw)
    }

    /// Where the lens model draws an ideal point, also where it has folded over.
    pub fn distort(&self, ideal: IdealPixel) -> RawPixel {
        let (x, y) = match &self.distortion {
            Distortion::BrownConrady(k) => lens::brown_conrady(k, ideal.x, ideal.y),
            Distortion::Fisheye(k) => lens::fisheye(k, ideal.x, ideal.y),
        };
        let Intrinsics { fx, fy, cx, cy } = self.intrinsics;
        RawPixel::new(fx * x + cx, fy * y + cy)
    }

    /// The ideal point that the lens draws at `raw`; `None` where the model cannot be inverted (beyond the radius at
    /// which it folds over, or more than 90° off the axis).
    pub fn undistort(&self, raw: RawPixel) -> Option<IdealPixel> {
        let Intrinsics { fx, fy, cx, cy } = self.intrinsics;
        let (xd, yd) = ((raw.x - cx) / fx, (raw.y - cy) / fy);
        if !(xd.is_finite() && yd.is_finite()) {
            return None;
        }
        let (x, y) = match &self.distortion {
            Distortion::BrownConrady(k) => lens::undo_brown_conrady(k, xd, yd)?,
            Distortion::Fisheye(k) => lens::undo_fisheye(k, xd, yd)?,
        };
        Some(IdealPixel { x, y })
    }

    /// The half line on which whatever shows at `raw` lies; `None` where [`Camera::undistort`] is.
    pub fn ray(&self, raw: RawPixel) -> Option<Ray> {
        let ideal = self.undistort(raw)?;
        let ahead = Vector3::new(ideal.x, ideal.y, 1.0);
        let ahead_in_world = self
            .cam_from_world
            .rotation
            .inverse_transform_vector(&ahead);
        let direction = Unit::try_new(ahead_in_world, 0.0)?;
        Some(Ray {
            origin: self.centre(),
            direction,
        })
    }

    /// Whether `raw` lies on the picture.
    pub fn is_in_image(&self, raw: RawPixel) -> bool {
        let [w, h] = self.size_px.map(f64::from);
        (-0.5..w - 0.5).contains(&raw.x) && (-0.5..h - 0.5).contains(&raw.y)
    }
}
