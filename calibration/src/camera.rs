//! One camera: intrinsics, distortion and pose. The package's documentation has the equations.

use nalgebra::{
    Isometry3, Matrix3, Matrix3x4, Point3, Rotation3, Translation3, Unit, UnitQuaternion, Vector3,
};
use trackside_schema::{IdealPixel, RawPixel, WorldPoint};

use crate::lens;

/// The pinhole, px. Pixel centres have whole coordinates.
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
    /// Square pixels, and a principal point at the image's centre.
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

/// The lens: how it displaces the ideal image of a pinhole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distortion {
    /// Brown–Conrady: k1 k2 p1 p2 k3 k4 k5 k6, unused ones 0.
    BrownConrady([f64; 8]),
    /// Kannala–Brandt: k1 k2 k3 k4.
    Fisheye([f64; 4]),
}

impl Distortion {
    /// The coefficients in OpenCV's order: 8 of Brown–Conrady, 4 of a fisheye.
    pub fn coefficients(&self) -> &[f64] {
        match self {
            Distortion::BrownConrady(k) => k,
            Distortion::Fisheye(k) => k,
        }
    }
}

/// A half line in world space.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ray {
    /// The camera's centre.
    pub origin: WorldPoint,
    /// Away from the camera, of unit length.
    pub direction: Unit<Vector3<f64>>,
}

/// One calibrated camera.
#[derive(Clone, Debug, PartialEq)]
pub struct Camera {
    /// Its name in files and keys.
    pub name: String,
    /// Width and height of the images of its calibration, px.
    pub size_px: [u32; 2],
    /// Focal lengths and principal point.
    pub intrinsics: Intrinsics,
    /// The lens model.
    pub distortion: Distortion,
    /// From world space (m) to camera space (m): x right, y down, z along the optical axis.
    pub cam_from_world: Isometry3<f64>,
}

/// Points nearer to the camera's plane than this are not projected, m.
const NEAR_M: f64 = 1e-6;

impl Camera {
    /// The pose, `cam_from_world`, of a camera at `eye` that looks at `target` (m, world space). World z is up in its image; where it
    /// looks straight up or down, world y is.
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

    /// The projection centre in world space.
    pub fn centre(&self) -> WorldPoint {
        WorldPoint(
            self.cam_from_world
                .inverse_transform_point(&Point3::origin()),
        )
    }

    /// `[R|t]`: from world space to camera space, or to [`IdealPixel`] in homogeneous form.
    pub fn ideal_from_world(&self) -> Matrix3x4<f64> {
        self.cam_from_world
            .to_homogeneous()
            .fixed_view::<3, 4>(0, 0)
            .into_owned()
    }

    /// The pixel of `p_in_world`, which may lie outside the image; `None` behind the camera and beyond the fold, the radius from which
    /// the lens model is no longer one to one.
    pub fn project(&self, p_in_world: WorldPoint) -> Option<RawPixel> {
        let p = self.cam_from_world * p_in_world.0;
        if p.z <= NEAR_M {
            return None;
        }
        let ideal = IdealPixel {
            x: p.x / p.z,
            y: p.y / p.z,
        };
        let is_before_fold = match &self.distortion {
            Distortion::BrownConrady(k) => lens::brown_conrady_is_before_fold(k, ideal.x, ideal.y),
            Distortion::Fisheye(k) => lens::fisheye_is_before_fold(k, ideal.x, ideal.y),
        };
        let raw = is_before_fold.then(|| self.distort(ideal))?;
        (raw.x.is_finite() && raw.y.is_finite()).then_some(raw)
    }

    /// The pixel of an ideal point, also beyond the fold.
    pub fn distort(&self, ideal: IdealPixel) -> RawPixel {
        let (x, y) = match &self.distortion {
            Distortion::BrownConrady(k) => lens::distort_brown_conrady(k, ideal.x, ideal.y),
            Distortion::Fisheye(k) => lens::distort_fisheye(k, ideal.x, ideal.y),
        };
        let Intrinsics { fx, fy, cx, cy } = self.intrinsics;
        RawPixel::new(fx * x + cx, fy * y + cy)
    }

    /// The ideal point of a pixel: the inverse of [`Camera::distort`]; `None` beyond the fold, and more than 90° off the axis.
    pub fn undistort(&self, raw: RawPixel) -> Option<IdealPixel> {
        let Intrinsics { fx, fy, cx, cy } = self.intrinsics;
        let (xd, yd) = ((raw.x - cx) / fx, (raw.y - cy) / fy);
        if !(xd.is_finite() && yd.is_finite()) {
            return None;
        }
        let (x, y) = match &self.distortion {
            Distortion::BrownConrady(k) => lens::undistort_brown_conrady(k, xd, yd)?,
            Distortion::Fisheye(k) => lens::undistort_fisheye(k, xd, yd)?,
        };
        Some(IdealPixel { x, y })
    }

    /// The half line of points that project to `raw`; `None` where [`Camera::undistort`] is.
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

    /// Whether `raw` lies in the image.
    pub fn is_in_image(&self, raw: RawPixel) -> bool {
        let [w, h] = self.size_px.map(f64::from);
        (-0.5..w - 0.5).contains(&raw.x) && (-0.5..h - 0.5).contains(&raw.y)
    }
}
