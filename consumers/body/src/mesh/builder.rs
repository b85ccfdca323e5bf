//! What the parts of the surface are built from.

use std::f64::consts::PI;

use nalgebra::Vector3;
use trackside_schema::Joint;

use crate::bones::Joints;
use crate::clothing::Clothing;
use crate::measurements::BodyMeasurements;

/// Height to which the girths are relative, m: the mean of men in ANSUR II (Gordon et al., 2014).
const REFERENCE_HEIGHT_M: f64 = 1.756;
/// Girths of athletes relative to those of the soldiers of ANSUR II.
const ATHLETE_GIRTH: f64 = 0.94;

/// Half axes of the ellipse of circumference `girth` whose second axis is `aspect` times the first (Ramanujan's first formula).
pub(super) fn half_axes(girth: f64, aspect: f64) -> (f64, f64) {
    let per_axis = PI * (3.0 * (1.0 + aspect) - ((3.0 + aspect) * (1.0 + 3.0 * aspect)).sqrt());
    let a = girth / per_axis;
    (a, a * aspect)
}

/// The inputs of the surface.
pub(super) struct MeshBuilder<'a> {
    pub measurements: &'a BodyMeasurements,
    pub clothing: &'a Clothing,
    /// The bind pose.
    pub joints: &'a Joints,
    /// Vertices around a limb; the trunk has twice as many.
    pub vertices_around: u16,
}

impl MeshBuilder<'_> {
    /// Position of a joint in the bind pose, m.
    pub fn at(&self, joint: Joint) -> Vector3<f64> {
        self.joints[joint.index()].coords
    }

    /// A girth, m, from its ratio to the reference height. Girths grow with the square root of the height, so that mass grows with
    /// its square.
    pub fn girth(&self, ratio: f64) -> f64 {
        ATHLETE_GIRTH
            * ratio
            * (REFERENCE_HEIGHT_M * self.measurements.height_m).sqrt()
            * self.measurements.girth
    }
}
