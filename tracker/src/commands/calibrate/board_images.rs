//! The images of one camera of a board, and the detections in them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use opencv::core::Mat;
use opencv::prelude::*;
use trackside_calibration::solve::board::{Board, BoardDetection};

use crate::capture::{ImageFolder, VideoFile};
use crate::orientation::Orientation;
use crate::progress;

/// Images per second of a video that are used, and at most: neighbours show the same.
const VIDEO_RATE_HZ: f64 = 5.0;
const MAX_VIDEO_IMAGES: u64 = 400;

/// The board in the images of one camera.
pub struct CameraDetections {
    /// The images in which it is visible.
    pub detections: Vec<BoardDetection>,
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
    while let Some((name, image)) = images.next()? {
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
        detections.extend(board.detect(&image, &name)?);
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
    Ok(CameraDetections {
        detections,
        size_px,
        image_count,
    })
}

/// The images of a folder or a video, one by one.
enum BoardImages {
    Folder {
        folder: ImageFolder,
        next: usize,
    },
    Video {
        video: Box<VideoFile>,
        /// Every how manieth image is used.
        step: u64,
        index: u64,
        count: u64,
    },
}

impl BoardImages {
    fn open(path: &Path) -> Result<BoardImages> {
        if path.is_dir() {
            let folder = ImageFolder::open(path)?;
            return Ok(BoardImages::Folder { folder, next: 0 });
        }
        let video = VideoFile::open(path, Orientation::default())?;
        let count = video.declared_images().unwrap_or(1);
        let rate_hz = video.rate_hz().unwrap_or(VIDEO_RATE_HZ);
        let step = ((rate_hz / VIDEO_RATE_HZ) as u64)
            .max(count.div_ceil(MAX_VIDEO_IMAGES))
            .max(1);
        Ok(BoardImages::Video {
            video: Box::new(video),
            step,
            index: 0,
            count,
        })
    }

    fn count(&self) -> u64 {
        match self {
            BoardImages::Folder { folder, .. } => folder.files.len() as u64,
            BoardImages::Video { step, count, .. } => count.div_ceil(*step),
        }
    }

    /// The next image and its name.
    fn next(&mut self) -> Result<Option<(String, Mat)>> {
        match self {
            BoardImages::Folder { folder, next } => {
                let Some(file) = folder.files.get(*next) else {
                    return Ok(None);
                };
                *next += 1;
                Ok(Some((file.display().to_string(), folder.read(file)?)))
            }
            BoardImages::Video {
                video, step, index, ..
            } => loop {
                if video.grab()?.is_none() {
                    return Ok(None);
                }
                *index += 1;
                if (*index - 1).is_multiple_of(*step) {
                    let mut image = Mat::default();
                    video.retrieve(&mut image)?;
                    return Ok(Some((format!("image {}", *index - 1), image)));
                }
            },
        }
    }
}
