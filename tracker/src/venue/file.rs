//! `venue.toml` as typed.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use serde::Deserialize;
use trackside_calibration::SizePolicy;
use trackside_evaluation::case::JointNames;
use trackside_fusion::FusionOptions;
use trackside_sports::FieldName;
use trackside_transport::PublishOptions;

use super::renamed_keys::{self, line_at};
use super::sections::{CalibrationSection, ModelsSection, RecordSection, SyncSection};

/// A venue file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VenueFile {
    pub(super) name: String,
    pub(super) rig: PathBuf,
    pub(super) start: Option<String>,
    pub(super) rate_hz: Option<f64>,
    pub(super) joint_set: Option<JointNames>,
    pub(super) models: Option<ModelsSection>,
    pub(super) field: Option<FieldName>,
    #[serde(default)]
    pub(super) camera: Vec<CameraEntry>,
    #[serde(default)]
    pub(super) sync: SyncSection,
    #[serde(default)]
    pub(super) calibration: CalibrationSection,
    #[serde(default)]
    pub(super) fusion: FusionOptions,
    #[serde(default)]
    pub(super) record: RecordSection,
    #[serde(default)]
    pub(super) publish: PublishOptions,
}

/// One `[[camera]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CameraEntry {
    pub(super) name: String,
    pub(super) source: Option<SourceEntry>,
    pub(super) detections: Option<PathBuf>,
    pub(super) times: Option<PathBuf>,
    #[serde(default)]
    pub(super) size: SizePolicy,
    pub(super) fps: Option<f64>,
    pub(super) turn: Option<i64>,
    pub(super) offset_s: Option<f64>,
    pub(super) exposure_s: Option<f64>,
}

/// A path or URL, or a list of paths.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a path, a URL, or a list of paths")]
pub(super) enum SourceEntry {
    One(String),
    Several(Vec<String>),
}

impl VenueFile {
    /// Parses the text of a file. `origin` is what errors call the file.
    ///
    /// # Errors
    /// Text that is no TOML, or a key that is unknown or was renamed, with its line.
    pub(super) fn parse(text: &str, origin: &str) -> Result<VenueFile> {
        renamed_keys::refuse(text, origin)?;
        toml::from_str(text).map_err(|e| anyhow!("{origin}{}", located(text, &e)))
    }
}

/// `:12: what is wrong`, in the words of the TOML parser, on one line.
fn located(text: &str, error: &toml::de::Error) -> String {
    let what = error.message().replace('\n', " ");
    match error.span() {
        Some(span) => format!(":{}: {what}", line_at(text, span.start)),
        None => format!(": {what}"),
    }
}
