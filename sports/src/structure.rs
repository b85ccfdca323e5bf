//! What stands up from a field.

use serde::Serialize;

/// What stands up from the ground, m.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Structure {
    /// A hoop and the board behind it. The board stands across x.
    Basket {
        /// Centre of the ring.
        ring: [f64; 3],
        /// Radius of the ring to its inner edge.
        radius_m: f64,
        /// Centre of the board's face.
        board: [f64; 3],
        /// Width and height of the board.
        board_m: [f64; 2],
        /// From ring to board, +1 or −1 along x.
        towards: f64,
    },
    /// A goal.
    Goal {
        /// Middle of the goal line between the posts.
        at: [f64; 2],
        /// Between the posts.
        width_m: f64,
        /// Under the bar.
        height_m: f64,
        /// To the back of the net, away from the field: has the sign of x.
        depth_m: f64,
    },
    /// A net across x = 0.
    Net {
        /// From the middle to either post.
        half_width_m: f64,
        /// Height at the posts.
        post_height_m: f64,
        /// Height in the middle.
        centre_height_m: f64,
    },
}
