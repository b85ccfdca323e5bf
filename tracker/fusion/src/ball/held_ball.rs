//! A held ball goes with the hand that holds it: where cameras do not show it, the hand says where it is.
//!
//! Relative to the hand, position and velocity are Ornstein–Uhlenbeck processes: they decay to zero with time constants τ and
//! have stationary standard deviations σ, so that after dt the mean is m e^(−dt/τ) and the noise (1 − e^(−2dt/τ)) σ². Values:
//! docs/reference/ball.md, "Algorithm".

use nalgebra::Vector3;
use trackside_schema::Athlete;

use super::candidates::Candidates;
use super::flight::{BallMatrix, ball_vector, position, velocity};
use super::hand::Hand;
use super::hypothesis::{Hypothesis, MotionMode};
use super::physics::BallModel;
use crate::camera_view::CameraView;

/// From the middle of a hand to the surface of a ball in it, m, at most.
const HAND_REACH_M: f64 = 0.20;
/// The reach is extended by the ball's uncertainty up to this, m.
const MAX_SLACK_M: f64 = 0.3;
/// Stationary standard deviation, m, and time constant, s, of the position relative to the hand.
const POSITION_SIGMA_M: f64 = 0.12;
const POSITION_TIME_CONSTANT_S: f64 = 0.5;
/// The same of the velocity relative to the hand's, m/s and s.
const VELOCITY_SIGMA_M_S: f64 = 1.0;
const VELOCITY_TIME_CONSTANT_S: f64 = 0.1;
/// A ball that no view shows in a hand loses no more log-likelihood than this: the hand hides it.
const HIDDEN_SCORE: f64 = -8.0;
/// Fewer views than this leave a held ball's position to the hand.
const MIN_VIEWS: u8 = 2;

impl Hypothesis {
    /// Determines which hand holds the ball of an updated hypothesis. A ball that too few views show goes with the hand instead,
    /// and is updated again. `log_prior` is the logarithm of the mode's prior probability.
    pub fn attach_to_hand(
        &mut self,
        parent: &Hypothesis,
        log_prior: f64,
        athletes: &[Athlete],
        (cameras, candidates): (&[CameraView], &Candidates),
        model: &BallModel,
    ) {
        let hand_now = parent.hand.and_then(|hand| hand.among(athletes));
        if self.mode == MotionMode::Held
            && self.views < MIN_VIEWS
            && let (Some(before), Some(now)) = (parent.hand, hand_now)
        {
            self.predict_with_hand(parent, [before.position, now.position], model);
            self.score = parent.score + log_prior;
            self.update(cameras, candidates, model);
            if self.views == 0 {
                self.score = self.score.max(parent.score + log_prior + HIDDEN_SCORE);
            }
        }
        let slack_m = if self.views < MIN_VIEWS {
            (2.0 * self.sigma_m()).min(MAX_SLACK_M)
        } else {
            0.0
        };
        let reach_m = model.physics.radius_m + HAND_REACH_M + slack_m;
        self.hand = hand_now
            .filter(|_| self.views < MIN_VIEWS)
            .or_else(|| Hand::nearest(&position(&self.x), reach_m, athletes));
    }

    /// Predicts the ball with a hand that moved from the first position to the second.
    fn predict_with_hand(
        &mut self,
        parent: &Hypothesis,
        hand: [Vector3<f64>; 2],
        model: &BallModel,
    ) {
        let dt = self.time.seconds_since(parent.time).max(1e-6);
        let keep_position = (-dt / POSITION_TIME_CONSTANT_S).exp();
        let keep_velocity = (-dt / VELOCITY_TIME_CONSTANT_S).exp();
        let at = hand[1] + (position(&parent.x) - hand[0]) * keep_position;
        let hand_velocity = (hand[1] - hand[0]) / dt;
        let velocity = hand_velocity + (velocity(&parent.x) - hand_velocity) * keep_velocity;
        let (mut transition, mut noise) = (BallMatrix::zeros(), BallMatrix::zeros());
        let variance = |keep: f64, sigma: f64| (1.0 - keep * keep) * sigma * sigma;
        for i in 0..3 {
            (transition[(i, i)], transition[(i + 3, i + 3)]) = (keep_position, keep_velocity);
            noise[(i, i)] = variance(keep_position, POSITION_SIGMA_M);
            noise[(i + 3, i + 3)] = variance(keep_velocity, VELOCITY_SIGMA_M_S);
            noise[(i + 6, i + 6)] = model.spin_sigma_rad_s() * model.spin_sigma_rad_s();
        }
        self.views = 0;
        self.transition = transition;
        self.x_predicted = ball_vector(at, velocity, Vector3::zeros());
        self.p_predicted = transition * parent.p * transition.transpose() + noise;
        (self.x, self.p) = (self.x_predicted, self.p_predicted);
    }
}
