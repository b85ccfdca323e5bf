//! `trackside export`: recordings to TRC, CSV or JSON lines.

use clap::Args;

/// Recordings to TRC, CSV or JSON lines.
#[derive(Debug, Args)]
pub struct ExportArgs {}

/// Runs the command.
pub fn run(_args: ExportArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside export` is not built yet")
}
