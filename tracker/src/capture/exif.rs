//! The orientation that EXIF gives to a photograph: JPEG, PNG and WebP.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::orientation::Orientation;

/// EXIF's tag of the orientation.
const ORIENTATION: u16 = 0x0112;
/// EXIF data are looked for among this many segments or chunks.
const MAX_SEGMENTS: usize = 64;

/// The orientation of an image file; upright where it says nothing.
pub(super) fn read_orientation(path: &Path) -> Orientation {
    let read = || {
        let mut file = BufReader::new(File::open(path).ok()?);
        let tiff = find_exif(&mut file)?;
        Orientation::from_exif(orientation_tag(&tiff)?)
    };
    read().unwrap_or_default()
}

/// The TIFF structure in a file.
fn find_exif(file: &mut (impl Read + Seek)) -> Option<Vec<u8>> {
    let mut start = [0; 12];
    file.read_exact(&mut start).ok()?;
    match (&start[..4], &start[8..]) {
        ([0xff, 0xd8, ..], _) => in_jpeg(file),
        ([0x89, b'P', b'N', b'G'], _) => {
            in_chunks(file, 8, b"eXIf", |size_kind| {
                let [a, b, c, d, kind @ ..] = size_kind;
                // Behind the data there is a checksum of 4 bytes.
                (kind, u32::from_be_bytes([a, b, c, d]), 4)
            })
        }
        (b"RIFF", b"WEBP") => in_chunks(file, 12, b"EXIF", |kind_size| {
            let [a, b, c, d, size @ ..] = kind_size;
            let size = u32::from_le_bytes(size);
            ([a, b, c, d], size, size % 2)
        }),
        _ => None,
    }
}

fn in_jpeg(file: &mut (impl Read + Seek)) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(2)).ok()?;
    for _ in 0..MAX_SEGMENTS {
        let mut head = [0; 4];
        file.read_exact(&mut head).ok()?;
        let [0xff, marker, high, low] = head else {
            return None;
        };
        let length = u16::from_be_bytes([high, low]).checked_sub(2)?;
        match marker {
            0xe1 => {
                let mut body = vec![0; usize::from(length)];
                file.read_exact(&mut body).ok()?;
                if let Some(tiff) = body.strip_prefix(b"Exif\0\0") {
                    return Some(tiff.to_vec());
                }
            }
            // The image itself begins.
            0xda => return None,
            _ => {
                file.seek(SeekFrom::Current(i64::from(length))).ok()?;
            }
        }
    }
    None
}

/// The body of the first chunk of that type. `read_head` gives a chunk's type, length and what follows its body.
fn in_chunks(
    file: &mut (impl Read + Seek),
    start: u64,
    wanted: &[u8; 4],
    read_head: fn([u8; 8]) -> ([u8; 4], u32, u32),
) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(start)).ok()?;
    for _ in 0..MAX_SEGMENTS {
        let mut head = [0; 8];
        file.read_exact(&mut head).ok()?;
        let (kind, size, after) = read_head(head);
        if kind == *wanted {
            let mut body = Vec::new();
            file.take(u64::from(size)).read_to_end(&mut body).ok()?;
            let tiff = body.strip_prefix(b"Exif\0\0").unwrap_or(&body);
            return Some(tiff.to_vec());
        }
        file.seek(SeekFrom::Current(i64::from(size) + i64::from(after)))
            .ok()?;
    }
    None
}

/// The tag's value in a TIFF structure.
fn orientation_tag(tiff: &[u8]) -> Option<u16> {
    let is_little_endian = tiff.starts_with(b"II");
    let u16_at = |at: usize| {
        let bytes = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(match is_little_endian {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let bytes = tiff.get(4..8)?.try_into().ok()?;
    let directory = match is_little_endian {
        true => u32::from_le_bytes(bytes),
        false => u32::from_be_bytes(bytes),
    };
    let directory = usize::try_from(directory).ok()?;
    let entries = u16_at(directory)?;
    (0..usize::from(entries)).find_map(|i| {
        let entry = directory + 2 + 12 * i;
        (u16_at(entry)? == ORIENTATION).then(|| u16_at(entry + 8))?
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests {
    use std::io::Cursor;

    use super::*;

    /// A TIFF structure with an orientation.
    pub(in crate::capture) fn tiff(orientation: u16, is_little_endian: bool) -> Vec<u8> {
        let mut bytes = if is_little_endian { *b"II" } else { *b"MM" }.to_vec();
        let mut word = |value: u16| match is_little_endian {
            true => bytes.extend(value.to_le_bytes()),
            false => bytes.extend(value.to_be_bytes()),
        };
        let (high, low) = if is_little_endian { (8, 0) } else { (0, 8) };
        // Magic, offset of the directory, one entry: tag, type SHORT, count 1, value.
        [42, high, low, 1, ORIENTATION, 3]
            .into_iter()
            .for_each(&mut word);
        [high.min(1), low.min(1), orientation, 0, 0, 0]
            .into_iter()
            .for_each(&mut word);
        bytes
    }

    /// A JPEG's bytes with an EXIF segment.
    pub(in crate::capture) fn with_exif(jpeg: &[u8], orientation: u16) -> Vec<u8> {
        let mut body = b"Exif\0\0".to_vec();
        body.extend(tiff(orientation, false));
        let mut bytes = jpeg[..2].to_vec();
        bytes.extend([0xff, 0xe1]);
        bytes.extend((body.len() as u16 + 2).to_be_bytes());
        bytes.extend(body);
        bytes.extend(&jpeg[2..]);
        bytes
    }

    #[test]
    fn the_orientation_is_found_in_jpeg_png_and_webp() {
        let jpeg = with_exif(&[0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0, 0], 6);
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x01tEXtx----".to_vec();
        let exif = tiff(6, true);
        png.extend((exif.len() as u32).to_be_bytes());
        png.extend(b"eXIf");
        png.extend(&exif);
        let mut webp = b"RIFF----WEBPVP8X\x01\0\0\0x\0EXIF".to_vec();
        webp.extend((exif.len() as u32).to_le_bytes());
        webp.extend(&exif);
        for file in [jpeg, png, webp] {
            let tiff = find_exif(&mut Cursor::new(file)).unwrap();
            assert_eq!(orientation_tag(&tiff), Some(6));
        }
    }

    #[test]
    fn files_that_are_cut_anywhere_are_upright() {
        let jpeg = with_exif(&[0xff, 0xd8, 0xff, 0xda, 0, 2, 0, 0, 0, 0, 0, 0], 6);
        for n in 0..jpeg.len() {
            let found = find_exif(&mut Cursor::new(&jpeg[..n]));
            found.and_then(|tiff| orientation_tag(&tiff));
        }
        for n in 0..16 {
            assert_eq!(orientation_tag(&tiff(6, true)[..n]), None);
        }
    }
}
