//! Cameras that agree and are wrong together: the lengths of the limb's bones speak against them.
//!
//! Views that share an error (a joint behind a leaf of clothing, an arm taken for the other's) place a joint with a small
//! residual. Known over the whole recording, a bone's length l with standard deviation s gives the residual of its two ends
//!
//! ```text
//! z = (|xᵢ − xⱼ| − l) / √(s² + uᵀ (Pᵢ + Pⱼ) u)        u = (xᵢ − xⱼ) / |xᵢ − xⱼ|
//! ```
//!
//! and the observations of the joint at its end count with the weight 1 / (1 + (z / c)⁴): the frames before and after, and the
//! rest of the limb, place the joint instead. docs/experiments/042-bone-consistency.md.

use trackside_schema::{JOINT_COUNT, Joint};

use super::singer_model::{self, ORDER};
use crate::gaussian::{StateEstimate, position_covariance};
use crate::skeleton::bone_lengths::{BoneLengthModel, MirrorPairs};

/// c: a joint whose bone is so many standard deviations off counts half.
const HALF_WEIGHT_SIGMA: f64 = 3.0;
/// Beyond this a bone's near end is taken to be wrong, and its far end is not blamed for the next bone.
const WRONG_SIGMA: f64 = 2.5;

/// The limbs: the joint at the trunk, the middle one, the end.
const LIMBS: [[Joint; 3]; 4] = [
    [Joint::LShoulder, Joint::LElbow, Joint::LWrist],
    [Joint::RShoulder, Joint::RElbow, Joint::RWrist],
    [Joint::LHip, Joint::LKnee, Joint::LAnkle],
    [Joint::RHip, Joint::RKnee, Joint::RAnkle],
];

/// By joint: the weight of its observations, 0 to 1.
pub(super) fn bone_weights(
    states: &[Option<StateEstimate<ORDER>>; JOINT_COUNT],
    lengths: &BoneLengthModel,
    pairs: &MirrorPairs,
) -> [f64; JOINT_COUNT] {
    let stature_m = lengths.stature_m(pairs);
    let residual = |a: Joint, b: Joint| {
        let (a_state, b_state) = (states[a.index()].as_ref()?, states[b.index()].as_ref()?);
        let d = singer_model::position(&a_state.mean) - singer_model::position(&b_state.mean);
        let direction = d.try_normalize(1e-6)?;
        let (length_m, variance) = lengths.of_bone(pairs, [a, b], stature_m)?;
        let covariance =
            position_covariance(&a_state.covariance) + position_covariance(&b_state.covariance);
        let own = direction.dot(&(covariance * direction));
        Some((d.norm() - length_m) / (variance + own).sqrt())
    };
    let weight = |z: f64| 1.0 / (1.0 + (z / HALF_WEIGHT_SIGMA).powi(4));
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
