//! Reads a rig of any supported format.

use std::fs;
use std::path::{Path, PathBuf};

use super::text::read_text;
use super::toml::from_toml;
use super::{colmap, opencv, opentrackio, qualisys};
use crate::error::located_error;
use crate::{Camera, Rig, RigError};

/// The rig in `path`: a file of any supported format, recognized by its content; a folder of OpenCV files; or a folder with COLMAP's
/// text model.
///
/// # Errors
/// A path that cannot be read or understood, with file, camera, field and, where known, line.
pub fn read(path: &Path) -> Result<Rig, RigError> {
    if path.is_dir() && colmap::is_model_folder(path) {
        return colmap::read(path);
    }
    if path.is_dir() {
        return read_folder(path);
    }
    let origin = path.display().to_string();
    let text = read_text(path)?;
    let first = text.trim_start().chars().next();
    match first {
        Some('<') => qualisys::read(&text, &origin),
        Some('{' | '[') if opentrackio::is_opentrackio(&text) => opentrackio::read(&text, &origin),
        Some('{') => opencv::read(&text, path, &origin),
        _ if opencv::looks_like_yaml(&text, path) => opencv::read(&text, path, &origin),
        Some(_) => from_toml(&text, &origin),
        None => Err(RigError(format!("{origin}: the file is empty"))),
    }
}

/// The rig of EasyMocap's `intri.yml` and `extri.yml`, of which `path` is one, with the sizes of images (px, by camera name) that
/// these files lack in some versions.
///
/// # Errors
/// As [`read`].
pub fn read_easymocap(
    path: &Path,
    size_px: &dyn Fn(&str) -> Option<[u32; 2]>,
) -> Result<Rig, RigError> {
    opencv::read_easymocap(path, size_px)
}

/// The rig in a folder of YAML or JSON files with one or more cameras each, in the order of their names.
fn read_folder(folder: &Path) -> Result<Rig, RigError> {
    let origin = folder.display().to_string();
    let entries = fs::read_dir(folder).map_err(|e| RigError(format!("{origin}: {e}")))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| opencv::has_extension(path, &["yml", "yaml", "json"]))
        .collect();
    files.sort();
    let is_easymocap = |f: &&PathBuf| f.file_name().is_some_and(|n| n == "intri.yml");
    if let Some(pair) = files.iter().find(is_easymocap) {
        return read(pair);
    }
    let mut cameras: Vec<Camera> = Vec::new();
    for file in &files {
        for camera in read(file)?.cameras() {
            if cameras.iter().any(|c| c.name == camera.name) {
                let what = "another file of the folder has a camera of this name";
                let file = file.display().to_string();
                return Err(located_error(&file, None, &camera.name, "name", what));
            }
            cameras.push(camera.clone());
        }
    }
    if cameras.is_empty() {
        let what = "a folder without .yml, .yaml or .json files: name a rig file";
        return Err(located_error(&origin, None, "", "", what));
    }
    Rig::new(cameras).map_err(|e| located_error(&origin, None, "", "", &e.0))
}
