//! Plans of the floor as SVG: the accuracy, and the number of cameras, everywhere.

use std::fmt::Write as _;

use nalgebra::Vector3;
use trackside_calibration::Rig;
use trackside_calibration::check::{FloorAccuracy, FloorCell};
use trackside_sports::Field;

use super::field_lines::polylines;
use super::text::number;
use crate::html::escape;

/// Ellipses are drawn this many times as large.
const ELLIPSE_SCALE: f64 = 10.0;
/// Ellipses are drawn in every fourth cell of every fourth row.
const ELLIPSE_STEP: usize = 4;
/// Green, m; red is four doublings more.
const GREEN_ERROR_M: f64 = 0.005;
const DOUBLINGS_TO_RED: f64 = 4.0;

/// Writes a table and two plans of the floor.
pub fn write_floor(
    out: &mut String,
    rig: &Rig,
    field: Option<&Field>,
    floor: &FloorAccuracy,
    is_repaired: bool,
) {
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<h2>Floor{}</h2><p class=\"note\">Ellipses: one standard deviation of a single point on the floor from pixel noise, \
         {ELLIPSE_SCALE:.0} times as large. Colours: its longer half axis. Dots: cameras.</p>\
         <table><tr><th>cameras<th>area m²<th>median error mm",
        if is_repaired { ", as repaired" } else { "" }
    );
    let coverage = floor.coverage();
    for part in coverage.iter().filter(|part| part.area_m2 > 0.0) {
        let _ = write!(
            out,
            "<tr><td>{}<td>{:.0}<td>{}",
            part.cameras,
            part.area_m2,
            number(part.median_error_m.map(|m| 1e3 * m), 0)
        );
    }
    out.push_str("</table><div class=\"cameras\">");
    let plan = FloorPlan { rig, field, floor };
    plan.write(
        out,
        "Accuracy: green 5 mm and less, yellow 20 mm, red 80 mm and more; grey: fewer than two cameras",
        |cell| {
            let doublings = (cell.error?.half_axes_m[0] / GREEN_ERROR_M).log2();
            Some(hue(1.0 - (doublings / DOUBLINGS_TO_RED).clamp(0.0, 1.0)))
        },
    );
    let cameras = floor.cells.iter().map(|s| s.cameras);
    let max_cameras = cameras.max().unwrap_or(1).max(1);
    plan.write(
        out,
        &format!("Coverage: from red, one camera, to green, {max_cameras}"),
        |cell| (cell.cameras > 0).then(|| hue(cell.cameras as f64 / max_cameras as f64)),
    );
    out.push_str("</div>");
}

/// From red, 0, to green, 1.
fn hue(share: f64) -> String {
    format!("hsl({:.0} 70% 50%)", 120.0 * share)
}

struct FloorPlan<'a> {
    rig: &'a Rig,
    field: Option<&'a Field>,
    floor: &'a FloorAccuracy,
}

impl FloorPlan<'_> {
    /// Writes one plan, with y up.
    fn write(
        &self,
        out: &mut String,
        caption: &str,
        colour: impl Fn(&FloorCell) -> Option<String>,
    ) {
        let [x0, x1, y0, y1] = self.bounds_m();
        let margin = 0.08 * (x1 - x0).max(y1 - y0);
        let (w, h) = (x1 - x0 + 2.0 * margin, y1 - y0 + 2.0 * margin);
        let stroke_m = w.max(h) / 400.0;
        let _ = write!(
            out,
            "<figure><svg class=\"plan\" viewBox=\"{} {} {w} {h}\">",
            x0 - margin,
            -y1 - margin
        );
        self.write_cells(out, colour);
        self.write_lines(out, stroke_m);
        self.write_ellipses(out, stroke_m);
        self.write_cameras(out, stroke_m, 0.5 * (x0 + x1));
        let _ = write!(out, "</svg><figcaption>{caption}</figcaption></figure>");
    }

    /// The bounds of the floor and of the cameras around it: min x, max x, min y, max y. A camera far away would make everything else
    /// small.
    fn bounds_m(&self) -> [f64; 4] {
        let [mut x0, mut x1, mut y0, mut y1] = self.floor.bounds_m;
        let (size_x, size_y) = (x1 - x0, y1 - y0);
        for c in self.rig.cameras() {
            let p = c.centre().0;
            if (x0 - size_x..x1 + size_x).contains(&p.x)
                && (y0 - size_y..y1 + size_y).contains(&p.y)
            {
                (x0, x1) = (x0.min(p.x), x1.max(p.x));
                (y0, y1) = (y0.min(p.y), y1.max(p.y));
            }
        }
        [x0, x1, y0, y1]
    }

    fn write_cells(&self, out: &mut String, colour: impl Fn(&FloorCell) -> Option<String>) {
        let half = self.floor.step_m / 2.0;
        for cell in &self.floor.cells {
            let fill = colour(cell).unwrap_or_else(|| "#88888833".to_owned());
            let _ = write!(
                out,
                "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{side:.3}\" height=\"{side:.3}\" fill=\"{fill}\" fill-opacity=\".55\"/>",
                cell.at_m[0] - half,
                -cell.at_m[1] - half,
                side = self.floor.step_m
            );
        }
    }

    fn write_lines(&self, out: &mut String, stroke_m: f64) {
        let mut d = String::new();
        for line in polylines(self.field, self.floor) {
            for (i, p) in line.iter().enumerate() {
                let command = if i == 0 { 'M' } else { 'L' };
                let _ = write!(d, "{command}{:.2} {:.2}", p.x, -p.y);
            }
        }
        let _ = write!(
            out,
            "<path d=\"{d}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{stroke_m:.3}\"/>"
        );
    }

    fn write_ellipses(&self, out: &mut String, stroke_m: f64) {
        let cells = &self.floor.cells;
        let first_row = cells.iter().take_while(|c| c.at_m[1] == cells[0].at_m[1]);
        let columns = first_row.count().max(1);
        let is_drawn = |i: usize| i % ELLIPSE_STEP == ELLIPSE_STEP / 2;
        for (i, cell) in cells.iter().enumerate() {
            let (row, column) = (i / columns, i % columns);
            let Some(e) = cell.error.filter(|_| is_drawn(row) && is_drawn(column)) else {
                continue;
            };
            let ([x, y], [a, b]) = (cell.at_m, e.half_axes_m);
            let _ = write!(
                out,
                "<ellipse cx=\"{x:.2}\" cy=\"{:.2}\" rx=\"{:.3}\" ry=\"{:.3}\" transform=\"rotate({:.1} {x:.2} {:.2})\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{stroke_m:.3}\"><title>{:.0} × {:.0} mm</title></ellipse>",
                -y,
                ELLIPSE_SCALE * a,
                ELLIPSE_SCALE * b,
                -e.angle_rad.to_degrees(),
                -y,
                1e3 * a,
                1e3 * b
            );
        }
    }

    /// Names stand on the side of the middle, where there is room for them.
    fn write_cameras(&self, out: &mut String, stroke_m: f64, middle_x_m: f64) {
        for c in self.rig.cameras() {
            let p = c.centre().0;
            let ahead =
                c.cam_from_world.inverse_transform_vector(&Vector3::z()) * (12.0 * stroke_m);
            let (anchor, beside_m) = match p.x > middle_x_m {
                true => ("end", -4.0 * stroke_m),
                false => ("start", 4.0 * stroke_m),
            };
            let _ = write!(
                out,
                "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.3}\" fill=\"currentColor\"/><path d=\"M{:.2} {:.2}l{:.2} {:.2}\" stroke=\"currentColor\" stroke-width=\"{:.3}\"/>\
                 <text x=\"{:.2}\" y=\"{:.2}\" text-anchor=\"{anchor}\" style=\"font-size:{:.2}px\">{}</text>",
                p.x,
                -p.y,
                2.5 * stroke_m,
                p.x,
                -p.y,
                ahead.x,
                -ahead.y,
                1.5 * stroke_m,
                p.x + beside_m,
                -p.y - 3.0 * stroke_m,
                10.0 * stroke_m,
                escape(&c.name)
            );
        }
    }
}
