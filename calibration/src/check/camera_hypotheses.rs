//! Causes of one camera alone.

use nalgebra::Vector3;

use super::camera_evidence::{CameraEvidence, Fit};
use super::corrections::{LENGTH_UNITS, PoseInversion, convert_to_metres, replace_camera};
use super::correspondences::Correspondence;
use super::diagnosis::{Cause, Diagnosis};
use super::evidence::PreparedEvidence;
use super::fault_fit::mean_residual_loss;
use super::fault_model::FaultModel;
use super::hypothesis::Hypothesis;
use super::reconstruction::{Reconstruction, reconstruct};
use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::{Camera, Rig, resection};

/// The largest share of a camera's cost that a repair may leave.
const MAX_REMAINING_COST: f64 = 0.75;

/// A cause of one camera, and the camera without it.
struct Candidate {
    cause: Cause,
    description: String,
    repair: String,
    camera: Camera,
    parameter_count: usize,
}

/// The hypothesis about one camera with the lowest Bayesian information criterion, n ln(cost) + k ln n (Schwarz, "Estimating the
/// dimension of a model", 1978); `None` where it leaves too much of the cost.
pub(super) fn best_camera_hypothesis(
    rig: &Rig,
    evidence: &PreparedEvidence,
    index: usize,
) -> Option<Hypothesis> {
    let has_athletes = evidence.has_athletes();
    let others = if has_athletes {
        reconstruct(rig, &evidence.instants, Some(index))
    } else {
        Reconstruction::default()
    };
    let own = if has_athletes {
        CameraEvidence::from_athletes(index, &evidence.instants, &others)
    } else {
        let landmarks = evidence.landmark_correspondences(index);
        CameraEvidence::from_landmarks(index, &evidence.instants, landmarks)
    };
    let given = &rig.cameras()[index];
    let candidates = candidates(given, &own, &evidence.landmark_correspondences(index));
    let rated: Vec<(Fit, Candidate)> = candidates
        .into_iter()
        .map(|c| (own.fit_of(&c.camera), c))
        .collect();
    let base = own.fit_of(given);
    let max_matched = rated.iter().map(|r| r.0.matched).max()?.max(base.matched);
    if max_matched == 0 {
        return None;
    }
    let n = own.sample_size().max(2) as f64;
    let criterion = |(fit, candidate): &(Fit, Candidate)| {
        n * fit.cost(max_matched).ln() + candidate.parameter_count as f64 * n.ln()
    };
    let (fit, best) = rated
        .into_iter()
        .min_by(|a, b| criterion(a).total_cmp(&criterion(b)))?;
    if fit.cost(max_matched) > MAX_REMAINING_COST * base.cost(max_matched) {
        return None;
    }
    let landmark_shift = (best.cause == Cause::LandmarksShifted && has_athletes).then(|| {
        // new = given · T(x): shifted by −x, the camera's landmarks lie where those of the others do.
        let x = given.cam_from_world.inverse() * best.camera.cam_from_world;
        (index, -x.translation.vector)
    });
    Some(Hypothesis {
        rig: replace_camera(rig, index, best.camera)?,
        parameter_count: best.parameter_count as f64,
        landmark_shift,
        diagnosis: Diagnosis {
            cameras: vec![given.name.clone()],
            cause: best.cause,
            description: format!("camera \"{}\": {}", given.name, best.description),
            repair: format!("camera \"{}\": {}", given.name, best.repair),
        },
    })
}

fn candidates(
    given: &Camera,
    own: &CameraEvidence<'_>,
    landmarks: &[Correspondence],
) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    for inversion in PoseInversion::ALL {
        all.push(Candidate {
            cause: Cause::Inverted,
            description: inversion.description().to_owned(),
            repair: "invert its pose".to_owned(),
            camera: inversion.correct(given),
            parameter_count: 0,
        });
    }
    for (units_per_m, unit) in LENGTH_UNITS {
        all.push(Candidate {
            cause: Cause::Unit,
            description: format!("its translation is in {unit}, not metres"),
            repair: format!("divide its translation by {units_per_m}"),
            camera: convert_to_metres(given, units_per_m),
            parameter_count: 0,
        });
    }
    let start = own.match_by_similarity(given);
    if let Some((pairs, similarity)) = start.filter(|(p, _)| p.len() >= 6) {
        for model in FaultModel::ALL {
            let initial = model.initial_parameters(given, &similarity);
            let (camera, x) = own.fit_fault(model, given, &pairs, initial);
            if model.is_possible(given, &x) {
                all.push(describe_fault(model, given, camera, &x, landmarks));
            }
        }
    }
    if let Some(pairs) = own.unambiguous_pairs()
        && let Some(camera) = resect(given, &pairs)
    {
        let model = FaultModel::Moved;
        let (camera, x) = own.fit_fault(model, &camera, &pairs, vec![0.0; 6]);
        all.push(describe_fault(model, given, camera, &x, &[]));
    }
    all
}

/// The pose from correspondences alone, whatever it was.
fn resect(given: &Camera, pairs: &[Correspondence]) -> Option<Camera> {
    let step = pairs.len().div_ceil(120);
    let landmarks: Vec<PickedLandmark> = pairs
        .iter()
        .step_by(step)
        .map(|p| PickedLandmark {
            name: String::new(),
            target: LandmarkTarget::Point(p.p_in_world.into()),
            at: p.observed,
            sigma_px: p.sigma_px,
            sigma_m: 0.01,
        })
        .collect();
    let found =
        resection::resect(given, &landmarks, resection::ResectionOptions::default()).ok()?;
    Some(Camera {
        cam_from_world: found.cam_from_world,
        ..given.clone()
    })
}

fn describe_fault(
    model: FaultModel,
    given: &Camera,
    camera: Camera,
    x: &[f64],
    landmarks: &[Correspondence],
) -> Candidate {
    let (cause, description, repair) = match model {
        FaultModel::Zoomed => (
            Cause::Zoomed,
            format!(
                "its lens was zoomed: its focal length is {:.1} px, not {:.1} ({:+.1} %)",
                camera.intrinsics.fx,
                given.intrinsics.fx,
                100.0 * (x[0].exp() - 1.0)
            ),
            format!("set its focal length to {:.1} px", camera.intrinsics.fx),
        ),
        FaultModel::Resized => (
            Cause::ImageSize,
            format!(
                "its images are {} × {} px, {:.3} times as large as those of the calibration",
                camera.size_px[0],
                camera.size_px[1],
                x[0].exp()
            ),
            format!("scale its intrinsics by {:.3}", x[0].exp()),
        ),
        FaultModel::Cropped => (
            Cause::Cropped,
            format!(
                "its images are cut out of those of the calibration: the pixel (0, 0) is now at ({:.0}, {:.0}) px",
                x[0], x[1]
            ),
            format!("move its principal point by ({:.1}, {:.1}) px", x[0], x[1]),
        ),
        FaultModel::Rotated => {
            let deg = Vector3::new(x[0], x[1], x[2]).norm().to_degrees();
            (
                Cause::Rotated,
                format!("it was rotated by {deg:.2}° where it stands"),
                format!("rotate its pose by {deg:.2}°"),
            )
        }
        FaultModel::Shifted => describe_shift(given, &camera, x, landmarks),
        FaultModel::Moved => {
            let by_m = (camera.centre().0 - given.centre().0).norm();
            let deg = camera
                .cam_from_world
                .rotation
                .angle_to(&given.cam_from_world.rotation)
                .to_degrees();
            (
                Cause::Moved,
                format!("it stands {by_m:.2} m from its position in the rig, rotated by {deg:.1}°"),
                "take its pose from the athletes".to_owned(),
            )
        }
    };
    Candidate {
        cause,
        description,
        repair,
        camera,
        parameter_count: model.parameter_count(),
    }
}

fn describe_shift(
    given: &Camera,
    camera: &Camera,
    x: &[f64],
    landmarks: &[Correspondence],
) -> (Cause, String, String) {
    let agrees_with_landmarks = landmarks.len() >= 4
        && mean_residual_loss(given, landmarks) < mean_residual_loss(camera, landmarks);
    let subject = if agrees_with_landmarks {
        "its landmarks, which agree with its pose, are"
    } else {
        "its pose is"
    };
    let by = format!("({:.2}, {:.2}, {:.2}) m", -x[0] + 0.0, -x[1] + 0.0, 0.0);
    (
        Cause::LandmarksShifted,
        format!(
            "{subject} in a coordinate system that is not the others': it must be shifted by {by}"
        ),
        format!("shift its world by {by}"),
    )
}
