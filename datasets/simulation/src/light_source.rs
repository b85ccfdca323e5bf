//! The light of a venue.

use nalgebra::Vector3;

use crate::random::{RandomStream, purpose};
use crate::world_file::WorldFile;

/// The sun or the lamps of a venue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LightSource {
    /// Towards the sun or the main lamp, of unit length.
    pub direction: Vector3<f64>,
    /// Strength of the direct light, 0 to 1.
    pub direct: f64,
    /// Strength of the ambient light, 0 to 1.
    pub ambient: f64,
    /// Whether shadows have one hard edge (a sun) or are soft (many lamps).
    pub has_hard_shadows: bool,
}

impl LightSource {
    /// The light that the file describes; a direction that it leaves open is drawn by the seed.
    pub(crate) fn new(file: &WorldFile, seed: u64) -> LightSource {
        let mut random = RandomStream::new(seed, &[purpose::LIGHT]);
        let (azimuth, elevation) = (random.between(0.0, 360.0), random.between(28.0, 70.0));
        let azimuth = file.light.azimuth_deg.unwrap_or(azimuth).to_radians();
        let elevation = file.light.elevation_deg.unwrap_or(elevation).to_radians();
        LightSource {
            direction: Vector3::new(
                azimuth.cos() * elevation.cos(),
                azimuth.sin() * elevation.cos(),
                elevation.sin(),
            ),
            direct: file.light.direct,
            ambient: file.light.ambient,
            has_hard_shadows: file.light.hard_shadows,
        }
    }
}
