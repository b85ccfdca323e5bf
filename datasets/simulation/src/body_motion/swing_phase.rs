//! A foot in the air between two footfalls.

use std::f64::consts::PI;

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_sports::anthropometry::{BIG_TOE_AHEAD_OF_ANKLE, HEEL_BEHIND_ANKLE};

use crate::body_motion::gait::swing_knee_flexion;
use crate::body_motion::leg::{FootPose, bones_m, limit_length, shank_angle, stance_foot};
use crate::body_motion::pelvis_motion::PelvisMotion;
use crate::body_motion::step_plan::Footfall;
use crate::curve::{Curve, knot, lerp, smoothstep};

/// A foot in the air, relative to its hip.
pub(crate) struct SwingPhase {
    from_s: f64,
    to_s: f64,
    /// Direction of the toes at either end, rad.
    yaw: [f64; 2],
    /// Angle of the line from hip to ankle, ahead is positive, rad.
    angle: Curve,
    /// From hip to ankle, m.
    length: Curve,
    /// Ankle left of the hip, m.
    aside: Curve,
    /// Foot against shank, rad; 0 is a right angle.
    flexion: Curve,
}

/// The line from hip to ankle in the frame of `heading`: angle ahead, length in the sagittal plane, offset to the left.
fn leg_line(hip: &Point3<f64>, ankle: &Point3<f64>, heading: f64) -> [f64; 3] {
    let d = Rotation3::from_axis_angle(&Vector3::z_axis(), -heading) * (ankle - hip);
    [d.x.atan2(-d.z), d.x.hypot(d.z), d.y]
}

/// From hip to ankle at peak knee flexion, m. In a jump both legs hang; else the knee bends to clear the ground.
fn flexed_length_m(pelvis: &PelvisMotion, foot: usize, from_s: f64, speed: f64) -> f64 {
    let other = &pelvis.plan.feet[1 - foot];
    let is_jump = other.iter().any(|f| (f.toe_off_s - from_s).abs() < 1e-9);
    let knee = if is_jump {
        0.45
    } else {
        swing_knee_flexion(speed)
    };
    let (l1, l2) = (pelvis.body.thigh_m, pelvis.body.shank_m);
    (l1 * l1 + l2 * l2 + 2.0 * l1 * l2 * f64::cos(knee)).sqrt()
}

impl SwingPhase {
    /// The swing of a foot between two of its footfalls.
    pub fn between(pelvis: &PelvisMotion, foot: usize, a: &Footfall, b: &Footfall) -> SwingPhase {
        const STEP_S: f64 = 0.004;
        let body = &pelvis.body;
        let leg = |footfall: &Footfall, t: f64| {
            let hip = pelvis.at(t).hip(body, foot);
            let stance = stance_foot(body, footfall, &hip, t);
            let heading = pelvis.path.at(t).heading;
            (leg_line(&hip, &stance.ankle, heading), stance, hip, heading)
        };
        let (from_s, to_s) = (a.toe_off_s, b.contact_s);
        let (start, start_foot, start_hip, start_heading) = leg(a, from_s);
        let (end, end_foot, end_hip, end_heading) = leg(b, to_s);
        let before = leg(a, from_s - STEP_S).0;
        let after = leg(b, to_s + STEP_S).0;
        let slope = |x: [f64; 3], y: [f64; 3], i: usize| (y[i] - x[i]) / STEP_S;
        let (start_rate, end_rate) = (slope(before, start, 0), slope(end, after, 0));
        let time = to_s - from_s;
        let at = |share: f64| from_s + share * time;
        let speed = pelvis.path.speed(at(0.5));
        let flexed = flexed_length_m(pelvis, foot, from_s, speed);
        let flexed = flexed.min(0.97 * start[1].min(end[1]));
        let flexion = |foot: &FootPose, hip: &Point3<f64>, heading: f64| {
            foot.pitch - shank_angle(body, hip, &foot.ankle, heading)
        };
        SwingPhase {
            from_s,
            to_s,
            // Both count whole turns as the path does.
            yaw: [a.yaw, b.yaw],
            angle: Curve::new(vec![
                knot(from_s, start[0], start_rate),
                knot(at(0.15), start[0] + 0.4 * start_rate * 0.15 * time, 0.0),
                knot(at(0.8), end[0] - 0.5 * end_rate * 0.2 * time, 0.0),
                knot(to_s, end[0], end_rate),
            ]),
            length: Curve::new(vec![
                knot(from_s, start[1], slope(before, start, 1).clamp(-3.0, 0.3)),
                knot(at(0.43), flexed, 0.0),
                knot(to_s, end[1], slope(end, after, 1).clamp(-0.5, 3.0)),
            ]),
            aside: Curve::new(vec![
                knot(from_s, start[2], slope(before, start, 2).clamp(-1.0, 1.0)),
                knot(to_s, end[2], slope(end, after, 2).clamp(-1.0, 1.0)),
            ]),
            flexion: Curve::new(vec![
                knot(from_s, flexion(&start_foot, &start_hip, start_heading), 0.0),
                knot(at(0.45), 0.08, 0.0),
                knot(to_s, flexion(&end_foot, &end_hip, end_heading), 0.0),
            ]),
        }
    }

    /// The foot at `t`.
    pub fn at(&self, body: &BodyMeasurements, hip: &Point3<f64>, heading: f64, t: f64) -> FootPose {
        let (angle, length) = (self.angle.value(t), self.length.value(t));
        let level = Rotation3::from_axis_angle(&Vector3::z_axis(), heading);
        let d = Vector3::new(
            length * angle.sin(),
            self.aside.value(t),
            -length * angle.cos(),
        );
        let mut ankle = hip + limit_length(level * d, bones_m(body));
        let pitch = self.flexion.value(t) + shank_angle(body, hip, &ankle, heading);
        let share = ((t - self.from_s) / (self.to_s - self.from_s)).clamp(0.0, 1.0);
        let clearance = 0.02 * (PI * share).sin().powi(2);
        let (sin, cos) = pitch.sin_cos();
        let lowest = (-BIG_TOE_AHEAD_OF_ANKLE * body.foot_m * sin)
            .min(HEEL_BEHIND_ANKLE * body.foot_m * sin)
            - body.ankle_m * cos;
        ankle.z += (clearance - ankle.z - lowest).max(0.0);
        let yaw = lerp(self.yaw[0], self.yaw[1], smoothstep(share));
        FootPose { ankle, pitch, yaw }
    }
}
