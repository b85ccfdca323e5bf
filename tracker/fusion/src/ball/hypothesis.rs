//! One hypothesis at one frame set: the mode in which the ball moved here from the frame set before, and its state.
//!
//! Prediction of an extended Kalman filter, P⁺ = F P Fᵀ + Q, with F and Q of the mode:
//!
//! | mode | motion | Q |
//! |---|---|---|
//! | flight | gravity, drag, Magnus force, bounces, rolling | unmodelled forces; restitution and spin of a bounce |
//! | impulse | the same, with an impulse at an unknown time | the impulse; the spin is reset |
//! | foot touch | the same, ending on the ground | an impulse along the ground; the spin is reset |
//! | catch | no gravity, about half of the velocity kept | an impulse, and the share kept |
//! | held | no gravity | white acceleration |
//! | release | no gravity | an impulse; the spin is reset |
//!
//! What the constants stand for: docs/experiments/034-fusion-constants.md.

use nalgebra::Vector3;
use trackside_schema::Timestamp;

use super::flight::{BallMatrix, BallVector, ball_vector, position, sigma_m, velocity};
use super::hand::Hand;
use super::motion_noise::{
    air_noise, diagonal_covariance, impulse_noise, reset_spin, timed_impulse_noise,
};
use super::physics::BallModel;

/// Power spectral density of the acceleration by hands and feet, m²/s³.
const HELD_PSD: f64 = 25.0;
/// Standard deviation of each component of the change of velocity in a catch or a release, m/s.
const HAND_IMPULSE_M_S: f64 = 4.0;
/// The share of its velocity that a ball keeps in a catch, anything from none to all: mean and standard deviation of a
/// uniform distribution.
const CATCH_KEEPS: f64 = 0.5;
const CATCH_KEEPS_SIGMA: f64 = 0.29;
/// Standard deviation of the change of velocity along the ground by a foot, m/s.
const FOOT_IMPULSE_M_S: f64 = 5.0;
/// A ball lower than this, in radii, can be led along the ground.
const LED_HEIGHT_RADII: f64 = 2.0;
/// Standard deviations in a bounce: along the ground, as a share of the speed and m/s; upwards, m/s beside the restitution's;
/// of the spin, as a share of its own.
const BOUNCE_ALONG_SHARE: f64 = 0.06;
const BOUNCE_ALONG_M_S: f64 = 0.05;
const BOUNCE_UP_M_S: f64 = 0.02;
const BOUNCE_SPIN_SHARE: f64 = 0.3;
/// Standard deviations of a rolling ball: height, m; velocity along the ground and upwards, m/s.
const ROLLING_HEIGHT_SIGMA_M: f64 = 3e-3;
const ROLLING_ALONG_M_S: f64 = 0.05;
const ROLLING_UP_M_S: f64 = 0.02;
/// The shortest step, s.
const MIN_STEP_S: f64 = 1e-6;

/// How a ball moved from the frame set before to this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MotionMode {
    /// Free: flies, bounces and rolls by itself.
    #[default]
    Flight,
    /// Free before and after, with an impulse in between.
    Impulse,
    /// The same along the ground: a foot stops it or leads it on, and it rolls.
    FootTouch,
    /// Free before, in hands or at feet after.
    Catch,
    /// In hands, or at feet.
    Held,
    /// In hands before, free after.
    Release,
}

impl MotionMode {
    /// Whether the ball is free afterwards.
    pub fn is_free(self) -> bool {
        !matches!(self, MotionMode::Catch | MotionMode::Held)
    }
}

/// One hypothesis at one frame set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hypothesis {
    pub tick: u64,
    pub time: Timestamp,
    pub mode: MotionMode,
    /// Its index among the hypotheses of the frame set before; `None` for the first.
    pub parent: Option<u8>,
    /// How many views show it.
    pub views: u8,
    /// Log-likelihood of the path to here.
    pub score: f64,
    /// The state, given all observations so far.
    pub x: BallVector,
    pub p: BallMatrix,
    /// The state before this frame set's observations.
    pub x_predicted: BallVector,
    pub p_predicted: BallMatrix,
    /// F: its derivative with respect to the parent's state.
    pub transition: BallMatrix,
    /// Whether it bounced, without an impulse, since the frame set before.
    pub has_bounced: bool,
    /// The known hand that holds it.
    pub hand: Option<Hand>,
}

/// A predicted state: mean, transition, process noise, and whether the ball bounced.
type Prediction = (BallVector, BallMatrix, BallMatrix, bool);

impl Hypothesis {
    /// A ball of which nothing is known but its position.
    pub fn new(
        tick: u64,
        time: Timestamp,
        position: Vector3<f64>,
        sigma_m: f64,
        model: &BallModel,
        mode: MotionMode,
    ) -> Hypothesis {
        let speed = if mode.is_free() {
            model.impulse_sigma_m_s
        } else {
            HAND_IMPULSE_M_S
        };
        let p = diagonal_covariance([sigma_m, speed, model.spin_sigma_rad_s()]);
        let x = ball_vector(position, Vector3::zeros(), Vector3::zeros());
        Hypothesis {
            tick,
            time,
            mode,
            parent: None,
            views: 0,
            score: 0.0,
            x,
            p,
            x_predicted: x,
            p_predicted: p,
            transition: BallMatrix::zeros(),
            has_bounced: false,
            hand: None,
        }
    }

    /// The hypothesis that continues this one, which is the `parent`-th of its frame set, in a mode. Not updated yet.
    pub fn predict(
        &self,
        parent: u8,
        mode: MotionMode,
        tick: u64,
        time: Timestamp,
        model: &BallModel,
    ) -> Hypothesis {
        let dt = time.seconds_since(self.time).max(MIN_STEP_S);
        let (x, transition, noise, has_bounced) = match mode {
            MotionMode::Flight => self.predict_flight(dt, model),
            MotionMode::Impulse => self.predict_impulse(dt, model),
            MotionMode::FootTouch => self.predict_foot_touch(dt, model),
            MotionMode::Release => {
                self.predict_in_hands(dt, 1.0, Vector3::repeat(HAND_IMPULSE_M_S), model)
            }
            MotionMode::Catch => {
                let sigma =
                    velocity(&self.x).map(|v| HAND_IMPULSE_M_S.hypot(CATCH_KEEPS_SIGMA * v));
                self.predict_in_hands(dt, CATCH_KEEPS, sigma, model)
            }
            MotionMode::Held => {
                let sigma = Vector3::repeat((HELD_PSD * dt).sqrt());
                self.predict_in_hands(dt, 1.0, sigma, model)
            }
        };
        let p = transition * self.p * transition.transpose() + noise;
        let p = (p + p.transpose()) * 0.5;
        Hypothesis {
            tick,
            time,
            mode,
            parent: Some(parent),
            views: 0,
            score: self.score,
            x,
            p,
            x_predicted: x,
            p_predicted: p,
            transition,
            has_bounced,
            hand: None,
        }
    }

    fn predict_flight(&self, dt: f64, model: &BallModel) -> Prediction {
        let motion = model.fly(&self.x, dt);
        let transition = model.derivative(&self.x, dt, &motion);
        let mut noise = air_noise(dt, model);
        if let Some(bounce) = motion.bounce {
            let along = BOUNCE_ALONG_SHARE * self.x[3].hypot(self.x[4]) + BOUNCE_ALONG_M_S;
            let up = model.restitution_sigma() * bounce.speed_m_s + BOUNCE_UP_M_S;
            noise += timed_impulse_noise(dt - bounce.after_s, Vector3::new(along, along, up));
            for i in 6..9 {
                noise[(i, i)] += (BOUNCE_SPIN_SHARE * model.spin_sigma_rad_s()).powi(2);
            }
        }
        if motion.is_rolling {
            for (i, sigma) in [
                (2, ROLLING_HEIGHT_SIGMA_M),
                (3, ROLLING_ALONG_M_S),
                (4, ROLLING_ALONG_M_S),
                (5, ROLLING_UP_M_S),
            ] {
                noise[(i, i)] += sigma * sigma;
            }
        }
        (motion.x, transition, noise, motion.bounce.is_some())
    }

    fn predict_impulse(&self, dt: f64, model: &BallModel) -> Prediction {
        let motion = model.fly(&self.x, dt);
        let transition = model.derivative(&self.x, dt, &motion);
        let (x, transition, noise) = reset_spin(motion.x, transition, model);
        let impulse = impulse_noise(dt, Vector3::repeat(model.impulse_sigma_m_s));
        (x, transition, noise + impulse, false)
    }

    /// Whether the ball will be on the ground in `dt` seconds, or so near that a foot can bring it there.
    pub fn comes_to_ground(&self, dt: f64, model: &BallModel) -> bool {
        let motion = model.fly(&self.x, dt);
        motion.bounce.is_some() || motion.x[2] < LED_HEIGHT_RADII * model.physics.radius_m
    }

    fn predict_foot_touch(&self, dt: f64, model: &BallModel) -> Prediction {
        let motion = model.fly(&self.x, dt);
        let transition = model.derivative(&self.x, dt, &motion);
        let (mut x, mut transition, mut noise) = reset_spin(motion.x, transition, model);
        noise += impulse_noise(dt, Vector3::new(FOOT_IMPULSE_M_S, FOOT_IMPULSE_M_S, 0.0));
        (x[2], x[5]) = (model.physics.radius_m, 0.0);
        for (i, sigma) in [(2, ROLLING_HEIGHT_SIGMA_M), (5, ROLLING_UP_M_S)] {
            transition.row_mut(i).fill(0.0);
            noise[(i, i)] = sigma * sigma;
        }
        (x, transition, noise, motion.bounce.is_some())
    }

    /// Moved by hands: no gravity, and `keep` of the velocity at the end.
    fn predict_in_hands(
        &self,
        dt: f64,
        keep: f64,
        sigma: Vector3<f64>,
        model: &BallModel,
    ) -> Prediction {
        let mut transition = BallMatrix::identity();
        for i in 0..3 {
            transition[(i, i + 3)] = dt * 0.5 * (1.0 + keep);
            transition[(i + 3, i + 3)] = keep;
        }
        let (x, transition, noise) = reset_spin(transition * self.x, transition, model);
        (x, transition, noise + impulse_noise(dt, sigma), false)
    }

    /// The ball's position a little later or earlier, m.
    pub fn position_after(&self, time_offset_s: f64, model: &BallModel) -> Vector3<f64> {
        if time_offset_s == 0.0 {
            position(&self.x)
        } else if self.mode.is_free() {
            position(&model.fly(&self.x, time_offset_s).x)
        } else {
            position(&self.x) + velocity(&self.x) * time_offset_s
        }
    }

    /// One standard deviation of its position along the worst axis, m.
    pub fn sigma_m(&self) -> f64 {
        sigma_m(&self.p)
    }
}
