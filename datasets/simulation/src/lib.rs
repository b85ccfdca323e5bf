//! Worlds that are known exactly: a venue, its cameras, and athletes and a ball in motion, as a function of time.
//!
//! A [`WorldFile`] and a seed are the whole world. [`World::at`] gives the same bits for the same time whatever was asked
//! before: all that is random is drawn when the world is made. Lengths are metres in world space, times seconds from
//! the start of the action.

mod actor;
mod arms;
mod ball;
mod basketball;
mod body;
mod cameras;
mod cast;
mod check;
mod course;
mod court;
mod curve;
mod degrade;
mod error;
mod event;
mod figure;
mod file;
mod football;
mod gait;
mod heave;
mod instant;
mod legs;
mod light;
mod occlusion;
mod pitch;
mod rally;
mod random;
mod recorded;
mod shots;
mod simulated_sport;
mod sprint;
mod steer;
mod steps;
mod track;
mod truth;
mod views;
mod world;

pub use actor::{Actor, Kit, Role};
pub use cameras::{Clock, Faults, SyntheticCamera, Taken};
pub use degrade::Degrade;
pub use error::SimulationError;
pub use event::{Event, EventKind};
pub use file::{VENUES, WorldFile};
pub use instant::{BallTruth, Instant, Pose};
pub use light::Light;
pub use recorded::{Recorded, RecordedActor};
pub use simulated_sport::SimulatedSport;
pub use trackside_body::BodyMeasurements;
pub use truth::{TruthLine, TruthPerson, truth_line};
pub use views::{Moments, Viewer};
pub use world::World;
