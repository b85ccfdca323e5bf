//! The life cycle of a track: tentative until enough evidence confirms it, coasting while no view is assigned, then terminated;
//! a duplicate of an older track is terminated, a new body that belongs to a track is given to it. The distances and times are
//! those of docs/reference/fusion.md, "Initiation, termination, re-identification".

use nalgebra::Vector3;
use trackside_schema::{Joint, TrackState};

use super::filter_state::FilterState;
use super::state::Track;
use crate::appearance::LostTrack;
use crate::initiation::TriangulatedBody;
use crate::options::FusionOptions;
use crate::skeleton::bone_lengths::MirrorPairs;
use crate::skeleton::skeleton_priors::TRUNK_JOINTS;

/// Two tracks whose trunks are nearer than this, m, are duplicates.
const DUPLICATE_DISTANCE_M: f64 = 0.12;
/// A body this near to a track, m, initiates none;
const SAME_ATHLETE_M: f64 = 0.2;
/// it replaces the track's joints if it is this near, m, and at least as many views show it.
const REACQUIRE_DISTANCE_M: f64 = 0.35;
/// A confirmed track that is not observed for longer than this, s, may be re-identified elsewhere.
const LOST_S: f64 = 0.2;
/// A tentative track with less evidence than this is terminated,
const MIN_TENTATIVE_EVIDENCE: f64 = -2.0;
/// as is one that is not observed for longer than this, s.
const TENTATIVE_COAST_S: f64 = 0.2;

impl Track {
    /// Adds evidence for the track or, negative, against it; see [`FusionOptions::confirm_evidence`].
    pub fn add_evidence(&mut self, evidence: f64, options: &FusionOptions) {
        if self.state == TrackState::Tentative {
            self.evidence += evidence;
            if self.evidence >= options.confirm_evidence {
                self.state = TrackState::Confirmed;
            }
        }
    }

    /// Whether it is to be terminated because it was not observed, or not confirmed, for too long; `ago_s`: so long ago
    /// already.
    pub fn is_expired(&self, ago_s: f64, options: &FusionOptions) -> bool {
        let unobserved_s = self.unobserved_s - ago_s;
        match self.state {
            TrackState::Tentative => {
                self.evidence <= MIN_TENTATIVE_EVIDENCE
                    || unobserved_s > options.coast_s.min(TENTATIVE_COAST_S)
            }
            TrackState::Confirmed | TrackState::Coasting => unobserved_s > options.coast_s,
        }
    }

    /// Whether both tracks are of one athlete.
    pub fn is_duplicate(&self, other: &Track) -> bool {
        let trunk = |j: Joint| other.joints()[j.index()].map(|s| s.position);
        self.trunk_distance_m(trunk)
            .is_some_and(|m| m < DUPLICATE_DISTANCE_M)
    }

    /// Whether a body triangulated from unassigned people belongs to this track. One that more views show than were assigned to
    /// the track replaces the track's joints.
    pub fn reacquire(
        &mut self,
        body: &TriangulatedBody,
        mirror_pairs: &MirrorPairs,
        options: &FusionOptions,
    ) -> bool {
        let trunk = |j: Joint| body.joints[j.index()].as_ref().map(|(g, _)| g.mean);
        let Some(distance_m) = self.trunk_distance_m(trunk) else {
            return false;
        };
        let is_better = body.views >= self.measurements.people.len();
        if is_better && distance_m < REACQUIRE_DISTANCE_M {
            self.filter = FilterState::new(body);
            self.history.forget_velocities();
            self.measure_new_body(mirror_pairs);
            self.unobserved_s = 0.0;
            self.add_evidence(body.views as f64 - 1.0, options);
            return true;
        }
        distance_m < SAME_ATHLETE_M
    }

    /// What re-identification needs of it; `None` where it was not confirmed, or is still observed.
    pub fn as_lost(&self) -> Option<LostTrack> {
        let positions = self.joints().iter().flatten().map(|s| s.position);
        let known = positions.clone().count();
        let is_confirmed =
            self.state != TrackState::Tentative && !self.is_marked_for_deletion && known > 0;
        (is_confirmed && self.unobserved_s > LOST_S).then(|| LostTrack {
            id: self.id,
            appearance: self.appearance.clone(),
            bone_lengths: self.bone_lengths.clone(),
            last_position: positions.sum::<Vector3<f64>>() / known as f64,
            lost_s: self.unobserved_s,
        })
    }

    /// Mean distance of the trunk's joints from others, m; `None` where fewer than two are known of both.
    fn trunk_distance_m(&self, trunk: impl Fn(Joint) -> Option<Vector3<f64>>) -> Option<f64> {
        let (mut sum, mut n) = (0.0, 0);
        for j in TRUNK_JOINTS {
            if let (Some(a), Some(b)) = (&self.joints()[j.index()], trunk(j)) {
                sum += (a.position - b).norm();
                n += 1;
            }
        }
        (n >= 2).then(|| sum / f64::from(n))
    }
}
