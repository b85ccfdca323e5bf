//! What a sport adds to plain locomotion.

use crate::body_motion::step_plan::Jump;
use crate::curve::Curve;

/// What a sport adds to the locomotion along a path.
#[derive(Clone, Debug, Default)]
pub(crate) struct GaitStyle {
    /// In the order of time.
    pub jumps: Vec<Jump>,
    /// Forward lean of the trunk beyond that of speed and acceleration, rad.
    pub lean: Curve,
    /// How far the pelvis is lowered, m.
    pub crouch: Curve,
}
