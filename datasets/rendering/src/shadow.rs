//! Shadows on the floor: each limb's, as a thick line, from each of eight points of the sun or the lamps.

use nalgebra::{Point3, Vector3};
use trackside_body::Joints;
use trackside_schema::Joint;
use trackside_simulation::BallTruth;

use crate::projector::Projector;
use crate::raster::{Corner, Plane};
use crate::scene::Lights;

/// Points of the sun or the lamps that cast shadows: a bit each in the mask.
const POINTS: usize = 8;
/// Lower bound of the upward component of a direction to a light: it limits the length of shadows.
const LOWEST: f32 = 0.18;

/// The limbs that cast shadows: from joint to joint, with half their width, m.
const LIMBS: [(Joint, Joint, f32); 15] = [
    (Joint::Head, Joint::Neck, 0.09),
    (Joint::LShoulder, Joint::LHip, 0.12),
    (Joint::RShoulder, Joint::RHip, 0.12),
    (Joint::Neck, Joint::Hip, 0.14),
    (Joint::LShoulder, Joint::RShoulder, 0.08),
    (Joint::LShoulder, Joint::LElbow, 0.05),
    (Joint::RShoulder, Joint::RElbow, 0.05),
    (Joint::LElbow, Joint::LWrist, 0.045),
    (Joint::RElbow, Joint::RWrist, 0.045),
    (Joint::LHip, Joint::LKnee, 0.085),
    (Joint::RHip, Joint::RKnee, 0.085),
    (Joint::LKnee, Joint::LAnkle, 0.055),
    (Joint::RKnee, Joint::RAnkle, 0.055),
    (Joint::LHeel, Joint::LBigToe, 0.05),
    (Joint::RHeel, Joint::RBigToe, 0.05),
];

#[derive(Clone, Copy, Debug)]
struct Patch {
    corners: [Corner; 3],
    rows: [f32; 2],
    bit: u8,
}

/// The shadows in one image.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shadows {
    patches: Vec<Patch>,
    /// Directions to the points of the lights, with z = 1.
    towards: Vec<Vector3<f32>>,
}

impl Shadows {
    pub fn new(lights: &Lights) -> Shadows {
        let point = |i: usize| {
            // The sun is nearly a point. Of many lamps some are overhead, which darkens the floor next to the feet.
            let (middle, spread) = match (lights.hard_shadows, i % 2) {
                (true, _) => (lights.towards, 0.012),
                (false, 0) => (lights.towards, 0.5),
                (false, _) => (Vector3::z(), 0.15),
            };
            let angle = 2.4 * i as f32;
            let out = spread * ((i as f32 + 0.5) / POINTS as f32).sqrt();
            let mut towards = middle + Vector3::new(angle.cos(), angle.sin(), 0.0) * out;
            towards.z = towards.z.max(LOWEST);
            towards / towards.z
        };
        Shadows {
            patches: Vec::new(),
            towards: (0..POINTS).map(point).collect(),
        }
    }

    pub fn clear(&mut self) {
        self.patches.clear();
    }

    /// Adds a body's shadows.
    pub fn body(&mut self, joints: &Joints, projector: &Projector) {
        for i in 0..POINTS {
            let towards = self.towards[i];
            let shadow = |joint: Joint| {
                let p = joints[joint.index()].map(|c| c as f32);
                // The joint projected to the floor along the light.
                p - towards * p.z.max(0.0)
            };
            for (a, b, thick) in LIMBS {
                let (a, b) = (shadow(a), shadow(b));
                let along = (b - a)
                    .xy()
                    .try_normalize(1e-3)
                    .unwrap_or(nalgebra::Vector2::x())
                    * thick;
                let (along, across) = (
                    Vector3::new(along.x, along.y, 0.0),
                    Vector3::new(-along.y, along.x, 0.0),
                );
                let quad = [
                    a - along * 0.7 - across,
                    a - along * 0.7 + across,
                    b + along * 0.7 + across,
                    b + along * 0.7 - across,
                ];
                self.quad(quad, i, projector);
            }
        }
    }

    /// Adds the ball's shadows.
    pub fn ball(&mut self, ball: &BallTruth, projector: &Projector) {
        let (at, r) = (ball.at.map(|c| c as f32), ball.radius_m as f32);
        for i in 0..POINTS {
            let p = at - self.towards[i] * at.z;
            // Two squares, one rotated by 45°, approximate a disc.
            for rotation in [0.0_f32, 0.785] {
                let corner = |k: i32| {
                    let angle = rotation + std::f32::consts::FRAC_PI_2 * k as f32;
                    p + Vector3::new(angle.cos(), angle.sin(), 0.0) * r
                };
                self.quad([corner(0), corner(1), corner(2), corner(3)], i, projector);
            }
        }
    }

    fn quad(&mut self, on_floor: [Point3<f32>; 4], point: usize, projector: &Projector) {
        let c =
            on_floor.map(|p| projector.corner(Point3::new(f64::from(p.x), f64::from(p.y), 0.0)));
        let rows = c
            .iter()
            .fold([f32::MAX, f32::MIN], |r, c| [r[0].min(c.y), r[1].max(c.y)]);
        for corners in [[c[0], c[1], c[2]], [c[0], c[2], c[3]]] {
            self.patches.push(Patch {
                corners,
                rows,
                bit: 1 << point,
            });
        }
    }

    /// Marks, by bits, from which points of the lights each pixel of the plane is shaded.
    pub fn mark(&self, plane: &Plane, mask: &mut [u8]) {
        for p in &self.patches {
            if p.rows[0] < plane.rows.end as f32 && p.rows[1] >= plane.rows.start as f32 {
                plane.cover(p.corners, |index| mask[index] |= p.bit);
            }
        }
    }
}

/// The fraction of the lights' points that are shaded, 0 to 1.
pub(crate) fn depth(mask: u8) -> f32 {
    mask.count_ones() as f32 / POINTS as f32
}
