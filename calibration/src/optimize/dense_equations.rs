//! Normal equations of a fixed, small number of parameters.

use nalgebra::{SMatrix, SVector};

/// The normal equations of N parameters, JᵀWJ δ = −JᵀWr. They live on the stack.
#[derive(Clone, Debug, PartialEq)]
pub struct DenseEquations<const N: usize> {
    /// The information matrix JᵀWJ.
    pub information: SMatrix<f64, N, N>,
    /// The gradient JᵀWr.
    pub gradient: SVector<f64, N>,
}

impl<const N: usize> Default for DenseEquations<N> {
    fn default() -> DenseEquations<N> {
        DenseEquations::new()
    }
}

impl<const N: usize> DenseEquations<N> {
    /// Equations without residuals.
    pub fn new() -> DenseEquations<N> {
        DenseEquations {
            information: SMatrix::zeros(),
            gradient: SVector::zeros(),
        }
    }

    /// Removes all residuals.
    pub fn clear(&mut self) {
        self.information.fill(0.0);
        self.gradient.fill(0.0);
    }

    /// Adds a residual, its derivatives and its weight.
    pub fn add(&mut self, derivatives: &SVector<f64, N>, residual: f64, weight: f64) {
        self.information.ger(weight, derivatives, derivatives, 1.0);
        self.gradient.axpy(weight * residual, derivatives, 1.0);
    }

    /// The step with every diagonal element enlarged by the share `damping`; `None` where the equations are not positive
    /// definite.
    pub fn solve(&self, damping: f64) -> Option<SVector<f64, N>> {
        let mut damped = self.information;
        for i in 0..N {
            damped[(i, i)] *= 1.0 + damping;
        }
        let step = -damped.cholesky()?.solve(&self.gradient);
        step.iter().all(|v| v.is_finite()).then_some(step)
    }

    /// By how much the linear model lowers the cost: ½ δᵀ (λ D δ − g).
    pub fn predicted_decrease(&self, step: &SVector<f64, N>, damping: f64) -> f64 {
        let terms = (0..N)
            .map(|i| step[i] * (damping * self.information[(i, i)] * step[i] - self.gradient[i]));
        0.5 * terms.sum::<f64>()
    }
}
