//! The program: capture, per-camera workers, sync, pipeline, and the command line.
//!
//! Modules import downwards only: `commands` → [`setup`] → [`networks`], [`pipeline`] → [`output`], [`camera_worker`], [`sync`] →
//! [`capture`] → [`venue`] → [`orientation`].
//!
//! ```
//! use std::time::Duration;
//! use trackside::sync::{ClosePolicy, FrameSetBundler};
//! use trackside_schema::{CameraId, Timestamp, View};
//! // Two cameras, 50 frame sets a second: a frame set is complete once both cameras have given their views.
//! let mut bundler = FrameSetBundler::new(Timestamp(0), 50.0, 2, ClosePolicy::WhenComplete);
//! let view = |camera| View { camera: CameraId(camera), ..View::default() };
//! bundler.push(view(0), Duration::ZERO);
//! assert!(bundler.pop(Duration::ZERO).is_none());
//! bundler.push(view(1), Duration::ZERO);
//! assert_eq!(bundler.pop(Duration::ZERO).map(|set| set.views.len()), Some(2));
//! ```

pub mod camera_worker;
pub mod capture;
pub mod clock_guess;
pub mod commands;
pub mod dashboard;
pub mod export_file;
pub mod html;
pub mod jpeg;
pub mod lens_guess;
pub mod media;
pub mod metrics;
pub mod mp4_writer;
pub mod networks;
pub mod node_name;
pub mod orientation;
pub mod output;
pub mod pipeline;
pub mod pixel_mapping;
pub mod progress;
pub mod report;
pub mod setup;
pub mod smoothing;
pub mod sync;
pub mod venue;
pub mod video_folder;
pub mod video_probe;
