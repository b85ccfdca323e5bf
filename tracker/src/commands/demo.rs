//! `trackside demo`: the main job on what this host has: cameras in, skeletons out.

use clap::Args;

/// The main job on what this host has: cameras in, skeletons out.
#[derive(Debug, Args)]
pub struct DemoArgs {}

/// Runs the command.
pub fn run(_args: DemoArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside demo` is not built yet")
}
