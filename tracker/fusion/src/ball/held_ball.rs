//! A ball in hands goes with them: where it cannot be seen, they say where it is.

use nalgebra::Vector3;
use trackside_schema::{Athlete, AthleteId, Joint};

use super::flight::{Square, place, state, velocity};
use super::kind::Nature;
use super::node::{How, Node};
use super::ray::Rays;
use crate::triangulate::Lens;

/// From the wrist to the middle of the hand, on from the elbow, m: half of a hand's length.
const PALM_M: f64 = 0.09;
/// From there to the surface of a ball in that hand at most, m.
const REACH_M: f64 = 0.20;
/// How unsure a ball's place may be that is looked for in a hand, m.
const SLACK_M: f64 = 0.3;
/// Where in the hand it is: one standard deviation of each component, m, and for how long it stays there, s.
const IN_HAND_M: f64 = 0.12;
const STAYS_S: f64 = 0.5;
/// The same of its velocity against the hand's, m/s, and over what time a hand's velocity is measured, s.
const AGAINST_HAND_M_S: f64 = 1.0;
const STEADY_S: f64 = 0.1;
/// What it costs at most that no view sees a ball in a hand, which hides it: a logarithm.
const HIDDEN: f64 = -8.0;

/// A hand that may have the ball.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hand {
    athlete: AthleteId,
    wrist: Joint,
    /// Its middle.
    at: Vector3<f64>,
}

impl Hand {
    /// The nearest to a ball at `at`, where one is within `reach_m`.
    fn near(at: &Vector3<f64>, reach_m: f64, athletes: &[Athlete]) -> Option<Hand> {
        let wrists = [Joint::LWrist, Joint::RWrist].into_iter();
        wrists
            .flat_map(|wrist| athletes.iter().filter_map(move |a| Hand::of(a, wrist)))
            .map(|hand| ((hand.at - at).norm(), hand))
            .filter(|(far, _)| *far < reach_m)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, hand)| hand)
    }

    /// The same hand now, where it is known.
    fn now(&self, athletes: &[Athlete]) -> Option<Hand> {
        let athlete = athletes.iter().find(|a| a.id == self.athlete)?;
        Hand::of(athlete, self.wrist)
    }

    fn of(athlete: &Athlete, wrist: Joint) -> Option<Hand> {
        let elbow = if wrist == Joint::LWrist {
            Joint::LElbow
        } else {
            Joint::RElbow
        };
        let [end, elbow] = [wrist, elbow].map(|j| athlete.joint(j).map(|j| j.at.0.coords));
        let end = end?;
        let on = elbow.and_then(|elbow| (end - elbow).try_normalize(1e-3));
        Some(Hand {
            athlete: athlete.id,
            wrist,
            at: end + on.unwrap_or_default() * PALM_M,
        })
    }
}

impl Node {
    /// Settles in whose hand a held ball is that has looked. One that fewer than two views see goes with the hand and looks again;
    /// `share`: the logarithm of how likely it was held on.
    pub fn hold(
        &mut self,
        parent: &Node,
        share: f64,
        (athletes, lenses, rays): (&[Athlete], &[Lens], &Rays),
        nature: &Nature,
    ) {
        let now = parent.hand.and_then(|hand| hand.now(athletes));
        if self.how == How::Held
            && self.views < 2
            && let (Some(was), Some(is)) = (parent.hand, now)
        {
            self.go_with(parent, [was.at, is.at], nature);
            self.score = parent.score + share;
            self.look(lenses, rays, nature);
            if self.views == 0 {
                self.score = self.score.max(parent.score + share + HIDDEN);
            }
        }
        let slack_m = if self.views < 2 {
            (2.0 * self.sigma_m()).min(SLACK_M)
        } else {
            0.0
        };
        let reach_m = nature.radius_m + REACH_M + slack_m;
        self.hand = now
            .filter(|_| self.views < 2)
            .or_else(|| Hand::near(&place(&self.x), reach_m, athletes));
    }

    /// Where it is before its views if it goes with a hand, from the first place to the second.
    fn go_with(&mut self, parent: &Node, hand: [Vector3<f64>; 2], nature: &Nature) {
        let dt = self.time.seconds_since(parent.time).max(1e-6);
        let (stays, keeps) = ((-dt / STAYS_S).exp(), (-dt / STEADY_S).exp());
        let at = hand[1] + (place(&parent.x) - hand[0]) * stays;
        let speed = (hand[1] - hand[0]) / dt;
        let velocity = speed + (velocity(&parent.x) - speed) * keeps;
        let (mut slope, mut noise) = (Square::zeros(), Square::zeros());
        let spread = |share: f64, sigma: f64| (1.0 - share * share) * sigma * sigma;
        for i in 0..3 {
            (slope[(i, i)], slope[(i + 3, i + 3)]) = (stays, keeps);
            noise[(i, i)] = spread(stays, IN_HAND_M);
            noise[(i + 3, i + 3)] = spread(keeps, AGAINST_HAND_M_S);
            noise[(i + 6, i + 6)] = nature.spin_rad_s * nature.spin_rad_s;
        }
        self.views = 0;
        self.from_parent = slope;
        self.x_before = state(at, velocity, Vector3::zeros());
        self.p_before = slope * parent.p * slope.transpose() + noise;
        (self.x, self.p) = (self.x_before, self.p_before);
    }
}
