//! Joints that a detector gave to the wrong person: what does not fit its own athlete in a view, and does fit another, is the
//! other's.
//!
//! People are assigned as a whole, but a detector groups joints into people with errors of its own: where athletes overlap an arm
//! is the neighbour's, or the box of one holds the wrist of the other. A joint that lies beyond [`MISFIT_SIGMA`] of its own track's
//! prediction and within [`HIT_SIGMA`] of the same joint of another track (gates: Bar-Shalom and Fortmann, *Tracking and Data
//! Association*, 1988) never serves its own track, which it would mislead. It serves the other, unless a joint that fits does
//! already; each joint serves once, the nearest first. docs/experiments/041-stolen-joints.md.

use trackside_schema::{JOINT_COUNT, TrackState};

use crate::camera_view::CameraView;
use crate::observations::{FrameObservations, PersonObservation};
use crate::projected_skeleton::ProjectedSkeleton;
use crate::track::Track;
use crate::triangulation::PointObservation;

/// A joint this near to its prediction, m, is its own track's, whatever their standard deviations are,
const MIN_MISFIT_M: f64 = 0.08;
/// and one within so many standard deviations.
const MISFIT_SIGMA: f64 = 2.2;
/// Another track's joint is within so many standard deviations, and nearer than this share of the distance from its own.
const HIT_SIGMA: f64 = 2.5;
const MAX_HIT_RATIO: f64 = 0.35;

/// One view: the tracks as it should show them, and the people assigned to them.
pub(crate) struct AssignedView<'a> {
    pub cameras: &'a [CameraView],
    pub tracks: &'a [Track],
    /// By track.
    pub projected: &'a [ProjectedSkeleton],
    /// By track: the person assigned to it.
    pub person_of_track: &'a [Option<usize>],
}

/// A joint that does not fit the track of its person.
#[derive(Clone, Copy, Debug)]
struct Misfit {
    person: usize,
    /// Its person's track.
    track: usize,
    joint: usize,
    observation: PointObservation,
    /// Whether it fits another track.
    is_explained: bool,
    /// Whether it serves another track, or was replaced by what does.
    is_given: bool,
}

/// A misfit that fits the same joint of another track.
#[derive(Clone, Copy, Debug)]
struct Hit {
    mahalanobis_sq: f64,
    misfit: usize,
    track: usize,
}

/// A joint for a track that no person of the view is assigned to.
#[derive(Clone, Copy, Debug)]
struct LooseJoint {
    track: usize,
    joint: usize,
    time_offset_s: f64,
    observation: PointObservation,
}

/// So many joints of one view, and of one frame set, go to the wrong person at most, before memory grows.
const USUAL_MISFITS: usize = 128;

/// The memory of joint association, kept between frame sets.
#[derive(Debug)]
pub(crate) struct JointAssociator {
    misfits: Vec<Misfit>,
    hits: Vec<Hit>,
    loose: Vec<LooseJoint>,
}

impl Default for JointAssociator {
    fn default() -> JointAssociator {
        JointAssociator {
            misfits: Vec::with_capacity(USUAL_MISFITS),
            hits: Vec::with_capacity(USUAL_MISFITS),
            loose: Vec::with_capacity(USUAL_MISFITS),
        }
    }
}

impl JointAssociator {
    /// Moves joints between the people of one view.
    pub fn associate_view(&mut self, view: &AssignedView<'_>, people: &mut [PersonObservation]) {
        self.find_misfits(view, people);
        if self.misfits.is_empty() {
            return;
        }
        self.find_hits(view, people);
        for misfit in self.misfits.iter().filter(|m| m.is_explained) {
            people[misfit.person].joints[misfit.joint] = None;
        }
        for hit in 0..self.hits.len() {
            self.give(self.hits[hit], view, people);
        }
    }

    /// Gives a misfit to the track that it hits, unless one of the two is served already.
    fn give(&mut self, hit: Hit, view: &AssignedView<'_>, people: &mut [PersonObservation]) {
        let misfit = self.misfits[hit.misfit];
        if misfit.is_given {
            return;
        }
        let Some(person) = view.person_of_track[hit.track] else {
            let is_taken = |l: &LooseJoint| {
                let camera = l.observation.camera;
                (l.track, l.joint, camera) == (hit.track, misfit.joint, misfit.observation.camera)
            };
            if !self.loose.iter().any(is_taken) {
                self.misfits[hit.misfit].is_given = true;
                self.loose.push(LooseJoint {
                    track: hit.track,
                    joint: misfit.joint,
                    time_offset_s: people[misfit.person].time_offset_s,
                    observation: misfit.observation,
                });
            }
            return;
        };
        // The slot is open where nothing is, or what does not fit and is nobody else's either.
        let is_in_slot = |m: &Misfit| (m.person, m.joint) == (person, misfit.joint);
        let is_open = |m: &Misfit| is_in_slot(m) && !m.is_explained && !m.is_given;
        let in_slot = self.misfits.iter().position(is_open);
        let slot = &mut people[person].joints[misfit.joint];
        if slot.is_none() || in_slot.is_some() {
            *slot = Some(misfit.observation);
            self.misfits[hit.misfit].is_given = true;
            if let Some(replaced) = in_slot {
                self.misfits[replaced].is_given = true;
            }
        }
    }

    fn find_misfits(&mut self, view: &AssignedView<'_>, people: &[PersonObservation]) {
        self.misfits.clear();
        for (track, person) in view.person_of_track.iter().enumerate() {
            let Some(person) = *person else { continue };
            for joint in 0..JOINT_COUNT {
                let Some(observation) = people[person].joints[joint] else {
                    continue;
                };
                let distance_m = view.distance_m(track, joint, &observation);
                if distance_m.is_none_or(|m| m < MIN_MISFIT_M) {
                    continue;
                }
                let offset_s = people[person].time_offset_s;
                let d2 = view.mahalanobis_sq(track, joint, &observation, offset_s);
                if d2.is_some_and(|d2| d2 > MISFIT_SIGMA * MISFIT_SIGMA) {
                    self.misfits.push(Misfit {
                        person,
                        track,
                        joint,
                        observation,
                        is_explained: false,
                        is_given: false,
                    });
                }
            }
        }
    }

    /// All hits, the nearest first.
    fn find_hits(&mut self, view: &AssignedView<'_>, people: &[PersonObservation]) {
        self.hits.clear();
        for (index, misfit) in self.misfits.iter_mut().enumerate() {
            let (joint, observation) = (misfit.joint, &misfit.observation);
            let own_m = view.distance_m(misfit.track, joint, observation);
            let max_m = MAX_HIT_RATIO * own_m.unwrap_or(0.0);
            let is_other = |track: &usize| {
                *track != misfit.track && view.tracks[*track].state != TrackState::Tentative
            };
            for track in (0..view.tracks.len()).filter(is_other) {
                let distance_m = view.distance_m(track, joint, observation);
                if distance_m.is_none_or(|m| m > max_m) {
                    continue;
                }
                let offset_s = people[misfit.person].time_offset_s;
                let d2 = view.mahalanobis_sq(track, joint, observation, offset_s);
                if let Some(mahalanobis_sq) = d2.filter(|d2| *d2 < HIT_SIGMA * HIT_SIGMA) {
                    misfit.is_explained = true;
                    self.hits.push(Hit {
                        mahalanobis_sq,
                        misfit: index,
                        track,
                    });
                }
            }
        }
        self.hits.sort_unstable_by(|a, b| {
            let nearer = a.mahalanobis_sq.total_cmp(&b.mahalanobis_sq);
            nearer.then((a.misfit, a.track).cmp(&(b.misfit, b.track)))
        });
    }

    /// Adds people of the joints whose tracks have none in their view, assigned to them.
    pub fn add_people(&mut self, observations: &mut FrameObservations) {
        let first = observations.people.len();
        for loose in self.loose.drain(..) {
            let camera = loose.observation.camera;
            let is_its = |&i: &usize| {
                observations.people[i].camera == camera
                    && observations.assigned_track[i] == Some(loose.track)
            };
            let person = (first..observations.people.len()).find(is_its);
            let person = person.unwrap_or_else(|| {
                observations.people.push(PersonObservation {
                    camera,
                    joints: [None; JOINT_COUNT],
                    time_offset_s: loose.time_offset_s,
                    appearance: None,
                    is_unassigned: false,
                });
                observations.assigned_track.push(Some(loose.track));
                observations.people.len() - 1
            });
            observations.people[person].joints[loose.joint] = Some(loose.observation);
        }
    }
}

impl AssignedView<'_> {
    /// The distance of an observation from a track's joint as the view should show it, m at the joint's depth.
    fn distance_m(
        &self,
        track: usize,
        joint: usize,
        observation: &PointObservation,
    ) -> Option<f64> {
        let (at, depth) = self.projected[track].joints[joint]?;
        Some((at - observation.at).norm() * depth)
    }

    fn mahalanobis_sq(
        &self,
        track: usize,
        joint: usize,
        observation: &PointObservation,
        time_offset_s: f64,
    ) -> Option<f64> {
        let state = self.tracks[track].joints()[joint].as_ref()?;
        let observation = PointObservation {
            motion_offset: state.velocity * time_offset_s,
            ..*observation
        };
        state.mahalanobis_sq(self.cameras, &observation)
    }
}
