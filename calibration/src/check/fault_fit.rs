//! Fits a fault model's parameters to correspondences: Levenberg–Marquardt with Cauchy's loss, whose scale narrows in three rounds.
//! There are at most six parameters, so derivatives are central differences.

use nalgebra::{DMatrix, DVector};

use super::correspondences::Correspondence;
use super::fault_model::FaultModel;
use crate::Camera;

/// The normalized error of a point that is not projected at all.
const NOT_PROJECTED: f64 = 1e3;
/// The scales of Cauchy's loss, in standard deviations.
const LOSS_SCALES: [f64; 3] = [32.0, 8.0, 2.5];
const MAX_STEPS: usize = 12;

/// Residuals in standard deviations.
fn normalized_errors(camera: &Camera, pairs: &[Correspondence]) -> Vec<[f64; 2]> {
    let one = |p: &Correspondence| match p.residual_px(camera) {
        Some((e, sigma)) => [e[0] / sigma, e[1] / sigma],
        None => [NOT_PROJECTED, NOT_PROJECTED],
    };
    pairs.iter().map(one).collect()
}

/// The mean Cauchy loss.
fn mean_loss(errors: &[[f64; 2]], scale: f64) -> f64 {
    let each = errors
        .iter()
        .map(|e| (1.0 + (e[0].powi(2) + e[1].powi(2)) / scale.powi(2)).ln());
    each.sum::<f64>() / errors.len().max(1) as f64
}

/// The mean loss of the correspondences at the last scale; about 1 where errors are as large as their standard deviations.
pub(super) fn mean_residual_loss(camera: &Camera, pairs: &[Correspondence]) -> f64 {
    mean_loss(&normalized_errors(camera, pairs), 2.5)
}

/// The camera of the fault model that fits the correspondences best, and its parameters.
pub(super) fn fit_fault(
    model: FaultModel,
    camera: &Camera,
    pairs: &[Correspondence],
    initial: Vec<f64>,
) -> (Camera, Vec<f64>) {
    let mut x = initial;
    for scale in LOSS_SCALES {
        let mut damping = 1e-3;
        let mut errors = normalized_errors(&model.apply(camera, &x), pairs);
        let mut loss = mean_loss(&errors, scale);
        for _ in 0..MAX_STEPS {
            let (a, b) = normal_equations(model, camera, pairs, &x, &errors, scale);
            let before = loss;
            while damping < 1e9 {
                let diagonal = DMatrix::from_diagonal(&a.diagonal());
                let Some(cholesky) = (&a + diagonal * damping).cholesky() else {
                    damping *= 10.0;
                    continue;
                };
                let next: Vec<f64> = x
                    .iter()
                    .zip(cholesky.solve(&b).iter())
                    .map(|(x, s)| x - s)
                    .collect();
                let next_errors = normalized_errors(&model.apply(camera, &next), pairs);
                let next_loss = mean_loss(&next_errors, scale);
                if next_loss < loss {
                    (x, errors, loss, damping) = (next, next_errors, next_loss, damping * 0.2);
                    break;
                }
                damping *= 10.0;
            }
            if before - loss < 1e-7 {
                break;
            }
        }
    }
    (model.apply(camera, &x), x)
}

/// JᵀWJ and JᵀWe, with Cauchy's weights.
fn normal_equations(
    model: FaultModel,
    camera: &Camera,
    pairs: &[Correspondence],
    x: &[f64],
    errors: &[[f64; 2]],
    scale: f64,
) -> (DMatrix<f64>, DVector<f64>) {
    let h = model.difference_steps(camera);
    let n = model.parameter_count();
    let columns: Vec<_> = (0..n)
        .map(|k| {
            let errors_at = |by: f64| {
                let mut x = x.to_vec();
                x[k] += by;
                normalized_errors(&model.apply(camera, &x), pairs)
            };
            (errors_at(h[k]), errors_at(-h[k]))
        })
        .collect();
    let mut a = DMatrix::zeros(n, n);
    let mut b = DVector::zeros(n);
    for (i, e) in errors.iter().enumerate() {
        let w = 1.0 / (1.0 + (e[0].powi(2) + e[1].powi(2)) / scale.powi(2));
        for (axis, error) in e.iter().enumerate() {
            let gradient = DVector::from_fn(n, |k, _| {
                (columns[k].0[i][axis] - columns[k].1[i][axis]) / (2.0 * h[k])
            });
            a += &gradient * gradient.transpose() * w;
            b += gradient * (w * error);
        }
    }
    (a, b)
}
