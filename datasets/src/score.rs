//! Scores of people and balls against truth.
//!
//! PCP: a limb is right iff |pa−ga| + |pb−gb| < |ga−gb| (Burenius et al., CVPR 2013, with α = 0.5 on each end), over
//! the ten limbs of SHELF15. People are matched per frame by the Hungarian method on the joint distances.

use nalgebra::{Point3, Vector3};
use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;
use serde::Serialize;
use trackside_schema::{Athlete, Joint, JointSet, TrackState};

use crate::case::{TruthLine, TruthPerson};

/// The limbs of SHELF15; the literature's `pcp_limbs` is the first eight.
const LIMBS: [(usize, usize); 10] = [
    (9, 10),
    (8, 7),
    (10, 11),
    (7, 6),
    (3, 4),
    (2, 1),
    (4, 5),
    (1, 0),
    (12, 13),
    (12, 14),
];
/// A joint without an estimate counts as this far off when people are matched, m.
const ABSENT_M: f64 = 0.5;
/// A match farther off than this on the mean, m, is nobody's.
const MATCH_M: f64 = 0.5;

/// How well people were estimated.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PeopleScore {
    /// Mean of the first three actors' PCP, %.
    pub pcp_mean: Option<f64>,
    /// PCP by actor, %; `None` for an actor who is not in the truth.
    pub pcp_by_actor: Vec<Option<f64>>,
    /// The same mean over upper arms, lower arms, upper legs and lower legs alone, %.
    pub pcp_limbs_mean: Option<f64>,
    /// Mean per-joint position error over matched joints, mm.
    pub mpjpe_mm: Option<f64>,
    /// Share of truth people with an estimate, over all frames, 0 to 1.
    pub recall: Option<f64>,
    /// Truth people without an estimate, over all frames.
    pub missed: u64,
    /// Estimates without a truth person, per frame; where the truth is incomplete they may be right.
    pub extra_per_frame: f64,
    /// How often a truth person's estimate changed its id.
    pub id_switches: u64,
}

/// Whether errors are as large as they are said to be: of every error's three coordinates, over all matched joints that
/// two views or more measured, the share that is within so many times the joint's `sigma_m`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SigmaCoverage {
    /// Within one: 0.683 where errors are normal and `sigma_m` is right.
    pub within_1: f64,
    /// Within two: 0.954.
    pub within_2: f64,
    /// How many joints that is.
    pub joints: u64,
}

/// How well the ball was estimated.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BallScore {
    /// Mean error, mm.
    pub mean_mm: Option<f64>,
    /// Median error, mm.
    pub median_mm: Option<f64>,
    /// 95th percentile of the error, mm.
    pub p95_mm: Option<f64>,
    /// Share of the truth's instants with an estimate, 0 to 1.
    pub coverage: f64,
}

/// An athlete in the joints of a truth file.
pub fn in_joint_set(athlete: &Athlete, set: &JointSet) -> TruthPerson {
    let made = if set.name == "shelf15" {
        shelf_head(athlete)
    } else {
        [None; 2]
    };
    let joints = set.joints.iter().map(|j| match j.name {
        "BottomHead" => made[0],
        "HeadTop" => made[1],
        _ => j.canonical.and_then(|c| at(athlete, c)),
    });
    TruthPerson {
        id: athlete.id.0,
        joints: joints.map(|p| p.map(|p| [p.x, p.y, p.z])).collect(),
    }
}

fn at(athlete: &Athlete, joint: Joint) -> Option<Point3<f64>> {
    match (athlete.joint(joint), joint) {
        (Some(j), _) => Some(j.at.0),
        (None, Joint::Hip) => middle(athlete, Joint::LHip, Joint::RHip),
        (None, _) => None,
    }
}

fn middle(athlete: &Athlete, a: Joint, b: Joint) -> Option<Point3<f64>> {
    Some(nalgebra::center(
        &athlete.joint(a)?.at.0,
        &athlete.joint(b)?.at.0,
    ))
}

/// SHELF15's two made points, as published with 4D Association: BottomHead half way from the mid-shoulder to the mid-ear
/// (the nose where there is no ear), HeadTop from there 0.125 m along the face normal and 0.145 m up.
fn shelf_head(athlete: &Athlete) -> [Option<Point3<f64>>; 2] {
    let point = |j| athlete.joint(j).map(|j| j.at.0);
    let ears = middle(athlete, Joint::LEar, Joint::REar)
        .or_else(|| point(Joint::LEar))
        .or_else(|| point(Joint::REar))
        .or_else(|| point(Joint::Nose));
    let (Some(shoulders), Some(ears)) = (middle(athlete, Joint::LShoulder, Joint::RShoulder), ears)
    else {
        return [None; 2];
    };
    let bottom = nalgebra::center(&shoulders, &ears);
    let top = || {
        let (left, right) = (point(Joint::LShoulder)?, point(Joint::RShoulder)?);
        let spine = bottom - at(athlete, Joint::Hip)?;
        // Up × (right→left) looks back: the face looks the other way.
        let face = (left - right).cross(&spine).try_normalize(1e-6)?;
        Some(bottom + face * 0.125 + Vector3::z() * 0.145)
    };
    [Some(bottom), top()]
}

/// Believed athletes only, in the joints of a truth file.
pub fn believed(athletes: &[Athlete], set: &JointSet) -> Vec<TruthPerson> {
    athletes
        .iter()
        .filter(|a| a.state != TrackState::Tentative)
        .map(|a| in_joint_set(a, set))
        .collect()
}

fn distance(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    (Vector3::from(*a) - Vector3::from(*b)).norm()
}

/// Scores estimates against truth. Both are one line per frame; frames without truth are not scored.
pub fn people(truth: &[TruthLine], estimates: &[TruthLine], limbs: bool) -> PeopleScore {
    let mut tally = Tally::default();
    for t in truth {
        let empty = Vec::new();
        let found = estimates
            .iter()
            .find(|e| e.frame == t.frame)
            .map_or(&empty, |e| &e.people);
        tally.frame(&t.people, found, limbs);
    }
    tally.score(truth.len(), limbs)
}

/// Holds estimates' own accuracy against truth; `None` where nothing matches.
pub fn sigma_coverage(
    truth: &[TruthLine],
    estimates: &[(u64, Vec<Athlete>)],
    set: &JointSet,
) -> Option<SigmaCoverage> {
    let (mut joints, mut within) = (0, [0_u64; 2]);
    for t in truth {
        let Some((_, athletes)) = estimates.iter().find(|(frame, _)| *frame == t.frame) else {
            continue;
        };
        let people = believed(athletes, set);
        let believed = || athletes.iter().filter(|a| a.state != TrackState::Tentative);
        for (person, given) in t.people.iter().zip(assign(&t.people, &people)) {
            let Some(found) = given.filter(|&j| mean_distance(person, &people[j]) < MATCH_M) else {
                continue;
            };
            let Some(athlete) = believed().nth(found) else {
                continue;
            };
            for (at, joint) in person.joints.iter().zip(set.joints) {
                let estimate = joint.canonical.and_then(|c| athlete.joint(c));
                let (Some(at), Some(e)) = (at, estimate.filter(|e| e.views >= 2)) else {
                    continue;
                };
                joints += 1;
                for (truth, found) in at.iter().zip(e.at.0.iter()) {
                    let sigmas = (found - truth).abs() / f64::from(e.sigma_m);
                    within[0] += u64::from(sigmas < 1.0);
                    within[1] += u64::from(sigmas < 2.0);
                }
            }
        }
    }
    let share = |n: u64| n as f64 / (3 * joints) as f64;
    (joints > 0).then(|| SigmaCoverage {
        within_1: share(within[0]),
        within_2: share(within[1]),
        joints,
    })
}

#[derive(Clone, Default)]
struct LimbTally {
    right: u64,
    all: u64,
    right_of_eight: u64,
    all_of_eight: u64,
}

#[derive(Default)]
struct Tally {
    /// By actor.
    limbs: Vec<LimbTally>,
    error_sum_m: f64,
    errors: u64,
    found: u64,
    missed: u64,
    extra: u64,
    switches: u64,
    last_id: Vec<(u32, u32)>,
}

impl Tally {
    fn frame(&mut self, truth: &[TruthPerson], found: &[TruthPerson], limbs: bool) {
        let given = assign(truth, found);
        let mut matched = 0;
        for (i, t) in truth.iter().enumerate() {
            let f = given[i].map(|j| (&found[j], mean_distance(t, &found[j])));
            if limbs {
                self.limbs(t, f.map(|f| f.0));
            }
            match f {
                Some((f, d)) if d < MATCH_M => {
                    matched += 1;
                    self.found += 1;
                    self.pair(t, f);
                }
                _ => self.missed += 1,
            }
        }
        self.extra += (found.len() - matched) as u64;
    }

    fn limbs(&mut self, truth: &TruthPerson, found: Option<&TruthPerson>) {
        let actor = truth.id as usize;
        if self.limbs.len() <= actor {
            self.limbs.resize(actor + 1, LimbTally::default());
        }
        let joint = |p: &TruthPerson, j: usize| p.joints.get(j).copied().flatten();
        for (k, &(a, b)) in LIMBS.iter().enumerate() {
            let (Some(ga), Some(gb)) = (joint(truth, a), joint(truth, b)) else {
                continue;
            };
            let right = found.is_some_and(|f| match (joint(f, a), joint(f, b)) {
                (Some(pa), Some(pb)) => {
                    distance(&pa, &ga) + distance(&pb, &gb) < distance(&ga, &gb)
                }
                _ => false,
            });
            let tally = &mut self.limbs[actor];
            tally.right += u64::from(right);
            tally.all += 1;
            tally.right_of_eight += u64::from(right && k < 8);
            tally.all_of_eight += u64::from(k < 8);
        }
    }

    fn pair(&mut self, truth: &TruthPerson, found: &TruthPerson) {
        for (t, f) in truth.joints.iter().zip(&found.joints) {
            if let (Some(t), Some(f)) = (t, f) {
                self.error_sum_m += distance(t, f);
                self.errors += 1;
            }
        }
        match self
            .last_id
            .iter_mut()
            .find(|(actor, _)| *actor == truth.id)
        {
            Some((_, id)) => {
                self.switches += u64::from(*id != found.id);
                *id = found.id;
            }
            None => self.last_id.push((truth.id, found.id)),
        }
    }

    fn score(&self, frames: usize, limbs: bool) -> PeopleScore {
        let share = |right: u64, all: u64| (all > 0).then(|| 100.0 * right as f64 / all as f64);
        let by_actor: Vec<_> = self.limbs.iter().map(|l| share(l.right, l.all)).collect();
        let first_eight: Vec<_> = self
            .limbs
            .iter()
            .map(|l| share(l.right_of_eight, l.all_of_eight))
            .collect();
        let mean = |actors: &[Option<f64>]| {
            let first: Vec<_> = actors.iter().take(3).flatten().collect();
            (limbs && !first.is_empty())
                .then(|| first.iter().copied().sum::<f64>() / first.len() as f64)
        };
        PeopleScore {
            pcp_mean: mean(&by_actor),
            pcp_limbs_mean: mean(&first_eight),
            pcp_by_actor: by_actor,
            mpjpe_mm: (self.errors > 0).then(|| 1e3 * self.error_sum_m / self.errors as f64),
            recall: (self.found + self.missed > 0)
                .then(|| self.found as f64 / (self.found + self.missed) as f64),
            missed: self.missed,
            extra_per_frame: if frames > 0 {
                self.extra as f64 / frames as f64
            } else {
                0.0
            },
            id_switches: self.switches,
        }
    }
}

/// The found person of each truth person, by the least summed distance.
fn assign(truth: &[TruthPerson], found: &[TruthPerson]) -> Vec<Option<usize>> {
    // The method wants no more rows than columns and whole numbers: micrometres, and columns that stand for nobody.
    let nobody = i64::from(u32::MAX);
    let columns = found.len().max(truth.len());
    let micrometres = |i: usize, j: usize| {
        found
            .get(j)
            .map_or(nobody, |f| (1e6 * mean_distance(&truth[i], f)) as i64)
    };
    if truth.is_empty() {
        return Vec::new();
    }
    let cost = Matrix::from_fn(truth.len(), columns, |(i, j)| micrometres(i, j));
    kuhn_munkres_min(&cost)
        .1
        .into_iter()
        .map(|j| (j < found.len()).then_some(j))
        .collect()
}

fn mean_distance(truth: &TruthPerson, found: &TruthPerson) -> f64 {
    let (mut sum, mut n) = (0.0, 0);
    for (i, t) in truth.joints.iter().enumerate() {
        let Some(t) = t else { continue };
        sum += found
            .joints
            .get(i)
            .and_then(|f| f.as_ref())
            .map_or(ABSENT_M, |f| distance(t, f));
        n += 1;
    }
    if n > 0 {
        sum / f64::from(n)
    } else {
        f64::from(u16::MAX)
    }
}

/// Scores the ball, instant by instant.
pub fn ball(truth: &[TruthLine], estimates: &[TruthLine]) -> BallScore {
    let mut errors_mm = Vec::new();
    let mut instants = 0;
    for t in truth {
        let Some(at) = t.ball else { continue };
        instants += 1;
        let found = estimates
            .iter()
            .find(|e| e.frame == t.frame)
            .and_then(|e| e.ball);
        errors_mm.extend(found.map(|f| 1e3 * distance(&at, &f)));
    }
    errors_mm.sort_by(f64::total_cmp);
    let n = errors_mm.len();
    BallScore {
        mean_mm: (n > 0).then(|| errors_mm.iter().sum::<f64>() / n as f64),
        median_mm: percentile(&errors_mm, 0.5),
        p95_mm: percentile(&errors_mm, 0.95),
        coverage: if instants > 0 {
            n as f64 / f64::from(instants)
        } else {
            0.0
        },
    }
}

/// The value below which a share of `sorted` lies, nearest rank; `None` of nothing.
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.clamp(1, sorted.len().max(1)) - 1).copied()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn person(id: u32, x: f64) -> TruthPerson {
        let joints = (0..15)
            .map(|i| Some([x, 0.0, 0.1 * f64::from(i * i)]))
            .collect();
        TruthPerson { id, joints }
    }

    fn line(frame: u64, people: Vec<TruthPerson>) -> TruthLine {
        TruthLine {
            frame,
            t: frame as f64,
            people,
            ball: None,
            joint_set: None,
        }
    }

    #[test]
    fn the_truth_itself_scores_full_marks() {
        let truth: Vec<_> = (0..3)
            .map(|f| line(f, vec![person(0, 0.0), person(1, 2.0)]))
            .collect();
        let s = people(&truth, &truth, true);
        assert_eq!((s.pcp_mean, s.missed, s.id_switches), (Some(100.0), 0, 0));
        assert_eq!(s.mpjpe_mm, Some(0.0));
    }

    #[test]
    fn a_missing_person_and_a_switch_are_counted() {
        let truth: Vec<_> = (0..4)
            .map(|f| line(f, vec![person(0, 0.0), person(1, 2.0)]))
            .collect();
        let mut found = truth.clone();
        found[1].people.remove(1);
        found[2].people[0].id = 7;
        found[3].people[0].id = 7;
        let s = people(&truth, &found, true);
        assert_eq!((s.missed, s.id_switches), (1, 1));
        assert_eq!(s.pcp_by_actor, [Some(100.0), Some(75.0)]);
    }

    #[test]
    fn a_limb_is_wrong_when_its_ends_are_off_by_its_length() {
        let truth = [line(0, vec![person(0, 0.0)])];
        let mut found = truth.to_vec();
        // Limb (9, 10) is 1.9 m long, (10, 11) 2.1 m: joint 10 off by 2 m breaks the first alone.
        found[0].people[0].joints[10].as_mut().unwrap()[0] += 2.0;
        assert_eq!(people(&truth, &found, true).pcp_by_actor, [Some(90.0)]);
    }

    #[test]
    fn coverage_counts_coordinates() {
        use trackside_schema::{AthleteId, Joint3d, WorldPoint, joint_sets::HALPE_26};
        // Every joint off by 1, 3 and 5 cm where 2 cm is said: one coordinate of three within one, two within two.
        let joint = |i: usize| Joint3d {
            at: WorldPoint::new(0.01, 0.03, 0.05 + i as f64),
            sigma_m: 0.02,
            views: if i < 20 { 2 } else { 1 },
        };
        let athlete = Athlete {
            id: AthleteId(0),
            team: None,
            number: None,
            state: TrackState::Confirmed,
            skeleton: std::array::from_fn(|i| Some(joint(i))),
            velocity_m_s: None,
        };
        let joints = (0..26).map(|i| Some([0.0, 0.0, f64::from(i)])).collect();
        let truth = [line(3, vec![TruthPerson { id: 0, joints }])];
        let c = sigma_coverage(&truth, &[(3, vec![athlete])], &HALPE_26).unwrap();
        assert_eq!(c.joints, 20);
        assert!((c.within_1 - 1.0 / 3.0).abs() < 1e-9 && (c.within_2 - 2.0 / 3.0).abs() < 1e-9);
        assert!(sigma_coverage(&truth, &[], &HALPE_26).is_none());
    }

    #[test]
    fn percentiles_are_nearest_rank() {
        let v = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(percentile(&v, 0.5), Some(2.0));
        assert_eq!(percentile(&v, 0.95), Some(4.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
