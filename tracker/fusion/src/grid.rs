//! Undistortion by table: what Newton's method finds at the nodes of a grid, bilinear between them.

use nalgebra::Vector2;
use trackside_calibration::Camera;
use trackside_schema::RawPixel;

/// No cell is off by more than this in its middle, px.
const CLOSE_PX: f64 = 0.02;
/// The cells are this wide to begin with, px, and are halved until they are close; no narrower than the second.
const WIDEST_PX: f64 = 64.0;
const NARROWEST_PX: f64 = 8.0;

/// A camera's table. Empty where the lens is too strange for one: then every point is solved for.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    camera: Camera,
    cell_px: f64,
    columns: usize,
    rows: usize,
    nodes: Vec<Vector2<f64>>,
}

impl Grid {
    pub fn of(camera: &Camera) -> Grid {
        let mut cell_px = WIDEST_PX;
        while cell_px >= NARROWEST_PX {
            if let Some(grid) = Grid::with_cells(camera, cell_px) {
                return grid;
            }
            cell_px *= 0.5;
        }
        Grid {
            camera: camera.clone(),
            cell_px,
            columns: 0,
            rows: 0,
            nodes: Vec::new(),
        }
    }

    fn with_cells(camera: &Camera, cell_px: f64) -> Option<Grid> {
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
        let grid = Grid {
            camera: camera.clone(),
            cell_px,
            columns,
            rows,
            nodes: nodes?,
        };
        let close = CLOSE_PX / camera.intrinsics.fx.max(camera.intrinsics.fy);
        for row in 0..rows - 1 {
            for column in 0..columns - 1 {
                let (x, y) = (column as f64 + 0.5, row as f64 + 0.5);
                let between = grid.look_up(x, y)?;
                if (between - solve(x, y)?).norm() > close {
                    return None;
                }
            }
        }
        Some(grid)
    }

    /// The value at a place in cells; `None` off the grid.
    fn look_up(&self, x: f64, y: f64) -> Option<Vector2<f64>> {
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

    /// The undistorted, normalised place of a pixel.
    pub fn undistort(&self, raw: RawPixel) -> Option<Vector2<f64>> {
        self.look_up(raw.x / self.cell_px, raw.y / self.cell_px)
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
    fn is_near_what_is_solved_for() {
        let lens = [-0.12, 0.05, 1e-3, -1e-3, 0.01, 0.0, 0.0, 0.0];
        let camera = Camera {
            name: "cam".to_owned(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1300.0,
                fy: 1300.0,
                cx: 955.0,
                cy: 545.0,
            },
            distortion: Distortion::BrownConrady(lens),
            cam_from_world: Isometry3::identity(),
        };
        let grid = Grid::of(&camera);
        assert!(!grid.nodes.is_empty());
        for i in 0..500 {
            // Beyond the borders too, where there is no grid.
            let raw = RawPixel::new(f64::from(i) * 4.1 - 50.0, f64::from(i * 7 % 1180) - 50.0);
            let exact = camera.undistort(raw).unwrap();
            let off = grid.undistort(raw).unwrap() - Vector2::new(exact.x, exact.y);
            assert!(off.norm() * 1300.0 < 2.0 * CLOSE_PX, "{raw:?}: {off}");
        }
    }
}
