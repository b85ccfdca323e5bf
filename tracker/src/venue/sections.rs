//! The sections of a venue file.

use std::time::Duration;

use serde::Deserialize;
use trackside_models::{ObserverOptions, Quality};

/// The network that the program carries. It was trained on rendered people alone: real images have it only by name.
pub const EMBEDDED_NETWORK: &str = "trackside-nano";

/// `[models]`: the networks that observe images. Keys that are absent have the defaults of [`ObserverOptions`].
/// [`networks`](crate::networks) makes a choice of networks of it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelsSection {
    /// Which of the host's presets is used. `None`: `balanced`, unless networks are named.
    pub preset: Option<Quality>,
    /// The manifest of the network that detects people and balls, instead of the preset's.
    pub detector: Option<String>,
    /// The manifest of the network that estimates people's joints, instead of the preset's.
    pub pose: Option<String>,
    /// The manifest of a network of its own for balls.
    pub ball: Option<String>,
    /// The manifest of the network for re-identification.
    pub reid: Option<String>,
    /// The detector runs on every n-th image; boxes are tracked in between.
    pub detect_every: Option<u32>,
    /// Width and height of the detector's input, px.
    pub detector_size: Option<[u32; 2]>,
    /// People with a lower score are dropped, 0 to 1.
    pub min_score: Option<f32>,
    /// Balls with a lower score are dropped, 0 to 1.
    pub min_ball_score: Option<f32>,
    /// Joints with a lower score are absent, 0 to 1.
    pub min_joint_score: Option<f32>,
}

impl ModelsSection {
    /// These networks, with everything else as it is by default.
    pub fn new(detector: &str, pose: Option<&str>) -> ModelsSection {
        ModelsSection {
            detector: Some(detector.to_owned()),
            pose: pose.map(str::to_owned),
            ..ModelsSection::default()
        }
    }

    /// The same section with the networks of a preset alone.
    pub fn with_preset(self, preset: Quality) -> ModelsSection {
        ModelsSection {
            preset: Some(preset),
            detector: None,
            pose: None,
            detector_size: None,
            ..self
        }
    }

    /// The options of the observer with these networks.
    pub fn options(&self, detector: &str, pose: Option<&str>) -> ObserverOptions {
        let default = ObserverOptions::default();
        ObserverOptions {
            detector: detector.to_owned(),
            pose: pose.map(str::to_owned),
            ball: self.ball.clone(),
            reid: self.reid.clone(),
            detect_every: self.detect_every.unwrap_or(default.detect_every),
            detector_size: self.detector_size.or(default.detector_size),
            min_score: self.min_score.unwrap_or(default.min_score),
            min_ball_score: self.min_ball_score.unwrap_or(default.min_ball_score),
            min_joint_score: self.min_joint_score.unwrap_or(default.min_joint_score),
            ..default
        }
    }
}

/// `[sync]`: when frame sets of live views are closed. Recorded views wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SyncSection {
    /// A frame set is closed this long after its first view, ms.
    pub deadline_ms: f64,
    /// A camera without a view for this long is not waited for, ms.
    pub camera_timeout_ms: f64,
}

impl Default for SyncSection {
    fn default() -> SyncSection {
        SyncSection {
            deadline_ms: 100.0,
            camera_timeout_ms: 1000.0,
        }
    }
}

impl SyncSection {
    /// `deadline_ms`.
    pub fn deadline(&self) -> Duration {
        Duration::from_secs_f64(self.deadline_ms * 1e-3)
    }

    /// `camera_timeout_ms`.
    pub fn camera_timeout(&self) -> Duration {
        Duration::from_secs_f64(self.camera_timeout_ms * 1e-3)
    }
}

/// `[calibration]`: what is done about cameras that move during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalibrationSection {
    /// Whether a camera that moves is reported.
    pub monitor: bool,
    /// Whether its pose is also corrected, from its background and from the athletes.
    pub auto_repair: bool,
}

impl CalibrationSection {
    /// Whether cameras are monitored.
    pub fn is_monitored(&self) -> bool {
        self.monitor || self.auto_repair
    }
}

impl Default for CalibrationSection {
    fn default() -> CalibrationSection {
        CalibrationSection {
            monitor: true,
            auto_repair: false,
        }
    }
}

/// `[record]`: what is kept beside views and frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordSection {
    pub(super) images: Option<ImagesSection>,
}

/// `images` of `[record]`: small images of the cameras.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImagesSection {
    /// Their width, px.
    pub width: u32,
    /// Every n-th of the processed images is kept.
    #[serde(default = "every_image")]
    pub every: u32,
}

fn every_image() -> u32 {
    1
}
