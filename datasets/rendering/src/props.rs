//! The structures on the field: baskets and goals, as triangles.

use nalgebra::Vector3;
use trackside_sports::{Field, Structure};

use crate::colour::{self, Light};
use crate::noise::one_of;

type Point = Vector3<f64>;

/// A triangle of one colour, anticlockwise from outside.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Solid {
    pub corners: [Point; 3],
    pub reflectance: Light,
}

/// Edges are divided into pieces of at most this length, so that they bend with the lens, m.
const PIECE_M: f64 = 0.5;

struct Builder {
    solids: Vec<Solid>,
}

impl Builder {
    fn quad(&mut self, p: [Point; 4], reflectance: Light) {
        self.solids.push(Solid {
            corners: [p[0], p[1], p[2]],
            reflectance,
        });
        self.solids.push(Solid {
            corners: [p[0], p[2], p[3]],
            reflectance,
        });
    }

    /// A straight bar of `sides` sides.
    fn bar(&mut self, from: Point, to: Point, radius: f64, sides: usize, reflectance: Light) {
        let along = (to - from).normalize();
        let any = if along.z.abs() < 0.9 {
            Vector3::z()
        } else {
            Vector3::x()
        };
        let (u, v) = (
            along.cross(&any).normalize(),
            along.cross(&along.cross(&any).normalize()),
        );
        let pieces = ((to - from).norm() / PIECE_M).ceil().max(1.0) as usize;
        let point = |piece: usize, side: usize| {
            let angle = std::f64::consts::TAU * (side as f64 + 0.5) / sides as f64;
            from + (to - from) * (piece as f64 / pieces as f64)
                + (u * angle.cos() + v * angle.sin()) * radius
        };
        for side in 0..sides {
            for k in 0..pieces {
                self.quad(
                    [
                        point(k, side),
                        point(k, side + 1),
                        point(k + 1, side + 1),
                        point(k + 1, side),
                    ],
                    reflectance,
                );
            }
        }
    }

    /// A flat sheet that is visible from both sides; `across` and `up` are its edges.
    fn sheet(&mut self, corner: Point, across: Point, up: Point, reflectance: Light) {
        let pieces = |v: &Point| (v.norm() / PIECE_M).ceil().max(1.0);
        let (n, m) = (pieces(&across), pieces(&up));
        let at = |i: f64, j: f64| corner + across * (i / n) + up * (j / m);
        for (i, j) in
            (0..n as i32).flat_map(|i| (0..m as i32).map(move |j| (f64::from(i), f64::from(j))))
        {
            let p = [
                at(i, j),
                at(i + 1.0, j),
                at(i + 1.0, j + 1.0),
                at(i, j + 1.0),
            ];
            self.quad(p, reflectance);
            self.quad([p[3], p[2], p[1], p[0]], reflectance);
        }
    }

    /// The ring and its net.
    fn ring(&mut self, ring: Point, radius: f64) {
        let (white, orange) = (colour::of([235, 238, 240]), colour::of([225, 85, 25]));
        let point = |step: usize, share: f64, drop: f64| {
            let (sin, cos) = (std::f64::consts::TAU * step as f64 / 16.0).sin_cos();
            ring + Vector3::new(share * radius * cos, share * radius * sin, -drop)
        };
        for i in 0..16 {
            self.bar(point(i, 1.0, 0.0), point(i + 1, 1.0, 0.0), 0.014, 5, orange);
            self.bar(point(i, 1.0, 0.0), point(i + 1, 0.75, 0.2), 0.006, 3, white);
            self.bar(
                point(i, 0.75, 0.2),
                point(i + 1, 0.6, 0.42),
                0.006,
                3,
                white,
            );
        }
    }

    fn board(&mut self, board: Point, size: [f64; 2], ring_z: f64, towards: f64) {
        let (across, up) = (Vector3::y() * size[0], Vector3::z() * size[1]);
        self.sheet(
            board - (across + up) / 2.0,
            across,
            up,
            colour::of([235, 238, 240]),
        );
        // The inner rectangle: 0.59 m × 0.45 m, its lower edge level with the ring (FIBA equipment rules).
        let mark = |y: f64, z: f64| Vector3::new(board.x - 0.012 * towards, y, ring_z + z);
        let corners = [
            mark(-0.295, 0.0),
            mark(0.295, 0.0),
            mark(0.295, 0.45),
            mark(-0.295, 0.45),
        ];
        for i in 0..4 {
            self.bar(
                corners[i],
                corners[(i + 1) % 4],
                0.025,
                4,
                colour::of([30, 30, 35]),
            );
        }
    }

    /// The post that holds the board up.
    fn post(&mut self, board: Point, towards: f64, pad: Light) {
        let back = Vector3::x() * towards;
        let base = Vector3::new(board.x + 2.3 * towards, board.y, 0.0);
        let up = |z: f64| Vector3::z() * z;
        self.bar(
            board + back * 0.1,
            base + up(1.9),
            0.09,
            6,
            colour::of([90, 95, 105]),
        );
        self.bar(base, base + up(2.0), 0.18, 6, pad);
        self.bar(
            base + back * 0.2 + up(0.25),
            base + back + up(0.25),
            0.45,
            4,
            pad,
        );
    }

    fn goal(&mut self, at: [f64; 2], width: f64, height: f64, depth: f64) {
        let white = colour::of([245, 245, 245]);
        let net = colour::of([205, 208, 210]);
        let post = |y: f64, z: f64| Vector3::new(at[0], at[1] + y, z);
        let half = width / 2.0 + 0.06;
        for y in [-half, half] {
            self.bar(post(y, 0.0), post(y, height + 0.06), 0.06, 8, white);
            self.bar(
                post(y, height),
                post(y, 0.0) + Vector3::x() * depth,
                0.02,
                4,
                net,
            );
        }
        self.bar(
            post(-half, height + 0.06),
            post(half, height + 0.06),
            0.06,
            8,
            white,
        );
        let rope = 0.008;
        let count = 24;
        for i in 0..=count {
            let y = -half + 2.0 * half * f64::from(i) / f64::from(count);
            let (top, bend) = (
                post(y, height),
                post(y, 0.8 * height) + Vector3::x() * depth * 0.7,
            );
            self.bar(top, bend, rope, 3, net);
            self.bar(bend, post(y, 0.0) + Vector3::x() * depth, rope, 3, net);
        }
        for i in 0..8 {
            let f = f64::from(i) / 8.0;
            let p = |y: f64| post(y, 0.8 * height * f) + Vector3::x() * depth * (1.0 - 0.3 * f);
            self.bar(p(-half), p(half), rope, 3, net);
            for y in [-half, half] {
                self.bar(post(y, 0.8 * height * f), p(y), rope, 3, net);
            }
        }
    }
}

/// The triangles of all structures of the field.
pub(crate) fn of(field: &Field, seed: u64) -> Vec<Solid> {
    let mut builder = Builder { solids: Vec::new() };
    let pad = colour::of(one_of(
        seed,
        40,
        &[[30, 50, 120], [150, 25, 30], [40, 40, 45], [20, 90, 60]],
    ));
    for structure in &field.structures {
        match *structure {
            Structure::Basket {
                ring,
                radius_m,
                board,
                board_m,
                towards,
            } => {
                let (ring, board) = (Point::from(ring), Point::from(board));
                builder.ring(ring, radius_m);
                let arm = [
                    ring + Vector3::x() * radius_m * towards,
                    Vector3::new(board.x, ring.y, ring.z),
                ];
                builder.bar(arm[0], arm[1], 0.04, 4, colour::of([225, 85, 25]));
                builder.board(board, board_m, ring.z, towards);
                builder.post(board, towards, pad);
            }
            Structure::Goal {
                at,
                width_m,
                height_m,
                depth_m,
            } => builder.goal(at, width_m, height_m, depth_m),
            // Nets are not drawn.
            Structure::Net { .. } => {}
        }
    }
    builder.solids
}
