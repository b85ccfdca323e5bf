//! Landmarks: things in the world whose place is known, and where cameras show them.
//!
//! Input assumption: intrinsics good enough that a straight line is straight; four places or more a camera. First guess by
//! SQPnP (Terzakis and Lourakis, ECCV 2020) within RANSAC, as OpenCV has them; all else is the adjustment's.

use nalgebra::{Isometry3, Matrix3, Translation3, UnitQuaternion, Vector3};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, Vector, no_array};
use opencv::prelude::*;
use trackside_schema::RawPixel;

use super::adjust::AdjustError;
use super::bodies::meeting;
use super::problem::{Point, Problem, Sight};
use crate::field::Course;
use crate::landmarks::{LandmarkFile, LandmarkTarget, TiePointObservation};
use crate::{Camera, Rig, RigError};

/// What a landmark is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// A point, m.
    Point(Vector3<f64>),
    /// One spot that several cameras show, nobody knows where.
    Anywhere,
    /// Anywhere on the line through two points, m.
    Line(Vector3<f64>, Vector3<f64>),
    /// Anywhere on a circle about a point, m, in a plane of that normal, m.
    Circle {
        /// Its middle.
        centre: Vector3<f64>,
        /// Its plane's normal, of unit length.
        normal: Vector3<f64>,
        /// m
        radius_m: f64,
    },
}

/// A thing whose place is known, and the pixels in which cameras show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Landmark {
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub shape: Shape,
    /// How far it may be from there, one standard deviation along each axis, m.
    pub sigma_m: f64,
    /// Who shows it where.
    pub seen: Vec<Shown>,
}

/// Where a camera shows a landmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Index of the camera.
    pub camera: usize,
    /// Where.
    pub at: RawPixel,
    /// One standard deviation of that along each axis, px.
    pub sigma_px: f64,
}

/// A file's landmarks, those that several cameras show as one.
///
/// # Errors
/// A camera that the rig does not have.
pub fn gathered(file: &LandmarkFile, rig: &Rig) -> Result<Vec<Landmark>, RigError> {
    let mut all: Vec<Landmark> = Vec::new();
    for (camera, own) in &file.cameras {
        let camera = file.camera_index(rig, camera)?;
        for landmark in own {
            let shape = match landmark.target {
                LandmarkTarget::Point(p) => Shape::Point(p.coords),
                LandmarkTarget::OnLine(Course::Segment { from, to }) => {
                    Shape::Line(from.coords, to.coords)
                }
                LandmarkTarget::OnLine(Course::Arc {
                    centre, radius_m, ..
                }) => Shape::Circle {
                    centre: centre.coords,
                    normal: Vector3::z(),
                    radius_m,
                },
            };
            let shown = Shown {
                camera,
                at: landmark.at,
                sigma_px: landmark.sigma_px,
            };
            // Of a point a camera shows one place; a second is another landmark that lies there.
            let once = |l: &Landmark| {
                !matches!(l.shape, Shape::Point(_)) || l.seen.iter().all(|s| s.camera != camera)
            };
            match all.iter_mut().find(|l| l.shape == shape && once(l)) {
                Some(known) => known.seen.push(shown),
                None => all.push(Landmark {
                    name: landmark.name.clone(),
                    shape,
                    sigma_m: landmark.sigma_m,
                    seen: vec![shown],
                }),
            }
        }
    }
    for tie_point in &file.tie_points {
        let shown = |o: &TiePointObservation| {
            Ok(Shown {
                camera: file.camera_index(rig, &o.camera)?,
                at: o.at,
                sigma_px: o.sigma_px,
            })
        };
        all.push(Landmark {
            name: tie_point.name.clone(),
            shape: Shape::Anywhere,
            // It is where it is.
            sigma_m: 0.0,
            seen: tie_point
                .observations
                .iter()
                .map(shown)
                .collect::<Result<_, RigError>>()?,
        });
    }
    Ok(all)
}

/// How far a place on a line may lie along it, m: anywhere.
const ALONG_M: f64 = 1e3;

impl Shape {
    /// The nearest place on it to `p`, and the inverse covariance of a place of it there, `sigma_m` across.
    fn near(&self, p: &Vector3<f64>, sigma_m: f64) -> (Vector3<f64>, Matrix3<f64>) {
        let across = Matrix3::identity() / (sigma_m * sigma_m);
        let along = |d: Vector3<f64>| {
            let d = d * d.transpose();
            across - d / (sigma_m * sigma_m) + d / (ALONG_M * ALONG_M)
        };
        match *self {
            Shape::Point(at) => (at, across),
            Shape::Anywhere => (*p, Matrix3::zeros()),
            Shape::Line(a, b) => {
                let d = (b - a).normalize();
                (a + d * d.dot(&(p - a)), along(d))
            }
            Shape::Circle {
                centre,
                normal,
                radius_m,
            } => {
                let level = (p - centre) - normal * normal.dot(&(p - centre));
                let out = level.try_normalize(1e-9).unwrap_or_else(|| {
                    // The very middle is as near to one place as to another.
                    let any = if normal.x.abs() < 0.9 {
                        Vector3::x()
                    } else {
                        Vector3::y()
                    };
                    normal.cross(&any).normalize()
                });
                (centre + out * radius_m, along(normal.cross(&out)))
            }
        }
    }
}

/// Adds landmarks to a problem whose cameras stand about right: points where they are and spots where rays meet, one for all
/// cameras; places on lines and circles one for each pixel. Deviations of pixels are taken `widen` times as large. Gives the
/// index of each landmark's first point.
pub fn add(problem: &mut Problem, landmarks: &[Landmark], widen: f64) -> Vec<usize> {
    let mut first = Vec::new();
    for landmark in landmarks {
        first.push(problem.points.len());
        if landmark.shape == Shape::Anywhere {
            let ray = |shown: &Shown| {
                let ray = problem.stations[shown.camera].camera.ray(shown.at)?;
                Some((ray.origin.0.coords, ray.direction.into_inner()))
            };
            let rays: Vec<_> = landmark.seen.iter().filter_map(ray).collect();
            let Some(at) = meeting(&rays).filter(|_| rays.len() > 1) else {
                continue;
            };
            problem.points.push(Point::free(at));
        }
        if let Shape::Point(at) = landmark.shape {
            problem.points.push(Point::said(at, landmark.sigma_m));
        }
        for shown in &landmark.seen {
            let (station, at) = (shown.camera, shown.at);
            if !matches!(landmark.shape, Shape::Point(_) | Shape::Anywhere) {
                let start = meets(&problem.stations[station].camera, at, &landmark.shape);
                let (place, information) = landmark.shape.near(&start, landmark.sigma_m);
                problem.points.push(Point {
                    said: Some((place, information)),
                    ..Point::free(place)
                });
            }
            problem.sights.push(Sight {
                station,
                point: problem.points.len() - 1,
                at,
                sigma_px: widen * shown.sigma_px,
                shown_s: 0.0,
                share: 1.0,
            });
        }
    }
    first
}

/// After cameras have moved: where each place on a curve is now nearest to its curve.
pub fn follow(problem: &mut Problem, landmarks: &[Landmark], first: &[usize]) {
    for (landmark, &first) in landmarks.iter().zip(first) {
        if matches!(landmark.shape, Shape::Circle { .. }) {
            for point in &mut problem.points[first..first + landmark.seen.len()] {
                let (place, information) = landmark.shape.near(&point.at[0], landmark.sigma_m);
                point.said = Some((place, information));
            }
        }
    }
}

/// About where the ray of a pixel meets a shape: on a circle's plane, or nearest to a line.
fn meets(camera: &Camera, at: RawPixel, shape: &Shape) -> Vector3<f64> {
    let Some(ray) = camera.ray(at) else {
        return camera.centre().0.coords;
    };
    let (eye, d) = (ray.origin.0.coords, ray.direction.into_inner());
    match *shape {
        Shape::Point(p) => p,
        Shape::Anywhere => eye + d,
        Shape::Line(a, b) => {
            // The place on the line nearest to the ray.
            let l = (b - a).normalize();
            let (w, c) = (eye - a, l.dot(&d));
            let s = (w.dot(&l) - c * w.dot(&d)) / (1.0 - c * c).max(1e-9);
            a + l * s
        }
        Shape::Circle { centre, normal, .. } => {
            let down = normal.dot(&d);
            if down.abs() < 1e-9 {
                return centre;
            }
            eye + d * (normal.dot(&(centre - eye)) / down)
        }
    }
}

/// How far a landmark may be off for a pose to count it as right, px.
const AGREES_PX: f64 = 20.0;

/// Where a camera stands that shows these points, its intrinsics being right: `cam_from_world`, and which points agree.
///
/// # Errors
/// Fewer than four points, or none of the poses tried agrees with four.
pub fn first_pose(
    camera: &Camera,
    points: &[(Vector3<f64>, RawPixel)],
) -> Result<(Isometry3<f64>, Vec<usize>), AdjustError> {
    let fail = |what: &str| AdjustError(format!("camera \"{}\": {what}", camera.name));
    let seen: Vec<_> = points
        .iter()
        .enumerate()
        .filter_map(|(i, (p, at))| Some((i, p, camera.undistort(*at)?)))
        .collect();
    if seen.len() < 4 {
        return Err(fail(&format!(
            "{} landmarks that are points are too few to place it without a rough pose: give 4 or more, 6 or more to \
             notice a wrong one",
            seen.len()
        )));
    }
    let world: Vector<Point3d> = seen
        .iter()
        .map(|(_, p, _)| Point3d::new(p.x, p.y, p.z))
        .collect();
    let ideal: Vector<Point2d> = seen
        .iter()
        .map(|(_, _, i)| Point2d::new(i.x, i.y))
        .collect();
    let focal = 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy);
    let solve = || -> opencv::Result<Option<(Isometry3<f64>, Vec<usize>)>> {
        let (mut turn, mut shift) = (Mat::default(), Mat::default());
        let mut inliers = Vector::<i32>::new();
        let pinhole = Mat::eye(3, 3, opencv::core::CV_64F)?;
        let found = calib3d::solve_pnp_ransac(
            &world,
            &ideal,
            &pinhole,
            &no_array(),
            &mut turn,
            &mut shift,
            false,
            2000,
            (AGREES_PX / focal) as f32,
            0.9999,
            &mut inliers,
            calib3d::SOLVEPNP_SQPNP,
        )?;
        if !found || inliers.len() < 4 {
            return Ok(None);
        }
        let numbers = |m: &Mat| -> opencv::Result<Vector3<f64>> {
            Ok(Vector3::from_column_slice(m.data_typed::<f64>()?))
        };
        let pose = Isometry3::from_parts(
            Translation3::from(numbers(&shift)?),
            UnitQuaternion::from_scaled_axis(numbers(&turn)?),
        );
        Ok(Some((
            pose,
            inliers.iter().map(|i| seen[i as usize].0).collect(),
        )))
    };
    match solve() {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(fail(
            "no pose agrees with four of its landmarks to within 20 px: is the picture's size or the lens another, or are \
             landmarks mistaken for each other?",
        )),
        Err(e) => Err(fail(&format!("OpenCV could not solve its pose: {e}"))),
    }
}
