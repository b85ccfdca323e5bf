//! Checks whether a rig is right, how accurate it is, and if it is wrong, why: by athletes that several cameras show, by landmarks,
//! or by both.
//!
//! Each known cause is a hypothesis: the rig is corrected as if the cause were true, and scored by how much of the evidence it then
//! explains, less a price for every fitted parameter (Schwarz, "Estimating the dimension of a model", Annals of Statistics 6, 1978).
//! The best hypothesis becomes a diagnosis, and the search continues with the corrected rig. Each camera is measured leave-one-out:
//! against what the other cameras triangulate without it. `docs/reference/calibration-check.md` defines the figures.
//!
//! [`check_rig`] checks once, [`CameraMonitor`] continuously during a match.
//!
//! ```
//! use nalgebra::Point3;
//! use trackside_calibration::check::{Evidence, Verdict, check_rig};
//! use trackside_calibration::landmarks::{LandmarkTarget, PickedLandmark};
//! use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
//! use trackside_schema::WorldPoint;
//!
//! let camera = |name: &str, position: Point3<f64>| Camera {
//!     name: name.to_owned(),
//!     size_px: [1920, 1080],
//!     intrinsics: Intrinsics::centred(1000.0, [1920, 1080]),
//!     distortion: Distortion::BrownConrady([0.0; 8]),
//!     cam_from_world: Camera::look_at(position, Point3::origin()),
//! };
//! let rig = Rig::new(vec![
//!     camera("north", Point3::new(0.0, 12.0, 5.0)),
//!     camera("south", Point3::new(0.0, -12.0, 5.0)),
//! ])?;
//! let corners = [[-3.0, -3.0], [3.0, -3.0], [3.0, 3.0], [-3.0, 3.0], [0.0, 3.0], [0.0, -3.0]];
//! let pick = |camera: &Camera, [x, y]: [f64; 2]| {
//!     let p_in_world = Point3::new(x, y, 0.0);
//!     Some(PickedLandmark {
//!         name: format!("({x}, {y})"),
//!         target: LandmarkTarget::Point(p_in_world),
//!         at: camera.project(WorldPoint(p_in_world))?,
//!         sigma_px: 1.0,
//!         sigma_m: 0.01,
//!     })
//! };
//! let landmarks = rig.cameras().iter();
//! let landmarks = landmarks.map(|c| corners.iter().filter_map(|p| pick(c, *p)).collect());
//! let evidence = Evidence { landmarks: landmarks.collect(), ..Evidence::default() };
//! let report = check_rig(&rig, &evidence)?;
//! assert_eq!(report.verdict, Verdict::Good);
//! # Ok::<(), trackside_calibration::RigError>(())
//! ```

mod camera_evidence;
mod camera_hypotheses;
mod camera_report;
mod corrections;
mod correspondences;
mod diagnosis;
mod evidence;
mod fault_fit;
mod fault_model;
mod floor_accuracy;
mod frame_sets;
mod global_hypotheses;
mod hypothesis;
mod hypothesis_search;
mod image_similarity;
mod landmark_faults;
mod monitor;
mod observations;
mod offset_statistics;
mod pose_repair;
mod principal_point_rotation;
mod rays;
mod reconstruction;
mod rig_report;
mod rotation_step;
mod verdict;
mod world_orientation;

pub use camera_report::{CameraReport, LandmarkReport, LandmarkResidual, Residual};
pub use diagnosis::{Cause, Diagnosis};
pub use evidence::Evidence;
pub use floor_accuracy::{ErrorEllipse, FloorAccuracy, FloorCell, FloorCoverage};
pub use frame_sets::group_views;
pub use monitor::{CameraAlert, CameraMonitor, RepairSource};
pub use rig_report::{RepairedRig, RigReport, check_rig};
pub use verdict::{GOOD_M, MIN_FOUND_SHARE, USABLE_M, Verdict};
