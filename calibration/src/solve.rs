//! Solving a rig: from boards, landmarks and athletes to cameras and clocks. One solver per file, each with its source and
//! its input assumption.
//!
//! [`bundle_adjust`] is the estimator in which the extrinsic solvers end. [`extrinsics`] brings people and landmarks to it;
//! [`intrinsics`] and [`multi_camera_board`] fit boards. `docs/reference/calibration.md` describes them.

mod association;
pub mod background;
pub mod board;
mod body_sizes;
mod bundle;
pub mod clock_errors;
mod clock_search;
mod error;
pub mod extrinsics;
pub mod floor_board;
mod floor_registration;
mod gauge;
mod ground_plane;
mod initial_poses;
pub mod intrinsics;
mod jacobians;
pub mod landmarks;
pub mod multi_camera_board;
mod people;
mod rotation_consensus;
mod scaled_cholesky;

pub use bundle::{
    BaselineConstraint, BundleCovariance, BundleOptions, BundleProblem, BundleStats, CameraBlock,
    CameraPriors, FreeFocal, FreeParameters, PointBlock, PointMotion, PointObservation,
    SpreadConstraint, bundle_adjust, reprojection_residuals,
};
pub use error::SolveError;
