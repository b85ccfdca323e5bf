//! What cameras saw of athletes, brought to common instants, as rays of some rig.

use nalgebra::{Matrix3, Vector3};
use trackside_schema::{FrameSet, JOINT_COUNT, Joint, Person2d, RawPixel, View};

use crate::Rig;

/// A joint that the detector is less sure of is not looked at.
const LEAST_SCORE: f32 = 0.3;
/// A person with fewer joints is not looked at.
const LEAST_JOINTS: usize = 5;
/// A view within this of its moment's time is taken as it is, s.
const SAME_TIME_S: f64 = 1e-3;

/// One person in one picture, moved to the instant's time.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub camera: usize,
    /// Where joints show, and their standard deviation, px.
    pub joints: [Option<(RawPixel, f64)>; JOINT_COUNT],
}

impl Person {
    pub fn seen(&self) -> impl Iterator<Item = (usize, RawPixel, f64)> + '_ {
        let each = self.joints.iter().enumerate();
        each.filter_map(|(j, k)| k.map(|(at, sigma)| (j, at, sigma)))
    }

    /// The middle of the joints and their spread about it, px.
    pub fn extent(&self) -> (RawPixel, f64) {
        let n = self.seen().count().max(1) as f64;
        let (mut x, mut y) = (0.0, 0.0);
        self.seen()
            .for_each(|(_, at, _)| (x, y) = (x + at.x / n, y + at.y / n));
        let middle = RawPixel::new(x, y);
        let squares: f64 = self
            .seen()
            .map(|(_, at, _)| at.distance(middle).powi(2))
            .sum();
        (middle, (squares / n).sqrt())
    }
}

/// Everybody whom any camera saw at one time.
#[derive(Clone, Debug, Default)]
pub(super) struct Instant {
    pub people: Vec<Person>,
}

/// Up to `most` instants, spread evenly over the moments that more than one camera saw somebody at.
pub(super) fn instants(moments: &[FrameSet], cameras: usize, most: usize) -> Vec<Instant> {
    let somebody = |m: &FrameSet| m.views.iter().filter(|v| !v.people.is_empty()).count() > 1;
    let useful: Vec<usize> = (0..moments.len())
        .filter(|&i| somebody(&moments[i]))
        .collect();
    let n = useful.len().min(most);
    let chosen = (0..n).map(|i| useful[(2 * i + 1) * useful.len() / (2 * n)]);
    let all: Vec<&FrameSet> = moments.iter().collect();
    chosen.map(|i| instant(&all, i, cameras)).collect()
}

/// Everybody at the time of one of the moments; those beside it say how they move.
pub(super) fn instant(moments: &[&FrameSet], index: usize, cameras: usize) -> Instant {
    let moment = moments[index];
    let mut people = Vec::new();
    for view in moment.views.iter().filter(|v| v.camera.index() < cameras) {
        let late_s = moment.time.seconds_since(view.stamp.mid_exposure);
        let beside =
            (late_s.abs() > SAME_TIME_S).then(|| beside(moments, index, view, late_s > 0.0));
        for person in &view.people {
            let here = match beside {
                None => Some(as_seen(person)),
                Some(Some(other)) => between(view, other, person, late_s),
                // Nothing to go by: who moves would be somewhere else.
                Some(None) => None,
            };
            if let Some(joints) = here
                && joints.iter().flatten().count() >= LEAST_JOINTS
            {
                people.push(Person {
                    camera: view.camera.index(),
                    joints,
                });
            }
        }
    }
    Instant { people }
}

/// The same camera's view next to `view`, later or earlier.
fn beside<'m>(
    moments: &[&'m FrameSet],
    index: usize,
    view: &View,
    later: bool,
) -> Option<&'m View> {
    (1..=2).find_map(|step: usize| {
        let at = if later {
            index.checked_add(step)?
        } else {
            index.checked_sub(step)?
        };
        moments
            .get(at)?
            .views
            .iter()
            .find(|v| v.camera == view.camera)
    })
}

fn as_seen(person: &Person2d) -> [Option<(RawPixel, f64)>; JOINT_COUNT] {
    let mut joints = [None; JOINT_COUNT];
    for (j, k) in person
        .detected_joints()
        .filter(|(_, k)| k.score >= LEAST_SCORE)
    {
        let sigma = f64::from(k.sigma_px);
        let usable = sigma > 0.0 && sigma.is_finite() && k.at.x.is_finite() && k.at.y.is_finite();
        joints[j.index()] = usable.then_some((k.at, sigma));
    }
    joints
}

/// The person's joints `late_s` after `view`, by whoever is most like them in `other`.
fn between(
    view: &View,
    other: &View,
    person: &Person2d,
    late_s: f64,
) -> Option<[Option<(RawPixel, f64)>; JOINT_COUNT]> {
    let apart_s = other
        .stamp
        .mid_exposure
        .seconds_since(view.stamp.mid_exposure);
    let share = late_s / apart_s;
    if !(-0.1..=1.1).contains(&share) {
        return None;
    }
    let now = as_seen(person);
    let nearest = other.people.iter().map(as_seen).filter_map(|then| {
        let (mut sum, mut n) = (0.0, 0);
        for (a, b) in now.iter().zip(&then) {
            if let (Some((a, _)), Some((b, _))) = (a, b) {
                sum += a.distance(*b);
                n += 1;
            }
        }
        (n >= LEAST_JOINTS).then(|| (sum / n as f64, then))
    });
    let (off, then) = nearest.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let whole = Person {
        camera: 0,
        joints: now,
    };
    // Half a body's spread between two pictures: somebody else.
    if off > 0.5 * whole.extent().1 {
        return None;
    }
    let mut joints = [None; JOINT_COUNT];
    for j in Joint::ALL.map(Joint::index) {
        if let (Some((a, sigma)), Some((b, _))) = (now[j], then[j]) {
            let at = RawPixel::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            joints[j] = Some((at, sigma));
        }
    }
    Some(joints)
}

/// A half line in the world on which a joint was seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ray {
    pub centre: Vector3<f64>,
    pub direction: Vector3<f64>,
    /// One standard deviation, rad.
    pub sigma: f64,
}

impl Ray {
    /// The angle between the ray and the way to `p`, in standard deviations.
    pub fn off(&self, p: &Vector3<f64>) -> f64 {
        let way = p - self.centre;
        let range = way.norm().max(1e-9);
        (way / range - self.direction).norm() / self.sigma
    }
}

/// A person's rays by some rig.
pub(super) type Rays = [Option<Ray>; JOINT_COUNT];

/// The rays of everybody at an instant.
pub(super) fn rays(rig: &Rig, instant: &Instant) -> Vec<Rays> {
    let of = |person: &Person| {
        let mut rays = [None; JOINT_COUNT];
        let camera = &rig.cameras()[person.camera];
        let focal_px = 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy);
        for (j, at, sigma_px) in person.seen() {
            rays[j] = camera.ray(at).map(|ray| Ray {
                centre: ray.origin.0.coords,
                direction: ray.direction.into_inner(),
                sigma: sigma_px / focal_px,
            });
        }
        rays
    };
    instant.people.iter().map(of).collect()
}

/// The point nearest to rays, each weighted by its accuracy there, and its covariance, m²; `None` where they do not meet.
pub(super) fn meet(rays: &[Ray]) -> Option<(Vector3<f64>, Matrix3<f64>)> {
    let mut point: Option<Vector3<f64>> = None;
    let mut information = Matrix3::zeros();
    for _ in 0..3 {
        information = Matrix3::zeros();
        let mut b = Vector3::zeros();
        for ray in rays {
            let range = point.map_or(1.0, |p| (p - ray.centre).norm().max(1e-6));
            let w = 1.0 / (ray.sigma * range).powi(2);
            let across = (Matrix3::identity() - ray.direction * ray.direction.transpose()) * w;
            information += across;
            b += across * ray.centre;
        }
        point = Some(information.cholesky()?.solve(&b));
    }
    let point = point.filter(|p| p.iter().all(|v| v.is_finite()))?;
    Some((point, information.try_inverse()?))
}
