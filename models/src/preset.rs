//! Presets: which networks a host runs for real images, by quality.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::ModelError;
use crate::runtime::{self, Provider};

/// What a preset favours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// Images per second.
    Fast,
    /// Neither.
    #[default]
    Balanced,
    /// Accuracy.
    Best,
}

impl Quality {
    /// All, from the fastest.
    pub const ALL: [Quality; 3] = [Quality::Fast, Quality::Balanced, Quality::Best];

    /// The name in venue files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Quality::Fast => "fast",
            Quality::Balanced => "balanced",
            Quality::Best => "best",
        }
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Quality {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Quality, ModelError> {
        let found = Quality::ALL.into_iter().find(|q| q.name() == text);
        found.ok_or_else(|| {
            ModelError::new(format!("{text:?}: presets are fast, balanced and best"))
        })
    }
}

/// What the networks of a host run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HostKind {
    /// The processor.
    Cpu,
    /// An NVIDIA GPU.
    Gpu,
}

impl HostKind {
    /// That of this host. Loads ONNX Runtime.
    ///
    /// # Errors
    /// As [`runtime::active_provider`].
    pub fn of_this_host() -> Result<HostKind, ModelError> {
        Ok(match runtime::active_provider()? {
            Provider::Cpu => HostKind::Cpu,
            Provider::Cuda | Provider::TensorRt => HostKind::Gpu,
        })
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            HostKind::Cpu => "CPU",
            HostKind::Gpu => "GPU",
        }
    }
}

/// A detector of people and balls, and a network for the joints of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// What it favours.
    pub quality: Quality,
    /// What it is for.
    pub host: HostKind,
    /// Name of the detector.
    pub detector: &'static str,
    /// Name of the pose network. All have feet.
    pub pose: &'static str,
}

impl Preset {
    /// The preset of a quality on a host.
    pub fn of(quality: Quality, host: HostKind) -> Preset {
        let (detector, pose) = match (host, quality) {
            (HostKind::Cpu, Quality::Fast) => ("yolox-nano", "rtmpose-t-halpe26"),
            (HostKind::Cpu, Quality::Balanced) => ("yolox-tiny", "rtmpose-s-halpe26"),
            (HostKind::Gpu, Quality::Fast) => ("yolox-tiny", "rtmpose-s-halpe26"),
            (HostKind::Cpu, Quality::Best) => ("yolox-s", "rtmpose-m-halpe26"),
            (HostKind::Gpu, Quality::Balanced) => ("yolox-s", "rtmpose-m-halpe26"),
            (HostKind::Gpu, Quality::Best) => ("yolox-x", "rtmpose-x-halpe26"),
        };
        Preset {
            quality,
            host,
            detector,
            pose,
        }
    }

    /// The names of its networks.
    pub fn networks(&self) -> [&'static str; 2] {
        [self.detector, self.pose]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{Catalogue, ModelTask};

    #[test]
    fn every_preset_can_be_downloaded_finds_balls_and_has_feet() {
        let catalogue = Catalogue::with_folder(None).unwrap();
        for quality in Quality::ALL {
            assert_eq!(quality.name().parse::<Quality>().unwrap(), quality);
            for host in [HostKind::Cpu, HostKind::Gpu] {
                let preset = Preset::of(quality, host);
                let [detector, pose] = preset.networks().map(|n| catalogue.by_name(n).unwrap());
                assert!(!detector.urls.is_empty() && !pose.urls.is_empty());
                assert_eq!(
                    (detector.task, pose.task),
                    (ModelTask::Detect, ModelTask::Pose)
                );
                assert_eq!(pose.joint_set.as_deref(), Some("halpe26"));
                assert!(matches!(detector.decoder, crate::Decoder::Yolox { .. }));
            }
        }
        assert!("worst".parse::<Quality>().is_err());
    }
}
