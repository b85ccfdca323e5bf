//! Where two recordings have the same sounds: the cross-correlation of their onsets.

use std::fmt;

use anyhow::Result;
use opencv::core::{self, CV_32F, DFT_INVERSE, DFT_SCALE, Mat, MatTraitConst, MatTraitConstManual};

use super::onsets::{ONSET_RATE_HZ, Onsets};

/// Recordings must share this much, s, or half of the shorter one.
const MIN_SHARED_S: f64 = 5.0;
/// A match stands out of all other offsets by this many standard deviations.
const MIN_SCORE: f64 = 9.0;
/// The next best offset, further away than [`NEIGHBOUR_S`], must be weaker by this factor.
const MAX_SECOND_SHARE: f64 = 0.75;
const NEIGHBOUR_S: f64 = 0.06;
/// A match of which this share comes from a tenth of a second is that of a single sound.
const SINGLE_SHARE: f64 = 0.8;
const SINGLE_S: f64 = 0.1;

/// Two recordings that have the same sounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SoundMatch {
    /// The second recording's zero in the time of the first, s.
    pub offset_s: f64,
    /// How far it stands out of other offsets, standard deviations.
    pub score: f64,
    /// Whether one loud sound makes all of it.
    pub is_single_sound: bool,
}

/// Why sounds do not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoundMismatch {
    /// One of them is too short.
    TooShort,
    /// No offset stands out.
    NothingInCommon,
    /// Several offsets are about as good: the sounds repeat.
    Ambiguous,
}

impl fmt::Display for SoundMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SoundMismatch::TooShort => "too short to compare",
            SoundMismatch::NothingInCommon => "no offset at which they have the same sounds",
            SoundMismatch::Ambiguous => "several offsets fit about as well: the sounds repeat",
        })
    }
}

/// Finds the offset at which two recordings have the same sounds.
///
/// # Errors
/// There is none, or more than one.
pub fn match_sounds(a: &Onsets, b: &Onsets) -> Result<SoundMatch, SoundMismatch> {
    let (n, m) = (a.values.len(), b.values.len());
    let min_shared = ((MIN_SHARED_S * ONSET_RATE_HZ) as usize).min(n.min(m) / 2);
    if (min_shared as f64) < 0.5 * ONSET_RATE_HZ {
        return Err(SoundMismatch::TooShort);
    }
    let correlation =
        cross_correlation(&a.values, &b.values).map_err(|_| SoundMismatch::NothingInCommon)?;
    let size = correlation.len();
    // The element of an offset, values, which may be negative.
    let at = |offset: i64| f64::from(correlation[offset.rem_euclid(size as i64) as usize]);
    let offsets = -(m as i64 - min_shared as i64)..=(n as i64 - min_shared as i64);
    let shared = |offset: i64| (n as i64).min(offset + m as i64) - offset.max(0);
    let score = |offset: i64| at(offset) / (shared(offset) as f64).sqrt();
    let scores: Vec<f64> = offsets.clone().map(score).collect();
    let best = (0..scores.len()).max_by(|i, j| scores[*i].total_cmp(&scores[*j]));
    let best = best.ok_or(SoundMismatch::TooShort)?;
    let sigma = robust_sigma(&scores).max(1e-3 * scores[best]);
    if scores[best] < MIN_SCORE * sigma {
        return Err(SoundMismatch::NothingInCommon);
    }
    let neighbour = (NEIGHBOUR_S * ONSET_RATE_HZ) as usize;
    let second = (scores.iter().enumerate())
        .filter(|(i, _)| i.abs_diff(best) > neighbour)
        .map(|(_, s)| *s)
        .fold(0.0, f64::max);
    if second > MAX_SECOND_SHARE * scores[best] {
        return Err(SoundMismatch::Ambiguous);
    }
    let offset = offsets.start() + best as i64;
    Ok(SoundMatch {
        offset_s: (offset as f64 + peak_shift(&scores, best)) / ONSET_RATE_HZ,
        score: scores[best] / sigma,
        is_single_sound: is_single_sound(&a.values, &b.values, offset),
    })
}

/// Σ a[i + offset] · b[i] for every offset, modulo the length of the result.
fn cross_correlation(a: &[f32], b: &[f32]) -> Result<Vec<f32>> {
    let size = core::get_optimal_dft_size(i32::try_from(a.len() + b.len())?)?;
    let spectrum = |values: &[f32]| -> Result<Mat> {
        let mut padded = values.to_vec();
        padded.resize(size as usize, 0.0);
        let mut spectrum = Mat::default();
        core::dft(&Mat::from_slice(&padded)?, &mut spectrum, 0, 0)?;
        Ok(spectrum)
    };
    let (mut product, mut correlation) = (Mat::default(), Mat::default());
    core::mul_spectrums(&spectrum(a)?, &spectrum(b)?, &mut product, 0, true)?;
    core::dft(&product, &mut correlation, DFT_INVERSE | DFT_SCALE, 0)?;
    anyhow::ensure!(correlation.typ() == CV_32F, "a correlation is real");
    Ok(correlation.data_typed::<f32>()?.to_vec())
}

/// The standard deviation of most of the values, from the median of their distances to the median.
fn robust_sigma(values: &[f64]) -> f64 {
    let median = |mut values: Vec<f64>| {
        let middle = values.len() / 2;
        *values.select_nth_unstable_by(middle, f64::total_cmp).1
    };
    let centre = median(values.to_vec());
    1.4826 * median(values.iter().map(|v| (v - centre).abs()).collect())
}

/// How far the top of a parabola through a peak and its neighbours lies from it, values.
fn peak_shift(scores: &[f64], best: usize) -> f64 {
    let around = best.checked_sub(1).zip(scores.get(best + 1));
    let Some((before, after)) = around.map(|(i, after)| (scores[i], *after)) else {
        return 0.0;
    };
    let curvature = before - 2.0 * scores[best] + after;
    match curvature < 0.0 {
        true => (0.5 * (before - after) / curvature).clamp(-0.5, 0.5),
        false => 0.0,
    }
}

fn is_single_sound(a: &[f32], b: &[f32], offset: i64) -> bool {
    let products: Vec<f64> = (b.iter().enumerate())
        .filter_map(|(i, b)| {
            let i = usize::try_from(i as i64 + offset).ok()?;
            Some(f64::from(a.get(i)? * b))
        })
        .collect();
    let window = (SINGLE_S * ONSET_RATE_HZ) as usize;
    let total: f64 = products.iter().sum();
    let sums = products.windows(window).map(|w| w.iter().sum::<f64>());
    sums.fold(0.0, f64::max) > SINGLE_SHARE * total
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_testkit::TestRng;

    use super::*;

    /// Noise of a microphone, s long, with sounds at those times that decay.
    fn energy(rng: &mut TestRng, length_s: f64, sounds_s: &[f64], loudness: f64) -> Vec<f32> {
        let n = (length_s * ONSET_RATE_HZ) as usize;
        let mut energy: Vec<f32> = (0..n).map(|_| rng.between(0.5, 1.5) as f32).collect();
        for at_s in sounds_s {
            for i in 0..200 {
                let bin = (at_s * ONSET_RATE_HZ).round() + f64::from(i);
                if bin >= 0.0
                    && let Some(e) = energy.get_mut(bin as usize)
                {
                    *e += (loudness * (-f64::from(i) / 30.0).exp()) as f32;
                }
            }
        }
        energy
    }

    fn matched(
        sounds_s: &[f64],
        offset_s: f64,
        loudness: f64,
    ) -> Result<SoundMatch, SoundMismatch> {
        let mut rng = TestRng::new(5);
        let a = Onsets::from_energy(&energy(&mut rng, 20.0, sounds_s, loudness));
        let later: Vec<f64> = sounds_s.iter().map(|s| s - offset_s).collect();
        let b = Onsets::from_energy(&energy(&mut rng, 16.0, &later, loudness));
        match_sounds(&a, &b)
    }

    #[test]
    fn a_clap_gives_the_offset_to_a_few_milliseconds() {
        for offset_s in [-3.217, 0.0, 1.733] {
            let found = matched(&[7.4], offset_s, 1000.0).unwrap();
            assert!((found.offset_s - offset_s).abs() < 3e-3, "{found:?}");
            assert!(found.is_single_sound, "{found:?}");
        }
    }

    #[test]
    fn the_noise_of_a_hall_gives_the_offset() {
        let mut rng = TestRng::new(8);
        let sounds: Vec<f64> = (0..60).map(|_| rng.between(0.0, 20.0)).collect();
        let found = matched(&sounds, 2.311, 20.0).unwrap();
        assert!((found.offset_s - 2.311).abs() < 3e-3, "{found:?}");
        assert!(!found.is_single_sound, "{found:?}");
    }

    #[test]
    fn sounds_that_repeat_and_sounds_that_differ_are_refused() {
        let beats: Vec<f64> = (0..40).map(|i| 0.5 * f64::from(i)).collect();
        assert_eq!(matched(&beats, 1.25, 100.0), Err(SoundMismatch::Ambiguous));
        assert_eq!(matched(&[], 1.0, 0.0), Err(SoundMismatch::NothingInCommon));
        let short = Onsets {
            values: vec![1.0; 300],
        };
        assert_eq!(match_sounds(&short, &short), Err(SoundMismatch::TooShort));
    }
}
