//! A track of the first pass, reduced to what linking needs.

use std::collections::BTreeMap;

use nalgebra::Vector3;
use trackside_schema::{AthleteId, Timestamp};

use crate::pose_prior::PriorWeight;
use crate::skeleton::bone_lengths::BoneLengthModel;

/// One track of the first pass.
#[derive(Debug)]
pub(super) struct Tracklet {
    /// Tick and time of the first and the last observation.
    pub first: (u64, Timestamp),
    pub last: (u64, Timestamp),
    /// Position of the trunk at both, m.
    pub end_positions: [Vector3<f64>; 2],
    /// Its velocity at both, m/s.
    pub end_velocities: [Vector3<f64>; 2],
    pub bone_lengths: BoneLengthModel,
    pub prior_weight: PriorWeight,
    pub is_confirmed: bool,
    /// By athlete of the recording's frames: at how many frame sets it coincided with this track.
    pub votes: BTreeMap<AthleteId, u32>,
}

impl Tracklet {
    /// Of a single observation.
    pub fn new(at: (u64, Timestamp), position: Vector3<f64>, velocity: Vector3<f64>) -> Tracklet {
        Tracklet {
            first: at,
            last: at,
            end_positions: [position; 2],
            end_velocities: [velocity; 2],
            bone_lengths: BoneLengthModel::default(),
            prior_weight: PriorWeight::default(),
            is_confirmed: false,
            votes: BTreeMap::new(),
        }
    }
}
