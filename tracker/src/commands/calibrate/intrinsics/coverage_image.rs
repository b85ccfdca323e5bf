//! An image of all corners and their residuals.

use std::path::Path;

use anyhow::{Result, ensure};
use opencv::core::{CV_8UC3, Mat, Point, Scalar, Vector};
use opencv::{imgcodecs, imgproc};
use trackside_calibration::solve::board::BoardDetection;
use trackside_calibration::solve::intrinsics::IntrinsicsFit;

/// Residuals are drawn this many times as long.
const RESIDUAL_SCALE: f64 = 20.0;
/// And at most as long as residuals of this, px.
const MAX_RESIDUAL_PX: f64 = 50.0;

/// Draws every corner where it was detected, from green to red by its residual, with the residual as a line.
pub fn write(fit: &IntrinsicsFit, views: &[BoardDetection], path: &Path) -> Result<()> {
    let [w, h] = fit.camera.size_px.map(|v| v as i32);
    let mut image = Mat::new_rows_cols_with_default(h, w, CV_8UC3, Scalar::all(32.0))?;
    let width = (w.max(h) / 600).max(1);
    for (view, residuals) in views.iter().zip(&fit.residuals) {
        for ((_, at), residual) in view.corners.iter().zip(residuals) {
            let severity = (residual.norm() / (3.0 * fit.rms_px.max(1e-3))).min(1.0);
            let colour = Scalar::new(60.0, 220.0 * (1.0 - severity), 255.0 * severity, 0.0);
            let point = |x: f64, y: f64| Point::new(x.round() as i32, y.round() as i32);
            let drawn =
                residual.map(|r| RESIDUAL_SCALE * r.clamp(-MAX_RESIDUAL_PX, MAX_RESIDUAL_PX));
            let from = point(at.x, at.y);
            let to = point(at.x + drawn.x, at.y + drawn.y);
            let (filled, smooth) = (imgproc::FILLED, imgproc::LINE_AA);
            imgproc::line(&mut image, from, to, colour, width, smooth, 0)?;
            imgproc::circle(&mut image, from, 2 * width, colour, filled, smooth, 0)?;
        }
    }
    let is_written = imgcodecs::imwrite(path, &image, &Vector::new())?;
    ensure!(is_written, "{}: cannot be written", path.display());
    Ok(())
}
