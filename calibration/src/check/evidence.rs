//! What a rig is checked by.

use nalgebra::Matrix3;
use trackside_schema::FrameSet;
use trackside_sports::Field;

use super::correspondences::Correspondence;
use super::observations::{ObservedInstant, sample_instants};
use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::{Rig, RigError};

/// What a rig is checked by: athletes, landmarks, or both.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'a> {
    /// The 2D people of all cameras; may be empty.
    pub frame_sets: &'a [FrameSet],
    /// The picked landmarks of each camera, in the rig's order; may be empty.
    pub landmarks: Vec<Vec<PickedLandmark>>,
    /// The field of play, where one is named.
    pub field: Option<Field>,
}

/// The evidence in the form in which all parts of the check use it.
pub(super) struct PreparedEvidence {
    pub instants: Vec<ObservedInstant>,
    pub landmarks: Vec<Vec<PickedLandmark>>,
    pub field: Option<Field>,
}

/// The most instants, and people in all of them, that are used.
const MAX_INSTANTS: usize = 60;
const MAX_PEOPLE: usize = 2400;

impl PreparedEvidence {
    /// Samples the frame sets.
    ///
    /// # Errors
    /// Neither people in two cameras at once, nor landmarks.
    pub fn new(rig: &Rig, evidence: &Evidence<'_>) -> Result<PreparedEvidence, RigError> {
        let n = rig.cameras().len();
        let mut instants = sample_instants(evidence.frame_sets, n, MAX_INSTANTS);
        let people: usize = instants.iter().map(|i| i.people.len()).sum();
        let step = people.div_ceil(MAX_PEOPLE).max(1);
        instants = instants.into_iter().step_by(step).collect();
        let mut landmarks = evidence.landmarks.clone();
        landmarks.resize(n, Vec::new());
        let prepared = PreparedEvidence {
            instants,
            landmarks,
            field: evidence.field.clone(),
        };
        let has_no_landmarks = prepared.landmarks.iter().all(Vec::is_empty);
        if prepared.instants.is_empty() && has_no_landmarks {
            return Err(RigError(
                "no evidence to check the rig by: give landmarks, or detections in which two cameras show people at once"
                    .to_owned(),
            ));
        }
        Ok(prepared)
    }

    /// Whether athletes decide, not landmarks: at least three cameras show people.
    pub fn has_athletes(&self) -> bool {
        let mut cameras: Vec<usize> = self
            .instants
            .iter()
            .flat_map(|i| i.people.iter().map(|p| p.camera))
            .collect();
        cameras.sort_unstable();
        cameras.dedup();
        cameras.len() >= 3
    }

    /// A camera's landmarks that are points.
    pub fn landmark_correspondences(&self, camera: usize) -> Vec<Correspondence> {
        let points = self.landmarks[camera].iter().enumerate();
        points
            .filter_map(|(group, l)| match l.target {
                LandmarkTarget::Point(p) => Some(Correspondence {
                    p_in_world: p.coords,
                    covariance: Matrix3::zeros(),
                    observed: l.at,
                    sigma_px: l.sigma_px,
                    group,
                }),
                LandmarkTarget::OnLine(_) => None,
            })
            .collect()
    }
}
