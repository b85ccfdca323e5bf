//! Images of a [`World`]: what each of its cameras would see, as bytes.
//!
//! An image is a pure function of the world, the seed, the camera, the time and the image's index.
//! `docs/reference/rendering.md` says what is modelled.

mod backdrop;
mod ball_raster;
mod bands;
mod body_raster;
mod camera_renderer;
mod colour;
mod glyphs;
mod grandstand;
mod ground;
mod materials;
mod noise;
mod options;
mod projector;
mod props;
mod raster;
mod scene;
mod sensor;
mod shadow;
mod shutter;

use std::sync::Arc;

use ball_raster::BallAppearance;
use colour::Light;
use materials::Materials;
use options::Options;
use scene::Scene;
use trackside_simulation::{SimulationError, World};

pub use camera_renderer::{BACKGROUND, BALL, CameraRenderer};

/// The data that all cameras of a world share.
struct SharedScene {
    world: Arc<World>,
    seed: u64,
    options: Options,
    scene: Scene,
    costumes: Vec<Materials>,
    /// The reflectance of each surface of each actor, by id − 1.
    reflectance: Vec<Light>,
    ball: Option<BallAppearance>,
    /// The share of light, by channel, that is left on the floor in full shadow.
    in_shadow: Light,
}

/// Renders the images of all cameras of a world.
pub struct Renderer {
    camera_renderers: Vec<CameraRenderer>,
}

impl Renderer {
    /// A renderer that draws each image on `threads` threads (at least one). The seed determines the look of the venue, its
    /// people and its cameras' sensors.
    ///
    /// # Errors
    /// A key in `[render]` of the world's file is unknown or out of its range.
    pub fn new(world: &Arc<World>, seed: u64, threads: usize) -> Result<Renderer, SimulationError> {
        let options = Options::of(world.file())?;
        let scene = Scene::new(world, seed, &options);
        let costumes: Vec<_> = world
            .actors()
            .iter()
            .map(|a| Materials::new(a, world.field(), seed))
            .collect();
        let lights = scene.lights;
        let in_shadow = std::array::from_fn(|c| {
            let sun = lights.sun[c] * lights.towards.z.max(0.0);
            // Indoors, people also block the light of walls and ceiling, which is part of the ambient light.
            let sky = if lights.hard_shadows { 1.0 } else { 0.5 };
            sky * lights.sky[c] / (lights.sky[c] + sun).max(1e-6)
        });
        let shared = Arc::new(SharedScene {
            reflectance: costumes.iter().flat_map(|c| c.reflectance).collect(),
            ball: world
                .ball_kind()
                .map(|kind| BallAppearance::new(kind, seed)),
            in_shadow,
            options,
            scene,
            costumes,
            seed,
            world: Arc::clone(world),
        });
        let camera_renderers = (0..world.cameras().len())
            .map(|camera| CameraRenderer::new(&shared, camera, threads))
            .collect();
        Ok(Renderer { camera_renderers })
    }

    /// Writes the image that a camera takes about `mid_exposure_s`; see [`CameraRenderer::render_image`].
    ///
    /// # Panics
    /// There is no such camera, or `out_bgr` is not width × height × 3 long.
    pub fn render(&mut self, camera: usize, mid_exposure_s: f64, image: u64, out_bgr: &mut [u8]) {
        self.camera_renderers[camera].render_image(mid_exposure_s, image, out_bgr);
    }

    /// Writes whose body each pixel shows; see [`CameraRenderer::segment`].
    ///
    /// # Panics
    /// There is no such camera, or `out` is not width × height long.
    pub fn segmentation(&mut self, camera: usize, at_s: f64, out: &mut [u8]) {
        self.camera_renderers[camera].segment(at_s, out);
    }

    /// One renderer for each camera; each may run on a thread of its own.
    pub fn into_camera_renderers(self) -> Vec<CameraRenderer> {
        self.camera_renderers
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
