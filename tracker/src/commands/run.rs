//! `trackside run`: everything on one host: pixels to people to 3D, published, recorded, exported.

use clap::Args;

/// Everything on one host: pixels to people to 3D, published, recorded, exported.
#[derive(Debug, Args)]
pub struct RunArgs {}

/// Runs the command.
pub fn run(_args: RunArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside run` is not built yet")
}
