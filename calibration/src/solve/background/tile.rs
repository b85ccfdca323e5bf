//! Tiles of the background, and how far their content has shifted.

use nalgebra::Vector3;

/// The side of a tile, px of the downscaled image.
pub(super) const TILE_PX: usize = 64;
/// A tile needs gradients in all directions to be localised: the minimum of the smaller eigenvalue of its structure tensor (Shi and
/// Tomasi, "Good features to track", CVPR 1994), grey values² / px².
const MIN_TEXTURE: f32 = 2.0;
/// The minimum contrast of a tile, grey values.
const MIN_DEVIATION: f32 = 1.0;

/// A part of the background.
pub(super) struct Tile {
    /// The centre, in the downscaled image.
    pub at: [f64; 2],
    /// The direction of the centre, in camera axes.
    pub direction: Vector3<f64>,
    /// The background's grey values, row by row; `None` until the tile was free of people once.
    pub grey: Option<Vec<f32>>,
}

/// The shift of a tile's content.
pub(super) struct TileShift {
    /// px of the downscaled image.
    pub by: [f64; 2],
    /// The difference that no shift explains, as the shift that would cause as much, px.
    pub unexplained_px: f32,
}

impl TileShift {
    /// One step of Lucas and Kanade (IJCAI 1981), invariant to brightness and contrast. `None` without enough texture.
    pub fn estimate(before: &[f32], now: &[f32], window: &[f32]) -> Option<TileShift> {
        let (mean_before, deviation_before) = weighted_mean_deviation(before, window);
        let (mean_now, deviation_now) = weighted_mean_deviation(now, window);
        if deviation_now < MIN_DEVIATION {
            return None;
        }
        let gain = deviation_before / deviation_now;
        let [mut xx, mut xy, mut yy, mut x, mut y, mut squares, mut sum] = [0.0_f32; 7];
        for row in 1..TILE_PX - 1 {
            let at = row * TILE_PX;
            for i in at + 1..at + TILE_PX - 1 {
                let w = window[i];
                let gx = 0.5 * (before[i + 1] - before[i - 1]);
                let gy = 0.5 * (before[i + TILE_PX] - before[i - TILE_PX]);
                let difference = before[i] - mean_before - gain * (now[i] - mean_now);
                xx += w * gx * gx;
                xy += w * gx * gy;
                yy += w * gy * gy;
                x += w * gx * difference;
                y += w * gy * difference;
                squares += w * difference * difference;
                sum += w;
            }
        }
        let (half_trace, det) = (0.5 * (xx + yy), xx * yy - xy * xy);
        let smaller_eigenvalue = half_trace - (half_trace * half_trace - det).max(0.0).sqrt();
        if smaller_eigenvalue < MIN_TEXTURE * sum {
            return None;
        }
        let by = [(yy * x - xy * y) / det, (xx * y - xy * x) / det];
        let unexplained = squares - by[0] * x - by[1] * y;
        Some(TileShift {
            by: by.map(f64::from),
            unexplained_px: (unexplained.max(0.0) / (xx + yy)).sqrt(),
        })
    }
}

fn weighted_mean_deviation(grey: &[f32], window: &[f32]) -> (f32, f32) {
    let [mut n, mut sum, mut squares] = [0.0_f32; 3];
    for (v, w) in grey.iter().zip(window) {
        n += w;
        sum += w * v;
        squares += w * v * v;
    }
    let mean = sum / n;
    (mean, (squares / n - mean * mean).max(0.0).sqrt())
}
