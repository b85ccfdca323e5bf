//! Solving a rig: from boards, landmarks and athletes to cameras and clocks, each solver in its own file.
//!
//! | file | finds | from |
//! |---|---|---|
//! | `adjust` | cameras, clocks and points together | first guesses of all of them |
//! | `covariance` | how sure that is | an adjusted problem |
//!
//! `docs/reference/calibration.md` describes the estimator.

mod adjust;
pub mod board;
mod bodies;
mod covariance;
mod floor;
pub mod intrinsics;
mod known;
pub mod landmark_file;
pub mod landmarks;
mod level;
mod people;
pub mod poses;
mod problem;
mod register;
mod slopes;
mod system;

pub use adjust::{AdjustError, Loss, Options, Stats, adjust, residuals};
pub use covariance::Covariance;
pub use problem::{
    Beforehand, Focal, Freedom, Motion, Point, Problem, Sight, Span, Station,
};
