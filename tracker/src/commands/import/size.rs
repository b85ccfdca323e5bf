//! What a video's images are, and how they came to have another size than the calibrated one.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use clap::ValueEnum;
use opencv::core::{Mat, MatTraitConst, Rect, mean_def};

use crate::capture::{ImageFolder, VideoFile, image_size_px};
use crate::orientation::Orientation;

/// How images of another size than the calibrated one came to differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Size {
    /// Cut off at the right or the bottom.
    Crop,
    /// Scaled with the proportions kept, between bars where the new ones differ.
    Scale,
}

impl Size {
    /// As a venue file has it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Size::Crop => "crop",
            Size::Scale => "scale",
        }
    }
}

/// What a video shows of itself.
pub(super) struct Probe {
    /// The first image.
    image: Mat,
    pub(super) size_px: [u32; 2],
}

/// Opens a video, upright by its own matrix.
pub(super) fn open(path: &Path) -> Result<VideoFile> {
    VideoFile::open(path, Orientation::default())
}

/// Images per second, where the video says it.
pub(super) fn rate_hz(path: &Path) -> Result<Option<f64>> {
    Ok(open(path)?.rate_hz())
}

/// Opens the video and decodes its first image, which is what later counts.
pub(super) fn probe(path: &Path) -> Result<Probe> {
    let mut video = open(path)?;
    let mut image = Mat::default();
    let first = video.read(&mut image)?;
    ensure!(
        first.is_some(),
        "{}: has no image that can be decoded",
        path.display()
    );
    Ok(Probe {
        size_px: image_size_px(&image),
        image,
    })
}

/// Width and height of the images of a video or a folder of images, where they can be read.
pub(super) fn of_images(path: &Path) -> Option<[u32; 2]> {
    if path.is_file() {
        return Some(probe(path).ok()?.size_px);
    }
    let folder = ImageFolder::open(path).ok()?;
    let image = folder.read(folder.files.first()?).ok()?;
    Some(image_size_px(&image))
}

/// How an image of another size is used, and why.
///
/// Images scaled with their proportions kept stand between black bars: where the bars are, that is it. Otherwise:
/// video encoders work on blocks of 16 × 16 px, so sizes that agree in whole blocks are those of decoders that did and
/// did not cut off what the encoder had added at the right and the bottom.
pub(super) fn size_policy(
    video: &Probe,
    calibrated: [u32; 2],
    requested: Option<Size>,
) -> Result<(Size, String)> {
    let [w, h] = video.size_px;
    let [cw, ch] = calibrated;
    let differ = format!("the video's images are {w}x{h} px, the calibration's {cw}x{ch}");
    if let Some(how) = requested {
        return Ok((how, format!("{differ}; --size decides")));
    }
    let blocks = |v: u32| v.next_multiple_of(16);
    let scales = [f64::from(w) / f64::from(cw), f64::from(h) / f64::from(ch)];
    let (how, why) = if has_bars(video, scales, calibrated)? {
        (
            Size::Scale,
            "scaled: they stand between the black bars that scaling leaves",
        )
    } else if [blocks(w), blocks(h)] == [blocks(cw), blocks(ch)] {
        (
            Size::Crop,
            "cut off at the right or the bottom: in blocks of 16 px they agree",
        )
    } else if (scales[0] / scales[1] - 1.0).abs() < 0.01 {
        (Size::Scale, "scaled: the proportions are the same")
    } else {
        bail!("{differ}: say how they differ with --size crop or --size scale")
    };
    Ok((how, format!("{differ}: taken as {why}")))
}

/// A bar is this dark, of 255, …
const BAR_DARK: f64 = 8.0;
/// … and this much darker than the image beside it.
const BAR_CONTRAST: f64 = 5.0;

/// Whether black bars lie where scaling by the smaller of `scales` (of x and y) leaves them.
fn has_bars(video: &Probe, scales: [f64; 2], [cw, ch]: [u32; 2]) -> Result<bool> {
    let [w, h] = video.size_px.map(f64::from);
    let [sx, sy] = scales;
    let above_and_below = sx < sy;
    let (length, bar) = if above_and_below {
        (h, (h - sx * f64::from(ch)) / 2.0)
    } else {
        (w, (w - sy * f64::from(cw)) / 2.0)
    };
    // The last line of a bar may be half image.
    let lines = bar.floor() - 1.0;
    if lines < 1.0 {
        return Ok(false);
    }
    let brightness = |from: f64| -> Result<f64> {
        let (from, lines) = (from as i32, lines as i32);
        let strip = if above_and_below {
            Rect::new(0, from, w as i32, lines)
        } else {
            Rect::new(from, 0, lines, h as i32)
        };
        let mean = mean_def(&video.image.roi(strip)?)?;
        Ok((mean[0] + mean[1] + mean[2]) / 3.0)
    };
    let inside = bar.ceil() + 1.0;
    let beside = brightness(inside)?.min(brightness(length - inside - lines)?);
    let bars = brightness(0.0)?.max(brightness(length - lines)?);
    Ok(bars < BAR_DARK && beside > bars + BAR_CONTRAST)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use opencv::core::{CV_8UC3, MatTrait, Scalar};

    use super::*;

    /// A grey image with black rows at top and bottom.
    fn video([w, h]: [i32; 2], black_rows: i32) -> Probe {
        let grey = Scalar::all(90.0);
        let mut image = Mat::new_rows_cols_with_default(h, w, CV_8UC3, grey).unwrap();
        for from in [0, h - black_rows] {
            let strip = Rect::new(0, from, w, black_rows);
            let mut strip = image.roi_mut(strip).unwrap();
            strip.set_to_def(&Scalar::all(1.0)).unwrap();
        }
        Probe {
            image,
            size_px: [w as u32, h as u32],
        }
    }

    #[test]
    fn bars_distinguish_a_scaled_image_from_a_cropped_one() {
        let how = |rows| {
            size_policy(&video([1080, 1920], rows), [1088, 1920], None)
                .unwrap()
                .0
        };
        assert_eq!(how(7), Size::Scale);
        assert_eq!(how(0), Size::Crop);
    }

    #[test]
    fn ambiguous_sizes_are_refused() {
        let how = |calibrated| size_policy(&video([960, 540], 0), calibrated, None);
        assert_eq!(how([1920, 1080]).unwrap().0, Size::Scale);
        let error = how([1000, 1000]).unwrap_err().to_string();
        assert!(
            error.contains("960x540") && error.contains("--size"),
            "{error}"
        );
        let requested = size_policy(&video([960, 540], 0), [1000, 1000], Some(Size::Crop));
        assert_eq!(requested.unwrap().0, Size::Crop);
    }
}
