//! The pose of one camera from landmarks.
//!
//! Input assumption: intrinsics known; at least 4 points of a plane, or 6 in space; lines count only in the refinement.
//! First guesses are linear: a homography where all points lie in one plane (Zhang, "A flexible new technique for camera
//! calibration", TPAMI 2000, §3.1), else the direct linear transform (Hartley and Zisserman, "Multiple View Geometry", 2nd
//! ed., §4.1 and §7.1), within RANSAC (Fischler and Bolles, CACM 1981). Levenberg–Marquardt with Cauchy weights and analytic
//! Jacobians refines the pose on points and on lines; a circle counts as its tangent nearest to the observed pixel.

mod linear_pose;
mod observation;
mod refinement;
mod solution;

use nalgebra::{Isometry3, Point3};

use self::linear_pose::{fit_plane, linear_pose};
use self::observation::IdealObservation;
use self::refinement::{estimate, refine_pose};
use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::{Camera, RigError};

pub use solution::{Resection, ResectionOptions, ResectionStats};

/// The pose of `camera` that explains the landmarks. The camera's own pose is not used.
///
/// # Errors
/// Too few landmarks, none that can be undistorted, or all on one line.
pub fn resect(
    camera: &Camera,
    landmarks: &[PickedLandmark],
    options: ResectionOptions,
) -> Result<Resection, RigError> {
    let fail = |what: &str| RigError(format!("camera \"{}\": {what}", camera.name));
    let observations: Vec<_> = landmarks
        .iter()
        .map(|l| IdealObservation::of(camera, l))
        .collect();
    let points: Vec<(Point3<f64>, IdealObservation)> = observations
        .iter()
        .flatten()
        .filter_map(|o| match o.target {
            LandmarkTarget::Point(p) => Some((p, *o)),
            LandmarkTarget::OnLine(_) => None,
        })
        .collect();
    if points.len() < 4 {
        return Err(fail(
            "its pose needs 4 landmarks that are points, better 6 or more all over the image",
        ));
    }
    let start = ransac(&points, options.gate_sigma).ok_or_else(|| {
        fail("no pose explains its landmarks: are they on one line, or are names mixed up?")
    })?;
    estimate(start, observations, options).ok_or_else(|| fail(UNDETERMINED))
}

/// As [`resect`], from a pose that is nearly right; lines alone suffice.
///
/// # Errors
/// The landmarks do not determine the pose.
pub fn refine(
    camera: &Camera,
    landmarks: &[PickedLandmark],
    options: ResectionOptions,
) -> Result<Resection, RigError> {
    let observations = landmarks
        .iter()
        .map(|l| IdealObservation::of(camera, l))
        .collect();
    estimate(camera.cam_from_world, observations, options)
        .ok_or_else(|| RigError(format!("camera \"{}\": {UNDETERMINED}", camera.name)))
}

const UNDETERMINED: &str = "its landmarks do not determine its pose: pick more, all over the image";

/// The distance of a landmark's pixel from its projection, px, undistorted; `None` behind the camera and where the lens model
/// ends.
pub fn residual_px(camera: &Camera, landmark: &PickedLandmark) -> Option<f64> {
    let o = IdealObservation::of(camera, landmark)?;
    Some(o.residual(&camera.cam_from_world)?.norm() / o.per_px)
}

/// The pose with the least truncated cost over all points.
fn ransac(points: &[(Point3<f64>, IdealObservation)], gate_sigma: f64) -> Option<Isometry3<f64>> {
    /// Steps of the refinement of a sample.
    const SAMPLE_STEPS: usize = 8;
    let plane = fit_plane(points.iter().map(|(p, _)| p));
    let size = if plane.is_some() { 4 } else { 6 };
    if points.len() < size {
        return None;
    }
    let truncated_cost = |pose: &Isometry3<f64>| -> f64 {
        let each = points.iter().map(|(_, o)| {
            let relative = o.residual(pose).map_or(gate_sigma, |e| e.norm() / o.sigma);
            relative.min(gate_sigma).powi(2)
        });
        each.sum()
    };
    let mut best: Option<(f64, Isometry3<f64>)> = None;
    let mut propose = |sample: &[(Point3<f64>, IdealObservation)]| {
        let Some(pose) = linear_pose(sample, plane.as_ref()) else {
            return;
        };
        let observations: Vec<IdealObservation> = sample.iter().map(|(_, o)| *o).collect();
        let pose = refine_pose(pose, &observations, SAMPLE_STEPS).0;
        let cost = truncated_cost(&pose);
        if best.as_ref().is_none_or(|(b, _)| cost < *b) {
            best = Some((cost, pose));
        }
    };
    propose(points);
    for sample in samples(points.len(), size) {
        let chosen: Vec<_> = sample.iter().map(|&i| points[i]).collect();
        propose(&chosen);
    }
    best.map(|(_, pose)| pose)
}

/// Up to 200 samples of `size` of `count` indices, the same on every call.
fn samples(count: usize, size: usize) -> Vec<Vec<usize>> {
    const MAX_SAMPLES: usize = 200;
    // Marsaglia's xorshift, J. Stat. Soft. 8, 2003.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let sample = |_| {
        let mut sample: Vec<usize> = Vec::with_capacity(size);
        while sample.len() < size {
            let i = draw(count);
            if !sample.contains(&i) {
                sample.push(i);
            }
        }
        sample
    };
    if count == size {
        return Vec::new();
    }
    (0..MAX_SAMPLES).map(sample).collect()
}

#[cfg(test)]
mod tests;
