//! Worlds with known truth: cases, peers' layouts, scoring
