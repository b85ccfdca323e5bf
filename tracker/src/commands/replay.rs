//! `trackside replay`: publish a recording again with its own timing.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use trackside_recording::{RecordedMessage, Recording};
use trackside_schema::Timestamp;
use trackside_schema::wire::topics;
use trackside_transport::{Delivery, PublishOptions, Publisher, ViewSender, open_session};
use zenoh::Session;

use crate::progress;
use crate::setup;

/// Publish a recording again with its own timing.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trackside replay out.mcap --speed 0.5 --loop")]
pub struct ReplayArgs {
    /// The recording.
    pub file: PathBuf,
    /// How many times faster than it was.
    #[arg(long, default_value_t = 1.0)]
    pub speed: f64,
    /// Start again at the end, until stopped.
    #[arg(long = "loop")]
    pub repeat: bool,
    /// The venue's name in keys; by default the recorded one.
    #[arg(long)]
    pub venue: Option<String>,
    /// How to reach listeners.
    #[command(flatten)]
    pub network: NetworkArgs,
}

/// The network options of the command line.
#[derive(Debug, Default, Args)]
pub struct NetworkArgs {
    /// Zenoh endpoint to listen on (default: tcp/127.0.0.1:7447, this host alone).
    #[arg(long, value_name = "ENDPOINT")]
    pub listen: Vec<String>,
    /// Zenoh endpoint to connect to.
    #[arg(long, value_name = "ENDPOINT")]
    pub connect: Vec<String>,
    /// Find others on the local network by multicast.
    #[arg(long)]
    pub multicast: bool,
}

impl NetworkArgs {
    /// `options`, changed by those that were given.
    pub fn over(&self, mut options: PublishOptions) -> PublishOptions {
        if !self.listen.is_empty() {
            options.listen.clone_from(&self.listen);
        }
        options.connect.extend(self.connect.iter().cloned());
        options.multicast |= self.multicast;
        options
    }
}

/// Runs the command.
pub fn run(args: ReplayArgs) -> Result<()> {
    if !(args.speed.is_finite() && args.speed > 0.0) {
        bail!("--speed {}: a speed is above 0, e.g. 0.5 or 2", args.speed);
    }
    let recording = Recording::open(&args.file)?;
    let venue = (args.venue.clone()).unwrap_or_else(|| recording.match_message().venue.clone());
    let network = open_session(&args.network.over(PublishOptions::default()))?;
    eprintln!(
        "publishing {} on trackside/v1/{venue}/… ; Ctrl-C stops",
        args.file.display()
    );
    setup::refuse_second_venue(&network, &venue, "--venue publishes this one under another")?;
    let mut replay = Replay::open(&network, &venue, &recording)?;
    loop {
        let progress = progress::counter("frames published");
        let mut schedule = Schedule::new(args.speed);
        for message in recording.messages()? {
            let message = message?;
            thread::sleep(schedule.until(message.time));
            progress.inc(u64::from(replay.send(&message)?));
        }
        progress.finish();
        if !args.repeat {
            return Ok(());
        }
    }
}

/// Publishes recorded messages, byte for byte.
pub struct Replay {
    network: Session,
    venue: String,
    publisher: Publisher,
    cameras: BTreeMap<String, ViewSender>,
}

impl Replay {
    /// Publishes rig and match.
    ///
    /// # Errors
    /// A venue name that cannot be part of a key.
    pub fn open(network: &Session, venue: &str, recording: &Recording) -> Result<Replay> {
        Ok(Replay {
            network: network.clone(),
            venue: venue.to_owned(),
            publisher: Publisher::open(network, venue, "replay", recording.header())?.with_images(
                network,
                venue,
                &recording.match_message().cameras,
            )?,
            cameras: BTreeMap::new(),
        })
    }

    /// Publishes one message; returns whether it was a frame. Drawings are not sent.
    ///
    /// # Errors
    /// A message that cannot be read.
    pub fn send(&mut self, message: &RecordedMessage) -> Result<bool> {
        match message.topic.as_str() {
            topic @ (topics::FRAME | topics::SMOOTH) => {
                self.publisher.publish_encoded_frame(&message.bytes)?;
                return Ok(topic == topics::FRAME);
            }
            topics::EVENT => self.publisher.publish_encoded_event(&message.bytes),
            _ => {}
        }
        if let Some(camera) = message.topic.strip_prefix(topics::IMAGE) {
            self.publisher.publish_image(camera, &message.bytes);
        }
        if let Some(camera) = message.topic.strip_prefix(topics::VIEW) {
            if !self.cameras.contains_key(camera) {
                let sender =
                    ViewSender::open(&self.network, &self.venue, camera, Delivery::BestEffort)?;
                self.cameras.insert(camera.to_owned(), sender);
            }
            if let Some(sender) = self.cameras.get_mut(camera) {
                sender.send_encoded(&message.bytes)?;
            }
        }
        Ok(false)
    }
}

/// When a message is due: as long after the first as it was, divided by the speed.
struct Schedule {
    speed: f64,
    start: Option<(Instant, Timestamp)>,
}

impl Schedule {
    fn new(speed: f64) -> Schedule {
        Schedule { speed, start: None }
    }

    fn until(&mut self, time: Timestamp) -> Duration {
        let (began, first) = *self.start.get_or_insert_with(|| (Instant::now(), time));
        let due = time.seconds_since(first).max(0.0) / self.speed;
        // A gap that overflows a Duration is never waited out.
        let due = Duration::try_from_secs_f64(due).unwrap_or(Duration::MAX);
        due.saturating_sub(began.elapsed())
    }
}
