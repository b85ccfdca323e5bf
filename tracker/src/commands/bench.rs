//! `trackside bench`: per-stage times of a run.

use clap::Args;

/// Per-stage times of a run.
#[derive(Debug, Args)]
pub struct BenchArgs {}

/// Runs the command.
pub fn run(_args: BenchArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside bench` is not built yet")
}
