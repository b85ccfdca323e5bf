//! One camera's pose from landmarks: where it stands, given what it shows.
//!
//! The first guess is linear: a homography of the plane where all points lie in one (Zhang, "A flexible new technique for
//! camera calibration", TPAMI 2000, §3.1), else the direct linear transform (Hartley and Zisserman, "Multiple View Geometry",
//! 2nd ed., §4.1 and §7.1), from samples that vote (Fischler and Bolles, RANSAC, CACM 1981). It is refined by Levenberg–Marquardt
//! with Cauchy weights and analytic Jacobians on points and on lines; a circle counts as its tangent nearest to the sight.
//!
//! Assumes that the lens and the focal length are known, and at least 4 points (6 where they lie in no plane); lines count only
//! in the refinement.

mod linear;

use nalgebra::{
    Isometry3, Matrix6, Point3, RowVector6, Translation3, UnitQuaternion, Vector2, Vector3, Vector6,
};

use self::linear::{linear, plane};

use crate::field::Course;
use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::{Camera, RigError};

/// What can be set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// A landmark that lies farther off than so many of its standard deviations is not believed.
    pub gate: f64,
    /// The most steps of the refinement.
    pub steps: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            gate: 8.0,
            steps: 50,
        }
    }
}

/// How it went.
#[derive(Clone, Debug, PartialEq)]
pub struct Stats {
    /// Which landmarks are believed, in the order given.
    pub inliers: Vec<bool>,
    /// Each landmark's distance from where the pose puts it, px; `None` behind the camera.
    pub residual_px: Vec<Option<f64>>,
    /// Root mean square of the believed ones' residuals, px.
    pub rms_px: f64,
    /// Steps of the refinement.
    pub steps: usize,
}

/// A pose and how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Resection {
    /// World to camera.
    pub cam_from_world: Isometry3<f64>,
    /// Of a small turn (rad) about the camera's axes and a small shift (m) along them, applied after the pose. Never
    /// smaller than the landmarks' own noise makes it, larger where they disagree by more.
    pub covariance: Matrix6<f64>,
    /// How it went.
    pub stats: Stats,
}

/// A landmark as the refinement sees it.
#[derive(Clone, Copy, Debug)]
struct Sight {
    target: LandmarkTarget,
    /// Undistorted.
    at: Vector2<f64>,
    /// Ideal units per standard deviation.
    sigma: f64,
    /// Ideal units per raw pixel.
    per_px: f64,
}

/// The pose of `camera` that explains the landmarks. Of the camera's own pose nothing is used.
///
/// # Errors
/// Too few landmarks, none that can be undistorted, or all on one line.
pub fn resect(
    camera: &Camera,
    landmarks: &[PickedLandmark],
    options: Options,
) -> Result<Resection, RigError> {
    let fail = |what: &str| RigError(format!("camera \"{}\": {what}", camera.name));
    let sights: Vec<Option<Sight>> = landmarks.iter().map(|l| sight(camera, l)).collect();
    let points: Vec<(Point3<f64>, Sight)> = sights
        .iter()
        .flatten()
        .filter_map(|s| match s.target {
            LandmarkTarget::Point(p) => Some((p, *s)),
            LandmarkTarget::OnLine(_) => None,
        })
        .collect();
    if points.len() < 4 {
        return Err(fail(
            "its pose needs 4 landmarks that are points, better 6 or more all over the picture",
        ));
    }
    let start = vote(&points, options.gate).ok_or_else(|| {
        fail("no pose explains its landmarks: are they on one line, or are names mixed up?")
    })?;
    finish(start, sights, options).ok_or_else(|| {
        fail("its landmarks do not settle its pose: pick more, all over the picture")
    })
}

/// As [`resect`], from a pose that is nearly right; lines alone are enough.
///
/// # Errors
/// The landmarks do not settle the pose.
pub fn refine(
    camera: &Camera,
    landmarks: &[PickedLandmark],
    options: Options,
) -> Result<Resection, RigError> {
    let sights = landmarks.iter().map(|l| sight(camera, l)).collect();
    finish(camera.cam_from_world, sights, options).ok_or_else(|| {
        RigError(format!(
            "camera \"{}\": its landmarks do not settle its pose: pick more, all over the picture",
            camera.name
        ))
    })
}

/// How far a landmark lies from where the camera puts it, px, undistorted; `None` behind the camera or where the lens model
/// ends.
pub fn residual_px(camera: &Camera, landmark: &PickedLandmark) -> Option<f64> {
    let s = sight(camera, landmark)?;
    Some(error(&camera.cam_from_world, &s)?.norm() / s.per_px)
}

fn sight(camera: &Camera, l: &PickedLandmark) -> Option<Sight> {
    let at = camera.undistort(l.at)?;
    let mut beside = l.at;
    // Towards the middle, where there is a lens model.
    let right = l.at.x > camera.intrinsics.cx;
    beside.x += if right { -1.0 } else { 1.0 };
    let beside = camera.undistort(beside)?;
    let per_px = (at.x - beside.x).hypot(at.y - beside.y);
    (per_px > 0.0 && per_px.is_finite()).then_some(Sight {
        target: l.target,
        at: Vector2::new(at.x, at.y),
        sigma: per_px * l.sigma_px,
        per_px,
    })
}

/// The pose on which most points agree.
fn vote(points: &[(Point3<f64>, Sight)], gate: f64) -> Option<Isometry3<f64>> {
    let flat = plane(points.iter().map(|(p, _)| p));
    let size = if flat.is_some() { 4 } else { 6 };
    if points.len() < size {
        return None;
    }
    let cost = |pose: &Isometry3<f64>| -> f64 {
        let each = points.iter().map(|(_, s)| {
            let off = error(pose, s).map_or(gate, |e| e.norm() / s.sigma);
            off.min(gate).powi(2)
        });
        each.sum()
    };
    let mut best: Option<(f64, Isometry3<f64>)> = None;
    let mut propose = |sample: &[(Point3<f64>, Sight)]| {
        let Some(pose) = linear(sample, flat.as_ref()) else {
            return;
        };
        // A few steps by the sample alone, then all vote.
        let sights: Vec<Sight> = sample.iter().map(|(_, s)| *s).collect();
        let pose = descend(pose, &sights, 8).0;
        let c = cost(&pose);
        if best.as_ref().is_none_or(|(b, _)| c < *b) {
            best = Some((c, pose));
        }
    };
    propose(points);
    for sample in samples(points.len(), size) {
        let chosen: Vec<_> = sample.iter().map(|&i| points[i]).collect();
        propose(&chosen);
    }
    best.map(|(_, pose)| pose)
}

/// Up to 200 samples, the same every time.
fn samples(of: usize, size: usize) -> Vec<Vec<usize>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut draw = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let one = |_| {
        let mut sample: Vec<usize> = Vec::with_capacity(size);
        while sample.len() < size {
            let i = draw(of);
            if !sample.contains(&i) {
                sample.push(i);
            }
        }
        sample
    };
    if of == size {
        return Vec::new();
    }
    (0..200).map(one).collect()
}

/// The line that stands for a course near a sight, as two points.
fn tangent(pose: &Isometry3<f64>, course: &Course, at: &Vector2<f64>) -> Option<[Point3<f64>; 2]> {
    match *course {
        Course::Segment { from, to } => Some([from, to]),
        Course::Arc {
            centre, radius_m, ..
        } => {
            let eye = pose.inverse_transform_point(&Point3::origin());
            let ray = pose.inverse_transform_vector(&Vector3::new(at.x, at.y, 1.0));
            let range = (centre.z - eye.z) / ray.z;
            if !(range.is_finite() && range > 0.0) {
                return None;
            }
            let out = (eye + ray * range - centre).try_normalize(1e-9)?;
            let foot = centre + out * radius_m;
            Some([foot, foot + Vector3::z().cross(&out)])
        }
    }
}

/// How far a sight lies from where the pose puts its target, ideal units; of a line, across it.
fn error(pose: &Isometry3<f64>, s: &Sight) -> Option<Vector2<f64>> {
    match &s.target {
        LandmarkTarget::Point(p) => {
            let q = pose * p;
            (q.z > 1e-6).then(|| Vector2::new(q.x / q.z - s.at.x, q.y / q.z - s.at.y))
        }
        LandmarkTarget::OnLine(course) => {
            let [a, b] = tangent(pose, course, &s.at)?;
            let line = (pose * a).coords.cross(&(pose * b).coords);
            let across = line.xy().norm();
            (across > 1e-12).then(|| Vector2::new(line.dot(&s.at.push(1.0)) / across, 0.0))
        }
    }
}

/// The derivatives of [`error`] by a small turn about the camera's axes and a small shift along them.
fn jacobian(pose: &Isometry3<f64>, s: &Sight) -> Option<[RowVector6<f64>; 2]> {
    match &s.target {
        LandmarkTarget::Point(p) => {
            let q = pose * p;
            let by_q = [
                Vector3::new(1.0, 0.0, -q.x / q.z) / q.z,
                Vector3::new(0.0, 1.0, -q.y / q.z) / q.z,
            ];
            Some(by_q.map(|d| twist(&q.coords.cross(&d), &d)))
        }
        LandmarkTarget::OnLine(course) => {
            let [a, b] = tangent(pose, course, &s.at)?.map(|p| (pose * p).coords);
            let line = a.cross(&b);
            let (across, seen) = (line.xy().norm(), s.at.push(1.0));
            let by_line = seen / across
                - Vector3::new(line.x, line.y, 0.0) * (line.dot(&seen) / across.powi(3));
            // d(a×b) = da×b + a×db, and g·(da×b) = da·(b×g).
            let (by_a, by_b) = (b.cross(&by_line), by_line.cross(&a));
            let turn = a.cross(&by_a) + b.cross(&by_b);
            Some([twist(&turn, &(by_a + by_b)), RowVector6::zeros()])
        }
    }
}

fn twist(turn: &Vector3<f64>, shift: &Vector3<f64>) -> RowVector6<f64> {
    RowVector6::new(turn.x, turn.y, turn.z, shift.x, shift.y, shift.z)
}

fn moved(pose: &Isometry3<f64>, step: &Vector6<f64>) -> Isometry3<f64> {
    let turn = UnitQuaternion::from_scaled_axis(step.fixed_rows::<3>(0).into_owned());
    Isometry3::from_parts(
        Translation3::from(step.fixed_rows::<3>(3).into_owned()),
        turn,
    ) * pose
}

/// A residual of so many standard deviations counts half.
const CAUCHY: f64 = 3.0;

fn robust_cost(pose: &Isometry3<f64>, sights: &[Sight]) -> f64 {
    let each = sights.iter().map(|s| match error(pose, s) {
        Some(e) => (1.0 + (e.norm() / (s.sigma * CAUCHY)).powi(2)).ln(),
        // Behind the camera: as bad as anything.
        None => 20.0,
    });
    each.sum()
}

/// Levenberg–Marquardt; the pose, the last information matrix and the number of steps.
fn descend(
    start: Isometry3<f64>,
    sights: &[Sight],
    steps: usize,
) -> (Isometry3<f64>, Matrix6<f64>, usize) {
    let (mut pose, mut damping) = (start, 1e-4);
    let mut cost = robust_cost(&pose, sights);
    let mut information = Matrix6::zeros();
    for step in 0..steps {
        information = Matrix6::zeros();
        let mut gradient = Vector6::zeros();
        for s in sights {
            let (Some(e), Some(j)) = (error(&pose, s), jacobian(&pose, s)) else {
                continue;
            };
            let w = 1.0 / (s.sigma.powi(2) * (1.0 + (e.norm() / (s.sigma * CAUCHY)).powi(2)));
            for (row, off) in j.iter().zip([e.x, e.y]) {
                information += row.transpose() * row * w;
                gradient += row.transpose() * (off * w);
            }
        }
        let mut better = false;
        while damping < 1e8 && !better {
            let damped = information + Matrix6::from_diagonal(&(information.diagonal() * damping));
            let Some(cholesky) = damped.cholesky() else {
                damping = (damping * 10.0f64).max(1e-8);
                continue;
            };
            let by = -cholesky.solve(&gradient);
            let next = moved(&pose, &by);
            let next_cost = robust_cost(&next, sights);
            if next_cost < cost {
                let gained = cost - next_cost;
                (pose, cost, damping, better) = (next, next_cost, (damping * 0.2).max(1e-12), true);
                if gained < 1e-12 * cost {
                    return (pose, information, step + 1);
                }
            } else {
                damping *= 10.0;
            }
        }
        if !better {
            return (pose, information, step + 1);
        }
    }
    (pose, information, steps)
}

fn finish(start: Isometry3<f64>, all: Vec<Option<Sight>>, options: Options) -> Option<Resection> {
    let sights: Vec<Sight> = all.iter().flatten().copied().collect();
    let (pose, information, steps) = descend(start, &sights, options.steps);
    let off = |s: &Option<Sight>| Some(error(&pose, s.as_ref()?)?.norm());
    let inliers: Vec<bool> = all
        .iter()
        .map(|s| match (s, off(s)) {
            (Some(s), Some(e)) => e < options.gate * s.sigma,
            _ => false,
        })
        .collect();
    let residual_px: Vec<Option<f64>> = all
        .iter()
        .map(|s| Some(off(s)? / s.as_ref()?.per_px))
        .collect();
    let (mut squares, mut chi, mut n, mut equations) = (0.0, 0.0, 0, 0);
    for ((s, r), inlier) in all.iter().zip(&residual_px).zip(&inliers) {
        if let (Some(s), Some(r), true) = (s, r, inlier) {
            squares += r * r;
            chi += (r * s.per_px / s.sigma).powi(2);
            n += 1;
            equations += if matches!(s.target, LandmarkTarget::Point(_)) {
                2
            } else {
                1
            };
        }
    }
    if equations < 6 {
        return None;
    }
    let spare = (equations - 6).max(1);
    let worse = (chi / f64::from(spare)).max(1.0);
    let covariance = information.cholesky()?.inverse() * worse;
    Some(Resection {
        cam_from_world: pose,
        covariance,
        stats: Stats {
            inliers,
            residual_px,
            rms_px: (squares / f64::from(n)).sqrt(),
            steps,
        },
    })
}

#[cfg(test)]
mod tests;
