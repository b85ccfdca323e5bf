//! Left and right. Detectors locate a limb far better than they tell its side, so the sides that they give are evidence about
//! the athlete, not a fact.
//!
//! Each view is brought to the track's sides: whole limbs are exchanged where that fits the track much better, single pairs of
//! joints where the track's views exchange pairs often, and a pair that was detected at one place is resolved. Each view is
//! counted with its sides; when a majority of recent views had to be exchanged, the track's own sides are exchanged. Values of
//! the thresholds: docs/reference/fusion.md, "Left and right"; what they gain: docs/experiments/007-left-right.md.

use trackside_schema::Joint;

use crate::observations::PersonObservation;
use crate::projected_skeleton::ProjectedSkeleton;

/// A view's evidence decays exponentially with this time constant, s.
const VIEW_MEMORY_S: f64 = 1.5;
/// Fewer exchanged views than this do not exchange the track's sides.
const MIN_VIEWS: f64 = 12.0;
/// The track's sides are exchanged when so many times more views were exchanged than not.
const MAJORITY: f64 = 1.3;
/// Single pairs are exchanged once this share of the recent pairs fitted exchanged.
const AMBIGUOUS_SHARE: f64 = 0.02;
/// The share of pairs is averaged over about so many.
const PAIR_MEMORY: f64 = 200.0;

/// A limb is exchanged if that reduces its distance from the track to this share,
const LIMB_MAX_RATIO: f64 = 0.6;
/// by this much per joint, m,
const LIMB_MIN_GAIN_M: f64 = 0.05;
/// on at least so many joints.
const LIMB_MIN_JOINTS: i32 = 4;
/// A single pair is exchanged if that reduces its distance to this share,
const PAIR_MAX_RATIO: f64 = 0.7;
/// and by this much, m.
const PAIR_MIN_GAIN_M: f64 = 0.06;

/// A pair is merged where it is detected nearer to each other than this share of its predicted distance,
const MERGED_RATIO: f64 = 0.35;
/// if that is at least so many standard deviations.
const SEPARABLE_SIGMA: f64 = 3.0;
/// A merged pair is at one of its two joints if that is nearer than the other by this ratio.
const MERGED_NEARER_RATIO: f64 = 0.5;

/// Joints whose sides detectors confuse together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LimbPair {
    Arms,
    Legs,
}

impl LimbPair {
    /// The left joints.
    pub fn left_joints(self) -> &'static [Joint] {
        match self {
            LimbPair::Arms => &[Joint::LShoulder, Joint::LElbow, Joint::LWrist],
            LimbPair::Legs => &[
                Joint::LHip,
                Joint::LKnee,
                Joint::LAnkle,
                Joint::LBigToe,
                Joint::LSmallToe,
                Joint::LHeel,
            ],
        }
    }
}

/// The recent evidence about a track's sides.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct SideEvidence {
    /// Recent views whose sides agreed with the track's, decayed.
    agreeing_views: f64,
    /// Recent views that were exchanged, decayed.
    exchanged_views: f64,
    /// The share of recent pairs that fitted exchanged.
    exchanged_pairs: f64,
}

impl SideEvidence {
    /// Counts a view.
    pub fn record_view(&mut self, exchanged: bool) {
        *(if exchanged {
            &mut self.exchanged_views
        } else {
            &mut self.agreeing_views
        }) += 1.0;
    }

    /// Counts a single pair of joints.
    fn record_pair(&mut self, exchanged: bool) {
        let share = f64::from(u8::from(exchanged));
        self.exchanged_pairs += (share - self.exchanged_pairs) / PAIR_MEMORY;
    }

    /// Whether single pairs may be exchanged without the rest of their limb.
    fn is_ambiguous(&self) -> bool {
        self.exchanged_pairs > AMBIGUOUS_SHARE
    }

    /// Decays the evidence. Returns whether the track has to exchange its left and right joints now.
    pub fn decide_exchange(&mut self, dt_s: f64) -> bool {
        let keep = (-dt_s / VIEW_MEMORY_S).exp();
        self.agreeing_views *= keep;
        self.exchanged_views *= keep;
        let exchange = self.exchanged_views > MIN_VIEWS
            && self.exchanged_views > MAJORITY * self.agreeing_views;
        if exchange {
            std::mem::swap(&mut self.agreeing_views, &mut self.exchanged_views);
        }
        exchange
    }
}

/// Brings a view of the track to the track's sides.
pub(crate) fn align_sides(
    projected: &ProjectedSkeleton,
    person: &mut PersonObservation,
    evidence: &mut [SideEvidence; 2],
) {
    resolve_merged_pairs(projected, person);
    for limb in [LimbPair::Arms, LimbPair::Legs] {
        let evidence = &mut evidence[limb as usize];
        if let Some(exchanged) = align_limb(projected, person, limb) {
            evidence.record_view(exchanged);
        }
        align_single_pairs(projected, person, limb, evidence);
    }
}

/// Exchanges the person's left and right limbs where that fits the track much better. Returns whether it did; `None` where
/// both fit about as well.
fn align_limb(
    projected: &ProjectedSkeleton,
    person: &mut PersonObservation,
    limb: LimbPair,
) -> Option<bool> {
    let (mut detected, mut exchanged, mut n) = (0.0, 0.0, 0);
    for &left in limb.left_joints() {
        if let Some([d, e]) = projected.pair_distances_m(person, left) {
            detected += d;
            exchanged += e;
            n += 2;
        }
    }
    let is_clear = |better: f64, worse: f64| {
        n >= LIMB_MIN_JOINTS
            && better < LIMB_MAX_RATIO * worse
            && (worse - better) / f64::from(n) > LIMB_MIN_GAIN_M
    };
    if is_clear(detected, exchanged) {
        return Some(false);
    }
    if !is_clear(exchanged, detected) {
        return None;
    }
    for &left in limb.left_joints() {
        person.joints.swap(left.index(), left.mirrored().index());
    }
    Some(true)
}

/// Counts which of the limb's pairs fit the track clearly better exchanged, and exchanges those if the track's views do that
/// often: a detector that confuses sides does not confuse a whole limb's alike.
fn align_single_pairs(
    projected: &ProjectedSkeleton,
    person: &mut PersonObservation,
    limb: LimbPair,
    evidence: &mut SideEvidence,
) {
    for &left in limb.left_joints() {
        let Some([detected, exchanged]) = projected.pair_distances_m(person, left) else {
            continue;
        };
        if detected.min(exchanged) > PAIR_MAX_RATIO * detected.max(exchanged)
            || (detected - exchanged).abs() < PAIR_MIN_GAIN_M
        {
            continue;
        }
        evidence.record_pair(exchanged < detected);
        if exchanged < detected && evidence.is_ambiguous() {
            let right = left.mirrored().index();
            person.joints.swap(left.index(), right);
        }
    }
}

/// Of each left and right joint that were detected at one place although the track has them apart, keeps the one that is
/// there.
fn resolve_merged_pairs(projected: &ProjectedSkeleton, person: &mut PersonObservation) {
    for left in Joint::ALL {
        let (l, r) = (left.index(), left.mirrored().index());
        if l < r {
            resolve_merged_pair(projected, person, l, r);
        }
    }
}

fn resolve_merged_pair(
    projected: &ProjectedSkeleton,
    person: &mut PersonObservation,
    l: usize,
    r: usize,
) {
    let (Some((at_l, _)), Some((at_r, _))) = (projected.joints[l], projected.joints[r]) else {
        return;
    };
    let (Some(detected_l), Some(detected_r)) = (&person.joints[l], &person.joints[r]) else {
        return;
    };
    let sigma = detected_l.sigma.max(detected_r.sigma);
    let predicted_distance = (at_l - at_r).norm();
    if (detected_l.at - detected_r.at).norm() > MERGED_RATIO * predicted_distance
        || predicted_distance < SEPARABLE_SIGMA * sigma
    {
        return;
    }
    let middle = 0.5 * (detected_l.at + detected_r.at);
    let (to_l, to_r) = ((middle - at_l).norm(), (middle - at_r).norm());
    if to_l < MERGED_NEARER_RATIO * to_r {
        person.joints[r] = None;
    } else if to_r < MERGED_NEARER_RATIO * to_l {
        person.joints[l] = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_majority_of_views_decides_the_sides() {
        let mut evidence = SideEvidence::default();
        for view in 0..60 {
            evidence.record_view(view % 3 == 0);
            assert!(!evidence.decide_exchange(0.01), "two of three agree");
        }
        // From now on two of three views are exchanged, until the track is; then they agree.
        let mut exchanges = 0;
        for view in 0..200 {
            evidence.record_view((view % 3 != 0) == (exchanges % 2 == 0));
            exchanges += u32::from(evidence.decide_exchange(0.01));
        }
        assert_eq!(exchanges, 1);
    }
}
