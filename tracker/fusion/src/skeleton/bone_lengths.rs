//! One athlete's bone lengths, learned while the athlete is tracked.
//!
//! Of each pair of joints that keeps its distance, two numbers are estimated, left and right together: the mean of the
//! squared distance and its variance beyond what the joints' errors explain. The squared distance of two noisy joints is
//! biased by their noise, so what is averaged is
//!
//! ```text
//! |xᵢ − xⱼ|² − tr(Pᵢ + Pⱼ)        with variance  4 dᵀ P d + 2 tr P²,   P = Pᵢ + Pⱼ,   d = xᵢ − xⱼ
//! ```
//!
//! (moments of a Gaussian quadratic form; Mathai and Provost, *Quadratic Forms in Random Variables*, 1992), weighted by
//! the inverse of that variance. The prior of each length is a share of the athlete's stature
//! ([`LENGTH_PRIORS`](crate::skeleton::skeleton_priors::LENGTH_PRIORS)). Values of the constants: docs/reference/fusion.md, "Bone lengths and body fit".

use nalgebra::Matrix3;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::filter::correlated_joints::{RIGID_GROUPS, group_of};
use crate::filter::joint_filter::JointState;
use crate::skeleton::skeleton_priors::{LENGTH_PRIORS, LengthPrior, STATURE_M};

/// Lower limit of a length's standard deviation, m.
const MIN_SIGMA_M: f64 = 0.005;
/// Standard deviation of a length, as a share of it, until its own scatter is estimated.
const INITIAL_SCATTER: f64 = 0.06;
/// Joint errors are correlated over this time, s: estimates nearer to each other than that count as one.
const CORRELATION_TIME_S: f64 = 0.15;
/// Estimates older than this, s, are forgotten exponentially.
const MEMORY_S: f64 = 60.0;
/// A learned length beyond so many standard deviations of its prior is an error of the joints, not of the prior.
const PLAUSIBLE_SIGMA: f64 = 2.0;
/// Lengths shorter than this, m, do not distinguish bodies.
const DISTINCTIVE_LENGTH_M: f64 = 0.2;
/// Lengths shorter than this share of stature do not say how tall the body is: detector errors are as large.
const STATURE_MIN_RATIO: f64 = 0.14;
/// A mean square below this, m², is not a length.
const MIN_MEAN_SQUARE_M2: f64 = 1e-4;

/// The running estimate of one squared length.
#[derive(Clone, Copy, Debug, Default)]
struct LengthEstimate {
    /// m².
    mean_square: f64,
    /// Inverse variance of `mean_square`, 1/m⁴.
    weight: f64,
    /// Variance of the squared length beyond what the joints' errors explain, m⁴.
    excess_variance: f64,
    /// Number of independent estimates.
    count: f64,
}

/// The bone lengths of one athlete.
#[derive(Clone, Debug)]
pub(crate) struct BoneLengthModel {
    lengths: [LengthEstimate; LENGTH_PRIORS.len()],
}

impl Default for BoneLengthModel {
    fn default() -> BoneLengthModel {
        BoneLengthModel {
            lengths: [LengthEstimate::default(); LENGTH_PRIORS.len()],
        }
    }
}

/// Which pairs of [`LENGTH_PRIORS`] share an estimate: by pair, the index of the pair or of its mirror image.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MirrorPairs([usize; LENGTH_PRIORS.len()]);

impl Default for MirrorPairs {
    fn default() -> MirrorPairs {
        let same = |[a, b]: [Joint; 2], [c, d]: [Joint; 2]| (a, b) == (c, d) || (a, b) == (d, c);
        let mut shared = [0; LENGTH_PRIORS.len()];
        for (k, prior) in LENGTH_PRIORS.iter().enumerate() {
            let mirrored = prior.ends.map(Joint::mirrored);
            shared[k] = (0..k)
                .find(|&i| same(LENGTH_PRIORS[i].ends, mirrored))
                .unwrap_or(k);
        }
        MirrorPairs(shared)
    }
}

impl BoneLengthModel {
    /// Learns from the filtered joints of a frame set `dt_s` after the last one. `shared` is the position covariance that the
    /// joints of each group share: their distance does not depend on it.
    pub fn update(
        &mut self,
        pairs: &MirrorPairs,
        joints: &[Option<JointState>; JOINT_COUNT],
        shared: &[Matrix3<f64>; RIGID_GROUPS.len()],
        dt_s: f64,
    ) {
        let independence = (dt_s / CORRELATION_TIME_S).min(1.0);
        for (k, LengthPrior { ends: [a, b], .. }) in LENGTH_PRIORS.iter().enumerate() {
            let group = group_of(a.index()).filter(|_| group_of(a.index()) == group_of(b.index()));
            let (Some(a), Some(b)) = (&joints[a.index()], &joints[b.index()]) else {
                continue;
            };
            if a.views < 2 || b.views < 2 {
                continue;
            }
            let shared = group.map_or(Matrix3::zeros(), |group| 2.0 * shared[group]);
            let (d, covariance) = (a.position - b.position, a.cov_pp + b.cov_pp - shared);
            let square = d.norm_squared() - covariance.trace();
            let variance =
                4.0 * (d.transpose() * covariance * d)[0] + 2.0 * (covariance * covariance).trace();
            self.lengths[pairs.0[k]].update(square, variance, independence);
        }
    }

    /// The distance between two joints, m; `None` of a pair that does not keep one.
    pub fn length_m(&self, pairs: &MirrorPairs, a: Joint, b: Joint) -> Option<f64> {
        let is_pair = |p: &LengthPrior| p.ends == [a, b] || p.ends == [b, a];
        let pair = LENGTH_PRIORS.iter().position(is_pair)?;
        Some(self.predict(pairs, pair, self.stature_m(pairs)).0)
    }

    /// How far the lengths of two bodies differ, as a root mean square share; `None` where too few are known.
    pub fn length_rms_difference(
        &self,
        other: &BoneLengthModel,
        pairs: &MirrorPairs,
    ) -> Option<f64> {
        let (mut sum, mut n) = (0.0, 0);
        for k in (0..LENGTH_PRIORS.len()).filter(|&k| pairs.0[k] == k) {
            let learned = |model: &BoneLengthModel| {
                let l = &model.lengths[k];
                (l.count >= 1.0 && l.mean_square > DISTINCTIVE_LENGTH_M * DISTINCTIVE_LENGTH_M)
                    .then(|| l.mean_square.sqrt())
            };
            if let (Some(a), Some(b)) = (learned(self), learned(other)) {
                sum += ((a - b) / a.max(b)).powi(2);
                n += 1;
            }
        }
        (n >= 5).then(|| (sum / f64::from(n)).sqrt())
    }

    /// The body's stature, m: the prior's mean, corrected by the longer lengths with Cauchy weights.
    pub fn stature_m(&self, pairs: &MirrorPairs) -> f64 {
        let (mean, deviation) = STATURE_M;
        let (mut weight, mut sum) = (deviation.powi(-2), mean * deviation.powi(-2));
        for (k, prior) in LENGTH_PRIORS.iter().enumerate() {
            let l = &self.lengths[k];
            if prior.stature_ratio < STATURE_MIN_RATIO
                || pairs.0[k] != k
                || l.count < 1.0
                || l.mean_square < MIN_MEAN_SQUARE_M2
            {
                continue;
            }
            let implied = l.mean_square.sqrt() / prior.stature_ratio;
            let error = (implied - mean) / mean;
            let w = 1.0 / ((2.0 * prior.scatter * mean).powi(2) * (1.0 + (error / 0.1).powi(2)));
            weight += w;
            sum += w * implied;
        }
        sum / weight
    }

    /// A pair's length, m, and its variance as a measurement of one frame set, m²: what was learned, as far as it is
    /// plausible for a body of that stature.
    pub fn predict(&self, pairs: &MirrorPairs, pair: usize, stature_m: f64) -> (f64, f64) {
        let LengthPrior {
            stature_ratio,
            scatter,
            ..
        } = LENGTH_PRIORS[pair];
        let (expected, sigma) = (
            stature_ratio * stature_m,
            scatter * stature_ratio * stature_m,
        );
        let l = &self.lengths[pairs.0[pair]];
        let prior = (expected, MIN_SIGMA_M.powi(2) + sigma * sigma);
        if l.count < 1.0 || l.mean_square < MIN_MEAN_SQUARE_M2 {
            return prior;
        }
        let length = l.mean_square.sqrt();
        // From the variance of a square to that of its root.
        let slope_sq = 1.0 / (4.0 * l.mean_square);
        let scatter_variance = MIN_SIGMA_M.powi(2) + l.excess_variance * slope_sq;
        let mean_variance = 1.0 / l.weight * slope_sq;
        // The prior is one more measurement of the length.
        let share = sigma * sigma / (sigma * sigma + mean_variance);
        let deviation = share * (length - expected);
        // An implausible length is an error of the joints. Detectors in doubt about sides draw pairs together, so a length
        // that is too short is discounted more than one that is too long.
        let excess = deviation.abs() / (PLAUSIBLE_SIGMA * sigma);
        if excess > 1.0 {
            let deviation = if deviation < 0.0 {
                deviation / (excess * excess)
            } else {
                deviation / excess
            };
            return (
                expected + deviation,
                MIN_SIGMA_M.powi(2) + 0.25 * sigma * sigma,
            );
        }
        (
            expected + deviation,
            scatter_variance + share * mean_variance,
        )
    }
}

impl LengthEstimate {
    /// Takes in one squared length with its variance; `independence` is the share by which it is a new estimate.
    fn update(&mut self, square: f64, variance: f64, independence: f64) {
        let error = square - self.mean_square;
        let mean_variance = if self.weight > 0.0 {
            1.0 / self.weight
        } else {
            0.0
        };
        // Cauchy weight with a scale of three standard deviations: an outlier is a joint in the wrong place.
        let robust_weight = if self.count > 2.0 {
            1.0 / (1.0 + error * error / (9.0 * (variance + mean_variance + self.excess_variance)))
        } else {
            1.0
        };
        let share = independence * robust_weight;
        if self.count > MEMORY_S / CORRELATION_TIME_S {
            let keep = 1.0 - share * CORRELATION_TIME_S / MEMORY_S;
            self.weight *= keep;
            self.count *= keep;
        }
        let weight = share / (variance + self.excess_variance);
        self.weight += weight;
        self.mean_square += error * weight / self.weight;
        self.count += share;
        if self.count > 1.0 {
            let prior = (INITIAL_SCATTER * 2.0 * self.mean_square).powi(2);
            let excess = error * error - variance - mean_variance;
            let gain = share / (self.count + 4.0);
            if self.excess_variance == 0.0 {
                self.excess_variance = prior;
            }
            self.excess_variance += gain * (excess - self.excess_variance);
            self.excess_variance = self.excess_variance.max(1e-12);
        }
    }
}
