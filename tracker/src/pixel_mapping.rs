//! From pixels of images of another size to the pixels that the rig was calibrated with.

use anyhow::Result;
use trackside_calibration::{Camera, Intrinsics, SizePolicy};
use trackside_schema::RawPixel;

/// Maps pixels of images of one size to the pixels that the rig was calibrated with: `p_rig = s p_image + t` per axis, with
/// `s = f_rig / f_image` and `t = c_rig - s c_image`. The lens distorts ideal points alike in both, so pixels differ by
/// focal lengths and principal points alone.
///
/// One rig then serves detections, videos, recordings and every process of a venue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelMapping {
    image: Intrinsics,
    rig: Intrinsics,
}

impl PixelMapping {
    /// For images of `size_px`.
    ///
    /// # Errors
    /// A size that is not the rig's, unless `policy` says how that came about.
    pub fn new(camera: &Camera, size_px: [u32; 2], policy: SizePolicy) -> Result<PixelMapping> {
        Ok(PixelMapping {
            image: camera.for_image_size(size_px, policy)?.intrinsics,
            rig: camera.intrinsics,
        })
    }

    /// The mapping as the rows of an affine matrix: `x_rig = sx x + tx`, `y_rig = sy y + ty`.
    pub fn affine_rows(&self) -> [[f64; 3]; 2] {
        let (from, to) = (&self.image, &self.rig);
        let (sx, sy) = (to.fx / from.fx, to.fy / from.fy);
        [
            [sx, 0.0, to.cx - sx * from.cx],
            [0.0, sy, to.cy - sy * from.cy],
        ]
    }

    /// Whether pixels stay as they are.
    pub fn is_identity(&self) -> bool {
        self.image == self.rig
    }

    /// Maps a pixel and its standard deviation, rounded to single precision as measured pixels are.
    pub fn apply(&self, at: RawPixel, sigma_px: f32) -> (RawPixel, f32) {
        let (from, to) = (&self.image, &self.rig);
        let x = (at.x - from.cx) * (to.fx / from.fx) + to.cx;
        let y = (at.y - from.cy) * (to.fy / from.fy) + to.cy;
        let scale = (to.fx / from.fx).max(to.fy / from.fy) as f32;
        let at = RawPixel::new(f64::from(x as f32), f64::from(y as f32));
        (at, sigma_px * scale)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use trackside_calibration::Distortion;
    use trackside_schema::WorldPoint;

    fn camera() -> Camera {
        Camera {
            name: "a".into(),
            size_px: [1088, 1920],
            intrinsics: Intrinsics {
                fx: 1500.0,
                fy: 1510.0,
                cx: 540.0,
                cy: 950.0,
            },
            distortion: Distortion::BrownConrady([0.1, -0.05, 1e-3, 0.0, 0.0, 0.0, 0.0, 0.0]),
            cam_from_world: nalgebra::Isometry3::translation(0.0, 0.0, 5.0),
        }
    }

    /// A point projected by the camera of the smaller image maps to its projection by the rig's camera.
    #[test]
    fn pixels_of_a_scaled_image_map_to_the_rigs() {
        let rig = camera();
        for policy in [SizePolicy::Scale, SizePolicy::Crop] {
            let size = [544, 960];
            let small = rig.for_image_size(size, policy).unwrap();
            let mapping = PixelMapping::new(&rig, size, policy).unwrap();
            let p = WorldPoint::new(0.4, -0.3, 0.2);
            let (at, _) = mapping.apply(small.project(p).unwrap(), 1.0);
            assert!(at.distance(rig.project(p).unwrap()) < 1e-3);
        }
    }

    #[test]
    fn another_size_is_refused_unless_the_venue_names_a_policy() {
        let error = PixelMapping::new(&camera(), [1080, 1920], SizePolicy::Exact).unwrap_err();
        assert!(error.to_string().contains("camera \"a\""), "{error}");
    }
}
