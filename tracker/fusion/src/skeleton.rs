//! The athlete's skeleton: what is known of bodies beforehand, the bone lengths learned while an athlete is tracked, and
//! the skeleton that fits both the joints' estimates and the lengths best.

pub(crate) mod block_cholesky;
pub(crate) mod bone_consistency;
pub(crate) mod bone_lengths;
pub(crate) mod skeleton_fit;
pub(crate) mod skeleton_priors;
