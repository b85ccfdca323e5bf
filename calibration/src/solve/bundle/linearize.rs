//! Reprojection errors, their cost and their derivatives; and how a step changes cameras and points.

use nalgebra::{Matrix2x3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3};

use super::layout::{
    CAMERA_COMPONENTS, CLOCK_DRIFT, CLOCK_OFFSET, CameraParameter, INTRINSICS, ObservationGroup,
    ParameterLayout,
};
use super::normal_equations::{BundleStep, NormalEquations};
use super::options::BundleOptions;
use super::priors;
use super::problem::{BundleProblem, CameraBlock, PointBlock, PointObservation};
use crate::Distortion;
use crate::solve::jacobians::{project, project_with_jacobians};

/// The residual, in deviations, of an observation whose point lies behind its camera or beyond the fold of its lens.
const NOT_PROJECTABLE: f64 = 1e3;

/// A camera, its pose converted to a matrix once.
struct CameraContext<'a> {
    block: &'a CameraBlock,
    rotation: Matrix3<f64>,
    translation: Vector3<f64>,
}

impl CameraContext<'_> {
    fn all(problem: &BundleProblem) -> Vec<CameraContext<'_>> {
        let all = problem.cameras.iter().map(|block| {
            let pose = &block.camera.cam_from_world;
            CameraContext {
                block,
                rotation: pose.rotation.to_rotation_matrix().into_inner(),
                translation: pose.translation.vector,
            }
        });
        all.collect()
    }

    /// The time of the observation since the point's reference time, and the point in camera space then.
    fn point_in_camera(
        &self,
        point: &PointBlock,
        observation: &PointObservation,
    ) -> (f64, Vector3<f64>) {
        let offset_s = self.block.clock.rig_time_s(observation.camera_time_s) - point.time_s;
        (
            offset_s,
            self.rotation * point.position_at(offset_s) + self.translation,
        )
    }
}

/// The reprojection error of each observation, projected less observed, px; `None` where the point cannot be projected.
pub fn reprojection_residuals(problem: &BundleProblem) -> Vec<Option<Vector2<f64>>> {
    let cameras = CameraContext::all(problem);
    let residual = |o: &PointObservation| {
        let camera = &cameras[o.camera];
        let (_, q) = camera.point_in_camera(&problem.points[o.point], o);
        project(&camera.block.camera, &q).map(|at| at - Vector2::new(o.at.x, o.at.y))
    };
    problem.observations.iter().map(residual).collect()
}

/// Half the sum of the losses of observations and of the squares of priors.
pub(super) fn cost(problem: &BundleProblem, options: &BundleOptions) -> f64 {
    let not_projectable = options.loss.evaluate(NOT_PROJECTABLE * NOT_PROJECTABLE).0;
    let residuals = reprojection_residuals(problem);
    let loss = |(r, o): (&Option<Vector2<f64>>, &PointObservation)| {
        let squared = r.map(|r| r.norm_squared() / (o.sigma_px * o.sigma_px));
        o.weight
            * squared.map_or(not_projectable, |s| {
                options.loss.evaluate(s).0.min(not_projectable)
            })
    };
    let observed: f64 = residuals.iter().zip(&problem.observations).map(loss).sum();
    0.5 * (observed + priors::cost(problem, options))
}

/// Fills the normal equations. `with_pose_priors`: whether priors of whole poses count.
pub(super) fn linearize(
    problem: &BundleProblem,
    options: &BundleOptions,
    layout: &ParameterLayout,
    equations: &mut NormalEquations,
    with_pose_priors: bool,
) {
    equations.clear();
    let cameras = CameraContext::all(problem);
    let mut rows = Vec::new();
    for (index, point) in problem.points.iter().enumerate() {
        let n = point.parameter_count();
        for group in layout.groups_of(index) {
            for &i in &layout.order[group.observations[0]..group.observations[1]] {
                let observation = &problem.observations[i];
                let camera = &cameras[group.camera];
                let Some(linear) = LinearizedObservation::of(camera, point, observation, options)
                else {
                    continue;
                };
                rows.clear();
                rows.extend(
                    layout.parameters[group.camera]
                        .iter()
                        .map(|p| linear.column(*p, camera.block)),
                );
                linear.add_to(equations, &rows, n, group, layout, index);
            }
        }
        priors::add_point(point, n, layout, index, equations, options);
    }
    priors::add_cameras(problem, layout, equations, with_pose_priors);
}

/// An observation's residual and derivatives, in its standard deviations.
struct LinearizedObservation {
    residual: Vector2<f64>,
    weight: f64,
    /// By the components of the camera.
    by_camera: [Vector2<f64>; CAMERA_COMPONENTS],
    /// By the point's position in the world.
    by_position: Matrix2x3<f64>,
    /// How position, velocity and acceleration at the reference time change the position at the observation's time.
    time_factors: [f64; 3],
}

impl LinearizedObservation {
    fn of(
        camera: &CameraContext<'_>,
        point: &PointBlock,
        observation: &PointObservation,
        options: &BundleOptions,
    ) -> Option<LinearizedObservation> {
        let (offset_s, q) = camera.point_in_camera(point, observation);
        let projection = project_with_jacobians(&camera.block.camera, &q)?;
        let scale = 1.0 / observation.sigma_px;
        let residual = (projection.at - Vector2::new(observation.at.x, observation.at.y)) * scale;
        let by_q = projection.by_point * scale;
        let by_position = by_q * camera.rotation;
        let mut by_camera = [Vector2::zeros(); CAMERA_COMPONENTS];
        // exp(ω) q + t: ω × q = −[q]× ω
        let by_rotation = -by_q * q.cross_matrix();
        for i in 0..3 {
            by_camera[i] = by_rotation.column(i).into();
            by_camera[3 + i] = by_q.column(i).into();
        }
        let by_time = by_position * point.velocity_at(offset_s) / (1.0 + camera.block.clock.drift);
        by_camera[CLOCK_OFFSET] = -by_time;
        by_camera[CLOCK_DRIFT] = -by_time * (offset_s + point.time_s);
        for (to, from) in by_camera[INTRINSICS..]
            .iter_mut()
            .zip(&projection.by_intrinsics)
        {
            *to = from * scale;
        }
        let (_, weight) = options.loss.evaluate(residual.norm_squared());
        Some(LinearizedObservation {
            residual,
            weight: weight * observation.weight,
            by_camera,
            by_position,
            time_factors: [1.0, offset_s, 0.5 * offset_s * offset_s],
        })
    }

    fn column(&self, parameter: CameraParameter, block: &CameraBlock) -> Vector2<f64> {
        match parameter {
            CameraParameter::Component(i) => self.by_camera[i],
            CameraParameter::LogFocal => {
                let k = &block.camera.intrinsics;
                self.by_camera[INTRINSICS] * k.fx + self.by_camera[INTRINSICS + 1] * k.fy
            }
        }
    }

    /// Adds this observation to the normal equations. `rows`: its derivatives by its camera's parameters; `n`: the number
    /// of its point's parameters.
    fn add_to(
        &self,
        equations: &mut NormalEquations,
        rows: &[Vector2<f64>],
        n: usize,
        group: &ObservationGroup,
        layout: &ParameterLayout,
        point: usize,
    ) {
        let first = layout.first_parameter[group.camera];
        for (a, row) in rows.iter().enumerate() {
            let row = row * self.weight;
            equations.camera_gradient[first + a] += row.dot(&self.residual);
            for (b, other) in rows[..=a].iter().enumerate() {
                equations.u[(first + b, first + a)] += row.dot(other);
            }
            let by_position = self.by_position.tr_mul(&row);
            let w = &mut equations.w[group.w + a * n..group.w + (a + 1) * n];
            for (w, factor) in w.as_chunks_mut::<3>().0.iter_mut().zip(self.time_factors) {
                for (w, j) in w.iter_mut().zip(by_position.iter()) {
                    *w += factor * j;
                }
            }
        }
        let square = self.by_position.tr_mul(&self.by_position) * self.weight;
        let gradient = self.by_position.tr_mul(&self.residual) * self.weight;
        let from = layout.v_blocks[point];
        let v = &mut equations.v[from..from + n * n];
        let from = layout.point_parameters[point];
        let g = &mut equations.point_gradient[from..from + n];
        for i in 0..n {
            g[i] += self.time_factors[i / 3] * gradient[i % 3];
            for j in 0..n {
                v[i * n + j] +=
                    self.time_factors[i / 3] * self.time_factors[j / 3] * square[(i % 3, j % 3)];
            }
        }
    }
}

pub(super) fn apply_step(problem: &mut BundleProblem, layout: &ParameterLayout, step: &BundleStep) {
    for (i, block) in problem.cameras.iter_mut().enumerate() {
        let mut components = [0.0; CAMERA_COMPONENTS];
        let mut focal_factor = 1.0;
        for (a, parameter) in layout.parameters[i].iter().enumerate() {
            let by = step.cameras[layout.first_parameter[i] + a];
            match parameter {
                CameraParameter::Component(n) => components[*n] = by,
                CameraParameter::LogFocal => focal_factor = by.exp(),
            }
        }
        apply_camera_step(block, &components, focal_factor);
    }
    for (point, &from) in problem.points.iter_mut().zip(&layout.point_parameters) {
        let n = point.parameter_count();
        for (entry, by) in point
            .state
            .iter_mut()
            .zip(step.points[from..from + n].as_chunks().0)
        {
            *entry += Vector3::from(*by);
        }
    }
}

pub(super) fn apply_camera_step(
    block: &mut CameraBlock,
    components: &[f64; CAMERA_COMPONENTS],
    focal_factor: f64,
) {
    let pose = &mut block.camera.cam_from_world;
    let rotation = Vector3::new(components[0], components[1], components[2]);
    let translation = Vector3::new(components[3], components[4], components[5]);
    if rotation != Vector3::zeros() || translation != Vector3::zeros() {
        let by = Rotation3::new(rotation);
        let rotation = UnitQuaternion::from_rotation_matrix(&by) * pose.rotation;
        pose.translation = Translation3::from(by * pose.translation.vector + translation);
        pose.rotation = UnitQuaternion::new_normalize(rotation.into_inner());
    }
    block.clock.offset_s += components[CLOCK_OFFSET];
    block.clock.drift += components[CLOCK_DRIFT];
    let k = &mut block.camera.intrinsics;
    k.fx = (k.fx + components[INTRINSICS]) * focal_factor;
    k.fy = (k.fy + components[INTRINSICS + 1]) * focal_factor;
    k.cx += components[INTRINSICS + 2];
    k.cy += components[INTRINSICS + 3];
    let by = &components[INTRINSICS + 4..];
    match &mut block.camera.distortion {
        Distortion::BrownConrady(k) => k.iter_mut().zip(by).for_each(|(k, by)| *k += by),
        Distortion::Fisheye(k) => k.iter_mut().zip(by).for_each(|(k, by)| *k += by),
    }
}
