//! The boxes of MP4 and QuickTime files (ISO/IEC 14496-12, 4.2).

use anyhow::{Result, ensure};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::bytes::Bytes;

/// The largest header that is read into memory, bytes: that of a day of video has some 100 MB.
const MAX_HEADER_BYTES: u64 = 512 << 20;

/// A box: its type and what is in it.
#[derive(Clone, Copy)]
pub(super) struct MovBox<'b> {
    pub(super) kind: [u8; 4],
    pub(super) body: &'b [u8],
}

/// The boxes of a body, one after another. What does not fit ends them.
pub(super) fn boxes(body: &[u8]) -> impl Iterator<Item = MovBox<'_>> {
    let mut rest = Bytes(body);
    std::iter::from_fn(move || {
        let size = u64::from(rest.u32().ok()?);
        let kind = rest.array().ok()?;
        let length = match size {
            0 => rest.0.len() as u64,
            1 => rest.u64().ok()?.checked_sub(16)?,
            _ => size.checked_sub(8)?,
        };
        let body = rest.take(usize::try_from(length).ok()?).ok()?;
        Some(MovBox { kind, body })
    })
}

/// The first box of that type.
pub(super) fn find<'b>(body: &'b [u8], kind: &[u8; 4]) -> Option<&'b [u8]> {
    boxes(body).find(|b| b.kind == *kind).map(|b| b.body)
}

/// The box at the end of a path of types.
pub(super) fn find_path<'b>(body: &'b [u8], path: &[&[u8; 4]]) -> Option<&'b [u8]> {
    path.iter().try_fold(body, |body, kind| find(body, kind))
}

/// Version and flags of a full box, and what follows them.
pub(super) fn full_box(body: &[u8]) -> Result<(u8, u32, Bytes<'_>)> {
    let mut body = Bytes(body);
    let word = body.u32()?;
    Ok(((word >> 24) as u8, word & 0xff_ffff, body))
}

/// A top-level box whose body is kept.
pub(super) struct TopBox {
    pub(super) kind: [u8; 4],
    pub(super) start: u64,
    pub(super) body: Vec<u8>,
}

/// The top-level boxes of a file, without the bodies of those that hold media.
pub(super) struct TopBoxes {
    pub(super) boxes: Vec<TopBox>,
    /// Whether a box says that the file is longer than it is.
    pub(super) is_truncated: bool,
}

/// Reads the headers of a file.
pub(super) fn read_top(file: &mut File, length: u64) -> Result<TopBoxes> {
    let (mut at, mut found) = (0_u64, Vec::new());
    let mut is_truncated = false;
    while at + 8 <= length {
        file.seek(SeekFrom::Start(at))?;
        let mut head = [0; 16];
        file.read_exact(&mut head[..8])?;
        let [s0, s1, s2, s3, k0, k1, k2, k3, ..] = head;
        let kind = [k0, k1, k2, k3];
        let (header, size) = match u32::from_be_bytes([s0, s1, s2, s3]) {
            0 => (8, length - at),
            1 => {
                file.read_exact(&mut head[8..])?;
                (16, u64::from_be_bytes(head[8..].try_into()?))
            }
            size => (8, u64::from(size)),
        };
        ensure!(
            size >= header,
            "a box at byte {at} is shorter than its header"
        );
        is_truncated = at.checked_add(size).is_none_or(|end| end > length);
        if matches!(&kind, b"ftyp" | b"moov" | b"moof") {
            if is_truncated && kind == *b"moof" {
                break;
            }
            ensure!(!is_truncated, "its header is cut off");
            ensure!(size <= MAX_HEADER_BYTES, "a header of {size} bytes");
            let mut body = vec![0; (size - header) as usize];
            file.read_exact(&mut body)?;
            found.push(TopBox {
                kind,
                start: at,
                body,
            });
        }
        if is_truncated {
            break;
        }
        at += size;
    }
    Ok(TopBoxes {
        boxes: found,
        is_truncated,
    })
}
