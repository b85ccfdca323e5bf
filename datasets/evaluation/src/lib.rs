//! Cases with ground truth, projects of other programs, and scores against truth.

mod error;
mod scorer;

pub mod ball_landing;
pub mod ball_path;
pub mod ball_score;
pub mod case;
pub mod case_files;
pub mod projects;
pub mod score;

pub use error::CaseError;
pub use scorer::Scorer;
