//! `trackside overlay`: draw what was tracked on the cameras' pictures.

use clap::Args;

/// Draw what was tracked on the cameras' pictures.
#[derive(Debug, Args)]
pub struct OverlayArgs {}

/// Runs the command.
pub fn run(_args: OverlayArgs) -> anyhow::Result<()> {
    anyhow::bail!("`trackside overlay` is not built yet")
}
