//! `trackside record`: record what is on the wire to MCAP.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use super::overwrite::{Overwrite, recording_path};
use crate::commands::replay::NetworkArgs;
use crate::progress;
use trackside_recording::Recorder;
use trackside_transport::{PublishOptions, RawMessage, Subscriber, open_session};

/// Record what is on the wire to MCAP.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    trackside record venue.toml -o match.mcap\n  \
    trackside record --venue arena --connect tcp/10.0.0.5:7447 -o match.mcap --seconds 600\n\n\
    Ctrl-C ends the recording and closes the file. What a crash leaves is repaired by `trackside recover`.")]
pub struct RecordArgs {
    /// The venue: its name and its `[publish]` section are used.
    #[arg(required_unless_present = "venue")]
    pub file: Option<PathBuf>,
    /// The venue's name in keys, in place of a file.
    #[arg(long, conflicts_with = "file")]
    pub venue: Option<String>,
    /// The recording to write.
    #[arg(short, long, value_name = "FILE.mcap", value_parser = recording_path)]
    pub output: PathBuf,
    /// Whether files are replaced.
    #[command(flatten)]
    pub overwrite: Overwrite,
    /// Stop after this many seconds.
    #[arg(long)]
    pub seconds: Option<f64>,
    /// How to reach the publishers.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// The parts of a venue file that subscribers need.
#[derive(Deserialize)]
pub(super) struct VenueName {
    pub(super) name: String,
    #[serde(default)]
    pub(super) publish: PublishOptions,
}

/// Runs the command.
pub fn run(args: RecordArgs) -> Result<()> {
    let VenueName { name, publish } = match (&args.file, args.venue) {
        (Some(file), _) => read(file)?,
        (None, Some(name)) => VenueName {
            name,
            publish: PublishOptions::default(),
        },
        (None, None) => bail!("name the venue: a venue file or --venue NAME"),
    };
    let limit = args.seconds.map(Duration::try_from_secs_f64).transpose();
    let limit = limit.context("--seconds: a number of seconds above 0")?;
    let network = open_session(&args.network.over(publish))?;
    let progress = progress::counter("frames recorded");
    eprintln!("waiting for the rig of venue \"{name}\"");
    let mut subscriber = Subscriber::open(&network, &name)?;
    let started = Instant::now();
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed)).context("Ctrl-C")?;
    let done =
        || stop.load(Ordering::Relaxed) || limit.is_some_and(|limit| started.elapsed() >= limit);
    let header = loop {
        if let Some(header) = subscriber.session_header()? {
            break header;
        }
        if done() {
            bail!(
                "nobody published the rig of venue \"{name}\": is `trackside run` or `fuse` running, and reachable?"
            );
        }
        thread::sleep(Duration::from_millis(200));
    };
    args.overwrite.check(&args.output)?;
    let mut recorder = Recorder::create(&args.output, header)?;
    eprintln!("recording to {}", args.output.display());
    while !done() {
        match subscriber.receive(Duration::from_millis(100))? {
            Some(RawMessage::Frame(bytes)) => match recorder.write_encoded_frame(&bytes) {
                Ok(()) => progress.inc(1),
                Err(error) => skip_or_fail(error)?,
            },
            Some(RawMessage::Event(bytes)) => {
                recorder.write_encoded_event(&bytes).or_else(skip_or_fail)?;
            }
            Some(RawMessage::View(bytes)) => {
                recorder.write_encoded_view(&bytes).or_else(skip_or_fail)?;
            }
            Some(RawMessage::Image(bytes)) => {
                recorder.write_encoded_image(&bytes).or_else(skip_or_fail)?;
            }
            None => recorder.flush_if_due()?,
        }
    }
    progress.finish();
    let recorded = recorder.finish()?;
    eprintln!(
        "{}: {} frames and {} views, {:.3} s",
        args.output.display(),
        recorded.frames,
        recorded.views,
        recorded.seconds
    );
    Ok(())
}

/// A message that cannot be decoded is logged and skipped; a file that cannot be written ends the recording.
fn skip_or_fail(error: anyhow::Error) -> Result<()> {
    if error.is::<trackside_schema::wire::WireError>() {
        tracing::warn!("not recorded: {error}");
        return Ok(());
    }
    Err(error)
}

/// Reads name and `[publish]` of a venue file and ignores its other keys.
pub(super) fn read(file: &Path) -> Result<VenueName> {
    let name = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{name}: cannot be read"))?;
    toml::from_str(&text).with_context(|| format!("{name}: not a venue file"))
}
