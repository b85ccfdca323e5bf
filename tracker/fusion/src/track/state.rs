//! What a track consists of.

use std::collections::VecDeque;

use nalgebra::Vector3;
use trackside_schema::{AthleteId, FrameSet, JOINT_COUNT, TrackState};

use crate::appearance::{AppearanceModel, LostTrack};
use crate::filter::correlated_joints::{
    InformationUpdate, SharedCovariance, initial_shared_covariance,
};
use crate::filter::joint_filter::JointState;
use crate::initiation::TriangulatedBody;
use crate::left_right::SideEvidence;
use crate::options::FusionOptions;
use crate::pose_prior::PriorWeight;
use crate::skeleton::bone_lengths::BoneLengthModel;
use crate::skeleton::skeleton_priors::TRUNK_JOINTS;
use crate::smoothing::{FilterStep, HistoryEntry};
use crate::triangulation::PointObservation;

/// A joint with a larger standard deviation than this, m, is not output.
pub(crate) const MAX_SIGMA_M: f64 = 0.18;
/// The history holds no more frame sets than this, whatever their rate.
const MAX_HISTORY: usize = 2048;

/// One athlete.
#[derive(Debug)]
pub(crate) struct Track {
    pub id: AthleteId,
    pub state: TrackState,
    /// Each joint's filter.
    pub joints: [Option<JointState>; JOINT_COUNT],
    /// The joints as they were predicted for this frame set.
    pub(super) predicted: [Option<JointState>; JOINT_COUNT],
    /// The covariance that the joints of rigid groups share, predicted and updated.
    pub(super) shared_predicted: SharedCovariance<6>,
    pub shared: SharedCovariance<6>,
    /// By joint: what this frame set's observations added.
    pub(super) updates: [Option<InformationUpdate>; JOINT_COUNT],
    /// By joint: its velocity, averaged exponentially over the last
    /// [`VELOCITY_CHANGE_S`](crate::pose_prior::VELOCITY_CHANGE_S).
    pub lagged_velocity: [Option<Vector3<f64>>; JOINT_COUNT],
    /// The last frame sets, oldest first.
    pub history: VecDeque<HistoryEntry>,
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
    /// The people of this frame set that are assigned to it.
    pub assigned: Vec<usize>,
    pub(super) scratch: Vec<PointObservation>,
}

impl Track {
    /// A tentative track of a body that was just triangulated.
    pub fn new(id: AthleteId, body: &TriangulatedBody, options: &FusionOptions) -> Track {
        let mut joints = [None; JOINT_COUNT];
        for (slot, measured) in joints.iter_mut().zip(&body.joints) {
            *slot = measured.map(|(g, views)| JointState::new(g, Vector3::zeros(), views));
        }
        let mut track = Track {
            id,
            state: TrackState::Tentative,
            joints,
            predicted: [None; JOINT_COUNT],
            shared_predicted: initial_shared_covariance(),
            shared: initial_shared_covariance(),
            updates: joints.map(|j| j?.information_gained(None)),
            lagged_velocity: [None; JOINT_COUNT],
            history: VecDeque::new(),
            bone_lengths: BoneLengthModel::default(),
            appearance: body.appearance.clone(),
            side_evidence: [SideEvidence::default(); 2],
            prior_weight: PriorWeight::default(),
            unobserved_s: 0.0,
            evidence: 0.0,
            is_marked_for_deletion: false,
            assigned: Vec::new(),
            scratch: Vec::new(),
        };
        track.add_evidence(body.views as f64 - 1.0, options);
        track
    }

    /// A lost track that a new body continues: confirmed, with what was learned of the athlete.
    pub fn resume(lost: LostTrack, body: &TriangulatedBody, options: &FusionOptions) -> Track {
        Track {
            state: TrackState::Confirmed,
            bone_lengths: lost.bone_lengths,
            appearance: lost.appearance,
            ..Track::new(lost.id, body, options)
        }
    }

    /// Velocity of the trunk, m/s: the mean over its joints that were observed at this frame set.
    pub fn velocity(&self) -> Option<Vector3<f64>> {
        let mut sum = Vector3::zeros();
        let mut n = 0.0;
        for s in TRUNK_JOINTS
            .iter()
            .filter_map(|j| self.joints[j.index()].as_ref())
            .filter(|s| s.unobserved_s == 0.0)
        {
            sum += s.velocity;
            n += 1.0;
        }
        (n > 0.0).then(|| sum / n)
    }

    /// Appends this frame set to the history, which spans [`FusionOptions::history_s`].
    pub fn record_history(&mut self, frame_set: &FrameSet, options: &FusionOptions) {
        if options.history_s <= 0.0 {
            return;
        }
        let mut steps = [None; JOINT_COUNT];
        let joints = self.joints.iter().zip(&self.predicted).zip(&self.updates);
        for (slot, ((filtered, predicted), update)) in steps.iter_mut().zip(joints) {
            *slot = filtered.map(|filtered| FilterStep {
                predicted: predicted.filter(|_| filtered.is_continued),
                filtered,
                update: *update,
            });
        }
        let is_too_old =
            |e: &HistoryEntry| frame_set.time.seconds_since(e.time) > options.history_s;
        while self.history.front().is_some_and(is_too_old) || self.history.len() >= MAX_HISTORY {
            self.history.pop_front();
        }
        self.history.push_back(HistoryEntry {
            tick: frame_set.tick,
            time: frame_set.time,
            steps,
            shared_predicted: self.shared_predicted,
            shared_filtered: self.shared,
            velocity: self.velocity(),
            unobserved_s: self.unobserved_s,
        });
    }
}
