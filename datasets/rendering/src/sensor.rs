//! From light to bytes: exposure, white balance, vignetting, noise, sRGB.
//!
//! Noise is that of EMVA 1288: shot noise, whose variance grows with the light, and read noise, which is always there.

use crate::colour::{self, Light};
use crate::noise::{between, hash_all, normals};

/// The value of light 1 before noise is added.
pub(crate) const WHITE: f32 = 65535.0;
/// Size of the table of normal numbers that the noise is read from.
const NOISE: usize = 1 << 17;
/// Normal numbers are stored in steps of 1/256.
const FIXED: f32 = 256.0;

/// One camera's sensor and lens.
#[derive(Clone, Debug)]
pub(crate) struct Sensor {
    /// By channel, blue first.
    gain: Light,
    /// Fraction of the light that the corners lack.
    vignetting: f32,
    middle: [f32; 2],
    /// Colour saturation; 1 leaves colours as they are.
    saturation: f32,
    /// Standard deviation of the noise by light, for 256 levels of light, in steps of [`WHITE`].
    noise: Vec<i32>,
    normals: Vec<i16>,
    bytes: Vec<u8>,
    seed: u64,
}

impl Sensor {
    /// A sensor that is exposed for a scene of mean light `mean`. `noise` is a factor on its noise.
    pub fn new(seed: u64, [w, h]: [usize; 2], mean: f32, noise: f32) -> Sensor {
        let exposure = (0.24 / mean.max(1e-3)).clamp(0.4, 6.0) * between(seed, 1, [0.8, 1.3]);
        let warm = between(seed, 2, [-0.07, 0.07]);
        // Standard deviations as fractions of full scale, shot noise at white; a modern sensor at moderate gain.
        let (shot, read) = (
            between(seed, 3, [0.006, 0.020]),
            between(seed, 4, [0.0008, 0.003]),
        );
        // Manufacturers' tone curves differ from sRGB's.
        let contrast = between(seed, 7, [0.9, 1.15]);
        let deviation = |step: usize| {
            let light = step as f32 / 255.0;
            noise * (shot * shot * light + read * read).sqrt() * WHITE
        };
        Sensor {
            gain: [1.0 - warm, 1.0, 1.0 + warm].map(|g| g * exposure),
            vignetting: between(seed, 5, [0.05, 0.35]),
            middle: [w as f32 / 2.0, h as f32 / 2.0],
            saturation: between(seed, 6, [0.7, 1.1]),
            noise: (0..256).map(|i| deviation(i) as i32).collect(),
            normals: normals(seed, NOISE)
                .iter()
                .map(|n| (n * FIXED) as i16)
                .collect(),
            bytes: (0..4096)
                .map(|i| colour::srgb((i as f32 / 4095.0).powf(contrast)))
                .collect(),
            seed,
        }
    }

    /// Exposes linear red, green and blue light at a pixel: blue, green, red, with [`WHITE`] for white.
    pub fn expose(&self, light: Light, x: f32, y: f32) -> Light {
        let [cx, cy] = self.middle;
        let (dx, dy) = (x - cx, y - cy);
        let fall = WHITE * (1.0 - self.vignetting * (dx * dx + dy * dy) / (cx * cx + cy * cy));
        let grey = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
        let channel = |c: usize| {
            (grey + (light[2 - c] - grey) * self.saturation).max(0.0) * self.gain[c] * fall
        };
        [channel(0), channel(1), channel(2)]
    }

    /// Converts a row to bytes, with the noise of that image.
    pub fn develop(&self, row: &[u16], image: u64, y: usize, out: &mut [u8]) {
        let start =
            hash_all(&[self.seed, image, y as u64]) as usize % (NOISE - row.len().min(NOISE / 2));
        for ((out, &light), &normal) in out.iter_mut().zip(row).zip(&self.normals[start..]) {
            let deviation = self.noise[usize::from(light >> 8)];
            let noisy = i32::from(light) + ((deviation * i32::from(normal)) >> 8);
            *out = self.bytes[(noisy.clamp(0, 65535) >> 4) as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_the_requested_deviation() {
        let sensor = Sensor {
            bytes: (0..4096).map(|i| colour::srgb(i as f32 / 4095.0)).collect(),
            ..Sensor::new(7, [1280, 720], 0.2, 1.0)
        };
        let row = vec![13_000_u16; 3840];
        let mut out = vec![0; 3840];
        let (mut sum, mut squares, mut n) = (0.0, 0.0, 0.0);
        for image in 0..50 {
            sensor.develop(&row, image, 5, &mut out);
            for &b in &out {
                let light = f64::from(colour::linear(b)) * f64::from(WHITE);
                (sum, squares, n) = (sum + light, squares + light * light, n + 1.0);
            }
        }
        let (mean, deviation) = (sum / n, (squares / n - (sum / n).powi(2)).sqrt());
        let expected = f64::from(sensor.noise[13_000 >> 8]);
        assert!((mean - 13_000.0).abs() < 150.0, "{mean}");
        // Bytes round as well: a step of sRGB at this light is 205 wide, which adds 59.
        assert!(
            (deviation - expected.hypot(59.0)).abs() < 0.1 * expected,
            "{deviation} {expected}"
        );
    }

    #[test]
    fn every_image_has_its_own_noise_and_the_same_each_time() {
        let sensor = Sensor::new(7, [64, 48], 0.2, 1.0);
        let row = vec![20_000_u16; 192];
        let develop = |image| {
            let mut out = vec![0; 192];
            sensor.develop(&row, image, 3, &mut out);
            out
        };
        assert_eq!(develop(4), develop(4));
        assert_ne!(develop(4), develop(5));
    }
}
