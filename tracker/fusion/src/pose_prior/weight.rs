//! How far the pose prior's corrections are applied, estimated for each athlete and joint.
//!
//! The observations of the next frame set are independent of the corrections made before. With h their information vector
//! about the fitted joint, Λ their information and d the correction, the share of d that fits them best is, by weighted
//! least squares,
//!
//! ```text
//! w = Σ dᵀh / Σ dᵀΛd        with variance  1 / Σ dᵀΛd
//! ```
//!
//! Two standard deviations less than w is applied, limited to [0, 1]: 0 at first, and 0 for people unlike those that the
//! network was trained on.

use nalgebra::Vector3;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::filter::correlated_joints::InformationUpdate;

/// The sums are forgotten exponentially with this time constant, s (docs/reference/fusion.md, "Pose prior").
const MEMORY_S: f64 = 20.0;
/// The weight applied is so many standard deviations less than the best one.
const MARGIN_SIGMA: f64 = 2.0;

/// One joint's correction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Correction {
    /// From the fitted to the corrected position, m.
    pub offset: Vector3<f64>,
    /// From the filtered to the fitted position, m.
    pub fitted: Vector3<f64>,
}

/// The weights of one athlete.
#[derive(Clone, Debug)]
pub(crate) struct PriorWeight {
    /// By joint, the left one for both sides: Σ dᵀh.
    numerator: [f64; JOINT_COUNT],
    /// Σ dᵀΛd.
    denominator: [f64; JOINT_COUNT],
    /// The corrections of the last frame set.
    last: [Option<Correction>; JOINT_COUNT],
}

impl Default for PriorWeight {
    fn default() -> PriorWeight {
        PriorWeight {
            numerator: [0.0; JOINT_COUNT],
            denominator: [0.0; JOINT_COUNT],
            last: [None; JOINT_COUNT],
        }
    }
}

impl PriorWeight {
    /// Forgets what is `dt_s` older now.
    pub fn decay(&mut self, dt_s: f64) {
        let keep = (-dt_s / MEMORY_S).exp();
        for sum in self.numerator.iter_mut().chain(&mut self.denominator) {
            *sum *= keep;
        }
    }

    /// Keeps the corrections of this frame set, to compare them with the observations of the next.
    pub(super) fn keep(&mut self, corrections: [Option<Correction>; JOINT_COUNT]) {
        self.last = corrections;
    }

    /// Compares the last corrections with the observations of this frame set.
    pub fn update(&mut self, updates: &[Option<InformationUpdate>; JOINT_COUNT]) {
        for (j, update) in updates.iter().enumerate() {
            if let (Some(update), Some(correction)) = (update, self.last[j].take()) {
                let InformationUpdate {
                    information,
                    information_vector,
                } = update;
                let about_fitted = information_vector - information * correction.fitted;
                let (pair, offset) = (mirror_pair(j), correction.offset);
                self.numerator[pair] += offset.dot(&about_fitted);
                self.denominator[pair] += offset.dot(&(information * offset));
            }
        }
    }

    /// The share of a joint's corrections that is applied, 0 to 1.
    pub(super) fn of_joint(&self, joint: usize) -> f64 {
        let pair = mirror_pair(joint);
        let (numerator, denominator) = (self.numerator[pair], self.denominator[pair]);
        ((numerator - MARGIN_SIGMA * denominator.sqrt()) / denominator.max(1.0)).clamp(0.0, 1.0)
    }

    /// The same weight for every joint.
    #[cfg(test)]
    pub(super) fn set_all(&mut self, weight: f64) {
        self.denominator = [1e9; JOINT_COUNT];
        self.numerator = [weight * 1e9 + MARGIN_SIGMA * 1e9_f64.sqrt(); JOINT_COUNT];
    }

    /// Weights of 1, as after many observations that the corrections predicted.
    #[cfg(test)]
    pub(super) fn certain() -> PriorWeight {
        PriorWeight {
            numerator: [1e9; JOINT_COUNT],
            denominator: [1e9; JOINT_COUNT],
            ..PriorWeight::default()
        }
    }
}

/// The index that stands for a joint and its mirror image.
fn mirror_pair(joint: usize) -> usize {
    joint.min(Joint::ALL[joint].mirrored().index())
}

#[cfg(test)]
mod tests {
    use nalgebra::Matrix3;

    use super::*;

    #[test]
    fn the_weight_is_the_share_of_the_corrections_that_the_observations_confirm() {
        let information = Matrix3::identity() * 900.0;
        let offset = Vector3::new(0.01, -0.02, 0.005);
        let weight_after = |share: f64| {
            let mut weight = PriorWeight::default();
            assert_eq!(weight.of_joint(Joint::RKnee.index()), 0.0, "at first");
            for frame_set in 0..200 {
                let noise = if frame_set % 2 == 0 { 0.03 } else { -0.03 };
                let mut corrections = [None; JOINT_COUNT];
                corrections[Joint::RKnee.index()] = Some(Correction {
                    offset,
                    fitted: Vector3::zeros(),
                });
                weight.keep(corrections);
                let mut updates = [None; JOINT_COUNT];
                updates[Joint::RKnee.index()] = Some(InformationUpdate {
                    information,
                    information_vector: information * (offset * share + Vector3::repeat(noise)),
                });
                weight.decay(0.04);
                weight.update(&updates);
            }
            // One knee's corrections count for both.
            weight.of_joint(Joint::LKnee.index())
        };
        assert!(weight_after(1.0) > 0.7, "{}", weight_after(1.0));
        assert!(
            (0.2..0.5).contains(&weight_after(0.5)),
            "{}",
            weight_after(0.5)
        );
        assert!(weight_after(0.0) < 0.05, "{}", weight_after(0.0));
        assert_eq!(weight_after(-1.0), 0.0);
    }
}
