//! The floor of the venue: its surface and its lines.

use trackside_simulation::SimulatedSport;
use trackside_sports::{Field, LineGeometry, Marking, Shape};

use crate::colour::{self, Light, mix, times};
use crate::noise::{between, cell, hash_all, one_of, purpose, smooth, unit};

/// A piece of line or a disc, m.
#[derive(Clone, Copy)]
struct Stroke {
    from: [f32; 2],
    to: [f32; 2],
    half_width: f32,
}

impl Stroke {
    /// Distance from the middle of the line, m.
    fn distance(&self, x: f32, y: f32) -> f32 {
        let [dx, dy] = [self.to[0] - self.from[0], self.to[1] - self.from[1]];
        let [px, py] = [x - self.from[0], y - self.from[1]];
        let along = ((px * dx + py * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0.0, 1.0);
        (px - along * dx).hypot(py - along * dy)
    }

    /// The share of a footprint of `footprint` m that the stroke covers.
    fn share(&self, x: f32, y: f32, footprint: f32) -> f32 {
        let (away, half) = (self.distance(x, y), footprint / 2.0);
        ((away + half).min(self.half_width) - (away - half).max(-self.half_width)).max(0.0)
            / footprint
    }
}

/// Lines, indexed by the square metres that they pass through.
struct Lines {
    low: [f32; 2],
    columns: usize,
    cells: Vec<Vec<Stroke>>,
}

/// The side of a square of the index, m.
const CELL_M: f32 = 1.0;

impl Lines {
    fn new(markings: &[Marking]) -> Lines {
        let strokes: Vec<_> = markings.iter().flat_map(strokes).collect();
        let reach = |i: usize| {
            let ends = strokes.iter().flat_map(|s| [s.from[i], s.to[i]]);
            ends.fold([0.0_f32; 2], |r, v| [r[0].min(v), r[1].max(v)])
        };
        let (x, y) = (reach(0), reach(1));
        let low = [x[0] - 1.0, y[0] - 1.0];
        let columns = (x[1] - low[0] + 2.0) as usize;
        let rows = (y[1] - low[1] + 2.0) as usize;
        let mut cells = vec![Vec::new(); columns * rows];
        for s in strokes {
            for (i, cell) in cells.iter_mut().enumerate() {
                let (cx, cy) = ((i % columns) as f32 + 0.5, (i / columns) as f32 + 0.5);
                // Half a square's diagonal, and as much again for soft edges.
                if s.distance(low[0] + cx, low[1] + cy) < s.half_width + 1.0 {
                    cell.push(s);
                }
            }
        }
        Lines {
            low,
            columns,
            cells,
        }
    }

    /// The share of a footprint of `footprint` m that is line.
    fn share(&self, x: f32, y: f32, footprint: f32) -> f32 {
        let (u, v) = ((x - self.low[0]) / CELL_M, (y - self.low[1]) / CELL_M);
        if u < 0.0 || v < 0.0 || u as usize >= self.columns {
            return 0.0;
        }
        let Some(cell) = self.cells.get(v as usize * self.columns + u as usize) else {
            return 0.0;
        };
        let footprint = footprint.max(0.004);
        cell.iter()
            .map(|s| s.share(x, y, footprint))
            .fold(0.0, f32::max)
    }
}

fn strokes(marking: &Marking) -> Vec<Stroke> {
    let half_width = marking.width_m as f32 / 2.0;
    let along = |points: Vec<[f32; 2]>| -> Vec<Stroke> {
        points
            .windows(2)
            .map(|p| Stroke {
                from: p[0],
                to: p[1],
                half_width,
            })
            .collect()
    };
    match &marking.shape {
        Shape::Polyline(points) => along(points.iter().map(|p| p.map(|c| c as f32)).collect()),
        Shape::Arc {
            centre,
            radius_m,
            from,
            to,
        } => {
            let steps = ((to - from).abs() * radius_m / 0.25).ceil().max(8.0) as usize;
            let point = |i: usize| {
                let angle = from + (to - from) * i as f64 / steps as f64;
                [
                    centre[0] + radius_m * angle.cos(),
                    centre[1] + radius_m * angle.sin(),
                ]
                .map(|c| c as f32)
            };
            along((0..=steps).map(point).collect())
        }
        Shape::Disc { centre, radius_m } => {
            let at = centre.map(|c| c as f32);
            vec![Stroke {
                from: at,
                to: at,
                half_width: *radius_m as f32,
            }]
        }
    }
}

/// The painted parts of one half of a basketball court, m, mirrored in the centre line.
struct CourtAreas {
    /// Distances of the key's edges from the centre line and from the long axis.
    key: [f32; 2],
    /// The hoop's x, and the radius of the three-point arc around it.
    arc: [f32; 2],
    /// Distance of the straight parts of the three-point line from the long axis.
    straight: f32,
    /// Radius of the centre circle.
    circle: f32,
}

impl CourtAreas {
    /// The areas that the field's lines bound; none where it is no basketball court.
    fn of(field: &Field) -> Option<CourtAreas> {
        let corner = field.point("free-throw corner +x +y")?.at;
        let straight = field.point("three-point end +x +y")?.at;
        let LineGeometry::Arc {
            centre, radius_m, ..
        } = field.line("three-point arc +x")?.geometry
        else {
            return None;
        };
        let LineGeometry::Arc {
            radius_m: circle, ..
        } = field.line("centre circle")?.geometry
        else {
            return None;
        };
        Some(CourtAreas {
            key: [corner.x.abs() as f32, corner.y.abs() as f32],
            arc: [centre.x as f32, radius_m as f32],
            straight: straight.y.abs() as f32,
            circle: circle as f32,
        })
    }

    fn in_key(&self, x: f32, y: f32) -> bool {
        x.abs() > self.key[0] && y.abs() < self.key[1]
    }

    fn in_arc(&self, x: f32, y: f32) -> bool {
        let [hoop, radius] = self.arc;
        (x.abs() - hoop).hypot(y) < radius || (x.abs() > hoop && y.abs() < self.straight)
    }

    fn in_circle(&self, x: f32, y: f32) -> bool {
        x.hypot(y) < self.circle
    }
}

/// The floor.
pub(crate) struct Ground {
    sport: SimulatedSport,
    half: [f32; 2],
    seed: u64,
    lines: Lines,
    areas: Option<CourtAreas>,
    line: Light,
    /// The surface in two tones (stripes, planks), the surroundings, and the painted areas.
    colours: [Light; 4],
    /// The width of stripes, m.
    stripe_m: f32,
}

// Colours of floors, sRGB.
const PAINTS: [[u8; 3]; 7] = [
    [30, 60, 130],
    [140, 30, 35],
    [20, 90, 70],
    [60, 60, 65],
    [200, 110, 30],
    [90, 50, 120],
    [35, 35, 40],
];
const WOODS: [[u8; 3]; 5] = [
    [206, 164, 112],
    [190, 140, 88],
    [222, 186, 140],
    [170, 120, 75],
    [205, 150, 90],
];
const GRASSES: [[u8; 3]; 4] = [[72, 118, 42], [60, 108, 48], [88, 128, 50], [66, 100, 40]];
const TRACKS: [[u8; 3]; 5] = [
    [168, 66, 48],
    [176, 80, 60],
    [60, 90, 150],
    [150, 58, 56],
    [70, 105, 165],
];

impl Ground {
    pub fn new(sport: SimulatedSport, field: &Field, seed: u64) -> Ground {
        let seed = hash_all(&[seed, purpose::GROUND]);
        let vary = |c: [u8; 3], what: u64| times(colour::of(c), between(seed, what, [0.8, 1.2]));
        let (base, around) = match sport {
            SimulatedSport::Basketball => (one_of(seed, 1, &WOODS), one_of(seed, 2, &PAINTS)),
            SimulatedSport::Athletics => (one_of(seed, 1, &TRACKS), one_of(seed, 2, &GRASSES)),
            SimulatedSport::Football => (one_of(seed, 1, &GRASSES), one_of(seed, 2, &GRASSES)),
            SimulatedSport::Tennis => (one_of(seed, 1, &PAINTS), one_of(seed, 2, &PAINTS)),
        };
        let base = vary(base, 3);
        let line = match sport {
            SimulatedSport::Basketball => one_of(
                seed,
                4,
                &[
                    [245, 245, 240],
                    [245, 245, 240],
                    [25, 25, 30],
                    [235, 225, 90],
                ],
            ),
            _ => [240, 242, 238],
        };
        Ground {
            sport,
            half: field.play_size_m.map(|m| m as f32 / 2.0),
            seed,
            lines: Lines::new(&field.markings),
            areas: CourtAreas::of(field),
            line: colour::of(line),
            colours: [
                base,
                times(base, between(seed, 5, [0.78, 0.95])),
                vary(around, 6),
                vary(one_of(seed, 7, &PAINTS), 8),
            ],
            stripe_m: one_of(seed, 9, &[3.5, 5.25, 7.0, 10.5]),
        }
    }

    /// The reflectance of the floor at a position, averaged over `footprint` m.
    pub fn reflectance(&self, x: f32, y: f32, footprint: f32) -> Light {
        let base = match self.sport {
            SimulatedSport::Basketball => self.court(x, y, footprint),
            SimulatedSport::Athletics => self.straight(x, y, footprint),
            SimulatedSport::Football => self.pitch(x, y, footprint),
            SimulatedSport::Tennis
                if x.abs() > self.half[0] + 0.03 || y.abs() > self.half[1] + 1.4 =>
            {
                self.colours[2]
            }
            SimulatedSport::Tennis => self.colours[0],
        };
        let share = self.lines.share(x, y, footprint);
        let wear = 0.9 * share * (0.8 + 0.2 * smooth(self.seed ^ 1, 3.0 * x, 3.0 * y));
        if share > 0.0 {
            mix(base, self.line, wear)
        } else {
            base
        }
    }

    fn court(&self, x: f32, y: f32, footprint: f32) -> Light {
        let [hx, hy] = self.half;
        if x.abs() > hx + 0.03 || y.abs() > hy + 0.03 {
            let border = x.abs() < hx + 2.0 && y.abs() < hy + 2.0;
            return if border && unit(self.seed, 20) < 0.7 {
                self.colours[2]
            } else {
                self.wood(x, y, footprint, 0.9)
            };
        }
        let inside = |area: fn(&CourtAreas, f32, f32) -> bool| {
            self.areas.as_ref().is_some_and(|areas| area(areas, x, y))
        };
        let key = inside(CourtAreas::in_key);
        let inside_arc = inside(CourtAreas::in_arc);
        let circle = inside(CourtAreas::in_circle);
        if (key && unit(self.seed, 21) < 0.7) || (circle && unit(self.seed, 22) < 0.6) {
            return self.colours[3];
        }
        if circle && unit(self.seed, 23) < 0.5 {
            let ring = ((x.hypot(y) * 2.2) as i32 + (y.atan2(x) * 1.6).floor() as i32) & 1;
            return if ring == 0 {
                self.colours[3]
            } else {
                self.colours[2]
            };
        }
        let stained = inside_arc && unit(self.seed, 24) < 0.4;
        self.wood(x, y, footprint, if stained { 0.75 } else { 1.0 })
    }

    fn wood(&self, x: f32, y: f32, footprint: f32, tone: f32) -> Light {
        let plank = (y / 0.07).floor() as i32;
        let board = (x / 1.2 + 0.37 * (plank % 7) as f32).floor() as i32;
        let grain = cell(self.seed, plank, board);
        let fine = (1.0 - footprint / 0.15).clamp(0.15, 1.0);
        let broad = smooth(self.seed ^ 2, 0.3 * x, 0.3 * y);
        times(
            mix(
                self.colours[0],
                self.colours[1],
                0.5 + fine * (grain - 0.5) * 1.3,
            ),
            tone * (0.94 + 0.12 * broad),
        )
    }

    fn straight(&self, x: f32, y: f32, footprint: f32) -> Light {
        let [_, hy] = self.half;
        let mottle = 0.9
            + 0.1 * smooth(self.seed, 0.5 * x, 0.5 * y)
            + (0.2 - footprint).max(0.0)
                * (cell(self.seed ^ 3, (x * 60.0) as i32, (y * 60.0) as i32) - 0.5);
        if y.abs() < hy + 0.6 {
            return times(self.colours[0], mottle);
        }
        if y > hy && y < hy + 2.0 && unit(self.seed, 25) < 0.5 {
            return times([0.35, 0.35, 0.36], mottle);
        }
        self.grass(self.colours[2], x, y, footprint)
    }

    fn pitch(&self, x: f32, y: f32, footprint: f32) -> Light {
        let [hx, hy] = self.half;
        let outside = (x.abs() - hx).max(y.abs() - hy);
        if outside > 4.0 {
            return times(self.colours[3], 0.5 + 0.2 * smooth(self.seed, x, y));
        }
        let along = (x / self.stripe_m).floor() as i32 & 1;
        let checked = unit(self.seed, 26) < 0.35;
        let across = if checked {
            (y / self.stripe_m).floor() as i32 & 1
        } else {
            0
        };
        let stripe = self.colours[usize::from(along ^ across == 1)];
        let goal = (-(hx - x.abs() - 3.0).powi(2) / 18.0 - y * y / 30.0).exp();
        let worn = [0.16, 0.13, 0.07];
        let patchy = smooth(self.seed ^ 5, 1.3 * x, 1.3 * y);
        mix(
            self.grass(stripe, x, y, footprint),
            worn,
            0.5 * goal * patchy,
        )
    }

    fn grass(&self, colour: Light, x: f32, y: f32, footprint: f32) -> Light {
        let broad = smooth(self.seed ^ 6, 0.15 * x, 0.15 * y)
            + 0.5 * smooth(self.seed ^ 7, 1.1 * x, 1.1 * y);
        let blades = cell(
            self.seed ^ 8,
            (x * 40.0).floor() as i32,
            (y * 40.0).floor() as i32,
        ) - 0.5;
        let fine = (1.0 - footprint / 0.3).clamp(0.1, 1.0);
        times(colour, 0.8 + 0.25 * broad + 0.35 * fine * blades)
    }
}
