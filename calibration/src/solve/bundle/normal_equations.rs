//! The normal equations of a bundle adjustment, and their solution by the Schur complement.
//!
//! With camera parameters c and point parameters p, where every observation involves one camera and one point:
//!
//! ```text
//! | U  W | | δc |     | gc |        S = U − Σ Wᵢ Vᵢ⁻¹ Wᵢᵀ
//! | Wᵀ V | | δp | = − | gp |        S δc = −gc + Σ Wᵢ Vᵢ⁻¹ gpᵢ,   δpᵢ = −Vᵢ⁻¹ (gpᵢ + Wᵢᵀ δc)
//! ```
//!
//! V is block diagonal with one block per point, so the time grows with the number of observations, and with the square of
//! the number of cameras that observe one point.

use nalgebra::{DMatrix, DVector, SMatrix, SVector};

use super::layout::{ObservationGroup, ParameterLayout};
use crate::solve::scaled_cholesky::solve_scaled;

/// The normal equations at one linearisation point. Only the upper triangle of `u` is filled.
#[derive(Clone, Debug)]
pub(in crate::solve) struct NormalEquations {
    pub u: DMatrix<f64>,
    /// gc.
    pub camera_gradient: DVector<f64>,
    /// By group, one row per camera parameter.
    pub w: Vec<f64>,
    /// By point, column after column.
    pub v: Vec<f64>,
    /// gp.
    pub point_gradient: Vec<f64>,
}

/// A step of all parameters.
#[derive(Clone, Debug)]
pub(in crate::solve) struct BundleStep {
    pub cameras: DVector<f64>,
    pub points: Vec<f64>,
}

impl NormalEquations {
    pub fn new(layout: &ParameterLayout) -> NormalEquations {
        let n = layout.camera_parameters;
        NormalEquations {
            u: DMatrix::zeros(n, n),
            camera_gradient: DVector::zeros(n),
            w: vec![0.0; layout.sizes.w],
            v: vec![0.0; layout.sizes.v],
            point_gradient: vec![0.0; layout.sizes.points],
        }
    }

    pub fn clear(&mut self) {
        self.u.fill(0.0);
        self.camera_gradient.fill(0.0);
        self.w.fill(0.0);
        self.v.fill(0.0);
        self.point_gradient.fill(0.0);
    }

    /// S with both triangles, and its right-hand side, every diagonal element enlarged by the share `damping`. `None`
    /// where a point's block is not positive definite.
    pub fn schur_complement(
        &self,
        layout: &ParameterLayout,
        damping: f64,
    ) -> Option<(DMatrix<f64>, DVector<f64>)> {
        let mut s = self.u.clone();
        for i in 0..layout.camera_parameters {
            // A parameter without influence keeps its value.
            s[(i, i)] = s[(i, i)] * (1.0 + damping) + f64::MIN_POSITIVE;
        }
        let mut b = -&self.camera_gradient;
        let mut scratch = Vec::new();
        for point in 0..layout.point_count() {
            match layout.parameters_of_point(point) {
                3 => {
                    self.eliminate_point::<3>(layout, point, damping, &mut s, &mut b, &mut scratch)?
                }
                6 => {
                    self.eliminate_point::<6>(layout, point, damping, &mut s, &mut b, &mut scratch)?
                }
                9 => {
                    self.eliminate_point::<9>(layout, point, damping, &mut s, &mut b, &mut scratch)?
                }
                _ => {}
            }
        }
        s.fill_lower_triangle_with_upper_triangle();
        Some((s, b))
    }

    /// The inverse of a point's damped block of V.
    pub fn inverse_of_point<const D: usize>(
        &self,
        layout: &ParameterLayout,
        point: usize,
        damping: f64,
    ) -> Option<SMatrix<f64, D, D>> {
        let at = layout.v_blocks[point];
        let mut v = SMatrix::<f64, D, D>::from_column_slice(&self.v[at..at + D * D]);
        for i in 0..D {
            // A point without influence keeps its position.
            v[(i, i)] = v[(i, i)] * (1.0 + damping) + f64::MIN_POSITIVE;
        }
        v.cholesky().map(|c| c.inverse())
    }

    fn eliminate_point<const D: usize>(
        &self,
        layout: &ParameterLayout,
        point: usize,
        damping: f64,
        s: &mut DMatrix<f64>,
        b: &mut DVector<f64>,
        scratch: &mut Vec<f64>,
    ) -> Option<()> {
        let groups = layout.groups_of(point);
        let inverse = self.inverse_of_point::<D>(layout, point, damping)?;
        let at = layout.point_parameters[point];
        let v_inverse_g =
            inverse * SVector::<f64, D>::from_column_slice(&self.point_gradient[at..at + D]);
        let rows = |g: &ObservationGroup| -> (usize, &[[f64; D]]) {
            let n = layout.parameters[g.camera].len();
            (
                layout.first_parameter[g.camera],
                self.w[g.w..g.w + n * D].as_chunks().0,
            )
        };
        // W V⁻¹, camera after camera.
        scratch.clear();
        for g in groups {
            let (first, w) = rows(g);
            for (a, row) in w.iter().enumerate() {
                let row = SVector::<f64, D>::from_column_slice(row);
                scratch.extend_from_slice((inverse * row).as_slice());
                b[first + a] += row.dot(&v_inverse_g);
            }
        }
        let (mut y, _) = scratch.as_chunks::<D>();
        for (i, g) in groups.iter().enumerate() {
            let (first, w) = rows(g);
            let (own, rest) = y.split_at(w.len());
            y = rest;
            for h in &groups[i..] {
                let (other, w) = rows(h);
                for (c, row) in w.iter().enumerate() {
                    let mut column = s.column_mut(other + c);
                    let into = &mut column.as_mut_slice()[first..first + own.len()];
                    for (into, y) in into.iter_mut().zip(own) {
                        *into -= dot(y, row);
                    }
                }
            }
        }
        Some(())
    }

    /// The damped step; `None` where the equations are not positive definite.
    pub fn solve(&self, layout: &ParameterLayout, damping: f64) -> Option<BundleStep> {
        let (s, b) = self.schur_complement(layout, damping)?;
        let cameras = if layout.camera_parameters == 0 {
            b
        } else {
            solve_scaled(s, &b)?
        };
        let mut points = vec![0.0; layout.sizes.points];
        for point in 0..layout.point_count() {
            let n = layout.parameters_of_point(point);
            let out =
                &mut points[layout.point_parameters[point]..layout.point_parameters[point] + n];
            match n {
                3 => self.back_substitute::<3>(layout, point, damping, &cameras, out)?,
                6 => self.back_substitute::<6>(layout, point, damping, &cameras, out)?,
                9 => self.back_substitute::<9>(layout, point, damping, &cameras, out)?,
                _ => {}
            }
        }
        Some(BundleStep { cameras, points })
    }

    fn back_substitute<const D: usize>(
        &self,
        layout: &ParameterLayout,
        point: usize,
        damping: f64,
        cameras: &DVector<f64>,
        out: &mut [f64],
    ) -> Option<()> {
        let at = layout.point_parameters[point];
        let mut right_hand_side =
            SVector::<f64, D>::from_column_slice(&self.point_gradient[at..at + D]);
        for g in layout.groups_of(point) {
            let first = layout.first_parameter[g.camera];
            let n = layout.parameters[g.camera].len();
            for (a, row) in self.w[g.w..g.w + n * D]
                .as_chunks::<D>()
                .0
                .iter()
                .enumerate()
            {
                right_hand_side += SVector::from_column_slice(row) * cameras[first + a];
            }
        }
        let step = -(self.inverse_of_point::<D>(layout, point, damping)? * right_hand_side);
        out.copy_from_slice(step.as_slice());
        Some(())
    }

    /// By how much the linear model lowers the cost: ½ δᵀ (λ D δ − g).
    pub fn predicted_decrease(
        &self,
        layout: &ParameterLayout,
        step: &BundleStep,
        damping: f64,
    ) -> f64 {
        let mut sum = 0.0;
        for (i, d) in step.cameras.iter().enumerate() {
            sum += d * (damping * self.u[(i, i)] * d - self.camera_gradient[i]);
        }
        for point in 0..layout.point_count() {
            let from = layout.point_parameters[point];
            let n = layout.parameters_of_point(point);
            for i in 0..n {
                let d = step.points[from + i];
                sum += d
                    * (damping * self.v[layout.v_blocks[point] + i * n + i] * d
                        - self.point_gradient[from + i]);
            }
        }
        0.5 * sum
    }
}

fn dot<const D: usize>(a: &[f64; D], b: &[f64; D]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
