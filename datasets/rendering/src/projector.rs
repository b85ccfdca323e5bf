//! A camera as the renderer uses it: world to image for vertices, image to world for the backdrop.

use nalgebra::{Matrix3, Point3, Vector3};
use trackside_calibration::Camera;
use trackside_schema::{IdealPixel, RawPixel};

use crate::raster::Corner;

/// Nothing is drawn nearer than this, m.
const NEAR_M: f64 = 0.2;
/// Rays are computed at every eighth pixel and interpolated between, px.
const STEP_PX: usize = 8;

/// One camera, ready to draw.
#[derive(Clone, Debug)]
pub(crate) struct Projector {
    camera: Camera,
    /// World to camera space: a matrix is quicker than the camera's quaternion.
    rotation: Matrix3<f64>,
    translation: Vector3<f64>,
    /// Squared tangent of the widest angle in the image: beyond it a lens model may fold over.
    widest: f64,
}

impl Projector {
    pub fn new(camera: &Camera) -> Projector {
        let [w, h] = camera.size_px.map(f64::from);
        let edge = [
            (0.0, 0.0),
            (w, 0.0),
            (0.0, h),
            (w, h),
            (w / 2.0, 0.0),
            (w / 2.0, h),
            (0.0, h / 2.0),
            (w, h / 2.0),
        ];
        let squares = edge.iter().filter_map(|&(x, y)| {
            let ideal = camera.undistort(RawPixel::new(x, y))?;
            Some(ideal.x * ideal.x + ideal.y * ideal.y)
        });
        Projector {
            rotation: camera
                .cam_from_world
                .rotation
                .to_rotation_matrix()
                .into_inner(),
            translation: camera.cam_from_world.translation.vector,
            widest: 2.0 * squares.fold(0.1, f64::max),
            camera: camera.clone(),
        }
    }

    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    pub fn size_px(&self) -> [usize; 2] {
        self.camera.size_px.map(|n| n as usize)
    }

    /// The rotation from world space to camera space.
    pub fn rotation(&self) -> Matrix3<f32> {
        self.rotation.map(|c| c as f32)
    }

    /// The camera's centre, m.
    pub fn centre(&self) -> [f32; 3] {
        let c = self.camera.centre().0;
        [c.x as f32, c.y as f32, c.z as f32]
    }

    /// A point's position in the image.
    pub fn corner(&self, p_in_world: Point3<f64>) -> Corner {
        let p = self.rotation * p_in_world.coords + self.translation;
        if p.z < NEAR_M {
            return Corner::default();
        }
        let ideal = IdealPixel {
            x: p.x / p.z,
            y: p.y / p.z,
        };
        if ideal.x * ideal.x + ideal.y * ideal.y > self.widest {
            return Corner::default();
        }
        let raw = self.camera.distort(ideal);
        Corner {
            x: raw.x as f32,
            y: raw.y as f32,
            inv_depth: (1.0 / p.z) as f32,
        }
    }

    /// The size of 1 m across the view at that depth, px.
    pub fn px_per_m(&self, inv_depth: f32) -> f32 {
        self.camera.intrinsics.fx as f32 * inv_depth
    }

    /// Rays through the pixels.
    pub fn rays(&self) -> Rays {
        let [w, h] = self.size_px();
        let columns = w / STEP_PX + 2;
        let rotation = self.camera.cam_from_world.rotation;
        let ray = |i: usize| {
            let (x, y) = (
                (i % columns * STEP_PX) as f64,
                (i / columns * STEP_PX) as f64,
            );
            // Where the lens model has no inverse the ray is the optical axis. Such pixels lie beyond the fold.
            let ideal = self
                .camera
                .undistort(RawPixel::new(x, y))
                .unwrap_or(IdealPixel { x: 0.0, y: 0.0 });
            rotation
                .inverse_transform_vector(&Vector3::new(ideal.x, ideal.y, 1.0))
                .map(|c| c as f32)
        };
        Rays {
            columns,
            knots: (0..columns * (h / STEP_PX + 2)).map(ray).collect(),
        }
    }
}

/// Rays through all pixels of a camera.
pub(crate) struct Rays {
    columns: usize,
    knots: Vec<Vector3<f32>>,
}

impl Rays {
    /// The ray through a position in the image, px, in world space, with 1 m of depth.
    pub fn through(&self, x: f32, y: f32) -> Vector3<f32> {
        let (u, v) = (x.max(0.0) / STEP_PX as f32, y.max(0.0) / STEP_PX as f32);
        let (i, j) = (u as usize, v as usize);
        let (a, b) = (u - i as f32, v - j as f32);
        let at = |i: usize, j: usize| self.knots[(j * self.columns + i).min(self.knots.len() - 1)];
        let top = at(i, j) * (1.0 - a) + at(i + 1, j) * a;
        let bottom = at(i, j + 1) * (1.0 - a) + at(i + 1, j + 1) * a;
        top * (1.0 - b) + bottom * b
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_calibration::{Distortion, Intrinsics};
    use trackside_schema::WorldPoint;

    use super::*;

    fn camera(distortion: Distortion) -> Camera {
        let intrinsics = Intrinsics {
            fx: 800.0,
            fy: 810.0,
            cx: 650.0,
            cy: 350.0,
        };
        Camera {
            name: "a".to_owned(),
            size_px: [1280, 720],
            intrinsics,
            distortion,
            cam_from_world: Camera::look_at(Point3::new(-8.0, 3.0, 4.0), Point3::origin()),
        }
    }

    #[test]
    fn vertices_and_rays_agree_with_the_camera_to_a_tenth_of_a_pixel() {
        let strong = [
            Distortion::BrownConrady([-0.28, 0.09, 0.001, -0.0015, -0.01, 0.0, 0.0, 0.0]),
            Distortion::Fisheye([-0.02, 0.005, -0.003, 0.0005]),
        ];
        for camera in strong.map(camera) {
            let projector = Projector::new(&camera);
            let (rays, centre) = (projector.rays(), Vector3::from(projector.centre()));
            let mut checked = 0;
            for (x, y) in (-40..40)
                .flat_map(|x| (-40..40).map(move |y| (0.2 * f64::from(x), 0.2 * f64::from(y))))
            {
                let p = Point3::new(x, y, 0.0);
                let Some(raw) = camera
                    .project(WorldPoint(p))
                    .filter(|r| camera.is_in_image(*r) && r.x >= 0.0 && r.y >= 0.0)
                else {
                    continue;
                };
                let corner = projector.corner(p);
                assert!((f64::from(corner.x) - raw.x).hypot(f64::from(corner.y) - raw.y) < 0.01);
                let ray = rays.through(raw.x as f32, raw.y as f32);
                let on_floor = (centre + ray * (-centre.z / ray.z)).map(f64::from);
                let again = camera.project(WorldPoint(on_floor.into())).unwrap();
                assert!(
                    again.distance(raw) < 0.1,
                    "{} px at {raw:?}",
                    again.distance(raw)
                );
                checked += 1;
            }
            assert!(checked > 1000);
        }
    }
}
