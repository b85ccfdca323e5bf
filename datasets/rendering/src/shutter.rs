//! When and where each part of a picture samples the world.

use crate::raster::Corner;

/// One of the instants that a picture is the average of, also moved within the pixel: motion blur and smooth edges at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Instance {
    /// Since the start of the knots, in knots, for row 0.
    knot: f32,
    /// px
    shift: [f32; 2],
}

/// The plan of one exposure: the world is asked for at a few knots, between which everything moves straight.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shutter {
    /// The times to ask the world for, s.
    pub knots: Vec<f64>,
    pub instances: Vec<Instance>,
    /// How much later each row is, in knots.
    knots_per_row: f32,
}

/// Nothing bends much within this time, s.
const KNOT_S: f64 = 0.005;
/// Places within a pixel: four that no row or column has two of.
const PLACES: [[f32; 2]; 4] = [
    [-0.125, -0.375],
    [0.375, -0.125],
    [-0.375, 0.125],
    [0.125, 0.375],
];
/// Of how many instants a picture is the average.
pub(crate) const INSTANCES: usize = PLACES.len();

/// Where a pixel is sampled by a lens that spreads a point over `softness_px`, besides the pixel's own width.
pub(crate) fn places(softness_px: f32) -> [[f32; 2]; INSTANCES] {
    PLACES.map(|p| p.map(|c| c * (1.0 + softness_px)))
}

impl Shutter {
    /// An exposure of `exposure_s` about `mid_s`; with a rolling shutter the middle row's.
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
        self.instances.extend(
            places(softness_px)
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

    /// One instant, pixel centres.
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

    /// Where a corner is at an instance, of where it is at all knots.
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
            let want = if exposure > 0.0 { half } else { 100.0 };
            assert!((mean - want).abs() < 0.02, "{mean} {want}");
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
