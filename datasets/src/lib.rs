//! Worlds with known truth: cases, peers' layouts, scoring.

mod error;

pub mod case;
pub mod score;

pub use error::CaseError;
