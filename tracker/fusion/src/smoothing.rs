//! The past of a track, given what came after: the fixed-interval smoother of Rauch, Tung and Striebel (AIAA Journal 3,
//! 1965), for joints that share a part of their motion.
//!
//! ```text
//! G = P Fᵀ (P⁻)⁻¹        x̂ = x + G (x̂⁺ − x⁻)        P̂ = P + G (P̂⁺ − P⁻) Gᵀ
//! ```
//!
//! x, P filtered, x⁻, P⁻ predicted for the next frame set, x̂⁺, P̂⁺ smoothed there. With the errors eᵢ = c + rᵢ of
//! [`correlated_joints`](crate::filter::correlated_joints), deviations δᵢ = x̂ᵢ⁺ − xᵢ⁻ have the most probable shared part
//! (C⁻¹ + Σ Dᵢ⁻¹)⁻¹ Σ Dᵢ⁻¹ δᵢ, which is smoothed with C; each joint's rest is smoothed with Dᵢ. For the means this is exactly
//! the smoother of the whole group's joint state.

use std::collections::VecDeque;

use nalgebra::{Matrix6, SMatrix, SVector, Vector3};
use trackside_schema::{JOINT_COUNT, Timestamp};

use crate::filter::correlated_joints::{
    InformationUpdate, RIGID_GROUPS, SharedCovariance, group_of,
};
use crate::filter::joint_filter::JointState;
use crate::gaussian::{Gaussian, StateEstimate, position_covariance, symmetrize};
use crate::pose_prior::{FilteredJoint, FilteredJoints, VELOCITY_CHANGE_S};
use crate::skeleton::skeleton_fit::PositionEstimates;

/// Added to predicted covariances before they are inverted.
const REGULARIZATION: f64 = 1e-9;
/// The shortest time, s, over which a change of velocity is extrapolated.
const MIN_STEP_S: f64 = 1e-3;

/// One joint at one past frame set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FilterStep {
    /// Before the frame set's observations; `None` where the joint was initiated by them.
    pub predicted: Option<JointState>,
    /// After them.
    pub filtered: JointState,
    /// What they added.
    pub update: Option<InformationUpdate>,
}

/// One athlete's joints at one past frame set.
#[derive(Clone, Debug)]
pub(crate) struct HistoryEntry {
    pub tick: u64,
    pub time: Timestamp,
    pub steps: [Option<FilterStep>; JOINT_COUNT],
    /// The covariance that rigid groups share, before and after the observations.
    pub shared_predicted: SharedCovariance<6>,
    pub shared_filtered: SharedCovariance<6>,
    /// Velocity of the trunk, m/s.
    pub velocity: Option<Vector3<f64>>,
    /// Time since a view was last assigned to the track, s.
    pub unobserved_s: f64,
}

/// By joint: the change of its velocity within the last [`VELOCITY_CHANGE_S`], m/s.
pub(crate) type VelocityChanges = [Vector3<f64>; JOINT_COUNT];

/// One athlete's joints at one frame set, split into independent and shared errors.
#[derive(Clone, Debug)]
pub(crate) struct GroupedState<const N: usize> {
    /// Their covariances are the independent parts Dᵢ.
    pub joints: [Option<StateEstimate<N>>; JOINT_COUNT],
    /// C, by group.
    pub shared: SharedCovariance<N>,
}

impl<const N: usize> GroupedState<N> {
    /// Splits joints whose covariances are the whole Pᵢ = C + Dᵢ.
    pub fn from_marginals(
        joint: impl Fn(usize) -> Option<StateEstimate<N>>,
        shared: &SharedCovariance<N>,
    ) -> GroupedState<N> {
        let mut joints: [_; JOINT_COUNT] = std::array::from_fn(joint);
        for (j, state) in joints.iter_mut().enumerate() {
            if let (Some(state), Some(group)) = (state, group_of(j)) {
                state.covariance -= shared[group];
            }
        }
        let shared = *shared;
        GroupedState { joints, shared }
    }

    /// One step of the smoother: this filtered state, given the smoothed `later` one, for which `predicted` was predicted from
    /// this one with the transition matrix `transition`.
    pub fn smooth_step(
        &self,
        transition: &SMatrix<f64, N, N>,
        predicted: &GroupedState<N>,
        later: &GroupedState<N>,
    ) -> GroupedState<N> {
        let deviations: [_; JOINT_COUNT] =
            std::array::from_fn(|j| Deviation::new(&predicted.joints[j]?, &later.joints[j]?));
        let mut smoothed = self.clone();
        let mut shared = [SharedDeviation::default(); RIGID_GROUPS.len()];
        for (group, joints) in RIGID_GROUPS.iter().enumerate() {
            let (predicted, later) = (&predicted.shared[group], &later.shared[group]);
            let Some(information) = regularized_inverse(predicted) else {
                continue;
            };
            let of_joints = joints.iter().filter_map(|j| deviations[j.index()].as_ref());
            let gain = self.shared[group] * transition.transpose() * information;
            if let Some(deviation) = most_probable_shared(information, of_joints) {
                shared[group] = SharedDeviation {
                    deviation,
                    offset: gain * deviation,
                };
            }
            smoothed.shared[group] += symmetrize(gain * (later - predicted) * gain.transpose());
        }
        for (j, smoothed) in smoothed.joints.iter_mut().enumerate() {
            let (Some(smoothed), Some(later), Some(deviation)) =
                (smoothed, &later.joints[j], &deviations[j])
            else {
                continue;
            };
            let gain = smoothed.covariance * transition.transpose() * deviation.information;
            smoothed.mean += match group_of(j) {
                Some(group) => {
                    shared[group].offset + gain * (deviation.mean - shared[group].deviation)
                }
                None => gain * deviation.mean,
            };
            let change = later.covariance - deviation.predicted;
            smoothed.covariance += symmetrize(gain * change * gain.transpose());
        }
        smoothed
    }

    /// The change of each joint's velocity within [`VELOCITY_CHANGE_S`], extrapolated from that until `later`, `dt_s` on.
    pub fn velocity_changes(&self, later: &GroupedState<N>, dt_s: f64) -> VelocityChanges {
        std::array::from_fn(|j| match (&self.joints[j], &later.joints[j]) {
            (Some(now), Some(later)) => {
                let change = (later.mean - now.mean).fixed_rows::<3>(3).into_owned();
                change * (VELOCITY_CHANGE_S / dt_s.max(MIN_STEP_S))
            }
            _ => Vector3::zeros(),
        })
    }

    /// The joints in the form that the pose prior takes them.
    pub fn filtered_joints(
        &self,
        velocity_changes: &VelocityChanges,
        views: impl Fn(usize) -> u8,
    ) -> FilteredJoints {
        let marginals = self.marginals();
        std::array::from_fn(|j| {
            let state = marginals[j].as_ref()?;
            Some(FilteredJoint {
                position: state.mean.fixed_rows::<3>(0).into(),
                velocity: state.mean.fixed_rows::<3>(3).into(),
                velocity_change: velocity_changes[j],
                sigma_m: (position_covariance(&state.covariance).trace() / 3.0)
                    .max(0.0)
                    .sqrt(),
                views: views(j),
            })
        })
    }

    /// The joints with their whole covariances Pᵢ = C + Dᵢ.
    pub fn marginals(&self) -> [Option<StateEstimate<N>>; JOINT_COUNT] {
        std::array::from_fn(|j| {
            let mut state = self.joints[j]?;
            if let Some(group) = group_of(j) {
                state.covariance += self.shared[group];
            }
            Some(state)
        })
    }

    /// Positions alone, still split.
    pub fn position_estimates(&self) -> PositionEstimates {
        let gaussian = |s: &StateEstimate<N>| Gaussian {
            mean: s.mean.fixed_rows::<3>(0).into_owned(),
            covariance: position_covariance(&s.covariance),
        };
        let joints = std::array::from_fn(|j| self.joints[j].as_ref().map(gaussian));
        (joints, self.shared.each_ref().map(position_covariance))
    }
}

/// A joint's smoothed state against its prediction.
struct Deviation<const N: usize> {
    /// δ.
    mean: SVector<f64, N>,
    /// The prediction's covariance D⁻, and its inverse.
    predicted: SMatrix<f64, N, N>,
    information: SMatrix<f64, N, N>,
}

impl<const N: usize> Deviation<N> {
    fn new(predicted: &StateEstimate<N>, later: &StateEstimate<N>) -> Option<Deviation<N>> {
        Some(Deviation {
            mean: later.mean - predicted.mean,
            information: regularized_inverse(&predicted.covariance)?,
            predicted: predicted.covariance,
        })
    }
}

/// The part of a group's deviations that its joints share, and what it adds to the state before.
#[derive(Clone, Copy)]
struct SharedDeviation<const N: usize> {
    deviation: SVector<f64, N>,
    offset: SVector<f64, N>,
}

impl<const N: usize> Default for SharedDeviation<N> {
    fn default() -> SharedDeviation<N> {
        SharedDeviation {
            deviation: SVector::zeros(),
            offset: SVector::zeros(),
        }
    }
}

/// (C⁻¹ + Σ Dᵢ⁻¹)⁻¹ Σ Dᵢ⁻¹ δᵢ, with `information` C⁻¹.
fn most_probable_shared<'a, const N: usize>(
    information: SMatrix<f64, N, N>,
    deviations: impl Iterator<Item = &'a Deviation<N>>,
) -> Option<SVector<f64, N>> {
    let (mut weight, mut sum) = (information, SVector::<f64, N>::zeros());
    for deviation in deviations {
        weight += deviation.information;
        sum += deviation.information * deviation.mean;
    }
    Some(weight.cholesky()?.solve(&sum))
}

fn regularized_inverse<const N: usize>(
    covariance: &SMatrix<f64, N, N>,
) -> Option<SMatrix<f64, N, N>> {
    let regularized = (covariance + SMatrix::identity() * REGULARIZATION).cholesky();
    regularized.map(|c| c.inverse())
}

/// Every joint at `history[at]`, given all later entries, and the change of its velocity.
pub(crate) fn smooth_history(
    history: &VecDeque<HistoryEntry>,
    at: usize,
) -> Option<(GroupedState<6>, VelocityChanges)> {
    let mut smoothed: Option<(GroupedState<6>, &HistoryEntry)> = None;
    let mut velocity_changes = VelocityChanges::default();
    for entry in history.range(at..).rev() {
        let filtered = |j: usize| Some(entry.steps[j].as_ref()?.filtered.state());
        let mut now = GroupedState::from_marginals(filtered, &entry.shared_filtered);
        if let Some((later, next)) = &smoothed {
            let predicted = |j: usize| Some(next.steps[j].as_ref()?.predicted.as_ref()?.state());
            let predicted = GroupedState::from_marginals(predicted, &next.shared_predicted);
            let dt_s = next.time.seconds_since(entry.time).max(0.0);
            now = now.smooth_step(&transition_matrix(dt_s), &predicted, later);
            velocity_changes = now.velocity_changes(later, dt_s);
        }
        smoothed = Some((now, entry));
    }
    smoothed.map(|(smoothed, _)| (smoothed, velocity_changes))
}

/// F of the constant-velocity model: position and velocity `dt_s` seconds on.
fn transition_matrix(dt_s: f64) -> Matrix6<f64> {
    let mut transition = Matrix6::identity();
    for i in 0..3 {
        transition[(i, i + 3)] = dt_s;
    }
    transition
}

/// F P Fᵀ + Q of the constant-velocity model after `dt_s` seconds under white acceleration of spectral density `q`, m²/s³.
pub(crate) fn propagate_covariance(covariance: &Matrix6<f64>, dt_s: f64, q: f64) -> Matrix6<f64> {
    let mut covariance = *covariance;
    // F from the left adds velocity rows to position rows; Fᵀ from the right does the same to columns.
    let rows = covariance.fixed_rows::<3>(3) * dt_s;
    let mut positions = covariance.fixed_rows_mut::<3>(0);
    positions += rows;
    let columns = covariance.fixed_columns::<3>(3) * dt_s;
    let mut positions = covariance.fixed_columns_mut::<3>(0);
    positions += columns;
    for i in 0..3 {
        covariance[(i, i)] += q * dt_s.powi(3) / 3.0;
        covariance[(i, i + 3)] += q * dt_s * dt_s / 2.0;
        covariance[(i + 3, i)] += q * dt_s * dt_s / 2.0;
        covariance[(i + 3, i + 3)] += q * dt_s;
    }
    covariance
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use nalgebra::{DMatrix, DVector, Vector6};

    use super::*;
    use crate::filter::correlated_joints::{GroupMember, update_group};

    const FOOT: usize = 1;

    /// An arbitrary covariance, another one for each `seed`.
    fn covariance(seed: usize, scale: f64) -> Matrix6<f64> {
        let a = Matrix6::from_fn(|i, j| ((7 * i + 3 * j + 5 * seed) as f64).sin());
        (a * a.transpose() + Matrix6::identity()) * scale
    }

    /// Four joints with their shared part as one dense covariance.
    fn dense(shared: &Matrix6<f64>, independent: &[Matrix6<f64>]) -> DMatrix<f64> {
        let mut all = DMatrix::zeros(24, 24);
        for (i, independent) in independent.iter().enumerate() {
            for j in 0..4 {
                all.fixed_view_mut::<6, 6>(6 * i, 6 * j).copy_from(shared);
            }
            let mut view = all.fixed_view_mut::<6, 6>(6 * i, 6 * i);
            view += independent;
        }
        all
    }

    fn update(i: usize) -> InformationUpdate {
        InformationUpdate {
            information: (covariance(9 + i, 900.0).fixed_view::<3, 3>(0, 0)).into_owned(),
            information_vector: Vector3::new(20.0, -8.0 * i as f64, 5.0),
        }
    }

    #[test]
    fn group_update_agrees_with_a_filter_of_the_whole_joint_state() {
        let (shared, independent) = (
            covariance(0, 1e-3),
            [1, 2, 3, 4].map(|s| covariance(s, 4e-4)),
        );
        let all = dense(&shared, &independent);
        let mut members: [_; 4] = std::array::from_fn(|i| {
            let covariance = shared + independent[i];
            let mean = Vector6::zeros();
            Some(GroupMember {
                state: StateEstimate { mean, covariance },
                update: (i != 2).then(|| update(i)),
            })
        });
        update_group(&mut shared.clone(), &mut members);
        let (mut information, mut vector) = (DMatrix::zeros(24, 24), DVector::zeros(24));
        for i in [0, 1, 3] {
            let update = update(i);
            information
                .fixed_view_mut::<3, 3>(6 * i, 6 * i)
                .copy_from(&update.information);
            vector
                .fixed_rows_mut::<3>(6 * i)
                .copy_from(&update.information_vector);
        }
        let posterior = (all.try_inverse().unwrap() + information)
            .try_inverse()
            .unwrap();
        let mean = posterior * vector;
        for (i, member) in members.iter().enumerate() {
            let error = member.unwrap().state.mean - mean.fixed_rows::<6>(6 * i);
            assert!(error.norm() < 1e-4 * mean.norm(), "{i}: {error}");
        }
    }

    /// A foot whose joints have these means, repeated over all six numbers.
    fn foot(
        shared: &Matrix6<f64>,
        mean: impl Fn(usize) -> f64,
        independent: impl Fn(usize) -> Matrix6<f64>,
    ) -> GroupedState<6> {
        let mut joints = [None; JOINT_COUNT];
        for (i, joint) in RIGID_GROUPS[FOOT].iter().enumerate() {
            joints[joint.index()] = Some(StateEstimate {
                mean: Vector6::repeat(mean(i)),
                covariance: independent(i),
            });
        }
        let mut all = [Matrix6::zeros(); RIGID_GROUPS.len()];
        all[FOOT] = *shared;
        GroupedState {
            joints,
            shared: all,
        }
    }

    #[test]
    fn smoothing_step_agrees_with_a_smoother_of_the_whole_joint_state() {
        let (shared, independent) = (
            covariance(0, 1e-3),
            [1, 2, 3, 4].map(|s| covariance(s, 4e-4)),
        );
        let all = dense(&shared, &independent);
        let transition = transition_matrix(0.04);
        let ahead = |m: &Matrix6<f64>| propagate_covariance(m, 0.04, 3.0);
        let deviation = |i: usize| [0.02, -0.01, 0.03, 0.05][i];
        let now = foot(&shared, |_| 0.0, |i| independent[i]);
        let predicted = foot(&ahead(&shared), |_| 0.0, |i| ahead(&independent[i]));
        let later = foot(&ahead(&shared), deviation, |i| ahead(&independent[i]));
        let smoothed = now.smooth_step(&transition, &predicted, &later);
        let dense_ahead = dense(&ahead(&shared), &independent.map(|m| ahead(&m)));
        let dense_transition = DMatrix::from_fn(24, 24, |i, j| {
            if i / 6 == j / 6 {
                transition[(i % 6, j % 6)]
            } else {
                0.0
            }
        });
        let deviations = DVector::from_fn(24, |i, _| deviation(i / 6));
        let mean =
            all * dense_transition.transpose() * dense_ahead.try_inverse().unwrap() * deviations;
        for (i, joint) in RIGID_GROUPS[FOOT].iter().enumerate() {
            let error = smoothed.joints[joint.index()].unwrap().mean - mean.fixed_rows::<6>(6 * i);
            assert!(error.norm() < 1e-4 * mean.norm(), "{i}: {error}");
        }
    }
}
