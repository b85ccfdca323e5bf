//! All joints, from those that were seen.
//!
//! A joint that is absent stays where the bone before it takes it, turning with that bone; a knee or an elbow whose both ends
//! were seen bends between them. When a joint is seen again it comes back within a few tenths of a second: nothing pops.
//! Who is half hidden is also seen wrongly: bones and breadths that no body of that build has are brought to what it can have.

use nalgebra::{Point3, UnitQuaternion, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use crate::bones::{Joints, SIDES, rest_joints};
use crate::{Build, Seen};

/// After a pause longer than this, s, the old pose says nothing of the new one.
const PAUSE_S: f64 = 1.0;
/// A bone is no shorter and no longer than these shares of its length, and this much, m: skeletons waver.
const LEAST: f64 = 0.6;
const MOST: f64 = 1.35;
const WAVERS_M: f64 = 0.05;

/// Joints from the hip outwards: every joint comes after its parent.
const OUTWARDS: [Joint; JOINT_COUNT] = {
    use Joint::*;
    [
        Hip, Neck, LHip, RHip, LShoulder, RShoulder, Head, Nose, LEye, REye, LEar, REar, LElbow,
        RElbow, LWrist, RWrist, LKnee, RKnee, LAnkle, RAnkle, LBigToe, RBigToe, LSmallToe,
        RSmallToe, LHeel, RHeel,
    ]
};

/// Completes one athlete's poses, one after the other.
#[derive(Clone, Debug)]
pub struct Whole {
    ease_s: f64,
    /// At rest: how long bones are.
    rest: Joints,
    /// A pose for what was never seen.
    standing: Joints,
    last: Option<Joints>,
    /// What shows ahead of what was seen: runs out after a joint is back.
    lag: [Vector3<f64>; JOINT_COUNT],
    /// Whether the joint was seen in the last pose.
    seen: [bool; JOINT_COUNT],
}

impl Whole {
    /// For an athlete of that build. A joint that comes back has two thirds of its way behind it after `ease_s`; 0 puts it
    /// where it was seen at once.
    pub fn new(build: &Build, ease_s: f64) -> Whole {
        Whole {
            ease_s,
            rest: rest_joints(build),
            standing: standing(build),
            last: None,
            lag: [Vector3::zeros(); JOINT_COUNT],
            seen: [false; JOINT_COUNT],
        }
    }

    /// The whole pose, `dt_s` after the last one; `None` where no joint was seen. Allocates nothing.
    pub fn complete(&mut self, seen: &Seen, dt_s: f64) -> Option<Joints> {
        let first = OUTWARDS.into_iter().find(|j| seen[j.index()].is_some())?;
        let fresh = self.last.is_none() || dt_s.is_nan() || dt_s > PAUSE_S;
        let last = self.last.filter(|_| !fresh).unwrap_or(self.standing);
        let turn = upright(&last, seen);
        let mut now = last;
        if let Some(at) = seen[first.index()] {
            let hip = last[Joint::Hip.index()];
            now[Joint::Hip.index()] = at - turn * (last[first.index()] - hip);
        }
        let left = if self.ease_s > 0.0 {
            (-dt_s.max(0.0) / self.ease_s).exp()
        } else {
            0.0
        };
        for joint in OUTWARDS {
            let i = joint.index();
            let guess = guess(joint, &last, &now, seen, &turn);
            now[i] = match seen[i] {
                None => {
                    self.lag[i] = Vector3::zeros();
                    guess
                }
                Some(at) => {
                    self.lag[i] = if fresh {
                        Vector3::zeros()
                    } else if self.seen[i] {
                        self.lag[i] * left
                    } else {
                        (guess - at) * left
                    };
                    at + self.lag[i]
                }
            };
            if let Some(parent) = joint.parent() {
                let from = now[parent.index()];
                let length = self.length(joint, parent);
                now[i] = from + within(now[i] - from, length, guess - from);
            }
            self.keep_breadth(joint, &mut now, &turn);
            self.seen[i] = seen[i].is_some();
        }
        self.last = Some(now);
        self.last
    }

    fn length(&self, a: Joint, b: Joint) -> f64 {
        (self.rest[a.index()] - self.rest[b.index()]).norm()
    }

    /// Once both hips or both shoulders are there: as far apart as they can be, about their middle.
    fn keep_breadth(&self, joint: Joint, now: &mut Joints, turn: &UnitQuaternion<f64>) {
        let left = match joint {
            Joint::RHip => Joint::LHip,
            Joint::RShoulder => Joint::LShoulder,
            _ => return,
        };
        let (l, r) = (now[left.index()], now[joint.index()]);
        let otherwise = turn * (self.standing[left.index()] - self.standing[joint.index()]);
        let breadth = within(l - r, self.length(left, joint), otherwise);
        let middle = nalgebra::center(&l, &r);
        now[left.index()] = middle + breadth / 2.0;
        now[joint.index()] = middle - breadth / 2.0;
    }
}

/// `bone` at a length that one of `length` can have; along `otherwise` where it has no direction. One that can be is left alone.
fn within(bone: Vector3<f64>, length: f64, otherwise: Vector3<f64>) -> Vector3<f64> {
    let is = bone.norm();
    let most = MOST * length + WAVERS_M;
    let least = (LEAST * length - WAVERS_M).max(0.0);
    if (least..=most).contains(&is) {
        return bone;
    }
    let direction = bone.try_normalize(1e-3).or(otherwise.try_normalize(1e-9));
    direction.unwrap_or(Vector3::z()) * is.clamp(least, most)
}

/// At rest, but with the arms down.
fn standing(build: &Build) -> Joints {
    let mut j = rest_joints(build);
    for s in &SIDES {
        let shoulder = j[s.shoulder.index()];
        let down = Vector3::new(0.0, 0.1 * s.sign, -1.0).normalize();
        j[s.elbow.index()] = shoulder + down * build.upper_arm_m;
        j[s.wrist.index()] = shoulder + down * (build.upper_arm_m + build.forearm_m);
    }
    j
}

/// How the trunk has turned about the vertical, as far as pairs of joints tell.
fn upright(last: &Joints, seen: &Seen) -> UnitQuaternion<f64> {
    // From right to left; of who is seen from one side, half of the way.
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
        let now = seen[l.index()]? - seen[r.index()]?;
        Some((last[l.index()] - last[r.index()], now))
    });
    let flat = |v: Vector3<f64>| v.xy().norm() > 1e-3;
    match pair {
        Some((was, is)) if flat(was) && flat(is) => {
            let angle = is.y.atan2(is.x) - was.y.atan2(was.x);
            UnitQuaternion::from_axis_angle(&Vector3::z_axis(), angle)
        }
        _ => UnitQuaternion::identity(),
    }
}

/// Where an absent joint is, given all before it.
fn guess(
    joint: Joint,
    last: &Joints,
    now: &Joints,
    seen: &Seen,
    turn: &UnitQuaternion<f64>,
) -> Point3<f64> {
    let at = |j: Joint| seen[j.index()];
    let middle = |a: Joint, b: Joint| Some(nalgebra::center(&at(a)?, &at(b)?));
    let between = match joint {
        Joint::Hip => middle(Joint::LHip, Joint::RHip),
        Joint::Neck => middle(Joint::LShoulder, Joint::RShoulder),
        _ => None,
    };
    let Some(parent) = joint.parent() else {
        return between.unwrap_or(now[joint.index()]);
    };
    if let Some(between) = between {
        return between;
    }
    let was = |j: Joint| last[j.index()];
    let turned = match parent.parent() {
        Some(before) => {
            let (old, new) = (
                was(parent) - was(before),
                now[parent.index()] - now[before.index()],
            );
            UnitQuaternion::rotation_between(&(turn * old), &new).map_or(*turn, |r| r * turn)
        }
        None => *turn,
    };
    let swung = now[parent.index()] + turned * (was(joint) - was(parent));
    let end = SIDES.iter().find_map(|s| match joint {
        j if j == s.knee => Some(s.ankle),
        j if j == s.elbow => Some(s.wrist),
        _ => None,
    });
    match end.and_then(|e| Some((at(e)?, (was(e) - was(joint)).norm()))) {
        Some((end, beyond)) => bend(
            now[parent.index()],
            end,
            [(was(joint) - was(parent)).norm(), beyond],
            swung,
        ),
        None => swung,
    }
}

/// Where two bones of those lengths meet between `from` and `to`, on the side of `towards`.
fn bend(from: Point3<f64>, to: Point3<f64>, [a, b]: [f64; 2], towards: Point3<f64>) -> Point3<f64> {
    let line = to - from;
    let reach = line.norm().max(1e-6);
    let along = line / reach;
    let out = towards - from;
    let out = (out - along * along.dot(&out))
        .try_normalize(1e-6)
        .unwrap_or_default();
    let share = ((a * a - b * b) / (reach * reach) + 1.0) / 2.0;
    let height = (a * a - (share * reach).powi(2)).max(0.0).sqrt();
    from + line * share.clamp(0.0, 1.0) + out * height
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn seen(joints: &Joints) -> Seen {
        joints.map(Some)
    }

    /// Standing, turned and moved, with a bent knee.
    fn pose(t: f64) -> Joints {
        let mut j = standing(&Build::of_height(1.9));
        let knee = &mut j[Joint::LKnee.index()];
        *knee += Vector3::new(0.15, 0.0, 0.0);
        let turn = nalgebra::Rotation3::from_euler_angles(0.0, 0.0, 0.8 * t);
        j.map(|p| turn * p + Vector3::new(3.0 * t, -1.0, 0.0))
    }

    #[test]
    fn what_is_seen_is_where_it_was_seen_and_what_is_not_goes_along() {
        for gone in Joint::ALL {
            let mut whole = Whole::new(&Build::of_height(1.9), 0.1);
            let mut worst = 0.0_f64;
            for k in 0..100 {
                let truth = pose(0.02 * f64::from(k));
                let mut now = seen(&truth);
                if k >= 20 {
                    now[gone.index()] = None;
                }
                let got = whole.complete(&now, 0.02).unwrap();
                for joint in Joint::ALL {
                    let off = (got[joint.index()] - truth[joint.index()]).norm();
                    if joint == gone && k >= 20 {
                        worst = worst.max(off);
                    } else {
                        assert!(off < 1e-9, "{joint:?} without {gone:?}: {off} m");
                    }
                }
            }
            // A rigid figure that turns and walks: what is absent goes with it.
            assert!(worst < 0.03, "{gone:?} strays {worst} m");
        }
    }

    #[test]
    fn nothing_pops_when_joints_go_and_come() {
        let mut whole = Whole::new(&Build::of_height(1.8), 0.1);
        let mut before: Option<Joints> = None;
        for k in 0..400_u32 {
            let truth = pose(0.02 * f64::from(k));
            let mut now = seen(&truth);
            // Each joint is absent for 0.3 s out of 0.9 s, a third of them at any time.
            for (i, joint) in now.iter_mut().enumerate() {
                if (k + 13 * i as u32) % 45 < 15 {
                    *joint = None;
                }
            }
            let got = whole.complete(&now, 0.02).unwrap();
            if let Some(before) = before {
                for ((a, b), j) in got.iter().zip(&before).zip(Joint::ALL) {
                    // 3 m/s and the turn give 0.08 m; the rest is coming back, and what swings with a bone that does.
                    assert!(
                        (a - b).norm() < 0.25,
                        "{j:?} jumps {} m at {k}, seen {}",
                        (a - b).norm(),
                        now[j.index()].is_some()
                    );
                }
            }
            before = Some(got);
        }
    }

    #[test]
    fn one_joint_is_enough_to_stand_and_none_is_nobody() {
        let mut whole = Whole::new(&Build::of_height(1.8), 0.1);
        assert!(whole.complete(&[None; JOINT_COUNT], 0.02).is_none());
        let mut one: Seen = [None; JOINT_COUNT];
        one[Joint::LAnkle.index()] = Some(Point3::new(5.0, 4.0, 0.07));
        let got = whole.complete(&one, 0.02).unwrap();
        assert!((got[Joint::LAnkle.index()] - Point3::new(5.0, 4.0, 0.07)).norm() < 1e-9);
        assert!((1.5..2.0).contains(&got[Joint::Head.index()].z));
    }

    #[test]
    fn who_is_seen_from_one_side_has_two_and_no_bone_is_longer_than_bones_are() {
        let build = Build::of_height(1.8);
        let truth = pose(2.0).map(|p| Point3::from(p.coords * (1.8 / 1.9)));
        let mut half = seen(&truth);
        for (i, joint) in half.iter_mut().enumerate() {
            if Joint::ALL[i].name().starts_with('R') {
                *joint = None;
            }
        }
        let got = Whole::new(&build, 0.1).complete(&half, 0.02).unwrap();
        for joint in [Joint::RHip, Joint::RShoulder, Joint::RKnee] {
            let off = (got[joint.index()] - truth[joint.index()]).norm();
            assert!(off < 0.1, "{joint:?} is {off} m off");
        }
        // Shoulders at one place, a hip and a wrist two metres away.
        let mut torn = seen(&truth);
        torn[Joint::RShoulder.index()] = torn[Joint::LShoulder.index()];
        for joint in [Joint::LHip, Joint::LWrist] {
            torn[joint.index()] = Some(truth[joint.index()] + Vector3::new(2.0, 0.0, 0.5));
        }
        let whole = Whole::new(&build, 0.1);
        let got = whole.clone().complete(&torn, 0.02).unwrap();
        let pairs = [
            (Joint::LHip, Joint::RHip),
            (Joint::LShoulder, Joint::RShoulder),
        ];
        let bones = Joint::ALL
            .into_iter()
            .filter_map(|j| Some((j, j.parent()?)));
        for (a, b) in bones.chain(pairs) {
            let is = (got[a.index()] - got[b.index()]).norm();
            let length = whole.length(a, b);
            // Both shoulders and both hips move once more, when they are set apart.
            let most = MOST * length + 2.5 * WAVERS_M;
            assert!(is < most, "{a:?} to {b:?}: {is} m of {length} m");
        }
        let shoulders = got[Joint::LShoulder.index()] - got[Joint::RShoulder.index()];
        assert!(shoulders.norm() > 0.15);
    }

    #[test]
    fn a_build_is_measured_from_its_poses() {
        let mut true_build = Build::of_height(1.95);
        true_build.thigh_m *= 1.07;
        true_build.shoulder_m *= 0.94;
        true_build.height_m = true_build.leg_m() + true_build.trunk_m + true_build.head_m;
        let rest = rest_joints(&true_build);
        let mut poses = vec![seen(&rest); 9];
        // One wild pose does not matter; nor do feet that were never seen.
        poses[3][Joint::LKnee.index()] = Some(Point3::new(9.0, 9.0, 9.0));
        for pose in &mut poses {
            for s in &SIDES {
                pose[s.heel.index()] = None;
            }
        }
        let got = Build::measured(&poses);
        assert!((got.thigh_m - true_build.thigh_m).abs() < 1e-9);
        assert!((got.shoulder_m - true_build.shoulder_m).abs() < 1e-9);
        assert!((got.foot_m - true_build.foot_m).abs() < 0.02);
        assert!((got.height_m - true_build.height_m).abs() < 0.03, "{got:?}");
        assert!((Build::measured(&[]).height_m - 1.8).abs() < 0.01);
    }
}
