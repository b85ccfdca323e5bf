//! Errors that last. A detector that places a knee too far forward does so again in the next image: its errors are correlated
//! in time, and a filter that takes them for independent believes that it averages them out.
//!
//! How much of the variance lasts is measured while tracking: with normalised residuals e of trunk joints that three views or
//! more agree on, against the same joint's in the same camera [`LAG_S`] before,
//!
//! ```text
//! b = E(eₜ · eₜ₋ₗ) / E(eₜ · eₜ)
//! ```
//!
//! A share b of a measurement's variance R does not average out, so the error of an estimate with the filter's variance P has
//! (1 − b) P + b R. R is that of one frame set's observations alone, from n views whose errors are correlated by ρ:
//! R = (1 + (n − 1) ρ) Λ⁻¹. docs/experiments/043-errors-that-last.md.

use nalgebra::{Matrix3, Vector2};

use crate::skeleton::skeleton_fit::FittedJoints;
use crate::skeleton::skeleton_priors::TRUNK_JOINTS;

/// The time after which residuals are compared, s: about as long as the live filter averages.
const LAG_S: f64 = 0.1;
/// Residuals longer than this are outliers, which do not last.
const MAX_RESIDUAL_SIGMA: f64 = 4.4;
/// So many squared residuals without correlation are assumed before any is seen,
const PRIOR_SQUARES: f64 = 40.0;
/// and so many are remembered.
const MEMORY_SQUARES: f64 = 4000.0;
/// Correlations of independent errors are within this of 0, and of no detector's above the second.
const MIN_SHARE: f64 = 0.06;
const MAX_SHARE: f64 = 0.95;
/// Views share a part of their errors, since one detector looks at all of them: the correlation between two views' errors of one
/// joint.
const VIEW_CORRELATION: f64 = 0.15;
/// Upper limit of the variance of one frame set's observations, m²: where rays hardly cross they say little by themselves.
const MAX_MEASUREMENT_VARIANCE_M2: f64 = 0.15 * 0.15;

/// The running estimate of b for one venue.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ErrorCorrelation {
    product: f64,
    square: f64,
}

impl ErrorCorrelation {
    /// Compares a normalised residual with the same joint's in the same camera a lag before.
    fn record(&mut self, before: &Vector2<f64>, now: &Vector2<f64>) {
        self.product += before.dot(now);
        self.square += 0.5 * (before.norm_squared() + now.norm_squared());
        if self.square > MEMORY_SQUARES {
            self.product *= MEMORY_SQUARES / self.square;
            self.square = MEMORY_SQUARES;
        }
    }

    /// The share of the variance that lasts, 0 to 1.
    pub fn share(&self) -> f64 {
        let share = self.product / (self.square + PRIOR_SQUARES);
        if share < MIN_SHARE {
            0.0
        } else {
            share.min(MAX_SHARE)
        }
    }
}

/// One joint's residual in one camera, and when it was, on the track's clock.
#[derive(Clone, Copy, Debug)]
struct LaggedResidual {
    at_s: f64,
    residual: Vector2<f64>,
}

/// The residuals of one track's trunk joints that are compared with later ones.
#[derive(Debug, Default)]
pub(crate) struct LaggedResiduals {
    clock_s: f64,
    /// By camera.
    of_cameras: Vec<[Option<LaggedResidual>; TRUNK_JOINTS.len()]>,
}

impl LaggedResiduals {
    /// Time passes.
    pub fn advance(&mut self, dt_s: f64) {
        self.clock_s += dt_s;
    }

    /// Makes room for so many cameras.
    pub fn reserve(&mut self, cameras: usize) {
        self.of_cameras.resize(cameras, [None; TRUNK_JOINTS.len()]);
    }

    /// Takes the normalised residual of a trunk joint in one camera.
    pub fn record(
        &mut self,
        camera: usize,
        trunk_joint: usize,
        residual: Vector2<f64>,
        correlation: &mut ErrorCorrelation,
    ) {
        if residual.norm_squared() > MAX_RESIDUAL_SIGMA * MAX_RESIDUAL_SIGMA {
            return;
        }
        let slot = &mut self.of_cameras[camera][trunk_joint];
        if let Some(before) = slot {
            let age_s = self.clock_s - before.at_s;
            if age_s < LAG_S {
                return;
            }
            // After an occlusion the two say nothing about the lag.
            if age_s < 2.0 * LAG_S {
                correlation.record(&before.residual, &residual);
            }
        }
        *slot = Some(LaggedResidual {
            at_s: self.clock_s,
            residual,
        });
    }
}

/// The variance along an axis of one frame set's observations alone, m², the mean over three axes, with errors that `views`
/// views share; `None` where they leave the position open.
pub(crate) fn measurement_variance(information: &Matrix3<f64>, views: u8) -> Option<f64> {
    let covariance = information.try_inverse()?;
    let shared = f64::from(views.max(1) - 1) * VIEW_CORRELATION;
    let variance = covariance.trace() / 3.0 * (1.0 + shared);
    (variance > 0.0).then(|| variance.min(MAX_MEASUREMENT_VARIANCE_M2))
}

/// Adds to each fitted joint's covariance what of its measurements' errors lasts: `share` is b, `measured` gives a joint's R, m².
/// The means stay: how far a body's lengths are to correct errors that last is another question.
pub(crate) fn add_lasting_errors(
    fitted: &mut FittedJoints,
    share: f64,
    measured: impl Fn(usize) -> Option<f64>,
) {
    if share <= 0.0 {
        return;
    }
    for (j, joint) in fitted.iter_mut().enumerate() {
        if let (Some(g), Some(measured)) = (joint, measured(j)) {
            let variance = g.covariance.trace() / 3.0;
            g.covariance += Matrix3::identity() * (share * (measured - variance).max(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use trackside_testkit::TestRng;

    use super::*;

    /// The share that is found in errors of which this share is constant for 2 s.
    fn found_share(constant: f64) -> f64 {
        let mut rng = TestRng::new(9);
        let mut correlation = ErrorCorrelation::default();
        let mut residuals = LaggedResiduals::default();
        residuals.reserve(3);
        let mut constants = [[Vector2::zeros(); 6]; 3];
        for tick in 0..500 {
            residuals.advance(0.04);
            for (camera, constants) in constants.iter_mut().enumerate() {
                for (joint, lasting) in constants.iter_mut().enumerate() {
                    let mut normal = |sigma: f64| sigma * Vector2::new(rng.normal(), rng.normal());
                    if tick % 50 == 0 {
                        *lasting = normal(constant.sqrt());
                    }
                    let residual = *lasting + normal((1.0 - constant).sqrt());
                    residuals.record(camera, joint, residual, &mut correlation);
                }
            }
        }
        correlation.share()
    }

    #[test]
    fn the_share_of_errors_that_lasts_is_found() {
        assert_eq!(found_share(0.0), 0.0);
        for share in [0.3, 0.6, 0.9] {
            let found = found_share(share);
            assert!((found - share).abs() < 0.1, "{found} for {share}");
        }
    }
}
