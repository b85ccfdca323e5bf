//! `trackside calibrate`: make, check and repair rigs.

mod check;
mod convert;
mod report;

use anyhow::Result;
use clap::{Args, Subcommand};

pub use check::Findings;

/// Make, check and repair rigs.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside calibrate check rig.toml --detections cases/shelf-a --report check.html"
)]
pub struct CalibrateArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Check(check::CheckArgs),
    Convert(convert::ConvertArgs),
}

/// Runs the command.
pub fn run(args: CalibrateArgs) -> Result<()> {
    match args.what {
        What::Check(args) => check::run(args),
        What::Convert(args) => convert::run(&args),
    }
}
