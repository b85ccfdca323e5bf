//! What was found in a folder of videos, as a table.

use std::io::{self, Write};

use super::{ImportedCamera, ImportedVideos, LensBasis};
use crate::clock_guess::StartOffset;
use crate::lens_guess::GUESSED_FOCAL_SIGMA;
use crate::video_probe::size_text;

const HEADER: [&str; 8] = [
    "camera", "files", "size", "turned", "images/s", "length", "begins", "lens",
];

/// Prints the table and the notes to standard error.
pub(super) fn print(imported: &ImportedVideos) -> io::Result<()> {
    let mut rows = vec![HEADER.map(str::to_owned)];
    for (camera, start) in imported.cameras.iter().zip(&imported.clocks.offsets) {
        rows.push(row(camera, start.as_ref()));
    }
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..HEADER.len()).map(width).collect();
    let mut out = io::stderr().lock();
    for row in &rows {
        let cells: Vec<String> = (row.iter().zip(&widths))
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    for note in &imported.notes {
        writeln!(out, "note: {note}")?;
    }
    Ok(())
}

fn row(camera: &ImportedCamera, start: Option<&StartOffset>) -> [String; 8] {
    let probe = &camera.probe;
    let rate = match probe.rate {
        Some(rate) if rate.is_variable => format!("{:.2}, varies", rate.rate_hz),
        Some(rate) => format!("{:.2}", rate.rate_hz),
        None => "images".to_owned(),
    };
    let length = match probe.length_s {
        0.0 => probe
            .images
            .map_or("?".to_owned(), |n| format!("{n} images")),
        length_s => format!("{length_s:.2} s"),
    };
    let start = start.map_or("unknown".to_owned(), |start| {
        format!(
            "{:.3} s ± {} ({})",
            start.offset_s,
            sigma(start.sigma_s),
            start.basis
        )
    });
    let focal = camera.camera.intrinsics.fx;
    let lens = match &camera.lens {
        LensBasis::Guessed => format!(
            "guessed: {focal:.0} px ± {:.0} %",
            100.0 * GUESSED_FOCAL_SIGMA
        ),
        LensBasis::Board { rms_px, .. } => format!("board: {focal:.0} px, rms {rms_px:.2} px"),
    };
    let turned = match probe.orientation.is_upright() {
        true => "–".to_owned(),
        false => probe.orientation.to_string().replace("turned by ", ""),
    };
    [
        camera.name.clone(),
        probe.files.len().to_string(),
        size_text(probe.size_px),
        turned,
        rate,
        length,
        start,
        lens,
    ]
}

fn sigma(seconds: f64) -> String {
    match seconds < 1.0 {
        true => format!("{:.0} ms", 1e3 * seconds),
        false => format!("{seconds:.0} s"),
    }
}
