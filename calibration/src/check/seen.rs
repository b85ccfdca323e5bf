//! One camera against the others: who of the athletes that the others know is whom in its pictures, and how far off.

use nalgebra::{Matrix3, Point3, Vector3};
use trackside_schema::{RawPixel, WorldPoint};

use super::people::{Athlete, Explained, GATE};
use super::sights::{Instant, Person};
use crate::Camera;

/// A joint that the others know, and where the camera shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub at: Vector3<f64>,
    pub covariance: Matrix3<f64>,
    pub px: RawPixel,
    pub sigma_px: f64,
    /// Counts people at instants: joints of one err together.
    pub group: usize,
}

impl Pair {
    /// Where it shows less where `camera` would have it, px, and the standard deviation of that.
    pub fn error(&self, camera: &Camera) -> Option<([f64; 2], f64)> {
        let by = camera.project(WorldPoint(Point3::from(self.at)))?;
        let range = (self.at - camera.centre().0.coords).norm().max(1e-9);
        let per_m = camera.intrinsics.fx / range;
        let sigma = (self.sigma_px.powi(2) + self.covariance.trace() / 3.0 * per_m * per_m).sqrt();
        Some(([self.px.x - by.x, self.px.y - by.y], sigma))
    }
}

/// Who was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub pairs: Vec<Pair>,
    /// How many people were.
    pub people: usize,
    /// How many athletes of the others should show in the picture.
    pub expected: usize,
    /// How many people it shows, whoever they are.
    pub shown: usize,
    /// By person the mean of how badly their joints fit, 0 to 1, summed.
    pub misfit: f64,
}

/// The athletes of each instant.
pub(super) fn by_instant(others: &Explained, instants: usize) -> Vec<Vec<&Athlete>> {
    let mut by = vec![Vec::new(); instants];
    others.athletes.iter().for_each(|a| by[a.instant].push(a));
    by
}

/// Finds the others' athletes among the people of camera `index`, were it `camera`.
pub(super) fn find(
    camera: &Camera,
    index: usize,
    instants: &[Instant],
    athletes: &[Vec<&Athlete>],
) -> Found {
    let mut found = Found::default();
    for (instant, athletes) in instants.iter().zip(athletes) {
        let people: Vec<&Person> = instant
            .people
            .iter()
            .filter(|p| p.camera == index)
            .collect();
        found.shown += people.len();
        let mut fits = Vec::new();
        for (a, athlete) in athletes.iter().enumerate() {
            let shown = show(camera, athlete);
            found.expected += usize::from(expected(camera, &shown));
            for (p, person) in people.iter().enumerate() {
                if let Some(off) = alike(&shown, person) {
                    fits.push((off, a, p));
                }
            }
        }
        fits.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut used_a, mut used_p) = (vec![false; athletes.len()], vec![false; people.len()]);
        for (_, a, p) in fits {
            if used_a[a] || used_p[p] {
                continue;
            }
            (used_a[a], used_p[p]) = (true, true);
            found.take(camera, athletes[a], people[p]);
        }
    }
    found
}

impl Found {
    fn take(&mut self, camera: &Camera, athlete: &Athlete, person: &Person) {
        let (mut sum, mut n) = (0.0, 0);
        for pair in pairs(athlete, person, self.people) {
            let off = pair
                .error(camera)
                .map_or(1e3, |(e, sigma)| e[0].hypot(e[1]) / sigma);
            // Geman and McClure's: whoever is far off still counts less than whoever is farther; not found counts twice as bad.
            let r = (off / GATE).powi(2);
            sum += 0.5 * r / (1.0 + r);
            n += 1;
            self.pairs.push(pair);
        }
        self.misfit += sum / f64::from(n.max(1));
        self.people += 1;
    }
}

/// The joints that both have.
pub(super) fn pairs(athlete: &Athlete, person: &Person, group: usize) -> Vec<Pair> {
    let both = person.seen().filter_map(|(j, px, sigma_px)| {
        let point = athlete.joints[j].as_ref()?;
        Some(Pair {
            at: point.at,
            covariance: point.covariance,
            px,
            sigma_px,
            group,
        })
    });
    both.collect()
}

type Shown = [Option<RawPixel>; trackside_schema::JOINT_COUNT];

pub(super) fn show(camera: &Camera, athlete: &Athlete) -> Shown {
    athlete
        .joints
        .map(|p| camera.project(WorldPoint(Point3::from(p?.at))))
}

/// Whether most of the athlete should be in the picture.
fn expected(camera: &Camera, shown: &Shown) -> bool {
    let all = shown.iter().flatten();
    let inside = all.clone().filter(|px| camera.sees(**px)).count();
    inside >= 5 && 4 * inside >= 3 * all.count()
}

/// How far off the person is as a whole, px, where their joints lie to each other as the athlete's do; `None` where they do
/// not, or are too far off to be the same.
fn alike(shown: &Shown, person: &Person) -> Option<f64> {
    let both: Vec<(RawPixel, RawPixel, f64)> = person
        .seen()
        .filter_map(|(j, px, sigma)| Some(((*shown.get(j)?)?, px, sigma)))
        .collect();
    if both.len() < 5 {
        return None;
    }
    let n = both.len() as f64;
    let mean = |f: &dyn Fn(&(RawPixel, RawPixel, f64)) -> f64| both.iter().map(f).sum::<f64>() / n;
    let (dx, dy) = (mean(&|b| b.1.x - b.0.x), mean(&|b| b.1.y - b.0.y));
    let shape = mean(&|b| (b.1.x - b.0.x - dx).hypot(b.1.y - b.0.y - dy));
    let (spread, sigma) = (person.extent().1, mean(&|b| b.2));
    let off = dx.hypot(dy);
    (shape < (3.0 * sigma).max(0.3 * spread) && off < (4.0 * sigma).max(spread)).then_some(off)
}
