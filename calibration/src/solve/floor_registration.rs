//! The relative position of cameras on the floor, from where each of them sees people stand.
//!
//! Input assumption: floors from [`super::ground_plane`] good to some per cent, clocks that agree to some hundredths of a
//! second, people who move about or at least face somewhere. Identities are unknown: at each rotation every pair of people
//! observed at one time, who then face about the same way, votes for the translation that makes them one person (a Hough
//! transform). The best candidates are refined by matching nearest people (iterated closest points, Besl and McKay 1992)
//! with a similarity, and the best of those wins. Cameras are joined along the spanning tree of the best pairs.
//!
//! Where clocks may be off by seconds, the same is tried at every offset: people who walk about meet at one offset only.
//! A pair at which another transform does as well, as people who stand on few spots or run in lanes allow, is ambiguous.

mod ground_tracks;
mod hough;
mod icp;

use nalgebra::{Rotation2, Vector2};

pub(super) use self::ground_tracks::GroundTracks;
use self::ground_tracks::PeopleOfPair;
use self::hough::{HoughSettings, hough_candidates};
use self::icp::refine_by_icp;

/// Rotation, translation and scale, from one camera's floor to another's: scale · R(rotation) p + translation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RigidTransform2 {
    pub rotation_rad: f64,
    pub scale: f64,
    pub translation: Vector2<f64>,
}

impl RigidTransform2 {
    pub const IDENTITY: RigidTransform2 = RigidTransform2 {
        rotation_rad: 0.0,
        scale: 1.0,
        translation: Vector2::new(0.0, 0.0),
    };

    pub fn transform(&self, p: &Vector2<f64>) -> Vector2<f64> {
        Rotation2::new(self.rotation_rad) * p * self.scale + self.translation
    }

    /// This transform after `first`.
    pub fn after(&self, first: &RigidTransform2) -> RigidTransform2 {
        RigidTransform2 {
            rotation_rad: self.rotation_rad + first.rotation_rad,
            scale: self.scale * first.scale,
            translation: self.transform(&first.translation),
        }
    }

    pub fn inverse(&self) -> RigidTransform2 {
        let linear = RigidTransform2 {
            rotation_rad: -self.rotation_rad,
            scale: 1.0 / self.scale,
            translation: Vector2::zeros(),
        };
        RigidTransform2 {
            translation: -linear.transform(&self.translation),
            ..linear
        }
    }
}

/// A prior of the transform from the floor of the second camera to that of the first: the rotation to 30°, the
/// translation to 5 m.
pub(super) type PairPrior<'a> = Option<&'a dyn Fn(usize, usize) -> RigidTransform2>;

/// Two cameras are registered only when their matched people score at least this in all.
const MIN_SCORE: f64 = 12.0;
/// Clocks are tried up to this far apart, and in these steps, s.
const MAX_OFFSET_S: f64 = 2.6;
const OFFSET_STEP_S: f64 = 0.2;
/// The best offsets that are looked at closely.
const OFFSETS_KEPT: usize = 3;
/// The votes at an offset are this many times the usual ones, if people move.
const MIN_VOTE_CONTRAST: f64 = 1.3;
/// The steps in which an offset is refined, s.
const REFINING_STEPS_S: [f64; 4] = [0.1, 0.05, 0.025, 0.0125];
/// An offset is taken over none when it scores better by this factor.
const MIN_OFFSET_GAIN: f64 = 1.25;
/// How many times are looked at: when offsets are voted for, when candidates are compared, and at last.
const VOTING_TIMES: usize = 48;
const COMPARING_TIMES: usize = 80;
const FINAL_TIMES: usize = 240;
/// With more pairs of cameras than this, fewer times are looked at.
const USUAL_PAIRS: usize = 28;
/// Transforms differ when they differ by so much, rad, or move the people's mean by so much, m.
const DISTINCT_ROTATION_RAD: f64 = 0.2;
const DISTINCT_TRANSLATION_M: f64 = 1.0;
/// A pair is ambiguous when another transform scores more than this share of the best.
const MAX_SECOND_SCORE: f64 = 0.9;

/// Where a camera's floor is in that of the tree's root.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RegisteredFloor {
    pub root_from_floor: RigidTransform2,
    /// How far the camera's clock is ahead of the root's, s.
    pub offset_s: f64,
}

/// Where the floors of all cameras are: `None` for cameras that share no people with the tree's root.
pub(super) type FloorArrangement = Vec<Option<RegisteredFloor>>;

/// Two cameras' floors.
#[derive(Clone, Copy, Debug)]
struct RegisteredPair {
    cameras: [usize; 2],
    score: f64,
    /// From the second camera's floor to the first's.
    a_from_b: RigidTransform2,
    /// How far the second clock is ahead of the first, s.
    offset_s: f64,
    /// Another transform that does as well.
    second: Option<RigidTransform2>,
}

/// How many ambiguous pairs are tried with their second transform.
const MAX_ALTERNATIVES: usize = 2;

/// The best arrangement of the floors, and others that may do as well. `with_clocks`: whether clocks may be off by seconds.
pub(super) fn register_floors(
    tracks: &GroundTracks,
    cameras: usize,
    prior: PairPrior<'_>,
    with_clocks: bool,
) -> Vec<FloorArrangement> {
    let count = cameras * cameras.saturating_sub(1) / 2;
    let share = (USUAL_PAIRS as f64 / count.max(1) as f64).min(1.0);
    let mut pairs = Vec::new();
    for a in 0..cameras {
        for b in a + 1..cameras {
            let registration = PairRegistration {
                tracks,
                cameras: [a, b],
                prior: prior.map(|p| p(a, b)),
                share,
            };
            pairs.extend(registration.register(with_clocks));
        }
    }
    // Ambiguous pairs come last.
    pairs.sort_by(|a, b| {
        let ambiguous = a.second.is_some().cmp(&b.second.is_some());
        ambiguous.then(b.score.total_cmp(&a.score))
    });
    let (best, edges) = spanning_tree(&pairs, cameras);
    let mut arrangements = vec![best];
    let ambiguous = edges.iter().filter(|&&e| pairs[e].second.is_some());
    for &edge in ambiguous.take(MAX_ALTERNATIVES) {
        let mut others = pairs.clone();
        if let Some(second) = others[edge].second {
            others[edge].a_from_b = second;
        }
        // The same tree, turned at this pair.
        let others: Vec<_> = edges.iter().map(|&e| others[e]).collect();
        arrangements.push(spanning_tree(&others, cameras).0);
    }
    arrangements
}

/// The arrangement along the spanning tree of the first pairs that reach all cameras, and the indices of those pairs.
fn spanning_tree(pairs: &[RegisteredPair], cameras: usize) -> (FloorArrangement, Vec<usize>) {
    let mut root_from: FloorArrangement = vec![None; cameras];
    let mut edges = Vec::new();
    let Some(first) = pairs.first() else {
        return (root_from, edges);
    };
    root_from[first.cameras[0]] = Some(RegisteredFloor {
        root_from_floor: RigidTransform2::IDENTITY,
        offset_s: 0.0,
    });
    // The best pair that reaches a new camera, again and again.
    while let Some((edge, known, new, step, offset_s)) =
        pairs.iter().enumerate().find_map(|(edge, p)| {
            let [a, b] = p.cameras;
            match (root_from[a], root_from[b]) {
                (Some(known), None) => Some((edge, known, b, p.a_from_b, p.offset_s)),
                (None, Some(known)) => Some((edge, known, a, p.a_from_b.inverse(), -p.offset_s)),
                _ => None,
            }
        })
    {
        edges.push(edge);
        root_from[new] = Some(RegisteredFloor {
            root_from_floor: known.root_from_floor.after(&step),
            offset_s: known.offset_s + offset_s,
        });
    }
    (root_from, edges)
}

/// A transform at an offset of clocks, and its score for the same number of times.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    score: f64,
    a_from_b: RigidTransform2,
    offset_s: f64,
}

/// The registration of two cameras.
struct PairRegistration<'a> {
    tracks: &'a GroundTracks,
    cameras: [usize; 2],
    prior: Option<RigidTransform2>,
    /// The share of the times that are looked at.
    share: f64,
}

impl<'a> PairRegistration<'a> {
    fn pairs(&self, offset_s: f64, times: usize) -> Vec<PeopleOfPair<'a>> {
        let times = ((times as f64 * self.share) as usize).max(16);
        let [a, b] = self.cameras;
        self.tracks.pairs(a, b, offset_s, times)
    }

    fn register(&self, with_clocks: bool) -> Option<RegisteredPair> {
        let mut offsets = vec![0.0];
        if with_clocks {
            offsets.extend(self.voted_offsets());
        }
        let mut candidates = Vec::new();
        for &offset_s in &offsets {
            let both = self.pairs(offset_s, COMPARING_TIMES);
            let starts = hough_candidates(&both, self.prior, HoughSettings::FINE);
            candidates.extend(starts.into_iter().map(|(_, start)| {
                let (score, a_from_b) = refine_by_icp(&both, start);
                Candidate {
                    score: score / both.len().max(1) as f64,
                    a_from_b,
                    offset_s,
                }
            }));
        }
        let preferred = |c: &Candidate| {
            if c.offset_s == 0.0 {
                c.score * MIN_OFFSET_GAIN
            } else {
                c.score
            }
        };
        candidates.sort_by(|a, b| preferred(b).total_cmp(&preferred(a)));
        let mut best = *candidates.first()?;
        if with_clocks {
            best = self.refine_offset(best);
        }
        let both = self.pairs(best.offset_s, FINAL_TIMES);
        let (score, a_from_b) = refine_by_icp(&both, best.a_from_b);
        let mean = self.mean_of_second();
        let second = candidates
            .iter()
            .filter(|c| c.a_from_b.is_distinct_from(&best.a_from_b, &mean))
            .max_by(|a, b| a.score.total_cmp(&b.score))
            .filter(|c| c.score > MAX_SECOND_SCORE * best.score)
            .map(|c| c.a_from_b);
        (score >= MIN_SCORE * self.share.max(0.3)).then_some(RegisteredPair {
            cameras: self.cameras,
            score: score / self.share,
            a_from_b,
            offset_s: best.offset_s,
            second,
        })
    }

    /// The offsets at which most people agree upon one transform.
    fn voted_offsets(&self) -> Vec<f64> {
        let steps = (MAX_OFFSET_S / OFFSET_STEP_S).round() as i32;
        let usual = self.pairs(0.0, VOTING_TIMES).len();
        let mut voted: Vec<(f64, f64)> = Vec::new();
        for step in (-steps..=steps).filter(|s| *s != 0) {
            let offset_s = f64::from(step) * OFFSET_STEP_S;
            let both = self.pairs(offset_s, VOTING_TIMES);
            if 2 * both.len() < usual {
                continue;
            }
            let top = hough_candidates(&both, self.prior, HoughSettings::COARSE);
            voted.extend(
                top.first()
                    .map(|(votes, _)| (votes / both.len() as f64, offset_s)),
            );
        }
        voted.sort_by(|a, b| b.0.total_cmp(&a.0));
        let middle = voted.get(voted.len() / 2).map_or(0.0, |v| v.0);
        // Where all offsets do equally well, people hardly moved.
        voted.retain(|v| v.0 > MIN_VOTE_CONTRAST * middle);
        voted.into_iter().take(OFFSETS_KEPT).map(|v| v.1).collect()
    }

    /// The offset near that of `best` with the highest score.
    fn refine_offset(&self, mut best: Candidate) -> Candidate {
        for step_s in REFINING_STEPS_S {
            let around = [best.offset_s - step_s, best.offset_s + step_s];
            for offset_s in around {
                let both = self.pairs(offset_s, COMPARING_TIMES);
                let (score, a_from_b) = refine_by_icp(&both, best.a_from_b);
                let score = score / both.len().max(1) as f64;
                if score > best.score {
                    best = Candidate {
                        score,
                        a_from_b,
                        offset_s,
                    };
                }
            }
        }
        best
    }

    /// The mean position of the people on the second floor.
    fn mean_of_second(&self) -> Vector2<f64> {
        let both = self.pairs(0.0, VOTING_TIMES);
        let all = || both.iter().flat_map(|(_, b)| b.iter().map(|p| p.at));
        all().sum::<Vector2<f64>>() / all().count().max(1) as f64
    }
}

impl RigidTransform2 {
    /// Whether the two differ in rotation, or move `mean` apart.
    fn is_distinct_from(&self, other: &RigidTransform2, mean: &Vector2<f64>) -> bool {
        let turn = (self.rotation_rad - other.rotation_rad).sin().abs();
        let is_reversed = (self.rotation_rad - other.rotation_rad).cos() < 0.0;
        let apart = (self.transform(mean) - other.transform(mean)).norm();
        turn > DISTINCT_ROTATION_RAD || is_reversed || apart > DISTINCT_TRANSLATION_M
    }
}
