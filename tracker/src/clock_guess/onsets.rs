//! How suddenly a sound grows, a thousand times a second: what two microphones in one hall have in common.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::capture::container::SoundTrack;

/// Values a second.
pub const ONSET_RATE_HZ: f64 = 1000.0;
/// As much of a recording is listened to, s.
const MAX_LENGTH_S: f64 = 600.0;
/// What the sound is compared with before and after an instant, values.
const BEFORE: usize = 10;
const AFTER: usize = 5;
/// Energies below this share of the loudest are silence: 70 dB.
const SILENCE_SHARE: f32 = 1e-7;
/// A single onset counts as at most this many standard deviations.
const MAX_ONSET: f32 = 30.0;

/// The onsets of a recording, from its zero on.
#[derive(Clone, Debug, PartialEq)]
pub struct Onsets {
    /// Standard deviations from the mean, at `ONSET_RATE_HZ`.
    pub values: Vec<f32>,
}

impl Onsets {
    /// Listens to the sound of a file.
    ///
    /// # Errors
    /// The file cannot be read, or is silent.
    pub fn read(sound: &SoundTrack, path: &Path) -> Result<Onsets> {
        let mut energy: Vec<f32> = Vec::new();
        let mut last = 0.0;
        sound.read(path, |at_s, samples| {
            if at_s > MAX_LENGTH_S {
                return;
            }
            for (i, sample) in samples.iter().enumerate() {
                // The difference of neighbours leaves out rumble and the hum of the mains.
                let change = sample - last;
                last = *sample;
                let bin = ((at_s + i as f64 / sound.rate_hz) * ONSET_RATE_HZ).floor();
                if !(0.0..=MAX_LENGTH_S * ONSET_RATE_HZ).contains(&bin) {
                    continue;
                }
                let bin = bin as usize;
                if bin >= energy.len() {
                    energy.resize(bin + 1, 0.0);
                }
                energy[bin] += change * change;
            }
        })?;
        let onsets = Onsets::from_energy(&energy);
        ensure!(
            onsets.values.iter().any(|v| *v != 0.0),
            "{}: its sound is silence",
            path.display()
        );
        Ok(onsets)
    }

    /// From the energy of the sound in each thousandth of a second.
    pub fn from_energy(energy: &[f32]) -> Onsets {
        let mut sorted = energy.to_vec();
        sorted.sort_by(f32::total_cmp);
        let (median, loudest) = match (sorted.get(sorted.len() / 2), sorted.last()) {
            (Some(median), Some(loudest)) if *loudest > 0.0 => (*median, *loudest),
            _ => return Onsets { values: Vec::new() },
        };
        let floor = median.max(SILENCE_SHARE * loudest);
        // Running sums of loudness: means over any stretch.
        let mut sums = vec![0.0_f64];
        for value in energy {
            let loudness = f64::from((value + floor).ln());
            sums.push(sums[sums.len() - 1] + loudness);
        }
        let n = energy.len();
        let mean = |from: usize, to: usize| (sums[to] - sums[from]) / (to - from) as f64;
        let growth = |i: usize| match i >= BEFORE && i + AFTER <= n {
            true => (mean(i, i + AFTER) - mean(i - BEFORE, i)).max(0.0) as f32,
            false => 0.0,
        };
        let mut values: Vec<f32> = (0..n).map(growth).collect();
        normalize(&mut values);
        for value in &mut values {
            *value = value.min(MAX_ONSET);
        }
        Onsets { values }
    }
}

/// Makes the mean 0 and the standard deviation 1; of values that are all alike, 0.
fn normalize(values: &mut [f32]) {
    let n = values.len().max(1) as f64;
    let mean = values.iter().map(|v| f64::from(*v)).sum::<f64>() / n;
    let squares = values.iter().map(|v| (f64::from(*v) - mean).powi(2));
    let sigma = (squares.sum::<f64>() / n).sqrt();
    for value in values {
        *value = match sigma > 1e-12 {
            true => ((f64::from(*value) - mean) / sigma) as f32,
            false => 0.0,
        };
    }
}
