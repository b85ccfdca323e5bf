//! Recordings: MCAP files with the views and frames of a session, and the rig they were made with.
//!
//! [`Recorder`] writes, [`Recording`] reads in order, [`IndexedRecording`] reads intervals, [`recover`] repairs what a
//! crash left, [`cut`] copies an interval. `docs/reference/recording.md` lists the channels.
//!
//! # Invariants
//! - The rig and the match come before everything else.
//! - A chunk is closed and handed to the operating system at least every quarter second, so that a process that is
//!   killed loses less than a second.
//! - Messages are kept byte for byte as they were encoded.
//!
//! ```
//! use trackside_recording::{Recorder, Recording};
//! use trackside_schema::TrackingFrame;
//! use trackside_schema::wire::{self, SessionHeader, v1};
//! # use trackside_calibration::{Camera, Distortion, Intrinsics, Rig, rig_file};
//! # let camera = Camera {
//! #     name: "left".to_owned(),
//! #     size_px: [1920, 1080],
//! #     intrinsics: Intrinsics { fx: 1500.0, fy: 1500.0, cx: 960.0, cy: 540.0 },
//! #     distortion: Distortion::BrownConrady([0.0; 8]),
//! #     cam_from_world: nalgebra::Isometry3::translation(0.0, 0.0, 10.0),
//! # };
//! # let rig = Rig::new(vec![camera])?;
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("game.mcap");
//! let match_ = v1::Match { schema: wire::SCHEMA, venue: "arena".to_owned(), ..v1::Match::default() };
//! let mut recorder = Recorder::create(&path, SessionHeader::new(&rig_file::to_message(&rig), &match_))?;
//! recorder.write_frame(&TrackingFrame { schema: TrackingFrame::SCHEMA, ..TrackingFrame::default() })?;
//! recorder.finish()?;
//! let recording = Recording::open(&path)?;
//! assert_eq!(recording.frames()?.count(), 1);
//! # Ok::<(), anyhow::Error>(())
//! ```

mod index;
mod indexed;
mod interval;
mod jpeg_image;
mod reader;
mod recover;
mod scene;
mod whole_file;
mod writer;

pub use indexed::IndexedRecording;
pub use interval::{TimeSpan, cut};
pub use jpeg_image::JpegImage;
pub use reader::{RecordedMessage, Recording, is_finished};
pub use recover::{RecoveredCounts, recover};
pub use whole_file::write_whole;
pub use writer::{PROFILE, RecordedCounts, Recorder};
