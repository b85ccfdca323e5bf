//! `trackside recover`: mend a recording that a crash left.

use clap::Args;

/// Mend a recording that a crash left.
#[derive(Debug, Args)]
pub struct RecoverArgs {}

/// Runs the command.
pub fn run(_args: RecoverArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside recover` is not built yet")
}
