//! The pose of one camera from points of known position (Perspective-n-Point).
//!
//! Input assumption: intrinsics about right; four points or more that are not on one line, most of them right. LO-RANSAC (Chum,
//! Matas and Kittler, "Locally optimized RANSAC", DAGM 2003): samples of three points propose poses (P3P), the
//! truncated squared error rates them (MSAC; Torr and Zisserman, CVIU 2000), and Levenberg–Marquardt on all points refines
//! the best.

mod observation;
mod p3p;
mod pose_fit;

use nalgebra::{Isometry3, Point3, UnitQuaternion, Vector3};

use self::p3p::p3p;
use crate::landmarks::LandmarkTarget;

pub(crate) use observation::IdealObservation;
pub(crate) use pose_fit::{pose_information, refine_pose};

/// Settings of [`solve_pnp`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PnpOptions {
    /// Points with a larger residual, in their standard deviations, are outliers.
    pub gate_sigma: f64,
    /// The maximum number of samples.
    pub max_samples: usize,
    /// The probability of at least one sample without outliers at which the search ends.
    pub confidence: f64,
}

impl Default for PnpOptions {
    fn default() -> PnpOptions {
        PnpOptions {
            gate_sigma: 8.0,
            max_samples: 1000,
            confidence: 0.9999,
        }
    }
}

/// A pose and the number of points that agree with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PnpSolution {
    pub cam_from_world: Isometry3<f64>,
    pub inliers: usize,
}

/// The size of a sample.
const SAMPLE: usize = 3;
/// The search makes at least so many samples.
const MIN_SAMPLES: usize = 12;
/// Steps of the refinement of a pose that is the best so far, and of the last.
const LOCAL_STEPS: usize = 8;
const FINAL_STEPS: usize = 50;

/// The pose with the least truncated squared error. `observations`: points; lines are ignored. `None` for fewer than four
/// points, and for points on one line.
pub(crate) fn solve_pnp(
    observations: &[IdealObservation],
    options: &PnpOptions,
) -> Option<PnpSolution> {
    let points: Vec<(Point3<f64>, IdealObservation)> = observations
        .iter()
        .filter_map(|o| match o.target {
            LandmarkTarget::Point(p) => Some((p, *o)),
            LandmarkTarget::OnLine(_) => None,
        })
        .collect();
    if points.len() <= SAMPLE {
        return None;
    }
    let observations: Vec<IdealObservation> = points.iter().map(|(_, o)| *o).collect();
    let relative = |pose: &Isometry3<f64>, o: &IdealObservation| {
        o.residual(pose)
            .map_or(f64::INFINITY, |e| e.norm() / o.sigma)
    };
    let truncated_cost = |pose: &Isometry3<f64>| -> f64 {
        let errors = observations.iter().map(|o| relative(pose, o));
        errors.map(|e| e.min(options.gate_sigma).powi(2)).sum()
    };
    let count_inliers = |pose: &Isometry3<f64>| {
        let errors = observations.iter().map(|o| relative(pose, o));
        errors.filter(|e| *e < options.gate_sigma).count()
    };
    let mut best: Option<(f64, Isometry3<f64>)> = None;
    let mut needed = options.max_samples;
    let mut samples = Samples::new(points.len());
    for made in 0..options.max_samples {
        if made >= needed.max(MIN_SAMPLES) {
            break;
        }
        let sample = samples.draw();
        let directions = sample.map(|i| points[i].1.at.push(1.0).normalize());
        for pose in p3p(&sample.map(|i| points[i].0), &directions) {
            let cost = truncated_cost(&pose);
            if best.as_ref().is_some_and(|(b, _)| cost >= *b) {
                continue;
            }
            let refined = refine_pose(pose, &observations, LOCAL_STEPS).0;
            let refined_cost = truncated_cost(&refined);
            let improved = if refined_cost < cost {
                (refined_cost, refined)
            } else {
                (cost, pose)
            };
            let inlier_share = count_inliers(&improved.1) as f64 / points.len() as f64;
            needed = samples_needed(inlier_share, options);
            best = Some(improved);
        }
    }
    let (cost, pose) = best?;
    let refined = refine_pose(pose, &observations, FINAL_STEPS).0;
    let cam_from_world = if truncated_cost(&refined) <= cost {
        refined
    } else {
        pose
    };
    Some(PnpSolution {
        cam_from_world,
        inliers: count_inliers(&cam_from_world),
    })
}

/// The number of samples after which one without outliers is sufficiently probable (Fischler and Bolles, CACM 1981).
fn samples_needed(inlier_share: f64, options: &PnpOptions) -> usize {
    let good = inlier_share.powi(SAMPLE as i32).clamp(1e-9, 1.0 - 1e-9);
    let needed = (1.0 - options.confidence).ln() / (1.0 - good).ln();
    (needed.ceil() as usize).min(options.max_samples)
}

/// The poses of a camera that observes points of a plane: the best one, and the minimum near its mirror image, where there
/// is one. A small board tilted the other way looks nearly the same (Collins and Bartoli, "Infinitesimal plane-based pose
/// estimation", IJCV 2014). `normal`: of the plane, in the world; `centre`: a point in the middle of the points.
pub(crate) fn solve_planar_pnp(
    observations: &[IdealObservation],
    options: &PnpOptions,
    normal: &Vector3<f64>,
    centre: &Point3<f64>,
) -> Vec<Isometry3<f64>> {
    let Some(first) = solve_pnp(observations, options) else {
        return Vec::new();
    };
    let pose = first.cam_from_world;
    let mut all = vec![pose];
    let mirrored = mirror_pose(&pose, normal, centre);
    all.extend(mirrored.map(|m| refine_pose(m, observations, FINAL_STEPS).0));
    all
}

/// The pose with the plane's normal mirrored at the ray to `centre`, which keeps its place.
pub(crate) fn mirror_pose(
    pose: &Isometry3<f64>,
    normal: &Vector3<f64>,
    centre: &Point3<f64>,
) -> Option<Isometry3<f64>> {
    let in_camera = pose * centre;
    let ray = in_camera.coords.try_normalize(1e-9)?;
    let normal = pose.rotation * normal;
    let other = 2.0 * normal.dot(&ray) * ray - normal;
    let rotation = UnitQuaternion::rotation_between(&normal, &other)? * pose.rotation;
    let translation = in_camera.coords - rotation * centre.coords;
    Some(Isometry3::from_parts(translation.into(), rotation))
}

/// Samples of distinct indices, the same in every run.
struct Samples {
    count: usize,
    state: u64,
}

impl Samples {
    fn new(count: usize) -> Samples {
        Samples {
            count,
            state: 0x2545_f491_4f6c_dd1d,
        }
    }

    fn draw(&mut self) -> [usize; SAMPLE] {
        let mut sample = [0; SAMPLE];
        for i in 0..SAMPLE {
            sample[i] = loop {
                let candidate = self.next_index();
                if !sample[..i].contains(&candidate) {
                    break candidate;
                }
            };
        }
        sample
    }

    /// Marsaglia's xorshift, J. Stat. Soft. 8, 2003.
    fn next_index(&mut self) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % self.count as u64) as usize
    }
}

#[cfg(test)]
mod tests;
