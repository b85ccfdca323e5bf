//! Which sport is played.

use serde::{Deserialize, Serialize};

use crate::ball::BallKind;

/// A sport that a field in the catalogue is laid out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sport {
    /// On a court with two baskets.
    Basketball,
    /// On a 100 m straight.
    Athletics,
    /// Association football.
    Football,
    /// Singles.
    Tennis,
    /// Indoor handball.
    Handball,
    /// Indoor volleyball.
    Volleyball,
}

impl Sport {
    /// All sports.
    pub const ALL: [Sport; 6] = [
        Sport::Basketball,
        Sport::Athletics,
        Sport::Football,
        Sport::Tennis,
        Sport::Handball,
        Sport::Volleyball,
    ];

    /// The name in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Sport::Basketball => "basketball",
            Sport::Athletics => "athletics",
            Sport::Football => "football",
            Sport::Tennis => "tennis",
            Sport::Handball => "handball",
            Sport::Volleyball => "volleyball",
        }
    }

    /// The sport of that name.
    pub fn named(name: &str) -> Option<Sport> {
        Sport::ALL.into_iter().find(|sport| sport.name() == name)
    }

    /// The ball that it is played with; `None` where there is none, or its coefficients are not in the catalogue.
    pub fn ball(self) -> Option<BallKind> {
        match self {
            Sport::Basketball => Some(BallKind::Basketball),
            Sport::Football => Some(BallKind::Football),
            Sport::Tennis => Some(BallKind::Tennis),
            Sport::Volleyball => Some(BallKind::Volleyball),
            Sport::Athletics | Sport::Handball => None,
        }
    }
}
