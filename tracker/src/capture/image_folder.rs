//! Folders of images.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use opencv::core::Mat;
use opencv::imgcodecs;
use opencv::prelude::MatTraitConst;

use super::exif;
use super::natural_order;
use crate::orientation::Orientation;

/// The extensions of image files.
const EXTENSIONS: [&str; 7] = ["jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp"];

/// Whether a path has the extension of an image file.
pub fn is_image_file(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    EXTENSIONS.contains(&extension.to_lowercase().as_str())
}

/// The images of a folder. All are turned alike: cameras turn photographs by how they are held, the sensor stays the same.
#[derive(Clone, Debug)]
pub struct ImageFolder {
    /// The files, in the order of their names, in which numbers count as numbers.
    pub files: Vec<PathBuf>,
    /// How the stored pixels of every file are turned.
    pub orientation: Orientation,
}

impl ImageFolder {
    /// Finds the images of a folder, and how most of them are turned by their EXIF data. Where they differ, that is logged: those
    /// that were turned otherwise get the sensor's pixels back, turned as the others are.
    ///
    /// # Errors
    /// A folder that cannot be read, or without images.
    pub fn open(folder: &Path) -> Result<ImageFolder> {
        let name = || folder.display().to_string();
        let mut files = Vec::new();
        for entry in folder.read_dir().with_context(name)? {
            files.push(entry.with_context(name)?.path());
        }
        files.retain(|f| is_image_file(f) && f.is_file());
        files.sort_by(|a, b| natural_order::by_name(a, b));
        ensure!(
            !files.is_empty(),
            "{}: there are no images in it ({})",
            folder.display(),
            EXTENSIONS.join(", ")
        );
        let turned: Vec<Orientation> = files.iter().map(|f| exif::read_orientation(f)).collect();
        let count = |o: &Orientation| turned.iter().filter(|t| *t == o).count();
        // Of equally many, the one that turns least.
        let orientation = (turned.iter().copied())
            .max_by_key(|o| (count(o), std::cmp::Reverse(*o)))
            .unwrap_or_default();
        let other = files.iter().zip(&turned).find(|(_, t)| **t != orientation);
        if let Some((file, other)) = other {
            let n = files.len() - count(&orientation);
            tracing::warn!(
                "{}: {n} of {} images are turned otherwise by their EXIF data ({}: {other}): all are {orientation} from the \
                 sensor's pixels",
                folder.display(),
                files.len(),
                file.display()
            );
        }
        Ok(ImageFolder { files, orientation })
    }

    /// Reads an image of the folder.
    ///
    /// # Errors
    /// It cannot be decoded.
    pub fn read(&self, file: &Path) -> Result<Mat> {
        read_turned(file, self.orientation)
    }
}

/// Reads an image file in colour, turned as its EXIF data say.
///
/// # Errors
/// OpenCV cannot read it.
pub fn read_image(path: &Path) -> Result<Mat> {
    read_turned(path, exif::read_orientation(path))
}

fn read_turned(path: &Path, orientation: Orientation) -> Result<Mat> {
    let flags = imgcodecs::IMREAD_COLOR | imgcodecs::IMREAD_IGNORE_ORIENTATION;
    let mut image = imgcodecs::imread(path, flags).with_context(|| path.display().to_string())?;
    ensure!(
        !image.empty(),
        "{} is not an image that can be read",
        path.display()
    );
    orientation.apply(&mut image)?;
    Ok(image)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use opencv::core::{CV_8UC3, Scalar, Vec3b, Vector};
    use opencv::prelude::MatTrait;

    use super::*;

    /// A photograph of 32 × 16 stored px whose left half is bright.
    fn write_photo(path: &Path, orientation: u16) {
        let black = Scalar::all(0.0);
        let mut image = Mat::new_rows_cols_with_default(16, 32, CV_8UC3, black).unwrap();
        let left = opencv::core::Rect::new(0, 0, 16, 16);
        let mut left = image.roi_mut(left).unwrap();
        left.set_to_def(&Scalar::all(255.0)).unwrap();
        let mut jpeg = Vector::new();
        imgcodecs::imencode_def(".jpg", &image, &mut jpeg).unwrap();
        std::fs::write(path, exif::tests::with_exif(jpeg.as_slice(), orientation)).unwrap();
    }

    #[test]
    fn photos_of_one_sensor_are_turned_alike_whatever_their_exif_data_say() {
        let dir = tempfile::tempdir().unwrap();
        for (i, orientation) in [6, 6, 8, 1, 6, 3].into_iter().enumerate() {
            write_photo(&dir.path().join(format!("{i}.jpg")), orientation);
        }
        let folder = ImageFolder::open(dir.path()).unwrap();
        for file in &folder.files {
            let image = folder.read(file).unwrap();
            assert_eq!((image.cols(), image.rows()), (16, 32));
            // Turned clockwise, the left half becomes the upper one.
            assert!(image.at_2d::<Vec3b>(4, 8).unwrap()[0] > 200, "{file:?}");
            assert!(image.at_2d::<Vec3b>(28, 8).unwrap()[0] < 50, "{file:?}");
        }
        // Alone, each is turned as it says.
        let alone = read_image(&folder.files[2]).unwrap();
        assert!(alone.at_2d::<Vec3b>(28, 8).unwrap()[0] > 200);
        assert_eq!(read_image(&folder.files[3]).unwrap().cols(), 32);
    }
}
