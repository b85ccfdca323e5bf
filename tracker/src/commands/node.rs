//! `trackside node`: the camera workers of this host: views out over Zenoh.

use clap::Args;

/// The camera workers of this host: views out over Zenoh.
#[derive(Debug, Args)]
pub struct NodeArgs {}

/// Runs the command.
pub fn run(_args: NodeArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside node` is not built yet")
}
