//! Repeatable random numbers.

use std::ops::RangeInclusive;

use nalgebra::Vector3;

/// A linear congruential generator with the multiplier and increment of Knuth's MMIX (The Art of Computer Programming,
/// vol. 2, §3.3.4); numbers are made of the upper 53 bits of its state.
#[derive(Clone, Debug)]
pub struct TestRng(u64);

impl TestRng {
    /// A generator with this seed.
    pub fn new(seed: u64) -> TestRng {
        TestRng(seed)
    }

    /// Uniform in [0, 1).
    pub fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform in [min, max).
    pub fn between(&mut self, min: f64, max: f64) -> f64 {
        min + (max - min) * self.uniform()
    }

    /// Nearly normal with mean 0 and standard deviation 1: the sum of twelve uniform numbers (Irwin–Hall).
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }

    /// A vector of three nearly normal numbers with standard deviation `sigma`.
    pub fn normal_vector(&mut self, sigma: f64) -> Vector3<f64> {
        Vector3::from_fn(|_, _| sigma * self.normal())
    }

    /// Uniform among the vectors whose length is in `lengths`, which ends at 1 at most.
    pub fn vector_of_length(&mut self, lengths: RangeInclusive<f64>) -> Vector3<f64> {
        loop {
            let v = Vector3::from_fn(|_, _| 2.0 * self.uniform() - 1.0);
            if lengths.contains(&v.norm()) {
                return v;
            }
        }
    }
}
