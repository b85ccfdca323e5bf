//! Faults that landmarks alone show: one typed wrong, or all of one camera's measured from another origin.

use nalgebra::{Point3, Translation3, Vector3};

use super::Seen;
use super::causes::{self, Cause, Diagnosis, Fix};
use super::measure::median;
use crate::landmarks::{Landmark, Target};
use crate::{Camera, Rig, resection};

/// A landmark this many times farther off than the middle one is wrong, and at least so many px.
const FARTHER: f64 = 10.0;
const LEAST_OFF_PX: f64 = 12.0;
/// How well landmarks are picked at best, of the picture's longer side.
const PICK: f64 = 0.003;
/// Landmarks this near to each other are one, m.
const SAME_M: f64 = 0.011;

/// The first that is found and was not before, and the rig without it.
pub(super) fn find(rig: &Rig, seen: &Seen, known: &[Diagnosis]) -> Option<Fix> {
    let fresh = |camera: &Camera, cause: Cause| {
        !known
            .iter()
            .any(|d| d.cause == cause && d.cameras.contains(&camera.name))
    };
    rig.cameras().iter().enumerate().find_map(|(i, camera)| {
        let shifted = || shifted(rig, seen, i).filter(|_| fresh(camera, Cause::LandmarksShifted));
        let typed = || typed(rig, seen, i).filter(|_| fresh(camera, Cause::LandmarkTyped));
        shifted().or_else(typed)
    })
}

/// A few landmarks far from where all others put them.
fn typed(rig: &Rig, seen: &Seen, index: usize) -> Option<Fix> {
    let camera = &rig.cameras()[index];
    let landmarks = &seen.landmarks[index];
    let points = landmarks
        .iter()
        .filter(|l| matches!(l.target, Target::Point(_)))
        .count();
    if points < 6 {
        return None;
    }
    // Picks are never better than this, and what a tight few agree on says nothing about the rest.
    let least = PICK * f64::from(camera.size_px[0].max(camera.size_px[1]));
    let eased: Vec<Landmark> = landmarks
        .iter()
        .map(|l| Landmark {
            sigma_px: l.sigma_px.max(least),
            ..l.clone()
        })
        .collect();
    let landmarks = &eased;
    let found =
        resection::resect(camera, landmarks, resection::ResectionOptions::default()).ok()?;
    let off: Vec<f64> = found
        .stats
        .residuals_px
        .iter()
        .map(|r| r.unwrap_or(f64::INFINITY))
        .collect();
    let usual = median(off.iter().copied());
    let wrong: Vec<usize> = (0..off.len())
        .filter(|&i| {
            off[i]
                > (FARTHER * usual)
                    .max(LEAST_OFF_PX)
                    .max(6.0 * landmarks[i].sigma_px)
        })
        .collect();
    // More than a few, or a rest that does not agree, is another fault: a lens, a size.
    let few = wrong.len() == 1 || 8 * wrong.len() <= landmarks.len();
    if wrong.is_empty() || !few || usual > least || points - wrong.len() < 5 {
        return None;
    }
    let kept: Vec<Landmark> = seen.landmarks[index]
        .iter()
        .enumerate()
        .filter(|(i, _)| !wrong.contains(i))
        .map(|(_, l)| l.clone())
        .collect();
    let mended = Camera {
        cam_from_world: resection::resect(camera, &kept, resection::ResectionOptions::default())
            .ok()?
            .cam_from_world,
        ..camera.clone()
    };
    let by = |c: &Camera| {
        median(
            kept.iter()
                .map(|l| resection::residual_px(c, l).unwrap_or(1e6)),
        )
    };
    let pulled = by(camera) > 2.0 * by(&mended) + 1.0;
    let each: Vec<String> = wrong
        .iter()
        .map(|&i| {
            format!(
                "\"{}\" ({:.0} px off{})",
                landmarks[i].name,
                off[i],
                instead(&mended, &landmarks[i], seen)
            )
        })
        .collect();
    let (names, many) = (each.join(", "), wrong.len() > 1);
    let repair = if pulled {
        "take its pose from its other landmarks"
    } else {
        "leave it out (the pose is right without it)"
    };
    let diagnosis = Diagnosis {
        cameras: vec![camera.name.clone()],
        cause: Cause::LandmarkTyped,
        what: format!(
            "camera \"{}\": landmark{} {names} {} typed or picked wrong: the other {} agree without",
            camera.name,
            if many { "s" } else { "" },
            if many { "are" } else { "is" },
            kept.len()
        ),
        repair: format!("camera \"{}\": {repair}", camera.name),
    };
    Some(Fix {
        diagnosis,
        rig: if pulled {
            causes::one(rig, index, mended)?
        } else {
            rig.clone()
        },
        landmarks: Some((index, kept)),
    })
}

/// What the picture shows there, on the landmark's own level.
fn instead(camera: &Camera, landmark: &Landmark, seen: &Seen) -> String {
    let Target::Point(p) = landmark.target else {
        return String::new();
    };
    let Some(ray) = camera.ray(landmark.at) else {
        return String::new();
    };
    let range = (p.z - ray.origin.0.z) / ray.direction.z;
    if !(range > 0.0 && range.is_finite()) {
        return String::new();
    }
    let there = ray.origin.0 + ray.direction.into_inner() * range;
    let named = seen.field.as_ref().and_then(|f| {
        let near = f.points.iter().map(|q| ((q.at - there).norm(), q));
        near.min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(m, _)| *m < 0.5)
    });
    match named {
        Some((_, q)) => format!("; the picture shows \"{}\" there", q.name),
        None => format!(
            "; the picture shows ({:.2}, {:.2}, {:.2}) there",
            there.x, there.y, there.z
        ),
    }
}

fn points(landmarks: &[Landmark]) -> Vec<Point3<f64>> {
    let each = landmarks.iter().filter_map(|l| match l.target {
        Target::Point(p) => Some(p),
        Target::On(_) => None,
    });
    each.collect()
}

/// All landmarks of one camera beside those of the others and of the field, by one and the same shift.
fn shifted(rig: &Rig, seen: &Seen, index: usize) -> Option<Fix> {
    let own = points(&seen.landmarks[index]);
    let mut known: Vec<Point3<f64>> = seen
        .landmarks
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != index)
        .flat_map(|(_, l)| points(l))
        .collect();
    known.extend(
        seen.field
            .iter()
            .flat_map(|f| f.points.iter().map(|p| p.at)),
    );
    if own.len() < 5 || known.len() < 5 {
        return None;
    }
    let hits = |by: &Vector3<f64>| {
        let hit = |p: &&Point3<f64>| known.iter().any(|q| (*p + by - q).norm() < SAME_M);
        own.iter().filter(hit).count()
    };
    let still = hits(&Vector3::zeros());
    if 3 * still > own.len() {
        return None;
    }
    let mut tried: Vec<(usize, Vector3<f64>)> = Vec::new();
    for p in &own {
        for q in &known {
            let by = q - p;
            if by.norm() > SAME_M && !tried.iter().any(|(_, t)| (t - by).norm() < SAME_M) {
                tried.push((hits(&by), by));
            }
        }
    }
    // Most hits; of equals the shortest way.
    tried.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.norm().total_cmp(&b.1.norm())));
    let (most, by) = *tried.first()?;
    let second = tried.get(1).map_or(0, |t| t.0);
    if most < 4 || 2 * most < own.len() || 5 * second > 4 * most {
        return None;
    }
    let camera = &rig.cameras()[index];
    // Only where the pose was made from them.
    let agrees = seen.landmarks[index]
        .iter()
        .map(|l| resection::residual_px(camera, l).unwrap_or(1e6));
    let mended = Camera {
        cam_from_world: camera.cam_from_world * Translation3::from(-by),
        ..camera.clone()
    };
    let against = seen.landmarks[index]
        .iter()
        .map(|l| resection::residual_px(&mended, l).unwrap_or(1e6));
    let pulled = median(agrees) < median(against);
    let diagnosis = Diagnosis {
        cameras: vec![camera.name.clone()],
        cause: Cause::LandmarksShifted,
        what: format!(
            "camera \"{}\": its landmarks are in a shifted coordinate system: {most} of {} are landmarks of the others once \
             shifted by ({:.2}, {:.2}, {:.2}) m, {still} without",
            camera.name,
            own.len(),
            by.x,
            by.y,
            by.z
        ),
        repair: if pulled {
            format!(
                "camera \"{}\": shift its world by ({:.2}, {:.2}, {:.2}) m",
                camera.name, by.x, by.y, by.z
            )
        } else {
            format!(
                "camera \"{}\": correct its landmarks; its pose is right already",
                camera.name
            )
        },
    };
    Some(Fix {
        diagnosis,
        rig: if pulled {
            causes::one(rig, index, mended)?
        } else {
            rig.clone()
        },
        landmarks: Some((index, causes::shifted(&seen.landmarks[index], by))),
    })
}
