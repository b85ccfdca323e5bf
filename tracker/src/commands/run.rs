//! `trackside run`: everything on one host: pixels to people to 3D, published, recorded, exported.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::Args;

use crate::capture::{self, From};
use crate::output::{Export, Outputs};
use crate::pipeline::{self, Intake, Shared};
use crate::report::Report;
use crate::setup;
use crate::venue::Venue;

/// Everything on one host: pixels to people to 3D, published, recorded, exported.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = "Example:\n  trackside run balancing/venue.toml --record out.mcap --export out.trc\n  \
    trackside run balancing/venue.toml --from detections --export det.trc")]
pub struct RunArgs {
    /// The venue file.
    pub venue: PathBuf,
    /// Whether pictures, or the detections that came with them, are used.
    #[arg(long, value_enum, default_value_t)]
    pub from: From,
    /// Also record rig, views and frames to this MCAP file.
    #[arg(long, value_name = "FILE.mcap")]
    pub record: Option<PathBuf>,
    /// Also write the athletes to this file: .trc (one file an athlete), .csv or .jsonl.
    #[arg(long, value_name = "FILE")]
    pub export: Option<PathBuf>,
    /// Pace recorded media by their own clock; what is late is lost, as with live cameras.
    #[arg(long)]
    pub realtime: bool,
    /// Do not publish over Zenoh.
    #[arg(long)]
    pub no_publish: bool,
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
    print(&report, args.json)
}

/// Runs a venue to its end.
///
/// # Errors
/// Bad input, named; a network that does not run; a file that cannot be written.
pub fn track(args: &RunArgs) -> Result<Report> {
    let venue = Venue::load(&args.venue)?;
    let inputs = setup::inputs(&venue, args.from, &[])?;
    let rate_hz = capture::rate_hz(&venue, inputs.iter().map(|i| &i.source))?;
    let session = setup::session();
    let mut outputs = Outputs {
        cameras: setup::names(&venue),
        ..Outputs::default()
    };
    if let Some(path) = &args.export {
        outputs.export = Some(Export::create(path, rate_hz)?);
    }
    if let Some(path) = &args.record {
        outputs.recorder = Some((path.clone(), setup::recorder(&venue, &session, path)?));
    }
    // Kept to the end: the network closes with it.
    let mut network = None;
    if venue.publish.enabled && !args.no_publish {
        let (opened, publisher) = setup::publisher(&venue, &session, "run")
            .context("publishing (--no-publish runs without)")?;
        outputs.publisher = Some(publisher);
        network = Some(opened);
    }
    let pace = setup::pace(&venue, args.realtime);
    let fuser = setup::fuser(&venue, &session, rate_hz, pace);
    let (meter, stop, progress) = (
        setup::meter(&venue),
        setup::stop_on_ctrl_c()?,
        setup::progress(&inputs),
    );
    let shared = Shared {
        meter: &meter,
        stop: &stop,
        progress: &progress,
        pace,
    };
    let began = Instant::now();
    let intake = Intake::Inputs(inputs);
    let tally = pipeline::run(intake, fuser, &mut outputs, args.duration, shared);
    let took = began.elapsed();
    progress.finish_and_clear();
    // What was tracked before a failure is kept, too.
    let files = outputs.finish();
    drop(network);
    let mut report = Report::new(&venue.name, &session, &tally?, &meter, took);
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
