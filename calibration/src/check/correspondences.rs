//! One camera against the others: its people matched to the athletes that the others reconstruct, joint by joint.

use nalgebra::{Matrix3, Point3, Vector3};
use trackside_schema::{JOINT_COUNT, RawPixel, WorldPoint};

use super::observations::{ObservedInstant, ObservedPerson};
use super::reconstruction::{GATE_SIGMA, ReconstructedAthlete, Reconstruction};
use crate::Camera;

/// A point of the world, and where the camera observed it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Correspondence {
    pub p_in_world: Vector3<f64>,
    /// Of `p_in_world`, m².
    pub covariance: Matrix3<f64>,
    pub observed: RawPixel,
    pub sigma_px: f64,
    /// One number for each person of each instant: the errors of one person's joints are correlated.
    pub group: usize,
}

impl Correspondence {
    /// Observed less predicted position, px, were the camera `camera`, and its standard deviation; `None` where the point is not
    /// projected.
    pub fn residual_px(&self, camera: &Camera) -> Option<([f64; 2], f64)> {
        let predicted = camera.project(WorldPoint(Point3::from(self.p_in_world)))?;
        let range = (self.p_in_world - camera.centre().0.coords)
            .norm()
            .max(1e-9);
        let px_per_m = camera.intrinsics.fx / range;
        let variance = self.covariance.trace() / 3.0;
        let sigma = (self.sigma_px.powi(2) + variance * px_per_m * px_per_m).sqrt();
        let residual = [self.observed.x - predicted.x, self.observed.y - predicted.y];
        Some((residual, sigma))
    }
}

/// One camera's people matched to athletes.
#[derive(Clone, Debug, Default)]
pub(super) struct PersonMatches {
    pub correspondences: Vec<Correspondence>,
    /// How many people were matched.
    pub matched: usize,
    /// How many athletes should be visible in the image.
    pub expected: usize,
    /// How many people the image shows, matched or not.
    pub observed: usize,
    /// The mean robust cost (0 to 1) of each matched person's joints, summed over people.
    pub misfit: f64,
}

/// The reconstructed athletes of each instant.
pub(super) fn athletes_by_instant(
    others: &Reconstruction,
    instants: usize,
) -> Vec<Vec<&ReconstructedAthlete>> {
    let mut by = vec![Vec::new(); instants];
    others.athletes.iter().for_each(|a| by[a.instant].push(a));
    by
}

/// Matches the people of camera `index`, were it `camera`, to the others' athletes: greedily, the nearest first.
pub(super) fn match_people(
    camera: &Camera,
    index: usize,
    instants: &[ObservedInstant],
    athletes: &[Vec<&ReconstructedAthlete>],
) -> PersonMatches {
    let mut matches = PersonMatches::default();
    for (instant, athletes) in instants.iter().zip(athletes) {
        let people: Vec<&ObservedPerson> = instant
            .people
            .iter()
            .filter(|p| p.camera == index)
            .collect();
        matches.observed += people.len();
        let mut candidates = Vec::new();
        for (a, athlete) in athletes.iter().enumerate() {
            let projected = project_joints(camera, athlete);
            matches.expected += usize::from(should_be_visible(camera, &projected));
            for (p, person) in people.iter().enumerate() {
                if let Some(offset_px) = offset_of_same_pose(&projected, person) {
                    candidates.push((offset_px, a, p));
                }
            }
        }
        candidates.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut used_a, mut used_p) = (vec![false; athletes.len()], vec![false; people.len()]);
        for (_, a, p) in candidates {
            if used_a[a] || used_p[p] {
                continue;
            }
            (used_a[a], used_p[p]) = (true, true);
            matches.add(camera, athletes[a], people[p]);
        }
    }
    matches
}

impl PersonMatches {
    fn add(&mut self, camera: &Camera, athlete: &ReconstructedAthlete, person: &ObservedPerson) {
        let (mut sum, mut n) = (0.0, 0);
        for pair in joint_correspondences(athlete, person, self.matched) {
            let normalized = pair
                .residual_px(camera)
                .map_or(1e3, |(e, sigma)| e[0].hypot(e[1]) / sigma);
            // Geman and McClure's loss ("Statistical methods for tomographic image reconstruction", 1987) is bounded by ½, so that
            // a matched person always costs less than an unmatched one.
            let r = (normalized / GATE_SIGMA).powi(2);
            sum += 0.5 * r / (1.0 + r);
            n += 1;
            self.correspondences.push(pair);
        }
        self.misfit += sum / f64::from(n.max(1));
        self.matched += 1;
    }
}

/// The joints that both the athlete and the person have.
pub(super) fn joint_correspondences(
    athlete: &ReconstructedAthlete,
    person: &ObservedPerson,
    group: usize,
) -> Vec<Correspondence> {
    let both = person.observed_joints().filter_map(|(j, at, sigma_px)| {
        let joint = athlete.joints[j].as_ref()?;
        Some(Correspondence {
            p_in_world: joint.p_in_world,
            covariance: joint.covariance,
            observed: at,
            sigma_px,
            group,
        })
    });
    both.collect()
}

type ProjectedJoints = [Option<RawPixel>; JOINT_COUNT];

fn project_joints(camera: &Camera, athlete: &ReconstructedAthlete) -> ProjectedJoints {
    athlete
        .joints
        .map(|joint| camera.project(WorldPoint(Point3::from(joint?.p_in_world))))
}

/// Whether most of the athlete lies in the image.
fn should_be_visible(camera: &Camera, projected: &ProjectedJoints) -> bool {
    let all = projected.iter().flatten();
    let inside = all.clone().filter(|px| camera.is_in_image(**px)).count();
    inside >= 5 && 4 * inside >= 3 * all.count()
}

/// The distance between projected athlete and observed person, px, where both have the same pose; `None` where they have not, or
/// are too far apart to be the same person.
fn offset_of_same_pose(projected: &ProjectedJoints, person: &ObservedPerson) -> Option<f64> {
    let both: Vec<(RawPixel, RawPixel, f64)> = person
        .observed_joints()
        .filter_map(|(j, px, sigma)| Some(((*projected.get(j)?)?, px, sigma)))
        .collect();
    if both.len() < 5 {
        return None;
    }
    let n = both.len() as f64;
    let mean = |f: &dyn Fn(&(RawPixel, RawPixel, f64)) -> f64| both.iter().map(f).sum::<f64>() / n;
    let (dx, dy) = (mean(&|b| b.1.x - b.0.x), mean(&|b| b.1.y - b.0.y));
    let pose_difference = mean(&|b| (b.1.x - b.0.x - dx).hypot(b.1.y - b.0.y - dy));
    let (radius, sigma) = (person.centroid_and_radius().1, mean(&|b| b.2));
    let offset = dx.hypot(dy);
    (pose_difference < (3.0 * sigma).max(0.3 * radius) && offset < (4.0 * sigma).max(radius))
        .then_some(offset)
}
