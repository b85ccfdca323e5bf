//! Writes recordings.

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
use trackside_calibration::{Rig, rig_file};
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::{Stream, Timestamp, TrackingFrame, View};

use crate::jpeg_image::JpegImage;
use crate::scene;

/// The profile in the header of our recordings.
pub const PROFILE: &str = "trackside";

/// How long recorded messages may stay in this process.
const FLUSH_PERIOD: Duration = Duration::from_millis(250);
/// A chunk that grows to this is closed early.
const CHUNK_BYTES: u64 = 4 << 20;

/// What a finished recording holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RecordedCounts {
    /// Frames.
    pub frames: u64,
    /// Smooth frames.
    pub smooth_frames: u64,
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
    header: SessionHeader,
    channels: BTreeMap<String, u16>,
    span: Option<(Timestamp, Timestamp)>,
    flushed: Instant,
    buffer: Vec<u8>,
    foxglove_buffer: Vec<u8>,
    has_refined_frames: bool,
    counts: RecordedCounts,
}

impl Recorder {
    /// Starts a recording, replacing a file of that name.
    ///
    /// # Errors
    /// A path that cannot be written; a header without a rig.
    pub fn create(path: &Path, header: SessionHeader) -> Result<Recorder> {
        let rig = rig_file::from_message(&header.decode()?.0)?;
        let file = File::create(path)
            .with_context(|| format!("{}: cannot create the recording", path.display()))?;
        let mut recorder = Recorder {
            path: path.to_owned(),
            writer: (write_options().create(BufWriter::new(file)))
                .map_err(|e| write_error(path, e))?,
            rig,
            header,
            channels: BTreeMap::new(),
            span: None,
            flushed: Instant::now(),
            buffer: Vec::new(),
            foxglove_buffer: Vec::new(),
            has_refined_frames: false,
            counts: RecordedCounts::default(),
        };
        recorder.flush()?;
        Ok(recorder)
    }

    /// Writes a frame, and how Foxglove draws it.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn write_frame(&mut self, frame: &TrackingFrame) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.buffer);
        wire::encode_frame(frame, &mut bytes);
        let written = self.put_frame(frame, &bytes);
        self.buffer = bytes;
        written
    }

    /// Writes a frame as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::write_frame`], and bytes that are no frame.
    pub fn write_encoded_frame(&mut self, bytes: &[u8]) -> Result<()> {
        self.put_frame(&wire::decode_frame(bytes)?, bytes)
    }

    fn put_frame(&mut self, frame: &TrackingFrame, bytes: &[u8]) -> Result<()> {
        self.extend_span(frame.time)?;
        if frame.stream == Stream::Smooth {
            self.put(topics::SMOOTH, "TrackingFrame", frame.time, bytes)?;
            self.counts.smooth_frames += 1;
            return self.flush_if_due();
        }
        self.has_refined_frames |= frame.stream == Stream::Refined;
        self.put(topics::FRAME, "TrackingFrame", frame.time, bytes)?;
        self.put_foxglove(topics::SCENE, frame.time, &scene::scene_of(frame))?;
        self.put_foxglove(topics::POINTS, frame.time, &scene::points_of(frame))?;
        self.counts.frames += 1;
        self.flush_if_due()
    }

    /// Writes the rig of the frames that follow. The first stays: every frame names its rig.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn write_rig(&mut self, rig: &Rig, time: Timestamp) -> Result<()> {
        self.extend_span(time)?;
        let mut bytes = Vec::new();
        wire::encode(&rig_file::to_message(rig), &mut bytes);
        self.put(topics::RIG, "Rig", time, &bytes)?;
        self.rig = rig.clone();
        self.put_cameras(time)
    }

    /// Writes a view of the camera of that name.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn write_view(&mut self, camera: &str, view: &View) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.buffer);
        wire::encode_view(view, camera, &mut bytes);
        let written = self.put_view(camera, view.stamp.mid_exposure, &bytes);
        self.buffer = bytes;
        written
    }

    /// Writes a view as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::write_view`], and bytes that are no view.
    pub fn write_encoded_view(&mut self, bytes: &[u8]) -> Result<()> {
        let (view, camera) = wire::decode_view(bytes)?;
        self.put_view(&camera, view.stamp.mid_exposure, bytes)
    }

    fn put_view(&mut self, camera: &str, time: Timestamp, bytes: &[u8]) -> Result<()> {
        self.extend_span(time)?;
        self.put(&format!("{}{camera}", topics::VIEW), "View", time, bytes)?;
        self.counts.views += 1;
        self.flush_if_due()
    }

    /// Writes a camera's image.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn write_image(&mut self, image: &JpegImage) -> Result<()> {
        self.put_image(&image.camera, image.time, &image.encode())
    }

    /// Writes an image as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::write_image`], and bytes that are no image.
    pub fn write_encoded_image(&mut self, bytes: &[u8]) -> Result<()> {
        let image = JpegImage::decode(bytes)?;
        self.put_image(&image.camera, image.time, bytes)
    }

    fn put_image(&mut self, camera: &str, time: Timestamp, bytes: &[u8]) -> Result<()> {
        self.extend_span(time)?;
        let topic = format!("{}{camera}", topics::IMAGE);
        let channel = self.foxglove_channel::<CompressedImage>(&topic)?;
        write_message(&mut self.writer, channel, time, bytes)
            .map_err(|e| write_error(&self.path, e))?;
        self.flush_if_due()
    }

    /// Writes an event.
    ///
    /// # Errors
    /// The file cannot be written, e.g. because the disk is full.
    pub fn write_event(&mut self, event: &v1::Event) -> Result<()> {
        let mut bytes = std::mem::take(&mut self.buffer);
        wire::encode(event, &mut bytes);
        let written = self.put_event(event, &bytes);
        self.buffer = bytes;
        written
    }

    /// Writes an event as it came over the wire, byte for byte.
    ///
    /// # Errors
    /// As [`Recorder::write_event`], and bytes that are no event.
    pub fn write_encoded_event(&mut self, bytes: &[u8]) -> Result<()> {
        self.put_event(&wire::decode(bytes)?, bytes)
    }

    fn put_event(&mut self, event: &v1::Event, bytes: &[u8]) -> Result<()> {
        let time = Timestamp(event.time_ns);
        self.extend_span(time)?;
        self.put(topics::EVENT, "Event", time, bytes)?;
        self.flush_if_due()
    }

    /// Hands recorded messages to the operating system if a quarter second has passed since the last time. Writing a
    /// message includes it; call it at least as often while there are none.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn flush_if_due(&mut self) -> Result<()> {
        if self.flushed.elapsed() < FLUSH_PERIOD {
            return Ok(());
        }
        self.flush()
    }

    fn flush(&mut self) -> Result<()> {
        self.flushed = Instant::now();
        self.writer.flush().map_err(|e| write_error(&self.path, e))
    }

    /// Closes the file, with its index.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<RecordedCounts> {
        match self.span {
            Some((first, last)) => self.counts.seconds = last.seconds_since(first),
            None => self.write_header(Timestamp(0))?,
        }
        (self.writer.finish()).map_err(|e| write_error(&self.path, e))?;
        Ok(self.counts)
    }

    /// Notes the time of a message; before the first one, writes the header.
    fn extend_span(&mut self, time: Timestamp) -> Result<()> {
        match &mut self.span {
            Some((first, last)) => (*first, *last) = ((*first).min(time), (*last).max(time)),
            None => {
                self.write_header(time)?;
                self.span = Some((time, time));
            }
        }
        Ok(())
    }

    /// Writes rig, match and cameras, at the time of the first message.
    fn write_header(&mut self, time: Timestamp) -> Result<()> {
        let SessionHeader { rig, match_ } = std::mem::take(&mut self.header);
        self.put(topics::RIG, "Rig", time, &rig)?;
        self.put(topics::MATCH, "Match", time, &match_)?;
        self.put_cameras(time)?;
        self.flush()
    }

    fn put_cameras(&mut self, time: Timestamp) -> Result<()> {
        for camera in self.rig.cameras().to_vec() {
            let topic = format!("{}{}", topics::CAMERA, camera.name);
            self.put_foxglove(&topic, time, &scene::intrinsics_of(&camera, time))?;
            self.put_foxglove(topics::TRANSFORM, time, &scene::pose_of(&camera, time))?;
        }
        Ok(())
    }

    fn put(&mut self, topic: &str, message: &str, time: Timestamp, bytes: &[u8]) -> Result<()> {
        let channel = match self.channels.get(topic) {
            Some(&id) => id,
            None => {
                let name = format!("trackside.v1.{message}");
                self.channel(topic, &name, wire::FILE_DESCRIPTOR_SET)?
            }
        };
        write_message(&mut self.writer, channel, time, bytes)
            .map_err(|e| write_error(&self.path, e))
    }

    fn put_foxglove<M: Encode>(&mut self, topic: &str, time: Timestamp, message: &M) -> Result<()> {
        let channel = self.foxglove_channel::<M>(topic)?;
        self.foxglove_buffer.clear();
        (message.encode(&mut self.foxglove_buffer)).map_err(|e| anyhow!("{topic}: {e}"))?;
        write_message(&mut self.writer, channel, time, &self.foxglove_buffer)
            .map_err(|e| write_error(&self.path, e))
    }

    fn foxglove_channel<M: Encode>(&mut self, topic: &str) -> Result<u16> {
        if let Some(&id) = self.channels.get(topic) {
            return Ok(id);
        }
        let schema = M::get_schema().context("Foxglove's messages have schemas")?;
        self.channel(topic, &schema.name, &schema.data)
    }

    fn channel(&mut self, topic: &str, schema: &str, descriptors: &[u8]) -> Result<u16> {
        // For readers that choose a channel by its metadata; every frame names its stream, too.
        let stream = match topic {
            topics::FRAME if self.has_refined_frames => Some(Stream::Refined),
            topics::FRAME => Some(Stream::Live),
            topics::SMOOTH => Some(Stream::Smooth),
            _ => None,
        };
        let stream = stream.map(|s| ("stream".to_owned(), s.name().to_owned()));
        let metadata: BTreeMap<_, _> = stream.into_iter().collect();
        let schema = self.writer.add_schema(schema, "protobuf", descriptors);
        let id = schema
            .and_then(|s| (self.writer).add_channel(s, topic, "protobuf", &metadata))
            .map_err(|e| write_error(&self.path, e))?;
        self.channels.insert(topic.to_owned(), id);
        Ok(id)
    }
}

/// Chunks are built in memory and written whole: readers of a file without its end can use every chunk before it.
pub(crate) fn write_options() -> WriteOptions {
    WriteOptions::new()
        .profile(PROFILE)
        .library(concat!("trackside ", env!("CARGO_PKG_VERSION")))
        .compression(Some(mcap::Compression::Lz4))
        .chunk_size(Some(CHUNK_BYTES))
        .disable_seeking(true)
}

/// Writes one message to a channel.
fn write_message(
    writer: &mut Writer<BufWriter<File>>,
    channel_id: u16,
    time: Timestamp,
    bytes: &[u8],
) -> mcap::McapResult<()> {
    // MCAP counts from 1970; earlier times are written as 1970.
    let time = u64::try_from(time.0).unwrap_or(0);
    let header = MessageHeader {
        channel_id,
        sequence: 0,
        log_time: time,
        publish_time: time,
    };
    writer.write_to_known_channel(&header, bytes)
}

/// The error of a failed write, naming the file.
pub(crate) fn write_error(path: &Path, error: mcap::McapError) -> anyhow::Error {
    let reason = match error {
        mcap::McapError::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => {
            "the disk is full".to_owned()
        }
        mcap::McapError::Io(e) => e.to_string(),
        other => other.to_string(),
    };
    let path = path.display();
    anyhow!(
        "{path}: cannot write the recording: {reason}; what was written before is kept, `trackside recover {path}` repairs it"
    )
}
