//! Triangles to samples, with a depth buffer.
//!
//! A sample holds an id of its surface and how it is lit; colours are computed when samples are resolved. Only vertices are
//! distorted by the lens: triangles are small enough for straight edges between them.

use std::ops::Range;

/// A corner in the image.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Corner {
    /// px, pixel centres at whole numbers.
    pub x: f32,
    /// px
    pub y: f32,
    /// 1/m; 0 where the corner has no position in the image.
    pub inv_depth: f32,
}

/// How a corner is lit, and its position on the printed number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct CornerShading {
    /// Share of the sun's or main lamp's light, 0 to 255.
    pub sun: f32,
    /// Share of the ambient light, 0 to 255.
    pub sky: f32,
    /// ±1 within the number's field.
    pub print: [f32; 2],
}

/// What one pixel shows at one instance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sample {
    pub inv_depth: f32,
    /// 0 is the backdrop.
    pub id: u16,
    pub sun: u8,
    pub sky: u8,
}

/// Some rows of samples.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plane {
    pub width: usize,
    pub rows: Range<i32>,
    pub samples: Vec<Sample>,
}

/// Linear over the image: `at + (x, y) · slope`.
#[derive(Clone, Copy)]
struct Gradient {
    at: f32,
    x: f32,
    y: f32,
}

/// A triangle's gradients and bounding box.
struct Setup {
    /// The weights of the three corners.
    weights: [Gradient; 3],
    x: Range<i32>,
    y: Range<i32>,
}

impl Plane {
    /// Sets the plane to `rows` rows from `first` on. The samples are not cleared.
    pub fn open(&mut self, width: usize, first: usize, rows: usize) {
        self.width = width;
        self.rows = first as i32..(first + rows) as i32;
        self.samples.resize(width * rows, Sample::default());
    }

    /// The samples of a row.
    pub fn row(&mut self, y: i32) -> &mut [Sample] {
        let start = (y - self.rows.start) as usize * self.width;
        &mut self.samples[start..start + self.width]
    }

    fn setup(&self, c: [Corner; 3]) -> Option<Setup> {
        let [a, b, d] = c;
        // Outward triangles run anticlockwise in space, clockwise down the image's y.
        let area = (d.x - a.x) * (b.y - a.y) - (b.x - a.x) * (d.y - a.y);
        if area < 1e-6 || c.iter().any(|c| c.inv_depth <= 0.0) {
            return None;
        }
        let low = |v: [f32; 3]| v[0].min(v[1]).min(v[2]).ceil() as i32;
        let high = |v: [f32; 3]| v[0].max(v[1]).max(v[2]).floor() as i32 + 1;
        let (xs, ys) = (c.map(|c| c.x), c.map(|c| c.y));
        let x = low(xs).max(0)..high(xs).min(self.width as i32);
        let y = low(ys).max(self.rows.start)..high(ys).min(self.rows.end);
        let edge = |p: Corner, q: Corner| {
            let (x, y) = ((p.y - q.y) / area, (q.x - p.x) / area);
            Gradient {
                at: -(p.x * x + p.y * y),
                x,
                y,
            }
        };
        // The weight of a corner grows from the opposite edge.
        let weights = [edge(d, b), edge(a, d), edge(b, a)];
        (!x.is_empty() && !y.is_empty()).then_some(Setup { weights, x, y })
    }

    /// Draws one triangle; one whose corners run the other way round faces away and is not drawn. `id` gives the surface,
    /// from the position on the print.
    pub fn triangle(
        &mut self,
        corners: [Corner; 3],
        shading: [CornerShading; 3],
        id: impl Fn(&dyn Fn() -> [f32; 2]) -> u16,
    ) {
        let Some(Setup { weights, x, y }) = self.setup(corners) else {
            return;
        };
        let [ga, gb, gc] = weights;
        let over = |v: [f32; 3]| Gradient {
            at: v[0] * ga.at + v[1] * gb.at + v[2] * gc.at,
            x: v[0] * ga.x + v[1] * gb.x + v[2] * gc.x,
            y: v[0] * ga.y + v[1] * gb.y + v[2] * gc.y,
        };
        let depth = over(corners.map(|c| c.inv_depth));
        let (sun, sky) = (over(shading.map(|l| l.sun)), over(shading.map(|l| l.sky)));
        for py in y {
            let fy = py as f32;
            let start = |g: Gradient| g.at + g.y * fy + g.x * x.start as f32;
            let mut w = [start(ga), start(gb), start(gc)];
            let (mut z, mut sun_light, mut sky_light) = (start(depth), start(sun), start(sky));
            let columns = x.start as usize..x.end as usize;
            for s in &mut self.row(py)[columns] {
                if w[0] >= -1e-5 && w[1] >= -1e-5 && w[2] >= -1e-5 && z > s.inv_depth {
                    let print = || {
                        let at = |i: usize| (0..3).map(|k| w[k] * shading[k].print[i]).sum();
                        [at(0), at(1)]
                    };
                    // The casts saturate, so that rounding cannot leave the range.
                    *s = Sample {
                        inv_depth: z,
                        id: id(&print),
                        sun: sun_light as u8,
                        sky: sky_light as u8,
                    };
                }
                w = [w[0] + ga.x, w[1] + gb.x, w[2] + gc.x];
                z += depth.x;
                sun_light += sun.x;
                sky_light += sky.x;
            }
        }
    }

    /// Calls `mark` with the index in the plane of every sample in a triangle, in either orientation.
    pub fn cover(&self, corners: [Corner; 3], mut mark: impl FnMut(usize)) {
        let [a, b, c] = corners;
        let Some(setup) = self.setup([a, b, c]).or_else(|| self.setup([a, c, b])) else {
            return;
        };
        for py in setup.y {
            let row = (py - self.rows.start) as usize * self.width;
            for px in setup.x.clone() {
                let inside = |g: &Gradient| g.at + g.x * px as f32 + g.y * py as f32 >= 0.0;
                if setup.weights.iter().all(inside) {
                    mark(row + px as usize);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(width: usize, height: i32) -> Plane {
        Plane {
            width,
            rows: 0..height,
            samples: vec![Sample::default(); width * height as usize],
        }
    }

    fn corner(x: f32, y: f32, inv_depth: f32) -> Corner {
        Corner { x, y, inv_depth }
    }

    #[test]
    fn two_triangles_fill_a_square_without_holes() {
        let mut p = plane(20, 20);
        let c =
            [(2.3, 3.1), (15.2, 3.1), (15.2, 14.9), (2.3, 14.9)].map(|(x, y)| corner(x, y, 0.5));
        // Anticlockwise as seen, which is clockwise in coordinates whose y goes down.
        p.triangle([c[0], c[3], c[2]], Default::default(), |_| 1);
        p.triangle([c[0], c[2], c[1]], Default::default(), |_| 2);
        for y in 0..20 {
            for x in 0..20 {
                let inside = (3..=15).contains(&x) && (4..=14).contains(&y);
                assert_eq!(p.row(y)[x as usize].id > 0, inside, "{x} {y}");
            }
        }
    }

    #[test]
    fn the_nearer_hides_the_further_in_any_order() {
        for order in [[0, 1], [1, 0]] {
            let mut p = plane(8, 8);
            for i in order {
                let z = [0.2, 0.4][i];
                let c = [
                    corner(-9.0, -9.0, z),
                    corner(-9.0, 30.0, z),
                    corner(30.0, -9.0, z),
                ];
                p.triangle(c, Default::default(), |_| i as u16 + 1);
            }
            assert!(p.samples.iter().all(|s| s.id == 2));
        }
    }

    #[test]
    fn what_faces_away_is_not_drawn_and_light_runs_between_corners() {
        let mut p = plane(11, 11);
        let c = [
            corner(0.0, 0.0, 1.0),
            corner(0.0, 20.0, 1.0),
            corner(20.0, 0.0, 1.0),
        ];
        p.triangle([c[0], c[2], c[1]], Default::default(), |_| 1);
        assert!(p.samples.iter().all(|s| s.id == 0));
        let lit = |sun| CornerShading {
            sun,
            ..CornerShading::default()
        };
        p.triangle(c, [lit(0.0), lit(0.0), lit(200.0)], |_| 1);
        assert!(p.row(3)[10].sun.abs_diff(100) <= 1);
    }
}
