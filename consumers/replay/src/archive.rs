//! A recording as a source: any interval of it, and its images.

use std::path::Path;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use trackside_recording::{IndexedRecording, JpegImage, Recording, TimeSpan};
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::{Stream, Timestamp};

use crate::clip::Clip;
use crate::media::OpenMedia;
use crate::served_image::{MAX_DISTANCE_S, Nearest, ServedImage, find_nearest};
use crate::video_readers::VideoReaders;

/// A recording. If it was cut off or is still being written, the part that was complete when it was opened.
pub struct Archive {
    recording: IndexedRecording,
    header: SessionHeader,
    span: TimeSpan,
    events: Vec<v1::Event>,
    videos: VideoReaders,
}

impl Archive {
    /// Opens a recording, and reads its events. The media that it was made from are searched in the folder `media`, too,
    /// and opened with `open_media`.
    ///
    /// # Errors
    /// A file that is no recording, or has no frames.
    pub fn open(path: &Path, media: Option<&Path>, open_media: OpenMedia) -> Result<Archive> {
        let partial = Recording::open_partial(path)?;
        let recording = IndexedRecording::open(path)?;
        let rig = partial.rig();
        let cameras = rig.cameras().iter().cloned().zip(rig.clocks().to_vec());
        let media_of = &partial.match_message().media;
        Ok(Archive {
            videos: VideoReaders::new(cameras, media_of, media, open_media),
            header: partial.header().clone(),
            span: frames_span(&recording)?,
            events: read_events(&recording)?,
            recording,
        })
    }

    /// Rig and match as encoded.
    pub fn header(&self) -> &SessionHeader {
        &self.header
    }

    /// From the first frame to the last.
    pub fn span(&self) -> TimeSpan {
        self.span
    }

    /// The events of an interval, in the order of time.
    pub fn events(&self, span: TimeSpan) -> Vec<v1::Event> {
        let within = |e: &&v1::Event| span.contains(Timestamp(e.time_ns));
        self.events.iter().filter(within).cloned().collect()
    }

    /// The frames of an interval.
    ///
    /// # Errors
    /// The file cannot be read, or is damaged there.
    pub fn clip(&self, span: TimeSpan) -> Result<Clip> {
        let mut clip = Clip::default();
        let streams = [topics::FRAME, topics::SMOOTH];
        self.recording.read(&streams, span, |topic, time, bytes| {
            let stream = match topic {
                topics::SMOOTH => Stream::Smooth,
                _ => Stream::Live,
            };
            clip.insert(time, stream, Bytes::copy_from_slice(bytes));
            Ok(true)
        })?;
        Ok(clip)
    }

    /// Whether that camera has images.
    pub fn has_images(&self, camera: &str) -> bool {
        self.videos.has_images(camera)
            || (self.recording).has_topic(&format!("{}{camera}", topics::IMAGE))
    }

    /// The image of a camera that is nearest to an instant: decoded from the source medium if it exists, else as it was
    /// recorded.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn image(&self, camera: &str, time: Timestamp, width: Option<u32>) -> Result<ServedImage> {
        let view_topic = format!("{}{camera}", topics::VIEW);
        let view = self.nearest(&view_topic, time, |bytes| {
            Ok(wire::decode_view(bytes)?.0.frame_index)
        })?;
        let mut decode_error = None;
        if let Some(view) = view {
            match self.videos.image(camera, &view, width) {
                Ok(Some(jpeg)) => return Ok(ServedImage::original(&view, jpeg)),
                Ok(None) => {}
                Err(error) => decode_error = Some(error),
            }
        }
        let image_topic = format!("{}{camera}", topics::IMAGE);
        let recorded = self.nearest(&image_topic, time, |bytes| {
            Ok(JpegImage::decode(bytes)?.jpeg)
        })?;
        match (recorded, decode_error) {
            (Some(nearest), _) => Ok(ServedImage::recorded(nearest)),
            (None, Some(error)) => Err(error),
            (None, None) if self.has_images(camera) => {
                bail!("camera \"{camera}\" has no image within {MAX_DISTANCE_S} s of {time}")
            }
            (None, None) => bail!(
                "camera \"{camera}\" has no images: the recording was made neither from files nor with --images"
            ),
        }
    }

    /// The message of a topic that is nearest to an instant.
    fn nearest<T>(
        &self,
        topic: &str,
        time: Timestamp,
        decode: impl Fn(&[u8]) -> Result<T>,
    ) -> Result<Option<Nearest<T>>> {
        let mut messages: Vec<(Timestamp, Vec<u8>)> = Vec::new();
        let span = TimeSpan {
            first: time.plus_seconds(-MAX_DISTANCE_S),
            last: time.plus_seconds(MAX_DISTANCE_S),
        };
        // The second one after `time` bounds how long the first one is the nearest.
        let mut after = 0;
        self.recording.read(&[topic], span, |_, at, bytes| {
            messages.push((at, bytes.to_vec()));
            after += u32::from(at >= time);
            Ok(after < 2)
        })?;
        messages.sort_by_key(|(at, _)| *at);
        let Some(nearest) = find_nearest(time, messages) else {
            return Ok(None);
        };
        let path = self.recording.path().display();
        let at = || format!("{path}: {topic} at {}", nearest.time);
        Ok(Some(Nearest {
            time: nearest.time,
            from: nearest.from,
            until: nearest.until,
            item: decode(&nearest.item).with_context(at)?,
        }))
    }
}

/// Frames have times of their own: views may lie before the first and after the last.
fn frames_span(recording: &IndexedRecording) -> Result<TimeSpan> {
    let name = recording.path().display();
    let (mut first, mut last) = (None, None);
    recording.read(&[topics::FRAME], TimeSpan::ALL, |_, time, _| {
        first = Some(time);
        Ok(false)
    })?;
    // The last frame lies in the last seconds of the recording, or nearly so; else all of it is searched.
    let near_end = (recording.end_time()).map(|end| Timestamp(end.0.saturating_sub(2_000_000_000)));
    for from in near_end.into_iter().chain([Timestamp(0)]) {
        let span = TimeSpan {
            first: from,
            ..TimeSpan::ALL
        };
        recording.read(&[topics::FRAME], span, |_, time, _| {
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
    Ok(TimeSpan { first, last })
}

fn read_events(recording: &IndexedRecording) -> Result<Vec<v1::Event>> {
    let name = recording.path().display();
    let mut events = Vec::new();
    recording.read(&[topics::EVENT], TimeSpan::ALL, |_, time, bytes| {
        let event = wire::decode::<v1::Event>(bytes);
        events.push(event.with_context(|| format!("{name}: the event at {time}"))?);
        Ok(true)
    })?;
    events.sort_by_key(|e| e.time_ns);
    Ok(events)
}
