//! The program: capture, per-camera workers, sync, pipeline, and the command line.

pub mod board;
pub mod capture;
pub mod commands;
pub mod html;
pub mod jpeg;
pub mod media;
pub mod output;
pub mod pipeline;
pub mod report;
pub mod setup;
pub mod smoothing;
pub mod sync;
pub mod venue;
pub mod video;
pub mod worker;
