//! A rig file and one file or folder of 2D people a camera, from whatever program: no layout of a project, only names of cameras.

use std::path::{Path, PathBuf};

use trackside_calibration::{Rig, rig_file};

use super::assembly::Parts;
use super::folder::{entries, folders, has_extension, is_video, stem, videos};
use super::people;
use super::recording::{ProjectOptions, RecordedProject};
use crate::CaseError;

/// Reads a folder of 2D people: a file (`cam01.json`, `cam01DLC_….csv`) or a folder (`cam01/`, `cam01_json/`) a camera. The rig file
/// is the one that lies in it or is named; videos lie in it, in its `videos/`, or where it is said.
///
/// # Errors
/// A folder or file that is missing, cannot be read, or does not fit the rest, named, with what to do.
pub fn read(folder: &Path, options: ProjectOptions<'_>) -> Result<RecordedProject, CaseError> {
    let (calibration, rig) = match options.calibration {
        Some(path) => {
            let rig = rig_file::read(path).map_err(|e| CaseError(e.to_string()))?;
            (path.to_owned(), rig)
        }
        None => find_rig(folder)?.ok_or_else(|| {
            let what = "has no rig file: name the cameras' calibration with --calibration FILE";
            CaseError::in_file(folder, what)
        })?,
    };
    let mut parts = Parts::new(calibration, rig);
    parts.people_folder = folder.to_owned();
    for (name, path) in cameras_in(folder)? {
        if path == parts.calibration {
            continue;
        }
        let people = people::read(&path)?;
        if !people.format.is_empty() {
            parts.people.push((name, path, people));
        }
    }
    parts.videos = match options.videos {
        Some(place) => videos(place)?,
        None => {
            let mut found = videos(&folder.join("videos"))?;
            found.extend(
                entries(folder)?
                    .into_iter()
                    .filter(|(_, p)| is_video(p))
                    .map(|(_, p)| (stem(&p), p)),
            );
            found
        }
    };
    if parts.people.is_empty() {
        let what = "has no 2D people: expected a file or a folder of them a camera, as cam01.json or cam01_json/";
        return Err(CaseError::in_file(folder, what));
    }
    parts.assemble(options)
}

/// Whether a folder has a rig file and cameras' people.
pub(super) fn is_project(folder: &Path) -> bool {
    find_rig(folder).is_ok_and(|rig| rig.is_some())
        && cameras_in(folder).is_ok_and(|cameras| cameras.len() > 1)
}

/// The files and folders that may hold a camera's people.
fn cameras_in(folder: &Path) -> Result<Vec<(String, PathBuf)>, CaseError> {
    let mut found = Vec::new();
    for (name, path) in entries(folder)? {
        if people::may_hold_people(&path) && !is_rig(&path) {
            found.push((stem(&path), path));
        } else if path.is_dir() && name != "videos" && !name.to_lowercase().contains("calib") {
            let inside = entries(&path)?;
            if inside.iter().any(|(_, p)| people::may_hold_people(p)) {
                found.push((name, path));
            }
        }
    }
    Ok(found)
}

fn is_rig(path: &Path) -> bool {
    has_extension(path, &["json"]) && rig_file::read(path).is_ok()
}

/// The rig file in a folder, or in its folder of calibrations.
pub(super) fn find_rig(folder: &Path) -> Result<Option<(PathBuf, Rig)>, CaseError> {
    let calibrations = folders(folder)?.into_iter().map(|(_, path)| path);
    let calibrations = calibrations.filter(|p| stem(p).to_lowercase().contains("calib"));
    for place in std::iter::once(folder.to_owned()).chain(calibrations) {
        let files = entries(&place)?.into_iter().map(|(_, path)| path);
        let may_be =
            |p: &PathBuf| p.is_file() && has_extension(p, &["toml", "txt", "yml", "yaml", "json"]);
        let mut rigs = files.filter(may_be).filter_map(|path| {
            let rig = rig_file::read(&path).ok()?;
            Some((path, rig))
        });
        let Some(found) = rigs.next() else { continue };
        // The two halves of EasyMocap's pair are one rig.
        if let Some((other, rig)) = rigs.next()
            && rig.id() != found.1.id()
        {
            let what = format!(
                "and {} are both rig files: say which with --calibration FILE",
                other.display()
            );
            return Err(CaseError::in_file(&found.0, what));
        }
        return Ok(Some(found));
    }
    Ok(None)
}
