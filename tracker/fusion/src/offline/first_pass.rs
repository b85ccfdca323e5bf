//! The first pass over a recording: the live filter's tracks, from first to last observation.

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_schema::{Athlete, FrameSet, Timestamp, TrackState};

use super::linking::{Roster, link_tracks};
use super::tracklet::Tracklet;
use crate::fusion::Fusion;
use crate::options::FusionOptions;
use crate::skeleton::skeleton_priors::TRUNK_JOINTS;
use crate::track::Track;

/// The velocity at a tracklet's beginning is taken after so many seconds: until then the filter has not settled.
const SETTLING_S: f64 = 0.25;
/// Trunks nearer than this, m, are one athlete's in the recording's frames and here.
const SAME_ATHLETE_M: f64 = 0.3;
/// The time between frame sets, s, that a recording of a single one is taken to have.
const DEFAULT_STEP_S: f64 = 0.02;

/// The first pass over a recording. Feed it every frame set, in the order of their times.
#[derive(Debug)]
pub struct FirstPass {
    fusion: Fusion,
    /// By track id: fusion counts from 0.
    tracklets: Vec<Tracklet>,
    last_time: Option<Timestamp>,
    /// The shortest time between frame sets, s.
    step_s: f64,
}

impl FirstPass {
    /// Before the first frame set.
    pub fn new(rig: Rig, options: FusionOptions) -> FirstPass {
        let options = FusionOptions {
            history_s: 0.0,
            ..options
        };
        FirstPass {
            fusion: Fusion::new(rig, options),
            tracklets: Vec::new(),
            last_time: None,
            step_s: f64::INFINITY,
        }
    }

    /// Processes one frame set. `recorded` are the athletes of its live frame, whose ids are to be kept.
    pub fn push(&mut self, frame_set: &FrameSet, recorded: &[Athlete]) {
        if let Some(last) = self.last_time.replace(frame_set.time) {
            let step_s = frame_set.time.seconds_since(last);
            if step_s > 0.0 {
                self.step_s = self.step_s.min(step_s);
            }
        }
        self.fusion.step(frame_set);
        for track in &self.fusion.tracks {
            record(&mut self.tracklets, track, frame_set, recorded);
        }
        for track in &self.fusion.terminated {
            finalize(&mut self.tracklets, track);
        }
    }

    /// Links the tracks of each athlete.
    pub fn finish(mut self) -> Roster {
        for track in &self.fusion.tracks {
            finalize(&mut self.tracklets, track);
        }
        let Fusion { rig, options, .. } = self.fusion;
        Roster {
            rig,
            options,
            athletes: link_tracks(&self.tracklets),
            step_s: if self.step_s.is_finite() {
                self.step_s
            } else {
                DEFAULT_STEP_S
            },
        }
    }
}

/// The mean of the trunk's joints; `None` where none is known.
fn trunk_centroid(position: impl Fn(usize) -> Option<Vector3<f64>>) -> Option<Vector3<f64>> {
    let (mut sum, mut n) = (Vector3::zeros(), 0.0);
    for p in TRUNK_JOINTS.iter().filter_map(|j| position(j.index())) {
        sum += p;
        n += 1.0;
    }
    (n > 0.0).then(|| sum / n)
}

/// Extends a track's tracklet by a frame set at which it was observed, and votes for the recording's athlete at its place.
fn record(
    tracklets: &mut Vec<Tracklet>,
    track: &Track,
    frame_set: &FrameSet,
    recorded: &[Athlete],
) {
    if track.unobserved_s > 0.0 {
        return;
    }
    let position = |j: usize| track.joints()[j].as_ref().map(|s| s.position);
    let Some(trunk) = trunk_centroid(position) else {
        return;
    };
    let now = (frame_set.tick, frame_set.time);
    let velocity = track.velocity().unwrap_or_default();
    while tracklets.len() <= track.id.0 as usize {
        tracklets.push(Tracklet::new(now, trunk, velocity));
    }
    let tracklet = &mut tracklets[track.id.0 as usize];
    tracklet.last = now;
    tracklet.end_positions[1] = trunk;
    tracklet.end_velocities[1] = velocity;
    if frame_set.time.seconds_since(tracklet.first.1) <= SETTLING_S {
        tracklet.end_velocities[0] = velocity;
    }
    let distance = |a: &Athlete| {
        let there = trunk_centroid(|j| a.skeleton[j].map(|j| j.at.0.coords))?;
        Some(((there - trunk).norm(), a.id))
    };
    let nearest = recorded
        .iter()
        .filter_map(distance)
        .min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, id)) = nearest.filter(|n| n.0 < SAME_ATHLETE_M) {
        *tracklet.votes.entry(id).or_default() += 1;
    }
}

/// Takes over what the filter learned of the athlete until the track ended.
fn finalize(tracklets: &mut [Tracklet], track: &Track) {
    if let Some(tracklet) = tracklets.get_mut(track.id.0 as usize) {
        tracklet.bone_lengths = track.bone_lengths.clone();
        tracklet.prior_weight = track.prior_weight.clone();
        tracklet.is_confirmed = track.state != TrackState::Tentative;
    }
}
