//! Advertising boards, stands with people and walls around the field.

use crate::colour::{self, Light, mix, times};
use crate::glyphs;
use crate::noise::{between, cell, hash, hash_all, one_of, purpose, smooth, unit};

/// Sizes of a seat, m: across, and from row to row.
const SEAT_M: [f32; 2] = [0.52, 0.85];

/// Colours and patterns of the stands, boards and walls of one venue.
pub(crate) struct Grandstand {
    seed: u64,
    /// Share of seats that are taken.
    crowd: f32,
    seat: Light,
    /// The two shirt colours of the fans.
    fans: [Light; 2],
    wall: Light,
    step: Light,
    /// The width of an advert, m.
    advert_m: f32,
}

impl Grandstand {
    /// `crowd` is the share of seats that are taken, drawn when `None`.
    pub fn new(seed: u64, crowd: Option<f32>) -> Grandstand {
        let seed = hash_all(&[seed, purpose::STANDS]);
        let bright = [
            [30, 70, 160],
            [170, 30, 40],
            [210, 200, 60],
            [230, 230, 230],
            [20, 110, 70],
            [90, 90, 95],
            [220, 120, 30],
        ];
        let walls = [
            [188, 186, 180],
            [150, 160, 170],
            [120, 110, 100],
            [90, 100, 120],
            [205, 200, 190],
            [70, 72, 78],
        ];
        Grandstand {
            seed,
            crowd: crowd.unwrap_or_else(|| one_of(seed, 1, &[0.0, 0.15, 0.5, 0.8, 0.95])),
            seat: times(colour::of(one_of(seed, 2, &bright)), 0.6),
            fans: [3, 4].map(|what| colour::of(one_of(seed, what, &bright))),
            wall: colour::of(one_of(seed, 5, &walls)),
            step: times([0.32, 0.31, 0.30], between(seed, 6, [0.6, 1.2])),
            advert_m: between(seed, 7, [3.0, 8.0]),
        }
    }

    /// The reflectance of a point on a stand: `along` it and `up` its slope, m, averaged over `footprint` m. `side` is the stand's index.
    pub fn seats(&self, side: usize, along: f32, up: f32, footprint: f32) -> Light {
        let key = self.seed ^ hash(side as u64);
        // Stairs divide a stand into blocks.
        let block = along.rem_euclid(14.0);
        if block < 1.2 {
            let tread = (up / 0.4).fract();
            return times(self.step, 0.8 + 0.4 * tread);
        }
        let (row, seat) = ((up / SEAT_M[1]).floor(), (along / SEAT_M[0]).floor());
        let (u, v) = (along / SEAT_M[0] - seat, up / SEAT_M[1] - row);
        let draw = cell(key, row as i32, seat as i32);
        let mean = mix(self.seat, times(self.fans[0], 0.6), 0.5 * self.crowd);
        let far = ((footprint - 0.25) / 0.5).clamp(0.0, 0.85);
        let near = if draw < self.crowd {
            self.person(hash(key ^ u64::from((draw * 1e7) as u32)), u, v)
        } else {
            self.empty(u, v)
        };
        mix(near, mean, far)
    }

    fn empty(&self, u: f32, v: f32) -> Light {
        if v < 0.6 && (0.08..0.92).contains(&u) {
            times(self.seat, 0.7 + 0.5 * v)
        } else {
            times(self.step, 0.55)
        }
    }

    fn person(&self, seed: u64, u: f32, v: f32) -> Light {
        let skin = one_of(
            seed,
            1,
            &[
                [225, 180, 150],
                [200, 150, 115],
                [150, 100, 70],
                [95, 65, 45],
                [235, 200, 175],
            ],
        );
        let hair = one_of(
            seed,
            2,
            &[
                [30, 22, 18],
                [70, 45, 25],
                [150, 110, 60],
                [120, 115, 110],
                [15, 15, 15],
            ],
        );
        let lean = between(seed, 3, [-0.1, 0.1]);
        let tall = between(seed, 4, [-0.06, 0.08]);
        let (hx, hy) = ((u - 0.5 - lean) / 0.19, (v - 0.74 - tall) / 0.16);
        if hx * hx + hy * hy < 1.0 {
            return colour::of(if hy > 0.25 { hair } else { skin });
        }
        let shoulders = 0.42 - 1.6 * (v - 0.42 - tall).max(0.0);
        if v < 0.62 + tall && (u - 0.5 - lean).abs() < shoulders {
            let shirt = match (unit(seed, 5) * 4.0) as u32 {
                0 => self.fans[0],
                1 => self.fans[1],
                _ => [6, 7, 8].map(|what| unit(seed, what).powi(2) * 0.7 + 0.02),
            };
            return times(shirt, if v < 0.12 { 0.5 } else { 0.95 });
        }
        times(self.step, 0.35)
    }

    /// The reflectance of a point on a board around the field: `along` and `up`, m, on a board `tall` m high.
    pub fn board(&self, side: usize, along: f32, up: f32, tall: f32) -> Light {
        let number = (along / self.advert_m).floor();
        let key = hash(self.seed ^ hash(side as u64 * 1000 + (number as i64 + 500) as u64));
        let strong = [
            [20, 40, 120],
            [200, 20, 30],
            [245, 245, 245],
            [15, 15, 18],
            [250, 205, 30],
            [20, 140, 80],
            [240, 110, 20],
        ];
        let (back, ink) = (one_of(key, 1, &strong), one_of(key, 2, &strong));
        let ink = if ink == back { [128, 160, 200] } else { ink };
        let letters = 4 + (unit(key, 3) * 6.0) as usize;
        let x = (along - number * self.advert_m) / self.advert_m * (letters as f32 + 2.0) - 1.0;
        let y = (1.0 - up / tall) * 1.6 - 0.3;
        let letter = (x.floor() as i64).clamp(0, letters as i64) as u64;
        let glyph = 10 + (hash(key ^ letter) % 26) as usize;
        let inside = x >= 0.0 && x < letters as f32;
        let is_ink = inside && glyphs::ink(glyph, x.fract() * 1.25, y);
        times(colour::of(if is_ink { ink } else { back }), 0.85)
    }

    /// The reflectance of a point on a wall: `along` and `up`, m.
    pub fn wall(&self, side: usize, along: f32, up: f32) -> Light {
        let key = self.seed ^ hash(side as u64 + 77);
        let banner = (along / 5.0).floor();
        let b = cell(key, banner as i32, 0);
        let (u, v) = (along / 5.0 - banner, up.rem_euclid(6.0) / 6.0);
        if b < 0.25 && (0.2..0.8).contains(&u) && (0.25..0.75).contains(&v) {
            let stripe = ((u * 5.0) as i32 + (v * 3.0) as i32) & 1;
            return if stripe == 0 {
                self.fans[0]
            } else {
                times(self.fans[1], 0.9)
            };
        }
        let panel = if (up / 1.2).fract() < 0.03 || (along / 2.4).fract() < 0.015 {
            0.75
        } else {
            1.0
        };
        times(
            self.wall,
            panel * (0.85 + 0.2 * smooth(key, 0.4 * along, 0.4 * up)),
        )
    }
}
