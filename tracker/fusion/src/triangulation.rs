//! Triangulation: one point from the rays of several cameras.
//!
//! * Start: the point with the least weighted squared distance from the rays, in closed form,
//!   (Σ wᵢ (I − dᵢdᵢᵀ)) x = Σ wᵢ (I − dᵢdᵢᵀ) cᵢ.
//! * Refinement: Gauss–Newton on the reprojection error and, where there is one, a Gaussian prior, with
//!   Cauchy weights w = 1 / (σ² (1 + e²/(cσ)²)) (iteratively reweighted least squares; Holland and Welsch,
//!   Communications in Statistics A6, 1977). The covariance is the inverse of the normal matrix.
//! * Outliers: every pair of rays proposes a point and all observations vote (an exhaustive RANSAC;
//!   Fischler and Bolles, CACM 24, 1981), or the worst observation is left out, one by one.
//!
//! What the constants stand for: docs/experiments/034-fusion-constants.md.

use nalgebra::{Matrix3, Vector2, Vector3};

use crate::camera_view::CameraView;
use crate::gaussian::Gaussian;

/// Sine of the smallest angle between two rays that fixes a point between them (2°).
const MIN_PARALLAX_SIN: f64 = 0.035;
/// The intersection of two rays lies at least this far ahead of both cameras, m.
const MIN_RANGE_M: f64 = 0.05;
/// Gauss–Newton stops after a step shorter than this, m, or after so many steps.
const CONVERGED_STEP_M: f64 = 1e-3;
const MAX_STEPS: usize = 4;
/// Scale c of the Cauchy loss, squared, in variances: an observation ten standard deviations off has half weight.
const CAUCHY_SCALE_SQ: f64 = 100.0;
/// A pose error of this angle, rad (0.2°), leaves people findable: ray distances are reduced by what it explains.
const CALIBRATION_ANGLE_RAD: f64 = 0.004;

/// One observation of one point: a direction measured by one camera.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PointObservation {
    /// Index of the camera.
    pub camera: usize,
    /// Normalised (undistorted) image coordinates.
    pub at: Vector2<f64>,
    /// One standard deviation of each coordinate of `at`.
    pub sigma: f64,
    /// The unit direction of its ray in world space.
    pub direction: Vector3<f64>,
    /// How far the point moved between the reference instant and this observation's exposure, m.
    pub motion_offset: Vector3<f64>,
    /// Set by the solvers: whether the solution agrees with it.
    pub is_inlier: bool,
}

/// The point closest to the inliers' rays, each weighted by its accuracy at `near`, or all alike without it.
fn closest_point_to_rays(
    cameras: &[CameraView],
    observations: &[PointObservation],
    near: Option<&Vector3<f64>>,
) -> Option<Vector3<f64>> {
    let mut a = Matrix3::zeros();
    let mut b = Vector3::zeros();
    for o in observations.iter().filter(|o| o.is_inlier) {
        let centre = cameras[o.camera].centre - o.motion_offset;
        let range = near.map_or(1.0, |p| (p - centre).norm().max(0.1));
        let w = 1.0 / (o.sigma * range).powi(2);
        let across = (Matrix3::identity() - o.direction * o.direction.transpose()) * w;
        a += across;
        b += across * centre;
    }
    a.cholesky().map(|c| c.solve(&b))
}

/// Distance between an observation and the projection of `p`, in standard deviations; infinite behind the camera.
pub(crate) fn normalized_residual(
    cameras: &[CameraView],
    observation: &PointObservation,
    p: &Vector3<f64>,
) -> f64 {
    match cameras[observation.camera].project(&(p + observation.motion_offset)) {
        Some((at, _)) => (at - observation.at).norm() / observation.sigma,
        None => f64::INFINITY,
    }
}

/// The same, and the residual with its direction; `None` behind the camera.
pub(crate) fn residual_vector(
    cameras: &[CameraView],
    observation: &PointObservation,
    p: &Vector3<f64>,
) -> Option<(f64, Vector2<f64>)> {
    let (at, _) = cameras[observation.camera].project(&(p + observation.motion_offset))?;
    let error = at - observation.at;
    Some((error.norm() / observation.sigma, error / observation.sigma))
}

/// Minimises the robust reprojection error of the inliers plus the prior's Mahalanobis distance, from `start`.
///
/// `None` where the point comes to lie behind a camera or the normal matrix is singular.
pub(crate) fn refine_point(
    cameras: &[CameraView],
    observations: &[PointObservation],
    start: Vector3<f64>,
    prior: Option<&Gaussian>,
) -> Option<Gaussian> {
    let prior = match prior {
        Some(g) => Some((g.mean, g.covariance.try_inverse()?)),
        None => None,
    };
    let mut x = start;
    let mut covariance = Matrix3::zeros();
    for _ in 0..MAX_STEPS {
        let mut information = prior.map_or_else(Matrix3::zeros, |(_, i)| i);
        let mut gradient = prior.map_or_else(Vector3::zeros, |(mean, i)| i * (mean - x));
        for o in observations.iter().filter(|o| o.is_inlier) {
            let camera = &cameras[o.camera];
            let (at, depth) = camera.project(&(x + o.motion_offset))?;
            let j = camera.jacobian(&at, depth);
            let error = o.at - at;
            let variance = o.sigma * o.sigma;
            let w = 1.0
                / (variance * (1.0 + error.norm_squared() / (CAUCHY_SCALE_SQ * o.sigma * o.sigma)));
            information += j.transpose() * j * w;
            gradient += j.transpose() * error * w;
        }
        covariance = information.try_inverse()?;
        let step = covariance * gradient;
        x += step;
        if step.norm_squared() < CONVERGED_STEP_M * CONVERGED_STEP_M {
            break;
        }
    }
    Some(Gaussian {
        mean: x,
        covariance,
    })
}

/// The point on which most observations agree: every pair of rays proposes one, all observations vote, and the
/// winner's voters refine it.
///
/// A voter's residual is less than `gate_sigma` standard deviations. Sets [`PointObservation::is_inlier`]. `None` where
/// no two observations with parallax agree.
pub(crate) fn pairwise_consensus(
    cameras: &[CameraView],
    observations: &mut [PointObservation],
    gate_sigma: f64,
) -> Option<Gaussian> {
    let mut best: Option<(f64, Vector3<f64>)> = None;
    for i in 0..observations.len() {
        for j in i + 1..observations.len() {
            let Some(p) = ray_midpoint(cameras, &observations[i], &observations[j]) else {
                continue;
            };
            let (mut voters, mut cost) = (0, 0.0);
            for o in observations.iter() {
                let r = normalized_residual(cameras, o, &p);
                if r < gate_sigma {
                    voters += 1;
                    cost += r * r;
                } else {
                    cost += gate_sigma * gate_sigma;
                }
            }
            if voters >= 2 && best.is_none_or(|(c, _)| cost < c) {
                best = Some((cost, p));
            }
        }
    }
    let (_, mut p) = best?;
    for _ in 0..2 {
        for o in observations.iter_mut() {
            o.is_inlier = normalized_residual(cameras, o, &p) < gate_sigma;
        }
        if observations.iter().filter(|o| o.is_inlier).count() < 2 {
            return None;
        }
        p = closest_point_to_rays(cameras, observations, Some(&p))?;
    }
    refine_point(cameras, observations, p, None)
}

/// The point on which the observations agree once the worst are left out, one by one, until the mean residual is
/// within half of `gate_sigma` or two are left.
///
/// Sets [`PointObservation::is_inlier`]. `None` where the last two do not agree.
pub(crate) fn leave_one_out_consensus(
    cameras: &[CameraView],
    observations: &mut [PointObservation],
    gate_sigma: f64,
) -> Option<Gaussian> {
    observations.iter_mut().for_each(|o| o.is_inlier = true);
    let mut solution = triangulate_inliers(cameras, observations)?;
    while solution.1 > 0.5 * gate_sigma {
        if observations.iter().filter(|o| o.is_inlier).count() <= 2 {
            return None;
        }
        let mut best: Option<(usize, (Gaussian, f64))> = None;
        for i in 0..observations.len() {
            if !std::mem::replace(&mut observations[i].is_inlier, false) {
                continue;
            }
            if let Some(solved) = triangulate_inliers(cameras, observations)
                && best.as_ref().is_none_or(|(_, b)| solved.1 < b.1)
            {
                best = Some((i, solved));
            }
            observations[i].is_inlier = true;
        }
        let (worst, solved) = best?;
        observations[worst].is_inlier = false;
        solution = solved;
    }
    Some(solution.0)
}

/// The inliers' point and their mean residual, in standard deviations.
fn triangulate_inliers(
    cameras: &[CameraView],
    observations: &[PointObservation],
) -> Option<(Gaussian, f64)> {
    let start = closest_point_to_rays(cameras, observations, None)?;
    let found = refine_point(cameras, observations, start, None)?;
    let inliers = || observations.iter().filter(|o| o.is_inlier);
    let sum: f64 = inliers()
        .map(|o| normalized_residual(cameras, o, &found.mean))
        .sum();
    Some((found, sum / inliers().count() as f64))
}

/// The midpoint of the shortest segment between two rays; `None` without parallax or where they do not meet ahead of
/// both cameras.
pub(crate) fn ray_midpoint(
    cameras: &[CameraView],
    a: &PointObservation,
    b: &PointObservation,
) -> Option<Vector3<f64>> {
    let (ca, cb) = (
        cameras[a.camera].centre - a.motion_offset,
        cameras[b.camera].centre - b.motion_offset,
    );
    let (da, db) = (a.direction, b.direction);
    let cos = da.dot(&db);
    let sin2 = 1.0 - cos * cos;
    if sin2 < MIN_PARALLAX_SIN * MIN_PARALLAX_SIN {
        return None;
    }
    let w = cb - ca;
    let (along_a, along_b) = (w.dot(&da), w.dot(&db));
    let ta = (along_a - cos * along_b) / sin2;
    let tb = (cos * along_a - along_b) / sin2;
    (ta > MIN_RANGE_M && tb > MIN_RANGE_M).then(|| 0.5 * (ca + da * ta + cb + db * tb))
}

/// How far apart two rays pass, m, less what a pose error of [`CALIBRATION_ANGLE_RAD`] explains at their range;
/// `None` without parallax or behind a camera.
pub(crate) fn ray_distance(
    cameras: &[CameraView],
    a: &PointObservation,
    b: &PointObservation,
) -> Option<f64> {
    let p = ray_midpoint(cameras, a, b)?;
    let excess = |o: &PointObservation| {
        let v = p - cameras[o.camera].centre + o.motion_offset;
        let along = v.dot(&o.direction);
        ((v - o.direction * along).norm() - CALIBRATION_ANGLE_RAD * along).max(0.0)
    };
    Some(excess(a) + excess(b))
}
