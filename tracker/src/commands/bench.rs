//! `trackside bench`: per-stage times of a run.

use std::time::Duration;

use clap::Args;

use super::run::{self, RunArgs, TrackingArgs, VenueArgs};
use crate::capture::InputKind;
use crate::setup;

/// Per-stage times of a run: median, 99th percentile, and each stage's share of all work.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside bench balancing/venue.toml --json")]
pub struct BenchArgs {
    #[command(flatten)]
    venue: VenueArgs,
    /// Whether images, or the detections that came with them, are used.
    #[arg(long, value_enum, default_value_t)]
    from: InputKind,
    /// Stop after this many seconds of the venue's time.
    #[arg(long, value_name = "S", value_parser = setup::parse_seconds)]
    seconds: Option<Duration>,
    /// Print the times as JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: BenchArgs) -> anyhow::Result<()> {
    let report = run::track(&RunArgs {
        venue: args.venue,
        no_publish: true,
        tracking: TrackingArgs {
            from: args.from,
            seconds: args.seconds,
            ..TrackingArgs::default()
        },
    })?;
    run::print(&report, args.json)
}
