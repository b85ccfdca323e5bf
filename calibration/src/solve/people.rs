//! The people that cameras detected, each linked to the same person in the images before and after.

use nalgebra::Vector2;
use trackside_schema::{JOINT_COUNT, Joint, Keypoint, Person2d, Timestamp, View};

use crate::Camera;

/// A person in one image.
#[derive(Clone, Debug)]
pub(super) struct PersonDetection {
    pub camera: usize,
    /// The time by the camera's clock, s from the reference.
    pub camera_time_s: f64,
    pub joints: [Option<Keypoint>; JOINT_COUNT],
    /// The joints in ideal coordinates.
    pub ideal: [Option<Vector2<f64>>; JOINT_COUNT],
    /// The same person in the previous image and in the next.
    pub previous: Option<usize>,
    pub next: Option<usize>,
}

/// The people of one image.
#[derive(Clone, Copy, Debug)]
pub(super) struct ImageDetections {
    pub camera_time_s: f64,
    /// The range in [`LinkedDetections::all`].
    pub people: [usize; 2],
}

/// All people, image by image.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkedDetections {
    pub all: Vec<PersonDetection>,
    /// By camera, in the order of their times.
    pub images: Vec<Vec<ImageDetections>>,
}

/// Joints with a lower score are ignored.
const MIN_SCORE: f32 = 0.3;
/// People with fewer joints are ignored.
const MIN_JOINTS: usize = 6;
/// Images further apart are not linked, s.
const MAX_GAP_S: f64 = 0.15;
/// People who move further between two images, as a share of their size, are not linked.
const MAX_MOVEMENT: f64 = 0.35;
/// The motion of a joint is observed over at least this interval, s: long against a detector's noise, short against a stride.
const MOTION_INTERVAL_S: f64 = 0.038;
/// Fewer shared joints do not tell how far a person moved.
const MIN_SHARED_JOINTS: i32 = 4;

impl LinkedDetections {
    /// The people in `views`, which come in any order. Views of unknown cameras are ignored.
    pub fn of(cameras: &[Camera], views: &[View], reference: Timestamp) -> LinkedDetections {
        let mut people = LinkedDetections::default();
        for (i, camera) in cameras.iter().enumerate() {
            let of_camera = views.iter().filter(|v| v.camera.index() == i);
            let mut own: Vec<&View> = of_camera.collect();
            own.sort_by_key(|v| v.stamp.mid_exposure);
            let mut images = Vec::with_capacity(own.len());
            for view in own {
                let camera_time_s = view.stamp.mid_exposure.seconds_since(reference);
                let from = people.all.len();
                let detected = view.people.iter();
                people
                    .all
                    .extend(detected.filter_map(|p| detection(camera, i, camera_time_s, p)));
                images.push(ImageDetections {
                    camera_time_s,
                    people: [from, people.all.len()],
                });
            }
            for pair in images.windows(2) {
                if pair[1].camera_time_s - pair[0].camera_time_s <= MAX_GAP_S {
                    people.link(pair[0], pair[1]);
                }
            }
            people.images.push(images);
        }
        people
    }

    /// Undistorts all joints again, by the lenses of `cameras`.
    pub fn undistort_by<'c>(&mut self, cameras: impl Iterator<Item = &'c Camera> + Clone) {
        for person in &mut self.all {
            let Some(camera) = cameras.clone().nth(person.camera) else {
                continue;
            };
            for (ideal, joint) in person.ideal.iter_mut().zip(&person.joints) {
                let at = joint.and_then(|k| camera.undistort(k.at));
                *ideal = at.map(|p| Vector2::new(p.x, p.y));
            }
        }
    }

    /// Links the people of two images one to one, nearest first.
    fn link(&mut self, a: ImageDetections, b: ImageDetections) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for i in a.people[0]..a.people[1] {
            for j in b.people[0]..b.people[1] {
                let movement = relative_movement(&self.all[i], &self.all[j]);
                pairs.extend(movement.filter(|m| *m < MAX_MOVEMENT).map(|m| (m, i, j)));
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, i, j) in pairs {
            if self.all[i].next.is_none() && self.all[j].previous.is_none() {
                self.all[i].next = Some(j);
                self.all[j].previous = Some(i);
            }
        }
    }

    /// The same person, some [`MOTION_INTERVAL_S`] later or earlier, as `step` goes; the farthest where the track is shorter.
    pub fn neighbour(
        &self,
        person: usize,
        step: impl Fn(&PersonDetection) -> Option<usize>,
    ) -> Option<usize> {
        let time_s = self.all[person].camera_time_s;
        let mut at = step(&self.all[person])?;
        while (self.all[at].camera_time_s - time_s).abs() < MOTION_INTERVAL_S {
            match step(&self.all[at]) {
                Some(next) => at = next,
                None => break,
            }
        }
        Some(at)
    }

    /// The camera's image nearest to `camera_time_s`, at most `within_s` away.
    pub fn image_at(
        &self,
        camera: usize,
        camera_time_s: f64,
        within_s: f64,
    ) -> Option<ImageDetections> {
        let images = &self.images[camera];
        let next = images.partition_point(|p| p.camera_time_s < camera_time_s);
        let near = images[next.saturating_sub(1)..].iter().take(2);
        let distance_s = |p: &ImageDetections| (p.camera_time_s - camera_time_s).abs();
        near.min_by(|a, b| distance_s(a).total_cmp(&distance_s(b)))
            .filter(|p| distance_s(p) <= within_s)
            .copied()
    }
}

fn detection(
    camera: &Camera,
    index: usize,
    camera_time_s: f64,
    person: &Person2d,
) -> Option<PersonDetection> {
    let mut joints = [None; JOINT_COUNT];
    let mut ideal = [None; JOINT_COUNT];
    for (i, k) in person.joints.iter().enumerate() {
        let Some(k) = k.filter(|k| k.score >= MIN_SCORE && k.sigma_px > 0.0) else {
            continue;
        };
        ideal[i] = camera.undistort(k.at).map(|p| Vector2::new(p.x, p.y));
        joints[i] = ideal[i].map(|_| k);
    }
    (joints.iter().flatten().count() >= MIN_JOINTS).then_some(PersonDetection {
        camera: index,
        camera_time_s,
        joints,
        ideal,
        previous: None,
        next: None,
    })
}

/// The mean movement of the shared joints as a share of the person's size in the image; `None` with too few shared joints.
fn relative_movement(a: &PersonDetection, b: &PersonDetection) -> Option<f64> {
    let both = a
        .ideal
        .iter()
        .zip(&b.ideal)
        .filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    let (mut sum, mut n) = (0.0, 0);
    let (mut low, mut high) = (
        Vector2::repeat(f64::INFINITY),
        Vector2::repeat(f64::NEG_INFINITY),
    );
    for (a, b) in both {
        sum += (a - b).norm();
        n += 1;
        low = low.inf(&a);
        high = high.sup(&a);
    }
    let size = (high - low).norm();
    (n >= MIN_SHARED_JOINTS && size > 0.0).then(|| sum / f64::from(n) / size)
}

impl PersonDetection {
    /// The middle of two joints, or the one that was detected.
    fn middle_of(&self, a: Joint, b: Joint) -> Option<Vector2<f64>> {
        match (self.ideal[a.index()], self.ideal[b.index()]) {
            (Some(a), Some(b)) => Some(0.5 * (a + b)),
            (one, other) => one.or(other),
        }
    }

    /// The middle of the ankles.
    pub fn ankles(&self) -> Option<Vector2<f64>> {
        self.middle_of(Joint::LAnkle, Joint::RAnkle)
    }

    /// The middle of the shoulders.
    pub fn shoulders(&self) -> Option<Vector2<f64>> {
        self.middle_of(Joint::LShoulder, Joint::RShoulder)
    }
}
