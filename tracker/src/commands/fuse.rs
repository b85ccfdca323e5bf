//! `trackside fuse`: fusion: views in over Zenoh, tracking frames out.

use clap::Args;

/// Fusion: views in over Zenoh, tracking frames out.
#[derive(Debug, Args)]
pub struct FuseArgs {}

/// Runs the command.
pub fn run(_args: FuseArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside fuse` is not built yet")
}
