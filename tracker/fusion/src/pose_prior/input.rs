//! What the pose prior's networks take: a skeleton and its motion in the trunk's own axes, so that it is the same wherever
//! the athlete is and whichever way the athlete faces.

use nalgebra::Vector3;
use trackside_schema::{JOINT_COUNT, Joint, WorldPoint};

use crate::gaussian::Gaussian;
use crate::skeleton::skeleton_fit::FittedJoints;

/// The time over which the change of a joint's velocity is taken, s.
pub(crate) const VELOCITY_CHANGE_S: f64 = 0.1;

/// Number of features of an athlete.
pub(super) const FEATURES: usize =
    PosePriorInput::JOINT_FEATURES * JOINT_COUNT + PosePriorInput::TRUNK_FEATURES;

/// One joint as it was filtered, before the skeleton was fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FilteredJoint {
    pub position: Vector3<f64>,
    pub velocity: Vector3<f64>,
    /// The change of its velocity within the last [`VELOCITY_CHANGE_S`], m/s.
    pub velocity_change: Vector3<f64>,
    pub sigma_m: f64,
    pub views: u8,
}

/// All joints of an athlete.
pub(crate) type FilteredJoints = [Option<FilteredJoint>; JOINT_COUNT];

/// The input of a pose prior's network.
///
/// Axes are the trunk's: ahead, left, up. Each joint has 15 numbers, all 0 where it is not known; the number in parentheses
/// is the unit:
///
/// | numbers | what |
/// |---|---|
/// | 3 | position in the fitted skeleton relative to the trunk's centre (1/3 m) |
/// | 3 | filtered position relative to the fitted one (0.05 m) |
/// | 3 | velocity relative to the trunk's (3 m/s) |
/// | 3 | change of the velocity within 0.1 s, relative to the trunk's (1 m/s) |
/// | 1 | 1: the joint is known |
/// | 1 | `sigma_m` (0.05 m) |
/// | 1 | views (5) |
///
/// Then follow the trunk's velocity (4 m/s) and its change within 0.1 s (0.5 m/s).
#[derive(Clone, Debug)]
pub struct PosePriorInput {
    /// The numbers.
    pub features: [f32; FEATURES],
    /// The unit vector to the left, on the ground.
    left: [f64; 2],
    /// The fitted skeleton.
    fitted: [Option<Vector3<f64>>; JOINT_COUNT],
}

impl PosePriorInput {
    /// Number of features of each joint.
    pub const JOINT_FEATURES: usize = 15;
    /// Number of features of the trunk, which follow those of the joints.
    pub const TRUNK_FEATURES: usize = 6;
    /// Among the features of a joint: 1 if the joint is known.
    pub const KNOWN_FEATURE: usize = 12;
    /// Among the features of a joint: the number of views.
    pub const VIEWS_FEATURE: usize = 14;
    /// Scale of the first three features of a joint, its position, 1/m.
    pub const POSITION_PER_M: f64 = 3.0;
    /// Unit of the networks' outputs, m.
    pub const OUTPUT_UNIT_M: f64 = 0.02;

    /// `None` where a shoulder or a hip is not known.
    pub(crate) fn new(joints: &FilteredJoints, fitted: &FittedJoints) -> Option<PosePriorInput> {
        let both = |j: Joint| Some((joints[j.index()].as_ref()?, fitted[j.index()].as_ref()?));
        let trunk = [Joint::LHip, Joint::LShoulder, Joint::RHip, Joint::RShoulder].map(both);
        let [Some(a), Some(b), Some(c), Some(d)] = trunk else {
            return None;
        };
        let across = a.1.mean + b.1.mean - c.1.mean - d.1.mean;
        let length = across.x.hypot(across.y).max(1e-6);
        let mut input = PosePriorInput {
            features: [0.0; FEATURES],
            left: [across.x / length, across.y / length],
            fitted: std::array::from_fn(|j| Some(fitted[j].as_ref()?.mean)),
        };
        let trunk = [a, b, c, d];
        let mean = |of: fn(&(&FilteredJoint, &Gaussian)) -> Vector3<f64>| {
            trunk.iter().map(of).sum::<Vector3<f64>>() / 4.0
        };
        let (centre, velocity) = (mean(|t| t.1.mean), mean(|t| t.0.velocity));
        let velocity_change = mean(|t| t.0.velocity_change);
        for j in 0..JOINT_COUNT {
            let (Some(joint), Some(fitted)) = (&joints[j], &fitted[j]) else {
                continue;
            };
            let at = Self::JOINT_FEATURES * j;
            input.write_vector(at, (fitted.mean - centre) * Self::POSITION_PER_M);
            input.write_vector(at + 3, (joint.position - fitted.mean) * 20.0);
            input.write_vector(at + 6, (joint.velocity - velocity) / 3.0);
            input.write_vector(at + 9, joint.velocity_change - velocity_change);
            input.features[at + Self::KNOWN_FEATURE] = 1.0;
            input.features[at + 13] = (joint.sigma_m * 20.0) as f32;
            input.features[at + Self::VIEWS_FEATURE] = f32::from(joint.views) / 5.0;
        }
        let trunk = Self::JOINT_FEATURES * JOINT_COUNT;
        input.write_vector(trunk, velocity / 4.0);
        input.write_vector(trunk + 3, velocity_change * 2.0);
        Some(input)
    }

    /// The errors of the fitted skeleton: what to add to each joint to arrive at the ground truth, ahead, left, up, m.
    pub fn joint_errors(
        &self,
        truth: &[WorldPoint; JOINT_COUNT],
    ) -> [Option<[f64; 3]>; JOINT_COUNT] {
        std::array::from_fn(|j| {
            let error = truth[j].0.coords - self.fitted[j]?;
            Some(self.body_from_world(error).into())
        })
    }

    fn write_vector(&mut self, at: usize, v_in_world: Vector3<f64>) {
        let v = self.body_from_world(v_in_world);
        self.features[at..at + 3].copy_from_slice(&[v.x as f32, v.y as f32, v.z as f32]);
    }

    /// Rotates a vector from world axes to ahead, left, up.
    fn body_from_world(&self, v: Vector3<f64>) -> Vector3<f64> {
        let [x, y] = self.left;
        Vector3::new(y * v.x - x * v.y, x * v.x + y * v.y, v.z)
    }

    /// Rotates a vector from ahead, left, up to world axes.
    pub(super) fn world_from_body(&self, v: Vector3<f64>) -> Vector3<f64> {
        let [x, y] = self.left;
        Vector3::new(y * v.x + x * v.y, y * v.y - x * v.x, v.z)
    }
}
