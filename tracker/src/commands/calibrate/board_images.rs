//! The images of one camera of a board, and the detections in them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use opencv::core::Mat;
use opencv::imgcodecs;
use opencv::prelude::*;
use opencv::videoio::{self, VideoCapture};
use trackside_calibration::solve::board::{Board, BoardDetection};

use crate::progress;

/// Images per second of a video that are used, and at most: neighbours show the same.
const VIDEO_RATE_HZ: f64 = 5.0;
const MAX_VIDEO_IMAGES: u64 = 400;
const EXTENSIONS: [&str; 7] = ["png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp"];

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

/// Reads an image file in colour.
///
/// # Errors
/// OpenCV cannot read it.
pub fn read_image(path: &Path) -> Result<Mat> {
    let image = imgcodecs::imread(path, imgcodecs::IMREAD_COLOR)?;
    ensure!(
        !image.empty(),
        "{}: not an image that OpenCV can read",
        path.display()
    );
    Ok(image)
}

/// The images of a folder or a video, one by one.
enum BoardImages {
    Folder {
        /// In reverse order.
        files: Vec<PathBuf>,
    },
    Video {
        video: VideoCapture,
        /// Every how manieth image is used.
        step: u64,
        index: u64,
        count: u64,
    },
}

impl BoardImages {
    fn open(path: &Path) -> Result<BoardImages> {
        if path.is_dir() {
            let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
            let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
            files.retain(|f| {
                let is_known = |e: &std::ffi::OsStr| {
                    EXTENSIONS.iter().any(|known| e.eq_ignore_ascii_case(known))
                };
                f.extension().is_some_and(is_known)
            });
            files.sort();
            files.reverse();
            return Ok(BoardImages::Folder { files });
        }
        ensure!(
            path.exists(),
            "{}: there is no such file or folder",
            path.display()
        );
        let video = VideoCapture::from_file(path, videoio::CAP_ANY)?;
        ensure!(
            video.is_opened()?,
            "{}: not a video that OpenCV can read",
            path.display()
        );
        let count = video.get(videoio::CAP_PROP_FRAME_COUNT)?.max(1.0) as u64;
        let rate_hz = video
            .get(videoio::CAP_PROP_FPS)?
            .clamp(VIDEO_RATE_HZ, 1000.0);
        let step = ((rate_hz / VIDEO_RATE_HZ) as u64)
            .max(count.div_ceil(MAX_VIDEO_IMAGES))
            .max(1);
        Ok(BoardImages::Video {
            video,
            step,
            index: 0,
            count,
        })
    }

    fn count(&self) -> u64 {
        match self {
            BoardImages::Folder { files } => files.len() as u64,
            BoardImages::Video { step, count, .. } => count.div_ceil(*step),
        }
    }

    /// The next image and its name.
    fn next(&mut self) -> Result<Option<(String, Mat)>> {
        match self {
            BoardImages::Folder { files } => {
                let Some(file) = files.pop() else {
                    return Ok(None);
                };
                Ok(Some((file.display().to_string(), read_image(&file)?)))
            }
            BoardImages::Video {
                video, step, index, ..
            } => {
                let mut image = Mat::default();
                loop {
                    let is_used = (*index).is_multiple_of(*step);
                    let is_read = if is_used {
                        video.read(&mut image)?
                    } else {
                        video.grab()?
                    };
                    if !is_read {
                        return Ok(None);
                    }
                    *index += 1;
                    if is_used {
                        return Ok(Some((format!("image {}", *index - 1), image)));
                    }
                }
            }
        }
    }
}
