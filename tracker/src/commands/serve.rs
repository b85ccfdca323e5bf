//! `trackside serve`: a live venue or a recording in the browser.

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use trackside_replay::{Archive, LiveVenue, RING_BYTES, ReplaySource, RingLimits, Server};
use trackside_sports::FieldName;
use trackside_transport::{PublishOptions, find_venue, open_session};

use super::record::{self, VenueName};
use super::replay::NetworkArgs;
use crate::media::open_media;
use crate::pipeline::Stop;
use crate::setup;

/// Interval between checks for Ctrl-C.
const LOOK_UP: Duration = Duration::from_millis(100);

/// A live venue or a recording in the browser: watch, freeze, fly around, replay.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    trackside serve                            # whatever venue is being tracked on this host\n  \
    trackside serve venue.toml --buffer-minutes 10       # that venue, the last ten minutes ready for replay\n  \
    trackside serve game.mcap --port 8090      # a recording\n  \
    trackside serve game.mcap --media /videos  # whose videos were moved")]
pub struct ServeArgs {
    /// A venue file (its name and its `[publish]` section are used), a recording, or a folder with one.
    #[arg(value_name = "VENUE.toml|FILE.mcap|DIR")]
    pub what: Option<PathBuf>,
    /// The venue's name in keys, in place of a file.
    #[arg(long, conflicts_with = "what")]
    pub venue: Option<String>,
    /// The port to serve on; 0 is any that is free.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// The address to serve on; 0.0.0.0 opens it to the network.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// How many minutes of a live venue are kept.
    #[arg(long, value_name = "MINUTES", default_value_t = 5.0)]
    pub buffer_minutes: f64,
    /// The field to draw, where the venue does not name it: basketball, football, basketball-nba, …
    #[arg(long, value_name = "FIELD")]
    pub field: Option<FieldName>,
    /// Of a recording: where the videos and folders of images that it was made from are now.
    #[arg(long, value_name = "FOLDER")]
    pub media: Option<PathBuf>,
    /// How to reach the publishers.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// Runs the command.
pub fn run(args: ServeArgs) -> Result<()> {
    ensure!(
        args.buffer_minutes > 0.0 && args.buffer_minutes <= 24.0 * 60.0,
        "--buffer-minutes {}: minutes, above 0 and at most a day's 1440",
        args.buffer_minutes
    );
    let stop = setup::stop_on_ctrl_c()?;
    let in_folder = args
        .what
        .as_deref()
        .filter(|f| f.is_dir())
        .map(recording_in)
        .transpose()?;
    let recording = in_folder
        .as_deref()
        .or(args.what.as_deref().filter(|f| is_recording(f)));
    let mut open = None;
    let source = match recording {
        Some(file) => {
            let archive = Archive::open(file, args.media.as_deref(), open_media)?;
            ReplaySource::Recorded(Box::new(archive))
        }
        None => {
            let (name, publish) = venue(&args)?;
            let network = open_session(&args.network.over(publish))?;
            let Some(name) = found(&network, name, &stop)? else {
                return Ok(());
            };
            let limits = RingLimits {
                seconds: args.buffer_minutes * 60.0,
                bytes: RING_BYTES,
            };
            let live = LiveVenue::open(&network, &name, limits)?;
            open = Some(network);
            ReplaySource::Live(Box::new(live))
        }
    };
    let server = Server::start(
        source,
        args.field,
        args.buffer_minutes * 60.0,
        args.host,
        args.port,
    )?;
    writeln!(io::stderr(), "serving at {} ; Ctrl-C stops", server.url())?;
    while !stop.is_requested() {
        thread::sleep(LOOK_UP);
    }
    drop(server);
    drop(open);
    Ok(())
}

/// The recording in a folder.
///
/// # Errors
/// There is none, or more than one: they are listed.
fn recording_in(folder: &Path) -> Result<PathBuf> {
    let name = folder.display();
    let entries = fs::read_dir(folder).with_context(|| format!("{name}: cannot be read"))?;
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    found.retain(|path| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("mcap"))
    });
    found.sort();
    match &found[..] {
        [only] => Ok(only.clone()),
        [] => bail!(
            "{name}: there is no recording (*.mcap) in this folder: name a recording, or the venue file of a venue that is being tracked"
        ),
        several => {
            let names: Vec<String> = several.iter().map(|p| p.display().to_string()).collect();
            bail!(
                "{name}: there are {} recordings in this folder, name one: {}",
                names.len(),
                names.join(", ")
            )
        }
    }
}

fn is_recording(file: &Path) -> bool {
    !file
        .extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("toml"))
}

/// The venue's name, where it is known, and how to reach it.
fn venue(args: &ServeArgs) -> Result<(Option<String>, PublishOptions)> {
    if let Some(file) = &args.what {
        let VenueName { name, publish } = record::read(file)?;
        return Ok((Some(name), publish));
    }
    Ok((args.venue.clone(), PublishOptions::default()))
}

/// The name, or that of the first venue that is published; `None` when stopped while waiting.
fn found(network: &zenoh::Session, name: Option<String>, stop: &Stop) -> Result<Option<String>> {
    if name.is_some() {
        return Ok(name);
    }
    writeln!(
        io::stderr(),
        "waiting for a venue to be tracked on this host (--venue or a venue file names one)"
    )?;
    while !stop.is_requested() {
        if let Some(name) = find_venue(network)? {
            writeln!(io::stderr(), "venue \"{name}\"")?;
            return Ok(Some(name));
        }
        thread::sleep(LOOK_UP);
    }
    bail!("no venue is being tracked: is `trackside run` or `fuse` running, and reachable?")
}
