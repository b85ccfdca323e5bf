//! Tracking frames to files and images.
//!
//! | module | format | needs |
//! |---|---|---|
//! | [`jsonl`] | JSON lines | one frame at a time |
//! | [`trc`], [`csv`] | markers, joints as a table | [`Tracks`] |
//! | [`glb`], [`usd`], [`bvh`] | animated bodies, ball, field and cameras | [`Tracks`], [`scene::Scene`] |
//! | [`overlay`] | skeletons drawn onto camera images | frames and a camera |
//! | [`highlights`] | ranked clips | frames and events |
//!
//! [`Tracks`] regroups the frames of a recording by athlete. [`animation`] completes the skeletons to bodies with locked feet.
//! Positions are world space (metres, z up) unless a format defines other axes; each module gives its own.
//!
//! Invariant: joints in TRC, CSV, JSON lines and BVH files and the joint nodes of GLB and USD files are the measured ones; only
//! the drawn bodies are completed and foot-locked. No value that is not finite reaches a file.
//!
//! ```
//! use trackside_export::{Tracks, csv};
//! use trackside_schema::{Ball, BallState, TrackingFrame, WorldPoint};
//!
//! let mut tracks = Tracks::new(Some(50.0));
//! tracks.push(&TrackingFrame {
//!     ball: Some(Ball {
//!         at: WorldPoint::new(1.0, 2.0, 0.5),
//!         velocity_m_s: None,
//!         spin_rad_s: None,
//!         sigma_m: 0.01,
//!         state: BallState::Measured,
//!     }),
//!     ..TrackingFrame::default()
//! });
//! let mut text = Vec::new();
//! csv::write_to(&tracks, &mut text)?;
//! assert!(String::from_utf8_lossy(&text).contains("measured,Ball,1.000000,2.000000,0.500000"));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod animation;
pub mod bvh;
pub mod csv;
mod files;
pub mod glb;
pub mod highlights;
pub mod jsonl;
pub mod overlay;
pub mod scene;
mod tracks;
pub mod trc;
pub mod usd;
pub mod web_body;

pub use files::FileError;
pub use tracks::{AthleteSample, AthleteTrack, PositionSample, Tracks};
