//! What a model is, in words: one TOML file a model, built in or from the user's folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use trackside_schema::JointSet;

use crate::ModelError;
use crate::error::Locate;

/// What a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Boxes of people, and of balls where the model knows them.
    Detect,
    /// The joints of the one person in a crop.
    Pose,
    /// The joints of everyone in a picture.
    PoseMulti,
    /// Balls.
    Ball,
    /// A vector that tells people apart.
    Reid,
}

/// The order of an input's dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// batch, colour, row, column
    Nchw,
    /// batch, row, column, colour
    Nhwc,
}

/// The order of an input's colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// red, green, blue
    Rgb,
    /// blue, green, red
    Bgr,
}

/// The type of an input's elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dtype {
    /// 32-bit floats
    #[default]
    F32,
    /// bytes
    U8,
}

/// How a picture, or the crop round a person, becomes the network's input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Width and height, px. For a dynamic input: the largest; the shorter side shrinks to the picture's shape.
    pub size: [u32; 2],
    /// The order of the dimensions.
    pub layout: Layout,
    /// The order of the colours.
    pub colour: Colour,
    /// The type of the elements.
    #[serde(default)]
    pub dtype: Dtype,
    /// Taken from each colour (0 to 255), in the order of `colour`.
    #[serde(default)]
    pub mean: [f32; 3],
    /// Then divides each colour.
    #[serde(default = "ones")]
    pub std: [f32; 3],
    /// What lies beyond the picture, 0 to 255.
    #[serde(default)]
    pub pad: f32,
    /// A dynamic input takes any width and height that are multiples of this, px. Absent: `size` and no other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple_of: Option<u32>,
    /// How much larger than the person's box its crop is, each way.
    #[serde(default = "quarter_more")]
    pub margin: f32,
}

fn ones() -> [f32; 3] {
    [1.0; 3]
}

fn quarter_more() -> f32 {
    1.25
}

/// How a network's output becomes boxes, joints or vectors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Decoder {
    /// YOLOX with undecoded boxes, COCO classes.
    Yolox {
        /// Boxes of one class that overlap more than this are one.
        nms_iou: f32,
    },
    /// RTMDet with its suppression inside the graph.
    Rtmdet {},
    /// Heatmaps, one a joint, refined by DARK.
    Heatmap {
        /// Width of the Gaussian that smooths a map before its peak is refined, cells; odd.
        blur: u32,
    },
    /// Two classifications a joint, one along x, one along y.
    Simcc {
        /// Classes per input pixel.
        split: f32,
    },
    /// Joints as `(y, x, score)`, 0 to 1 across the crop.
    Movenet {},
    /// Joints as `(x, y, z, visibility, presence)` in input pixels.
    Blazepose {},
    /// Heatmaps and part affinity fields of everyone at once.
    Openpose {
        /// Input pixels per cell.
        stride: u32,
    },
    /// Trackside's own: everyone's joints and the ball from two maps.
    SingleShot {},
    /// Player boxes on a coarse grid and balls on a fine one.
    Footandball {},
    /// One vector a person.
    Reid {},
}

/// One model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What a venue file calls it: small letters, digits, `-`, `_` and `.`.
    pub name: String,
    /// What it is for.
    pub task: Task,
    /// The weights' file name.
    pub file: String,
    /// Where the weights can be pulled from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where the weights come from, in words.
    pub source: String,
    /// Of the weights, 64 hexadecimal digits.
    pub sha256: String,
    /// SPDX, with whatever else must be known.
    pub licence: String,
    /// Which joints, in which order: a joint set of the schema.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint_set: Option<String>,
    /// What it takes.
    pub input: Input,
    /// What it gives.
    pub decoder: Decoder,
}

impl Manifest {
    /// Reads a manifest; `origin` names it in errors.
    pub fn from_toml(text: &str, origin: &str) -> Result<Manifest, ModelError> {
        let manifest: Manifest = toml::from_str(text).locate(origin)?;
        manifest.check().map_err(|e| e.at(origin))?;
        Ok(manifest)
    }

    /// The manifest as TOML.
    pub fn to_toml(&self) -> Result<String, ModelError> {
        toml::to_string(self).locate(&self.name)
    }

    /// The joints it gives, in its order.
    pub fn joints(&self) -> Option<&'static JointSet> {
        self.joint_set.as_deref().and_then(JointSet::by_name)
    }

    fn check(&self) -> Result<(), ModelError> {
        let wrong = |what: String| Err(ModelError::new(what));
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
        if self.name.is_empty() || !self.name.chars().all(plain) || self.name.starts_with('.') {
            return wrong(format!(
                "name = {:?}: use small letters, digits, '-', '_' and '.'",
                self.name
            ));
        }
        if Path::new(&self.file).file_name() != Some(self.file.as_ref()) {
            return wrong(format!(
                "file = {:?}: a file name without a folder is wanted",
                self.file
            ));
        }
        if self.sha256.len() != 64 || !self.sha256.chars().all(|c| c.is_ascii_hexdigit()) {
            return wrong("sha256: 64 hexadecimal digits are wanted".into());
        }
        self.input.check()?;
        if let Some(set) = &self.joint_set
            && self.joints().is_none()
        {
            return wrong(format!("joint_set = {set:?}: there is no such joint set"));
        }
        let gives_joints = matches!(self.task, Task::Pose | Task::PoseMulti);
        if gives_joints != self.joint_set.is_some() {
            return wrong(
                "joint_set: wanted for the tasks pose and pose-multi, and for no other".into(),
            );
        }
        if !self.decoder.serves(self.task) {
            return wrong(format!(
                "decoder {:?} does not serve the task {:?}",
                self.decoder, self.task
            ));
        }
        if let Decoder::Heatmap { blur } = self.decoder
            && (blur % 2 == 0 || blur > 31)
        {
            return wrong(format!(
                "decoder.blur = {blur}: an odd number up to 31 is wanted"
            ));
        }
        Ok(())
    }
}

impl Input {
    /// The largest side that an input may have, px.
    const LARGEST_PX: u32 = 8192;

    fn check(&self) -> Result<(), ModelError> {
        let wrong = |what: String| Err(ModelError::new(what));
        if self.size.iter().any(|s| *s == 0 || *s > Input::LARGEST_PX) {
            return wrong(format!(
                "input.size = {:?}: 1 to {} px a side",
                self.size,
                Input::LARGEST_PX
            ));
        }
        if self.std.iter().any(|s| !s.is_normal()) {
            return wrong(format!("input.std = {:?}: must not be 0", self.std));
        }
        if let Some(step) = self.multiple_of
            && (step == 0 || self.size.iter().any(|s| s % step != 0))
        {
            return wrong(format!(
                "input.multiple_of = {step}: input.size = {:?} is no multiple of it",
                self.size
            ));
        }
        if !(self.margin >= 1.0 && self.margin <= 4.0) {
            return wrong(format!("input.margin = {}: 1 to 4", self.margin));
        }
        Ok(())
    }

    /// The input's width and height for a picture: a dynamic input shrinks its other side to the picture's shape.
    pub fn size_for(&self, picture: [u32; 2]) -> [u32; 2] {
        let Some(step) = self.multiple_of else {
            return self.size;
        };
        let [w, h] = picture.map(f64::from);
        let scale = (f64::from(self.size[0]) / w).min(f64::from(self.size[1]) / h);
        let fit = |side: f64, largest: u32| {
            let whole = (side * scale).ceil() as u32;
            whole
                .max(1)
                .div_ceil(step)
                .saturating_mul(step)
                .min(largest)
        };
        [fit(w, self.size[0]), fit(h, self.size[1])]
    }
}

impl Decoder {
    fn serves(&self, task: Task) -> bool {
        match self {
            Decoder::Yolox { .. } | Decoder::Rtmdet {} | Decoder::Footandball {} => {
                matches!(task, Task::Detect | Task::Ball)
            }
            Decoder::Heatmap { .. }
            | Decoder::Simcc { .. }
            | Decoder::Movenet {}
            | Decoder::Blazepose {} => task == Task::Pose,
            Decoder::Openpose { .. } | Decoder::SingleShot {} => task == Task::PoseMulti,
            Decoder::Reid {} => task == Task::Reid,
        }
    }
}

macro_rules! built_in {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("models/manifests/", $name, ".toml"), include_str!(concat!("../manifests/", $name, ".toml")))),*]
    };
}

/// The manifests that the program carries: where they are in the checkout, and their text.
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

/// Every model that is known on this host, by name.
#[derive(Clone, Debug)]
pub struct Catalogue {
    manifests: Vec<Manifest>,
}

impl Catalogue {
    /// The models that the program carries and those in the user's folder, which win over built-in ones of their name.
    pub fn load() -> Result<Catalogue, ModelError> {
        Catalogue::with_folder(Catalogue::user_folder().as_deref())
    }

    /// The models that the program carries and those in `folder`, if it exists.
    pub fn with_folder(folder: Option<&Path>) -> Result<Catalogue, ModelError> {
        let mut manifests = Vec::new();
        for (origin, text) in BUILT_IN {
            manifests.push(Manifest::from_toml(text, origin)?);
        }
        for path in folder.map(toml_files).transpose()?.unwrap_or_default() {
            let origin = path.display().to_string();
            let text = fs::read_to_string(&path).locate(&origin)?;
            let manifest = Manifest::from_toml(&text, &origin)?;
            manifests.retain(|m| m.name != manifest.name);
            manifests.push(manifest);
        }
        manifests.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Catalogue { manifests })
    }

    /// `$XDG_DATA_HOME/trackside/models`, by default `~/.local/share/trackside/models`.
    pub fn user_folder() -> Option<PathBuf> {
        crate::weights::user_folder("XDG_DATA_HOME", ".local/share").map(|f| f.join("models"))
    }

    /// The model of that name.
    pub fn named(&self, name: &str) -> Result<&Manifest, ModelError> {
        self.manifests
            .iter()
            .find(|m| m.name == name)
            .ok_or_else(|| {
                let known: Vec<&str> = self.manifests.iter().map(|m| m.name.as_str()).collect();
                ModelError::new(format!(
                    "there is no model {name:?}; known are {}",
                    known.join(", ")
                ))
            })
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Manifest> {
        self.manifests.iter()
    }
}

/// The TOML files of a folder in the order of their names; none where there is no folder.
fn toml_files(folder: &Path) -> Result<Vec<PathBuf>, ModelError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).locate(folder.display())? {
        let path = entry.locate(folder.display())?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
