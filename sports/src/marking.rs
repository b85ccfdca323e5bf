//! Lines painted on the ground.

use std::f64::consts::TAU;

use serde::Serialize;

/// Something painted on the ground.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Marking {
    /// Where it runs.
    pub shape: Shape,
    /// Width of the paint, m; 0 of a disc.
    pub width_m: f64,
}

/// Where a marking runs, m.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// From point to point.
    Polyline(Vec<[f64; 2]>),
    /// Part of a circle, from one angle to a greater one, rad from +x towards +y.
    Arc {
        /// Its centre.
        centre: [f64; 2],
        /// Its radius.
        radius_m: f64,
        /// First angle.
        from: f64,
        /// Last angle.
        to: f64,
    },
    /// A filled disc.
    Disc {
        /// Its centre.
        centre: [f64; 2],
        /// Its radius.
        radius_m: f64,
    },
}

/// The largest distance between a bend and the chords that replace it, m.
const CHORD_ERROR_M: f64 = 0.002;

impl Marking {
    /// The painted area as triangles, anticlockwise from above, m.
    pub fn triangles(&self) -> Vec<[[f64; 2]; 3]> {
        let round = |[x, y]: [f64; 2], radius_m: f64, from: f64, to: f64| {
            let step = 2.0 * (1.0 - CHORD_ERROR_M / radius_m.max(0.1)).acos();
            let count = ((to - from) / step).ceil().max(3.0) as u32;
            let angle = move |i: u32| from + (to - from) * f64::from(i) / f64::from(count);
            let at = move |i: u32, r: f64| [x + r * angle(i).cos(), y + r * angle(i).sin()];
            (count, at)
        };
        let quad = |p: [[f64; 2]; 4]| [[p[0], p[1], p[2]], [p[0], p[2], p[3]]];
        let half = self.width_m / 2.0;
        match &self.shape {
            Shape::Polyline(points) => points
                .windows(2)
                .flat_map(|p| {
                    let [dx, dy] = [p[1][0] - p[0][0], p[1][1] - p[0][1]];
                    let length = dx.hypot(dy).max(1e-9);
                    // Ends reach into corners.
                    let [u, v] = [dx / length * half, dy / length * half];
                    quad([
                        [p[0][0] - u + v, p[0][1] - v - u],
                        [p[1][0] + u + v, p[1][1] + v - u],
                        [p[1][0] + u - v, p[1][1] + v + u],
                        [p[0][0] - u - v, p[0][1] - v + u],
                    ])
                })
                .collect(),
            &Shape::Arc {
                centre,
                radius_m,
                from,
                to,
            } => {
                let (count, at) = round(centre, radius_m, from, to);
                let [inner, outer] = [radius_m - half, radius_m + half];
                (0..count)
                    .flat_map(|i| {
                        quad([
                            at(i, inner),
                            at(i, outer),
                            at(i + 1, outer),
                            at(i + 1, inner),
                        ])
                    })
                    .collect()
            }
            &Shape::Disc { centre, radius_m } => {
                let (count, at) = round(centre, radius_m, 0.0, TAU);
                (0..count)
                    .map(|i| [centre, at(i, radius_m), at(i + 1, radius_m)])
                    .collect()
            }
        }
    }
}
