//! Known athletes against the people of each view: gated, optimal, one view at a time.

use nalgebra::Vector2;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::assign::Assignment;
use crate::options::FusionOptions;
use crate::sides::{Limb, Sides};
use crate::sight::{PersonSight, Sights};
use crate::track::Track;
use crate::triangulate::Lens;

/// A single joint never counts for more than this, m: people reach into each other.
const CAP_M: f64 = 0.5;
/// A person this near to a track that already has one, m, is the same one detected twice.
const DOUBLE_M: f64 = 0.15;

/// Whoever looks altogether different from a track, as far as vectors go (1), counts as this much farther from it, m.
const LOOK_M: f64 = 0.3;
/// But no farther than this share of the gate.
const ALMOST: f64 = 0.95;

/// No joint of a body is farther from another than this, m.
const REACH_M: f64 = 2.5;

/// A left and a right joint this much nearer to each other than they should be, as a share, are seen in one place,
const MERGED: f64 = 0.35;
/// if they should be so far apart, in standard deviations.
const SURELY_APART: f64 = 3.0;

/// A pair of joints is exchanged if that brings them to this share of how far off they are together,
const PAIR_SHARE: f64 = 0.7;
/// and this much nearer, m.
const PAIR_LEAST_M: f64 = 0.06;

/// Where a camera would see a track's joints: ideal pixel and depth, m.
type Shown = [Option<(Vector2<f64>, f64)>; JOINT_COUNT];

/// Its memory, kept between moments.
#[derive(Debug, Default)]
pub(crate) struct Associator {
    shown: Vec<Shown>,
    cost: Vec<f64>,
    assignment: Assignment,
}

impl Associator {
    /// Gives people to tracks; who is taken, or doubles one who is, is no longer free.
    pub fn run(
        &mut self,
        lenses: &[Lens],
        sights: &mut Sights,
        tracks: &mut [Track],
        options: &FusionOptions,
    ) {
        if tracks.is_empty() {
            return;
        }
        sights.given.resize(sights.people.len(), None);
        for (camera, range) in &sights.views {
            let (lens, people) = (&lenses[*camera], &mut sights.people[range.clone()]);
            // One picture has one time.
            let lag_s = people.first().map_or(0.0, |p| p.lag_s);
            self.shown.clear();
            self.shown
                .extend(tracks.iter().map(|t| show(lens, t, lag_s)));
            self.cost.clear();
            for shown in &self.shown {
                self.cost.extend(
                    people
                        .iter()
                        .map(|p| distance(shown, p).unwrap_or(f64::MAX)),
                );
            }
            let columns = people.len();
            let limit = options.association_gate_m;
            for (row, track) in tracks.iter().enumerate() {
                for (c, person) in people.iter().enumerate() {
                    let cost = &mut self.cost[row * columns + c];
                    if let Some(look) = person.look.as_ref().filter(|_| *cost < limit) {
                        let strange = track.look.strange(sights.looks.get(look));
                        // Looks alone part nobody from the track that is near.
                        *cost = (*cost + LOOK_M * strange).min(cost.max(ALMOST * limit));
                    }
                }
            }
            let given = self
                .assignment
                .solve(&self.cost, tracks.len(), columns, limit);
            for (row, column) in given.iter().enumerate() {
                match column {
                    Some(c) => {
                        let person = &mut people[*c];
                        sights.given[range.start + *c] = Some(row);
                        person.free = false;
                        if let Some(look) = &person.look {
                            tracks[row].look.take(sights.looks.get(look));
                        }
                        part(&self.shown[row], person);
                        for limb in [Limb::Arms, Limb::Legs] {
                            let sides = &mut tracks[row].sides[limb as usize];
                            if let Some(crossed) = unswap(&self.shown[row], person, limb) {
                                sides.note(crossed);
                            }
                            unswap_pairs(&self.shown[row], person, limb, sides);
                        }
                    }
                    None if expected(lens, &self.shown[row], &tracks[row]) => {
                        tracks[row].weigh(-0.5, options);
                    }
                    None => {}
                }
            }
            for (c, person) in people.iter_mut().enumerate().filter(|(_, p)| p.free) {
                let doubles = |row: usize| self.cost[row * columns + c] < DOUBLE_M;
                person.free = !(0..tracks.len()).any(doubles);
            }
        }
    }
}

fn show(lens: &Lens, track: &Track, lag_s: f64) -> Shown {
    let mut shown = [None; JOINT_COUNT];
    let somewhere = track.joints.iter().flatten().next();
    if somewhere.is_none_or(|s| !lens.might_show(&s.at, REACH_M)) {
        return shown;
    }
    for (slot, state) in shown.iter_mut().zip(&track.joints) {
        *slot = state
            .as_ref()
            .and_then(|s| lens.project(&(s.at + s.velocity * lag_s)));
    }
    shown
}

/// How far off, m at the person's range, joint `of` the track would be if it were the person's joint `as_seen`.
fn off(shown: &Shown, of: Joint, person: &PersonSight, as_seen: Joint) -> Option<f64> {
    let (at, depth) = shown[of.index()]?;
    let sight = person.joints[as_seen.index()].as_ref()?;
    Some((at - sight.at).norm() * depth)
}

/// Mean distance between a track and a person, m at the person's range; `None` where too few joints can be compared.
fn distance(shown: &Shown, person: &PersonSight) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0);
    for (shown, sight) in shown.iter().zip(&person.joints) {
        if let (Some((at, depth)), Some(sight)) = (shown, sight) {
            let off = (at - sight.at).norm() * depth;
            sum += off.min(CAP_M);
            n += 1;
            // Joints that far off one after the other are another's.
            if off > REACH_M && sum >= 3.0 * CAP_M {
                return None;
            }
        }
    }
    (n >= 3).then(|| sum / f64::from(n))
}

/// How far off, m, a left joint and the right one are together, as they were seen and exchanged.
fn pair_off(shown: &Shown, person: &PersonSight, left: Joint) -> Option<[f64; 2]> {
    let right = left.mirrored();
    let both = |l, r| {
        let off = |of, as_seen| Some(off(shown, of, person, as_seen)?.min(CAP_M));
        Some(off(left, l)? + off(right, r)?)
    };
    Some([both(left, right)?, both(right, left)?])
}

/// Exchanges the person's left and right limbs where that fits the track much better. Says whether it did; `None` where both
/// fit alike.
fn unswap(shown: &Shown, person: &mut PersonSight, limb: Limb) -> Option<bool> {
    let (mut straight, mut crossed, mut n) = (0.0, 0.0, 0);
    for &left in limb.lefts() {
        if let Some([s, c]) = pair_off(shown, person, left) {
            straight += s;
            crossed += c;
            n += 2;
        }
    }
    let clear = |better: f64, worse: f64| {
        n >= 4 && better < 0.6 * worse && (worse - better) / f64::from(n) > 0.05
    };
    if clear(straight, crossed) {
        return Some(false);
    }
    if !clear(crossed, straight) {
        return None;
    }
    for &left in limb.lefts() {
        person.joints.swap(left.index(), left.mirrored().index());
    }
    Some(true)
}

/// Notes which of the limb's left and right joints fit the track clearly better when they are exchanged, and exchanges those if
/// that happens often: who confuses sides does not confuse a whole limb's alike.
fn unswap_pairs(shown: &Shown, person: &mut PersonSight, limb: Limb, sides: &mut Sides) {
    for &left in limb.lefts() {
        let Some([straight, crossed]) = pair_off(shown, person, left) else {
            continue;
        };
        if straight.min(crossed) > PAIR_SHARE * straight.max(crossed)
            || (straight - crossed).abs() < PAIR_LEAST_M
        {
            continue;
        }
        sides.note_pair(crossed < straight);
        if crossed < straight && sides.are_doubtful() {
            let right = left.mirrored().index();
            person.joints.swap(left.index(), right);
        }
    }
}

/// Of a left and a right joint that were seen in one place while they are apart, keeps the one that is there. A detector that cannot
/// tell sides finds both on either.
fn part(shown: &Shown, person: &mut PersonSight) {
    for left in Joint::ALL {
        let (l, r) = (left.index(), left.mirrored().index());
        if l >= r {
            continue;
        }
        let (Some((at_l, _)), Some((at_r, _))) = (shown[l], shown[r]) else {
            continue;
        };
        let (Some(seen_l), Some(seen_r)) = (&person.joints[l], &person.joints[r]) else {
            continue;
        };
        let sigma = seen_l.sigma.max(seen_r.sigma);
        let apart = (at_l - at_r).norm();
        if (seen_l.at - seen_r.at).norm() > MERGED * apart || apart < SURELY_APART * sigma {
            continue;
        }
        let middle = 0.5 * (seen_l.at + seen_r.at);
        let (off_l, off_r) = ((middle - at_l).norm(), (middle - at_r).norm());
        if off_l < 0.5 * off_r {
            person.joints[r] = None;
        } else if off_r < 0.5 * off_l {
            person.joints[l] = None;
        }
    }
}

/// Whether the camera looks at the track's whole body, so that not seeing it means something.
fn expected(lens: &Lens, shown: &Shown, track: &Track) -> bool {
    let known = track.joints.iter().flatten().count();
    known > 0
        && shown
            .iter()
            .flatten()
            .filter(|(at, _)| lens.shows(at))
            .count()
            == known
}
