//! Where the messages of a recording are: read from its summary, or rebuilt from the chunks of one that was cut off.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use mcap::read::ChunkReader;
use mcap::records::{self, ChunkHeader, ChunkIndex, Record, op};
use mcap::sans_io::summary_reader::{SummaryReadEvent, SummaryReader};
use mcap::{Channel, MAGIC, Schema, Summary};

/// Length of the kind and the length that a record begins with, bytes.
const RECORD_HEAD: u64 = 9;

/// Reads the summary of a recording that was finished.
pub(crate) fn read_summary(path: &Path) -> Result<Summary> {
    let mut file = BufReader::new(File::open(path)?);
    let mut reader = SummaryReader::new();
    while let Some(event) = reader.next_event() {
        match event? {
            SummaryReadEvent::ReadRequest(need) => {
                let read = file.read(reader.insert(need))?;
                reader.notify_read(read);
            }
            SummaryReadEvent::SeekRequest(to) => reader.notify_seeked(file.seek(to)?),
        }
    }
    let summary = reader.finish().filter(|s| !s.chunk_indexes.is_empty());
    summary.context("there is none: `trackside recover` writes one")
}

/// Rebuilds the summary of a recording that was cut off, or is still being made, from every chunk that is whole.
pub(crate) fn rebuild_summary(path: &Path) -> Result<Summary> {
    let mut file = BufReader::new(File::open(path)?);
    let end = file.get_ref().metadata()?.len();
    let mut summary = Summary::default();
    let mut at = MAGIC.len() as u64;
    while at + RECORD_HEAD <= end {
        let mut head = [0; RECORD_HEAD as usize];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut head)?;
        let [kind, length @ ..] = head;
        let length = u64::from_le_bytes(length);
        let Some(next) = at
            .checked_add(RECORD_HEAD + length)
            .filter(|next| *next <= end)
        else {
            break;
        };
        if kind == op::CHUNK {
            let mut body = vec![0; usize::try_from(length)?];
            file.read_exact(&mut body)?;
            let Ok(chunk) = index_chunk(&body, at, &mut summary) else {
                break;
            };
            summary.chunk_indexes.push(chunk);
        }
        at = next;
    }
    if summary.chunk_indexes.is_empty() {
        bail!("nothing in it can be read");
    }
    Ok(summary)
}

/// The index of a chunk that can be read whole; adds its channels to the summary.
fn index_chunk(body: &[u8], at: u64, summary: &mut Summary) -> Result<ChunkIndex> {
    let Record::Chunk { header, data } = mcap::parse_record(op::CHUNK, body)? else {
        bail!("no chunk");
    };
    for record in ChunkReader::new(header.clone(), &data)? {
        match record? {
            Record::Schema { header, data } => {
                let schema = Schema {
                    id: header.id,
                    name: header.name,
                    encoding: header.encoding,
                    data: data.into_owned().into(),
                };
                summary.schemas.insert(schema.id, Arc::new(schema));
            }
            Record::Channel(channel) => {
                let channel = with_schema(channel, summary);
                summary.channels.insert(channel.id, Arc::new(channel));
            }
            _ => {}
        }
    }
    let ChunkHeader {
        message_start_time,
        message_end_time,
        uncompressed_size,
        compression,
        compressed_size,
        ..
    } = header;
    Ok(ChunkIndex {
        message_start_time,
        message_end_time,
        chunk_start_offset: at,
        chunk_length: RECORD_HEAD + body.len() as u64,
        message_index_offsets: Default::default(),
        message_index_length: 0,
        compression,
        compressed_size,
        uncompressed_size,
    })
}

fn with_schema(channel: records::Channel, summary: &Summary) -> Channel<'static> {
    Channel {
        id: channel.id,
        schema: summary.schemas.get(&channel.schema_id).cloned(),
        topic: channel.topic,
        message_encoding: channel.message_encoding,
        metadata: channel.metadata,
    }
}
