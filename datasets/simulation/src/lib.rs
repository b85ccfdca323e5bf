//! Worlds with known ground truth: a venue, its cameras, and athletes and a ball in motion, as a pure function of time.
//!
//! A [`WorldFile`] and a seed determine a [`World`]: everything random is drawn when it is made, so that [`World::at`] writes the
//! same bits for the same time whatever was asked before. Lengths are metres in world space, times seconds from the start of
//! the action. [`FrameSets`] are the views of its cameras with a detector's errors.
//!
//! ```
//! use trackside_simulation::{FrameSets, World, WorldFile, WorldState};
//!
//! let overrides = ["people.per_team=2".to_owned(), "views.noise_px=3".to_owned()];
//! let file = WorldFile::open("basketball", &overrides)?;
//! let world = World::new(&file, 7)?;
//! let mut state = WorldState::default();
//! world.at(3.5, &mut state);
//! assert_eq!(state.actors.len(), 4);
//!
//! let (frame_set, truth) = FrameSets::new(&world, 25.0, 1.0)?.next().expect("25 frame sets");
//! assert!((1..=6).contains(&frame_set.views.len()));
//! assert_eq!(truth.people.len(), 4);
//! # Ok::<(), trackside_simulation::SimulationError>(())
//! ```

mod actor;
mod actor_motion;
mod actor_sampling;
mod ball_dynamics;
mod ball_trajectory;
mod body_motion;
mod curve;
mod error;
mod event;
mod frame_set_degrader;
mod frame_sets;
mod games;
mod lasting_noise;
mod light_source;
mod occlusion;
mod random;
mod recorded_action;
mod roster;
mod simulated_sport;
mod stolen_joints;
mod synthetic_camera;
mod truth;
mod view_generator;
mod world;
mod world_file;
mod world_state;

pub use actor::{Actor, Kit, Role};
pub use error::SimulationError;
pub use event::{Event, EventKind};
pub use frame_set_degrader::FrameSetDegrader;
pub use frame_sets::FrameSets;
pub use light_source::LightSource;
pub use recorded_action::{RecordedAction, RecordedActor};
pub use simulated_sport::SimulatedSport;
pub use synthetic_camera::{CameraClock, CameraFaults, CapturedImage, SyntheticCamera};
pub use truth::{TruthLine, TruthPerson, truth_line};
pub use view_generator::ViewGenerator;
pub use world::World;
pub use world_file::{
    CameraDefaults, CameraSection, ClocksSection, LightSection, PeopleSection, Sex, StolenKind,
    VENUES, ViewsSection, WorldFile,
};
pub use world_state::{ActorPose, BallTruth, WorldState};
