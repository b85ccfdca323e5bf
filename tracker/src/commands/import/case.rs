//! From a case to a venue.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use trackside_evaluation::case::Case;

use super::venue_file::{NewVenue, make_folder, new_camera, relative};
use super::{VenueArgs, models};

pub(super) fn import(folder: &Path, args: &VenueArgs) -> Result<()> {
    models::check(args.detector.as_deref(), args.pose.as_deref())?;
    let case = Case::load(folder)?;
    let detections_in = |name: &str| {
        let path = folder
            .join(case.file.detections.as_ref()?)
            .join(format!("{name}.jsonl"));
        path.is_file().then_some(path)
    };
    if let Some(kind) = &case.file.ball {
        // A kind that is not known would be an error of the venue later.
        ball_kind(kind).with_context(|| folder.join("case.toml").display().to_string())?;
    }
    if case.file.detections.is_some() {
        // What is wrong with them is said before a venue is made.
        case.views()?;
    }
    let videos = case.file.videos.as_ref().map(|v| folder.join(v));
    // A case may be written without its videos.
    let videos = videos.filter(|v| v.is_dir());
    make_folder(args)?;
    let mut cameras = Vec::new();
    for camera in case.rig.cameras() {
        let video = videos
            .as_deref()
            .map(|v| video_of(v, &camera.name))
            .transpose()?;
        let detections = detections_in(&camera.name);
        if video.is_none() && detections.is_none() {
            bail!(
                "camera \"{}\" has neither a video nor detections",
                camera.name
            );
        }
        let mut new = new_camera(camera.name.clone(), video.as_deref(), camera.size_px, args)?;
        new.detections = detections
            .map(|path| relative(&path, &args.output))
            .transpose()?;
        let times = folder.join(format!("times/{}.csv", camera.name));
        if times.is_file() && video.is_some() {
            new.times = Some(relative(&times, &args.output)?);
        }
        cameras.push(new);
    }
    let venue = NewVenue {
        origin: folder.to_owned(),
        joint_set: case.file.joint_set,
        ball: case.file.ball,
        rate_hz: None,
        rig: case.rig,
        cameras,
    };
    venue.write(args)
}

fn ball_kind(name: &str) -> Result<trackside_sports::BallKind> {
    let value = serde_json::Value::String(name.to_owned());
    serde_json::from_value(value).map_err(|e| anyhow!("ball = \"{name}\": {e}"))
}

/// The video of that camera in `folder`, whatever its extension.
fn video_of(folder: &Path, camera: &str) -> Result<PathBuf> {
    let read = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = read.filter_map(|e| e.ok().map(|e| e.path()));
    paths
        .find(|p| p.file_stem().is_some_and(|s| s == camera))
        .ok_or_else(|| anyhow!("{}: has no video of camera \"{camera}\"", folder.display()))
}
