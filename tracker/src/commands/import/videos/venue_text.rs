//! The venue file of a folder of videos.

use anyhow::{Context, Result};

use super::super::venue_file::{quoted, relative, venue_name};
use super::{ImportedCamera, ImportedVideos, LensBasis, VideosArgs};
use crate::clock_guess::StartOffset;

/// The text of the venue file.
pub(super) fn venue_toml(args: &VideosArgs, imported: &ImportedVideos) -> Result<String> {
    let name = match &args.name {
        Some(name) => name.clone(),
        None => venue_name(&args.output)?,
    };
    let mut lines = vec![
        format!(
            "# Made by `trackside import videos` from {}.",
            quoted(&args.folder.to_string_lossy())
        ),
        "# Paths are relative to this file.".to_owned(),
        format!("name = {}", quoted(&name)),
        "rig = \"rig.toml\" # the poses in it are unknown until `trackside calibrate poses`"
            .to_owned(),
    ];
    if let Some(rate_hz) = frame_set_rate_hz(args, imported) {
        lines.push(format!("rate_hz = {rate_hz:?}"));
    }
    if let Some(field) = args.field {
        lines.push(format!("field = {}", quoted(field.name())));
    }
    if let Some(detector) = &args.detector {
        lines.extend([
            String::new(),
            "[models]".to_owned(),
            format!("detector = {}", quoted(detector)),
        ]);
        lines.extend(
            args.pose
                .iter()
                .map(|pose| format!("pose = {}", quoted(pose))),
        );
    }
    for (camera, start) in imported.cameras.iter().zip(&imported.clocks.offsets) {
        let named = || format!("camera \"{}\"", camera.name);
        lines.extend(camera_lines(args, camera, start.as_ref()).with_context(named)?);
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// Frame sets a second where images do not come evenly: the fastest camera's usual rate.
fn frame_set_rate_hz(args: &VideosArgs, imported: &ImportedVideos) -> Option<f64> {
    let rates = || imported.cameras.iter().filter_map(|c| c.probe.rate);
    let fastest = rates()
        .map(|r| r.rate_hz)
        .chain(args.fps)
        .reduce(f64::max)?;
    // A rate that varies is usual to a few parts in a thousand only.
    let varies = rates().any(|r| r.is_variable);
    varies.then_some((fastest * 100.0).round() / 100.0)
}

fn camera_lines(
    args: &VideosArgs,
    camera: &ImportedCamera,
    start: Option<&StartOffset>,
) -> Result<Vec<String>> {
    let probe = &camera.probe;
    let mut lines = vec![
        String::new(),
        "[[camera]]".to_owned(),
        format!("name = {}", quoted(&camera.name)),
    ];
    let mut sources = Vec::new();
    for file in &probe.files {
        sources.push(quoted(&relative(file, &args.output)?));
    }
    match &sources[..] {
        [source] => lines.push(format!("source = {source}")),
        several => lines.push(format!("source = [\n    {},\n]", several.join(",\n    "))),
    }
    if probe.rate.is_none()
        && let Some(fps) = args.fps
    {
        lines.push(format!("fps = {fps:?}"));
    }
    match start {
        Some(start) => lines.push(format!(
            "offset_s = {:.4} # from {}, ± {:.3} s",
            start.offset_s, start.basis, start.sigma_s
        )),
        None => lines.push("# offset_s = 0.0 # when its recording began is not known".to_owned()),
    }
    match &camera.lens {
        LensBasis::Guessed => lines
            .push("# its lens in the rig file is guessed from the size of its images".to_owned()),
        LensBasis::Board {
            size: Some((how, why)),
            ..
        } => lines.extend([format!("# {why}"), format!("size = {}", quoted(how))]),
        LensBasis::Board { size: None, .. } => {}
    }
    Ok(lines)
}
