//! Fusion of the cameras' 2D observations into 3D athletes and ball. Pure arithmetic: no thread, clock, socket, file,
//! OpenCV or ONNX Runtime. The same frame sets give the same bits, always.
//!
//! A [`FrameSet`](trackside_schema::FrameSet) takes the tracks through five steps: *predict* them to its time, *associate*
//! its people with them, *update* them joint by joint, *initiate* tracks of people left over and *terminate* expired ones,
//! *output* a skeleton fitted to each. A joint is a Kalman filter,
//!
//! ```text
//! p⁺ = p + v Δt        P⁺ = F P Fᵀ + Q        x̂ = argmin |x − p⁺|²_P⁺ + Σ ρ(|u_c − π_c(x)|² / σ²)
//! ```
//!
//! with the reprojection π_c of camera c and Cauchy's loss ρ. `docs/reference/fusion.md` and `docs/reference/ball.md` have the
//! models and their sources.
//!
//! ```
//! use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
//! use trackside_fusion::{Fusion, FusionOptions};
//! use trackside_schema::FrameSet;
//!
//! let eye = [8.0, 0.0, 3.0].into();
//! let camera = Camera {
//!     name: "north".to_owned(),
//!     size_px: [1920, 1080],
//!     intrinsics: Intrinsics::centred(1400.0, [1920, 1080]),
//!     distortion: Distortion::BrownConrady([0.0; 8]),
//!     cam_from_world: Camera::look_at(eye, [0.0, 0.0, 1.0].into()),
//! };
//! let rig = Rig::new(vec![camera])?;
//! let mut fusion = Fusion::new(rig, FusionOptions::default());
//! let output = fusion.step(&FrameSet::default());
//! assert!(output.athletes.is_empty() && output.ball.is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod appearance;
mod assignment;
mod association;
mod ball;
mod camera_health;
mod camera_view;
mod error_correlation;
mod filter;
mod fusion;
mod gaussian;
mod initiation;
mod joint_association;
mod left_right;
mod observations;
mod offline;
mod options;
mod output;
mod pose_prior;
mod projected_skeleton;
mod skeleton;
mod smoothing;
mod track;
mod triangulation;

pub use ball::{BallEvent, BallEventKind, Goal, Hoop, LandingPrediction, SmoothedBall, Targets};
pub use camera_health::CameraHealth;
pub use fusion::{Fusion, FusionOutput};
pub use offline::{FirstPass, OfflineSmoother, RefinedFrame, Roster};
pub use options::FusionOptions;
pub use pose_prior::PosePriorInput;
pub use skeleton::skeleton_fit::SkeletonFitCounts;
