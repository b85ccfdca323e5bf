//! `trackside models`: weights by manifest: list, pull, verify, add, bench.

use clap::Args;

/// Weights by manifest: list, pull, verify, add, bench.
#[derive(Debug, Args)]
pub struct ModelsArgs {}

/// Runs the command.
pub fn run(_args: ModelsArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside models` is not built yet")
}
