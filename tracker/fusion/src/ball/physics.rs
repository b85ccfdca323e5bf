//! The balls as fusion models them: published measures (`trackside-sports`) and how uncertain the motion is that they predict.
//! What the uncertainties stand for: docs/experiments/034-fusion-constants.md.

use trackside_sports::{BallKind, BallPhysics};

/// From a wrist or an ankle to the surface of a ball that it touches, m.
const REACH_M: f64 = 0.40;
/// Power spectral density of the acceleration that drag and spin do not explain, m²/s³; of a table-tennis ball as recorded
/// rallies need it.
const AIR_PSD: f64 = 0.05;
const TABLE_TENNIS_AIR_PSD: f64 = 0.10;

/// A ball's motion, and how uncertain it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BallModel {
    pub physics: &'static BallPhysics,
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

impl BallModel {
    /// The model of a kind of ball.
    pub fn of_kind(kind: BallKind) -> &'static BallModel {
        match kind {
            BallKind::Any => &ANY,
            BallKind::TableTennis => &TABLE_TENNIS,
            BallKind::Basketball => &BASKETBALL,
            BallKind::Football => &FOOTBALL,
            BallKind::Tennis => &TENNIS,
            BallKind::Volleyball => &VOLLEYBALL,
            BallKind::Shot => &SHOT,
        }
    }

    /// Share of the normal speed that a bounce keeps: the floor is not known.
    pub fn restitution(&self) -> f64 {
        self.physics.restitution_over_floors[0]
    }

    /// Its standard deviation.
    pub fn restitution_sigma(&self) -> f64 {
        self.physics.restitution_over_floors[1]
    }

    /// Standard deviation of each component of the spin, rad/s.
    pub fn spin_sigma_rad_s(&self) -> f64 {
        self.physics.typical_spin_rad_s
    }

    /// From a wrist or an ankle to the centre of a ball that it can play, m.
    pub fn reach_m(&self) -> f64 {
        self.physics.radius_m + REACH_M + self.racket_m
    }
}

/// A ball that is played with hands or feet, on ground without ends.
const fn hand_ball(kind: BallKind, impulse_sigma_m_s: f64) -> BallModel {
    BallModel {
        physics: kind.physics(),
        air_psd: AIR_PSD,
        impulse_sigma_m_s,
        ground_half_extent_m: f64::INFINITY,
        racket_m: 0.0,
        is_out_in_flight: false,
    }
}

const ANY: BallModel = hand_ball(BallKind::Any, 10.0);

/// The table is 2.74 m long (ITTF, Laws of Table Tennis, 2.1.1).
const TABLE_TENNIS: BallModel = BallModel {
    air_psd: TABLE_TENNIS_AIR_PSD,
    ground_half_extent_m: 1.37,
    racket_m: 0.15,
    ..hand_ball(BallKind::TableTennis, 10.0)
};

const BASKETBALL: BallModel = hand_ball(BallKind::Basketball, 6.0);

/// Out in flight: IFAB, Laws of the Game, law 9.
const FOOTBALL: BallModel = BallModel {
    is_out_in_flight: true,
    ..hand_ball(BallKind::Football, 10.0)
};

/// A racket is at most 0.737 m long (ITF, Rules of Tennis, rule 4); it is struck with the middle of the head.
const TENNIS: BallModel = BallModel {
    racket_m: 0.55,
    ..hand_ball(BallKind::Tennis, 25.0)
};

const VOLLEYBALL: BallModel = hand_ball(BallKind::Volleyball, 10.0);

const SHOT: BallModel = hand_ball(BallKind::Shot, 6.0);
