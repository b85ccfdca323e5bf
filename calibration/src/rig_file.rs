//! Rig files: other programs' formats, read into a [`Rig`](crate::Rig) and written, and the TOML that Trackside writes.
//!
//! | format | read | written | module |
//! |---|---|---|---|
//! | anipose / Pose2Sim TOML | yes | yes, without loss | `toml` |
//! | Caliscope's `camera_array.toml` | yes | yes | `toml` |
//! | Qualisys `.qca.txt` | yes | yes | `qualisys` |
//! | Vicon `.xcp` | yes | no | `vicon` |
//! | OpenCV FileStorage YAML and JSON, EasyMocap's pair | yes | YAML, pair | `opencv` |
//! | COLMAP's text model | yes | yes | `colmap` |
//! | OpenTrackIO, JSON | yes | no | `opentrackio` |
//! | FreeD (D1): poses without lenses | yes | no | `freed` |
//!
//! Every format gives the camera model of the [package](crate): readers convert axes, units, pixel centres and coefficients.
//! `docs/reference/rig.md` describes each. Text and rig are equivalent: a rig that is written as TOML and read again has the same id.
//!
//! ```
//! use trackside_calibration::rig_file;
//!
//! let text = "[cam_00]\n\
//!     name = \"north\"\n\
//!     size = [1920, 1080]\n\
//!     matrix = [[1000.0, 0.0, 959.5], [0.0, 1000.0, 539.5], [0.0, 0.0, 1.0]]\n\
//!     distortions = [0.0, 0.0, 0.0, 0.0]\n\
//!     rotation = [0.0, 0.0, 0.0]\n\
//!     translation = [0.0, 0.0, 5.0]\n\
//!     gain_db = 3   # unknown keys stay\n";
//! let rig = rig_file::from_toml(text, "rig.toml")?;
//! assert_eq!(rig.cameras()[0].name, "north");
//! assert_eq!(rig_file::to_toml(&rig), text);
//! # Ok::<(), trackside_calibration::RigError>(())
//! ```

mod colmap;
mod freed;
mod message;
mod opencv;
mod opentrackio;
mod qualisys;
mod read;
mod text;
mod toml;
mod vicon;
mod write;

pub use self::freed::{apply_freed_poses, read_freed_poses};
pub use self::message::{from_message, to_message};
pub use self::read::{LensFile, read, read_easymocap, read_lenses};
pub use self::toml::{from_toml, to_toml};
pub use self::write::{RigFormat, write};
