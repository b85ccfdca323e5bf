//! Other programs' recordings: cameras, videos, and the people that were found in each image.
//!
//! | project | recognised by | module |
//! |---|---|---|
//! | Pose2Sim, all versions | `pose/` or `videos/` beside a folder with `calib` in its name | [`pose2sim`] |
//! | OpenCap session | `Videos/Cam0/cameraIntrinsicsExtrinsics.pickle` | [`opencap`] |
//! | EasyMocap | `intri.yml` and `extri.yml` | [`easymocap`] |
//! | FreeMoCap recording | `synchronized_videos/` | [`freemocap`] |
//! | Caliscope workspace | `camera_array.toml`, or `config.toml` with cameras | [`caliscope`] |
//! | a rig file beside one file or folder of 2D people a camera | the rig file | [`detections`] |
//!
//! Each module reads one layout into the parts of a [`RecordedProject`]; [`people`] reads the 2D people of one camera, whatever
//! program wrote them. What is wrong with the input is found here ([`plausibility`]), before a rig is blamed for it.

pub mod caliscope;
pub mod camera_matching;
pub mod detections;
pub mod easymocap;
pub mod freemocap;
pub mod joint_layouts;
pub mod joint_names;
pub mod opencap;
pub mod people;
pub mod plausibility;
pub mod pose2sim;
pub mod recording;

mod assembly;
mod folder;
mod json;
mod npy;
mod pickle;
mod recognise;
mod world;

pub use recognise::{ProjectKind, read, recognise};
pub use recording::{
    Coordinates, ImagePeople, ProjectOptions, RecordedCamera, RecordedProject, write_detections,
};
