//! The intrinsics of a camera from images of a flat board in many orientations.
//!
//! Zhang, "A flexible new technique for camera calibration", TPAMI 2000; OpenCV gives first guesses, the fit is our own:
//! Levenberg–Marquardt with the pose of each image eliminated (Schur complement) and Huber's loss. Input assumption: the
//! board is flat and its squares have the stated size; corners err by about half a pixel.
//!
//! The lens model is chosen by cross-validation: the simplest model within one per cent of the smallest held-out error.

mod board_fit;
mod lens_model;

use nalgebra::{Isometry3, Vector2};

use self::board_fit::BoardFit;
use super::board::BoardDetection;
use super::board::normal_equations::HUBER_PX;
use super::error::SolveError;
use super::jacobians::INTRINSIC_PARAMETERS;
use crate::Camera;

pub use lens_model::LensModel;

/// A calibrated camera.
#[derive(Clone, Debug)]
pub struct IntrinsicsFit {
    /// The lens model.
    pub model: LensModel,
    /// The camera; its pose has no meaning.
    pub camera: Camera,
    /// One standard deviation of fx fy cx cy and of the coefficients; 0 for what was not estimated.
    pub sigma: [f64; INTRINSIC_PARAMETERS],
    /// The root mean square reprojection error, px.
    pub rms_px: f64,
    /// The same of images that were held out.
    pub held_out_px: f64,
    /// `cam_from_board` of each image.
    pub poses: Vec<Isometry3<f64>>,
    /// The reprojection error of each corner, projected less observed, by image, px.
    pub residuals: Vec<Vec<Vector2<f64>>>,
}

/// A lens model that was fitted, and how well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModelScore {
    /// The model.
    pub model: LensModel,
    /// The root mean square reprojection error, px.
    pub rms_px: f64,
    /// The same of images that were held out.
    pub held_out_px: f64,
    /// Akaike's information criterion; less is better.
    pub aic: f64,
}

/// Fewer images do not determine the focal length.
const MIN_IMAGES: usize = 3;
/// Boards count as parallel when their normals differ by less than this, rad.
const MIN_TILT_RAD: f64 = 0.17;
/// A focal length with a larger relative deviation is refused.
const MAX_FOCAL_SIGMA: f64 = 0.03;
/// Held-out errors up to this factor of the smallest are equally good.
const EQUALLY_GOOD: f64 = 1.01;
/// The number of folds of the cross-validation.
const MAX_FOLDS: usize = 8;

/// The camera that took `views`, and the scores of all models that were fitted. `only`: the model to fit, else the one that
/// the data supports best.
///
/// # Errors
/// The data does not determine the intrinsics: too few images, all boards parallel, an uncertain focal length.
pub fn calibrate_intrinsics(
    name: &str,
    size_px: [u32; 2],
    views: &[BoardDetection],
    only: Option<LensModel>,
) -> Result<(IntrinsicsFit, Vec<ModelScore>), SolveError> {
    let refuse = |what: String| SolveError(format!("camera \"{name}\": {what}"));
    if views.len() < MIN_IMAGES {
        return Err(refuse(format!(
            "the board was found in {} images; at least {MIN_IMAGES} are needed, 10 to 20 are good, in all corners of the \
             image and tilted in all directions",
            views.len()
        )));
    }
    let first_guess = |focal_px| {
        let first = BoardFit::first_guess(name, size_px, views, focal_px);
        first.map_err(|e| refuse(format!("OpenCV has no first guess: {e}")))
    };
    // Parallel boards look parallel with any focal length.
    let tilt = first_guess(Some(f64::from(size_px[0].max(size_px[1]))))?.max_tilt_rad();
    if tilt < MIN_TILT_RAD {
        return Err(refuse(format!(
            "all boards are parallel to each other (to {:.0}°), so that a near camera with a short lens and a far one with a \
             long lens take the same images: tilt the board by 20 to 45°, left, right, up and down",
            tilt.to_degrees()
        )));
    }
    let first = first_guess(None)?;
    let mut scores = Vec::new();
    let model = select_model(&first, views, only, &mut scores);
    let failed = || {
        refuse(
            "no lens model could be fitted: are the images of one camera, with one zoom and focus?"
                .into(),
        )
    };
    let model = model.ok_or_else(failed)?;
    let fit = first.fit_model(model, views).ok_or_else(failed)?;
    let sigma = fit.sigma(model, views).ok_or_else(failed)?;
    let k = &fit.camera.intrinsics;
    let relative = sigma[0] / k.fx;
    if relative.is_nan() || relative > MAX_FOCAL_SIGMA {
        return Err(refuse(format!(
            "the focal length is uncertain by {:.1} % ({:.0} ± {:.0} px): take more images with the board near, filling the \
             image, and tilted by 20 to 45°; {}",
            relative * 100.0,
            k.fx,
            sigma[0],
            describe_worst_image(&fit, views)
        )));
    }
    let best = scores.iter().find(|s| s.model == model);
    Ok((
        IntrinsicsFit {
            model,
            sigma,
            rms_px: fit.rms_px(views),
            held_out_px: best.map_or(f64::NAN, |b| b.held_out_px),
            residuals: fit.residuals(views),
            camera: fit.camera,
            poses: fit.poses,
        },
        scores,
    ))
}

/// The simplest model with an equally good held-out error: first of the distortion models, then of the pinhole's variants.
/// Adds all scores to `scores`.
fn select_model(
    first: &BoardFit,
    views: &[BoardDetection],
    only: Option<LensModel>,
    scores: &mut Vec<ModelScore>,
) -> Option<LensModel> {
    let mut evaluate = |model: LensModel| -> Option<(f64, LensModel)> {
        let fit = first.fit_model(model, views)?;
        let held_out_px = held_out_rms_px(first, model, views)?;
        let rms_px = fit.rms_px(views);
        let corners: usize = views.iter().map(|v| v.corners.len()).sum();
        let equations = 2.0 * corners as f64;
        let parameters = model.parameters().len() + 6 * views.len();
        let aic = equations * (0.5 * rms_px * rms_px).ln() + 2.0 * parameters as f64;
        scores.push(ModelScore {
            model,
            rms_px,
            held_out_px,
            aic,
        });
        Some((held_out_px, model))
    };
    let simplest = |all: &[(f64, LensModel)]| -> Option<LensModel> {
        let min_error = all.iter().map(|t| t.0).fold(f64::INFINITY, f64::min);
        let good = all.iter().filter(|t| t.0 <= EQUALLY_GOOD * min_error);
        good.min_by_key(|t| t.1.parameters().len()).map(|t| t.1)
    };
    if let Some(model) = only {
        return evaluate(model).map(|t| t.1);
    }
    let lenses: Vec<_> = LensModel::candidates()
        .into_iter()
        .filter_map(&mut evaluate)
        .collect();
    let lens = simplest(&lenses)?;
    let pinholes = [(true, true), (false, false), (false, true)];
    let pinholes = pinholes.map(
        |(has_separate_focals, has_free_principal_point)| LensModel {
            has_separate_focals,
            has_free_principal_point,
            ..lens
        },
    );
    let mut all: Vec<_> = lenses.iter().filter(|t| t.1 == lens).copied().collect();
    all.extend(
        pinholes
            .into_iter()
            .filter(|m| *m != lens)
            .filter_map(&mut evaluate),
    );
    simplest(&all)
}

/// The image with the largest residuals, in words.
fn describe_worst_image(fit: &BoardFit, views: &[BoardDetection]) -> String {
    let residuals = fit.residuals(views);
    let rms = residuals
        .iter()
        .map(|r| (r.iter().map(|r| r.norm_squared()).sum::<f64>() / r.len().max(1) as f64).sqrt());
    let worst = rms.zip(views).max_by(|a, b| a.0.total_cmp(&b.0));
    worst.map_or(String::new(), |(rms, view)| {
        format!(
            "in the worst image, {}, corners are {rms:.1} px off",
            view.name
        )
    })
}

/// The share of the image that corners cover, by cells of an eighth of its width and height, and the distance of the
/// farthest corner from the centre as a share of half the diagonal.
pub fn coverage(size_px: [u32; 2], views: &[BoardDetection]) -> (f64, f64) {
    const CELLS: usize = 8;
    let [w, h] = size_px.map(f64::from);
    let (mut covered, mut reach) = ([false; CELLS * CELLS], 0.0_f64);
    for (_, at) in views.iter().flat_map(|v| &v.corners) {
        let cell = |v: f64, size: f64| ((v / size * CELLS as f64).max(0.0) as usize).min(CELLS - 1);
        covered[cell(at.y, h) * CELLS + cell(at.x, w)] = true;
        reach = reach.max((at.x - w / 2.0).hypot(at.y - h / 2.0) / (0.5 * w.hypot(h)));
    }
    let count = covered.iter().filter(|c| **c).count();
    (count as f64 / covered.len() as f64, reach)
}

/// The root mean square error of images that a fit has not used, px: only their poses are estimated.
fn held_out_rms_px(first: &BoardFit, model: LensModel, views: &[BoardDetection]) -> Option<f64> {
    let folds = views.len().min(MAX_FOLDS);
    let (mut squares, mut corners) = (0.0, 0);
    for fold in 0..folds {
        let is_held_out = |i: usize| i % folds == fold;
        let part = |held_out: bool| -> (BoardFit, Vec<BoardDetection>) {
            let own: Vec<usize> = (0..views.len())
                .filter(|&i| is_held_out(i) == held_out)
                .collect();
            let fit = BoardFit {
                camera: first.camera.clone(),
                poses: own.iter().map(|&i| first.poses[i]).collect(),
            };
            (fit, own.iter().map(|&i| views[i].clone()).collect())
        };
        let (training, training_views) = part(false);
        let (mut testing, testing_views) = part(true);
        testing.camera = training.fit_model(model, &training_views)?.camera;
        testing.optimize(&[], &testing_views)?;
        for r in testing.residuals(&testing_views).iter().flatten() {
            // A wrong corner must not decide about the lens.
            squares += r.norm_squared().min((4.0 * HUBER_PX).powi(2));
            corners += 1;
        }
    }
    (corners > 0).then(|| (squares / f64::from(corners)).sqrt())
}
