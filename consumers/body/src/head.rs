//! Neck, face and hair.

use nalgebra::Vector3;
use trackside_schema::Joint;

use crate::bones::{Bone, EARS_AHEAD};
use crate::surface::{Material, Ring, Skinning, Surface};
use crate::trunk::{Plan, half_axes};
use crate::{Hair, Vertex};

/// Height above the chin as a share of the head, half breadth, half depth and how far ahead of the ears, likewise.
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

/// Neck, face, hair.
pub(crate) fn head(plan: &Plan<'_>, out: &mut Surface) {
    let head_m = 0.129 * plan.build.height_m;
    let (neck, crown) = (plan.at(Joint::Neck), plan.at(Joint::Head));
    let chin = crown.z - head_m;
    let ears = EARS_AHEAD * plan.build.head_m;
    let (breadth, depth) = half_axes(plan.girth(0.212), 1.0);
    let throat = |z: f64, ahead: f64, wider: f64, x: f64| Ring {
        centre: Vector3::new(ahead, 0.0, z),
        u: Vector3::x() * depth * wider,
        v: Vector3::y() * breadth * wider,
        power: 2.0,
        skinning: Skinning::between(Bone::Chest, Bone::Head, x),
        material: Material::Skin,
    };
    let mut rings = vec![
        throat(neck.z - 0.02, -0.01, 1.0, -1.0),
        throat(neck.z + 0.01, -0.01, 1.25, -1.0),
        throat(neck.z + 0.35 * (chin - neck.z), 0.2 * ears, 1.05, -0.4),
        throat(chin + 0.02 * head_m, 0.7 * ears, 1.0, 0.8),
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
    let around = 2 * plan.around;
    let (first, faces) = (out.triangles.len(), out.vertices.len());
    out.sweep(&rings, around);
    features(
        Vector3::new(ears, 0.0, chin),
        head_m,
        &mut out.vertices[faces..],
    );
    hair(plan, Vector3::new(ears, 0.0, chin), head_m, out, first);
    if plan.dress.hair == Hair::Tied {
        knot(Vector3::new(ears, 0.0, chin), head_m, plan.around, out);
    }
}

/// Nose, ears, eyes and mouth: what a network tells a face's joints by.
fn features(chin: Vector3<f64>, head_m: f64, vertices: &mut [Vertex]) {
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

/// Hair grows above a line from the forehead over the ears to the neck.
fn hair(plan: &Plan<'_>, chin: Vector3<f64>, head_m: f64, out: &mut Surface, first: usize) {
    let thick = match plan.dress.hair {
        Hair::Shaved => return,
        Hair::Short => 0.035,
        Hair::Full => 0.10,
        Hair::Tied => 0.05,
    };
    let line = |x: f64| {
        if x > 0.15 {
            0.80
        } else if x > -0.05 {
            0.55
        } else {
            0.22
        }
    };
    let above = |v: &Vertex| {
        let at = (v.at.coords.map(f64::from) - chin) / head_m;
        at.z > line(at.x) - 0.02
    };
    let mut grown = vec![false; out.vertices.len()];
    for t in &mut out.triangles[first..] {
        if t.vertices
            .iter()
            .all(|&i| above(&out.vertices[usize::from(i)]))
        {
            t.material = Material::Hair;
            t.vertices
                .iter()
                .for_each(|&i| grown[usize::from(i)] = true);
        }
    }
    let middle = (chin + Vector3::z() * 0.5 * head_m).map(|c| c as f32);
    for (v, _) in out
        .vertices
        .iter_mut()
        .zip(grown)
        .filter(|(_, grown)| *grown)
    {
        let outwards = (v.at.coords - middle)
            .try_normalize(1e-6)
            .unwrap_or(Vector3::z());
        v.at += outwards * (thick * head_m) as f32;
    }
}

/// Hair tied at the back of the head.
fn knot(chin: Vector3<f64>, head_m: f64, around: u16, out: &mut Surface) {
    let radius = 0.22 * head_m;
    let ball: Vec<_> = [-1.0_f64, -0.7, 0.0, 0.7, 1.0]
        .map(|z| Ring {
            centre: chin + Vector3::new(-0.52 * head_m, 0.0, 0.72 * head_m + radius * z),
            u: Vector3::x() * radius * (1.0 - z * z).sqrt(),
            v: Vector3::y() * radius * (1.0 - z * z).sqrt(),
            power: 2.0,
            skinning: Skinning::one(Bone::Head),
            material: Material::Hair,
        })
        .into();
    out.sweep(&ball, around);
}
