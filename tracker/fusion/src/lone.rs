//! Joints that one view alone sees. Their ray says all but how far away they are; the bone that they hang on says how far that can be.

use nalgebra::{Matrix3, Vector3};

use crate::joint::JointState;
use crate::triangulate::{Gaussian, Lens, Sight};

/// A bone that looks longer than it is by more than this share is not the athlete's.
const LONGEST: f64 = 1.25;
/// Where a bone is seen in its whole length, its joint's depth is still no better known than to this share of it.
const LEAST: f64 = 0.25;

/// The stretch of a ray that is within a bone's reach of where the bone begins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    middle: Vector3<f64>,
    along: Vector3<f64>,
    /// The square of half its length, m².
    half2: f64,
    /// One standard deviation across the ray, m.
    across_m: f64,
}

impl Reach {
    /// Where `sight` shows a joint that is `length_m` from `anchor`; `None` where it is farther from it than that.
    pub fn of(lenses: &[Lens], sight: &Sight, anchor: &JointState, length_m: f64) -> Option<Reach> {
        let centre = lenses[sight.camera].centre - sight.moved;
        let (along, off) = (sight.direction, anchor.at - centre);
        let range = off.dot(&along);
        let across2 = off.norm_squared() - range * range;
        if range <= 0.0 || across2 > (LONGEST * length_m).powi(2) {
            return None;
        }
        let begins = (along.transpose() * anchor.pp * along)[0];
        let half2 = length_m * length_m - across2;
        Some(Reach {
            middle: centre + along * range,
            along,
            half2: half2.max((LEAST * length_m).powi(2)) + begins,
            across_m: sight.sigma * range,
        })
    }

    /// A joint of which nothing else is known.
    pub fn place(&self) -> Gaussian {
        let ray = self.along * self.along.transpose();
        let across = (Matrix3::identity() - ray) * self.across_m.powi(2);
        Gaussian {
            mean: self.middle,
            covariance: across + ray * self.half2,
        }
    }

    /// A joint that is vaguer along the ray than the reach is no vaguer than that, and nearer to its middle: how it came to be where it is
    /// is forgotten as fast as uncertainty would grow.
    pub fn bound(&self, known: &Gaussian) -> Option<Gaussian> {
        let follows = known.covariance * self.along;
        let spread = self.along.dot(&follows);
        if spread <= self.half2 {
            return None;
        }
        // As a measurement of the depth that leaves just that uncertainty.
        let gain = follows * ((1.0 - self.half2 / spread) / spread);
        Some(Gaussian {
            mean: known.mean + gain * self.along.dot(&(self.middle - known.mean)),
            covariance: known.covariance - gain * follows.transpose(),
        })
    }
}
