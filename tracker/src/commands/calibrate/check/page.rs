//! The report as one self-contained HTML page.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use trackside_calibration::Rig;
use trackside_calibration::check::{CameraReport, Evidence, GOOD_M, RigReport, USABLE_M};

use super::camera_figure::{CameraFigure, RESIDUAL_SCALE};
use super::floor_plan;
use super::text::number;
use crate::html::{escape, image_data_uri};

const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#6b7280;--line:#d5d9e0;--good:#2b8a3e;--usable:#b08900;--wrong:#c92a2a}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#15181c;--soft:#9aa3af;--line:#333a44;--good:#51cf66;--usable:#fcc419;--wrong:#ff6b6b}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:1200px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin-bottom:.2rem}h2{font-size:1.1rem;margin-top:2.2rem}
.summary{font-size:1.1rem;border-left:.4rem solid;padding:.4rem .8rem;margin:1rem 0}
.good{color:var(--good)}.usable{color:var(--usable)}.wrong{color:var(--wrong)}.summary span{color:var(--ink)}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.25rem .8rem;text-align:right;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}td:first-child,th:first-child{text-align:left}
.note{color:var(--soft);font-size:.9rem;max-width:75ch}
.cameras{display:grid;grid-template-columns:repeat(auto-fill,minmax(480px,1fr));gap:1.2rem}figure{margin:0}
figcaption{font-size:.9rem;color:var(--soft)}svg{width:100%;height:auto;max-height:70vh;background:#20242a;border-radius:4px}
svg.plan{background:none;border:1px solid var(--line)}
svg text{fill:currentColor;font:600 1px system-ui,sans-serif}
";

/// The page. `images` is a folder with an image of each camera.
///
/// # Errors
/// An image that exists and cannot be read.
pub fn render(
    path: &Path,
    rig: &Rig,
    evidence: &Evidence<'_>,
    report: &RigReport,
    images: Option<&Path>,
) -> Result<String> {
    let mut out = String::new();
    let repaired = report.repaired.as_ref();
    write_summary(&mut out, path, rig, evidence, report);
    write_cameras(&mut out, "Cameras as given", &report.cameras);
    if let Some(repaired) = repaired {
        let title = format!("Cameras as repaired: {}", repaired.verdict);
        write_cameras(&mut out, &title, &repaired.cameras);
    }
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<p class=\"note\">Residual: the median distance between a camera's joints and those that the other cameras triangulate \
         without it. Systematic: the part that is common to a tile of the image, which is calibration error and not noise; in mm at \
         the athletes' range. Good is up to {:.0} mm, usable up to {:.0} mm.</p>",
        1e3 * GOOD_M,
        1e3 * USABLE_M
    );
    floor_plan::write_floor(
        &mut out,
        repaired.map_or(rig, |r| &r.rig),
        evidence.field.as_ref(),
        &report.floor,
        repaired.is_some(),
    );
    let _ = write!(
        out,
        "<h2>Images</h2><p class=\"note\">Field lines as the rig projects them ({}). Yellow: from a joint's prediction by the other \
         cameras to its observation, {RESIDUAL_SCALE:.0} times as long; violet: the same for landmarks.</p><div class=\"cameras\">",
        match repaired {
            Some(_) => "orange as given, blue as repaired",
            None => "orange",
        }
    );
    for (index, camera) in rig.cameras().iter().enumerate() {
        let image = images.map(|folder| camera_image(folder, &camera.name));
        let repaired = repaired.map(|r| &r.rig.cameras()[index]);
        let figure = CameraFigure {
            camera,
            repaired: repaired.filter(|c| *c != camera),
            index,
            evidence,
            report,
            image: image.transpose()?.flatten(),
        };
        figure.write(&mut out);
    }
    out.push_str("</div></html>\n");
    Ok(out)
}

fn write_summary(
    out: &mut String,
    path: &Path,
    rig: &Rig,
    evidence: &Evidence<'_>,
    report: &RigReport,
) {
    let title = escape(&path.display().to_string());
    let _ = write!(
        out,
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Calibration check: {title}</title><style>{STYLE}</style><h1>Calibration check: {title}</h1>\
         <div class=\"note\">rig {}, {} cameras; athletes in {} frame sets, {} landmarks</div>\
         <p class=\"summary {}\"><span>{}</span></p>",
        rig.id(),
        rig.cameras().len(),
        evidence.frame_sets.len(),
        evidence.landmarks.iter().map(Vec::len).sum::<usize>(),
        report.verdict,
        escape(&report.summary),
    );
    for d in &report.diagnoses {
        let _ = write!(
            out,
            "<p><b>{}</b><br>Repair: {}</p>",
            escape(&d.description),
            escape(&d.repair)
        );
    }
}

fn write_cameras(out: &mut String, title: &str, cameras: &[CameraReport]) {
    let _ = write!(
        out,
        "<h2>{title}</h2><table><tr><th>camera<th>observations<th>residual px<th>systematic px<th>systematic mm<th>found %\
         <th>landmarks<th>their median px<th>the worst<th>verdict"
    );
    for c in cameras {
        let l = c.landmarks.as_ref();
        let worst = l.map(|l| format!("{} ({:.0} px)", escape(&l.worst.name), l.worst.residual_px));
        let _ = write!(
            out,
            "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td class=\"{v}\">{v}",
            escape(&c.name),
            c.observations,
            number(c.residual_px, 1),
            number(c.systematic_px, 1),
            number(c.systematic_m.map(|m| 1e3 * m), 0),
            number(c.found_share.map(|f| 100.0 * f), 0),
            l.map_or("–".to_owned(), |l| l.count.to_string()),
            number(l.map(|l| l.median_px), 1),
            worst.unwrap_or("–".to_owned()),
            v = c.verdict(),
        );
    }
    out.push_str("</table>");
}

/// A camera's image as a data URI, where there is one.
fn camera_image(folder: &Path, camera: &str) -> Result<Option<String>> {
    for (extension, subtype) in [("jpg", "jpeg"), ("jpeg", "jpeg"), ("png", "png")] {
        let path = folder.join(format!("{camera}.{extension}"));
        if path.is_file() {
            return Ok(Some(image_data_uri(&path, subtype)?));
        }
    }
    Ok(None)
}
