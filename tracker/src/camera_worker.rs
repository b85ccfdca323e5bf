//! From the images of one camera to its views.

use anyhow::{Context, Result};
use bytes::Bytes;
use trackside_calibration::solve::background::BackgroundTracker;
use trackside_calibration::{Camera, SizePolicy};
use trackside_models::{ImageView, Observer};
use trackside_recording::JpegImage;
use trackside_schema::{CameraId, View};

use crate::capture::{DecodedImage, bgr_bytes, image_size_px};
use crate::jpeg::encode_jpeg;
use crate::pixel_mapping::PixelMapping;
use crate::venue::ImagesSection;

/// Detects people and balls in the images of one camera.
pub struct CameraWorker {
    id: CameraId,
    camera: Camera,
    policy: SizePolicy,
    observer: Observer,
    sized: Option<SizedParts>,
    is_monitored: bool,
    kept_images: Option<ImagesSection>,
    /// Counts the images that could be kept.
    candidates: u64,
}

/// What depends on the size of the images.
struct SizedParts {
    size_px: [u32; 2],
    mapping: PixelMapping,
    background: Option<BackgroundTracker>,
}

impl CameraWorker {
    /// `camera` is the rig's; `policy` says how images of another size came about.
    pub fn new(
        id: CameraId,
        camera: Camera,
        policy: SizePolicy,
        observer: Observer,
    ) -> CameraWorker {
        CameraWorker {
            id,
            camera,
            policy,
            observer,
            sized: None,
            is_monitored: false,
            kept_images: None,
            candidates: 0,
        }
    }

    /// Also encodes small images to be kept and published.
    pub fn with_images(mut self, kept_images: Option<ImagesSection>) -> CameraWorker {
        self.kept_images = kept_images;
        self
    }

    /// Also measures the camera's rotation by the background of its images.
    pub fn with_monitoring(mut self, is_monitored: bool) -> CameraWorker {
        self.is_monitored = is_monitored;
        self
    }

    /// Encodes the image if it is one of those that are kept.
    ///
    /// # Errors
    /// As [`encode_jpeg`].
    pub fn encode_kept(&mut self, image: &DecodedImage) -> Result<Option<JpegImage>> {
        let Some(ImagesSection { width, every }) = self.kept_images else {
            return Ok(None);
        };
        let is_kept = self.candidates.is_multiple_of(u64::from(every));
        self.candidates += 1;
        if !is_kept {
            return Ok(None);
        }
        let jpeg = encode_jpeg(&image.pixels, &self.camera, self.policy, Some(width));
        Ok(Some(JpegImage {
            camera: self.camera.name.clone(),
            time: image.stamp.mid_exposure,
            jpeg: Bytes::from(jpeg?),
        }))
    }

    /// The people and balls of the image, in the pixels that the rig was calibrated with.
    ///
    /// # Errors
    /// An image of a size that cannot be used; a network that does not run.
    pub fn observe(&mut self, image: &DecodedImage) -> Result<View> {
        let [width, height] = image_size_px(&image.pixels);
        let mut view = View {
            camera: self.id,
            frame_index: image.frame_index,
            stamp: image.stamp,
            ..View::default()
        };
        let (bgr, stride) = bgr_bytes(&image.pixels)?;
        let pixels = ImageView {
            width,
            height,
            stride,
            bgr,
        };
        self.observer
            .observe(&pixels, &mut view.people, &mut view.balls)
            .with_context(|| {
                let (name, index) = (&self.camera.name, image.frame_index);
                format!("camera \"{name}\", image {index}")
            })?;
        let SizedParts {
            mapping,
            background,
            ..
        } = self.parts_for([width, height])?;
        if let Some(background) = background {
            view.camera_rotation =
                background.measure(&image.pixels, view.stamp.mid_exposure, &view.people)?;
        }
        map_to_rig(&mut view, mapping);
        Ok(view)
    }

    /// The parts for images of that size: the last ones, or new ones.
    fn parts_for(&mut self, size_px: [u32; 2]) -> Result<&mut SizedParts> {
        let parts = match self.sized.take().filter(|parts| parts.size_px == size_px) {
            Some(parts) => parts,
            None => {
                let camera = self.camera.for_image_size(size_px, self.policy)?;
                let background = self.is_monitored.then(|| BackgroundTracker::new(camera));
                SizedParts {
                    size_px,
                    mapping: PixelMapping::new(&self.camera, size_px, self.policy)?,
                    background: background.transpose()?,
                }
            }
        };
        Ok(self.sized.insert(parts))
    }
}

/// Maps all pixels of a view to those that the rig was calibrated with.
fn map_to_rig(view: &mut View, mapping: &PixelMapping) {
    if mapping.is_identity() {
        return;
    }
    let joints = view.people.iter_mut().flat_map(|p| &mut p.joints).flatten();
    joints.for_each(|k| (k.at, k.sigma_px) = mapping.apply(k.at, k.sigma_px));
    for ball in &mut view.balls {
        if let Some(streak) = &mut ball.streak {
            streak.ends = streak.ends.map(|end| mapping.apply(end, 1.0).0);
        }
        (ball.at, ball.sigma_px) = mapping.apply(ball.at, ball.sigma_px);
    }
}
