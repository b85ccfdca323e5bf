//! What one frame set shows of one athlete: the people assigned to its track, joint by joint.

use nalgebra::Vector3;
use trackside_schema::Joint;

use crate::camera_view::CameraView;
use crate::error_correlation::LaggedResiduals;
use crate::observations::FrameObservations;
use crate::options::FusionOptions;
use crate::skeleton::bone_lengths::MirrorPairs;
use crate::triangulation::PointObservation;

/// What all tracks are updated with at one frame set.
#[derive(Clone, Copy)]
pub(crate) struct FrameMeasurements<'a> {
    pub cameras: &'a [CameraView],
    pub observations: &'a FrameObservations,
    pub mirror_pairs: &'a MirrorPairs,
    pub options: &'a FusionOptions,
}

/// The measurements of one track. Its memory is reused.
#[derive(Debug, Default)]
pub(crate) struct TrackMeasurements {
    /// The people of the frame set that are assigned to the track.
    pub people: Vec<usize>,
    /// Mean exposure of their views relative to the frame set's time, s.
    pub(super) mean_offset_s: f64,
    /// The observations of one joint, one after the other.
    pub(super) of_joint: Vec<PointObservation>,
    /// What later residuals are compared with.
    pub(super) residuals: LaggedResiduals,
}

impl TrackMeasurements {
    /// Collects the people that are assigned to the track with this `index`.
    pub(super) fn collect_people(&mut self, index: usize, observations: &FrameObservations) {
        let assigned = |(i, track): (usize, &Option<usize>)| (*track == Some(index)).then_some(i);
        self.people.clear();
        self.people.extend(
            observations
                .assigned_track
                .iter()
                .enumerate()
                .filter_map(assigned),
        );
        let offsets = self
            .people
            .iter()
            .map(|&i| observations.people[i].time_offset_s);
        self.mean_offset_s = offsets.sum::<f64>() / self.people.len().max(1) as f64;
    }

    /// Collects the observations of a joint that moves at `velocity`, each with its motion since the mean exposure.
    pub(super) fn collect_joint(
        &mut self,
        joint: Joint,
        velocity: Vector3<f64>,
        observations: &FrameObservations,
    ) {
        self.of_joint.clear();
        for person in self.people.iter().map(|&i| &observations.people[i]) {
            if let Some(observation) = person.joints[joint.index()] {
                self.of_joint.push(PointObservation {
                    motion_offset: velocity * (person.time_offset_s - self.mean_offset_s),
                    ..observation
                });
            }
        }
    }
}
