//! The instants, and the offsets within a pixel, at which an image samples the world.

use crate::raster::Corner;

/// One of the instants that an image is averaged over, also shifted within the pixel: motion blur and antialiasing at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Instance {
    /// Since the start of the knots, in knots, for row 0.
    knot: f32,
    /// px
    shift: [f32; 2],
}

/// The plan of one exposure: the world is evaluated at a few knots, between which motion is linear.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shutter {
    /// The times at which the world is evaluated, s.
    pub knots: Vec<f64>,
    pub instances: Vec<Instance>,
    /// How much later each row is, in knots.
    knots_per_row: f32,
}

/// Largest interval between knots, s: motion is nearly straight within it.
const KNOT_S: f64 = 0.005;
/// Offsets within a pixel, px: four in different rows and columns (rotated grid).
const OFFSETS: [[f32; 2]; 4] = [
    [-0.125, -0.375],
    [0.375, -0.125],
    [-0.375, 0.125],
    [0.125, 0.375],
];
/// Number of instants that an image is averaged over.
pub(crate) const INSTANCES: usize = OFFSETS.len();

/// Sample offsets of a lens that blurs a point over `softness_px` beyond the pixel's own width.
pub(crate) fn sample_offsets(softness_px: f32) -> [[f32; 2]; INSTANCES] {
    OFFSETS.map(|p| p.map(|c| c * (1.0 + softness_px)))
}

impl Shutter {
    /// Plans an exposure of `exposure_s` about `mid_s`, which is the middle row's with a rolling shutter.
    pub fn plan(
        &mut self,
        mid_s: f64,
        exposure_s: f64,
        rolling_s: f64,
        rows: usize,
        softness_px: f32,
    ) {
        let span = exposure_s + rolling_s;
        let gaps = (span / KNOT_S).ceil().clamp(1.0, 8.0);
        self.knots.clear();
        self.knots
            .extend((0..=gaps as usize).map(|i| mid_s + span * (i as f64 / gaps - 0.5)));
        let knots_per_s = if span > 0.0 { gaps / span } else { 0.0 };
        self.knots_per_row = (rolling_s * knots_per_s / rows as f64) as f32;
        self.instances.clear();
        self.instances
            .extend(
                sample_offsets(softness_px)
                    .into_iter()
                    .enumerate()
                    .map(|(i, shift)| {
                        let open = exposure_s * (i as f64 + 0.5) / INSTANCES as f64;
                        Instance {
                            knot: (open * knots_per_s) as f32,
                            shift,
                        }
                    }),
            );
    }

    /// Plans a single instant, sampled at pixel centres.
    pub fn plan_instant(&mut self, at_s: f64) {
        self.knots.clear();
        self.knots.push(at_s);
        self.knots_per_row = 0.0;
        self.instances.clear();
        self.instances.push(Instance {
            knot: 0.0,
            shift: [0.0; 2],
        });
    }

    /// A corner's position at an instance, interpolated between its positions at the knots.
    pub fn corner(&self, at_knots: impl Fn(usize) -> Corner, instance: &Instance) -> Corner {
        let last = self.knots.len() - 1;
        let first = at_knots(0);
        let time = (instance.knot + self.knots_per_row * first.y.max(0.0)).clamp(0.0, last as f32);
        let knot = (time as usize).min(last.saturating_sub(1));
        let (a, b) = (at_knots(knot), at_knots((knot + 1).min(last)));
        if a.inv_depth <= 0.0 || b.inv_depth <= 0.0 {
            return Corner::default();
        }
        let t = time - knot as f32;
        Corner {
            x: a.x + (b.x - a.x) * t - instance.shift[0],
            y: a.y + (b.y - a.y) * t - instance.shift[1],
            inv_depth: a.inv_depth + (b.inv_depth - a.inv_depth) * t,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moving(knot: usize) -> Corner {
        Corner {
            x: 100.0 + 8.0 * knot as f32,
            y: 360.0,
            inv_depth: 0.1,
        }
    }

    #[test]
    fn instants_are_spread_about_the_middle() {
        let mut shutter = Shutter::default();
        for (exposure, rolling) in [(0.004, 0.0), (0.004, 0.012), (0.0, 0.0)] {
            shutter.plan(2.0, exposure, rolling, 720, 0.0);
            let middle = (shutter.knots[0] + shutter.knots[shutter.knots.len() - 1]) / 2.0;
            assert!((middle - 2.0).abs() < 1e-12);
            let xs: Vec<_> = shutter
                .instances
                .iter()
                .map(|i| shutter.corner(moving, i).x + i.shift[0])
                .collect();
            let mean = xs.iter().sum::<f32>() / xs.len() as f32;
            // Row 360 of 720 is exposed about the middle, which the corner reaches half way between the outer knots.
            let half = 100.0 + 8.0 * (shutter.knots.len() - 1) as f32 / 2.0;
            let expected = if exposure > 0.0 { half } else { 100.0 };
            assert!((mean - expected).abs() < 0.02, "{mean} {expected}");
        }
    }

    #[test]
    fn lower_rows_are_later_with_a_rolling_shutter() {
        let mut shutter = Shutter::default();
        shutter.plan(0.0, 0.001, 0.010, 720, 0.0);
        let at = |y: f32| {
            let c = |knot: usize| Corner { y, ..moving(knot) };
            shutter.corner(c, &shutter.instances[0]).x
        };
        assert!(at(700.0) > at(300.0) && at(300.0) > at(10.0));
    }
}
