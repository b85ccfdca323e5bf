//! How often the ball changes its mode of motion, as rates of Poisson processes, 1/s. They depend on the hands and feet near
//! it, where athletes are known. Values: docs/reference/ball.md, "Algorithm";
//! docs/experiments/034-fusion-constants.md.

use trackside_schema::Athlete;

use super::nearest_limbs::LimbDistances;
use super::physics::BallModel;

/// What is near the ball.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BallContext<'a> {
    pub athletes: &'a [Athlete],
    /// Distances of hands and feet, where they are known.
    pub limbs: Option<LimbDistances>,
    /// Whether a hoop or its board is near.
    pub is_near_hoop: bool,
}

/// The rates, 1/s.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TransitionRates {
    pub impulse: f64,
    pub foot_touch: f64,
    pub catch: f64,
    pub release: f64,
    /// At which a ball in hands that are not there ceases to be held.
    pub not_held: f64,
    /// At which a ball with hands near it ceases to fly.
    pub not_flying: f64,
}

/// Impulses of a ball beside a hoop, 1/s.
const IMPULSE_NEAR_HOOP: f64 = 4.0;

/// Where hands and feet are not known.
const UNKNOWN_LIMBS: TransitionRates = TransitionRates {
    impulse: 0.7,
    foot_touch: 0.0,
    catch: 0.7,
    release: 1.5,
    not_held: 0.0,
    not_flying: 0.0,
};

impl TransitionRates {
    /// For a ball in that context, whose position is known up to `slack_m`.
    pub fn new(context: &BallContext<'_>, slack_m: f64, model: &BallModel) -> TransitionRates {
        let impulse = |usual: f64| {
            if context.is_near_hoop {
                IMPULSE_NEAR_HOOP
            } else {
                usual
            }
        };
        let Some(distances) = context.limbs else {
            return TransitionRates {
                impulse: impulse(UNKNOWN_LIMBS.impulse),
                ..UNKNOWN_LIMBS
            };
        };
        let reach_m = model.reach_m() + slack_m;
        let (hand, foot) = (distances.hand_m < reach_m, distances.foot_m < reach_m);
        TransitionRates {
            impulse: impulse(if hand || foot { 1.0 } else { 0.2 }),
            foot_touch: if foot { 2.0 } else { 0.0 },
            catch: if hand { 1.5 } else { 0.05 },
            release: 1.5,
            not_held: if hand { 0.0 } else { 8.0 },
            not_flying: if hand { 3.0 } else { 0.0 },
        }
    }
}
