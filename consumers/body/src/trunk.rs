//! Girths, and the trunk.
//!
//! Girths are those of men of average build in ANSUR II (Gordon et al., 2014 Anthropometric Survey of U.S. Army
//! Personnel), as shares of their height, leaner at the waist. Where along a bone they are taken is ours.

use std::f64::consts::PI;

use nalgebra::Vector3;
use trackside_schema::Joint;

use crate::Build;
use crate::bones::{Bone, Joints};
use crate::surface::{Material, Ring, Skinning, Surface};
use crate::{Dress, Vertex};

/// The height that girths are shares of, m: the mean of men in ANSUR II.
const AVERAGE_M: f64 = 1.756;
/// Athletes' girths against soldiers'.
const LEAN: f64 = 0.94;

/// Half axes of the ellipse of that girth whose second axis is `flat` times the first (Ramanujan's first formula).
pub(crate) fn half_axes(girth: f64, flat: f64) -> (f64, f64) {
    let per_axis = PI * (3.0 * (1.0 + flat) - ((3.0 + flat) * (1.0 + 3.0 * flat)).sqrt());
    let a = girth / per_axis;
    (a, a * flat)
}

/// What the parts are made from.
pub(crate) struct Plan<'a> {
    pub build: &'a Build,
    pub dress: &'a Dress,
    pub rest: &'a Joints,
    /// Vertices around a limb; the trunk has twice as many.
    pub around: u16,
}

impl Plan<'_> {
    pub fn at(&self, joint: Joint) -> Vector3<f64> {
        self.rest[joint.index()].coords
    }

    /// A girth, m, of a share of the average height. People's girths grow with the root of their height: mass, with its square.
    pub fn girth(&self, share: f64) -> f64 {
        LEAN * share * (AVERAGE_M * self.build.height_m).sqrt() * self.build.girth
    }
}

/// Height between hip (0) and neck (1), girth, depth over breadth, ahead of the hip–neck line as a share of the height.
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

/// The row of [`TRUNK`] where the shirt ends.
const HEM: usize = 3;

/// From crotch to the collar.
pub(crate) fn trunk(plan: &Plan<'_>, out: &mut Surface) {
    let (hip, neck) = (plan.at(Joint::Hip), plan.at(Joint::Neck));
    let ring = |[f, girth, flat, ahead]: [f64; 4]| {
        let dressed = f < 1.05;
        let loose = if dressed { plan.dress.loose_m } else { 0.003 };
        let (breadth, depth) = half_axes(plan.girth(girth), flat);
        Ring {
            centre: hip + (neck - hip) * f + Vector3::x() * ahead * plan.build.height_m,
            u: Vector3::x() * (depth + loose),
            v: Vector3::y() * (breadth + loose),
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
    // The shirt hangs over the shorts: at its hem the surface turns back under it.
    let mut under = rings[HEM];
    under.u *= 0.95;
    under.v *= 0.95;
    rings.insert(HEM, under);
    rings.insert(0, point(-0.17, &rings[0]));
    let last = rings[rings.len() - 1];
    rings.push(point(1.12, &last));
    let around = 2 * plan.around;
    let first = out.sweep(&rings, around);
    print(plan, &mut out.vertices[usize::from(first)..]);
}

/// Half the width of the number's field, as a share of the height: a small one on the chest and a large one on the back, as the
/// rules of basketball (FIBA 4.3.2) and football have it.
const CHEST_NUMBER: f64 = 0.024;
const BACK_NUMBER: f64 = 0.058;

/// Where the number goes: chest and back.
fn print(plan: &Plan<'_>, vertices: &mut [Vertex]) {
    let (hip, neck) = (plan.at(Joint::Hip), plan.at(Joint::Neck));
    let up = |share: f64| (hip.z + share * (neck.z - hip.z)) as f32;
    let half = |share: f64| (share * plan.build.height_m) as f32;
    let (chest, back) = (
        (up(0.72), half(CHEST_NUMBER)),
        (up(0.66), half(BACK_NUMBER)),
    );
    for v in vertices {
        // Flanks carry no print, or it would run through them from front to back.
        if v.at.x.abs() < 0.4 * v.at.y.abs() {
            continue;
        }
        let (middle, half) = if v.at.x > 0.0 { chest } else { back };
        let side = v.at.x.signum();
        v.print = [side * v.at.y / half, (v.at.z - middle) / (1.4 * half)];
    }
}
