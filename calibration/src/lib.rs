//! From metres to pixels and back: the camera model, rigs of calibrated cameras, their files, and solving, checking and monitoring them.
//!
//! # Camera model
//!
//! OpenCV's (`calib3d`, "Camera Calibration and 3D Reconstruction"). A world point p projects to the pixel (u, v) by
//!
//! ```text
//! (X, Y, Z) = R p + t                      cam_from_world, m
//! (x, y)    = (X/Z, Y/Z)                   ideal pixel
//! r²        = x² + y²
//! radial    = (1 + k1 r² + k2 r⁴ + k3 r⁶) / (1 + k4 r² + k5 r⁴ + k6 r⁶)
//! x'        = x radial + 2 p1 x y + p2 (r² + 2 x²)
//! y'        = y radial + p1 (r² + 2 y²) + 2 p2 x y
//! (u, v)    = (fx x' + cx, fy y' + cy)     raw pixel
//! ```
//!
//! (Brown, "Decentering distortion of lenses", 1966, with OpenCV's rational radial term.) A fisheye lens has θ = atan r and
//! (x', y') = (x, y) θ (1 + k1 θ² + k2 θ⁴ + k3 θ⁶ + k4 θ⁸) / r instead (Kannala and Brandt, TPAMI 28, 2006).
//!
//! # Conventions and invariants
//!
//! - Camera axes: x right, y down, z along the optical axis. World axes: [`trackside_schema`]'s, z up. Lengths are metres.
//! - Pixel centres have whole coordinates: an image of w pixels covers −½ ≤ u < w − ½.
//! - Distorted (`RawPixel`) and undistorted (`IdealPixel`) coordinates have different types.
//! - Both directions return `None` beyond the fold, the radius from which a distortion polynomial is no longer one to one. Where both
//!   return a value, they are inverse to each other to rounding.
//! - Transforms read `a_from_b`.
//! - A [`Rig`] is valid by construction, and its id is a hash of its content.
//!
//! # Example
//!
//! ```
//! use nalgebra::Point3;
//! use trackside_calibration::{Camera, Distortion, Intrinsics};
//! use trackside_schema::WorldPoint;
//!
//! let camera = Camera {
//!     name: "north".to_owned(),
//!     size_px: [1920, 1080],
//!     intrinsics: Intrinsics::centred(1400.0, [1920, 1080]),
//!     distortion: Distortion::BrownConrady([-0.1, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
//!     cam_from_world: Camera::look_at(Point3::new(0.0, -20.0, 6.0), Point3::new(0.0, 0.0, 1.0)),
//! };
//! let p_in_world = WorldPoint(Point3::new(2.0, 1.0, 0.0));
//! let pixel = camera.project(p_in_world).ok_or("behind the camera")?;
//! assert!(camera.is_in_image(pixel));
//!
//! let ray = camera.ray(pixel).ok_or("beyond the fold")?;
//! let offset = p_in_world.0 - ray.origin.0;
//! assert!(offset.cross(&ray.direction).norm() < 1e-9);
//! # Ok::<(), &str>(())
//! ```
//!
//! # Modules
//!
//! [`rig_file`] reads and writes rigs, [`landmarks`] reads picked landmarks, [`resection`] estimates one camera's pose from them,
//! `solve` (feature `solve`, needs OpenCV) estimates whole rigs, and [`check`] verifies and monitors them.

mod camera;
mod camera_entry;
mod camera_toml;
pub mod check;
mod clock;
mod error;
mod image_size;
pub mod landmarks;
mod lens;
pub mod optimize;
pub mod resection;
mod rig;
pub mod rig_file;
mod rodrigues;
mod rotation;
#[cfg(feature = "solve")]
pub mod solve;
mod statistics;
pub mod triangulation;

pub use camera::{Camera, Distortion, Intrinsics, Ray};
pub use clock::CameraClock;
pub use error::RigError;
pub use image_size::SizePolicy;
pub use rig::Rig;
pub use rotation::nearest_rotation;
