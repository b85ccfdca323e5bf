//! First guesses of camera poses: from landmarks, from where people stand, from prior poses.

use nalgebra::{Isometry3, Point3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3};
use trackside_schema::RawPixel;

use super::error::SolveError;
use super::floor_registration::{
    FloorArrangement, GroundTracks, RegisteredFloor, RigidTransform2, register_floors,
};
use super::gauge::{alignment_to_priors, optical_axis};
use super::ground_plane::GroundPlane;
use super::landmarks::{Landmark, LandmarkGeometry};
use super::people::LinkedDetections;
use crate::Camera;
use crate::landmarks::LandmarkTarget;
use crate::pnp::{IdealObservation, PnpOptions, solve_pnp};

/// A first guess needs so many point landmarks, and as many of them have to agree with it.
const MIN_LANDMARKS: usize = 4;
/// Intrinsics that are about right shift projections: pixels count as no better than this, px.
const MIN_SIGMA_PX: f64 = 2.5;

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
                    LandmarkGeometry::Point(p) => Some((p, pixel.at, pixel.sigma_px)),
                    _ => None,
                })
        });
        let observed: Vec<_> = observed.collect();
        poses.push(if observed.len() < MIN_LANDMARKS {
            None
        } else {
            Some(pose_from_points(camera, &observed)?)
        });
    }
    Ok(poses)
}

/// The pose of a camera that observes landmarks (m) at pixels, each with its deviation, px.
fn pose_from_points(
    camera: &Camera,
    observed: &[(Vector3<f64>, RawPixel, f64)],
) -> Result<Isometry3<f64>, SolveError> {
    let observations: Vec<IdealObservation> = observed
        .iter()
        .filter_map(|(p, at, sigma_px)| {
            let target = LandmarkTarget::Point(Point3::from(*p));
            IdealObservation::new(camera, target, *at, sigma_px.max(MIN_SIGMA_PX))
        })
        .collect();
    let solution = solve_pnp(&observations, &PnpOptions::default());
    let agreeing = solution.filter(|s| s.inliers >= MIN_LANDMARKS);
    agreeing.map(|s| s.cam_from_world).ok_or_else(|| {
        SolveError(format!(
            "camera \"{}\": no pose agrees with four of its landmarks: does the image have another size, or the camera \
             another lens, are landmarks mixed up, or all on one line?",
            camera.name
        ))
    })
}

/// First guesses of all cameras' poses, and of the offsets of their clocks, s.
#[derive(Clone, Debug)]
pub(super) struct FirstGuess {
    pub poses: Vec<Isometry3<f64>>,
    pub clock_offsets_s: Vec<f64>,
    /// Whether the poses may be so good that clocks can be searched by them.
    pub has_precise_poses: bool,
}

/// What first guesses are made from.
pub(super) struct FirstGuessInput<'a> {
    pub cameras: &'a [Camera],
    pub people: &'a LinkedDetections,
    pub from_landmarks: &'a [Option<Isometry3<f64>>],
    /// Whether the poses of `cameras` are about right.
    pub has_prior_poses: bool,
    /// Whether clocks may be off by seconds.
    pub with_clocks: bool,
}

impl FirstGuessInput<'_> {
    /// First guesses, the likeliest first: for every camera from landmarks, else from people, else the prior pose; then the
    /// prior poses as they are.
    pub fn guesses(&self) -> Result<Vec<FirstGuess>, SolveError> {
        let no_offsets = vec![0.0; self.cameras.len()];
        let priors: Vec<_> = self.cameras.iter().map(|c| c.cam_from_world).collect();
        if self.from_landmarks.iter().all(Option::is_some) {
            return Ok(vec![FirstGuess {
                poses: self.from_landmarks.iter().flatten().copied().collect(),
                clock_offsets_s: no_offsets,
                has_precise_poses: true,
            }]);
        }
        let arrangements = arrangements(
            self.people,
            self.has_prior_poses.then_some(&priors[..]),
            self.with_clocks,
        );
        let mut guesses = Vec::new();
        for (poses, offsets) in arrangements {
            guesses.push(FirstGuess {
                poses: self.in_one_world(&poses, &priors)?,
                clock_offsets_s: offsets,
                has_precise_poses: false,
            });
        }
        if self.has_prior_poses {
            let poses = self.from_landmarks.iter().zip(&priors);
            guesses.push(FirstGuess {
                poses: poses.map(|(l, prior)| l.unwrap_or(*prior)).collect(),
                clock_offsets_s: no_offsets,
                has_precise_poses: true,
            });
        }
        Ok(guesses)
    }

    /// Poses from people, moved to the world of the landmarks or of the prior poses, which replace them where there are any.
    fn in_one_world(
        &self,
        from_people: &[Option<Isometry3<f64>>],
        priors: &[Isometry3<f64>],
    ) -> Result<Vec<Isometry3<f64>>, SolveError> {
        let mut poses = Vec::new();
        for (i, camera) in self.cameras.iter().enumerate() {
            let prior = self.has_prior_poses.then_some(priors[i]);
            let pose = self.from_landmarks[i].or(from_people[i]).or(prior);
            poses.push(pose.ok_or_else(|| {
                SolveError(format!(
                    "camera \"{}\": its pose is not determined: it observes fewer than 4 landmarks, and too few people whom \
                     other cameras observe at the same time; film people who walk about where it and another camera look, \
                     or give it landmarks or an approximate pose",
                    camera.name
                ))
            })?);
        }
        let by_people: Vec<_> = (0..self.cameras.len())
            .filter(|&i| self.from_landmarks[i].is_none() && from_people[i].is_some())
            .collect();
        let both = |i: usize| {
            self.from_landmarks[i]
                .or(self.has_prior_poses.then_some(priors[i]))
                .zip(from_people[i])
        };
        let (targets, sources): (Vec<_>, Vec<_>) = (0..self.cameras.len()).filter_map(both).unzip();
        if !sources.is_empty() {
            let people_from_world = alignment_to_priors(&sources, &targets).inverse();
            for i in by_people {
                poses[i] *= people_from_world;
            }
        }
        Ok(poses)
    }
}

/// Poses by camera, where there are any, and the offsets of clocks, s.
type Arrangement = (Vec<Option<Isometry3<f64>>>, Vec<f64>);

/// Poses from where people stand, in a world with z up and the floor at z = 0, and the offsets of clocks from the first
/// camera's: the best arrangement, and others that may do as well. `priors`: poses that are about right.
fn arrangements(
    people: &LinkedDetections,
    priors: Option<&[Isometry3<f64>]>,
    with_clocks: bool,
) -> Vec<Arrangement> {
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
    let tracks = GroundTracks::of(people, &floors);
    let registered = register_floors(
        &tracks,
        count,
        priors.map(|_| &pair_prior as &dyn Fn(usize, usize) -> RigidTransform2),
        with_clocks,
    );
    let each = registered.iter().map(|arrangement| {
        let first_s = arrangement[0].map_or(0.0, |r| r.offset_s);
        let offset = |r: &Option<RegisteredFloor>| r.map_or(0.0, |r| r.offset_s - first_s);
        (
            poses_on_floors(arrangement, &floors),
            arrangement.iter().map(offset).collect(),
        )
    });
    each.collect()
}

fn poses_on_floors(
    arrangement: &FloorArrangement,
    floors: &[Option<GroundPlane>],
) -> Vec<Option<Isometry3<f64>>> {
    // Each height has an error of its own; their mean errs least.
    let log_scales: Vec<f64> = arrangement
        .iter()
        .flatten()
        .map(|t| t.root_from_floor.scale.ln())
        .collect();
    let mean_scale = (log_scales.iter().sum::<f64>() / log_scales.len().max(1) as f64).exp();
    let pose = |(registered, floor): (&Option<RegisteredFloor>, &Option<GroundPlane>)| {
        let (registered, floor) = (registered.as_ref()?.root_from_floor, floor.as_ref()?);
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
    arrangement.iter().zip(floors).map(pose).collect()
}
