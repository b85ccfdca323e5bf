//! Scores of people and balls against truth.
//!
//! PCP: a limb is correct iff |pa−ga| + |pb−gb| < |ga−gb| (Burenius et al., CVPR 2013, with α = 0.5 on each end), over
//! the ten limbs of SHELF15. People are matched per frame by the Hungarian method on the joint distances.

use nalgebra::{Point3, Vector3};
use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;
use serde::Serialize;
use trackside_schema::{Athlete, Joint, JointSet, TrackState};
use trackside_simulation::{TruthLine, TruthPerson};

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
/// Error that a joint without an estimate counts as when people are matched, m.
const MISSING_JOINT_M: f64 = 0.5;
/// Maximum mean error of a match, m.
const MAX_MATCH_M: f64 = 0.5;

/// Score of the people's estimates.
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
    pub false_positives_per_frame: f64,
    /// The same under its name in the layout of cases.
    pub extra_per_frame: f64,
    /// How often a truth person's estimate changed its id.
    pub id_switches: u64,
    /// Of the errors' coordinates, over matched joints that two views or more measured, the share within one and within two of
    /// the joint's own `sigma_m`: 0.683 and 0.954 where errors are normal and `sigma_m` is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sigma_coverage: Option<[f64; 2]>,
}

/// An athlete's joints in the joint set of a truth file.
pub fn in_joint_set(athlete: &Athlete, set: &JointSet) -> TruthPerson {
    let head = if set.name == "shelf15" {
        shelf_head(athlete)
    } else {
        [None; 2]
    };
    let joints = set.joints.iter().map(|j| match j.name {
        "BottomHead" => head[0],
        "HeadTop" => head[1],
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

/// SHELF15's two constructed points, as published with 4D Association: BottomHead halfway from the mid-shoulder to the mid-ear
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
        // (right→left) × up points ahead, the way the face looks.
        let face = (left - right).cross(&spine).try_normalize(1e-6)?;
        Some(bottom + face * 0.125 + Vector3::z() * 0.145)
    };
    [Some(bottom), top()]
}

/// Athletes that are not tentative.
pub fn reported_athletes(athletes: &[Athlete]) -> impl Iterator<Item = &Athlete> {
    let is_reported = |a: &&Athlete| a.state != TrackState::Tentative;
    athletes.iter().filter(is_reported)
}

/// Athletes that are not tentative, in the joints of a truth file.
pub fn reported_people(athletes: &[Athlete], set: &JointSet) -> Vec<TruthPerson> {
    reported_athletes(athletes)
        .map(|a| in_joint_set(a, set))
        .collect()
}

pub(crate) fn distance(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    (Vector3::from(*a) - Vector3::from(*b)).norm()
}

/// Scores estimates against truth. Both are one line per frame; frames without truth are not scored.
pub fn people(truth: &[TruthLine], estimates: &[TruthLine], limbs: bool) -> PeopleScore {
    let mut tally = PeopleTally::new(limbs);
    for t in truth {
        let empty = Vec::new();
        let found = estimates
            .iter()
            .find(|e| e.frame == t.frame)
            .map_or(&empty, |e| &e.people);
        tally.frame(&t.people, found);
    }
    tally.score()
}

#[derive(Clone, Default)]
struct LimbTally {
    correct: u64,
    all: u64,
    correct_of_eight: u64,
    all_of_eight: u64,
}

/// Scores people frame by frame.
#[derive(Default)]
pub struct PeopleTally {
    /// Whether limbs are scored: the truth is SHELF15.
    of_limbs: bool,
    frames: u64,
    /// By actor.
    limbs: Vec<LimbTally>,
    error_sum_m: f64,
    errors: u64,
    found: u64,
    missed: u64,
    false_positives: u64,
    switches: u64,
    last_id: Vec<(u32, u32)>,
    /// Coordinates within one sigma, within two, all.
    sigmas: [u64; 3],
}

impl PeopleTally {
    /// `limbs`: the truth is SHELF15, and limbs are scored.
    pub fn new(limbs: bool) -> PeopleTally {
        PeopleTally {
            of_limbs: limbs,
            ..PeopleTally::default()
        }
    }

    /// Scores one frame and returns the matches: indices into `truth` and `found`.
    pub fn frame(&mut self, truth: &[TruthPerson], found: &[TruthPerson]) -> Vec<(usize, usize)> {
        let assigned = assign(truth, found);
        let mut matches = Vec::new();
        self.frames += 1;
        for (i, t) in truth.iter().enumerate() {
            if self.of_limbs {
                self.limbs(t, assigned[i].map(|j| &found[j]));
            }
            match assigned[i] {
                Some(j) if mean_distance(t, &found[j]) < MAX_MATCH_M => {
                    self.found += 1;
                    self.pair(t, &found[j]);
                    matches.push((i, j));
                }
                _ => self.missed += 1,
            }
        }
        self.false_positives += (found.len() - matches.len()) as u64;
        matches
    }

    /// Counts whether one coordinate's error lies within one and two of the joint's standard deviations.
    pub fn sigma(&mut self, error_m: f64, sigma_m: f64) {
        self.sigmas[0] += u64::from(error_m <= sigma_m);
        self.sigmas[1] += u64::from(error_m <= 2.0 * sigma_m);
        self.sigmas[2] += 1;
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
            let is_correct = found.is_some_and(|f| match (joint(f, a), joint(f, b)) {
                (Some(pa), Some(pb)) => {
                    distance(&pa, &ga) + distance(&pb, &gb) < distance(&ga, &gb)
                }
                _ => false,
            });
            let tally = &mut self.limbs[actor];
            tally.correct += u64::from(is_correct);
            tally.all += 1;
            tally.correct_of_eight += u64::from(is_correct && k < 8);
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

    /// The score of all frames so far.
    pub fn score(&self) -> PeopleScore {
        let percent =
            |correct: u64, all: u64| (all > 0).then(|| 100.0 * correct as f64 / all as f64);
        let by_actor: Vec<_> = self
            .limbs
            .iter()
            .map(|l| percent(l.correct, l.all))
            .collect();
        let first_eight: Vec<_> = self
            .limbs
            .iter()
            .map(|l| percent(l.correct_of_eight, l.all_of_eight))
            .collect();
        let mean = |actors: &[Option<f64>]| {
            let first: Vec<_> = actors.iter().take(3).flatten().collect();
            (self.of_limbs && !first.is_empty())
                .then(|| first.iter().copied().sum::<f64>() / first.len() as f64)
        };
        let false_positives = self.false_positives as f64 / self.frames.max(1) as f64;
        let [one, two, coordinates] = self.sigmas;
        PeopleScore {
            pcp_mean: mean(&by_actor),
            pcp_limbs_mean: mean(&first_eight),
            pcp_by_actor: by_actor,
            mpjpe_mm: (self.errors > 0).then(|| 1e3 * self.error_sum_m / self.errors as f64),
            recall: (self.found + self.missed > 0)
                .then(|| self.found as f64 / (self.found + self.missed) as f64),
            missed: self.missed,
            false_positives_per_frame: false_positives,
            extra_per_frame: false_positives,
            id_switches: self.switches,
            sigma_coverage: (coordinates > 0)
                .then(|| [one, two].map(|n| n as f64 / coordinates as f64)),
        }
    }
}

/// The found person of each truth person, by the smallest sum of distances.
fn assign(truth: &[TruthPerson], found: &[TruthPerson]) -> Vec<Option<usize>> {
    // The algorithm needs integers and at least as many columns as rows: micrometres, and columns that stand for nobody.
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
            .map_or(MISSING_JOINT_M, |f| distance(t, f));
        n += 1;
    }
    if n > 0 {
        sum / f64::from(n)
    } else {
        f64::from(u16::MAX)
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
    fn an_estimate_of_nobody_is_a_false_positive() {
        let truth: Vec<_> = (0..4).map(|f| line(f, vec![person(0, 0.0)])).collect();
        let mut found = truth.clone();
        found[1].people.push(person(8, 3.0));
        // Too far away to match the person: missed, and a false positive.
        found[2].people[0] = person(0, 0.6);
        let s = people(&truth, &found, true);
        assert_eq!((s.false_positives_per_frame, s.missed), (0.5, 1));
    }

    #[test]
    fn a_limb_is_wrong_when_the_errors_of_its_ends_exceed_its_length() {
        let truth = [line(0, vec![person(0, 0.0)])];
        let mut found = truth.to_vec();
        // Limb (9, 10) is 1.9 m long, (10, 11) 2.1 m: an error of 2 m of joint 10 affects the first alone.
        found[0].people[0].joints[10].as_mut().unwrap()[0] += 2.0;
        assert_eq!(people(&truth, &found, true).pcp_by_actor, [Some(90.0)]);
    }

    #[test]
    fn coverage_counts_coordinates() {
        let mut tally = PeopleTally::new(false);
        assert_eq!(tally.score().sigma_coverage, None);
        for error_m in [0.01, 0.03, 0.05, 0.02] {
            tally.sigma(error_m, 0.02);
        }
        assert_eq!(tally.score().sigma_coverage, Some([0.5, 0.75]));
    }

    #[test]
    fn percentiles_are_nearest_rank() {
        let v = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(percentile(&v, 0.5), Some(2.0));
        assert_eq!(percentile(&v, 0.95), Some(4.0));
        assert_eq!(percentile(&[], 0.5), None);
    }
}
