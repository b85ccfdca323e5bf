//! Small steps of a pose.

use nalgebra::{Isometry3, Translation3, UnitQuaternion, Vector6};

/// A pose rotated and then translated in the space that it maps to; `step`: rotation vector (rad), translation (m). With
/// p = pose x, the derivative by the step at 0 is [−[p]×, I].
pub(crate) fn apply_pose_step(pose: &Isometry3<f64>, step: &Vector6<f64>) -> Isometry3<f64> {
    let rotation = UnitQuaternion::from_scaled_axis(step.fixed_rows::<3>(0).into_owned());
    let translation = rotation * pose.translation.vector + step.fixed_rows::<3>(3);
    let rotation = rotation * pose.rotation;
    Isometry3::from_parts(
        Translation3::from(translation),
        // Products of many steps lose their length.
        UnitQuaternion::new_normalize(rotation.into_inner()),
    )
}
