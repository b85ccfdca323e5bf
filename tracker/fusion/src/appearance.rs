//! Appearance: re-identification vectors or kit colours, where views carry them. They separate athletes that geometry
//! cannot, and re-identify those that come back.
//!
//! Vectors are compared by cosine distance d = 1 − cos. A track's model is the running mean of its vectors and the mean
//! distance s of a vector from it (as in Wojke, Bewley and Paulus, *Deep SORT*, ICIP 2017, with a mean in place of their
//! gallery). Re-identification takes the nearest lost track, if it is nearer than s and the next one farther by s. Values of
//! the constants: docs/reference/fusion.md, "Association"; docs/experiments/014-appearance.md.

use std::ops::Range;

use nalgebra::Vector3;
use trackside_schema::AthleteId;

use crate::skeleton::bone_lengths::BoneLengthModel;

/// The running mean spans about so many views.
const MAX_VIEWS: f64 = 100.0;
/// A model of fewer views is not used.
const MIN_VIEWS: f64 = 10.0;
/// A new body seen in fewer views than this is not re-identified.
const MIN_VIEWS_OF_NEW_BODY: f64 = 2.0;
/// Tracks lost for longer than this, s, are not re-identified.
const MAX_LOST_S: f64 = 120.0;
/// The gallery holds no more tracks than this; the oldest go first.
const MAX_LOST_TRACKS: usize = 64;
/// A lost athlete is at most so far from where the track ended, m, plus this much per second, m/s.
const REENTRY_DISTANCE_M: f64 = 1.0;
const MAX_SPEED_M_S: f64 = 10.0;

/// The appearance vectors of a frame set's people, of unit length, one after the other.
#[derive(Debug, Default)]
pub(crate) struct AppearanceVectors(Vec<f32>);

impl AppearanceVectors {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Normalises and stores a vector; `None` where it has no direction.
    pub fn push(&mut self, vector: &[f32]) -> Option<Range<usize>> {
        let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
        if !(length > 0.0 && length.is_finite()) {
            return None;
        }
        let from = self.0.len();
        self.0.extend(vector.iter().map(|v| v / length));
        Some(from..self.0.len())
    }

    pub fn get(&self, range: &Range<usize>) -> &[f32] {
        &self.0[range.clone()]
    }
}

/// The running mean of one athlete's vectors.
#[derive(Clone, Debug, Default)]
pub(crate) struct AppearanceModel {
    mean: Vec<f32>,
    views: f64,
    /// Mean cosine distance of a vector from `mean`.
    scatter: f64,
}

impl AppearanceModel {
    /// Cosine distance of a vector from the mean; `None` without a mean, or where the lengths differ.
    fn cosine_distance(&self, vector: &[f32]) -> Option<f64> {
        if self.mean.len() != vector.len() || self.views == 0.0 {
            return None;
        }
        let (mut dot, mut own, mut other) = (0.0, 0.0, 0.0);
        for (&a, &b) in self.mean.iter().zip(vector) {
            dot += a * b;
            own += a * a;
            other += b * b;
        }
        let lengths = (own * other).sqrt();
        (lengths > 0.0).then(|| 1.0 - f64::from(dot / lengths))
    }

    /// How much farther a vector is than twice the athlete's own scatter, 0 to 2; 0 while the model has too few views.
    pub fn excess_distance(&self, vector: &[f32]) -> f64 {
        match self.cosine_distance(vector) {
            Some(d) if self.views >= MIN_VIEWS => (d - 2.0 * self.scatter).max(0.0),
            _ => 0.0,
        }
    }

    /// Takes in a view's vector, of unit length.
    pub fn update(&mut self, vector: &[f32]) {
        if self.mean.len() != vector.len() {
            // The first one, or the vectors of another network from now on.
            self.mean.clear();
            self.mean.resize(vector.len(), 0.0);
            (self.views, self.scatter) = (0.0, 0.0);
        }
        let distance = self.cosine_distance(vector);
        self.views = (self.views + 1.0).min(MAX_VIEWS);
        let share = 1.0 / self.views;
        for (mean, v) in self.mean.iter_mut().zip(vector) {
            *mean += share as f32 * (v - *mean);
        }
        if let Some(d) = distance {
            self.scatter += share * (d - self.scatter);
        }
    }
}

/// A confirmed track that is not observed any more.
#[derive(Debug)]
pub(crate) struct LostTrack {
    pub id: AthleteId,
    pub appearance: AppearanceModel,
    pub bone_lengths: BoneLengthModel,
    /// Mean position of its joints when it was last known, m.
    pub last_position: Vector3<f64>,
    /// Time since then, s.
    pub lost_s: f64,
}

/// The lost tracks that can be re-identified.
#[derive(Debug, Default)]
pub(crate) struct LostTrackGallery(Vec<LostTrack>);

impl LostTrackGallery {
    /// Advances time, and drops tracks that are lost for too long.
    pub fn advance(&mut self, dt_s: f64) {
        self.0.iter_mut().for_each(|t| t.lost_s += dt_s);
        self.0.retain(|t| t.lost_s < MAX_LOST_S);
    }

    /// Adds a track; one without a usable appearance model is not kept.
    pub fn insert(&mut self, track: Option<LostTrack>) {
        let usable = track.filter(|t| t.appearance.views >= MIN_VIEWS);
        if usable.is_some() && self.0.len() == MAX_LOST_TRACKS {
            self.0.remove(0);
        }
        self.0.extend(usable);
    }

    /// Takes out the track that a new body at `position` continues: one of the gallery, or of those in `lost` that have not
    /// been terminated yet. `None` where no track matches, or the best match is ambiguous.
    pub fn reidentify(
        &mut self,
        appearance: &AppearanceModel,
        position: &Vector3<f64>,
        lost: impl Iterator<Item = LostTrack>,
    ) -> Option<LostTrack> {
        if appearance.views < MIN_VIEWS_OF_NEW_BODY {
            return None;
        }
        let own = self.0.len();
        self.0.extend(lost);
        let mut best: Option<(usize, f64)> = None;
        let mut second = f64::INFINITY;
        for (i, track) in self.0.iter().enumerate() {
            let reach_m = REENTRY_DISTANCE_M + MAX_SPEED_M_S * track.lost_s;
            let is_too_far = (position - track.last_position).norm() > reach_m;
            let distance = track.appearance.cosine_distance(&appearance.mean);
            let Some(d) = distance.filter(|_| !is_too_far) else {
                continue;
            };
            if best.is_none_or(|b| d < b.1) {
                second = best.map_or(second, |b| b.1);
                best = Some((i, d));
            } else {
                second = second.min(d);
            }
        }
        // The mean of several views is nearer to the athlete's model than a single view is.
        let is_clear = |&(i, d): &(usize, f64)| {
            let model = &self.0[i].appearance;
            model.views >= MIN_VIEWS && d < model.scatter && second > d + model.scatter
        };
        let found = best.filter(is_clear).map(|(i, _)| i);
        let track = found.map(|i| self.0.remove(i));
        let left = own - usize::from(found.is_some_and(|i| i < own));
        self.0.truncate(left);
        track
    }
}
