//! Landmark files: points and lines of the field of play, and where each camera's image shows them.
//!
//! A TOML file lists picks by camera:
//!
//! ```toml
//! field = "basketball-fiba"          # the field whose names are used; optional
//! sigma_px = 3.0                     # one standard deviation of a pick; default 3
//!
//! [points]                           # further named points, m
//! "foot of the pillar" = [16.2, -9.0, 0.0]
//!
//! [[camera]]
//! name = "cam2"
//! [[camera.point]]
//! name = "corner +x +y"              # or `world = [14.0, 7.5, 0.0]`
//! at = [3510.0, 133.0]               # px, distorted
//! [[camera.line]]
//! name = "side line +y"              # of the field
//! at = [[3000.0, 240.0], [1800.0, 500.0]]   # any points of it
//! sigma_px = 5.0
//! ```
//!
//! or by landmark:
//!
//! ```toml
//! [[landmark]]
//! name = "corner, north-east"
//! world_m = [14.0, 7.5, 0.0]            # or line_m = [[…], […]], or circle_m = { centre = […], radius = 1.8 }, horizontal;
//!                                       # or none of them: a tie point, shown by several cameras, of unknown position
//! sigma_m = 0.01                        # one standard deviation of that position; default 0.01
//! image_px = { cam2 = [3510.0, 133.0] } # a list of positions, [[…], […]], on a line or circle
//! ```
//!
//! A JSON file has one list for each camera's name:
//!
//! ```
//! use trackside_calibration::landmarks::LandmarkFile;
//!
//! let text = r#"{"cam2": [{"world_m": [14.0, 7.5, 0.0], "image_px": [3510.0, 133.0]}]}"#;
//! let file = LandmarkFile::parse(text, "landmarks.json")?;
//! let (camera, picks) = &file.cameras[0];
//! assert_eq!((camera.as_str(), picks[0].at.x), ("cam2", 3510.0));
//! # Ok::<(), trackside_calibration::RigError>(())
//! ```

mod json_file;
mod model;
mod read;
mod toml_file;

pub use model::{LandmarkFile, LandmarkTarget, PickedLandmark, TiePoint, TiePointObservation};
