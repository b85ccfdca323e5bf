//! `trackside doctor`: what is missing on this host, in words.

use clap::Args;

/// What is missing on this host, in words.
#[derive(Debug, Args)]
pub struct DoctorArgs {}

/// Runs the command.
pub fn run(_args: DoctorArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside doctor` is not built yet")
}
