//! One body in motion: pelvis, legs on planned footfalls, trunk and head.

use std::f64::consts::TAU;

use nalgebra::{Point3, Rotation3, Vector3};
use trackside_body::BodyMeasurements;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::course::{Course, Place};
use crate::curve::{Curve, ease, mix, table};
use crate::heave::{heave, phase};
use crate::legs::{self, Swing};
use crate::steps::{Jump, Steps};

/// Gravity, m/s².
pub(crate) const G: f64 = 9.81;

/// What a sport asks of a body beyond going along its course.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    pub jumps: Vec<Jump>,
    /// How far the trunk leans ahead beyond what speed and acceleration ask, rad.
    pub lean: Curve,
    /// How far the pelvis is lowered, m.
    pub crouch: Curve,
}

/// The pelvis: its centre (half way between the hips) and axes (ahead, left, up).
pub(crate) struct Pelvis {
    pub centre: Point3<f64>,
    pub axes: Rotation3<f64>,
}

impl Pelvis {
    pub fn hip(&self, build: &BodyMeasurements, foot: usize) -> Point3<f64> {
        let side = if foot == 0 { 0.5 } else { -0.5 };
        self.centre + self.axes * Vector3::new(0.0, side * build.hip_m, 0.0)
    }
}

/// One body in motion, all of it settled.
pub(crate) struct Figure {
    pub build: BodyMeasurements,
    pub course: Course,
    pub steps: Steps,
    manner: Manner,
    /// Half strides taken, left landings on whole numbers.
    phase: Curve,
    /// Height of the pelvis before legs that are too short pull it down, m.
    heave: Curve,
    /// By how much they do, m.
    sag: Curve,
    /// Between each footfall and the next.
    swings: [Vec<Swing>; 2],
}

impl Figure {
    pub fn new(
        build: BodyMeasurements,
        course: Course,
        steps: Steps,
        manner: Manner,
        end: f64,
    ) -> Figure {
        let phase = phase(&steps);
        let heave = heave(&build, &course, &steps, &manner);
        let mut figure = Figure {
            build,
            course,
            steps,
            manner,
            phase,
            heave,
            sag: Curve::default(),
            swings: [Vec::new(), Vec::new()],
        };
        figure.sag = figure.needed_sag(end);
        for foot in 0..2 {
            let falls = &figure.steps.feet[foot];
            figure.swings[foot] = falls
                .windows(2)
                .map(|pair| Swing::between(&figure, foot, &pair[0], &pair[1]))
                .collect();
        }
        figure
    }

    /// The pelvis over the course, before the legs have their say.
    pub fn pelvis(&self, t: f64) -> Pelvis {
        let place = self.course.at(t);
        let z = self.heave.value(t) - self.manner.crouch.value(t) - self.sag.value(t);
        let speed = place.velocity.norm();
        let going = ease(speed / 0.9);
        let angle = TAU * self.phase.value(t);
        // Rotation with the leg that is ahead, list towards the leg that swings (Perry and Burnfield 2010).
        let turn = -(going * mix(0.07, 0.12, ease((speed - 2.0) / 6.0))) * angle.cos();
        let list = -(going * 0.06) * (angle - 0.9).sin();
        let tilt = 0.4 * self.lean(t, &place);
        let axes = Rotation3::from_axis_angle(&Vector3::z_axis(), place.facing + turn)
            * Rotation3::from_axis_angle(&Vector3::x_axis(), list)
            * Rotation3::from_axis_angle(&Vector3::y_axis(), tilt);
        Pelvis {
            centre: Point3::new(place.at.x, place.at.y, z),
            axes,
        }
    }

    /// How far the trunk leans ahead, rad.
    fn lean(&self, t: f64, place: &Place) -> f64 {
        let a = self.course.acceleration(t, 0.2).dot(&place.forward());
        let ahead = place.velocity.dot(&place.forward());
        table(
            &[
                (-2.0, -0.03),
                (0.0, 0.04),
                (1.4, 0.05),
                (4.0, 0.12),
                (7.0, 0.13),
                (11.0, 0.10),
            ],
            ahead,
        ) + (0.75 * a / G).atan().clamp(-0.25, 0.6)
            + self.manner.lean.value(t)
    }

    /// The trunk's axes; the shoulders turn against the pelvis.
    fn trunk(&self, t: f64, place: &Place) -> Rotation3<f64> {
        let speed = place.velocity.norm();
        let going = ease(speed / 0.9);
        let angle = TAU * self.phase.value(t);
        let turn = going * mix(0.08, 0.20, ease((speed - 2.0) / 5.0)) * angle.cos();
        let aside = self.course.acceleration(t, 0.15).dot(&place.left());
        let list = -(0.7 * aside / G).atan().clamp(-0.35, 0.35);
        Rotation3::from_axis_angle(&Vector3::z_axis(), place.facing + turn)
            * Rotation3::from_axis_angle(&Vector3::x_axis(), list)
            * Rotation3::from_axis_angle(&Vector3::y_axis(), self.lean(t, place))
    }

    /// Writes everything but the arms; gives the trunk's axes, the phase and the bearing feet.
    pub fn write(&self, t: f64, joints: &mut [Point3<f64>; JOINT_COUNT]) -> Posture {
        let place = self.course.at(t);
        let mut pelvis = self.pelvis(t);
        let mut contacts = [false; 2];
        let mut low: f64 = 0.0;
        for (foot, contact) in contacts.iter_mut().enumerate() {
            let (i, bears) = self.steps.current(foot, t);
            *contact = bears;
            if bears {
                let hip = pelvis.hip(&self.build, foot);
                let planted = legs::planted(&self.build, &self.steps.feet[foot][i], &hip, t);
                low = low.max(legs::shortfall(&self.build, &hip, &planted.ankle));
            }
        }
        // What the settled sag leaves over; next to nothing.
        pelvis.centre.z -= low;
        for foot in 0..2 {
            let hip = pelvis.hip(&self.build, foot);
            let (i, bears) = self.steps.current(foot, t);
            let leg = if bears {
                legs::planted(&self.build, &self.steps.feet[foot][i], &hip, t)
            } else {
                self.swings[foot][i].at(&self.build, &hip, place.facing, t)
            };
            legs::write(&self.build, foot, &hip, &leg, place.facing, joints);
        }
        joints[Joint::Hip.index()] = pelvis.centre;
        let trunk = self.trunk(t, &place);
        self.write_trunk(t, &place, &pelvis.centre, &trunk, joints);
        Posture {
            place,
            trunk,
            lean: self.lean(t, &place),
            phase: self.phase.value(t),
            contacts,
            facing: pelvis_yaw(&pelvis.axes),
        }
    }

    fn write_trunk(
        &self,
        t: f64,
        place: &Place,
        hip: &Point3<f64>,
        trunk: &Rotation3<f64>,
        joints: &mut [Point3<f64>; JOINT_COUNT],
    ) {
        let b = &self.build;
        let neck = hip + trunk * Vector3::new(0.0, 0.0, b.trunk_m);
        joints[Joint::Neck.index()] = neck;
        let half = trunk * Vector3::new(0.0, 0.5 * b.shoulder_m, 0.0);
        joints[Joint::LShoulder.index()] = neck + half;
        joints[Joint::RShoulder.index()] = neck - half;
        // The head stays nearer upright than the trunk.
        let lean = self.lean(t, place);
        let head = Rotation3::from_axis_angle(&Vector3::z_axis(), place.facing)
            * Rotation3::from_axis_angle(
                &Vector3::y_axis(),
                0.45 * lean + 0.25 * (lean - 0.6).max(0.0),
            );
        let m = b.head_m;
        // Shares of the way from neck to crown, after head anthropometry (NASA-STD-3000, 1995).
        let mut put = |joint: Joint, ahead: f64, left: f64, up: f64| {
            joints[joint.index()] = neck + head * Vector3::new(ahead * m, left * m, up * m);
        };
        put(Joint::Head, 0.09, 0.0, 0.996);
        put(Joint::Nose, 0.42, 0.0, 0.56);
        put(Joint::LEye, 0.33, 0.10, 0.66);
        put(Joint::REye, 0.33, -0.10, 0.66);
        put(Joint::LEar, 0.09, 0.235, 0.61);
        put(Joint::REar, 0.09, -0.235, 0.61);
    }

    /// By how much the pelvis must come down for the bearing legs to reach the ground.
    fn short(&self, t: f64) -> f64 {
        let pelvis = self.pelvis(t);
        (0..2)
            .map(|foot| {
                let (i, bears) = self.steps.current(foot, t);
                if !bears {
                    return 0.0;
                }
                let hip = pelvis.hip(&self.build, foot);
                let planted = legs::planted(&self.build, &self.steps.feet[foot][i], &hip, t);
                legs::shortfall(&self.build, &hip, &planted.ankle)
            })
            .fold(0.0, f64::max)
    }

    /// The same, dilated and smoothed so that nothing pops.
    fn needed_sag(&self, end: f64) -> Curve {
        const STEP_S: f64 = 0.01;
        let n = (end / STEP_S) as usize + 2;
        let mut raw: Vec<f64> = (0..n).map(|k| self.short(k as f64 * STEP_S)).collect();
        // A leg is often shortest of reach just as its foot lands, between two samples.
        for fall in self.steps.feet.iter().flatten() {
            for t in [fall.on + 1e-6, fall.off - 1e-6] {
                if (0.0..end).contains(&t) {
                    let (i, short) = ((t / STEP_S) as usize, self.short(t));
                    raw[i] = raw[i].max(short);
                    raw[i + 1] = raw[i + 1].max(short);
                }
            }
        }
        let half = 6;
        let around = |i: usize| i.saturating_sub(half)..(i + half + 1).min(n);
        let wide: Vec<f64> = (0..n)
            .map(|i| raw[around(i)].iter().copied().fold(0.0, f64::max))
            .collect();
        let points: Vec<(f64, f64)> = (0..n)
            .map(|i| {
                let r = around(i);
                let mean = wide[r.clone()].iter().sum::<f64>() / r.len() as f64;
                (i as f64 * STEP_S, mean)
            })
            .collect();
        Curve::through(&points)
    }
}

/// What arms need to know of the rest of the body.
pub(crate) struct Posture {
    pub place: Place,
    pub trunk: Rotation3<f64>,
    /// How far the trunk leans ahead, rad.
    pub lean: f64,
    pub phase: f64,
    pub contacts: [bool; 2],
    pub facing: f64,
}

fn pelvis_yaw(axes: &Rotation3<f64>) -> f64 {
    let ahead = axes * Vector3::x();
    ahead.y.atan2(ahead.x)
}

#[cfg(test)]
mod tests {
    use nalgebra::Vector2;

    use super::*;
    use crate::steps;

    /// Somebody who goes straight on at one speed from time 2 on.
    fn going(speed: f64) -> Figure {
        let build = BodyMeasurements::from_height(1.78);
        let mut x = 0.0;
        let at: Vec<_> = (0..700)
            .map(|i| {
                let t = f64::from(i) * 0.02;
                x += 0.02 * speed * ease((t - 0.5) / 1.5);
                Vector2::new(x, 0.0)
            })
            .collect();
        let course = Course::new(0.02, &at, &vec![0.0; at.len()]);
        let steps = steps::plan(&build, &course, &[], None, 14.0);
        Figure::new(build, course, steps, Manner::default(), 14.0)
    }

    fn knee_deg(figure: &Figure, t: f64) -> f64 {
        let mut j = [Point3::origin(); JOINT_COUNT];
        figure.write(t, &mut j);
        let [hip, knee, ankle] = [Joint::LHip, Joint::LKnee, Joint::LAnkle].map(|k| j[k.index()]);
        (knee - hip).angle(&(ankle - knee)).to_degrees()
    }

    /// Step length m, contact s, and the knee's greatest flexion in contact and in swing, °.
    fn measure(figure: &Figure) -> [f64; 4] {
        let falls: Vec<_> = figure.steps.feet[0]
            .iter()
            .filter(|f| (5.0..11.0).contains(&f.on))
            .collect();
        let n = falls.len();
        let length = (falls[n - 1].at - falls[0].at).norm() / (2 * (n - 1)) as f64;
        let contact = falls.iter().map(|f| f.off - f.on).sum::<f64>() / n as f64;
        let most = |from: f64, to: f64| {
            (0..=40)
                .map(|i| knee_deg(figure, from + (to - from) * f64::from(i) / 40.0))
                .fold(0.0, f64::max)
        };
        let (a, b) = (falls[1], falls[2]);
        [
            length,
            contact,
            most(a.on, a.on + 0.75 * (a.off - a.on)),
            most(a.off, b.on),
        ]
    }

    #[test]
    fn gaits_are_as_the_literature_has_them() {
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
            let measured = measure(&going(speed));
            for (value, (least, most)) in measured.iter().zip(ranges) {
                assert!((least..most).contains(value), "{speed} m/s: {measured:.3?}");
            }
        }
    }

    #[test]
    fn walkers_always_bear_on_a_foot_and_runners_do_not() {
        let in_air = |speed: f64| {
            let figure = going(speed);
            let air = (500..1000).filter(|i| {
                let t = f64::from(*i) * 0.01;
                (0..2).all(|foot| !figure.steps.current(foot, t).1)
            });
            air.count() as f64 / 500.0
        };
        assert_eq!(in_air(1.4), 0.0);
        assert!((0.2..0.45).contains(&in_air(3.0)), "{}", in_air(3.0));
        assert!((0.45..0.65).contains(&in_air(9.0)), "{}", in_air(9.0));
    }

    #[test]
    fn a_runner_in_flight_falls_freely() {
        let figure = going(5.0);
        let [a, b] = [0, 1].map(|foot| {
            figure.steps.feet[foot]
                .iter()
                .find(|f| f.on > 6.0)
                .copied()
                .expect("they run for 14 s")
        });
        // The flight that follows the earlier of both.
        let (from, to) = if a.on < b.on {
            (a.off, b.on)
        } else {
            (b.off, a.on)
        };
        let z = |t: f64| figure.heave.value(t);
        let (h, middle) = (0.2 * (to - from), 0.5 * (from + to));
        let acceleration = (z(middle + h) - 2.0 * z(middle) + z(middle - h)) / (h * h);
        assert!((acceleration + G).abs() < 0.02 * G, "{acceleration} m/s²");
    }
}
