//! The world at one time.

use nalgebra::{Point3, Vector3};
use trackside_schema::JOINT_COUNT;

/// The world at one time. Reused from call to call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instant {
    /// In the order of [`World::actors`]; of recorded ones those who are there.
    pub actors: Vec<Pose>,
    /// The ball, where the sport has one.
    pub ball: Option<BallTruth>,
}

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// Index into [`World::actors`].
    pub actor: usize,
    /// By [`trackside_schema::Joint`], HALPE_26 order, m.
    pub joints: [Point3<f64>; JOINT_COUNT],
    /// Where the pelvis faces: the angle of its forward axis from +x towards +y, rad.
    pub facing: f64,
    /// Whether the left and the right foot bear on the ground.
    pub contacts: [bool; 2],
}

/// Where the ball is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallTruth {
    /// Its centre, m.
    pub at: Point3<f64>,
    /// m/s
    pub velocity: Vector3<f64>,
    /// About the world's axes, rad/s.
    pub spin_rad_s: Vector3<f64>,
    /// m
    pub radius_m: f64,
    /// Whether hands hold it.
    pub held: bool,
}
