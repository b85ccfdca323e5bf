//! What every reader of a project gives.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use trackside_calibration::Rig;

use super::joint_layouts::JointLayout;
use crate::CaseError;
use crate::case::{self, DetectedPerson, DetectionLine, JointNames, JointSetMap};

/// A recording of another program.
#[derive(Clone, Debug)]
pub struct RecordedProject {
    /// Where the rig was read from.
    pub calibration: PathBuf,
    /// The cameras.
    pub rig: Rig,
    /// By camera id; cameras without video and without people are there too.
    pub cameras: Vec<RecordedCamera>,
    /// The order of the joints in [`RecordedCamera::images`]; `None` where there are none.
    pub joints: Option<JointNames>,
    /// Images per second, where the project states it.
    pub rate_hz: Option<f64>,
    /// What was chosen, and what the user should know of it: a sentence each.
    pub notes: Vec<String>,
}

impl RecordedProject {
    /// The joints of the people, in order; `None` where there is nobody.
    pub fn joint_map(&self) -> Option<JointSetMap> {
        self.joints.as_ref().and_then(JointNames::map)
    }
}

/// What one camera of a project recorded.
#[derive(Clone, Debug, Default)]
pub struct RecordedCamera {
    /// The video, or a folder of images.
    pub video: Option<PathBuf>,
    /// Where the people were read from.
    pub people_from: Option<PathBuf>,
    /// The people in its images, by the image's number: counted from 0 in the video where there is one.
    pub images: BTreeMap<u64, ImagePeople>,
    /// When images were taken, s from the project's start, where the project has its own times; by the image's number.
    pub times_s: BTreeMap<u64, f64>,
    /// How many images the camera's own numbers are ahead of the project's common ones, where it was synchronised afterwards.
    pub images_ahead: i64,
}

/// The people in one image.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImagePeople {
    /// `[x, y, score]` px by joint, in the project's order. Not seen is `None`.
    pub people: Vec<Vec<Option<[f32; 3]>>>,
}

/// What the numbers of a detector are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coordinates {
    /// px of the image.
    #[default]
    Pixels,
    /// 0 to 1 of the image's width and height.
    Unit,
    /// -1 to 1 from edge to edge of the image.
    Centred,
}

impl Coordinates {
    /// The place in px in an image of that size.
    pub fn to_pixels(self, [x, y]: [f32; 2], size_px: [u32; 2]) -> [f32; 2] {
        let [w, h] = size_px.map(|v| v as f32);
        match self {
            Coordinates::Pixels => [x, y],
            Coordinates::Unit => [x * w, y * h],
            Coordinates::Centred => [(x + 1.0) / 2.0 * w, (y + 1.0) / 2.0 * h],
        }
    }
}

/// Reads width and height of the images of a video or a folder of images, px; `None` where they cannot be read.
pub type ImageSizeReader = fn(&Path) -> Option<[u32; 2]>;

/// How a project is read, where it leaves a choice.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProjectOptions<'a> {
    /// The rig file.
    pub calibration: Option<&'a Path>,
    /// The folder of videos, where it is not the project's usual one.
    pub videos: Option<&'a Path>,
    /// The folder of 2D people in the project, of several.
    pub people: Option<&'a str>,
    /// The trial or recording, of several.
    pub trial: Option<&'a str>,
    /// The order of the joints.
    pub joints: Option<JointLayout>,
    /// What the numbers of the detector are.
    pub coordinates: Option<Coordinates>,
    /// Width and height of the images of a video or a folder of images, px; for calibrations that do not state them.
    pub image_size_px: Option<ImageSizeReader>,
    /// Counts each camera's images from 0, whatever their files' names say.
    pub renumber: bool,
    /// Leaves the project's 2D people out.
    pub without_people: bool,
}

/// Writes one camera's people in a case's layout; `time_s` says when image `n` was taken.
///
/// # Errors
/// The file cannot be written.
pub fn write_detections(
    images: &BTreeMap<u64, ImagePeople>,
    time_s: impl Fn(u64) -> f64,
    path: &Path,
) -> Result<(), CaseError> {
    let person = |joints: &Vec<_>| DetectedPerson {
        joints: joints.clone(),
    };
    let line = |(&frame, image): (&u64, &ImagePeople)| DetectionLine {
        frame,
        t: time_s(frame),
        people: image.people.iter().map(person).collect(),
        balls: Vec::new(),
    };
    case::write_detections(path, images.iter().map(line))
}
