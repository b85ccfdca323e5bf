//! A track's past: its last frame sets, and what is averaged over them.

use std::collections::VecDeque;

use nalgebra::Vector3;
use trackside_schema::{FrameSet, JOINT_COUNT};

use super::filter_state::{BodyState, FilterState};
use crate::options::FusionOptions;
use crate::pose_prior::VELOCITY_CHANGE_S;
use crate::smoothing::{FilterStep, HistoryEntry};

/// The history holds no more frame sets than this, whatever their rate.
const MAX_ENTRIES: usize = 2048;

/// The history of one track.
#[derive(Debug, Default)]
pub(crate) struct TrackHistory {
    /// The last frame sets, oldest first.
    pub entries: VecDeque<HistoryEntry>,
    /// By joint: its velocity, averaged exponentially over the last [`VELOCITY_CHANGE_S`]. It outlives a joint that is
    /// dropped and initiated again between two predictions.
    pub(super) lagged_velocity: [Option<Vector3<f64>>; JOINT_COUNT],
}

impl TrackHistory {
    /// Takes the velocities of the frame set before into the averages, `dt_s` later.
    pub(super) fn lag_velocities(&mut self, body: &BodyState, dt_s: f64) {
        for (lagged, joint) in self.lagged_velocity.iter_mut().zip(&body.joints) {
            *lagged = joint.map(|s| {
                let before = lagged.unwrap_or(s.velocity);
                before + (s.velocity - before) * (1.0 - (-dt_s / VELOCITY_CHANGE_S).exp())
            });
        }
    }

    /// A joint's averaged velocity; `now` where there is none.
    pub fn lagged_velocity(&self, joint: usize, now: Vector3<f64>) -> Vector3<f64> {
        self.lagged_velocity[joint].unwrap_or(now)
    }

    /// Forgets the averages: the joints are others.
    pub(super) fn forget_velocities(&mut self) {
        self.lagged_velocity = [None; JOINT_COUNT];
    }

    /// Exchanges two joints throughout.
    pub(super) fn swap_joints(&mut self, a: usize, b: usize) {
        self.lagged_velocity.swap(a, b);
        self.entries.iter_mut().for_each(|e| e.steps.swap(a, b));
    }

    /// The index of the entry of that tick.
    pub fn index_of(&self, tick: u64) -> Option<usize> {
        self.entries.iter().rposition(|e| e.tick == tick)
    }

    /// Appends a frame set. The history spans [`FusionOptions::history_s`].
    pub(super) fn record(
        &mut self,
        frame_set: &FrameSet,
        filter: &FilterState,
        unobserved_s: f64,
        options: &FusionOptions,
    ) {
        if options.history_s <= 0.0 {
            return;
        }
        let mut steps = [None; JOINT_COUNT];
        let joints = filter.filtered.joints.iter().zip(&filter.predicted.joints);
        for (slot, ((filtered, predicted), update)) in
            steps.iter_mut().zip(joints.zip(&filter.updates))
        {
            *slot = filtered.map(|filtered| FilterStep {
                predicted: predicted.filter(|_| filtered.is_continued),
                filtered,
                update: *update,
            });
        }
        let is_too_old =
            |e: &HistoryEntry| frame_set.time.seconds_since(e.time) > options.history_s;
        while self.entries.front().is_some_and(is_too_old) || self.entries.len() >= MAX_ENTRIES {
            self.entries.pop_front();
        }
        self.entries.push_back(HistoryEntry {
            tick: frame_set.tick,
            time: frame_set.time,
            steps,
            shared_predicted: filter.predicted.shared,
            shared_filtered: filter.filtered.shared,
            velocity: filter.filtered.velocity(),
            unobserved_s,
        });
    }
}
