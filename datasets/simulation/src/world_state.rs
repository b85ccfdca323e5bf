//! The state of a world at one time.

use nalgebra::{Point3, Vector3};
use trackside_schema::JOINT_COUNT;

/// The state of a world at one time. Its memory is reused from call to call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorldState {
    /// In the order of [`crate::World::actors`]; of recorded action only those who are present.
    pub actors: Vec<ActorPose>,
    /// The ball, where the sport has one.
    pub ball: Option<BallTruth>,
}

/// The pose of one actor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActorPose {
    /// Index into [`crate::World::actors`].
    pub actor: usize,
    /// By [`trackside_schema::Joint`], HALPE_26 order, m in world space.
    pub joints: [Point3<f64>; JOINT_COUNT],
    /// Heading of the pelvis: the angle of its forward axis from +x towards +y, rad.
    pub heading_rad: f64,
    /// Whether the left and the right foot are on the ground.
    pub foot_contacts: [bool; 2],
}

/// The true state of the ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallTruth {
    /// Its centre, m in world space.
    pub at: Point3<f64>,
    /// m/s
    pub velocity: Vector3<f64>,
    /// About the world's axes, rad/s.
    pub spin_rad_s: Vector3<f64>,
    /// m
    pub radius_m: f64,
    /// Whether it is in someone's hands.
    pub is_held: bool,
}
