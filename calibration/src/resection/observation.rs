//! An observed landmark in ideal coordinates, its residual and its derivatives.

use nalgebra::{Isometry3, Point3, RowVector6, Vector2, Vector3};
use trackside_sports::LineGeometry;

use crate::Camera;
use crate::landmarks::{LandmarkTarget, PickedLandmark};

/// A landmark as the refinement uses it.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdealObservation {
    pub target: LandmarkTarget,
    /// The undistorted pixel.
    pub at: Vector2<f64>,
    /// One standard deviation, ideal units.
    pub sigma: f64,
    /// Ideal units per raw pixel.
    pub per_px: f64,
}

impl IdealObservation {
    /// `None` where the pixel cannot be undistorted.
    pub fn of(camera: &Camera, landmark: &PickedLandmark) -> Option<IdealObservation> {
        let at = camera.undistort(landmark.at)?;
        let mut neighbour = landmark.at;
        // Towards the centre, where the lens model is valid.
        let is_right = landmark.at.x > camera.intrinsics.cx;
        neighbour.x += if is_right { -1.0 } else { 1.0 };
        let neighbour = camera.undistort(neighbour)?;
        let per_px = (at.x - neighbour.x).hypot(at.y - neighbour.y);
        (per_px > 0.0 && per_px.is_finite()).then_some(IdealObservation {
            target: landmark.target,
            at: Vector2::new(at.x, at.y),
            sigma: per_px * landmark.sigma_px,
            per_px,
        })
    }

    /// Projected less observed, ideal units; of a line, the distance across it. `None` behind the camera.
    pub fn residual(&self, pose: &Isometry3<f64>) -> Option<Vector2<f64>> {
        match &self.target {
            LandmarkTarget::Point(p) => {
                let q = pose * p;
                (q.z > 1e-6).then(|| Vector2::new(q.x / q.z - self.at.x, q.y / q.z - self.at.y))
            }
            LandmarkTarget::OnLine(course) => {
                let [a, b] = tangent(pose, course, &self.at)?;
                let line = (pose * a).coords.cross(&(pose * b).coords);
                let norm = line.xy().norm();
                (norm > 1e-12).then(|| Vector2::new(line.dot(&self.at.push(1.0)) / norm, 0.0))
            }
        }
    }

    /// The derivatives of the residual by a small rotation about the camera's axes and a small translation along them.
    pub fn jacobian(&self, pose: &Isometry3<f64>) -> Option<[RowVector6<f64>; 2]> {
        match &self.target {
            LandmarkTarget::Point(p) => {
                let q = pose * p;
                let by_q = [
                    Vector3::new(1.0, 0.0, -q.x / q.z) / q.z,
                    Vector3::new(0.0, 1.0, -q.y / q.z) / q.z,
                ];
                Some(by_q.map(|d| row(&q.coords.cross(&d), &d)))
            }
            LandmarkTarget::OnLine(course) => {
                let [a, b] = tangent(pose, course, &self.at)?.map(|p| (pose * p).coords);
                let line = a.cross(&b);
                let (norm, observed) = (line.xy().norm(), self.at.push(1.0));
                let by_line = observed / norm
                    - Vector3::new(line.x, line.y, 0.0) * (line.dot(&observed) / norm.powi(3));
                // d(a×b) = da×b + a×db, and g·(da×b) = da·(b×g).
                let (by_a, by_b) = (b.cross(&by_line), by_line.cross(&a));
                let by_rotation = a.cross(&by_a) + b.cross(&by_b);
                Some([row(&by_rotation, &(by_a + by_b)), RowVector6::zeros()])
            }
        }
    }
}

/// Two points of the straight line that stands for a field line near an observed pixel: the line itself, or the tangent of
/// an arc.
fn tangent(
    pose: &Isometry3<f64>,
    course: &LineGeometry,
    at: &Vector2<f64>,
) -> Option<[Point3<f64>; 2]> {
    match *course {
        LineGeometry::Segment { from, to } => Some([from, to]),
        LineGeometry::Arc {
            centre, radius_m, ..
        } => {
            let camera_centre = pose.inverse_transform_point(&Point3::origin());
            let ray = pose.inverse_transform_vector(&Vector3::new(at.x, at.y, 1.0));
            let range = (centre.z - camera_centre.z) / ray.z;
            if !(range.is_finite() && range > 0.0) {
                return None;
            }
            let outwards = (camera_centre + ray * range - centre).try_normalize(1e-9)?;
            let foot = centre + outwards * radius_m;
            Some([foot, foot + Vector3::z().cross(&outwards)])
        }
    }
}

fn row(by_rotation: &Vector3<f64>, by_translation: &Vector3<f64>) -> RowVector6<f64> {
    let (r, t) = (by_rotation, by_translation);
    RowVector6::new(r.x, r.y, r.z, t.x, t.y, t.z)
}
