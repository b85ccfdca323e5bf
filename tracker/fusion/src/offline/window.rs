//! One athlete over the frame sets of a window: filtered forwards, smoothed backwards, observations weighted again, and the
//! same once more.

use nalgebra::Vector3;
use trackside_schema::{
    Athlete, JOINT_COUNT, Joint, Joint3d, Skeleton3d, Timestamp, TrackState, WorldPoint,
};

use super::linking::LinkedTrack;
use super::retained_observations::RetainedObservations;
use super::singer_model::{self, InformationMeasurement, ORDER, SingerState, StateMatrix};
use crate::camera_view::CameraView;
use crate::error_correlation::{add_lasting_errors, measurement_variance};
use crate::filter::correlated_joints::{
    GroupMember, INDEPENDENT_FRACTION, InformationUpdate, MAX_GROUP_SIZE, RIGID_GROUPS,
    SharedCovariance, group_of, update_group,
};
use crate::gaussian::{Gaussian, position_covariance};
use crate::options::FusionOptions;
use crate::output::has_joints;
use crate::pose_prior::PosePrior;
use crate::skeleton::bone_consistency::bone_weights;
use crate::skeleton::bone_lengths::MirrorPairs;
use crate::skeleton::skeleton_fit::{FittedJoints, PositionEstimates, SkeletonFitter};
use crate::skeleton::skeleton_priors::{TRUNK_JOINTS, acceleration_psd};
use crate::smoothing::{FilterStep, GroupedState, HistoryEntry, VelocityChanges};
use crate::track::{MAX_SIGMA_M, MIN_VIEWS_TO_LOCATE};

/// Factor on the spectral density of accelerations, with respect to the live filter: a decaying acceleration has less power
/// at high frequencies than a white one (docs/reference/fusion.md, "Streams").
const PSD_FACTOR: f64 = 1.4;
/// A joint that was not observed for longer than this, s, is initiated again.
const MAX_UNOBSERVED_S: f64 = 1.0;
/// A joint whose bone is so many standard deviations off counts half when observations are weighted again.
const BONE_HALF_WEIGHT_SIGMA: f64 = 3.0;
/// A path that fewer views made is no reference to weight them against.
const MIN_VIEWS_TO_REWEIGHT: u8 = 2;

/// One frame set of the window, for all athletes.
#[derive(Clone, Copy, Debug)]
pub(super) struct FrameTime {
    pub tick: u64,
    pub time: Timestamp,
}

/// What the live filter recorded of the athlete at one frame set, and the observations assigned to it.
pub(super) struct RecordedStep<'a> {
    pub entry: &'a HistoryEntry,
    pub observations: Vec<&'a RetainedObservations>,
}

/// What one frame set's observations say of one joint.
#[derive(Clone, Copy)]
struct JointMeasurement {
    measurement: InformationMeasurement,
    /// Whether the live filter initiated the joint again with it.
    is_initiation: bool,
}

/// By joint.
type FrameMeasurements = [Option<JointMeasurement>; JOINT_COUNT];

/// The forward filter's state: an athlete's joints at one frame set.
#[derive(Clone, Debug)]
pub(super) struct FilterState {
    joints: [Option<SingerState>; JOINT_COUNT],
    /// The covariance that rigid groups share.
    shared: SharedCovariance<ORDER>,
}

impl FilterState {
    fn grouped(&self) -> GroupedState<ORDER> {
        GroupedState::from_marginals(|j| Some(self.joints[j]?.state), &self.shared)
    }
}

/// One frame set of the forward filter.
struct ForwardStep {
    /// Without joints that began with this frame set.
    predicted: FilterState,
    filtered: FilterState,
    /// By joint.
    views: [u8; JOINT_COUNT],
}

/// An athlete at one frame set of the window.
pub(super) struct WindowedAthlete {
    /// Index in the window.
    pub frame: usize,
    pub athlete: Athlete,
}

/// One athlete over the window.
pub(super) struct Window<'a> {
    pub athlete: &'a LinkedTrack,
    pub frames: &'a [FrameTime],
    /// By frame set: what was recorded while the athlete's track existed.
    pub recorded: &'a [Option<RecordedStep<'a>>],
    /// Time between the last frame set that was output and the first of the window, s.
    pub since_last_s: f64,
    /// So many frame sets of the window are output; the others are what comes after.
    pub count: usize,
    pub cameras: &'a [CameraView],
    pub options: &'a FusionOptions,
    /// The share of the detectors' error variance that lasts.
    pub lasting_share: f64,
}

impl Window<'_> {
    /// The athlete at the frame sets that are output. `checkpoint` is the filter's state at the last one output, before and
    /// after.
    pub fn smooth(
        &self,
        fitter: &mut SkeletonFitter,
        prior: &PosePrior,
        checkpoint: &mut Option<FilterState>,
    ) -> Vec<WindowedAthlete> {
        let start = checkpoint.take();
        let live = |step: &Option<RecordedStep>| {
            let measurements = step.as_ref().map(|s| recorded_measurements(s.entry));
            measurements.unwrap_or([None; JOINT_COUNT])
        };
        let mut measurements: Vec<FrameMeasurements> = self.recorded.iter().map(live).collect();
        let steps = self.filter_forwards(start.clone(), &measurements);
        self.smooth_backwards(&steps, |at, smoothed, _| {
            self.reweight(at, smoothed, &fitter.mirror_pairs, &mut measurements[at]);
        });
        let steps = self.filter_forwards(start, &measurements);
        let tracklets = &self.athlete.tracklets;
        let first_tick = tracklets.first().map_or(u64::MAX, |t| t.1);
        let last_tick = tracklets.last().map_or(0, |t| t.2);
        // By joint: whether it is observed again later, so that it lies between two observations.
        let mut observed_again = [false; JOINT_COUNT];
        let mut athletes = Vec::new();
        self.smooth_backwards(&steps, |at, smoothed, velocity_changes| {
            let step = &steps[at];
            for (j, again) in observed_again.iter_mut().enumerate() {
                *again |= step.views[j] > 0;
                *again &= step.filtered.joints[j].is_some();
            }
            if at < self.count && (first_tick..=last_tick).contains(&self.frames[at].tick) {
                let known = (smoothed, velocity_changes);
                let athlete = self.output(fitter, prior, step, known, &observed_again);
                athletes.extend(athlete.map(|athlete| WindowedAthlete { frame: at, athlete }));
            }
            for (again, predicted) in observed_again.iter_mut().zip(&step.predicted.joints) {
                *again &= predicted.is_some();
            }
        });
        let last = self.count.checked_sub(1);
        *checkpoint = last.map(|last| steps[last].filtered.clone());
        athletes
    }

    /// The output message: the skeleton fitted to the smoothed joints; `None` where no joint is known.
    fn output(
        &self,
        fitter: &mut SkeletonFitter,
        prior: &PosePrior,
        step: &ForwardStep,
        (smoothed, velocity_changes): (&GroupedState<ORDER>, &VelocityChanges),
        observed_again: &[bool; JOINT_COUNT],
    ) -> Option<Athlete> {
        let is_recent = |j: usize| {
            let joint = step.filtered.joints[j];
            joint.is_some_and(|s| s.unobserved_s <= self.options.joint_coast_s)
        };
        let mut estimates: PositionEstimates = smoothed.position_estimates();
        for (j, joint) in estimates.0.iter_mut().enumerate() {
            *joint = joint.filter(|_| observed_again[j] || is_recent(j));
        }
        let velocity = |j: &Joint| {
            estimates.0[j.index()]?;
            Some(singer_model::velocity(&smoothed.joints[j.index()]?.mean))
        };
        let count = TRUNK_JOINTS.iter().filter_map(velocity).count();
        let sum: Vector3<f64> = TRUNK_JOINTS.iter().filter_map(velocity).sum();
        let (mut fitted, _) = fitter.fit(&self.athlete.bone_lengths, estimates, |_| false);
        add_lasting_errors(&mut fitted, self.lasting_share, |j| {
            step.filtered.joints[j].as_ref()?.measured_variance
        });
        if self.options.pose_prior {
            let joints = smoothed.filtered_joints(velocity_changes, |j| step.views[j]);
            prior.correct_smoothed(&joints, &mut fitted, &self.athlete.prior_weight);
        }
        let is_observed = step.views.iter().any(|&v| v > 0);
        let athlete = Athlete {
            id: self.athlete.id,
            team: None,
            number: None,
            state: if is_observed {
                TrackState::Confirmed
            } else {
                TrackState::Coasting
            },
            skeleton: skeleton(&fitted, &step.views),
            velocity_m_s: (count > 0).then(|| (sum / count as f64).into()),
        };
        Some(athlete).filter(has_joints)
    }

    /// Weights a frame set's observations again, given the smoothed path.
    fn reweight(
        &self,
        at: usize,
        smoothed: &GroupedState<ORDER>,
        mirror_pairs: &MirrorPairs,
        measurements: &mut FrameMeasurements,
    ) {
        let Some(recorded) = &self.recorded[at] else {
            return;
        };
        let mut reweighted = [None; JOINT_COUNT];
        let states = smoothed.marginals();
        for observations in &recorded.observations {
            observations.add_reweighted(self.cameras, &states, &mut reweighted);
        }
        for (slot, measurement) in measurements.iter_mut().zip(reweighted) {
            let Some(measurement) = measurement else {
                continue;
            };
            let live_views = slot.map_or(0, |m| m.measurement.views);
            if measurement.views.max(live_views) >= MIN_VIEWS_TO_REWEIGHT {
                let is_initiation = slot.is_some_and(|m| m.is_initiation);
                *slot = (measurement.views > 0).then_some(JointMeasurement {
                    measurement,
                    is_initiation,
                });
            }
        }
        let joint = |j: usize| {
            let state = states[j].as_ref()?;
            Some(Gaussian {
                mean: singer_model::position(&state.mean),
                covariance: position_covariance(&state.covariance),
            })
        };
        let lengths = &self.athlete.bone_lengths;
        let weights = bone_weights(joint, lengths, mirror_pairs, BONE_HALF_WEIGHT_SIGMA);
        for (slot, weight) in measurements.iter_mut().zip(weights) {
            if let Some(m) = slot {
                m.measurement.information *= weight;
                m.measurement.information_vector *= weight;
            }
        }
    }

    /// Filters the window forwards from `start`.
    fn filter_forwards(
        &self,
        start: Option<FilterState>,
        measurements: &[FrameMeasurements],
    ) -> Vec<ForwardStep> {
        let mut steps: Vec<ForwardStep> = Vec::with_capacity(self.frames.len());
        let mut state = start.unwrap_or(FilterState {
            joints: [None; JOINT_COUNT],
            shared: [StateMatrix::zeros(); RIGID_GROUPS.len()],
        });
        let mut trunk_velocity = Vector3::zeros();
        let mut last_time = None;
        for ((frame, recorded), measurements) in
            self.frames.iter().zip(self.recorded).zip(measurements)
        {
            let since_s = |last: Timestamp| frame.time.seconds_since(last).max(0.0);
            let dt_s = last_time
                .replace(frame.time)
                .map_or(self.since_last_s, since_s);
            let recorded_velocity = recorded.as_ref().and_then(|r| r.entry.velocity);
            trunk_velocity = recorded_velocity.unwrap_or(trunk_velocity);
            let psd = self.predict(&mut state, dt_s, &trunk_velocity);
            let step = self.update(state, measurements, &trunk_velocity, &psd);
            state = step.filtered.clone();
            steps.push(step);
        }
        steps
    }

    /// Predicts `dt_s` seconds ahead. Returns the spectral densities of all joints' accelerations.
    fn predict(
        &self,
        state: &mut FilterState,
        dt_s: f64,
        trunk_velocity: &Vector3<f64>,
    ) -> [f64; JOINT_COUNT] {
        let mut psds = [0.0; JOINT_COUNT];
        for (joint, psd) in Joint::ALL.into_iter().zip(&mut psds) {
            let slot = &mut state.joints[joint.index()];
            let speed = slot.map_or(0.0, |s| s.velocity().norm());
            let scale = PSD_FACTOR * self.options.process_noise_scale;
            *psd = scale * acceleration_psd(joint, speed.max(trunk_velocity.norm()));
            if let Some(s) = slot {
                s.predict(dt_s, *psd);
            }
            *slot = slot.filter(|s| s.unobserved_s <= MAX_UNOBSERVED_S);
        }
        for (joints, shared) in RIGID_GROUPS.iter().zip(&mut state.shared) {
            let min = |min_psd: f64, j: &Joint| min_psd.min(psds[j.index()]);
            let shared_psd = (1.0 - INDEPENDENT_FRACTION) * joints.iter().fold(f64::INFINITY, min);
            let is_new = joints.iter().all(|j| state.joints[j.index()].is_none());
            *shared = if is_new {
                singer_model::initial_shared_covariance(shared_psd)
            } else {
                singer_model::propagate_covariance(shared, dt_s, shared_psd)
            };
        }
        psds
    }

    /// Updates with a frame set's measurements.
    fn update(
        &self,
        mut predicted: FilterState,
        measurements: &FrameMeasurements,
        trunk_velocity: &Vector3<f64>,
        psds: &[f64; JOINT_COUNT],
    ) -> ForwardStep {
        let mut views = [0; JOINT_COUNT];
        let mut updates = [None; JOINT_COUNT];
        let mut initiated = [None; JOINT_COUNT];
        for j in 0..JOINT_COUNT {
            let Some(JointMeasurement {
                measurement,
                is_initiation,
            }) = measurements[j]
            else {
                continue;
            };
            views[j] = measurement.views;
            let slot = &mut predicted.joints[j];
            // The live filter gave up its prediction. This filter's may be better.
            let is_initiation = is_initiation || slot.is_none();
            if is_initiation && !slot.is_some_and(|s| self.is_within_gate(&s, &measurement)) {
                *slot = None;
                let new = |measured| SingerState::new(&measured, *trunk_velocity, psds[j]);
                initiated[j] = measurement.position().map(new);
            } else if let Some(s) = slot {
                updates[j] = Some(measurement.relative_to(&s.position_estimate().mean));
            }
        }
        let mut filtered = predicted.clone();
        update_rigid_groups(&mut filtered, &predicted, &updates);
        for (j, slot) in filtered.joints.iter_mut().enumerate() {
            match (&mut *slot, group_of(j)) {
                (Some(s), None) => updates[j].iter().for_each(|update| s.update(update)),
                (None, group) => {
                    *slot = initiated[j];
                    // The error of a joint that is initiated now is independent of the group's.
                    if let (Some(s), Some(group)) = (slot, group) {
                        s.state.covariance += filtered.shared[group];
                    }
                }
                _ => {}
            }
        }
        let joints = filtered.joints.iter_mut().zip(&updates);
        for ((slot, update), measured) in joints.zip(measurements) {
            if let (Some(s), true) = (&mut *slot, update.is_some()) {
                s.unobserved_s = 0.0;
            }
            if let (Some(s), Some(measured)) = (slot, measured)
                && measured.measurement.views >= MIN_VIEWS_TO_LOCATE
            {
                s.measured_variance = measurement_variance(
                    &measured.measurement.information,
                    measured.measurement.views,
                );
            }
        }
        ForwardStep {
            predicted,
            filtered,
            views,
        }
    }

    /// Whether a measurement is within the gate of a prediction; one that leaves the position open is.
    fn is_within_gate(&self, state: &SingerState, measurement: &InformationMeasurement) -> bool {
        let Some(measured) = measurement.position() else {
            return true;
        };
        let predicted = state.position_estimate();
        let error = measured.mean - predicted.mean;
        let information = (predicted.covariance + measured.covariance).try_inverse();
        let gate_sigma = self.options.gate_sigma;
        information.is_some_and(|i| error.dot(&(i * error)) < gate_sigma * gate_sigma)
    }

    /// Smooths backwards, and calls `each` with the index, the smoothed state and the velocity changes of every frame set, the
    /// last one first.
    fn smooth_backwards(
        &self,
        steps: &[ForwardStep],
        mut each: impl FnMut(usize, &GroupedState<ORDER>, &VelocityChanges),
    ) {
        let mut next: Option<(GroupedState<ORDER>, &ForwardStep, Timestamp)> = None;
        for (at, step) in steps.iter().enumerate().rev() {
            let time = self.frames[at].time;
            let mut smoothed = step.filtered.grouped();
            let mut velocity_changes = VelocityChanges::default();
            if let Some((later, next, next_time)) = &next {
                let dt_s = next_time.seconds_since(time).max(0.0);
                let transition = singer_model::transition_matrix(dt_s);
                smoothed = smoothed.smooth_step(&transition, &next.predicted.grouped(), later);
                velocity_changes = smoothed.velocity_changes(later, dt_s);
            }
            each(at, &smoothed, &velocity_changes);
            next = Some((smoothed, step, time));
        }
    }
}

/// Updates the joints of rigid groups, each with all of its group's measurements.
fn update_rigid_groups(
    filtered: &mut FilterState,
    predicted: &FilterState,
    updates: &[Option<InformationUpdate>; JOINT_COUNT],
) {
    for (joints, shared) in RIGID_GROUPS.iter().zip(&mut filtered.shared) {
        let mut members = [None; MAX_GROUP_SIZE];
        for (member, joint) in members.iter_mut().zip(*joints) {
            let (state, update) = (predicted.joints[joint.index()], updates[joint.index()]);
            *member = state.map(|s| GroupMember {
                state: s.state,
                update,
            });
        }
        update_group(shared, &mut members[..joints.len()]);
        for (joint, member) in joints.iter().zip(&members) {
            if let (Some(s), Some(member)) = (&mut filtered.joints[joint.index()], member) {
                s.state = member.state;
            }
        }
    }
}

/// What the live filter's update added, by joint.
fn recorded_measurements(entry: &HistoryEntry) -> FrameMeasurements {
    entry.steps.map(|step| {
        let step = step?;
        Some(JointMeasurement {
            is_initiation: step.predicted.is_none(),
            measurement: recorded_measurement(&step)?,
        })
    })
}

/// The same of one joint, relative to the origin of world space.
fn recorded_measurement(step: &FilterStep) -> Option<InformationMeasurement> {
    let update = step.update?;
    let reference = step.predicted.as_ref().unwrap_or(&step.filtered).position;
    Some(InformationMeasurement {
        information: update.information,
        information_vector: update.information_vector + update.information * reference,
        views: step.filtered.views,
    })
}

/// The joints that are certain enough.
fn skeleton(joints: &FittedJoints, views: &[u8; JOINT_COUNT]) -> Skeleton3d {
    let mut skeleton: Skeleton3d = [None; JOINT_COUNT];
    for ((slot, joint), views) in skeleton.iter_mut().zip(joints).zip(views) {
        *slot = joint
            .filter(|g| g.sigma_m() < MAX_SIGMA_M || *views >= MIN_VIEWS_TO_LOCATE)
            .map(|g| Joint3d {
                at: WorldPoint(g.mean.into()),
                sigma_m: g.sigma_m() as f32,
                views: *views,
            });
    }
    skeleton
}
