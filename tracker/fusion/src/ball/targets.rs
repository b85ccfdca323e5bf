//! Lines, goals and hoops that the ball can cross: `[fusion.targets]` of a venue file.

use nalgebra::Vector3;
use serde::{Deserialize, Serialize};

/// A hoop and its board reach no farther than this from the hoop's centre, m, with a ball that touches them.
const HOOP_REACH_M: f64 = 1.2;

/// What a ball can cross on its field of play, in world space.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Targets {
    /// The borders of the field of play: min x, min y, max x, max y, m. Where lines belong to the field they are the lines'
    /// outer edges, in basketball the inner ones.
    pub lines_m: Option<[f64; 4]>,
    /// Goals, which stand across x.
    pub goals: Vec<Goal>,
    /// Hoops, which lie level.
    pub hoops: Vec<Hoop>,
}

/// A goal, across x; the field is on the side of the origin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The middle of the goal line's outer edge, x and y, m.
    pub at_m: [f64; 2],
    /// Between the posts, m.
    pub width_m: f64,
    /// Under the bar, m.
    pub height_m: f64,
}

/// A hoop that a ball goes down through.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hoop {
    /// Its centre, m.
    pub at_m: [f64; 3],
    /// To its inner edge, m.
    pub radius_m: f64,
}

impl Goal {
    /// How far a point is behind the goal line, m.
    pub(super) fn behind_m(&self, p: &[f64; 3]) -> f64 {
        (p[0] - self.at_m[0]) * self.at_m[0].signum()
    }
}

impl Targets {
    /// Whether a ball at that position may meet a hoop or its board.
    pub(super) fn has_hoop_near(&self, ball: &Vector3<f64>) -> bool {
        let is_near = |hoop: &Hoop| (Vector3::from(hoop.at_m) - ball).norm() < HOOP_REACH_M;
        self.hoops.iter().any(is_near)
    }

    /// Whether a point is inside all lines and goals by at least `margin_m`.
    pub(super) fn is_inside(&self, p: &[f64; 3], margin_m: f64) -> bool {
        self.lines_m
            .is_none_or(|l| distance_outside(l, p).0 < -margin_m)
            && self.goals.iter().all(|g| g.behind_m(p) < -margin_m)
    }
}

/// How far a point is outside a rectangle, m, negative inside, and beyond which axis's line.
pub(super) fn distance_outside(lines: [f64; 4], p: &[f64; 3]) -> (f64, usize) {
    let beyond = |i: usize| (lines[i] - p[i]).max(p[i] - lines[i + 2]);
    let (x, y) = (beyond(0), beyond(1));
    if x > y { (x, 0) } else { (y, 1) }
}
