//! One joint in time: position and velocity with their covariance, under white acceleration.

use nalgebra::{Matrix3, Matrix6, Vector3, Vector6};

use crate::kin::State;
use crate::triangulate::{Gaussian, Lens, Sight, agreement, consensus, refine};

/// A joint starts with this uncertainty about its velocity, m/s.
const START_SPEED_M_S: f64 = 3.0;

/// Sights that are all this near to their prediction, in standard deviations, need not be held against each other.
const SURELY: f64 = 2.5;

/// Constant velocity disturbed by white acceleration (Bar-Shalom, Li, Kirubarajan 2001, §6.2.2), in blocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JointState {
    pub at: Vector3<f64>,
    pub velocity: Vector3<f64>,
    pub pp: Matrix3<f64>,
    pub pv: Matrix3<f64>,
    pub vv: Matrix3<f64>,
    /// Whether it follows from its prediction; not where it began anew.
    pub follows: bool,
    /// Whether one view alone sees it, and all that is known of its depth is how far the bone reaches that it hangs on.
    pub within_reach: bool,
    /// Time since it was last measured, s.
    pub unseen_s: f64,
    /// How many views measured it at this moment.
    pub views: u8,
}

impl JointState {
    pub fn new(measured: Gaussian, velocity: Vector3<f64>, views: u8) -> JointState {
        JointState {
            at: measured.mean,
            velocity,
            pp: measured.covariance,
            pv: Matrix3::zeros(),
            vv: Matrix3::identity() * START_SPEED_M_S.powi(2),
            follows: false,
            within_reach: false,
            unseen_s: 0.0,
            views,
        }
    }

    /// Moves on by `dt` seconds under an acceleration of spectral density `q`, m²/s³. A joint that nobody has seen lately
    /// gives up its own velocity for the body's.
    pub fn predict(&mut self, dt: f64, q: f64, body_velocity: Option<Vector3<f64>>) {
        if let (Some(body), true) = (body_velocity, self.unseen_s > 0.0) {
            self.velocity += (body - self.velocity) * (1.0 - (-dt / 0.1).exp());
        }
        self.at += self.velocity * dt;
        let i = Matrix3::identity() * q;
        self.pp +=
            (self.pv + self.pv.transpose()) * dt + self.vv * (dt * dt) + i * (dt.powi(3) / 3.0);
        self.pv += self.vv * dt + i * (dt * dt / 2.0);
        self.vv += i * dt;
        self.unseen_s += dt;
        self.views = 0;
        (self.follows, self.within_reach) = (true, false);
    }

    /// Goes on by so few seconds, or back, that nothing disturbs it.
    pub fn shift(&mut self, dt: f64) {
        self.at += self.velocity * dt;
        self.pp += (self.pv + self.pv.transpose()) * dt + self.vv * (dt * dt);
        self.pv += self.vv * dt;
    }

    /// Where it is thought to be.
    pub fn estimate(&self) -> Gaussian {
        Gaussian {
            mean: self.at,
            covariance: self.pp,
        }
    }

    /// Place and velocity in one.
    pub fn state(&self) -> State<6> {
        let mut mean = Vector6::zeros();
        mean.fixed_rows_mut::<3>(0).copy_from(&self.at);
        mean.fixed_rows_mut::<3>(3).copy_from(&self.velocity);
        let mut spread = Matrix6::zeros();
        spread.fixed_view_mut::<3, 3>(0, 0).copy_from(&self.pp);
        spread.fixed_view_mut::<3, 3>(0, 3).copy_from(&self.pv);
        let vp = self.pv.transpose();
        spread.fixed_view_mut::<3, 3>(3, 0).copy_from(&vp);
        spread.fixed_view_mut::<3, 3>(3, 3).copy_from(&self.vv);
        State { mean, spread }
    }

    /// Believes something else.
    pub fn set(&mut self, state: &State<6>) {
        self.at = state.mean.fixed_rows::<3>(0).into();
        self.velocity = state.mean.fixed_rows::<3>(3).into();
        self.pp = state.spread.fixed_view::<3, 3>(0, 0).into();
        self.pv = state.spread.fixed_view::<3, 3>(0, 3).into();
        self.vv = state.spread.fixed_view::<3, 3>(3, 3).into();
    }

    /// Takes a measured position in: the velocity follows by its correlation.
    pub fn correct(&mut self, posterior: Gaussian, views: u8) {
        let Some(inverse) = self.pp.try_inverse() else {
            return;
        };
        let gain = self.pv.transpose() * inverse;
        self.velocity += gain * (posterior.mean - self.at);
        self.vv -= gain * (self.pp - posterior.covariance) * gain.transpose();
        self.pv = posterior.covariance * gain.transpose();
        self.pp = posterior.covariance;
        self.at = posterior.mean;
        self.views = views;
        self.unseen_s = 0.0;
    }

    /// Takes the sights of this moment in. Returns whether any was believed.
    ///
    /// Three sights or more choose among themselves whom to believe, since what was believed before may be what is
    /// wrong; one or two are held against the prediction.
    pub fn update(&mut self, lenses: &[Lens], sights: &mut [Sight], gate: f64) -> bool {
        if self.all_expected(lenses, sights, SURELY) {
            return self.take(lenses, sights, self.at);
        }
        if sights.len() >= 3
            && let Some(measured) = agreement(lenses, sights, gate)
        {
            let views = sights.iter().filter(|s| s.inlier).count();
            if views > 2 || self.expects(&measured, gate) {
                return self.take(lenses, sights, measured.mean);
            }
        }
        for s in sights.iter_mut() {
            s.inlier = self.surprise(lenses, s).is_some_and(|d2| d2 < gate * gate);
        }
        if sights.iter().any(|s| s.inlier) {
            return self.take(lenses, sights, self.at);
        }
        match consensus(lenses, sights, gate) {
            Some(measured) => {
                let views = sights.iter().filter(|s| s.inlier).count();
                *self = JointState::new(measured, self.velocity, views.min(255) as u8);
                true
            }
            None => false,
        }
    }

    /// Whether every sight is near where it was predicted; then all are believed.
    fn all_expected(&self, lenses: &[Lens], sights: &mut [Sight], gate: f64) -> bool {
        for s in sights.iter_mut() {
            if self.surprise(lenses, s).is_none_or(|d2| d2 > gate * gate) {
                return false;
            }
            s.inlier = true;
        }
        !sights.is_empty()
    }

    /// Takes in the trusted sights, which meet near `start`.
    fn take(&mut self, lenses: &[Lens], sights: &[Sight], start: Vector3<f64>) -> bool {
        let views = sights.iter().filter(|s| s.inlier).count();
        match refine(lenses, sights, start, Some(&self.estimate())) {
            Some(posterior) => {
                self.correct(posterior, views.min(255) as u8);
                true
            }
            None => false,
        }
    }

    /// Whether a measured position is one that was to be expected.
    fn expects(&self, measured: &Gaussian, gate: f64) -> bool {
        let e = measured.mean - self.at;
        let spread = self.pp + measured.covariance;
        spread
            .try_inverse()
            .is_some_and(|i| (e.transpose() * i * e)[0] < gate * gate)
    }

    /// Squared Mahalanobis distance of a sight from the prediction.
    fn surprise(&self, lenses: &[Lens], sight: &Sight) -> Option<f64> {
        let lens = &lenses[sight.camera];
        let (at, depth) = lens.project(&(self.at + sight.moved))?;
        let j = lens.jacobian(&at, depth);
        let s = j * self.pp * j.transpose()
            + nalgebra::Matrix2::identity() * (sight.sigma * sight.sigma);
        let e = sight.at - at;
        Some((e.transpose() * s.try_inverse()? * e)[0])
    }

    /// One standard deviation along an axis, m.
    pub fn sigma_m(&self) -> f64 {
        self.estimate().sigma_m()
    }
}
