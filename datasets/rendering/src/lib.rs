//! Pictures of a [`World`]: what each of its cameras would see, as bytes.
//!
//! A picture is a pure function of the world, the seed, the camera, the time and its number. `docs/reference/rendering.md` says
//! what is modelled.

mod backdrop;
mod ball;
mod bands;
mod cast;
mod colour;
mod figure;
mod glyphs;
mod ground;
mod noise;
mod options;
mod painter;
mod projector;
mod props;
mod raster;
mod scene;
mod sensor;
mod shadow;
mod shutter;
mod stands;

use std::sync::Arc;

use ball::BallLook;
use cast::Costume;
use colour::Light;
use options::Options;
use scene::Scene;
use trackside_simulation::{SimulationError, World};

pub use painter::{BALL, NOBODY, Painter};

/// What all cameras of a world share.
struct Stage {
    world: Arc<World>,
    seed: u64,
    options: Options,
    scene: Scene,
    costumes: Vec<Costume>,
    /// What each surface of each actor reflects, by id − 1.
    reflects: Vec<Light>,
    ball: Option<BallLook>,
    /// The share of its light that the floor keeps where no sun or lamp reaches it.
    in_shadow: Light,
}

/// Draws what the cameras of a world see.
pub struct Renderer {
    painters: Vec<Painter>,
}

impl Renderer {
    /// A renderer that draws each picture on `threads` threads (at least one). The same seed dresses the venue the same.
    ///
    /// # Errors
    /// A key in `[render]` of the world's file is unknown or out of its range.
    pub fn new(world: &Arc<World>, seed: u64, threads: usize) -> Result<Renderer, SimulationError> {
        let options = Options::of(world.file())?;
        let scene = Scene::new(world, seed, &options);
        let costumes: Vec<_> = world
            .actors()
            .iter()
            .map(|a| Costume::new(a, world.field(), seed))
            .collect();
        let lamps = scene.lamps;
        let in_shadow = std::array::from_fn(|c| {
            let sun = lamps.sun[c] * lamps.towards.z.max(0.0);
            // People keep the light of a hall's far walls and ceiling from the floor as well.
            let sky = if lamps.hard_shadows { 1.0 } else { 0.5 };
            sky * lamps.sky[c] / (lamps.sky[c] + sun).max(1e-6)
        });
        let stage = Arc::new(Stage {
            reflects: costumes.iter().flat_map(|c| c.reflects).collect(),
            ball: world.ball_kind().map(|kind| BallLook::new(kind, seed)),
            in_shadow,
            options,
            scene,
            costumes,
            seed,
            world: Arc::clone(world),
        });
        let painters = (0..world.cameras().len())
            .map(|camera| Painter::new(&stage, camera, threads))
            .collect();
        Ok(Renderer { painters })
    }

    /// Writes the picture that a camera takes about `mid_exposure_s`; see [`Painter::paint`].
    ///
    /// # Panics
    /// There is no such camera, or `out_bgr` is not width × height × 3 long.
    pub fn render(&mut self, camera: usize, mid_exposure_s: f64, image: u64, out_bgr: &mut [u8]) {
        self.painters[camera].paint(mid_exposure_s, image, out_bgr);
    }

    /// Writes who shows where; see [`Painter::segment`].
    ///
    /// # Panics
    /// There is no such camera, or `out` is not width × height long.
    pub fn segmentation(&mut self, camera: usize, at_s: f64, out: &mut [u8]) {
        self.painters[camera].segment(at_s, out);
    }

    /// One painter for each camera, to be drawn with on a thread each.
    pub fn into_painters(self) -> Vec<Painter> {
        self.painters
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
