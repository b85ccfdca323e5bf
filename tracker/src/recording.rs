//! Reads recordings.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use mcap::io::MessageReader;
use mcap::sans_io::LinearReaderOptions;
use trackside_calibration::Rig;
use trackside_schema::wire::{self, v1};
use trackside_schema::{Timestamp, TrackingFrame, View};

use crate::publish::Preamble;
use crate::record::{FRAME_TOPIC, MATCH_TOPIC, RIG_TOPIC, SMOOTH_TOPIC, VIEW_TOPIC};

/// Which frames of a recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Told {
    /// As they came first; of a refined recording, the refined ones.
    #[default]
    Live,
    /// Told once more a little later, smoothed.
    Smooth,
}

/// One message as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Where: the key without `trackside/v1/<venue>`, or one of Foxglove's topics.
    pub topic: String,
    /// When: the time of the frame or view.
    pub time: Timestamp,
    /// The message, byte for byte.
    pub bytes: Vec<u8>,
}

/// A recording.
#[derive(Debug)]
pub struct Recording {
    path: PathBuf,
    preamble: Preamble,
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
            bail!("{name}: the recording is cut off: mend it with `trackside recover {name}`");
        }
        Recording::begun(path)
    }

    /// As [`Recording::open`], also where the recording was cut off or is still being made. Its messages then end with an
    /// error.
    ///
    /// # Errors
    /// A file that is not there, that is no MCAP file, or that has no rig.
    pub fn begun(path: &Path) -> Result<Recording> {
        let name = path.display();
        is_finished(path)?;
        let mut preamble = Preamble::default();
        for message in messages(path)? {
            let message = message?;
            match message.topic.as_str() {
                RIG_TOPIC => preamble.rig = message.bytes,
                MATCH_TOPIC => preamble.match_ = message.bytes,
                _ => {}
            }
            if !preamble.rig.is_empty() && !preamble.match_.is_empty() {
                break;
            }
        }
        if preamble.rig.is_empty() || preamble.match_.is_empty() {
            bail!("{name}: an MCAP file, but no recording of ours: it has no rig or no match");
        }
        let (rig, match_) = preamble.read().with_context(|| name.to_string())?;
        Ok(Recording {
            path: path.to_owned(),
            preamble,
            rig,
            match_,
        })
    }

    /// The rig that it was made with.
    pub fn rig(&self) -> &Rig {
        &self.rig
    }

    /// The venue, the session and the cameras.
    pub fn session(&self) -> &v1::Match {
        &self.match_
    }

    /// Rig and match, byte for byte.
    pub fn preamble(&self) -> &Preamble {
        &self.preamble
    }

    /// Every message, in the order of recording, byte for byte.
    ///
    /// # Errors
    /// The file cannot be read. Items: a message that cannot be read.
    pub fn messages(&self) -> Result<impl Iterator<Item = Result<Recorded>> + use<>> {
        messages(&self.path)
    }

    /// The frames, in the order of recording.
    ///
    /// # Errors
    /// The file cannot be read. Items: a frame that cannot be read.
    pub fn frames(&self) -> Result<impl Iterator<Item = Result<TrackingFrame>> + use<>> {
        self.frames_on(FRAME_TOPIC)
    }

    /// The frames of one stream, in the order of recording.
    ///
    /// # Errors
    /// As [`Recording::frames`]; smooth frames where there are none.
    pub fn frames_told(
        &self,
        told: Told,
    ) -> Result<impl Iterator<Item = Result<TrackingFrame>> + use<>> {
        let mut frames = self
            .frames_on(match told {
                Told::Live => FRAME_TOPIC,
                Told::Smooth => SMOOTH_TOPIC,
            })?
            .peekable();
        if told == Told::Smooth && frames.peek().is_none() {
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
        let frame = move |m: Recorded| {
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
        let view = move |m: Recorded| {
            let at = || format!("{}: {} at {}", path.display(), m.topic, m.time);
            let (view, camera) = wire::decode_view(&m.bytes).with_context(at)?;
            Ok((camera, view))
        };
        Ok(messages(&self.path)?.filter_map(move |m| match m {
            Ok(m) if m.topic.starts_with(VIEW_TOPIC) => Some(view(m)),
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

/// Reads the raw messages of a file as far as they go. Where `whole`, a chunk that is damaged or cut off is an error
/// before its first message; else what can be read of it is.
pub(crate) fn reader(path: &Path, whole: bool) -> Result<MessageReader<BufReader<File>>> {
    let file = File::open(path)
        .with_context(|| format!("{}: cannot open the recording", path.display()))?;
    let options = LinearReaderOptions::default()
        .with_skip_end_magic(true)
        .with_validate_chunk_crcs(whole)
        .with_prevalidate_chunk_crcs(whole);
    Ok(MessageReader::new_with_options(
        BufReader::with_capacity(1 << 20, file),
        options,
    ))
}

fn messages(path: &Path) -> Result<impl Iterator<Item = Result<Recorded>> + use<>> {
    let path = path.to_owned();
    let mut last = Timestamp(0);
    Ok(reader(&path, true)?.map(move |message| {
        let message = message.map_err(|e| {
            let name = path.display();
            anyhow!("{name}: damaged after {last}: {e}; `trackside recover {name}` saves what comes before")
        })?;
        last = Timestamp(i64::try_from(message.log_time).unwrap_or(i64::MAX));
        Ok(Recorded {
            topic: message.channel.topic.clone(),
            time: last,
            bytes: message.data.into_owned(),
        })
    }))
}
