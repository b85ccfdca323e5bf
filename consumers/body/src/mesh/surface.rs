//! Closed surfaces from elliptical rings swept along bones.

use nalgebra::{Point3, Vector3};

use crate::bones::Bone;

/// The material of a triangle.
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

/// Number of materials.
pub const MATERIAL_COUNT: usize = 6;

/// A triangle; its vertices are anticlockwise as seen from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triangle {
    /// Indices of the vertices.
    pub vertices: [u16; 3],
    /// Material.
    pub material: Material,
}

/// The two bones that move a vertex, and their weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Skinning {
    /// The bones.
    pub bones: [Bone; 2],
    /// Weight of the second bone, 0 to 1; the first has the rest.
    pub second_weight: f32,
}

impl Skinning {
    /// A vertex that one bone moves.
    pub(super) fn one(bone: Bone) -> Skinning {
        Skinning {
            bones: [bone; 2],
            second_weight: 0.0,
        }
    }

    /// A smooth transition from `a` to `b` as `x` goes from −1 to 1.
    pub(super) fn between(a: Bone, b: Bone, x: f64) -> Skinning {
        let x = ((x + 1.0) / 2.0).clamp(0.0, 1.0);
        Skinning {
            bones: [a, b],
            second_weight: (x * x * (3.0 - 2.0 * x)) as f32,
        }
    }
}

/// [`Vertex::number_uv`] of a vertex outside the field of the shirt number.
pub const NO_NUMBER: [f32; 2] = [9.0; 2];

/// A vertex in the bind pose.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vertex {
    /// Position, m.
    pub at: Point3<f32>,
    /// Outward normal, of unit length.
    pub normal: Vector3<f32>,
    /// The bones that move it.
    pub skinning: Skinning,
    /// Position in the field of the shirt number, across and up, ±1 at its borders; or [`NO_NUMBER`].
    pub number_uv: [f32; 2],
    /// Ambient light, 0 to 1: eyes, nostrils and folds are darker.
    pub shade: f32,
}

/// A closed cross-section: a superellipse with exponent `power` (2: an ellipse).
#[derive(Clone, Copy, Debug)]
pub(super) struct Ring {
    pub centre: Vector3<f64>,
    /// Half axes; the sweep direction is `u × v`.
    pub u: Vector3<f64>,
    pub v: Vector3<f64>,
    pub power: f64,
    pub skinning: Skinning,
    /// Material of the band from this ring to the next.
    pub material: Material,
}

/// The closed surfaces of a body.
#[derive(Clone, Debug, Default)]
pub(super) struct Surface {
    pub vertices: Vec<Vertex>,
    pub triangles: Vec<Triangle>,
}

impl Surface {
    fn add_vertex(&mut self, at: Vector3<f64>, skinning: Skinning) -> u16 {
        self.vertices.push(Vertex {
            at: Point3::from(at.map(|c| c as f32)),
            normal: Vector3::zeros(),
            skinning,
            number_uv: NO_NUMBER,
            shade: 1.0,
        });
        (self.vertices.len() - 1) as u16
    }

    /// Adds the surface swept by `rings`; the first and the last one are points. Returns the index of the first vertex: the first
    /// point, followed by `around` vertices of each inner ring, from `u` towards `v`, and the last point.
    pub fn sweep(&mut self, rings: &[Ring], around: u16) -> u16 {
        let [start, inner @ .., end] = rings else {
            return self.vertices.len() as u16;
        };
        let first = self.add_vertex(start.centre, start.skinning);
        for ring in inner {
            for i in 0..around {
                let angle = std::f64::consts::TAU * f64::from(i) / f64::from(around);
                let superellipse = |c: f64| c.signum() * c.abs().powf(2.0 / ring.power);
                let at = ring.centre
                    + ring.u * superellipse(angle.cos())
                    + ring.v * superellipse(angle.sin());
                self.add_vertex(at, ring.skinning);
            }
        }
        let last = self.add_vertex(end.centre, end.skinning);
        let index = |ring: usize, i: u16| first + 1 + ring as u16 * around + i % around;
        for i in 0..around {
            self.add_triangle([first, index(0, i + 1), index(0, i)], start.material);
            let top = inner.len() - 1;
            self.add_triangle(
                [last, index(top, i), index(top, i + 1)],
                inner[top].material,
            );
            for (k, ring) in inner[..top].iter().enumerate() {
                let [a, b, c, d] = [
                    index(k, i),
                    index(k, i + 1),
                    index(k + 1, i + 1),
                    index(k + 1, i),
                ];
                self.add_triangle([a, b, c], ring.material);
                self.add_triangle([a, c, d], ring.material);
            }
        }
        first
    }

    fn add_triangle(&mut self, vertices: [u16; 3], material: Material) {
        self.triangles.push(Triangle { vertices, material });
    }

    /// The normal of a triangle, of twice its area.
    fn area_vector(&self, t: &Triangle) -> Vector3<f32> {
        let [a, b, c] = t.vertices.map(|i| self.vertices[usize::from(i)].at);
        (b - a).cross(&(c - a))
    }

    /// Computes the normal of each vertex as the area-weighted mean of its triangles' normals.
    pub fn compute_normals(&mut self) {
        for i in 0..self.triangles.len() {
            let (t, area) = (self.triangles[i], self.area_vector(&self.triangles[i]));
            for v in t.vertices {
                self.vertices[usize::from(v)].normal += area;
            }
        }
        for v in &mut self.vertices {
            v.normal = v.normal.try_normalize(1e-12).unwrap_or(Vector3::z());
        }
    }
}
