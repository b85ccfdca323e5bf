//! Pose2Sim projects: `calibration/`, `videos/CAM.mp4`, `pose/CAM_json/` with one OpenPose JSON file per image.
//!
//! A camera is named by what is before `.mp4` and `_json`; it is the rig's camera of the same name when case, `_`, `-`,
//! blanks and leading zeros do not count (`cam01`, `cam_01` and `Cam-1` are one camera).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use trackside_calibration::{Rig, rig_file};
use trackside_schema::{JointSet, joint_sets};

use crate::CaseError;
use crate::case::{self, DetectedPerson, DetectionLine};

/// A Pose2Sim project.
#[derive(Clone, Debug)]
pub struct Pose2SimProject {
    /// The file that the rig was read from.
    pub calibration: PathBuf,
    /// The cameras.
    pub rig: Rig,
    /// By camera id; cameras without video and without people are there too.
    pub cameras: Vec<RecordedCamera>,
    /// The order of the joints in [`RecordedCamera::images`]; `None` where there are none.
    pub joint_set: Option<&'static JointSet>,
}

/// What one camera of a project recorded.
#[derive(Clone, Debug, Default)]
pub struct RecordedCamera {
    /// The video.
    pub video: Option<PathBuf>,
    /// The people in its images, by the number in the file's name.
    pub images: BTreeMap<u64, Image>,
}

/// The people in one image.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// `[x, y, score]` px by joint, in the joint set's order. OpenPose's 0, 0, 0 is `None`.
    pub people: Vec<Vec<Option<[f32; 3]>>>,
}

/// Reads a project. `calibration`: the rig file, where the project has several. `joint_set`: the order of the joints,
/// else it follows from their number (17 COCO, 18 OpenPose, 26 HALPE_26) and, of 25, from [`body_25_or_25b`].
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(
    folder: &Path,
    calibration: Option<&Path>,
    joint_set: Option<&'static JointSet>,
) -> Result<Pose2SimProject, CaseError> {
    let calibration = match calibration {
        Some(path) => path.to_owned(),
        None => find_calibration(folder)?,
    };
    let rig = rig_file::read(&calibration).map_err(|e| CaseError(e.to_string()))?;
    let mut cameras = vec![RecordedCamera::default(); rig.cameras().len()];
    for (name, video) in videos(&folder.join("videos"))? {
        let slot = &mut cameras[camera_named(&rig, &name, &video)?].video;
        if let Some(other) = slot.replace(video.clone()) {
            let what = format!("is the same camera's as {}", other.display());
            return Err(CaseError::in_file(&video, what));
        }
    }
    for (name, images) in image_folders(&folder.join("pose"))? {
        cameras[camera_named(&rig, &name, &images)?].images = read_images(&images)?;
    }
    if cameras
        .iter()
        .all(|c| c.video.is_none() && c.images.is_empty())
    {
        let what = "has neither videos/CAM.mp4 nor pose/CAM_json/: is it a Pose2Sim project?";
        return Err(CaseError::in_file(folder, what));
    }
    let joint_set = settle_joint_set(&folder.join("pose"), &cameras, joint_set)?;
    Ok(Pose2SimProject {
        calibration,
        rig,
        cameras,
        joint_set,
    })
}

/// The rig file of a project: a TOML, else a Qualisys one, in `calibration/` of the project or of the folder around it.
fn find_calibration(folder: &Path) -> Result<PathBuf, CaseError> {
    let around = folder.parent().unwrap_or(folder);
    for place in [folder.join("calibration"), around.join("calibration")] {
        for ending in [".toml", ".qca.txt"] {
            let mut found = entries(&place)?;
            found.retain(|(name, path)| name.to_lowercase().ends_with(ending) && path.is_file());
            match found.len() {
                0 => continue,
                1 => return Ok(found.swap_remove(0).1),
                n => {
                    let what =
                        format!("has {n} rig files (*{ending}): say which with --calibration FILE");
                    return Err(CaseError::in_file(&place, what));
                }
            }
        }
    }
    let what = "has no rig file: expected calibration/*.toml or calibration/*.qca.txt, or --calibration FILE";
    Err(CaseError::in_file(folder, what))
}

/// What lies in a folder, by name; nothing where there is no such folder.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let read = || -> std::io::Result<Vec<(String, PathBuf)>> {
        fs::read_dir(folder)?
            .map(|e| e.map(|e| (e.file_name().to_string_lossy().into_owned(), e.path())))
            .collect()
    };
    let mut found = read().map_err(|e| CaseError::in_file(folder, e))?;
    found.sort();
    Ok(found)
}

fn videos(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let is_video = |path: &Path| {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        matches!(
            extension.as_deref(),
            Some("mp4" | "mov" | "avi" | "mkv" | "m4v" | "mpg")
        )
    };
    let stem = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let found = entries(folder)?.into_iter().map(|(_, path)| path);
    Ok(found
        .filter(|p| is_video(p))
        .map(|p| (stem(&p), p))
        .collect())
}

fn image_folders(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let camera = |(name, path): (String, PathBuf)| {
        let camera = name.strip_suffix("_json")?.to_owned();
        path.is_dir().then_some((camera, path))
    };
    Ok(entries(folder)?.into_iter().filter_map(camera).collect())
}

fn camera_named(rig: &Rig, name: &str, origin: &Path) -> Result<usize, CaseError> {
    let place = rig
        .cameras()
        .iter()
        .position(|c| plain(&c.name) == plain(name));
    place.ok_or_else(|| {
        let names: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
        let what = format!(
            "is no camera of the rig, which has {}: rename one of them",
            names.join(", ")
        );
        CaseError::in_file(origin, what)
    })
}

/// Lower case, letters and digits alone, numbers without leading zeros.
fn plain(name: &str) -> String {
    let mut out = String::new();
    let mut in_number = false;
    let mut chars = name.chars().filter(char::is_ascii_alphanumeric).peekable();
    while let Some(c) = chars.next() {
        let leading = c == '0' && !in_number && chars.peek().is_some_and(char::is_ascii_digit);
        if !leading {
            in_number = c.is_ascii_digit();
            out.push(c.to_ascii_lowercase());
        }
    }
    out
}

#[derive(Deserialize)]
struct OpenPoseFile {
    people: Vec<OpenPosePerson>,
}

#[derive(Deserialize)]
struct OpenPosePerson {
    pose_keypoints_2d: Vec<f32>,
}

fn read_images(folder: &Path) -> Result<BTreeMap<u64, Image>, CaseError> {
    let mut images = BTreeMap::new();
    for (name, path) in entries(folder)? {
        if !name.ends_with(".json") {
            continue;
        }
        let number = image_number(&name).ok_or_else(|| {
            CaseError::in_file(
                &path,
                "has no image number in its name, as cam01.0000.json has",
            )
        })?;
        if images.insert(number, read_image(&path)?).is_some() {
            let what = format!("is the second file of image {number}");
            return Err(CaseError::in_file(&path, what));
        }
    }
    Ok(images)
}

/// The last digits of the name: 42 of `cam1_000000000042_keypoints.json`.
fn image_number(name: &str) -> Option<u64> {
    name.rsplit(|c: char| !c.is_ascii_digit())
        .find(|run| !run.is_empty())?
        .parse()
        .ok()
}

fn read_image(path: &Path) -> Result<Image, CaseError> {
    let text = fs::read_to_string(path).map_err(|e| CaseError::in_file(path, e))?;
    let file: OpenPoseFile = serde_json::from_str(&text)
        .map_err(|e| CaseError::in_file(path, format!("{e}; expected OpenPose JSON")))?;
    let mut image = Image::default();
    for (i, person) in file.people.iter().enumerate() {
        let (joints, rest) = person.pose_keypoints_2d.as_chunks::<3>();
        if !rest.is_empty() || joints.is_empty() {
            let n = person.pose_keypoints_2d.len();
            let what = format!(
                "person {i}: pose_keypoints_2d has {n} numbers, not x, y, score of every joint"
            );
            return Err(CaseError::in_file(path, what));
        }
        let seen = |j: &[f32; 3]| (*j != [0.0; 3]).then_some(*j);
        image.people.push(joints.iter().map(seen).collect());
    }
    Ok(image)
}

fn settle_joint_set(
    pose: &Path,
    cameras: &[RecordedCamera],
    given: Option<&'static JointSet>,
) -> Result<Option<&'static JointSet>, CaseError> {
    let people = || {
        let images = cameras.iter().flat_map(|c| c.images.values());
        images.flat_map(|image| &image.people)
    };
    let Some(count) = people().next().map(Vec::len) else {
        return Ok(given);
    };
    if let Some(other) = people().map(Vec::len).find(|n| *n != count) {
        let what =
            format!("has people of {count} and of {other} joints: one project has one joint set");
        return Err(CaseError::in_file(pose, what));
    }
    if let Some(set) = given {
        let n = set.joints.len();
        let what = format!("has {count} joints a person, {} has {n}", set.name);
        return if n == count {
            Ok(given)
        } else {
            Err(CaseError::in_file(pose, what))
        };
    }
    let set = match count {
        17 => Some(&joint_sets::COCO_17),
        18 => Some(&joint_sets::OPENPOSE_18),
        25 => body_25_or_25b(people().map(Vec::as_slice)),
        26 => Some(&joint_sets::HALPE_26),
        _ => None,
    };
    set.map(Some).ok_or_else(|| {
        let known: Vec<_> = joint_sets::ALL.iter().map(|s| s.name).collect();
        let what = format!(
            "the order of the {count} joints a person cannot be detected: state it with --joint-set, one of {}",
            known.join(", ")
        );
        CaseError::in_file(pose, what)
    })
}

/// Tells OpenPose's two orders of 25 joints apart. In BODY_25, joint 8 is the mid-hip: it lies half way between 9 and
/// 12 (the hips). In BODY_25B, joint 0 is the nose and 1 and 2 are the eyes: it lies near the middle between them. The
/// order whose distance, in heights of the person, has the clearly smaller median is the one; `None` when neither has.
pub fn body_25_or_25b<'a>(
    people: impl Iterator<Item = &'a [Option<[f32; 3]>]>,
) -> Option<&'static JointSet> {
    let (mut as_25, mut as_25b) = (Vec::new(), Vec::new());
    for person in people {
        let ys = || person.iter().flatten().map(|j| j[1]);
        let height = ys().fold(f32::MIN, f32::max) - ys().fold(f32::MAX, f32::min);
        let off_middle = |at: usize, a: usize, b: usize| {
            let joint = |i: usize| person.get(i).copied().flatten();
            let ([x, y, _], [ax, ay, _], [bx, by, _]) = (joint(at)?, joint(a)?, joint(b)?);
            let off = (x - (ax + bx) / 2.0).hypot(y - (ay + by) / 2.0) / height;
            off.is_finite().then_some(off)
        };
        as_25.extend(off_middle(8, 9, 12));
        as_25b.extend(off_middle(0, 1, 2));
    }
    let median = |v: &mut Vec<f32>| {
        v.sort_by(f32::total_cmp);
        v.get(v.len() / 2).copied()
    };
    match (median(&mut as_25)?, median(&mut as_25b)?) {
        (a, b) if 2.0 * a < b => Some(&joint_sets::BODY_25),
        (a, b) if 2.0 * b < a => Some(&joint_sets::BODY_25B),
        _ => None,
    }
}

/// Writes one camera's people in a case's layout, image `n` at `n / rate_hz` seconds.
///
/// # Errors
/// The file cannot be written.
pub fn write_detections(
    images: &BTreeMap<u64, Image>,
    rate_hz: f64,
    path: &Path,
) -> Result<(), CaseError> {
    let person = |joints: &Vec<_>| DetectedPerson {
        joints: joints.clone(),
    };
    let line = |(&frame, image): (&u64, &Image)| DetectionLine {
        frame,
        t: frame as f64 / rate_hz,
        people: image.people.iter().map(person).collect(),
        balls: Vec::new(),
    };
    case::write_detections(path, images.iter().map(line))
}
