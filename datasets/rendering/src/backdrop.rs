//! The static background of a camera: rendered once, since cameras do not move.

use nalgebra::Vector3;

use crate::bands;
use crate::colour::{Light, product, times};
use crate::projector::{Projector, Rays};
use crate::raster::{Corner, CornerShading, Plane, Sample};
use crate::scene::Scene;
use crate::sensor::Sensor;
use crate::shutter::{INSTANCES, places};

/// The empty venue, pixel by pixel.
pub(crate) struct Backdrop {
    pub sensor: Sensor,
    pub pixels: Vec<Pixel>,
}

/// The optical and sensor parameters of a camera.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CameraBackdrop {
    /// The seed of its sensor.
    pub seed: u64,
    /// The blur radius of its lens, px.
    pub softness_px: f32,
    /// Factor on its noise.
    pub noise: f32,
}

/// One pixel of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pixel {
    /// As the sensor is exposed, blue first.
    pub light: [u16; 3],
    /// Shadows fall on the floor only.
    pub floor: bool,
    /// 1/m
    pub inv_depth: f32,
}

/// A triangle that stands in the venue, as the camera sees it.
struct PlacedSolid {
    corners: [Corner; 3],
    light: Light,
}

struct Drawing<'a> {
    scene: &'a Scene,
    sensor: &'a Sensor,
    rays: Rays,
    origin: Vector3<f32>,
    spread: f32,
    placed: Vec<PlacedSolid>,
    width: usize,
    places: [[f32; 2]; INSTANCES],
}

impl Backdrop {
    /// The background of that camera.
    pub fn new(
        projector: &Projector,
        scene: &Scene,
        look: &CameraBackdrop,
        threads: usize,
    ) -> Backdrop {
        let [width, height] = projector.size_px();
        let (rays, origin) = (projector.rays(), Vector3::from(projector.centre()));
        let spread = 1.0 / projector.px_per_m(1.0);
        // Exposed for what shows at every sixteenth pixel each way.
        let spots = (8..height)
            .step_by(16)
            .flat_map(|y| (8..width).step_by(16).map(move |x| (x as f32, y as f32)));
        let (sum, count) = spots.fold((0.0_f32, 0.0), |(sum, n), (x, y)| {
            let [r, g, b] = scene.look(&origin, &rays.through(x, y), spread).light;
            (
                sum + (0.2126 * r + 0.7152 * g + 0.0722 * b).min(1.0),
                n + 1.0,
            )
        });
        let sensor = Sensor::new(
            look.seed,
            [width, height],
            sum / f32::max(count, 1.0),
            look.noise,
        );
        let drawing = Drawing {
            scene,
            sensor: &sensor,
            rays,
            origin,
            spread,
            placed: place(projector, scene),
            width,
            places: places(look.softness_px),
        };
        let mut pixels = vec![Pixel::default(); width * height];
        let mut planes = vec![Plane::default(); threads];
        bands::each(&mut pixels, width, &mut planes, |rows, pixels, plane| {
            drawing.band(rows, pixels, plane)
        });
        Backdrop { sensor, pixels }
    }
}

fn place(projector: &Projector, scene: &Scene) -> Vec<PlacedSolid> {
    let placed = |s: &super::props::Solid| {
        let [a, b, c] = s.corners;
        let normal = (b - a).cross(&(c - a)).normalize().map(|c| c as f32);
        PlacedSolid {
            corners: s.corners.map(|p| projector.corner(p.into())),
            light: product(s.reflectance, scene.lights.on(&normal)),
        }
    };
    scene.solids.iter().map(placed).collect()
}

impl Drawing<'_> {
    fn band(&self, first: usize, pixels: &mut [Pixel], plane: &mut Plane) {
        let mut sums = vec![[0.0_f32; 3]; pixels.len()];
        plane.width = self.width;
        plane.rows = first as i32..(first + pixels.len() / self.width) as i32;
        for (i, place) in self.places.iter().enumerate() {
            plane.samples.clear();
            plane.samples.resize(pixels.len(), Sample::default());
            let mut floor = vec![[0.0_f32; 4]; pixels.len()];
            for (k, spot) in floor.iter_mut().enumerate() {
                let (x, y) = (
                    (k % self.width) as f32 + place[0],
                    (first + k / self.width) as f32 + place[1],
                );
                let met = self
                    .scene
                    .look(&self.origin, &self.rays.through(x, y), self.spread);
                // Rays are 1 m deep, so their length along is the depth.
                plane.samples[k].inv_depth = 1.0 / met.distance;
                let [r, g, b] = met.light;
                *spot = [r, g, b, f32::from(u8::from(met.floor))];
            }
            self.solids(place, plane);
            for (k, (sample, [r, g, b, is_floor])) in plane.samples.iter().zip(floor).enumerate() {
                let light = if sample.id > 0 {
                    self.placed[usize::from(sample.id) - 1].light
                } else {
                    [r, g, b]
                };
                for c in 0..3 {
                    sums[k][c] += light[c].min(2.0);
                }
                if i == 0 {
                    (pixels[k].inv_depth, pixels[k].floor) =
                        (sample.inv_depth, sample.id == 0 && is_floor > 0.0);
                }
            }
        }
        for (k, (pixel, sum)) in pixels.iter_mut().zip(sums).enumerate() {
            let (x, y) = ((k % self.width) as f32, (first + k / self.width) as f32);
            let light = self.sensor.expose(times(sum, 1.0 / INSTANCES as f32), x, y);
            pixel.light = light.map(|c| c as u16);
        }
    }

    fn solids(&self, place: &[f32; 2], plane: &mut Plane) {
        for (i, p) in self.placed.iter().enumerate() {
            let shifted = p.corners.map(|c| Corner {
                x: c.x - place[0],
                y: c.y - place[1],
                ..c
            });
            plane.triangle(shifted, [CornerShading::default(); 3], |_| (i + 1) as u16);
        }
    }
}
