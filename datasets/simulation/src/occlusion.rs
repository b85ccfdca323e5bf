//! What bodies hide: each is a few capsules, and a joint is hidden when one lies across the line of sight.

use nalgebra::Point3;
use trackside_schema::Joint;

use crate::actor::Actor;
use crate::instant::Instant;

/// A part of a body as a capsule: between two joints, its radius for a body of average girth, m.
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
/// Arms do not hide a ball: whoever holds it has them beside it.
const WITHOUT_ARMS: usize = 6;
/// A body is no further than this from its hip, m.
const BODY_M: f64 = 1.4;
/// What is nearer than this to the end of the line of sight is the thing itself, m.
const ITSELF_M: f64 = 0.06;

#[derive(Clone, Copy, Debug)]
struct Capsule {
    from: Point3<f64>,
    to: Point3<f64>,
    radius_m: f64,
}

/// The bodies between a camera and what it looks at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bodies {
    eye: Point3<f64>,
    bodies: Vec<(Point3<f64>, [Capsule; PARTS.len()])>,
}

impl Bodies {
    /// Everybody as they are now, seen from `eye`; nothing hides anything unless `hide`.
    pub fn set(&mut self, actors: &[Actor], now: &Instant, eye: &Point3<f64>, hide: bool) {
        self.eye = *eye;
        self.bodies.clear();
        if !hide {
            return;
        }
        self.bodies.extend(now.actors.iter().map(|pose| {
            let girth = actors[pose.actor].build.girth * actors[pose.actor].build.height_m / 1.78;
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

    /// Whether something hides a joint of the body `i`.
    pub fn hide_joint(&self, i: usize, joint: Joint, at: &Point3<f64>) -> bool {
        let end = self.short_of(at, ITSELF_M);
        self.bodies.iter().enumerate().any(|(k, (hip, parts))| {
            if k == i {
                // Of its own body the trunk hides arms, and the head faces.
                let own = match joint {
                    Joint::LElbow | Joint::RElbow | Joint::LWrist | Joint::RWrist => TRUNK,
                    Joint::Nose | Joint::LEye | Joint::REye | Joint::LEar | Joint::REar => HEAD,
                    _ => return false,
                };
                return self.crosses(&end, &parts[own], 0.8 * parts[own].radius_m);
            }
            self.near(&end, hip) && parts.iter().any(|c| self.crosses(&end, c, c.radius_m))
        })
    }

    /// Whether somebody hides the better part of a ball.
    pub fn hide_ball(&self, at: &Point3<f64>, radius_m: f64) -> bool {
        let end = self.short_of(at, radius_m + 0.02);
        self.bodies.iter().any(|(hip, parts)| {
            self.near(&end, hip)
                && parts[..WITHOUT_ARMS]
                    .iter()
                    .any(|c| self.crosses(&end, c, 0.9 * c.radius_m))
        })
    }

    fn short_of(&self, at: &Point3<f64>, by: f64) -> Point3<f64> {
        let d = at - self.eye;
        self.eye + d * (1.0 - by / d.norm().max(2.0 * by))
    }

    /// Whether a body could lie across the line of sight at all.
    fn near(&self, end: &Point3<f64>, hip: &Point3<f64>) -> bool {
        let c = Capsule {
            from: *hip,
            to: *hip,
            radius_m: BODY_M,
        };
        self.crosses(end, &c, BODY_M)
    }

    fn crosses(&self, end: &Point3<f64>, c: &Capsule, radius_m: f64) -> bool {
        squared_distance(&self.eye, end, &c.from, &c.to) < radius_m * radius_m
    }
}

/// Between the segments `p`–`q` and `r`–`s` (Ericson, Real-Time Collision Detection, 2005, 5.1.9), m².
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
        let free = (b * u + f) / e;
        v = free.clamp(0.0, 1.0);
        if v != free {
            u = ((b * v - c) / a.max(1e-12)).clamp(0.0, 1.0);
        }
    }
    ((p + d1 * u) - (r + d2 * v)).norm_squared()
}
