//! Matroska and WebM files, as far as their headers and their first image.

use std::fs::File;
use std::io::{Seek, SeekFrom};

use anyhow::{Context, Result, anyhow};
use matroska_demuxer::{FlagInterlaced, Frame, MatroskaFile, TrackEntry, TrackType};

use super::sound::{SoundCodec, SoundTrack};
use super::{VideoMetadata, codec};

/// Seconds from 1970 to 2001, from which Matroska counts.
const SECONDS_1970_TO_2001: i64 = 978_307_200;
/// The first image is among this many frames of all tracks.
const MAX_FRAMES_BEFORE_IMAGE: usize = 10_000;

/// Reads what the file says.
pub(super) fn read(file: &mut File, _length: u64) -> Result<VideoMetadata> {
    file.seek(SeekFrom::Start(0))?;
    let mut file = MatroskaFile::open(file).map_err(|e| anyhow!("{e}"))?;
    let scale_s = file.info().timestamp_scale().get() as f64 * 1e-9;
    let date = file.info().date_utc();
    let duration_s = file.info().duration().map(|d| d * scale_s);
    let track = file
        .tracks()
        .iter()
        .find(|t| t.track_type() == TrackType::Video);
    let track = track.context("there is no video track")?;
    let number = track.track_number().get();
    let mut found = VideoMetadata {
        created_s: date.map(|ns| ns / 1_000_000_000 + SECONDS_1970_TO_2001),
        is_interlaced: is_interlaced(track),
        end_s: duration_s,
        ..VideoMetadata::default()
    };
    let sound = file.tracks().iter().find(|t| t.codec_id() == "A_AAC");
    found.sound = sound.and_then(|t| {
        let audio = t.audio()?;
        Some(SoundTrack::in_matroska(
            SoundCodec::Aac(t.codec_private()?.to_vec()),
            audio.sampling_frequency(),
            u16::try_from(audio.channels().get()).ok()?,
            t.track_number().get(),
        ))
    });
    let mut frame = Frame::default();
    for _ in 0..MAX_FRAMES_BEFORE_IMAGE {
        if !file.next_frame(&mut frame).map_err(|e| anyhow!("{e}"))? {
            break;
        }
        if frame.track == number {
            found.first_image_s = frame.timestamp as f64 * scale_s;
            break;
        }
    }
    Ok(found)
}

fn is_interlaced(track: &TrackEntry) -> Option<bool> {
    match track.video()?.flag_interlaced() {
        FlagInterlaced::Interlaced => Some(true),
        FlagInterlaced::Progressive => Some(false),
        FlagInterlaced::Unknown if track.codec_id() == "V_MPEG4/ISO/AVC" => {
            codec::is_avcc_interlaced(track.codec_private()?)
        }
        FlagInterlaced::Unknown => None,
    }
}
