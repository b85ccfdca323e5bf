//! Step frequency, contact time and joint angles of gait at a speed.
//!
//! Walking keeps the ratio of step length to cadence at 0.0065 m/(steps/min) (Sekiya et al., J. Hum. Mov. Stud. 30, 1996)
//! and has each foot on the ground for 60–68 % of a stride (Perry and Burnfield, Gait Analysis, 2010). Running follows the step
//! frequencies and contact times of Dorn, Schache and Pandy (J. Exp. Biol. 215, 2012) and Weyand et al. (J. Appl. Physiol.
//! 89, 2000); a sprinter's acceleration those of Nagahara et al. (Biol. Open 3, 2014): a high step frequency at once, contacts that
//! shorten from 0.20 s to 0.09 s. Bodies of other sizes move alike at equal Froude numbers (Alexander 1989).

use trackside_body::BodyMeasurements;

use crate::curve::{interpolate, lerp, smoothstep};

/// Leg length of the bodies in the tables, m.
pub(crate) const REFERENCE_LEG_M: f64 = 0.945;

/// Speed, m/s; steps per second.
const STEPS_HZ: [(f64, f64); 16] = [
    (0.0, 1.0),
    (0.5, 1.20),
    (1.0, 1.62),
    (1.4, 1.89),
    (1.9, 2.18),
    (2.3, 2.55),
    (3.0, 2.70),
    (4.0, 2.80),
    (5.0, 2.95),
    (6.0, 3.20),
    (7.0, 3.45),
    (8.0, 3.80),
    (9.0, 4.15),
    (10.0, 4.45),
    (11.0, 4.62),
    (12.0, 4.75),
];

/// Speed, m/s; contact, s.
const CONTACT_S: [(f64, f64); 16] = [
    (0.0, 1.30),
    (0.5, 1.12),
    (1.0, 0.785),
    (1.4, 0.645),
    (1.9, 0.54),
    (2.3, 0.30),
    (3.0, 0.255),
    (4.0, 0.215),
    (5.0, 0.185),
    (6.0, 0.160),
    (7.0, 0.140),
    (8.0, 0.125),
    (9.0, 0.112),
    (10.0, 0.101),
    (11.0, 0.093),
    (12.0, 0.086),
];

/// The same at maximal acceleration.
const SPRINT_START_STEPS_HZ: [(f64, f64); 6] = [
    (0.0, 3.6),
    (3.0, 4.0),
    (6.0, 4.3),
    (9.0, 4.45),
    (11.0, 4.62),
    (12.0, 4.75),
];
const SPRINT_START_CONTACT_S: [(f64, f64); 7] = [
    (0.0, 0.22),
    (3.0, 0.195),
    (5.0, 0.160),
    (7.0, 0.130),
    (9.0, 0.108),
    (11.0, 0.093),
    (12.0, 0.086),
];

/// Timing of steps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gait {
    /// From one foot's contact to the other's, s.
    pub step_s: f64,
    /// From contact to toe-off of one foot, s.
    pub contact_s: f64,
}

impl Gait {
    /// At a speed, m/s, and a forward acceleration, m/s².
    pub fn at(build: &BodyMeasurements, speed: f64, acceleration: f64) -> Gait {
        let size = (build.leg_m() / REFERENCE_LEG_M).sqrt();
        let scaled_speed = speed / size;
        // Sustained hard acceleration has the steps of a sprint start.
        let sprint_start =
            smoothstep((acceleration.abs() - 2.5) / 3.0) * smoothstep((scaled_speed - 0.5) / 1.5);
        let steps_hz = lerp(
            interpolate(&STEPS_HZ, scaled_speed),
            interpolate(&SPRINT_START_STEPS_HZ, scaled_speed),
            sprint_start,
        );
        let contact = lerp(
            interpolate(&CONTACT_S, scaled_speed),
            interpolate(&SPRINT_START_CONTACT_S, scaled_speed),
            sprint_start,
        );
        Gait {
            step_s: size / steps_hz,
            contact_s: size * contact,
        }
    }

    /// From toe-off to the same foot's next contact, s.
    pub fn swing_s(&self) -> f64 {
        (2.0 * self.step_s - self.contact_s).max(0.2)
    }
}

/// Peak knee flexion in swing at a speed, rad: 60° walking to 128° sprinting (Novacheck, Gait & Posture 7, 1998).
pub(crate) fn swing_knee_flexion(speed: f64) -> f64 {
    let degrees = [
        (0.0, 38.0),
        (0.7, 52.0),
        (1.4, 60.0),
        (2.3, 78.0),
        (3.2, 90.0),
        (5.0, 106.0),
        (10.0, 126.0),
        (12.0, 128.0),
    ];
    interpolate(&degrees, speed).to_radians()
}

/// Foot pitch at contact (toes up is negative) and at toe-off, rad: heel strike up to a jog, forefoot strike beyond.
pub(crate) fn foot_pitch(forward_speed: f64) -> (f64, f64) {
    let at_contact = [
        (-1.5, 22.0),
        (-0.3, 5.0),
        (0.3, -4.0),
        (1.4, -20.0),
        (2.3, -12.0),
        (3.5, -6.0),
        (5.0, 3.0),
        (7.0, 9.0),
        (10.0, 13.0),
    ];
    let at_toe_off = [
        (-1.5, 15.0),
        (0.0, 18.0),
        (0.7, 40.0),
        (1.4, 52.0),
        (3.0, 58.0),
        (10.0, 66.0),
    ];
    (
        interpolate(&at_contact, forward_speed).to_radians(),
        interpolate(&at_toe_off, forward_speed).to_radians(),
    )
}
