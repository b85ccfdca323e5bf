//! Estimates the calibration of a camera that was moved, from the athletes that the other cameras reconstruct.

use super::camera_evidence::{CameraEvidence, Fit};
use super::fault_fit::mean_residual_loss;
use super::fault_model::FaultModel;
use super::observations::ObservedInstant;
use super::reconstruction::reconstruct;
use crate::{Camera, Rig};

/// The largest share of a camera's cost that a repair may leave.
const MAX_REMAINING_COST: f64 = 0.75;
/// A repair needs this many matched people.
const MIN_MATCHED: usize = 10;

/// The camera rotated, zoomed or moved, whichever has the lowest Bayesian information criterion (Schwarz 1978); `None` where none
/// is much better than the given one.
pub(super) fn repair_camera(
    rig: &Rig,
    instants: &[ObservedInstant],
    index: usize,
) -> Option<Camera> {
    let others = reconstruct(rig, instants, Some(index));
    let own = CameraEvidence::from_athletes(index, instants, &others);
    let given = &rig.cameras()[index];
    let (pairs, similarity) = own.match_by_similarity(given)?;
    let base = own.fit_of(given);
    let models = [FaultModel::Rotated, FaultModel::Zoomed, FaultModel::Moved];
    let candidates = models.map(|model| {
        let initial = model.initial_parameters(given, &similarity);
        let (camera, _) = own.fit_fault(model, given, &pairs, initial);
        (own.fit_of(&camera), model, camera)
    });
    let max_matched = candidates
        .iter()
        .map(|c| c.0.matched)
        .max()?
        .max(base.matched);
    if max_matched < MIN_MATCHED {
        return None;
    }
    let n = max_matched as f64;
    let best = candidates.into_iter().min_by(|a, b| {
        let criterion = |(fit, model, _): &(Fit, FaultModel, Camera)| {
            n * fit.cost(max_matched).ln() + model.parameter_count() as f64 * n.ln()
        };
        criterion(a).total_cmp(&criterion(b))
    })?;
    let loss = |camera: &Camera| mean_residual_loss(camera, &pairs);
    (best.0.cost(max_matched) < MAX_REMAINING_COST * base.cost(max_matched)
        || loss(&best.2) < MAX_REMAINING_COST * loss(given))
    .then_some(best.2)
}
