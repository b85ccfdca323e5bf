//! Random numbers that a seed determines.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A stream of random numbers. A seed and a purpose determine it, whatever other streams are read.
pub(crate) struct RandomStream(ChaCha8Rng);

impl RandomStream {
    /// The stream of `seed` for the purpose that `words` name.
    pub fn new(seed: u64, words: &[u64]) -> RandomStream {
        let mixed = words
            .iter()
            .fold(scramble(seed), |h, w| scramble(h ^ scramble(*w)));
        RandomStream(ChaCha8Rng::seed_from_u64(mixed))
    }

    /// Any 64 bits.
    pub fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in [`min`, `max`).
    pub fn between(&mut self, min: f64, max: f64) -> f64 {
        min + (max - min) * self.unit()
    }

    /// True with that probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Uniform in 0..`n`; `n` is not 0.
    pub fn index(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n - 1)
    }

    /// Standard normal (Box and Muller, 1958).
    pub fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.unit(), self.unit());
        (-2.0 * u.ln()).sqrt() * (TAU * v).cos()
    }

    /// Poisson with that mean (Knuth's method; small means).
    pub fn poisson(&mut self, mean: f64) -> usize {
        let (threshold, mut product, mut n) = ((-mean.min(50.0)).exp(), self.unit(), 0);
        while product > threshold {
            product *= self.unit();
            n += 1;
        }
        n
    }
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
fn scramble(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The purposes of one seed's streams: a longer draw for one purpose does not change another.
pub(crate) mod purpose {
    pub const BODIES: u64 = 1;
    pub const KITS: u64 = 2;
    pub const ACTION: u64 = 3;
    pub const CAMERAS: u64 = 4;
    pub const LIGHT: u64 = 5;
    pub const VIEWS: u64 = 6;
    pub const APPEARANCES: u64 = 7;
    pub const BALL: u64 = 8;
    pub const LASTING_NOISE: u64 = 9;
    pub const STOLEN_JOINTS: u64 = 10;
}
