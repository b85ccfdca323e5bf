//! `trackside record`: record what is on the wire to MCAP.

use clap::Args;

/// Record what is on the wire to MCAP.
#[derive(Debug, Args)]
pub struct RecordArgs {}

/// Runs the command.
pub fn run(_args: RecordArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside record` is not built yet")
}
