//! Completion of partly observed poses, one frame after the other.
//!
//! An unobserved joint keeps its place relative to its parent bone and rotates with that bone. A knee or elbow whose
//! neighbours are observed bends between them (two-bone IK). A joint that reappears returns to its observation exponentially,
//! without a jump. Partly occluded people are also measured badly, so bone lengths and breadths outside the plausible range of
//! the body are clamped.

use nalgebra::{Point3, UnitQuaternion, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use crate::bind_joints::bind_joints;
use crate::bones::{Joints, ObservedJoints, SIDES};
use crate::measurements::BodyMeasurements;

/// After a longer pause the previous pose is discarded, s.
const MAX_PAUSE_S: f64 = 1.0;
/// Plausible range of a bone's length relative to the body's, …
const MIN_LENGTH: f64 = 0.6;
const MAX_LENGTH: f64 = 1.35;
/// … extended by the noise of the joints, m.
const LENGTH_NOISE_M: f64 = 0.05;

/// The parameters by name, for the page, which completes poses by the same method.
pub fn pose_completion_parameters() -> [(&'static str, f64); 4] {
    [
        ("LENGTH_NOISE_M", LENGTH_NOISE_M),
        ("MAX_LENGTH", MAX_LENGTH),
        ("MAX_PAUSE_S", MAX_PAUSE_S),
        ("MIN_LENGTH", MIN_LENGTH),
    ]
}

/// Joints in topological order: every joint comes after its parent.
const ROOT_TO_LEAVES: [Joint; JOINT_COUNT] = {
    use Joint::*;
    [
        Hip, Neck, LHip, RHip, LShoulder, RShoulder, Head, Nose, LEye, REye, LEar, REar, LElbow,
        RElbow, LWrist, RWrist, LKnee, RKnee, LAnkle, RAnkle, LBigToe, RBigToe, LSmallToe,
        RSmallToe, LHeel, RHeel,
    ]
};

/// Completes the successive poses of one athlete.
#[derive(Clone, Debug)]
pub struct PoseCompleter {
    /// Time constant of the return of a joint, s.
    ease_s: f64,
    /// Bind pose, which defines the bone lengths.
    bind: Joints,
    /// Pose of joints that were never observed.
    standing: Joints,
    previous: Option<Joints>,
    /// Offset of the returned position from the observation; decays after a joint reappears.
    lag: [Vector3<f64>; JOINT_COUNT],
    /// Whether the joint was observed in the previous pose.
    was_observed: [bool; JOINT_COUNT],
}

impl PoseCompleter {
    /// For an athlete with these measurements. `ease_s` is the time constant with which a reappearing joint returns to its
    /// observation, s; 0: at once.
    pub fn new(measurements: &BodyMeasurements, ease_s: f64) -> PoseCompleter {
        PoseCompleter {
            ease_s,
            bind: bind_joints(measurements),
            standing: standing_pose(measurements),
            previous: None,
            lag: [Vector3::zeros(); JOINT_COUNT],
            was_observed: [false; JOINT_COUNT],
        }
    }

    /// The complete pose, `dt_s` after the previous one. `None`: no joint is observed. Does not allocate.
    pub fn complete(&mut self, observed: &ObservedJoints, dt_s: f64) -> Option<Joints> {
        let first = ROOT_TO_LEAVES
            .into_iter()
            .find(|j| observed[j.index()].is_some())?;
        let is_first = self.previous.is_none() || dt_s.is_nan() || dt_s > MAX_PAUSE_S;
        let previous = self.previous.filter(|_| !is_first).unwrap_or(self.standing);
        let rotation = trunk_rotation(&previous, observed);
        let mut now = previous;
        if let Some(at) = observed[first.index()] {
            let hip = previous[Joint::Hip.index()];
            now[Joint::Hip.index()] = at - rotation * (previous[first.index()] - hip);
        }
        let decay = if self.ease_s > 0.0 {
            (-dt_s.max(0.0) / self.ease_s).exp()
        } else {
            0.0
        };
        for joint in ROOT_TO_LEAVES {
            let i = joint.index();
            let predicted = predict_joint(joint, &previous, &now, observed, &rotation);
            now[i] = match observed[i] {
                None => {
                    self.lag[i] = Vector3::zeros();
                    predicted
                }
                Some(at) => {
                    self.lag[i] = if is_first {
                        Vector3::zeros()
                    } else if self.was_observed[i] {
                        self.lag[i] * decay
                    } else {
                        (predicted - at) * decay
                    };
                    at + self.lag[i]
                }
            };
            if let Some(parent) = joint.parent() {
                let from = now[parent.index()];
                let length = self.bone_length(joint, parent);
                now[i] = from + clamp_length(now[i] - from, length, predicted - from);
            }
            self.clamp_breadth(joint, &mut now, &rotation);
            self.was_observed[i] = observed[i].is_some();
        }
        self.previous = Some(now);
        self.previous
    }

    fn bone_length(&self, a: Joint, b: Joint) -> f64 {
        (self.bind[a.index()] - self.bind[b.index()]).norm()
    }

    /// Clamps the distance of the hips or shoulders about their midpoint, once both are placed.
    fn clamp_breadth(&self, joint: Joint, now: &mut Joints, rotation: &UnitQuaternion<f64>) {
        let left = match joint {
            Joint::RHip => Joint::LHip,
            Joint::RShoulder => Joint::LShoulder,
            _ => return,
        };
        let (l, r) = (now[left.index()], now[joint.index()]);
        let fallback = rotation * (self.standing[left.index()] - self.standing[joint.index()]);
        let breadth = clamp_length(l - r, self.bone_length(left, joint), fallback);
        let middle = nalgebra::center(&l, &r);
        now[left.index()] = middle + breadth / 2.0;
        now[joint.index()] = middle - breadth / 2.0;
    }
}

/// Clamps `bone` to the plausible range of a bone of `length`. The direction is that of `bone`, or of `fallback` if it is
/// zero. A plausible bone is returned unchanged.
fn clamp_length(bone: Vector3<f64>, length: f64, fallback: Vector3<f64>) -> Vector3<f64> {
    let current = bone.norm();
    let max = MAX_LENGTH * length + LENGTH_NOISE_M;
    let min = (MIN_LENGTH * length - LENGTH_NOISE_M).max(0.0);
    if (min..=max).contains(&current) {
        return bone;
    }
    let direction = bone.try_normalize(1e-3).or(fallback.try_normalize(1e-9));
    direction.unwrap_or(Vector3::z()) * current.clamp(min, max)
}

/// The bind pose with the arms down.
fn standing_pose(measurements: &BodyMeasurements) -> Joints {
    let mut j = bind_joints(measurements);
    for s in &SIDES {
        let shoulder = j[s.shoulder.index()];
        let down = Vector3::new(0.0, 0.1 * s.sign, -1.0).normalize();
        j[s.elbow.index()] = shoulder + down * measurements.upper_arm_m;
        j[s.wrist.index()] = shoulder + down * (measurements.upper_arm_m + measurements.forearm_m);
    }
    j
}

/// Rotation of the trunk about the vertical since the previous pose, from the first observed pair of joints.
fn trunk_rotation(previous: &Joints, observed: &ObservedJoints) -> UnitQuaternion<f64> {
    // Left and right; for people observed from one side, one of them and the midpoint.
    let pairs = [
        (Joint::LHip, Joint::RHip),
        (Joint::LShoulder, Joint::RShoulder),
        (Joint::LHip, Joint::Hip),
        (Joint::Hip, Joint::RHip),
        (Joint::LShoulder, Joint::Neck),
        (Joint::Neck, Joint::RShoulder),
        (Joint::LEar, Joint::REar),
        (Joint::LAnkle, Joint::RAnkle),
    ];
    let pair = pairs.into_iter().find_map(|(l, r)| {
        let now = observed[l.index()]? - observed[r.index()]?;
        Some((previous[l.index()] - previous[r.index()], now))
    });
    let has_heading = |v: Vector3<f64>| v.xy().norm() > 1e-3;
    match pair {
        Some((old, new)) if has_heading(old) && has_heading(new) => {
            let angle = new.y.atan2(new.x) - old.y.atan2(old.x);
            UnitQuaternion::from_axis_angle(&Vector3::z_axis(), angle)
        }
        _ => UnitQuaternion::identity(),
    }
}

/// The predicted position of a joint, given the joints before it in [`ROOT_TO_LEAVES`].
fn predict_joint(
    joint: Joint,
    previous: &Joints,
    now: &Joints,
    observed: &ObservedJoints,
    rotation: &UnitQuaternion<f64>,
) -> Point3<f64> {
    let at = |j: Joint| observed[j.index()];
    let middle = |a: Joint, b: Joint| Some(nalgebra::center(&at(a)?, &at(b)?));
    let midpoint_of_pair = match joint {
        Joint::Hip => middle(Joint::LHip, Joint::RHip),
        Joint::Neck => middle(Joint::LShoulder, Joint::RShoulder),
        _ => None,
    };
    let Some(parent) = joint.parent() else {
        return midpoint_of_pair.unwrap_or(now[joint.index()]);
    };
    if let Some(midpoint) = midpoint_of_pair {
        return midpoint;
    }
    let before = |j: Joint| previous[j.index()];
    let bone_rotation = match parent.parent() {
        Some(grandparent) => {
            let (old, new) = (
                before(parent) - before(grandparent),
                now[parent.index()] - now[grandparent.index()],
            );
            UnitQuaternion::rotation_between(&(rotation * old), &new)
                .map_or(*rotation, |r| r * rotation)
        }
        None => *rotation,
    };
    let carried = now[parent.index()] + bone_rotation * (before(joint) - before(parent));
    let end = SIDES.iter().find_map(|s| match joint {
        j if j == s.knee => Some(s.ankle),
        j if j == s.elbow => Some(s.wrist),
        _ => None,
    });
    match end.and_then(|e| Some((at(e)?, (before(e) - before(joint)).norm()))) {
        Some((end, distal_length)) => two_bone_ik(
            now[parent.index()],
            end,
            [(before(joint) - before(parent)).norm(), distal_length],
            carried,
        ),
        None => carried,
    }
}

/// The joint between two bones of lengths `a` and `b` from `from` to `to`, on the side of `towards` (law of cosines). A chain
/// that is too short stays straight.
fn two_bone_ik(
    from: Point3<f64>,
    to: Point3<f64>,
    [a, b]: [f64; 2],
    towards: Point3<f64>,
) -> Point3<f64> {
    let line = to - from;
    let distance = line.norm().max(1e-6);
    let along = line / distance;
    let out = towards - from;
    let out = (out - along * along.dot(&out))
        .try_normalize(1e-6)
        .unwrap_or_default();
    let fraction = ((a * a - b * b) / (distance * distance) + 1.0) / 2.0;
    let height = (a * a - (fraction * distance).powi(2)).max(0.0).sqrt();
    from + line * fraction.clamp(0.0, 1.0) + out * height
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn observed(joints: &Joints) -> ObservedJoints {
        joints.map(Some)
    }

    /// Standing with a bent knee, translated and rotated.
    fn pose(t: f64) -> Joints {
        let mut j = standing_pose(&BodyMeasurements::from_height(1.9));
        let knee = &mut j[Joint::LKnee.index()];
        *knee += Vector3::new(0.15, 0.0, 0.0);
        let rotation = nalgebra::Rotation3::from_euler_angles(0.0, 0.0, 0.8 * t);
        j.map(|p| rotation * p + Vector3::new(3.0 * t, -1.0, 0.0))
    }

    #[test]
    fn observed_joints_are_kept_and_an_absent_one_moves_with_the_body() {
        for absent in Joint::ALL {
            let mut completer = PoseCompleter::new(&BodyMeasurements::from_height(1.9), 0.1);
            let mut worst = 0.0_f64;
            for k in 0..100 {
                let truth = pose(0.02 * f64::from(k));
                let mut now = observed(&truth);
                if k >= 20 {
                    now[absent.index()] = None;
                }
                let completed = completer.complete(&now, 0.02).unwrap();
                for joint in Joint::ALL {
                    let error = (completed[joint.index()] - truth[joint.index()]).norm();
                    if joint == absent && k >= 20 {
                        worst = worst.max(error);
                    } else {
                        assert!(error < 1e-9, "{joint:?} without {absent:?}: {error} m");
                    }
                }
            }
            // The body is rigid, so the absent joint moves with it.
            assert!(worst < 0.03, "{absent:?} is {worst} m off");
        }
    }

    #[test]
    fn joints_that_come_and_go_do_not_jump() {
        let mut completer = PoseCompleter::new(&BodyMeasurements::from_height(1.8), 0.1);
        let mut before: Option<Joints> = None;
        for k in 0..400_u32 {
            let truth = pose(0.02 * f64::from(k));
            let mut now = observed(&truth);
            // Each joint is absent for 0.3 s out of 0.9 s, a third of them at any time.
            for (i, joint) in now.iter_mut().enumerate() {
                if (k + 13 * i as u32) % 45 < 15 {
                    *joint = None;
                }
            }
            let completed = completer.complete(&now, 0.02).unwrap();
            if let Some(before) = before {
                for ((a, b), j) in completed.iter().zip(&before).zip(Joint::ALL) {
                    // Motion and rotation give 0.08 m; the rest is the return of joints and of the bones that carry others.
                    assert!(
                        (a - b).norm() < 0.25,
                        "{j:?} jumps {} m at {k}, observed: {}",
                        (a - b).norm(),
                        now[j.index()].is_some()
                    );
                }
            }
            before = Some(completed);
        }
    }

    #[test]
    fn one_joint_gives_a_pose_and_none_does_not() {
        let mut completer = PoseCompleter::new(&BodyMeasurements::from_height(1.8), 0.1);
        assert!(completer.complete(&[None; JOINT_COUNT], 0.02).is_none());
        let mut one: ObservedJoints = [None; JOINT_COUNT];
        one[Joint::LAnkle.index()] = Some(Point3::new(5.0, 4.0, 0.07));
        let completed = completer.complete(&one, 0.02).unwrap();
        assert!((completed[Joint::LAnkle.index()] - Point3::new(5.0, 4.0, 0.07)).norm() < 1e-9);
        assert!((1.5..2.0).contains(&completed[Joint::Head.index()].z));
    }

    #[test]
    fn half_a_body_is_mirrored_and_bone_lengths_are_clamped() {
        let measurements = BodyMeasurements::from_height(1.8);
        let truth = pose(2.0).map(|p| Point3::from(p.coords * (1.8 / 1.9)));
        let mut half = observed(&truth);
        for (i, joint) in half.iter_mut().enumerate() {
            if Joint::ALL[i].name().starts_with('R') {
                *joint = None;
            }
        }
        let completed = PoseCompleter::new(&measurements, 0.1)
            .complete(&half, 0.02)
            .unwrap();
        for joint in [Joint::RHip, Joint::RShoulder, Joint::RKnee] {
            let error = (completed[joint.index()] - truth[joint.index()]).norm();
            assert!(error < 0.1, "{joint:?} is {error} m off");
        }
        // Coinciding shoulders, a hip and a wrist two metres away.
        let mut implausible = observed(&truth);
        implausible[Joint::RShoulder.index()] = implausible[Joint::LShoulder.index()];
        for joint in [Joint::LHip, Joint::LWrist] {
            implausible[joint.index()] = Some(truth[joint.index()] + Vector3::new(2.0, 0.0, 0.5));
        }
        let completer = PoseCompleter::new(&measurements, 0.1);
        let completed = completer.clone().complete(&implausible, 0.02).unwrap();
        let pairs = [
            (Joint::LHip, Joint::RHip),
            (Joint::LShoulder, Joint::RShoulder),
        ];
        let bones = Joint::ALL
            .into_iter()
            .filter_map(|j| Some((j, j.parent()?)));
        for (a, b) in bones.chain(pairs) {
            let current = (completed[a.index()] - completed[b.index()]).norm();
            let length = completer.bone_length(a, b);
            // Clamping the breadths moves shoulders and hips once more.
            let max = MAX_LENGTH * length + 2.5 * LENGTH_NOISE_M;
            assert!(current < max, "{a:?} to {b:?}: {current} m of {length} m");
        }
        let shoulders = completed[Joint::LShoulder.index()] - completed[Joint::RShoulder.index()];
        assert!(shoulders.norm() > 0.15);
    }

    #[test]
    fn measurements_are_recovered_from_poses() {
        let mut truth = BodyMeasurements::from_height(1.95);
        truth.thigh_m *= 1.07;
        truth.shoulder_m *= 0.94;
        truth.height_m = truth.leg_m() + truth.trunk_m + truth.head_m;
        let bind = bind_joints(&truth);
        let mut poses = vec![observed(&bind); 9];
        // One outlier, and heels that are never observed.
        poses[3][Joint::LKnee.index()] = Some(Point3::new(9.0, 9.0, 9.0));
        for pose in &mut poses {
            for s in &SIDES {
                pose[s.heel.index()] = None;
            }
        }
        let measured = BodyMeasurements::from_poses(&poses);
        assert!((measured.thigh_m - truth.thigh_m).abs() < 1e-9);
        assert!((measured.shoulder_m - truth.shoulder_m).abs() < 1e-9);
        assert!((measured.foot_m - truth.foot_m).abs() < 0.02);
        assert!(
            (measured.height_m - truth.height_m).abs() < 0.03,
            "{measured:?}"
        );
        assert!((BodyMeasurements::from_poses(&[]).height_m - 1.8).abs() < 0.01);
    }
}
