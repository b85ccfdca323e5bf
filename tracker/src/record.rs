//! Recordings: MCAP files of views and frames, with the rig that they were made with.
//!
//! `docs/reference/recording.md` says what is in them. A chunk is closed and handed to the operating system at least
//! every quarter second, so that a process that is killed loses less than a second.

mod scene;

pub use self::scene::{Picture, encode_picture, read_picture};

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use foxglove::Encode;
use foxglove::messages::CompressedImage;
use mcap::records::MessageHeader;
use mcap::{WriteOptions, Writer};
use trackside_calibration::Rig;
use trackside_schema::wire::{self, v1};
use trackside_schema::{Stream, Timestamp, TrackingFrame, View};

use crate::publish::Preamble;

/// The profile in the header of our recordings.
pub const PROFILE: &str = "trackside";
/// The topic of frames. Topics are keys without `trackside/v1/<venue>`.
pub const FRAME_TOPIC: &str = "/track/frame";
/// The topic of frames that are told once more, smoothed.
pub const SMOOTH_TOPIC: &str = "/track/smooth";
/// The topic of what happened.
pub const EVENT_TOPIC: &str = "/event";
/// The topic of a camera's views starts with this; its name follows.
pub const VIEW_TOPIC: &str = "/view/";
/// The topic of a camera's pictures starts with this; its name follows.
pub const PICTURE_TOPIC: &str = "/picture/";
/// The topic of the rig.
pub const RIG_TOPIC: &str = "/rig";
/// The topic of the match.
pub const MATCH_TOPIC: &str = "/match";
/// The topic of the frames as Foxglove draws them.
pub const SCENE_TOPIC: &str = "/scene";

/// The topic of the same as points, for viewers that draw no scenes.
pub const POINTS_TOPIC: &str = "/points";

/// How long what was recorded may stay in this process.
const FLUSH_EVERY: Duration = Duration::from_millis(250);
/// A chunk that grows to this is closed early.
const CHUNK_BYTES: u64 = 4 << 20;

/// What a recording holds, once it is finished.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Recorded {
    /// Frames.
    pub frames: u64,
    /// Frames that were told once more, smoothed.
    pub smooth: u64,
    /// Views.
    pub views: u64,
    /// From the first message to the last, s.
    pub seconds: f64,
}

/// Writes one recording. Dropped, it finishes the file as well as it can; [`Recorder::finish`] says whether it could.
pub struct Recorder {
    path: PathBuf,
    writer: Writer<BufWriter<File>>,
    rig: Rig,
    preamble: Preamble,
    channels: BTreeMap<String, u16>,
    span: Option<(Timestamp, Timestamp)>,
    flushed: Instant,
    bytes: Vec<u8>,
    drawn: Vec<u8>,
    refined: bool,
    recorded: Recorded,
}

impl Recorder {
    /// Starts a recording, replacing a file of that name.
    ///
    /// # Errors
    /// A path that cannot be written.
    pub fn create(path: &Path, venue: &str, session: &str, rig: &Rig) -> Result<Recorder> {
        Recorder::relay(path, Preamble::new(venue, session, rig, None))
    }

    /// As [`Recorder::create`], with rig and match as another session sent them.
    ///
    /// # Errors
    /// As [`Recorder::create`], and a rig that cannot be read.
    pub fn relay(path: &Path, preamble: Preamble) -> Result<Recorder> {
        let (rig, _) = preamble.read()?;
        let file = File::create(path)
            .with_context(|| format!("{}: cannot create the recording", path.display()))?;
        let mut recorder = Recorder {
            path: path.to_owned(),
            writer: (options().create(BufWriter::new(file))).map_err(|e| failed(path, e))?,
            rig,
            preamble,
            channels: BTreeMap::new(),
            span: None,
            flushed: Instant::now(),
            bytes: Vec::new(),
            drawn: Vec::new(),
            refined: false,
            recorded: Recorded::default(),
        };
        recorder.flush()?;
        Ok(recorder)
    }

    /// Records a frame, and how Foxglove draws it.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn frame(&mut self, frame: &TrackingFrame) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.bytes);
        wire::encode_frame(frame, &mut bytes);
        let written = self.write_frame(frame, &bytes);
        self.bytes = bytes;
        written
    }

    /// Records a frame as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::frame`], and bytes that are no frame.
    pub fn frame_as_sent(&mut self, bytes: &[u8]) -> Result<()> {
        self.write_frame(&wire::decode_frame(bytes)?, bytes)
    }

    fn write_frame(&mut self, frame: &TrackingFrame, bytes: &[u8]) -> Result<()> {
        self.at(frame.time)?;
        if frame.stream == Stream::Smooth {
            self.write(SMOOTH_TOPIC, "TrackingFrame", frame.time, bytes)?;
            self.recorded.smooth += 1;
            return self.flush_if_due();
        }
        self.refined |= frame.stream == Stream::Refined;
        self.write(FRAME_TOPIC, "TrackingFrame", frame.time, bytes)?;
        self.draw(SCENE_TOPIC, frame.time, &scene::update(frame))?;
        self.draw(POINTS_TOPIC, frame.time, &scene::points(frame))?;
        self.recorded.frames += 1;
        self.flush_if_due()
    }

    /// Records the rig that frames are made with from now on. The first stays: frames say which is theirs.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn rig(&mut self, rig: &Rig, time: Timestamp) -> Result<()> {
        self.at(time)?;
        let bytes = Preamble::new("", "", rig, None).rig;
        self.write(RIG_TOPIC, "Rig", time, &bytes)?;
        self.rig = rig.clone();
        self.draw_cameras(time)
    }

    /// Records what the camera of that name saw.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn view(&mut self, camera: &str, view: &View) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.bytes);
        wire::encode_view(view, camera, &mut bytes);
        let written = self.write_view(camera, view.stamp.mid_exposure, &bytes);
        self.bytes = bytes;
        written
    }

    /// Records a view as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::view`], and bytes that are no view.
    pub fn view_as_sent(&mut self, bytes: &[u8]) -> Result<()> {
        let (view, camera) = wire::decode_view(bytes)?;
        self.write_view(&camera, view.stamp.mid_exposure, bytes)
    }

    fn write_view(&mut self, camera: &str, time: Timestamp, bytes: &[u8]) -> Result<()> {
        self.at(time)?;
        self.write(&format!("{VIEW_TOPIC}{camera}"), "View", time, bytes)?;
        self.recorded.views += 1;
        self.flush_if_due()
    }

    /// Records a camera's picture, a `foxglove.CompressedImage`.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn picture(&mut self, camera: &str, time: Timestamp, bytes: &[u8]) -> Result<()> {
        self.at(time)?;
        let topic = format!("{PICTURE_TOPIC}{camera}");
        let channel = self.foxglove_channel::<CompressedImage>(&topic)?;
        put(&mut self.writer, channel, time, bytes).map_err(|e| failed(&self.path, e))?;
        self.flush_if_due()
    }

    /// Records what happened.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn event(&mut self, event: &v1::Event) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.bytes);
        wire::encode(event, &mut bytes);
        let written = self.write_event(event, &bytes);
        self.bytes = bytes;
        written
    }

    /// Records an event as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::event`], and bytes that are no event.
    pub fn event_as_sent(&mut self, bytes: &[u8]) -> Result<()> {
        self.write_event(&wire::decode(bytes)?, bytes)
    }

    fn write_event(&mut self, event: &v1::Event, bytes: &[u8]) -> Result<()> {
        let time = Timestamp(event.time_ns);
        self.at(time)?;
        self.write(EVENT_TOPIC, "Event", time, bytes)?;
        self.flush_if_due()
    }

    /// Hands what was recorded to the operating system where a quarter second has passed since the last time. Recording
    /// does it too; call it at least as often while nothing comes.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn flush_if_due(&mut self) -> Result<()> {
        if self.flushed.elapsed() < FLUSH_EVERY {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<()> {
        self.flushed = Instant::now();
        self.writer.flush().map_err(|e| failed(&self.path, e))
    }

    /// Closes the file, with its index.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<Recorded> {
        match self.span {
            Some((first, last)) => self.recorded.seconds = last.seconds_since(first),
            None => self.begin(Timestamp(0))?,
        }
        (self.writer.finish()).map_err(|e| failed(&self.path, e))?;
        Ok(self.recorded)
    }

    /// Comes before each message.
    fn at(&mut self, time: Timestamp) -> Result<()> {
        match &mut self.span {
            Some((first, last)) => (*first, *last) = ((*first).min(time), (*last).max(time)),
            None => {
                self.begin(time)?;
                self.span = Some((time, time));
            }
        }
        Ok(())
    }

    /// Rig, match and cameras, at the time of the first message.
    fn begin(&mut self, time: Timestamp) -> Result<()> {
        let Preamble { rig, match_ } = std::mem::take(&mut self.preamble);
        self.write(RIG_TOPIC, "Rig", time, &rig)?;
        self.write(MATCH_TOPIC, "Match", time, &match_)?;
        self.draw_cameras(time)?;
        self.flush()
    }

    fn draw_cameras(&mut self, time: Timestamp) -> Result<()> {
        for camera in self.rig.cameras().to_vec() {
            let topic = format!("/camera/{}", camera.name);
            self.draw(&topic, time, &scene::calibration(&camera, time))?;
            self.draw("/tf", time, &scene::transform(&camera, time))?;
        }
        Ok(())
    }

    fn write(&mut self, topic: &str, message: &str, time: Timestamp, bytes: &[u8]) -> Result<()> {
        let channel = match self.channels.get(topic) {
            Some(&id) => id,
            None => {
                let name = format!("trackside.v1.{message}");
                self.channel(topic, &name, wire::FILE_DESCRIPTOR_SET)?
            }
        };
        put(&mut self.writer, channel, time, bytes).map_err(|e| failed(&self.path, e))
    }

    fn draw<M: Encode>(&mut self, topic: &str, time: Timestamp, message: &M) -> Result<()> {
        let channel = self.foxglove_channel::<M>(topic)?;
        self.drawn.clear();
        (message.encode(&mut self.drawn)).map_err(|e| anyhow!("{topic}: {e}"))?;
        put(&mut self.writer, channel, time, &self.drawn).map_err(|e| failed(&self.path, e))
    }

    fn foxglove_channel<M: Encode>(&mut self, topic: &str) -> Result<u16> {
        if let Some(&id) = self.channels.get(topic) {
            return Ok(id);
        }
        let schema = M::get_schema().context("Foxglove's messages have schemas")?;
        self.channel(topic, &schema.name, &schema.data)
    }

    fn channel(&mut self, topic: &str, schema: &str, descriptors: &[u8]) -> Result<u16> {
        // For readers that choose a channel before they read it; every frame says it, too.
        let stream = match topic {
            FRAME_TOPIC if self.refined => Some(Stream::Refined),
            FRAME_TOPIC => Some(Stream::Live),
            SMOOTH_TOPIC => Some(Stream::Smooth),
            _ => None,
        };
        let stream = stream.map(|s| ("stream".to_owned(), s.name().to_owned()));
        let metadata: BTreeMap<_, _> = stream.into_iter().collect();
        let schema = self.writer.add_schema(schema, "protobuf", descriptors);
        let id = schema
            .and_then(|s| (self.writer).add_channel(s, topic, "protobuf", &metadata))
            .map_err(|e| failed(&self.path, e))?;
        self.channels.insert(topic.to_owned(), id);
        Ok(id)
    }
}

/// Chunks are put together in memory and written whole; readers need no more than the file's start to use the rest.
pub(crate) fn options() -> WriteOptions {
    WriteOptions::new()
        .profile(PROFILE)
        .library(concat!("trackside ", env!("CARGO_PKG_VERSION")))
        .compression(Some(mcap::Compression::Lz4))
        .chunk_size(Some(CHUNK_BYTES))
        .disable_seeking(true)
}

fn put(
    writer: &mut Writer<BufWriter<File>>,
    channel_id: u16,
    time: Timestamp,
    bytes: &[u8],
) -> mcap::McapResult<()> {
    // MCAP counts from 1970; what comes before is put there.
    let time = u64::try_from(time.0).unwrap_or(0);
    let header = MessageHeader {
        channel_id,
        sequence: 0,
        log_time: time,
        publish_time: time,
    };
    writer.write_to_known_channel(&header, bytes)
}

/// A failure to write, in words that name the file.
pub(crate) fn failed(path: &Path, error: mcap::McapError) -> anyhow::Error {
    let reason = match error {
        mcap::McapError::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => {
            "the disk is full".to_owned()
        }
        mcap::McapError::Io(e) => e.to_string(),
        other => other.to_string(),
    };
    let path = path.display();
    anyhow!(
        "{path}: cannot write the recording: {reason}; what was written before is kept, `trackside recover {path}` mends it"
    )
}
