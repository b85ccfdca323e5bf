//! Faults of landmarks alone: some of them mistyped, or all of one camera's measured from another origin.

use nalgebra::{Point3, Translation3, Vector3};

use super::corrections::{replace_camera, shift_landmarks};
use super::diagnosis::{Cause, Diagnosis, Repair};
use super::evidence::PreparedEvidence;
use crate::landmarks::{LandmarkTarget, PickedLandmark};
use crate::statistics::median;
use crate::{Camera, Rig, resection};

/// A landmark is an outlier from this many times the median residual, and at least this many px.
const OUTLIER_RATIO: f64 = 10.0;
const MIN_OUTLIER_PX: f64 = 12.0;
/// The best accuracy of a pick, as a share of the image's longer side.
const MIN_PICK_SHARE: f64 = 0.003;
/// Landmarks nearer to each other than this are one, m.
const SAME_LANDMARK_M: f64 = 0.011;
/// The residual of a landmark that is not projected, px.
const NOT_PROJECTED_PX: f64 = 1e6;

/// The first landmark fault that is not among `known`, and the rig without it.
pub(super) fn find_landmark_fault(
    rig: &Rig,
    evidence: &PreparedEvidence,
    known: &[Diagnosis],
) -> Option<Repair> {
    let is_new = |camera: &Camera, cause: Cause| {
        !known
            .iter()
            .any(|d| d.cause == cause && d.cameras.contains(&camera.name))
    };
    rig.cameras().iter().enumerate().find_map(|(i, camera)| {
        let shifted =
            || find_shift(rig, evidence, i).filter(|_| is_new(camera, Cause::LandmarksShifted));
        let mistyped =
            || find_mistyped(rig, evidence, i).filter(|_| is_new(camera, Cause::LandmarkMistyped));
        shifted().or_else(mistyped)
    })
}

fn residual_px(camera: &Camera, landmark: &PickedLandmark) -> f64 {
    resection::residual_px(camera, landmark).unwrap_or(NOT_PROJECTED_PX)
}

/// A few landmarks far from where the pose from all others puts them.
fn find_mistyped(rig: &Rig, evidence: &PreparedEvidence, index: usize) -> Option<Repair> {
    let camera = &rig.cameras()[index];
    let given = &evidence.landmarks[index];
    let point_count = points(given).len();
    if point_count < 6 {
        return None;
    }
    // A few landmarks may agree better than picks can: their residual is no measure for the others.
    let min_sigma_px = MIN_PICK_SHARE * f64::from(camera.size_px[0].max(camera.size_px[1]));
    let landmarks: Vec<PickedLandmark> = given
        .iter()
        .map(|l| PickedLandmark {
            sigma_px: l.sigma_px.max(min_sigma_px),
            ..l.clone()
        })
        .collect();
    let found =
        resection::resect(camera, &landmarks, resection::ResectionOptions::default()).ok()?;
    let residuals: Vec<f64> = found
        .stats
        .residuals_px
        .iter()
        .map(|r| r.unwrap_or(f64::INFINITY))
        .collect();
    let median_px = median(residuals.iter().copied());
    let outliers: Vec<usize> = (0..residuals.len())
        .filter(|&i| {
            residuals[i]
                > (OUTLIER_RATIO * median_px)
                    .max(MIN_OUTLIER_PX)
                    .max(6.0 * landmarks[i].sigma_px)
        })
        .collect();
    // Many outliers, or a rest that disagrees, have another cause: the lens, the image's size.
    let are_few = outliers.len() == 1 || 8 * outliers.len() <= landmarks.len();
    let rest = point_count.saturating_sub(outliers.len());
    if outliers.is_empty() || !are_few || median_px > min_sigma_px || rest < 5 {
        return None;
    }
    let kept: Vec<PickedLandmark> = given
        .iter()
        .enumerate()
        .filter(|(i, _)| !outliers.contains(i))
        .map(|(_, l)| l.clone())
        .collect();
    let corrected = Camera {
        cam_from_world: resection::resect(camera, &kept, resection::ResectionOptions::default())
            .ok()?
            .cam_from_world,
        ..camera.clone()
    };
    let median_of = |c: &Camera| median(kept.iter().map(|l| residual_px(c, l)));
    let pose_is_wrong = median_of(camera) > 2.0 * median_of(&corrected) + 1.0;
    let names: Vec<String> = outliers
        .iter()
        .map(|&i| {
            format!(
                "\"{}\" ({:.0} px off{})",
                landmarks[i].name,
                residuals[i],
                describe_picked_point(&corrected, &landmarks[i], evidence)
            )
        })
        .collect();
    let diagnosis = mistyped_diagnosis(camera, &names, kept.len(), pose_is_wrong);
    Some(Repair {
        diagnosis,
        rig: if pose_is_wrong {
            replace_camera(rig, index, corrected)?
        } else {
            rig.clone()
        },
        landmarks: Some((index, kept)),
    })
}

fn mistyped_diagnosis(
    camera: &Camera,
    names: &[String],
    kept: usize,
    pose_is_wrong: bool,
) -> Diagnosis {
    let repair = if pose_is_wrong {
        "take its pose from its other landmarks"
    } else {
        "remove it (the pose is right without it)"
    };
    let (noun, verb) = if names.len() > 1 {
        ("landmarks", "are")
    } else {
        ("landmark", "is")
    };
    Diagnosis {
        cameras: vec![camera.name.clone()],
        cause: Cause::LandmarkMistyped,
        description: format!(
            "camera \"{}\": {noun} {} {verb} mistyped or picked at the wrong place: the other {kept} agree without",
            camera.name,
            names.join(", "),
        ),
        repair: format!("camera \"{}\": {repair}", camera.name),
    }
}

/// What lies at the picked pixel, at the landmark's height.
fn describe_picked_point(
    camera: &Camera,
    landmark: &PickedLandmark,
    evidence: &PreparedEvidence,
) -> String {
    let LandmarkTarget::Point(p) = landmark.target else {
        return String::new();
    };
    let Some(ray) = camera.ray(landmark.at) else {
        return String::new();
    };
    let range = (p.z - ray.origin.0.z) / ray.direction.z;
    if !(range > 0.0 && range.is_finite()) {
        return String::new();
    }
    let picked = ray.origin.0 + ray.direction.into_inner() * range;
    let nearest = evidence.field.as_ref().and_then(|f| {
        let near = f.points.iter().map(|q| ((q.at - picked).norm(), q));
        near.min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(m, _)| *m < 0.5)
    });
    match nearest {
        Some((_, q)) => format!("; the image shows \"{}\" there", q.name),
        None => format!(
            "; the image shows ({:.2}, {:.2}, {:.2}) there",
            picked.x, picked.y, picked.z
        ),
    }
}

fn points(landmarks: &[PickedLandmark]) -> Vec<Point3<f64>> {
    let each = landmarks.iter().filter_map(|l| match l.target {
        LandmarkTarget::Point(p) => Some(p),
        LandmarkTarget::OnLine(_) => None,
    });
    each.collect()
}

/// All landmarks of one camera differ from those of the others and of the field by one and the same shift.
fn find_shift(rig: &Rig, evidence: &PreparedEvidence, index: usize) -> Option<Repair> {
    let own = points(&evidence.landmarks[index]);
    let others = other_points(evidence, index);
    if own.len() < 5 || others.len() < 5 {
        return None;
    }
    let match_count = |by: &Vector3<f64>| {
        let matches = |p: &&Point3<f64>| {
            others
                .iter()
                .any(|q| (*p + by - q).norm() < SAME_LANDMARK_M)
        };
        own.iter().filter(matches).count()
    };
    let unshifted = match_count(&Vector3::zeros());
    if 3 * unshifted > own.len() {
        return None;
    }
    let mut candidates: Vec<(usize, Vector3<f64>)> = Vec::new();
    for p in &own {
        for q in &others {
            let by = q - p;
            let is_known = |c: &(usize, Vector3<f64>)| (c.1 - by).norm() < SAME_LANDMARK_M;
            if by.norm() > SAME_LANDMARK_M && !candidates.iter().any(is_known) {
                candidates.push((match_count(&by), by));
            }
        }
    }
    // Most matches; of equals the shortest shift.
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.norm().total_cmp(&b.1.norm())));
    let (most, by) = *candidates.first()?;
    let second = candidates.get(1).map_or(0, |c| c.0);
    if most < 4 || 2 * most < own.len() || 5 * second > 4 * most {
        return None;
    }
    let camera = &rig.cameras()[index];
    let corrected = Camera {
        cam_from_world: camera.cam_from_world * Translation3::from(-by),
        ..camera.clone()
    };
    // The pose is shifted only if it was made from these landmarks.
    let landmarks = &evidence.landmarks[index];
    let median_of = |c: &Camera| median(landmarks.iter().map(|l| residual_px(c, l)));
    let pose_is_wrong = median_of(camera) < median_of(&corrected);
    let by_m = format!("({:.2}, {:.2}, {:.2}) m", by.x, by.y, by.z);
    let repair = if pose_is_wrong {
        format!("shift its world by {by_m}")
    } else {
        "correct its landmarks; its pose is right already".to_owned()
    };
    let diagnosis = Diagnosis {
        cameras: vec![camera.name.clone()],
        cause: Cause::LandmarksShifted,
        description: format!(
            "camera \"{}\": its landmarks are in a shifted coordinate system: {most} of {} coincide with landmarks of the others \
             when shifted by {by_m}, {unshifted} as they are",
            camera.name,
            own.len(),
        ),
        repair: format!("camera \"{}\": {repair}", camera.name),
    };
    Some(Repair {
        diagnosis,
        rig: if pose_is_wrong {
            replace_camera(rig, index, corrected)?
        } else {
            rig.clone()
        },
        landmarks: Some((index, shift_landmarks(landmarks, by))),
    })
}

/// The points of the other cameras' landmarks and of the field.
fn other_points(evidence: &PreparedEvidence, index: usize) -> Vec<Point3<f64>> {
    let mut all: Vec<Point3<f64>> = evidence
        .landmarks
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != index)
        .flat_map(|(_, l)| points(l))
        .collect();
    let field = evidence.field.iter();
    all.extend(field.flat_map(|f| f.points.iter().map(|p| p.at)));
    all
}
