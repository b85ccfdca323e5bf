//! Landmarks as points of a bundle adjustment.
//!
//! Input assumption: intrinsics so good that a straight line projects straight. A point landmark is one point for all cameras,
//! with a prior at its position. Each pixel on a line or circle is a point of its own, known across the curve and free along it. A
//! tie point has no prior: the rays of its pixels intersect in it.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::RawPixel;
use trackside_sports::LineGeometry;

use super::bundle::{BundleProblem, PointBlock, PointObservation};
use crate::landmarks::{LandmarkFile, LandmarkTarget, TiePointObservation};
use crate::triangulation::intersect_rays;
use crate::{Camera, Rig, RigError};

/// Where a landmark is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LandmarkGeometry {
    /// A point, m.
    Point(Vector3<f64>),
    /// A tie point: one point in several cameras, its position unknown.
    TiePoint,
    /// Anywhere on the line through two points, m.
    Line(Vector3<f64>, Vector3<f64>),
    /// Anywhere on a circle.
    Circle {
        /// m
        centre: Vector3<f64>,
        /// The unit normal of its plane.
        normal: Vector3<f64>,
        /// m
        radius_m: f64,
    },
}

/// A landmark with its pixels in all cameras.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmark {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub geometry: LandmarkGeometry,
    /// One standard deviation of its position along each axis, m.
    pub sigma_m: f64,
    /// Its pixels.
    pub pixels: Vec<LandmarkPixel>,
}

/// A landmark in the image of one camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LandmarkPixel {
    /// Index of the camera.
    pub camera: usize,
    /// The pixel.
    pub at: RawPixel,
    /// One standard deviation along each axis, px.
    pub sigma_px: f64,
}

/// The landmarks of a file, those of several cameras merged.
///
/// # Errors
/// A camera that the rig does not have.
pub fn resolve_landmarks(file: &LandmarkFile, rig: &Rig) -> Result<Vec<Landmark>, RigError> {
    let mut all: Vec<Landmark> = Vec::new();
    for (camera, own) in &file.cameras {
        let camera = file.camera_index(rig, camera)?;
        for landmark in own {
            let geometry = geometry_of(&landmark.target);
            let pixel = LandmarkPixel {
                camera,
                at: landmark.at,
                sigma_px: landmark.sigma_px,
            };
            // A camera observes a point once; a second pixel belongs to another landmark at the same position.
            let is_new_camera = |l: &Landmark| {
                !matches!(l.geometry, LandmarkGeometry::Point(_))
                    || l.pixels.iter().all(|p| p.camera != camera)
            };
            match all
                .iter_mut()
                .find(|l| l.geometry == geometry && is_new_camera(l))
            {
                Some(same) => same.pixels.push(pixel),
                None => all.push(Landmark {
                    name: landmark.name.clone(),
                    geometry,
                    sigma_m: landmark.sigma_m,
                    pixels: vec![pixel],
                }),
            }
        }
    }
    for tie_point in &file.tie_points {
        let pixel = |o: &TiePointObservation| {
            Ok(LandmarkPixel {
                camera: file.camera_index(rig, &o.camera)?,
                at: o.at,
                sigma_px: o.sigma_px,
            })
        };
        all.push(Landmark {
            name: tie_point.name.clone(),
            geometry: LandmarkGeometry::TiePoint,
            // Its position has no prior.
            sigma_m: 0.0,
            pixels: tie_point
                .observations
                .iter()
                .map(pixel)
                .collect::<Result<_, RigError>>()?,
        });
    }
    Ok(all)
}

fn geometry_of(target: &LandmarkTarget) -> LandmarkGeometry {
    match *target {
        LandmarkTarget::Point(p) => LandmarkGeometry::Point(p.coords),
        LandmarkTarget::OnLine(LineGeometry::Segment { from, to }) => {
            LandmarkGeometry::Line(from.coords, to.coords)
        }
        LandmarkTarget::OnLine(LineGeometry::Arc {
            centre, radius_m, ..
        }) => LandmarkGeometry::Circle {
            centre: centre.coords,
            normal: Vector3::z(),
            radius_m,
        },
    }
}

/// The deviation of a point along its line, m: anywhere.
const ALONG_SIGMA_M: f64 = 1e3;

impl LandmarkGeometry {
    /// The nearest position on it to `p`, and the information matrix (1/m²) of a prior there, `sigma_m` across.
    fn prior_near(&self, p: &Vector3<f64>, sigma_m: f64) -> (Vector3<f64>, Matrix3<f64>) {
        let isotropic = Matrix3::identity() / (sigma_m * sigma_m);
        let free_along = |d: Vector3<f64>| {
            let d = d * d.transpose();
            isotropic - d / (sigma_m * sigma_m) + d / (ALONG_SIGMA_M * ALONG_SIGMA_M)
        };
        match *self {
            LandmarkGeometry::Point(at) => (at, isotropic),
            LandmarkGeometry::TiePoint => (*p, Matrix3::zeros()),
            LandmarkGeometry::Line(a, b) => {
                let d = (b - a).normalize();
                (a + d * d.dot(&(p - a)), free_along(d))
            }
            LandmarkGeometry::Circle {
                centre,
                normal,
                radius_m,
            } => {
                let in_plane = (p - centre) - normal * normal.dot(&(p - centre));
                let outwards = in_plane.try_normalize(1e-9).unwrap_or_else(|| {
                    // The centre is equally near to all of the circle.
                    let any = if normal.x.abs() < 0.9 {
                        Vector3::x()
                    } else {
                        Vector3::y()
                    };
                    normal.cross(&any).normalize()
                });
                (
                    centre + outwards * radius_m,
                    free_along(normal.cross(&outwards)),
                )
            }
        }
    }
}

/// Adds landmarks to a problem whose cameras are about right. Deviations of pixels are multiplied by `sigma_factor`.
/// Returns the index of each landmark's first point.
pub fn add_landmarks(
    problem: &mut BundleProblem,
    landmarks: &[Landmark],
    sigma_factor: f64,
) -> Vec<usize> {
    let mut first_points = Vec::new();
    for landmark in landmarks {
        first_points.push(problem.points.len());
        if landmark.geometry == LandmarkGeometry::TiePoint {
            let ray = |pixel: &LandmarkPixel| problem.cameras[pixel.camera].camera.ray(pixel.at);
            let rays: Vec<_> = landmark.pixels.iter().filter_map(ray).collect();
            let Some(at) = intersect_rays(&rays).filter(|_| rays.len() > 1) else {
                continue;
            };
            problem.points.push(PointBlock::free(at.0.coords));
        }
        if let LandmarkGeometry::Point(at) = landmark.geometry {
            problem
                .points
                .push(PointBlock::with_prior(at, landmark.sigma_m));
        }
        for pixel in &landmark.pixels {
            let (camera, at) = (pixel.camera, pixel.at);
            if !matches!(
                landmark.geometry,
                LandmarkGeometry::Point(_) | LandmarkGeometry::TiePoint
            ) {
                let start = first_guess(&problem.cameras[camera].camera, at, &landmark.geometry);
                let prior = landmark.geometry.prior_near(&start, landmark.sigma_m);
                problem.points.push(PointBlock {
                    prior: Some(prior),
                    ..PointBlock::free(prior.0)
                });
            }
            problem.observations.push(PointObservation {
                camera,
                point: problem.points.len() - 1,
                at,
                sigma_px: sigma_factor * pixel.sigma_px,
                camera_time_s: 0.0,
                weight: 1.0,
            });
        }
    }
    first_points
}

/// Moves the priors of points on circles to where the points are now nearest to their circles.
pub fn update_circle_priors(
    problem: &mut BundleProblem,
    landmarks: &[Landmark],
    first_points: &[usize],
) {
    for (landmark, &first) in landmarks.iter().zip(first_points) {
        if matches!(landmark.geometry, LandmarkGeometry::Circle { .. }) {
            for point in &mut problem.points[first..first + landmark.pixels.len()] {
                let prior = landmark
                    .geometry
                    .prior_near(&point.state[0], landmark.sigma_m);
                point.prior = Some(prior);
            }
        }
    }
}

/// About where the ray of a pixel meets a landmark: in the plane of a circle, or at the nearest point of a line.
fn first_guess(camera: &Camera, at: RawPixel, geometry: &LandmarkGeometry) -> Vector3<f64> {
    let Some(ray) = camera.ray(at) else {
        return camera.centre().0.coords;
    };
    let (centre_of_camera, d) = (ray.origin.0.coords, ray.direction.into_inner());
    match *geometry {
        LandmarkGeometry::Point(p) => p,
        LandmarkGeometry::TiePoint => centre_of_camera + d,
        LandmarkGeometry::Line(a, b) => {
            let l = (b - a).normalize();
            let (w, c) = (centre_of_camera - a, l.dot(&d));
            let s = (w.dot(&l) - c * w.dot(&d)) / (1.0 - c * c).max(1e-9);
            a + l * s
        }
        LandmarkGeometry::Circle { centre, normal, .. } => {
            let down = normal.dot(&d);
            if down.abs() < 1e-9 {
                return centre;
            }
            centre_of_camera + d * (normal.dot(&(centre - centre_of_camera)) / down)
        }
    }
}
