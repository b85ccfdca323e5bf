//! A track's filter cycle: prediction to the frame set's time, and the update with the people assigned to it.
//!
//! Views have their own exposures. The track is propagated to their mean, updated there, and propagated back; within that a
//! joint is taken along by its velocity. At the mean, errors of the velocity hardly shift the position
//! (docs/experiments/003-observation-times.md).

use nalgebra::Vector3;
use trackside_schema::Joint;

use super::filter_state::FilterState;
use super::measurements::{FrameMeasurements, TrackMeasurements};
use super::state::{MIN_VIEWS_TO_LOCATE, Track};
use crate::camera_health::HealthMonitor;
use crate::error_correlation::measurement_variance;
use crate::filter::correlated_joints::{
    GroupMember, INDEPENDENT_FRACTION, MAX_GROUP_SIZE, RIGID_GROUPS, group_of, update_group,
};
use crate::filter::joint_filter::JointState;
use crate::filter::single_view_depth::DepthBound;
use crate::left_right::LimbPair;
use crate::options::FusionOptions;
use crate::skeleton::bone_lengths::BoneLengthModel;
use crate::skeleton::skeleton_priors::{
    LENGTH_PRIORS, TRUNK_JOINTS, acceleration_psd, limb_parent,
};
use crate::smoothing::propagate_covariance;
use crate::triangulation::{pairwise_consensus, residual_vector};

/// Longer times are predicted in steps of this, s,
pub(crate) const MAX_PREDICTION_S: f64 = 0.1;
/// and in no more of them: the track is terminated by then.
const MAX_PREDICTIONS: f64 = 64.0;
/// A joint's observations are compared with its estimate, as a camera's residuals, where at least so many views agree.
const MIN_VIEWS_FOR_RESIDUALS: u8 = 3;
/// A bone beyond its limits by these factors is a joint in the wrong place.
const BONE_FACTORS: [f64; 2] = [0.4, 1.25];

impl Track {
    /// Predicts `dt_s` seconds ahead. Time without a frame set ages the track as frame sets without views would: it is predicted
    /// in steps.
    pub fn predict(&mut self, dt_s: f64, options: &FusionOptions) {
        self.exchange_sides(dt_s);
        self.prior_weight.decay(dt_s);
        self.measurements.residuals.advance(dt_s);
        self.history.lag_velocities(&self.filter.filtered, dt_s);
        let steps = (dt_s / MAX_PREDICTION_S).ceil().clamp(1.0, MAX_PREDICTIONS);
        for _ in 0..steps as usize {
            self.predict_step(dt_s / steps, options);
        }
        self.filter.predicted.clone_from(&self.filter.filtered);
    }

    fn predict_step(&mut self, dt_s: f64, options: &FusionOptions) {
        let velocity = self.velocity();
        let body = &mut self.filter.filtered;
        let mut min_psd = [f64::INFINITY; RIGID_GROUPS.len()];
        for joint in Joint::ALL {
            if let Some(s) = &mut body.joints[joint.index()] {
                let speed = s.velocity.norm().max(velocity.map_or(0.0, |v| v.norm()));
                let psd = options.process_noise_scale * acceleration_psd(joint, speed);
                if let Some(group) = group_of(joint.index()) {
                    min_psd[group] = min_psd[group].min(psd);
                }
                s.predict(dt_s, psd, velocity);
                if s.unobserved_s > options.joint_coast_s && self.unobserved_s == 0.0 {
                    body.joints[joint.index()] = None;
                }
            }
        }
        for (shared, min_psd) in body.shared.iter_mut().zip(min_psd) {
            if min_psd.is_finite() {
                let psd = min_psd * (1.0 - INDEPENDENT_FRACTION);
                *shared = propagate_covariance(shared, dt_s, psd);
            }
        }
        self.unobserved_s += dt_s;
    }

    /// Exchanges left and right, the history's included, where a majority of recent views had them the other way round.
    fn exchange_sides(&mut self, dt_s: f64) {
        for limb in [LimbPair::Arms, LimbPair::Legs] {
            if !self.side_evidence[limb as usize].decide_exchange(dt_s) {
                continue;
            }
            for left in limb.left_joints() {
                let (left, right) = (left.index(), left.mirrored().index());
                self.filter.filtered.joints.swap(left, right);
                self.history.swap_joints(left, right);
            }
        }
    }

    /// Updates with the people that the association assigned to the track, which has this `index`.
    pub fn update(
        &mut self,
        index: usize,
        frame: &FrameMeasurements<'_>,
        health: &mut HealthMonitor,
    ) {
        self.measurements.collect_people(index, frame.observations);
        self.measurements.residuals.reserve(frame.cameras.len());
        let mean_offset_s = self.measurements.mean_offset_s;
        self.propagate(mean_offset_s);
        let mut views = 0;
        let trunk_velocity = self.velocity().unwrap_or_default();
        for joint in Joint::ALL {
            let state = &self.joints()[joint.index()];
            let velocity = state.as_ref().map_or(trunk_velocity, |s| s.velocity);
            self.measurements
                .collect_joint(joint, velocity, frame.observations);
            let is_single = self.update_joint(joint, trunk_velocity, frame);
            if is_single {
                self.bound_depth(joint, trunk_velocity, frame);
            }
            let state = self.joints()[joint.index()].as_ref();
            if let Some((position, joint_views)) = state.map(|s| (s.position, s.views)) {
                let trunk_joint = TRUNK_JOINTS.iter().position(|j| *j == joint);
                if let (Some(trunk_joint), MIN_VIEWS_FOR_RESIDUALS..) = (trunk_joint, joint_views) {
                    let TrackMeasurements {
                        of_joint,
                        residuals,
                        ..
                    } = &mut self.measurements;
                    for o in of_joint {
                        let residual = residual_vector(frame.cameras, o, &position);
                        let normalized = residual.map_or(f64::INFINITY, |(norm, _)| norm);
                        health.record_residual(o.camera, normalized);
                        if let Some((_, residual)) = residual {
                            let correlation = &mut health.correlation;
                            residuals.record(o.camera, trunk_joint, residual, correlation);
                        }
                    }
                }
                views = views.max(joint_views);
            }
        }
        self.update_groups();
        self.propagate(-mean_offset_s);
        self.drop_implausible_bones();
        if views > 0 {
            self.unobserved_s = 0.0;
            self.add_evidence(f64::from(views) - 1.0, frame.options);
        } else {
            self.add_evidence(-1.0, frame.options);
        }
    }

    /// Propagates body and prediction by a time so short that process noise does not matter.
    fn propagate(&mut self, dt_s: f64) {
        self.filter.filtered.propagate(dt_s);
        self.filter.predicted.propagate(dt_s);
    }

    /// Updates or initiates a joint with its observations. Returns whether a single view shows it.
    fn update_joint(
        &mut self,
        joint: Joint,
        trunk_velocity: Vector3<f64>,
        frame: &FrameMeasurements<'_>,
    ) -> bool {
        let (cameras, gate_sigma) = (frame.cameras, frame.options.gate_sigma);
        let observations = &mut self.measurements.of_joint;
        let state = &mut self.filter.filtered.joints[joint.index()];
        match state {
            Some(s) => {
                s.gate_and_update(cameras, observations, gate_sigma);
            }
            None => {
                if let Some(measured) = pairwise_consensus(cameras, observations, gate_sigma) {
                    let views = observations.iter().filter(|o| o.is_inlier).count() as u8;
                    *state = Some(JointState::new(measured, trunk_velocity, views));
                }
            }
        }
        match state {
            Some(s) => s.views == 1,
            None => observations.len() == 1,
        }
    }

    /// Bounds the depth of a joint that a single view shows by the bone to its parent.
    fn bound_depth(
        &mut self,
        joint: Joint,
        trunk_velocity: Vector3<f64>,
        frame: &FrameMeasurements<'_>,
    ) {
        let Some(parent) = limb_parent(joint) else {
            return;
        };
        let Some(parent_state) = self.joints()[parent.index()].filter(|s| s.views > 0) else {
            return;
        };
        let length_m = self
            .bone_lengths
            .length_m(frame.mirror_pairs, joint, parent);
        let state = &mut self.filter.filtered.joints[joint.index()];
        // The only observation of an unknown joint was never gated.
        let observations = &self.measurements.of_joint;
        let mut observed = observations
            .iter()
            .filter(|o| state.is_none() || o.is_inlier);
        let bound = observed.next().zip(length_m);
        let bound = bound.and_then(|(o, m)| DepthBound::new(frame.cameras, o, &parent_state, m));
        match (state, bound) {
            (Some(s), Some(bound)) => {
                if let Some(bounded) = bound.apply(&s.position_estimate()) {
                    s.condition_on_position(bounded, s.views);
                    s.is_depth_bounded = true;
                }
            }
            (state @ None, Some(bound)) => {
                *state = Some(JointState {
                    is_depth_bounded: true,
                    ..JointState::new(bound.estimate(), trunk_velocity, 1)
                });
            }
            (_, None) => {}
        }
    }

    /// Spreads each joint's update over its rigid group.
    fn update_groups(&mut self) {
        let FilterState {
            predicted,
            filtered,
            updates,
        } = &mut self.filter;
        let before = updates.iter_mut().zip(&predicted.joints);
        for ((update, predicted), filtered) in before.zip(&mut filtered.joints) {
            *update = filtered
                .as_ref()
                .and_then(|f| f.information_gained(predicted.as_ref()));
            if let (Some(f), Some(update)) = (filtered, update)
                && f.views >= MIN_VIEWS_TO_LOCATE
            {
                f.measured_variance = measurement_variance(&update.information, f.views);
            }
        }
        self.prior_weight.update(updates);
        for (group, shared) in RIGID_GROUPS.iter().zip(&mut filtered.shared) {
            let mut members = [None; MAX_GROUP_SIZE];
            for (member, joint) in members.iter_mut().zip(*group) {
                let j = joint.index();
                let is_continued = filtered.joints[j].is_some_and(|s| s.is_continued);
                let predicted = predicted.joints[j].filter(|_| is_continued);
                *member = predicted.map(|predicted| GroupMember {
                    state: predicted.state(),
                    update: updates[j],
                });
            }
            let members = &mut members[..group.len()];
            update_group(shared, members);
            for (joint, member) in group.iter().zip(members) {
                match (&mut filtered.joints[joint.index()], member) {
                    (Some(joint), Some(member)) => joint.set_state(&member.state),
                    // The error of a joint that was initiated now is independent of the group's.
                    (Some(joint), None) => {
                        let mut state = joint.state();
                        state.covariance += *shared;
                        joint.set_state(&state);
                    }
                    (None, _) => {}
                }
            }
        }
    }

    /// Drops one end of each bone that is longer or shorter than any in a body of the athlete's size: the one with fewer views
    /// or the larger uncertainty.
    fn drop_implausible_bones(&mut self) {
        let stature_m = self.bone_lengths.stature_m();
        let body = &mut self.filter.filtered;
        for bone in LENGTH_PRIORS.iter().filter(|p| p.limits.is_some()) {
            let [a, b] = bone.ends;
            let (Some(sa), Some(sb)) = (&body.joints[a.index()], &body.joints[b.index()]) else {
                continue;
            };
            let length_m = (sa.position - sb.position).norm();
            if BoneLengthModel::is_implausible(bone, length_m, stature_m, BONE_FACTORS) {
                let worse = if (sa.views, -sa.sigma_m()) < (sb.views, -sb.sigma_m()) {
                    a
                } else {
                    b
                };
                body.joints[worse.index()] = None;
            }
        }
    }
}
