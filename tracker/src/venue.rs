//! `venue.toml`: the cameras of a venue and how their images are processed. `docs/reference/venue.md` lists every key.
//!
//! A file is parsed as typed first (unknown and renamed keys are refused with their line), then a valid [`Venue`] is
//! built from it.

mod camera;
mod definition;
mod file;
pub(crate) mod renamed_keys;
mod sections;
mod synthetic;

pub use camera::{MediaSource, VenueCamera};
pub use definition::Venue;
pub use renamed_keys::new_key;
pub use sections::{
    CalibrationSection, EMBEDDED_NETWORK, ImagesSection, ModelsSection, SyncSection,
};
pub use synthetic::{ball_kind, field_m, targets};
