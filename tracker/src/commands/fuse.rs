//! `trackside fuse`: fusion: views in over Zenoh, tracking frames out.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;
use indicatif::ProgressBar;

use super::run::print;
use crate::capture::From;
use crate::output::{Export, Outputs};
use crate::pipeline::{self, Intake, Shared};
use crate::report::Report;
use crate::setup;
use crate::subscribe::Views;
use crate::venue::Venue;

/// Fusion: views in over Zenoh from `trackside node`, tracking frames out. Ends when all cameras have ended.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside fuse venue.toml --record out.mcap --export out.trc")]
pub struct FuseArgs {
    /// The venue file, the same as the nodes'.
    venue: PathBuf,
    /// What the nodes use; asked only for its rate, where the venue file has no rate_hz.
    #[arg(long, value_enum, default_value_t)]
    from: From,
    /// Also record rig, views and frames to this MCAP file.
    #[arg(long, value_name = "FILE.mcap")]
    record: Option<PathBuf>,
    /// Also write the athletes to this file: .trc (one file an athlete), .csv or .jsonl.
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// The nodes pace recorded media by their own clock: close moments at their deadline.
    #[arg(long)]
    realtime: bool,
    /// Stop after so many seconds of the venue's time.
    #[arg(long, value_name = "S", value_parser = setup::seconds)]
    duration: Option<Duration>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: FuseArgs) -> Result<()> {
    let venue = Venue::load(&args.venue)?;
    ensure!(
        venue.publish.enabled,
        "{}: [publish] enabled = false: fusion hears no views",
        venue.path.display()
    );
    let rate_hz = setup::rate_hz(&venue, args.from)?;
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
    let (network, publisher) = setup::publisher(&venue, &session, "fuse")?;
    outputs.publisher = Some(publisher);
    let pace = setup::pace(&venue, args.realtime);
    let fuser = setup::fuser(&venue, &session, rate_hz, pace);
    let (meter, stop, progress) = (
        setup::meter(&venue),
        setup::stop_on_ctrl_c()?,
        ProgressBar::new_spinner(),
    );
    let shared = Shared {
        meter: &meter,
        stop: &stop,
        progress: &progress,
        pace,
    };
    let began = Instant::now();
    let views = Views::open(&network, &venue.name, &session, &venue.rig)?;
    let intake = Intake::Network(Box::new(views));
    let tally = pipeline::run(intake, fuser, &mut outputs, args.duration, shared);
    let took = began.elapsed();
    progress.finish_and_clear();
    let files = outputs.finish();
    let mut report = Report::new(&venue.name, &session, &tally?, &meter, took);
    report.files = files?;
    print(&report, args.json)
}
