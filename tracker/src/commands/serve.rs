//! `trackside serve`: a live venue or a recording in the browser.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use clap::Args;
use trackside_replay::{Archive, LiveVenue, RING_BYTES, ReplaySource, RingLimits, Server};
use trackside_sports::FieldName;
use trackside_transport::{PublishOptions, find_venue, open_session};

use super::record::{self, VenueName};
use super::replay::NetworkArgs;
use crate::media::open_media;
use crate::pipeline::Stop;
use crate::setup;

/// How long to wait before looking again for Ctrl-C.
const LOOK_UP: Duration = Duration::from_millis(100);

/// A live venue or a recording in the browser: watch, freeze, fly around, replay.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    trackside serve                            # whatever venue is being tracked on this host\n  \
    trackside serve venue.toml --buffer-minutes 10       # that venue, the last ten minutes ready for replay\n  \
    trackside serve game.mcap --port 8090      # a recording\n  \
    trackside serve game.mcap --media /videos  # whose videos were moved")]
pub struct ServeArgs {
    /// A venue file (its name and its `[publish]` section are used) or a recording.
    #[arg(value_name = "VENUE.toml|FILE.mcap")]
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
    /// How to reach those who publish.
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
    let recording = args.what.as_deref().filter(|f| is_recording(f));
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
