//! The state of an athlete's filter at one frame set: the body as it was predicted, as the observations updated it, and what
//! they added.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::JOINT_COUNT;

use crate::filter::correlated_joints::{
    InformationUpdate, RIGID_GROUPS, SharedCovariance, initial_shared_covariance,
};
use crate::filter::joint_filter::JointState;
use crate::gaussian::position_covariance;
use crate::initiation::TriangulatedBody;
use crate::skeleton::skeleton_priors::TRUNK_JOINTS;
use crate::smoothing::propagate_covariance;

/// All joints of an athlete at one instant.
#[derive(Clone, Debug)]
pub(crate) struct BodyState {
    /// Each joint's filter.
    pub joints: [Option<JointState>; JOINT_COUNT],
    /// The covariance that the joints of rigid groups share.
    pub shared: SharedCovariance<6>,
}

impl BodyState {
    /// No joint is known.
    pub(super) fn unknown() -> BodyState {
        BodyState {
            joints: [None; JOINT_COUNT],
            shared: initial_shared_covariance(),
        }
    }

    /// Velocity of the trunk, m/s: the mean over its joints that were observed at this frame set.
    pub fn velocity(&self) -> Option<Vector3<f64>> {
        let mut sum = Vector3::zeros();
        let mut n = 0.0;
        for s in TRUNK_JOINTS
            .iter()
            .filter_map(|j| self.joints[j.index()].as_ref())
            .filter(|s| s.unobserved_s == 0.0)
        {
            sum += s.velocity;
            n += 1.0;
        }
        (n > 0.0).then(|| sum / n)
    }

    /// Propagates by a time so short that process noise does not matter.
    pub(super) fn propagate(&mut self, dt_s: f64) {
        self.joints
            .iter_mut()
            .flatten()
            .for_each(|s| s.propagate(dt_s));
        for shared in &mut self.shared {
            *shared = propagate_covariance(shared, dt_s, 0.0);
        }
    }

    /// The shared position covariance of each rigid group.
    pub fn shared_position_covariance(&self) -> [Matrix3<f64>; RIGID_GROUPS.len()] {
        self.shared.each_ref().map(position_covariance)
    }
}

/// One cycle of the filter.
#[derive(Clone, Debug)]
pub(crate) struct FilterState {
    /// The body as it was predicted for this frame set.
    pub predicted: BodyState,
    /// The body given this frame set's observations, too.
    pub filtered: BodyState,
    /// By joint: what this frame set's observations added.
    pub updates: [Option<InformationUpdate>; JOINT_COUNT],
}

impl FilterState {
    /// Of a body that was just triangulated: nothing was predicted.
    pub(super) fn new(body: &TriangulatedBody) -> FilterState {
        let mut filtered = BodyState::unknown();
        for (slot, measured) in filtered.joints.iter_mut().zip(&body.joints) {
            *slot = measured.map(|(g, views)| JointState::new(g, Vector3::zeros(), views));
        }
        FilterState {
            predicted: BodyState::unknown(),
            updates: filtered.joints.map(|j| j?.information_gained(None)),
            filtered,
        }
    }
}
