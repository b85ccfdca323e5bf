//! Heatmaps, one per joint, with DARK sub-cell refinement (Zhang et al., "Distribution-Aware Coordinate
//! Representation for Human Pose Estimation", CVPR 2020).

use super::types::{DecodedKeypoint, Tensor, sigma_from_score};
use crate::error::ModelError;

/// The joints of one person, in input pixels.
///
/// `output` is `[joints, rows, columns]`. `input` is the width and height of the input, px; a cell covers `input / columns`
/// pixels, and the centre of cell 0 is pixel 0. `blur` is the odd width of DARK's smoothing kernel, cells.
///
/// # Errors
/// An output of another shape, or without cells.
pub fn decode(
    output: &Tensor,
    input: [u32; 2],
    blur: u32,
) -> Result<Vec<DecodedKeypoint>, ModelError> {
    let [_, rows, columns] = output.dims()?;
    if rows == 0 || columns == 0 {
        return Err(ModelError::new(
            "the network returned heatmaps without cells",
        ));
    }
    let kernel = gaussian(blur as usize);
    let cell = [
        input[0] as f32 / columns as f32,
        input[1] as f32 / rows as f32,
    ];
    let joint = |cells: &[f32]| {
        let heatmap = Heatmap {
            cells,
            columns,
            rows,
            kernel: &kernel,
        };
        let (x, y, score) = heatmap.peak();
        let [dx, dy] = heatmap.refine(x, y);
        DecodedKeypoint {
            at: [(x as f32 + dx) * cell[0], (y as f32 + dy) * cell[1]],
            score: score.clamp(0.0, 1.0),
            sigma_px: sigma_from_score(cell[0].max(cell[1]), score),
        }
    };
    Ok(output
        .data
        .chunks_exact(rows * columns)
        .map(joint)
        .collect())
}

/// The Gaussian kernel of `width` cells (odd) as `cv2.getGaussianKernel` computes it with its default sigma.
fn gaussian(width: usize) -> Vec<f32> {
    match width {
        1 => return vec![1.0],
        3 => return vec![0.25, 0.5, 0.25],
        _ => {}
    }
    let half = (width / 2) as f32;
    let sigma = 0.3 * (half - 1.0) + 0.8;
    let weight = |i: usize| (-(i as f32 - half).powi(2) / (2.0 * sigma * sigma)).exp();
    let sum: f32 = (0..width).map(weight).sum();
    (0..width).map(|i| weight(i) / sum).collect()
}

struct Heatmap<'a> {
    cells: &'a [f32],
    columns: usize,
    rows: usize,
    kernel: &'a [f32],
}

impl Heatmap<'_> {
    /// The largest cell: column, row, value.
    fn peak(&self) -> (usize, usize, f32) {
        let mut best = (0, f32::NEG_INFINITY);
        for (i, &v) in self.cells.iter().enumerate() {
            if v > best.1 {
                best = (i, v);
            }
        }
        (best.0 % self.columns, best.0 / self.columns, best.1)
    }

    /// Offset from the peak's cell to the maximum of the Gaussian, cells: one Newton step on the logarithm of the smoothed
    /// heatmap, with central differences. Zero within two cells of the border and where the heatmap is not concave.
    fn refine(&self, x: usize, y: usize) -> [f32; 2] {
        if x < 2 || y < 2 || x + 2 >= self.columns || y + 2 >= self.rows {
            return [0.0; 2];
        }
        let at = |dx: isize, dy: isize| self.log_smoothed(x as isize + dx, y as isize + dy);
        let gx = 0.5 * (at(1, 0) - at(-1, 0));
        let gy = 0.5 * (at(0, 1) - at(0, -1));
        let centre = 2.0 * at(0, 0);
        let xx = 0.25 * (at(2, 0) - centre + at(-2, 0));
        let yy = 0.25 * (at(0, 2) - centre + at(0, -2));
        let xy = 0.25 * (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1));
        let determinant = xx * yy - xy * xy;
        if xx >= 0.0 || determinant <= f32::EPSILON {
            return [0.0; 2];
        }
        let step = [
            -(yy * gx - xy * gy) / determinant,
            -(xx * gy - xy * gx) / determinant,
        ];
        step.map(|s| s.clamp(-1.0, 1.0))
    }

    /// The logarithm of the smoothed heatmap.
    fn log_smoothed(&self, x: isize, y: isize) -> f32 {
        let half = (self.kernel.len() / 2) as isize;
        let mut sum = 0.0;
        for (j, wy) in (y - half..).zip(self.kernel) {
            for (i, wx) in (x - half..).zip(self.kernel) {
                let inside =
                    i >= 0 && j >= 0 && (i as usize) < self.columns && (j as usize) < self.rows;
                if inside {
                    sum += wx * wy * self.cells[j as usize * self.columns + i as usize];
                }
            }
        }
        sum.max(1e-10).ln()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn gaussian_heatmap(cx: f32, cy: f32) -> Tensor {
        let cell = |i: usize| {
            let (x, y) = ((i % 48) as f32, (i / 48) as f32);
            (-((x - cx).powi(2) + (y - cy).powi(2)) / (2.0 * 2.0 * 2.0)).exp()
        };
        Tensor {
            shape: vec![1, 64, 48],
            data: (0..64 * 48).map(cell).collect(),
        }
    }

    #[test]
    fn dark_recovers_the_subcell_maximum_of_a_gaussian() {
        for (cx, cy) in [(20.3, 30.4), (11.0, 50.0), (33.49, 9.51)] {
            for blur in [1, 3, 11] {
                let found = decode(&gaussian_heatmap(cx, cy), [192, 256], blur).unwrap()[0];
                let error = [found.at[0] / 4.0 - cx, found.at[1] / 4.0 - cy];
                assert!(
                    error.iter().all(|e| e.abs() < 0.02),
                    "{error:?} blur {blur}"
                );
            }
        }
    }

    #[test]
    fn peak_at_the_border_is_not_refined() {
        let found = decode(&gaussian_heatmap(0.2, 63.0), [192, 256], 3).unwrap()[0];
        assert_eq!(found.at, [0.0, 252.0]);
    }

    #[test]
    fn flat_heatmap_has_score_zero() {
        let flat = Tensor {
            shape: vec![1, 64, 48],
            data: vec![0.0; 64 * 48],
        };
        let found = decode(&flat, [192, 256], 3).unwrap()[0];
        assert_eq!(found.score, 0.0);
        assert!(found.at.iter().all(|v| v.is_finite()));
    }
}
