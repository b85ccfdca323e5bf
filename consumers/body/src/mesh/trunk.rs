//! The trunk.
//!
//! Girths are those of men of average build in ANSUR II (Gordon et al., 2014 Anthropometric Survey of U.S. Army Personnel),
//! relative to height, reduced at the waist. The positions along the bones at which they apply are chosen to match.

use nalgebra::Vector3;
use trackside_schema::Joint;

use super::builder::{MeshBuilder, half_axes};
use super::surface::{Material, Ring, Skinning, Surface, Vertex};
use crate::bones::Bone;

/// Position between hip (0) and neck (1); girth relative to height; depth over breadth; forward offset from the line hip–neck
/// relative to height.
const TRUNK: [[f64; 4]; 11] = [
    [-0.13, 0.34, 0.80, -0.002],
    [-0.06, 0.525, 0.74, -0.006],
    [0.06, 0.555, 0.72, -0.010],
    [0.18, 0.530, 0.68, -0.006],
    [0.34, 0.470, 0.68, 0.002],
    [0.48, 0.470, 0.70, 0.004],
    [0.64, 0.525, 0.68, 0.004],
    [0.78, 0.570, 0.66, 0.002],
    [0.90, 0.560, 0.58, -0.002],
    [1.00, 0.490, 0.50, -0.006],
    [1.07, 0.350, 0.56, -0.008],
];

/// Index of the row of [`TRUNK`] at which the shirt ends.
const HEM: usize = 3;

/// Adds the surface from crotch to collar.
pub(super) fn add_trunk(builder: &MeshBuilder<'_>, out: &mut Surface) {
    let (hip, neck) = (builder.at(Joint::Hip), builder.at(Joint::Neck));
    let ring = |[f, girth, aspect, ahead]: [f64; 4]| {
        let is_covered = f < 1.05;
        let gap = if is_covered {
            builder.clothing.shirt_gap_m
        } else {
            0.003
        };
        let (breadth, depth) = half_axes(builder.girth(girth), aspect);
        Ring {
            centre: hip + (neck - hip) * f + Vector3::x() * ahead * builder.measurements.height_m,
            u: Vector3::x() * (depth + gap),
            v: Vector3::y() * (breadth + gap),
            power: if f > 0.5 { 2.35 } else { 2.2 },
            skinning: Skinning::between(Bone::Pelvis, Bone::Chest, (f - 0.45) / 0.45),
            material: if f < 0.1 {
                Material::Shorts
            } else {
                Material::Shirt
            },
        }
    };
    let point = |f: f64, of: &Ring| Ring {
        centre: hip + (neck - hip) * f,
        ..*of
    };
    let mut rings: Vec<_> = TRUNK.iter().map(|&row| ring(row)).collect();
    // The shirt hangs over the shorts: the surface folds back under its hem.
    let mut under = rings[HEM];
    under.u *= 0.95;
    under.v *= 0.95;
    rings.insert(HEM, under);
    rings.insert(0, point(-0.17, &rings[0]));
    let last = rings[rings.len() - 1];
    rings.push(point(1.12, &last));
    let around = 2 * builder.vertices_around;
    let first = out.sweep(&rings, around);
    add_number_coordinates(builder, &mut out.vertices[usize::from(first)..]);
}

/// Half the width of the field of the shirt number on the chest and on the back, relative to height. The number on the back is
/// larger, as the rules of basketball (FIBA 4.3.2) and football require.
const CHEST_NUMBER: f64 = 0.024;
const BACK_NUMBER: f64 = 0.058;

/// Sets the texture coordinates of the shirt number on chest and back.
fn add_number_coordinates(builder: &MeshBuilder<'_>, vertices: &mut [Vertex]) {
    let (hip, neck) = (builder.at(Joint::Hip), builder.at(Joint::Neck));
    let height = |fraction: f64| (hip.z + fraction * (neck.z - hip.z)) as f32;
    let half_width = |ratio: f64| (ratio * builder.measurements.height_m) as f32;
    let (chest, back) = (
        (height(0.72), half_width(CHEST_NUMBER)),
        (height(0.66), half_width(BACK_NUMBER)),
    );
    for v in vertices {
        // The flanks have no number: it would be stretched from front to back.
        if v.at.x.abs() < 0.4 * v.at.y.abs() {
            continue;
        }
        let (middle, half) = if v.at.x > 0.0 { chest } else { back };
        let side = v.at.x.signum();
        v.number_uv = [side * v.at.y / half, (v.at.z - middle) / (1.4 * half)];
    }
}
