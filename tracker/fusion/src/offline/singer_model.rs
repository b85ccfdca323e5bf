//! How joints go on when all is known, before and after.
//!
//! Place, velocity and an acceleration that fades (Singer, IEEE Trans. Aerospace and Electronic Systems 6, 1970). Over times longer
//! than the fading it is the white acceleration of the live filter; over shorter ones a limb has no corners.

use nalgebra::{Matrix3, SMatrix, SVector, Vector3};

use crate::kin::{COMMON_SPEED_M_S, State, Word, even, place};
use crate::triangulate::Gaussian;

/// Place, velocity and acceleration.
pub(super) const ORDER: usize = 9;
pub(super) type Square = SMatrix<f64, ORDER, ORDER>;

/// Accelerations fade in this time, s.
const FADES_S: f64 = 0.05;
/// A joint starts with this uncertainty about its velocity, m/s.
const START_SPEED_M_S: f64 = 3.0;

/// What the views of one moment said of one joint: a Gaussian by its information, which one view alone leaves open in depth.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub information: Matrix3<f64>,
    /// The information times the place.
    pub push: Vector3<f64>,
    pub views: u8,
}

impl Said {
    /// What it says alone; `None` where that is no place.
    pub fn alone(&self) -> Option<Gaussian> {
        let covariance = self.information.cholesky()?.inverse();
        let mean = covariance * self.push;
        Some(Gaussian { mean, covariance })
    }

    /// The same, about a prediction.
    pub fn about(&self, at: &Vector3<f64>) -> Word {
        Word {
            information: self.information,
            push: self.push - self.information * at,
        }
    }
}

/// A joint, place, velocity and acceleration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moving {
    pub state: State<ORDER>,
    /// Time since it was last seen, s.
    pub unseen_s: f64,
}

impl Moving {
    /// A joint that was just found.
    pub fn new(found: &Gaussian, velocity: Vector3<f64>, density: f64) -> Moving {
        let mut mean = SVector::<f64, ORDER>::zeros();
        mean.fixed_rows_mut::<3>(0).copy_from(&found.mean);
        mean.fixed_rows_mut::<3>(3).copy_from(&velocity);
        let mut spread = free(START_SPEED_M_S, density);
        spread
            .fixed_view_mut::<3, 3>(0, 0)
            .copy_from(&found.covariance);
        Moving {
            state: State { mean, spread },
            unseen_s: 0.0,
        }
    }

    pub fn velocity(&self) -> Vector3<f64> {
        velocity(&self.state.mean)
    }

    pub fn place(&self) -> Gaussian {
        Gaussian {
            mean: self.state.mean.fixed_rows::<3>(0).into(),
            covariance: place(&self.state.spread),
        }
    }

    /// Moves on, under accelerations whose spectral density at rest is `density`, m²/s³.
    pub fn predict(&mut self, dt_s: f64, density: f64) {
        self.state.mean = motion(dt_s) * self.state.mean;
        self.state.spread = carry(&self.state.spread, dt_s, density);
        self.unseen_s += dt_s;
    }

    /// Takes in what was said of its place.
    pub fn take(&mut self, word: &Word) {
        let prior = place(&self.state.spread);
        let Some(known) = prior.try_inverse() else {
            return;
        };
        let Some(covariance) = (known + word.information).try_inverse() else {
            return;
        };
        let gain = self.state.spread.fixed_columns::<3>(0) * known;
        self.state.mean += gain * (covariance * word.push);
        self.state.spread -= gain * (prior - covariance) * gain.transpose();
        self.state.spread = even(self.state.spread);
    }
}

/// The place of a state's mean.
pub(super) fn at(mean: &SVector<f64, ORDER>) -> Vector3<f64> {
    mean.fixed_rows::<3>(0).into()
}

/// Where a state's mean goes in `t` seconds, which are few.
pub(super) fn then(mean: &SVector<f64, ORDER>, t: f64) -> Vector3<f64> {
    let acceleration = mean.fixed_rows::<3>(6);
    at(mean) + velocity(mean) * t + acceleration * (0.5 * t * t)
}

/// The velocity of a state's mean.
pub(super) fn velocity(mean: &SVector<f64, ORDER>) -> Vector3<f64> {
    mean.fixed_rows::<3>(3).into()
}

/// Covariance of what goes nobody knows where, with accelerations of that density.
fn free(speed_m_s: f64, density: f64) -> Square {
    let mut spread = Square::zeros();
    for i in 3..6 {
        spread[(i, i)] = speed_m_s.powi(2);
        spread[(i + 3, i + 3)] = density / (2.0 * FADES_S);
    }
    spread
}

/// What kin have in common when they are new, and accelerations that they share are of that density.
pub(super) fn unmet(density: f64) -> Square {
    free(COMMON_SPEED_M_S, density)
}

/// What a covariance becomes in `dt_s` seconds under accelerations of that density.
pub(super) fn carry(spread: &Square, dt_s: f64, density: f64) -> Square {
    let motion = motion(dt_s);
    even(motion * spread * motion.transpose()) + axes(&(noise(dt_s) * (density / (2.0 * FADES_S))))
}

/// How place, velocity and acceleration go on for `t` seconds.
pub(super) fn motion(t: f64) -> Square {
    let a = 1.0 / FADES_S;
    let (at, e) = (a * t, (-a * t).exp());
    #[rustfmt::skip]
    let motion = Matrix3::new(
        1.0, t, (at - 1.0 + e) / (a * a),
        0.0, 1.0, (1.0 - e) / a,
        0.0, 0.0, e,
    );
    axes(&motion)
}

/// The covariance of one axis after `t` seconds, for accelerations of variance 1.
fn noise(t: f64) -> Matrix3<f64> {
    let a = 1.0 / FADES_S;
    let (at, e) = (a * t, (-a * t).exp());
    let e2 = e * e;
    let place =
        (1.0 - e2 + 2.0 * at + 2.0 / 3.0 * at.powi(3) - 2.0 * at * at - 4.0 * at * e) / a.powi(4);
    let place_velocity = (1.0 - e).powi(2) + 2.0 * at * e - 2.0 * at + at * at;
    let place_velocity = place_velocity / a.powi(3);
    let place_push = (1.0 - e2 - 2.0 * at * e) / (a * a);
    let velocity = (4.0 * e - 3.0 - e2 + 2.0 * at) / (a * a);
    let velocity_push = (1.0 - e).powi(2) / a;
    let push = 1.0 - e2;
    #[rustfmt::skip]
    let noise = Matrix3::new(
        place, place_velocity, place_push,
        place_velocity, velocity, velocity_push,
        place_push, velocity_push, push,
    );
    noise
}

/// The same for all three axes.
fn axes(one: &Matrix3<f64>) -> Square {
    let mut all = Square::zeros();
    for i in 0..3 {
        for j in 0..3 {
            for axis in 0..3 {
                all[(3 * i + axis, 3 * j + axis)] = one[(i, j)];
            }
        }
    }
    all
}
