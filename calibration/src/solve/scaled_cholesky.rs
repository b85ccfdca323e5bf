//! Linear systems whose unknowns differ by many orders of magnitude (rad, m, px, s/s).

use nalgebra::{DMatrix, DVector};

/// Solves S x = b by Cholesky decomposition of S scaled to a unit diagonal; `None` where S is not positive definite.
pub(super) fn solve_scaled(s: DMatrix<f64>, b: &DVector<f64>) -> Option<DVector<f64>> {
    let (s, scale) = scale_to_unit_diagonal(s)?;
    let x = s.cholesky()?.solve(&b.component_mul(&scale));
    let x = x.component_mul(&scale);
    x.iter().all(|v| v.is_finite()).then_some(x)
}

/// S with rows and columns scaled to a unit diagonal, and the scale; `None` where a diagonal element is not positive.
pub(super) fn scale_to_unit_diagonal(mut s: DMatrix<f64>) -> Option<(DMatrix<f64>, DVector<f64>)> {
    let diagonal = s.diagonal();
    if !diagonal.iter().all(|&d| d > 0.0 && d.is_finite()) {
        return None;
    }
    let scale = diagonal.map(|d| 1.0 / d.sqrt());
    for j in 0..s.ncols() {
        for i in 0..s.nrows() {
            s[(i, j)] *= scale[i] * scale[j];
        }
    }
    Some((s, scale))
}
