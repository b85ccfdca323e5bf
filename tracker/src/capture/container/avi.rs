//! AVI files, as far as their length.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use anyhow::Result;

use super::VideoMetadata;

/// Whether the file is as long as it says.
pub(super) fn read(file: &mut File, length: u64) -> Result<VideoMetadata> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = [0; 8];
    file.read_exact(&mut head)?;
    let [_, _, _, _, size @ ..] = head;
    // A recorder that was not stopped properly leaves 0.
    let size = u64::from(u32::from_le_bytes(size));
    Ok(VideoMetadata {
        is_truncated: size == 0 || size + 8 > length,
        ..VideoMetadata::default()
    })
}
