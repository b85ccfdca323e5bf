//! Fields of play: sizes, lines and what stands on them, by the rules of each sport.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use trackside_body::{Clothing, Hair};

use crate::ball::BallKind;

/// The sport that a field is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// A court of 28 m × 15 m (FIBA Official Basketball Rules 2024, art. 2).
    Basketball,
    /// A 100 m straight (World Athletics Technical Rules, rule 14).
    Athletics,
    /// A pitch of 105 m × 68 m (IFAB Laws of the Game, law 1).
    Football,
    /// A singles court of 23.77 m × 8.23 m (ITF Rules of Tennis, rule 1).
    Tennis,
}

impl FieldKind {
    /// The ball that is played with, where there is one.
    pub fn ball(self) -> Option<BallKind> {
        match self {
            FieldKind::Basketball => Some(BallKind::Basketball),
            FieldKind::Football => Some(BallKind::Football),
            FieldKind::Tennis => Some(BallKind::Tennis),
            FieldKind::Athletics => None,
        }
    }

    /// What one wears for that sport.
    pub fn dress(self, hair: Hair) -> Clothing {
        match self {
            FieldKind::Basketball => Clothing::basketball(hair),
            FieldKind::Athletics => Clothing::athletics(hair),
            FieldKind::Football => Clothing::football(hair),
            FieldKind::Tennis => Clothing::tennis(hair),
        }
    }
}

impl FieldKind {
    /// All that are known.
    pub const ALL: [FieldKind; 4] = [
        FieldKind::Basketball,
        FieldKind::Athletics,
        FieldKind::Football,
        FieldKind::Tennis,
    ];

    /// As files and messages call it.
    pub fn name(self) -> &'static str {
        match self {
            FieldKind::Basketball => "basketball",
            FieldKind::Athletics => "athletics",
            FieldKind::Football => "football",
            FieldKind::Tennis => "tennis",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<FieldKind> {
        FieldKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A field of play, its origin at the centre, x along the long side, z up.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Field {
    /// The sport.
    pub kind: FieldKind,
    /// Along x and along y, m.
    pub size_m: [f64; 2],
    /// Lines on the ground.
    pub markings: Vec<Marking>,
    /// What stands up from the ground.
    pub structures: Vec<Structure>,
}

/// A line on the ground.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Marking {
    /// Its course.
    pub shape: Shape,
    /// m
    pub width_m: f64,
}

/// The course of a line on the ground, m.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
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
        /// Where it begins.
        from: f64,
        /// Where it ends.
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

/// What stands up from the ground, m.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// A basket: the ring's centre, its radius to the inner edge, and the board behind it as its centre, width and height; the
    /// board stands across x and `towards` (±1) is the way from the ring to the board along x.
    Basket {
        /// Centre of the ring.
        ring: [f64; 3],
        /// Radius of the ring.
        radius_m: f64,
        /// Centre of the board's face.
        board: [f64; 3],
        /// Width and height of the board.
        board_m: [f64; 2],
        /// From ring to board, +1 or −1 along x.
        towards: f64,
    },
    /// A goal: the middle of its line on the ground, the width and height inside, and its depth along x away from the field.
    Goal {
        /// Middle of the goal line between the posts.
        at: [f64; 2],
        /// Between the posts.
        width_m: f64,
        /// Under the bar.
        height_m: f64,
        /// To the back of the net, with the sign of x.
        depth_m: f64,
    },
}

/// Width of a court's or pitch's lines, m.
const COURT_LINE_M: f64 = 0.05;
const PITCH_LINE_M: f64 = 0.12;
/// Width of a lane, m.
pub const LANE_M: f64 = 1.22;
/// How many lanes a straight has.
pub const LANES: usize = 8;
/// Behind the start and beyond the finish, m.
pub const RUN_OUT_M: f64 = 15.0;
/// From the centre of a basket's ring to the end line, m.
const RING_TO_END_M: f64 = 1.575;

impl Field {
    /// The field of that sport.
    pub fn new(kind: FieldKind) -> Field {
        match kind {
            FieldKind::Basketball => basketball(),
            FieldKind::Athletics => athletics(),
            FieldKind::Football => football(),
            FieldKind::Tennis => tennis(),
        }
    }

    /// All lines as triangles on the ground, anticlockwise from above, m.
    pub fn line_triangles(&self) -> Vec<[[f64; 2]; 3]> {
        self.markings.iter().flat_map(Marking::triangles).collect()
    }

    /// The y of the middle of a lane; lane 0 is at the smallest y, on the right of who runs towards +x.
    pub fn lane_y(lane: usize) -> f64 {
        (lane as f64 + 0.5 - LANES as f64 / 2.0) * LANE_M
    }
}

impl Marking {
    fn triangles(&self) -> Vec<[[f64; 2]; 3]> {
        // A bend's chord is nowhere further from it than this, m.
        const SAG_M: f64 = 0.002;
        let round = |[x, y]: [f64; 2], radius_m: f64, from: f64, to: f64| {
            let step = 2.0 * (1.0 - SAG_M / radius_m.max(0.1)).acos();
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

fn line(points: &[[f64; 2]], width_m: f64) -> Marking {
    Marking {
        shape: Shape::Polyline(points.to_vec()),
        width_m,
    }
}

fn arc(centre: [f64; 2], radius_m: f64, from: f64, to: f64, width_m: f64) -> Marking {
    Marking {
        shape: Shape::Arc {
            centre,
            radius_m,
            from,
            to,
        },
        width_m,
    }
}

fn spot(centre: [f64; 2], radius_m: f64) -> Marking {
    Marking {
        shape: Shape::Disc { centre, radius_m },
        width_m: 0.0,
    }
}

fn rectangle(x: [f64; 2], y: [f64; 2], width_m: f64) -> Marking {
    line(
        &[
            [x[0], y[0]],
            [x[1], y[0]],
            [x[1], y[1]],
            [x[0], y[1]],
            [x[0], y[0]],
        ],
        width_m,
    )
}

fn basketball() -> Field {
    let (end, side, w) = (14.0, 7.5, COURT_LINE_M);
    let mut markings = vec![
        rectangle([-end, end], [-side, side], w),
        line(&[[0.0, -side], [0.0, side]], w),
        arc([0.0, 0.0], 1.8, 0.0, TAU, w),
    ];
    let mut structures = Vec::new();
    for s in [-1.0, 1.0] {
        let ring = s * (end - RING_TO_END_M);
        let facing = if s > 0.0 { PI } else { 0.0 };
        let free_throw = s * (end - 5.8);
        markings.push(line(
            &[
                [s * end, -2.45],
                [free_throw, -2.45],
                [free_throw, 2.45],
                [s * end, 2.45],
            ],
            w,
        ));
        markings.push(arc(
            [free_throw, 0.0],
            1.8,
            facing - FRAC_PI_2,
            facing + FRAC_PI_2,
            w,
        ));
        // The three-point line: 6.75 m from the ring, 0.9 m from the side lines.
        let half = ((side - 0.9) / 6.75_f64).asin();
        markings.push(arc([ring, 0.0], 6.75, facing - half, facing + half, w));
        let join = ring - s * 6.75 * half.cos();
        for y in [-(side - 0.9), side - 0.9] {
            markings.push(line(&[[s * end, y], [join, y]], w));
        }
        markings.push(arc(
            [ring, 0.0],
            1.25,
            facing - FRAC_PI_2,
            facing + FRAC_PI_2,
            w,
        ));
        structures.push(Structure::Basket {
            ring: [ring, 0.0, 3.05],
            radius_m: 0.225,
            board: [s * (end - 1.2), 0.0, 2.9 + 0.525],
            board_m: [1.8, 1.05],
            towards: s,
        });
    }
    Field {
        kind: FieldKind::Basketball,
        size_m: [28.0, 15.0],
        markings,
        structures,
    }
}

fn tennis() -> Field {
    let (end, side, alley, service, w) = (11.885, 4.115, 5.485, 6.40, COURT_LINE_M);
    let mut markings = vec![
        rectangle([-end, end], [-alley, alley], w),
        line(&[[-service, 0.0], [service, 0.0]], w),
    ];
    for s in [-1.0, 1.0] {
        markings.push(line(&[[-end, s * side], [end, s * side]], w));
        markings.push(line(&[[s * service, -side], [s * service, side]], w));
    }
    Field {
        kind: FieldKind::Tennis,
        size_m: [2.0 * end, 2.0 * side],
        markings,
        structures: Vec::new(),
    }
}

fn athletics() -> Field {
    let half_width = LANES as f64 / 2.0 * LANE_M;
    let (from, to) = (-50.0 - RUN_OUT_M, 50.0 + RUN_OUT_M);
    let mut markings: Vec<_> = (0..=LANES)
        .map(|i| {
            let y = i as f64 * LANE_M - half_width;
            line(&[[from, y], [to, y]], COURT_LINE_M)
        })
        .collect();
    for x in [-50.0, 50.0] {
        markings.push(line(&[[x, -half_width], [x, half_width]], COURT_LINE_M));
    }
    Field {
        kind: FieldKind::Athletics,
        size_m: [100.0, 2.0 * half_width],
        markings,
        structures: Vec::new(),
    }
}

fn football() -> Field {
    let (end, side, w) = (52.5, 34.0, PITCH_LINE_M);
    let mut markings = vec![
        rectangle([-end, end], [-side, side], w),
        line(&[[0.0, -side], [0.0, side]], w),
        arc([0.0, 0.0], 9.15, 0.0, TAU, w),
        spot([0.0, 0.0], 0.11),
    ];
    let mut structures = Vec::new();
    for s in [-1.0, 1.0] {
        let facing = if s > 0.0 { PI } else { 0.0 };
        for (depth, half_width) in [(16.5, 20.16), (5.5, 9.16)] {
            markings.push(line(
                &[
                    [s * end, -half_width],
                    [s * (end - depth), -half_width],
                    [s * (end - depth), half_width],
                    [s * end, half_width],
                ],
                w,
            ));
        }
        let penalty = [s * (end - 11.0), 0.0];
        markings.push(spot(penalty, 0.11));
        let half = (5.5_f64 / 9.15).acos();
        markings.push(arc(penalty, 9.15, facing - half, facing + half, w));
        for y in [-side, side] {
            // A quarter circle that opens into the field.
            let from = match (s > 0.0, y > 0.0) {
                (false, false) => 0.0,
                (true, false) => FRAC_PI_2,
                (true, true) => PI,
                (false, true) => -FRAC_PI_2,
            };
            markings.push(arc([s * end, y], 1.0, from, from + FRAC_PI_2, w));
        }
        structures.push(Structure::Goal {
            at: [s * end, 0.0],
            width_m: 7.32,
            height_m: 2.44,
            depth_m: s * 2.0,
        });
    }
    Field {
        kind: FieldKind::Football,
        size_m: [105.0, 68.0],
        markings,
        structures,
    }
}
