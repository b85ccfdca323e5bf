//! The motion of a body along a path: pelvis, legs on planned footfalls, trunk, head and arms.

pub(crate) mod arms;
mod gait;
mod gait_style;
mod ground_path;
mod leg;
mod pelvis_height;
mod pelvis_motion;
pub(crate) mod step_plan;
mod swing_phase;
mod trunk;

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};

use leg::{reach_shortfall, stance_foot, write_leg};
use pelvis_motion::PelvisMotion;
use swing_phase::SwingPhase;
use trunk::write_trunk;

pub(crate) use gait::REFERENCE_LEG_M;
pub(crate) use gait_style::GaitStyle;
pub(crate) use ground_path::GroundPath;
pub(crate) use pelvis_motion::PelvisPose;
pub(crate) use step_plan::{Jump, StartingBlocks, StepPlan};
pub(crate) use trunk::TrunkPose;

/// The motion of one body but for its arms.
pub(crate) struct BodyMotion {
    pelvis: PelvisMotion,
    /// By foot: the swings between each footfall and the next.
    swings: [Vec<SwingPhase>; 2],
}

/// What [`BodyMotion::write`] found.
pub(crate) struct WrittenBody {
    pub trunk: TrunkPose,
    /// Whether the left and the right foot are on the ground.
    pub foot_contacts: [bool; 2],
    /// Heading of the pelvis, rad.
    pub heading: f64,
}

impl BodyMotion {
    /// The motion until `end_s`.
    pub fn new(
        body: BodyMeasurements,
        path: GroundPath,
        plan: StepPlan,
        style: GaitStyle,
        end_s: f64,
    ) -> BodyMotion {
        let pelvis = PelvisMotion::new(body, path, plan, style, end_s);
        let swings = [0, 1].map(|foot| {
            let footfalls = &pelvis.plan.feet[foot];
            footfalls
                .windows(2)
                .map(|pair| SwingPhase::between(&pelvis, foot, &pair[0], &pair[1]))
                .collect()
        });
        BodyMotion { pelvis, swings }
    }

    pub fn body(&self) -> &BodyMeasurements {
        &self.pelvis.body
    }

    pub fn path(&self) -> &GroundPath {
        &self.pelvis.path
    }

    pub fn step_plan(&self) -> &StepPlan {
        &self.pelvis.plan
    }

    /// The pelvis before the legs at `t` correct it.
    pub fn pelvis(&self, t: f64) -> PelvisPose {
        self.pelvis.at(t)
    }

    /// Writes all joints but elbows and wrists.
    pub fn write(&self, t: f64, joints: &mut [Point3<f64>; JOINT_COUNT]) -> WrittenBody {
        let (body, plan) = (self.body(), self.step_plan());
        let place = self.path().at(t);
        let mut pelvis = self.pelvis.at(t);
        let mut foot_contacts = [false; 2];
        let mut shortfall: f64 = 0.0;
        for (foot, contact) in foot_contacts.iter_mut().enumerate() {
            let (i, is_on_ground) = plan.current(foot, t);
            *contact = is_on_ground;
            if is_on_ground {
                let hip = pelvis.hip(body, foot);
                let stance = stance_foot(body, &plan.feet[foot][i], &hip, t);
                shortfall = shortfall.max(reach_shortfall(body, &hip, &stance.ankle));
            }
        }
        // The remainder after the drop that was planned; next to nothing.
        pelvis.centre.z -= shortfall;
        for foot in 0..2 {
            let hip = pelvis.hip(body, foot);
            let (i, is_on_ground) = plan.current(foot, t);
            let pose = if is_on_ground {
                stance_foot(body, &plan.feet[foot][i], &hip, t)
            } else {
                self.swings[foot][i].at(body, &hip, place.heading, t)
            };
            write_leg(body, foot, &hip, &pose, place.heading, joints);
        }
        joints[Joint::Hip.index()] = pelvis.centre;
        let trunk = TrunkPose::new(&self.pelvis, t, place);
        write_trunk(&self.pelvis, &trunk, &pelvis.centre, joints);
        WrittenBody {
            trunk,
            foot_contacts,
            heading: pelvis.heading(),
        }
    }

    /// A point that is fixed to the heading frame of the pelvis (ahead, left, up), in world space, m.
    pub fn to_world(&self, t: f64, p_in_pelvis: Vector3<f64>) -> Point3<f64> {
        let pelvis = self.pelvis(t).centre;
        pelvis
            + Rotation3::from_axis_angle(&Vector3::z_axis(), self.path().at(t).heading)
                * p_in_pelvis
    }

    /// A point of world space in the heading frame of the pelvis, m.
    pub fn to_pelvis(&self, t: f64, p_in_world: &Point3<f64>) -> Vector3<f64> {
        let pelvis = self.pelvis(t).centre;
        Rotation3::from_axis_angle(&Vector3::z_axis(), -self.path().at(t).heading)
            * (p_in_world - pelvis)
    }
}

#[cfg(test)]
mod tests {
    use nalgebra::Vector2;
    use trackside_sports::GRAVITY_M_S2;

    use super::*;
    use crate::curve::smoothstep;

    /// A body that moves straight ahead, at constant speed from 2 s on.
    fn locomotion(speed: f64) -> BodyMotion {
        let body = BodyMeasurements::from_height(1.78);
        let mut x = 0.0;
        let at: Vec<_> = (0..700)
            .map(|i| {
                let t = f64::from(i) * 0.02;
                x += 0.02 * speed * smoothstep((t - 0.5) / 1.5);
                Vector2::new(x, 0.0)
            })
            .collect();
        let path = GroundPath::new(0.02, &at, &vec![0.0; at.len()]);
        let plan = step_plan::plan(&body, &path, &[], None, 14.0);
        BodyMotion::new(body, path, plan, GaitStyle::default(), 14.0)
    }

    fn knee_flexion_deg(motion: &BodyMotion, t: f64) -> f64 {
        let mut j = [Point3::origin(); JOINT_COUNT];
        motion.write(t, &mut j);
        let [hip, knee, ankle] = [Joint::LHip, Joint::LKnee, Joint::LAnkle].map(|k| j[k.index()]);
        (knee - hip).angle(&(ankle - knee)).to_degrees()
    }

    /// Step length m, contact s, and peak knee flexion in stance and in swing, °.
    fn measure(motion: &BodyMotion) -> [f64; 4] {
        let footfalls: Vec<_> = motion.step_plan().feet[0]
            .iter()
            .filter(|f| (5.0..11.0).contains(&f.contact_s))
            .collect();
        let n = footfalls.len();
        let length = (footfalls[n - 1].at - footfalls[0].at).norm() / (2 * (n - 1)) as f64;
        let contacts = footfalls.iter().map(|f| f.toe_off_s - f.contact_s);
        let contact = contacts.sum::<f64>() / n as f64;
        let peak = |from: f64, to: f64| {
            (0..=40)
                .map(|i| knee_flexion_deg(motion, from + (to - from) * f64::from(i) / 40.0))
                .fold(0.0, f64::max)
        };
        let (a, b) = (footfalls[1], footfalls[2]);
        [
            length,
            contact,
            peak(
                a.contact_s,
                a.contact_s + 0.75 * (a.toe_off_s - a.contact_s),
            ),
            peak(a.toe_off_s, b.contact_s),
        ]
    }

    #[test]
    fn gait_agrees_with_the_literature() {
        // Speed; ranges of step length, contact, knee in stance and in swing.
        for (speed, ranges) in [
            (1.4, [(0.65, 0.80), (0.58, 0.70), (5.0, 32.0), (50.0, 78.0)]),
            (
                3.0,
                [(1.00, 1.20), (0.22, 0.29), (20.0, 55.0), (75.0, 115.0)],
            ),
            (
                5.0,
                [(1.55, 1.85), (0.16, 0.21), (20.0, 55.0), (90.0, 130.0)],
            ),
            (
                9.0,
                [(2.05, 2.35), (0.10, 0.125), (15.0, 60.0), (105.0, 145.0)],
            ),
        ] {
            let measured = measure(&locomotion(speed));
            for (value, (min, max)) in measured.iter().zip(ranges) {
                assert!((min..max).contains(value), "{speed} m/s: {measured:.3?}");
            }
        }
    }

    #[test]
    fn walking_has_no_flight_and_running_has() {
        let flight_share = |speed: f64| {
            let motion = locomotion(speed);
            let flight = (500..1000).filter(|i| {
                let t = f64::from(*i) * 0.01;
                (0..2).all(|foot| !motion.step_plan().current(foot, t).1)
            });
            flight.count() as f64 / 500.0
        };
        assert_eq!(flight_share(1.4), 0.0);
        assert!((0.2..0.45).contains(&flight_share(3.0)));
        assert!((0.45..0.65).contains(&flight_share(9.0)));
    }

    #[test]
    fn a_runner_in_flight_falls_freely() {
        let motion = locomotion(5.0);
        let [a, b] = [0, 1].map(|foot| {
            motion.step_plan().feet[foot]
                .iter()
                .find(|f| f.contact_s > 6.0)
                .copied()
                .expect("they run for 14 s")
        });
        // The flight that follows the earlier of both.
        let (from, to) = if a.contact_s < b.contact_s {
            (a.toe_off_s, b.contact_s)
        } else {
            (b.toe_off_s, a.contact_s)
        };
        let z = |t: f64| motion.pelvis.height.value(t);
        let (h, middle) = (0.2 * (to - from), 0.5 * (from + to));
        let acceleration = (z(middle + h) - 2.0 * z(middle) + z(middle - h)) / (h * h);
        assert!((acceleration + GRAVITY_M_S2).abs() < 0.02 * GRAVITY_M_S2);
    }
}
