//! Rotations as text.

use std::f64::consts::{PI, TAU};

use nalgebra::UnitQuaternion;

/// A rotation as a Rodrigues vector on a grid of 1e-12 rad, as it is hashed and written. Without the grid the last bits would not
/// survive quaternion → vector → text → quaternion, and a rig that is read again would have another id.
pub(crate) fn rodrigues_on_grid(rotation: &UnitQuaternion<f64>) -> [f64; 3] {
    const GRID: f64 = 1e12;
    let r = rotation.scaled_axis();
    let angle = r.norm();
    // At 180°, r and r − 2π r/|r| are one rotation: the sign must not depend on rounding.
    let lead = r.iter().find(|v| v.abs() > 1e-3).copied().unwrap_or(0.0);
    let r = if angle > PI - 1e-9 && lead < 0.0 {
        r * (1.0 - TAU / angle)
    } else {
        r
    };
    [r.x, r.y, r.z].map(|v| (v * GRID).round() / GRID + 0.0)
}
