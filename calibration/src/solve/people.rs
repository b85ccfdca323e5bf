//! The people that cameras saw, frame by frame, each linked to themselves in the frames before and after.

use nalgebra::Vector2;
use trackside_schema::{JOINT_COUNT, Joint, Keypoint, Person2d, Timestamp, View};

use crate::Camera;

/// Somebody in one picture.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub camera: usize,
    /// What the camera's clock showed, s from the reference.
    pub shown_s: f64,
    pub joints: [Option<Keypoint>; JOINT_COUNT],
    /// The same, undistorted and normalised.
    pub ideal: [Option<Vector2<f64>>; JOINT_COUNT],
    /// The same person in the picture before and in the one after.
    pub before: Option<usize>,
    pub after: Option<usize>,
}

/// One picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture {
    pub shown_s: f64,
    /// In [`People::all`].
    pub people: [usize; 2],
}

/// Everybody, by picture.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub all: Vec<Person>,
    /// By camera, in the order of their times.
    pub pictures: Vec<Vec<Picture>>,
}

/// Weaker joints are left out.
const LEAST_SCORE: f32 = 0.3;
/// Somebody with fewer joints is.
const LEAST_JOINTS: usize = 6;
/// Pictures further apart are not linked, s.
const GAP_S: f64 = 0.15;
/// Somebody who moves further from one picture to the next, in their own size, is somebody else.
const MOST_MOVED: f64 = 0.35;

impl People {
    /// The people in `views`, which may come in any order. Views of cameras that are not there are left out.
    pub fn of(cameras: &[Camera], views: &[View], reference: Timestamp) -> People {
        let mut people = People::default();
        for (i, camera) in cameras.iter().enumerate() {
            let of_camera = views.iter().filter(|v| v.camera.index() == i);
            let mut mine: Vec<&View> = of_camera.collect();
            mine.sort_by_key(|v| v.stamp.mid_exposure);
            let mut pictures = Vec::with_capacity(mine.len());
            for view in mine {
                let shown_s = view.stamp.mid_exposure.seconds_since(reference);
                let from = people.all.len();
                let found = view.people.iter();
                people
                    .all
                    .extend(found.filter_map(|p| person(camera, i, shown_s, p)));
                pictures.push(Picture {
                    shown_s,
                    people: [from, people.all.len()],
                });
            }
            for pair in pictures.windows(2) {
                if pair[1].shown_s - pair[0].shown_s <= GAP_S {
                    people.link(pair[0], pair[1]);
                }
            }
            people.pictures.push(pictures);
        }
        people
    }

    /// Links the nearest first, nobody twice.
    fn link(&mut self, a: Picture, b: Picture) {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for i in a.people[0]..a.people[1] {
            for j in b.people[0]..b.people[1] {
                let moved = moved(&self.all[i], &self.all[j]);
                pairs.extend(moved.filter(|m| *m < MOST_MOVED).map(|m| (m, i, j)));
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, i, j) in pairs {
            if self.all[i].after.is_none() && self.all[j].before.is_none() {
                self.all[i].after = Some(j);
                self.all[j].before = Some(i);
            }
        }
    }

    /// The camera's picture shown nearest to `shown_s`, not further off than `within_s`.
    pub fn picture(&self, camera: usize, shown_s: f64, within_s: f64) -> Option<Picture> {
        let pictures = &self.pictures[camera];
        let next = pictures.partition_point(|p| p.shown_s < shown_s);
        let near = pictures[next.saturating_sub(1)..].iter().take(2);
        let off = |p: &Picture| (p.shown_s - shown_s).abs();
        near.min_by(|a, b| off(a).total_cmp(&off(b)))
            .filter(|p| off(p) <= within_s)
            .copied()
    }
}

fn person(camera: &Camera, index: usize, shown_s: f64, seen: &Person2d) -> Option<Person> {
    let mut joints = [None; JOINT_COUNT];
    let mut ideal = [None; JOINT_COUNT];
    for (i, k) in seen.joints.iter().enumerate() {
        let Some(k) = k.filter(|k| k.score >= LEAST_SCORE && k.sigma_px > 0.0) else {
            continue;
        };
        ideal[i] = camera.undistort(k.at).map(|p| Vector2::new(p.x, p.y));
        joints[i] = ideal[i].map(|_| k);
    }
    (joints.iter().flatten().count() >= LEAST_JOINTS).then_some(Person {
        camera: index,
        shown_s,
        joints,
        ideal,
        before: None,
        after: None,
    })
}

/// How far somebody moved in a picture, as a share of their size; `None` where too little of both was seen.
fn moved(a: &Person, b: &Person) -> Option<f64> {
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
    (n >= 4 && size > 0.0).then(|| sum / f64::from(n) / size)
}

impl Person {
    /// The middle of two joints, or the one that was seen.
    fn between(&self, a: Joint, b: Joint) -> Option<Vector2<f64>> {
        match (self.ideal[a.index()], self.ideal[b.index()]) {
            (Some(a), Some(b)) => Some(0.5 * (a + b)),
            (one, other) => one.or(other),
        }
    }

    /// The middle of the ankles.
    pub fn ankles(&self) -> Option<Vector2<f64>> {
        self.between(Joint::LAnkle, Joint::RAnkle)
    }

    /// The middle of the shoulders.
    pub fn shoulders(&self) -> Option<Vector2<f64>> {
        self.between(Joint::LShoulder, Joint::RShoulder)
    }
}
