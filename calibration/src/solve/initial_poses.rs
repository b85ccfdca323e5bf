//! First guesses of camera poses: from landmarks, from where people stand, from prior poses.

use nalgebra::{Isometry3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3};

use super::error::SolveError;
use super::floor_registration::{GroundPositions, RigidTransform2, register_floors};
use super::gauge::{alignment_to_priors, optical_axis};
use super::ground_plane::GroundPlane;
use super::landmarks::{Landmark, LandmarkGeometry};
use super::people::LinkedDetections;
use super::pnp::solve_pnp;
use crate::Camera;

/// The poses of the cameras that observe four point landmarks or more.
pub(super) fn poses_from_landmarks(
    cameras: &[Camera],
    landmarks: &[Landmark],
) -> Result<Vec<Option<Isometry3<f64>>>, SolveError> {
    let mut poses = Vec::new();
    for (i, camera) in cameras.iter().enumerate() {
        let observed = landmarks.iter().flat_map(|l| {
            let geometry = l.geometry;
            l.pixels
                .iter()
                .filter(move |p| p.camera == i)
                .filter_map(move |pixel| match geometry {
                    LandmarkGeometry::Point(p) => Some((p, pixel.at)),
                    _ => None,
                })
        });
        let observed: Vec<_> = observed.collect();
        poses.push(match observed.len() {
            0..4 => None,
            _ => Some(solve_pnp(camera, &observed)?.0),
        });
    }
    Ok(poses)
}

/// A pose for every camera: from landmarks, else from people, else the prior pose. `has_prior_poses`: whether the poses of
/// `cameras` are about right.
pub(super) fn initial_poses(
    cameras: &[Camera],
    people: &LinkedDetections,
    from_landmarks: &[Option<Isometry3<f64>>],
    has_prior_poses: bool,
) -> Result<Vec<Isometry3<f64>>, SolveError> {
    let priors: Vec<_> = cameras.iter().map(|c| c.cam_from_world).collect();
    if from_landmarks.iter().all(Option::is_some) {
        return Ok(from_landmarks.iter().flatten().copied().collect());
    }
    let from_people = poses_from_people(people, has_prior_poses.then_some(&priors[..]));
    let mut poses = Vec::new();
    for (i, camera) in cameras.iter().enumerate() {
        let prior = has_prior_poses.then_some(priors[i]);
        let pose = from_landmarks[i].or(from_people[i]).or(prior);
        poses.push(pose.ok_or_else(|| {
            SolveError(format!(
                "camera \"{}\": its pose is not determined: it observes fewer than 4 landmarks, and too few people whom \
                 other cameras observe at the same time; give it a prior pose",
                camera.name
            ))
        })?);
    }
    // Poses from people are in a world of their own: align it with that of the landmarks, or of the prior poses.
    let by_people: Vec<_> = (0..cameras.len())
        .filter(|&i| from_landmarks[i].is_none() && from_people[i].is_some())
        .collect();
    let both = |i: usize| {
        from_landmarks[i]
            .or(has_prior_poses.then_some(priors[i]))
            .zip(from_people[i])
    };
    let (targets, sources): (Vec<_>, Vec<_>) = (0..cameras.len()).filter_map(both).unzip();
    if !sources.is_empty() {
        let people_from_world = alignment_to_priors(&sources, &targets).inverse();
        for i in by_people {
            poses[i] *= people_from_world;
        }
    }
    Ok(poses)
}

/// Poses from where people stand, in a world with z up and the floor at z = 0. `priors`: poses that are about right.
fn poses_from_people(
    people: &LinkedDetections,
    priors: Option<&[Isometry3<f64>]>,
) -> Vec<Option<Isometry3<f64>>> {
    let count = people.images.len();
    let up = |i: usize| priors.map(|r| r[i].rotation * Vector3::z());
    let floors: Vec<_> = (0..count)
        .map(|i| GroundPlane::estimate(people, i, up(i)))
        .collect();
    let pair_prior = |a: usize, b: usize| -> RigidTransform2 {
        let world_from_floor = |i: usize| -> RigidTransform2 {
            let pose = priors.map_or(Isometry3::identity(), |r| r[i]);
            let axis = optical_axis(&pose);
            let centre = pose.inverse().translation.vector;
            RigidTransform2 {
                // The floor's y is ahead.
                rotation_rad: (-axis.x).atan2(axis.y),
                scale: 1.0,
                translation: Vector2::new(centre.x, centre.y),
            }
        };
        world_from_floor(a).inverse().after(&world_from_floor(b))
    };
    let times = ground_positions(people, &floors);
    let registered = register_floors(
        &times,
        count,
        priors.map(|_| &pair_prior as &dyn Fn(usize, usize) -> RigidTransform2),
    );
    // Each height has an error of its own; their mean errs least.
    let log_scales: Vec<f64> = registered.iter().flatten().map(|t| t.scale.ln()).collect();
    let mean_scale = (log_scales.iter().sum::<f64>() / log_scales.len().max(1) as f64).exp();
    let pose = |(registered, floor): (&Option<RigidTransform2>, &Option<GroundPlane>)| {
        let (registered, floor) = (registered.as_ref()?, floor.as_ref()?);
        let mut floor_from_cam = floor.floor_from_cam();
        floor_from_cam.translation.vector *= registered.scale / mean_scale;
        let translation = registered.translation / mean_scale;
        let rotation = UnitQuaternion::from_rotation_matrix(&Rotation3::new(
            Vector3::z() * registered.rotation_rad,
        ));
        let world_from_floor = Isometry3::from_parts(
            Translation3::new(translation.x, translation.y, 0.0),
            rotation,
        );
        Some((world_from_floor * floor_from_cam).inverse())
    };
    registered.iter().zip(&floors).map(pose).collect()
}

/// Where all people stand, at some hundred times.
fn ground_positions(
    people: &LinkedDetections,
    floors: &[Option<GroundPlane>],
) -> Vec<GroundPositions> {
    const MAX_TIMES: usize = 240;
    const WITHIN_S: f64 = 0.06;
    let longest = people.images.iter().max_by_key(|p| p.len());
    let images = longest.map_or(&[][..], |p| &p[..]);
    let stride = images.len().div_ceil(MAX_TIMES).max(1);
    let at = |camera_time_s: f64| -> GroundPositions {
        let of_camera = |(camera, floor): (usize, &Option<GroundPlane>)| {
            let image = people.image_at(camera, camera_time_s, WITHIN_S);
            let (Some(floor), Some(image)) = (floor, image) else {
                return Vec::new();
            };
            let own = &people.all[image.people[0]..image.people[1]];
            own.iter()
                .filter_map(|p| floor.ground_position(p))
                .collect()
        };
        floors.iter().enumerate().map(of_camera).collect()
    };
    images
        .iter()
        .step_by(stride)
        .map(|image| at(image.camera_time_s))
        .collect()
}
