//! A header that lists all images of a fragmented MP4.
//!
//! OpenCV 4 stops reading at the number of images that FFmpeg has from the movie's header. Where some images are listed there and
//! the others in fragments, the fragments would be lost. Read before the file's own bytes, this header makes one movie of all.

use super::boxes::{boxes, find, find_path};
use super::sample_table::Sample;

/// A header for the video track `trak` with these samples. The file's own bytes, `length` of them, are to follow it.
pub(super) fn header(
    ftyp: &[u8],
    moov: &[u8],
    trak: &[u8],
    samples: &[Sample],
    length: u64,
) -> Option<Vec<u8>> {
    let mdhd = find_path(trak, &[b"mdia", b"mdhd"])?;
    let movie = |shift: u64| {
        let stbl = sample_table(
            find_path(trak, &[b"mdia", b"minf", b"stbl"])?,
            samples,
            shift,
        )?;
        let minf = find_path(trak, &[b"mdia", b"minf"])?;
        let kept = boxes(minf).filter(|b| b.kind != *b"stbl");
        let mut new_minf: Vec<u8> = kept.flat_map(|b| new_box(&b.kind, b.body)).collect();
        new_minf.extend(new_box(b"stbl", &stbl));
        let mut mdia = new_box(b"mdhd", mdhd);
        mdia.extend(new_box(b"hdlr", find_path(trak, &[b"mdia", b"hdlr"])?));
        mdia.extend(new_box(b"minf", &new_minf));
        // No edits: those of the header end with the images that it lists.
        let mut new_trak = new_box(b"tkhd", find(trak, b"tkhd")?);
        new_trak.extend(new_box(b"mdia", &mdia));
        let mut new_moov = new_box(b"mvhd", find(moov, b"mvhd")?);
        new_moov.extend(new_box(b"trak", &new_trak));
        let mut header = new_box(b"ftyp", ftyp);
        header.extend(new_box(b"moov", &new_moov));
        // All of the file is media of this movie.
        header.extend(1_u32.to_be_bytes());
        header.extend(b"mdat");
        header.extend((16 + length).to_be_bytes());
        Some(header)
    };
    let shift = movie(0)?.len() as u64;
    movie(shift)
}

fn new_box(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(8 + body.len());
    bytes.extend((8 + body.len() as u32).to_be_bytes());
    bytes.extend(kind);
    bytes.extend(body);
    bytes
}

fn sample_table(stbl: &[u8], samples: &[Sample], shift: u64) -> Option<Vec<u8>> {
    let table = |kind: &[u8; 4], version: u32, entries: usize, words: &[u32]| {
        let mut body = (version << 24).to_be_bytes().to_vec();
        body.extend((entries as u32).to_be_bytes());
        body.extend(words.iter().flat_map(|w| w.to_be_bytes()));
        new_box(kind, &body)
    };
    let n = samples.len();
    let mut bytes = new_box(b"stsd", find(stbl, b"stsd")?);
    // The time between the decoding of two images, which gaps between fragments make longer.
    let step = |i: usize| match samples.get(i + 1) {
        Some(next) => u32::try_from(next.decoded - samples[i].decoded).unwrap_or(0),
        None => samples[i].duration,
    };
    let durations: Vec<u32> = (0..n).flat_map(|i| [1, step(i)]).collect();
    bytes.extend(table(b"stts", 0, n, &durations));
    let later: Vec<u32> = (samples.iter())
        .flat_map(|s| [1, s.shown_later as u32])
        .collect();
    bytes.extend(table(b"ctts", 1, n, &later));
    let numbered = samples.iter().zip(1_u32..);
    let keys: Vec<u32> = numbered.filter(|(s, _)| s.is_key).map(|(_, i)| i).collect();
    bytes.extend(table(b"stss", 0, keys.len(), &keys));
    bytes.extend(table(b"stsc", 0, 1, &[1, 1, 1]));
    let mut sizes = vec![n as u32];
    sizes.extend(samples.iter().map(|s| s.bytes));
    // `stsz` has a common size, none here, before the number of entries.
    bytes.extend(table(b"stsz", 0, 0, &sizes));
    let offsets: Vec<u32> = (samples.iter())
        .flat_map(|s| {
            let offset = s.offset + shift;
            [(offset >> 32) as u32, offset as u32]
        })
        .collect();
    bytes.extend(table(b"co64", 0, n, &offsets));
    Some(bytes)
}
