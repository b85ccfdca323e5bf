//! A densely measured path of a ball.

use serde::Deserialize;

/// One line of a `truth_path` file.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct PathPoint {
    /// s
    pub t: f64,
    /// The ball's centre, m.
    pub ball: [f64; 3],
}
