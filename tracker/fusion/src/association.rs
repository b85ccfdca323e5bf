//! Association of tracks with the people of each view, one view at a time: global nearest neighbour (Blackman and Popoli,
//! *Design and Analysis of Modern Tracking Systems*, 1999).
//!
//! Cost: the mean distance between a track's projected joints and a person's keypoints, m, plus
//! [`APPEARANCE_WEIGHT_M`] times the excess cosine distance of the person's appearance. Gate:
//! [`FusionOptions::association_gate_m`], wider where the track is uncertain. The assignment minimises the total cost. Values of the constants:
//! docs/reference/fusion.md, "Association".

use trackside_schema::JOINT_COUNT;

use crate::appearance::AppearanceVectors;
use crate::assignment::Assignment;
use crate::camera_view::CameraView;
use crate::filter::joint_filter::JointState;
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

/// The gate grows with so many standard deviations of a track's predicted joints …
const GATE_SIGMA: f64 = 2.0;
/// … up to this, m: below the limit of a single joint's distance.
const MAX_GATE_M: f64 = 0.45;

/// The variance of a joint's position along an axis, m², averaged over the known joints, at `time_offset_s`.
fn mean_position_variance(joints: &[Option<JointState>; JOINT_COUNT], time_offset_s: f64) -> f64 {
    let (mut sum, mut n) = (0.0, 0);
    for joint in joints.iter().flatten() {
        sum += joint.cov_pp.trace()
            + 2.0 * time_offset_s * joint.cov_pv.trace()
            + time_offset_s.powi(2) * joint.cov_vv.trace();
        n += 3;
    }
    if n == 0 {
        0.0
    } else {
        (sum / f64::from(n)).max(0.0)
    }
}

/// The association's memory, kept between frame sets.
#[derive(Debug, Default)]
pub(crate) struct Associator {
    projected: Vec<ProjectedSkeleton>,
    /// By track, m.
    gates_m: Vec<f64>,
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
            self.compute_gates(people, tracks, options.association_gate_m);
            self.add_appearance_costs(people, tracks, appearances);
            self.exclude_beyond_gates(people.len());
            let max_gate_m = self.gates_m.iter().copied().fold(0.0, f64::max);
            let columns_of_rows =
                self.assignment
                    .solve(&self.cost, tracks.len(), people.len(), max_gate_m);
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

    /// The gate of each track at this camera's exposure: the configured one, and what its prediction is uncertain by. At many
    /// images a second the latter is small; at few, people run far between two.
    fn compute_gates(&mut self, people: &[PersonObservation], tracks: &[Track], gate_m: f64) {
        let time_offset_s = people.first().map_or(0.0, |p| p.time_offset_s);
        self.gates_m.clear();
        self.gates_m.extend(tracks.iter().map(|track| {
            let sigma_m = mean_position_variance(track.joints(), time_offset_s).sqrt();
            gate_m
                .hypot(GATE_SIGMA * sigma_m)
                .min(gate_m.max(MAX_GATE_M))
        }));
    }

    /// A pair beyond its track's own gate is not made, however wide the others' are.
    fn exclude_beyond_gates(&mut self, columns: usize) {
        for (row, gate_m) in self.gates_m.iter().enumerate() {
            for cost in &mut self.cost[row * columns..(row + 1) * columns] {
                if *cost >= *gate_m {
                    *cost = f64::MAX;
                }
            }
        }
    }

    /// Adds the cost of unlike appearance to pairs within the gate.
    fn add_appearance_costs(
        &mut self,
        people: &[PersonObservation],
        tracks: &[Track],
        appearances: &AppearanceVectors,
    ) {
        let columns = people.len();
        for (row, track) in tracks.iter().enumerate() {
            let gate_m = self.gates_m[row];
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
