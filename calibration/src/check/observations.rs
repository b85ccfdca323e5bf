//! The 2D people of all cameras, interpolated to common instants.

use trackside_schema::{FrameSet, JOINT_COUNT, Joint, Person2d, RawPixel, View};

/// Joints with a lower score are ignored.
const MIN_SCORE: f32 = 0.3;
/// People with fewer joints are ignored.
const MIN_JOINTS: usize = 5;
/// A view this near to its frame set's time is taken without interpolation, s.
const SIMULTANEOUS_S: f64 = 1e-3;

/// Position and standard deviation (px) of each joint of one person in one image.
pub(super) type ObservedJoints = [Option<(RawPixel, f64)>; JOINT_COUNT];

/// One person in one image, interpolated to the instant's time.
#[derive(Clone, Debug)]
pub(super) struct ObservedPerson {
    pub camera: usize,
    pub joints: ObservedJoints,
}

impl ObservedPerson {
    /// Joint index, position and standard deviation (px) of every observed joint.
    pub fn observed_joints(&self) -> impl Iterator<Item = (usize, RawPixel, f64)> + '_ {
        let each = self.joints.iter().enumerate();
        each.filter_map(|(j, k)| k.map(|(at, sigma)| (j, at, sigma)))
    }

    /// The centroid of the joints and their root mean square distance from it, px.
    pub fn centroid_and_radius(&self) -> (RawPixel, f64) {
        let n = self.observed_joints().count().max(1) as f64;
        let (mut x, mut y) = (0.0, 0.0);
        self.observed_joints()
            .for_each(|(_, at, _)| (x, y) = (x + at.x / n, y + at.y / n));
        let centroid = RawPixel::new(x, y);
        let squares: f64 = self
            .observed_joints()
            .map(|(_, at, _)| at.distance(centroid).powi(2))
            .sum();
        (centroid, (squares / n).sqrt())
    }
}

/// The people of all cameras at one time.
#[derive(Clone, Debug, Default)]
pub(super) struct ObservedInstant {
    pub people: Vec<ObservedPerson>,
}

/// Up to `max_count` instants, spread evenly over the frame sets in which more than one camera shows people.
pub(super) fn sample_instants(
    frame_sets: &[FrameSet],
    camera_count: usize,
    max_count: usize,
) -> Vec<ObservedInstant> {
    let has_people = |m: &FrameSet| m.views.iter().filter(|v| !v.people.is_empty()).count() > 1;
    let useful: Vec<usize> = (0..frame_sets.len())
        .filter(|&i| has_people(&frame_sets[i]))
        .collect();
    let n = useful.len().min(max_count);
    let chosen = (0..n).map(|i| useful[(2 * i + 1) * useful.len() / (2 * n)]);
    let all: Vec<&FrameSet> = frame_sets.iter().collect();
    chosen.map(|i| instant_at(&all, i, camera_count)).collect()
}

/// The people at the time of one frame set; its neighbours give their motion.
pub(super) fn instant_at(
    frame_sets: &[&FrameSet],
    index: usize,
    camera_count: usize,
) -> ObservedInstant {
    let frame_set = frame_sets[index];
    let mut people = Vec::new();
    let views = frame_set.views.iter();
    for view in views.filter(|v| v.camera.index() < camera_count) {
        let offset_s = frame_set.time.seconds_since(view.stamp.mid_exposure);
        let neighbour = (offset_s.abs() > SIMULTANEOUS_S)
            .then(|| adjacent_view(frame_sets, index, view, offset_s > 0.0));
        for person in &view.people {
            let joints = match neighbour {
                None => Some(usable_joints(person)),
                Some(Some(other)) => interpolate_person(view, other, person, offset_s),
                // Without a second view the person's motion is unknown.
                Some(None) => None,
            };
            if let Some(joints) = joints
                && joints.iter().flatten().count() >= MIN_JOINTS
            {
                people.push(ObservedPerson {
                    camera: view.camera.index(),
                    joints,
                });
            }
        }
    }
    ObservedInstant { people }
}

/// The same camera's next view after or before `view`.
fn adjacent_view<'m>(
    frame_sets: &[&'m FrameSet],
    index: usize,
    view: &View,
    after: bool,
) -> Option<&'m View> {
    (1..=2).find_map(|step: usize| {
        let at = if after {
            index.checked_add(step)?
        } else {
            index.checked_sub(step)?
        };
        frame_sets
            .get(at)?
            .views
            .iter()
            .find(|v| v.camera == view.camera)
    })
}

fn usable_joints(person: &Person2d) -> ObservedJoints {
    let mut joints = [None; JOINT_COUNT];
    for (j, k) in person
        .detected_joints()
        .filter(|(_, k)| k.score >= MIN_SCORE)
    {
        let sigma = f64::from(k.sigma_px);
        let usable = sigma > 0.0 && sigma.is_finite() && k.at.x.is_finite() && k.at.y.is_finite();
        joints[j.index()] = usable.then_some((k.at, sigma));
    }
    joints
}

/// The person's joints `offset_s` after `view`, interpolated to the most similar person of `other`.
fn interpolate_person(
    view: &View,
    other: &View,
    person: &Person2d,
    offset_s: f64,
) -> Option<ObservedJoints> {
    let interval_s = other
        .stamp
        .mid_exposure
        .seconds_since(view.stamp.mid_exposure);
    let fraction = offset_s / interval_s;
    if !(-0.1..=1.1).contains(&fraction) {
        return None;
    }
    let from = usable_joints(person);
    let nearest = other.people.iter().map(usable_joints).filter_map(|to| {
        let (mut sum, mut n) = (0.0, 0);
        for (a, b) in from.iter().zip(&to) {
            if let (Some((a, _)), Some((b, _))) = (a, b) {
                sum += a.distance(*b);
                n += 1;
            }
        }
        (n >= MIN_JOINTS).then(|| (sum / n as f64, to))
    });
    let (distance_px, to) = nearest.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let observed = ObservedPerson {
        camera: 0,
        joints: from,
    };
    // A person who moved by half a body radius between two images is another person.
    if distance_px > 0.5 * observed.centroid_and_radius().1 {
        return None;
    }
    let mut joints = [None; JOINT_COUNT];
    for j in Joint::ALL.map(Joint::index) {
        if let (Some((a, sigma)), Some((b, _))) = (from[j], to[j]) {
            let at = RawPixel::new(a.x + (b.x - a.x) * fraction, a.y + (b.y - a.y) * fraction);
            joints[j] = Some((at, sigma));
        }
    }
    Some(joints)
}
