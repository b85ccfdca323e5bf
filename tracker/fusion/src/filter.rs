//! The Kalman filter of an athlete's joints: each joint on its own, joints of rigid groups together, joints that only
//! one camera shows bounded by their bone.

pub(crate) mod correlated_joints;
pub(crate) mod joint_filter;
pub(crate) mod single_view_depth;
