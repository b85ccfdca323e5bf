//! `trackside calibrate`: make, check and repair rigs.

mod board_args;
mod check;
mod convert;
mod intrinsics;
mod moved;
mod people;
mod pick;
mod poses;
mod report;

use anyhow::Result;
use clap::{Args, Subcommand};

pub use check::Findings;
pub(super) use people::{people, together};

/// Make, check and repair rigs: what cameras are, where they stand, what their clocks show.
#[derive(Debug, Args)]
#[command(
    after_help = "Example, a venue from nothing:\n  trackside calibrate intrinsics --chessboard 9x6 --square-mm 80 north=board/north south=board/south -o rig.toml\n  \
                  trackside calibrate poses rig.toml --people warm-up.mcap --unknown --distance north,south=24.31 -o rig.toml\n  \
                  trackside calibrate check rig.toml --detections warm-up --report check.html"
)]
pub struct CalibrateArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Intrinsics(intrinsics::IntrinsicsArgs),
    Pick(pick::PickArgs),
    Poses(poses::PosesArgs),
    Check(check::CheckArgs),
    Convert(convert::ConvertArgs),
}

/// Runs the command.
pub fn run(args: CalibrateArgs) -> Result<()> {
    match args.what {
        What::Intrinsics(args) => intrinsics::run(&args),
        What::Pick(args) => pick::run(&args),
        What::Poses(args) => poses::run(&args),
        What::Check(args) => check::run(args),
        What::Convert(args) => convert::run(&args),
    }
}
