//! The motion of an actor: the body and the reaches of its arms.

use nalgebra::Point3;
use trackside_schema::JOINT_COUNT;

use crate::body_motion::BodyMotion;
use crate::body_motion::arms::{self, ArmTask};
use crate::world_state::ActorPose;

/// The motion of one actor.
pub(crate) struct ActorMotion {
    pub body: BodyMotion,
    pub arm_tasks: Vec<ArmTask>,
}

impl ActorMotion {
    /// The motion of a body whose arms only swing.
    pub fn new(body: BodyMotion) -> ActorMotion {
        ActorMotion {
            body,
            arm_tasks: Vec::new(),
        }
    }

    /// The pose at `t`; `ball`: its centre and radius, m.
    pub fn at(&self, actor: usize, t: f64, ball: Option<(Point3<f64>, f64)>) -> ActorPose {
        let mut joints = [Point3::origin(); JOINT_COUNT];
        let written = self.body.write(t, &mut joints);
        arms::write_arms(
            self.body.body(),
            &written.trunk,
            &self.arm_tasks,
            ball,
            t,
            &mut joints,
        );
        ActorPose {
            actor,
            joints,
            heading_rad: written.heading,
            foot_contacts: written.foot_contacts,
        }
    }
}
