//! `trackside recover`: repair a recording that a crash left.

use std::path::PathBuf;

use super::overwrite::{Overwrite, recording_path};
use anyhow::Result;
use clap::Args;
use trackside_recording::{is_finished, recover};

/// Repair a recording that a crash left: save what can be read of it into a finished file.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside recover out.mcap          # writes out.recovered.mcap"
)]
pub struct RecoverArgs {
    /// The recording that is cut off.
    pub file: PathBuf,
    /// Where to write what was saved; by default beside it, as NAME.recovered.mcap.
    #[arg(short, long, value_name = "FILE.mcap", value_parser = recording_path)]
    pub output: Option<PathBuf>,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
}

/// Runs the command.
pub fn run(args: RecoverArgs) -> Result<()> {
    let name = args.file.display();
    if is_finished(&args.file)? {
        eprintln!("{name}: the recording is whole, there is nothing to repair");
        return Ok(());
    }
    let output = (args.output).unwrap_or_else(|| args.file.with_extension("recovered.mcap"));
    args.overwrite.check(&output)?;
    let saved = recover(&args.file, &output)?;
    eprintln!(
        "{name}: saved {} frames and {} views, {:.3} s, to {}",
        saved.frames,
        saved.views,
        saved.seconds,
        output.display()
    );
    if let Some(stopped) = saved.stopped {
        eprintln!("what follows could not be read: {stopped}");
    }
    Ok(())
}
