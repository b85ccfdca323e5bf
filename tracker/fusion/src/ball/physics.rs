//! The balls: physical measures, and how uncertain the model of each one's motion is. docs/reference/ball.md has the sources of
//! the measures and the experiments behind the uncertainties.

use serde::{Deserialize, Serialize};

/// The ball of the game. A javelin is none: it is long, and its attitude decides its flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BallKind {
    /// Not known: between the larger balls, with wide uncertainties.
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

impl BallKind {
    /// All of them, with their names in files.
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
    pub fn by_name(name: &str) -> Option<BallKind> {
        BallKind::NAMED
            .into_iter()
            .find_map(|(known, kind)| (known == name).then_some(kind))
    }

    pub(crate) fn model(self) -> &'static BallModel {
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

/// Published measures of a ball.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BallPhysics {
    pub radius_m: f64,
    pub mass_kg: f64,
    /// Drag coefficient C_D.
    pub drag: f64,
    /// Share of the normal speed that a bounce keeps.
    pub restitution: f64,
    /// Coefficient of sliding friction in a bounce.
    pub friction: f64,
    /// Deceleration while rolling, m/s².
    pub rolling_m_s2: f64,
}

/// A ball's motion, and how uncertain it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BallModel {
    pub physics: BallPhysics,
    /// Standard deviation of the restitution.
    pub restitution_sigma: f64,
    /// Standard deviation of each component of the effective spin, rad/s.
    pub spin_sigma_rad_s: f64,
    /// Power spectral density of the acceleration that drag and spin do not explain, m²/s³.
    pub air_psd: f64,
    /// Standard deviation of each component of the change of velocity in an impulse, m/s.
    pub impulse_sigma_m_s: f64,
    /// How far the ground that it bounces on extends from the origin along x and y, m: a table has ends.
    pub ground_half_extent_m: f64,
    /// Length of the implement that strikes it, m; 0 for hands and feet.
    pub racket_m: f64,
    /// Whether it is out once it is wholly beyond a line, before it comes down.
    pub is_out_in_flight: bool,
}

/// From a wrist or an ankle to the surface of a ball that it touches, m.
const REACH_M: f64 = 0.40;

impl BallModel {
    /// From a wrist or an ankle to the centre of a ball that it can play, m.
    pub fn reach_m(&self) -> f64 {
        self.physics.radius_m + REACH_M + self.racket_m
    }
}

const ANY: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.11,
        mass_kg: 0.45,
        drag: 0.35,
        restitution: 0.7,
        friction: 0.5,
        rolling_m_s2: 0.4,
    },
    restitution_sigma: 0.15,
    spin_sigma_rad_s: 25.0,
    air_psd: 0.05,
    impulse_sigma_m_s: 10.0,
    ground_half_extent_m: f64::INFINITY,
    racket_m: 0.0,
    is_out_in_flight: false,
};

const TABLE_TENNIS: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.020,
        mass_kg: 0.0027,
        drag: 0.47,
        restitution: 0.90,
        friction: 0.25,
        rolling_m_s2: 0.2,
    },
    restitution_sigma: 0.04,
    spin_sigma_rad_s: 85.0,
    air_psd: 0.10,
    impulse_sigma_m_s: 10.0,
    ground_half_extent_m: 1.37,
    racket_m: 0.15,
    is_out_in_flight: false,
};

const BASKETBALL: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.1205,
        mass_kg: 0.609,
        drag: 0.50,
        restitution: 0.767,
        friction: 0.55,
        rolling_m_s2: 0.15,
    },
    restitution_sigma: 0.04,
    spin_sigma_rad_s: 12.0,
    air_psd: 0.05,
    impulse_sigma_m_s: 6.0,
    ground_half_extent_m: f64::INFINITY,
    racket_m: 0.0,
    is_out_in_flight: false,
};

const FOOTBALL: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.110,
        mass_kg: 0.430,
        drag: 0.25,
        restitution: 0.612,
        friction: 0.50,
        rolling_m_s2: 0.55,
    },
    restitution_sigma: 0.06,
    spin_sigma_rad_s: 30.0,
    air_psd: 0.05,
    impulse_sigma_m_s: 10.0,
    ground_half_extent_m: f64::INFINITY,
    racket_m: 0.0,
    is_out_in_flight: true,
};

const TENNIS: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.0335,
        mass_kg: 0.0577,
        drag: 0.55,
        restitution: 0.75,
        friction: 0.60,
        rolling_m_s2: 0.4,
    },
    restitution_sigma: 0.07,
    spin_sigma_rad_s: 150.0,
    air_psd: 0.05,
    impulse_sigma_m_s: 25.0,
    ground_half_extent_m: f64::INFINITY,
    racket_m: 0.55,
    is_out_in_flight: false,
};

const VOLLEYBALL: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.105,
        mass_kg: 0.270,
        drag: 0.30,
        restitution: 0.75,
        friction: 0.50,
        rolling_m_s2: 0.3,
    },
    restitution_sigma: 0.07,
    spin_sigma_rad_s: 20.0,
    air_psd: 0.05,
    impulse_sigma_m_s: 10.0,
    ground_half_extent_m: f64::INFINITY,
    racket_m: 0.0,
    is_out_in_flight: false,
};

const SHOT: BallModel = BallModel {
    physics: BallPhysics {
        radius_m: 0.060,
        mass_kg: 7.26,
        drag: 0.47,
        restitution: 0.10,
        friction: 0.60,
        rolling_m_s2: 2.0,
    },
    restitution_sigma: 0.10,
    spin_sigma_rad_s: 5.0,
    air_psd: 0.05,
    impulse_sigma_m_s: 6.0,
    ground_half_extent_m: f64::INFINITY,
    racket_m: 0.0,
    is_out_in_flight: false,
};
