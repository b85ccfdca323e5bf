//! Any interval of a recording, through its index.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use mcap::Summary;
use mcap::sans_io::indexed_reader::{IndexedReadEvent, IndexedReader, IndexedReaderOptions};
use trackside_schema::Timestamp;

use crate::index;
use crate::interval::TimeSpan;
use crate::reader::is_finished;

/// A recording and its index. Of one that was cut off, or is still being made: what was whole of it when it was opened.
#[derive(Debug)]
pub struct IndexedRecording {
    path: PathBuf,
    summary: Summary,
}

impl IndexedRecording {
    /// Reads the index of a recording, or rebuilds it.
    ///
    /// # Errors
    /// A file that is no recording.
    pub fn open(path: &Path) -> Result<IndexedRecording> {
        let name = path.display();
        let summary = match is_finished(path)? {
            true => index::read_summary(path),
            false => {
                tracing::warn!(
                    "{name}: it was cut off, or is still being made: what is there now is used"
                );
                index::rebuild_summary(path)
            }
        };
        Ok(IndexedRecording {
            path: path.to_owned(),
            summary: summary.with_context(|| format!("{name}: its index"))?,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is a channel of that topic.
    pub fn has_topic(&self, topic: &str) -> bool {
        self.summary.channels.values().any(|c| c.topic == topic)
    }

    /// The time of the last message, where the index says it.
    pub fn end_time(&self) -> Option<Timestamp> {
        let end = self.summary.stats.as_ref().map(|s| s.message_end_time)?;
        i64::try_from(end).ok().map(Timestamp)
    }

    /// Gives every message of the topics in the interval to `take`, in the order of time, until it returns `false`.
    ///
    /// # Errors
    /// The file cannot be read, or is damaged there; what `take` returns.
    pub fn read(
        &self,
        topics: &[&str],
        span: TimeSpan,
        mut take: impl FnMut(&str, Timestamp, &[u8]) -> Result<bool>,
    ) -> Result<()> {
        // The reader takes topics that the recording does not have for all topics.
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
