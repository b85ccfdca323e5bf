//! What balls are: the measures that settle how each kind flies and bounces. docs/reference/ball.md says where they are from.

use serde::{Deserialize, Serialize};

/// The ball that is played with. A javelin is none: it is long, and flies as it points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BallKind {
    /// Not known: something between the others, with wide limits.
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

/// What settles a ball's motion, and how far that may be off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Nature {
    pub radius_m: f64,
    pub mass_kg: f64,
    /// Drag coefficient.
    pub drag: f64,
    /// Share of the normal speed that a bounce keeps, and its standard deviation.
    pub restitution: [f64; 2],
    /// Sliding friction of a bounce.
    pub friction: f64,
    /// How fast it slows down while it rolls, m/s².
    pub rolling_m_s2: f64,
    /// Usual effective spin, one standard deviation of each component, rad/s.
    pub spin_rad_s: f64,
    /// Spectral density of the acceleration that drag and spin leave unsaid, m²/s³.
    pub air_noise: f64,
    /// Usual change of velocity by a hit, one standard deviation of each component, m/s.
    pub impulse_m_s: f64,
    /// From the origin, the ground that it bounces on reaches so far along x and y, m: a table has ends.
    pub ground_m: f64,
    /// How much farther than hands what it is struck with reaches, m; 0 where that is a hand or foot.
    pub racket_m: f64,
    /// Whether it is out once it is wholly beyond a line, wherever it will come down.
    pub out_in_the_air: bool,
}

/// From a wrist or an ankle to a ball that it touches, less the ball's radius, m.
const REACH_M: f64 = 0.40;

impl Nature {
    /// From a wrist or an ankle to the centre of a ball that it plays, m.
    pub fn reach_m(&self) -> f64 {
        self.radius_m + REACH_M + self.racket_m
    }
}

impl BallKind {
    /// All of them, with the names that files give them.
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

    pub(crate) fn nature(self) -> &'static Nature {
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

const ANY: Nature = Nature {
    radius_m: 0.11,
    mass_kg: 0.45,
    drag: 0.35,
    restitution: [0.7, 0.15],
    friction: 0.5,
    rolling_m_s2: 0.4,
    spin_rad_s: 25.0,
    air_noise: 0.05,
    impulse_m_s: 10.0,
    ground_m: f64::INFINITY,
    racket_m: 0.0,
    out_in_the_air: false,
};

const TABLE_TENNIS: Nature = Nature {
    radius_m: 0.020,
    mass_kg: 0.0027,
    drag: 0.47,
    restitution: [0.90, 0.04],
    friction: 0.25,
    rolling_m_s2: 0.2,
    spin_rad_s: 85.0,
    air_noise: 0.10,
    impulse_m_s: 10.0,
    ground_m: 1.37,
    racket_m: 0.15,
    out_in_the_air: false,
};

const BASKETBALL: Nature = Nature {
    radius_m: 0.1205,
    mass_kg: 0.609,
    drag: 0.50,
    restitution: [0.767, 0.04],
    friction: 0.55,
    rolling_m_s2: 0.15,
    spin_rad_s: 12.0,
    air_noise: 0.05,
    impulse_m_s: 6.0,
    ground_m: f64::INFINITY,
    racket_m: 0.0,
    out_in_the_air: false,
};

const FOOTBALL: Nature = Nature {
    radius_m: 0.110,
    mass_kg: 0.430,
    drag: 0.25,
    restitution: [0.612, 0.06],
    friction: 0.50,
    rolling_m_s2: 0.55,
    spin_rad_s: 30.0,
    air_noise: 0.05,
    impulse_m_s: 10.0,
    ground_m: f64::INFINITY,
    racket_m: 0.0,
    out_in_the_air: true,
};

const TENNIS: Nature = Nature {
    radius_m: 0.0335,
    mass_kg: 0.0577,
    drag: 0.55,
    restitution: [0.75, 0.07],
    friction: 0.60,
    rolling_m_s2: 0.4,
    spin_rad_s: 150.0,
    air_noise: 0.05,
    impulse_m_s: 25.0,
    ground_m: f64::INFINITY,
    racket_m: 0.55,
    out_in_the_air: false,
};

const VOLLEYBALL: Nature = Nature {
    radius_m: 0.105,
    mass_kg: 0.270,
    drag: 0.30,
    restitution: [0.75, 0.07],
    friction: 0.50,
    rolling_m_s2: 0.3,
    spin_rad_s: 20.0,
    air_noise: 0.05,
    impulse_m_s: 10.0,
    ground_m: f64::INFINITY,
    racket_m: 0.0,
    out_in_the_air: false,
};

const SHOT: Nature = Nature {
    radius_m: 0.060,
    mass_kg: 7.26,
    drag: 0.47,
    restitution: [0.10, 0.10],
    friction: 0.60,
    rolling_m_s2: 2.0,
    spin_rad_s: 5.0,
    air_noise: 0.05,
    impulse_m_s: 6.0,
    ground_m: f64::INFINITY,
    racket_m: 0.0,
    out_in_the_air: false,
};
