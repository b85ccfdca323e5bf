//! Reads a rig of any supported format.

use std::fs;
use std::path::{Path, PathBuf};

use super::text::read_text;
use super::toml::{from_toml, lenses_from_toml};
use super::{colmap, opencv, opentrackio, qualisys};
use crate::error::located_error;
use crate::{Camera, Rig, RigError};

/// The rig in `path`: a file of any supported format, recognized by its content; a folder of OpenCV files; or a folder with COLMAP's
/// text model.
///
/// # Errors
/// A path that cannot be read or understood, with file, camera, field and, where known, line.
pub fn read(path: &Path) -> Result<Rig, RigError> {
    read_as(path, None)
}

/// What a file of lenses lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LensFile {
    /// Width and height of the images, where the file does not say them, px.
    pub size_px: Option<[u32; 2]>,
}

/// As [`read`], where only the lenses count: cameras without a pose stand at the origin, and sizes that are missing are those of
/// `lenses`.
///
/// # Errors
/// As [`read`].
pub fn read_lenses(path: &Path, lenses: LensFile) -> Result<Rig, RigError> {
    read_as(path, Some(lenses))
}

fn read_as(path: &Path, lenses: Option<LensFile>) -> Result<Rig, RigError> {
    if path.is_dir() && colmap::is_model_folder(path) {
        return colmap::read(path);
    }
    if path.is_dir() && path.join("cameras.bin").is_file() {
        let what = "COLMAP's binary model: write it as text, `colmap model_converter --input_path FOLDER --output_path FOLDER \
                    --output_type TXT`";
        return Err(located_error(
            &path.display().to_string(),
            None,
            "",
            "",
            what,
        ));
    }
    if path.is_dir() {
        return read_folder(path, lenses);
    }
    let origin = path.display().to_string();
    let text = read_text(path)?;
    let first = text.trim_start().chars().next();
    match first {
        Some('<') => qualisys::read(&text, &origin),
        Some('{' | '[') if opentrackio::is_opentrackio(&text) => opentrackio::read(&text, &origin),
        Some('{') => opencv::read(&text, path, &origin, lenses),
        _ if opencv::looks_like_yaml(&text, path) => opencv::read(&text, path, &origin, lenses),
        Some(_) if lenses.is_some() => lenses_from_toml(&text, &origin),
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
fn read_folder(folder: &Path, lenses: Option<LensFile>) -> Result<Rig, RigError> {
    let origin = folder.display().to_string();
    let entries = fs::read_dir(folder).map_err(|e| RigError(format!("{origin}: {e}")))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| opencv::has_extension(path, &["yml", "yaml", "json"]))
        .collect();
    files.sort();
    let is_easymocap = |f: &&PathBuf| f.file_name().is_some_and(|n| n == "intri.yml");
    if let Some(pair) = files.iter().find(is_easymocap) {
        return read_as(pair, lenses);
    }
    let mut cameras: Vec<Camera> = Vec::new();
    for file in &files {
        for camera in read_as(file, lenses)?.cameras() {
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
