//! `trackside run`: everything on one host: pixels to people to 3D, published, recorded, exported.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Args;
use indicatif::ProgressBar;

use crate::capture::{self, From};
use crate::output::Outputs;
use crate::pipeline::{self, Intake, Shared};
use crate::report::Report;
use crate::setup;
use crate::venue::Venue;

/// Everything on one host: pixels to people to 3D, published, recorded, exported.
#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Example:\n  trackside run balancing/venue.toml --record out.mcap --export out.trc\n  \
                  trackside run balancing/venue.toml --from detections --export det.trc"
)]
pub struct RunArgs {
    /// The venue file.
    pub venue: PathBuf,
    /// Do not publish over Zenoh.
    #[arg(long)]
    pub no_publish: bool,
    /// What goes in, and what comes out.
    #[command(flatten)]
    pub tracking: TrackingArgs,
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
    /// Stop after so many seconds of the venue's time.
    #[arg(long, value_name = "S", value_parser = setup::seconds)]
    pub duration: Option<Duration>,
    /// Print the summary as JSON.
    #[arg(long)]
    pub json: bool,
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
    let venue = Venue::load(&args.venue)?;
    let inputs = setup::inputs(&venue, args.tracking.from, &[])?;
    let rate_hz = capture::rate_hz(&venue, inputs.iter().map(|i| &i.source))?;
    let session = setup::session();
    let mut outputs = setup::outputs(&venue, &session, rate_hz, &args.tracking)?;
    if venue.publish.enabled && !args.no_publish {
        let network = setup::network(&venue, &session, "run")
            .context("publishing (--no-publish runs without)")?;
        outputs.network = Some(network);
    }
    let progress = setup::progress(&inputs);
    let intake = Intake::Inputs(inputs);
    carry_out(
        &venue,
        &session,
        rate_hz,
        intake,
        outputs,
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
    mut outputs: Outputs,
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
    let tally = pipeline::run(intake, fuser, &mut outputs, args.duration, shared);
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
