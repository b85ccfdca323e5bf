//! Pixels to metres and back: the camera model, the rig, and rig files.
//!
//! Camera axes are OpenCV's (x right, y down, z ahead); world axes are [`trackside_schema`]'s.
//! Transforms read `a_from_b`.

mod camera;
pub mod check;
mod clock;
pub mod landmarks;
mod lens;
pub mod optimize;
mod picture;
pub mod resection;
mod rig;
pub mod rig_file;
#[cfg(feature = "solve")]
pub mod solve;

pub use camera::{Camera, Distortion, Intrinsics, Ray};
pub use clock::Clock;
pub use picture::SizePolicy;
pub use rig::{Rig, RigError};
