//! The static background of a camera: rendered once, since cameras do not move.

use nalgebra::Vector3;

use crate::bands;
use crate::colour::{Light, product, times};
use crate::projector::{Projector, Rays};
use crate::raster::{Corner, CornerShading, Plane, Sample};
use crate::scene::Scene;
use crate::sensor::Sensor;
use crate::shutter::{INSTANCES, sample_offsets};

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

/// One pixel of the backdrop.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pixel {
    /// Light on the sensor, blue first.
    pub light: [u16; 3],
    /// Whether it shows the floor, on which shadows fall.
    pub floor: bool,
    /// 1/m
    pub inv_depth: f32,
}

/// A triangle of the venue's structures, projected into the image.
struct ProjectedSolid {
    corners: [Corner; 3],
    light: Light,
}

struct Drawing<'a> {
    scene: &'a Scene,
    sensor: &'a Sensor,
    rays: Rays,
    origin: Vector3<f32>,
    /// Width of a pixel 1 m away, m.
    pixel_m: f32,
    projected: Vec<ProjectedSolid>,
    width: usize,
    offsets: [[f32; 2]; INSTANCES],
}

impl Backdrop {
    /// The background of that camera.
    pub fn new(
        projector: &Projector,
        scene: &Scene,
        settings: &CameraBackdrop,
        threads: usize,
    ) -> Backdrop {
        let [width, height] = projector.size_px();
        let (rays, origin) = (projector.rays(), Vector3::from(projector.centre()));
        let pixel_m = 1.0 / projector.px_per_m(1.0);
        // The exposure is set by every sixteenth pixel each way.
        let samples = (8..height)
            .step_by(16)
            .flat_map(|y| (8..width).step_by(16).map(move |x| (x as f32, y as f32)));
        let (sum, count) = samples.fold((0.0_f32, 0.0), |(sum, n), (x, y)| {
            let [r, g, b] = scene.cast(&origin, &rays.through(x, y), pixel_m).light;
            (
                sum + (0.2126 * r + 0.7152 * g + 0.0722 * b).min(1.0),
                n + 1.0,
            )
        });
        let sensor = Sensor::new(
            settings.seed,
            [width, height],
            sum / f32::max(count, 1.0),
            settings.noise,
        );
        let drawing = Drawing {
            scene,
            sensor: &sensor,
            rays,
            origin,
            pixel_m,
            projected: project_solids(projector, scene),
            width,
            offsets: sample_offsets(settings.softness_px),
        };
        let mut pixels = vec![Pixel::default(); width * height];
        let mut planes = vec![Plane::default(); threads];
        bands::each(&mut pixels, width, &mut planes, |rows, pixels, plane| {
            drawing.band(rows, pixels, plane)
        });
        Backdrop { sensor, pixels }
    }
}

fn project_solids(projector: &Projector, scene: &Scene) -> Vec<ProjectedSolid> {
    let project = |s: &super::props::Solid| {
        let [a, b, c] = s.corners;
        let normal = (b - a).cross(&(c - a)).normalize().map(|c| c as f32);
        ProjectedSolid {
            corners: s.corners.map(|p| projector.corner(p.into())),
            light: product(s.reflectance, scene.lights.on(&normal)),
        }
    };
    scene.solids.iter().map(project).collect()
}

impl Drawing<'_> {
    fn band(&self, first: usize, pixels: &mut [Pixel], plane: &mut Plane) {
        let mut sums = vec![[0.0_f32; 3]; pixels.len()];
        plane.width = self.width;
        plane.rows = first as i32..(first + pixels.len() / self.width) as i32;
        for (i, offset) in self.offsets.iter().enumerate() {
            plane.samples.clear();
            plane.samples.resize(pixels.len(), Sample::default());
            let mut floor = vec![[0.0_f32; 4]; pixels.len()];
            for (k, pixel) in floor.iter_mut().enumerate() {
                let (x, y) = (
                    (k % self.width) as f32 + offset[0],
                    (first + k / self.width) as f32 + offset[1],
                );
                let hit = self
                    .scene
                    .cast(&self.origin, &self.rays.through(x, y), self.pixel_m);
                // A ray has 1 m of depth, so the multiple of its length is the depth.
                plane.samples[k].inv_depth = 1.0 / hit.distance;
                let [r, g, b] = hit.light;
                *pixel = [r, g, b, f32::from(u8::from(hit.floor))];
            }
            self.solids(offset, plane);
            for (k, (sample, [r, g, b, is_floor])) in plane.samples.iter().zip(floor).enumerate() {
                let light = if sample.id > 0 {
                    self.projected[usize::from(sample.id) - 1].light
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

    fn solids(&self, offset: &[f32; 2], plane: &mut Plane) {
        for (i, p) in self.projected.iter().enumerate() {
            let shifted = p.corners.map(|c| Corner {
                x: c.x - offset[0],
                y: c.y - offset[1],
                ..c
            });
            plane.triangle(shifted, [CornerShading::default(); 3], |_| (i + 1) as u16);
        }
    }
}
