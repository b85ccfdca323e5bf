//! Reads recordings in the order of recording.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use mcap::io::MessageReader;
use mcap::sans_io::LinearReaderOptions;
use trackside_calibration::{Rig, rig_file};
use trackside_schema::wire::{self, SessionHeader, topics, v1};
use trackside_schema::{Stream, Timestamp, TrackingFrame, View};

/// One message as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMessage {
    /// One of [`topics`].
    pub topic: String,
    /// The time of the frame, view, image or event.
    pub time: Timestamp,
    /// The message as encoded.
    pub bytes: Vec<u8>,
}

/// A recording.
#[derive(Debug)]
pub struct Recording {
    path: PathBuf,
    header: SessionHeader,
    rig: Rig,
    match_: v1::Match,
}

impl Recording {
    /// Opens a recording and reads its rig.
    ///
    /// # Errors
    /// A file that is not there, that is no MCAP file, that was not finished, or that has no rig.
    pub fn open(path: &Path) -> Result<Recording> {
        let name = path.display();
        if !is_finished(path)? {
            bail!("{name}: the recording is cut off: repair it with `trackside recover {name}`");
        }
        Recording::open_partial(path)
    }

    /// As [`Recording::open`], also where the recording was cut off or is still being made. Its messages then end with an
    /// error.
    ///
    /// # Errors
    /// A file that is not there, that is no MCAP file, or that has no rig.
    pub fn open_partial(path: &Path) -> Result<Recording> {
        let name = path.display();
        is_finished(path)?;
        let mut header = SessionHeader::default();
        for message in messages(path)? {
            let message = message?;
            match message.topic.as_str() {
                topics::RIG => header.rig = message.bytes,
                topics::MATCH => header.match_ = message.bytes,
                _ => {}
            }
            if header.is_complete() {
                break;
            }
        }
        if !header.is_complete() {
            bail!(
                "{name}: an MCAP file, but not a recording of Trackside: it has no rig or no match"
            );
        }
        let (rig, match_) = header.decode().with_context(|| name.to_string())?;
        let rig = rig_file::from_message(&rig).with_context(|| name.to_string())?;
        Ok(Recording {
            path: path.to_owned(),
            header,
            rig,
            match_,
        })
    }

    /// The rig that it was made with.
    pub fn rig(&self) -> &Rig {
        &self.rig
    }

    /// The venue, the session and the cameras.
    pub fn match_message(&self) -> &v1::Match {
        &self.match_
    }

    /// Rig and match as encoded.
    pub fn header(&self) -> &SessionHeader {
        &self.header
    }

    /// Every message, in the order of recording.
    ///
    /// # Errors
    /// The file cannot be read. Items: a message that cannot be read.
    pub fn messages(&self) -> Result<impl Iterator<Item = Result<RecordedMessage>> + use<>> {
        messages(&self.path)
    }

    /// The frames, in the order of recording.
    ///
    /// # Errors
    /// The file cannot be read. Items: a frame that cannot be read.
    pub fn frames(&self) -> Result<impl Iterator<Item = Result<TrackingFrame>> + use<>> {
        self.frames_on(topics::FRAME)
    }

    /// The frames of one stream, in the order of recording. A recording has live or refined frames, not both.
    ///
    /// # Errors
    /// As [`Recording::frames`]; smooth frames where there are none.
    pub fn frames_of(
        &self,
        stream: Stream,
    ) -> Result<impl Iterator<Item = Result<TrackingFrame>> + use<>> {
        let mut frames = self
            .frames_on(match stream {
                Stream::Live | Stream::Refined => topics::FRAME,
                Stream::Smooth => topics::SMOOTH,
            })?
            .peekable();
        if stream == Stream::Smooth && frames.peek().is_none() {
            bail!(
                "{}: it has no smooth frames: it is refined, or was made with smooth_lag_s = 0 or before there were any",
                self.path.display()
            );
        }
        Ok(frames)
    }

    fn frames_on(
        &self,
        topic: &'static str,
    ) -> Result<impl Iterator<Item = Result<TrackingFrame>> + use<>> {
        let path = self.path.clone();
        let frame = move |m: RecordedMessage| {
            let at = || format!("{}: the frame at {}", path.display(), m.time);
            wire::decode_frame(&m.bytes).with_context(at)
        };
        Ok(messages(&self.path)?.filter_map(move |m| match m {
            Ok(m) if m.topic == topic => Some(frame(m)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        }))
    }

    /// The views and their cameras' names, in the order of recording.
    ///
    /// # Errors
    /// The file cannot be read. Items: a view that cannot be read.
    pub fn views(&self) -> Result<impl Iterator<Item = Result<(String, View)>> + use<>> {
        let path = self.path.clone();
        let view = move |m: RecordedMessage| {
            let at = || format!("{}: {} at {}", path.display(), m.topic, m.time);
            let (view, camera) = wire::decode_view(&m.bytes).with_context(at)?;
            Ok((camera, view))
        };
        Ok(messages(&self.path)?.filter_map(move |m| match m {
            Ok(m) if m.topic.starts_with(topics::VIEW) => Some(view(m)),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        }))
    }
}

/// Whether the file ends as a finished MCAP file does.
///
/// # Errors
/// A file that is not there, or that does not start as an MCAP file does.
pub fn is_finished(path: &Path) -> Result<bool> {
    let name = path.display();
    let mut file =
        File::open(path).with_context(|| format!("{name}: cannot open the recording"))?;
    let mut magic = [0; mcap::MAGIC.len()];
    if file.read_exact(&mut magic).is_err() || magic != mcap::MAGIC {
        bail!("{name}: not an MCAP file");
    }
    let length = file.seek(SeekFrom::End(0)).context(name.to_string())?;
    let tail = magic.len() as u64;
    if length < 2 * tail {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-(tail as i64)))
        .and_then(|_| file.read_exact(&mut magic))
        .with_context(|| format!("{name}: cannot read the end"))?;
    Ok(magic == mcap::MAGIC)
}

/// Reads the raw messages of a file as far as they go. With `check_chunks`, a chunk that is damaged or cut off is an error
/// before its first message; without, the messages of it that can be read are read.
pub(crate) fn raw_messages(
    path: &Path,
    check_chunks: bool,
) -> Result<MessageReader<BufReader<File>>> {
    let file = File::open(path)
        .with_context(|| format!("{}: cannot open the recording", path.display()))?;
    let options = LinearReaderOptions::default()
        .with_skip_end_magic(true)
        .with_validate_chunk_crcs(check_chunks)
        .with_prevalidate_chunk_crcs(check_chunks);
    Ok(MessageReader::new_with_options(
        BufReader::with_capacity(1 << 20, file),
        options,
    ))
}

fn messages(path: &Path) -> Result<impl Iterator<Item = Result<RecordedMessage>> + use<>> {
    let path = path.to_owned();
    let mut last = Timestamp(0);
    Ok(raw_messages(&path, true)?.map(move |message| {
        let message = message.map_err(|e| {
            let name = path.display();
            anyhow!("{name}: damaged after {last}: {e}; `trackside recover {name}` saves what comes before")
        })?;
        last = Timestamp(i64::try_from(message.log_time).unwrap_or(i64::MAX));
        Ok(RecordedMessage {
            topic: message.channel.topic.clone(),
            time: last,
            bytes: message.data.into_owned(),
        })
    }))
}
