//! How cameras stand to each other, from a board that is moved about in front of several of them.
//!
//! Input assumption: intrinsics right; the pictures of one instant were taken at one time, or the board was held still; from any
//! camera to any other there is a way over instants that two cameras show. The size of the board's squares makes the world's.
//! First guesses by IPPE (Collins and Bartoli, "Infinitesimal plane-based pose estimation", IJCV 2014), as OpenCV has it; of
//! all that pairs of pictures propose, what most agrees. Then the descent of [`super::normal`], the board's poses eliminated.

use nalgebra::{DVector, Isometry3, Translation3, UnitQuaternion, Vector2, Vector3, Vector6};
use opencv::calib3d;
use opencv::core::{Mat, Point2d, Point3d, Vector, no_array};
use opencv::prelude::*;

use super::adjust::AdjustError;
use super::board::BoardView;
use super::normal::{Cross, Normal, descend, huber, moved};
use super::slopes::{drawn, slopes};
use crate::Camera;

/// What cameras show of the board at one instant: index of the camera, and its picture's corners.
pub type Instant = Vec<(usize, BoardView)>;

/// Cameras that a board placed.
#[derive(Clone, Debug)]
pub struct Placed {
    /// In the order in which they were given; the first stands where it stood.
    pub cameras: Vec<Camera>,
    /// What corners are off, root mean square, px.
    pub rms_px: f64,
}

/// Where cameras stand, the first being where it is.
///
/// # Errors
/// A camera that no instant ties to the others, named.
pub fn place(cameras: &[Camera], instants: &[Instant]) -> Result<Placed, AdjustError> {
    let guesses = guesses(cameras, instants)?;
    let mut state = State {
        cameras: tied(cameras, instants, &guesses)?,
        boards: Vec::new(),
    };
    state.boards = state.boards_of(instants, &guesses);
    state.descend(instants, true).ok_or_else(|| {
        AdjustError("the board's pictures do not agree on where cameras stand".into())
    })?;
    let rms_px = state.rms(instants);
    Ok(Placed {
        cameras: state.cameras,
        rms_px,
    })
}

/// By how much corners are off when only the board's poses are found, root mean square, px: what a rig is worth on pictures that
/// it was not made from.
///
/// # Errors
/// OpenCV fails, or a board that no camera can show.
pub fn left_px(cameras: &[Camera], instants: &[Instant]) -> Result<f64, AdjustError> {
    let guesses = guesses(cameras, instants)?;
    let mut state = State {
        cameras: cameras.to_vec(),
        boards: Vec::new(),
    };
    state.boards = state.boards_of(instants, &guesses);
    state
        .descend(instants, false)
        .ok_or_else(|| AdjustError("the board's poses cannot be found".into()))?;
    Ok(state.rms(instants))
}

/// `cam_from_board` of every picture; two where a flat board leaves two open.
type Guesses = Vec<Vec<Vec<Isometry3<f64>>>>;

fn guesses(cameras: &[Camera], instants: &[Instant]) -> Result<Guesses, AdjustError> {
    let one = |(camera, view): &(usize, BoardView)| {
        let camera = cameras.get(*camera).ok_or_else(|| {
            let n = cameras.len();
            AdjustError(format!(
                "{}: is of camera {camera}, there are {n}",
                view.name
            ))
        })?;
        poses(camera, view).map_err(|e| {
            AdjustError(format!(
                "camera \"{}\": {}: OpenCV could not place the board: {e}",
                camera.name, view.name
            ))
        })
    };
    let each = |instant: &Instant| instant.iter().map(one).collect();
    instants.iter().map(each).collect()
}

fn poses(camera: &Camera, view: &BoardView) -> opencv::Result<Vec<Isometry3<f64>>> {
    let (mut board, mut ideal) = (Vector::<Point3d>::new(), Vector::<Point2d>::new());
    for (p, at) in &view.corners {
        if let Some(at) = camera.undistort(*at) {
            board.push(Point3d::new(p.x, p.y, p.z));
            ideal.push(Point2d::new(at.x, at.y));
        }
    }
    if board.len() < 4 {
        return Ok(Vec::new());
    }
    let pinhole = Mat::eye(3, 3, opencv::core::CV_64F)?;
    let (mut turns, mut shifts) = (Vector::<Mat>::new(), Vector::<Mat>::new());
    calib3d::solve_pnp_generic(
        &board,
        &ideal,
        &pinhole,
        &no_array(),
        &mut turns,
        &mut shifts,
        false,
        calib3d::SolvePnPMethod::SOLVEPNP_IPPE,
        &no_array(),
        &no_array(),
        &mut no_array(),
    )?;
    let numbers = |m: &Mat| -> opencv::Result<Vector3<f64>> {
        Ok(Vector3::from_column_slice(m.data_typed::<f64>()?))
    };
    let mut all = Vec::new();
    for (turn, shift) in turns.iter().zip(&shifts) {
        let pose = Isometry3::from_parts(
            Translation3::from(numbers(&shift)?),
            UnitQuaternion::from_scaled_axis(numbers(&turn)?),
        );
        if pose.to_homogeneous().iter().all(|v| v.is_finite()) {
            all.push(pose);
        }
    }
    Ok(all)
}

/// How well a camera shows a board, up to some pixels a corner: one bad guess is not to outweigh all good ones.
fn cost(camera: &Camera, cam_from_board: &Isometry3<f64>, view: &BoardView) -> f64 {
    const ENOUGH_PX: f64 = 50.0;
    let corner = |(p, at): &(Vector3<f64>, trackside_schema::RawPixel)| {
        let q = cam_from_board.rotation * p + cam_from_board.translation.vector;
        drawn(camera, &q).map_or(ENOUGH_PX, |d| {
            (d - Vector2::new(at.x, at.y)).norm().min(ENOUGH_PX)
        })
    };
    view.corners.iter().map(corner).sum()
}

/// Cameras one by one, each by that placed camera with which it shares most instants.
fn tied(
    cameras: &[Camera],
    instants: &[Instant],
    guesses: &Guesses,
) -> Result<Vec<Camera>, AdjustError> {
    let mut placed = cameras.to_vec();
    let mut done = vec![false; cameras.len()];
    let Some(first) = done.first_mut() else {
        return Err(AdjustError("there is no camera".into()));
    };
    *first = true;
    let pictures = |i: usize, camera: usize| instants[i].iter().position(|(c, _)| *c == camera);
    let shared = |a: usize, b: usize| {
        let all = 0..instants.len();
        all.filter_map(|i| Some((i, pictures(i, a)?, pictures(i, b)?)))
            .collect::<Vec<_>>()
    };
    while let Some(missing) = done.iter().position(|d| !d) {
        let pairs = (0..cameras.len()).flat_map(|a| (0..cameras.len()).map(move |b| (a, b)));
        let best = pairs
            .filter(|&(a, b)| done[a] && !done[b])
            .map(|(a, b)| (shared(a, b), a, b))
            .max_by_key(|(s, a, b)| (s.len(), std::cmp::Reverse((*a, *b))));
        let Some((both, a, b)) = best.filter(|(s, ..)| !s.is_empty()) else {
            return Err(AdjustError(format!(
                "camera \"{}\": no picture of it shows the board while another camera that is tied to \"{}\" shows it: hold the \
                 board where both see it",
                cameras[missing].name, cameras[0].name
            )));
        };
        // Every pair of pictures proposes, all rate.
        let proposals = both.iter().flat_map(|&(i, ka, kb)| {
            let (mine, theirs) = (&guesses[i][ka], &guesses[i][kb]);
            mine.iter()
                .flat_map(move |a| theirs.iter().map(move |b| b * a.inverse()))
        });
        let rate = |b_from_a: &Isometry3<f64>| -> f64 {
            let each = both.iter().map(|&(i, ka, kb)| {
                let shows = |g: &Isometry3<f64>| {
                    cost(&cameras[a], g, &instants[i][ka].1)
                        + cost(&cameras[b], &(b_from_a * g), &instants[i][kb].1)
                };
                guesses[i][ka].iter().map(shows).fold(f64::MAX, f64::min)
            });
            each.sum()
        };
        let rated = proposals.map(|p| (rate(&p), p));
        let Some((_, b_from_a)) = rated.min_by(|x, y| x.0.total_cmp(&y.0)) else {
            let name = &cameras[b].name;
            return Err(AdjustError(format!(
                "camera \"{name}\": the board cannot be placed in any of its pictures"
            )));
        };
        placed[b].cam_from_world = b_from_a * placed[a].cam_from_world;
        done[b] = true;
    }
    Ok(placed)
}

#[derive(Clone)]
struct State {
    cameras: Vec<Camera>,
    /// `world_from_board` of every instant.
    boards: Vec<Isometry3<f64>>,
}

/// How many numbers a pose has.
const POSE: usize = 6;

impl State {
    /// Of every instant the guess with which its cameras agree best.
    fn boards_of(&self, instants: &[Instant], guesses: &Guesses) -> Vec<Isometry3<f64>> {
        let one = |(instant, guesses): (&Instant, &Vec<Vec<Isometry3<f64>>>)| {
            let proposals = instant.iter().zip(guesses).flat_map(|((c, _), all)| {
                let world_from_cam = self.cameras[*c].cam_from_world.inverse();
                all.iter().map(move |g| world_from_cam * g)
            });
            let rate = |board: &Isometry3<f64>| -> f64 {
                let each = instant.iter().map(|(c, view)| {
                    let camera = &self.cameras[*c];
                    cost(camera, &(camera.cam_from_world * board), view)
                });
                each.sum()
            };
            let rated = proposals.map(|p| (rate(&p), p));
            let best = rated.min_by(|a, b| a.0.total_cmp(&b.0));
            best.map_or_else(Isometry3::identity, |b| b.1)
        };
        instants.iter().zip(guesses).map(one).collect()
    }

    /// `free`: cameras but the first move, not boards alone.
    fn normal(&self, instants: &[Instant], free: bool) -> Normal {
        let n = if free {
            POSE * (self.cameras.len() - 1)
        } else {
            0
        };
        let mut normal = Normal::of(n);
        for (instant, board) in instants.iter().zip(&self.boards) {
            let (mut b, mut c, mut gc) = (
                Cross::zeros(n),
                nalgebra::Matrix6::zeros(),
                Vector6::zeros(),
            );
            for (index, view) in instant {
                let camera = &self.cameras[*index];
                let first = (free && *index > 0).then(|| POSE * (index - 1));
                let turn = camera.cam_from_world.rotation.to_rotation_matrix();
                for (p, at) in &view.corners {
                    let world = board.rotation * p + board.translation.vector;
                    let q = turn * world + camera.cam_from_world.translation.vector;
                    let Some(s) = slopes(camera, &q) else {
                        normal.cost += 1e6;
                        continue;
                    };
                    let off = s.at - Vector2::new(at.x, at.y);
                    let (weight, cost) = huber(&off);
                    normal.cost += cost;
                    let by_world = s.by_point * turn.matrix();
                    let by_board = six(&(-by_world * world.cross_matrix()), &by_world);
                    for (i, x) in by_board.iter().enumerate() {
                        gc[i] += weight * x.dot(&off);
                        for (j, y) in by_board.iter().enumerate() {
                            c[(i, j)] += weight * x.dot(y);
                        }
                    }
                    let Some(first) = first else { continue };
                    let by_camera = six(&(-s.by_point * q.cross_matrix()), &s.by_point);
                    for (i, x) in by_camera.iter().enumerate() {
                        normal.ga[first + i] += weight * x.dot(&off);
                        for (j, y) in by_camera.iter().enumerate() {
                            normal.a[(first + i, first + j)] += weight * x.dot(y);
                        }
                        for (j, y) in by_board.iter().enumerate() {
                            b[(first + i, j)] += weight * x.dot(y);
                        }
                    }
                }
            }
            normal.b.push(b);
            normal.c.push(c);
            normal.gc.push(gc);
        }
        normal
    }

    fn descend(&mut self, instants: &[Instant], free: bool) -> Option<()> {
        descend(self, |s| s.normal(instants, free), State::moved)
    }

    fn moved(&self, cameras: &DVector<f64>, boards: &[Vector6<f64>]) -> State {
        let mut state = self.clone();
        let steps = cameras.as_slice().chunks_exact(POSE);
        for (camera, by) in state.cameras.iter_mut().skip(1).zip(steps) {
            camera.cam_from_world = moved(&camera.cam_from_world, &Vector6::from_column_slice(by));
        }
        for (board, by) in state.boards.iter_mut().zip(boards) {
            *board = moved(board, by);
        }
        state
    }

    fn rms(&self, instants: &[Instant]) -> f64 {
        let (mut sum, mut n) = (0.0, 0);
        for (instant, board) in instants.iter().zip(&self.boards) {
            for (index, view) in instant {
                let camera = &self.cameras[*index];
                let pose = camera.cam_from_world * board;
                for (p, at) in &view.corners {
                    let q = pose.rotation * p + pose.translation.vector;
                    let off = drawn(camera, &q)
                        .map_or(1e6, |d| (d - Vector2::new(at.x, at.y)).norm_squared());
                    (sum, n) = (sum + off, n + 1);
                }
            }
        }
        (sum / f64::from(n.max(1))).sqrt()
    }
}

fn six(
    turned: &nalgebra::Matrix2x3<f64>,
    shifted: &nalgebra::Matrix2x3<f64>,
) -> [Vector2<f64>; POSE] {
    std::array::from_fn(|i| match i {
        0..3 => turned.column(i).into(),
        _ => shifted.column(i - 3).into(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Distortion, Intrinsics};
    use trackside_schema::RawPixel;

    #[test]
    fn analytic_and_numeric_gradients_agree() {
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
        let state = State {
            cameras: vec![camera("a", 0.0), camera("b", 0.4)],
            boards: vec![Isometry3::new(
                Vector3::new(0.1, -0.2, 2.5),
                Vector3::new(0.3, 0.2, 0.1),
            )],
        };
        // Within Huber's square, so that the cost's slope is twice the gradient.
        let show = |c: &Camera| BoardView {
            name: String::new(),
            sharpness: 1.0,
            corners: (0..12)
                .map(|i| {
                    let p = Vector3::new(f64::from(i % 4) * 0.1, f64::from(i / 4) * 0.1, 0.0);
                    let q = c.cam_from_world * state.boards[0] * nalgebra::Point3::from(p);
                    let at = drawn(c, &q.coords).unwrap();
                    let by = f64::from(i % 3) * 0.3 - 0.4;
                    (p, RawPixel::new(at.x + by, at.y - 0.5 * by))
                })
                .collect(),
        };
        let instants = vec![vec![
            (0, show(&state.cameras[0])),
            (1, show(&state.cameras[1])),
        ]];
        let normal = state.normal(&instants, true);
        let h = 1e-6;
        for i in 0..2 * POSE {
            let cost = |by: f64| {
                let (mut a, mut c) = (DVector::zeros(POSE), Vector6::zeros());
                if i < POSE {
                    a[i] = by;
                } else {
                    c[i - POSE] = by;
                }
                state.moved(&a, &[c]).normal(&instants, true).cost
            };
            let numeric = (cost(h) - cost(-h)) / (4.0 * h);
            let analytic = if i < POSE {
                normal.ga[i]
            } else {
                normal.gc[0][i - POSE]
            };
            assert!(
                (numeric - analytic).abs() < 1e-3 * (1.0 + analytic.abs()),
                "{i}: {numeric} {analytic}"
            );
        }
    }
}
