//! The fit of camera poses and of the board's pose at every instant.

use nalgebra::{Isometry3, Matrix6, Vector2, Vector6};

use super::board_poses::{BoardPoseCandidates, truncated_error_px};
use crate::Camera;
use crate::optimize::{LeastSquares, minimize};
use crate::solve::board::BoardInstant;
use crate::solve::board::normal_equations::{
    BOARD_FIT, BoardNormalEquations, BoardStep, CORNER_LOSS, CrossBlock, NOT_PROJECTABLE_LOSS,
    POSE_PARAMETERS, apply_pose_step, pose_columns,
};
use crate::solve::jacobians::{project, project_with_jacobians};

/// Cameras and boards.
#[derive(Clone)]
pub(super) struct RigFit {
    pub cameras: Vec<Camera>,
    /// `world_from_board` of every instant.
    boards: Vec<Isometry3<f64>>,
}

impl RigFit {
    /// Cameras with their poses; for each instant the candidate of the board's pose with which its cameras agree best.
    pub fn new(
        cameras: Vec<Camera>,
        instants: &[BoardInstant],
        candidates: &BoardPoseCandidates,
    ) -> RigFit {
        let board = |(instant, candidates): (&BoardInstant, &Vec<Vec<Isometry3<f64>>>)| {
            let proposals = instant.iter().zip(candidates).flat_map(|((c, _), all)| {
                let world_from_cam = cameras[*c].cam_from_world.inverse();
                all.iter().map(move |g| world_from_cam * g)
            });
            let error = |world_from_board: &Isometry3<f64>| -> f64 {
                let each = instant.iter().map(|(c, view)| {
                    let camera = &cameras[*c];
                    let cam_from_board = camera.cam_from_world * world_from_board;
                    truncated_error_px(camera, &cam_from_board, view)
                });
                each.sum()
            };
            let rated = proposals.map(|p| (error(&p), p));
            let best = rated.min_by(|a, b| a.0.total_cmp(&b.0));
            best.map_or_else(Isometry3::identity, |b| b.1)
        };
        let boards = instants.iter().zip(candidates).map(board).collect();
        RigFit { cameras, boards }
    }

    /// Optimises the boards, and the cameras where asked; `None` where the cost is not finite.
    pub fn optimize(&mut self, instants: &[BoardInstant], with_cameras: bool) -> Option<()> {
        let problem = RigLeastSquares {
            instants,
            with_cameras,
        };
        let n = problem.camera_parameters(self);
        let mut equations = BoardNormalEquations::new(n);
        let stats = minimize(&problem, self, &mut equations, &BOARD_FIT);
        stats.cost.is_finite().then_some(())
    }

    /// The root mean square reprojection error, px.
    pub fn rms_px(&self, instants: &[BoardInstant]) -> f64 {
        let (mut sum, mut n) = (0.0, 0);
        for (instant, board) in instants.iter().zip(&self.boards) {
            for (index, view) in instant {
                let camera = &self.cameras[*index];
                let pose = camera.cam_from_world * board;
                for (p, at) in &view.corners {
                    let q = pose.rotation * p + pose.translation.vector;
                    let squared = project(camera, &q).map_or(NOT_PROJECTABLE_LOSS, |d| {
                        (d - Vector2::new(at.x, at.y)).norm_squared()
                    });
                    (sum, n) = (sum + squared, n + 1);
                }
            }
        }
        (sum / f64::from(n.max(1))).sqrt()
    }
}

/// The pose of the board at every instant, and those of all cameras but the first where asked, from the board's corners.
struct RigLeastSquares<'a> {
    instants: &'a [BoardInstant],
    with_cameras: bool,
}

impl RigLeastSquares<'_> {
    fn camera_parameters(&self, fit: &RigFit) -> usize {
        if self.with_cameras {
            POSE_PARAMETERS * (fit.cameras.len() - 1)
        } else {
            0
        }
    }
}

impl LeastSquares for RigLeastSquares<'_> {
    type State = RigFit;
    type Equations = BoardNormalEquations;
    type Step = BoardStep;

    fn cost(&self, fit: &RigFit) -> f64 {
        let mut losses = 0.0;
        for (instant, board) in self.instants.iter().zip(&fit.boards) {
            for (index, view) in instant {
                let camera = &fit.cameras[*index];
                let cam_from_board = camera.cam_from_world * board;
                for (p, at) in &view.corners {
                    let q = cam_from_board.rotation * p + cam_from_board.translation.vector;
                    losses += project(camera, &q).map_or(NOT_PROJECTABLE_LOSS, |projected| {
                        let residual = projected - Vector2::new(at.x, at.y);
                        CORNER_LOSS.evaluate(residual.norm_squared()).0
                    });
                }
            }
        }
        0.5 * losses
    }

    fn linearize(&self, fit: &RigFit, equations: &mut BoardNormalEquations) {
        equations.clear();
        let n = self.camera_parameters(fit);
        for (instant, board) in self.instants.iter().zip(&fit.boards) {
            let (mut b, mut c, mut gc) = (CrossBlock::zeros(n), Matrix6::zeros(), Vector6::zeros());
            for (index, view) in instant {
                let camera = &fit.cameras[*index];
                let first =
                    (self.with_cameras && *index > 0).then(|| POSE_PARAMETERS * (index - 1));
                let rotation = camera.cam_from_world.rotation.to_rotation_matrix();
                for (p, at) in &view.corners {
                    let world = board.rotation * p + board.translation.vector;
                    let q = rotation * world + camera.cam_from_world.translation.vector;
                    let Some(s) = project_with_jacobians(camera, &q) else {
                        continue;
                    };
                    let residual = s.at - Vector2::new(at.x, at.y);
                    let (_, weight) = CORNER_LOSS.evaluate(residual.norm_squared());
                    let by_world = s.by_point * rotation.matrix();
                    let by_board = pose_columns(&(-by_world * world.cross_matrix()), &by_world);
                    for (i, x) in by_board.iter().enumerate() {
                        gc[i] += weight * x.dot(&residual);
                        for (j, y) in by_board.iter().enumerate() {
                            c[(i, j)] += weight * x.dot(y);
                        }
                    }
                    let Some(first) = first else { continue };
                    let by_camera = pose_columns(&(-s.by_point * q.cross_matrix()), &s.by_point);
                    for (i, x) in by_camera.iter().enumerate() {
                        equations.ga[first + i] += weight * x.dot(&residual);
                        for (j, y) in by_camera.iter().enumerate() {
                            equations.a[(first + i, first + j)] += weight * x.dot(y);
                        }
                        for (j, y) in by_board.iter().enumerate() {
                            b[(first + i, j)] += weight * x.dot(y);
                        }
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

    fn apply(&self, from: &RigFit, step: &BoardStep, to: &mut RigFit) {
        to.clone_from(from);
        let steps = step.shared.as_slice().chunks_exact(POSE_PARAMETERS);
        for (camera, by) in to.cameras.iter_mut().skip(1).zip(steps) {
            let by = Vector6::from_column_slice(by);
            camera.cam_from_world = apply_pose_step(&camera.cam_from_world, &by);
        }
        for (board, by) in to.boards.iter_mut().zip(&step.poses) {
            *board = apply_pose_step(board, by);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use nalgebra::{DVector, Vector3};
    use trackside_schema::RawPixel;

    use super::*;
    use crate::solve::board::BoardDetection;
    use crate::{Distortion, Intrinsics};

    #[test]
    fn analytic_gradients_match_numeric_ones() {
        let camera = |name: &str, x: f64| Camera {
            name: name.into(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1200.0,
                fy: 1190.0,
                cx: 950.0,
                cy: 545.0,
            },
            distortion: Distortion::BrownConrady([-0.2, 0.05, 1e-3, -2e-3, 0.01, 0.0, 0.0, 0.0]),
            cam_from_world: Isometry3::new(Vector3::new(x, 0.1, 0.2), Vector3::new(0.1, x, -0.2)),
        };
        let fit = RigFit {
            cameras: vec![camera("a", 0.0), camera("b", 0.4)],
            boards: vec![Isometry3::new(
                Vector3::new(0.1, -0.2, 2.5),
                Vector3::new(0.3, 0.2, 0.1),
            )],
        };
        let detect = |c: &Camera| BoardDetection {
            name: String::new(),
            sharpness: 1.0,
            corners: (0..12)
                .map(|i| {
                    let p = Vector3::new(f64::from(i % 4) * 0.1, f64::from(i / 4) * 0.1, 0.0);
                    let q = c.cam_from_world * fit.boards[0] * nalgebra::Point3::from(p);
                    let at = project(c, &q.coords).unwrap();
                    let by = f64::from(i % 3) * 0.3 - 0.4;
                    (p, RawPixel::new(at.x + by, at.y - 0.5 * by))
                })
                .collect(),
        };
        let instants = vec![vec![
            (0, detect(&fit.cameras[0])),
            (1, detect(&fit.cameras[1])),
        ]];
        let problem = RigLeastSquares {
            instants: &instants,
            with_cameras: true,
        };
        let mut equations = BoardNormalEquations::new(POSE_PARAMETERS);
        problem.linearize(&fit, &mut equations);
        let h = 1e-6;
        for i in 0..2 * POSE_PARAMETERS {
            let cost = |by: f64| {
                let (mut a, mut c) = (DVector::zeros(POSE_PARAMETERS), Vector6::zeros());
                if i < POSE_PARAMETERS {
                    a[i] = by;
                } else {
                    c[i - POSE_PARAMETERS] = by;
                }
                let step = BoardStep {
                    shared: a,
                    poses: vec![c],
                };
                let mut moved = fit.clone();
                problem.apply(&fit, &step, &mut moved);
                problem.cost(&moved)
            };
            let numeric = (cost(h) - cost(-h)) / (2.0 * h);
            let analytic = if i < POSE_PARAMETERS {
                equations.ga[i]
            } else {
                equations.gc[0][i - POSE_PARAMETERS]
            };
            assert!(
                (numeric - analytic).abs() < 1e-3 * (1.0 + analytic.abs()),
                "{i}: {numeric} {analytic}"
            );
        }
    }
}
