//! MP4 and QuickTime files: their movie header, tracks, edit lists and fragments (ISO/IEC 14496-12; QuickTime File Format).

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use anyhow::{Context, Result, ensure};

use super::boxes::{boxes, find, find_path, full_box, read_top};
use super::bytes::Bytes;
use super::codec::{self, SampleEntry};
use super::sample_table::{FragmentDefaults, Sample, add_fragment, read_samples, timed_samples};
use super::{Timecode, VideoMetadata, WholeHeader, sound, unfragmented};
use crate::orientation::Orientation;

/// Seconds from 1904 to 1970, by which the times of QuickTime are counted.
const SECONDS_1904_TO_1970: i64 = 2_082_844_800;

/// A header that tells of a longer track than its images last, by this factor and this many seconds, is said.
const MAX_LENGTH_FACTOR: f64 = 1.02;
const MAX_LENGTH_DIFFERENCE_S: f64 = 0.1;

/// Reads what the file says.
pub(super) fn read(file: &mut File, length: u64) -> Result<VideoMetadata> {
    let top = read_top(file, length)?;
    let moov = top.boxes.iter().find(|b| b.kind == *b"moov");
    let moov = moov.context("there is no moov box: the recording was not finished")?;
    let moov = moov.body.as_slice();
    let movie = MovieHeader::read(find(moov, b"mvhd").context("there is no mvhd")?)?;
    let fragments = FragmentDefaults::read_all(moov)?;
    let traks = || boxes(moov).filter(|b| b.kind == *b"trak").map(|b| b.body);
    let mut found = VideoMetadata {
        is_truncated: top.is_truncated,
        created_s: apple_date(moov).or(movie.created_s),
        ..VideoMetadata::default()
    };
    let is_video = |trak: &&[u8]| track_kind(trak) == Some(*b"vide");
    let trak = traks().find(is_video).context("there is no video track")?;
    let mut track = Track::read(trak, movie.timescale)?;
    let in_header = track.samples.len();
    let defaults = fragments.iter().find(|f| f.track == track.id);
    for moof in top.boxes.iter().filter(|b| b.kind == *b"moof") {
        if let Some(defaults) = defaults {
            add_fragment(&moof.body, moof.start, *defaults, &mut track.samples)?;
        }
    }
    track.is_fragmented = track.samples.len() > in_header;
    match Orientation::from_display_matrix(compose(track.matrix, movie.matrix)) {
        Some(orientation) => found.orientation = orientation,
        None => found.notes.push(
            "its display matrix turns it by something else than quarters: it is left as it is stored"
                .to_owned(),
        ),
    }
    found.is_interlaced = codec::is_interlaced(SampleEntry::first(track.stbl)?);
    let is_beyond = |s: &Sample| s.offset.saturating_add(u64::from(s.bytes)) > length;
    found.is_truncated |= track.samples.iter().any(is_beyond);
    let is_alone = traks().nth(1).is_none();
    let declared_s = match is_alone {
        true => track.declared_s.max(fragments_s(moov, movie.timescale)),
        false => track.declared_s,
    };
    let images_s: f64 = track.samples.iter().map(|s| f64::from(s.duration)).sum();
    let images_s = images_s / f64::from(track.timescale);
    if declared_s > MAX_LENGTH_FACTOR * images_s + MAX_LENGTH_DIFFERENCE_S {
        found.notes.push(format!(
            "its header tells of {declared_s:.2} s, its images last {images_s:.2} s: the others are missing"
        ));
    }
    let times = track.shown_times();
    found.first_image_s = times.first_s;
    found.end_s = times.end_s;
    found.image_times_s = times.images_s;
    // OpenCV stops at the number of images that FFmpeg has from the times in the header.
    let timed = timed_samples(track.stbl)?;
    if timed > 0 && timed < track.samples.len() as u64 {
        let ftyp = top.boxes.iter().find(|b| b.kind == *b"ftyp");
        let ftyp = ftyp.map_or(&[][..], |b| &b.body);
        let bytes = unfragmented::header(ftyp, moov, trak, &track.samples, length);
        found.whole_header = bytes.map(|bytes| WholeHeader { bytes, skip: 0 });
    }
    let timecode = traks().find(|t| track_kind(t) == Some(*b"tmcd"));
    found.timecode = timecode.and_then(|trak| read_timecode(file, trak).ok());
    let sound_trak = traks().find(|t| track_kind(t) == Some(*b"soun"));
    if let Some(trak) = sound_trak {
        let mut track = Track::read_head(trak, movie.timescale)?;
        let defaults = fragments.iter().find(|f| f.track == track.id);
        found.sound = sound::read_mp4(&mut track, defaults, &top.boxes)?;
    }
    Ok(found)
}

/// How long the movie is with its fragments, s; 0 where its header does not say it.
fn fragments_s(moov: &[u8], timescale: u32) -> f64 {
    let read = || {
        let (version, _, mut mehd) = full_box(find_path(moov, &[b"mvex", b"mehd"])?).ok()?;
        let length = mehd.u32_or_u64(version == 1).ok()?;
        Some(length as f64 / f64::from(timescale))
    };
    read().unwrap_or(0.0)
}

fn track_kind(trak: &[u8]) -> Option<[u8; 4]> {
    let hdlr = find_path(trak, &[b"mdia", b"hdlr"])?;
    hdlr.get(8..12)?.try_into().ok()
}

/// The movie's header: when it was made, its units a second, and its matrix.
struct MovieHeader {
    created_s: Option<i64>,
    timescale: u32,
    matrix: [f64; 4],
}

impl MovieHeader {
    fn read(mvhd: &[u8]) -> Result<MovieHeader> {
        let (version, _, mut body) = full_box(mvhd)?;
        let is_long = version == 1;
        let created = body.u32_or_u64(is_long)?;
        body.u32_or_u64(is_long)?;
        let timescale = body.u32()?;
        ensure!(timescale > 0, "its units a second are 0");
        body.u32_or_u64(is_long)?;
        body.take(16)?;
        let created_s = i64::try_from(created)
            .ok()
            .and_then(|s| s.checked_sub(SECONDS_1904_TO_1970))
            .filter(|s| *s > 0);
        Ok(MovieHeader {
            created_s,
            timescale,
            matrix: read_matrix(&mut body)?,
        })
    }
}

/// The linear part of a matrix: a, b, c, d.
fn read_matrix(body: &mut Bytes<'_>) -> Result<[f64; 4]> {
    let mut entry = || anyhow::Ok(f64::from(body.i32()?) / 65536.0);
    let [a, b, _, c, d] = [entry()?, entry()?, entry()?, entry()?, entry()?];
    Ok([a, b, c, d])
}

/// The track's matrix, then the movie's; points are rows.
fn compose([a, b, c, d]: [f64; 4], [e, f, g, h]: [f64; 4]) -> [f64; 4] {
    if [e, f, g, h] == [0.0; 4] {
        return [a, b, c, d];
    }
    [a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h]
}

/// A stretch of a track's media that is shown.
#[derive(Clone, Copy, Debug)]
struct Edit {
    /// Length, s.
    length_s: f64,
    /// Where it begins in the media, in the track's units; `None`: nothing is shown.
    media: Option<i64>,
}

/// A track.
pub(super) struct Track<'b> {
    pub(super) id: u32,
    matrix: [f64; 4],
    /// Units a second.
    pub(super) timescale: u32,
    /// How long its header says that it is, s; 0 where that is not known.
    declared_s: f64,
    edits: Vec<Edit>,
    pub(super) stbl: &'b [u8],
    pub(super) samples: Vec<Sample>,
    /// Whether samples lie in fragments; the edits then say nothing of the length.
    pub(super) is_fragmented: bool,
}

/// When the samples of a track are shown.
struct ShownTimes {
    images_s: Vec<f64>,
    first_s: f64,
    end_s: Option<f64>,
}

impl<'b> Track<'b> {
    fn read(trak: &'b [u8], movie_timescale: u32) -> Result<Track<'b>> {
        let mut track = Track::read_head(trak, movie_timescale)?;
        track.samples = read_samples(track.stbl)?;
        Ok(track)
    }

    /// All but the samples.
    fn read_head(trak: &'b [u8], movie_timescale: u32) -> Result<Track<'b>> {
        let (version, _, mut tkhd) =
            full_box(find(trak, b"tkhd").context("a track without tkhd")?)?;
        let is_long = version == 1;
        tkhd.take(if is_long { 16 } else { 8 })?;
        let id = tkhd.u32()?;
        tkhd.take(if is_long { 12 } else { 8 } + 16)?;
        let matrix = read_matrix(&mut tkhd)?;
        let mdhd = find_path(trak, &[b"mdia", b"mdhd"]).context("a track without mdhd")?;
        let (version, _, mut mdhd) = full_box(mdhd)?;
        let is_long = version == 1;
        mdhd.take(if is_long { 16 } else { 8 })?;
        let timescale = mdhd.u32()?;
        ensure!(timescale > 0, "a track's units a second are 0");
        let unknown = if is_long {
            u64::MAX
        } else {
            u64::from(u32::MAX)
        };
        let declared = mdhd.u32_or_u64(is_long)?;
        let declared = if declared == unknown { 0 } else { declared };
        let edits = find_path(trak, &[b"edts", b"elst"])
            .map(|elst| read_edits(elst, movie_timescale))
            .transpose()?
            .unwrap_or_default();
        let stbl = find_path(trak, &[b"mdia", b"minf", b"stbl"]).context("a track without stbl")?;
        Ok(Track {
            id,
            matrix,
            timescale,
            declared_s: declared as f64 / f64::from(timescale),
            edits,
            stbl,
            samples: Vec::new(),
            is_fragmented: false,
        })
    }

    /// When media time 0 of the first stretch that is shown would be, s from the file's zero.
    pub(super) fn start_s(&self) -> f64 {
        let shown = self.edits.iter().position(|e| e.media.is_some());
        let shown = shown.unwrap_or(self.edits.len());
        let empty_s: f64 = self.edits[..shown].iter().map(|e| e.length_s).sum();
        let media = self.edits.get(shown).and_then(|e| e.media).unwrap_or(0);
        empty_s - media as f64 / f64::from(self.timescale)
    }

    /// The times of the images that the edit list shows, s from the file's zero.
    fn shown_times(&self) -> ShownTimes {
        let scale = f64::from(self.timescale);
        let whole = [Edit {
            length_s: 0.0,
            media: Some(0),
        }];
        let edits = if self.edits.iter().any(|e| e.media.is_some()) {
            &self.edits[..]
        } else {
            &whole[..]
        };
        let last = edits.len() - 1;
        let (mut images_s, mut at_s, mut end_s) = (Vec::new(), 0.0, None);
        for (i, edit) in edits.iter().enumerate() {
            let Some(media) = edit.media else {
                at_s += edit.length_s;
                continue;
            };
            let is_open = edit.length_s == 0.0 || (self.is_fragmented && i == last);
            for sample in &self.samples {
                let after_s = (sample.shown() - media) as f64 / scale;
                let length_s = f64::from(sample.duration) / scale;
                // Lengths of edits are rounded to the movie's units.
                let is_shown = after_s >= -1e-9 && (is_open || after_s + 1e-3 < edit.length_s);
                if is_shown {
                    images_s.push(at_s + after_s);
                    end_s = end_s.max(Some(OrderedSeconds(at_s + after_s + length_s)));
                }
            }
            at_s += edit.length_s;
        }
        images_s.sort_by(f64::total_cmp);
        images_s.dedup();
        ShownTimes {
            first_s: images_s.first().copied().unwrap_or(0.0),
            images_s,
            end_s: end_s.map(|end| end.0),
        }
    }
}

/// Seconds with a total order.
#[derive(Clone, Copy, PartialEq)]
struct OrderedSeconds(f64);

impl Eq for OrderedSeconds {}

impl PartialOrd for OrderedSeconds {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedSeconds {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn read_edits(elst: &[u8], movie_timescale: u32) -> Result<Vec<Edit>> {
    let (version, _, mut body) = full_box(elst)?;
    let n = body.u32()?;
    let mut edits = Vec::new();
    for _ in 0..n {
        let length = body.u32_or_u64(version == 1)?;
        let media = match version {
            1 => body.u64()? as i64,
            _ => i64::from(body.i32()?),
        };
        body.u32()?;
        edits.push(Edit {
            length_s: length as f64 / f64::from(movie_timescale),
            media: (media >= 0).then_some(media),
        });
    }
    Ok(edits)
}

/// The timecode of the first sample of a timecode track.
fn read_timecode(file: &mut File, trak: &[u8]) -> Result<Timecode> {
    let stbl = find_path(trak, &[b"mdia", b"minf", b"stbl"]).context("a track without stbl")?;
    let entry = SampleEntry::first(stbl)?;
    let mut body = Bytes(entry.body);
    // Reserved, data reference, reserved, flags.
    body.take(8 + 4 + 4)?;
    let (timescale, duration) = (body.u32()?, body.u32()?);
    ensure!(timescale > 0 && duration > 0, "a timecode without a rate");
    let sample = read_samples(stbl)?;
    let sample = sample
        .first()
        .context("a timecode track without a sample")?;
    file.seek(SeekFrom::Start(sample.offset))?;
    let mut frames = [0; 4];
    file.read_exact(&mut frames)?;
    let rate_hz = f64::from(timescale) / f64::from(duration);
    Ok(Timecode {
        seconds: f64::from(u32::from_be_bytes(frames)) / rate_hz,
        rate_hz,
    })
}

/// When an iPhone began to record: `com.apple.quicktime.creationdate`, s since 1970 UTC.
fn apple_date(moov: &[u8]) -> Option<i64> {
    let meta = find(moov, b"meta")?;
    // QuickTime's `meta` is no full box, MP4's is.
    let meta = match find(meta, b"keys") {
        Some(_) => meta,
        None => meta.get(4..)?,
    };
    let (_, _, mut keys) = full_box(find(meta, b"keys")?).ok()?;
    let n = keys.u32().ok()?;
    let mut number = None;
    for i in 1..=n {
        let size = keys.u32().ok()?;
        let key = keys
            .take(usize::try_from(size.checked_sub(4)?).ok()?)
            .ok()?;
        if key.ends_with(b"com.apple.quicktime.creationdate") {
            number = Some(i);
        }
    }
    let item = find(find(meta, b"ilst")?, &number?.to_be_bytes())?;
    let text = std::str::from_utf8(find(item, b"data")?.get(8..)?).ok()?;
    // Apple writes the zone without a colon.
    let date: jiff::Timestamp = text
        .parse()
        .ok()
        .or_else(|| jiff::Timestamp::strptime("%Y-%m-%dT%H:%M:%S%z", text).ok())?;
    Some(date.as_second())
}
