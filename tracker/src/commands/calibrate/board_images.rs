//! The images of one camera of a board, and the detections in them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use opencv::core::Mat;
use opencv::imgcodecs;
use opencv::prelude::*;
use opencv::videoio::{self, VideoCapture};
use trackside_calibration::Camera;
use trackside_calibration::solve::board::{Board, BoardDetection};

/// The interval between the images of a video that are used, s, and the most of them: neighbours show the same. All videos
/// use the images nearest to multiples of the interval, whatever their rates.
const VIDEO_INTERVAL_S: f64 = 0.2;
const MAX_VIDEO_IMAGES: u64 = 400;
const EXTENSIONS: [&str; 7] = ["png", "jpg", "jpeg", "bmp", "tif", "tiff", "webp"];

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
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} images of {msg}, {eta} left")?;
    let bar = ProgressBar::new(images.count())
        .with_style(style)
        .with_message(camera.to_owned());
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
        /// In reverse order.
        files: Vec<PathBuf>,
    },
    Video {
        video: VideoCapture,
        /// The interval between used images, and between all, s.
        interval_s: f64,
        image_interval_s: f64,
        index: u64,
        /// How many images are used already.
        used: u64,
        count: u64,
        /// The time stamp of the first image, ms.
        first_ms: Option<f64>,
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
        let rate_hz = video.get(videoio::CAP_PROP_FPS)?.clamp(1.0, 1000.0);
        let wanted = count as f64 / rate_hz / VIDEO_INTERVAL_S / MAX_VIDEO_IMAGES as f64;
        Ok(BoardImages::Video {
            video,
            interval_s: VIDEO_INTERVAL_S * wanted.ceil().max(1.0),
            image_interval_s: 1.0 / rate_hz,
            index: 0,
            used: 0,
            count,
            first_ms: None,
        })
    }

    fn count(&self) -> u64 {
        match self {
            BoardImages::Folder { files } => files.len() as u64,
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
            BoardImages::Folder { files } => {
                let Some(file) = files.pop() else {
                    return Ok(None);
                };
                Ok(Some((file.display().to_string(), None, read_image(&file)?)))
            }
            BoardImages::Video {
                video,
                interval_s,
                image_interval_s,
                index,
                used,
                first_ms,
                ..
            } => {
                let mut image = Mat::default();
                while video.grab()? {
                    let stamp_ms = video.get(videoio::CAP_PROP_POS_MSEC)?;
                    let since_first_s = 1e-3 * (stamp_ms - *first_ms.get_or_insert(stamp_ms));
                    let time_s = if since_first_s > 0.0 {
                        since_first_s
                    } else {
                        // A container without time stamps.
                        *index as f64 * *image_interval_s
                    };
                    *index += 1;
                    // The image nearest to the next multiple of the interval.
                    if time_s + 0.5 * *image_interval_s <= *used as f64 * *interval_s {
                        continue;
                    }
                    *used = ((time_s + 0.5 * *image_interval_s) / *interval_s) as u64 + 1;
                    if !video.retrieve_def(&mut image)? {
                        return Ok(None);
                    }
                    return Ok(Some((format!("image {}", *index - 1), Some(time_s), image)));
                }
                Ok(None)
            }
        }
    }
}
