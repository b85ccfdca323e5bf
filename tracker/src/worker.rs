//! From one camera's pictures to its views.

use anyhow::{Context, Result};
use bytes::Bytes;
use trackside_calibration::solve::background::BackgroundTracker;
use trackside_calibration::{Camera, Intrinsics, SizePolicy};
use trackside_models::{ImageView, Observer};
use trackside_recording::JpegImage;
use trackside_schema::{CameraId, RawPixel, View};

use crate::capture::{Image, bytes, size_px};
use crate::jpeg::encode_jpeg;
use crate::venue::PicturesSection;

/// Sees people and balls in the pictures of one camera.
pub struct Worker {
    id: CameraId,
    camera: Camera,
    policy: SizePolicy,
    observer: Observer,
    of_size: Option<OfSize>,
    watches: bool,
    pictures: Option<PicturesSection>,
    looked_at: u64,
}

/// For pictures of the size that came last.
struct OfSize {
    size_px: [u32; 2],
    to_rig: ToRig,
    background: Option<BackgroundTracker>,
}

impl Worker {
    /// `camera` is the rig's; `policy` says how pictures of another size came about.
    pub fn new(id: CameraId, camera: Camera, policy: SizePolicy, observer: Observer) -> Worker {
        Worker {
            id,
            camera,
            policy,
            observer,
            of_size: None,
            watches: false,
            pictures: None,
            looked_at: 0,
        }
    }

    /// Also gives small pictures for those who watch.
    pub fn with_pictures(mut self, pictures: Option<PicturesSection>) -> Worker {
        self.pictures = pictures;
        self
    }

    /// Also says by the background of the pictures whether the camera was turned.
    pub fn watching(mut self, watches: bool) -> Worker {
        self.watches = watches;
        self
    }

    /// The picture as those see it who watch, where it is one of those that are given.
    ///
    /// # Errors
    /// As [`encode_jpeg`].
    pub fn picture(&mut self, image: &Image) -> Result<Option<JpegImage>> {
        let Some(PicturesSection { width, every }) = self.pictures else {
            return Ok(None);
        };
        let due = self.looked_at.is_multiple_of(u64::from(every));
        self.looked_at += 1;
        if !due {
            return Ok(None);
        }
        let jpeg = encode_jpeg(&image.pixels, &self.camera, self.policy, Some(width));
        Ok(Some(JpegImage {
            camera: self.camera.name.clone(),
            time: image.stamp.mid_exposure,
            jpeg: Bytes::from(jpeg?),
        }))
    }

    /// What is in the picture, in the pixels that the rig was calibrated with.
    ///
    /// # Errors
    /// A picture of a size that cannot be used; a network that does not run.
    pub fn observe(&mut self, image: &Image) -> Result<View> {
        let [width, height] = size_px(&image.pixels);
        let mut view = View {
            camera: self.id,
            frame_index: image.number,
            stamp: image.stamp,
            ..View::default()
        };
        let (bgr, stride) = bytes(&image.pixels)?;
        let picture = ImageView {
            width,
            height,
            stride,
            bgr,
        };
        self.observer
            .observe(&picture, &mut view.people, &mut view.balls)
            .with_context(|| {
                format!("camera \"{}\", picture {}", self.camera.name, image.number)
            })?;
        let OfSize {
            to_rig, background, ..
        } = self.of_size([width, height])?;
        if let Some(background) = background {
            view.camera_rotation =
                background.measure(&image.pixels, view.stamp.mid_exposure, &view.people)?;
        }
        if !to_rig.is_identity() {
            let joints = view.people.iter_mut().flat_map(|p| &mut p.joints).flatten();
            joints.for_each(|k| (k.at, k.sigma_px) = to_rig.apply(k.at, k.sigma_px));
            for ball in &mut view.balls {
                if let Some(streak) = &mut ball.streak {
                    streak.ends = streak.ends.map(|end| to_rig.apply(end, 1.0).0);
                }
                (ball.at, ball.sigma_px) = to_rig.apply(ball.at, ball.sigma_px);
            }
        }
        Ok(view)
    }

    fn of_size(&mut self, size_px: [u32; 2]) -> Result<&mut OfSize> {
        let known = self.of_size.take().filter(|o| o.size_px == size_px);
        let of_size = match known {
            Some(known) => known,
            None => {
                let camera = self.camera.for_image_size(size_px, self.policy)?;
                OfSize {
                    size_px,
                    to_rig: ToRig::new(&self.camera, size_px, self.policy)?,
                    background: self
                        .watches
                        .then(|| BackgroundTracker::new(camera))
                        .transpose()?,
                }
            }
        };
        Ok(self.of_size.insert(of_size))
    }
}

/// Takes pixels of pictures of one size to the pixels that the rig was calibrated with.
///
/// One rig then serves detections, videos, recordings and every process of a venue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToRig {
    picture: Intrinsics,
    rig: Intrinsics,
}

impl ToRig {
    /// For pictures of `size_px`.
    ///
    /// # Errors
    /// A size that is not the rig's where `policy` does not say how that came about.
    pub fn new(camera: &Camera, size_px: [u32; 2], policy: SizePolicy) -> Result<ToRig> {
        Ok(ToRig {
            picture: camera.for_image_size(size_px, policy)?.intrinsics,
            rig: camera.intrinsics,
        })
    }

    /// The same for all pixels of a picture: x_rig = sx x + tx, y_rig = sy y + ty, as the rows of a matrix.
    pub fn affine(&self) -> [[f64; 3]; 2] {
        let (from, to) = (&self.picture, &self.rig);
        let (sx, sy) = (to.fx / from.fx, to.fy / from.fy);
        [
            [sx, 0.0, to.cx - sx * from.cx],
            [0.0, sy, to.cy - sy * from.cy],
        ]
    }

    fn is_identity(&self) -> bool {
        self.picture == self.rig
    }

    /// The lens bends ideal points alike in both, so pixels differ by focal lengths and principal points alone. Rounded
    /// to single precision, as measured pixels are.
    fn apply(&self, at: RawPixel, sigma_px: f32) -> (RawPixel, f32) {
        let (from, to) = (&self.picture, &self.rig);
        let x = (at.x - from.cx) * (to.fx / from.fx) + to.cx;
        let y = (at.y - from.cy) * (to.fy / from.fy) + to.cy;
        let scale = (to.fx / from.fx).max(to.fy / from.fy) as f32;
        let at = RawPixel::new(f64::from(x as f32), f64::from(y as f32));
        (at, sigma_px * scale)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use trackside_calibration::Distortion;
    use trackside_schema::WorldPoint;

    fn camera() -> Camera {
        Camera {
            name: "a".into(),
            size_px: [1088, 1920],
            intrinsics: Intrinsics {
                fx: 1500.0,
                fy: 1510.0,
                cx: 540.0,
                cy: 950.0,
            },
            distortion: Distortion::BrownConrady([0.1, -0.05, 1e-3, 0.0, 0.0, 0.0, 0.0, 0.0]),
            cam_from_world: nalgebra::Isometry3::translation(0.0, 0.0, 5.0),
        }
    }

    /// What a camera for the smaller picture draws is, taken to the rig, what the rig's camera draws.
    #[test]
    fn pixels_of_a_scaled_picture_are_the_rigs() {
        let rig = camera();
        for policy in [SizePolicy::Scale, SizePolicy::Crop] {
            let size = [544, 960];
            let small = rig.for_image_size(size, policy).unwrap();
            let to_rig = ToRig::new(&rig, size, policy).unwrap();
            let p = WorldPoint::new(0.4, -0.3, 0.2);
            let (at, _) = to_rig.apply(small.project(p).unwrap(), 1.0);
            assert!(at.distance(rig.project(p).unwrap()) < 1e-3);
        }
    }

    #[test]
    fn another_size_is_refused_unless_the_venue_says_why() {
        let error = ToRig::new(&camera(), [1080, 1920], SizePolicy::Exact).unwrap_err();
        assert!(error.to_string().contains("camera \"a\""), "{error}");
    }
}
