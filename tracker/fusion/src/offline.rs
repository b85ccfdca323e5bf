//! Offline smoothing: a whole recording, with every frame set known from both sides.
//!
//! The first pass ([`FirstPass`]) runs the live filter to find the tracks, their bone lengths, and which tracks are of one
//! athlete. The second pass ([`OfflineSmoother`]) runs it again, which gives the same tracks bit for bit, takes of every joint
//! what its observations added, filters that along the athlete's whole life, gaps included, and smooths it back (Rauch, Tung
//! and Striebel, AIAA Journal 3, 1965). A frame set is output once so much after it is known that more would not change it.

mod first_pass;
mod linking;
mod retained_observations;
mod singer_model;
mod smoother;
mod tracklet;
mod window;

pub use first_pass::FirstPass;
pub use linking::Roster;
pub use smoother::{OfflineSmoother, RefinedFrame};
