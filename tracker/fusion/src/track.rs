//! One athlete's track: the state of its filters, what is learned of the athlete, and its life cycle.
//!
//! A frame set takes a track through prediction, association (elsewhere), update and recording; [`lifecycle`] decides
//! whether it is confirmed, a duplicate, or terminated.

mod filter_state;
mod history;
mod lifecycle;
mod measurements;
mod state;
mod update;

pub(crate) use measurements::FrameMeasurements;
pub(crate) use state::{MAX_SIGMA_M, MIN_VIEWS_TO_LOCATE, Track};
pub(crate) use update::MAX_PREDICTION_S;
