//! Votes of pairs of people for the transform between two floors.

use nalgebra::{Rotation2, Vector2};

use super::RigidTransform2;
use super::ground_tracks::PeopleOfPair;
use super::icp::is_facing_alike;

/// The largest translation along an axis, m.
const MAX_TRANSLATION_M: f64 = 120.0;
/// The largest deviations from a prior.
const MAX_PRIOR_ROTATION_RAD: f64 = 35.0 * std::f64::consts::PI / 180.0;
const MAX_PRIOR_TRANSLATION_M: f64 = 7.0;
/// Of one rotation so many translations are candidates, so many cells apart.
const PEAKS: usize = 3;
const PEAK_DISTANCE_CELLS: i64 = 2;

/// How finely votes are counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct HoughSettings {
    rotation_step_rad: f64,
    /// The side of a cell, m.
    cell_m: f64,
    /// How many candidates are returned.
    candidates: usize,
}

impl HoughSettings {
    /// For transforms that are refined.
    pub const FINE: HoughSettings = HoughSettings {
        rotation_step_rad: 2.0 * std::f64::consts::PI / 180.0,
        cell_m: 0.7,
        candidates: 16,
    };
    /// For the comparison of offsets.
    pub const COARSE: HoughSettings = HoughSettings {
        rotation_step_rad: 6.0 * std::f64::consts::PI / 180.0,
        cell_m: 1.2,
        candidates: 1,
    };
}

/// The transforms with most votes, over all rotations, no two of them alike; and their votes.
pub(super) fn hough_candidates(
    both: &[PeopleOfPair<'_>],
    prior: Option<RigidTransform2>,
    settings: HoughSettings,
) -> Vec<(f64, RigidTransform2)> {
    let (from, to) = match prior {
        Some(prior) => (
            prior.rotation_rad - MAX_PRIOR_ROTATION_RAD,
            prior.rotation_rad + MAX_PRIOR_ROTATION_RAD,
        ),
        None => (-std::f64::consts::PI, std::f64::consts::PI),
    };
    let steps = ((to - from) / settings.rotation_step_rad).ceil() as usize;
    let mut votes = VoteGrid::new(settings.cell_m);
    let mut all: Vec<(f64, RigidTransform2)> = Vec::new();
    for step in 0..steps {
        let rotation_rad = from + step as f64 * settings.rotation_step_rad;
        votes.count(both, rotation_rad, prior);
        all.extend(votes.peaks().into_iter().map(|(count, translation)| {
            let transform = RigidTransform2 {
                rotation_rad,
                scale: 1.0,
                translation,
            };
            (count, transform)
        }));
        votes.clear();
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut kept: Vec<(f64, RigidTransform2)> = Vec::new();
    for (count, candidate) in all {
        // Neighbours in rotation are refined to the same transform.
        let is_alike = |k: &(f64, RigidTransform2)| {
            (k.1.rotation_rad - candidate.rotation_rad).abs() < 2.5 * settings.rotation_step_rad
                && (k.1.translation - candidate.translation).norm() < 3.0 * settings.cell_m
        };
        if kept.iter().filter(|k| is_alike(k)).count() < 2 {
            kept.push((count, candidate));
        }
        if kept.len() == settings.candidates {
            break;
        }
    }
    kept
}

/// Votes for translations, counted in cells.
struct VoteGrid {
    cell_m: f64,
    width: usize,
    votes: Vec<f32>,
    touched: Vec<usize>,
}

impl VoteGrid {
    fn new(cell_m: f64) -> VoteGrid {
        let width = (2.0 * MAX_TRANSLATION_M / cell_m) as usize;
        VoteGrid {
            cell_m,
            width,
            votes: vec![0.0; width * width],
            touched: Vec::new(),
        }
    }

    fn clear(&mut self) {
        for at in self.touched.drain(..) {
            self.votes[at] = 0.0;
        }
    }

    /// Counts the votes for translations after one rotation.
    fn count(
        &mut self,
        both: &[PeopleOfPair<'_>],
        rotation_rad: f64,
        prior: Option<RigidTransform2>,
    ) {
        let rotation = Rotation2::new(rotation_rad);
        for (a, b) in both {
            // Many people at one time cast many wrong votes.
            let weight = 1.0 / (a.len().max(b.len()) as f32);
            for q in *b {
                let rotated = rotation * q.at;
                for p in *a {
                    let translation = p.at - rotated;
                    let is_far = |n: &RigidTransform2| {
                        (translation - n.translation).norm() > MAX_PRIOR_TRANSLATION_M
                    };
                    if is_facing_alike(p, q, &rotation) && !prior.as_ref().is_some_and(is_far) {
                        self.add(translation, weight);
                    }
                }
            }
        }
    }

    fn add(&mut self, translation: Vector2<f64>, weight: f32) {
        let cell = (translation.add_scalar(MAX_TRANSLATION_M) / self.cell_m).map(|v| v as i64);
        if !cell.iter().all(|&c| c > 0 && (c as usize) < self.width - 1) {
            return;
        }
        let at = cell.y as usize * self.width + cell.x as usize;
        if self.votes[at] == 0.0 {
            self.touched.push(at);
        }
        self.votes[at] += weight;
    }

    /// The translations with most votes in and around their cell.
    fn peaks(&self) -> Vec<(f64, Vector2<f64>)> {
        let votes_around = |at: usize| {
            let around = [at, at + 1, at - 1, at + self.width, at - self.width];
            around.iter().map(|&i| self.votes[i]).sum::<f32>()
        };
        let counted: Vec<(f32, usize)> = self
            .touched
            .iter()
            .map(|&at| (votes_around(at), at))
            .collect();
        let cell = |at: usize| [(at % self.width) as i64, (at / self.width) as i64];
        let mut peaks: Vec<(f32, usize)> = Vec::new();
        while peaks.len() < PEAKS {
            let is_apart = |at: usize| {
                peaks.iter().all(|p| {
                    let ([x, y], [u, v]) = (cell(at), cell(p.1));
                    (x - u).abs().max((y - v).abs()) >= PEAK_DISTANCE_CELLS
                })
            };
            let top = counted
                .iter()
                .filter(|(_, at)| is_apart(*at))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            match top {
                Some(peak) => peaks.push(*peak),
                None => break,
            }
        }
        let translation = |at: usize| {
            let centre = cell(at).map(|c| (c as f64 + 0.5) * self.cell_m - MAX_TRANSLATION_M);
            Vector2::from(centre)
        };
        peaks
            .into_iter()
            .map(|(count, at)| (f64::from(count), translation(at)))
            .collect()
    }
}
