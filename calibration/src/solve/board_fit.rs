//! The fit of one lens model to pictures of a board, every picture's pose eliminated ([`super::normal`]).

use nalgebra::{
    DVector, Isometry3, Matrix6, Translation3, UnitQuaternion, Vector2, Vector3, Vector6,
};
use opencv::calib3d;
use opencv::core::{Mat, Point2f, Point3f, Size, Vector, no_array};
use opencv::prelude::*;

use super::board::BoardView;
use super::intrinsics::Model;
use super::normal::{Cross, Normal, descend, huber, moved};
use super::slopes::{LENS, drawn, slopes};
use super::system::scaled;
use crate::{Camera, Distortion, Intrinsics};

/// A number of the lens that a fit finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Global {
    /// Of fx fy cx cy and the coefficients.
    Number(usize),
    /// The logarithm of both focal lengths.
    Focal,
}

/// A camera and where it was to the board.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub camera: Camera,
    pub poses: Vec<Isometry3<f64>>,
}

impl State {
    /// OpenCV's first guess, without a lens. `focal_px`: the focal length to take, else OpenCV's.
    pub fn first(
        name: &str,
        size_px: [u32; 2],
        views: &[BoardView],
        focal_px: Option<f64>,
    ) -> opencv::Result<State> {
        let (mut boards, mut places) = (
            Vector::<Vector<Point3f>>::new(),
            Vector::<Vector<Point2f>>::new(),
        );
        for view in views {
            boards.push(
                view.corners
                    .iter()
                    .map(|(p, _)| Point3f::new(p.x as f32, p.y as f32, 0.0))
                    .collect(),
            );
            places.push(
                view.corners
                    .iter()
                    .map(|(_, at)| Point2f::new(at.x as f32, at.y as f32))
                    .collect(),
            );
        }
        let [w, h] = size_px.map(|v| v as i32);
        let matrix = calib3d::init_camera_matrix_2d(&boards, &places, Size::new(w, h), 1.0)?;
        let focal = *matrix.at_2d::<f64>(0, 0)?;
        // Boards that are nearly parallel have no focal length of their own; the fit starts somewhere.
        let wide = f64::from(w.max(h));
        let focal = if focal.is_finite() {
            focal.clamp(0.3 * wide, 20.0 * wide)
        } else {
            wide
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
        for (board, place) in boards.iter().zip(&places) {
            let (mut turn, mut shift) = (Mat::default(), Mat::default());
            calib3d::solve_pnp(
                &board,
                &place,
                &matrix,
                &no_array(),
                &mut turn,
                &mut shift,
                false,
                calib3d::SOLVEPNP_IPPE,
            )?;
            let numbers = |m: &Mat| -> opencv::Result<Vector3<f64>> {
                Ok(Vector3::from_column_slice(m.data_typed::<f64>()?))
            };
            let turn = UnitQuaternion::from_scaled_axis(numbers(&turn)?);
            poses.push(Isometry3::from_parts(
                Translation3::from(numbers(&shift)?),
                turn,
            ));
        }
        Ok(State { camera, poses })
    }

    /// The largest angle between two boards, rad.
    pub fn tilt(&self) -> f64 {
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

    /// Bettered from here with that model, its lens from nothing.
    pub fn fitted(&self, model: Model, views: &[BoardView]) -> Option<State> {
        let mut state = self.clone();
        if model.fisheye {
            state.camera.distortion = Distortion::Fisheye([0.0; 4]);
        }
        let pinhole = Model {
            lens: 0,
            apart: false,
            ..model
        };
        state.solve(&pinhole.unknowns(), views)?;
        state.unflip(views);
        // Few coefficients first, so that many do not run off.
        for lens in [0, 1, 2, 4, 5, 8].into_iter().filter(|&n| n < model.lens) {
            let fewer = Model {
                lens,
                apart: false,
                ..model
            };
            state.solve(&fewer.unknowns(), views)?;
        }
        state.solve(&model.unknowns(), views)?;
        Some(state)
    }

    /// A small board looks nearly the same turned the other way: tries that for every picture.
    fn unflip(&mut self, views: &[BoardView]) {
        for (i, view) in views.iter().enumerate() {
            let pose = self.poses[i];
            let (normal, ray) = (
                pose.rotation * Vector3::z(),
                pose.translation.vector.normalize(),
            );
            let other = 2.0 * normal.dot(&ray) * ray - normal;
            let Some(turn) = UnitQuaternion::rotation_between(&normal, &other) else {
                continue;
            };
            let single = std::slice::from_ref(view);
            let tried = [
                pose,
                Isometry3::from_parts(pose.translation, turn * pose.rotation),
            ]
            .map(|pose| {
                let mut state = State {
                    camera: self.camera.clone(),
                    poses: vec![pose],
                };
                let solved = state.solve(&[], single);
                (
                    solved.map_or(f64::INFINITY, |()| state.rms(single)),
                    state.poses[0],
                )
            });
            if tried[1].0 < tried[0].0 {
                self.poses[i] = tried[1].1;
            }
        }
    }

    pub fn residuals(&self, views: &[BoardView]) -> Vec<Vec<Vector2<f64>>> {
        let of = |(view, pose): (&BoardView, &Isometry3<f64>)| {
            let corner = |(p, at): &(Vector3<f64>, trackside_schema::RawPixel)| {
                let q = pose.rotation * p + pose.translation.vector;
                let unseen = Vector2::repeat(1e3);
                drawn(&self.camera, &q).map_or(unseen, |d| d - Vector2::new(at.x, at.y))
            };
            view.corners.iter().map(corner).collect()
        };
        views.iter().zip(&self.poses).map(of).collect()
    }

    /// The root mean square distance, px.
    pub fn rms(&self, views: &[BoardView]) -> f64 {
        let all = self.residuals(views);
        let n = all.iter().map(Vec::len).sum::<usize>().max(1);
        let square: f64 = all.iter().flatten().map(|r| r.norm_squared()).sum();
        (square / n as f64).sqrt()
    }

    fn normal(&self, unknowns: &[Global], views: &[BoardView]) -> Normal {
        let n = unknowns.len();
        let mut normal = Normal::of(n);
        let k = &self.camera.intrinsics;
        for (view, pose) in views.iter().zip(&self.poses) {
            let (mut b, mut c, mut gc) = (Cross::zeros(n), Matrix6::zeros(), Vector6::zeros());
            for (p, at) in &view.corners {
                let q = pose.rotation * p + pose.translation.vector;
                let Some(s) = slopes(&self.camera, &q) else {
                    normal.cost += 1e6;
                    continue;
                };
                let off = s.at - Vector2::new(at.x, at.y);
                let (weight, cost) = huber(&off);
                normal.cost += cost;
                let column = |u: &Global| match u {
                    Global::Number(i) => s.by_lens[*i],
                    Global::Focal => s.by_lens[0] * k.fx + s.by_lens[1] * k.fy,
                };
                let rows: Vec<Vector2<f64>> = unknowns.iter().map(column).collect();
                let turned = -s.by_point * q.cross_matrix();
                let pose: [Vector2<f64>; 6] = std::array::from_fn(|i| match i {
                    0..3 => turned.column(i).into(),
                    _ => s.by_point.column(i - 3).into(),
                });
                for (i, x) in rows.iter().enumerate() {
                    normal.ga[i] += weight * x.dot(&off);
                    for (j, y) in rows.iter().enumerate() {
                        normal.a[(i, j)] += weight * x.dot(y);
                    }
                    for (j, y) in pose.iter().enumerate() {
                        b[(i, j)] += weight * x.dot(y);
                    }
                }
                for (i, x) in pose.iter().enumerate() {
                    gc[i] += weight * x.dot(&off);
                    for (j, y) in pose.iter().enumerate() {
                        c[(i, j)] += weight * x.dot(y);
                    }
                }
            }
            normal.b.push(b);
            normal.c.push(c);
            normal.gc.push(gc);
        }
        normal
    }

    pub fn solve(&mut self, unknowns: &[Global], views: &[BoardView]) -> Option<()> {
        descend(
            self,
            |s| s.normal(unknowns, views),
            |s, by, poses| s.moved(unknowns, by, poses),
        )
    }

    fn moved(&self, unknowns: &[Global], by: &DVector<f64>, poses: &[Vector6<f64>]) -> State {
        let mut state = self.clone();
        let k = &mut state.camera.intrinsics;
        for (unknown, by) in unknowns.iter().zip(by.iter()) {
            match (unknown, &mut state.camera.distortion) {
                (Global::Focal, _) => {
                    k.fx *= by.exp();
                    k.fy *= by.exp();
                }
                (Global::Number(0), _) => k.fx += by,
                (Global::Number(1), _) => k.fy += by,
                (Global::Number(2), _) => k.cx += by,
                (Global::Number(3), _) => k.cy += by,
                (Global::Number(i), Distortion::BrownConrady(k)) => k[i - 4] += by,
                (Global::Number(i), Distortion::Fisheye(k)) => k[i - 4] += by,
            }
        }
        for (pose, by) in state.poses.iter_mut().zip(poses) {
            *pose = moved(pose, by);
        }
        state
    }

    /// One standard deviation of everything that was to be found.
    pub fn sigma(&self, model: Model, views: &[BoardView]) -> Option<[f64; LENS]> {
        let unknowns = model.unknowns();
        let normal = self.normal(&unknowns, views);
        let (s, _, _) = normal.reduced(0.0)?;
        let (s, scale) = scaled(s)?;
        let inverse = s.cholesky()?.inverse();
        let facts = 2.0 * views.iter().map(|v| v.corners.len()).sum::<usize>() as f64;
        let free = (facts - (unknowns.len() + 6 * views.len()) as f64).max(1.0);
        let variance = normal.cost / free;
        let mut sigma = [0.0; LENS];
        for (i, unknown) in unknowns.iter().enumerate() {
            let one = (inverse[(i, i)] * variance).sqrt() * scale[i];
            match unknown {
                Global::Number(n) => sigma[*n] = one,
                Global::Focal => {
                    sigma[0] = one * self.camera.intrinsics.fx;
                    sigma[1] = one * self.camera.intrinsics.fy;
                }
            }
        }
        Some(sigma)
    }
}
