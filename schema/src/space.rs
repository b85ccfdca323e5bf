//! Spaces and identifiers: raw (distorted) pixels, ideal (undistorted, normalised) pixels, and world space.

use std::fmt;

use nalgebra::Point3;
use serde::{Deserialize, Serialize};

/// Index of a camera in its rig. Files and keys use the camera's *name* instead.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CameraId(pub u8);

impl CameraId {
    /// The index as a `usize`.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Hash of a rig's content: two rigs with the same id are identical.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RigId(pub String);

impl fmt::Display for RigId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A point in the raw (distorted) image, px; the centre of the top-left pixel is `(0, 0)`.
///
/// Detections have single precision at their source; projections use the full `f64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RawPixel {
    /// To the right, px.
    pub x: f64,
    /// Down, px.
    pub y: f64,
}

impl RawPixel {
    /// The point `(x, y)`, px.
    pub fn new(x: f64, y: f64) -> RawPixel {
        RawPixel { x, y }
    }

    /// Distance to `other`, px.
    pub fn distance(self, other: RawPixel) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// An undistorted, normalised image point: the direction `(x, y, 1)` in camera space (OpenCV axes: x right, y down, z
/// ahead).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IdealPixel {
    /// Tangent of the angle to the right.
    pub x: f64,
    /// Tangent of the angle down.
    pub y: f64,
}

/// A point in world space, m.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(into = "[f64; 3]", from = "[f64; 3]")]
pub struct WorldPoint(pub Point3<f64>);

impl WorldPoint {
    /// The point `(x, y, z)`, m.
    pub fn new(x: f64, y: f64, z: f64) -> WorldPoint {
        WorldPoint(Point3::new(x, y, z))
    }

    /// Distance to `other`, m.
    pub fn distance(self, other: WorldPoint) -> f64 {
        (self.0 - other.0).norm()
    }
}

impl From<[f64; 3]> for WorldPoint {
    fn from([x, y, z]: [f64; 3]) -> WorldPoint {
        WorldPoint::new(x, y, z)
    }
}

impl From<WorldPoint> for [f64; 3] {
    fn from(p: WorldPoint) -> [f64; 3] {
        [p.0.x, p.0.y, p.0.z]
    }
}
