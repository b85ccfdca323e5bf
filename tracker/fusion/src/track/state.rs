//! What a track consists of.

use nalgebra::Vector3;
use trackside_schema::{AthleteId, FrameSet, JOINT_COUNT, TrackState};

use super::filter_state::FilterState;
use super::history::TrackHistory;
use super::measurements::TrackMeasurements;
use crate::appearance::{AppearanceModel, LostTrack};
use crate::filter::joint_filter::JointState;
use crate::initiation::TriangulatedBody;
use crate::left_right::SideEvidence;
use crate::options::FusionOptions;
use crate::pose_prior::PriorWeight;
use crate::skeleton::bone_lengths::{BoneLengthModel, MirrorPairs};

/// A joint with a larger standard deviation than this, m, is not output,
pub(crate) const MAX_SIGMA_M: f64 = 0.18;
/// unless so many views show it.
pub(crate) const MIN_VIEWS_TO_LOCATE: u8 = 2;

/// The lengths of a new body count as much as those of frame sets so long after each other, s.
const FIRST_LENGTHS_S: f64 = 0.04;

/// One athlete.
#[derive(Debug)]
pub(crate) struct Track {
    pub id: AthleteId,
    pub state: TrackState,
    pub filter: FilterState,
    pub history: TrackHistory,
    /// What this frame set shows of it.
    pub measurements: TrackMeasurements,
    pub bone_lengths: BoneLengthModel,
    pub appearance: AppearanceModel,
    /// By limb pair.
    pub side_evidence: [SideEvidence; 2],
    /// How far the pose prior's corrections are applied.
    pub prior_weight: PriorWeight,
    /// Time since a view was last assigned to it, s.
    pub unobserved_s: f64,
    /// See [`FusionOptions::confirm_evidence`].
    pub(super) evidence: f64,
    /// Whether it is terminated at the end of this frame set.
    pub is_marked_for_deletion: bool,
}

impl Track {
    /// A tentative track of a body that was just triangulated.
    pub fn new(
        id: AthleteId,
        body: &TriangulatedBody,
        mirror_pairs: &MirrorPairs,
        options: &FusionOptions,
    ) -> Track {
        let mut track = Track {
            id,
            state: TrackState::Tentative,
            filter: FilterState::new(body),
            history: TrackHistory::default(),
            measurements: TrackMeasurements::default(),
            bone_lengths: BoneLengthModel::default(),
            appearance: body.appearance.clone(),
            side_evidence: [SideEvidence::default(); 2],
            prior_weight: PriorWeight::default(),
            unobserved_s: 0.0,
            evidence: 0.0,
            is_marked_for_deletion: false,
        };
        track.measure_new_body(mirror_pairs);
        track.add_evidence(body.views as f64 - 1.0, options);
        track
    }

    /// Takes the lengths of a body that was just triangulated, so that its first skeleton has its size.
    pub(super) fn measure_new_body(&mut self, mirror_pairs: &MirrorPairs) {
        let body = &self.filter.filtered;
        let shared = body.shared_position_covariance();
        self.bone_lengths
            .update(mirror_pairs, &body.joints, &shared, FIRST_LENGTHS_S);
    }

    /// A lost track that a new body continues: confirmed, with what was learned of the athlete.
    pub fn resume(
        lost: LostTrack,
        body: &TriangulatedBody,
        mirror_pairs: &MirrorPairs,
        options: &FusionOptions,
    ) -> Track {
        Track {
            state: TrackState::Confirmed,
            bone_lengths: lost.bone_lengths,
            appearance: lost.appearance,
            ..Track::new(lost.id, body, mirror_pairs, options)
        }
    }

    /// The filtered joints.
    pub fn joints(&self) -> &[Option<JointState>; JOINT_COUNT] {
        &self.filter.filtered.joints
    }

    /// Velocity of the trunk, m/s: the mean over its joints that were observed at this frame set.
    pub fn velocity(&self) -> Option<Vector3<f64>> {
        self.filter.filtered.velocity()
    }

    /// Appends this frame set to the history.
    pub fn record_history(&mut self, frame_set: &FrameSet, options: &FusionOptions) {
        self.history
            .record(frame_set, &self.filter, self.unobserved_s, options);
    }
}
