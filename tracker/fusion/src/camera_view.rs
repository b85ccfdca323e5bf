//! A calibrated camera in the form that fusion needs: pinhole projection, its derivative, rays.
//!
//! With x_cam = R x_world + t, a point's normalised image coordinates are u = (x/z, y/z), and
//! ∂u/∂x_world = [r₁ − u₁ r₃; r₂ − u₂ r₃] / z with rᵢ the rows of R (Hartley and Zisserman, *Multiple
//! View Geometry*, 2004, §6.1). Lens distortion is taken out of observations beforehand.

mod undistort_lut;

use nalgebra::{Matrix2x3, Matrix3, Vector2, Vector3};
use trackside_calibration::Camera;

pub(crate) use undistort_lut::UndistortLut;

/// Points nearer to the camera's plane than this, m, or behind it, have no projection.
const MIN_DEPTH_M: f64 = 0.05;

/// One camera: pose, scale and undistortion table.
#[derive(Clone, Debug)]
pub(crate) struct CameraView {
    pub rotation: Matrix3<f64>,
    pub translation: Vector3<f64>,
    /// The centre of projection in world space, m.
    pub centre: Vector3<f64>,
    /// Mean focal length, px: converts pixels to normalised image coordinates.
    pub focal_px: f64,
    /// The image's borders in normalised coordinates: left, top, right, bottom. Without distortion.
    borders: [f64; 4],
    pub undistort_lut: UndistortLut,
}

impl CameraView {
    /// Of a calibrated camera.
    pub fn new(camera: &Camera) -> CameraView {
        let k = &camera.intrinsics;
        let [w, h] = camera.size_px.map(f64::from);
        CameraView {
            undistort_lut: UndistortLut::new(camera),
            borders: [
                -k.cx / k.fx,
                -k.cy / k.fy,
                (w - k.cx) / k.fx,
                (h - k.cy) / k.fy,
            ],
            rotation: camera
                .cam_from_world
                .rotation
                .to_rotation_matrix()
                .into_inner(),
            translation: camera.cam_from_world.translation.vector,
            centre: camera.centre().0.coords,
            focal_px: 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy),
        }
    }

    /// Normalised image coordinates of a world point and its depth, m; `None` behind the camera.
    pub fn project(&self, p_in_world: &Vector3<f64>) -> Option<(Vector2<f64>, f64)> {
        let q = self.rotation * p_in_world + self.translation;
        (q.z > MIN_DEPTH_M).then(|| (Vector2::new(q.x / q.z, q.y / q.z), q.z))
    }

    /// Whether any point within `radius_m` of the given one can be in the image.
    pub fn may_show_sphere(&self, p_in_world: &Vector3<f64>, radius_m: f64) -> bool {
        let q = self.rotation * p_in_world + self.translation;
        let depth = q.z + radius_m;
        let [left, top, right, bottom] = self.borders;
        depth > 0.0
            && (left * depth - radius_m..right * depth + radius_m).contains(&q.x)
            && (top * depth - radius_m..bottom * depth + radius_m).contains(&q.y)
    }

    /// Whether normalised coordinates lie inside the image.
    pub fn is_in_image(&self, at: &Vector2<f64>) -> bool {
        let [left, top, right, bottom] = self.borders;
        (left..right).contains(&at.x) && (top..bottom).contains(&at.y)
    }

    /// The derivative of [`CameraView::project`] at a point that projects to `at`, `depth` m away.
    pub fn jacobian(&self, at: &Vector2<f64>, depth: f64) -> Matrix2x3<f64> {
        let r = &self.rotation;
        Matrix2x3::from_rows(&[
            (r.row(0) - at.x * r.row(2)) / depth,
            (r.row(1) - at.y * r.row(2)) / depth,
        ])
    }

    /// The unit direction, in world space, of the ray through normalised coordinates.
    pub fn ray_direction(&self, at: &Vector2<f64>) -> Vector3<f64> {
        (self.rotation.transpose() * Vector3::new(at.x, at.y, 1.0)).normalize()
    }
}
