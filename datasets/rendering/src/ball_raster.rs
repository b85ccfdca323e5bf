//! The ball in one image.

use std::ops::Range;

use nalgebra::{Matrix3, Rotation3, Vector3};
use trackside_simulation::BallTruth;
use trackside_sports::BallKind;

use crate::colour::{self, Light};
use crate::materials::ball_id;
use crate::noise::one_of;
use crate::projector::Projector;
use crate::raster::{Corner, Plane, Sample};
use crate::scene::Lights;
use crate::shutter::Shutter;

/// Pattern and colours of a ball.
pub(crate) struct BallAppearance {
    kind: BallKind,
    /// Between seams or panels, and on them.
    pub reflectance: [Light; 2],
}

/// The golden ratio. The pentagons of a football lie at the corners of an icosahedron.
const GOLDEN: f32 = 1.618_034;

impl BallAppearance {
    pub fn new(kind: BallKind, seed: u64) -> BallAppearance {
        let colours = match kind {
            BallKind::Basketball => one_of(
                seed,
                50,
                &[
                    [[205, 96, 42], [30, 20, 16]],
                    [[190, 80, 40], [25, 18, 15]],
                    [[222, 120, 50], [40, 25, 20]],
                ],
            ),
            BallKind::Tennis => one_of(
                seed,
                50,
                &[
                    [[200, 215, 60], [235, 235, 225]],
                    [[190, 210, 50], [225, 225, 215]],
                ],
            ),
            // White with dark panels.
            _ => one_of(
                seed,
                50,
                &[
                    [[240, 240, 240], [25, 25, 30]],
                    [[240, 240, 240], [30, 60, 150]],
                    [[235, 225, 70], [40, 40, 60]],
                ],
            ),
        };
        BallAppearance {
            kind,
            reflectance: colours.map(colour::of),
        }
    }

    /// Whether a direction from the ball's centre, in the ball's own space, is on a seam or a dark panel.
    fn seam(&self, n: &Vector3<f32>) -> bool {
        match self.kind {
            BallKind::Tennis => {
                let curve = (n.x * n.x - n.y * n.y + 0.4 * n.z).abs();
                curve < 0.06
            }
            BallKind::Basketball => {
                let curve = (n.x * n.x + 0.6 * n.y * n.y - 0.55).abs();
                n.y.abs() < 0.035 || n.z.abs() < 0.035 || (curve < 0.04 && n.x.abs() > 0.3)
            }
            _ => {
                let a = n.map(f32::abs);
                let corners = [
                    (a.y + a.z * GOLDEN),
                    (a.z + a.x * GOLDEN),
                    (a.x + a.y * GOLDEN),
                ];
                corners
                    .iter()
                    .any(|c| *c > 0.935 * (1.0 + GOLDEN * GOLDEN).sqrt())
            }
        }
    }
}

/// A disc in the image.
#[derive(Clone, Copy, Debug, Default)]
struct Disc {
    at: Corner,
    radius_px: f32,
}

/// One ball, ready to draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct BallRaster {
    pub rows: Range<i32>,
    pub columns: Range<i32>,
    discs: Vec<Disc>,
    ball_from_cam: Matrix3<f32>,
    world_from_cam: Matrix3<f32>,
    radius_m: f32,
}

impl BallRaster {
    /// Whether any of the ball may be in the image.
    pub fn shows(&self) -> bool {
        !self.rows.is_empty() && !self.columns.is_empty()
    }

    /// Places the ball at all knots. Its rotation is that of a constant spin since time 0: earlier spin is not known.
    pub fn pose(
        &mut self,
        truth: &impl Fn(usize) -> Option<BallTruth>,
        projector: &Projector,
        shutter: &Shutter,
    ) {
        *self = BallRaster {
            discs: std::mem::take(&mut self.discs),
            ..BallRaster::default()
        };
        self.discs.clear();
        let middle = shutter.knots.len() / 2;
        let Some(ball) = truth(middle) else { return };
        self.radius_m = ball.radius_m as f32;
        let corner =
            |knot: usize| truth(knot).map_or_else(Corner::default, |b| projector.corner(b.at));
        let (mut x, mut y) = ([f32::MAX, f32::MIN], [f32::MAX, f32::MIN]);
        for instance in &shutter.instances {
            let at = shutter.corner(corner, instance);
            if at.inv_depth <= 0.0 {
                return;
            }
            let radius_px = projector.px_per_m(at.inv_depth) * self.radius_m;
            x = [x[0].min(at.x - radius_px), x[1].max(at.x + radius_px)];
            y = [y[0].min(at.y - radius_px), y[1].max(at.y + radius_px)];
            self.discs.push(Disc { at, radius_px });
        }
        let [w, h] = projector.size_px().map(|n| n as f32);
        let within = |r: [f32; 2], end: f32| {
            r[0].floor().max(0.0) as i32..(r[1].ceil() + 1.0).clamp(0.0, end) as i32
        };
        (self.columns, self.rows) = (within(x, w), within(y, h));
        self.world_from_cam = projector.rotation().transpose();
        let rotated = Rotation3::from_scaled_axis(ball.spin_rad_s * shutter.knots[middle])
            .into_inner()
            .map(|c| c as f32);
        self.ball_from_cam = rotated.transpose() * self.world_from_cam;
    }

    /// Draws the ball at one instance: a sphere small enough for its outline to be a circle.
    pub fn draw(
        &self,
        appearance: &BallAppearance,
        lights: &Lights,
        instance: usize,
        plane: &mut Plane,
    ) {
        let Disc { at, radius_px } = self.discs[instance];
        let r = radius_px.max(0.5);
        let wrap = if lights.hard_shadows { 0.1 } else { 0.5 };
        let nearest = |c: f32, end: i32| (c.ceil().max(0.0) as i32).min(end);
        let rows = nearest(at.y - r, plane.rows.end).max(plane.rows.start)
            ..nearest(at.y + r, plane.rows.end);
        let columns = nearest(at.x - r, plane.width as i32)..nearest(at.x + r, plane.width as i32);
        for py in rows {
            let y = (py as f32 - at.y) / r;
            let row = plane.row(py);
            for px in columns.clone() {
                let x = (px as f32 - at.x) / r;
                let z2 = 1.0 - x * x - y * y;
                let s = &mut row[px as usize];
                // The camera looks along +z, so visible surfaces face −z.
                let n = Vector3::new(x, y, -z2.max(0.0).sqrt());
                let inv_depth = at.inv_depth / (1.0 + n.z * self.radius_m * at.inv_depth);
                if z2 < 0.0 || inv_depth <= s.inv_depth {
                    continue;
                }
                let up = self.world_from_cam * n;
                let sun = ((up.dot(&lights.towards) + wrap) / (1.0 + wrap)).max(0.0);
                let id = ball_id(appearance.seam(&(self.ball_from_cam * n)));
                *s = Sample {
                    inv_depth,
                    id,
                    sun: (254.0 * sun) as u8,
                    sky: (254.0 * (0.62 + 0.38 * up.z)) as u8,
                };
            }
        }
    }
}
