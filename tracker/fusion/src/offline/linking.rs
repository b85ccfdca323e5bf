//! Linking the first pass's tracklets into athletes (tracklet stitching: Perera et al., *Multi-object tracking through
//! simultaneous long occlusions and split-merge conditions*, CVPR 2006; here greedily and only where unambiguous).
//!
//! The cost of continuing tracklet a by b is √((d / d₀)² + (u / u₀)²): d the distance between b's beginning and where a was
//! going, u the relative difference of bone lengths. Links below 1 whose rivals all cost [`AMBIGUITY_RATIO`] times as much
//! are made. Values of the constants: docs/reference/fusion.md, "Streams".

use std::collections::{BTreeMap, BTreeSet};

use trackside_calibration::Rig;
use trackside_schema::AthleteId;

use super::tracklet::Tracklet;
use crate::options::FusionOptions;
use crate::pose_prior::PriorWeight;
use crate::skeleton::bone_lengths::{BoneLengthModel, MirrorPairs};

/// Tracklets farther apart in time than this, s, are not linked.
const MAX_GAP_S: f64 = 2.0;
/// d₀ is so much, m, and so much more per second of the gap, m/s.
const POSITION_SCALE_M: f64 = 0.3;
const POSITION_SCALE_M_S: f64 = 1.0;
/// u₀, a root mean square share.
const LENGTH_SCALE: f64 = 0.10;
/// Every rival of a link costs at least so many times as much.
const AMBIGUITY_RATIO: f64 = 2.0;

/// An athlete's tracks, from the first observation to the last.
#[derive(Debug)]
pub(super) struct LinkedTrack {
    pub id: AthleteId,
    /// In order: the fusion's track id, and the ticks of its first and last observation.
    pub tracklets: Vec<(AthleteId, u64, u64)>,
    pub bone_lengths: BoneLengthModel,
    pub prior_weight: PriorWeight,
}

/// The athletes of a recording.
#[derive(Debug)]
pub struct Roster {
    pub(super) rig: Rig,
    pub(super) options: FusionOptions,
    pub(super) athletes: Vec<LinkedTrack>,
    /// The shortest time between frame sets, s.
    pub(super) step_s: f64,
}

impl Roster {
    /// The number of athletes, and of tracks that were linked to an earlier one.
    pub fn counts(&self) -> (usize, usize) {
        let tracklets: usize = self.athletes.iter().map(|a| a.tracklets.len()).sum();
        (self.athletes.len(), tracklets - self.athletes.len())
    }

    /// The athlete that a track of the fusion belongs to; `None` of tracks that were never confirmed.
    pub(super) fn athlete_of_track(&self, track: AthleteId) -> Option<AthleteId> {
        let is_of = |a: &&LinkedTrack| a.tracklets.iter().any(|t| t.0 == track);
        Some(self.athletes.iter().find(is_of)?.id)
    }
}

/// The athletes that the tracklets make, in the order of their ids.
pub(super) fn link_tracks(tracklets: &[Tracklet]) -> Vec<LinkedTrack> {
    let mut athletes: Vec<LinkedTrack> = Vec::new();
    let mut athlete_of = BTreeMap::new();
    let links = find_links(tracklets);
    for (i, tracklet) in tracklets.iter().enumerate() {
        if !tracklet.is_confirmed {
            continue;
        }
        let here = (AthleteId(i as u32), tracklet.first.0, tracklet.last.0);
        let at = match links.get(&i).and_then(|previous| athlete_of.get(previous)) {
            Some(&at) => at,
            None => {
                athletes.push(LinkedTrack {
                    id: here.0,
                    tracklets: Vec::new(),
                    bone_lengths: BoneLengthModel::default(),
                    prior_weight: PriorWeight::default(),
                });
                athletes.len() - 1
            }
        };
        athlete_of.insert(i, at);
        athletes[at].tracklets.push(here);
    }
    for athlete in &mut athletes {
        // The longest tracklet's estimates are the best.
        let longest = athlete.tracklets.iter().max_by_key(|t| t.2 - t.1);
        if let Some(longest) = longest {
            let longest = &tracklets[longest.0.0 as usize];
            athlete.bone_lengths = longest.bone_lengths.clone();
            athlete.prior_weight = longest.prior_weight.clone();
        }
    }
    assign_ids(&mut athletes, tracklets);
    athletes.sort_by_key(|a| a.id);
    athletes
}

/// By tracklet: the one that it continues.
fn find_links(tracklets: &[Tracklet]) -> BTreeMap<usize, usize> {
    let pairs = MirrorPairs::default();
    let confirmed = || tracklets.iter().enumerate().filter(|(_, t)| t.is_confirmed);
    let mut candidates = Vec::new();
    for (i, a) in confirmed() {
        for (k, b) in confirmed() {
            if let Some(cost) = link_cost(&pairs, a, b) {
                candidates.push((cost, i, k));
            }
        }
    }
    candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut links = BTreeMap::new();
    let mut continued = BTreeSet::new();
    for &(cost, i, k) in &candidates {
        let is_rival = |c: &&(f64, usize, usize)| (c.1 == i) != (c.2 == k);
        let is_clear = candidates
            .iter()
            .filter(is_rival)
            .all(|c| c.0 > AMBIGUITY_RATIO * cost);
        if cost < 1.0 && is_clear && continued.insert(i) {
            links.insert(k, i);
        }
    }
    links
}

/// The cost of continuing `a` by `b`; `None` where `b` does not begin soon after `a`.
fn link_cost(pairs: &MirrorPairs, a: &Tracklet, b: &Tracklet) -> Option<f64> {
    let gap_s = b.first.1.seconds_since(a.last.1);
    if !(gap_s > 0.0 && gap_s <= MAX_GAP_S) {
        return None;
    }
    let mean_velocity = (a.end_velocities[1] + b.end_velocities[0]) * 0.5;
    let distance = (b.end_positions[0] - a.end_positions[1] - mean_velocity * gap_s).norm();
    let position = distance / (POSITION_SCALE_M + POSITION_SCALE_M_S * gap_s);
    let difference = a.bone_lengths.length_rms_difference(&b.bone_lengths, pairs);
    let lengths = difference.map_or(0.0, |u| u / LENGTH_SCALE);
    Some(position.hypot(lengths))
}

/// Gives each athlete the id that most of the recording's frames have for it, each id once; the others get new ones.
fn assign_ids(athletes: &mut [LinkedTrack], tracklets: &[Tracklet]) {
    let recorded = || tracklets.iter().flat_map(|t| t.votes.keys());
    let Some(max_recorded) = recorded().max().copied() else {
        return;
    };
    let mut votes = Vec::new();
    for (at, athlete) in athletes.iter().enumerate() {
        let mut sum: BTreeMap<AthleteId, u32> = BTreeMap::new();
        for tracklet in &athlete.tracklets {
            for (id, n) in &tracklets[tracklet.0.0 as usize].votes {
                *sum.entry(*id).or_default() += n;
            }
        }
        votes.extend(sum.into_iter().map(|(id, n)| (n, at, id)));
    }
    votes.sort_by_key(|&(n, at, id)| (std::cmp::Reverse(n), at, id));
    let (mut assigned, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, at, id) in votes {
        if !assigned.contains_key(&at) && taken.insert(id) {
            assigned.insert(at, id);
        }
    }
    let mut new_id = max_recorded.0;
    for (at, athlete) in athletes.iter_mut().enumerate() {
        athlete.id = assigned.get(&at).copied().unwrap_or_else(|| {
            new_id += 1;
            AthleteId(new_id)
        });
    }
}
