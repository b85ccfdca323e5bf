//! `trackside replay`: publish a recording again with its own timing.

use clap::Args;

/// Publish a recording again with its own timing.
#[derive(Debug, Args)]
pub struct ReplayArgs {}

/// Runs the command.
pub fn run(_args: ReplayArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside replay` is not built yet")
}
