//! OpenCap sessions: in `Videos/Cam0/` … the camera (`cameraIntrinsicsExtrinsics.pickle`), the videos (`InputMedia/TRIAL/`), and
//! people (`OutputPkl*/`, `OutputJsons*/`), as OpenPose's BODY_25 whatever network found them; `sessionMetadata.yaml`.
//!
//! The calibration is in mm, its world that of the board: its axes are turned so that z is up. Where the floor is, it does not say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use nalgebra::{Isometry3, Matrix3, Rotation3, Translation3, UnitQuaternion, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};

use super::assembly::Parts;
use super::folder::{entries, folders, has_extension, is_video, stem};
use super::joint_layouts::JointLayout;
use super::people::{self, CameraPeople};
use super::pickle::{self, Id, Pickle};
use super::recording::{ImagePeople, ProjectOptions, RecordedProject};
use super::world;
use crate::CaseError;

const CAMERA: &str = "cameraIntrinsicsExtrinsics.pickle";

/// Whether a folder is a session, or a session's `Videos`.
pub(super) fn is_project(folder: &Path) -> bool {
    cameras_in(folder).is_ok_and(|cameras| !cameras.is_empty())
}

/// Reads a session.
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, CaseError> {
    let cameras = cameras_in(folder)?;
    let mut notes = Vec::new();
    let (calibration, rig) = match options.calibration {
        Some(path) => {
            let rig = trackside_calibration::rig_file::read(path);
            (path.to_owned(), rig.map_err(|e| CaseError(e.to_string()))?)
        }
        None => {
            let read = cameras
                .iter()
                .map(|(name, path)| read_camera(name, &path.join(CAMERA)));
            let read: Vec<Camera> = read.collect::<Result<_, _>>()?;
            if read.is_empty() {
                let what = format!("has no Videos/Cam0/{CAMERA}: is it an OpenCap session?");
                return Err(CaseError::in_file(folder, what));
            }
            let rig = Rig::new(read).map_err(|e| CaseError::in_file(folder, e.0))?;
            (folder.to_owned(), world::with_z_up(rig, true, &mut notes)?)
        }
    };
    let mut parts = Parts::new(calibration, rig);
    parts.notes = notes;
    parts.rate_hz = frame_rate(folder);
    let trial = choose(folder, &cameras, options.trial)?;
    for (name, path) in &cameras {
        if let Some(video) = video(&path.join("InputMedia").join(&trial))? {
            parts.videos.push((name.clone(), video));
        }
        if let Some((from, people)) = people_of(path, &trial, options.people)? {
            parts.people.push((name.clone(), from, people));
        }
    }
    parts.people_folder = folder.join("Videos");
    // Unless their number says more, joints are in OpenPose's order.
    parts.layout = Some(JointLayout::body_25());
    if !parts.people.is_empty() {
        parts.notes.push(
            "OpenCap synchronises its cameras after the people were found: as they were recorded, their clocks may be some images apart; \
             trackside calibrate poses --only-clocks finds by how much"
                .to_owned(),
        );
    }
    parts.assemble(options)
}

/// The cameras' folders.
fn cameras_in(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let mut found = Vec::new();
    for place in [
        folder.join("Videos"),
        folder.to_owned(),
        folder.join("VideoData"),
    ] {
        found = folders(&place)?;
        found.retain(|(_, path)| path.join(CAMERA).is_file());
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Reads a camera: OpenCV's model; rotation and translation (mm) from the board to the camera.
fn read_camera(name: &str, path: &Path) -> Result<Camera, CaseError> {
    let file = pickle::read(path)?;
    let numbers = |key: &str,
                   count: std::ops::RangeInclusive<usize>|
     -> Result<Vec<f64>, CaseError> {
        let found = file.get(file.root(), key).and_then(|id| file.numbers(id));
        let found = found.filter(|n| count.contains(&n.len()) && n.iter().all(|v| v.is_finite()));
        found.ok_or_else(|| CaseError::in_file(path, format!("has no usable \"{key}\"")))
    };
    let matrix = numbers("intrinsicMat", 9..=9)?;
    let size = numbers("imageSize", 2..=2)?;
    let rotation = Matrix3::from_row_slice(&numbers("rotation", 9..=9)?);
    let translation = numbers("translation", 3..=3)?;
    let (cx, cy) = (matrix[2], matrix[5]);
    // Height and width; of a phone that was turned, whichever fits the principal point.
    let off_centre = |w: f64, h: f64| (cx - w / 2.0).hypot(cy - h / 2.0);
    let [w, h] = if off_centre(size[1], size[0]) <= off_centre(size[0], size[1]) {
        [size[1], size[0]]
    } else {
        [size[0], size[1]]
    };
    let mut coefficients = [0.0; 8];
    for (to, from) in coefficients.iter_mut().zip(numbers("distortion", 4..=8)?) {
        *to = from;
    }
    let rotation = UnitQuaternion::from_rotation_matrix(&Rotation3::from_matrix(&rotation));
    Ok(Camera {
        name: name.to_owned(),
        size_px: [w as u32, h as u32],
        intrinsics: Intrinsics {
            fx: matrix[0],
            fy: matrix[4],
            cx,
            cy,
        },
        distortion: Distortion::BrownConrady(coefficients),
        cam_from_world: Isometry3::from_parts(
            Translation3::from(Vector3::from_column_slice(&translation) * 1e-3),
            rotation,
        ),
    })
}

/// The trial that is meant: one with videos or people of a camera.
fn choose(
    folder: &Path,
    cameras: &[(String, PathBuf)],
    asked: Option<&str>,
) -> Result<String, CaseError> {
    let mut trials: Vec<String> = Vec::new();
    for (_, camera) in cameras {
        for (name, _) in folders(&camera.join("InputMedia"))? {
            let is_calibration =
                ["calibration", "extrinsics"].contains(&name.to_lowercase().as_str());
            if !is_calibration && !trials.contains(&name) {
                trials.push(name);
            }
        }
    }
    match (asked, &trials[..]) {
        (Some(asked), _) if trials.iter().any(|t| t == asked) => Ok(asked.to_owned()),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Err(CaseError::in_file(
            folder,
            "has no trial: expected Videos/Cam0/InputMedia/TRIAL/",
        )),
        (asked, several) => {
            let which = asked.map_or("has several trials".to_owned(), |a| {
                format!("has no trial \"{a}\"")
            });
            let what = format!(
                "{which}: say which with --trial, one of {}",
                several.join(", ")
            );
            Err(CaseError::in_file(folder, what))
        }
    }
}

/// The video as it was recorded, in which people were found; else the synchronised one.
fn video(trial: &Path) -> Result<Option<PathBuf>, CaseError> {
    let found = entries(trial)?
        .into_iter()
        .map(|(_, path)| path)
        .filter(|p| is_video(p));
    let found: Vec<PathBuf> = found.collect();
    let is_derived = |p: &&PathBuf| {
        ["_sync", "_rotated"]
            .iter()
            .any(|end| stem(p).ends_with(end))
    };
    let original = found.iter().find(|p| !is_derived(p));
    Ok(original.or(found.first()).cloned())
}

/// The people of a camera in a trial, of the output that is asked for, or of the first.
fn people_of(
    camera: &Path,
    trial: &str,
    asked: Option<&str>,
) -> Result<Option<(PathBuf, CameraPeople)>, CaseError> {
    for (name, output) in folders(camera)? {
        let is_output = name.starts_with("OutputPkl") || name.starts_with("OutputJson");
        if !is_output || asked.is_some_and(|a| a != name) {
            continue;
        }
        let of_trial = output.join(trial);
        if name.starts_with("OutputJson") && of_trial.is_dir() {
            let people = people::read(&of_trial)?;
            if !people.images.is_empty() {
                return Ok(Some((of_trial, people)));
            }
        }
        let mut files = entries(&of_trial)?;
        files.extend(
            entries(&output)?
                .into_iter()
                .filter(|(name, _)| name.starts_with(&format!("{trial}_"))),
        );
        files.retain(|(_, path)| has_extension(path, &["pkl", "pickle"]));
        // What was arranged as OpenPose's goes before what the network wrote.
        files.sort_by_key(|(name, _)| !name.contains("_pp"));
        if let Some((_, path)) = files.into_iter().next() {
            let people = read_people(&path)?;
            return Ok(Some((path, people)));
        }
    }
    Ok(None)
}

/// Reads a pickle of people: a list of images, each a list of people with `pose_keypoints_2d`, or MMPose's `preds_with_flip`.
fn read_people(path: &Path) -> Result<CameraPeople, CaseError> {
    let file = pickle::read(path)?;
    let images = file.list(file.root()).ok_or_else(|| {
        CaseError::in_file(
            path,
            "is no list of images with people, as OpenCap's people are",
        )
    })?;
    let mut people = CameraPeople {
        format: "OpenCap",
        ..CameraPeople::default()
    };
    for (n, image) in images.iter().enumerate() {
        let image = image_people(&file, *image)
            .map_err(|what| CaseError::in_file(path, format!("image {n}: {what}")))?;
        people.images.insert(n as u64, image);
    }
    Ok(people)
}

fn image_people(file: &Pickle, image: Id) -> Result<ImagePeople, String> {
    let mut out = ImagePeople::default();
    for person in file.list(image).unwrap_or_default() {
        let keys = ["pose_keypoints_2d", "preds_with_flip", "keypoints"];
        let Some(numbers) = keys.iter().find_map(|key| file.get(*person, key)) else {
            continue;
        };
        let numbers = file
            .numbers(numbers)
            .ok_or("a person's joints are no numbers")?;
        let (joints, rest) = numbers.as_chunks::<3>();
        if !rest.is_empty() {
            return Err(format!(
                "a person has {} numbers, not x, y, score of every joint",
                numbers.len()
            ));
        }
        let seen = |j: &[f64; 3]| {
            let is_seen = j.iter().all(|v| v.is_finite()) && j[2] > 0.0;
            is_seen.then_some(j.map(|v| v as f32))
        };
        let joints: Vec<Option<[f32; 3]>> = joints.iter().map(seen).collect();
        if joints.iter().any(Option::is_some) {
            out.people.push(joints);
        }
    }
    Ok(out)
}

/// The frame rate of `sessionMetadata.yaml`, where it has one.
fn frame_rate(folder: &Path) -> Option<f64> {
    let text = fs::read_to_string(folder.join("sessionMetadata.yaml")).ok()?;
    let values: BTreeMap<String, &str> = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.trim().to_lowercase(), value.trim()))
        .collect();
    let rate: f64 = values.get("framerate")?.parse().ok()?;
    (rate > 0.0 && rate.is_finite()).then_some(rate)
}
