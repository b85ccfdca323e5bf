//! A hypothesis's update with the views: in each, the candidate that fits best is used, if the ball explains it better than
//! clutter does (nearest neighbour with a clutter density; Bar-Shalom and Fortmann, *Tracking and Data Association*, 1988).
//!
//! ```text
//! Δ score = ln P_D − ½ (eᵀS⁻¹e + ln |2πS|) − ln λ    with a candidate        ln (1 − P_D)    without
//! ```
//!
//! λ is the view's clutter density, P_D the probability of detection. A candidate's blur is a measurement of the velocity.
//! What the search after an impulse gains: docs/experiments/023-ball-search.md.

use nalgebra::{Matrix2, Matrix2x3, SMatrix, Vector2};

use super::candidates::{BallCandidate, Blur, Candidates};
use super::flight::velocity;
use super::hypothesis::Hypothesis;
use super::physics::BallModel;
use crate::camera_view::CameraView;

/// P_D: how often a view that should show the ball has a candidate of it.
const DETECTION_PROBABILITY: f64 = 0.85;
/// A candidate farther off than this, in standard deviations, is not the ball.
const GATE_SIGMA: f64 = 4.5;
/// After an impulse, the update is tried from so many views that should show the ball, passing over up to so many candidates
/// less one.
const SEARCH_VIEWS: usize = 5;
const SEARCH_CANDIDATES: usize = 4;
/// The direction of a blur is known where one fits better by this much, in squared standard deviations.
const BLUR_SIGN_MARGIN: f64 = 9.0;

/// The derivative of normalised image coordinates with respect to the ball's state.
type ViewJacobian = SMatrix<f64, 2, 9>;

impl Hypothesis {
    /// Updates with all views.
    pub fn update(&mut self, cameras: &[CameraView], candidates: &Candidates, model: &BallModel) {
        self.update_from(0, 0, cameras, candidates, model);
    }

    /// Updates after an impulse: the candidate nearest to the prediction is then often another object. Where fewer than half
    /// of the views agree, the update is tried from several candidates of several views, and the likeliest is kept.
    pub fn search_and_update(
        &mut self,
        cameras: &[CameraView],
        candidates: &Candidates,
        model: &BallModel,
    ) {
        let before = *self;
        self.update(cameras, candidates, model);
        if 2 * usize::from(self.views) >= candidates.views.len() {
            return;
        }
        let should_show = |first: &usize| {
            let view = &candidates.views[*first];
            let projected = before.project(&cameras[view.camera], view.time_offset_s, model);
            projected.is_some()
        };
        for first in (0..candidates.views.len())
            .filter(should_show)
            .take(SEARCH_VIEWS)
        {
            for skip in 0..SEARCH_CANDIDATES {
                let mut other = before;
                if !other.update_from(first, skip, cameras, candidates, model) {
                    break;
                }
                if other.score > self.score {
                    *self = other;
                }
            }
        }
    }

    /// Updates with all views from the `first`-th on, whose `skip` best candidates are passed over. Returns whether that view
    /// has so many in the gate.
    fn update_from(
        &mut self,
        first: usize,
        skip: usize,
        cameras: &[CameraView],
        candidates: &Candidates,
        model: &BallModel,
    ) -> bool {
        let n = candidates.views.len();
        for i in 0..n {
            let view = &candidates.views[(first + i) % n];
            let camera = &cameras[view.camera];
            let Some((at, jacobian)) = self.project(camera, view.time_offset_s, model) else {
                continue;
            };
            // P Hᵀ and H P Hᵀ; H is zero for the spin.
            let h = jacobian.transpose();
            let ph = self.p.fixed_columns::<3>(0) * h.fixed_rows::<3>(0)
                + self.p.fixed_columns::<3>(3) * h.fixed_rows::<3>(3);
            let own = jacobian.fixed_columns::<3>(0) * ph.fixed_rows::<3>(0)
                + jacobian.fixed_columns::<3>(3) * ph.fixed_rows::<3>(3);
            let in_view = candidates.of_view(view);
            let mut best = CandidateFit::best(in_view, &at, &own, -1.0);
            for _ in 0..if i == 0 { skip } else { 0 } {
                let Some(skipped) = best else { return false };
                best = CandidateFit::best(in_view, &at, &own, skipped.mahalanobis_sq);
            }
            if i == 0 && skip > 0 && best.is_none() {
                return false;
            }
            let missed = (1.0 - DETECTION_PROBABILITY).ln();
            let used = best
                .map(|fit| (fit.log_likelihood_ratio(view.clutter_density), fit))
                .filter(|(gain, _)| *gain > missed);
            match used {
                Some((gain, fit)) => {
                    self.score += gain;
                    let k = ph * fit.inverse;
                    self.x += k * fit.error;
                    self.p -= k * ph.transpose();
                    self.views = self.views.saturating_add(1);
                    if let Some(blur) = &fit.candidate.blur {
                        let sigma = fit.candidate.sigma;
                        self.update_with_blur(camera, view.time_offset_s, model, blur, sigma);
                    }
                }
                None => self.score += missed,
            }
        }
        self.p = (self.p + self.p.transpose()) * 0.5;
        true
    }

    /// Updates the velocity with the ball's displacement in the image during the exposure. Of its two directions the one that
    /// fits far better is used; where neither does, the blur is not.
    fn update_with_blur(
        &mut self,
        camera: &CameraView,
        time_offset_s: f64,
        model: &BallModel,
        blur: &Blur,
        sigma: f64,
    ) {
        let there = self.position_after(time_offset_s, model);
        let Some((at, depth)) = camera.project(&there) else {
            return;
        };
        let h = camera.jacobian(&at, depth) * blur.exposure_s;
        let expected = h * velocity(&self.x);
        let pv = self.p.fixed_columns::<3>(3) * h.transpose();
        // Two ends, each as certain as the centre.
        let s = h * pv.fixed_rows::<3>(3) + Matrix2::identity() * (2.0 * sigma * sigma);
        let Some(inverse) = s.try_inverse() else {
            return;
        };
        let displacement = blur.displacement;
        let [forwards, backwards] = [displacement - expected, -displacement - expected];
        let mahalanobis_sq = |e: &Vector2<f64>| e.dot(&(inverse * e));
        let (error, other) = if mahalanobis_sq(&forwards) < mahalanobis_sq(&backwards) {
            (forwards, backwards)
        } else {
            (backwards, forwards)
        };
        if mahalanobis_sq(&error) > GATE_SIGMA * GATE_SIGMA
            || mahalanobis_sq(&other) - mahalanobis_sq(&error) < BLUR_SIGN_MARGIN
        {
            return;
        }
        let k = pv * inverse;
        self.x += k * error;
        self.p -= k * pv.transpose();
    }

    /// Where a view with this exposure shows the ball, and the derivative with respect to its state; `None` outside the image.
    pub fn project(
        &self,
        camera: &CameraView,
        time_offset_s: f64,
        model: &BallModel,
    ) -> Option<(Vector2<f64>, ViewJacobian)> {
        let there = self.position_after(time_offset_s, model);
        let (at, depth) = camera.project(&there)?;
        if !camera.is_in_image(&at) {
            return None;
        }
        let j: Matrix2x3<f64> = camera.jacobian(&at, depth);
        let mut jacobian = ViewJacobian::zeros();
        jacobian.fixed_columns_mut::<3>(0).copy_from(&j);
        jacobian
            .fixed_columns_mut::<3>(3)
            .copy_from(&(j * time_offset_s));
        Some((at, jacobian))
    }
}

/// A candidate against a hypothesis's projection.
#[derive(Clone, Copy)]
struct CandidateFit<'a> {
    candidate: &'a BallCandidate,
    mahalanobis_sq: f64,
    error: Vector2<f64>,
    /// S⁻¹ and |S|.
    inverse: Matrix2<f64>,
    determinant: f64,
}

impl CandidateFit<'_> {
    /// The nearest candidate in the gate that is farther than `beyond`. `own` is the hypothesis's covariance in the image.
    fn best<'a>(
        candidates: &'a [BallCandidate],
        at: &Vector2<f64>,
        own: &Matrix2<f64>,
        beyond: f64,
    ) -> Option<CandidateFit<'a>> {
        let mut best: Option<CandidateFit> = None;
        for candidate in candidates {
            let error = candidate.at - at;
            // Most candidates are far away: no matrix for them.
            let s = own + Matrix2::identity() * (candidate.sigma * candidate.sigma);
            if error.norm_squared() > GATE_SIGMA * GATE_SIGMA * s.trace() {
                continue;
            }
            let Some(inverse) = s.try_inverse() else {
                continue;
            };
            let mahalanobis_sq = error.dot(&(inverse * error));
            if mahalanobis_sq > beyond
                && mahalanobis_sq < GATE_SIGMA * GATE_SIGMA
                && best.is_none_or(|b| mahalanobis_sq < b.mahalanobis_sq)
            {
                best = Some(CandidateFit {
                    candidate,
                    mahalanobis_sq,
                    error,
                    inverse,
                    determinant: s.determinant(),
                });
            }
        }
        best
    }

    /// Logarithm of the likelihood that it is the ball, relative to clutter.
    fn log_likelihood_ratio(&self, clutter_density: f64) -> f64 {
        let density =
            -0.5 * (self.mahalanobis_sq + self.determinant.ln()) - std::f64::consts::TAU.ln();
        DETECTION_PROBABILITY.ln() + density - clutter_density.ln()
    }
}
