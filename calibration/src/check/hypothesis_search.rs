//! Fits every hypothesis that changes the agreement between cameras, or with landmarks, and takes the one that explains most.

use super::camera_evidence::landmark_cost;
use super::camera_hypotheses::best_camera_hypothesis;
use super::camera_report::CameraReport;
use super::corrections::{shift_landmarks, swap_calibrations};
use super::diagnosis::{Cause, Diagnosis, Repair};
use super::evidence::PreparedEvidence;
use super::global_hypotheses::global_hypotheses;
use super::hypothesis::Hypothesis;
use super::reconstruction::reconstruct;
use super::verdict::Verdict;
use crate::Rig;

/// The factor by which a repaired rig's score must be larger.
const MIN_SCORE_GAIN: f64 = 1.005;
/// The price of a parameter, as a share of the score.
const PARAMETER_PRICE: f64 = 0.002;
/// The smallest zoom, ln of the focal length's factor, that is diagnosed in a usable camera: below, detector errors cause the same.
const MIN_ZOOM_OF_USABLE: f64 = 0.05;

/// The fault that explains most of the misfit, and the rig without it; `None` where nothing is wrong, or no hypothesis helps.
/// Athletes in the middle of an image hide a zoom, so a usable camera is tested for that alone.
pub(super) fn find_fault(
    rig: &Rig,
    evidence: &PreparedEvidence,
    cameras: &[CameraReport],
) -> Option<Repair> {
    let with_verdict = |verdict: Verdict| -> Vec<usize> {
        let all = 0..cameras.len();
        all.filter(|&i| cameras[i].verdict() == verdict).collect()
    };
    let wrong = with_verdict(Verdict::Wrong);
    let mut hypotheses: Vec<Hypothesis> = wrong
        .iter()
        .filter_map(|&i| best_camera_hypothesis(rig, evidence, i))
        .collect();
    hypotheses.extend(swap_hypotheses(rig, &wrong));
    if wrong.is_empty() {
        let usable = with_verdict(Verdict::Usable);
        let each = usable
            .iter()
            .filter_map(|&i| Some((i, best_camera_hypothesis(rig, evidence, i)?)));
        let zoomed = each.filter(|(i, h)| {
            let focal = |rig: &Rig| rig.cameras()[*i].intrinsics.fx;
            h.diagnosis.cause == Cause::Zoomed
                && (focal(&h.rig) / focal(rig)).ln().abs() > MIN_ZOOM_OF_USABLE
        });
        hypotheses.extend(zoomed.map(|(_, h)| h));
    } else if 2 * wrong.len() >= cameras.len() {
        hypotheses.extend(global_hypotheses(rig, evidence));
    }
    if hypotheses.is_empty() {
        return None;
    }
    let base = score(rig, evidence);
    let best = hypotheses
        .into_iter()
        .map(|h| {
            let price = PARAMETER_PRICE * h.parameter_count;
            (score(&h.rig, evidence) * (1.0 - price), h)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let (best_score, h) = best;
    (best_score > MIN_SCORE_GAIN * base).then(|| Repair {
        landmarks: h
            .landmark_shift
            .map(|(i, by)| (i, shift_landmarks(&evidence.landmarks[i], by))),
        diagnosis: h.diagnosis,
        rig: h.rig,
    })
}

/// How much of the evidence the rig explains.
fn score(rig: &Rig, evidence: &PreparedEvidence) -> f64 {
    if evidence.has_athletes() {
        return reconstruct(rig, &evidence.instants, None).score;
    }
    let each = rig.cameras().iter().enumerate().flat_map(|(i, camera)| {
        let pairs = evidence.landmark_correspondences(i);
        pairs
            .into_iter()
            .map(move |p| 1.0 - landmark_cost(camera, &p))
    });
    // Scores are compared as ratios: the 1 keeps a rig that explains nothing from a ratio to 0.
    1.0 + each.sum::<f64>()
}

fn swap_hypotheses<'a>(rig: &'a Rig, wrong: &'a [usize]) -> impl Iterator<Item = Hypothesis> + 'a {
    let pairs = wrong
        .iter()
        .enumerate()
        .flat_map(|(i, &a)| wrong[..i].iter().map(move |&b| (b, a)));
    pairs.filter_map(|(a, b)| {
        let names = [a, b].map(|i| rig.cameras()[i].name.clone());
        Some(Hypothesis {
            rig: swap_calibrations(rig, a, b)?,
            parameter_count: 0.0,
            landmark_shift: None,
            diagnosis: Diagnosis {
                description: format!(
                    "cameras \"{}\" and \"{}\" are swapped: each has the other's calibration",
                    names[0], names[1]
                ),
                repair: format!(
                    "exchange the calibrations of \"{}\" and \"{}\"",
                    names[0], names[1]
                ),
                cameras: names.to_vec(),
                cause: Cause::Swapped,
            },
        })
    })
}
