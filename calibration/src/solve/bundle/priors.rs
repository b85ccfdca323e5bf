//! Residuals of a bundle adjustment that are no observations: priors of poses, heights, intrinsics, clocks and points, and
//! measured distances between cameras.

use nalgebra::{Matrix3, Vector3};

use super::layout::{CLOCK_DRIFT, CLOCK_OFFSET, CameraParameter, INTRINSICS, ParameterLayout};
use super::normal_equations::NormalEquations;
use super::options::BundleOptions;
use super::problem::{BundleProblem, CameraBlock, PointBlock};

/// A residual, in standard deviations, and its derivatives by components of one camera.
struct PriorResidual {
    residual: f64,
    by_component: Vec<(usize, f64)>,
}

/// The prior residuals of one camera.
fn prior_residuals(block: &CameraBlock, with_pose_prior: bool) -> Vec<PriorResidual> {
    let mut all = Vec::new();
    let priors = &block.priors;
    let pose = &block.camera.cam_from_world;
    let centre = block.camera.centre().0.coords;
    // The centre moves by −Rᵀ t.
    let centre_by_translation = -pose.rotation.to_rotation_matrix().into_inner().transpose();
    if let Some((prior, sigma_rad, sigma_m)) = priors.pose.filter(|_| with_pose_prior) {
        let rotation = (pose.rotation * prior.rotation.inverse()).scaled_axis();
        let by_rotation = inverse_left_jacobian(&rotation);
        let prior_centre = prior.inverse().translation.vector;
        for i in 0..3 {
            all.push(PriorResidual {
                residual: rotation[i] / sigma_rad,
                by_component: (0..3)
                    .map(|j| (j, by_rotation[(i, j)] / sigma_rad))
                    .collect(),
            });
            all.push(PriorResidual {
                residual: (centre[i] - prior_centre[i]) / sigma_m,
                by_component: (0..3)
                    .map(|j| (3 + j, centre_by_translation[(i, j)] / sigma_m))
                    .collect(),
            });
        }
    }
    if let Some((height, sigma)) = priors.height_m {
        all.push(PriorResidual {
            residual: (centre.z - height) / sigma,
            by_component: (0..3)
                .map(|j| (3 + j, centre_by_translation[(2, j)] / sigma))
                .collect(),
        });
    }
    let k = &block.camera.intrinsics;
    if let Some((focal, relative_sigma)) = priors.focal_px {
        let sigma = focal * relative_sigma;
        all.push(PriorResidual {
            residual: (0.5 * (k.fx + k.fy) - focal) / sigma,
            by_component: vec![(INTRINSICS, 0.5 / sigma), (INTRINSICS + 1, 0.5 / sigma)],
        });
    }
    if let Some((prior, sigma)) = priors.clock_offset_s {
        all.push(PriorResidual {
            residual: (block.clock.offset_s - prior) / sigma,
            by_component: vec![(CLOCK_OFFSET, 1.0 / sigma)],
        });
    }
    if let Some(sigma) = priors.clock_drift {
        all.push(PriorResidual {
            residual: block.clock.drift / sigma,
            by_component: vec![(CLOCK_DRIFT, 1.0 / sigma)],
        });
    }
    if let Some((prior, sigma)) = priors.principal_point_px {
        for (i, error) in [k.cx - prior[0], k.cy - prior[1]].into_iter().enumerate() {
            all.push(PriorResidual {
                residual: error / sigma,
                by_component: vec![(INTRINSICS + 2 + i, 1.0 / sigma)],
            });
        }
    }
    all
}

/// The inverse of the left Jacobian of SO(3): how the rotation vector φ changes when a small rotation is applied before it
/// (Solà, Deray and Atchuthan, "A micro Lie theory", 2018, eq. 146).
fn inverse_left_jacobian(phi: &Vector3<f64>) -> Matrix3<f64> {
    let angle = phi.norm();
    let cross = phi.cross_matrix();
    let second = if angle < 1e-4 {
        1.0 / 12.0
    } else {
        1.0 / (angle * angle) - (1.0 + angle.cos()) / (2.0 * angle * angle.sin())
    };
    Matrix3::identity() - 0.5 * cross + second * cross * cross
}

/// The sum of squares of all prior residuals.
pub(super) fn cost(problem: &BundleProblem, options: &BundleOptions) -> f64 {
    let cameras = problem
        .cameras
        .iter()
        .flat_map(|block| prior_residuals(block, true));
    let cameras: f64 = cameras.map(|p| p.residual * p.residual).sum();
    let baselines: f64 = baseline_residuals(problem)
        .map(|b| b.residual * b.residual)
        .sum();
    let point = |p: &PointBlock| -> f64 {
        let position = p
            .prior
            .filter(|_| !p.is_fixed)
            .map_or(0.0, |(prior, information)| {
                let error = p.state[0] - prior;
                error.dot(&(information * error))
            });
        let n = p.parameter_count();
        let velocity = if n > 3 {
            p.state[1].norm_squared() / options.velocity_sigma_m_s.powi(2)
        } else {
            0.0
        };
        let acceleration = if n > 6 {
            p.state[2].norm_squared() / options.acceleration_sigma_m_s2.powi(2)
        } else {
            0.0
        };
        position + velocity + acceleration
    };
    let spread = spread_residual(problem).map_or(0.0, |(residual, _)| residual * residual);
    cameras + baselines + spread + problem.points.iter().map(point).sum::<f64>()
}

/// Adds the priors of a point of `n` parameters.
pub(super) fn add_point(
    point: &PointBlock,
    n: usize,
    layout: &ParameterLayout,
    index: usize,
    equations: &mut NormalEquations,
    options: &BundleOptions,
) {
    let from = layout.v_blocks[index];
    let v = &mut equations.v[from..from + n * n];
    let from = layout.point_parameters[index];
    let g = &mut equations.point_gradient[from..from + n];
    if let Some((prior, information)) = point.prior.filter(|_| n > 0) {
        let gradient = information * (point.state[0] - prior);
        for i in 0..3 {
            g[i] += gradient[i];
            for j in 0..3 {
                v[i * n + j] += information[(i, j)];
            }
        }
    }
    let sigmas = [options.velocity_sigma_m_s, options.acceleration_sigma_m_s2];
    for i in 3..n {
        let information = sigmas[i / 3 - 1].powi(-2);
        v[i * n + i] += information;
        g[i] += information * point.state[i / 3][i % 3];
    }
}

/// Adds the priors of cameras and the measured distances between them.
pub(super) fn add_cameras(
    problem: &BundleProblem,
    layout: &ParameterLayout,
    equations: &mut NormalEquations,
    with_pose_priors: bool,
) {
    for (i, block) in problem.cameras.iter().enumerate() {
        for prior in prior_residuals(block, with_pose_priors) {
            add(&[(i, &prior)], prior.residual, problem, layout, equations);
        }
    }
    for baseline in baseline_residuals(problem) {
        let [a, b] = &baseline.ends;
        add(
            &[(a.0, &a.1), (b.0, &b.1)],
            baseline.residual,
            problem,
            layout,
            equations,
        );
    }
    if let Some((residual, by_camera)) = spread_residual(problem) {
        let parts: Vec<_> = by_camera.iter().enumerate().collect();
        add(&parts, residual, problem, layout, equations);
    }
}

/// The residual of the cameras' spread, ln(spread / constraint), and its derivatives by each camera.
fn spread_residual(problem: &BundleProblem) -> Option<(f64, Vec<PriorResidual>)> {
    let constraint = problem.spread?;
    let (mean, rms_m) = problem.camera_spread();
    let rms_m = rms_m.max(1e-9);
    let residual = (rms_m / constraint.rms_m).ln() / constraint.relative_sigma;
    let n = problem.cameras.len() as f64;
    let by_camera = problem.cameras.iter().map(|block| {
        let by_centre = (block.camera.centre().0.coords - mean)
            / (n * rms_m * rms_m * constraint.relative_sigma);
        // The centre moves by −Rᵀ t.
        let by = -(block.camera.cam_from_world.rotation * by_centre);
        PriorResidual {
            residual,
            by_component: (0..3).map(|j| (3 + j, by[j])).collect(),
        }
    });
    Some((residual, by_camera.collect()))
}

/// The residual of a measured distance, and its derivatives by each of the two cameras.
struct BaselineResidual {
    residual: f64,
    ends: [(usize, PriorResidual); 2],
}

fn baseline_residuals(problem: &BundleProblem) -> impl Iterator<Item = BaselineResidual> + '_ {
    problem.baselines.iter().map(|baseline| {
        let camera = |i: usize| &problem.cameras[baseline.cameras[i]].camera;
        let between = camera(0).centre().0 - camera(1).centre().0;
        let length = between.norm().max(1e-9);
        let along = between / (length * baseline.sigma_m);
        let end = |i: usize, sign: f64| {
            let by = -(camera(i).cam_from_world.rotation * along) * sign;
            let by_component = (0..3).map(|j| (3 + j, by[j])).collect();
            (
                baseline.cameras[i],
                PriorResidual {
                    residual: 0.0,
                    by_component,
                },
            )
        };
        BaselineResidual {
            residual: (length - baseline.length_m) / baseline.sigma_m,
            ends: [end(0, 1.0), end(1, -1.0)],
        }
    })
}

/// Adds a residual that depends on one camera or several.
fn add(
    parts: &[(usize, &PriorResidual)],
    residual: f64,
    problem: &BundleProblem,
    layout: &ParameterLayout,
    equations: &mut NormalEquations,
) {
    let mut row: Vec<(usize, f64)> = Vec::new();
    for &(i, prior) in parts {
        let k = &problem.cameras[i].camera.intrinsics;
        let by = |n: usize| {
            let entry = prior.by_component.iter().find(|b| b.0 == n);
            entry.map_or(0.0, |b| b.1)
        };
        for (a, parameter) in layout.parameters[i].iter().enumerate() {
            let derivative = match parameter {
                CameraParameter::Component(n) => by(*n),
                CameraParameter::LogFocal => by(INTRINSICS) * k.fx + by(INTRINSICS + 1) * k.fy,
            };
            if derivative != 0.0 {
                row.push((layout.first_parameter[i] + a, derivative));
            }
        }
    }
    for &(a, x) in &row {
        equations.camera_gradient[a] += x * residual;
        for &(b, y) in &row {
            if a <= b {
                equations.u[(a, b)] += x * y;
            }
        }
    }
}
