//! A track's filter cycle: prediction to the frame set's time, and the update with the people assigned to it.
//!
//! Views have their own exposures. The track is propagated to their mean, updated there, and propagated back; within that a
//! joint is taken along by its velocity. At the mean, errors of the velocity hardly shift the position
//! (docs/experiments/003-observation-times.md).

use nalgebra::Vector3;
use trackside_schema::Joint;

use super::state::Track;
use crate::camera_health::HealthMonitor;
use crate::camera_view::CameraView;
use crate::filter::correlated_joints::{
    GroupMember, INDEPENDENT_FRACTION, MAX_GROUP_SIZE, RIGID_GROUPS, group_of, update_group,
};
use crate::filter::joint_filter::JointState;
use crate::filter::single_view_depth::DepthBound;
use crate::left_right::LimbPair;
use crate::observations::FrameObservations;
use crate::options::FusionOptions;
use crate::pose_prior::VELOCITY_CHANGE_S;
use crate::skeleton::skeleton_fit::SkeletonFitter;
use crate::skeleton::skeleton_priors::{BONE_LIMITS, TRUNK_JOINTS, acceleration_psd, limb_parent};
use crate::smoothing::propagate_covariance;
use crate::triangulation::{PointObservation, normalized_residual, pairwise_consensus};

/// A joint's observations are compared with its estimate, as a camera's residuals, where at least so many views agree.
const MIN_VIEWS_FOR_RESIDUALS: u8 = 3;
/// A bone beyond its limits by these factors is a joint in the wrong place.
const BONE_MAX_FACTOR: f64 = 1.25;
const BONE_MIN_FACTOR: f64 = 0.4;

impl Track {
    /// Predicts `dt_s` seconds ahead.
    pub fn predict(&mut self, dt_s: f64, options: &FusionOptions) {
        self.exchange_sides(dt_s);
        self.prior_weight.decay(dt_s);
        for (lagged, joint) in self.lagged_velocity.iter_mut().zip(&self.joints) {
            *lagged = joint.map(|s| {
                let before = lagged.unwrap_or(s.velocity);
                before + (s.velocity - before) * (1.0 - (-dt_s / VELOCITY_CHANGE_S).exp())
            });
        }
        let velocity = self.velocity();
        let mut min_psd = [f64::INFINITY; RIGID_GROUPS.len()];
        for joint in Joint::ALL {
            if let Some(s) = &mut self.joints[joint.index()] {
                let speed = s.velocity.norm().max(velocity.map_or(0.0, |v| v.norm()));
                let psd = options.process_noise_scale * acceleration_psd(joint, speed);
                if let Some(group) = group_of(joint.index()) {
                    min_psd[group] = min_psd[group].min(psd);
                }
                s.predict(dt_s, psd, velocity);
                if s.unobserved_s > options.joint_coast_s && self.unobserved_s == 0.0 {
                    self.joints[joint.index()] = None;
                }
            }
        }
        for (shared, min_psd) in self.shared.iter_mut().zip(min_psd) {
            if min_psd.is_finite() {
                let psd = min_psd * (1.0 - INDEPENDENT_FRACTION);
                *shared = propagate_covariance(shared, dt_s, psd);
            }
        }
        self.shared_predicted = self.shared;
        self.predicted = self.joints;
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
                self.joints.swap(left, right);
                self.lagged_velocity.swap(left, right);
                self.history
                    .iter_mut()
                    .for_each(|e| e.steps.swap(left, right));
            }
        }
    }

    /// Updates with the people that the association assigned to the track, which has this `index`.
    pub fn update(
        &mut self,
        index: usize,
        cameras: &[CameraView],
        observations: &FrameObservations,
        health: &mut HealthMonitor,
        fitter: &SkeletonFitter,
        options: &FusionOptions,
    ) {
        let assigned = |(i, track): (usize, &Option<usize>)| (*track == Some(index)).then_some(i);
        self.assigned.clear();
        self.assigned.extend(
            observations
                .assigned_track
                .iter()
                .enumerate()
                .filter_map(assigned),
        );
        let offsets = self
            .assigned
            .iter()
            .map(|&i| observations.people[i].time_offset_s);
        let mean_offset_s = offsets.sum::<f64>() / self.assigned.len().max(1) as f64;
        self.propagate(mean_offset_s);
        let mut views = 0;
        let trunk_velocity = self.velocity().unwrap_or_default();
        for joint in Joint::ALL {
            self.collect_observations(joint, observations, mean_offset_s, trunk_velocity);
            let is_single = self.update_joint(joint, trunk_velocity, cameras, options);
            if is_single {
                self.bound_depth(joint, trunk_velocity, cameras, fitter);
            }
            if let Some(s) = &self.joints[joint.index()] {
                if s.views >= MIN_VIEWS_FOR_RESIDUALS && TRUNK_JOINTS.contains(&joint) {
                    for o in &self.scratch {
                        let residual = normalized_residual(cameras, o, &s.position);
                        health.record_residual(o.camera, residual);
                    }
                }
                views = views.max(s.views);
            }
        }
        self.update_groups();
        self.propagate(-mean_offset_s);
        self.drop_implausible_bones();
        if views > 0 {
            self.unobserved_s = 0.0;
            self.add_evidence(f64::from(views) - 1.0, options);
        } else {
            self.add_evidence(-1.0, options);
        }
    }

    /// Propagates joints and predictions by a time so short that process noise does not matter.
    fn propagate(&mut self, dt_s: f64) {
        let joints = self.joints.iter_mut().chain(&mut self.predicted);
        joints.flatten().for_each(|s| s.propagate(dt_s));
        for shared in self.shared.iter_mut().chain(&mut self.shared_predicted) {
            *shared = propagate_covariance(shared, dt_s, 0.0);
        }
    }

    /// Collects the assigned people's observations of a joint in `scratch`, each with the joint's motion since the mean exposure.
    fn collect_observations(
        &mut self,
        joint: Joint,
        observations: &FrameObservations,
        mean_offset_s: f64,
        trunk_velocity: Vector3<f64>,
    ) {
        let state = &self.joints[joint.index()];
        let velocity = state.as_ref().map_or(trunk_velocity, |s| s.velocity);
        self.scratch.clear();
        for person in self.assigned.iter().map(|&i| &observations.people[i]) {
            if let Some(observation) = person.joints[joint.index()] {
                self.scratch.push(PointObservation {
                    motion_offset: velocity * (person.time_offset_s - mean_offset_s),
                    ..observation
                });
            }
        }
    }

    /// Updates or initiates a joint with the observations in `scratch`. Returns whether a single view shows it.
    fn update_joint(
        &mut self,
        joint: Joint,
        trunk_velocity: Vector3<f64>,
        cameras: &[CameraView],
        options: &FusionOptions,
    ) -> bool {
        let gate_sigma = options.gate_sigma;
        let state = &mut self.joints[joint.index()];
        match state {
            Some(s) => {
                s.gate_and_update(cameras, &mut self.scratch, gate_sigma);
            }
            None => {
                if let Some(measured) = pairwise_consensus(cameras, &mut self.scratch, gate_sigma) {
                    let views = self.scratch.iter().filter(|o| o.is_inlier).count() as u8;
                    *state = Some(JointState::new(measured, trunk_velocity, views));
                }
            }
        }
        match state {
            Some(s) => s.views == 1,
            None => self.scratch.len() == 1,
        }
    }

    /// Bounds the depth of a joint that a single view shows by the bone to its parent.
    fn bound_depth(
        &mut self,
        joint: Joint,
        trunk_velocity: Vector3<f64>,
        cameras: &[CameraView],
        fitter: &SkeletonFitter,
    ) {
        let Some(parent) = limb_parent(joint) else {
            return;
        };
        let Some(parent_state) = self.joints[parent.index()].filter(|s| s.views > 0) else {
            return;
        };
        let length_m = self
            .bone_lengths
            .length_m(&fitter.mirror_pairs, joint, parent);
        let state = &mut self.joints[joint.index()];
        // The only observation of an unknown joint was never gated.
        let mut observed = self
            .scratch
            .iter()
            .filter(|o| state.is_none() || o.is_inlier);
        let bound = observed.next().zip(length_m);
        let bound = bound.and_then(|(o, m)| DepthBound::new(cameras, o, &parent_state, m));
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
        for ((update, predicted), filtered) in self
            .updates
            .iter_mut()
            .zip(&self.predicted)
            .zip(&self.joints)
        {
            *update = filtered
                .as_ref()
                .and_then(|f| f.information_gained(predicted.as_ref()));
        }
        self.prior_weight.update(&self.updates);
        for (group, shared) in RIGID_GROUPS.iter().zip(&mut self.shared) {
            let mut members = [None; MAX_GROUP_SIZE];
            for (member, joint) in members.iter_mut().zip(*group) {
                let j = joint.index();
                let is_continued = self.joints[j].is_some_and(|s| s.is_continued);
                let predicted = self.predicted[j].filter(|_| is_continued);
                *member = predicted.map(|predicted| GroupMember {
                    state: predicted.state(),
                    update: self.updates[j],
                });
            }
            let members = &mut members[..group.len()];
            update_group(shared, members);
            for (joint, member) in group.iter().zip(members) {
                match (&mut self.joints[joint.index()], member) {
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

    /// Drops one end of each bone that is longer or shorter than any: the one with fewer views or the larger uncertainty.
    fn drop_implausible_bones(&mut self) {
        for bone in &BONE_LIMITS {
            let [a, b] = bone.ends;
            let (Some(sa), Some(sb)) = (&self.joints[a.index()], &self.joints[b.index()]) else {
                continue;
            };
            let length = (sa.position - sb.position).norm();
            if length > bone.max_m * BONE_MAX_FACTOR || length < bone.min_m * BONE_MIN_FACTOR {
                let worse = if (sa.views, -sa.sigma_m()) < (sb.views, -sb.sigma_m()) {
                    a
                } else {
                    b
                };
                self.joints[worse.index()] = None;
            }
        }
    }

    /// The shared position covariance of each rigid group.
    pub fn shared_position_covariance(&self) -> [nalgebra::Matrix3<f64>; RIGID_GROUPS.len()] {
        self.shared
            .each_ref()
            .map(crate::gaussian::position_covariance)
    }
}
