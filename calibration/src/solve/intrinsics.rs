//! A camera's pinhole and lens, from pictures of a flat board held in many ways.
//!
//! Zhang, "A flexible new technique for camera calibration", TPAMI 2000; first guesses are OpenCV's, the fit is our own:
//! Levenberg–Marquardt with the pose of every picture eliminated (Schur complement), Huber's loss. Input assumption: the
//! board is flat and its squares are of the size that was said; corners err by about half a pixel.
//!
//! Which lens the data supports is settled by what a fit to some pictures says of the others: the simplest of those
//! within one per cent of the least held-out error.

use nalgebra::{Isometry3, Vector2};

use super::adjust::AdjustError;
use super::board::BoardView;
use super::board_fit::{Global, State};
use super::normal::FAR_PX;
use super::slopes::LENS;
use crate::Camera;

/// Which numbers a fit finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Model {
    /// Whether the lens is a fisheye, drawn by angles.
    pub fisheye: bool,
    /// How many coefficients, in the order of [`crate::Distortion`].
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
        let centre = if self.centre {
            ""
        } else {
            ", principal point in the middle"
        };
        format!("{lens}{pixels}{centre}")
    }

    pub(super) fn unknowns(&self) -> Vec<Global> {
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
    let guess = |focal_px| {
        let first = State::first(name, size_px, views, focal_px);
        first.map_err(|e| refuse(format!("OpenCV has no first guess: {e}")))
    };
    // With any focal length boards that are parallel look so.
    let tilt = guess(Some(f64::from(size_px[0].max(size_px[1]))))?.tilt();
    if tilt < LEAST_TILT {
        return Err(refuse(format!(
            "all boards are parallel to each other (to {:.0}°), so that a near camera with a short lens and a far one with a \
             long lens show the same: turn the board by 20 to 45°, left, right, up and down",
            tilt.to_degrees()
        )));
    }
    let first = guess(None)?;
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
            let lenses: Vec<_> = Model::lenses()
                .into_iter()
                .filter_map(&mut attempt)
                .collect();
            simplest(&lenses).and_then(|lens| {
                let pinholes = [(true, true), (false, false), (false, true)];
                let pinholes = pinholes.map(|(apart, centre)| Model {
                    apart,
                    centre,
                    ..lens
                });
                let mut all: Vec<_> = lenses.iter().filter(|t| t.1 == lens).copied().collect();
                all.extend(
                    pinholes
                        .into_iter()
                        .filter(|m| *m != lens)
                        .filter_map(&mut attempt),
                );
                simplest(&all)
            })
        }
    };
    let failed = || {
        refuse("no lens model could be fitted: are the pictures of one camera, with one zoom and focus?".into())
    };
    let model = model.ok_or_else(failed)?;
    let state = first.fitted(model, views).ok_or_else(failed)?;
    let sigma = state.sigma(model, views).ok_or_else(failed)?;
    let k = &state.camera.intrinsics;
    let share = sigma[0] / k.fx;
    if share.is_nan() || share > MOST_SIGMA {
        return Err(refuse(format!(
            "the focal length is known only to {:.1} % ({:.0} ± {:.0} px): take more pictures with the board near, filling \
             the picture, and turned by 20 to 45°; {}",
            share * 100.0,
            k.fx,
            sigma[0],
            worst(&state, views)
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

/// The picture that agrees least, in words.
fn worst(state: &State, views: &[BoardView]) -> String {
    let residuals = state.residuals(views);
    let rms = residuals
        .iter()
        .map(|r| (r.iter().map(|r| r.norm_squared()).sum::<f64>() / r.len().max(1) as f64).sqrt());
    let worst = rms.zip(views).max_by(|a, b| a.0.total_cmp(&b.0));
    worst.map_or(String::new(), |(rms, view)| {
        format!("in the worst, {}, corners are {rms:.1} px off", view.name)
    })
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
