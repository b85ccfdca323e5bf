//! A ball in the hands of a player.

use nalgebra::{Point3, Vector3};

use crate::body_motion::BodyMotion;
use crate::curve::Curve;

/// Where a ball is carried: ahead, left and up from the pelvis, in lengths of the trunk.
pub(crate) const CARRY: [f64; 3] = [0.62, -0.18, 0.42];
/// Where a chest pass leaves and arrives: ahead, left and up from the pelvis, in lengths of the trunk.
pub(crate) const CHEST: [f64; 3] = [0.95, 0.0, 0.72];

/// A position in lengths of the trunk, in metres.
pub(crate) fn scaled(body: &BodyMotion, trunk_lengths: [f64; 3]) -> Vector3<f64> {
    Vector3::from(trunk_lengths) * body.body().trunk_m
}

/// The position of a ball that is held at those positions relative to the pelvis at those times, in world space.
pub(crate) fn held_path<'a>(
    body: &'a BodyMotion,
    keys: &[(f64, Vector3<f64>)],
) -> impl Fn(f64) -> Point3<f64> + use<'a> {
    let axis = |i: usize| {
        let points: Vec<_> = keys.iter().map(|(t, p)| (*t, p[i])).collect();
        Curve::through(&points)
    };
    let path = [axis(0), axis(1), axis(2)];
    move |t: f64| {
        let [x, y, z] = &path;
        body.to_world(t, Vector3::new(x.value(t), y.value(t), z.value(t)))
    }
}
