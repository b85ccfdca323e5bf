//! What athletes look like: kit colours or a re-identification vector, where views give one. It decides between those whom
//! geometry cannot tell apart, and knows who comes back.

use std::ops::Range;

use nalgebra::Vector3;
use trackside_schema::AthleteId;

use crate::shape::Shape;

/// A look is made of the last so many views, more or less.
const MOST_VIEWS: f64 = 100.0;
/// A look made of fewer views is not known.
const LEAST_VIEWS: f64 = 10.0;
/// Who was gone for longer than this, s, is not looked for any more.
const RECALL_S: f64 = 120.0;
/// Nor are more than so many, the oldest first.
const MOST_ABSENT: usize = 64;
/// Nobody gets farther than this, m, and this with every second, m/s, while unseen.
const STRAY_M: f64 = 1.0;
const FASTEST_M_S: f64 = 10.0;

/// The vectors of a moment's people, of unit length, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Looks(Vec<f32>);

impl Looks {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes a vector; `None` where it has no direction.
    pub fn push(&mut self, look: &[f32]) -> Option<Range<usize>> {
        let length = look.iter().map(|v| v * v).sum::<f32>().sqrt();
        if !(length > 0.0 && length.is_finite()) {
            return None;
        }
        let from = self.0.len();
        self.0.extend(look.iter().map(|v| v / length));
        Some(from..self.0.len())
    }

    pub fn get(&self, range: &Range<usize>) -> &[f32] {
        &self.0[range.clone()]
    }
}

/// The mean of what views gave of one athlete.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    mean: Vec<f32>,
    views: f64,
    /// How much views differ from it: mean of one minus the cosine.
    spread: f64,
}

impl Look {
    /// One minus the cosine; `None` while nothing is known, or where the vectors are of different kinds.
    fn differs(&self, look: &[f32]) -> Option<f64> {
        if self.mean.len() != look.len() || self.views == 0.0 {
            return None;
        }
        let (mut dot, mut own, mut other) = (0.0, 0.0, 0.0);
        for (&a, &b) in self.mean.iter().zip(look) {
            dot += a * b;
            own += a * a;
            other += b * b;
        }
        let lengths = (own * other).sqrt();
        (lengths > 0.0).then(|| 1.0 - f64::from(dot / lengths))
    }

    /// How much more a vector differs than this athlete's own do, 0 to 2; 0 while that is not known.
    pub fn strange(&self, look: &[f32]) -> f64 {
        match self.differs(look) {
            Some(d) if self.views >= LEAST_VIEWS => (d - 2.0 * self.spread).max(0.0),
            _ => 0.0,
        }
    }

    /// Takes a view's vector, of unit length.
    pub fn take(&mut self, look: &[f32]) {
        if self.mean.len() != look.len() {
            // The first one, or another network from now on.
            self.mean.clear();
            self.mean.resize(look.len(), 0.0);
            (self.views, self.spread) = (0.0, 0.0);
        }
        let differs = self.differs(look);
        self.views = (self.views + 1.0).min(MOST_VIEWS);
        let share = 1.0 / self.views;
        for (mean, v) in self.mean.iter_mut().zip(look) {
            *mean += share as f32 * (v - *mean);
        }
        if let Some(d) = differs {
            self.spread += share * (d - self.spread);
        }
    }
}

/// Somebody who was believed and is seen no more.
#[derive(Debug)]
pub(crate) struct Absent {
    pub id: AthleteId,
    pub look: Look,
    pub shape: Shape,
    /// Where, when last seen, m.
    pub at: Vector3<f64>,
    /// For how long, s.
    pub gone_s: f64,
}

/// Everybody who may come back.
#[derive(Debug, Default)]
pub(crate) struct Absentees(Vec<Absent>);

impl Absentees {
    /// Time goes on.
    pub fn wait(&mut self, dt_s: f64) {
        self.0.iter_mut().for_each(|a| a.gone_s += dt_s);
        self.0.retain(|a| a.gone_s < RECALL_S);
    }

    /// Remembers who is gone; who has no look cannot be known again.
    pub fn extend(&mut self, absent: Option<Absent>) {
        let known = absent.filter(|a| a.look.views >= LEAST_VIEWS);
        if known.is_some() && self.0.len() == MOST_ABSENT {
            self.0.remove(0);
        }
        self.0.extend(known);
    }

    /// Who it is that looks like that and is now at `at`: one of these, or of those who are `lost`, if it can be one alone.
    pub fn recognise(
        &mut self,
        look: &Look,
        at: &Vector3<f64>,
        lost: impl Iterator<Item = Absent>,
    ) -> Option<Absent> {
        if look.views < 2.0 {
            return None;
        }
        let gone = self.0.len();
        self.0.extend(lost);
        let mut best: Option<(usize, f64)> = None;
        let mut next = f64::INFINITY;
        for (i, absent) in self.0.iter().enumerate() {
            let far = (at - absent.at).norm() > STRAY_M + FASTEST_M_S * absent.gone_s;
            let Some(d) = absent.look.differs(&look.mean).filter(|_| !far) else {
                continue;
            };
            if best.is_none_or(|b| d < b.1) {
                next = best.map_or(next, |b| b.1);
                best = Some((i, d));
            } else {
                next = next.min(d);
            }
        }
        // A mean of several views is nearer to the athlete's own look than one view is.
        let clear = |&(i, d): &(usize, f64)| {
            let own = &self.0[i].look;
            own.views >= LEAST_VIEWS && d < own.spread && next > d + own.spread
        };
        let found = best.filter(clear).map(|(i, _)| i);
        let back = found.map(|i| self.0.remove(i));
        let left = gone - usize::from(found.is_some_and(|i| i < gone));
        self.0.truncate(left);
        back
    }
}
