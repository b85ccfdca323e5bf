//! The parts of a body and their girths.
//!
//! Girths are those of men of average build in ANSUR II (Gordon et al., 2014 Anthropometric Survey of U.S. Army
//! Personnel), as shares of their height, leaner at the waist. Where along a bone they are taken is ours.

use std::f64::consts::PI;

use nalgebra::Vector3;
use trackside_schema::Joint;

use super::bones::{Bone, EARS_AHEAD, Joints, Side};
use super::surface::{Material, Ring, Skinning, Surface};
use super::{Dress, Hair};
use crate::world::Build;

/// The height that girths are shares of, m: the mean of men in ANSUR II.
const AVERAGE_M: f64 = 1.756;
/// Athletes' girths against soldiers'.
const LEAN: f64 = 0.94;

/// Half axes of the ellipse of that girth whose second axis is `flat` times the first (Ramanujan's first formula).
fn half_axes(girth: f64, flat: f64) -> (f64, f64) {
    let per_axis = PI * (3.0 * (1.0 + flat) - ((3.0 + flat) * (1.0 + 3.0 * flat)).sqrt());
    let a = girth / per_axis;
    (a, a * flat)
}

/// What the parts are made from.
pub(super) struct Plan<'a> {
    pub build: &'a Build,
    pub dress: &'a Dress,
    pub rest: &'a Joints,
    /// Vertices around a limb; the trunk has twice as many.
    pub around: u16,
}

impl Plan<'_> {
    fn at(&self, joint: Joint) -> Vector3<f64> {
        self.rest[joint.index()].coords
    }

    /// A girth, m, of a share of the average height. People's girths grow with the root of their height: mass, with its square.
    fn girth(&self, share: f64) -> f64 {
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
pub(super) fn trunk(plan: &Plan<'_>, out: &mut Surface) {
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
            material: if f < 0.1 { Material::Shorts } else { Material::Shirt },
        }
    };
    let point = |f: f64, of: &Ring| Ring { centre: hip + (neck - hip) * f, ..*of };
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

/// Where the number goes: chest and back.
fn print(plan: &Plan<'_>, vertices: &mut [super::Vertex]) {
    let (hip, neck) = (plan.at(Joint::Hip), plan.at(Joint::Neck));
    let middle = hip.z + 0.66 * (neck.z - hip.z);
    let half = 0.062 * plan.build.height_m;
    for v in vertices {
        let side = if v.at.x > 0.0 { 1.0 } else { -1.0 };
        v.print = [side * v.at.y / half as f32, (v.at.z - middle as f32) / (1.4 * half) as f32];
    }
}

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
pub(super) fn head(plan: &Plan<'_>, out: &mut Surface) {
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
    rings.push(Ring { centre: Vector3::new(ears - 0.03 * head_m, 0.0, crown.z), ..rings[rings.len() - 1] });
    let around = 2 * plan.around;
    let (first, faces) = (out.triangles.len(), out.vertices.len());
    out.sweep(&rings, around);
    features(Vector3::new(ears, 0.0, chin), head_m, &mut out.vertices[faces..]);
    hair(plan, Vector3::new(ears, 0.0, chin), head_m, out, first);
    if plan.dress.hair == Hair::Tied {
        knot(Vector3::new(ears, 0.0, chin), head_m, plan.around, out);
    }
}

/// Nose, ears, eyes and mouth: what a network tells a face's joints by.
fn features(chin: Vector3<f64>, head_m: f64, vertices: &mut [super::Vertex]) {
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
    let line = |x: f64| if x > 0.15 { 0.80 } else if x > -0.05 { 0.55 } else { 0.22 };
    let above = |v: &super::Vertex| {
        let at = (v.at.coords.map(f64::from) - chin) / head_m;
        at.z > line(at.x) - 0.02
    };
    let mut grown = vec![false; out.vertices.len()];
    for t in &mut out.triangles[first..] {
        if t.vertices.iter().all(|&i| above(&out.vertices[usize::from(i)])) {
            t.material = Material::Hair;
            t.vertices.iter().for_each(|&i| grown[usize::from(i)] = true);
        }
    }
    let middle = (chin + Vector3::z() * 0.5 * head_m).map(|c| c as f32);
    for (v, _) in out.vertices.iter_mut().zip(grown).filter(|(_, grown)| *grown) {
        let outwards = (v.at.coords - middle).try_normalize(1e-6).unwrap_or(Vector3::z());
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

/// How far along the upper arm, girth, depth (x) to thickness (z).
const UPPER_ARM: [[f64; 3]; 7] = [
    [-0.14, 0.150, 1.0],
    [-0.06, 0.205, 1.0],
    [0.06, 0.225, 1.0],
    [0.20, 0.205, 1.0],
    [0.45, 0.185, 1.0],
    [0.70, 0.170, 1.0],
    [0.90, 0.155, 1.0],
];
/// The same along the forearm.
const FOREARM: [[f64; 3]; 6] = [
    [0.02, 0.152, 0.95],
    [0.18, 0.160, 0.90],
    [0.35, 0.153, 0.92],
    [0.60, 0.126, 0.95],
    [0.85, 0.100, 1.10],
    [0.98, 0.098, 1.25],
];
/// The same along the hand.
const HAND: [[f64; 3]; 5] = [
    [0.12, 0.110, 1.7],
    [0.30, 0.118, 2.2],
    [0.50, 0.120, 2.6],
    [0.72, 0.100, 2.8],
    [0.94, 0.075, 3.0],
];

/// A limb's rings at one place: two where a sleeve, a leg of the shorts or a sock ends.
struct Limb {
    rings: Vec<Ring>,
    /// Bare below the cloth.
    bare: Material,
}

impl Limb {
    /// Adds a ring covered by `cloth`, or bare. `thick` is how far the cloth stands off.
    fn ring(&mut self, mut ring: Ring, cloth: Option<(Material, f64)>) {
        ring.material = cloth.map_or(self.bare, |(material, _)| material);
        let bare = ring;
        if let Some((_, thick)) = cloth {
            ring.u *= 1.0 + thick / ring.u.norm().max(1e-3);
            ring.v *= 1.0 + thick / ring.v.norm().max(1e-3);
        }
        if let Some(last) = self.rings.last().filter(|l| l.material != ring.material) {
            // The hem: the last cloth at its width, then what is below it at its own.
            let edge = Ring { centre: bare.centre, ..ring };
            let (u, v) = (last.u.norm(), last.v.norm());
            let wide = Ring { u: edge.u.normalize() * u, v: edge.v.normalize() * v, material: last.material, ..edge };
            self.rings.push(wide);
        }
        self.rings.push(ring);
    }

    /// Closed at both ends.
    fn closed(mut self, start: Vector3<f64>, end: Vector3<f64>) -> Vec<Ring> {
        let (first, last) = (self.rings[0], self.rings[self.rings.len() - 1]);
        self.rings.insert(0, Ring { centre: start, ..first });
        self.rings.push(Ring { centre: end, ..last });
        self.rings
    }
}

/// Shoulder to fingertips, stretched out to the side.
pub(super) fn arm(plan: &Plan<'_>, side: &Side, out: &mut Surface) {
    let (b, out_y) = (plan.build, Vector3::y() * side.sign);
    let [upper, fore, ..] = side.bones;
    let ring = |from: Joint, along_m: f64, [_, girth, flat]: [f64; 3], skinning| {
        let (thickness, breadth) = half_axes(plan.girth(girth), flat);
        Ring {
            centre: plan.at(from) + out_y * along_m,
            u: Vector3::z() * side.sign * thickness,
            v: Vector3::x() * breadth,
            power: 2.0,
            skinning,
            material: Material::Skin,
        }
    };
    let mut limb = Limb { rings: Vec::new(), bare: Material::Skin };
    for row in UPPER_ARM {
        let wide = plan.dress.loose_m * (0.3 + 2.0 * row[0]).clamp(0.1, 1.0);
        let sleeve = (row[0] <= plan.dress.sleeve).then_some((Material::Shirt, wide));
        let shoulder = Skinning::between(Bone::Chest, upper, (row[0] + 0.02) / 0.14);
        let elbow = Skinning::between(upper, fore, (row[0] - 1.0) * b.upper_arm_m / 0.05);
        let skinning = if row[0] < 0.5 { shoulder } else { elbow };
        limb.ring(ring(side.shoulder, row[0] * b.upper_arm_m, row, skinning), sleeve);
    }
    for row in FOREARM {
        let skinning = Skinning::between(upper, fore, row[0] * b.forearm_m / 0.05);
        limb.ring(ring(side.elbow, row[0] * b.forearm_m, row, skinning), None);
    }
    for row in HAND {
        limb.ring(ring(side.wrist, row[0] * b.hand_m, row, Skinning::one(fore)), None);
    }
    let start = plan.at(side.shoulder) - out_y * 0.20 * b.upper_arm_m;
    let end = plan.at(side.wrist) + out_y * b.hand_m;
    out.sweep(&limb.closed(start, end), plan.around);
    thumb(plan, side, out);
}

fn thumb(plan: &Plan<'_>, side: &Side, out: &mut Surface) {
    let (hand, wrist) = (plan.build.hand_m, plan.at(side.wrist));
    let along = (Vector3::y() * side.sign + Vector3::x() * 0.75).normalize();
    let across = along.cross(&Vector3::z()) * side.sign;
    let radius = plan.girth(0.0065);
    let rings: Vec<_> = [(0.0, 0.0), (0.05, 1.2), (0.3, 1.1), (0.5, 0.8), (0.56, 0.0)]
        .map(|(f, wide): (f64, f64)| Ring {
            centre: wrist + Vector3::y() * side.sign * 0.12 * hand + along * f * hand,
            u: Vector3::z() * side.sign * radius * wide,
            v: across * side.sign * side.sign * radius * wide,
            power: 2.0,
            skinning: Skinning::one(side.bones[1]),
            material: Material::Skin,
        })
        .into();
    out.sweep(&rings, plan.around / 2 + 1);
}

/// How far down the thigh, girth, depth over breadth, how far ahead of the bone as a share of the height.
const THIGH: [[f64; 4]; 7] = [
    [-0.12, 0.260, 1.0, -0.004],
    [-0.02, 0.330, 1.0, -0.006],
    [0.12, 0.345, 1.0, -0.004],
    [0.32, 0.325, 1.02, 0.002],
    [0.55, 0.285, 1.05, 0.004],
    [0.78, 0.240, 1.05, 0.003],
    [0.94, 0.217, 1.05, 0.003],
];
/// The same down the shank.
const SHANK: [[f64; 4]; 7] = [
    [0.02, 0.213, 1.05, 0.003],
    [0.14, 0.203, 1.05, -0.004],
    [0.30, 0.222, 1.05, -0.010],
    [0.48, 0.200, 1.05, -0.008],
    [0.68, 0.155, 1.08, -0.004],
    [0.88, 0.126, 1.15, -0.002],
    [1.02, 0.135, 1.20, -0.002],
];

/// Hip to ankle.
pub(super) fn leg(plan: &Plan<'_>, side: &Side, out: &mut Surface) {
    let (b, dress) = (plan.build, plan.dress);
    let [_, _, thigh, shank, foot] = side.bones;
    let ring = |from: Joint, down_m: f64, [_, girth, flat, ahead]: [f64; 4], skinning| {
        let (breadth, depth) = half_axes(plan.girth(girth), flat);
        Ring {
            centre: plan.at(from) - Vector3::z() * down_m + Vector3::x() * ahead * b.height_m,
            u: Vector3::y() * breadth,
            v: Vector3::x() * depth,
            power: 2.0,
            skinning,
            material: Material::Skin,
        }
    };
    let mut limb = Limb { rings: Vec::new(), bare: Material::Skin };
    for row in THIGH {
        let shorts = (row[0] <= dress.shorts).then_some((Material::Shorts, dress.shorts_loose_m * (0.4 + row[0].max(0.0))));
        let hip = Skinning::between(Bone::Pelvis, thigh, (row[0] + 0.02) / 0.14);
        let knee = Skinning::between(thigh, shank, (row[0] - 1.0) * b.thigh_m / 0.07);
        let skinning = if row[0] < 0.5 { hip } else { knee };
        limb.ring(ring(side.hip, row[0] * b.thigh_m, row, skinning), shorts);
    }
    for row in SHANK {
        let sock = (row[0] >= dress.socks).then_some((Material::Socks, 0.003));
        let knee = Skinning::between(thigh, shank, row[0] * b.shank_m / 0.07);
        let ankle = Skinning::between(shank, foot, (row[0] - 1.0) * b.shank_m / 0.05);
        let skinning = if row[0] < 0.5 { knee } else { ankle };
        limb.ring(ring(side.knee, row[0] * b.shank_m, row, skinning), sock);
    }
    let start = plan.at(side.hip) + Vector3::z() * 0.16 * b.thigh_m;
    let end = plan.at(side.ankle) - Vector3::z() * 0.5 * b.ankle_m;
    out.sweep(&limb.closed(start, end), plan.around);
    shoe(plan, side, out);
}

/// How far from heel to tip, half breadth and how far outwards as shares of the foot's length, height above the sole as a
/// share of the ankle's. Both toes and the heel of HALPE_26, which are points on the sole, lie within.
const SHOE: [[f64; 4]; 9] = [
    [0.02, 0.085, 0.00, 0.75],
    [0.08, 0.125, 0.00, 1.02],
    [0.26, 0.135, 0.00, 1.12],
    [0.42, 0.150, 0.01, 0.95],
    [0.58, 0.180, 0.025, 0.72],
    [0.72, 0.205, 0.045, 0.58],
    [0.82, 0.200, 0.040, 0.50],
    [0.92, 0.165, 0.000, 0.44],
    [0.98, 0.100, -0.03, 0.36],
];

/// The shoe, from heel to tip.
fn shoe(plan: &Plan<'_>, side: &Side, out: &mut Surface) {
    let (b, heel, ankle) = (plan.build, plan.at(side.heel), plan.at(side.ankle));
    // From a little behind the heel to a little beyond the toe.
    let (length, back) = (1.06 * b.foot_m, heel.x - 0.025 * b.foot_m);
    let ring = |[f, breadth, outwards, height]: [f64; 4]| {
        let half = height * b.ankle_m / 2.0;
        Ring {
            centre: Vector3::new(back + f * length, ankle.y + side.sign * outwards * b.foot_m, half),
            u: Vector3::y() * breadth * b.foot_m,
            v: Vector3::z() * half,
            power: 3.2,
            skinning: Skinning::one(side.bones[4]),
            material: Material::Shoes,
        }
    };
    let limb = Limb { rings: SHOE.map(ring).into(), bare: Material::Shoes };
    let end = |f: f64, outwards: f64, up: f64| {
        Vector3::new(back + f * length, ankle.y + side.sign * outwards * b.foot_m, up * b.ankle_m)
    };
    let first = out.sweep(&limb.closed(end(0.0, 0.0, 0.3), end(1.0, -0.04, 0.18)), plan.around);
    // Soles are flat.
    for v in out.vertices[usize::from(first)..].iter_mut().filter(|v| f64::from(v.at.z) < 0.2 * b.ankle_m) {
        v.at.z = 0.0;
    }
}
