//! From another program's project to a venue.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use trackside_calibration::CameraClock;
use trackside_evaluation::projects::{
    self, ProjectKind, RecordedCamera, RecordedProject, write_detections,
};
use trackside_schema::Timestamp;

use super::image_times::{ImageTimes, check_numbers};
use super::venue_file::{NewVenue, make_folder, new_camera};
use super::{ProjectArgs, VenueArgs, models};

/// The rate of media that do not state theirs, where nothing else does, Hz.
const DEFAULT_RATE_HZ: f64 = 60.0;

pub(super) fn import(kind: ProjectKind, args: &ProjectArgs) -> Result<()> {
    models::check(args.venue.detector.as_deref(), args.venue.pose.as_deref())?;
    let mut project = projects::read(kind, &args.folder, args.options())?;
    for note in &project.notes {
        eprintln!("{}: {note}", args.folder.display());
    }
    let times = times_of(&mut project, &args.venue)?;
    set_clocks(&mut project, &times)?;
    make_folder(&args.venue)?;
    let mut cameras = Vec::new();
    for ((calibrated, recorded), times) in project
        .rig
        .cameras()
        .iter()
        .zip(&project.cameras)
        .zip(&times)
    {
        if recorded.video.is_none() && recorded.images.is_empty() {
            eprintln!("camera \"{}\" has no recording: left out", calibrated.name);
            continue;
        }
        let video = recorded.video.as_deref();
        let mut new = new_camera(
            calibrated.name.clone(),
            video,
            calibrated.size_px,
            &args.venue,
        )?;
        if video.is_some_and(Path::is_dir) {
            new.fps = Some(times.rate_hz());
        }
        if !recorded.images.is_empty() {
            let file = format!("detections/{}.jsonl", calibrated.name);
            let path = args.venue.output.join(&file);
            write_detections(&recorded.images, |n| times.time_s(n), &path)?;
            new.detections = Some(file);
        }
        if video.is_some() && !recorded.times_s.is_empty() {
            new.times = Some(write_times(
                &calibrated.name,
                &recorded.times_s,
                &args.venue,
            )?);
        }
        cameras.push(new);
    }
    ensure!(
        !cameras.is_empty(),
        "{}: no camera has a video, and nobody is in any image of its 2D people",
        args.folder.display()
    );
    let venue = NewVenue {
        origin: args.folder.clone(),
        rig: project.rig,
        joint_set: project.joints,
        ball: None,
        rate_hz: None,
        cameras,
    };
    venue.write(&args.venue)
}

/// When each camera's images were taken. A camera that does not say its rate has that of those that do.
fn times_of(project: &mut RecordedProject, args: &VenueArgs) -> Result<Vec<ImageTimes>> {
    let mut times = Vec::new();
    for (calibrated, camera) in project.rig.cameras().iter().zip(&mut project.cameras) {
        let read =
            ImageTimes::of(camera).with_context(|| format!("camera \"{}\"", calibrated.name))?;
        check_numbers(&calibrated.name, camera)?;
        times.push(read);
    }
    let usual = times
        .iter()
        .filter_map(ImageTimes::known_rate_hz)
        .reduce(f64::max);
    let stated = args.fps.or(project.rate_hz);
    let taken = usual.or(stated).unwrap_or(DEFAULT_RATE_HZ);
    if usual.is_none() {
        let by = match (args.fps, project.rate_hz) {
            (Some(_), _) => "--fps says",
            (None, Some(_)) => "the project's settings say",
            (None, None) => "nothing says another rate; --fps does",
        };
        eprintln!("no video says its images per second: taking {taken}, as {by}");
    }
    for ((calibrated, camera), times) in project
        .rig
        .cameras()
        .iter()
        .zip(&project.cameras)
        .zip(&mut times)
    {
        if times.known_rate_hz().is_none() {
            if usual.is_some() && (camera.video.is_some() || !camera.images.is_empty()) {
                eprintln!(
                    "camera \"{}\" has no video that says its rate: taking {taken} Hz",
                    calibrated.name
                );
            }
            times.set_rate_hz(taken);
        }
    }
    Ok(times)
}

/// Sets the clocks of cameras that the project synchronised afterwards: their own times are ahead by what it moved them.
fn set_clocks(project: &mut RecordedProject, times: &[ImageTimes]) -> Result<()> {
    let ahead_s = |(camera, times): (&RecordedCamera, &ImageTimes)| {
        camera.images_ahead as f64 / times.rate_hz()
    };
    let ahead_s: Vec<f64> = project.cameras.iter().zip(times).map(ahead_s).collect();
    if ahead_s.iter().all(|s| *s == 0.0) {
        return Ok(());
    }
    let clock = |offset_s: &f64| CameraClock {
        offset_s: *offset_s,
        drift: 0.0,
        since: Timestamp::default(),
    };
    let rig = project
        .rig
        .clone()
        .with_clocks(ahead_s.iter().map(clock).collect());
    project.rig = rig.map_err(|e| anyhow!("{e}"))?;
    Ok(())
}

/// Writes when a camera's images were taken; returns the path in the venue file.
fn write_times(camera: &str, times_s: &BTreeMap<u64, f64>, args: &VenueArgs) -> Result<String> {
    let file = format!("times/{camera}.csv");
    let path = args.output.join(&file);
    let lines = times_s
        .iter()
        .map(|(image, stamp_s)| format!("{image},{stamp_s:.6}\n"));
    let text = format!("image,stamp_s\n{}", lines.collect::<String>());
    fs::create_dir_all(args.output.join("times"))
        .and_then(|()| fs::write(&path, text))
        .with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(file)
}
