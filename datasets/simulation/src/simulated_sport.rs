//! The sports whose action can be simulated.

use serde::{Deserialize, Serialize};
use trackside_sports::{BallKind, FieldName, Sport};

/// A sport whose action can be simulated, on the usual field of that sport.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SimulatedSport {
    /// On half a court.
    Basketball,
    /// A 100 m race.
    Athletics,
    /// Eleven a side.
    Football,
    /// Serves and returns of two players.
    Tennis,
}

impl SimulatedSport {
    /// The simulation of a sport, where there is one.
    pub fn of(sport: Sport) -> Option<SimulatedSport> {
        match sport {
            Sport::Basketball => Some(SimulatedSport::Basketball),
            Sport::Athletics => Some(SimulatedSport::Athletics),
            Sport::Football => Some(SimulatedSport::Football),
            Sport::Tennis => Some(SimulatedSport::Tennis),
            Sport::Handball | Sport::Volleyball => None,
        }
    }

    /// The sport.
    pub fn sport(self) -> Sport {
        match self {
            SimulatedSport::Basketball => Sport::Basketball,
            SimulatedSport::Athletics => Sport::Athletics,
            SimulatedSport::Football => Sport::Football,
            SimulatedSport::Tennis => Sport::Tennis,
        }
    }

    /// The field that it is played on.
    pub fn field_name(self) -> FieldName {
        FieldName::of_sport(self.sport())
    }

    /// The ball that it is played with.
    pub fn ball(self) -> Option<BallKind> {
        self.sport().ball()
    }

    /// The venue of that sport which the program carries: a name for [`crate::WorldFile::open`].
    pub fn venue(self) -> &'static str {
        match self {
            SimulatedSport::Basketball => "basketball",
            SimulatedSport::Athletics => "sprint",
            SimulatedSport::Football => "football",
            SimulatedSport::Tennis => "tennis",
        }
    }
}
