//! One actor in one image.

use std::ops::Range;

use nalgebra::{Point3, Vector3};
use trackside_body::{Joints, Material, NO_NUMBER};

use crate::glyphs;
use crate::materials::{ClothedBody, Materials, first_id, number_surface};
use crate::projector::Projector;
use crate::raster::{Corner, CornerShading, Plane};
use crate::scene::Lights;
use crate::shutter::Shutter;

/// A body that is taller than this in the image is drawn with the fine mesh, px.
const FINE_PX: f32 = 110.0;
/// How far a body reaches beyond its joints, m.
const MARGIN_M: f32 = 0.35;

/// A triangle that faces the camera, and its rows.
#[derive(Clone, Copy, Debug)]
struct Facing {
    triangle: u16,
    rows: [i16; 2],
}

/// One actor, ready to draw. Its buffers are reused from image to image.
#[derive(Clone, Debug, Default)]
pub(crate) struct BodyRaster {
    /// Whether any of the body may be in the image.
    pub shows: bool,
    pub rows: Range<i32>,
    pub columns: Range<i32>,
    fine: bool,
    posed: Vec<Point3<f32>>,
    normals: Vec<Vector3<f32>>,
    shading: Vec<CornerShading>,
    /// By knot, then vertex.
    at_knots: Vec<Vec<Corner>>,
    /// By instance, then vertex.
    corners: Vec<Vec<Corner>>,
    facing: Vec<Facing>,
}

impl BodyRaster {
    /// Poses the body with the joints at each knot of `shutter`.
    pub fn pose(
        &mut self,
        materials: &Materials,
        joints: impl Fn(usize) -> Option<Joints>,
        projector: &Projector,
        shutter: &Shutter,
        lights: &Lights,
    ) {
        self.shows = false;
        let Some(near) = joints(0).and_then(|j| self.frame(&j, projector)) else {
            return;
        };
        self.shows = true;
        self.fine = projector.px_per_m(near) * materials.height_m as f32 > FINE_PX;
        let clothed_body = self.clothed_body(materials);
        let knots = shutter.knots.len();
        self.at_knots.resize(knots, Vec::new());
        for (knot, corners) in self.at_knots.iter_mut().enumerate() {
            let Some(joints) = joints(knot) else {
                self.shows = false;
                return;
            };
            clothed_body.body.pose_vertices(&joints, &mut self.posed);
            corners.clear();
            corners.extend(
                self.posed
                    .iter()
                    .map(|p| projector.corner(p.map(f64::from))),
            );
        }
        if let Some(joints) = joints(knots / 2) {
            clothed_body.body.pose_normals(&joints, &mut self.normals);
        }
        self.light(clothed_body, lights);
        self.corners.resize(shutter.instances.len(), Vec::new());
        for (instance, corners) in shutter.instances.iter().zip(&mut self.corners) {
            corners.clear();
            corners.extend(
                (0..self.posed.len()).map(|v| shutter.corner(|k| self.at_knots[k][v], instance)),
            );
        }
        self.face(clothed_body, projector.size_px());
    }

    fn clothed_body<'a>(&self, materials: &'a Materials) -> &'a ClothedBody {
        &materials.bodies[usize::from(!self.fine)]
    }

    /// The smallest inverse depth of the joints; `None` where no joint is in the image or near it.
    fn frame(&self, joints: &Joints, projector: &Projector) -> Option<f32> {
        let [w, h] = projector.size_px().map(|n| n as f32);
        let mut min = f32::MAX;
        let mut is_visible = false;
        for p in joints {
            let c = projector.corner(*p);
            let margin = MARGIN_M * projector.px_per_m(c.inv_depth);
            if c.inv_depth > 0.0 {
                min = min.min(c.inv_depth);
                is_visible |=
                    (-margin..w + margin).contains(&c.x) && (-margin..h + margin).contains(&c.y);
            }
        }
        is_visible.then_some(min)
    }

    fn light(&mut self, clothed_body: &ClothedBody, lights: &Lights) {
        // Many lamps also light what faces away from the mean direction.
        let wrap = if lights.hard_shadows { 0.0 } else { 0.45 };
        self.shading.clear();
        self.shading.extend(
            clothed_body
                .body
                .vertices()
                .iter()
                .zip(&self.normals)
                .zip(&clothed_body.folds)
                .map(|((v, n), fold)| {
                    let n = (n + fold).normalize();
                    let sun = ((n.dot(&lights.towards) + wrap) / (1.0 + wrap)).max(0.0);
                    let sky = 0.62 + 0.38 * n.z;
                    CornerShading {
                        sun: 254.0 * sun.min(1.0) * v.shade,
                        sky: 254.0 * sky.clamp(0.0, 1.0) * v.shade,
                        print: v.number_uv,
                    }
                }),
        );
    }

    /// Finds the triangles that face the camera, and the part of the image that they cover.
    fn face(&mut self, clothed_body: &ClothedBody, [w, h]: [usize; 2]) {
        self.facing.clear();
        let (mut x, mut y) = ([f32::MAX, f32::MIN], [f32::MAX, f32::MIN]);
        for (i, t) in clothed_body.body.triangles().iter().enumerate() {
            let mut rows = [f32::MAX, f32::MIN];
            let mut faces = false;
            for corners in &self.corners {
                let [a, b, c] = t.vertices.map(|v| corners[usize::from(v)]);
                if a.inv_depth <= 0.0 || b.inv_depth <= 0.0 || c.inv_depth <= 0.0 {
                    continue;
                }
                faces |= (c.x - a.x) * (b.y - a.y) > (b.x - a.x) * (c.y - a.y);
                rows = [
                    rows[0].min(a.y).min(b.y).min(c.y),
                    rows[1].max(a.y).max(b.y).max(c.y),
                ];
                x = [
                    x[0].min(a.x).min(b.x).min(c.x),
                    x[1].max(a.x).max(b.x).max(c.x),
                ];
            }
            if faces && rows[1] >= 0.0 && rows[0] < h as f32 {
                y = [y[0].min(rows[0]), y[1].max(rows[1])];
                self.facing.push(Facing {
                    triangle: i as u16,
                    rows: [rows[0].floor() as i16, rows[1].ceil() as i16],
                });
            }
        }
        let within = |r: [f32; 2], end: usize| {
            r[0].floor().max(0.0) as i32..(r[1].ceil() + 1.0).min(end as f32) as i32
        };
        (self.columns, self.rows) = (within(x, w), within(y, h));
        self.shows = !self.facing.is_empty() && !self.columns.is_empty() && !self.rows.is_empty();
    }

    /// Draws the body at one instance.
    pub fn draw(&self, materials: &Materials, actor: usize, instance: usize, plane: &mut Plane) {
        let clothed_body = self.clothed_body(materials);
        let corners = &self.corners[instance];
        let first = first_id(actor);
        for f in &self.facing {
            if i32::from(f.rows[0]) >= plane.rows.end || i32::from(f.rows[1]) < plane.rows.start {
                continue;
            }
            let t = clothed_body.body.triangles()[usize::from(f.triangle)];
            let v = t.vertices.map(usize::from);
            let id = first + t.material as u16;
            let (at, shading) = (v.map(|v| corners[v]), v.map(|v| self.shading[v]));
            let printed =
                t.material == Material::Shirt && shading.iter().all(|l| l.print != NO_NUMBER);
            match materials.number.filter(|_| printed) {
                Some(number) => plane.triangle(at, shading, |print| {
                    if glyphs::number_ink(number, print()) {
                        first + number_surface()
                    } else {
                        id
                    }
                }),
                None => plane.triangle(at, shading, |_| id),
            }
        }
    }
}
