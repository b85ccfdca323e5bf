//! The images of the cameras, in order, with the time at which each was taken.
//!
//! The presentation times of a video become [`trackside_schema::Stamp`]s, so a variable frame rate is honoured. Where a
//! video has none, its images are taken to be evenly spaced, and that is logged once.
//!
//! Images stand upright: [`crate::orientation`] is the one place where pixels are turned, by what the file says ([`container`], EXIF)
//! and what the venue adds.

mod camera_source;
mod clock;
pub mod container;
mod decoded_image;
mod exif;
mod image_folder;
mod image_source;
mod image_times;
pub mod natural_order;
mod recorded_video;
mod synthetic_camera;
mod video_file;
mod video_reader;

pub use camera_source::{CameraSource, InputKind, frame_set_rate_hz};
pub use clock::monotonic_ns;
pub use decoded_image::{DecodedImage, ReadOutcome, bgr_bytes, image_size_px};
pub use image_folder::{ImageFolder, is_image_file, read_image};
pub use image_source::ImageSource;
pub use recorded_video::RecordedVideo;
pub use video_file::{FrameRate, VideoFile};
pub use video_reader::{RecordedMedia, VideoReader};
