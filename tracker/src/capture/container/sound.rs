//! The sound of a file: where it lies, and its samples.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use matroska_demuxer::{Frame, MatroskaFile};
use symphonia_codec_aac::AacDecoder;
use symphonia_core::codecs::audio::well_known::CODEC_ID_AAC;
use symphonia_core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia_core::packet::PacketRef;

use super::boxes::{TopBox, find};
use super::bytes::Bytes;
use super::codec::SampleEntry;
use super::mp4::Track;
use super::sample_table::{FragmentDefaults, Sample, add_fragment, read_chunks, read_samples};

/// How sound is stored.
#[derive(Clone, Debug, PartialEq)]
pub enum SoundCodec {
    /// AAC, with its `AudioSpecificConfig`.
    Aac(Vec<u8>),
    /// Uncompressed.
    Pcm {
        /// Bytes of one sample of one channel: 1 to 4, or 8.
        bytes: u16,
        /// Whether the most significant byte goes first.
        is_big_endian: bool,
        /// Whether samples are floating-point numbers.
        is_float: bool,
    },
}

/// A packet of sound in a file.
#[derive(Clone, Copy, Debug, PartialEq)]
struct SoundPacket {
    offset: u64,
    bytes: u64,
    /// When it begins, s from the file's zero.
    at_s: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Location {
    Packets(Vec<SoundPacket>),
    MatroskaTrack(u64),
}

/// The sound of a video file, which can be decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct SoundTrack {
    codec: SoundCodec,
    /// Samples a second.
    pub rate_hz: f64,
    channels: u16,
    location: Location,
}

impl SoundTrack {
    pub(super) fn in_matroska(
        codec: SoundCodec,
        rate_hz: f64,
        channels: u16,
        track: u64,
    ) -> SoundTrack {
        SoundTrack {
            codec,
            rate_hz,
            channels,
            location: Location::MatroskaTrack(track),
        }
    }

    /// Gives the sound to `use_samples`, piece by piece: when a piece begins, s from the file's zero, and its samples, the
    /// channels' mean.
    ///
    /// # Errors
    /// The file cannot be read. A packet that cannot be decoded is left out.
    pub fn read(&self, path: &Path, mut use_samples: impl FnMut(f64, &[f32])) -> Result<()> {
        let name = || path.display().to_string();
        let file = File::open(path).with_context(name)?;
        let mut decoder = Decoder::new(self)?;
        let mut mono = Vec::new();
        match &self.location {
            Location::Packets(packets) => {
                let mut file = BufReader::new(file);
                let mut bytes = Vec::new();
                for packet in packets {
                    file.seek(SeekFrom::Start(packet.offset))
                        .with_context(name)?;
                    bytes.resize(usize::try_from(packet.bytes)?, 0);
                    if file.read_exact(&mut bytes).is_err() {
                        break;
                    }
                    decoder.decode(&bytes, &mut mono);
                    use_samples(packet.at_s, &mono);
                }
            }
            Location::MatroskaTrack(track) => {
                let mut file = MatroskaFile::open(BufReader::new(file))
                    .map_err(|e| anyhow!("{}: {e}", path.display()))?;
                let scale_s = file.info().timestamp_scale().get() as f64 * 1e-9;
                let mut frame = Frame::default();
                while file.next_frame(&mut frame).unwrap_or(false) {
                    if frame.track == *track {
                        decoder.decode(&frame.data, &mut mono);
                        use_samples(frame.timestamp as f64 * scale_s, &mono);
                    }
                }
            }
        }
        Ok(())
    }
}

struct Decoder<'t> {
    track: &'t SoundTrack,
    aac: Option<AacDecoder>,
}

impl Decoder<'_> {
    fn new(track: &SoundTrack) -> Result<Decoder<'_>> {
        let aac = match &track.codec {
            SoundCodec::Pcm { .. } => None,
            SoundCodec::Aac(config) => {
                let mut parameters = AudioCodecParameters::new();
                parameters.codec = CODEC_ID_AAC;
                parameters.sample_rate = Some(track.rate_hz as u32);
                parameters.extra_data = Some(config.clone().into_boxed_slice());
                let decoder = AacDecoder::try_new(&parameters, &AudioDecoderOptions::default());
                Some(decoder.map_err(|e| anyhow!("its sound cannot be decoded: {e}"))?)
            }
        };
        Ok(Decoder { track, aac })
    }

    /// The mean of the channels; silence of no length where the packet is damaged.
    fn decode(&mut self, packet: &[u8], mono: &mut Vec<f32>) {
        mono.clear();
        let channels = usize::from(self.track.channels.max(1));
        match (&mut self.aac, &self.track.codec) {
            (Some(aac), _) => {
                let packet = PacketRef::new(0, 0_i64.into(), 0_u64.into(), packet);
                let Ok(sound) = aac.decode_ref(&packet) else {
                    return;
                };
                let mut planes: Vec<Vec<f32>> = Vec::new();
                sound.copy_to_vecs_planar(&mut planes);
                let share = 1.0 / planes.len().max(1) as f32;
                for i in 0..planes.first().map_or(0, Vec::len) {
                    mono.push(planes.iter().map(|p| p[i] * share).sum());
                }
            }
            (
                None,
                SoundCodec::Pcm {
                    bytes,
                    is_big_endian,
                    is_float,
                },
            ) => {
                let bytes = usize::from(*bytes).max(1);
                for frame in packet.chunks_exact(bytes * channels) {
                    let sum: f32 = frame
                        .chunks_exact(bytes)
                        .map(|s| pcm_sample(s, *is_big_endian, *is_float))
                        .sum();
                    mono.push(sum / channels as f32);
                }
            }
            (None, SoundCodec::Aac(_)) => {}
        }
    }
}

/// One sample, -1 to 1.
fn pcm_sample(sample: &[u8], is_big_endian: bool, is_float: bool) -> f32 {
    let mut bytes = [0; 8];
    let n = sample.len().min(8);
    // Most significant byte first.
    for (i, byte) in bytes.iter_mut().take(n).enumerate() {
        *byte = sample[if is_big_endian { i } else { n - 1 - i }];
    }
    match (is_float, n) {
        (true, 4) => f32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        (true, _) => f64::from_be_bytes(bytes) as f32,
        // A single byte is unsigned.
        (false, 1) => (f32::from(bytes[0]) - 128.0) / 128.0,
        (false, _) => {
            i32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as f32 / 2_147_483_648.0
        }
    }
}

/// Bytes of an audio sample entry before its boxes, by QuickTime's version.
const AUDIO_ENTRY_BYTES: [usize; 3] = [28, 44, 64];
/// Uncompressed sound is read in pieces of this length, s.
const PIECE_S: f64 = 1.0;

/// The sound of an MP4's track; `None` where it is stored in a way that is not known.
pub(super) fn read_mp4(
    track: &mut Track<'_>,
    defaults: Option<&FragmentDefaults>,
    top: &[TopBox],
) -> Result<Option<SoundTrack>> {
    let entry = SampleEntry::first(track.stbl)?;
    let Some((codec, rate_hz, channels)) = read_entry(entry) else {
        return Ok(None);
    };
    let frame_bytes = match &codec {
        SoundCodec::Aac(_) => None,
        SoundCodec::Pcm { bytes, .. } => Some(u64::from(*bytes) * u64::from(channels)),
    };
    let scale = f64::from(track.timescale);
    let start_s = track.start_s();
    let mut packets = Vec::new();
    match frame_bytes {
        Some(frame_bytes) => {
            let piece = (PIECE_S * rate_hz) as u64;
            let mut frames = 0;
            for chunk in read_chunks(track.stbl)? {
                let mut left = u64::from(chunk.samples);
                let mut offset = chunk.offset;
                while left > 0 {
                    let n = left.min(piece.max(1));
                    packets.push(SoundPacket {
                        offset,
                        bytes: n * frame_bytes,
                        at_s: start_s + frames as f64 / rate_hz,
                    });
                    frames += n;
                    offset += n * frame_bytes;
                    left -= n;
                }
            }
        }
        None => {
            track.samples = read_samples(track.stbl)?;
            if let Some(defaults) = defaults {
                for moof in top.iter().filter(|b| b.kind == *b"moof") {
                    add_fragment(&moof.body, moof.start, *defaults, &mut track.samples)?;
                }
            }
            packets.extend(track.samples.iter().map(|s: &Sample| SoundPacket {
                offset: s.offset,
                bytes: u64::from(s.bytes),
                at_s: start_s + s.decoded as f64 / scale,
            }));
        }
    }
    Ok((!packets.is_empty()).then_some(SoundTrack {
        codec,
        rate_hz,
        channels,
        location: Location::Packets(packets),
    }))
}

/// Codec, samples a second and channels.
fn read_entry(entry: SampleEntry<'_>) -> Option<(SoundCodec, f64, u16)> {
    let mut body = Bytes(entry.body);
    body.take(8).ok()?;
    let version = body.u16().ok()?;
    body.take(6).ok()?;
    let (mut channels, mut bits) = (body.u16().ok()?, body.u16().ok()?);
    body.take(4).ok()?;
    let mut rate_hz = f64::from(body.u32().ok()?) / 65536.0;
    let mut flags = 0;
    if version == 2 {
        body.u32().ok()?;
        rate_hz = f64::from_bits(body.u64().ok()?);
        channels = u16::try_from(body.u32().ok()?).ok()?;
        body.u32().ok()?;
        bits = u16::try_from(body.u32().ok()?).ok()?;
        flags = body.u32().ok()?;
    }
    let inside = entry
        .body
        .get(*AUDIO_ENTRY_BYTES.get(usize::from(version))?..)?;
    let pcm = |bytes, is_big_endian, is_float| SoundCodec::Pcm {
        bytes,
        is_big_endian,
        is_float,
    };
    let codec = match &entry.format {
        b"mp4a" => {
            // QuickTime wraps it.
            let esds = find(inside, b"esds").or_else(|| find(find(inside, b"wave")?, b"esds"))?;
            SoundCodec::Aac(specific_config(esds.get(4..)?)?.to_vec())
        }
        b"sowt" => pcm(bits / 8, false, false),
        b"twos" => pcm(bits / 8, true, false),
        b"raw " => pcm(1, true, false),
        b"in24" => pcm(3, true, false),
        b"in32" => pcm(4, true, false),
        b"fl32" => pcm(4, true, true),
        b"fl64" => pcm(8, true, true),
        // Flags of CoreAudio: 1 float, 2 big-endian.
        b"lpcm" => pcm(bits / 8, flags & 2 != 0, flags & 1 != 0),
        b"ipcm" | b"fpcm" => {
            let pcmc = find(inside, b"pcmC")?;
            let is_little_endian = pcmc.get(4)? & 1 == 1;
            pcm(
                u16::from(*pcmc.get(5)?) / 8,
                !is_little_endian,
                entry.format == *b"fpcm",
            )
        }
        _ => return None,
    };
    let is_sane = rate_hz > 0.0 && rate_hz < 1e6 && (1..=64).contains(&channels);
    let has_bytes = !matches!(codec, SoundCodec::Pcm { bytes, .. } if !matches!(bytes, 1..=4 | 8));
    (is_sane && has_bytes).then_some((codec, rate_hz, channels))
}

/// The `AudioSpecificConfig` in an elementary stream descriptor (ISO/IEC 14496-1, 7.2.6).
fn specific_config(descriptors: &[u8]) -> Option<&[u8]> {
    let mut rest = Bytes(descriptors);
    loop {
        let tag = rest.u8().ok()?;
        let mut length = 0_usize;
        loop {
            let byte = rest.u8().ok()?;
            length = length.checked_shl(7)? | usize::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                break;
            }
        }
        match tag {
            // ES descriptor: id and flags, what they announce, then its descriptors.
            3 => {
                rest.u16().ok()?;
                let flags = rest.u8().ok()?;
                rest.take(if flags & 0x80 != 0 { 2 } else { 0 }).ok()?;
                if flags & 0x40 != 0 {
                    let n = rest.u8().ok()?;
                    rest.take(usize::from(n)).ok()?;
                }
                rest.take(if flags & 0x20 != 0 { 2 } else { 0 }).ok()?;
            }
            // Decoder configuration: 13 bytes, then its descriptors.
            4 => {
                rest.take(13).ok()?;
            }
            5 => return rest.take(length).ok(),
            _ => {
                rest.take(length).ok()?;
            }
        }
    }
}
