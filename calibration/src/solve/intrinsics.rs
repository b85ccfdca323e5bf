//! A camera's pinhole and lens, from pictures of a flat board held in many ways.
//!
//! Zhang, "A flexible new technique for camera calibration", TPAMI 2000; first guesses are OpenCV's, the fit is our own:
//! Levenberg–Marquardt with the pose of every picture eliminated (Schur complement), Huber's loss. Input assumption: the
//! board is flat and its squares are of the size that was said; corners err by about half a pixel.
//!
//! Which lens the data supports is settled by what a fit to some pictures says of the others: the simplest of those
//! within one per cent of the least held-out error.

use nalgebra::{DMatrix, DVector, Isometry3, Matrix6, OMatrix, Rotation3, Translation3, U6, UnitQuaternion, Vector2, Vector3, Vector6};
use opencv::calib3d;
use opencv::core::{Mat, Point2f, Point3f, Size, Vector, no_array};
use opencv::prelude::*;

use super::adjust::AdjustError;
use super::board::BoardView;
use super::slopes::{LENS, drawn, slopes};
use super::system::scaled;
use crate::{Camera, Distortion, Intrinsics};

/// Which numbers a fit finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Whether the lens is a fisheye, drawn by angles.
    pub fisheye: bool,
    /// How many coefficients, in the order of [`Distortion`].
    pub lens: usize,
    /// Whether fx and fy are found apart; else pixels are square.
    pub apart: bool,
    /// Whether the principal point is found; else it is the picture's middle.
    pub centre: bool,
}

impl Model {
    /// In words.
    pub fn words(&self) -> String {
        let lens = match (self.fisheye, self.lens) {
            (true, n) => format!("fisheye with {n}"),
            (false, 0) => "no distortion".to_owned(),
            (false, 1) => "k1".to_owned(),
            (false, 2) => "k1 k2".to_owned(),
            (false, n) => format!("Brown–Conrady {n}"),
        };
        let pixels = if self.apart { ", fx and fy apart" } else { "" };
        let centre = if self.centre { "" } else { ", principal point in the middle" };
        format!("{lens}{pixels}{centre}")
    }

    fn unknowns(&self) -> Vec<Global> {
        let mut all = vec![];
        if self.apart {
            all.extend([Global::Number(0), Global::Number(1)]);
        } else {
            all.push(Global::Focal);
        }
        if self.centre {
            all.extend([Global::Number(2), Global::Number(3)]);
        }
        all.extend((4..4 + self.lens).map(Global::Number));
        all
    }

    /// All that are tried: lenses first, then whether less or more of the pinhole is to be found.
    fn lenses() -> Vec<Model> {
        let brown = |lens| Model {
            fisheye: false,
            lens,
            apart: false,
            centre: true,
        };
        let fisheye = Model {
            fisheye: true,
            ..brown(4)
        };
        let mut all: Vec<Model> = [0, 1, 2, 4, 5, 8].map(brown).into();
        all.push(fisheye);
        all
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Global {
    Number(usize),
    Focal,
}

/// A camera that was found.
#[derive(Clone, Debug)]
pub struct IntrinsicFit {
    /// What was found.
    pub model: Model,
    /// With the pinhole and the lens; its pose means nothing.
    pub camera: Camera,
    /// One standard deviation of fx fy cx cy and of the coefficients; 0 for what was not to be found.
    pub sigma: [f64; LENS],
    /// The root mean square distance of corners, px: of the pictures fitted to, and of pictures that were held out.
    pub rms_px: f64,
    /// The same of pictures that were held out.
    pub held_out_px: f64,
    /// Where the camera was to the board in each picture, `cam_from_board`.
    pub poses: Vec<Isometry3<f64>>,
    /// How far each corner is off, drawn less seen, by picture, px.
    pub residuals: Vec<Vec<Vector2<f64>>>,
}

/// A model that was tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    /// What was fitted.
    pub model: Model,
    /// px
    pub rms_px: f64,
    /// px
    pub held_out_px: f64,
    /// Akaike's criterion, less is better.
    pub aic: f64,
}

/// Fewer pictures leave the focal length to chance.
const LEAST_PICTURES: usize = 3;
/// Boards that differ less than this in how they are turned are parallel, rad.
const LEAST_TILT: f64 = 0.17;
/// A focal length known worse than to this share is not known.
const MOST_SIGMA: f64 = 0.03;
/// Huber's loss begins here, px.
const FAR_PX: f64 = 1.5;
/// Held-out errors within this share of the least are as good.
const AS_GOOD: f64 = 1.01;

/// The camera that took `views`, and every model that was tried. `only`: the model to fit, else the one that the data
/// supports best.
///
/// # Errors
/// What the data does not determine: too few pictures, all boards parallel, a focal length that nothing fixes.
pub fn fit(
    name: &str,
    size_px: [u32; 2],
    views: &[BoardView],
    only: Option<Model>,
) -> Result<(IntrinsicFit, Vec<Tried>), AdjustError> {
    let refuse = |what: String| AdjustError(format!("camera \"{name}\": {what}"));
    if views.len() < LEAST_PICTURES {
        return Err(refuse(format!(
            "the board was found in {} pictures; {LEAST_PICTURES} are the least, 10 to 20 in all corners of the picture and \
             turned in all directions are good",
            views.len()
        )));
    }
    let first = first(name, size_px, views).map_err(|e| refuse(format!("OpenCV has no first guess: {e}")))?;
    let tilt = first.tilt();
    if tilt < LEAST_TILT {
        return Err(refuse(format!(
            "all boards are parallel to each other (to {:.0}°), so that a near camera with a short lens and a far one with a \
             long lens show the same: turn the board by 20 to 45°, left, right, up and down",
            tilt.to_degrees()
        )));
    }
    let mut tried = Vec::new();
    let mut attempt = |model: Model| -> Option<(f64, Model)> {
        let state = first.fitted(model, views)?;
        let held_out_px = held_out(&first, model, views)?;
        let rms_px = state.rms(views);
        let corners: usize = views.iter().map(|v| v.corners.len()).sum();
        let facts = 2.0 * corners as f64;
        let unknowns = model.unknowns().len() + 6 * views.len();
        let aic = facts * (0.5 * rms_px * rms_px).ln() + 2.0 * unknowns as f64;
        tried.push(Tried {
            model,
            rms_px,
            held_out_px,
            aic,
        });
        Some((held_out_px, model))
    };
    let simplest = |all: &[(f64, Model)]| -> Option<Model> {
        let least = all.iter().map(|t| t.0).fold(f64::INFINITY, f64::min);
        let good = all.iter().filter(|t| t.0 <= AS_GOOD * least);
        good.min_by_key(|t| t.1.unknowns().len()).map(|t| t.1)
    };
    let model = match only {
        Some(model) => attempt(model).map(|t| t.1),
        None => {
            let lenses: Vec<_> = Model::lenses().into_iter().filter_map(&mut attempt).collect();
            simplest(&lenses).and_then(|lens| {
                let pinholes = [(true, true), (false, false), (false, true)];
                let pinholes = pinholes.map(|(apart, centre)| Model { apart, centre, ..lens });
                let mut all: Vec<_> = lenses.iter().filter(|t| t.1 == lens).copied().collect();
                all.extend(pinholes.into_iter().filter(|m| *m != lens).filter_map(&mut attempt));
                simplest(&all)
            })
        }
    };
    let failed = || refuse("no lens model could be fitted: are the pictures of one camera, with one zoom and focus?".into());
    let model = model.ok_or_else(failed)?;
    let state = first.fitted(model, views).ok_or_else(failed)?;
    let sigma = state.sigma(model, views).ok_or_else(failed)?;
    let k = &state.camera.intrinsics;
    let share = sigma[0] / k.fx;
    if share.is_nan() || share > MOST_SIGMA {
        return Err(refuse(format!(
            "the focal length is known only to {:.1} % ({:.0} ± {:.0} px): take more pictures with the board near, filling \
             the picture, and turned by 20 to 45°",
            share * 100.0,
            k.fx,
            sigma[0]
        )));
    }
    let best = tried.iter().find(|t| t.model == model);
    Ok((
        IntrinsicFit {
            model,
            sigma,
            rms_px: state.rms(views),
            held_out_px: best.map_or(f64::NAN, |b| b.held_out_px),
            residuals: state.residuals(views),
            camera: state.camera,
            poses: state.poses,
        },
        tried,
    ))
}

/// Which share of the picture corners cover, by cells of an eighth of its width and height, and how far out the farthest
/// corner lies, as a share of half the diagonal.
pub fn coverage(size_px: [u32; 2], views: &[BoardView]) -> (f64, f64) {
    const CELLS: usize = 8;
    let [w, h] = size_px.map(f64::from);
    let (mut cells, mut out) = ([false; CELLS * CELLS], 0.0_f64);
    for (_, at) in views.iter().flat_map(|v| &v.corners) {
        let cell = |v: f64, size: f64| ((v / size * CELLS as f64).max(0.0) as usize).min(CELLS - 1);
        cells[cell(at.y, h) * CELLS + cell(at.x, w)] = true;
        out = out.max((at.x - w / 2.0).hypot(at.y - h / 2.0) / (0.5 * w.hypot(h)));
    }
    let seen = cells.iter().filter(|c| **c).count();
    (seen as f64 / cells.len() as f64, out)
}

/// The error of pictures that a fit has not seen, px: their poses are found, nothing else.
fn held_out(first: &State, model: Model, views: &[BoardView]) -> Option<f64> {
    const FOLDS: usize = 8;
    let folds = views.len().min(FOLDS);
    let (mut square, mut corners) = (0.0, 0);
    for fold in 0..folds {
        let is_out = |i: usize| i % folds == fold;
        let part = |out: bool| -> (State, Vec<BoardView>) {
            let mine: Vec<usize> = (0..views.len()).filter(|&i| is_out(i) == out).collect();
            let state = State {
                camera: first.camera.clone(),
                poses: mine.iter().map(|&i| first.poses[i]).collect(),
            };
            (state, mine.iter().map(|&i| views[i].clone()).collect())
        };
        let (training, seen) = part(false);
        let (mut testing, unseen) = part(true);
        testing.camera = training.fitted(model, &seen)?.camera;
        testing.solve(&[], &unseen)?;
        for r in testing.residuals(&unseen).iter().flatten() {
            // A corner that was mistaken says nothing of the lens.
            square += r.norm_squared().min((4.0 * FAR_PX).powi(2));
            corners += 1;
        }
    }
    (corners > 0).then(|| (square / f64::from(corners)).sqrt())
}

/// OpenCV's first guess, without a lens.
fn first(name: &str, size_px: [u32; 2], views: &[BoardView]) -> opencv::Result<State> {
    let (mut boards, mut places) = (Vector::<Vector<Point3f>>::new(), Vector::<Vector<Point2f>>::new());
    for view in views {
        boards.push(view.corners.iter().map(|(p, _)| Point3f::new(p.x as f32, p.y as f32, 0.0)).collect());
        places.push(view.corners.iter().map(|(_, at)| Point2f::new(at.x as f32, at.y as f32)).collect());
    }
    let [w, h] = size_px.map(|v| v as i32);
    let matrix = calib3d::init_camera_matrix_2d(&boards, &places, Size::new(w, h), 1.0)?;
    let focal = *matrix.at_2d::<f64>(0, 0)?;
    // Boards that are nearly parallel have no focal length of their own; the fit starts somewhere.
    let wide = f64::from(w.max(h));
    let focal = if focal.is_finite() { focal.clamp(0.3 * wide, 20.0 * wide) } else { wide };
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
        calib3d::solve_pnp(&board, &place, &matrix, &no_array(), &mut turn, &mut shift, false, calib3d::SOLVEPNP_IPPE)?;
        let numbers = |m: &Mat| -> opencv::Result<Vector3<f64>> {
            Ok(Vector3::from_column_slice(m.data_typed::<f64>()?))
        };
        let turn = UnitQuaternion::from_scaled_axis(numbers(&turn)?);
        poses.push(Isometry3::from_parts(Translation3::from(numbers(&shift)?), turn));
    }
    Ok(State { camera, poses })
}

/// A camera and where it was to the board.
#[derive(Clone, Debug)]
struct State {
    camera: Camera,
    poses: Vec<Isometry3<f64>>,
}

type Cross = OMatrix<f64, nalgebra::Dyn, U6>;

/// The normal equations: of the globals, and of each pose.
struct Normal {
    cost: f64,
    a: DMatrix<f64>,
    ga: DVector<f64>,
    b: Vec<Cross>,
    c: Vec<Matrix6<f64>>,
    gc: Vec<Vector6<f64>>,
}

impl State {
    /// The largest angle between two boards, rad.
    fn tilt(&self) -> f64 {
        let normals: Vec<_> = self.poses.iter().map(|p| p.rotation * Vector3::z()).collect();
        let pairs = normals.iter().enumerate().flat_map(|(i, a)| normals[..i].iter().map(move |b| a.angle(b)));
        pairs.fold(0.0, f64::max)
    }

    /// Bettered from here with that model, its lens from nothing.
    fn fitted(&self, model: Model, views: &[BoardView]) -> Option<State> {
        let mut state = self.clone();
        if model.fisheye {
            state.camera.distortion = Distortion::Fisheye([0.0; 4]);
        }
        // Few coefficients first, so that many do not run off.
        for lens in [0, 1, 2, 4, 5, 8].into_iter().filter(|&n| n < model.lens) {
            let fewer = Model { lens, apart: false, ..model };
            state.solve(&fewer.unknowns(), views)?;
        }
        state.solve(&model.unknowns(), views)?;
        Some(state)
    }

    fn residuals(&self, views: &[BoardView]) -> Vec<Vec<Vector2<f64>>> {
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
    fn rms(&self, views: &[BoardView]) -> f64 {
        let all = self.residuals(views);
        let n = all.iter().map(Vec::len).sum::<usize>().max(1);
        let square: f64 = all.iter().flatten().map(|r| r.norm_squared()).sum();
        (square / n as f64).sqrt()
    }

    fn normal(&self, unknowns: &[Global], views: &[BoardView]) -> Normal {
        let n = unknowns.len();
        let mut normal = Normal {
            cost: 0.0,
            a: DMatrix::zeros(n, n),
            ga: DVector::zeros(n),
            b: Vec::new(),
            c: Vec::new(),
            gc: Vec::new(),
        };
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
                let far = off.norm();
                let weight = if far > FAR_PX { FAR_PX / far } else { 1.0 };
                normal.cost += if far > FAR_PX { FAR_PX * (2.0 * far - FAR_PX) } else { far * far };
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

    fn solve(&mut self, unknowns: &[Global], views: &[BoardView]) -> Option<()> {
        let mut normal = self.normal(unknowns, views);
        let mut damping = 1e-3;
        for _ in 0..200 {
            let step = normal.step(damping);
            let next = step.map(|(a, c)| self.moved(unknowns, &a, &c));
            let better = next.map(|s| (s.normal(unknowns, views), s)).filter(|(n, _)| n.cost < normal.cost);
            match better {
                Some((n, state)) => {
                    let settled = normal.cost - n.cost < 1e-10 * normal.cost;
                    (*self, normal) = (state, n);
                    damping = (damping * 0.2).max(1e-12);
                    if settled {
                        break;
                    }
                }
                None if damping > 1e9 => break,
                None => damping *= 4.0,
            }
        }
        normal.cost.is_finite().then_some(())
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
            let turn = Rotation3::new(by.fixed_rows::<3>(0).into_owned());
            pose.translation = Translation3::from(turn * pose.translation.vector + by.fixed_rows::<3>(3));
            let rotation = UnitQuaternion::from_rotation_matrix(&turn) * pose.rotation;
            pose.rotation = UnitQuaternion::new_normalize(rotation.into_inner());
        }
        state
    }

    /// One standard deviation of everything that was to be found.
    fn sigma(&self, model: Model, views: &[BoardView]) -> Option<[f64; LENS]> {
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

impl Normal {
    /// The Schur complement of the poses, its right-hand side, and the poses' damped inverses.
    fn reduced(&self, damping: f64) -> Option<(DMatrix<f64>, DVector<f64>, Vec<Matrix6<f64>>)> {
        let (mut s, mut r) = (self.a.clone(), -&self.ga);
        for i in 0..s.nrows() {
            s[(i, i)] *= 1.0 + damping;
        }
        let mut inverses = Vec::new();
        for ((b, c), gc) in self.b.iter().zip(&self.c).zip(&self.gc) {
            let mut c = *c;
            for i in 0..6 {
                c[(i, i)] *= 1.0 + damping;
            }
            let inverse = c.cholesky()?.inverse();
            let y = b * inverse;
            s -= &y * b.transpose();
            r += &y * gc;
            inverses.push(inverse);
        }
        Some((s, r, inverses))
    }

    fn step(&self, damping: f64) -> Option<(DVector<f64>, Vec<Vector6<f64>>)> {
        let (s, r, inverses) = self.reduced(damping)?;
        let a = if s.nrows() == 0 { r } else { super::system::scaled_solve(s, &r)? };
        let poses = inverses.iter().zip(&self.b).zip(&self.gc);
        let poses: Vec<_> = poses.map(|((inverse, b), gc)| -(inverse * (gc + b.tr_mul(&a)))).collect();
        Some((a, poses))
    }
}
