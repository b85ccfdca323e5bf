//! The fit of one lens model to images of a board, the pose of each image eliminated ([`crate::solve::board::normal_equations`]).

use nalgebra::{Isometry3, Matrix6, UnitQuaternion, Vector2, Vector3, Vector6};
use opencv::calib3d;
use opencv::core::{Mat, Point2f, Point3f, Size, Vector, no_array};
use opencv::prelude::*;
use trackside_schema::RawPixel;

use super::lens_model::{LensModel, LensParameter};
use crate::optimize::{LeastSquares, minimize};
use crate::solve::board::BoardDetection;
use crate::solve::board::normal_equations::{
    BOARD_FIT, BoardNormalEquations, BoardStep, CORNER_LOSS, CrossBlock, NOT_PROJECTABLE_LOSS,
    apply_pose_step, pose_columns,
};
use crate::solve::jacobians::{INTRINSIC_PARAMETERS, project, project_with_jacobians};
use crate::solve::pnp::isometry;
use crate::solve::scaled_cholesky::scale_to_unit_diagonal;
use crate::{Camera, Distortion, Intrinsics};

/// The residual of a corner that cannot be projected, along each axis, px.
const NOT_PROJECTABLE_PX: f64 = 1e3;

/// A camera, and the pose of the board in each image.
#[derive(Clone, Debug)]
pub(super) struct BoardFit {
    pub camera: Camera,
    /// `cam_from_board`, by image.
    pub poses: Vec<Isometry3<f64>>,
}

impl BoardFit {
    /// OpenCV's first guess, without distortion. `focal_px`: the focal length to use, else OpenCV's.
    pub fn first_guess(
        name: &str,
        size_px: [u32; 2],
        views: &[BoardDetection],
        focal_px: Option<f64>,
    ) -> opencv::Result<BoardFit> {
        let (mut boards, mut pixels) = (
            Vector::<Vector<Point3f>>::new(),
            Vector::<Vector<Point2f>>::new(),
        );
        for view in views {
            let board =
                |(p, _): &(Vector3<f64>, RawPixel)| Point3f::new(p.x as f32, p.y as f32, 0.0);
            let pixel = |(_, at): &(Vector3<f64>, RawPixel)| Point2f::new(at.x as f32, at.y as f32);
            boards.push(view.corners.iter().map(board).collect());
            pixels.push(view.corners.iter().map(pixel).collect());
        }
        let [w, h] = size_px.map(|v| v as i32);
        let matrix = calib3d::init_camera_matrix_2d(&boards, &pixels, Size::new(w, h), 1.0)?;
        let focal = *matrix.at_2d::<f64>(0, 0)?;
        // Nearly parallel boards do not determine a focal length; the fit starts within bounds.
        let longer_side = f64::from(w.max(h));
        let focal = if focal.is_finite() {
            focal.clamp(0.3 * longer_side, 20.0 * longer_side)
        } else {
            longer_side
        };
        let focal = focal_px.unwrap_or(focal);
        let camera = Camera {
            name: name.to_owned(),
            size_px,
            intrinsics: Intrinsics {
                fx: focal,
                fy: focal,
                cx: 0.5 * f64::from(w - 1),
                cy: 0.5 * f64::from(h - 1),
            },
            distortion: Distortion::BrownConrady([0.0; 8]),
            cam_from_world: Isometry3::identity(),
        };
        let k = &camera.intrinsics;
        let matrix = Mat::from_slice_2d(&[[k.fx, 0.0, k.cx], [0.0, k.fy, k.cy], [0.0, 0.0, 1.0]])?;
        let mut poses = Vec::new();
        for (board, pixels) in boards.iter().zip(&pixels) {
            let (mut rotation, mut translation) = (Mat::default(), Mat::default());
            calib3d::solve_pnp(
                &board,
                &pixels,
                &matrix,
                &no_array(),
                &mut rotation,
                &mut translation,
                false,
                calib3d::SOLVEPNP_IPPE,
            )?;
            poses.push(isometry(&rotation, &translation)?);
        }
        Ok(BoardFit { camera, poses })
    }

    /// The largest angle between two boards, rad.
    pub fn max_tilt_rad(&self) -> f64 {
        let normals: Vec<_> = self
            .poses
            .iter()
            .map(|p| p.rotation * Vector3::z())
            .collect();
        let pairs = normals
            .iter()
            .enumerate()
            .flat_map(|(i, a)| normals[..i].iter().map(move |b| a.angle(b)));
        pairs.fold(0.0, f64::max)
    }

    /// The fit of `model`, from here and without distortion.
    pub fn fit_model(&self, model: LensModel, views: &[BoardDetection]) -> Option<BoardFit> {
        let mut fit = self.clone();
        if model.is_fisheye {
            fit.camera.distortion = Distortion::Fisheye([0.0; 4]);
        }
        let with_coefficients = |coefficients: usize| LensModel {
            coefficients,
            has_separate_focals: false,
            ..model
        };
        fit.optimize(&with_coefficients(0).parameters(), views)?;
        fit.resolve_pose_ambiguity(views);
        // Few coefficients first, so that many do not diverge.
        let counts = [0, 1, 2, 4, 5, 8].into_iter();
        for n in counts.filter(|&n| n < model.coefficients) {
            fit.optimize(&with_coefficients(n).parameters(), views)?;
        }
        fit.optimize(&model.parameters(), views)?;
        Some(fit)
    }

    /// A small board tilted the other way looks nearly the same (Collins and Bartoli 2014): tries both poses of each image.
    fn resolve_pose_ambiguity(&mut self, views: &[BoardDetection]) {
        for (i, view) in views.iter().enumerate() {
            let pose = self.poses[i];
            let (normal, ray) = (
                pose.rotation * Vector3::z(),
                pose.translation.vector.normalize(),
            );
            let other = 2.0 * normal.dot(&ray) * ray - normal;
            let Some(rotation) = UnitQuaternion::rotation_between(&normal, &other) else {
                continue;
            };
            let single = std::slice::from_ref(view);
            let candidates = [
                pose,
                Isometry3::from_parts(pose.translation, rotation * pose.rotation),
            ]
            .map(|pose| {
                let mut fit = BoardFit {
                    camera: self.camera.clone(),
                    poses: vec![pose],
                };
                let optimized = fit.optimize(&[], single);
                (
                    optimized.map_or(f64::INFINITY, |()| fit.rms_px(single)),
                    fit.poses[0],
                )
            });
            if candidates[1].0 < candidates[0].0 {
                self.poses[i] = candidates[1].1;
            }
        }
    }

    /// Projected less observed, by image and corner, px.
    pub fn residuals(&self, views: &[BoardDetection]) -> Vec<Vec<Vector2<f64>>> {
        let of_image = |(view, pose): (&BoardDetection, &Isometry3<f64>)| {
            let residual = |(p, at): &(Vector3<f64>, RawPixel)| {
                let q = pose.rotation * p + pose.translation.vector;
                let not_projectable = Vector2::repeat(NOT_PROJECTABLE_PX);
                project(&self.camera, &q).map_or(not_projectable, |d| d - Vector2::new(at.x, at.y))
            };
            view.corners.iter().map(residual).collect()
        };
        views.iter().zip(&self.poses).map(of_image).collect()
    }

    /// The root mean square length of the residuals, px.
    pub fn rms_px(&self, views: &[BoardDetection]) -> f64 {
        let all = self.residuals(views);
        let n = all.iter().map(Vec::len).sum::<usize>().max(1);
        let square: f64 = all.iter().flatten().map(|r| r.norm_squared()).sum();
        (square / n as f64).sqrt()
    }

    /// Optimises the poses and `parameters`; `None` where the cost is not finite.
    pub fn optimize(
        &mut self,
        parameters: &[LensParameter],
        views: &[BoardDetection],
    ) -> Option<()> {
        let problem = IntrinsicsLeastSquares { parameters, views };
        let mut equations = BoardNormalEquations::new(parameters.len());
        let stats = minimize(&problem, self, &mut equations, &BOARD_FIT);
        stats.cost.is_finite().then_some(())
    }

    /// One standard deviation of fx fy cx cy and the coefficients; 0 for what `model` does not estimate.
    pub fn sigma(
        &self,
        model: LensModel,
        views: &[BoardDetection],
    ) -> Option<[f64; INTRINSIC_PARAMETERS]> {
        let parameters = model.parameters();
        let problem = IntrinsicsLeastSquares {
            parameters: &parameters,
            views,
        };
        let mut equations = BoardNormalEquations::new(parameters.len());
        problem.linearize(self, &mut equations);
        let (s, _, _) = equations.schur_complement(0.0)?;
        let (s, scale) = scale_to_unit_diagonal(s)?;
        let inverse = s.cholesky()?.inverse();
        let count = 2.0 * views.iter().map(|v| v.corners.len()).sum::<usize>() as f64;
        let redundancy = (count - (parameters.len() + 6 * views.len()) as f64).max(1.0);
        let variance = 2.0 * problem.cost(self) / redundancy;
        let mut all = [0.0; INTRINSIC_PARAMETERS];
        for (i, parameter) in parameters.iter().enumerate() {
            let sigma = (inverse[(i, i)] * variance).sqrt() * scale[i];
            match parameter {
                LensParameter::Component(n) => all[*n] = sigma,
                LensParameter::LogFocal => {
                    all[0] = sigma * self.camera.intrinsics.fx;
                    all[1] = sigma * self.camera.intrinsics.fy;
                }
            }
        }
        Some(all)
    }
}

/// The intrinsics `parameters` and the pose of the board in each image, from the corners of `views`.
struct IntrinsicsLeastSquares<'a> {
    parameters: &'a [LensParameter],
    views: &'a [BoardDetection],
}

impl LeastSquares for IntrinsicsLeastSquares<'_> {
    type State = BoardFit;
    type Equations = BoardNormalEquations;
    type Step = BoardStep;

    fn cost(&self, fit: &BoardFit) -> f64 {
        let mut losses = 0.0;
        for (view, pose) in self.views.iter().zip(&fit.poses) {
            for (p, at) in &view.corners {
                let q = pose.rotation * p + pose.translation.vector;
                losses += project(&fit.camera, &q).map_or(NOT_PROJECTABLE_LOSS, |projected| {
                    let residual = projected - Vector2::new(at.x, at.y);
                    CORNER_LOSS.evaluate(residual.norm_squared()).0
                });
            }
        }
        0.5 * losses
    }

    fn linearize(&self, fit: &BoardFit, equations: &mut BoardNormalEquations) {
        equations.clear();
        let n = self.parameters.len();
        let k = &fit.camera.intrinsics;
        for (view, pose) in self.views.iter().zip(&fit.poses) {
            let (mut b, mut c, mut gc) = (CrossBlock::zeros(n), Matrix6::zeros(), Vector6::zeros());
            for (p, at) in &view.corners {
                let q = pose.rotation * p + pose.translation.vector;
                let Some(s) = project_with_jacobians(&fit.camera, &q) else {
                    continue;
                };
                let residual = s.at - Vector2::new(at.x, at.y);
                let (_, weight) = CORNER_LOSS.evaluate(residual.norm_squared());
                let column = |p: &LensParameter| match p {
                    LensParameter::Component(i) => s.by_intrinsics[*i],
                    LensParameter::LogFocal => {
                        s.by_intrinsics[0] * k.fx + s.by_intrinsics[1] * k.fy
                    }
                };
                let rows: Vec<Vector2<f64>> = self.parameters.iter().map(column).collect();
                let by_pose = pose_columns(&(-s.by_point * q.cross_matrix()), &s.by_point);
                for (i, x) in rows.iter().enumerate() {
                    equations.ga[i] += weight * x.dot(&residual);
                    for (j, y) in rows.iter().enumerate() {
                        equations.a[(i, j)] += weight * x.dot(y);
                    }
                    for (j, y) in by_pose.iter().enumerate() {
                        b[(i, j)] += weight * x.dot(y);
                    }
                }
                for (i, x) in by_pose.iter().enumerate() {
                    gc[i] += weight * x.dot(&residual);
                    for (j, y) in by_pose.iter().enumerate() {
                        c[(i, j)] += weight * x.dot(y);
                    }
                }
            }
            equations.b.push(b);
            equations.c.push(c);
            equations.gc.push(gc);
        }
    }

    fn solve(&self, equations: &BoardNormalEquations, damping: f64) -> Option<BoardStep> {
        equations.solve(damping)
    }

    fn predicted_decrease(
        &self,
        equations: &BoardNormalEquations,
        step: &BoardStep,
        damping: f64,
    ) -> f64 {
        equations.predicted_decrease(step, damping)
    }

    fn apply(&self, from: &BoardFit, step: &BoardStep, to: &mut BoardFit) {
        to.clone_from(from);
        let k = &mut to.camera.intrinsics;
        for (parameter, by) in self.parameters.iter().zip(step.shared.iter()) {
            match (parameter, &mut to.camera.distortion) {
                (LensParameter::LogFocal, _) => {
                    k.fx *= by.exp();
                    k.fy *= by.exp();
                }
                (LensParameter::Component(0), _) => k.fx += by,
                (LensParameter::Component(1), _) => k.fy += by,
                (LensParameter::Component(2), _) => k.cx += by,
                (LensParameter::Component(3), _) => k.cy += by,
                (LensParameter::Component(i), Distortion::BrownConrady(k)) => k[i - 4] += by,
                (LensParameter::Component(i), Distortion::Fisheye(k)) => k[i - 4] += by,
            }
        }
        for (pose, by) in to.poses.iter_mut().zip(&step.poses) {
            *pose = apply_pose_step(pose, by);
        }
    }
}
