//! The cameras of a venue.

use std::path::PathBuf;
use std::sync::Arc;

use trackside_calibration::SizePolicy;
use trackside_schema::CameraId;
use trackside_simulation::World;

use crate::orientation::Orientation;

/// One camera of a venue.
#[derive(Clone, Debug)]
pub struct VenueCamera {
    /// Its index in the rig.
    pub id: CameraId,
    /// Its name in the rig.
    pub name: String,
    /// Where its images come from.
    pub source: Option<MediaSource>,
    /// A file of people and balls that were detected in its images before.
    pub detections: Option<PathBuf>,
    /// A file of the times of its recorded images, where its media do not have them.
    pub times: Option<PathBuf>,
    /// How images of another size than the rig's came about.
    pub size: SizePolicy,
    /// Images per second, in place of the times that the media have.
    pub fps: Option<f64>,
    /// How upright images are made of those that do not say how they are to be turned.
    pub turn: Orientation,
    /// When its recording begins, s after the venue's start: its file's zero, or the `t` 0 of its detections.
    pub offset_s: f64,
    /// Shutter time, s, where it is known: the motion blur of a ball then gives its velocity.
    pub exposure_s: Option<f64>,
}

/// Where images come from.
#[derive(Clone, Debug, PartialEq)]
pub enum MediaSource {
    /// A video file, or a folder of images in the order of their names.
    Path(PathBuf),
    /// The video files of one recording, in order; at least one.
    Chapters(Vec<PathBuf>),
    /// Anything with a scheme that FFmpeg opens: `rtsp://`, `http://`. It is live: an image that is not used in time is
    /// lost.
    Url(String),
    /// The camera of the same index in a synthetic world.
    Synthetic(Arc<World>),
}
