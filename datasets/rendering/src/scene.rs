//! Ray casting of the static venue: floor, boards, stands and walls under a sky or a ceiling.

use nalgebra::Vector3;
use trackside_simulation::{SimulatedSport, World};

use crate::colour::{self, Light, mix, product, times};
use crate::grandstand::Grandstand;
use crate::ground::Ground;
use crate::noise::{between, hash_all, one_of, purpose, smooth, unit};
use crate::options::Options;
use crate::props::{self, Solid};

/// The light of a venue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lights {
    /// Direction towards the sun or the main lamps.
    pub towards: Vector3<f32>,
    /// Light of the sun or the main lamps.
    pub sun: Light,
    /// The ambient light.
    pub sky: Light,
    pub hard_shadows: bool,
}

impl Lights {
    fn new(world: &World, seed: u64) -> Lights {
        let light = world.light();
        let warm = one_of(
            seed,
            1,
            &[
                [1.0, 0.96, 0.88],
                [1.0, 1.0, 0.97],
                [1.0, 0.92, 0.80],
                [0.94, 0.98, 1.0],
            ],
        );
        let cool = if light.has_hard_shadows {
            [0.86, 0.95, 1.12]
        } else {
            [1.0, 1.0, 1.0]
        };
        Lights {
            towards: light.direction.map(|c| c as f32),
            sun: times(warm, light.direct as f32),
            sky: times(cool, light.ambient as f32),
            hard_shadows: light.has_hard_shadows,
        }
    }

    /// The light on a surface of that normal.
    pub fn on(&self, normal: &Vector3<f32>) -> Light {
        let sun = normal.dot(&self.towards).max(0.0);
        let sky = 0.7 + 0.3 * normal.z;
        std::array::from_fn(|i| self.sun[i] * sun + self.sky[i] * sky)
    }
}

/// The dimensions of the grandstand, m.
struct GrandstandSize {
    /// Half the distance between opposite boards, along x and y.
    half: [f32; 2],
    /// Height of the boards.
    board: f32,
    /// Where stands begin and end, behind the boards.
    from: f32,
    to: f32,
    /// Height at which stands begin.
    low: f32,
    /// Rise of the stands per metre.
    slope: f32,
    /// Height of walls and ceiling.
    roof: f32,
}

/// The surface that a ray hits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SurfaceHit {
    pub light: Light,
    /// In lengths of the ray; infinite for the sky.
    pub distance: f32,
    /// Whether it is the floor, on which shadows fall.
    pub floor: bool,
}

/// The venue.
pub(crate) struct Scene {
    seed: u64,
    pub lights: Lights,
    pub solids: Vec<Solid>,
    indoors: bool,
    ground: Ground,
    grandstand: Grandstand,
    grandstand_size: GrandstandSize,
}

/// The surface on which a ray ends.
#[derive(Clone, Copy, PartialEq)]
enum Surface {
    Sky,
    Floor,
    Ceiling,
    Board(usize),
    Seats(usize),
    Wall(usize),
}

impl Scene {
    pub fn new(world: &World, seed: u64, options: &Options) -> Scene {
        let field = world.field();
        let seed = hash_all(&[seed, purpose::SCENE]);
        let [hx, hy] = field.play_size_m.map(|m| m as f32 / 2.0);
        let grandstand_size = match world.sport() {
            SimulatedSport::Basketball => GrandstandSize {
                half: [hx + 2.6, hy + 2.4],
                board: 0.8,
                from: 1.0,
                to: 13.0,
                low: 0.7,
                slope: 0.45,
                roof: 13.0,
            },
            SimulatedSport::Athletics => GrandstandSize {
                half: [hx + 26.0, hy + 6.5],
                board: 0.9,
                from: 2.0,
                to: 16.0,
                low: 1.0,
                slope: 0.42,
                roof: 14.0,
            },
            SimulatedSport::Tennis => GrandstandSize {
                half: [hx + 6.5, hy + 5.0],
                board: 1.0,
                from: 1.5,
                to: 14.0,
                low: 1.2,
                slope: 0.5,
                roof: 14.0,
            },
            SimulatedSport::Football => GrandstandSize {
                half: [hx + 7.0, hy + 5.5],
                board: 1.0,
                from: 3.0,
                to: 26.0,
                low: 1.4,
                slope: 0.5,
                roof: 22.0,
            },
        };
        Scene {
            seed,
            lights: Lights::new(world, seed),
            solids: props::of(field, seed),
            indoors: world.sport() == SimulatedSport::Basketball,
            ground: Ground::new(world.sport(), field, seed),
            grandstand: Grandstand::new(seed, options.crowd),
            grandstand_size: GrandstandSize {
                roof: grandstand_size.roof * between(seed, 33, [0.75, 1.1]),
                ..grandstand_size
            },
        }
    }

    /// The surface that the ray from `origin` along `ray` hits. `pixel_m` is the width of a pixel at the ray's length, m.
    pub fn cast(&self, origin: &Vector3<f32>, ray: &Vector3<f32>, pixel_m: f32) -> SurfaceHit {
        let (surface, distance) = self.intersect(origin, ray);
        let p = origin + ray * distance.min(1e4);
        let footprint = pixel_m * distance;
        // From left to right as seen from the field.
        let along = |side: usize| [-p.y, p.y, p.x, -p.x][side];
        let facing = |side: usize, up: f32| {
            let s = if side.is_multiple_of(2) { -1.0 } else { 1.0 };
            let out = if side < 2 {
                Vector3::new(s, 0.0, 0.0)
            } else {
                Vector3::new(0.0, s, 0.0)
            };
            (out + Vector3::z() * up).normalize()
        };
        let lit = |reflectance: Light, normal: Vector3<f32>| {
            product(reflectance, self.lights.on(&normal))
        };
        let light = match surface {
            Surface::Sky => self.sky(ray),
            Surface::Floor => {
                // At a grazing angle the footprint is elongated: it is averaged as a round one of this width.
                let steep = (-ray.z / ray.norm()).max(0.02);
                lit(
                    self.ground.reflectance(p.x, p.y, footprint / steep.sqrt()),
                    Vector3::z(),
                )
            }
            Surface::Ceiling => self.ceiling(p.x, p.y),
            Surface::Board(side) => lit(
                self.grandstand
                    .board(side, along(side), p.z, self.grandstand_size.board),
                facing(side, 0.3),
            ),
            Surface::Seats(side) => {
                let up = (p.z - self.grandstand_size.low)
                    * (1.0 + self.grandstand_size.slope.powi(-2)).sqrt();
                lit(
                    self.grandstand.seats(side, along(side), up, footprint),
                    facing(side, 1.0),
                )
            }
            Surface::Wall(side) => lit(
                self.grandstand.wall(side, along(side), p.z),
                facing(side, 0.6),
            ),
        };
        SurfaceHit {
            light,
            distance,
            floor: surface == Surface::Floor,
        }
    }

    /// The nearest surface that the ray hits from inside the grandstand.
    fn intersect(&self, o: &Vector3<f32>, d: &Vector3<f32>) -> (Surface, f32) {
        let b = &self.grandstand_size;
        let mut best = (Surface::Sky, f32::INFINITY);
        let mut offer = |surface: Surface, t: f32, holds: bool| {
            if holds && t > 0.0 && t < best.1 {
                best = (surface, t);
            }
        };
        offer(Surface::Floor, -o.z / d.z, d.z < 0.0);
        offer(
            Surface::Ceiling,
            (b.roof - o.z) / d.z,
            self.indoors && d.z > 0.0,
        );
        for side in 0..4_usize {
            let (i, j) = (side / 2, 1 - side / 2);
            let s = if side.is_multiple_of(2) { 1.0 } else { -1.0 };
            let (out, away) = (s * o[i] - b.half[i], s * d[i]);
            let beside = |t: f32| (o[j] + d[j] * t).abs() - b.half[j];
            if away > 0.0 {
                let t = -out / away;
                let z = o.z + d.z * t;
                offer(
                    Surface::Board(side),
                    t,
                    (0.0..b.board).contains(&z) && beside(t) <= 0.0,
                );
                let t = (b.to - out) / away;
                let z = o.z + d.z * t;
                let foot = b.low + b.slope * (b.to - b.from);
                offer(
                    Surface::Wall(side),
                    t,
                    z >= foot && z < b.roof && beside(t) <= b.to,
                );
            }
            // Stands are visible from the field and from above only, so that they do not hide the field from cameras behind them.
            let sinks = d.z - b.slope * away;
            let t = (b.low + b.slope * (out - b.from) - o.z) / sinks;
            let reach = out + away * t;
            offer(
                Surface::Seats(side),
                t,
                sinks < 0.0 && away > 0.0 && (b.from..b.to).contains(&reach) && beside(t) <= reach,
            );
        }
        best
    }

    fn sky(&self, d: &Vector3<f32>) -> Light {
        let up = d.z / d.norm();
        let blue = mix(
            [0.62, 0.70, 0.80],
            [0.20, 0.36, 0.66],
            up.clamp(0.0, 1.0).sqrt(),
        );
        let level = d.z.max(0.05);
        let cloud = smooth(self.seed, d.x / level, d.y / level) * 0.6
            + 0.4 * smooth(self.seed ^ 1, 3.0 * d.x / level, 3.0 * d.y / level);
        let cover = between(self.seed, 30, [0.0, 1.0]);
        mix(
            blue,
            [0.8, 0.8, 0.82],
            ((cloud + cover - 0.9) * 3.0).clamp(0.0, 0.9),
        )
    }

    fn ceiling(&self, x: f32, y: f32) -> Light {
        let (u, v) = (x.rem_euclid(5.0), y.rem_euclid(4.0));
        let lamp = (1.8..3.2).contains(&u) && (1.6..2.2).contains(&v);
        let beam = u < 0.25;
        let tone = between(self.seed, 31, [0.02, 0.30]) * unit(self.seed, 32).max(0.4);
        if lamp {
            [2.0, 2.0, 1.9]
        } else {
            times(
                colour::of([190, 190, 195]),
                if beam { tone * 0.5 } else { tone },
            )
        }
    }
}
