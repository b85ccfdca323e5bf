//! `trackside recover`: mend a recording that a crash left.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use crate::record::{self, FRAME_TOPIC, VIEW_TOPIC};
use crate::recording;

/// Mend a recording that a crash left: save what can be read of it into a proper file.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  trackside recover out.mcap          # writes out.recovered.mcap"
)]
pub struct RecoverArgs {
    /// The recording that is cut off.
    pub file: PathBuf,
    /// Where to write what was saved; by default beside it, as NAME.recovered.mcap.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the output where it exists.
    #[arg(long)]
    pub force: bool,
}

/// What was saved of a recording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Saved {
    /// Frames.
    pub frames: u64,
    /// Views.
    pub views: u64,
    /// From the first of them to the last, s.
    pub seconds: f64,
    /// Why nothing was read beyond that; `None` when the file ends properly.
    pub stopped: Option<String>,
}

/// Runs the command.
pub fn run(args: RecoverArgs) -> Result<()> {
    let name = args.file.display();
    if recording::is_finished(&args.file)? {
        eprintln!("{name}: the recording is whole, there is nothing to mend");
        return Ok(());
    }
    let output = (args.output).unwrap_or_else(|| args.file.with_extension("recovered.mcap"));
    ensure!(
        args.force || !output.exists(),
        "{}: exists already: name another with --output, or replace it with --force",
        output.display()
    );
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

/// Copies every message that can be read from `from` to a finished file `to`, byte for byte.
///
/// # Errors
/// A file that cannot be read or written, or in which no rig can be read.
pub fn recover(from: &Path, to: &Path) -> Result<Saved> {
    let same = fs::canonicalize(to).is_ok_and(|to| fs::canonicalize(from).is_ok_and(|f| f == to));
    ensure!(!same, "{}: cannot be mended onto itself", from.display());
    let part = to.with_extension("part");
    let saved = copy(from, &part).and_then(|saved| {
        fs::rename(&part, to).with_context(|| format!("{}: cannot be written", to.display()))?;
        Ok(saved)
    });
    if saved.is_err() {
        // What is half written is of no use; that it could not be removed either changes nothing.
        let _ = fs::remove_file(&part);
    }
    saved
}

fn copy(from: &Path, to: &Path) -> Result<Saved> {
    let file = File::create(to).with_context(|| format!("{}: cannot be written", to.display()))?;
    let written = |e| record::failed(to, e);
    let mut writer = record::options()
        .create(BufWriter::new(file))
        .map_err(written)?;
    let mut saved = Saved::default();
    let (mut span, mut any) = ((u64::MAX, 0), false);
    for message in recording::reader(from, false)? {
        let message = match message {
            Ok(message) => message,
            Err(error) => {
                saved.stopped = Some(error.to_string());
                break;
            }
        };
        writer.write(&message).map_err(written)?;
        any = true;
        let topic = &message.channel.topic;
        let (frame, view) = (topic == FRAME_TOPIC, topic.starts_with(VIEW_TOPIC));
        saved.frames += u64::from(frame);
        saved.views += u64::from(view);
        if frame || view {
            span = (span.0.min(message.log_time), span.1.max(message.log_time));
        }
    }
    if !any {
        bail!("{}: nothing in it can be saved", from.display());
    }
    saved.seconds = span.1.saturating_sub(span.0) as f64 * 1e-9;
    writer.finish().map_err(written)?;
    Ok(saved)
}
