//! Arms and legs: what is bare and what is covered, hands and shoes.

use nalgebra::Vector3;
use trackside_schema::Joint;

use crate::bones::{Bone, Side};
use crate::surface::{Material, Ring, Skinning, Surface};
use crate::trunk::{Plan, half_axes};

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
            let edge = Ring {
                centre: bare.centre,
                ..ring
            };
            let (u, v) = (last.u.norm(), last.v.norm());
            let wide = Ring {
                u: edge.u.normalize() * u,
                v: edge.v.normalize() * v,
                material: last.material,
                ..edge
            };
            self.rings.push(wide);
        }
        self.rings.push(ring);
    }

    /// Closed at both ends.
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

/// Shoulder to fingertips, stretched out to the side.
pub(crate) fn arm(plan: &Plan<'_>, side: &Side, out: &mut Surface) {
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
    let mut limb = Limb {
        rings: Vec::new(),
        bare: Material::Skin,
    };
    for row in UPPER_ARM {
        let wide = plan.dress.loose_m * (0.3 + 2.0 * row[0]).clamp(0.1, 1.0);
        let sleeve = (row[0] <= plan.dress.sleeve).then_some((Material::Shirt, wide));
        let shoulder = Skinning::between(Bone::Chest, upper, (row[0] + 0.02) / 0.14);
        let elbow = Skinning::between(upper, fore, (row[0] - 1.0) * b.upper_arm_m / 0.05);
        let skinning = if row[0] < 0.5 { shoulder } else { elbow };
        limb.ring(
            ring(side.shoulder, row[0] * b.upper_arm_m, row, skinning),
            sleeve,
        );
    }
    for row in FOREARM {
        let skinning = Skinning::between(upper, fore, row[0] * b.forearm_m / 0.05);
        limb.ring(ring(side.elbow, row[0] * b.forearm_m, row, skinning), None);
    }
    for row in HAND {
        limb.ring(
            ring(side.wrist, row[0] * b.hand_m, row, Skinning::one(fore)),
            None,
        );
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
pub(crate) fn leg(plan: &Plan<'_>, side: &Side, out: &mut Surface) {
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
    let mut limb = Limb {
        rings: Vec::new(),
        bare: Material::Skin,
    };
    for row in THIGH {
        let shorts = (row[0] <= dress.shorts).then_some((
            Material::Shorts,
            dress.shorts_loose_m * (0.4 + row[0].max(0.0)),
        ));
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
    let limb = Limb {
        rings: SHOE.map(ring).into(),
        bare: Material::Shoes,
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
        plan.around,
    );
    // Soles are flat.
    for v in out.vertices[usize::from(first)..]
        .iter_mut()
        .filter(|v| f64::from(v.at.z) < 0.2 * b.ankle_m)
    {
        v.at.z = 0.0;
    }
}
