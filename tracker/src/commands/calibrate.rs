//! `trackside calibrate`: make, check and repair rigs.

mod board_args;
mod board_images;
mod board_videos;
mod check;
mod convert;
mod intrinsics;
mod pick;
mod poses;
mod rig_views;

use anyhow::Result;
use clap::{Args, Subcommand};

pub(crate) use board_args::BoardArgs;
pub use check::RigVerdict;
pub(super) use intrinsics::calibrate_from_board;
pub(super) use rig_views::read_rig_views;

/// Make, check and repair rigs: the intrinsics, poses and clocks of cameras.
#[derive(Debug, Args)]
#[command(
    after_help = "Example, a venue from nothing:\n  trackside calibrate intrinsics --chessboard 9x6 --square-mm 80 north=board/north south=board/south -o rig.toml\n  \
                  trackside calibrate poses rig.toml --people warm-up.mcap --no-pose-prior --distance north,south=24.31 -o rig.toml\n  \
                  trackside calibrate check rig.toml --detections warm-up --report check.html"
)]
pub struct CalibrateArgs {
    #[command(subcommand)]
    command: CalibrateCommand,
}

#[derive(Debug, Subcommand)]
enum CalibrateCommand {
    Intrinsics(intrinsics::IntrinsicsArgs),
    Pick(pick::PickArgs),
    Poses(poses::PosesArgs),
    Check(check::CheckArgs),
    Convert(convert::ConvertArgs),
}

/// Runs the command.
pub fn run(args: CalibrateArgs) -> Result<()> {
    match args.command {
        CalibrateCommand::Intrinsics(args) => intrinsics::run(&args),
        CalibrateCommand::Pick(args) => pick::run(&args),
        CalibrateCommand::Poses(args) => poses::run(&args),
        CalibrateCommand::Check(args) => check::run(&args),
        CalibrateCommand::Convert(args) => convert::run(&args),
    }
}
