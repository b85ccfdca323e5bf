//! The selection of views for calibration.

use trackside_schema::RawPixel;

use super::detection::BoardDetection;

/// The sharp views, and of these up to `max_views` that differ most in the position, size and slant of the board.
pub fn select_views(
    views: Vec<BoardDetection>,
    size_px: [u32; 2],
    max_views: usize,
) -> Vec<BoardDetection> {
    let mut sorted: Vec<f64> = views.iter().map(|v| v.sharpness).collect();
    sorted.sort_by(f64::total_cmp);
    // Blurred: less than half as sharp as the sharper quarter.
    let min_sharpness = 0.5 * sorted.get(sorted.len() * 3 / 4).copied().unwrap_or(0.0);
    let mut remaining: Vec<(BoardDetection, [f64; 6])> = views
        .into_iter()
        .filter(|v| v.sharpness >= min_sharpness)
        .map(|v| {
            let features = features(&v, size_px);
            (v, features)
        })
        .collect();
    if remaining.len() <= max_views {
        return remaining.into_iter().map(|l| l.0).collect();
    }
    let distance_sq =
        |a: &[f64; 6], b: &[f64; 6]| a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    let mut selected: Vec<(BoardDetection, [f64; 6])> = Vec::new();
    while selected.len() < max_views {
        let novelty = |c: &(BoardDetection, [f64; 6])| {
            let near = selected.iter().map(|p| distance_sq(&p.1, &c.1));
            near.fold(f64::INFINITY, f64::min).min(1e9) * c.0.sharpness
        };
        let best = (0..remaining.len())
            .max_by(|&a, &b| novelty(&remaining[a]).total_cmp(&novelty(&remaining[b])));
        match best {
            Some(i) => selected.push(remaining.swap_remove(i)),
            None => break,
        }
    }
    selected.into_iter().map(|p| p.0).collect()
}

/// The position and size of a board in the image, and the foreshortening of its sides; each about 0 to 1.
fn features(view: &BoardDetection, size_px: [u32; 2]) -> [f64; 6] {
    let [w, h] = size_px.map(f64::from);
    let n = view.corners.len() as f64;
    let mean =
        |of: &dyn Fn(&RawPixel) -> f64| view.corners.iter().map(|c| of(&c.1)).sum::<f64>() / n;
    let (mx, my) = (mean(&|p| p.x), mean(&|p| p.y));
    let xx = mean(&|p| (p.x - mx).powi(2)).sqrt() / w;
    let yy = mean(&|p| (p.y - my).powi(2)).sqrt() / w;
    let xy = mean(&|p| (p.x - mx) * (p.y - my)) / (w * w) / (xx * yy).max(1e-6);
    // Squares are larger on one side than on the other.
    let skew = mean(&|p| (p.x - mx).powi(3)).cbrt() / w / xx.max(1e-6);
    [mx / w, my / h, 3.0 * xx, 3.0 * yy, xy, skew]
}
