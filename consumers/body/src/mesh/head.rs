//! Neck, face and hair.

use nalgebra::Vector3;
use trackside_schema::Joint;
use trackside_sports::anthropometry::CROWN;

use super::builder::{MeshBuilder, half_axes};
use super::surface::{Material, Ring, Skinning, Surface, Vertex};
use crate::bones::Bone;
use crate::clothing::Hair;

/// Height above the chin, half breadth, half depth, and forward offset from the ears, all relative to the height of the head.
const HEAD: [[f64; 4]; 9] = [
    [0.02, 0.17, 0.16, 0.22],
    [0.12, 0.245, 0.28, 0.12],
    [0.24, 0.29, 0.37, 0.06],
    [0.37, 0.315, 0.40, 0.02],
    [0.50, 0.33, 0.44, 0.00],
    [0.62, 0.335, 0.45, -0.01],
    [0.76, 0.315, 0.42, -0.02],
    [0.88, 0.25, 0.34, -0.03],
    [0.965, 0.14, 0.19, -0.03],
];

/// Adds neck, face and hair.
pub(super) fn add_head(builder: &MeshBuilder<'_>, out: &mut Surface) {
    let head_m = 0.129 * builder.measurements.height_m;
    let (neck, crown) = (builder.at(Joint::Neck), builder.at(Joint::Head));
    let chin = crown.z - head_m;
    let ears = CROWN.ahead * builder.measurements.head_m;
    let (breadth, depth) = half_axes(builder.girth(0.212), 1.0);
    let neck_ring = |z: f64, ahead: f64, width: f64, x: f64| Ring {
        centre: Vector3::new(ahead, 0.0, z),
        u: Vector3::x() * depth * width,
        v: Vector3::y() * breadth * width,
        power: 2.0,
        skinning: Skinning::between(Bone::Chest, Bone::Head, x),
        material: Material::Skin,
    };
    let mut rings = vec![
        neck_ring(neck.z - 0.02, -0.01, 1.0, -1.0),
        neck_ring(neck.z + 0.01, -0.01, 1.25, -1.0),
        neck_ring(neck.z + 0.35 * (chin - neck.z), 0.2 * ears, 1.05, -0.4),
        neck_ring(chin + 0.02 * head_m, 0.7 * ears, 1.0, 0.8),
    ];
    for &[up, half_breadth, half_depth, ahead] in &HEAD[1..] {
        rings.push(Ring {
            centre: Vector3::new(ears + ahead * head_m, 0.0, chin + up * head_m),
            u: Vector3::x() * half_depth * head_m,
            v: Vector3::y() * half_breadth * head_m,
            power: 2.1,
            skinning: Skinning::one(Bone::Head),
            material: Material::Skin,
        });
    }
    rings.push(Ring {
        centre: Vector3::new(ears - 0.03 * head_m, 0.0, crown.z),
        ..rings[rings.len() - 1]
    });
    let around = 2 * builder.vertices_around;
    let (first_triangle, first_vertex) = (out.triangles.len(), out.vertices.len());
    out.sweep(&rings, around);
    shape_face(
        Vector3::new(ears, 0.0, chin),
        head_m,
        &mut out.vertices[first_vertex..],
    );
    add_hair(
        builder,
        Vector3::new(ears, 0.0, chin),
        head_m,
        out,
        first_triangle,
    );
    if builder.clothing.hair == Hair::Tied {
        add_hair_knot(
            Vector3::new(ears, 0.0, chin),
            head_m,
            builder.vertices_around,
            out,
        );
    }
}

/// Moves vertices to form nose and ears and darkens eyes and mouth, so that a pose network recognises the joints of the face.
fn shape_face(chin: Vector3<f64>, head_m: f64, vertices: &mut [Vertex]) {
    for v in vertices {
        let [x, y, up] = ((v.at.coords.map(f64::from) - chin) / head_m).into();
        if up < 0.08 {
            v.shade = 0.8;
        } else if x > 0.3 && y.abs() < 0.03 && (0.3..0.45).contains(&up) {
            v.at.x += (0.065 * head_m) as f32;
        } else if x > 0.2 && (0.45..0.55).contains(&up) && (0.06..0.26).contains(&y.abs()) {
            v.shade = 0.35;
        } else if x > 0.2 && y.abs() < 0.15 && (0.2..0.3).contains(&up) {
            v.shade = 0.7;
        } else if x.abs() < 0.1 && (0.3..0.55).contains(&up) {
            v.at.y += (0.05 * head_m * y.signum()) as f32;
        }
    }
}

/// Turns the triangles above a line from the forehead over the ears to the neck into hair.
fn add_hair(
    builder: &MeshBuilder<'_>,
    chin: Vector3<f64>,
    head_m: f64,
    out: &mut Surface,
    first: usize,
) {
    let thickness = match builder.clothing.hair {
        Hair::Shaved => return,
        Hair::Short => 0.035,
        Hair::Full => 0.10,
        Hair::Tied => 0.05,
    };
    let hairline = |x: f64| {
        if x > 0.15 {
            0.80
        } else if x > -0.05 {
            0.55
        } else {
            0.22
        }
    };
    let is_above_line = |v: &Vertex| {
        let at = (v.at.coords.map(f64::from) - chin) / head_m;
        at.z > hairline(at.x) - 0.02
    };
    let mut is_hair = vec![false; out.vertices.len()];
    for t in &mut out.triangles[first..] {
        if t.vertices
            .iter()
            .all(|&i| is_above_line(&out.vertices[usize::from(i)]))
        {
            t.material = Material::Hair;
            t.vertices
                .iter()
                .for_each(|&i| is_hair[usize::from(i)] = true);
        }
    }
    let middle = (chin + Vector3::z() * 0.5 * head_m).map(|c| c as f32);
    for (v, _) in out
        .vertices
        .iter_mut()
        .zip(is_hair)
        .filter(|(_, is_hair)| *is_hair)
    {
        let outwards = (v.at.coords - middle)
            .try_normalize(1e-6)
            .unwrap_or(Vector3::z());
        v.at += outwards * (thickness * head_m) as f32;
    }
}

/// Adds hair tied at the back of the head.
fn add_hair_knot(chin: Vector3<f64>, head_m: f64, around: u16, out: &mut Surface) {
    let radius = 0.22 * head_m;
    let sphere: Vec<_> = [-1.0_f64, -0.7, 0.0, 0.7, 1.0]
        .map(|z| Ring {
            centre: chin + Vector3::new(-0.52 * head_m, 0.0, 0.72 * head_m + radius * z),
            u: Vector3::x() * radius * (1.0 - z * z).sqrt(),
            v: Vector3::y() * radius * (1.0 - z * z).sqrt(),
            power: 2.0,
            skinning: Skinning::one(Bone::Head),
            material: Material::Hair,
        })
        .into();
    out.sweep(&sphere, around);
}
