//! Hands that can hold the ball.

use nalgebra::Vector3;
use trackside_schema::{Athlete, AthleteId, Joint};

/// From the wrist to the middle of the hand, along the forearm, m: half of a hand's length.
const WRIST_TO_PALM_M: f64 = 0.09;

/// A hand of an athlete.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hand {
    athlete: AthleteId,
    wrist: Joint,
    /// The middle of the hand, m.
    pub position: Vector3<f64>,
}

impl Hand {
    /// The nearest hand within `reach_m` of a ball.
    pub fn nearest(ball: &Vector3<f64>, reach_m: f64, athletes: &[Athlete]) -> Option<Hand> {
        let wrists = [Joint::LWrist, Joint::RWrist].into_iter();
        wrists
            .flat_map(|wrist| athletes.iter().filter_map(move |a| Hand::new(a, wrist)))
            .map(|hand| ((hand.position - ball).norm(), hand))
            .filter(|(distance, _)| *distance < reach_m)
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, hand)| hand)
    }

    /// The same hand at another frame set; `None` where it is not known there.
    pub fn among(&self, athletes: &[Athlete]) -> Option<Hand> {
        let athlete = athletes.iter().find(|a| a.id == self.athlete)?;
        Hand::new(athlete, self.wrist)
    }

    fn new(athlete: &Athlete, wrist: Joint) -> Option<Hand> {
        let elbow = if wrist == Joint::LWrist {
            Joint::LElbow
        } else {
            Joint::RElbow
        };
        let [end, elbow] = [wrist, elbow].map(|j| athlete.joint(j).map(|j| j.at.0.coords));
        let end = end?;
        let forearm = elbow.and_then(|elbow| (end - elbow).try_normalize(1e-3));
        Some(Hand {
            athlete: athlete.id,
            wrist,
            position: end + forearm.unwrap_or_default() * WRIST_TO_PALM_M,
        })
    }
}
