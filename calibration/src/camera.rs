//! One camera: pinhole, lens distortion, pose.
//!
//! The distortion models are OpenCV's (`calib3d`, "Camera Calibration and 3D Reconstruction"): Brown–Conrady with
//! k1 k2 p1 p2 k3 and, as a rational model, k4 k5 k6; and the fisheye model of Kannala and Brandt (TPAMI 2006).

use nalgebra::{Isometry3, Matrix3x4, Point3, Unit, Vector3};
use trackside_schema::{IdealPixel, RawPixel, WorldPoint};

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

    /// Where `p_in_world` shows in the picture; `None` when it is behind the camera. May lie outside the picture.
    pub fn project(&self, p_in_world: WorldPoint) -> Option<RawPixel> {
        let p = self.cam_from_world * p_in_world.0;
        (p.z > NEAR_M).then(|| {
            self.distort(IdealPixel {
                x: p.x / p.z,
                y: p.y / p.z,
            })
        })
    }

    /// Where the lens draws an ideal point.
    pub fn distort(&self, ideal: IdealPixel) -> RawPixel {
        let (x, y) = match &self.distortion {
            Distortion::BrownConrady(k) => brown_conrady(k, ideal.x, ideal.y),
            Distortion::Fisheye(k) => fisheye(k, ideal.x, ideal.y),
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
        match &self.distortion {
            Distortion::BrownConrady(k) => undo_brown_conrady(k, xd, yd),
            Distortion::Fisheye(k) => undo_fisheye(k, xd, yd),
        }
    }

    /// The half line on which whatever shows at `raw` lies.
    pub fn ray(&self, raw: RawPixel) -> Option<Ray> {
        let ideal = self.undistort(raw)?;
        let ahead = Vector3::new(ideal.x, ideal.y, 1.0);
        let direction = Unit::new_normalize(
            self.cam_from_world
                .rotation
                .inverse_transform_vector(&ahead),
        );
        Some(Ray {
            origin: self.centre(),
            direction,
        })
    }

    /// Whether `raw` lies on the picture.
    pub fn sees(&self, raw: RawPixel) -> bool {
        let [w, h] = self.size_px.map(f64::from);
        (-0.5..w - 0.5).contains(&raw.x) && (-0.5..h - 0.5).contains(&raw.y)
    }
}

fn brown_conrady(k: &[f64; 8], x: f64, y: f64) -> (f64, f64) {
    let [k1, k2, p1, p2, k3, k4, k5, k6] = *k;
    let r2 = x * x + y * y;
    let radial = (1.0 + r2 * (k1 + r2 * (k2 + r2 * k3))) / (1.0 + r2 * (k4 + r2 * (k5 + r2 * k6)));
    (
        x * radial + 2.0 * p1 * x * y + p2 * (r2 + 2.0 * x * x),
        y * radial + p1 * (r2 + 2.0 * y * y) + 2.0 * p2 * x * y,
    )
}

/// Fixed-point iteration as OpenCV's, then Newton steps, which also converge where the former creeps.
fn undo_brown_conrady(k: &[f64; 8], xd: f64, yd: f64) -> Option<IdealPixel> {
    if k.iter().all(|&k| k == 0.0) {
        return Some(IdealPixel { x: xd, y: yd });
    }
    let (mut x, mut y) = (xd, yd);
    for _ in 0..50 {
        let (fx, fy) = brown_conrady(k, x, y);
        let (ex, ey) = (fx - xd, fy - yd);
        if ex.abs().max(ey.abs()) < 1e-13 {
            break;
        }
        let h = 1e-7;
        let (ax, ay) = brown_conrady(k, x + h, y);
        let (bx, by) = brown_conrady(k, x, y + h);
        let (j11, j21, j12, j22) = ((ax - fx) / h, (ay - fy) / h, (bx - fx) / h, (by - fy) / h);
        let det = j11 * j22 - j12 * j21;
        if det <= 1e-6 {
            return None;
        }
        x -= (j22 * ex - j12 * ey) / det;
        y -= (j11 * ey - j21 * ex) / det;
    }
    let (fx, fy) = brown_conrady(k, x, y);
    ((fx - xd).abs().max((fy - yd).abs()) < 1e-9).then_some(IdealPixel { x, y })
}

fn fisheye(k: &[f64; 4], x: f64, y: f64) -> (f64, f64) {
    let r = x.hypot(y);
    if r < 1e-12 {
        return (x, y);
    }
    let theta = r.atan();
    let scale = fisheye_theta(k, theta) / r;
    (x * scale, y * scale)
}

fn fisheye_theta(k: &[f64; 4], theta: f64) -> f64 {
    let t2 = theta * theta;
    theta * (1.0 + t2 * (k[0] + t2 * (k[1] + t2 * (k[2] + t2 * k[3]))))
}

fn undo_fisheye(k: &[f64; 4], xd: f64, yd: f64) -> Option<IdealPixel> {
    let rd = xd.hypot(yd);
    if rd < 1e-12 {
        return Some(IdealPixel { x: xd, y: yd });
    }
    let mut theta = rd.min(std::f64::consts::FRAC_PI_2);
    for _ in 0..50 {
        let t2 = theta * theta;
        let slope =
            1.0 + t2 * (3.0 * k[0] + t2 * (5.0 * k[1] + t2 * (7.0 * k[2] + t2 * 9.0 * k[3])));
        if slope <= 1e-6 {
            return None;
        }
        let step = (fisheye_theta(k, theta) - rd) / slope;
        theta -= step;
        if step.abs() < 1e-14 {
            break;
        }
    }
    let solved = (fisheye_theta(k, theta) - rd).abs() < 1e-9
        && (0.0..std::f64::consts::FRAC_PI_2).contains(&theta);
    solved.then(|| {
        let scale = theta.tan() / rd;
        IdealPixel {
            x: xd * scale,
            y: yd * scale,
        }
    })
}
