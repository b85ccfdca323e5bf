//! Solving a rig: from boards, landmarks and athletes to cameras and clocks, each solver in its own file.
//!
//! [`adjust`](adjust()) is the estimator that all end in: robust bundle adjustment of cameras, clocks and points.
//! [`poses`] brings people and landmarks to it, [`intrinsics`] has one of its own for boards.
//! `docs/reference/calibration.md` describes them.

mod adjust;
pub mod background;
pub mod board;
mod board_fit;
mod bodies;
mod covariance;
mod first_poses;
mod floor;
pub mod intrinsics;
mod known;
pub mod landmarks;
mod level;
pub mod moved_board;
mod normal;
mod people;
pub mod poses;
mod problem;
mod register;
mod slopes;
mod system;
mod turn;

pub use adjust::{AdjustError, Loss, Options, Stats, adjust, residuals};
pub use covariance::Covariance;
pub use problem::{Beforehand, Focal, Freedom, Motion, Point, Problem, Sight, Span, Station};
