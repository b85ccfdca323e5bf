//! The end points of a ball's motion blur, from the pixels around its detection.
//!
//! A disc of radius r that moves uniformly by a length L during the exposure has the second moments r²/4 across the motion and
//! r²/4 + L²/12 along it. Blur of the lens and of the pixels adds the same amount in all directions. So
//! L² = 12 (m_along − m_across), independent of the ball's size and of the lens.

use trackside_schema::RawPixel;

use crate::image::ImageView;

/// Half the side of the patch, px: longer blurs are not measured.
const HALF_SIDE: usize = 40;
const SIDE: usize = 2 * HALF_SIDE + 1;
/// Maximum distance of the ball's brightest pixel from the detection along each axis, px.
const MAX_OFFSET_PX: i64 = 3;
/// Pixels in which the ball's share is smaller belong to the background.
const MIN_BALL_SHARE: f32 = 0.2;
/// Minimum contrast of the ball, standard deviations of the background.
const MIN_CONTRAST: f32 = 5.0;
/// Minimum number of pixels of a blur.
const MIN_PIXELS: usize = 8;
/// Accepted ratios of measured length, width and area to those that the moments imply.
const SHAPE_RATIO: [f32; 2] = [0.6, 1.5];

/// Measures motion blur. Reuses its memory between calls.
#[derive(Debug, Default)]
pub struct StreakDetector {
    /// Linear light of the patch, row by row, BGR.
    light: Vec<[f32; 3]>,
    rim: Vec<f32>,
    /// By pixel: whether it is in `region`.
    is_in_region: Vec<bool>,
    /// Pixels of the blur, column and row.
    region: Vec<(usize, usize)>,
}

impl StreakDetector {
    /// The positions of a ball's centre at the two ends of the exposure, in no particular order, raw pixels. `at` is the
    /// detection.
    ///
    /// `None`: the ball moved less than its diameter, the patch extends beyond the image, or the pixels do not look like the
    /// blur of a ball on a uniform background.
    pub fn measure(&mut self, image: &ImageView<'_>, at: RawPixel) -> Option<[RawPixel; 2]> {
        let (x, y) = (at.x.round() as i64, at.y.round() as i64);
        let [w, h] = image.size().map(i64::from);
        let half = HALF_SIDE as i64;
        if !((half..w - half).contains(&x) && (half..h - half).contains(&y)) {
            return None;
        }
        let corner = [x - half, y - half];
        self.read_patch(image, corner);
        let (background, noise) = self.background();
        let contrast = |l: &[f32; 3]| [0, 1, 2].map(|c| l[c] - background[c]);
        let square = |d: [f32; 3]| d.iter().map(|v| v * v).sum::<f32>();
        let near = (half - MAX_OFFSET_PX) as usize..=(half + MAX_OFFSET_PX) as usize;
        let cells = near.clone().flat_map(|y| near.clone().map(move |x| (x, y)));
        let seed = cells.max_by(|a, b| {
            let strength = |c: &(usize, usize)| square(contrast(&self.light[c.1 * SIDE + c.0]));
            strength(a).total_cmp(&strength(b))
        })?;
        let ball = contrast(&self.light[seed.1 * SIDE + seed.0]);
        let strength = square(ball);
        if strength < (MIN_CONTRAST * noise).powi(2) {
            return None;
        }
        let ball_share = |l: &[f32; 3]| {
            let d = contrast(l);
            (d[0] * ball[0] + d[1] * ball[1] + d[2] * ball[2]) / strength
        };
        if !self.grow_region(seed, |l| ball_share(l) > MIN_BALL_SHARE)
            || self.region.len() < MIN_PIXELS
        {
            return None;
        }
        let ends = self.fit_ends(ball_share)?;
        Some(ends.map(|[ex, ey]| {
            let px = |v: f32, from: i64| f64::from(from as f32 + v);
            RawPixel::new(px(ex, corner[0]), px(ey, corner[1]))
        }))
    }

    /// Reads the patch and converts it to approximately linear light: gamma 2.
    fn read_patch(&mut self, image: &ImageView<'_>, [x, y]: [i64; 2]) {
        self.light.clear();
        for row in 0..SIDE {
            let from = 3 * x as usize;
            let bytes = &image.row(y as usize + row)[from..from + 3 * SIDE];
            let light = |b: u8| (f32::from(b) / 255.0).powi(2);
            let pixels = bytes.chunks_exact(3);
            self.light
                .extend(pixels.map(|p| [light(p[0]), light(p[1]), light(p[2])]));
        }
    }

    /// Median colour of the patch's rim, and its robust standard deviation over all colours (1.48 median absolute deviations).
    fn background(&mut self) -> ([f32; 3], f32) {
        let mut background = [0.0; 3];
        let mut variance = 0.0;
        for (c, background) in background.iter_mut().enumerate() {
            self.rim.clear();
            for i in 0..SIDE {
                let cells = [i, (SIDE - 1) * SIDE + i, i * SIDE, i * SIDE + SIDE - 1];
                self.rim.extend(cells.map(|cell| self.light[cell][c]));
            }
            *background = median(&mut self.rim);
            self.rim
                .iter_mut()
                .for_each(|v| *v = (*v - *background).abs());
            variance += (1.48 * median(&mut self.rim)).powi(2);
        }
        (background, variance.sqrt())
    }

    /// Grows the 4-connected region around `seed`. Returns false if it reaches the border of the patch.
    fn grow_region(&mut self, seed: (usize, usize), belongs: impl Fn(&[f32; 3]) -> bool) -> bool {
        self.is_in_region.clear();
        self.is_in_region.resize(SIDE * SIDE, false);
        self.region.clear();
        self.region.push(seed);
        self.is_in_region[seed.1 * SIDE + seed.0] = true;
        let mut next = 0;
        while let Some(&(x, y)) = self.region.get(next) {
            next += 1;
            if x == 0 || y == 0 || x == SIDE - 1 || y == SIDE - 1 {
                return false;
            }
            for (x, y) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
                let cell = y * SIDE + x;
                if !self.is_in_region[cell] && belongs(&self.light[cell]) {
                    self.is_in_region[cell] = true;
                    self.region.push((x, y));
                }
            }
        }
        true
    }

    /// The ends of the motion, patch coordinates. `None`: shorter than the diameter, or the region is not a moved disc.
    fn fit_ends(&self, ball_share: impl Fn(&[f32; 3]) -> f32) -> Option<[[f32; 2]; 2]> {
        let pixels = || {
            let weighted = |&(x, y): &(usize, usize)| {
                let weight = ball_share(&self.light[y * SIDE + x]);
                (weight, [x as f32, y as f32])
            };
            self.region.iter().map(weighted)
        };
        let sum: f32 = pixels().map(|p| p.0).sum();
        let mean = [0, 1].map(|i| pixels().map(|p| p.0 * p.1[i]).sum::<f32>() / sum);
        let moment = |i: usize, j: usize| {
            let each = pixels().map(|(w, at)| w * (at[i] - mean[i]) * (at[j] - mean[j]));
            each.sum::<f32>() / sum
        };
        let (xx, xy, yy) = (moment(0, 0), moment(0, 1), moment(1, 1));
        let half_difference = (0.5 * (xx - yy)).hypot(xy);
        let (along, across) = (
            0.5 * (xx + yy) + half_difference,
            (0.5 * (xx + yy) - half_difference).max(0.1),
        );
        let (length, radius) = ((12.0 * (along - across)).sqrt(), 2.0 * across.sqrt());
        if length < 2.0 * radius {
            return None;
        }
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        let direction = [angle.cos(), angle.sin()];
        let span = |axis: [f32; 2]| {
            let projected = pixels().map(|(_, at)| at[0] * axis[0] + at[1] * axis[1]);
            let (min, max) = projected.fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), v| {
                (a.min(v), b.max(v))
            });
            max - min + 1.0
        };
        let area = self.region.len() as f32;
        let fits = |measured: f32, implied: f32| {
            (SHAPE_RATIO[0]..SHAPE_RATIO[1]).contains(&(measured / implied))
        };
        let is_moved_disc = fits(span(direction), length + 2.0 * radius)
            && fits(span([-direction[1], direction[0]]), 2.0 * radius)
            && fits(
                area,
                (2.0 * length + std::f32::consts::PI * radius) * radius,
            );
        let half = 0.5 * length;
        is_moved_disc.then(|| [-half, half].map(|s| [0, 1].map(|i| mean[i] + s * direction[i])))
    }
}

fn median(values: &mut [f32]) -> f32 {
    let n = values.len() / 2;
    *values.select_nth_unstable_by(n, f32::total_cmp).1
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// An image of a yellow disc that moves between `ends` over a textured green floor, optionally with a white line.
    fn render(ends: [[f32; 2]; 2], radius: f32, line: bool) -> Vec<u8> {
        let (ball, floor, white) = ([0.1, 0.8, 0.7], [0.08, 0.2, 0.1], [0.9, 0.9, 0.9]);
        let mut out = Vec::new();
        for y in 0..120 {
            for x in 0..160 {
                // Share of 64 samples in time and within the pixel that the ball covers.
                let covered = (0..64).filter(|i| {
                    let s = (*i as f32 + 0.5) / 64.0;
                    let px = x as f32 + (i * 7 % 8) as f32 / 8.0 - 0.44;
                    let py = y as f32 + (i * 5 % 8) as f32 / 8.0 - 0.44;
                    let [cx, cy] = [0, 1].map(|k| ends[0][k] + s * (ends[1][k] - ends[0][k]));
                    (px - cx).hypot(py - cy) < radius
                });
                let share = covered.count() as f32 / 64.0;
                let background = if line && (81..84).contains(&x) {
                    white
                } else {
                    floor
                };
                let texture = 0.01 * (((x * 31 + y * 17) % 13) as f32 / 6.0 - 1.0);
                for c in 0..3 {
                    let light = ball[c] * share + background[c] * (1.0 - share) + texture;
                    out.push((255.0 * light.max(0.0).sqrt()) as u8);
                }
            }
        }
        out
    }

    fn measure(ends: [[f32; 2]; 2], radius: f32, line: bool) -> Option<[RawPixel; 2]> {
        let bytes = render(ends, radius, line);
        let image = ImageView::packed(160, 120, &bytes);
        let at = [0, 1].map(|k| f64::from(0.5 * (ends[0][k] + ends[1][k])));
        StreakDetector::default().measure(&image, RawPixel::new(at[0] + 1.3, at[1] - 0.8))
    }

    #[test]
    fn ends_are_the_positions_at_the_limits_of_the_exposure() {
        for (ends, radius) in [
            ([[70.0, 55.0], [92.0, 64.0]], 3.0),
            ([[81.5, 40.0], [79.0, 75.0]], 5.0),
            ([[76.0, 60.3], [86.0, 60.3]], 2.0),
        ] {
            let mut measured = measure(ends, radius, false).unwrap();
            let distance =
                |p: &RawPixel, e: [f32; 2]| (p.x - f64::from(e[0])).hypot(p.y - f64::from(e[1]));
            if distance(&measured[0], ends[0]) > distance(&measured[1], ends[0]) {
                measured.swap(0, 1);
            }
            let errors = [0, 1].map(|i| distance(&measured[i], ends[i]));
            assert!(errors.iter().all(|e| *e < 0.7), "{ends:?} {measured:?}");
        }
    }

    #[test]
    fn still_ball_and_line_give_no_streak() {
        assert_eq!(measure([[80.0, 60.0], [80.5, 60.0]], 6.0, false), None);
        assert_eq!(measure([[80.0, 60.0], [86.0, 60.0]], 6.0, false), None);
        assert_eq!(measure([[81.0, 55.0], [83.0, 66.0]], 2.0, true), None);
    }

    #[test]
    fn patch_beyond_the_image_gives_no_streak() {
        let bytes = render([[20.0, 55.0], [40.0, 60.0]], 3.0, false);
        let image = ImageView::packed(160, 120, &bytes);
        for at in [[30.0, 57.0], [-4.0, 1e9], [f64::NAN, 3.0]] {
            assert_eq!(
                StreakDetector::default().measure(&image, RawPixel::new(at[0], at[1])),
                None
            );
        }
    }
}
