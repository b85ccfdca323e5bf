//! `trackside run`: everything on one host: pixels to people to 3D, published, recorded, exported.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use indicatif::ProgressBar;
use trackside_simulation::{World, WorldFile};

use super::overwrite::Overwrite;
use crate::capture::{self, From};
use crate::output::Outputs;
use crate::pipeline::{self, Intake, Shared};
use crate::report::Report;
use crate::setup;
use crate::venue::{ModelsSection, PicturesSection, Venue};

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
    /// What goes in, and what comes out.
    #[command(flatten)]
    pub tracking: TrackingArgs,
}

/// Which venue.
#[derive(Clone, Debug, Default, Args)]
pub struct VenueArgs {
    /// The venue file; or synth:WORLD, where WORLD is a synthetic world's name or file.
    pub venue: PathBuf,
    /// Of synthetic worlds: which one, 1 by default.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Of synthetic worlds: change a key of the world's file; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Find the pose of a camera that was bumped again, from its background and the athletes, as `[calibration] auto_repair` does.
    #[arg(long)]
    pub auto_repair: bool,
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
        venue.calibration.auto_repair |= self.auto_repair;
        if let Some(detector) = &self.detector {
            venue.models = Some(ModelsSection::new(detector, self.pose.as_deref()));
        }
        Ok(venue)
    }
}

/// What goes in, and what comes out.
#[derive(Clone, Debug, Default, Args)]
pub struct TrackingArgs {
    /// Whether pictures, or the detections that came with them, are used.
    #[arg(long, value_enum, default_value_t)]
    pub from: From,
    /// Pace recorded media by their own clock; what is late is lost, as with live cameras.
    #[arg(long)]
    pub realtime: bool,
    /// Also record rig, views and frames to this MCAP file.
    #[arg(long, value_name = "FILE.mcap")]
    pub record: Option<PathBuf>,
    /// Also write the athletes to this file: .trc (one file an athlete), .csv or .jsonl.
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Also keep and publish small pictures of the cameras, so wide (px), as `[record] pictures` does.
    #[arg(long, value_name = "WIDTH", value_parser = clap::value_parser!(u32).range(16..=8192))]
    pub images: Option<u32>,
    /// Stop after so many seconds of the venue's time.
    #[arg(long, value_name = "S", value_parser = setup::seconds)]
    pub seconds: Option<Duration>,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Print the summary as JSON.
    #[arg(long)]
    pub json: bool,
}

impl TrackingArgs {
    /// What is asked for here goes before what the venue says.
    ///
    /// # Errors
    /// Pictures are asked for where none are looked at.
    pub fn pictures_of(&self, venue: &Venue) -> Result<Option<PicturesSection>> {
        let Some(width) = self.images else {
            return Ok(venue.pictures);
        };
        ensure!(
            self.from == From::Video,
            "--images: with --from detections no pictures are looked at"
        );
        let every = venue.pictures.map_or(1, |p| p.every);
        Ok(Some(PicturesSection { width, every }))
    }
}

/// Runs the command.
pub fn run(args: RunArgs) -> Result<()> {
    let report = track(&args)?;
    print(&report, args.tracking.json)
}

/// Runs a venue to its end.
///
/// # Errors
/// Bad input, named; a network that does not run; a file that cannot be written.
pub fn track(args: &RunArgs) -> Result<Report> {
    let mut venue = args.venue.load()?;
    venue.pictures = args.tracking.pictures_of(&venue)?;
    let inputs = setup::inputs(&venue, args.tracking.from, &[])?;
    let rate_hz = capture::rate_hz(&venue, inputs.iter().map(|i| &i.source))?;
    let session = setup::session();
    let mut outputs = setup::outputs(&venue, &session, rate_hz, &args.tracking)?;
    if venue.publish.enabled && !args.no_publish {
        let (publisher, network) = setup::network(&venue, &session, "run", args.tracking.from)
            .context("publishing (--no-publish runs without)")?;
        let publisher = publisher.with_views(&network, &venue.name, &outputs.cameras)?;
        outputs.network = Some((publisher, network));
    }
    let progress = setup::progress(&inputs);
    let intake = Intake::Inputs(inputs);
    carry_out(
        &venue,
        &session,
        rate_hz,
        intake,
        &mut outputs,
        &progress,
        &args.tracking,
    )
}

/// Runs from views to outputs, and sums up. What was tracked before a failure is written, too.
pub(super) fn carry_out(
    venue: &Venue,
    session: &str,
    rate_hz: f64,
    intake: Intake,
    outputs: &mut Outputs<'_>,
    progress: &ProgressBar,
    args: &TrackingArgs,
) -> Result<Report> {
    let pace = setup::pace(venue, args.from, args.realtime);
    let fuser = setup::fuser(venue, session, rate_hz, pace);
    let (meter, stop) = (setup::meter(venue), setup::stop_on_ctrl_c()?);
    let shared = Shared {
        meter: &meter,
        stop: &stop,
        progress,
        pace,
    };
    let began = Instant::now();
    let tally = pipeline::run(intake, fuser, outputs, args.seconds, shared);
    let took = began.elapsed();
    progress.finish_and_clear();
    let files = outputs.finish();
    let mut report = Report::new(&venue.name, session, &tally?, &meter, took);
    report.files = files?;
    Ok(report)
}

/// Prints what a run did.
///
/// # Errors
/// Standard output cannot be written.
pub fn print(report: &Report, json: bool) -> Result<()> {
    let mut out = io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, report).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(out.flush()?)
}
