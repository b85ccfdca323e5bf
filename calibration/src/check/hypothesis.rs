//! A hypothesis: the rig as it would be right if a cause were true.

use nalgebra::Vector3;

use super::diagnosis::Diagnosis;
use crate::Rig;

/// A cause, and the rig without it.
pub(super) struct Hypothesis {
    pub diagnosis: Diagnosis,
    pub rig: Rig,
    /// How many parameters were fitted.
    pub parameter_count: f64,
    /// The index of a camera and the shift of its landmarks, m.
    pub landmark_shift: Option<(usize, Vector3<f64>)>,
}
