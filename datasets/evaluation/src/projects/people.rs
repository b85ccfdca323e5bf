//! The 2D people of one camera, whatever program wrote them.
//!
//! | written by | form | module |
//! |---|---|---|
//! | OpenPose, Pose2Sim, Sports2D, rtmlib through either | a folder of JSON, one file an image: `people`, `pose_keypoints_2d` (once `pose_keypoints`) | `openpose` |
//! | AlphaPose, COCO results | one JSON: a list of `image_id`, `keypoints`; or `bodies` or `people` an image | `alphapose` |
//! | MMPose | one JSON a video, or one an image: `instances`, `keypoints`, `keypoint_scores` | `mmpose` |
//! | EasyMocap | a folder of JSON, one file an image: `annots`, `keypoints` | `easymocap_annots` |
//! | MediaPipe | one JSON of landmarks: below | `mediapipe` |
//! | Sports2D | a folder of TRC in px, `…_px_person00.trc`, one a person | `sports2d` |
//! | DeepLabCut, SLEAP through it | one CSV: `scorer`, `individuals`, `bodyparts`, `coords` | `deeplabcut` |
//!
//! The form decides, not the name. MediaPipe itself writes no file; what people write is read where it is a list of images, or
//! an object whose `frames` are that list, and each image is a list of landmarks, or an object with `landmarks`,
//! `pose_landmarks` or `poseLandmarks` and, if it has one, its number as `frame`, `frame_id`, `frame_index`, `frame_number` or
//! `index`. A landmark has `x`, `y` and, if it has one, `visibility`; several people are a list of such lists.

mod alphapose;
mod deeplabcut;
mod easymocap_annots;
mod mediapipe;
mod mmpose;
mod openpose;
mod sports2d;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::folder::{entries, has_extension, image_numbers};
use super::json;
use super::recording::{Coordinates, ImagePeople};
use crate::CaseError;

/// The people in one camera's images.
#[derive(Clone, Debug, Default)]
pub struct CameraPeople {
    /// By the image's number.
    pub images: BTreeMap<u64, ImagePeople>,
    /// The names of the joints, where the files have them.
    pub joint_names: Option<Vec<String>>,
    /// What the numbers are, where the form says it.
    pub coordinates: Option<Coordinates>,
    /// The program that writes this form.
    pub format: &'static str,
}

/// What a JSON value holds.
enum Parsed {
    /// One image's people.
    Image(ImagePeople),
    /// A camera's.
    Camera(CameraPeople),
}

type ParseResult = Result<Parsed, String>;

/// Reads the people of a camera: a folder of one file an image, or one file.
///
/// # Errors
/// A file that cannot be read, or of a form that is not known; named, with what to do.
pub fn read(path: &Path) -> Result<CameraPeople, CaseError> {
    if path.is_dir() {
        return read_folder(path);
    }
    if has_extension(path, &["csv"]) {
        return deeplabcut::read(path);
    }
    if let Some(what) = conversion(path) {
        return Err(CaseError::in_file(path, what));
    }
    let value = json::read(path)?;
    match parse(&value).map_err(|what| CaseError::in_file(path, what))? {
        (_, Parsed::Camera(people)) => Ok(people),
        (_, Parsed::Image(_)) => {
            let what = "holds one image's people: a camera is a folder of such files, or one file of all its images";
            Err(CaseError::in_file(path, what))
        }
    }
}

/// Whether a file may hold a camera's people, or a part of them.
pub fn may_hold_people(path: &Path) -> bool {
    let is_trc = has_extension(path, &["trc"]) && path.to_string_lossy().contains("_px_person");
    path.is_file()
        && (is_trc || has_extension(path, &["json", "csv"]) || conversion(path).is_some())
}

/// How a file of a form that is not read becomes one that is.
fn conversion(path: &Path) -> Option<&'static str> {
    if has_extension(path, &["h5", "hdf5"]) {
        return Some(
            "HDF5 is not read: write it as CSV, in Python with pandas: pandas.read_hdf(\"FILE.h5\").to_csv(\"FILE.csv\"); DeepLabCut \
             does it with save_as_csv=True, or deeplabcut.analyze_videos_converth5_to_csv(FOLDER)",
        );
    }
    if has_extension(path, &["slp"]) {
        return Some("SLEAP's files are not read: write CSV in DeepLabCut's form from it, or JSON");
    }
    None
}

fn read_folder(folder: &Path) -> Result<CameraPeople, CaseError> {
    let found = entries(folder)?;
    let of = |extension: &str| -> Vec<&(String, PathBuf)> {
        let has = |f: &&(String, PathBuf)| has_extension(&f.1, &[extension]);
        found.iter().filter(has).collect()
    };
    let files = of("json");
    if files.is_empty() {
        let sports2d = sports2d::files(folder)?;
        if !sports2d.is_empty() {
            return sports2d::read(&sports2d);
        }
        let other = of("csv").into_iter().chain(of("h5")).next();
        return match other {
            Some((_, path)) => read(path),
            None => Ok(CameraPeople::default()),
        };
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let numbers = image_numbers(&names);
    let mut people = CameraPeople::default();
    for (number, (_, path)) in numbers.into_iter().zip(&files) {
        let value = json::read(path)?;
        let (format, parsed) = parse(&value).map_err(|what| CaseError::in_file(path, what))?;
        let image = match parsed {
            Parsed::Image(image) => image,
            Parsed::Camera(camera) if files.len() == 1 => return Ok(camera),
            Parsed::Camera(_) => {
                let what = format!(
                    "holds all images of a camera, and {} has {} such files: keep one",
                    folder.display(),
                    files.len()
                );
                return Err(CaseError::in_file(path, what));
            }
        };
        let number = number.ok_or_else(|| {
            let what = "has no image number in its name, as cam01.0000.json has";
            CaseError::in_file(path, what)
        })?;
        if people.images.insert(number, image).is_some() {
            let what = format!("is the second file of image {number}");
            return Err(CaseError::in_file(path, what));
        }
        people.format = format;
    }
    Ok(people)
}

/// The form of a value, and what it holds.
fn parse(value: &Value) -> Result<(&'static str, Parsed), String> {
    type Parser = fn(&Value) -> Option<ParseResult>;
    let parsers: [(&str, Parser); 5] = [
        ("OpenPose", openpose::parse),
        ("AlphaPose", alphapose::parse),
        ("MMPose", mmpose::parse),
        ("EasyMocap", easymocap_annots::parse),
        ("MediaPipe", mediapipe::parse),
    ];
    for (name, parser) in parsers {
        if let Some(parsed) = parser(value) {
            let mut parsed = parsed.map_err(|what| format!("{what}; it looks like {name} JSON"))?;
            if let Parsed::Camera(camera) = &mut parsed {
                camera.format = name;
            }
            return Ok((name, parsed));
        }
    }
    if value.as_array().is_some_and(Vec::is_empty) {
        return Ok(("", Parsed::Camera(CameraPeople::default())));
    }
    Err(format!(
        "{}: expected OpenPose JSON (people, pose_keypoints_2d), AlphaPose's (image_id, keypoints), MMPose's (instances, keypoints), \
         EasyMocap's (annots) or MediaPipe's (landmarks)",
        described(value)
    ))
}

/// What a value is, for errors.
fn described(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let keys: Vec<_> = map.keys().take(5).cloned().collect();
            format!("an object with {}", keys.join(", "))
        }
        Value::Array(list) => match list.first() {
            Some(first) => format!("a list of {}", described(first)),
            None => "an empty list".to_owned(),
        },
        _ => "neither an object nor a list".to_owned(),
    }
}

/// Adds a person, where any joint was seen: a person without is what programs write for nobody.
fn push(image: &mut ImagePeople, joints: Vec<Option<[f32; 3]>>) {
    if joints.iter().any(Option::is_some) {
        image.people.push(joints);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
