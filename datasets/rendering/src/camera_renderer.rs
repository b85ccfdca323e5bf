//! Renders the images of one camera.

use std::ops::Range;
use std::sync::Arc;

use trackside_body::Joints;
use trackside_calibration::Camera;
use trackside_simulation::WorldState;

use crate::backdrop::{Backdrop, CameraBackdrop, Pixel};
use crate::ball_raster::BallRaster;
use crate::body_raster::BodyRaster;
use crate::colour::Light;
use crate::materials::SurfaceId;
use crate::noise::{between, hash_all, purpose};
use crate::projector::Projector;
use crate::raster::{Plane, Sample};
use crate::sensor::WHITE;
use crate::shadow::{self, Shadows};
use crate::shutter::{INSTANCES, Shutter};
use crate::{SharedScene, bands};

/// Label of the background in a segmentation.
pub const BACKGROUND: u8 = 0;
/// Label of the ball in a segmentation. An actor has its index plus 1.
pub const BALL: u8 = 255;

/// Renders the images of one camera. Buffers are kept from image to image.
pub struct CameraRenderer {
    shared: Arc<SharedScene>,
    camera: usize,
    projector: Projector,
    backdrop: Option<Backdrop>,
    /// Whether [`Self::set_camera`] replaced the venue's camera.
    is_replaced: bool,
    settings: CameraBackdrop,
    shutter: Shutter,
    instants: Vec<WorldState>,
    moving: MovingObjects,
    scratches: Vec<Scratch>,
}

/// The moving objects of one image.
#[derive(Default)]
struct MovingObjects {
    bodies: Vec<BodyRaster>,
    ball: BallRaster,
    shadows: Shadows,
}

/// The buffers of one thread.
#[derive(Clone, Default)]
struct Scratch {
    planes: [Plane; INSTANCES],
    mask: Vec<u8>,
    /// Columns that moving objects cover.
    columns: Vec<Range<usize>>,
    row: Vec<u16>,
}

impl CameraRenderer {
    pub(crate) fn new(shared: &Arc<SharedScene>, camera: usize, threads: usize) -> CameraRenderer {
        let world = &shared.world;
        let seed = hash_all(&[shared.seed, purpose::CAMERA, camera as u64]);
        let softness_px = shared
            .options
            .softness_px
            .unwrap_or_else(|| between(seed, 10, [0.0, 1.2]));
        CameraRenderer {
            settings: CameraBackdrop {
                seed,
                softness_px,
                noise: shared.options.noise,
            },
            camera,
            projector: Projector::new(&world.cameras()[camera].camera),
            backdrop: None,
            is_replaced: false,
            shutter: Shutter::default(),
            instants: Vec::new(),
            moving: MovingObjects {
                bodies: vec![BodyRaster::default(); world.actors().len()],
                ball: BallRaster::default(),
                shadows: Shadows::new(&shared.scene.lights),
            },
            scratches: vec![Scratch::default(); threads.max(1)],
            shared: Arc::clone(shared),
        }
    }

    /// Width and height, px.
    pub fn size_px(&self) -> [usize; 2] {
        self.projector.size_px()
    }

    /// Renders through this camera from now on, in place of the venue's.
    pub fn set_camera(&mut self, camera: &Camera) {
        self.is_replaced = true;
        self.use_camera(camera);
    }

    /// Writes the image whose middle row is exposed about `mid_exposure_s`: rows from the top, three bytes per pixel, blue
    /// first. `image` seeds its noise.
    ///
    /// # Panics
    /// `out_bgr` is not width × height × 3 long.
    pub fn render_image(&mut self, mid_exposure_s: f64, image: u64, out_bgr: &mut [u8]) {
        let [w, h] = self.size_px();
        assert_eq!(
            out_bgr.len(),
            3 * w * h,
            "an image of {w}×{h} pixels has three bytes for each"
        );
        self.follow_camera(mid_exposure_s);
        let synthetic = &self.shared.world.cameras()[self.camera];
        let (exposure_s, rolling_s) = (synthetic.exposure_s, synthetic.rolling_shutter_s);
        self.shutter.plan(
            mid_exposure_s,
            exposure_s,
            rolling_s,
            h,
            self.settings.softness_px,
        );
        self.pose();
        let CameraRenderer {
            shared,
            projector,
            backdrop,
            settings,
            moving,
            scratches,
            ..
        } = self;
        let backdrop = backdrop.get_or_insert_with(|| {
            Backdrop::new(projector, &shared.scene, settings, scratches.len())
        });
        let image = ImageRows {
            shared,
            moving,
            backdrop,
            width: w,
            image,
        };
        bands::each(out_bgr, 3 * w, scratches, |row, out, scratch| {
            image.band(row, out, scratch)
        });
    }

    /// Writes what each pixel's centre shows at the instant `at_s`: [`BACKGROUND`], an actor's index plus 1, or [`BALL`].
    /// Structures of the venue do not occlude here.
    ///
    /// # Panics
    /// `out` is not width × height long.
    pub fn segment(&mut self, at_s: f64, out: &mut [u8]) {
        let [w, h] = self.size_px();
        assert_eq!(
            out.len(),
            w * h,
            "a segmentation of {w}×{h} pixels has a byte for each"
        );
        self.follow_camera(at_s);
        self.shutter.plan_instant(at_s);
        self.pose();
        let (shared, moving) = (&self.shared, &self.moving);
        bands::each(out, w, &mut self.scratches, |row, out, scratch| {
            let plane = &mut scratch.planes[0];
            plane.open(w, row, out.len() / w);
            plane.samples.fill(Sample::default());
            moving.draw(shared, 0, plane);
            for (out, sample) in out.iter_mut().zip(&plane.samples) {
                *out = match SurfaceId::of(sample.id) {
                    SurfaceId::Backdrop => BACKGROUND,
                    SurfaceId::Ball { .. } => BALL,
                    SurfaceId::Actor { actor, .. } => (actor + 1).min(254) as u8,
                };
            }
        });
    }

    /// Updates the camera's pose to that time: a camera that was moved has another backdrop.
    fn follow_camera(&mut self, at_s: f64) {
        if !self.is_replaced {
            self.use_camera(&self.shared.world.cameras()[self.camera].camera_at(at_s));
        }
    }

    fn use_camera(&mut self, camera: &Camera) {
        if self.projector.camera() != camera {
            self.projector = Projector::new(camera);
            self.backdrop = None;
        }
    }

    fn pose(&mut self) {
        let CameraRenderer {
            shared,
            projector,
            shutter,
            instants,
            moving,
            ..
        } = self;
        instants.resize(shutter.knots.len(), WorldState::default());
        for (&knot, instant) in shutter.knots.iter().zip(instants.iter_mut()) {
            shared.world.at(knot, instant);
        }
        let middle = &instants[instants.len() / 2];
        let lights = &shared.scene.lights;
        moving.shadows.clear();
        for (i, body) in moving.bodies.iter_mut().enumerate() {
            let joints = |knot: usize| joints_of(&instants[knot], i);
            body.pose(&shared.costumes[i], joints, projector, shutter, lights);
            if let Some(joints) = joints_of(middle, i) {
                moving.shadows.body(&joints, projector);
            }
        }
        moving
            .ball
            .pose(&|knot| instants[knot].ball, projector, shutter);
        if let Some(ball) = &middle.ball {
            moving.shadows.ball(ball, projector);
        }
    }
}

/// An actor's joints, if the actor is present.
fn joints_of(instant: &WorldState, actor: usize) -> Option<Joints> {
    let mut poses = instant.actors.iter();
    poses.find(|p| p.actor == actor).map(|p| p.joints)
}

impl MovingObjects {
    fn draw(&self, shared: &SharedScene, instance: usize, plane: &mut Plane) {
        for (i, body) in self.bodies.iter().enumerate().filter(|(_, f)| f.shows) {
            body.draw(&shared.costumes[i], i, instance, plane);
        }
        if let (Some(appearance), true) = (&shared.ball, self.ball.shows()) {
            self.ball
                .draw(appearance, &shared.scene.lights, instance, plane);
        }
    }

    /// The column ranges that moving objects cover in these rows.
    fn columns(&self, rows: &Range<i32>, out: &mut Vec<Range<usize>>) {
        out.clear();
        let bodies = self
            .bodies
            .iter()
            .filter(|f| f.shows)
            .map(|f| (&f.rows, &f.columns));
        let ball = self
            .ball
            .shows()
            .then_some((&self.ball.rows, &self.ball.columns));
        let in_rows = bodies
            .chain(ball)
            .filter(|(r, _)| r.start < rows.end && r.end > rows.start);
        out.extend(in_rows.map(|(_, c)| c.start as usize..c.end as usize));
        out.sort_unstable_by_key(|c| c.start);
        out.dedup_by(|next, kept| {
            let touches = next.start <= kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
    }
}

/// One image, drawn in bands.
struct ImageRows<'a> {
    shared: &'a SharedScene,
    moving: &'a MovingObjects,
    backdrop: &'a Backdrop,
    width: usize,
    image: u64,
}

impl ImageRows<'_> {
    fn band(&self, first: usize, out: &mut [u8], scratch: &mut Scratch) {
        let rows = out.len() / (3 * self.width);
        let backdrop = &self.backdrop.pixels[first * self.width..(first + rows) * self.width];
        let Scratch {
            planes,
            mask,
            columns,
            row,
        } = scratch;
        planes
            .iter_mut()
            .for_each(|p| p.open(self.width, first, rows));
        mask.clear();
        mask.resize(rows * self.width, 0);
        self.moving.shadows.mark(&planes[0], mask);
        self.moving.columns(&planes[0].rows, columns);
        for (instance, plane) in planes.iter_mut().enumerate() {
            for (behind, samples) in backdrop
                .chunks(self.width)
                .zip(plane.samples.chunks_mut(self.width))
            {
                for c in columns.iter() {
                    for (s, p) in samples[c.clone()].iter_mut().zip(&behind[c.clone()]) {
                        *s = Sample {
                            inv_depth: p.inv_depth,
                            ..Sample::default()
                        };
                    }
                }
            }
            self.moving.draw(self.shared, instance, plane);
        }
        for (y, out) in out.chunks_mut(3 * self.width).enumerate() {
            let line = y * self.width..(y + 1) * self.width;
            self.shade(&backdrop[line.clone()], &mask[line], row);
            for c in columns.iter() {
                self.resolve(planes, c, y, first + y, row);
            }
            self.backdrop
                .sensor
                .develop(row, self.image, first + y, out);
        }
    }

    /// A row of the backdrop with its shadows.
    fn shade(&self, backdrop: &[Pixel], mask: &[u8], row: &mut Vec<u16>) {
        row.clear();
        row.extend(backdrop.iter().flat_map(|p| p.light));
        let in_shadow = self.shared.in_shadow;
        for (i, (&m, p)) in mask.iter().zip(backdrop).enumerate() {
            if m != 0 && p.floor {
                let depth = shadow::depth(m);
                for (c, light) in row[3 * i..3 * i + 3].iter_mut().enumerate() {
                    *light = (f32::from(*light) * (1.0 - depth * (1.0 - in_shadow[2 - c]))) as u16;
                }
            }
        }
    }

    /// Composites the moving objects over one row.
    fn resolve(
        &self,
        planes: &[Plane; INSTANCES],
        columns: &Range<usize>,
        y: usize,
        image_y: usize,
        row: &mut [u16],
    ) {
        for x in columns.clone() {
            let index = y * self.width + x;
            let (mut sum, mut bare) = ([0.0_f32; 3], 0.0);
            for plane in planes {
                let s = plane.samples[index];
                if s.id == 0 {
                    bare += 1.0;
                    continue;
                }
                let light = self.light(&s);
                sum = std::array::from_fn(|c| sum[c] + light[c]);
            }
            if bare < INSTANCES as f32 {
                let exposed = self.backdrop.sensor.expose(sum, x as f32, image_y as f32);
                for (c, light) in row[3 * x..3 * x + 3].iter_mut().enumerate() {
                    let all = f32::from(*light) * bare + exposed[c];
                    *light = (all / INSTANCES as f32).min(WHITE) as u16;
                }
            }
        }
    }

    fn light(&self, s: &Sample) -> Light {
        let reflectance = match SurfaceId::of(s.id) {
            SurfaceId::Backdrop => [0.0; 3],
            SurfaceId::Actor { .. } => self.shared.reflectance[usize::from(s.id) - 1],
            SurfaceId::Ball { seam } => self
                .shared
                .ball
                .as_ref()
                .map_or([0.0; 3], |b| b.reflectance[usize::from(seam)]),
        };
        let lights = &self.shared.scene.lights;
        let (sun, sky) = (f32::from(s.sun) / 254.0, f32::from(s.sky) / 254.0);
        std::array::from_fn(|c| reflectance[c] * (lights.sun[c] * sun + lights.sky[c] * sky))
    }
}
