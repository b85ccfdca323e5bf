//! The check as a whole: measure, diagnose, repair, measure again.

use super::camera_report::{CameraReport, Residual, measure_cameras};
use super::diagnosis::{Diagnosis, unexplained_errors};
use super::evidence::{Evidence, PreparedEvidence};
use super::floor_accuracy::FloorAccuracy;
use super::hypothesis_search::find_fault;
use super::landmark_faults::find_landmark_fault;
use super::principal_point_rotation::find_rotated_images;
use super::verdict::Verdict;
use super::world_orientation::{find_wrong_unit, find_wrong_vertical};
use crate::{Rig, RigError};

/// The most faults that are diagnosed.
const MAX_FAULTS: usize = 4;

/// The result of a check.
#[derive(Clone, Debug)]
pub struct RigReport {
    /// Of the rig as given.
    pub verdict: Verdict,
    /// The verdict and its reason, in one sentence.
    pub summary: String,
    /// The cameras of the rig as given, in its order.
    pub cameras: Vec<CameraReport>,
    /// The faults, in the order in which they were found and repaired.
    pub diagnoses: Vec<Diagnosis>,
    /// The rig with all repairs made, where there are any.
    pub repaired: Option<RepairedRig>,
    /// The accuracy on the floor of the rig, repaired where it was.
    pub floor: FloorAccuracy,
    /// Residual vectors of the rig as given, by camera, at most some hundred each.
    pub residuals: Vec<Vec<Residual>>,
}

/// A rig with all repairs made, and how good it is.
#[derive(Clone, Debug)]
pub struct RepairedRig {
    /// The rig.
    pub rig: Rig,
    /// Its verdict.
    pub verdict: Verdict,
    /// Its cameras.
    pub cameras: Vec<CameraReport>,
}

/// Checks a rig.
///
/// # Errors
/// No evidence: neither athletes that two cameras show, nor landmarks.
pub fn check_rig(rig: &Rig, evidence: &Evidence<'_>) -> Result<RigReport, RigError> {
    let mut evidence = PreparedEvidence::new(rig, evidence)?;
    let (cameras, residuals) = measure_cameras(rig, &evidence);
    let mut diagnoses = Vec::new();
    let (mut current, mut measured) = (rig.clone(), cameras.clone());
    while diagnoses.len() < MAX_FAULTS {
        let repair = find_wrong_unit(&current, &evidence)
            .or_else(|| find_landmark_fault(&current, &evidence, &diagnoses))
            .or_else(|| find_rotated_images(&current, &evidence, &measured))
            .or_else(|| find_fault(&current, &evidence, &measured))
            .or_else(|| find_wrong_vertical(&current, &evidence));
        let Some(repair) = repair else {
            break;
        };
        diagnoses.push(repair.diagnosis);
        current = repair.rig;
        if let Some((camera, landmarks)) = repair.landmarks {
            evidence.landmarks[camera] = landmarks;
        }
        measured = measure_cameras(&current, &evidence).0;
    }
    let unexplained = unexplained_errors(&measured);
    let has_fault = !diagnoses.is_empty();
    let verdict = if has_fault {
        Verdict::Wrong
    } else {
        worst_verdict(&cameras)
    };
    diagnoses.extend(unexplained);
    Ok(RigReport {
        summary: summarize(verdict, &cameras, &diagnoses),
        verdict,
        diagnoses,
        floor: FloorAccuracy::new(&current, &measured, &evidence),
        repaired: has_fault.then(|| RepairedRig {
            rig: current,
            verdict: worst_verdict(&measured),
            cameras: measured,
        }),
        cameras,
        residuals,
    })
}

fn worst_verdict(cameras: &[CameraReport]) -> Verdict {
    let each = cameras.iter().map(CameraReport::verdict);
    each.max_by_key(|v| *v as u8).unwrap_or(Verdict::Good)
}

fn summarize(verdict: Verdict, cameras: &[CameraReport], diagnoses: &[Diagnosis]) -> String {
    if let Some(first) = diagnoses.first() {
        let more = match diagnoses.len() {
            1 => String::new(),
            n => format!(" (and {} more)", n - 1),
        };
        return format!("{verdict}: {}{more}", first.description);
    }
    let worst = cameras
        .iter()
        .filter_map(|c| Some((c.error_m()?, c)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match worst {
        Some((error_m, camera)) => format!(
            "{verdict}: every camera agrees with the others to within {:.0} mm; the largest error is that of \"{}\"",
            1e3 * error_m,
            camera.name
        ),
        None => format!("{verdict}: no evidence against the rig"),
    }
}
