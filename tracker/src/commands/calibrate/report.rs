//! What a check found, as one HTML page that needs nothing else.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nalgebra::{Point3, Vector3};
use trackside_calibration::check::{
    CameraReport, Evidence, FloorAccuracy, GOOD_M, RigReport, USABLE_M,
};
use trackside_calibration::landmarks::LandmarkTarget;
use trackside_calibration::{Camera, Rig};
use trackside_schema::WorldPoint;
use trackside_sports::{Field, LineGeometry};

use super::check::number;

/// Residuals are drawn so many times as long as they are.
const LONGER: f64 = 5.0;
/// Ellipses are drawn so many times as large as they are.
const LARGER: f64 = 10.0;
/// Field lines are drawn in steps of this, m: a lens bends them.
const STEP_M: f64 = 0.25;

const STYLE: &str = "
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#6b7280;--line:#d5d9e0;--given:#d9480f;--mended:#0b7285;--good:#2b8a3e;--usable:#b08900;--wrong:#c92a2a}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#15181c;--soft:#9aa3af;--line:#333a44;--given:#ff922b;--mended:#3bc9db;--good:#51cf66;--usable:#fcc419;--wrong:#ff6b6b}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:1200px;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem;margin-bottom:.2rem}h2{font-size:1.1rem;margin-top:2.2rem}
.said{font-size:1.1rem;border-left:.4rem solid;padding:.4rem .8rem;margin:1rem 0}
.good{color:var(--good)}.usable{color:var(--usable)}.wrong{color:var(--wrong)}.said span{color:var(--ink)}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{padding:.25rem .8rem;text-align:right;border-bottom:1px solid var(--line)}
th{color:var(--soft);font-weight:500}td:first-child,th:first-child{text-align:left}
.note{color:var(--soft);font-size:.9rem;max-width:75ch}
.cameras{display:grid;grid-template-columns:repeat(auto-fill,minmax(480px,1fr));gap:1.2rem}figure{margin:0}
figcaption{font-size:.9rem;color:var(--soft)}svg{width:100%;height:auto;max-height:70vh;background:#20242a;border-radius:4px}
svg.plan{background:none;border:1px solid var(--line)}
svg text{fill:currentColor;font:600 1px system-ui,sans-serif}
";

/// The page.
///
/// # Errors
/// A picture that is there but cannot be read.
pub(super) fn page(
    path: &Path,
    rig: &Rig,
    evidence: &Evidence<'_>,
    found: &RigReport,
    pictures: Option<&Path>,
) -> Result<String> {
    let mut out = String::new();
    let mended = found.repaired.as_ref().map(|r| &r.rig);
    let title = escaped(&path.display().to_string());
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Calibration check: {title}</title><style>{STYLE}</style><h1>Calibration check: {title}</h1>\
         <div class=\"note\">rig {}, {} cameras; athletes at {} moments, {} landmarks</div>\
         <p class=\"said {}\"><span>{}</span></p>",
        rig.id(),
        rig.cameras().len(),
        evidence.frame_sets.len(),
        evidence.landmarks.iter().map(Vec::len).sum::<usize>(),
        found.verdict,
        escaped(&found.summary),
    );
    for d in &found.diagnoses {
        let _ = write!(
            out,
            "<p><b>{}</b><br>Repair: {}</p>",
            escaped(&d.description),
            escaped(&d.repair)
        );
    }
    table(&mut out, "Cameras as given", &found.cameras);
    if let Some(repaired) = &found.repaired {
        let (verdict, cameras) = (repaired.verdict, &repaired.cameras);
        table(
            &mut out,
            &format!("Cameras once repaired: {verdict}"),
            cameras,
        );
    }
    let _ = write!(
        out,
        "<p class=\"note\">Residual: how far a camera shows a joint from where the others place it without its help, the middle \
         one. Systematic: what is the same for all in one part of the picture, which is calibration and not noise; in mm where the \
         athletes are. Good is up to {:.0} mm, usable up to {:.0} mm.</p>",
        1e3 * GOOD_M,
        1e3 * USABLE_M
    );
    let field = evidence.field.as_ref();
    plans(
        &mut out,
        mended.unwrap_or(rig),
        field,
        &found.floor,
        mended.is_some(),
    );
    let _ = write!(
        out,
        "<h2>Pictures</h2><p class=\"note\">Field lines as the rig draws them ({}). \
         Yellow: from where the others place a joint to where it shows, {LONGER:.0} times as long; violet: the same for landmarks.</p>\
         <div class=\"cameras\">",
        match mended {
            Some(_) => "orange as given, blue as repaired",
            None => "orange",
        }
    );
    for (i, camera) in rig.cameras().iter().enumerate() {
        let picture = pictures
            .map(|d| embedded(d, &camera.name))
            .transpose()?
            .flatten();
        let repaired = mended.map(|r| &r.cameras()[i]).filter(|c| *c != camera);
        figure(
            &mut out,
            camera,
            repaired,
            evidence,
            i,
            found,
            picture.as_deref(),
        );
    }
    out.push_str("</div></html>\n");
    Ok(out)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn table(out: &mut String, title: &str, cameras: &[CameraReport]) {
    let _ = write!(
        out,
        "<h2>{title}</h2><table><tr><th>camera<th>observations<th>residual px<th>systematic px<th>systematic mm<th>found %\
         <th>landmarks<th>their median px<th>the worst<th>verdict"
    );
    for c in cameras {
        let l = c.landmarks.as_ref();
        let _ = write!(
            out,
            "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td class=\"{v}\">{v}",
            escaped(&c.name),
            c.observations,
            number(c.residual_px, 1),
            number(c.systematic_px, 1),
            number(c.systematic_m.map(|m| 1e3 * m), 0),
            number(c.found_share.map(|f| 100.0 * f), 0),
            l.map_or("–".to_owned(), |l| l.count.to_string()),
            number(l.map(|l| l.median_px), 1),
            l.map_or("–".to_owned(), |l| format!(
                "{} ({:.0} px)",
                escaped(&l.worst.name),
                l.worst.residual_px
            )),
            v = c.verdict(),
        );
    }
    out.push_str("</table>");
}

/// A camera's picture as a data URI, where there is one.
fn embedded(folder: &Path, camera: &str) -> Result<Option<String>> {
    for (extension, kind) in [("jpg", "jpeg"), ("jpeg", "jpeg"), ("png", "png")] {
        let path = folder.join(format!("{camera}.{extension}"));
        if path.is_file() {
            return Ok(Some(data_uri(&path, kind)?));
        }
    }
    Ok(None)
}

/// A picture of that kind as a data URI.
///
/// # Errors
/// It cannot be read.
pub(super) fn data_uri(path: &Path, kind: &str) -> Result<String> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(format!(
        "data:image/{kind};base64,{}",
        STANDARD.encode(bytes)
    ))
}

fn figure(
    out: &mut String,
    camera: &Camera,
    mended: Option<&Camera>,
    evidence: &Evidence<'_>,
    index: usize,
    found: &RigReport,
    picture: Option<&str>,
) {
    let [w, h] = camera.size_px.map(f64::from);
    let thin = w / 640.0;
    let _ = write!(out, "<figure><svg viewBox=\"-0.5 -0.5 {w} {h}\">");
    if let Some(uri) = picture {
        let _ = write!(
            out,
            "<image href=\"{uri}\" x=\"-0.5\" y=\"-0.5\" width=\"{w}\" height=\"{h}\" preserveAspectRatio=\"none\"/>"
        );
    }
    let lines = drawn(evidence.field.as_ref(), &found.floor);
    for (camera, colour) in [(Some(camera), "#ff922b"), (mended, "#3bc9db")] {
        let Some(camera) = camera else { continue };
        let mut d = String::new();
        for line in &lines {
            stroke(&mut d, camera, line);
        }
        let _ = write!(
            out,
            "<path d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{:.2}\"/>",
            1.5 * thin
        );
    }
    for r in &found.residuals[index] {
        let colour = if r.is_landmark { "#da77f2" } else { "#ffe066" };
        let [x, y] = r.predicted_px;
        let (dx, dy) = (r.observed_px[0] - x, r.observed_px[1] - y);
        // One that is nowhere near says so by its camera's row.
        if dx.hypot(dy) > 0.5 * w {
            continue;
        }
        let _ = write!(
            out,
            "<path d=\"M{x:.1} {y:.1}l{:.1} {:.1}\" stroke=\"{colour}\" stroke-width=\"{thin:.2}\"/><circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.2}\" fill=\"{colour}\"/>",
            LONGER * dx,
            LONGER * dy,
            1.5 * thin
        );
    }
    for l in evidence.landmarks.get(index).into_iter().flatten() {
        let name = match l.target {
            LandmarkTarget::Point(_) => escaped(&l.name),
            LandmarkTarget::OnLine(_) => String::new(),
        };
        let _ = write!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{:.2}\" fill=\"none\" stroke=\"#da77f2\" stroke-width=\"{thin:.2}\"><title>{name}</title></circle>",
            l.at.x,
            l.at.y,
            4.0 * thin
        );
    }
    let check = &found.cameras[index];
    let _ = write!(
        out,
        "</svg><figcaption><b>{}</b> {w} × {h} px: <span class=\"{v}\">{v}</span>, residual {} px, systematic {} mm</figcaption></figure>",
        escaped(&camera.name),
        number(check.residual_px, 1),
        number(check.error_m().map(|m| 1e3 * m), 0),
        v = check.verdict(),
    );
}

/// What is drawn on pictures and plan: the field's lines, or a grid of metres where there is no field.
fn drawn(field: Option<&Field>, floor: &FloorAccuracy) -> Vec<Vec<Point3<f64>>> {
    if let Some(field) = field {
        return field
            .lines
            .iter()
            .map(|l| l.geometry.points(STEP_M))
            .collect();
    }
    let [x0, x1, y0, y1] = floor.bounds_m.map(f64::round);
    let step = ((x1 - x0).max(y1 - y0) / 12.0).max(1.0).round();
    let along = |from: f64, to: f64| {
        let n = ((to - from) / step) as usize;
        (0..=n).map(move |i| from + i as f64 * step)
    };
    let segment =
        |from: Point3<f64>, to: Point3<f64>| LineGeometry::Segment { from, to }.points(STEP_M);
    let across = along(x0, x1).map(|x| segment(Point3::new(x, y0, 0.0), Point3::new(x, y1, 0.0)));
    let down = along(y0, y1).map(|y| segment(Point3::new(x0, y, 0.0), Point3::new(x1, y, 0.0)));
    across.chain(down).collect()
}

/// A line as the camera shows it, as far as it is near the picture.
fn stroke(d: &mut String, camera: &Camera, line: &[Point3<f64>]) {
    let [w, h] = camera.size_px.map(f64::from);
    let mut on = false;
    for p in line {
        let at = camera
            .project(WorldPoint(*p))
            .filter(|at| (-w..2.0 * w).contains(&at.x) && (-h..2.0 * h).contains(&at.y));
        match at {
            Some(at) => {
                let _ = write!(d, "{}{:.1} {:.1}", if on { 'L' } else { 'M' }, at.x, at.y);
                on = true;
            }
            None => on = false,
        }
    }
}

/// Two plans of the floor: how accurately, and by how many cameras, each place is seen.
fn plans(out: &mut String, rig: &Rig, field: Option<&Field>, floor: &FloorAccuracy, mended: bool) {
    let _ = write!(
        out,
        "<h2>Floor{}</h2><p class=\"note\">Ellipses: one standard deviation of a single point at floor level from pixel noise, {LARGER:.0} times as large. \
         Colours: its longer half axis. Dots: cameras.</p><table><tr><th>cameras<th>area m²<th>error in the middle mm",
        if mended { ", as repaired" } else { "" }
    );
    for (n, cover) in floor
        .coverage()
        .iter()
        .enumerate()
        .filter(|(_, c)| c.area_m2 > 0.0)
    {
        let _ = write!(
            out,
            "<tr><td>{n}<td>{:.0}<td>{}",
            cover.area_m2,
            number(cover.median_error_m.map(|m| 1e3 * m), 0)
        );
    }
    out.push_str("</table><div class=\"cameras\">");
    let most = floor
        .cells
        .iter()
        .map(|s| s.cameras)
        .max()
        .unwrap_or(1)
        .max(1);
    plan(
        out,
        rig,
        field,
        floor,
        "Accuracy: green 5 mm and less, yellow 20 mm, red 80 mm and more; grey: fewer than two cameras",
        |s| {
            // From 5 mm to 80 mm by doublings.
            s.error
                .map(|e| hue(1.0 - ((e.half_axes_m[0] / 0.005).log2() / 4.0).clamp(0.0, 1.0)))
        },
    );
    plan(
        out,
        rig,
        field,
        floor,
        &format!("Coverage: from red, one camera, to green, {most}"),
        |s| (s.cameras > 0).then(|| hue(s.cameras as f64 / most as f64)),
    );
    out.push_str("</div>");
}

/// From red, 0, to green, 1.
fn hue(share: f64) -> String {
    format!("hsl({:.0} 70% 50%)", 120.0 * share)
}

fn plan(
    out: &mut String,
    rig: &Rig,
    field: Option<&Field>,
    floor: &FloorAccuracy,
    caption: &str,
    colour: impl Fn(&trackside_calibration::check::FloorCell) -> Option<String>,
) {
    let [mut x0, mut x1, mut y0, mut y1] = floor.bounds_m;
    let (size_x, size_y) = (x1 - x0, y1 - y0);
    for c in rig.cameras() {
        let p = c.centre().0;
        // One far away would make all else small.
        if (x0 - size_x..x1 + size_x).contains(&p.x) && (y0 - size_y..y1 + size_y).contains(&p.y) {
            (x0, x1) = (x0.min(p.x), x1.max(p.x));
            (y0, y1) = (y0.min(p.y), y1.max(p.y));
        }
    }
    let margin = 0.08 * (x1 - x0).max(y1 - y0);
    let (w, h) = (x1 - x0 + 2.0 * margin, y1 - y0 + 2.0 * margin);
    let thin = w.max(h) / 400.0;
    // y up on paper.
    let _ = write!(
        out,
        "<figure><svg class=\"plan\" viewBox=\"{} {} {w} {h}\">",
        x0 - margin,
        -y1 - margin
    );
    let half = floor.step_m / 2.0;
    for s in &floor.cells {
        let fill = colour(s).unwrap_or_else(|| "#88888833".to_owned());
        let _ = write!(
            out,
            "<rect x=\"{:.2}\" y=\"{:.2}\" width=\"{s2:.3}\" height=\"{s2:.3}\" fill=\"{fill}\" fill-opacity=\".55\"/>",
            s.at_m[0] - half,
            -s.at_m[1] - half,
            s2 = floor.step_m
        );
    }
    let mut d = String::new();
    for line in drawn(field, floor) {
        for (i, p) in line.iter().enumerate() {
            let _ = write!(
                d,
                "{}{:.2} {:.2}",
                if i == 0 { 'M' } else { 'L' },
                p.x,
                -p.y
            );
        }
    }
    let _ = write!(
        out,
        "<path d=\"{d}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{thin:.3}\"/>"
    );
    let columns = floor
        .cells
        .iter()
        .take_while(|s| s.at_m[1] == floor.cells[0].at_m[1])
        .count();
    for (i, s) in floor.cells.iter().enumerate() {
        // Every fourth place of every fourth row.
        let (row, column) = (i / columns.max(1), i % columns.max(1));
        if let Some(e) = s.error.filter(|_| row % 4 == 2 && column % 4 == 2) {
            let _ = write!(
                out,
                "<ellipse cx=\"{:.2}\" cy=\"{:.2}\" rx=\"{:.3}\" ry=\"{:.3}\" transform=\"rotate({:.1} {:.2} {:.2})\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{thin:.3}\"><title>{:.0} × {:.0} mm</title></ellipse>",
                s.at_m[0],
                -s.at_m[1],
                LARGER * e.half_axes_m[0],
                LARGER * e.half_axes_m[1],
                -e.angle_rad.to_degrees(),
                s.at_m[0],
                -s.at_m[1],
                1e3 * e.half_axes_m[0],
                1e3 * e.half_axes_m[1]
            );
        }
    }
    for c in rig.cameras() {
        let p = c.centre().0;
        let ahead = c.cam_from_world.inverse_transform_vector(&Vector3::z()) * (12.0 * thin);
        let _ = write!(
            out,
            "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{:.3}\" fill=\"currentColor\"/><path d=\"M{:.2} {:.2}l{:.2} {:.2}\" stroke=\"currentColor\" stroke-width=\"{:.3}\"/>\
             <text x=\"{:.2}\" y=\"{:.2}\" style=\"font-size:{:.2}px\">{}</text>",
            p.x,
            -p.y,
            2.5 * thin,
            p.x,
            -p.y,
            ahead.x,
            -ahead.y,
            1.5 * thin,
            p.x + 4.0 * thin,
            -p.y - 3.0 * thin,
            10.0 * thin,
            escaped(&c.name)
        );
    }
    let _ = write!(out, "</svg><figcaption>{caption}</figcaption></figure>");
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_files_say_cannot_become_html() {
        assert_eq!(
            escaped("<a href=\"x\">&"),
            "&lt;a href=&quot;x&quot;&gt;&amp;"
        );
    }
}
