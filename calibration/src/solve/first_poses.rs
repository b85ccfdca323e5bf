//! First guesses of where cameras stand: from landmarks, from where people stand, from rough poses.

use nalgebra::{Isometry3, Rotation3, Translation3, UnitQuaternion, Vector2, Vector3};

use super::adjust::AdjustError;
use super::floor::Floor;
use super::landmarks::{self, Landmark, Shape};
use super::level;
use super::people::People;
use super::poses::Rough;
use super::register::{Placed, Standing, register};
use crate::Camera;

/// The poses of cameras that show enough landmarks.
pub(super) fn placed_by_landmarks(
    cameras: &[Camera],
    landmarks: &[Landmark],
) -> Result<Vec<Option<Isometry3<f64>>>, AdjustError> {
    let mut placed = Vec::new();
    for (i, camera) in cameras.iter().enumerate() {
        let seen = landmarks.iter().flat_map(|l| {
            let shape = l.shape;
            l.seen
                .iter()
                .filter(move |s| s.camera == i)
                .filter_map(move |s| match shape {
                    Shape::Point(p) => Some((p, s.at)),
                    _ => None,
                })
        });
        let seen: Vec<_> = seen.collect();
        placed.push(match seen.len() {
            0..4 => None,
            _ => Some(landmarks::first_pose(camera, &seen)?.0),
        });
    }
    Ok(placed)
}

/// Where every camera stands about: landmarks first, then people, then rough poses.
pub(super) fn first_poses(
    cameras: &[Camera],
    people: &People,
    anchored: &[Option<Isometry3<f64>>],
    rough: Rough,
) -> Result<Vec<Isometry3<f64>>, AdjustError> {
    let thought: Vec<_> = cameras.iter().map(|c| c.cam_from_world).collect();
    if anchored.iter().all(Option::is_some) {
        return Ok(anchored.iter().flatten().copied().collect());
    }
    let known = rough == Rough::About;
    let floors = from_floors(people, known.then_some(&thought[..]));
    let mut first = Vec::new();
    for (i, camera) in cameras.iter().enumerate() {
        let pose = anchored[i].or(floors[i]).or(known.then_some(thought[i]));
        first.push(pose.ok_or_else(|| {
            AdjustError(format!(
                "camera \"{}\": nothing places it: it shows fewer than 4 landmarks, and too few people whom other cameras \
                 see at the same time; give it a rough pose",
                camera.name
            ))
        })?);
    }
    // Cameras placed by people stand in a world of their own: bring it to that of the landmarks, or of rough poses.
    let by_people: Vec<_> = (0..cameras.len())
        .filter(|&i| anchored[i].is_none() && floors[i].is_some())
        .collect();
    let both = |i: &usize| {
        anchored[*i]
            .or(known.then_some(thought[*i]))
            .zip(floors[*i])
    };
    let (there, here): (Vec<_>, Vec<_>) = (0..cameras.len())
        .collect::<Vec<_>>()
        .iter()
        .filter_map(both)
        .unzip();
    if !here.is_empty() {
        let moved = level::onto_rough(&here, &there).inverse();
        for i in by_people {
            first[i] *= moved;
        }
    }
    Ok(first)
}

/// Poses from where people stand: z up, the floor z = 0. `rough`: what is known of them.
fn from_floors(people: &People, rough: Option<&[Isometry3<f64>]>) -> Vec<Option<Isometry3<f64>>> {
    let count = people.pictures.len();
    let up = |i: usize| rough.map(|r| r[i].rotation * Vector3::z());
    let floors: Vec<_> = (0..count).map(|i| Floor::of(people, i, up(i))).collect();
    let near = |a: usize, b: usize| -> Placed {
        // Both floors in the rough world.
        let of = |i: usize| -> Placed {
            let pose = rough.map_or(Isometry3::identity(), |r| r[i]);
            let look = level::look(&pose);
            let centre = pose.inverse().translation.vector;
            Placed {
                // The floor's y is ahead.
                turn: (-look.x).atan2(look.y),
                size: 1.0,
                shift: Vector2::new(centre.x, centre.y),
            }
        };
        of(a).inverse().after(&of(b))
    };
    let moments = standing(people, &floors);
    let placed = register(
        &moments,
        count,
        rough.map(|_| &near as &dyn Fn(usize, usize) -> Placed),
    );
    // Heights err one by one; their mean errs least.
    let sizes: Vec<f64> = placed.iter().flatten().map(|p| p.size.ln()).collect();
    let mean = (sizes.iter().sum::<f64>() / sizes.len().max(1) as f64).exp();
    let pose = |(placed, floor): (&Option<Placed>, &Option<Floor>)| {
        let (placed, floor) = (placed.as_ref()?, floor.as_ref()?);
        let mut local = floor.floor_from_cam();
        local.translation.vector *= placed.size / mean;
        let shift = placed.shift / mean;
        let turn =
            UnitQuaternion::from_rotation_matrix(&Rotation3::new(Vector3::z() * placed.turn));
        let world_from_floor =
            Isometry3::from_parts(Translation3::new(shift.x, shift.y, 0.0), turn);
        Some((world_from_floor * local).inverse())
    };
    placed.iter().zip(&floors).map(pose).collect()
}

/// Where everybody stands, at some hundred instants.
fn standing(people: &People, floors: &[Option<Floor>]) -> Vec<Standing> {
    const INSTANTS: usize = 240;
    const NEAR_S: f64 = 0.06;
    let fullest = people.pictures.iter().max_by_key(|p| p.len());
    let pictures = fullest.map_or(&[][..], |p| &p[..]);
    let skip = pictures.len().div_ceil(INSTANTS).max(1);
    let at = |shown_s: f64| -> Standing {
        let of = |(camera, floor): (usize, &Option<Floor>)| {
            let picture = people.picture(camera, shown_s, NEAR_S);
            let (Some(floor), Some(picture)) = (floor, picture) else {
                return Vec::new();
            };
            let mine = &people.all[picture.people[0]..picture.people[1]];
            mine.iter().filter_map(|p| floor.stands(p)).collect()
        };
        floors.iter().enumerate().map(of).collect()
    };
    pictures
        .iter()
        .step_by(skip)
        .map(|p| at(p.shown_s))
        .collect()
}
