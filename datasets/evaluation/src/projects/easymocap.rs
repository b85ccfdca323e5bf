//! EasyMocap: `intri.yml` and `extri.yml`, `videos/CAM.mp4` or `images/CAM/`, and people in `annots/CAM/` or `openpose/CAM/`.

use std::path::Path;

use trackside_calibration::rig_file;

use super::assembly::Parts;
use super::folder::{entries, folders, videos};
use super::joint_layouts::JointLayout;
use super::recording::{ProjectOptions, RecordedProject};
use super::{json, people};
use crate::CaseError;

/// Where people lie; the first that is there goes before the others.
const PEOPLE: [&str; 4] = ["annots", "keypoints2d", "openpose", "mediapipe"];

/// Whether a folder is EasyMocap's.
pub(super) fn is_project(folder: &Path) -> bool {
    folder.join("intri.yml").is_file() && folder.join("extri.yml").is_file()
}

/// Reads a project.
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, CaseError> {
    let calibration = match options.calibration {
        Some(path) => path.to_owned(),
        None => folder.join("intri.yml"),
    };
    if options.calibration.is_none() && !is_project(folder) {
        let what = "has no intri.yml and extri.yml: is it EasyMocap's? --calibration FILE names another rig file";
        return Err(CaseError::in_file(folder, what));
    }
    let found = videos(options.videos.unwrap_or(&folder.join("videos")))?;
    let videos = if found.is_empty() {
        videos(&folder.join("images"))?
    } else {
        found
    };
    let size_px = |name: &str| {
        let of_camera = || videos.iter().find(|(video, _)| video == name);
        annotated_size_px(&folder.join("annots").join(name))
            .or_else(|| options.image_size_px?(&of_camera()?.1))
    };
    let rig = if is_project(folder) && options.calibration.is_none() {
        rig_file::read_easymocap(&calibration, &size_px)
    } else {
        rig_file::read(&calibration)
    };
    let rig = rig.map_err(|e| CaseError(e.to_string()))?;
    let mut parts = Parts::new(calibration, rig);
    parts.videos = videos;
    let present: Vec<&str> = PEOPLE
        .into_iter()
        .filter(|name| folder.join(name).is_dir())
        .collect();
    let taken = options.people.or(present.first().copied());
    if let Some(taken) = taken {
        parts.people_folder = folder.join(taken);
        if entries(&parts.people_folder)?.is_empty() {
            let what = format!(
                "has no folder {taken} with people; there is {}",
                present.join(", ")
            );
            return Err(CaseError::in_file(folder, what));
        }
        if present.len() > 1 {
            parts.notes.push(format!(
                "the people are those of {taken}/, of {}: --people chooses",
                present.join(", ")
            ));
        }
        for (name, path) in folders(&parts.people_folder)? {
            let people = people::read(&path)?;
            parts.people.push((name, path, people));
        }
    }
    // Its own annotations are in OpenPose's order, whatever network made them.
    parts.layout = Some(JointLayout::body_25());
    parts.assemble(options)
}

/// The size of the images that a camera's annotations state.
fn annotated_size_px(annots: &Path) -> Option<[u32; 2]> {
    let (_, first) = entries(annots).ok()?.into_iter().next()?;
    let value = json::read(&first).ok()?;
    let side = |key: &str| u32::try_from(value.get(key)?.as_u64()?).ok();
    Some([side("width")?, side("height")?])
}
