//! `trackside export`: recordings to files that others read.

pub(super) mod film;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use clap::{Args, ValueEnum};
use trackside_body::{Clothing, Hair};
use trackside_export::animation::FootMode;
use trackside_export::scene::{FieldSurface, Scene};
use trackside_export::{Tracks, bvh, glb, usd};
use trackside_recording::{Recording, TimeSpan, cut};
use trackside_schema::{Timestamp, TrackingFrame};
use trackside_sports::{Field, FieldName, Sport};

use super::overwrite::Overwrite;
use super::stream::StreamChoice;
use crate::export_file::ExportFile;
use crate::progress;
use crate::setup;

/// Recordings to files that others read: markers, tables, 3D scenes, skeletons, clips.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  trackside export match.mcap --to trc -o athletes.trc\n  \
                  trackside export match.mcap --to glb --field basketball -o match.glb\n  \
                  trackside export match.mcap --to bvh --start 12.5 --seconds 4 -o shot.bvh\n  \
                  trackside export match.mcap --to mcap --start 12.5 --seconds 4 -o shot.mcap\n  \
                  trackside export match.mcap --to mp4 --field basketball --path around.json -o replay.mp4"
)]
pub struct ExportArgs {
    /// The recording.
    file: PathBuf,
    /// What to write.
    #[arg(long)]
    to: Format,
    /// Which frames.
    #[arg(long, value_name = "STREAM", value_enum, default_value_t)]
    stream: StreamChoice,
    /// Where to [default: beside the recording, under its name].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Whether files are replaced.
    #[command(flatten)]
    overwrite: Overwrite,
    /// Where to begin, s from the recording's first frame.
    #[arg(long, value_name = "S", default_value_t = 0.0, value_parser = start_s)]
    start: f64,
    /// How much, s; to the end by default.
    #[arg(long, value_name = "S", value_parser = setup::parse_seconds)]
    seconds: Option<Duration>,
    /// With `--to glb`, `--to usd` and `--to mp4`: the field of play to draw, which also sets clothing and ball.
    #[arg(long, value_name = "FIELD")]
    field: Option<FieldName>,
    /// With `--to glb`, `usd` and `mp4`: do not lock feet to the floor during contacts; measured feet slide.
    #[arg(long)]
    no_foot_lock: bool,
    /// With `--to mp4`: where the camera goes, as docs/reference/export.md says.
    #[arg(long, value_name = "PATH.json")]
    path: Option<PathBuf>,
    /// With `--to mp4`: the image's width and height, px.
    #[arg(long, value_name = "WxH", default_value = "1280x720", value_parser = size)]
    size: [u32; 2],
    /// With `--to mp4`: images a second.
    #[arg(long, value_name = "N", default_value_t = 25.0)]
    fps: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Markers for OpenSim and Pose2Sim: metres, y up, one file an athlete (FILE_1.trc, FILE_2.trc, …).
    Trc,
    /// One row for each joint of each frame.
    Csv,
    /// One tracking frame a line.
    Jsonl,
    /// Binary glTF 2.0, animated: bodies, ball, field and cameras, for Blender, three.js and most 3D programs.
    Glb,
    /// A USD scene as text: bodies, ball, field and cameras, for Omniverse, Houdini, Maya, Blender and Unreal.
    Usd,
    /// Skeletons for animation programs, one file an athlete.
    Bvh,
    /// A stretch of the recording as a recording, for this program, Foxglove and Rerun; every stream is kept.
    Mcap,
    /// A film along a camera path, drawn without a display.
    Mp4,
}

impl Format {
    /// Its name on the command line.
    fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |v| v.get_name().to_owned())
    }

    fn extension(self) -> &'static str {
        match self {
            Format::Trc => "trc",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
            Format::Glb => "glb",
            Format::Usd => "usda",
            Format::Bvh => "bvh",
            Format::Mcap => "mcap",
            Format::Mp4 => "mp4",
        }
    }
}

impl ExportArgs {
    fn feet(&self) -> FootMode {
        if self.no_foot_lock {
            FootMode::Measured
        } else {
            FootMode::Locked
        }
    }
}

fn size(text: &str) -> Result<[u32; 2]> {
    let sides = text.split_once('x').context("it is like 1280x720")?;
    let side = |s: &str| {
        s.parse::<u32>()
            .ok()
            .filter(|n| (64..=4096).contains(n) && n % 2 == 0)
    };
    match (side(sides.0), side(sides.1)) {
        (Some(w), Some(h)) => Ok([w, h]),
        _ => bail!("both are even numbers from 64 to 4096"),
    }
}

/// Runs the command.
pub fn run(args: ExportArgs) -> Result<()> {
    let extension = args.to.extension();
    let output = args.output.clone().unwrap_or_else(|| match args.to {
        Format::Mcap => args.file.with_extension("clip.mcap"),
        _ => args.file.with_extension(extension),
    });
    ensure!(
        output
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(extension)),
        "{}: --to {to} writes a file that ends in .{extension}",
        output.display(),
        to = args.to.name(),
    );
    ensure!(
        args.field.is_none() || matches!(args.to, Format::Glb | Format::Usd | Format::Mp4),
        "--field is for --to glb, usd and mp4: {extension} files have no field"
    );
    ensure!(
        args.path.is_none() || args.to == Format::Mp4,
        "--path is for --to mp4: {extension} files have no view"
    );
    let bodies = [Format::Glb, Format::Usd, Format::Mp4];
    ensure!(
        !args.no_foot_lock || bodies.contains(&args.to),
        "--no-foot-lock is for --to glb, usd and mp4: {extension} files have what was measured"
    );
    args.overwrite.check(&output)?;
    let recording = Recording::open(&args.file)?;
    check_interval(&args, &recording)?;
    let files = match args.to {
        Format::Trc | Format::Csv | Format::Jsonl => {
            let mut export = ExportFile::create(&output, None)?;
            each(&args, &recording, |frame| export.push(&frame))?;
            export.finish()?
        }
        Format::Glb | Format::Usd => scene(&args, &recording, &output)?,
        Format::Bvh => bvh::write(&tracks(&args, &recording)?, &output)?,
        Format::Mcap => clip(&args, &recording, &output)?,
        Format::Mp4 => film(&args, &recording, &output)?,
    };
    if files.is_empty() {
        bail!(
            "{}: no athlete{} was tracked in {}, nothing was written",
            args.file.display(),
            if matches!(args.to, Format::Trc | Format::Bvh) {
                ""
            } else {
                " and no ball"
            },
            if args.start > 0.0 || args.seconds.is_some() {
                "that interval of it"
            } else {
                "it"
            }
        );
    }
    for file in files {
        eprintln!("{}", file.display());
    }
    Ok(())
}

/// Parses where to begin.
fn start_s(text: &str) -> Result<f64> {
    let start: f64 = text
        .parse()
        .map_err(|_| anyhow!("not a number of seconds"))?;
    ensure!(
        start.is_finite() && start >= 0.0,
        "it is counted from the recording's first frame: 0 or more"
    );
    Ok(start)
}

/// Refuses an interval without frames before a file is made.
fn check_interval(args: &ExportArgs, recording: &Recording) -> Result<()> {
    let name = args.file.display();
    let mut first: Option<Timestamp> = None;
    let mut last_s = 0.0f64;
    for frame in recording.frames_of(args.stream.into())? {
        let frame = frame?;
        last_s = last_s.max(frame.time.seconds_since(*first.get_or_insert(frame.time)));
        if last_s >= args.start {
            return Ok(());
        }
    }
    ensure!(
        first.is_some(),
        "{name}: it has no {} frames: nothing was written",
        format!("{:?}", args.stream).to_lowercase()
    );
    bail!(
        "{name}: --start {}: the recording is {last_s:.2} s long: nothing was written",
        args.start
    )
}

/// Calls `take` with each frame of the requested interval.
fn each(
    args: &ExportArgs,
    recording: &Recording,
    mut take: impl FnMut(TrackingFrame) -> Result<()>,
) -> Result<()> {
    let progress = progress::counter("frames");
    let until_s = args.seconds.map(|s| args.start + s.as_secs_f64());
    let mut first: Option<Timestamp> = None;
    for frame in recording.frames_of(args.stream.into())? {
        let frame = frame?;
        let t_s = frame.time.seconds_since(*first.get_or_insert(frame.time));
        if until_s.is_some_and(|until| t_s > until) {
            break;
        }
        if t_s >= args.start {
            take(frame)?;
            progress.inc(1);
        }
    }
    progress.finish_and_clear();
    Ok(())
}

fn tracks(args: &ExportArgs, recording: &Recording) -> Result<Tracks> {
    let mut tracks = Tracks::new(None);
    each(args, recording, |frame| {
        tracks.push(&frame);
        Ok(())
    })?;
    Ok(tracks)
}

/// Whether there is nothing to show: neither an athlete nor the ball.
fn is_empty(tracks: &Tracks) -> bool {
    tracks.athletes().next().is_none() && !tracks.has_ball()
}

fn scene(args: &ExportArgs, recording: &Recording, output: &Path) -> Result<Vec<PathBuf>> {
    let tracks = tracks(args, recording)?;
    if is_empty(&tracks) {
        return Ok(Vec::new());
    }
    let scene = Scene {
        cameras: recording.rig().cameras(),
        ..args.field.map_or_else(Scene::empty, scene_of)
    };
    if args.to == Format::Usd {
        usd::write(&tracks, &scene, args.feet(), output)?;
    } else {
        glb::write(&tracks, &scene, args.feet(), output)?;
    }
    Ok(vec![output.to_owned()])
}

fn clip(args: &ExportArgs, recording: &Recording, output: &Path) -> Result<Vec<PathBuf>> {
    let Some(begins) = recording.frames_of(args.stream.into())?.next() else {
        return Ok(Vec::new());
    };
    let first = begins?.time.plus_seconds(args.start);
    let last = match args.seconds {
        Some(seconds) => first.plus_seconds(seconds.as_secs_f64()),
        None => Timestamp(i64::MAX),
    };
    let progress = progress::counter("messages");
    cut(&args.file, output, TimeSpan { first, last }, || {
        progress.inc(1);
    })?;
    progress.finish_and_clear();
    Ok(vec![output.to_owned()])
}

fn film(args: &ExportArgs, recording: &Recording, output: &Path) -> Result<Vec<PathBuf>> {
    let path = args
        .path
        .as_deref()
        .context("--to mp4 needs --path: where the camera goes")?;
    let field = args
        .field
        .context("--to mp4 needs --field: what the athletes stand on")?;
    ensure!(
        (1.0..=240.0).contains(&args.fps),
        "--fps {}: it is from 1 to 240",
        args.fps
    );
    let path = film::CameraPath::open(path)?;
    let tracks = tracks(args, recording)?;
    if is_empty(&tracks) {
        return Ok(Vec::new());
    }
    film::write(
        film::recorded(&tracks, &scene_of(field), args.feet()),
        field,
        &path,
        args.size,
        args.fps,
        output,
    )?;
    Ok(vec![output.to_owned()])
}

/// The field, its clothing and its ball.
pub(super) fn scene_of(name: FieldName) -> Scene<'static> {
    let field = Field::new(name);
    let floor = match field.sport {
        Sport::Basketball | Sport::Handball | Sport::Volleyball => [0.50, 0.30, 0.15],
        Sport::Athletics => [0.42, 0.10, 0.06],
        Sport::Football => [0.06, 0.20, 0.04],
        Sport::Tennis => [0.05, 0.13, 0.30],
    };
    let bare = Scene::empty();
    Scene {
        field: Some(FieldSurface {
            size_m: field.play_size_m,
            margin_m: 3.0,
            lines: field.marking_triangles(),
            floor_rgb: floor,
            line_rgb: [0.85, 0.85, 0.82],
        }),
        clothing: Clothing::for_sport(field.sport, Hair::Short),
        ball_radius_m: (field.sport.ball()).map_or(bare.ball_radius_m, |b| b.physics().radius_m),
        ..bare
    }
}
