//! One camera's pictures.

use std::ops::Range;
use std::sync::Arc;

use trackside_body::Joints;
use trackside_calibration::Camera;
use trackside_simulation::Instant;

use crate::backdrop::{Backdrop, CameraLook, Pixel};
use crate::ball::BallFigure;
use crate::cast::Seen;
use crate::colour::Light;
use crate::figure::Figure;
use crate::noise::{between, hash_all, purpose};
use crate::projector::Projector;
use crate::raster::{Plane, Sample};
use crate::sensor::WHITE;
use crate::shadow::{self, Shadows};
use crate::shutter::{INSTANCES, Shutter};
use crate::{Stage, bands};

/// In a segmentation: nobody.
pub const NOBODY: u8 = 0;
/// In a segmentation: the ball. Actors are their index and 1.
pub const BALL: u8 = 255;

/// Draws what one camera sees. Everything that it needs from picture to picture it keeps.
pub struct Painter {
    stage: Arc<Stage>,
    camera: usize,
    projector: Projector,
    backdrop: Option<Backdrop>,
    /// Whether it looks where it was told to and not where its camera does.
    led: bool,
    look: CameraLook,
    shutter: Shutter,
    instants: Vec<Instant>,
    cast: Drawn,
    scratches: Vec<Scratch>,
}

/// Everything that moves, as it is in one picture.
#[derive(Default)]
struct Drawn {
    figures: Vec<Figure>,
    ball: BallFigure,
    shadows: Shadows,
}

/// What one thread draws a band in.
#[derive(Clone, Default)]
struct Scratch {
    planes: [Plane; INSTANCES],
    mask: Vec<u8>,
    /// Columns where something moves.
    columns: Vec<Range<usize>>,
    row: Vec<u16>,
}

impl Painter {
    pub(crate) fn new(stage: &Arc<Stage>, camera: usize, threads: usize) -> Painter {
        let world = &stage.world;
        let seed = hash_all(&[stage.seed, purpose::CAMERA, camera as u64]);
        let softness_px = stage
            .options
            .softness_px
            .unwrap_or_else(|| between(seed, 10, [0.0, 1.2]));
        Painter {
            look: CameraLook {
                seed,
                softness_px,
                noise: stage.options.noise,
            },
            camera,
            projector: Projector::new(&world.cameras()[camera].camera),
            backdrop: None,
            led: false,
            shutter: Shutter::default(),
            instants: Vec::new(),
            cast: Drawn {
                figures: vec![Figure::default(); world.actors().len()],
                ball: BallFigure::default(),
                shadows: Shadows::new(&stage.scene.lamps),
            },
            scratches: vec![Scratch::default(); threads.max(1)],
            stage: Arc::clone(stage),
        }
    }

    /// Width and height, px.
    pub fn size_px(&self) -> [usize; 2] {
        self.projector.size_px()
    }

    /// From now on looks through this camera and not through its own.
    pub fn lead(&mut self, camera: &Camera) {
        self.led = true;
        self.turn(camera);
    }

    /// Writes the picture whose middle row is exposed about `mid_exposure_s`: rows from the top, three bytes per pixel, blue
    /// first. `image` settles its noise.
    ///
    /// # Panics
    /// `out_bgr` is not width × height × 3 long.
    pub fn paint(&mut self, mid_exposure_s: f64, image: u64, out_bgr: &mut [u8]) {
        let [w, h] = self.size_px();
        assert_eq!(
            out_bgr.len(),
            3 * w * h,
            "a picture of {w}×{h} pixels has three bytes for each"
        );
        self.aim(mid_exposure_s);
        let synthetic = &self.stage.world.cameras()[self.camera];
        let (exposure_s, rolling_s) = (synthetic.exposure_s, synthetic.rolling_shutter_s);
        self.shutter.plan(
            mid_exposure_s,
            exposure_s,
            rolling_s,
            h,
            self.look.softness_px,
        );
        self.pose();
        let Painter {
            stage,
            projector,
            backdrop,
            look,
            cast,
            scratches,
            ..
        } = self;
        let backdrop = backdrop
            .get_or_insert_with(|| Backdrop::new(projector, &stage.scene, look, scratches.len()));
        let picture = Picture {
            stage,
            cast,
            backdrop,
            width: w,
            image,
        };
        bands::each(out_bgr, 3 * w, scratches, |row, out, scratch| {
            picture.band(row, out, scratch)
        });
    }

    /// Writes who shows at each pixel's centre at `at_s`, as if the shutter opened for an instant: [`NOBODY`], an
    /// actor's index and 1, or [`BALL`]. What stands in the venue hides nobody here.
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
        self.aim(at_s);
        self.shutter.plan_instant(at_s);
        self.pose();
        let (stage, cast) = (&self.stage, &self.cast);
        bands::each(out, w, &mut self.scratches, |row, out, scratch| {
            let plane = &mut scratch.planes[0];
            plane.open(w, row, out.len() / w);
            plane.samples.fill(Sample::default());
            cast.draw(stage, 0, plane);
            for (out, sample) in out.iter_mut().zip(&plane.samples) {
                *out = match Seen::of(sample.id) {
                    Seen::Backdrop => NOBODY,
                    Seen::Ball { .. } => BALL,
                    Seen::Actor { actor, .. } => (actor + 1).min(254) as u8,
                };
            }
        });
    }

    /// Looks where the camera looks at that time: a bumped one sees another backdrop.
    fn aim(&mut self, at_s: f64) {
        if !self.led {
            self.turn(&self.stage.world.cameras()[self.camera].camera_at(at_s));
        }
    }

    fn turn(&mut self, camera: &Camera) {
        if self.projector.camera() != camera {
            self.projector = Projector::new(camera);
            self.backdrop = None;
        }
    }

    fn pose(&mut self) {
        let Painter {
            stage,
            projector,
            shutter,
            instants,
            cast,
            ..
        } = self;
        instants.resize(shutter.knots.len(), Instant::default());
        for (&knot, instant) in shutter.knots.iter().zip(instants.iter_mut()) {
            stage.world.at(knot, instant);
        }
        let middle = &instants[instants.len() / 2];
        let lamps = &stage.scene.lamps;
        cast.shadows.clear();
        for (i, figure) in cast.figures.iter_mut().enumerate() {
            let joints = |knot: usize| joints_of(&instants[knot], i);
            figure.pose(&stage.costumes[i], joints, projector, shutter, lamps);
            if let Some(joints) = joints_of(middle, i) {
                cast.shadows.body(&joints, projector);
            }
        }
        cast.ball
            .pose(&|knot| instants[knot].ball, projector, shutter);
        if let Some(ball) = &middle.ball {
            cast.shadows.ball(ball, projector);
        }
    }
}

/// Where an actor's joints are, if the actor is there.
fn joints_of(instant: &Instant, actor: usize) -> Option<Joints> {
    let mut poses = instant.actors.iter();
    poses.find(|p| p.actor == actor).map(|p| p.joints)
}

impl Drawn {
    fn draw(&self, stage: &Stage, instance: usize, plane: &mut Plane) {
        for (i, figure) in self.figures.iter().enumerate().filter(|(_, f)| f.shows) {
            figure.draw(&stage.costumes[i], i, instance, plane);
        }
        if let (Some(look), true) = (&stage.ball, self.ball.shows()) {
            self.ball.draw(look, &stage.scene.lamps, instance, plane);
        }
    }

    /// Where something moves in these rows.
    fn columns(&self, rows: &Range<i32>, out: &mut Vec<Range<usize>>) {
        out.clear();
        let figures = self
            .figures
            .iter()
            .filter(|f| f.shows)
            .map(|f| (&f.rows, &f.columns));
        let ball = self
            .ball
            .shows()
            .then_some((&self.ball.rows, &self.ball.columns));
        let met = figures
            .chain(ball)
            .filter(|(r, _)| r.start < rows.end && r.end > rows.start);
        out.extend(met.map(|(_, c)| c.start as usize..c.end as usize));
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

/// One picture, ready to draw in bands.
struct Picture<'a> {
    stage: &'a Stage,
    cast: &'a Drawn,
    backdrop: &'a Backdrop,
    width: usize,
    image: u64,
}

impl Picture<'_> {
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
        self.cast.shadows.mark(&planes[0], mask);
        self.cast.columns(&planes[0].rows, columns);
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
            self.cast.draw(self.stage, instance, plane);
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
        let left = self.stage.in_shadow;
        for (i, (&m, p)) in mask.iter().zip(backdrop).enumerate() {
            if m != 0 && p.floor {
                let depth = shadow::depth(m);
                for (c, light) in row[3 * i..3 * i + 3].iter_mut().enumerate() {
                    *light = (f32::from(*light) * (1.0 - depth * (1.0 - left[2 - c]))) as u16;
                }
            }
        }
    }

    /// Lays what moves over one row's columns.
    fn resolve(
        &self,
        planes: &[Plane; INSTANCES],
        columns: &Range<usize>,
        y: usize,
        picture_y: usize,
        row: &mut [u16],
    ) {
        for x in columns.clone() {
            let place = y * self.width + x;
            let (mut sum, mut bare) = ([0.0_f32; 3], 0.0);
            for plane in planes {
                let s = plane.samples[place];
                if s.id == 0 {
                    bare += 1.0;
                    continue;
                }
                let light = self.light(&s);
                sum = std::array::from_fn(|c| sum[c] + light[c]);
            }
            if bare < INSTANCES as f32 {
                let exposed = self.backdrop.sensor.expose(sum, x as f32, picture_y as f32);
                for (c, light) in row[3 * x..3 * x + 3].iter_mut().enumerate() {
                    let all = f32::from(*light) * bare + exposed[c];
                    *light = (all / INSTANCES as f32).min(WHITE) as u16;
                }
            }
        }
    }

    fn light(&self, s: &Sample) -> Light {
        let reflects = match Seen::of(s.id) {
            Seen::Backdrop => [0.0; 3],
            Seen::Actor { .. } => self.stage.reflects[usize::from(s.id) - 1],
            Seen::Ball { seam } => self
                .stage
                .ball
                .as_ref()
                .map_or([0.0; 3], |b| b.reflects[usize::from(seam)]),
        };
        let lamps = &self.stage.scene.lamps;
        let (sun, sky) = (f32::from(s.sun) / 254.0, f32::from(s.sky) / 254.0);
        std::array::from_fn(|c| reflects[c] * (lamps.sun[c] * sun + lamps.sky[c] * sky))
    }
}
