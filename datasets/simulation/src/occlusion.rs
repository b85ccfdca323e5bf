//! Occlusion by bodies: each body is a few capsules, and a point is occluded when one crosses its line of sight.

use nalgebra::Point3;
use trackside_schema::Joint;
use trackside_sports::anthropometry::ATHLETES;

use crate::actor::Actor;
use crate::world_state::WorldState;

/// The capsules of a body: between two joints, with the radius for a body of average girth, m.
const PARTS: [(Joint, Joint, f64); 9] = [
    (Joint::Neck, Joint::Hip, 0.135),
    (Joint::LEar, Joint::REar, 0.085),
    (Joint::LHip, Joint::LKnee, 0.075),
    (Joint::RHip, Joint::RKnee, 0.075),
    (Joint::LKnee, Joint::LAnkle, 0.05),
    (Joint::RKnee, Joint::RAnkle, 0.05),
    (Joint::LShoulder, Joint::LElbow, 0.045),
    (Joint::RShoulder, Joint::RElbow, 0.045),
    (Joint::LShoulder, Joint::RShoulder, 0.07),
];
const TRUNK: usize = 0;
const HEAD: usize = 1;
/// The parts that occlude a ball: arms do not, since hands hold it from its sides.
const WITHOUT_ARMS: usize = 6;
/// No part of a body is farther than this from its hip, m.
const BODY_RADIUS_M: f64 = 1.4;
/// The last part of a line of sight, which is inside the target itself, m.
const TARGET_M: f64 = 0.06;

#[derive(Clone, Copy, Debug)]
struct Capsule {
    from: Point3<f64>,
    to: Point3<f64>,
    radius_m: f64,
}

/// The bodies in front of a camera.
#[derive(Clone, Debug, Default)]
pub(crate) struct Occluders {
    centre: Point3<f64>,
    bodies: Vec<(Point3<f64>, [Capsule; PARTS.len()])>,
}

impl Occluders {
    /// Takes the bodies' poses and the camera's centre; without `is_enabled` nothing is occluded.
    pub fn update(
        &mut self,
        actors: &[Actor],
        now: &WorldState,
        centre: &Point3<f64>,
        is_enabled: bool,
    ) {
        self.centre = *centre;
        self.bodies.clear();
        if !is_enabled {
            return;
        }
        self.bodies.extend(now.actors.iter().map(|pose| {
            let girth =
                actors[pose.actor].body.girth * actors[pose.actor].body.height_m / ATHLETES.mean_m;
            let part = |(a, b, radius): (Joint, Joint, f64)| {
                let [from, to] = [a, b].map(|j| pose.joints[j.index()]);
                Capsule {
                    from,
                    to,
                    radius_m: radius * girth,
                }
            };
            (pose.joints[Joint::Hip.index()], PARTS.map(part))
        }));
    }

    /// Whether a body occludes a joint of the body `i`.
    pub fn is_joint_occluded(&self, i: usize, joint: Joint, at: &Point3<f64>) -> bool {
        let end = self.shorten(at, TARGET_M);
        self.bodies.iter().enumerate().any(|(k, (hip, parts))| {
            if k == i {
                // Of its own body the trunk occludes the arms, and the head the face.
                let own = match joint {
                    Joint::LElbow | Joint::RElbow | Joint::LWrist | Joint::RWrist => TRUNK,
                    Joint::Nose | Joint::LEye | Joint::REye | Joint::LEar | Joint::REar => HEAD,
                    _ => return false,
                };
                return self.crosses(&end, &parts[own], 0.8 * parts[own].radius_m);
            }
            self.is_near(&end, hip) && parts.iter().any(|c| self.crosses(&end, c, c.radius_m))
        })
    }

    /// Whether a body occludes most of a ball.
    pub fn is_ball_occluded(&self, at: &Point3<f64>, radius_m: f64) -> bool {
        let end = self.shorten(at, radius_m + 0.02);
        self.bodies.iter().any(|(hip, parts)| {
            self.is_near(&end, hip)
                && parts[..WITHOUT_ARMS]
                    .iter()
                    .any(|c| self.crosses(&end, c, 0.9 * c.radius_m))
        })
    }

    fn shorten(&self, at: &Point3<f64>, by: f64) -> Point3<f64> {
        let d = at - self.centre;
        self.centre + d * (1.0 - by / d.norm().max(2.0 * by))
    }

    /// Whether a body is near the line of sight at all.
    fn is_near(&self, end: &Point3<f64>, hip: &Point3<f64>) -> bool {
        let c = Capsule {
            from: *hip,
            to: *hip,
            radius_m: BODY_RADIUS_M,
        };
        self.crosses(end, &c, BODY_RADIUS_M)
    }

    fn crosses(&self, end: &Point3<f64>, c: &Capsule, radius_m: f64) -> bool {
        squared_distance(&self.centre, end, &c.from, &c.to) < radius_m * radius_m
    }
}

/// Squared distance of the segments `p`–`q` and `r`–`s` (Ericson, Real-Time Collision Detection, 2005, 5.1.9), m².
fn squared_distance(p: &Point3<f64>, q: &Point3<f64>, r: &Point3<f64>, s: &Point3<f64>) -> f64 {
    let (d1, d2, w) = (q - p, s - r, p - r);
    let (a, e, f) = (d1.norm_squared(), d2.norm_squared(), d2.dot(&w));
    let c = d1.dot(&w);
    let (mut u, v);
    if e < 1e-12 {
        v = 0.0;
        u = (-c / a.max(1e-12)).clamp(0.0, 1.0);
    } else {
        let b = d1.dot(&d2);
        let denominator = a * e - b * b;
        u = if denominator > 1e-12 {
            ((b * f - c * e) / denominator).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let unclamped = (b * u + f) / e;
        v = unclamped.clamp(0.0, 1.0);
        if v != unclamped {
            u = ((b * v - c) / a.max(1e-12)).clamp(0.0, 1.0);
        }
    }
    ((p + d1 * u) - (r + d2 * v)).norm_squared()
}
