//! `trackside run`: everything on one host: pixels to people to 3D, published, recorded, exported.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use indicatif::ProgressBar;
use trackside_models::Quality;
use trackside_simulation::{World, WorldFile};
use trackside_transport::is_venue_name;

use super::models::quality_parser;
use super::overwrite::{Overwrite, recording_path};
use crate::capture::{InputKind, frame_set_rate_hz};
use crate::output::Outputs;
use crate::pipeline::{self, RunContext, ViewSource};
use crate::report::RunReport;
use crate::setup;
use crate::venue::{ImagesSection, ModelsSection, Venue};

/// Everything on one host: pixels to people to 3D, published, recorded, exported.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Example:\n  trackside run balancing/venue.toml --record out.mcap --export out.trc\n  \
                  trackside run balancing/venue.toml --from detections --export det.trc\n  \
                  trackside run synth:basketball --seed 7 --seconds 5 --set cameras.fps=12 --record game.mcap"
)]
pub struct RunArgs {
    /// Which venue.
    #[command(flatten)]
    pub venue: VenueArgs,
    /// Do not publish over Zenoh.
    #[arg(long)]
    pub no_publish: bool,
    /// Input and output.
    #[command(flatten)]
    pub tracking: TrackingArgs,
}

/// Which venue.
#[derive(Clone, Debug, Default, Args)]
pub struct VenueArgs {
    /// The venue file; or synth:WORLD, where WORLD is a synthetic world's name or file.
    pub venue: PathBuf,
    /// The venue's name in keys and recordings, in place of the file's.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Of synthetic worlds: which one, 1 by default.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Of synthetic worlds: change a key of the world's file; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Find the pose of a camera that moved, from its background and the athletes, as `[calibration] auto_repair` does.
    #[arg(long)]
    pub auto_repair: bool,
    /// The host's networks for real images, instead of the venue's: fast, balanced or best.
    #[arg(long, value_name = "PRESET", conflicts_with = "detector", value_parser = quality_parser())]
    pub quality: Option<Quality>,
    /// The model that finds people and balls, instead of the venue's.
    #[arg(long, value_name = "MODEL")]
    pub detector: Option<String>,
    /// With --detector: the model that finds people's joints.
    #[arg(long, value_name = "MODEL", requires = "detector")]
    pub pose: Option<String>,
}

impl VenueArgs {
    /// Reads the venue, or makes it.
    ///
    /// # Errors
    /// As [`Venue::load`]; a world or a key of it that is not known; an option of synthetic worlds for another venue.
    pub fn load(&self) -> Result<Venue> {
        let name = self.venue.to_string_lossy();
        let mut venue = match name.strip_prefix("synth:") {
            Some(world) => {
                let file = WorldFile::open(world, &self.set)?;
                Venue::synthetic(&Arc::new(World::new(&file, self.seed.unwrap_or(1))?))
                    .with_context(|| name.clone().into_owned())?
            }
            None => {
                ensure!(
                    self.seed.is_none() && self.set.is_empty(),
                    "{name}: --seed and --set are for synthetic worlds, as in synth:basketball"
                );
                Venue::load(&self.venue)?
            }
        };
        if let Some(name) = &self.name {
            ensure!(
                is_venue_name(name),
                "--name {name}: use letters, digits, - and _ alone, it becomes part of keys"
            );
            venue.name.clone_from(name);
        }
        venue.calibration.auto_repair |= self.auto_repair;
        if let Some(detector) = &self.detector {
            venue.models = Some(ModelsSection::new(detector, self.pose.as_deref()));
        } else if let Some(quality) = self.quality {
            let models = venue.models.take().unwrap_or_default();
            venue.models = Some(models.with_preset(quality));
        }
        Ok(venue)
    }
}

/// Input and output.
#[derive(Clone, Debug, Default, Args)]
pub struct TrackingArgs {
    /// Whether images, or the detections that came with them, are used.
    #[arg(long, value_enum, default_value_t)]
    pub from: InputKind,
    /// Pace recorded media by their own clock; late images are dropped, as with live cameras.
    #[arg(long)]
    pub realtime: bool,
    /// Also record rig, views and frames to this MCAP file.
    #[arg(long, value_name = "FILE.mcap", value_parser = recording_path)]
    pub record: Option<PathBuf>,
    /// Also write the athletes to this file: .trc (one file an athlete), .csv or .jsonl.
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Also keep and publish small images of the cameras, this wide (px), as `[record] images` does.
    #[arg(long, value_name = "WIDTH", value_parser = clap::value_parser!(u32).range(16..=8192))]
    pub images: Option<u32>,
    /// Stop after this many seconds of the venue's time.
    #[arg(long, value_name = "S", value_parser = setup::parse_seconds)]
    pub seconds: Option<Duration>,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Print the summary as JSON.
    #[arg(long)]
    pub json: bool,
}

impl TrackingArgs {
    /// The images that are kept: those of the command line, else the venue's.
    ///
    /// # Errors
    /// Images are requested where none are processed.
    pub fn kept_images(&self, venue: &Venue) -> Result<Option<ImagesSection>> {
        let Some(width) = self.images else {
            return Ok(venue.images);
        };
        ensure!(
            self.from == InputKind::Video,
            "--images: with --from detections no images are processed"
        );
        let every = venue.images.map_or(1, |images| images.every);
        Ok(Some(ImagesSection { width, every }))
    }

    /// Creates the files that are written.
    ///
    /// # Errors
    /// A file that exists, without `--force`; else as [`setup::create_outputs`].
    pub fn create_outputs<'w>(
        &self,
        venue: &Venue,
        session: &str,
        rate_hz: f64,
    ) -> Result<Outputs<'w>> {
        let (record, export) = (self.record.as_deref(), self.export.as_deref());
        for path in [record, export].into_iter().flatten() {
            self.overwrite.check(path)?;
        }
        setup::create_outputs(venue, session, self.from, rate_hz, record, export)
    }
}

/// Runs the command.
pub fn run(args: RunArgs) -> Result<()> {
    let report = track(&args)?;
    finish(&report, &args.tracking)
}

/// Prints what a run did, and fails where a file that was asked for was not written.
///
/// # Errors
/// Standard output cannot be written; a requested file was not written.
pub(super) fn finish(report: &RunReport, args: &TrackingArgs) -> Result<()> {
    print(report, args.json)?;
    let wanted = args.export.as_ref().filter(|path| {
        let folder = path.parent();
        !report
            .files
            .iter()
            .any(|file| file.parent() == folder && file.extension() == path.extension())
    });
    if let Some(path) = wanted {
        bail!(
            "{}: not written, as no athlete was tracked; {}",
            path.display(),
            why_nobody(report)
        );
    }
    Ok(())
}

/// The advice for a run without athletes.
fn why_nobody(report: &RunReport) -> &'static str {
    match (report.frames, report.ball_frames) {
        (0, _) => "there was no frame: do the cameras' times fit together?",
        (_, 0) => "trackside calibrate check says whether the rig fits what the cameras see",
        _ => {
            "the ball goes into .csv and .jsonl, and from a recording into GLB, USD and MP4 (trackside export)"
        }
    }
}

/// Refuses a venue in which nothing can be tracked in 3D.
///
/// # Errors
/// It has one camera.
pub(super) fn refuse_single_camera(venue: &Venue) -> Result<()> {
    if let [only] = &venue.cameras[..] {
        bail!(
            "{}: camera \"{}\" is the only one: one camera cannot tell how far away anybody is. Add a [[camera]] that sees the same \
             place, and calibrate both together (trackside calibrate poses)",
            venue.path.display(),
            only.name
        );
    }
    Ok(())
}

/// Runs a venue to its end.
///
/// # Errors
/// Bad input, named; a network that does not run; a file that cannot be written.
pub fn track(args: &RunArgs) -> Result<RunReport> {
    let mut venue = args.venue.load()?;
    refuse_single_camera(&venue)?;
    venue.images = args.tracking.kept_images(&venue)?;
    let cameras = setup::open_cameras(&venue, args.tracking.from, &[])?;
    let rate_hz = frame_set_rate_hz(&venue, cameras.iter().map(|c| &c.source))?;
    let session = setup::new_session_name();
    let mut outputs = args.tracking.create_outputs(&venue, &session, rate_hz)?;
    if venue.publish.enabled && !args.no_publish {
        let (publisher, network) = setup::open_network(&venue, &session, "run", args.tracking.from)
            .context("publishing (--no-publish runs without)")?;
        let publisher = publisher.with_views(&network, &venue.name, &outputs.cameras)?;
        outputs.network = Some((publisher, network));
    }
    let progress = setup::image_progress(&cameras, args.tracking.seconds);
    let source = ViewSource::Cameras(cameras);
    carry_out(
        &venue,
        &session,
        rate_hz,
        source,
        &mut outputs,
        &progress,
        &args.tracking,
    )
}

/// Runs from views to outputs, and summarises. What was tracked before a failure is written, too.
pub(super) fn carry_out(
    venue: &Venue,
    session: &str,
    rate_hz: f64,
    source: ViewSource,
    outputs: &mut Outputs<'_>,
    progress: &ProgressBar,
    args: &TrackingArgs,
) -> Result<RunReport> {
    let playback = setup::playback_mode(venue, args.from, args.realtime);
    let fusion = setup::fusion_setup(venue, session, rate_hz, playback);
    let (metrics, stop) = (setup::new_metrics(venue), setup::stop_on_ctrl_c()?);
    let context = RunContext {
        metrics: &metrics,
        stop: &stop,
        progress,
        playback,
    };
    let began = Instant::now();
    let tracked = pipeline::run(source, fusion, outputs, args.seconds, context);
    let duration = began.elapsed();
    progress.finish_and_clear();
    let files = outputs.finish();
    let mut report = RunReport::new(&venue.name, session, &tracked?, &metrics, duration);
    report.files = files?;
    Ok(report)
}

/// Prints what a run did.
///
/// # Errors
/// Standard output cannot be written.
pub fn print(report: &RunReport, json: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(out.flush()?)
}
