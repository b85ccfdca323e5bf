//! Rings swept along bones: the means to make closed surfaces.

use nalgebra::{Point3, Vector3};

use crate::bones::Bone;

/// What a triangle is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Material {
    Skin,
    Hair,
    Shirt,
    Shorts,
    Socks,
    Shoes,
}

/// How many materials there are.
pub const MATERIAL_COUNT: usize = 6;

/// Three vertices, anticlockwise as seen from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triangle {
    /// Indices of its vertices.
    pub vertices: [u16; 3],
    /// What it is made of.
    pub material: Material,
}

/// The two bones that move a vertex, and the second one's share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skinning {
    /// Which bones.
    pub bones: [Bone; 2],
    /// The second's share, 0 to 1; the first has the rest.
    pub second: f32,
}

impl Skinning {
    pub(crate) fn one(bone: Bone) -> Skinning {
        Skinning {
            bones: [bone; 2],
            second: 0.0,
        }
    }

    /// From `a` to `b` as `x` goes from −1 to 1.
    pub(crate) fn between(a: Bone, b: Bone, x: f64) -> Skinning {
        let x = ((x + 1.0) / 2.0).clamp(0.0, 1.0);
        Skinning {
            bones: [a, b],
            second: (x * x * (3.0 - 2.0 * x)) as f32,
        }
    }
}

/// The print of a vertex none of whose triangles is printed.
pub const UNPRINTED: [f32; 2] = [9.0; 2];

/// One vertex at rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// m
    pub at: Point3<f32>,
    /// Outwards, of unit length.
    pub normal: Vector3<f32>,
    /// Which bones move it.
    pub skinning: Skinning,
    /// Where the shirt is printed: across and up, ±1 within the number's field; or [`UNPRINTED`].
    pub print: [f32; 2],
    /// How much light gets there, 0 to 1: eyes, nostrils and folds are darker.
    pub shade: f32,
}

/// One closed cross-section: an ellipse, squarer with a greater `power`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ring {
    pub centre: Vector3<f64>,
    /// Half axes. The sweep goes along `u × v`.
    pub u: Vector3<f64>,
    pub v: Vector3<f64>,
    pub power: f64,
    pub skinning: Skinning,
    /// Of the band from this ring to the next.
    pub material: Material,
}

/// Something grown: all closed surfaces of a body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surface {
    pub vertices: Vec<Vertex>,
    pub triangles: Vec<Triangle>,
}

impl Surface {
    fn vertex(&mut self, at: Vector3<f64>, skinning: Skinning) -> u16 {
        self.vertices.push(Vertex {
            at: Point3::from(at.map(|c| c as f32)),
            normal: Vector3::zeros(),
            skinning,
            print: UNPRINTED,
            shade: 1.0,
        });
        (self.vertices.len() - 1) as u16
    }

    /// Sweeps `rings`, of which the first and the last close to points at their centres. Gives the place of the first
    /// vertex: the point, then `around` of each inner ring, from `u` towards `v`, then the point.
    pub fn sweep(&mut self, rings: &[Ring], around: u16) -> u16 {
        let [start, inner @ .., end] = rings else {
            return self.vertices.len() as u16;
        };
        let first = self.vertex(start.centre, start.skinning);
        for ring in inner {
            for i in 0..around {
                let angle = std::f64::consts::TAU * f64::from(i) / f64::from(around);
                let squared = |c: f64| c.signum() * c.abs().powf(2.0 / ring.power);
                let at =
                    ring.centre + ring.u * squared(angle.cos()) + ring.v * squared(angle.sin());
                self.vertex(at, ring.skinning);
            }
        }
        let last = self.vertex(end.centre, end.skinning);
        let place = |ring: usize, i: u16| first + 1 + ring as u16 * around + i % around;
        for i in 0..around {
            self.triangle([first, place(0, i + 1), place(0, i)], start.material);
            let top = inner.len() - 1;
            self.triangle(
                [last, place(top, i), place(top, i + 1)],
                inner[top].material,
            );
            for (k, ring) in inner[..top].iter().enumerate() {
                let [a, b, c, d] = [
                    place(k, i),
                    place(k, i + 1),
                    place(k + 1, i + 1),
                    place(k + 1, i),
                ];
                self.triangle([a, b, c], ring.material);
                self.triangle([a, c, d], ring.material);
            }
        }
        first
    }

    fn triangle(&mut self, vertices: [u16; 3], material: Material) {
        self.triangles.push(Triangle { vertices, material });
    }

    /// Twice a triangle's area along its normal.
    fn area(&self, t: &Triangle) -> Vector3<f32> {
        let [a, b, c] = t.vertices.map(|i| self.vertices[usize::from(i)].at);
        (b - a).cross(&(c - a))
    }

    /// Makes every vertex's normal from the triangles around it.
    pub fn grow_normals(&mut self) {
        for i in 0..self.triangles.len() {
            let (t, area) = (self.triangles[i], self.area(&self.triangles[i]));
            for v in t.vertices {
                self.vertices[usize::from(v)].normal += area;
            }
        }
        for v in &mut self.vertices {
            v.normal = v.normal.try_normalize(1e-12).unwrap_or(Vector3::z());
        }
    }
}
