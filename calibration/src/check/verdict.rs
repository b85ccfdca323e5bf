//! The verdict on a rig, and its limits.

use std::fmt;

use serde::Serialize;

/// A camera with a larger error than this is not good, m.
pub const GOOD_M: f64 = 0.03;
/// A camera with a larger error than this is wrong, m.
pub const USABLE_M: f64 = 0.10;
/// A camera in which a smaller share of the expected athletes is found is wrong.
pub const MIN_FOUND_SHARE: f64 = 0.4;

/// How good a rig is, or one camera of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Every camera agrees with the others to within [`GOOD_M`].
    Good,
    /// To within [`USABLE_M`].
    Usable,
    /// Neither, or a fault is diagnosed.
    Wrong,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verdict::Good => "good",
            Verdict::Usable => "usable",
            Verdict::Wrong => "wrong",
        })
    }
}
