//! Foot lock: during each ground contact a foot has one fixed placement.
//!
//! Measured joints of a foot in contact vary by centimetres, so the drawn sole would slide. The foot lock detects contacts from the
//! height and speed of heel and toes, and replaces the foot during a contact by its median placement (Kovar, Schreiner and
//! Gleicher, "Footskate Cleanup for Motion Capture Editing", SCA 2002). The foot rolls over its heel while the toes are up, lies
//! flat, and rolls over the tip of its toes while the heel is up. Before and after a contact it blends with the measured foot.
//! `leg_ik` moves the knees.

mod foot_shape;
mod leg_ik;

use std::ops::RangeInclusive;

use nalgebra::{Point2, Point3, Vector3};
use trackside_schema::Joint;

use crate::bones::{BodySide, Joints, SIDES};
use crate::median::median;
use foot_shape::FootPose;
use leg_ik::solve_leg_ik;

pub use foot_shape::{FootPlacement, FootShape};

/// Duration of the blend between measured and locked foot, s.
const BLEND_S: f64 = 0.08;
/// Maximum height of a heel or of toes in contact above the floor, m.
const MAX_CONTACT_HEIGHT_M: f64 = 0.09;
/// Maximum speed of a heel or of toes in contact, m/s, …
const MAX_CONTACT_SPEED_M_S: f64 = 0.30;
/// … plus this fraction of the hip's speed, because filters smear short contacts.
const HIP_SPEED_FRACTION: f64 = 0.10;
/// Factor on the maximum speed once a contact has begun (hysteresis).
const SPEED_HYSTERESIS: f64 = 2.0;
/// Minimum duration of a contact, s.
const MIN_CONTACT_S: f64 = 0.06;
/// Maximum displacement of a foot; contacts that need more are not locked, m.
const MAX_DISPLACEMENT_M: f64 = 0.10;
/// Maximum distance from hip to ankle relative to the length of the leg, unless it was measured longer.
const MAX_LEG_EXTENSION: f64 = 0.99;
/// Maximum additional pitch of the foot, with which the heel rises so that the leg reaches it, rad.
const MAX_HEEL_RISE_RAD: f64 = 0.6;

/// The parameters by name, for the page, which locks feet by the same method.
pub fn parameters() -> [(&'static str, f64); 12] {
    [
        ("BLEND_S", BLEND_S),
        ("FLAT_RAD", foot_shape::FLAT_RAD),
        ("HIP_SPEED_FRACTION", HIP_SPEED_FRACTION),
        ("KNEE_BIAS_M", leg_ik::KNEE_BIAS_M),
        ("MAX_CONTACT_HEIGHT_M", MAX_CONTACT_HEIGHT_M),
        ("MAX_CONTACT_SPEED_M_S", MAX_CONTACT_SPEED_M_S),
        ("MAX_DISPLACEMENT_M", MAX_DISPLACEMENT_M),
        ("MAX_HEEL_RISE_RAD", MAX_HEEL_RISE_RAD),
        ("MAX_LEG_EXTENSION", MAX_LEG_EXTENSION),
        ("MAX_STRETCH", leg_ik::MAX_STRETCH),
        ("MIN_CONTACT_S", MIN_CONTACT_S),
        ("SPEED_HYSTERESIS", SPEED_HYSTERESIS),
    ]
}

/// Locks the feet of one athlete during all contacts. `poses` are consecutive poses without a pause, `times_s` their times, s, and
/// `floor_m` the height of the floor, m.
pub fn lock_feet(times_s: &[f64], poses: &mut [Joints], floor_m: f64) {
    let Some(shape) = FootShape::from_poses(poses.iter()) else {
        return;
    };
    for side in &SIDES {
        let offsets = FootTrack::new(&shape, side, times_s, poses, floor_m).offsets();
        let moved = poses.iter_mut().zip(offsets);
        for (joints, offset) in moved.filter(|(_, offset)| *offset != FootOffset::default()) {
            let [ankle, rest @ ..] = side.foot_joints();
            for (joint, by) in rest.into_iter().zip(&offset[1..]) {
                joints[joint.index()] += by;
            }
            solve_leg_ik(side, joints[ankle.index()] + offset[0], joints);
        }
    }
}

/// Displacements of ankle, heel, big toe and small toe, m.
type FootOffset = [Vector3<f64>; 4];

/// One foot over time.
struct FootTrack<'a> {
    shape: &'a FootShape,
    side: &'a BodySide,
    times_s: &'a [f64],
    poses: &'a [Joints],
    feet: Vec<FootPose>,
    floor_m: f64,
}

impl<'a> FootTrack<'a> {
    fn new(
        shape: &'a FootShape,
        side: &'a BodySide,
        times_s: &'a [f64],
        poses: &'a [Joints],
        floor_m: f64,
    ) -> FootTrack<'a> {
        FootTrack {
            shape,
            side,
            times_s,
            poses,
            feet: poses.iter().map(|p| FootPose::new(side, p)).collect(),
            floor_m,
        }
    }

    /// The displacement in each pose.
    fn offsets(&self) -> Vec<FootOffset> {
        let locked: Vec<_> = self
            .contacts()
            .into_iter()
            .filter_map(|contact| self.lock(contact))
            .collect();
        let offset = |k: usize| {
            let next = locked.partition_point(|(_, frames)| *frames.end() < k);
            if let Some((placement, _)) = locked.get(next).filter(|(_, f)| f.contains(&k)) {
                return self.offset(placement, k).unwrap_or_default();
            }
            // The offset of a contact decays before the next contact begins.
            let before = next
                .checked_sub(1)
                .map(|i| (&locked[i].0, *locked[i].1.end()));
            let after = locked
                .get(next)
                .map(|(placement, frames)| (placement, *frames.start()));
            let blend_s = match (before, after) {
                (Some((_, a)), Some((_, b))) => BLEND_S.min(self.times_s[b] - self.times_s[a]),
                _ => BLEND_S,
            };
            let mut sum = FootOffset::default();
            for (placement, edge) in [before, after].into_iter().flatten() {
                let distance = (self.times_s[k] - self.times_s[edge]).abs() / blend_s;
                if distance < 1.0 {
                    let weight = 1.0 - distance * distance * (3.0 - 2.0 * distance);
                    let offset = self.offset(placement, edge).unwrap_or_default();
                    sum.iter_mut()
                        .zip(offset)
                        .for_each(|(s, o)| *s += o * weight);
                }
            }
            sum
        };
        (0..self.poses.len()).map(offset).collect()
    }

    /// The displacement of the foot in pose `k` to `placement`. `None`: the leg does not reach it.
    fn offset(&self, placement: &FootPlacement, k: usize) -> Option<FootOffset> {
        let pitch = self.reachable_pitch(placement, k)?;
        let positions = self
            .shape
            .foot_positions(self.side, placement, pitch, self.floor_m);
        let joints = self.side.foot_joints();
        Some(std::array::from_fn(|i| {
            positions[i] - self.poses[k][joints[i].index()]
        }))
    }

    /// The smallest pitch, from the measured one up, at which the leg of pose `k` reaches `placement`. `None`: none does.
    fn reachable_pitch(&self, placement: &FootPlacement, k: usize) -> Option<f64> {
        let [hip, knee, ankle] = [self.side.hip, self.side.knee, self.side.ankle]
            .map(|joint| self.poses[k][joint.index()]);
        let leg_length = (hip - knee).norm() + (knee - ankle).norm();
        let max_distance = (MAX_LEG_EXTENSION * leg_length).max((hip - ankle).norm());
        let is_too_far = |pitch: f64| {
            let positions = self
                .shape
                .foot_positions(self.side, placement, pitch, self.floor_m);
            (positions[0] - hip).norm() > max_distance
        };
        let pitch = self.feet[k].rolling_pitch();
        let [mut low, mut high] = [pitch, pitch + MAX_HEEL_RISE_RAD];
        if !is_too_far(low) {
            return Some(low);
        }
        for _ in 0..10 {
            let middle = (low + high) / 2.0;
            if is_too_far(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        (!is_too_far(high)).then_some(high)
    }

    /// The placement of a contact, the median over its poses, and the poses in which it is locked: poses at its ends that need
    /// too large a displacement are excluded. `None`: another pose needs it too.
    fn lock(
        &self,
        contact: RangeInclusive<usize>,
    ) -> Option<(FootPlacement, RangeInclusive<usize>)> {
        let feet = &self.feet[contact.clone()];
        let all: Vec<FootPlacement> = feet.iter().map(|f| self.shape.placement(f)).collect();
        let median_of =
            |f: &dyn Fn(&FootPlacement) -> f64| median(&mut all.iter().map(f).collect::<Vec<_>>());
        // Angles relative to the first one do not wrap around.
        let first = all.first()?.yaw;
        let relative_yaw = |p: &FootPlacement| (p.yaw - first).sin().atan2((p.yaw - first).cos());
        let placement = FootPlacement {
            heel: Point2::new(median_of(&|p| p.heel.x)?, median_of(&|p| p.heel.y)?),
            yaw: first + median_of(&relative_yaw)?,
        };
        let is_near = |k: &usize| {
            let offset = self.offset(&placement, *k);
            offset.is_some_and(|o| o.iter().all(|by| by.norm() <= MAX_DISPLACEMENT_M))
        };
        let from = contact.clone().find(is_near)?;
        let to = contact.rev().find(is_near)?;
        (from..=to)
            .all(|k| is_near(&k))
            .then_some((placement, from..=to))
    }

    /// The contacts, as ranges of poses.
    fn contacts(&self) -> Vec<RangeInclusive<usize>> {
        let count = self.poses.len();
        let mut out: Vec<RangeInclusive<usize>> = Vec::new();
        let mut k = 0;
        while k < count {
            if !self.is_in_contact(k, 1.0) {
                k += 1;
                continue;
            }
            let free_from = out.last().map_or(0, |r| r.end() + 1);
            let continues = |k: &usize| self.is_in_contact(*k, SPEED_HYSTERESIS);
            let from = (free_from..k)
                .rev()
                .take_while(continues)
                .last()
                .unwrap_or(k);
            let to = (k..count).take_while(continues).last().unwrap_or(k);
            if self.times_s[to] - self.times_s[from] >= MIN_CONTACT_S {
                out.push(from..=to);
            }
            k = to + 1;
        }
        out
    }

    /// Whether heel or toes are low and slower than `factor` times the maximum speed.
    fn is_in_contact(&self, k: usize, factor: f64) -> bool {
        let hip_speed = self.ground_speed(&|k| self.poses[k][Joint::Hip.index()], k);
        let max_speed = factor * (MAX_CONTACT_SPEED_M_S + HIP_SPEED_FRACTION * hip_speed.min(15.0));
        let is_low_and_slow = |at: &dyn Fn(usize) -> Point3<f64>| {
            at(k).z < self.floor_m + MAX_CONTACT_HEIGHT_M && self.ground_speed(at, k) < max_speed
        };
        is_low_and_slow(&|k| self.feet[k].heel) || is_low_and_slow(&|k| self.feet[k].toes)
    }

    /// Horizontal speed of a point at pose `k`, m/s: the smaller one of the steps before and after, so that a point that has just
    /// stopped counts as stopped.
    fn ground_speed(&self, at: &dyn Fn(usize) -> Point3<f64>, k: usize) -> f64 {
        let speed = |a: usize, b: usize| {
            (at(b) - at(a)).xy().norm() / (self.times_s[b] - self.times_s[a]).max(1e-6)
        };
        let before = k.checked_sub(1).map(|b| speed(b, k));
        let after = (k + 1 < self.poses.len()).then(|| speed(k, k + 1));
        before
            .into_iter()
            .chain(after)
            .fold(f64::INFINITY, f64::min)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::leg_ik::MAX_STRETCH;
    use super::*;
    use crate::{BodyMeasurements, bind_joints};

    /// A body that stands on bent knees for a second, then slides ahead at 1 m/s; joints oscillate by a centimetre.
    fn poses() -> (Vec<f64>, Vec<Joints>, Joints) {
        let mut bind = bind_joints(&BodyMeasurements::from_height(1.85));
        for s in &SIDES {
            bind[s.knee.index()].x += 0.2;
        }
        let times: Vec<f64> = (0..100).map(|k| 0.02 * f64::from(k)).collect();
        let at = |t: &f64| {
            let slide = Vector3::x() * (t - 1.0).max(0.0);
            let noise = |j: usize, c: f64| 0.01 * (9.0 * t + 1.3 * j as f64 + c).sin();
            let mut joints = bind;
            for (j, p) in joints.iter_mut().enumerate() {
                *p += slide + Vector3::new(noise(j, 0.0), noise(j, 2.0), noise(j, 4.0));
            }
            joints
        };
        let poses = times.iter().map(at).collect();
        (times, poses, bind)
    }

    #[test]
    fn foot_in_contact_is_fixed_and_sliding_foot_is_unchanged() {
        let (times, measured, bind) = poses();
        let mut locked = measured.clone();
        lock_feet(&times, &mut locked, 0.0);
        let heel = Joint::LHeel.index();
        for k in 1..45 {
            let joints = SIDES[0].foot_joints();
            for j in joints {
                assert!((locked[k][j.index()] - locked[0][j.index()]).norm() < 1e-9);
                assert!((locked[k][j.index()] - bind[j.index()]).norm() < 0.02);
            }
            assert!(locked[k][heel].z.abs() < 1e-9 && measured[k][heel] != measured[0][heel]);
        }
        for k in 60..100 {
            assert_eq!(locked[k], measured[k]);
        }
        // Only legs move, by no more than 4 cm, and without jumps.
        for k in 0..100 {
            for (j, joint) in Joint::ALL.into_iter().enumerate() {
                let by = (locked[k][j] - measured[k][j]).norm();
                let is_leg = SIDES
                    .iter()
                    .any(|s| joint == s.knee || s.foot_joints().contains(&joint));
                assert!(
                    by < if is_leg { 0.04 } else { 1e-12 },
                    "{joint:?} {by} m at {k}"
                );
                let jump = |of: &[Joints]| (of[k][j] - of[k.saturating_sub(1)][j]).norm();
                assert!(jump(&locked) < jump(&measured) + 0.02, "{joint:?} at {k}");
            }
        }
    }

    #[test]
    fn foot_rolls_over_heel_or_toes_and_leg_keeps_its_lengths() {
        let bind = bind_joints(&BodyMeasurements::from_height(1.85));
        let shape = FootShape::from_poses([&bind]).unwrap();
        for (side, s) in SIDES.iter().enumerate() {
            let placement = shape.placement(&FootPose::new(s, &bind));
            assert!((placement.heel - bind[s.heel.index()].xy()).norm() < 1e-9);
            let mut flat = bind;
            shape.place_foot(side, &placement, 0.0, 0.0, &mut flat);
            let moved = |j: Joint, of: &Joints| (of[j.index()] - bind[j.index()]).norm();
            assert!(s.foot_joints().into_iter().all(|j| moved(j, &flat) < 1e-9));
            let (mut up, mut down) = (bind, bind);
            shape.place_foot(side, &placement, 0.5, 0.0, &mut up);
            shape.place_foot(side, &placement, -0.3, 0.0, &mut down);
            assert!(moved(s.big_toe, &up) < 1e-2 && up[s.heel.index()].z > 0.1);
            assert!(moved(s.heel, &down) < 1e-9 && down[s.big_toe.index()].z > 0.05);
            // The ankle rises by more than the leg may stretch, so the knee bends.
            for (a, b) in [(s.hip, s.knee), (s.knee, s.ankle)] {
                let length = |of: &Joints| (of[a.index()] - of[b.index()]).norm();
                assert!((length(&up) / length(&bind) - 1.0).abs() < 1.01 * MAX_STRETCH);
            }
        }
    }
}
