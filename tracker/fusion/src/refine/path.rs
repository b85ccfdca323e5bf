//! One joint's path, known from both ends.
//!
//! Place, velocity and an acceleration that fades (Singer, IEEE Trans. Aerospace and Electronic Systems 6, 1970), filtered
//! forwards and smoothed backwards (Rauch, Tung and Striebel, AIAA Journal 3, 1965). Over times longer than the fading it
//! is the white acceleration of the live filter; over shorter ones a limb has no corners.

use nalgebra::{Matrix3, SMatrix, SVector, Vector3};

use crate::triangulate::Gaussian;

type State = SVector<f64, 9>;
type Square = SMatrix<f64, 9, 9>;

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
}

/// A joint, place, velocity and acceleration.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moving {
    x: State,
    p: Square,
    /// Time since it was last seen, s.
    pub unseen_s: f64,
}

impl Moving {
    /// A joint that was just found.
    pub fn new(found: &Gaussian, velocity: Vector3<f64>, density: f64) -> Moving {
        let mut x = State::zeros();
        x.fixed_rows_mut::<3>(0).copy_from(&found.mean);
        x.fixed_rows_mut::<3>(3).copy_from(&velocity);
        let mut p = Square::zeros();
        p.fixed_view_mut::<3, 3>(0, 0).copy_from(&found.covariance);
        for i in 3..6 {
            p[(i, i)] = START_SPEED_M_S.powi(2);
            p[(i + 3, i + 3)] = density / (2.0 * FADES_S);
        }
        Moving {
            x,
            p,
            unseen_s: 0.0,
        }
    }

    pub fn velocity(&self) -> Vector3<f64> {
        self.x.fixed_rows::<3>(3).into()
    }

    pub fn place(&self) -> Gaussian {
        Gaussian {
            mean: self.x.fixed_rows::<3>(0).into(),
            covariance: self.p.fixed_view::<3, 3>(0, 0).into(),
        }
    }

    /// Moves on, under accelerations whose spectral density at rest is `density`, m²/s³.
    pub fn predict(&mut self, dt_s: f64, density: f64) {
        let [motion, noise] = motion(dt_s);
        self.x = spread(&motion) * self.x;
        self.p = carry(&motion, &self.p) + spread(&(noise * (density / (2.0 * FADES_S))));
        self.unseen_s += dt_s;
    }

    /// Takes in what the views said.
    pub fn take(&mut self, said: &Said) {
        self.unseen_s = 0.0;
        let prior = self.place();
        let Some(known) = prior.covariance.try_inverse() else {
            return;
        };
        let Some(covariance) = (known + said.information).try_inverse() else {
            return;
        };
        let mean = covariance * (known * prior.mean + said.push);
        let gain = self.p.fixed_columns::<3>(0) * known;
        self.x += gain * (mean - prior.mean);
        self.p -= gain * (prior.covariance - covariance) * gain.transpose();
        self.p = (self.p + self.p.transpose()) * 0.5;
    }

    /// What is known of this moment, given what is known of one `dt_s` later, for which `predicted` was predicted.
    pub fn given(&self, dt_s: f64, predicted: &Moving, later: &Moving) -> Moving {
        let [motion, _] = motion(dt_s);
        let Some(solver) = predicted.p.cholesky() else {
            return *self;
        };
        let gain = solver.solve(&(spread(&motion) * self.p)).transpose();
        let p = self.p + gain * (later.p - predicted.p) * gain.transpose();
        Moving {
            x: self.x + gain * (later.x - predicted.x),
            p: (p + p.transpose()) * 0.5,
            unseen_s: self.unseen_s,
        }
    }
}

/// How one axis goes on after `t` seconds, and the noise for accelerations of variance 1.
fn motion(t: f64) -> [Matrix3<f64>; 2] {
    let a = 1.0 / FADES_S;
    let (at, e) = (a * t, (-a * t).exp());
    let e2 = e * e;
    #[rustfmt::skip]
    let motion = Matrix3::new(
        1.0, t, (at - 1.0 + e) / (a * a),
        0.0, 1.0, (1.0 - e) / a,
        0.0, 0.0, e,
    );
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
    [motion, noise]
}

/// The same for all three axes.
fn spread(one: &Matrix3<f64>) -> Square {
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

fn carry(motion: &Matrix3<f64>, p: &Square) -> Square {
    let all = spread(motion);
    all * p * all.transpose()
}
