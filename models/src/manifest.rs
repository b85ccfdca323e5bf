//! Model manifests: one TOML file per model, built in or in the user's folder.

use std::fs;
use std::path::{Path, PathBuf};

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
    /// Download address of the weights. Absent: none is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Origin of the weights, for people.
    pub source: String,
    /// SHA-256 of the weights, 64 hexadecimal digits.
    pub sha256: String,
    /// Licence: SPDX identifier and remarks.
    pub licence: String,
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
        if self.sha256.len() != 64 || !self.sha256.chars().all(|c| c.is_ascii_hexdigit()) {
            return fault("sha256: expected 64 hexadecimal digits".into());
        }
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
            Decoder::Yolox { .. } | Decoder::Rtmdet {} | Decoder::Footandball {} => {
                matches!(task, ModelTask::Detect | ModelTask::Ball)
            }
            Decoder::Heatmap { .. }
            | Decoder::Simcc { .. }
            | Decoder::Movenet {}
            | Decoder::Blazepose {} => task == ModelTask::Pose,
            Decoder::Openpose { .. } | Decoder::SingleShot {} => task == ModelTask::PoseMulti,
            Decoder::Reid {} => task == ModelTask::Reid,
        }
    }
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("models/manifests/", $name, ".toml"), include_str!(concat!("../manifests/", $name, ".toml")))),*]
    };
}

/// The built-in manifests: path in the checkout, and text.
const BUILT_IN: &[(&str, &str)] = built_in![
    "blazepose-lite",
    "footandball-soccer",
    "movenet-lightning",
    "openpose-lite-omz0001",
    "pp-tinypose-128x96",
    "pp-tinypose-256x192",
    "reid-omz-0249",
    "rtmdet-nano-person",
    "trackside-nano",
    "yolox-nano",
    "yolox-nano-416",
];

/// The models that this host knows, ordered by name.
#[derive(Clone, Debug)]
pub struct Catalogue {
    manifests: Vec<Manifest>,
}

impl Catalogue {
    /// The built-in models and those in the user's folder, which override built-in ones of the same name.
    ///
    /// # Errors
    /// As [`Catalogue::with_folder`].
    pub fn load() -> Result<Catalogue, ModelError> {
        Catalogue::with_folder(Catalogue::user_folder().as_deref())
    }

    /// The built-in models and those in `folder`, if it exists.
    ///
    /// # Errors
    /// A folder or file that cannot be read, and an invalid manifest.
    pub fn with_folder(folder: Option<&Path>) -> Result<Catalogue, ModelError> {
        let mut manifests = Vec::new();
        for (origin, text) in BUILT_IN {
            manifests.push(Manifest::from_toml(text, origin)?);
        }
        for path in folder.map(toml_files).transpose()?.unwrap_or_default() {
            let origin = path.display().to_string();
            let text = fs::read_to_string(&path).context(&origin)?;
            let manifest = Manifest::from_toml(&text, &origin)?;
            manifests.retain(|m| m.name != manifest.name);
            manifests.push(manifest);
        }
        manifests.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Catalogue { manifests })
    }

    /// `$XDG_DATA_HOME/trackside/models`, by default `~/.local/share/trackside/models`.
    pub fn user_folder() -> Option<PathBuf> {
        crate::directories::user_directory("XDG_DATA_HOME", ".local/share")
            .map(|f| f.join("models"))
    }

    /// The model called `name`.
    ///
    /// # Errors
    /// An unknown name; the text lists the known ones.
    pub fn by_name(&self, name: &str) -> Result<&Manifest, ModelError> {
        self.manifests
            .iter()
            .find(|m| m.name == name)
            .ok_or_else(|| {
                let known: Vec<&str> = self.manifests.iter().map(|m| m.name.as_str()).collect();
                ModelError::new(format!(
                    "unknown model {name:?}; known models: {}",
                    known.join(", ")
                ))
            })
    }

    /// All models, ordered by name.
    pub fn iter(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter()
    }
}

/// The TOML files of a folder, ordered by name; empty if the folder does not exist.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, ModelError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).context(folder.display())? {
        let path = entry.context(folder.display())?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
