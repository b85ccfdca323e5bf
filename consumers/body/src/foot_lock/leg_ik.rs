//! Inverse kinematics of a leg: the knee from hip and ankle (after Tolani, Goswami and Badler, Graphical Models 62, 2000).

use nalgebra::{Point3, UnitQuaternion, Vector3};
use trackside_schema::Joint;

use crate::bones::{BodySide, Joints, normalized_or};

/// Maximum stretch of a leg, relative to its length; beyond it the knee bends.
pub(super) const MAX_STRETCH: f64 = 0.04;
/// Forward bias of the knee, m: a nearly straight leg bends towards the toes.
pub(super) const KNEE_BIAS_M: f64 = 0.05;

/// Moves the ankle to `ankle` and the knee with it. The leg rotates about the hip by the shortest rotation and stretches by up to
/// [`MAX_STRETCH`]; the knee bends for the remaining distance, in the plane in which it is bent already.
pub(super) fn solve_leg_ik(side: &BodySide, ankle: Point3<f64>, joints: &mut Joints) {
    let at = |j: Joint| joints[j.index()];
    let (hip, knee, old_ankle) = (at(side.hip), at(side.knee), at(side.ankle));
    let (old_line, line) = (old_ankle - hip, ankle - hip);
    let distance = line.norm().max(1e-6);
    let stretch =
        (distance / old_line.norm().max(1e-6)).clamp(1.0 - MAX_STRETCH, 1.0 + MAX_STRETCH);
    let along = line / distance;
    let rotation = UnitQuaternion::rotation_between(&old_line, &line).unwrap_or_default();
    let thigh = rotation * (knee - hip) * stretch;
    let [a, b] = [knee - hip, old_ankle - knee].map(|v| v.norm() * stretch);
    // Law of cosines: the foot of the knee's perpendicular on the line from hip to ankle.
    let fraction = (((a * a - b * b) / (distance * distance) + 1.0) / 2.0).clamp(0.0, 1.0);
    let perpendicular = |v: Vector3<f64>| v - along * along.dot(&v);
    let bend = perpendicular(thigh);
    let ahead =
        normalized_or(side.toe_midpoint(joints) - at(side.heel), Vector3::x()) * KNEE_BIAS_M;
    let direction = normalized_or(perpendicular(ahead) + bend, Vector3::zeros());
    let additional = (a * a - (fraction * distance).powi(2)).max(0.0).sqrt() - bend.norm();
    joints[side.knee.index()] = hip + along * (fraction * distance) + bend + direction * additional;
    joints[side.ankle.index()] = ankle;
}
