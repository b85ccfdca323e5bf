//! The covariance of a bundle adjustment.
//!
//! The covariance of the cameras is the inverse of the Schur complement, times the squared ratio of the residuals to their
//! stated deviations. Gauge freedoms that nothing fixes (origin, orientation, scale, time) are removed first: the result is
//! the covariance of the cameras relative to each other, which has the least trace of all gauges (inner constraints;
//! Triggs et al. 2000, §9.4). Priors of whole poses do not count.

use nalgebra::{DMatrix, DVector, Matrix3, SVector};

use super::gauge_directions::GaugeDirections;
use super::layout::{
    CAMERA_COMPONENTS, CLOCK_DRIFT, CLOCK_OFFSET, CameraParameter, INTRINSICS, ParameterLayout,
};
use super::linearize::{linearize, reprojection_residuals};
use super::normal_equations::NormalEquations;
use super::options::BundleOptions;
use super::problem::BundleProblem;
use super::undetermined;
use crate::solve::error::SolveError;
use crate::solve::scaled_cholesky::scale_to_unit_diagonal;

/// The joint covariance of the cameras of a bundle adjustment, and through it that of its points.
#[derive(Clone, Debug)]
pub struct BundleCovariance {
    layout: ParameterLayout,
    equations: NormalEquations,
    cameras: DMatrix<f64>,
    /// The ratio of the residuals to the stated deviations of observations: 1 where those were right.
    pub noise_scale: f64,
    /// The number of gauge freedoms that nothing fixed.
    pub gauge_freedoms: usize,
}

impl BundleCovariance {
    /// The covariance at the solution of a bundle adjustment.
    ///
    /// # Errors
    /// The observations do not determine some camera or point.
    pub fn of(
        problem: &BundleProblem,
        options: &BundleOptions,
    ) -> Result<BundleCovariance, SolveError> {
        let layout = ParameterLayout::of(problem);
        let mut equations = NormalEquations::new(&layout);
        linearize(problem, options, &layout, &mut equations, false);
        let (s, _) = equations
            .schur_complement(&layout, 1e-12)
            .ok_or_else(|| undetermined::point(problem, &layout, &equations))?;
        let noise_scale = noise_scale(problem);
        let (mut s, scale) = scale_to_unit_diagonal(s.clone())
            .ok_or_else(|| undetermined::parameter(problem, &layout, &s))?;
        let gauge = free_gauge(problem, &layout, &scale);
        for n in &gauge {
            s.ger(1.0, n, n, 1.0);
        }
        let mut cameras = s
            .clone()
            .cholesky()
            .ok_or_else(|| undetermined::direction(problem, &layout, s))?
            .inverse();
        for n in &gauge {
            cameras.ger(-1.0, n, n, 1.0);
        }
        for j in 0..layout.camera_parameters {
            for i in 0..layout.camera_parameters {
                cameras[(i, j)] *= scale[i] * scale[j] * noise_scale * noise_scale;
            }
        }
        Ok(BundleCovariance {
            layout,
            equations,
            cameras,
            noise_scale,
            gauge_freedoms: gauge.len(),
        })
    }

    fn index_of(&self, camera: usize, component: usize) -> Option<usize> {
        let parameters = self.layout.parameters.get(camera)?;
        let at = parameters
            .iter()
            .position(|p| *p == CameraParameter::Component(component))?;
        Some(self.layout.first_parameter[camera] + at)
    }

    fn variance(&self, camera: usize, component: usize) -> f64 {
        self.index_of(camera, component)
            .map_or(0.0, |i| self.cameras[(i, i)].max(0.0))
    }

    /// The covariance of a camera's centre in the world, m²; zeros where its pose was not free.
    pub fn centre_covariance(&self, problem: &BundleProblem, camera: usize) -> Matrix3<f64> {
        let Some(i) = self.index_of(camera, 3) else {
            return Matrix3::zeros();
        };
        let pose = &problem.cameras[camera].camera.cam_from_world;
        let r = pose.rotation.to_rotation_matrix().into_inner();
        r.transpose() * self.cameras.fixed_view::<3, 3>(i, i) * r
    }

    /// One standard deviation of a camera's centre, all axes together, m.
    pub fn centre_sigma_m(&self, camera: usize) -> f64 {
        (3..6).map(|n| self.variance(camera, n)).sum::<f64>().sqrt()
    }

    /// One standard deviation of a camera's rotation, all axes together, rad.
    pub fn rotation_sigma_rad(&self, camera: usize) -> f64 {
        (0..3).map(|n| self.variance(camera, n)).sum::<f64>().sqrt()
    }

    /// One standard deviation of a camera's clock: offset (s), drift (s/s).
    pub fn clock_sigma(&self, camera: usize) -> [f64; 2] {
        [CLOCK_OFFSET, CLOCK_DRIFT].map(|n| self.variance(camera, n).sqrt())
    }

    /// One standard deviation of a camera's fx fy cx cy, px, and of its distortion coefficients; 0 for what was not free.
    pub fn intrinsics_sigma(
        &self,
        problem: &BundleProblem,
        camera: usize,
    ) -> [f64; CAMERA_COMPONENTS - INTRINSICS] {
        let mut all = [0.0; CAMERA_COMPONENTS - INTRINSICS];
        for (i, sigma) in all.iter_mut().enumerate() {
            *sigma = self.variance(camera, INTRINSICS + i).sqrt();
        }
        let parameters = &self.layout.parameters[camera];
        let log_focal = |p: &CameraParameter| *p == CameraParameter::LogFocal;
        if let Some(at) = parameters.iter().position(log_focal) {
            let i = self.layout.first_parameter[camera] + at;
            let relative = self.cameras[(i, i)].max(0.0).sqrt();
            let k = &problem.cameras[camera].camera.intrinsics;
            all[0] = relative * k.fx;
            all[1] = relative * k.fy;
        }
        all
    }

    /// The covariance of a point's position, m²: what the observations leave open, and what the cameras add. `None` for a
    /// fixed point, and for an index out of range.
    pub fn point_covariance(&self, point: usize) -> Option<Matrix3<f64>> {
        if point >= self.layout.point_count() {
            return None;
        }
        match self.layout.parameters_of_point(point) {
            3 => self.point_covariance_of::<3>(point),
            6 => self.point_covariance_of::<6>(point),
            9 => self.point_covariance_of::<9>(point),
            _ => None,
        }
    }

    fn point_covariance_of<const D: usize>(&self, point: usize) -> Option<Matrix3<f64>> {
        let inverse = self
            .equations
            .inverse_of_point::<D>(&self.layout, point, 0.0)?;
        let mut rows = Vec::new();
        for g in self.layout.groups_of(point) {
            let n = self.layout.parameters[g.camera].len();
            for (a, w) in self.equations.w[g.w..g.w + n * D].chunks(D).enumerate() {
                let y = inverse * SVector::<f64, D>::from_column_slice(w);
                rows.push((self.layout.first_parameter[g.camera] + a, y));
            }
        }
        let mut covariance =
            inverse.fixed_view::<3, 3>(0, 0) * (self.noise_scale * self.noise_scale);
        for (i, y) in &rows {
            for (j, z) in &rows {
                let between = self.cameras[(*i, *j)];
                covariance += y.fixed_rows::<3>(0) * z.fixed_rows::<3>(0).transpose() * between;
            }
        }
        Some(covariance)
    }
}

/// An orthonormal basis of the gauge freedoms that nothing fixes, in the scaled parameters x / scale.
fn free_gauge(
    problem: &BundleProblem,
    layout: &ParameterLayout,
    scale: &DVector<f64>,
) -> Vec<DVector<f64>> {
    let mut basis: Vec<DVector<f64>> = Vec::new();
    for direction in GaugeDirections::all(problem) {
        if direction.is_fixed(problem, layout) {
            continue;
        }
        let mut n = direction
            .in_parameters(problem, layout)
            .component_div(scale);
        for other in &basis {
            n -= other * other.dot(&n);
        }
        let length = n.norm();
        if length > 1e-9 {
            basis.push(n / length);
        }
    }
    basis
}

/// The ratio of the residuals to their stated deviations: from the median, which outliers do not move, corrected for the
/// parameters fitted.
fn noise_scale(problem: &BundleProblem) -> f64 {
    /// The median length of a two-dimensional standard normal vector, √(2 ln 2).
    const MEDIAN: f64 = 1.177_410_022_515_474_7;
    let residuals = reprojection_residuals(problem);
    let pairs = residuals.iter().zip(&problem.observations);
    let mut relative: Vec<f64> = pairs
        .filter_map(|(r, o)| r.map(|r| r.norm() / o.sigma_px))
        .collect();
    if relative.is_empty() {
        return 1.0;
    }
    let middle = relative.len() / 2;
    let (_, median, _) = relative.select_nth_unstable_by(middle, f64::total_cmp);
    let layout = ParameterLayout::of(problem);
    let equations = 2.0 * problem.observations.len() as f64;
    let parameters = (layout.camera_parameters + layout.sizes.points) as f64;
    let redundancy = (equations - parameters).max(0.1 * equations);
    *median / MEDIAN * (equations / redundancy).sqrt()
}
