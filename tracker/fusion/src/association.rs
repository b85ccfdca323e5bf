//! Association of tracks with the people of each view, one view at a time: global nearest neighbour (Blackman and Popoli,
//! *Design and Analysis of Modern Tracking Systems*, 1999).
//!
//! Cost: the mean distance between a track's projected joints and a person's keypoints, m, plus
//! [`APPEARANCE_WEIGHT_M`] times the excess cosine distance of the person's appearance. Gate:
//! [`FusionOptions::association_gate_m`]. The assignment minimises the total cost. Values of the constants:
//! docs/reference/fusion.md, "Association".

use crate::appearance::AppearanceVectors;
use crate::assignment::Assignment;
use crate::camera_view::CameraView;
use crate::joint_association::{AssignedView, JointAssociator};
use crate::left_right::align_sides;
use crate::observations::{FrameObservations, PersonObservation};
use crate::options::FusionOptions;
use crate::projected_skeleton::ProjectedSkeleton;
use crate::track::Track;

/// A person this near to a track, m, that is not assigned to it is a second detection of the same athlete.
const DUPLICATE_DISTANCE_M: f64 = 0.15;
/// The distance, m, that an appearance unlike the track's in every respect (excess distance 1) adds.
const APPEARANCE_WEIGHT_M: f64 = 0.3;
/// Appearance adds no more than up to this share of the gate: alone it excludes nobody.
const APPEARANCE_MAX_GATE_SHARE: f64 = 0.95;
/// Evidence against a track that a camera should show and does not.
const MISSED_EVIDENCE: f64 = -0.5;

/// The association's memory, kept between frame sets.
#[derive(Debug, Default)]
pub(crate) struct Associator {
    projected: Vec<ProjectedSkeleton>,
    /// Tracks × people.
    cost: Vec<f64>,
    assignment: Assignment,
    joints: JointAssociator,
}

impl Associator {
    /// Assigns people to tracks. A person that is assigned, or duplicates one that is, cannot initiate a track any more.
    pub fn associate(
        &mut self,
        cameras: &[CameraView],
        observations: &mut FrameObservations,
        tracks: &mut [Track],
        options: &FusionOptions,
    ) {
        if tracks.is_empty() {
            return;
        }
        let FrameObservations {
            people,
            assigned_track,
            views,
            appearances,
        } = observations;
        assigned_track.resize(people.len(), None);
        for (index, range) in &*views {
            let (camera, people) = (&cameras[*index], &mut people[range.clone()]);
            self.compute_costs(camera, people, tracks);
            let gate_m = options.association_gate_m;
            self.add_appearance_costs(people, tracks, appearances, gate_m);
            let columns_of_rows =
                self.assignment
                    .solve(&self.cost, tracks.len(), people.len(), gate_m);
            for (row, column) in columns_of_rows.iter().enumerate() {
                let (projected, track) = (&self.projected[row], &mut tracks[row]);
                match column {
                    Some(c) => {
                        let person = &mut people[*c];
                        assigned_track[range.start + *c] = Some(row);
                        person.is_unassigned = false;
                        if let Some(vector) = &person.appearance {
                            track.appearance.update(appearances.get(vector));
                        }
                        align_sides(projected, person, &mut track.side_evidence);
                    }
                    None if projected.should_be_visible(camera, track.joints()) => {
                        track.add_evidence(MISSED_EVIDENCE, options);
                    }
                    None => {}
                }
            }
            self.mark_duplicates(people, tracks.len());
            let view = AssignedView {
                cameras,
                tracks,
                projected: &self.projected,
                person_of_track: self.assignment.result(),
            };
            self.joints.associate_view(&view, people);
        }
        self.joints.add_people(observations);
    }

    fn compute_costs(
        &mut self,
        camera: &CameraView,
        people: &[PersonObservation],
        tracks: &[Track],
    ) {
        // One image has one exposure.
        let time_offset_s = people.first().map_or(0.0, |p| p.time_offset_s);
        self.projected.clear();
        self.projected.extend(
            tracks
                .iter()
                .map(|t| ProjectedSkeleton::new(camera, t.joints(), time_offset_s)),
        );
        self.cost.clear();
        for projected in &self.projected {
            self.cost.extend(
                people
                    .iter()
                    .map(|p| projected.mean_distance_m(p).unwrap_or(f64::MAX)),
            );
        }
    }

    /// Adds the cost of unlike appearance to pairs within the gate.
    fn add_appearance_costs(
        &mut self,
        people: &[PersonObservation],
        tracks: &[Track],
        appearances: &AppearanceVectors,
        gate_m: f64,
    ) {
        let columns = people.len();
        for (row, track) in tracks.iter().enumerate() {
            for (c, person) in people.iter().enumerate() {
                let cost = &mut self.cost[row * columns + c];
                if let Some(vector) = person.appearance.as_ref().filter(|_| *cost < gate_m) {
                    let excess = track.appearance.excess_distance(appearances.get(vector));
                    *cost = (*cost + APPEARANCE_WEIGHT_M * excess)
                        .min(cost.max(APPEARANCE_MAX_GATE_SHARE * gate_m));
                }
            }
        }
    }

    /// People left over that coincide with any track initiate none.
    fn mark_duplicates(&self, people: &mut [PersonObservation], tracks: usize) {
        let columns = people.len();
        for (c, person) in people
            .iter_mut()
            .enumerate()
            .filter(|(_, p)| p.is_unassigned)
        {
            let is_duplicate = |row: usize| self.cost[row * columns + c] < DUPLICATE_DISTANCE_M;
            person.is_unassigned = !(0..tracks).any(is_duplicate);
        }
    }
}
