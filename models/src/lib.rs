//! Pixels to 2D people and balls: manifests, weights, sessions, decoders.
//!
//! An [`Engine`] holds the models of a host; every camera looks through its own [`Observer`], on its own thread.

pub mod decode;
mod engine;
mod error;
mod infer;
mod manifest;
mod network;
mod observer;
mod picture;
pub mod runtime;
pub mod sample;
mod streak;
pub mod weights;

pub use engine::{Engine, ObserverOptions};
pub use error::ModelError;
pub use infer::Scratch;
pub use manifest::{Catalogue, Colour, Decoder, Dtype, Input, Layout, Manifest, Task};
pub use network::{Job, Network};
pub use observer::Observer;
pub use picture::Picture;
pub use streak::Streaks;
pub use weights::{Found, Place, WeightsPath, shared_cases};
