//! Folders of images.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use opencv::core::Mat;
use opencv::imgcodecs;

/// The extensions of image files.
const EXTENSIONS: [&str; 7] = ["jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp"];

/// The images of a folder, in the order of their names.
pub(super) fn images_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let name = || folder.display().to_string();
    let is_image = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        EXTENSIONS.contains(&extension.to_lowercase().as_str())
    };
    let mut images = Vec::new();
    for entry in folder.read_dir().with_context(name)? {
        images.push(entry.with_context(name)?.path());
    }
    images.retain(is_image);
    images.sort();
    ensure!(
        !images.is_empty(),
        "{}: there are no images in it ({})",
        folder.display(),
        EXTENSIONS.join(", ")
    );
    Ok(images)
}

/// Reads an image; empty where it cannot be decoded.
pub(super) fn read_image(path: &Path) -> Result<Mat> {
    imgcodecs::imread(path, imgcodecs::IMREAD_COLOR).with_context(|| path.display().to_string())
}
