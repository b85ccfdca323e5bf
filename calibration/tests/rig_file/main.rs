//! Rig files of every format: what is read, what is written, and the errors of files that are refused.
#![allow(clippy::unwrap_used)]

mod camera_heads;
mod opencv;
mod other_programs;
mod qualisys;
mod round_trip;
mod support;
mod toml;
