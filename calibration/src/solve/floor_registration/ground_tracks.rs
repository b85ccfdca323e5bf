//! Where each camera sees people stand on its own floor, image by image.

use crate::solve::ground_plane::{GroundPlane, GroundPosition};
use crate::solve::people::LinkedDetections;

/// The people that two cameras observe at one time.
pub(super) type PeopleOfPair<'a> = (&'a [GroundPosition], &'a [GroundPosition]);

/// Images are of one time when they are no further apart, s.
const WITHIN_S: f64 = 0.06;

/// The people of one image.
struct GroundImage {
    camera_time_s: f64,
    people: Vec<GroundPosition>,
}

/// All people on the floors of their cameras.
pub(in crate::solve) struct GroundTracks {
    by_camera: Vec<Vec<GroundImage>>,
}

impl GroundTracks {
    /// Cameras without a floor have no people.
    pub fn of(people: &LinkedDetections, floors: &[Option<GroundPlane>]) -> GroundTracks {
        let of_camera = |(camera, floor): (usize, &Option<GroundPlane>)| -> Vec<GroundImage> {
            let Some(floor) = floor else {
                return Vec::new();
            };
            let image = |image: &crate::solve::people::ImageDetections| GroundImage {
                camera_time_s: image.camera_time_s,
                people: people.all[image.people[0]..image.people[1]]
                    .iter()
                    .filter_map(|p| floor.ground_position(p))
                    .collect(),
            };
            people.images[camera].iter().map(image).collect()
        };
        GroundTracks {
            by_camera: floors.iter().enumerate().map(of_camera).collect(),
        }
    }

    /// The people of images of one time, at most `max` times spread over the recording. `offset_s`: how far the second
    /// camera's clock is ahead of the first's.
    pub fn pairs(&self, a: usize, b: usize, offset_s: f64, max: usize) -> Vec<PeopleOfPair<'_>> {
        let (first, second) = (&self.by_camera[a], &self.by_camera[b]);
        let stride = first.len().div_ceil(max.max(1)).max(1);
        let pair = |image: &GroundImage| {
            let time_s = image.camera_time_s + offset_s;
            let next = second.partition_point(|p| p.camera_time_s < time_s);
            let distance_s = |p: &&GroundImage| (p.camera_time_s - time_s).abs();
            second[next.saturating_sub(1)..]
                .iter()
                .take(2)
                .min_by(|x, y| distance_s(x).total_cmp(&distance_s(y)))
                .filter(|p| distance_s(p) <= WITHIN_S)
                .map(|other| other.people.as_slice())
        };
        first
            .iter()
            .step_by(stride)
            .filter_map(|image| Some((image.people.as_slice(), pair(image)?)))
            .filter(|(a, b)| !a.is_empty() && !b.is_empty())
            .collect()
    }
}
