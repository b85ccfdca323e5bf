//! The program: capture, per-camera workers, sync, publish, record, and the command line.

pub mod commands;
pub mod publish;
pub mod record;
pub mod recording;
pub mod subscribe;
