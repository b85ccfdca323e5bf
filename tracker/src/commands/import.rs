//! `trackside import`: make a venue from another program's recording.

use clap::Args;

/// Make a venue from another program's recording.
#[derive(Debug, Args)]
pub struct ImportArgs {}

/// Runs the command.
pub fn run(_args: ImportArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside import` is not built yet")
}
