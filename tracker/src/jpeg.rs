//! Images as JPEG, in the pixels that the rig was calibrated with.

use anyhow::{Context, Result, ensure};
use opencv::core::{BORDER_CONSTANT, Mat, Scalar, Size, Vector, VectorToVec};
use opencv::{imgcodecs, imgproc};
use trackside_calibration::{Camera, SizePolicy};

use crate::capture::image_size_px;
use crate::pixel_mapping::PixelMapping;

/// JPEG quality, 0 to 100: no visible difference on the page at a tenth of the bytes.
const QUALITY: i32 = 82;

/// Encodes the whole of what the rig's camera sees, `width` px wide, or as wide as the rig has it.
///
/// # Errors
/// An image whose size cannot be used; OpenCV's own.
pub fn encode_jpeg(
    pixels: &Mat,
    camera: &Camera,
    policy: SizePolicy,
    width: Option<u32>,
) -> Result<Vec<u8>> {
    let mut in_rig = Mat::default();
    let [rig_w, rig_h] = camera.size_px;
    let full = Size::new(i32::try_from(rig_w)?, i32::try_from(rig_h)?);
    let pixels = if image_size_px(pixels) == camera.size_px {
        pixels
    } else {
        let rows = PixelMapping::new(camera, image_size_px(pixels), policy)?.affine_rows();
        imgproc::warp_affine(
            pixels,
            &mut in_rig,
            &Mat::from_slice_2d(&rows)?,
            full,
            imgproc::INTER_LINEAR,
            BORDER_CONSTANT,
            Scalar::default(),
        )?;
        &in_rig
    };
    let mut small = Mat::default();
    let width = width.unwrap_or(rig_w).clamp(1, rig_w);
    let pixels = if width == rig_w {
        pixels
    } else {
        let height = (f64::from(rig_h) * f64::from(width) / f64::from(rig_w)).round();
        let size = Size::new(i32::try_from(width)?, (height as i32).max(1));
        imgproc::resize(pixels, &mut small, size, 0.0, 0.0, imgproc::INTER_AREA)?;
        &small
    };
    let mut bytes = Vector::new();
    let quality = Vector::from_slice(&[imgcodecs::IMWRITE_JPEG_QUALITY, QUALITY]);
    let encoded = imgcodecs::imencode(".jpg", pixels, &mut bytes, &quality);
    ensure!(
        encoded.context("JPEG")?,
        "the image cannot be encoded as JPEG"
    );
    Ok(bytes.to_vec())
}
