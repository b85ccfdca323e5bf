//! How people step at a speed.
//!
//! Walking keeps the ratio of step length to cadence at 0.0065 m/(steps/min) (Sekiya et al., J. Hum. Mov. Stud. 30, 1996)
//! and bears on each foot for 60–68 % of a stride (Perry and Burnfield, Gait Analysis, 2010). Running follows the step
//! frequencies and contact times of Dorn, Schache and Pandy (J. Exp. Biol. 215, 2012) and Weyand et al. (J. Appl. Physiol.
//! 89, 2000); a sprinter's acceleration those of Nagahara et al. (Biol. Open 3, 2014): frequent steps at once, contacts that
//! shorten from 0.20 s to 0.09 s. Bodies of other sizes move alike at equal Froude numbers (Alexander 1989).

use trackside_body::BodyMeasurements;

use crate::curve::{ease, mix, table};

/// The leg of the bodies in the tables, m.
const TABLE_LEG_M: f64 = 0.945;

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

/// The same while accelerating as hard as one can.
const HARD_STEPS_HZ: [(f64, f64); 6] = [
    (0.0, 3.6),
    (3.0, 4.0),
    (6.0, 4.3),
    (9.0, 4.45),
    (11.0, 4.62),
    (12.0, 4.75),
];
const HARD_CONTACT_S: [(f64, f64); 7] = [
    (0.0, 0.22),
    (3.0, 0.195),
    (5.0, 0.160),
    (7.0, 0.130),
    (9.0, 0.108),
    (11.0, 0.093),
    (12.0, 0.086),
];

/// How somebody steps.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gait {
    /// From one foot's landing to the other's, s.
    pub step_s: f64,
    /// From a foot's landing to its leaving the ground, s.
    pub contact_s: f64,
}

impl Gait {
    /// At a speed, m/s, and a forward acceleration, m/s².
    pub fn at(build: &BodyMeasurements, speed: f64, acceleration: f64) -> Gait {
        let size = (build.leg_m() / TABLE_LEG_M).sqrt();
        let v = speed / size;
        // Only who accelerates hard for a while steps like a sprinter out of the blocks.
        let hard = ease((acceleration.abs() - 2.5) / 3.0) * ease((v - 0.5) / 1.5);
        let hz = mix(table(&STEPS_HZ, v), table(&HARD_STEPS_HZ, v), hard);
        let contact = mix(table(&CONTACT_S, v), table(&HARD_CONTACT_S, v), hard);
        Gait {
            step_s: size / hz,
            contact_s: size * contact,
        }
    }

    /// From leaving the ground to the same foot's next landing, s.
    pub fn swing_s(&self) -> f64 {
        (2.0 * self.step_s - self.contact_s).max(0.2)
    }
}

/// Greatest knee flexion of the swinging leg at a speed, rad: 60° walking to 128° sprinting (Novacheck, Gait & Posture 7, 1998).
pub(crate) fn swing_knee(speed: f64) -> f64 {
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
    table(&degrees, speed).to_radians()
}

/// The foot's pitch at landing (toes up is negative) and at leaving the ground, rad: heels first up to a jog, then the ball of the foot.
pub(crate) fn foot_pitch(forward_speed: f64) -> (f64, f64) {
    let strike = [
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
    let push = [
        (-1.5, 15.0),
        (0.0, 18.0),
        (0.7, 40.0),
        (1.4, 52.0),
        (3.0, 58.0),
        (10.0, 66.0),
    ];
    (
        table(&strike, forward_speed).to_radians(),
        table(&push, forward_speed).to_radians(),
    )
}
