//! Known athletes against the people of each view: gated, optimal, one view at a time.

use trackside_schema::{JOINT_COUNT, Joint};

use crate::assign::Assignment;
use crate::options::Options;
use crate::sight::{PersonSight, Sights};
use crate::track::Track;
use crate::triangulate::Lens;

/// A single joint never counts for more than this, m: people reach into each other.
const CAP_M: f64 = 0.5;
/// A person this near to a track that already has one, m, is the same one detected twice.
const DOUBLE_M: f64 = 0.15;

/// Limbs that detectors mix up, left for right.
const ARMS: [Joint; 3] = [Joint::LShoulder, Joint::LElbow, Joint::LWrist];
const LEGS: [Joint; 6] = [
    Joint::LHip,
    Joint::LKnee,
    Joint::LAnkle,
    Joint::LBigToe,
    Joint::LSmallToe,
    Joint::LHeel,
];

/// Its memory, kept between moments.
#[derive(Debug, Default)]
pub(crate) struct Associator {
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
        options: &Options,
    ) {
        if tracks.is_empty() {
            return;
        }
        for (camera, range) in &sights.views {
            let people = &mut sights.people[range.clone()];
            self.cost.clear();
            for track in tracks.iter() {
                for person in people.iter() {
                    self.cost
                        .push(distance(&lenses[*camera], track, person).unwrap_or(f64::MAX));
                }
            }
            let columns = people.len();
            let limit = options.match_gate_m;
            let given = self
                .assignment
                .solve(&self.cost, tracks.len(), columns, limit);
            for (row, column) in given.iter().enumerate() {
                match column {
                    Some(c) => {
                        let person = &mut people[*c];
                        person.track = Some(row);
                        person.free = false;
                        unswap(&lenses[*camera], &tracks[row], person);
                    }
                    None => {
                        if expected(&lenses[*camera], &tracks[row]) {
                            tracks[row].weigh(-0.5, options);
                        }
                    }
                }
            }
            for (c, person) in people.iter_mut().enumerate().filter(|(_, p)| p.free) {
                let doubles = |row: usize| self.cost[row * columns + c] < DOUBLE_M;
                person.free = !(0..tracks.len()).any(doubles);
            }
        }
    }
}

/// How far off, m at the person's range, joint `of` the track would be if it were the person's joint `as_seen`.
fn off(lens: &Lens, track: &Track, of: Joint, person: &PersonSight, as_seen: Joint) -> Option<f64> {
    let state = track.joints[of.index()].as_ref()?;
    let sight = person.joints[as_seen.index()].as_ref()?;
    let (at, depth) = lens.project(&(state.at + state.velocity * person.lag_s))?;
    Some((at - sight.at).norm() * depth)
}

/// Mean distance between a track and a person, m at the person's range; `None` where too few joints can be compared.
fn distance(lens: &Lens, track: &Track, person: &PersonSight) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0);
    for joint in Joint::ALL {
        if let Some(d) = off(lens, track, joint, person, joint) {
            sum += d.min(CAP_M);
            n += 1;
        }
    }
    (n >= 3).then(|| sum / f64::from(n))
}

/// Exchanges the person's left and right limbs where that fits the track much better.
fn unswap(lens: &Lens, track: &Track, person: &mut PersonSight) {
    for limb in [&ARMS[..], &LEGS[..]] {
        let (mut straight, mut crossed, mut n) = (0.0, 0.0, 0);
        for &left in limb {
            let right = left.mirrored();
            let both = |l, r| {
                Some(
                    off(lens, track, left, person, l)?.min(CAP_M)
                        + off(lens, track, right, person, r)?.min(CAP_M),
                )
            };
            if let (Some(s), Some(c)) = (both(left, right), both(right, left)) {
                straight += s;
                crossed += c;
                n += 2;
            }
        }
        if n >= 4 && crossed < 0.6 * straight && (straight - crossed) / f64::from(n) > 0.05 {
            for &left in limb {
                person.joints.swap(left.index(), left.mirrored().index());
            }
        }
    }
}

/// Whether the camera looks at the track's whole body, so that not seeing it means something.
fn expected(lens: &Lens, track: &Track) -> bool {
    let (mut inside, mut known) = (0, 0);
    for state in track.joints.iter().take(JOINT_COUNT).flatten() {
        known += 1;
        if let Some((at, _)) = lens.project(&state.at) {
            inside += usize::from(lens.shows(&at));
        }
    }
    known > 0 && inside == known
}
