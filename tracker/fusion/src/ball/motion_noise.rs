//! Process noise of the ball's motion modes.

use nalgebra::Vector3;

use super::flight::{BallMatrix, BallVector};
use super::physics::BallModel;

/// The spin's random walk in the air, as a share of its standard deviation, per √s.
const SPIN_DRIFT: f64 = 0.15;
/// Added to the variances of position and velocity, so that they can be inverted.
const REGULARIZATION: f64 = 1e-8;

/// Standard deviations of position, velocity and spin, as a covariance.
pub(crate) fn diagonal_covariance(sigma: [f64; 3]) -> BallMatrix {
    BallMatrix::from_diagonal(&BallVector::from_fn(|i, _| sigma[i / 3] * sigma[i / 3]))
}

/// What forces that the model does not have leave open after `dt` seconds in the air.
pub(crate) fn air_noise(dt: f64, model: &BallModel) -> BallMatrix {
    let mut noise = impulse_noise(dt, Vector3::repeat((model.air_psd * dt).sqrt()));
    for i in 6..9 {
        noise[(i, i)] += (SPIN_DRIFT * model.spin_sigma_rad_s()).powi(2) * dt;
    }
    noise
}

/// An impulse of these standard deviations, m/s, at an unknown time, uniform over the last `dt` seconds:
/// σ² [dt²/3  dt/2; dt/2  1].
pub(crate) fn impulse_noise(dt: f64, sigma: Vector3<f64>) -> BallMatrix {
    let mut q = BallMatrix::zeros();
    for i in 0..3 {
        let s = sigma[i] * sigma[i];
        q[(i, i)] = s * dt * dt / 3.0 + REGULARIZATION;
        q[(i, i + 3)] = s * dt / 2.0;
        q[(i + 3, i)] = s * dt / 2.0;
        q[(i + 3, i + 3)] = s + REGULARIZATION;
    }
    q
}

/// An impulse of these standard deviations, m/s, `since` seconds ago: σ² [since²  since; since  1].
pub(crate) fn timed_impulse_noise(since: f64, sigma: Vector3<f64>) -> BallMatrix {
    let mut q = BallMatrix::zeros();
    for i in 0..3 {
        let s = sigma[i] * sigma[i];
        q[(i, i)] = s * since * since;
        q[(i, i + 3)] = s * since;
        q[(i + 3, i)] = s * since;
        q[(i + 3, i + 3)] = s;
    }
    q
}

/// Sets the spin to unknown: hands and impulses change it.
pub(crate) fn reset_spin(
    mut x: BallVector,
    mut transition: BallMatrix,
    model: &BallModel,
) -> (BallVector, BallMatrix, BallMatrix) {
    let mut noise = BallMatrix::zeros();
    for i in 6..9 {
        x[i] = 0.0;
        transition.row_mut(i).fill(0.0);
        noise[(i, i)] = model.spin_sigma_rad_s() * model.spin_sigma_rad_s();
    }
    (x, transition, noise)
}
