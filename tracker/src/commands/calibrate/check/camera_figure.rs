//! One camera's image with field lines and residuals, as an SVG figure.

use std::fmt::Write as _;

use nalgebra::Point3;
use trackside_calibration::Camera;
use trackside_calibration::check::{Evidence, RigReport};
use trackside_calibration::landmarks::LandmarkTarget;
use trackside_schema::WorldPoint;

use super::field_lines::polylines;
use super::text::number;
use crate::html::escape;

/// Residuals are drawn this many times as long.
pub const RESIDUAL_SCALE: f64 = 5.0;
/// Longer residuals than this share of the image's width are not drawn: the camera's row in the table has them.
const MAX_RESIDUAL_SHARE: f64 = 0.5;

const GIVEN_COLOUR: &str = "#ff922b";
const REPAIRED_COLOUR: &str = "#3bc9db";
const JOINT_COLOUR: &str = "#ffe066";
const LANDMARK_COLOUR: &str = "#da77f2";

/// What a camera's figure shows.
pub struct CameraFigure<'a> {
    pub camera: &'a Camera,
    /// The camera in the repaired rig, where it differs.
    pub repaired: Option<&'a Camera>,
    /// Its index in the rig.
    pub index: usize,
    pub evidence: &'a Evidence<'a>,
    pub report: &'a RigReport,
    /// Its image as a data URI.
    pub image: Option<String>,
}

impl CameraFigure<'_> {
    pub fn write(&self, out: &mut String) {
        let [w, h] = self.camera.size_px.map(f64::from);
        // Writing to a string does not fail.
        let _ = write!(out, "<figure><svg viewBox=\"-0.5 -0.5 {w} {h}\">");
        if let Some(uri) = &self.image {
            let _ = write!(
                out,
                "<image href=\"{uri}\" x=\"-0.5\" y=\"-0.5\" width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\"/>"
            );
        }
        let stroke_px = w / 640.0;
        self.write_lines(out, stroke_px);
        self.write_residuals(out, stroke_px);
        self.write_landmarks(out, stroke_px);
        let report = &self.report.cameras[self.index];
        let _ = write!(
            out,
            "</svg><figcaption><b>{}</b> {w} × {h} px: <span class=\"{v}\">{v}</span>, residual {} px, systematic {} mm</figcaption></figure>",
            escape(&self.camera.name),
            number(report.residual_px, 1),
            number(report.error_m().map(|m| 1e3 * m), 0),
            v = report.verdict(),
        );
    }

    fn write_lines(&self, out: &mut String, stroke_px: f64) {
        let lines = polylines(self.evidence.field.as_ref(), &self.report.floor);
        let cameras = [
            (Some(self.camera), GIVEN_COLOUR),
            (self.repaired, REPAIRED_COLOUR),
        ];
        for (camera, colour) in cameras {
            let Some(camera) = camera else { continue };
            let mut d = String::new();
            for line in &lines {
                write_projected(&mut d, camera, line);
            }
            let _ = write!(
                out,
                "<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{:.2}\"/>",
                1.5 * stroke_px
            );
        }
    }

    fn write_residuals(&self, out: &mut String, stroke_px: f64) {
        let max_px = MAX_RESIDUAL_SHARE * f64::from(self.camera.size_px[0]);
        for r in &self.report.residuals[self.index] {
            let colour = if r.is_landmark {
                LANDMARK_COLOUR
            } else {
                JOINT_COLOUR
            };
            let [x, y] = r.predicted_px;
            let (dx, dy) = (r.observed_px[0] - x, r.observed_px[1] - y);
            if dx.hypot(dy) > max_px {
                continue;
            }
            let _ = write!(
                out,
                "<path d=\"M{x:.1} {y:.1}l{:.1} {:.1}\" stroke=\"{colour}\" stroke-width=\"{stroke_px:.2}\"/><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.2}\" fill=\"{colour}\"/>",
                RESIDUAL_SCALE * dx,
                RESIDUAL_SCALE * dy,
                1.5 * stroke_px
            );
        }
    }

    fn write_landmarks(&self, out: &mut String, stroke_px: f64) {
        let own = self.evidence.landmarks.get(self.index);
        for l in own.into_iter().flatten() {
            let name = match l.target {
                LandmarkTarget::Point(_) => escape(&l.name),
                LandmarkTarget::OnLine(_) => String::new(),
            };
            let _ = write!(
                out,
                "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{:.2}\" fill=\"none\" stroke=\"{LANDMARK_COLOUR}\" stroke-width=\"{stroke_px:.2}\"><title>{name}</title></circle>",
                l.at.x,
                l.at.y,
                4.0 * stroke_px
            );
        }
    }
}

/// Adds a line as the camera projects it to a path, as far as it is near the image.
fn write_projected(d: &mut String, camera: &Camera, line: &[Point3<f64>]) {
    let [w, h] = camera.size_px.map(f64::from);
    let mut is_drawing = false;
    for p in line {
        let at = camera
            .project(WorldPoint(*p))
            .filter(|at| (-w..2.0 * w).contains(&at.x) && (-h..2.0 * h).contains(&at.y));
        match at {
            Some(at) => {
                let command = if is_drawing { 'L' } else { 'M' };
                let _ = write!(d, "{command}{:.1} {:.1}", at.x, at.y);
                is_drawing = true;
            }
            None => is_drawing = false,
        }
    }
}
