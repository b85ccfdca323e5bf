//! The report as text and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};
use trackside_calibration::Rig;
use trackside_calibration::check::{CameraReport, GOOD_M, MIN_FOUND_SHARE, RigReport, USABLE_M};

/// A number, or a dash where there is none.
pub fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or("–".to_owned(), |v| format!("{v:.digits$}"))
}

/// Writes the report as text.
pub fn write(out: &mut impl Write, report: &RigReport) -> io::Result<()> {
    writeln!(out, "{}", report.summary)?;
    write_cameras(out, &report.cameras)?;
    for d in &report.diagnoses {
        writeln!(out, "\n{}\n  repair: {}", d.description, d.repair)?;
    }
    if let Some(repaired) = &report.repaired {
        writeln!(out, "\nrepaired, the rig is {}:", repaired.verdict)?;
        write_cameras(out, &repaired.cameras)?;
    }
    writeln!(
        out,
        "\nfloor shown by   area    median error of a point, one standard deviation"
    )?;
    let coverage = report.floor.coverage();
    for part in coverage.iter().filter(|part| part.area_m2 > 0.0) {
        let error_mm = number(part.median_error_m.map(|m| 1e3 * m), 0);
        let unit = if part.median_error_m.is_some() {
            " mm"
        } else {
            ""
        };
        writeln!(
            out,
            "{:>3} cameras     {:6.0} m²  {error_mm}{unit}",
            part.cameras, part.area_m2
        )?;
    }
    Ok(())
}

fn write_cameras(out: &mut impl Write, cameras: &[CameraReport]) -> io::Result<()> {
    writeln!(
        out,
        "camera       observations  residual px  systematic px      mm  found %  landmarks px  verdict"
    )?;
    for c in cameras {
        writeln!(
            out,
            "{:<12} {:>12} {:>12} {:>14} {:>7} {:>8} {:>13}  {}",
            c.name,
            c.observations,
            number(c.residual_px, 1),
            number(c.systematic_px, 1),
            number(c.error_m().map(|m| 1e3 * m), 0),
            number(c.found_share.map(|f| 100.0 * f), 0),
            number(c.landmarks.as_ref().map(|l| l.median_px), 1),
            c.verdict()
        )?;
    }
    Ok(())
}

/// The report as JSON.
pub fn to_json(rig: &Rig, report: &RigReport) -> Value {
    let repaired = report
        .repaired
        .as_ref()
        .map(|r| json!({ "rig": r.rig.id(), "verdict": r.verdict, "cameras": r.cameras }));
    let coverage = report.floor.coverage();
    let floor = coverage.iter().map(|part| {
        json!({
            "cameras": part.cameras,
            "area_m2": part.area_m2,
            "median_error_mm": part.median_error_m.map(|m| 1e3 * m),
        })
    });
    json!({
        "rig": rig.id(),
        "verdict": report.verdict,
        "summary": report.summary,
        "limits": { "good_m": GOOD_M, "usable_m": USABLE_M, "min_found_share": MIN_FOUND_SHARE },
        "cameras": report.cameras,
        "diagnoses": report.diagnoses,
        "repaired": repaired,
        "floor": floor.collect::<Vec<_>>(),
    })
}
