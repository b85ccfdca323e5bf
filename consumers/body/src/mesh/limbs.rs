//! Arms and legs with hands, clothing and shoes.

use nalgebra::Vector3;
use trackside_schema::Joint;

use super::builder::{MeshBuilder, half_axes};
use super::surface::{Material, Ring, Skinning, Surface};
use crate::bones::{BodySide, Bone};

/// Position along the upper arm (0 shoulder, 1 elbow), girth relative to height, depth (x) over thickness (z).
const UPPER_ARM: [[f64; 3]; 7] = [
    [-0.14, 0.150, 1.0],
    [-0.06, 0.205, 1.0],
    [0.06, 0.225, 1.0],
    [0.20, 0.205, 1.0],
    [0.45, 0.185, 1.0],
    [0.70, 0.170, 1.0],
    [0.90, 0.155, 1.0],
];
/// The same for the forearm.
const FOREARM: [[f64; 3]; 6] = [
    [0.02, 0.152, 0.95],
    [0.18, 0.160, 0.90],
    [0.35, 0.153, 0.92],
    [0.60, 0.126, 0.95],
    [0.85, 0.100, 1.10],
    [0.98, 0.098, 1.25],
];
/// The same for the hand.
const HAND: [[f64; 3]; 5] = [
    [0.12, 0.110, 1.7],
    [0.30, 0.118, 2.2],
    [0.50, 0.120, 2.6],
    [0.72, 0.100, 2.8],
    [0.94, 0.075, 3.0],
];

/// The rings of a limb while it is built.
struct LimbRings {
    rings: Vec<Ring>,
    /// Material where no clothing covers the limb.
    uncovered: Material,
}

impl LimbRings {
    /// Adds a ring. `clothing` is the material that covers it and its distance from the body, m. Where the material changes, an
    /// additional ring forms the hem.
    fn add(&mut self, mut ring: Ring, clothing: Option<(Material, f64)>) {
        ring.material = clothing.map_or(self.uncovered, |(material, _)| material);
        let body = ring;
        if let Some((_, gap)) = clothing {
            ring.u *= 1.0 + gap / ring.u.norm().max(1e-3);
            ring.v *= 1.0 + gap / ring.v.norm().max(1e-3);
        }
        if let Some(last) = self.rings.last().filter(|l| l.material != ring.material) {
            // The hem: the upper material at its width, followed by the next ring at its own.
            let edge = Ring {
                centre: body.centre,
                ..ring
            };
            let (u, v) = (last.u.norm(), last.v.norm());
            let hem = Ring {
                u: edge.u.normalize() * u,
                v: edge.v.normalize() * v,
                material: last.material,
                ..edge
            };
            self.rings.push(hem);
        }
        self.rings.push(ring);
    }

    /// The rings, closed by points at both ends.
    fn closed(mut self, start: Vector3<f64>, end: Vector3<f64>) -> Vec<Ring> {
        let (first, last) = (self.rings[0], self.rings[self.rings.len() - 1]);
        self.rings.insert(
            0,
            Ring {
                centre: start,
                ..first
            },
        );
        self.rings.push(Ring {
            centre: end,
            ..last
        });
        self.rings
    }
}

/// Adds an arm from shoulder to fingertips, stretched out to the side.
pub(super) fn add_arm(builder: &MeshBuilder<'_>, side: &BodySide, out: &mut Surface) {
    let (b, out_y) = (builder.measurements, Vector3::y() * side.sign);
    let [upper, fore, ..] = side.bones;
    let ring = |from: Joint, along_m: f64, [_, girth, aspect]: [f64; 3], skinning| {
        let (thickness, breadth) = half_axes(builder.girth(girth), aspect);
        Ring {
            centre: builder.at(from) + out_y * along_m,
            u: Vector3::z() * side.sign * thickness,
            v: Vector3::x() * breadth,
            power: 2.0,
            skinning,
            material: Material::Skin,
        }
    };
    let mut limb = LimbRings {
        rings: Vec::new(),
        uncovered: Material::Skin,
    };
    for row in UPPER_ARM {
        let gap = builder.clothing.shirt_gap_m * (0.3 + 2.0 * row[0]).clamp(0.1, 1.0);
        let sleeve = (row[0] <= builder.clothing.sleeve_fraction).then_some((Material::Shirt, gap));
        let shoulder = Skinning::between(Bone::Chest, upper, (row[0] + 0.02) / 0.14);
        let elbow = Skinning::between(upper, fore, (row[0] - 1.0) * b.upper_arm_m / 0.05);
        let skinning = if row[0] < 0.5 { shoulder } else { elbow };
        limb.add(
            ring(side.shoulder, row[0] * b.upper_arm_m, row, skinning),
            sleeve,
        );
    }
    for row in FOREARM {
        let skinning = Skinning::between(upper, fore, row[0] * b.forearm_m / 0.05);
        limb.add(ring(side.elbow, row[0] * b.forearm_m, row, skinning), None);
    }
    for row in HAND {
        limb.add(
            ring(side.wrist, row[0] * b.hand_m, row, Skinning::one(fore)),
            None,
        );
    }
    let start = builder.at(side.shoulder) - out_y * 0.20 * b.upper_arm_m;
    let end = builder.at(side.wrist) + out_y * b.hand_m;
    out.sweep(&limb.closed(start, end), builder.vertices_around);
    add_thumb(builder, side, out);
}

fn add_thumb(builder: &MeshBuilder<'_>, side: &BodySide, out: &mut Surface) {
    let (hand, wrist) = (builder.measurements.hand_m, builder.at(side.wrist));
    let along = (Vector3::y() * side.sign + Vector3::x() * 0.75).normalize();
    let across = along.cross(&Vector3::z()) * side.sign;
    let radius = builder.girth(0.0065);
    let rings: Vec<_> = [(0.0, 0.0), (0.05, 1.2), (0.3, 1.1), (0.5, 0.8), (0.56, 0.0)]
        .map(|(f, width): (f64, f64)| Ring {
            centre: wrist + Vector3::y() * side.sign * 0.12 * hand + along * f * hand,
            u: Vector3::z() * side.sign * radius * width,
            v: across * side.sign * side.sign * radius * width,
            power: 2.0,
            skinning: Skinning::one(side.bones[1]),
            material: Material::Skin,
        })
        .into();
    out.sweep(&rings, builder.vertices_around / 2 + 1);
}

/// Position along the thigh (0 hip, 1 knee), girth relative to height, depth over breadth, forward offset from the bone
/// relative to height.
const THIGH: [[f64; 4]; 7] = [
    [-0.12, 0.260, 1.0, -0.004],
    [-0.02, 0.330, 1.0, -0.006],
    [0.12, 0.345, 1.0, -0.004],
    [0.32, 0.325, 1.02, 0.002],
    [0.55, 0.285, 1.05, 0.004],
    [0.78, 0.240, 1.05, 0.003],
    [0.94, 0.217, 1.05, 0.003],
];
/// The same for the shank.
const SHANK: [[f64; 4]; 7] = [
    [0.02, 0.213, 1.05, 0.003],
    [0.14, 0.203, 1.05, -0.004],
    [0.30, 0.222, 1.05, -0.010],
    [0.48, 0.200, 1.05, -0.008],
    [0.68, 0.155, 1.08, -0.004],
    [0.88, 0.126, 1.15, -0.002],
    [1.02, 0.135, 1.20, -0.002],
];

/// Adds a leg from hip to ankle, and its shoe.
pub(super) fn add_leg(builder: &MeshBuilder<'_>, side: &BodySide, out: &mut Surface) {
    let (b, clothing) = (builder.measurements, builder.clothing);
    let [_, _, thigh, shank, foot] = side.bones;
    let ring = |from: Joint, down_m: f64, [_, girth, aspect, ahead]: [f64; 4], skinning| {
        let (breadth, depth) = half_axes(builder.girth(girth), aspect);
        Ring {
            centre: builder.at(from) - Vector3::z() * down_m + Vector3::x() * ahead * b.height_m,
            u: Vector3::y() * breadth,
            v: Vector3::x() * depth,
            power: 2.0,
            skinning,
            material: Material::Skin,
        }
    };
    let mut limb = LimbRings {
        rings: Vec::new(),
        uncovered: Material::Skin,
    };
    for row in THIGH {
        let shorts = (row[0] <= clothing.shorts_fraction).then_some((
            Material::Shorts,
            clothing.shorts_gap_m * (0.4 + row[0].max(0.0)),
        ));
        let hip = Skinning::between(Bone::Pelvis, thigh, (row[0] + 0.02) / 0.14);
        let knee = Skinning::between(thigh, shank, (row[0] - 1.0) * b.thigh_m / 0.07);
        let skinning = if row[0] < 0.5 { hip } else { knee };
        limb.add(ring(side.hip, row[0] * b.thigh_m, row, skinning), shorts);
    }
    for row in SHANK {
        let sock = (row[0] >= clothing.socks_fraction).then_some((Material::Socks, 0.003));
        let knee = Skinning::between(thigh, shank, row[0] * b.shank_m / 0.07);
        let ankle = Skinning::between(shank, foot, (row[0] - 1.0) * b.shank_m / 0.05);
        let skinning = if row[0] < 0.5 { knee } else { ankle };
        limb.add(ring(side.knee, row[0] * b.shank_m, row, skinning), sock);
    }
    let start = builder.at(side.hip) + Vector3::z() * 0.16 * b.thigh_m;
    let end = builder.at(side.ankle) - Vector3::z() * 0.5 * b.ankle_m;
    out.sweep(&limb.closed(start, end), builder.vertices_around);
    add_shoe(builder, side, out);
}

/// Position from heel to tip; half breadth and outward offset relative to the length of the foot; height relative to the height
/// of the ankle. Toes and heel of HALPE_26, which are points on the sole, lie within.
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

/// Adds a shoe from heel to tip.
fn add_shoe(builder: &MeshBuilder<'_>, side: &BodySide, out: &mut Surface) {
    let (b, heel, ankle) = (
        builder.measurements,
        builder.at(side.heel),
        builder.at(side.ankle),
    );
    // From slightly behind the heel to slightly beyond the toe.
    let (length, back) = (1.06 * b.foot_m, heel.x - 0.025 * b.foot_m);
    let ring = |[f, breadth, outwards, height]: [f64; 4]| {
        let half = height * b.ankle_m / 2.0;
        Ring {
            centre: Vector3::new(
                back + f * length,
                ankle.y + side.sign * outwards * b.foot_m,
                half,
            ),
            u: Vector3::y() * breadth * b.foot_m,
            v: Vector3::z() * half,
            power: 3.2,
            skinning: Skinning::one(side.bones[4]),
            material: Material::Shoes,
        }
    };
    let limb = LimbRings {
        rings: SHOE.map(ring).into(),
        uncovered: Material::Shoes,
    };
    let end = |f: f64, outwards: f64, up: f64| {
        Vector3::new(
            back + f * length,
            ankle.y + side.sign * outwards * b.foot_m,
            up * b.ankle_m,
        )
    };
    let first = out.sweep(
        &limb.closed(end(0.0, 0.0, 0.3), end(1.0, -0.04, 0.18)),
        builder.vertices_around,
    );
    // Soles are flat.
    for v in out.vertices[usize::from(first)..]
        .iter_mut()
        .filter(|v| f64::from(v.at.z) < 0.2 * b.ankle_m)
    {
        v.at.z = 0.0;
    }
}
