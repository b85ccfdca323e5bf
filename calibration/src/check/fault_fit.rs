//! Fits a fault model's parameters to correspondences, by Cauchy's loss, whose scale narrows in three rounds (graduated
//! non-convexity). There are at most six parameters, so derivatives are central differences.

use nalgebra::SVector;

use super::correspondences::Correspondence;
use super::fault_model::FaultModel;
use crate::Camera;
use crate::optimize::{
    DenseEquations, LeastSquares, LevenbergMarquardtOptions, RobustLoss, minimize,
};

/// The normalized error of a point that is not projected at all.
const NOT_PROJECTED: f64 = 1e3;
/// The scales of Cauchy's loss, in standard deviations.
const LOSS_SCALES: [f64; 3] = [32.0, 8.0, 2.5];
const FIT: LevenbergMarquardtOptions = LevenbergMarquardtOptions {
    max_steps: 12,
    relative_tolerance: 1e-7,
    initial_damping: 1e-4,
};

/// Residuals in standard deviations.
fn normalized_errors(camera: &Camera, pairs: &[Correspondence]) -> Vec<[f64; 2]> {
    let one = |p: &Correspondence| match p.residual_px(camera) {
        Some((e, sigma)) => [e[0] / sigma, e[1] / sigma],
        None => [NOT_PROJECTED, NOT_PROJECTED],
    };
    pairs.iter().map(one).collect()
}

fn squared(error: &[f64; 2]) -> f64 {
    error[0].powi(2) + error[1].powi(2)
}

/// The mean loss of the correspondences at the last scale, in units of its square; about 1 where errors are as large as
/// their standard deviations.
pub(super) fn mean_residual_loss(camera: &Camera, pairs: &[Correspondence]) -> f64 {
    let scale = LOSS_SCALES[LOSS_SCALES.len() - 1];
    let errors = normalized_errors(camera, pairs);
    let losses = errors
        .iter()
        .map(|e| RobustLoss::Cauchy(scale).evaluate(squared(e)).0);
    losses.sum::<f64>() / (scale * scale * errors.len().max(1) as f64)
}

/// The camera of the fault model that fits the correspondences best, and its parameters.
pub(super) fn fit_fault(
    model: FaultModel,
    camera: &Camera,
    pairs: &[Correspondence],
    initial: Vec<f64>,
) -> (Camera, Vec<f64>) {
    let fit = match model.parameter_count() {
        1 => fit_parameters::<1>,
        2 => fit_parameters::<2>,
        3 => fit_parameters::<3>,
        _ => fit_parameters::<6>,
    };
    let x = fit(model, camera, pairs, &initial);
    (model.apply(camera, &x), x)
}

fn fit_parameters<const N: usize>(
    model: FaultModel,
    camera: &Camera,
    pairs: &[Correspondence],
    initial: &[f64],
) -> Vec<f64> {
    let mut x = SVector::<f64, N>::from_column_slice(initial);
    for scale in LOSS_SCALES {
        let problem = FaultLeastSquares::<N> {
            model,
            camera,
            pairs,
            loss: RobustLoss::Cauchy(scale),
            steps: SVector::from_column_slice(&model.difference_steps(camera)),
        };
        minimize(&problem, &mut x, &mut DenseEquations::new(), &FIT);
    }
    x.as_slice().to_vec()
}

/// The parameters of a fault model, from correspondences.
struct FaultLeastSquares<'a, const N: usize> {
    model: FaultModel,
    camera: &'a Camera,
    pairs: &'a [Correspondence],
    loss: RobustLoss,
    /// The steps of numeric differentiation.
    steps: SVector<f64, N>,
}

impl<const N: usize> FaultLeastSquares<'_, N> {
    fn errors(&self, x: &SVector<f64, N>) -> Vec<[f64; 2]> {
        normalized_errors(&self.model.apply(self.camera, x.as_slice()), self.pairs)
    }
}

impl<const N: usize> LeastSquares for FaultLeastSquares<'_, N> {
    type State = SVector<f64, N>;
    type Equations = DenseEquations<N>;
    type Step = SVector<f64, N>;

    fn cost(&self, x: &SVector<f64, N>) -> f64 {
        let losses = self.errors(x);
        let losses = losses.iter().map(|e| self.loss.evaluate(squared(e)).0);
        0.5 * losses.sum::<f64>()
    }

    fn linearize(&self, x: &SVector<f64, N>, equations: &mut DenseEquations<N>) {
        equations.clear();
        let columns: Vec<_> = (0..N)
            .map(|k| {
                let errors_at = |by: f64| {
                    let mut x = *x;
                    x[k] += by;
                    self.errors(&x)
                };
                (errors_at(self.steps[k]), errors_at(-self.steps[k]))
            })
            .collect();
        for (i, error) in self.errors(x).iter().enumerate() {
            let (_, weight) = self.loss.evaluate(squared(error));
            for axis in 0..2 {
                let derivatives = SVector::from_fn(|k, _| {
                    let (after, before) = &columns[k];
                    (after[i][axis] - before[i][axis]) / (2.0 * self.steps[k])
                });
                equations.add(&derivatives, error[axis], weight);
            }
        }
    }

    fn solve(&self, equations: &DenseEquations<N>, damping: f64) -> Option<SVector<f64, N>> {
        equations.solve(damping)
    }

    fn predicted_decrease(
        &self,
        equations: &DenseEquations<N>,
        step: &SVector<f64, N>,
        damping: f64,
    ) -> f64 {
        equations.predicted_decrease(step, damping)
    }

    fn apply(&self, from: &SVector<f64, N>, step: &SVector<f64, N>, to: &mut SVector<f64, N>) {
        *to = from + step;
    }
}
