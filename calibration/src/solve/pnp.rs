//! The pose of one camera from points of known position (Perspective-n-Point).
//!
//! Input assumption: intrinsics about right; four points or more, most of them right. SQPnP (Terzakis and Lourakis, ECCV
//! 2020) within RANSAC, both by OpenCV.

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector3};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, Vector, no_array};
use opencv::prelude::*;
use trackside_schema::{IdealPixel, RawPixel};

use super::error::SolveError;
use crate::Camera;

/// A point is an inlier when it projects this near to where it was observed, px.
const INLIER_PX: f64 = 20.0;
const MAX_ITERATIONS: i32 = 2000;
const CONFIDENCE: f64 = 0.9999;
/// The minimum number of inliers.
const MIN_INLIERS: usize = 4;

/// The pose `cam_from_world` of a camera that observes these points of the world (m) at these pixels, and the indices of
/// the inliers. The camera's own pose is not used.
///
/// # Errors
/// Fewer than four points, or no pose with four inliers.
pub fn solve_pnp(
    camera: &Camera,
    points: &[(Vector3<f64>, RawPixel)],
) -> Result<(Isometry3<f64>, Vec<usize>), SolveError> {
    let fail = |what: &str| SolveError(format!("camera \"{}\": {what}", camera.name));
    let observed: Vec<_> = points
        .iter()
        .enumerate()
        .filter_map(|(i, (p, at))| Some((i, *p, camera.undistort(*at)?)))
        .collect();
    if observed.len() < MIN_INLIERS {
        return Err(fail(&format!(
            "{} landmarks that are points do not determine its pose without a prior pose: give 4 or more, 6 or more to \
             detect a wrong one",
            observed.len()
        )));
    }
    let focal = 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy);
    match ransac(&observed, INLIER_PX / focal) {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(fail(
            "no pose agrees with four of its landmarks to within 20 px: does the image have another size, or the camera \
             another lens, or are landmarks mixed up?",
        )),
        Err(e) => Err(fail(&format!("OpenCV could not solve its pose: {e}"))),
    }
}

/// The pose with most inliers, and their indices.
fn ransac(
    observed: &[(usize, Vector3<f64>, IdealPixel)],
    inlier_distance: f64,
) -> opencv::Result<Option<(Isometry3<f64>, Vec<usize>)>> {
    let world: Vector<Point3d> = observed
        .iter()
        .map(|(_, p, _)| Point3d::new(p.x, p.y, p.z))
        .collect();
    let ideal: Vector<Point2d> = observed
        .iter()
        .map(|(_, _, i)| Point2d::new(i.x, i.y))
        .collect();
    let (mut rotation, mut translation) = (Mat::default(), Mat::default());
    let mut inliers = Vector::<i32>::new();
    let pinhole = Mat::eye(3, 3, opencv::core::CV_64F)?;
    let has_solution = calib3d::solve_pnp_ransac(
        &world,
        &ideal,
        &pinhole,
        &no_array(),
        &mut rotation,
        &mut translation,
        false,
        MAX_ITERATIONS,
        inlier_distance as f32,
        CONFIDENCE,
        &mut inliers,
        calib3d::SOLVEPNP_SQPNP,
    )?;
    if !has_solution || inliers.len() < MIN_INLIERS {
        return Ok(None);
    }
    let indices = inliers.iter().map(|i| observed[i as usize].0).collect();
    Ok(Some((isometry(&rotation, &translation)?, indices)))
}

/// A pose from OpenCV's rotation vector and translation.
pub(super) fn isometry(rotation: &Mat, translation: &Mat) -> opencv::Result<Isometry3<f64>> {
    let numbers = |m: &Mat| -> opencv::Result<Vector3<f64>> {
        Ok(Vector3::from_column_slice(m.data_typed::<f64>()?))
    };
    Ok(Isometry3::from_parts(
        Translation3::from(numbers(translation)?),
        UnitQuaternion::from_scaled_axis(numbers(rotation)?),
    ))
}
