//! Heatmaps, one a joint, refined below the cell by DARK (Zhang et al., "Distribution-Aware Coordinate
//! Representation for Human Pose Estimation", CVPR 2020).

use super::{Spot, Tensor, sigma_of};
use crate::ModelError;

/// The joints of one person, in input pixels. `output` is `[joints, rows, columns]`; a heatmap cell is
/// `input / columns` pixels, cell 0 at pixel 0. `blur` is the odd width of DARK's smoothing, cells.
pub fn decode(output: &Tensor, input: [u32; 2], blur: u32) -> Result<Vec<Spot>, ModelError> {
    let [_, rows, columns] = output.dims()?;
    if rows == 0 || columns == 0 {
        return Err(ModelError::new("the network gave heatmaps without cells"));
    }
    let kernel = gaussian(blur as usize);
    let cell = [
        input[0] as f32 / columns as f32,
        input[1] as f32 / rows as f32,
    ];
    let joint = |cells: &[f32]| {
        let map = Map {
            cells,
            columns,
            rows,
            kernel: &kernel,
        };
        let (x, y, score) = map.peak();
        let [dx, dy] = map.refine(x, y);
        Spot {
            at: [(x as f32 + dx) * cell[0], (y as f32 + dy) * cell[1]],
            score: score.clamp(0.0, 1.0),
            sigma: sigma_of(cell[0].max(cell[1]), score),
        }
    };
    Ok(output
        .data
        .chunks_exact(rows * columns)
        .map(joint)
        .collect())
}

/// OpenCV's Gaussian of that odd width with its default sigma.
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

struct Map<'a> {
    cells: &'a [f32],
    columns: usize,
    rows: usize,
    kernel: &'a [f32],
}

impl Map<'_> {
    fn peak(&self) -> (usize, usize, f32) {
        let mut best = (0, f32::NEG_INFINITY);
        for (i, &v) in self.cells.iter().enumerate() {
            if v > best.1 {
                best = (i, v);
            }
        }
        (best.0 % self.columns, best.0 / self.columns, best.1)
    }

    /// From the peak's cell to the top of the Gaussian that the smoothed map's logarithm follows: one Newton step
    /// with first and second differences. Within two cells of the border, or where the map has no top, the cell.
    fn refine(&self, x: usize, y: usize) -> [f32; 2] {
        if x < 2 || y < 2 || x + 2 >= self.columns || y + 2 >= self.rows {
            return [0.0; 2];
        }
        let at = |dx: isize, dy: isize| self.log(x as isize + dx, y as isize + dy);
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

    /// The logarithm of the smoothed map.
    fn log(&self, x: isize, y: isize) -> f32 {
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

    fn bump(cx: f32, cy: f32) -> Tensor {
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
    fn dark_finds_the_top_of_a_gaussian_between_cells() {
        for (cx, cy) in [(20.3, 30.4), (11.0, 50.0), (33.49, 9.51)] {
            for blur in [1, 3, 11] {
                let found = decode(&bump(cx, cy), [192, 256], blur).unwrap()[0];
                let error = [found.at[0] / 4.0 - cx, found.at[1] / 4.0 - cy];
                assert!(
                    error.iter().all(|e| e.abs() < 0.02),
                    "{error:?} blur {blur}"
                );
            }
        }
    }

    #[test]
    fn a_peak_at_the_border_stays_in_its_cell() {
        let found = decode(&bump(0.2, 63.0), [192, 256], 3).unwrap()[0];
        assert_eq!(found.at, [0.0, 252.0]);
    }

    #[test]
    fn a_flat_map_is_no_joint() {
        let flat = Tensor {
            shape: vec![1, 64, 48],
            data: vec![0.0; 64 * 48],
        };
        let found = decode(&flat, [192, 256], 3).unwrap()[0];
        assert_eq!(found.score, 0.0);
        assert!(found.at.iter().all(|v| v.is_finite()));
    }
}
