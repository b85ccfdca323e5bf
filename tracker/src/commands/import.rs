//! `trackside import`: make a venue from another program's recording.

mod size;
pub mod videos;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};
use trackside_calibration::check::{Evidence, Verdict, check_rig};
use trackside_calibration::{Rig, rig_file};
use trackside_evaluation::case::{Case, JointNames};
use trackside_evaluation::pose2sim::{self, RecordedCamera};
use trackside_schema::{JointSet, joint_sets};

use self::size::{Size, probe, size_policy};
use super::calibrate::read_rig_views;

/// Make a venue from another program's recording.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside import pose2sim recordings/balancing -o balancing \\
      --detector yolox-nano --pose pp-tinypose-256x192\n  trackside run balancing/venue.toml --export out.trc"
)]
pub struct ImportArgs {
    #[command(subcommand)]
    from: ImportSource,
}

#[derive(Debug, Subcommand)]
enum ImportSource {
    /// A Pose2Sim project: calibration/, videos/, pose/.
    Pose2sim {
        /// The project's folder.
        folder: PathBuf,
        /// The rig file, where the project has several.
        #[arg(long, value_name = "FILE")]
        calibration: Option<PathBuf>,
        /// The order of the joints in pose/, where it does not show: coco17, body25, body25b, halpe26, …
        #[arg(long, value_name = "NAME", value_parser = joint_set)]
        joint_set: Option<&'static JointSet>,
        #[command(flatten)]
        venue: VenueArgs,
    },
    Videos(videos::VideosArgs),
    /// A case: case.toml, rig.toml, videos/, detections/.
    Case {
        /// The case's folder.
        folder: PathBuf,
        #[command(flatten)]
        venue: VenueArgs,
    },
}

#[derive(Debug, Args)]
struct VenueArgs {
    /// The folder to make: venue.toml, rig.toml, detections/.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The network that finds people, a name of `trackside models list`.
    #[arg(long, value_name = "MODEL")]
    detector: Option<String>,
    /// The network that finds their joints.
    #[arg(long, value_name = "MODEL", requires = "detector")]
    pose: Option<String>,
    /// The venue's name in keys and recordings [default: the new folder's].
    #[arg(long)]
    name: Option<String>,
    /// How images of another size than the calibrated one came to differ [default: what their sizes show].
    #[arg(long, value_enum, value_name = "HOW")]
    size: Option<Size>,
    /// Images per second of image folders, which do not carry a rate.
    #[arg(long, value_name = "HZ", value_parser = rate, default_value = "60")]
    fps: f64,
    /// Write into a folder that is not empty.
    #[arg(long)]
    force: bool,
}

fn joint_set(name: &str) -> Result<&'static JointSet, String> {
    JointSet::by_name(name).ok_or_else(|| {
        let known: Vec<_> = joint_sets::ALL.iter().map(|s| s.name).collect();
        format!("known are {}", known.join(", "))
    })
}

fn rate(text: &str) -> Result<f64, String> {
    let rate: Option<f64> = text.parse().ok();
    rate.filter(|r| r.is_finite() && *r > 0.0)
        .ok_or_else(|| "a positive number of images per second".to_owned())
}

/// Runs the command.
pub fn run(args: ImportArgs) -> Result<()> {
    match args.from {
        ImportSource::Pose2sim {
            folder,
            calibration,
            joint_set,
            venue,
        } => import_pose2sim(&folder, calibration.as_deref(), joint_set, &venue),
        ImportSource::Videos(args) => videos::run(&args),
        ImportSource::Case { folder, venue } => import_case(&folder, &venue),
    }
}

/// A venue file in the making.
struct NewVenue {
    origin: PathBuf,
    rig: Rig,
    joint_set: Option<String>,
    cameras: Vec<NewCamera>,
}

struct NewCamera {
    name: String,
    /// As written into the file.
    source: Option<String>,
    detections: Option<String>,
    times: Option<String>,
    size: Option<(Size, String)>,
}

fn import_pose2sim(
    folder: &Path,
    calibration: Option<&Path>,
    joint_set: Option<&'static JointSet>,
    args: &VenueArgs,
) -> Result<()> {
    let project = pose2sim::read(folder, calibration, joint_set)?;
    let rates = rates(&project.rig, &project.cameras, args)?;
    make_folder(args)?;
    let mut cameras = Vec::new();
    for (i, camera) in project.rig.cameras().iter().enumerate() {
        let RecordedCamera { video, images } = &project.cameras[i];
        if video.is_none() && images.is_empty() {
            eprintln!("camera \"{}\" has no recording: left out", camera.name);
            continue;
        }
        let mut new = new_camera(camera.name.clone(), video.as_deref(), camera.size_px, args)?;
        if !images.is_empty() {
            let file = format!("detections/{}.jsonl", camera.name);
            pose2sim::write_detections(images, rates[i], &args.output.join(&file))?;
            new.detections = Some(file);
        }
        cameras.push(new);
    }
    write(
        NewVenue {
            origin: folder.to_owned(),
            rig: project.rig,
            joint_set: project.joint_set.map(|set| quoted(set.name)),
            cameras,
        },
        args,
    )
}

/// Every camera's images per second. A camera without a video has the rate of those with one.
fn rates(rig: &Rig, cameras: &[RecordedCamera], args: &VenueArgs) -> Result<Vec<f64>> {
    let rate = |c: &RecordedCamera| -> Result<Option<f64>> {
        Ok(c.video
            .as_deref()
            .map(probe)
            .transpose()?
            .and_then(|v| v.rate_hz))
    };
    let known = cameras.iter().map(rate).collect::<Result<Vec<_>>>()?;
    let usual = known.iter().flatten().copied().reduce(f64::max);
    if usual.is_none() {
        eprintln!(
            "no video says its images per second: taking {}; --fps says another rate",
            args.fps
        );
    }
    for (camera, rate) in rig.cameras().iter().zip(&known) {
        if let (None, Some(usual)) = (rate, usual) {
            eprintln!(
                "camera \"{}\" has no video that says its rate: taking {usual} Hz",
                camera.name
            );
        }
    }
    Ok(known
        .iter()
        .map(|r| r.or(usual).unwrap_or(args.fps))
        .collect())
}

fn import_case(folder: &Path, args: &VenueArgs) -> Result<()> {
    let case = Case::load(folder)?;
    let detections_in = |name: &str| {
        let path = folder
            .join(case.file.detections.as_ref()?)
            .join(format!("{name}.jsonl"));
        path.is_file().then_some(path)
    };
    let videos = case.file.videos.as_ref().map(|v| folder.join(v));
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
        if times.is_file() {
            new.times = Some(relative(&times, &args.output)?);
        }
        cameras.push(new);
    }
    write(
        NewVenue {
            origin: folder.to_owned(),
            joint_set: case.file.joint_set.as_ref().map(|names| match names {
                JointNames::Set(name) => quoted(name),
                JointNames::Names(names) => {
                    let names: Vec<_> = names.iter().map(|n| quoted(n)).collect();
                    format!("[{}]", names.join(", "))
                }
            }),
            rig: case.rig,
            cameras,
        },
        args,
    )
}

/// The video of that camera in `folder`, whatever its extension.
fn video_of(folder: &Path, camera: &str) -> Result<PathBuf> {
    let read = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = read.filter_map(|e| e.ok().map(|e| e.path()));
    paths
        .find(|p| p.file_stem().is_some_and(|s| s == camera))
        .ok_or_else(|| anyhow!("{}: has no video of camera \"{camera}\"", folder.display()))
}

fn new_camera(
    name: String,
    video: Option<&Path>,
    calibrated: [u32; 2],
    args: &VenueArgs,
) -> Result<NewCamera> {
    let mut new = NewCamera {
        name,
        source: None,
        detections: None,
        times: None,
        size: None,
    };
    if let Some(video) = video {
        new.source = Some(relative(video, &args.output)?);
        let seen = probe(video)?;
        if seen.size_px != calibrated {
            let (how, why) = size_policy(&seen, calibrated, args.size)
                .with_context(|| format!("camera \"{}\": {}", new.name, video.display()))?;
            eprintln!("camera \"{}\": {why}", new.name);
            new.size = Some((how, why));
        }
    }
    Ok(new)
}

fn make_folder(args: &VenueArgs) -> Result<()> {
    let folder = &args.output;
    let name = folder.display();
    if let Ok(mut inside) = fs::read_dir(folder)
        && inside.next().is_some()
        && !args.force
    {
        bail!("{name}: the folder is not empty; --force writes into it");
    }
    fs::create_dir_all(folder.join("detections"))
        .with_context(|| format!("{name}: the folder cannot be made"))
}

/// `path` as seen from `folder`, so that both can move together.
fn relative(path: &Path, folder: &Path) -> Result<String> {
    let absolute = |p: &Path| fs::canonicalize(p).with_context(|| p.display().to_string());
    let (path, folder) = (absolute(path)?, absolute(folder)?);
    let relative = pathdiff::diff_paths(&path, &folder).unwrap_or(path);
    let text = relative.to_str().map(str::to_owned);
    text.ok_or_else(|| anyhow!("{}: the path must be Unicode", relative.display()))
}

fn write(venue: NewVenue, args: &VenueArgs) -> Result<()> {
    let name = match &args.name {
        Some(name) => name.clone(),
        None => venue_name(&args.output)?,
    };
    let rig = args.output.join("rig.toml");
    fs::write(&rig, rig_file::to_toml(&venue.rig)).with_context(|| rig.display().to_string())?;
    let path = args.output.join("venue.toml");
    let text = venue_toml(&name, &venue, args);
    fs::write(&path, text).with_context(|| path.display().to_string())?;
    eprintln!(
        "{}: {} cameras. Next: trackside run {}",
        path.display(),
        venue.cameras.len(),
        path.display()
    );
    if venue.joint_set.is_some() {
        look_at_rig(&venue.rig, &rig, &path)?;
    }
    Ok(())
}

/// Says what the detections say of the rig, where that is nothing good.
fn look_at_rig(rig: &Rig, rig_path: &Path, venue: &Path) -> Result<()> {
    let frame_sets = read_rig_views(venue, rig)?.into_frame_sets(rig);
    let evidence = Evidence {
        frame_sets: &frame_sets,
        ..Evidence::default()
    };
    // Detections in which no two cameras see anybody at once say nothing of it.
    let Ok(found) = check_rig(rig, &evidence) else {
        return Ok(());
    };
    if found.verdict == Verdict::Good {
        return Ok(());
    }
    eprintln!("{}: {}", rig_path.display(), found.summary);
    let how = format!(
        "trackside calibrate check {} --detections {}",
        rig_path.display(),
        venue.display()
    );
    match &found.repaired {
        Some(repaired) => eprintln!(
            "repair it, which makes it {}: {how} --repair {}",
            repaired.verdict,
            rig_path.display()
        ),
        None => eprintln!("more about it: {how}"),
    }
    Ok(())
}

/// The folder's name with what keys can not have made `-`.
fn venue_name(folder: &Path) -> Result<String> {
    let folder = fs::canonicalize(folder).with_context(|| folder.display().to_string())?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '-'
        }
    };
    let name: String = name.chars().map(plain).collect();
    Ok(if name.is_empty() {
        "venue".to_owned()
    } else {
        name
    })
}

fn venue_toml(name: &str, venue: &NewVenue, args: &VenueArgs) -> String {
    let mut lines = vec![
        format!(
            "# Made by `trackside import` from {}.",
            quoted(&venue.origin.to_string_lossy())
        ),
        "# Paths are relative to this file.".to_owned(),
        format!("name = {}", quoted(name)),
        "rig = \"rig.toml\"".to_owned(),
    ];
    if let Some(set) = &venue.joint_set {
        lines.push(format!("joint_set = {set} # of the detections"));
    }
    lines.push(String::new());
    match &args.detector {
        Some(detector) => {
            lines.extend(["[models]".to_owned(), format!("detector = {}", quoted(detector))]);
            lines.extend(args.pose.iter().map(|pose| format!("pose = {}", quoted(pose))));
        }
        None => lines.extend([
            "# Without models only `--from detections` works. `trackside models list` shows their names.".to_owned(),
            "# [models]".to_owned(),
            "# detector = \"…\"".to_owned(),
            "# pose = \"…\"".to_owned(),
        ]),
    }
    for camera in &venue.cameras {
        lines.extend([String::new(), "[[camera]]".to_owned()]);
        lines.push(format!("name = {}", quoted(&camera.name)));
        lines.extend(
            camera
                .source
                .iter()
                .map(|s| format!("source = {}", quoted(s))),
        );
        lines.extend(
            camera
                .detections
                .iter()
                .map(|d| format!("detections = {}", quoted(d))),
        );
        lines.extend(
            camera
                .times
                .iter()
                .map(|t| format!("times = {}", quoted(t))),
        );
        if let Some((how, why)) = &camera.size {
            lines.push(format!("# {why}"));
            lines.push(format!("size = \"{}\"", how.word()));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_toml_string() {
        for text in [
            "plain",
            "two \"words\"",
            "back\\slash",
            "line\nbreak",
            "ümlaut",
        ] {
            let parsed: toml::Table = format!("a = {}", quoted(text)).parse().unwrap();
            assert_eq!(parsed["a"].as_str(), Some(text));
        }
    }
}
