//! The evidence on one camera, its athletes or its landmarks, and how well a candidate camera explains it.

use std::collections::BTreeSet;

use trackside_schema::{RawPixel, WorldPoint};

use super::correspondences::{
    Correspondence, athletes_by_instant, joint_correspondences, match_people,
};
use super::fault_fit::{fit_fault, mean_residual_loss};
use super::fault_model::FaultModel;
use super::image_similarity::{ImageSimilarity, vote_similarity};
use super::observations::ObservedInstant;
use super::reconstruction::{GATE_SIGMA, ReconstructedAthlete, Reconstruction};
use crate::Camera;
use crate::statistics::median;

/// How well a candidate camera explains the evidence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fit {
    /// How many people, or landmarks, were matched.
    pub matched: usize,
    /// Their robust costs, 0 to 1 each, summed.
    pub misfit: f64,
}

impl Fit {
    /// The mean cost of `max_matched` people, of whom the unmatched cost 1: 0 to 1, and a little, so that it has a logarithm.
    pub fn cost(&self, max_matched: usize) -> f64 {
        let n = max_matched as f64;
        (self.misfit + (n - self.matched as f64)) / n + 2e-3
    }
}

/// The evidence on one camera.
pub(super) struct CameraEvidence<'a> {
    /// Index of the camera.
    index: usize,
    instants: &'a [ObservedInstant],
    /// By instant, as the other cameras reconstruct them.
    athletes: Vec<Vec<&'a ReconstructedAthlete>>,
    /// Landmarks, in place of athletes.
    landmarks: Option<Vec<Correspondence>>,
}

impl<'a> CameraEvidence<'a> {
    /// By landmarks.
    pub fn from_landmarks(
        index: usize,
        instants: &'a [ObservedInstant],
        landmarks: Vec<Correspondence>,
    ) -> CameraEvidence<'a> {
        CameraEvidence {
            index,
            instants,
            athletes: Vec::new(),
            landmarks: Some(landmarks),
        }
    }

    /// By the athletes that the other cameras reconstruct.
    pub fn from_athletes(
        index: usize,
        instants: &'a [ObservedInstant],
        others: &'a Reconstruction,
    ) -> CameraEvidence<'a> {
        CameraEvidence {
            index,
            instants,
            athletes: athletes_by_instant(others, instants.len()),
            landmarks: None,
        }
    }

    fn correspondences(&self, camera: &Camera) -> Vec<Correspondence> {
        match &self.landmarks {
            Some(pairs) => pairs.clone(),
            None => match_people(camera, self.index, self.instants, &self.athletes).correspondences,
        }
    }

    /// How well `camera` explains the evidence.
    pub fn fit_of(&self, camera: &Camera) -> Fit {
        match &self.landmarks {
            Some(pairs) => Fit {
                matched: pairs.len(),
                misfit: pairs.iter().map(|p| landmark_cost(camera, p)).sum(),
            },
            None => {
                let matches = match_people(camera, self.index, self.instants, &self.athletes);
                Fit {
                    matched: matches.matched,
                    misfit: matches.misfit,
                }
            }
        }
    }

    /// The sample size: the number of cells of the image, as large as people, in which people were observed. A person who stands
    /// still repeats one observation, and the detector's bias with it.
    pub fn sample_size(&self) -> usize {
        if let Some(pairs) = &self.landmarks {
            return pairs.len();
        }
        let people = || self.instants.iter().flat_map(|i| &i.people);
        let own: Vec<(RawPixel, f64)> = people()
            .filter(|p| p.camera == self.index)
            .map(|p| p.centroid_and_radius())
            .collect();
        let size = 2.0 * median(own.iter().map(|p| p.1)).max(1.0);
        let cell =
            |p: &(RawPixel, f64)| ((p.0.x / size).floor() as i64, (p.0.y / size).floor() as i64);
        let cells: BTreeSet<(i64, i64)> = own.iter().map(cell).collect();
        cells.len()
    }

    /// Correspondences that hold under one similarity of the image, and that similarity: a start for cameras that are too wrong
    /// for people to be matched by position.
    pub fn match_by_similarity(
        &self,
        camera: &Camera,
    ) -> Option<(Vec<Correspondence>, ImageSimilarity)> {
        if let Some(pairs) = &self.landmarks {
            let points: Vec<_> = pairs.iter().filter_map(|p| pixel_pair(camera, p)).collect();
            let one = vote_similarity(std::slice::from_ref(&points), &vec![vec![0]; 3]);
            return Some((pairs.clone(), one.unwrap_or(ImageSimilarity::IDENTITY)));
        }
        let (mut candidates, mut owners, mut alternatives) = (Vec::new(), Vec::new(), Vec::new());
        for (instant, athletes) in self.instants.iter().zip(&self.athletes) {
            for person in instant.people.iter().filter(|p| p.camera == self.index) {
                let from = candidates.len();
                for athlete in athletes {
                    let pairs = joint_correspondences(athlete, person, alternatives.len());
                    let joints: Vec<_> =
                        pairs.iter().filter_map(|p| pixel_pair(camera, p)).collect();
                    if joints.len() >= 5 {
                        candidates.push(joints);
                        owners.push(pairs);
                    }
                }
                if candidates.len() > from {
                    alternatives.push((from..candidates.len()).collect::<Vec<_>>());
                }
            }
        }
        let similarity = vote_similarity(&candidates, &alternatives)?;
        let error = |i: &usize| -> f64 {
            let each = candidates[*i].iter().map(|pair| similarity.error_px(pair));
            each.sum::<f64>() / candidates[*i].len() as f64
        };
        let extent = |i: usize| -> f64 {
            let first = candidates[i][0][1];
            let each = candidates[i]
                .iter()
                .map(|[_, to]| (to[0] - first[0]).hypot(to[1] - first[1]));
            each.sum::<f64>() / candidates[i].len() as f64
        };
        let mut pairs = Vec::new();
        for own in &alternatives {
            let nearest = own
                .iter()
                .copied()
                .min_by(|a, b| error(a).total_cmp(&error(b)));
            if let Some(i) = nearest.filter(|i| error(i) < 0.5 * extent(*i)) {
                pairs.extend_from_slice(&owners[i]);
            }
        }
        Some((pairs, similarity))
    }

    /// Fits a fault model, matches people again, and fits again.
    pub fn fit_fault(
        &self,
        model: FaultModel,
        given: &Camera,
        pairs: &[Correspondence],
        initial: Vec<f64>,
    ) -> (Camera, Vec<f64>) {
        let (camera, x) = fit_fault(model, given, &subsample(pairs), initial);
        let rematched = self.correspondences(&camera);
        if rematched.len() < pairs.len() / 2 {
            return (camera, x);
        }
        let rematched = subsample(&rematched);
        let (camera, x) = fit_fault(model, given, &rematched, x);
        match model {
            FaultModel::Shifted => round_shift(given, camera, x, &rematched),
            _ => (camera, x),
        }
    }

    /// The correspondences that need no matching: one athlete and one person at each instant. `None` where an instant has more.
    pub fn unambiguous_pairs(&self) -> Option<Vec<Correspondence>> {
        let mut all = Vec::new();
        for (i, (instant, athletes)) in self.instants.iter().zip(&self.athletes).enumerate() {
            let mut people = instant.people.iter().filter(|p| p.camera == self.index);
            match (&athletes[..], people.next(), people.next()) {
                ([athlete], Some(person), None) => {
                    all.extend(joint_correspondences(athlete, person, i));
                }
                ([], _, _) | (_, None, _) => {}
                _ => return None,
            }
        }
        (all.len() >= 30).then_some(all)
    }
}

/// Projected and observed position, px.
fn pixel_pair(camera: &Camera, pair: &Correspondence) -> Option<[[f64; 2]; 2]> {
    let projected = camera.project(WorldPoint(pair.p_in_world.into()))?;
    Some([
        [projected.x, projected.y],
        [pair.observed.x, pair.observed.y],
    ])
}

/// At most 2000 correspondences, evenly spread: enough for six parameters.
fn subsample(pairs: &[Correspondence]) -> Vec<Correspondence> {
    let step = pairs.len().div_ceil(2000).max(1);
    pairs.iter().step_by(step).copied().collect()
}

/// The shift rounded to the coarsest of 0.5, 0.1, 0.05 and 0.01 m that fits as well: people measure in round numbers.
fn round_shift(
    given: &Camera,
    camera: Camera,
    x: Vec<f64>,
    pairs: &[Correspondence],
) -> (Camera, Vec<f64>) {
    let best = mean_residual_loss(&camera, pairs);
    for step in [0.5, 0.1, 0.05, 0.01] {
        let rounded: Vec<f64> = x.iter().map(|v| (v / step).round() * step + 0.0).collect();
        let candidate = FaultModel::Shifted.apply(given, &rounded);
        if mean_residual_loss(&candidate, pairs) < 1.02 * best + 0.01 {
            return (candidate, rounded);
        }
    }
    (camera, x)
}

/// The cost of a landmark, 0 to 1. The gate is twice that of joints: landmarks have errors of a few pixels besides the pick's.
pub(super) fn landmark_cost(camera: &Camera, pair: &Correspondence) -> f64 {
    match pair.residual_px(camera) {
        Some((e, sigma)) => (e[0].hypot(e[1]) / (2.0 * GATE_SIGMA * sigma))
            .powi(2)
            .min(1.0),
        None => 1.0,
    }
}
