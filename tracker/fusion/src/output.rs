//! What is output of a track: the fitted skeleton, corrected by the pose prior, now or at an earlier frame set.

use nalgebra::Vector3;
use trackside_schema::{Athlete, JOINT_COUNT, Joint3d, Skeleton3d, TrackState, WorldPoint};

use crate::error_correlation::add_lasting_errors;
use crate::filter::correlated_joints::group_of;
use crate::filter::joint_filter::JointState;
use crate::options::FusionOptions;
use crate::pose_prior::{FilteredJoint, FilteredJoints, PosePrior, PosePriorInput};
use crate::skeleton::bone_consistency::bone_weights;
use crate::skeleton::skeleton_fit::{FittedJoints, PositionEstimates, SkeletonFitter};
use crate::smoothing::smooth_history;
use crate::track::{MAX_SIGMA_M, MIN_VIEWS_TO_LOCATE, Track};

/// A joint whose bone is so many standard deviations off has half of its information in the smoothed skeleton,
const BONE_HALF_WEIGHT_SIGMA: f64 = 4.0;
/// and one that its bones speak against keeps this share.
const MIN_BONE_WEIGHT: f64 = 0.01;

impl Track {
    /// The athlete at the last frame set.
    pub fn current(
        &mut self,
        fitter: &mut SkeletonFitter,
        prior: &PosePrior,
        lasting_share: f64,
        options: &FusionOptions,
    ) -> Athlete {
        let (joints, mut fitted) = self.fit_filtered(fitter, lasting_share);
        if options.pose_prior {
            prior.correct_live(&joints, &mut fitted, &mut self.prior_weight);
        }
        let state = |j: usize| self.joints()[j].as_ref();
        self.athlete(&fitted, state, self.velocity(), self.unobserved_s, options)
    }

    /// The athlete at an earlier frame set, given all later ones; `None` where the history does not reach that far.
    pub fn smoothed_at(
        &self,
        tick: u64,
        fitter: &mut SkeletonFitter,
        prior: &PosePrior,
        lasting_share: f64,
        options: &FusionOptions,
    ) -> Option<Athlete> {
        let at = self.history.index_of(tick)?;
        let (joints, mut fitted) = self.fit_smoothed(at, fitter, lasting_share)?;
        if options.pose_prior {
            prior.correct_smoothed(&joints, &mut fitted, &self.prior_weight);
        }
        let entry = &self.history.entries[at];
        let state = |j: usize| entry.steps[j].as_ref().map(|s| &s.filtered);
        Some(self.athlete(&fitted, state, entry.velocity, entry.unobserved_s, options))
    }

    /// The pose prior's input at the last frame set, or at an earlier one.
    pub fn pose_prior_input(
        &self,
        tick: Option<u64>,
        fitter: &mut SkeletonFitter,
        lasting_share: f64,
    ) -> Option<PosePriorInput> {
        let (joints, fitted) = match tick {
            None => self.fit_filtered(fitter, lasting_share),
            Some(tick) => self.fit_smoothed(self.history.index_of(tick)?, fitter, lasting_share)?,
        };
        PosePriorInput::new(&joints, &fitted)
    }

    /// The filtered joints, and the skeleton fitted to them.
    fn fit_filtered(
        &self,
        fitter: &mut SkeletonFitter,
        lasting_share: f64,
    ) -> (FilteredJoints, FittedJoints) {
        let shared = self.filter.filtered.shared_position_covariance();
        let mut estimates = self.joints().map(|j| j.map(|j| j.position_estimate()));
        for (j, estimate) in estimates.iter_mut().enumerate() {
            if let (Some(g), Some(group)) = (estimate, group_of(j)) {
                g.covariance -= shared[group];
            }
        }
        let joints = std::array::from_fn(|j| {
            let joint = self.joints()[j].as_ref()?;
            Some(FilteredJoint {
                position: joint.position,
                velocity: joint.velocity,
                velocity_change: joint.velocity - self.history.lagged_velocity(j, joint.velocity),
                sigma_m: joint.sigma_m(),
                views: joint.views,
            })
        });
        let is_depth_bounded = |j: usize| self.joints()[j].is_some_and(|s| s.is_depth_bounded);
        let (mut fitted, _) = fitter.fit(&self.bone_lengths, (estimates, shared), is_depth_bounded);
        add_lasting_errors(&mut fitted, lasting_share, |j| {
            self.joints()[j]?.measured_variance
        });
        (joints, fitted)
    }

    /// The same of an entry of the history, given all later ones.
    fn fit_smoothed(
        &self,
        at: usize,
        fitter: &mut SkeletonFitter,
        lasting_share: f64,
    ) -> Option<(FilteredJoints, FittedJoints)> {
        let (smoothed, velocity_changes) = smooth_history(&self.history.entries, at)?;
        let steps = &self.history.entries[at].steps;
        let views = |j: usize| steps[j].map_or(0, |s| s.filtered.views);
        let joints = smoothed.filtered_joints(&velocity_changes, views);
        let is_depth_bounded = |j: usize| steps[j].is_some_and(|s| s.filtered.is_depth_bounded);
        let mut estimates = smoothed.position_estimates();
        self.doubt_inconsistent_bones(&mut estimates, fitter);
        let (mut fitted, _) = fitter.fit(&self.bone_lengths, estimates, is_depth_bounded);
        add_lasting_errors(&mut fitted, lasting_share, |j| {
            steps[j].as_ref()?.filtered.measured_variance
        });
        Some((joints, fitted))
    }

    /// Widens joints whose bones have the wrong length: cameras that agree may be wrong together.
    fn doubt_inconsistent_bones(
        &self,
        (joints, shared): &mut PositionEstimates,
        fitter: &SkeletonFitter,
    ) {
        let joint = |j: usize| {
            let mut g = joints[j]?;
            if let Some(group) = group_of(j) {
                g.covariance += shared[group];
            }
            Some(g)
        };
        let (lengths, pairs) = (&self.bone_lengths, &fitter.mirror_pairs);
        let weights = bone_weights(joint, lengths, pairs, BONE_HALF_WEIGHT_SIGMA);
        for (joint, weight) in joints.iter_mut().zip(weights) {
            if let (Some(g), true) = (joint, weight < 1.0) {
                g.covariance /= weight.max(MIN_BONE_WEIGHT);
            }
        }
    }

    /// The output message: joints that are certain enough, and were observed lately.
    fn athlete<'a>(
        &self,
        fitted: &FittedJoints,
        state: impl Fn(usize) -> Option<&'a JointState>,
        velocity: Option<Vector3<f64>>,
        unobserved_s: f64,
        options: &FusionOptions,
    ) -> Athlete {
        let mut skeleton: Skeleton3d = [None; JOINT_COUNT];
        for (j, slot) in skeleton.iter_mut().enumerate() {
            let (Some(state), Some(fitted)) = (state(j), &fitted[j]) else {
                continue;
            };
            let sigma_m = fitted.sigma_m();
            let max_unobserved_s = options.joint_coast_s.max(unobserved_s);
            let is_certain = sigma_m < MAX_SIGMA_M || state.views >= MIN_VIEWS_TO_LOCATE;
            if is_certain && state.unobserved_s <= max_unobserved_s {
                *slot = Some(Joint3d {
                    at: WorldPoint(fitted.mean.into()),
                    sigma_m: sigma_m as f32,
                    views: state.views,
                });
            }
        }
        Athlete {
            id: self.id,
            team: None,
            number: None,
            state: match self.state {
                TrackState::Confirmed if unobserved_s > 0.0 => TrackState::Coasting,
                state => state,
            },
            skeleton,
            velocity_m_s: velocity.map(Into::into),
        }
    }
}

/// Whether any joint is output. A track lives longer than its joints.
pub(crate) fn has_joints(athlete: &Athlete) -> bool {
    athlete.skeleton.iter().any(Option::is_some)
}
