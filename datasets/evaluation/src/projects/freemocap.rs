//! FreeMoCap recordings: `synchronized_videos/`, `*_camera_calibration.toml`, and people in `output_data/raw_data/*2d*.npy`, an
//! array of cameras × images × points × (x, y), px, NaN where not seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use trackside_calibration::rig_file;

use super::assembly::Parts;
use super::folder::{entries, has_extension, is_video, videos};
use super::people::CameraPeople;
use super::recording::{ImagePeople, ProjectOptions, RecordedProject};
use super::{npy, world};
use crate::CaseError;

const VIDEOS: [&str; 2] = ["synchronized_videos", "SyncedVideos"];

/// Whether a folder is a recording.
pub(super) fn is_project(folder: &Path) -> bool {
    VIDEOS.iter().any(|name| folder.join(name).is_dir())
}

/// Reads a recording.
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, CaseError> {
    let calibration = match options.calibration {
        Some(path) => path.to_owned(),
        None => find_calibration(folder)?,
    };
    let rig = rig_file::read(&calibration).map_err(|e| CaseError(e.to_string()))?;
    let mut notes = Vec::new();
    let rig = world::in_metres(rig, &mut notes)?;
    let rig = world::with_z_up(rig, false, &mut notes)?;
    let mut parts = Parts::new(calibration, rig);
    parts.notes = notes;
    for name in VIDEOS {
        parts.videos.extend(videos(&folder.join(name))?);
    }
    parts.videos.retain(|(_, path)| is_video(path));
    let cameras = parts.videos.clone();
    if let Some(path) = options.videos {
        parts.videos = videos(path)?;
    }
    if let Some(path) = find_people(folder, options.people)? {
        let each = split(&path, cameras.len())?;
        for ((name, _), people) in cameras.into_iter().zip(each) {
            parts.people.push((name, path.clone(), people));
        }
        parts.people_folder = path;
    }
    parts.assemble(options)
}

/// The calibration of the recording, or of the session around it.
fn find_calibration(folder: &Path) -> Result<PathBuf, CaseError> {
    let absolute = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    for place in absolute.ancestors().take(2) {
        let mut found = entries(place)?;
        found.retain(|(name, path)| name.contains("calibration") && has_extension(path, &["toml"]));
        match found.len() {
            0 => {}
            1 => return Ok(found.swap_remove(0).1),
            n => {
                let what = format!(
                    "has {n} calibrations (*calibration*.toml): say which with --calibration FILE"
                );
                return Err(CaseError::in_file(place, what));
            }
        }
    }
    let what =
        "has no *_camera_calibration.toml: name the cameras' calibration with --calibration FILE";
    Err(CaseError::in_file(folder, what))
}

/// The array of people: the one that was asked for, or the only one.
fn find_people(folder: &Path, asked: Option<&str>) -> Result<Option<PathBuf>, CaseError> {
    let mut found = Vec::new();
    for place in ["output_data/raw_data", "output_data", "DataArrays"] {
        let files = entries(&folder.join(place))?;
        let is_2d = |name: &str| name.to_lowercase().contains("2d") && name.ends_with(".npy");
        found.extend(files.into_iter().filter(|(name, _)| is_2d(name)));
        if !found.is_empty() {
            break;
        }
    }
    if let Some(asked) = asked {
        let all: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
        let what = format!("has no people \"{asked}\"; there is {}", all.join(", "));
        let one = found.iter().find(|(name, _)| name.contains(asked));
        return one
            .map(|f| Some(f.1.clone()))
            .ok_or_else(|| CaseError::in_file(folder, what));
    }
    if found.len() > 1 {
        let all: Vec<&str> = found.iter().map(|f| f.0.as_str()).collect();
        let what = format!(
            "has people of several programs: --people chooses one of {}",
            all.join(", ")
        );
        return Err(CaseError::in_file(folder, what));
    }
    Ok(found.pop().map(|f| f.1))
}

/// The people of each camera.
fn split(path: &Path, cameras: usize) -> Result<Vec<CameraPeople>, CaseError> {
    let array = npy::read(path)?;
    let [n, images, points, fields] = array.shape[..] else {
        let what = format!(
            "has {} sides, not cameras × images × points × (x, y)",
            array.shape.len()
        );
        return Err(CaseError::in_file(path, what));
    };
    if n != cameras || !(2..=3).contains(&fields) {
        let what = format!(
            "is of {n} cameras with {fields} numbers a point; the videos are {cameras}, and a point has x and y"
        );
        return Err(CaseError::in_file(path, what));
    }
    let at = |i: usize| array.values.get(i).copied().filter(|v| v.is_finite());
    let image = |camera: usize, image: usize| {
        let joint = |point: usize| {
            let from = ((camera * images + image) * points + point) * fields;
            Some([at(from)?, at(from + 1)?, 1.0])
        };
        let joints: Vec<Option<[f32; 3]>> = (0..points).map(joint).collect();
        let seen = joints.iter().any(Option::is_some);
        ImagePeople {
            people: if seen { vec![joints] } else { Vec::new() },
        }
    };
    let camera = |c: usize| CameraPeople {
        images: (0..images)
            .map(|i| (i as u64, image(c, i)))
            .collect::<BTreeMap<_, _>>(),
        format: "FreeMoCap",
        ..CameraPeople::default()
    };
    Ok((0..n).map(camera).collect())
}
