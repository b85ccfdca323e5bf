//! Any interval of a recording, through its index.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use bytes::Bytes;
use mcap::Summary;
use mcap::sans_io::indexed_reader::{IndexedReadEvent, IndexedReader, IndexedReaderOptions};
use trackside_schema::Timestamp;
use trackside_schema::wire::{self, v1};

use super::SMOOTH;
use super::clip::{Clip, Span};
use super::index;
use super::pictures::{Films, NEAR_S, Near, Shown, nearest};
use crate::publish::Preamble;
use crate::record::{EVENT_TOPIC, FRAME_TOPIC, PICTURE_TOPIC, VIEW_TOPIC, read_picture};
use crate::recording::{self, Recording};

/// A recording. Of one that was cut off, or is still being made: what was whole of it when it was opened.
#[derive(Debug)]
pub struct Archive {
    path: PathBuf,
    summary: Summary,
    preamble: Preamble,
    span: Span,
    events: Vec<v1::Event>,
    films: Films,
}

impl Archive {
    /// Opens a recording, and reads what happened in it. The files that it was made from are looked for in the folder
    /// `media`, too.
    ///
    /// # Errors
    /// A file that is no recording, or has no frames.
    pub fn open(path: &Path, media: Option<&Path>) -> Result<Archive> {
        let name = path.display();
        let recording = Recording::begun(path)?;
        let summary = match recording::is_finished(path)? {
            true => index::written(path),
            false => {
                tracing::warn!(
                    "{name}: it was cut off, or is still being made: what is there now is served"
                );
                index::found(path)
            }
        };
        let summary = summary.with_context(|| format!("{name}: its index"))?;
        let rig = recording.rig();
        let cameras = rig.cameras().iter().cloned().zip(rig.clocks().to_vec());
        let films = Films::new(cameras, &recording.session().media, media);
        let mut archive = Archive {
            films,
            path: path.to_owned(),
            summary,
            preamble: recording.preamble().clone(),
            span: Span {
                first: Timestamp(0),
                last: Timestamp(i64::MAX),
            },
            events: Vec::new(),
        };
        archive.span = archive.frames_span()?;
        archive.events = archive.read_events()?;
        Ok(archive)
    }

    /// Rig and match, byte for byte.
    pub fn preamble(&self) -> &Preamble {
        &self.preamble
    }

    /// From the first frame to the last.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What happened in an interval, in the order of time.
    pub fn events(&self, span: Span) -> Vec<v1::Event> {
        let within = |e: &&v1::Event| (span.first.0..=span.last.0).contains(&e.time_ns);
        self.events.iter().filter(within).cloned().collect()
    }

    /// The frames of an interval.
    ///
    /// # Errors
    /// The file cannot be read, or is damaged there.
    pub fn clip(&self, span: Span) -> Result<Clip> {
        let smooth = format!("/{SMOOTH}");
        let mut clip = Clip::default();
        self.read(&[FRAME_TOPIC, &smooth], span, |topic, time, bytes| {
            clip.push(time, topic == smooth, Bytes::copy_from_slice(bytes));
            Ok(true)
        })?;
        Ok(clip)
    }

    /// Whether there are pictures of that camera.
    pub fn has_pictures(&self, camera: &str) -> bool {
        self.films.has(camera) || self.has_topic(&format!("{PICTURE_TOPIC}{camera}"))
    }

    /// The picture of a camera that is nearest to an instant: made from the file that was recorded from where that is
    /// there, else as it was recorded.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn picture(&self, camera: &str, time: Timestamp, width: Option<u32>) -> Result<Shown> {
        let view = self.near(&format!("{VIEW_TOPIC}{camera}"), time, |bytes| {
            Ok(wire::decode_view(bytes)?.0.frame_index)
        })?;
        let mut failed = None;
        if let Some(view) = view {
            match self.films.picture(camera, &view, width) {
                Ok(Some(jpeg)) => return Ok(Shown::made(&view, jpeg)),
                Ok(None) => {}
                Err(error) => failed = Some(error),
            }
        }
        let recorded = self.near(&format!("{PICTURE_TOPIC}{camera}"), time, |bytes| {
            Ok(read_picture(bytes)?.jpeg)
        })?;
        match (recorded, failed) {
            (Some(near), _) => Ok(Shown::recorded(near)),
            (None, Some(error)) => Err(error),
            (None, None) if self.has_pictures(camera) => {
                bail!("camera \"{camera}\" has no picture within {NEAR_S} s of {time}")
            }
            (None, None) => bail!(
                "camera \"{camera}\" has no pictures: the recording was made neither from files nor with --pictures"
            ),
        }
    }

    /// The message of a topic that is nearest to an instant.
    fn near<T>(
        &self,
        topic: &str,
        time: Timestamp,
        read: impl Fn(&[u8]) -> Result<T>,
    ) -> Result<Option<Near<T>>> {
        let mut all: Vec<(Timestamp, Vec<u8>)> = Vec::new();
        let span = Span {
            first: time.plus_seconds(-NEAR_S),
            last: time.plus_seconds(NEAR_S),
        };
        // The second one after it tells how long the first one is the nearest.
        let mut after = 0;
        self.read(&[topic], span, |_, at, bytes| {
            all.push((at, bytes.to_vec()));
            after += u32::from(at >= time);
            Ok(after < 2)
        })?;
        all.sort_by_key(|(at, _)| *at);
        let Some(near) = nearest(time, all) else {
            return Ok(None);
        };
        let at = || format!("{}: {topic} at {}", self.path.display(), near.time);
        Ok(Some(Near {
            time: near.time,
            from: near.from,
            until: near.until,
            what: read(&near.what).with_context(at)?,
        }))
    }

    fn has_topic(&self, topic: &str) -> bool {
        self.summary.channels.values().any(|c| c.topic == topic)
    }

    /// Frames have times of their own: views may lie before the first and after the last.
    fn frames_span(&self) -> Result<Span> {
        let name = self.path.display();
        let (mut first, mut last) = (None, None);
        self.read(&[FRAME_TOPIC], self.span, |_, time, _| {
            first = Some(time);
            Ok(false)
        })?;
        // The last frame lies in the last second of the recording, or nearly so; else all of it is looked through.
        let end = self.summary.stats.as_ref().map(|s| s.message_end_time);
        let end = end.and_then(|end| i64::try_from(end).ok());
        let near = end.map(|end| Timestamp(end.saturating_sub(2_000_000_000)));
        for from in near.into_iter().chain([Timestamp(0)]) {
            let span = Span {
                first: from,
                ..self.span
            };
            self.read(&[FRAME_TOPIC], span, |_, time, _| {
                last = last.max(Some(time));
                Ok(true)
            })?;
            if last.is_some() {
                break;
            }
        }
        let (first, last) = first
            .zip(last)
            .with_context(|| format!("{name}: it has no frames"))?;
        Ok(Span { first, last })
    }

    fn read_events(&self) -> Result<Vec<v1::Event>> {
        let name = self.path.display();
        let mut events = Vec::new();
        let all = Span {
            first: Timestamp(0),
            last: Timestamp(i64::MAX),
        };
        self.read(&[EVENT_TOPIC], all, |_, time, bytes| {
            let event = wire::decode::<v1::Event>(bytes);
            events.push(event.with_context(|| format!("{name}: the event at {time}"))?);
            Ok(true)
        })?;
        events.sort_by_key(|e| e.time_ns);
        Ok(events)
    }

    /// Gives every message of the topics in the interval, in the order of time, until `take` has enough.
    fn read(
        &self,
        topics: &[&str],
        span: Span,
        mut take: impl FnMut(&str, Timestamp, &[u8]) -> Result<bool>,
    ) -> Result<()> {
        // The reader takes topics of which the recording has none for all topics.
        if !topics.iter().any(|topic| self.has_topic(topic)) {
            return Ok(());
        }
        let name = self.path.display();
        let damaged = |e: mcap::McapError| {
            anyhow!("{name}: damaged: {e}; `trackside recover {name}` saves what can be read")
        };
        let mut file =
            File::open(&self.path).with_context(|| format!("{name}: cannot open the recording"))?;
        let from = u64::try_from(span.first.0).unwrap_or(0);
        let to = u64::try_from(span.last.0).unwrap_or(0).saturating_add(1);
        let options = IndexedReaderOptions::new()
            .include_topics(topics.iter().copied())
            .starting_at(from)
            .ending_before(to);
        let mut reader =
            IndexedReader::new_with_options(&self.summary, options).map_err(damaged)?;
        let mut chunk = Vec::new();
        while let Some(event) = reader.next_event() {
            match event.map_err(damaged)? {
                IndexedReadEvent::ReadChunkRequest { offset, length } => {
                    let length_in_file = file.metadata().map_or(0, |m| m.len());
                    ensure!(
                        offset.saturating_add(length as u64) <= length_in_file,
                        "{name}: its index points beyond its end; `trackside recover {name}` saves what can be read"
                    );
                    chunk.resize(length, 0);
                    (file.seek(SeekFrom::Start(offset)))
                        .and_then(|_| file.read_exact(&mut chunk))
                        .with_context(|| format!("{name}: cannot be read"))?;
                    reader
                        .insert_chunk_record_data(offset, &chunk)
                        .map_err(damaged)?;
                }
                IndexedReadEvent::Message { header, data } => {
                    let channel = self.summary.channels.get(&header.channel_id);
                    let topic = channel.map_or("", |c| c.topic.as_str());
                    let time = Timestamp(i64::try_from(header.log_time).unwrap_or(i64::MAX));
                    if !take(topic, time, data)? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }
}
