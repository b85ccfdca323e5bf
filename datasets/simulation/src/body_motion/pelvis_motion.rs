//! The pelvis in motion: over its path, with the rotations of gait, and as low as the legs on the ground require.

use std::f64::consts::TAU;

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_sports::GRAVITY_M_S2;

use crate::body_motion::gait_style::GaitStyle;
use crate::body_motion::ground_path::{GroundPath, GroundPose};
use crate::body_motion::leg::{reach_shortfall, stance_foot};
use crate::body_motion::pelvis_height::{gait_phase, pelvis_height};
use crate::body_motion::step_plan::StepPlan;
use crate::curve::{Curve, interpolate, lerp, smoothstep};

/// The pose of a pelvis.
pub(crate) struct PelvisPose {
    /// Half way between the hips, m in world space.
    pub centre: Point3<f64>,
    /// Axes: ahead, left, up.
    pub axes: Rotation3<f64>,
}

impl PelvisPose {
    /// The left (0) or the right (1) hip.
    pub fn hip(&self, body: &BodyMeasurements, foot: usize) -> Point3<f64> {
        let side = if foot == 0 { 0.5 } else { -0.5 };
        self.centre + self.axes * Vector3::new(0.0, side * body.hip_m, 0.0)
    }

    /// The angle of the forward axis from +x towards +y, rad.
    pub fn heading(&self) -> f64 {
        let ahead = self.axes * Vector3::x();
        ahead.y.atan2(ahead.x)
    }
}

/// The motion of a pelvis and what determines it.
pub(crate) struct PelvisMotion {
    pub body: BodyMeasurements,
    pub path: GroundPath,
    pub plan: StepPlan,
    style: GaitStyle,
    /// In strides; left contacts are at whole numbers.
    pub phase: Curve,
    /// Height of the pelvis where legs were long enough, m.
    pub height: Curve,
    /// How much lower the legs on the ground require it, m.
    drop: Curve,
}

impl PelvisMotion {
    /// The motion until `end_s`.
    pub fn new(
        body: BodyMeasurements,
        path: GroundPath,
        plan: StepPlan,
        style: GaitStyle,
        end_s: f64,
    ) -> PelvisMotion {
        let phase = gait_phase(&plan);
        let height = pelvis_height(&body, &path, &plan, &style);
        let mut motion = PelvisMotion {
            body,
            path,
            plan,
            style,
            phase,
            height,
            drop: Curve::default(),
        };
        motion.drop = motion.required_drop(end_s);
        motion
    }

    /// The pose at `t`.
    pub fn at(&self, t: f64) -> PelvisPose {
        let place = self.path.at(t);
        let z = self.height.value(t) - self.style.crouch.value(t) - self.drop.value(t);
        let speed = place.velocity.norm();
        let going = smoothstep(speed / 0.9);
        let angle = TAU * self.phase.value(t);
        // Axial rotation with the leading leg, obliquity towards the swinging leg (Perry and Burnfield 2010).
        let turn = -(going * lerp(0.07, 0.12, smoothstep((speed - 2.0) / 6.0))) * angle.cos();
        let list = -(going * 0.06) * (angle - 0.9).sin();
        let tilt = 0.4 * self.lean(t, &place);
        let axes = Rotation3::from_axis_angle(&Vector3::z_axis(), place.heading + turn)
            * Rotation3::from_axis_angle(&Vector3::x_axis(), list)
            * Rotation3::from_axis_angle(&Vector3::y_axis(), tilt);
        PelvisPose {
            centre: Point3::new(place.at.x, place.at.y, z),
            axes,
        }
    }

    /// Forward lean of the trunk, rad.
    pub fn lean(&self, t: f64, place: &GroundPose) -> f64 {
        let a = self.path.acceleration(t, 0.2).dot(&place.forward());
        let ahead = place.velocity.dot(&place.forward());
        interpolate(
            &[
                (-2.0, -0.03),
                (0.0, 0.04),
                (1.4, 0.05),
                (4.0, 0.12),
                (7.0, 0.13),
                (11.0, 0.10),
            ],
            ahead,
        ) + (0.75 * a / GRAVITY_M_S2).atan().clamp(-0.25, 0.6)
            + self.style.lean.value(t)
    }

    /// By how much the pelvis must come down for the legs on the ground to reach it, m.
    fn shortfall(&self, t: f64) -> f64 {
        let pelvis = self.at(t);
        (0..2)
            .map(|foot| {
                let (i, is_on_ground) = self.plan.current(foot, t);
                if !is_on_ground {
                    return 0.0;
                }
                let hip = pelvis.hip(&self.body, foot);
                let stance = stance_foot(&self.body, &self.plan.feet[foot][i], &hip, t);
                reach_shortfall(&self.body, &hip, &stance.ankle)
            })
            .fold(0.0, f64::max)
    }

    /// The shortfall over time, dilated and smoothed so that the pelvis does not jerk.
    fn required_drop(&self, end_s: f64) -> Curve {
        const STEP_S: f64 = 0.01;
        let n = (end_s / STEP_S) as usize + 2;
        let mut raw: Vec<f64> = (0..n).map(|k| self.shortfall(k as f64 * STEP_S)).collect();
        // The shortfall is often largest at contact, between two samples.
        for footfall in self.plan.feet.iter().flatten() {
            for t in [footfall.contact_s + 1e-6, footfall.toe_off_s - 1e-6] {
                if (0.0..end_s).contains(&t) {
                    let (i, short) = ((t / STEP_S) as usize, self.shortfall(t));
                    raw[i] = raw[i].max(short);
                    raw[i + 1] = raw[i + 1].max(short);
                }
            }
        }
        let half = 6;
        let around = |i: usize| i.saturating_sub(half)..(i + half + 1).min(n);
        let dilated: Vec<f64> = (0..n)
            .map(|i| raw[around(i)].iter().copied().fold(0.0, f64::max))
            .collect();
        let points: Vec<(f64, f64)> = (0..n)
            .map(|i| {
                let r = around(i);
                let mean = dilated[r.clone()].iter().sum::<f64>() / r.len() as f64;
                (i as f64 * STEP_S, mean)
            })
            .collect();
        Curve::through(&points)
    }
}
