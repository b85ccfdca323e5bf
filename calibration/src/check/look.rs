//! One camera's look at what the others place, or at its landmarks: how well it fits, were it another camera.

use std::collections::BTreeSet;

use trackside_schema::{RawPixel, WorldPoint};

use super::fit::{self, Family};
use super::measure::median;
use super::people::{Athlete, Explained, GATE};
use super::seen::{self, Pair};
use super::sights::Instant;
use crate::Camera;

/// What one camera shows, and how well it would be explained if it were another.
pub(super) struct Look<'a> {
    index: usize,
    instants: &'a [Instant],
    athletes: Vec<Vec<&'a Athlete>>,
    /// Of landmarks, in place of athletes.
    fixed: Option<Vec<Pair>>,
}

impl<'a> Look<'a> {
    /// At landmarks.
    pub fn at_landmarks(index: usize, instants: &'a [Instant], pairs: Vec<Pair>) -> Look<'a> {
        Look {
            index,
            instants,
            athletes: Vec::new(),
            fixed: Some(pairs),
        }
    }

    /// At athletes that the others place.
    pub fn of(index: usize, instants: &'a [Instant], others: &'a Explained) -> Look<'a> {
        Look {
            index,
            instants,
            athletes: seen::by_instant(others, instants.len()),
            fixed: None,
        }
    }

    fn pairs(&self, camera: &Camera) -> Vec<Pair> {
        match &self.fixed {
            Some(pairs) => pairs.clone(),
            None => seen::find(camera, self.index, self.instants, &self.athletes).pairs,
        }
    }

    /// How many are found, and their misfit, 0 to 1 each, summed.
    pub fn rate(&self, camera: &Camera) -> (usize, f64) {
        match &self.fixed {
            Some(pairs) => (pairs.len(), pairs.iter().map(|p| miss(camera, p)).sum()),
            None => {
                let found = seen::find(camera, self.index, self.instants, &self.athletes);
                (found.people, found.misfit)
            }
        }
    }

    /// At how many different places people show: those who stay where they are say the same again and again, a detector's
    /// habits included.
    pub fn places(&self) -> usize {
        if let Some(pairs) = &self.fixed {
            return pairs.len();
        }
        let people = || self.instants.iter().flat_map(|i| &i.people);
        let own: Vec<(RawPixel, f64)> = people()
            .filter(|p| p.camera == self.index)
            .map(|p| p.extent())
            .collect();
        let size = 2.0 * median(own.iter().map(|p| p.1)).max(1.0);
        let cell =
            |p: &(RawPixel, f64)| ((p.0.x / size).floor() as i64, (p.0.y / size).floor() as i64);
        let cells: BTreeSet<(i64, i64)> = own.iter().map(cell).collect();
        cells.len()
    }

    /// Pairs to begin with, and scale and shift of the picture that make them.
    pub fn first_pairs(&self, camera: &Camera) -> Option<(Vec<Pair>, f64, [f64; 2])> {
        if let Some(pairs) = &self.fixed {
            let joints: Vec<_> = pairs.iter().filter_map(|p| shown(camera, p)).collect();
            let one = fit::similarity(std::slice::from_ref(&joints), &vec![vec![0]; 3]);
            let (s, d) = one.unwrap_or((1.0, [0.0; 2]));
            return Some((pairs.clone(), s, d));
        }
        let (mut people, mut owners, mut alternatives) = (Vec::new(), Vec::new(), Vec::new());
        for (instant, athletes) in self.instants.iter().zip(&self.athletes) {
            for person in instant.people.iter().filter(|p| p.camera == self.index) {
                let from = people.len();
                for athlete in athletes {
                    let pairs = seen::pairs(athlete, person, alternatives.len());
                    let joints: Vec<_> = pairs.iter().filter_map(|p| shown(camera, p)).collect();
                    if joints.len() >= 5 {
                        people.push(joints);
                        owners.push(pairs);
                    }
                }
                if people.len() > from {
                    alternatives.push((from..people.len()).collect::<Vec<_>>());
                }
            }
        }
        let (s, d) = fit::similarity(&people, &alternatives)?;
        let off = |i: &usize| -> f64 {
            let each = people[*i]
                .iter()
                .map(|[from, to]| (s * from[0] + d[0] - to[0]).hypot(s * from[1] + d[1] - to[1]));
            each.sum::<f64>() / people[*i].len() as f64
        };
        let size = |i: usize| -> f64 {
            let first = people[i][0][1];
            let each = people[i]
                .iter()
                .map(|[_, to]| (to[0] - first[0]).hypot(to[1] - first[1]));
            each.sum::<f64>() / people[i].len() as f64
        };
        let mut pairs = Vec::new();
        for own in &alternatives {
            let nearest = own.iter().copied().min_by(|a, b| off(a).total_cmp(&off(b)));
            if let Some(i) = nearest.filter(|i| off(i) < 0.5 * size(*i)) {
                pairs.extend_from_slice(&owners[i]);
            }
        }
        Some((pairs, s, d))
    }

    /// Fits a family, looks once more who is who, and fits again.
    pub fn fitted(
        &self,
        family: Family,
        was: &Camera,
        pairs: &[Pair],
        start: Vec<f64>,
    ) -> (Camera, Vec<f64>) {
        let (camera, x) = fit::fit(family, was, &thinned(pairs), start);
        let again = self.pairs(&camera);
        if again.len() < pairs.len() / 2 {
            return (camera, x);
        }
        let again = thinned(&again);
        let (camera, x) = fit::fit(family, was, &again, x);
        match family {
            Family::Shifted => rounded(was, camera, x, &again),
            _ => (camera, x),
        }
    }

    /// Where every instant has one athlete and one person, they are each other.
    pub fn lone_pairs(&self) -> Option<Vec<Pair>> {
        let mut all = Vec::new();
        for (i, (instant, athletes)) in self.instants.iter().zip(&self.athletes).enumerate() {
            let mut people = instant.people.iter().filter(|p| p.camera == self.index);
            match (&athletes[..], people.next(), people.next()) {
                ([athlete], Some(person), None) => all.extend(seen::pairs(athlete, person, i)),
                ([], _, _) | (_, None, _) => {}
                _ => return None,
            }
        }
        (all.len() >= 30).then_some(all)
    }
}

fn shown(camera: &Camera, pair: &Pair) -> Option<[[f64; 2]; 2]> {
    let by = camera.project(WorldPoint(pair.at.into()))?;
    Some([[by.x, by.y], [pair.px.x, pair.px.y]])
}

/// Of who is found, and how badly, when at most `most` are: 0 to 1, and a little, so that it has a logarithm.
pub(super) fn cost((found, misfit): (usize, f64), most: usize) -> f64 {
    let n = most as f64;
    (misfit + (n - found as f64)) / n + 2e-3
}

/// As many pairs as numbers this few need, from all over.
fn thinned(pairs: &[Pair]) -> Vec<Pair> {
    let step = pairs.len().div_ceil(2000).max(1);
    pairs.iter().step_by(step).copied().collect()
}

/// A shift to whole centimetres in steps that people measure in, where that fits as well.
fn rounded(was: &Camera, camera: Camera, x: Vec<f64>, pairs: &[Pair]) -> (Camera, Vec<f64>) {
    let best = fit::misfit(&camera, pairs);
    for step in [0.5, 0.1, 0.05, 0.01] {
        let whole: Vec<f64> = x.iter().map(|v| (v / step).round() * step + 0.0).collect();
        let there = Family::Shifted.apply(was, &whole);
        if fit::misfit(&there, pairs) < 1.02 * best + 0.01 {
            return (there, whole);
        }
    }
    (camera, x)
}

/// How badly a pair fits, 0 to 1. A landmark may be a few pixels off for more reasons than its pick.
pub(super) fn miss(camera: &Camera, pair: &Pair) -> f64 {
    match pair.error(camera) {
        Some((e, sigma)) => (e[0].hypot(e[1]) / (2.0 * GATE * sigma)).powi(2).min(1.0),
        None => 1.0,
    }
}
