//! Pixels to metres and back: the camera model, the rig, and rig files.
//!
//! Camera axes are OpenCV's (x right, y down, z ahead); world axes are [`trackside_schema`]'s.
//! Transforms read `a_from_b`.

mod camera;
mod clock;
mod lens;
mod picture;
mod rig;
pub mod rig_file;
#[cfg(feature = "solve")]
pub mod solve;

pub use camera::{Camera, Distortion, Intrinsics, Ray};
pub use clock::Clock;
pub use picture::SizePolicy;
pub use rig::{Rig, RigError};
