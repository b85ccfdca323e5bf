//! The program: capture, per-camera workers, sync, publish, record, and the command line.

pub mod board;
pub mod capture;
pub mod commands;
pub mod output;
pub mod picture;
pub mod pipeline;
pub mod publish;
pub mod record;
pub mod recording;
pub mod report;
pub mod serve;
pub mod setup;
pub mod smoothing;
pub mod subscribe;
pub mod sync;
pub mod venue;
pub mod video;
pub mod worker;
