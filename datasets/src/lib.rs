//! Worlds with known truth: cases, peers' layouts, scoring.

mod error;

pub mod ball_landing;
pub mod ball_score;
pub mod case;
pub mod degrade;
pub mod pose2sim;
pub mod render;
pub mod score;
pub mod world;

pub use error::CaseError;
