//! Where the samples of a track lie and when they are shown: sample tables and fragments (ISO/IEC 14496-12, 8.6 to 8.8).

use anyhow::{Context, Result, ensure};

use super::boxes::{boxes, find, full_box};

/// The most samples of a track: a day at 1000 Hz.
const MAX_SAMPLES: usize = 86_400_000;

/// One sample: an image, or a packet of sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) offset: u64,
    pub(super) bytes: u32,
    /// When it is decoded, in the track's units.
    pub(super) decoded: i64,
    pub(super) duration: u32,
    /// How much later it is shown.
    pub(super) shown_later: i32,
    pub(super) is_key: bool,
}

impl Sample {
    pub(super) fn shown(&self) -> i64 {
        self.decoded + i64::from(self.shown_later)
    }
}

/// A run of samples that lie side by side in a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chunk {
    pub(super) offset: u64,
    pub(super) samples: u32,
}

/// The chunks of a table.
pub(super) fn read_chunks(stbl: &[u8]) -> Result<Vec<Chunk>> {
    let (is_long, table) = match (find(stbl, b"stco"), find(stbl, b"co64")) {
        (Some(table), _) => (false, table),
        (None, Some(table)) => (true, table),
        (None, None) => return Ok(Vec::new()),
    };
    let (_, _, mut table) = full_box(table)?;
    let n = table.u32()?;
    let (_, _, mut runs) = full_box(find(stbl, b"stsc").context("there is no stsc")?)?;
    let run_count = runs.u32()?;
    let mut read_run = || -> Result<(u32, u32)> {
        let first_and_samples = (runs.u32()?, runs.u32()?);
        runs.u32()?;
        Ok(first_and_samples)
    };
    let mut run_starts = Vec::new();
    for _ in 0..run_count {
        run_starts.push(read_run()?);
    }
    let (mut chunks, mut run) = (Vec::new(), 0);
    for i in 0..n {
        while run_starts.get(run + 1).is_some_and(|next| next.0 <= i + 1) {
            run += 1;
        }
        chunks.push(Chunk {
            offset: table.u32_or_u64(is_long)?,
            samples: run_starts.get(run).map_or(0, |r| r.1),
        });
    }
    Ok(chunks)
}

/// The samples of `stbl`, one by one. Not for uncompressed sound, which has millions.
pub(super) fn read_samples(stbl: &[u8]) -> Result<Vec<Sample>> {
    let Some(sizes) = find(stbl, b"stsz") else {
        return Ok(Vec::new());
    };
    let (_, _, mut sizes) = full_box(sizes)?;
    let (size, n) = (sizes.u32()?, sizes.u32()? as usize);
    ensure!(n <= MAX_SAMPLES, "a track of {n} samples");
    let mut durations = Runs::read(find(stbl, b"stts"))?;
    let mut later = Runs::read(find(stbl, b"ctts"))?;
    let keys = find(stbl, b"stss").map(read_keys).transpose()?;
    let (mut samples, mut decoded) = (Vec::new(), 0);
    'chunks: for chunk in read_chunks(stbl)? {
        let mut offset = chunk.offset;
        for _ in 0..chunk.samples {
            if samples.len() == n {
                break 'chunks;
            }
            let bytes = if size == 0 { sizes.u32()? } else { size };
            let duration = durations.next();
            let number = samples.len() as u32 + 1;
            samples.push(Sample {
                offset,
                bytes,
                decoded,
                duration,
                shown_later: later.next() as i32,
                is_key: keys
                    .as_ref()
                    .is_none_or(|k| k.binary_search(&number).is_ok()),
            });
            decoded += i64::from(duration);
            offset += u64::from(bytes);
        }
    }
    Ok(samples)
}

/// How many samples `stts` gives a time to.
pub(super) fn timed_samples(stbl: &[u8]) -> Result<u64> {
    let runs = Runs::read(find(stbl, b"stts"))?;
    Ok(runs.runs.iter().map(|(n, _)| u64::from(*n)).sum())
}

fn read_keys(stss: &[u8]) -> Result<Vec<u32>> {
    let (_, _, mut keys) = full_box(stss)?;
    (0..keys.u32()?).map(|_| keys.u32()).collect()
}

/// Values by their number: `stts`, `ctts`. The last value goes on for ever.
struct Runs {
    runs: Vec<(u32, u32)>,
    run: usize,
    used: u32,
}

impl Runs {
    fn read(table: Option<&[u8]>) -> Result<Runs> {
        let mut runs = Vec::new();
        if let Some(table) = table {
            let (_, _, mut table) = full_box(table)?;
            for _ in 0..table.u32()? {
                runs.push((table.u32()?, table.u32()?));
            }
        }
        runs.retain(|(n, _)| *n > 0);
        Ok(Runs {
            runs,
            run: 0,
            used: 0,
        })
    }

    fn next(&mut self) -> u32 {
        let Some((n, value)) = self.runs.get(self.run).copied() else {
            return self.runs.last().map_or(0, |r| r.1);
        };
        self.used += 1;
        if self.used >= n {
            (self.run, self.used) = (self.run + 1, 0);
        }
        value
    }
}

/// What `trex` says of the samples of a track's fragments.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FragmentDefaults {
    pub(super) track: u32,
    duration: u32,
    bytes: u32,
    flags: u32,
}

impl FragmentDefaults {
    /// Those of all tracks.
    pub(super) fn read_all(moov: &[u8]) -> Result<Vec<FragmentDefaults>> {
        let Some(mvex) = find(moov, b"mvex") else {
            return Ok(Vec::new());
        };
        let trex = boxes(mvex).filter(|b| b.kind == *b"trex");
        trex.map(|b| {
            let (_, _, mut b) = full_box(b.body)?;
            let track = b.u32()?;
            b.u32()?;
            Ok(FragmentDefaults {
                track,
                duration: b.u32()?,
                bytes: b.u32()?,
                flags: b.u32()?,
            })
        })
        .collect()
    }
}

/// Bit of a fragment's sample flags: it cannot be decoded alone.
const IS_NOT_KEY: u32 = 0x1_0000;

/// Adds the samples of a fragment (`moof`, which begins at `start`) to its track's.
pub(super) fn add_fragment(
    moof: &[u8],
    start: u64,
    defaults: FragmentDefaults,
    samples: &mut Vec<Sample>,
) -> Result<()> {
    for traf in boxes(moof).filter(|b| b.kind == *b"traf") {
        let (_, flags, mut head) =
            full_box(find(traf.body, b"tfhd").context("a fragment without tfhd")?)?;
        if head.u32()? != defaults.track {
            continue;
        }
        let mut defaults = defaults;
        let base = if flags & 1 != 0 { head.u64()? } else { start };
        if flags & 2 != 0 {
            head.u32()?;
        }
        for (bit, field) in [
            (8, &mut defaults.duration),
            (0x10, &mut defaults.bytes),
            (0x20, &mut defaults.flags),
        ] {
            if flags & bit != 0 {
                *field = head.u32()?;
            }
        }
        let mut decoded = samples
            .last()
            .map_or(0, |s| s.decoded + i64::from(s.duration));
        if let Some(tfdt) = find(traf.body, b"tfdt") {
            let (version, _, mut tfdt) = full_box(tfdt)?;
            decoded = i64::try_from(tfdt.u32_or_u64(version == 1)?)?;
        }
        let mut offset = base;
        for trun in boxes(traf.body).filter(|b| b.kind == *b"trun") {
            (decoded, offset) = add_run(trun.body, base, (decoded, offset), defaults, samples)?;
        }
    }
    Ok(())
}

/// Adds the samples of a `trun`. Returns when and where the next run's begin.
fn add_run(
    trun: &[u8],
    base: u64,
    (mut decoded, mut offset): (i64, u64),
    defaults: FragmentDefaults,
    samples: &mut Vec<Sample>,
) -> Result<(i64, u64)> {
    let (_, flags, mut run) = full_box(trun)?;
    let n = run.u32()?;
    if flags & 1 != 0 {
        let from_base = run.i32()?;
        offset = base
            .checked_add_signed(i64::from(from_base))
            .context("a fragment before the file")?;
    }
    let mut first_flags = match flags & 4 {
        0 => None,
        _ => Some(run.u32()?),
    };
    // A run without any field of its own has samples that are all alike: their number is bounded by the file's length alone.
    ensure!(
        samples.len() + n as usize <= MAX_SAMPLES,
        "a fragment of {n} samples"
    );
    for _ in 0..n {
        let mut field = |bit: u32, default: u32| match flags & bit {
            0 => anyhow::Ok(default),
            _ => run.u32(),
        };
        let duration = field(0x100, defaults.duration)?;
        let bytes = field(0x200, defaults.bytes)?;
        let own_flags = field(0x400, defaults.flags)?;
        let shown_later = field(0x800, 0)? as i32;
        samples.push(Sample {
            offset,
            bytes,
            decoded,
            duration,
            shown_later,
            is_key: first_flags.take().unwrap_or(own_flags) & IS_NOT_KEY == 0,
        });
        decoded += i64::from(duration);
        offset += u64::from(bytes);
    }
    Ok((decoded, offset))
}
