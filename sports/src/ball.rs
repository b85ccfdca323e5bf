//! Balls: the published coefficients that determine how each kind flies, bounces and rolls.

use serde::{Deserialize, Serialize};

/// Acceleration of free fall, m/s².
pub const GRAVITY_M_S2: f64 = 9.81;
/// Density of air at 20 °C and 1013 hPa, kg/m³.
pub const AIR_DENSITY_KG_M3: f64 = 1.204;

/// The ball that is played with. A javelin is not a ball: its attitude determines its flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BallKind {
    /// Unknown: between the large balls.
    #[default]
    Any,
    /// ITTF; world space has z = 0 on the table.
    TableTennis,
    /// FIBA, size 7.
    Basketball,
    /// IFAB, size 5.
    Football,
    /// ITF, type 2.
    Tennis,
    /// FIVB, indoor.
    Volleyball,
    /// World Athletics, men.
    Shot,
}

/// The coefficients of a kind of ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallPhysics {
    /// Radius, m.
    pub radius_m: f64,
    /// Mass, kg.
    pub mass_kg: f64,
    /// Drag coefficient C_D of F = ½ρA C_D v².
    pub drag_coefficient: f64,
    /// Fraction of the normal speed that a bounce off the sport's own floor keeps.
    pub restitution: f64,
    /// The same over the balls and floors in use: mean and standard deviation.
    pub restitution_over_floors: [f64; 2],
    /// Coefficient of sliding friction on the floor.
    pub friction: f64,
    /// Deceleration while it rolls, m/s².
    pub rolling_deceleration_m_s2: f64,
    /// Usual spin, one standard deviation of each component, rad/s.
    pub typical_spin_rad_s: f64,
}

impl BallKind {
    /// All kinds, with their names in files.
    pub const NAMED: [(&str, BallKind); 7] = [
        ("any", BallKind::Any),
        ("table-tennis", BallKind::TableTennis),
        ("basketball", BallKind::Basketball),
        ("football", BallKind::Football),
        ("tennis", BallKind::Tennis),
        ("volleyball", BallKind::Volleyball),
        ("shot", BallKind::Shot),
    ];

    /// The kind of that name.
    pub fn named(name: &str) -> Option<BallKind> {
        BallKind::NAMED
            .into_iter()
            .find_map(|(known, kind)| (known == name).then_some(kind))
    }

    /// Its coefficients.
    pub const fn physics(self) -> &'static BallPhysics {
        match self {
            BallKind::Any => &ANY,
            BallKind::TableTennis => &TABLE_TENNIS,
            BallKind::Basketball => &BASKETBALL,
            BallKind::Football => &FOOTBALL,
            BallKind::Tennis => &TENNIS,
            BallKind::Volleyball => &VOLLEYBALL,
            BallKind::Shot => &SHOT,
        }
    }
}

const ANY: BallPhysics = BallPhysics {
    radius_m: 0.11,
    mass_kg: 0.45,
    drag_coefficient: 0.35,
    restitution: 0.7,
    restitution_over_floors: [0.7, 0.15],
    friction: 0.5,
    rolling_deceleration_m_s2: 0.4,
    typical_spin_rad_s: 25.0,
};

/// ITTF laws 2024: 40 mm, 2.7 g; a drop from 30 cm returns 24 to 26 cm on a steel block.
const TABLE_TENNIS: BallPhysics = BallPhysics {
    radius_m: 0.020,
    mass_kg: 0.0027,
    drag_coefficient: 0.47,
    restitution: 0.90,
    restitution_over_floors: [0.90, 0.04],
    friction: 0.25,
    rolling_deceleration_m_s2: 0.2,
    typical_spin_rad_s: 85.0,
};

/// FIBA equipment rules 2022: a drop from 1.8 m returns about 1.06 m at the bottom of the ball. Drag: Okubo and Hubbard, Procedia
/// Engineering 2, 2010.
const BASKETBALL: BallPhysics = BallPhysics {
    radius_m: 0.1205,
    mass_kg: 0.609,
    drag_coefficient: 0.50,
    restitution: 0.767,
    restitution_over_floors: [0.767, 0.04],
    friction: 0.55,
    rolling_deceleration_m_s2: 0.15,
    typical_spin_rad_s: 12.0,
};

/// FIFA Quality Programme: a drop from 2 m returns 0.6 to 0.85 m on football turf. Drag past the drag crisis: Asai et al., Sports
/// Engineering 10, 2007.
const FOOTBALL: BallPhysics = BallPhysics {
    radius_m: 0.110,
    mass_kg: 0.430,
    drag_coefficient: 0.25,
    restitution: 0.612,
    restitution_over_floors: [0.612, 0.06],
    friction: 0.50,
    rolling_deceleration_m_s2: 0.55,
    typical_spin_rad_s: 30.0,
};

/// ITF Rules of Tennis, appendix I: a drop from 2.54 m returns 1.35 to 1.47 m on concrete. Drag: Goodwill, Chin and Haake, J. Wind
/// Eng. Ind. Aerodyn. 92, 2004.
const TENNIS: BallPhysics = BallPhysics {
    radius_m: 0.0335,
    mass_kg: 0.0577,
    drag_coefficient: 0.55,
    restitution: 0.745,
    restitution_over_floors: [0.75, 0.07],
    friction: 0.60,
    rolling_deceleration_m_s2: 0.4,
    typical_spin_rad_s: 150.0,
};

/// FIVB rules 2025, rule 3. Drag past the drag crisis: Asai et al., Procedia Engineering 2, 2010.
const VOLLEYBALL: BallPhysics = BallPhysics {
    radius_m: 0.105,
    mass_kg: 0.270,
    drag_coefficient: 0.30,
    restitution: 0.75,
    restitution_over_floors: [0.75, 0.07],
    friction: 0.50,
    rolling_deceleration_m_s2: 0.3,
    typical_spin_rad_s: 20.0,
};

/// World Athletics, men: 7.26 kg; a smooth sphere.
const SHOT: BallPhysics = BallPhysics {
    radius_m: 0.060,
    mass_kg: 7.26,
    drag_coefficient: 0.47,
    restitution: 0.10,
    restitution_over_floors: [0.10, 0.10],
    friction: 0.60,
    rolling_deceleration_m_s2: 2.0,
    typical_spin_rad_s: 5.0,
};
