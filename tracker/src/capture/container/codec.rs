//! What sample entries and codec headers say of the images: whether they are interlaced.

use anyhow::{Context, Result};

use super::boxes::{MovBox, boxes, find, full_box};
use super::bytes::Bytes;

/// The format of a track's samples, and what describes it.
#[derive(Clone, Copy)]
pub(super) struct SampleEntry<'b> {
    pub(super) format: [u8; 4],
    pub(super) body: &'b [u8],
}

impl<'b> SampleEntry<'b> {
    /// The first sample entry of a sample table.
    pub(super) fn first(stbl: &'b [u8]) -> Result<SampleEntry<'b>> {
        let (_, _, mut stsd) = full_box(find(stbl, b"stsd").context("a track without stsd")?)?;
        stsd.u32()?;
        let MovBox { kind, body } = boxes(stsd.0).next().context("an empty stsd")?;
        Ok(SampleEntry { format: kind, body })
    }
}

/// Bytes of a visual sample entry before its boxes.
const VISUAL_ENTRY_BYTES: usize = 78;

/// Whether the images of a video track are stored as two fields.
pub(super) fn is_interlaced(entry: SampleEntry<'_>) -> Option<bool> {
    let inside = entry.body.get(VISUAL_ENTRY_BYTES..)?;
    if let Some(fields) = find(inside, b"fiel").and_then(|f| f.first()) {
        return Some(*fields == 2);
    }
    if let Some(avcc) = find(inside, b"avcC") {
        return is_avcc_interlaced(avcc);
    }
    let hvcc = find(inside, b"hvcC")?;
    // Byte 6 begins with general_progressive_source_flag, general_interlaced_source_flag (ISO/IEC 14496-15, 8.3.3).
    match hvcc.get(6)? >> 6 {
        0b10 => Some(false),
        0b01 => Some(true),
        _ => None,
    }
}

/// From an `avcC` (ISO/IEC 14496-15, 5.3.3), which Matroska keeps as the track's private data.
pub(super) fn is_avcc_interlaced(avcc: &[u8]) -> Option<bool> {
    let length = u16::from_be_bytes(avcc.get(6..8)?.try_into().ok()?);
    let sps = avcc.get(8..8 + usize::from(length))?;
    Some(!frame_mbs_only(sps.get(1..)?)?)
}

/// `frame_mbs_only_flag` of a sequence parameter set without its first byte (ITU-T H.264, 7.3.2.1.1).
fn frame_mbs_only(sps: &[u8]) -> Option<bool> {
    let payload = without_emulation(sps);
    let profile = *payload.first()?;
    let mut bits = Bits {
        bytes: Bytes(payload.get(3..)?),
        byte: 0,
        left: 0,
    };
    bits.exp_golomb()?;
    if matches!(
        profile,
        100 | 110 | 122 | 244 | 44 | 83 | 86 | 118 | 128 | 138 | 139 | 134 | 135
    ) {
        let chroma_format = bits.exp_golomb()?;
        if chroma_format == 3 {
            bits.bit()?;
        }
        bits.exp_golomb()?;
        bits.exp_golomb()?;
        bits.bit()?;
        if bits.bit()? {
            for list in 0..if chroma_format == 3 { 12 } else { 8 } {
                if bits.bit()? {
                    bits.skip_scaling_list(if list < 6 { 16 } else { 64 })?;
                }
            }
        }
    }
    bits.exp_golomb()?;
    match bits.exp_golomb()? {
        0 => {
            bits.exp_golomb()?;
        }
        1 => {
            bits.bit()?;
            bits.exp_golomb()?;
            bits.exp_golomb()?;
            for _ in 0..bits.exp_golomb()?.min(255) {
                bits.exp_golomb()?;
            }
        }
        _ => {}
    }
    bits.exp_golomb()?;
    bits.bit()?;
    bits.exp_golomb()?;
    bits.exp_golomb()?;
    bits.bit()
}

/// The payload of a NAL unit: a 3 after two zeros is there to avoid start codes alone.
fn without_emulation(unit: &[u8]) -> Vec<u8> {
    let mut zeros = 0;
    let mut payload = Vec::new();
    for &byte in unit {
        if zeros >= 2 && byte == 3 {
            zeros = 0;
            continue;
        }
        zeros = if byte == 0 { zeros + 1 } else { 0 };
        payload.push(byte);
    }
    payload
}

struct Bits<'b> {
    bytes: Bytes<'b>,
    byte: u8,
    left: u32,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<bool> {
        if self.left == 0 {
            (self.byte, self.left) = (self.bytes.u8().ok()?, 8);
        }
        self.left -= 1;
        Some(self.byte >> self.left & 1 == 1)
    }

    fn exp_golomb(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
        }
        if zeros > 31 {
            return None;
        }
        let mut value: u32 = 1;
        for _ in 0..zeros {
            value = value << 1 | u32::from(self.bit()?);
        }
        Some(value - 1)
    }

    fn skip_scaling_list(&mut self, entries: u32) -> Option<()> {
        let (mut last, mut next) = (8_i64, 8_i64);
        for _ in 0..entries {
            if next != 0 {
                let code = i64::from(self.exp_golomb()?);
                let delta = if code % 2 == 0 {
                    -(code / 2)
                } else {
                    code / 2 + 1
                };
                next = (last + delta).rem_euclid(256);
            }
            last = if next == 0 { last } else { next };
        }
        Some(())
    }
}
