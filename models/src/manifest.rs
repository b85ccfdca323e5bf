//! Model manifests: one TOML file per model, built in or in the user's folder.

use std::path::Path;

use serde::{Deserialize, Serialize};
use trackside_schema::JointSet;

use crate::error::ErrorContext;
use crate::error::ModelError;

/// The task of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModelTask {
    /// Boxes of people, and of balls if the model detects them.
    Detect,
    /// The joints of the one person in a crop.
    Pose,
    /// The joints of all people in an image.
    PoseMulti,
    /// Balls.
    Ball,
    /// Re-identification embeddings.
    Reid,
}

/// Order of the dimensions of an input tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TensorLayout {
    /// Batch, colour, row, column.
    Nchw,
    /// Batch, row, column, colour.
    Nhwc,
}

/// Order of the colours of an input tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColourOrder {
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red.
    Bgr,
}

/// Type of the elements of an input tensor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ElementType {
    /// 32-bit floats.
    #[default]
    F32,
    /// Bytes.
    U8,
}

/// How a whole image fills the input of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ImageFit {
    /// At the largest size that fits, at the top left, padded at the right or at the bottom.
    #[default]
    Letterbox,
    /// Resized to the input; its aspect ratio is not kept.
    Stretch,
}

/// How an image, or the crop around a person, becomes the input tensor: `element = (colour - mean) / std`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// Width and height, px. For a dynamic input: the maximum; the shorter side is reduced to the image's aspect ratio.
    pub size: [u32; 2],
    /// Order of the dimensions.
    pub layout: TensorLayout,
    /// Order of the colours.
    pub colour: ColourOrder,
    /// Type of the elements.
    #[serde(default)]
    pub dtype: ElementType,
    /// Subtracted from each colour (0 to 255), in the order of `colour`.
    #[serde(default)]
    pub mean: [f32; 3],
    /// Divides each colour after the subtraction.
    #[serde(default = "ones")]
    pub std: [f32; 3],
    /// How a whole image fills the input.
    #[serde(default)]
    pub fit: ImageFit,
    /// Value outside the image, 0 to 255.
    #[serde(default)]
    pub pad: f32,
    /// A dynamic input takes any width and height that are multiples of this, px. Absent: only `size`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<u32>,
    /// Size of a crop relative to the box of the person.
    #[serde(default = "default_margin")]
    pub margin: f32,
}

fn ones() -> [f32; 3] {
    [1.0; 3]
}

fn default_margin() -> f32 {
    1.25
}

/// How the outputs of a network become boxes, keypoints or embeddings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Decoder {
    /// YOLOX with raw boxes and COCO classes.
    Yolox {
        /// Threshold of non-maximum suppression, intersection over union.
        nms_iou: f32,
    },
    /// RTMDet with non-maximum suppression inside the graph.
    Rtmdet {},
    /// The DETR family: one box and one logit per class for each query.
    Detr {
        /// Index of the class of people.
        person: usize,
        /// Index of the class of balls. Absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ball: Option<usize>,
    },
    /// RTMO: boxes and joints of all people, with non-maximum suppression inside the graph.
    Rtmo {},
    /// Heatmaps, one per joint, with DARK refinement.
    Heatmap {
        /// Width of the Gaussian kernel that smooths a heatmap before refinement, cells; odd.
        blur: u32,
    },
    /// Two classifications per joint, along x and along y.
    Simcc {
        /// Classes per input pixel.
        split: f32,
    },
    /// Joints as `(y, x, score)`, positions relative to the input.
    Movenet {},
    /// Joints as `(x, y, z, visibility, presence)` in input pixels.
    Blazepose {},
    /// Heatmaps and part affinity fields of all people.
    Openpose {
        /// Input pixels per cell.
        stride: u32,
    },
    /// Trackside's own network: the joints of all people and the ball from two maps.
    SingleShot {},
    /// Player boxes on a coarse grid and balls on a fine grid.
    Footandball {},
    /// One embedding per person.
    Reid {},
}

/// The description of one model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Name in venue files: lower-case letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// Task.
    pub task: ModelTask,
    /// File name of the weights.
    pub file: String,
    /// Download addresses of the weights, or of a zip archive that holds them, tried in order. Empty: none is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
    /// Origin of the weights, for people.
    pub source: String,
    /// SHA-256 of the weights, 64 hexadecimal digits. Absent: only that of their archive is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Size of the weights, bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// SHA-256 of the zip archive at `urls`, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_sha256: Option<String>,
    /// Size of the zip archive at `urls`, bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive_bytes: Option<u64>,
    /// Path of the weights in the archive. Absent: its only `.onnx` file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Licence: SPDX identifier and remarks.
    pub licence: String,
    /// What the network was trained on, and what the terms of those data forbid, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trained_on: Option<String>,
    /// Name of the joint set ([`trackside_schema::joint_sets`]); required for poses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint_set: Option<String>,
    /// The input.
    pub input: InputSpec,
    /// The decoder of the outputs.
    pub decoder: Decoder,
}

impl Manifest {
    /// Parses and validates a manifest; `origin` names it in errors.
    ///
    /// # Errors
    /// Malformed TOML, unknown keys, values outside their range, a decoder that does not support the task.
    pub fn from_toml(text: &str, origin: &str) -> Result<Manifest, ModelError> {
        let is_old = toml::from_str(text).is_ok_and(|t: toml::Table| t.contains_key("url"));
        if is_old {
            return Err(ModelError::new(format!(
                "{origin}: url is now called urls, a list: urls = [\"…\"]"
            )));
        }
        let manifest: Manifest = toml::from_str(text).context(origin)?;
        manifest.check().map_err(|e| e.in_context(origin))?;
        Ok(manifest)
    }

    /// The manifest as TOML.
    ///
    /// # Errors
    /// A value that TOML cannot represent.
    pub fn to_toml(&self) -> Result<String, ModelError> {
        toml::to_string(self).context(&self.name)
    }

    /// The joint set of a pose model.
    pub fn joints(&self) -> Option<&'static JointSet> {
        self.joint_set.as_deref().and_then(JointSet::by_name)
    }

    fn check(&self) -> Result<(), ModelError> {
        let fault = |what: String| Err(ModelError::new(what));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if self.name.is_empty() || !self.name.chars().all(plain) || self.name.starts_with('.') {
            return fault(format!(
                "name = {:?}: use lower-case letters, digits, '-', '_' and '.'",
                self.name
            ));
        }
        if Path::new(&self.file).file_name() != Some(self.file.as_ref()) {
            return fault(format!(
                "file = {:?}: expected a file name without a folder",
                self.file
            ));
        }
        self.check_origin()?;
        self.input.check()?;
        if let Some(set) = &self.joint_set
            && self.joints().is_none()
        {
            return fault(format!("joint_set = {set:?}: there is no such joint set"));
        }
        let is_pose = matches!(self.task, ModelTask::Pose | ModelTask::PoseMulti);
        if is_pose != self.joint_set.is_some() {
            return fault(
                "joint_set: required for the tasks pose and pose-multi, and for no other".into(),
            );
        }
        if !self.decoder.supports(self.task) {
            return fault(format!(
                "decoder {:?} does not support the task {:?}",
                self.decoder, self.task
            ));
        }
        if let Decoder::Heatmap { blur } = self.decoder
            && (blur % 2 == 0 || blur > 31)
        {
            return fault(format!(
                "decoder.blur = {blur}: expected an odd number up to 31"
            ));
        }
        Ok(())
    }
}

impl Manifest {
    /// Whether `urls` are those of a zip archive.
    pub fn is_archived(&self) -> bool {
        self.archive_sha256.is_some()
            || self.archive_bytes.is_some()
            || self.member.is_some()
            || self.urls.iter().any(|url| has_extension(url, "zip"))
    }

    /// Bytes of a download. `None`: unknown.
    pub fn download_bytes(&self) -> Option<u64> {
        if self.is_archived() {
            self.archive_bytes
        } else {
            self.bytes
        }
    }

    /// The size of a download for people: `20.2 MB`, `about 22.8 MB` where only the size of the unpacked weights is known.
    pub fn size_text(&self) -> String {
        match (self.download_bytes(), self.bytes) {
            (Some(bytes), _) => megabytes(bytes),
            (None, Some(bytes)) => format!("about {}", megabytes(bytes)),
            (None, None) => "unknown size".into(),
        }
    }

    /// The terms for people: the licence of the weights, and what they were trained on.
    pub fn terms(&self) -> String {
        match &self.trained_on {
            Some(data) => format!("{}; trained on {data}", self.licence),
            None => self.licence.clone(),
        }
    }

    /// Checks addresses, hashes and sizes.
    fn check_origin(&self) -> Result<(), ModelError> {
        let hashes = [
            ("sha256", &self.sha256),
            ("archive_sha256", &self.archive_sha256),
        ];
        for (key, hash) in hashes {
            let is_hash = |h: &String| h.len() == 64 && h.chars().all(|c| c.is_ascii_hexdigit());
            if hash.as_ref().is_some_and(|h| !is_hash(h)) {
                return Err(ModelError::new(format!(
                    "{key}: expected 64 hexadecimal digits"
                )));
            }
        }
        if self.sha256.is_none() && self.archive_sha256.is_none() {
            return Err(ModelError::new(
                "sha256: required, or archive_sha256 where only the archive's is known; \
                 `trackside models add URL --trust-on-first-use` finds it",
            ));
        }
        let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        if let Some(url) = self.urls.iter().find(|u| !is_web(u)) {
            return Err(ModelError::new(format!(
                "urls: {url:?}: expected an address that begins with https:// or http://"
            )));
        }
        Ok(())
    }
}

/// Whether the path of an address ends in `.extension`.
pub(crate) fn has_extension(url: &str, extension: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let found = name.rsplit_once('.').map(|(_, e)| e);
    found.is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

/// Bytes in megabytes, for people: `20.2 MB`.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

impl InputSpec {
    /// Maximum side of an input, px.
    const MAX_SIDE_PX: u32 = 8192;

    fn check(&self) -> Result<(), ModelError> {
        let fault = |what: String| Err(ModelError::new(what));
        if self
            .size
            .iter()
            .any(|s| *s == 0 || *s > InputSpec::MAX_SIDE_PX)
        {
            return fault(format!(
                "input.size = {:?}: each side must be 1 to {} px",
                self.size,
                InputSpec::MAX_SIDE_PX
            ));
        }
        if self.std.iter().any(|s| !s.is_normal()) {
            return fault(format!("input.std = {:?}: values must not be 0", self.std));
        }
        if let Some(step) = self.multiple_of
            && (step == 0 || self.size.iter().any(|s| s % step != 0))
        {
            return fault(format!(
                "input.multiple_of = {step}: input.size = {:?} is not a multiple of it",
                self.size
            ));
        }
        if !(self.margin >= 1.0 && self.margin <= 4.0) {
            return fault(format!("input.margin = {}: must be 1 to 4", self.margin));
        }
        Ok(())
    }

    /// Width and height of the input for an image of the size `image_size`, px: the shorter side of a dynamic input is reduced
    /// to the aspect ratio of the image.
    pub fn size_for(&self, image_size: [u32; 2]) -> [u32; 2] {
        let Some(step) = self.multiple_of else {
            return self.size;
        };
        let [w, h] = image_size.map(f64::from);
        let scale = (f64::from(self.size[0]) / w).min(f64::from(self.size[1]) / h);
        let fit = |side: f64, max_side: u32| {
            let whole = (side * scale).ceil() as u32;
            whole
                .max(1)
                .div_ceil(step)
                .saturating_mul(step)
                .min(max_side)
        };
        [fit(w, self.size[0]), fit(h, self.size[1])]
    }
}

impl Decoder {
    fn supports(&self, task: ModelTask) -> bool {
        match self {
            Decoder::Yolox { .. }
            | Decoder::Rtmdet {}
            | Decoder::Detr { .. }
            | Decoder::Footandball {} => {
                matches!(task, ModelTask::Detect | ModelTask::Ball)
            }
            Decoder::Heatmap { .. }
            | Decoder::Simcc { .. }
            | Decoder::Movenet {}
            | Decoder::Blazepose {} => task == ModelTask::Pose,
            Decoder::Openpose { .. } | Decoder::SingleShot {} | Decoder::Rtmo {} => {
                task == ModelTask::PoseMulti
            }
            Decoder::Reid {} => task == ModelTask::Reid,
        }
    }

    /// The names of the outputs, in the order of the decoder; each has one of several names. Networks whose outputs have other
    /// names are decoded in the network's own order.
    pub(crate) fn output_names(&self) -> &'static [&'static [&'static str]] {
        match self {
            Decoder::Rtmdet {} => &[&["dets"]],
            Decoder::Rtmo {} => &[&["dets"], &["keypoints"]],
            Decoder::Simcc { .. } => &[&["simcc_x"], &["simcc_y"]],
            // RF-DETR's own exporter calls boxes `dets` and logits `labels`.
            Decoder::Detr { .. } => &[
                &["pred_boxes", "dets", "boxes"],
                &["logits", "pred_logits", "labels"],
            ],
            _ => &[],
        }
    }
}
