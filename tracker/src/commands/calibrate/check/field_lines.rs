//! The lines that figures and plans draw.

use nalgebra::Point3;
use trackside_calibration::check::FloorAccuracy;
use trackside_sports::{Field, LineGeometry};

/// Lines are drawn in segments of this length, m: a lens bends them.
const STEP_M: f64 = 0.25;
/// A grid has about this many lines along the longer side.
const GRID_LINES: f64 = 12.0;

/// The field's lines, or a grid of whole metres where there is no field.
pub fn polylines(field: Option<&Field>, floor: &FloorAccuracy) -> Vec<Vec<Point3<f64>>> {
    if let Some(field) = field {
        return field
            .lines
            .iter()
            .map(|l| l.geometry.points(STEP_M))
            .collect();
    }
    let [x0, x1, y0, y1] = floor.bounds_m.map(f64::round);
    let step_m = ((x1 - x0).max(y1 - y0) / GRID_LINES).max(1.0).round();
    let positions = |from: f64, to: f64| {
        let n = ((to - from) / step_m) as usize;
        (0..=n).map(move |i| from + i as f64 * step_m)
    };
    let segment = |[xa, ya]: [f64; 2], [xb, yb]: [f64; 2]| {
        let (from, to) = (Point3::new(xa, ya, 0.0), Point3::new(xb, yb, 0.0));
        LineGeometry::Segment { from, to }.points(STEP_M)
    };
    let along_y = positions(x0, x1).map(|x| segment([x, y0], [x, y1]));
    let along_x = positions(y0, y1).map(|y| segment([x0, y], [x1, y]));
    along_y.chain(along_x).collect()
}
