//! The geometry of a foot: shape, placement on the floor, rolling.

use nalgebra::{Point2, Point3, Vector2, Vector3};
use trackside_schema::Joint;

use super::leg_ik::solve_leg_ik;
use crate::bones::{BodySide, Joints, SIDES, normalized_or};
use crate::median::median;

/// Pitch below which a foot counts as flat, rad.
pub(super) const FLAT_RAD: f64 = 0.06;

/// The shape of the feet of one body. Axes of the foot: ahead of the heel, outwards, up, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FootShape {
    /// Ankle.
    pub ankle: Vector3<f64>,
    /// Big toe on the sole.
    pub big_toe: Vector2<f64>,
    /// Small toe on the sole.
    pub small_toe: Vector2<f64>,
}

/// The placement of a foot on the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FootPlacement {
    /// Position of the heel when the foot is flat, world space, m.
    pub heel: Point2<f64>,
    /// Direction from the heel to the midpoint of the toes, rad from +x towards +y.
    pub yaw: f64,
}

/// A foot as one pose has it.
pub(super) struct FootPose {
    pub heel: Point3<f64>,
    /// Midpoint of the toes.
    pub toes: Point3<f64>,
    yaw: f64,
    /// Positive: the heel is above the toes, rad.
    pitch: f64,
}

impl FootPose {
    pub fn new(side: &BodySide, joints: &Joints) -> FootPose {
        let (heel, toes) = (joints[side.heel.index()], side.toe_midpoint(joints));
        let ahead = toes - heel;
        FootPose {
            heel,
            toes,
            yaw: ahead.y.atan2(ahead.x),
            pitch: (-ahead.z).atan2(ahead.xy().norm()),
        }
    }

    /// The pitch reduced by the tolerance [`FLAT_RAD`]: 0 for a foot that is nearly flat.
    pub fn rolling_pitch(&self) -> f64 {
        self.pitch - self.pitch.clamp(-FLAT_RAD, FLAT_RAD)
    }
}

impl FootShape {
    /// The medians over poses, left and right together. `None`: no pose.
    pub fn from_poses<'a>(poses: impl IntoIterator<Item = &'a Joints>) -> Option<FootShape> {
        let mut samples: [Vec<f64>; 7] = Default::default();
        for joints in poses {
            for side in &SIDES {
                let s = FootShape::of_foot(side, joints);
                let all = [
                    s.ankle.x,
                    s.ankle.y,
                    s.ankle.z,
                    s.big_toe.x,
                    s.big_toe.y,
                    s.small_toe.x,
                    s.small_toe.y,
                ];
                for (list, value) in samples.iter_mut().zip(all) {
                    list.push(value);
                }
            }
        }
        let mut medians = samples.into_iter().map(|mut all| median(&mut all));
        let mut next = || medians.next().flatten();
        Some(FootShape {
            ankle: Vector3::new(next()?, next()?, next()?),
            big_toe: Vector2::new(next()?, next()?),
            small_toe: Vector2::new(next()?, next()?),
        })
    }

    /// The shape of one foot in one pose.
    fn of_foot(side: &BodySide, joints: &Joints) -> FootShape {
        let at = |j: Joint| joints[j.index()];
        let heel = at(side.heel);
        let ahead = normalized_or(side.toe_midpoint(joints) - heel, Vector3::x());
        let across = at(side.small_toe) - at(side.big_toe);
        let out = normalized_or(
            across - ahead * ahead.dot(&across),
            Vector3::y() * side.sign,
        );
        let up = ahead.cross(&out) * side.sign;
        let p_in_foot = |p: Point3<f64>| {
            let v = p - heel;
            Vector3::new(v.dot(&ahead), v.dot(&out), v.dot(&up))
        };
        FootShape {
            ankle: p_in_foot(at(side.ankle)),
            big_toe: p_in_foot(at(side.big_toe)).xy(),
            small_toe: p_in_foot(at(side.small_toe)).xy(),
        }
    }

    /// The point about which a foot with this pitch rolls, ahead of the heel, m: the tip of the toes or the heel.
    fn pivot(&self, pitch: f64) -> f64 {
        if pitch >= 0.0 {
            self.big_toe.x.max(self.small_toe.x)
        } else {
            0.0
        }
    }

    /// The placement that one pose of a foot in contact shows.
    pub(super) fn placement(&self, pose: &FootPose) -> FootPlacement {
        let pitch = pose.rolling_pitch();
        let pivot = self.pivot(pitch);
        let middle = (self.big_toe.x + self.small_toe.x) / 4.0;
        let ahead = Vector2::new(pose.yaw.cos(), pose.yaw.sin());
        let at = nalgebra::center(&pose.heel, &pose.toes).xy();
        FootPlacement {
            heel: at - ahead * (pivot + (middle - pivot) * pitch.cos()),
            yaw: pose.yaw,
        }
    }

    /// Moves the foot of `side` (0: left, 1: right) to `placement` with this pitch on a floor at the height `floor_m`, and solves
    /// the leg for it.
    pub fn place_foot(
        &self,
        side: usize,
        placement: &FootPlacement,
        pitch: f64,
        floor_m: f64,
        joints: &mut Joints,
    ) {
        let side = &SIDES[side];
        let foot = self.foot_positions(side, placement, pitch, floor_m);
        for (joint, at) in side.foot_joints().into_iter().zip(foot).skip(1) {
            joints[joint.index()] = at;
        }
        solve_leg_ik(side, foot[0], joints);
    }

    /// Positions of ankle, heel, big toe and small toe, m.
    pub(super) fn foot_positions(
        &self,
        side: &BodySide,
        placement: &FootPlacement,
        pitch: f64,
        floor_m: f64,
    ) -> [Point3<f64>; 4] {
        let (sin, cos) = pitch.sin_cos();
        let pivot = self.pivot(pitch);
        let ahead = Vector2::new(placement.yaw.cos(), placement.yaw.sin());
        let out = Vector2::new(-ahead.y, ahead.x) * side.sign;
        let p_in_world = |p: Vector3<f64>| {
            let along = pivot + (p.x - pivot) * cos + p.z * sin;
            let up = (pivot - p.x) * sin + p.z * cos;
            let at = placement.heel + ahead * along + out * p.y;
            Point3::new(at.x, at.y, floor_m + up)
        };
        let on_sole = |p: Vector2<f64>| Vector3::new(p.x, p.y, 0.0);
        [
            self.ankle,
            Vector3::zeros(),
            on_sole(self.big_toe),
            on_sole(self.small_toe),
        ]
        .map(p_in_world)
    }
}
