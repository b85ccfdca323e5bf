//! Errors of a detector that last: a stationary Gaussian process of time with correlation exp(−|Δt| / τ), as a sum of waves
//! with random phases whose frequencies are drawn from its spectrum, a Cauchy distribution of width 1 / (2πτ) (random Fourier
//! features: Rahimi and Recht, NIPS 2007). It is a pure function of time.

use crate::random::RandomStream;

/// More waves are nearer to normal, and slower.
const WAVES: usize = 12;
/// The highest frequency, Hz: of the spectrum's tail, which no camera resolves.
const MAX_FREQUENCY_HZ: f64 = 500.0;

/// The error of one coordinate at `t_s`, of standard deviation 1. `random` is the same for all times.
pub(crate) fn lasting_noise(random: &mut RandomStream, t_s: f64, correlation_time_s: f64) -> f64 {
    use std::f64::consts::{PI, TAU};
    let wave = |_| {
        let (quantile, phase) = (random.unit(), TAU * random.unit());
        let frequency_hz = (PI * (quantile - 0.5)).tan() / (TAU * correlation_time_s);
        let frequency_hz = frequency_hz.clamp(-MAX_FREQUENCY_HZ, MAX_FREQUENCY_HZ);
        (TAU * frequency_hz * t_s + phase).cos()
    };
    (0..WAVES).map(wave).sum::<f64>() * (2.0 / WAVES as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variance_is_one_and_the_correlation_falls_to_1_over_e_within_the_time() {
        let at = |seed: u64, t_s: f64| lasting_noise(&mut RandomStream::new(seed, &[]), t_s, 0.3);
        let (mut variance, mut covariance) = (0.0, 0.0);
        let n = 4000;
        for seed in 0..n {
            variance += at(seed, 1.0).powi(2) / n as f64;
            covariance += at(seed, 1.0) * at(seed, 1.3) / n as f64;
        }
        assert!((variance - 1.0).abs() < 0.06, "{variance}");
        assert!((covariance - (-1.0_f64).exp()).abs() < 0.06, "{covariance}");
    }
}
