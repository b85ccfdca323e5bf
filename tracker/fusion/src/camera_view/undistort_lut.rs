//! Undistortion by lookup table.
//!
//! The inverse of a lens's distortion has no closed form, so it is solved for (Newton's method, in
//! `trackside-calibration`) once at the nodes of a regular grid over the image. In between it is
//! interpolated bilinearly; cells are halved until the interpolation error at every cell's centre is
//! within [`MAX_ERROR_PX`]. Pixels outside the table are solved for one by one.

use nalgebra::Vector2;
use trackside_calibration::Camera;
use trackside_schema::RawPixel;

/// Largest interpolation error at the centre of a cell, px: a hundredth of a detector's noise.
const MAX_ERROR_PX: f64 = 0.02;
/// Edge of the cells to begin with, px, and the smallest edge that is tried.
const MAX_CELL_PX: f64 = 64.0;
const MIN_CELL_PX: f64 = 8.0;

/// One camera's table. It has no nodes where no grid is fine enough: then every pixel is solved for.
#[derive(Clone, Debug)]
pub(crate) struct UndistortLut {
    camera: Camera,
    cell_px: f64,
    columns: usize,
    rows: usize,
    /// Normalised image coordinates, row by row.
    nodes: Vec<Vector2<f64>>,
}

impl UndistortLut {
    /// The table of a camera.
    pub fn new(camera: &Camera) -> UndistortLut {
        let mut cell_px = MAX_CELL_PX;
        while cell_px >= MIN_CELL_PX {
            if let Some(table) = UndistortLut::with_cells(camera, cell_px) {
                return table;
            }
            cell_px *= 0.5;
        }
        UndistortLut {
            camera: camera.clone(),
            cell_px,
            columns: 0,
            rows: 0,
            nodes: Vec::new(),
        }
    }

    fn with_cells(camera: &Camera, cell_px: f64) -> Option<UndistortLut> {
        let [columns, rows] = camera
            .size_px
            .map(|n| (f64::from(n) / cell_px).ceil() as usize + 1);
        let solve = |x: f64, y: f64| {
            let ideal = camera.undistort(RawPixel::new(x * cell_px, y * cell_px))?;
            Some(Vector2::new(ideal.x, ideal.y))
        };
        let nodes: Option<Vec<_>> = (0..rows * columns)
            .map(|i| solve((i % columns) as f64, (i / columns) as f64))
            .collect();
        let table = UndistortLut {
            camera: camera.clone(),
            cell_px,
            columns,
            rows,
            nodes: nodes?,
        };
        let max_error = MAX_ERROR_PX / camera.intrinsics.fx.max(camera.intrinsics.fy);
        for row in 0..rows - 1 {
            for column in 0..columns - 1 {
                let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
                let interpolated = table.interpolate(x, y)?;
                if (interpolated - solve(x, y)?).norm() > max_error {
                    return None;
                }
            }
        }
        Some(table)
    }

    /// The value at a place given in cells; `None` outside the grid.
    fn interpolate(&self, x: f64, y: f64) -> Option<Vector2<f64>> {
        if !(x >= 0.0 && y >= 0.0) {
            return None;
        }
        let (column, row) = (x as usize, y as usize);
        if column + 1 >= self.columns || row + 1 >= self.rows {
            return None;
        }
        let (u, v) = (x - column as f64, y - row as f64);
        let node = row * self.columns + column;
        let above = self.nodes[node] * (1.0 - u) + self.nodes[node + 1] * u;
        let node = node + self.columns;
        let below = self.nodes[node] * (1.0 - u) + self.nodes[node + 1] * u;
        Some(above * (1.0 - v) + below * v)
    }

    /// The normalised image coordinates of a pixel; `None` where the lens model has no inverse there.
    pub fn undistort(&self, raw: RawPixel) -> Option<Vector2<f64>> {
        self.interpolate(raw.x / self.cell_px, raw.y / self.cell_px)
            .or_else(|| {
                let ideal = self.camera.undistort(raw)?;
                Some(Vector2::new(ideal.x, ideal.y))
            })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use nalgebra::Isometry3;
    use trackside_calibration::{Distortion, Intrinsics};

    #[test]
    fn interpolation_is_within_the_error_bound_of_the_solver() {
        let coefficients = [-0.12, 0.05, 1e-3, -1e-3, 0.01, 0.0, 0.0, 0.0];
        let camera = Camera {
            name: "cam".to_owned(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1300.0,
                fy: 1300.0,
                cx: 955.0,
                cy: 545.0,
            },
            distortion: Distortion::BrownConrady(coefficients),
            cam_from_world: Isometry3::identity(),
        };
        let table = UndistortLut::new(&camera);
        assert!(!table.nodes.is_empty());
        for i in 0..500 {
            // Pixels outside the image are included: the table does not cover them.
            let raw = RawPixel::new(f64::from(i) * 4.1 - 50.0, f64::from(i * 7 % 1180) - 50.0);
            let exact = camera.undistort(raw).unwrap();
            let error = table.undistort(raw).unwrap() - Vector2::new(exact.x, exact.y);
            assert!(
                error.norm() * 1300.0 < 2.0 * MAX_ERROR_PX,
                "{raw:?}: {error}"
            );
        }
    }
}
