//! The images of one camera of a board, and the detections in them.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use opencv::core::Mat;
use opencv::prelude::*;
use trackside_calibration::Camera;
use trackside_calibration::solve::board::{Board, BoardDetection};

use crate::capture::{ImageFolder, VideoFile};
use crate::orientation::Orientation;
use crate::progress;

/// The interval between the images of a video that are used, s, and the most of them: neighbours show the same. All videos
/// use the images nearest to multiples of the interval, whatever their rates.
const VIDEO_INTERVAL_S: f64 = 0.2;
const MAX_VIDEO_IMAGES: u64 = 400;

/// The board in the images of one camera.
pub struct CameraDetections {
    /// The images in which it is visible.
    pub detections: Vec<BoardDetection>,
    /// By detection, the time since the first image of the video, s; `None` in folders of images.
    pub times_s: Vec<Option<f64>>,
    /// Width and height of all images.
    pub size_px: [u32; 2],
    /// How many images there are.
    pub image_count: usize,
}

/// Detects the board in all images of a folder or a video.
///
/// # Errors
/// A path or an image that cannot be read; no image; images of different sizes, or of another size than `calibrated_px`.
pub fn detect_board(
    board: &Board,
    camera: &str,
    path: &Path,
    calibrated_px: Option<[u32; 2]>,
) -> Result<CameraDetections> {
    let mut images = BoardImages::open(path)?;
    let bar = progress::bar(images.count(), &format!("images of {camera}"));
    let (mut detections, mut size_px, mut image_count) = (Vec::new(), calibrated_px, 0);
    let (mut times_s, mut hint) = (Vec::new(), None);
    while let Some((name, time_s, image)) = images.next()? {
        let size = [image.cols() as u32, image.rows() as u32];
        let expected = *size_px.get_or_insert(size);
        ensure!(
            size == expected,
            "camera \"{camera}\": {name} is {}×{} px, but {} {}×{}: use images of that size",
            size[0],
            size[1],
            match calibrated_px {
                Some(_) => "its lens was calibrated for",
                None => "the images before it are",
            },
            expected[0],
            expected[1]
        );
        match board.detect(&image, &name)? {
            Some(found) => {
                detections.push(found);
                times_s.push(time_s);
            }
            None if hint.is_none() && detections.is_empty() => hint = board.hint(&image)?,
            None => {}
        }
        image_count += 1;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let size_px = size_px.filter(|_| image_count > 0).with_context(|| {
        format!(
            "camera \"{camera}\": {}: there is no image in it",
            path.display()
        )
    })?;
    if let Some(hint) = hint.filter(|_| detections.is_empty()) {
        bail!("camera \"{camera}\": {}: {hint}", path.display());
    }
    Ok(CameraDetections {
        detections,
        times_s,
        size_px,
        image_count,
    })
}

/// Requires that an image has the size that a camera's lens was calibrated for.
///
/// # Errors
/// Another size.
pub fn require_size(camera: &Camera, image: &Mat, name: &str) -> Result<()> {
    let size = [image.cols() as u32, image.rows() as u32];
    ensure!(
        size == camera.size_px,
        "camera \"{}\": {name} is {}×{} px, but its lens was calibrated for {}×{}: use an image of that size, taken in the \
         mode in which the camera films (a photo shows another part of the scene than a video), or calibrate the lens with \
         images of this size",
        camera.name,
        size[0],
        size[1],
        camera.size_px[0],
        camera.size_px[1]
    );
    Ok(())
}

/// The images of a folder or a video, one by one.
enum BoardImages {
    Folder {
        folder: ImageFolder,
        next: usize,
    },
    Video {
        video: Box<VideoFile>,
        /// The interval between used images, and between all, s.
        interval_s: f64,
        image_interval_s: f64,
        index: u64,
        /// How many images are used already.
        used: u64,
        count: u64,
        /// The time of the first image, s.
        first_s: Option<f64>,
    },
}

impl BoardImages {
    fn open(path: &Path) -> Result<BoardImages> {
        if path.is_dir() {
            let folder = ImageFolder::open(path)?;
            return Ok(BoardImages::Folder { folder, next: 0 });
        }
        let video = VideoFile::open(path, Orientation::default())?;
        let count = video.declared_images().unwrap_or(1).max(1);
        let rate_hz = video.rate_hz().unwrap_or(1.0 / VIDEO_INTERVAL_S);
        let wanted = count as f64 / rate_hz / VIDEO_INTERVAL_S / MAX_VIDEO_IMAGES as f64;
        Ok(BoardImages::Video {
            video: Box::new(video),
            interval_s: VIDEO_INTERVAL_S * wanted.ceil().max(1.0),
            image_interval_s: 1.0 / rate_hz,
            index: 0,
            used: 0,
            count,
            first_s: None,
        })
    }

    fn count(&self) -> u64 {
        match self {
            BoardImages::Folder { folder, .. } => folder.files.len() as u64,
            BoardImages::Video {
                interval_s,
                image_interval_s,
                count,
                ..
            } => (*count as f64 * image_interval_s / interval_s).ceil() as u64,
        }
    }

    /// The next image, its name, and in a video its time since the first, s.
    fn next(&mut self) -> Result<Option<(String, Option<f64>, Mat)>> {
        match self {
            BoardImages::Folder { folder, next } => {
                let Some(file) = folder.files.get(*next) else {
                    return Ok(None);
                };
                *next += 1;
                Ok(Some((file.display().to_string(), None, folder.read(file)?)))
            }
            BoardImages::Video {
                video,
                interval_s,
                image_interval_s,
                index,
                used,
                first_s,
                ..
            } => {
                while let Some(stamp_s) = video.grab()? {
                    let time_s = stamp_s - *first_s.get_or_insert(stamp_s);
                    *index += 1;
                    // The image nearest to the next multiple of the interval.
                    if time_s + 0.5 * *image_interval_s <= *used as f64 * *interval_s {
                        continue;
                    }
                    *used = ((time_s + 0.5 * *image_interval_s) / *interval_s) as u64 + 1;
                    let mut image = Mat::default();
                    video.retrieve(&mut image)?;
                    return Ok(Some((format!("image {}", *index - 1), Some(time_s), image)));
                }
                Ok(None)
            }
        }
    }
}
