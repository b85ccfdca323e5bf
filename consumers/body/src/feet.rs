//! Feet that stand where they stand.
//!
//! Measured joints of a bearing foot wander by centimetres; a sole that did so would slide. Over each contact the foot is
//! held at one place: it rolls over its heel while its toes are up, lies flat, and rolls over the tip of its toes while its
//! heel is up. Before and after it goes over to the measured foot. Knees follow: the leg turns about the hip as it is, stretches
//! by no more than a few hundredths, and bends at the knee for the rest.

use std::ops::RangeInclusive;

use nalgebra::{Point2, Point3, UnitQuaternion, Vector2, Vector3};
use trackside_schema::Joint;

use crate::bones::{Joints, SIDES, Side, unit};

/// A foot goes over from measured to held, and back, within this, s.
const BLEND_S: f64 = 0.08;
/// A heel or toes that bear are no higher above the floor than this, m.
const LOW_M: f64 = 0.09;
/// What bears moves no faster than this, m/s, and than this share of the hip's speed more: filters smear short contacts.
const STILL_M_S: f64 = 0.30;
const STILL_SHARE: f64 = 0.10;
/// What bears already is let go at that many times the speed.
const GOES_ON: f64 = 2.0;
/// A contact is at least as long, s.
const SHORTEST_S: f64 = 0.06;
/// A foot that is measured further than this from where it would be held is not held, m.
const FURTHEST_M: f64 = 0.10;
/// So much pitch is taken for lying flat, rad.
const FLAT: f64 = 0.06;
/// A leg turns and stretches by up to this share before its knee bends.
const GIVES: f64 = 0.04;
/// A leg reaches so much of its bones' length, or what it was measured to.
const LONGEST: f64 = 0.99;
/// By so much a heel rises at most for the leg to reach, rad.
const RISES: f64 = 0.6;
/// A knee bends as if it were this far ahead already, m.
const AHEAD_M: f64 = 0.05;

/// The shape of one body's feet. Ahead of the heel, outwards, up, m.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sole {
    /// The ankle.
    pub ankle: Vector3<f64>,
    /// The big toe on the sole.
    pub big_toe: Vector2<f64>,
    /// The small toe on the sole.
    pub small_toe: Vector2<f64>,
}

/// Where a foot stands: its heel when it lies flat, m, and where its toes point, rad from +x towards +y.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// The heel.
    pub heel: Point2<f64>,
    /// From the heel to the middle of the toes.
    pub yaw: f64,
}

/// The joints of one foot as they are at one moment.
struct Seen {
    heel: Point3<f64>,
    toes: Point3<f64>,
    yaw: f64,
    /// The heel above the toes, rad.
    pitch: f64,
}

impl Seen {
    fn of(side: &Side, joints: &Joints) -> Seen {
        let at = |j: Joint| joints[j.index()];
        let (heel, toes) = (at(side.heel), toes(side, joints));
        let ahead = toes - heel;
        Seen {
            heel,
            toes,
            yaw: ahead.y.atan2(ahead.x),
            pitch: (-ahead.z).atan2(ahead.xy().norm()),
        }
    }
}

fn toes(side: &Side, joints: &Joints) -> Point3<f64> {
    nalgebra::center(
        &joints[side.big_toe.index()],
        &joints[side.small_toe.index()],
    )
}

impl Sole {
    /// The medians of what poses show, left and right together; `None` without a pose.
    pub fn measured<'a>(poses: impl IntoIterator<Item = &'a Joints>) -> Option<Sole> {
        let mut seen: [Vec<f64>; 7] = Default::default();
        for joints in poses {
            for side in &SIDES {
                let s = Sole::of(side, joints);
                let all = [
                    s.ankle.x,
                    s.ankle.y,
                    s.ankle.z,
                    s.big_toe.x,
                    s.big_toe.y,
                    s.small_toe.x,
                    s.small_toe.y,
                ];
                for (list, value) in seen.iter_mut().zip(all) {
                    list.push(value);
                }
            }
        }
        let mut median = seen.into_iter().map(|mut all| middle(&mut all));
        let mut next = || median.next().flatten();
        Some(Sole {
            ankle: Vector3::new(next()?, next()?, next()?),
            big_toe: Vector2::new(next()?, next()?),
            small_toe: Vector2::new(next()?, next()?),
        })
    }

    /// As one foot shows it.
    fn of(side: &Side, joints: &Joints) -> Sole {
        let at = |j: Joint| joints[j.index()];
        let heel = at(side.heel);
        let ahead = unit(toes(side, joints) - heel, Vector3::x());
        let across = at(side.small_toe) - at(side.big_toe);
        let out = unit(
            across - ahead * ahead.dot(&across),
            Vector3::y() * side.sign,
        );
        let up = ahead.cross(&out) * side.sign;
        let own = |p: Point3<f64>| {
            let v = p - heel;
            Vector3::new(v.dot(&ahead), v.dot(&out), v.dot(&up))
        };
        Sole {
            ankle: own(at(side.ankle)),
            big_toe: own(at(side.big_toe)).xy(),
            small_toe: own(at(side.small_toe)).xy(),
        }
    }

    /// What a foot with that pitch rolls over, ahead of the heel, m.
    fn pivot(&self, pitch: f64) -> f64 {
        if pitch >= 0.0 {
            self.big_toe.x.max(self.small_toe.x)
        } else {
            0.0
        }
    }

    /// Where a foot stands, as one pose of a bearing foot has it.
    fn stand(&self, seen: &Seen) -> Stand {
        let pitch = flattened(seen.pitch);
        let pivot = self.pivot(pitch);
        let middle = (self.big_toe.x + self.small_toe.x) / 4.0;
        let ahead = Vector2::new(seen.yaw.cos(), seen.yaw.sin());
        let at = nalgebra::center(&seen.heel, &seen.toes).xy();
        Stand {
            heel: at - ahead * (pivot + (middle - pivot) * pitch.cos()),
            yaw: seen.yaw,
        }
    }

    /// Puts the foot of `side` where it stands, with that pitch, on a floor of that height, and has the leg follow.
    pub fn put(&self, side: usize, stand: &Stand, pitch: f64, floor_m: f64, joints: &mut Joints) {
        let side = &SIDES[side];
        let placed = self.placed(side, stand, pitch, floor_m);
        for (joint, at) in foot(side).into_iter().zip(placed).skip(1) {
            joints[joint.index()] = at;
        }
        follow(side, placed[0], joints);
    }

    /// Ankle, heel, big toe, small toe.
    fn placed(&self, side: &Side, stand: &Stand, pitch: f64, floor_m: f64) -> [Point3<f64>; 4] {
        let (sin, cos) = pitch.sin_cos();
        let pivot = self.pivot(pitch);
        let ahead = Vector2::new(stand.yaw.cos(), stand.yaw.sin());
        let out = Vector2::new(-ahead.y, ahead.x) * side.sign;
        let place = |p: Vector3<f64>| {
            let along = pivot + (p.x - pivot) * cos + p.z * sin;
            let up = (pivot - p.x) * sin + p.z * cos;
            let at = stand.heel + ahead * along + out * p.y;
            Point3::new(at.x, at.y, floor_m + up)
        };
        let flat = |p: Vector2<f64>| Vector3::new(p.x, p.y, 0.0);
        [
            self.ankle,
            Vector3::zeros(),
            flat(self.big_toe),
            flat(self.small_toe),
        ]
        .map(place)
    }
}

fn foot(side: &Side) -> [Joint; 4] {
    [side.ankle, side.heel, side.big_toe, side.small_toe]
}

/// A little pitch is none.
fn flattened(pitch: f64) -> f64 {
    pitch - pitch.clamp(-FLAT, FLAT)
}

/// Moves the ankle and the knee to where the leg has it then: it turns about the hip and gives a little; for the rest the knee
/// bends. A leg that is nearly straight bends the way the toes point.
fn follow(side: &Side, ankle: Point3<f64>, joints: &mut Joints) {
    let at = |j: Joint| joints[j.index()];
    let (hip, knee, was) = (at(side.hip), at(side.knee), at(side.ankle));
    let (old, line) = (was - hip, ankle - hip);
    let reach = line.norm().max(1e-6);
    let stretch = (reach / old.norm().max(1e-6)).clamp(1.0 - GIVES, 1.0 + GIVES);
    let along = line / reach;
    let turn = UnitQuaternion::rotation_between(&old, &line).unwrap_or_default();
    let bone = turn * (knee - hip) * stretch;
    let [a, b] = [knee - hip, was - knee].map(|v| v.norm() * stretch);
    let share = (((a * a - b * b) / (reach * reach) + 1.0) / 2.0).clamp(0.0, 1.0);
    let across = |v: Vector3<f64>| v - along * along.dot(&v);
    let out = across(bone);
    let ahead = unit(toes(side, joints) - at(side.heel), Vector3::x()) * AHEAD_M;
    let way = unit(across(ahead) + out, Vector3::zeros());
    let more = (a * a - (share * reach).powi(2)).max(0.0).sqrt() - out.norm();
    joints[side.knee.index()] = hip + along * (share * reach) + out + way * more;
    joints[side.ankle.index()] = ankle;
}

/// Holds the feet of one athlete over every contact. `poses` are the athlete's from first to last, without a pause, each with
/// its time, s; `floor_m` is how high the floor is.
pub fn plant(times_s: &[f64], poses: &mut [Joints], floor_m: f64) {
    let Some(sole) = Sole::measured(poses.iter()) else {
        return;
    };
    for side in &SIDES {
        let offsets = Track::new(&sole, side, times_s, poses, floor_m).offsets();
        let moved = poses.iter_mut().zip(offsets);
        for (joints, by) in moved.filter(|(_, by)| *by != Offset::default()) {
            let [ankle, rest @ ..] = foot(side);
            for (joint, by) in rest.into_iter().zip(&by[1..]) {
                joints[joint.index()] += by;
            }
            follow(side, joints[ankle.index()] + by[0], joints);
        }
    }
}

/// By how much ankle, heel and toes are moved.
type Offset = [Vector3<f64>; 4];

/// One foot over time.
struct Track<'a> {
    sole: &'a Sole,
    side: &'a Side,
    times_s: &'a [f64],
    poses: &'a [Joints],
    seen: Vec<Seen>,
    floor_m: f64,
}

impl<'a> Track<'a> {
    fn new(
        sole: &'a Sole,
        side: &'a Side,
        times_s: &'a [f64],
        poses: &'a [Joints],
        floor_m: f64,
    ) -> Track<'a> {
        Track {
            sole,
            side,
            times_s,
            poses,
            seen: poses.iter().map(|p| Seen::of(side, p)).collect(),
            floor_m,
        }
    }

    fn offsets(&self) -> Vec<Offset> {
        let held: Vec<_> = self
            .contacts()
            .into_iter()
            .filter_map(|span| self.stands(span))
            .collect();
        let offset = |k: usize| {
            let next = held.partition_point(|(_, span)| *span.end() < k);
            if let Some((stand, _)) = held.get(next).filter(|(_, span)| span.contains(&k)) {
                return self.off(stand, k).unwrap_or_default();
            }
            // What a contact moved the foot by runs out before the next one begins.
            let before = next.checked_sub(1).map(|i| (&held[i].0, *held[i].1.end()));
            let after = held.get(next).map(|(stand, span)| (stand, *span.start()));
            let room_s = match (before, after) {
                (Some((_, a)), Some((_, b))) => BLEND_S.min(self.times_s[b] - self.times_s[a]),
                _ => BLEND_S,
            };
            let mut sum = Offset::default();
            for (stand, edge) in [before, after].into_iter().flatten() {
                let away = (self.times_s[k] - self.times_s[edge]).abs() / room_s;
                if away < 1.0 {
                    let left = 1.0 - away * away * (3.0 - 2.0 * away);
                    let by = self.off(stand, edge).unwrap_or_default();
                    sum.iter_mut().zip(by).for_each(|(s, by)| *s += by * left);
                }
            }
            sum
        };
        (0..self.poses.len()).map(offset).collect()
    }

    /// By how much a foot that stands there is moved; `None` where it cannot.
    fn off(&self, stand: &Stand, k: usize) -> Option<Offset> {
        let pitch = self.pitch_at(stand, k)?;
        let placed = self.sole.placed(self.side, stand, pitch, self.floor_m);
        let joints = foot(self.side);
        Some(std::array::from_fn(|i| {
            placed[i] - self.poses[k][joints[i].index()]
        }))
    }

    /// The pitch with which a pose's foot stands there: as measured; where the leg would not reach, the heel rises; `None`
    /// where not even that helps.
    fn pitch_at(&self, stand: &Stand, k: usize) -> Option<f64> {
        let [hip, knee, ankle] = [self.side.hip, self.side.knee, self.side.ankle]
            .map(|joint| self.poses[k][joint.index()]);
        let bones = (hip - knee).norm() + (knee - ankle).norm();
        let longest = (LONGEST * bones).max((hip - ankle).norm());
        let far = |pitch: f64| {
            let placed = self.sole.placed(self.side, stand, pitch, self.floor_m);
            (placed[0] - hip).norm() > longest
        };
        let pitch = flattened(self.seen[k].pitch);
        let [mut low, mut high] = [pitch, pitch + RISES];
        if !far(low) {
            return Some(low);
        }
        for _ in 0..10 {
            let middle = (low + high) / 2.0;
            if far(middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
        (!far(high)).then_some(high)
    }

    /// The one place of the foot in a contact, the median of what its poses tell, and when it is held there: ends at which
    /// it is measured too far from there are left out, and so are contacts with such a pose within.
    fn stands(&self, span: RangeInclusive<usize>) -> Option<(Stand, RangeInclusive<usize>)> {
        let seen = &self.seen[span.clone()];
        let all: Vec<Stand> = seen.iter().map(|s| self.sole.stand(s)).collect();
        let median =
            |of: &dyn Fn(&Stand) -> f64| middle(&mut all.iter().map(of).collect::<Vec<_>>());
        // Angles are counted from the first, so that none jumps by a whole turn.
        let first = all.first()?.yaw;
        let turned = |s: &Stand| (s.yaw - first).sin().atan2((s.yaw - first).cos());
        let stand = Stand {
            heel: Point2::new(median(&|s| s.heel.x)?, median(&|s| s.heel.y)?),
            yaw: first + median(&turned)?,
        };
        let near = |k: &usize| {
            let by = self.off(&stand, *k);
            by.is_some_and(|by| by.iter().all(|by| by.norm() <= FURTHEST_M))
        };
        let from = span.clone().find(near)?;
        let to = span.rev().find(near)?;
        (from..=to).all(|k| near(&k)).then_some((stand, from..=to))
    }

    /// From which pose to which the foot bears.
    fn contacts(&self) -> Vec<RangeInclusive<usize>> {
        let count = self.poses.len();
        let mut out: Vec<RangeInclusive<usize>> = Vec::new();
        let mut k = 0;
        while k < count {
            if !self.bears(k, 1.0) {
                k += 1;
                continue;
            }
            let done = out.last().map_or(0, |r| r.end() + 1);
            let goes_on = |k: &usize| self.bears(*k, GOES_ON);
            let from = (done..k).rev().take_while(goes_on).last().unwrap_or(k);
            let to = (k..count).take_while(goes_on).last().unwrap_or(k);
            if self.times_s[to] - self.times_s[from] >= SHORTEST_S {
                out.push(from..=to);
            }
            k = to + 1;
        }
        out
    }

    /// Whether heel or toes are low and still; `factor` times as fast is still still.
    fn bears(&self, k: usize, factor: f64) -> bool {
        let hip = self.pace(&|k| self.poses[k][Joint::Hip.index()], k);
        let still = factor * (STILL_M_S + STILL_SHARE * hip.min(15.0));
        let spot = |at: &dyn Fn(usize) -> Point3<f64>| {
            at(k).z < self.floor_m + LOW_M && self.pace(at, k) < still
        };
        spot(&|k| self.seen[k].heel) || spot(&|k| self.seen[k].toes)
    }

    /// How fast a point goes over the ground before or after a pose, whichever is slower: what has just come to rest is at
    /// rest. m/s.
    fn pace(&self, at: &dyn Fn(usize) -> Point3<f64>, k: usize) -> f64 {
        let step = |a: usize, b: usize| {
            (at(b) - at(a)).xy().norm() / (self.times_s[b] - self.times_s[a]).max(1e-6)
        };
        let before = k.checked_sub(1).map(|b| step(b, k));
        let after = (k + 1 < self.poses.len()).then(|| step(k, k + 1));
        before
            .into_iter()
            .chain(after)
            .fold(f64::INFINITY, f64::min)
    }
}

fn middle(of: &mut [f64]) -> Option<f64> {
    let at = of.len() / 2;
    (!of.is_empty()).then(|| *of.select_nth_unstable_by(at, f64::total_cmp).1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Build, rest_joints};

    /// Stands on bent knees for a second, then slides ahead at 1 m/s; joints waver by a centimetre.
    fn poses() -> (Vec<f64>, Vec<Joints>, Joints) {
        let mut rest = rest_joints(&Build::of_height(1.85));
        for s in &SIDES {
            rest[s.knee.index()].x += 0.2;
        }
        let times: Vec<f64> = (0..100).map(|k| 0.02 * f64::from(k)).collect();
        let at = |t: &f64| {
            let slid = Vector3::x() * (t - 1.0).max(0.0);
            let waver = |j: usize, c: f64| 0.01 * (9.0 * t + 1.3 * j as f64 + c).sin();
            let mut joints = rest;
            for (j, p) in joints.iter_mut().enumerate() {
                *p += slid + Vector3::new(waver(j, 0.0), waver(j, 2.0), waver(j, 4.0));
            }
            joints
        };
        let poses = times.iter().map(at).collect();
        (times, poses, rest)
    }

    #[test]
    fn a_foot_that_bears_stands_still_and_one_that_slides_is_let_slide() {
        let (times, measured, rest) = poses();
        let mut shown = measured.clone();
        plant(&times, &mut shown, 0.0);
        let heel = Joint::LHeel.index();
        for k in 1..45 {
            let joints = foot(&SIDES[0]);
            for j in joints {
                assert!((shown[k][j.index()] - shown[0][j.index()]).norm() < 1e-9);
                assert!((shown[k][j.index()] - rest[j.index()]).norm() < 0.02);
            }
            assert!(shown[k][heel].z.abs() < 1e-9 && measured[k][heel] != measured[0][heel]);
        }
        for k in 60..100 {
            assert_eq!(shown[k], measured[k]);
        }
        // Nothing but legs moves, knees go no further than ankles, and nothing pops.
        for k in 0..100 {
            for (j, joint) in Joint::ALL.into_iter().enumerate() {
                let by = (shown[k][j] - measured[k][j]).norm();
                let leg = SIDES
                    .iter()
                    .any(|s| joint == s.knee || foot(s).contains(&joint));
                assert!(
                    by < if leg { 0.04 } else { 1e-12 },
                    "{joint:?} {by} m at {k}"
                );
                let jump = |of: &[Joints]| (of[k][j] - of[k.saturating_sub(1)][j]).norm();
                assert!(jump(&shown) < jump(&measured) + 0.02, "{joint:?} at {k}");
            }
        }
    }

    #[test]
    fn a_foot_rolls_over_what_bears_and_the_leg_keeps_its_bones() {
        let rest = rest_joints(&Build::of_height(1.85));
        let sole = Sole::measured([&rest]).unwrap();
        for (side, s) in SIDES.iter().enumerate() {
            let stand = sole.stand(&Seen::of(s, &rest));
            assert!((stand.heel - rest[s.heel.index()].xy()).norm() < 1e-9);
            let mut flat = rest;
            sole.put(side, &stand, 0.0, 0.0, &mut flat);
            let off = |j: Joint, of: &Joints| (of[j.index()] - rest[j.index()]).norm();
            assert!(foot(s).into_iter().all(|j| off(j, &flat) < 1e-9));
            let (mut up, mut down) = (rest, rest);
            sole.put(side, &stand, 0.5, 0.0, &mut up);
            sole.put(side, &stand, -0.3, 0.0, &mut down);
            assert!(off(s.big_toe, &up) < 1e-2 && up[s.heel.index()].z > 0.1);
            assert!(off(s.heel, &down) < 1e-9 && down[s.big_toe.index()].z > 0.05);
            // The ankle rose by more than bones give: the knee bends.
            for (a, b) in [(s.hip, s.knee), (s.knee, s.ankle)] {
                let length = |of: &Joints| (of[a.index()] - of[b.index()]).norm();
                assert!((length(&up) / length(&rest) - 1.0).abs() < 1.01 * GIVES);
            }
        }
    }
}
