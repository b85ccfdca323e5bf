//! A downscaled grey image, and patches of it.

use super::tile::TILE_PX;

/// A downscaled grey image, row by row.
pub(super) struct DownscaledImage<'a> {
    pub width: usize,
    pub height: usize,
    pub grey: &'a [f32],
}

impl DownscaledImage<'_> {
    /// The tile around `centre`, bilinearly interpolated; `None` where it leaves the image.
    pub fn patch(&self, centre: [f64; 2]) -> Option<Vec<f32>> {
        let corner = centre.map(|v| v - 0.5 * (TILE_PX - 1) as f64);
        let whole = corner.map(f64::floor);
        let [fx, fy] = [corner[0] - whole[0], corner[1] - whole[1]].map(|v| v as f32);
        let extent = [fx, fy].map(|f| TILE_PX + usize::from(f > 0.0));
        if whole[0] < 0.0 || whole[1] < 0.0 {
            return None;
        }
        let [x, y] = whole.map(|v| v as usize);
        if x + extent[0] > self.width || y + extent[1] > self.height {
            return None;
        }
        let mut patch = Vec::with_capacity(TILE_PX * TILE_PX);
        for row in y..y + TILE_PX {
            let top = &self.grey[row * self.width + x..][..extent[0]];
            let bottom = &self.grey[(row + extent[1] - TILE_PX) * self.width + x..][..extent[0]];
            let along = |line: &[f32], i: usize| match fx {
                0.0 => line[i],
                fx => line[i] + fx * (line[i + 1] - line[i]),
            };
            patch.extend((0..TILE_PX).map(|i| {
                let (top, bottom) = (along(top, i), along(bottom, i));
                top + fy * (bottom - top)
            }));
        }
        Some(patch)
    }
}
