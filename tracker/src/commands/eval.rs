//! `trackside eval`: score against truth.

use clap::Args;

/// Score against truth.
#[derive(Debug, Args)]
pub struct EvalArgs {}

/// Runs the command.
pub fn run(_args: EvalArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside eval` is not built yet")
}
