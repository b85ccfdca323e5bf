//! One athlete's bone lengths, learned while the athlete is tracked.
//!
//! Of each pair of joints that keeps its distance, two numbers are estimated: the mean of the squared distance and its
//! variance beyond what the joints' errors explain. Left and right are one estimate until they prove different. The squared distance of two noisy joints is
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
/// Left and right are told apart once each has so many independent estimates; the other side has half weight where the
/// lengths differ by this share, and loses it quickly beyond (bodies differ by a few hundredths).
const ASYMMETRY_MIN_COUNT: f64 = 10.0;
const ASYMMETRY_SHARE: f64 = 0.12;
/// Squared lengths whose ratio is larger (lengths within 2.5 %) are the same length.
const SYMMETRIC_RATIO_SQ: f64 = 0.95;
/// Lengths shorter than this, m, do not distinguish bodies.
const DISTINCTIVE_LENGTH_M: f64 = 0.2;
/// Lengths shorter than this share of stature do not say how tall the body is: detector errors are as large.
pub(crate) const STATURE_MIN_RATIO: f64 = 0.14;
/// A stature that a length implies has half weight where it is this share off the others'.
const STATURE_OUTLIER_SHARE: f64 = 0.1;
/// Steps of iteratively reweighted least squares, from the median on.
const STATURE_STEPS: usize = 2;
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
    /// The stature that they imply, m.
    stature_m: f64,
}

impl Default for BoneLengthModel {
    fn default() -> BoneLengthModel {
        BoneLengthModel {
            lengths: [LengthEstimate::default(); LENGTH_PRIORS.len()],
            stature_m: STATURE_M.0,
        }
    }
}

/// By pair of [`LENGTH_PRIORS`]: its mirror image, the pair itself where it is its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MirrorPairs([usize; LENGTH_PRIORS.len()]);

impl Default for MirrorPairs {
    fn default() -> MirrorPairs {
        let same = |[a, b]: [Joint; 2], [c, d]: [Joint; 2]| (a, b) == (c, d) || (a, b) == (d, c);
        MirrorPairs(std::array::from_fn(|k| {
            let mirrored = LENGTH_PRIORS[k].ends.map(Joint::mirrored);
            let is_image = |p: &LengthPrior| same(p.ends, mirrored);
            LENGTH_PRIORS.iter().position(is_image).unwrap_or(k)
        }))
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
            self.lengths[k].update(square, variance, independence);
        }
        self.stature_m = self.estimate_stature_m(pairs);
    }

    /// The body's stature, m.
    pub fn stature_m(&self) -> f64 {
        self.stature_m
    }

    /// What is known of a pair's length from its own estimate and its mirror image's, which counts less the more the two
    /// differ once both are known: an athlete may have a prosthesis, or a limb that ends early. Also says whether they differ.
    fn of_both_sides(&self, pairs: &MirrorPairs, pair: usize) -> (LengthEstimate, bool) {
        let (own, mirror) = (&self.lengths[pair], &self.lengths[pairs.0[pair]]);
        if pairs.0[pair] == pair || mirror.weight == 0.0 {
            return (*own, false);
        }
        let is_known = |l: &LengthEstimate| l.count >= ASYMMETRY_MIN_COUNT;
        let share = if is_known(own) && is_known(mirror) {
            let [a, b] = [own, mirror].map(|l| l.mean_square.max(MIN_MEAN_SQUARE_M2));
            let ratio_sq = a.min(b) / a.max(b);
            if ratio_sq > SYMMETRIC_RATIO_SQ {
                1.0
            } else {
                let difference = 1.0 - ratio_sq.sqrt();
                1.0 / (1.0 + (difference / ASYMMETRY_SHARE).powi(4))
            }
        } else {
            1.0
        };
        let mirror_weight = share * mirror.weight;
        let weight = own.weight + mirror_weight;
        let mean = |of: fn(&LengthEstimate) -> f64| {
            (own.weight * of(own) + mirror_weight * of(mirror)) / weight
        };
        let both = LengthEstimate {
            mean_square: mean(|l| l.mean_square),
            weight,
            excess_variance: mean(|l| l.excess_variance),
            count: own.count + share * mirror.count,
        };
        (both, share < 0.5)
    }

    /// Whether a length cannot be that of the pair in a body of this stature, with so many times its limits.
    pub fn is_implausible(
        pair: &LengthPrior,
        length_m: f64,
        stature_m: f64,
        factors: [f64; 2],
    ) -> bool {
        let expected_m = pair.stature_ratio * stature_m;
        pair.limits.is_some_and(|[min, max]| {
            length_m < factors[0] * min * expected_m || length_m > factors[1] * max * expected_m
        })
    }

    /// The distance between two joints and its variance, m and m²; `None` of a pair that does not keep one.
    pub fn of_bone(&self, pairs: &MirrorPairs, [a, b]: [Joint; 2]) -> Option<(f64, f64)> {
        let is_pair = |p: &LengthPrior| p.ends == [a, b] || p.ends == [b, a];
        let pair = LENGTH_PRIORS.iter().position(is_pair)?;
        Some(self.predict(pairs, pair))
    }

    /// The distance between two joints, m; `None` of a pair that does not keep one.
    pub fn length_m(&self, pairs: &MirrorPairs, a: Joint, b: Joint) -> Option<f64> {
        Some(self.of_bone(pairs, [a, b])?.0)
    }

    /// How far the lengths of two bodies differ, as a root mean square share; `None` where too few are known.
    pub fn length_rms_difference(
        &self,
        other: &BoneLengthModel,
        pairs: &MirrorPairs,
    ) -> Option<f64> {
        let (mut sum, mut n) = (0.0, 0);
        for k in (0..LENGTH_PRIORS.len()).filter(|&k| pairs.0[k] >= k) {
            let learned = |model: &BoneLengthModel| {
                let (l, _) = model.of_both_sides(pairs, k);
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

    /// The body's stature, m: what the longer lengths say together, each with a Cauchy weight about their common answer, and
    /// the prior over people of all sizes as one more.
    fn estimate_stature_m(&self, pairs: &MirrorPairs) -> f64 {
        let (prior_mean, deviation) = STATURE_M;
        let prior_weight = deviation.powi(-2);
        let mut implied = [(0.0, 0.0); LENGTH_PRIORS.len()];
        let mut count = 0;
        for (k, prior) in LENGTH_PRIORS.iter().enumerate() {
            let is_of_stature = prior.stature_ratio >= STATURE_MIN_RATIO && pairs.0[k] >= k;
            let (l, _) = self.of_both_sides(pairs, k);
            if is_of_stature && l.weight > 0.0 && l.mean_square > MIN_MEAN_SQUARE_M2 {
                let stature = l.mean_square.sqrt() / prior.stature_ratio;
                // Lengths of one body share errors: each counts with twice its scatter.
                let scatter = 2.0 * prior.scatter * stature;
                let slope = 0.5 / (l.mean_square.sqrt() * prior.stature_ratio);
                implied[count] = (stature, scatter * scatter + slope * slope / l.weight);
                count += 1;
            }
        }
        let implied = &mut implied[..count];
        implied.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let mut stature = implied.get(count / 2).map_or(prior_mean, |middle| middle.0);
        for _ in 0..STATURE_STEPS {
            let (mut weight, mut sum) = (prior_weight, prior_mean * prior_weight);
            for (implied, variance) in &*implied {
                let error = (implied - stature) / (STATURE_OUTLIER_SHARE * stature);
                let w = 1.0 / (variance * (1.0 + error * error));
                weight += w;
                sum += w * implied;
            }
            stature = sum / weight;
        }
        stature
    }

    /// A pair's length, m, and its variance as a measurement of one frame set, m²: what was learned, as far as it is
    /// plausible for a body of that stature.
    pub fn predict(&self, pairs: &MirrorPairs, pair: usize) -> (f64, f64) {
        let (expected, sigma) = LENGTH_PRIORS[pair].of_stature(self.stature_m);
        let (l, is_asymmetric) = self.of_both_sides(pairs, pair);
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
        // An implausible length is an error of the joints, unless one side alone has it. Detectors in doubt about sides draw pairs together, so a length
        // that is too short is discounted more than one that is too long.
        let excess = deviation.abs() / (PLAUSIBLE_SIGMA * sigma);
        if excess > 1.0 && !is_asymmetric {
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

#[cfg(test)]
mod tests {
    use nalgebra::Vector3;

    use super::*;
    use crate::gaussian::Gaussian;

    /// A stretched body whose pairs all have their prior's length in a body of that stature, shanks apart.
    fn body(
        stature_m: f64,
        [left_shank_m, right_shank_m]: [f64; 2],
    ) -> [Option<JointState>; JOINT_COUNT] {
        let mut positions = [None::<Vector3<f64>>; JOINT_COUNT];
        let mut put =
            |joint: Joint, x: f64, z: f64| positions[joint.index()] = Some(Vector3::new(x, 0.0, z));
        let share = |x: f64| x * stature_m;
        put(Joint::Hip, 0.0, share(0.53));
        put(Joint::Neck, 0.0, share(0.53 + 0.288));
        for (side, shank_m, joints) in [
            (
                1.0,
                left_shank_m,
                [
                    Joint::LHip,
                    Joint::LKnee,
                    Joint::LAnkle,
                    Joint::LShoulder,
                    Joint::LElbow,
                ],
            ),
            (
                -1.0,
                right_shank_m,
                [
                    Joint::RHip,
                    Joint::RKnee,
                    Joint::RAnkle,
                    Joint::RShoulder,
                    Joint::RElbow,
                ],
            ),
        ] {
            let [hip, knee, ankle, shoulder, elbow] = joints;
            put(hip, side * share(0.054), share(0.53));
            put(knee, side * share(0.054), share(0.53 - 0.245));
            put(ankle, side * share(0.054), share(0.53 - 0.245) - shank_m);
            put(shoulder, side * share(0.1025), share(0.53 + 0.288));
            put(elbow, side * share(0.1025), share(0.53 + 0.288 - 0.186));
        }
        positions.map(|at| {
            let measured = Gaussian {
                mean: at?,
                covariance: Matrix3::identity() * 1e-4,
            };
            Some(JointState::new(measured, Vector3::zeros(), 3))
        })
    }

    /// What is learned of such a body in two seconds: stature, and the lengths of both shanks.
    fn learned(stature_m: f64, shanks_m: [f64; 2]) -> (f64, [f64; 2]) {
        let (mut model, pairs) = (BoneLengthModel::default(), MirrorPairs::default());
        for _ in 0..50 {
            let shared = [Matrix3::zeros(); RIGID_GROUPS.len()];
            model.update(&pairs, &body(stature_m, shanks_m), &shared, 0.04);
        }
        let shank = |a, b| {
            model
                .length_m(&pairs, a, b)
                .expect("shanks keep their length")
        };
        let shanks = [
            shank(Joint::LKnee, Joint::LAnkle),
            shank(Joint::RKnee, Joint::RAnkle),
        ];
        (model.stature_m(), shanks)
    }

    #[test]
    fn the_size_of_a_body_is_learned_within_two_seconds() {
        for stature_m in [0.9, 1.1, 1.4, 1.78, 2.2] {
            let shank_m = 0.246 * stature_m;
            let (found_m, shanks_m) = learned(stature_m, [shank_m; 2]);
            assert!(
                (found_m / stature_m - 1.0).abs() < 0.04,
                "{stature_m}: {found_m}"
            );
            assert!(
                shanks_m.iter().all(|m| (m / shank_m - 1.0).abs() < 0.02),
                "{stature_m}: {shanks_m:?}"
            );
        }
    }

    #[test]
    fn a_limb_that_ends_early_does_not_get_the_other_sides_length() {
        let shanks_m = [0.43, 0.27];
        let (stature_m, found_m) = learned(1.78, shanks_m);
        assert!((stature_m - 1.78).abs() < 0.06, "{stature_m}");
        for (found_m, shank_m) in found_m.iter().zip(shanks_m) {
            assert!((found_m - shank_m).abs() < 0.03, "{found_m} for {shank_m}");
        }
    }
}
