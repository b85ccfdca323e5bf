//! Cameras that agree and are wrong together: the lengths of the limb's bones speak against them.
//!
//! Views that share an error (a joint behind a leaf of clothing, an arm taken for the other's) place a joint with a small
//! residual. A bone's learned length l, with standard deviation s, gives the residual of its two ends
//!
//! ```text
//! z = (|xᵢ − xⱼ| − l) / √(s² + uᵀ (Pᵢ + Pⱼ) u)        u = (xᵢ − xⱼ) / |xᵢ − xⱼ|
//! ```
//!
//! and the joint at its end counts with the weight 1 / (1 + (z / c)⁴). Offline its observations do, and the frames before and
//! after and the rest of the limb place it instead; in the smoothed skeleton its estimate does, before the body is fitted. docs/experiments/042-bone-consistency.md.

use trackside_schema::{JOINT_COUNT, Joint};

use crate::gaussian::Gaussian;
use crate::skeleton::bone_lengths::{BoneLengthModel, MirrorPairs};

/// Beyond this a bone's near end is taken to be wrong, and its far end is not blamed for the next bone.
const WRONG_SIGMA: f64 = 2.5;

/// The limbs: the joint at the trunk, the middle one, the end.
const LIMBS: [[Joint; 3]; 4] = [
    [Joint::LShoulder, Joint::LElbow, Joint::LWrist],
    [Joint::RShoulder, Joint::RElbow, Joint::RWrist],
    [Joint::LHip, Joint::LKnee, Joint::LAnkle],
    [Joint::RHip, Joint::RKnee, Joint::RAnkle],
];

/// By joint: the weight of its observations, 0 to 1, given where they place it. `half_weight_sigma` is c.
pub(crate) fn bone_weights(
    joint: impl Fn(usize) -> Option<Gaussian>,
    lengths: &BoneLengthModel,
    pairs: &MirrorPairs,
    half_weight_sigma: f64,
) -> [f64; JOINT_COUNT] {
    let residual = |a: Joint, b: Joint| {
        let (near, far) = (joint(a.index())?, joint(b.index())?);
        let d = near.mean - far.mean;
        let direction = d.try_normalize(1e-6)?;
        let (length_m, variance) = lengths.of_bone(pairs, [a, b])?;
        let own = direction.dot(&((near.covariance + far.covariance) * direction));
        Some((d.norm() - length_m) / (variance + own).sqrt())
    };
    let weight = |z: f64| 1.0 / (1.0 + (z / half_weight_sigma).powi(4));
    let mut weights = [1.0; JOINT_COUNT];
    for [near, middle, end] in LIMBS {
        let upper = residual(near, middle).unwrap_or(0.0);
        weights[middle.index()] = weight(upper);
        if upper.abs() < WRONG_SIGMA {
            weights[end.index()] = weight(residual(middle, end).unwrap_or(0.0));
        }
    }
    weights
}
