//! The result of one camera as text and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};
use trackside_calibration::solve::board::BoardDetection;
use trackside_calibration::solve::intrinsics::{IntrinsicsFit, ModelScore, coverage};

/// Below this coverage, or reach, more images are recommended.
const MIN_COVERAGE: f64 = 0.5;
const MIN_REACH: f64 = 0.75;

/// The result of one camera.
pub struct CameraResult<'a> {
    pub fit: &'a IntrinsicsFit,
    /// All models that were fitted.
    pub models: &'a [ModelScore],
    /// The images that were used.
    pub views: &'a [BoardDetection],
    pub image_count: usize,
    /// How many images show the board.
    pub detected_count: usize,
}

impl CameraResult<'_> {
    /// Prints the result to standard error.
    pub fn print(&self) -> io::Result<()> {
        let mut out = io::stderr().lock();
        let fit = self.fit;
        let (k, s) = (&fit.camera.intrinsics, &fit.sigma);
        let [w, h] = fit.camera.size_px;
        writeln!(
            out,
            "camera \"{}\": board in {} of {} images, {} used; {w} by {h} px",
            fit.camera.name,
            self.detected_count,
            self.image_count,
            self.views.len(),
        )?;
        writeln!(
            out,
            "  focal length {:.1} ± {:.1} px, {:.1} ± {:.1} px; principal point {:.1} ± {:.1}, {:.1} ± {:.1} px",
            k.fx, s[0], k.fy, s[1], k.cx, s[2], k.cy, s[3]
        )?;
        let coefficients = fit.camera.distortion.coefficients().iter().zip(&s[4..]);
        let estimated: Vec<_> = coefficients
            .filter(|(_, s)| **s > 0.0)
            .map(|(k, s)| format!("{k:.4} ± {s:.4}"))
            .collect();
        let separator = if estimated.is_empty() { "" } else { ": " };
        writeln!(
            out,
            "  lens: {}{separator}{}",
            fit.model.describe(),
            estimated.join(", ")
        )?;
        writeln!(
            out,
            "  reprojection error {:.2} px (rms), in held-out images {:.2} px",
            fit.rms_px, fit.held_out_px
        )?;
        for m in self.models.iter().filter(|m| m.model != fit.model) {
            writeln!(
                out,
                "    {:<48} {:.3} px, held out {:.3} px",
                m.model.describe(),
                m.rms_px,
                m.held_out_px
            )?;
        }
        let (covered, reach) = coverage(fit.camera.size_px, self.views);
        writeln!(
            out,
            "  the board covers {:.0} % of the image and reaches {:.0} % of the way to its corners",
            covered * 100.0,
            reach * 100.0
        )?;
        if covered < MIN_COVERAGE || reach < MIN_REACH {
            writeln!(
                out,
                "  the lens is unknown where no board was: add images with the board at the edges and in the corners"
            )?;
        }
        Ok(())
    }

    /// The result as JSON.
    pub fn to_json(&self) -> Value {
        let fit = self.fit;
        let (k, s) = (&fit.camera.intrinsics, &fit.sigma);
        let (covered, reach) = coverage(fit.camera.size_px, self.views);
        let models = self.models.iter().map(|m| {
            json!({
                "model": m.model.describe(), "rms_px": m.rms_px, "held_out_px": m.held_out_px, "aic": m.aic,
            })
        });
        json!({
            "camera": fit.camera.name,
            "size_px": fit.camera.size_px,
            "model": fit.model.describe(),
            "focal_px": [k.fx, k.fy],
            "principal_point_px": [k.cx, k.cy],
            "distortion": fit.camera.distortion.coefficients(),
            "sigma": { "focal_px": [s[0], s[1]], "principal_point_px": [s[2], s[3]], "distortion": s[4..] },
            "rms_px": fit.rms_px,
            "held_out_px": fit.held_out_px,
            "images": self.views.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(),
            "coverage": covered,
            "reach": reach,
            "models": models.collect::<Vec<_>>(),
        })
    }
}
