//! Gaussian estimates: a mean and its covariance, of a position or of a whole kinematic state.

use nalgebra::{Matrix3, SMatrix, SVector, Vector3};

/// A position in world space: mean, m, and covariance, m².
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gaussian {
    pub mean: Vector3<f64>,
    pub covariance: Matrix3<f64>,
}

impl Gaussian {
    /// One standard deviation along an axis, the root mean square over the three axes: √(tr P / 3), m.
    pub fn sigma_m(&self) -> f64 {
        (self.covariance.trace() / 3.0).max(0.0).sqrt()
    }
}

/// A kinematic state of `N` numbers: position, velocity and, where `N` is 9, acceleration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StateEstimate<const N: usize> {
    pub mean: SVector<f64, N>,
    pub covariance: SMatrix<f64, N, N>,
}

/// The position block of a state's covariance.
pub(crate) fn position_covariance<const N: usize>(covariance: &SMatrix<f64, N, N>) -> Matrix3<f64> {
    covariance.fixed_view::<3, 3>(0, 0).into_owned()
}

/// (M + Mᵀ) / 2: removes the asymmetry of rounding, which would grow from frame set to frame set.
pub(crate) fn symmetrize<const N: usize>(m: SMatrix<f64, N, N>) -> SMatrix<f64, N, N> {
    (m + m.transpose()) * 0.5
}
