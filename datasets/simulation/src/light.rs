//! Where light comes from.

use nalgebra::Vector3;

use crate::file::WorldFile;
use crate::random::{Random, stream};

/// Where light comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// Towards the sun or the main lamp, of unit length.
    pub towards: Vector3<f64>,
    /// Strength of the main light, 0 to 1.
    pub direct: f64,
    /// Strength of the light from everywhere, 0 to 1.
    pub ambient: f64,
    /// Whether shadows have one hard edge (a sun) or are soft (many lamps).
    pub hard_shadows: bool,
}

pub(crate) fn light(file: &WorldFile, seed: u64) -> Light {
    let mut random = Random::new(seed, &[stream::LIGHT]);
    let (azimuth, elevation) = (random.between(0.0, 360.0), random.between(28.0, 70.0));
    let azimuth = file.light.azimuth_deg.unwrap_or(azimuth).to_radians();
    let elevation = file.light.elevation_deg.unwrap_or(elevation).to_radians();
    Light {
        towards: Vector3::new(
            azimuth.cos() * elevation.cos(),
            azimuth.sin() * elevation.cos(),
            elevation.sin(),
        ),
        direct: file.light.direct,
        ambient: file.light.ambient,
        hard_shadows: file.light.hard_shadows,
    }
}
