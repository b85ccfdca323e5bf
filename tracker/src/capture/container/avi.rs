//! AVI files, as far as their length and the number of their images.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use anyhow::{Context, Result};

use super::{VideoMetadata, WholeHeader};

/// The largest index that is read, bytes: that of some 16 million images and sounds.
const MAX_INDEX_BYTES: u32 = 256 << 20;
/// Where a stream header (`strh`) has the number of its images.
const LENGTH_IN_HEADER: u64 = 32;

/// Whether the file is as long as it says, and whether its index has more images than its header.
pub(super) fn read(file: &mut File, length: u64) -> Result<VideoMetadata> {
    let (_, size) = read_head(file, 0)?;
    let end = u64::from(size) + 8;
    let mut found = VideoMetadata {
        // A recorder that was not stopped properly leaves 0.
        is_truncated: size == 0 || end > length,
        ..VideoMetadata::default()
    };
    // Beyond 1 GB, further parts follow, which this index does not list.
    if !found.is_truncated && end + 12 > length {
        found.whole_header = whole_header(file, end).unwrap_or_default();
    }
    Ok(found)
}

/// The type and the length of the chunk at a position.
fn read_head(file: &mut File, at: u64) -> Result<([u8; 4], u32)> {
    file.seek(SeekFrom::Start(at))?;
    let mut head = [0; 8];
    file.read_exact(&mut head)?;
    let [a, b, c, d, size @ ..] = head;
    Ok(([a, b, c, d], u32::from_le_bytes(size)))
}

/// The chunks between two positions: type, where the body begins, its length. What cannot be read ends them.
fn chunks(file: &mut File, mut at: u64, end: u64) -> Vec<([u8; 4], u64, u32)> {
    let mut found = Vec::new();
    while at + 8 <= end
        && let Ok((kind, size)) = read_head(file, at)
    {
        found.push((kind, at + 8, size));
        at += 8 + u64::from(size) + u64::from(size % 2);
    }
    found
}

/// The lists of a type between two positions: where their chunks begin and end.
fn lists(file: &mut File, (at, end): (u64, u64), kind: &[u8; 4]) -> Vec<(u64, u64)> {
    let mut found = Vec::new();
    for (chunk, body, size) in chunks(file, at, end) {
        let mut name = [0; 4];
        let is_read =
            file.seek(SeekFrom::Start(body)).is_ok() && file.read_exact(&mut name).is_ok();
        if chunk == *b"LIST" && is_read && name == *kind {
            found.push((body + 4, body + u64::from(size)));
        }
    }
    found
}

/// A header that counts all images of the index, where the file's own counts fewer: OpenCV 4 stops at its count.
fn whole_header(file: &mut File, end: u64) -> Result<Option<WholeHeader>> {
    let headers = lists(file, (12, end), b"hdrl");
    let streams = lists(file, *headers.first().context("no headers")?, b"strl");
    for (number, (at, stream_end)) in streams.into_iter().enumerate() {
        let strh = chunks(file, at, stream_end);
        let strh = strh.iter().find(|c| c.0 == *b"strh");
        let (_, body, _) = *strh.context("a stream without a header")?;
        let mut kind = [0; 4];
        file.seek(SeekFrom::Start(body))?;
        file.read_exact(&mut kind)?;
        if kind != *b"vids" {
            continue;
        }
        let at = body + LENGTH_IN_HEADER;
        let mut bytes = vec![0; usize::try_from(at + 4)?];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut bytes)?;
        let (_, count) = bytes.split_at_mut(usize::try_from(at)?);
        let declared = u32::from_le_bytes(count.try_into()?);
        let images = indexed_images(file, end, number)?;
        count.copy_from_slice(&images.to_le_bytes());
        let skip = at + 4;
        return Ok((0 < declared && declared < images).then_some(WholeHeader { bytes, skip }));
    }
    Ok(None)
}

/// How many images of a stream the index lists.
fn indexed_images(file: &mut File, end: u64, stream: usize) -> Result<u32> {
    let index = chunks(file, 12, end);
    let index = index.iter().find(|c| c.0 == *b"idx1");
    let (_, body, size) = *index.context("there is no index")?;
    anyhow::ensure!(size <= MAX_INDEX_BYTES, "an index of {size} bytes");
    let mut entries = vec![0; size as usize];
    file.seek(SeekFrom::Start(body))?;
    file.read_exact(&mut entries)?;
    let kinds = [format!("{stream:02}dc"), format!("{stream:02}db")];
    let is_image = |entry: &&[u8]| kinds.iter().any(|k| entry.starts_with(k.as_bytes()));
    Ok(u32::try_from(
        entries.chunks_exact(16).filter(is_image).count(),
    )?)
}
