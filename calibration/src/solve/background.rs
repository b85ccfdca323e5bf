//! The rotation of a camera since a reference image, from the background of its images.
//!
//! Input assumption: the camera turns about its centre, and most of what it shows does not move. The background is kept as
//! tiles of a downscaled grey image, without people; each pixel follows the image by at most one step per update, an
//! approximate median (McFarlane and Schofield, "Segmentation and tracking of piglets in images", MVA 1995). Tiles are
//! localised to a fraction of a pixel by Lucas and Kanade's method (IJCAI 1981) from the last rotation; after a jump, first
//! by phase correlation (Kuglin and Hines, "The phase correlation image alignment method", 1975; its peak as OpenCV has
//! it). `consensus_rotation` turns the tiles' shifts into one rotation, or none.

mod downscaled_image;
mod tile;

use nalgebra::{UnitQuaternion, Vector3};
use opencv::core::{CV_32F, Mat, Rect, Size};
use opencv::prelude::*;
use opencv::{Result, imgproc};
use trackside_schema::{CameraRotation, IdealPixel, Person2d, RawPixel, Timestamp};

use self::downscaled_image::DownscaledImage;
use self::tile::{TILE_PX, Tile, TileShift};
use super::rotation_consensus::{RotationConsensus, consensus_rotation};
use crate::Camera;

/// The interval of measurements, s.
const INTERVAL_S: f64 = 0.2;
/// The longer side of the downscaled image is at most this, px.
const MAX_SIDE_PX: usize = 640;
/// How far a background pixel follows the image per update, grey values.
const UPDATE_STEP: f32 = 1.0;
/// A shift counts when the difference that it leaves unexplained is below this: of unrelated images Lucas and Kanade find
/// small shifts.
const MAX_UNEXPLAINED_PX: f32 = 1.0;
/// A rotation this near to the last one needs no search, px of the downscaled image.
const TRACKING_PX: f64 = 0.5;
/// The tolerance of the consensus, px of the downscaled image, and the same after a jump.
const CONSENSUS_PX: f64 = 0.35;
const JUMP_CONSENSUS_PX: f64 = 1.0;
/// The minimum number of agreeing tiles, and their minimum share of the compared ones.
const MIN_TILES: usize = 6;
const MIN_AGREEING_SHARE: f64 = 0.5;
/// The largest deviation of a rotation about any axis, rad (0.02°).
const MAX_SIGMA_RAD: f64 = 3.5e-4;
/// The background is learnt again after so many measurements without a consensus.
const MAX_FAILURES: usize = 15;
/// The margin around the joints of a person, as a share of their height.
const PERSON_MARGIN: f64 = 0.15;

/// Measures the rotation of one camera by its background.
pub struct BackgroundTracker {
    camera: Camera,
    /// The factor of the downscaling.
    scale: usize,
    tiles: Vec<Tile>,
    /// The weights of a tile's pixels (Hann).
    window: Vec<f32>,
    window_mat: Mat,
    /// The time of the reference image.
    reference: Timestamp,
    last_measurement: Option<Timestamp>,
    /// The last rotation since the reference image.
    rotation: UnitQuaternion<f64>,
    failures: usize,
    grey: Mat,
    downscaled: Mat,
}

/// A rotation on which most tiles agree.
struct TileConsensus {
    rotation: UnitQuaternion<f64>,
    compared: usize,
    consensus: RotationConsensus,
}

impl BackgroundTracker {
    /// A tracker for images of the size with which the camera was calibrated.
    ///
    /// # Errors
    /// OpenCV fails.
    pub fn new(camera: Camera) -> Result<BackgroundTracker> {
        let [width, height] = camera.size_px.map(|n| n as usize);
        let scale = width.max(height).div_ceil(MAX_SIDE_PX).max(1);
        let (w, h) = (width / scale, height / scale);
        let mut window_mat = Mat::default();
        imgproc::create_hanning_window(
            &mut window_mat,
            Size::new(TILE_PX as i32, TILE_PX as i32),
            CV_32F,
        )?;
        let mut tracker = BackgroundTracker {
            camera,
            scale,
            tiles: Vec::new(),
            window: window_mat.data_typed()?.to_vec(),
            window_mat,
            reference: Timestamp::default(),
            last_measurement: None,
            rotation: UnitQuaternion::identity(),
            failures: 0,
            grey: Mat::default(),
            downscaled: Mat::default(),
        };
        for row in 0..h / TILE_PX {
            for column in 0..w / TILE_PX {
                let centre = |n: usize, i: usize| {
                    ((n % TILE_PX) / 2 + i * TILE_PX) as f64 + 0.5 * (TILE_PX - 1) as f64
                };
                let at = [centre(w, column), centre(h, row)];
                let tile = tracker.direction(at).map(|direction| Tile {
                    at,
                    direction,
                    grey: None,
                });
                tracker.tiles.extend(tile);
            }
        }
        Ok(tracker)
    }

    /// Measures the rotation in an image of 8-bit blue, green and red, taken at `at`, with these people in it. `None` within
    /// 0.2 s of the last measurement, for a reference image, and where the tiles do not agree.
    ///
    /// # Errors
    /// OpenCV fails.
    pub fn measure(
        &mut self,
        image: &Mat,
        at: Timestamp,
        people: &[Person2d],
    ) -> Result<Option<CameraRotation>> {
        let is_early = |t: Timestamp| (0.0..INTERVAL_S - 1e-3).contains(&at.seconds_since(t));
        if self.last_measurement.is_some_and(is_early) {
            return Ok(None);
        }
        if self.last_measurement.is_none() || self.failures > MAX_FAILURES {
            self.reset(at);
        }
        self.last_measurement = Some(at);
        let (mut grey, mut downscaled) = (
            std::mem::take(&mut self.grey),
            std::mem::take(&mut self.downscaled),
        );
        let rotation = self
            .downscale(image, &mut grey, &mut downscaled)
            .and_then(|image| {
                let boxes = self.person_boxes(people);
                self.measure_downscaled(&image, &boxes)
            });
        (self.grey, self.downscaled) = (grey, downscaled);
        rotation
    }

    fn reset(&mut self, at: Timestamp) {
        self.reference = at;
        self.rotation = UnitQuaternion::identity();
        self.failures = 0;
        self.tiles.iter_mut().for_each(|t| t.grey = None);
    }

    fn downscale<'a>(
        &self,
        image: &Mat,
        grey: &mut Mat,
        downscaled: &'a mut Mat,
    ) -> Result<DownscaledImage<'a>> {
        let side = |n: i32| n / self.scale as i32;
        let (w, h) = (side(image.cols()), side(image.rows()));
        let whole_pixels = Rect::new(0, 0, w * self.scale as i32, h * self.scale as i32);
        let part = Mat::roi(image, whole_pixels)?;
        imgproc::cvt_color_def(&part, grey, imgproc::COLOR_BGR2GRAY)?;
        let mut bytes = Mat::default();
        imgproc::resize(
            grey,
            &mut bytes,
            Size::new(w, h),
            0.0,
            0.0,
            imgproc::INTER_AREA,
        )?;
        bytes.convert_to_def(downscaled, CV_32F)?;
        Ok(DownscaledImage {
            width: w as usize,
            height: h as usize,
            grey: downscaled.data_typed()?,
        })
    }

    /// The boxes of people in the downscaled image: left, top, right, bottom.
    fn person_boxes(&self, people: &[Person2d]) -> Vec<[f64; 4]> {
        let of_person = |person: &Person2d| {
            let empty = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
            let [l, t, r, b] = person
                .detected_joints()
                .fold(empty, |[l, t, r, b], (_, k)| {
                    [l.min(k.at.x), t.min(k.at.y), r.max(k.at.x), b.max(k.at.y)]
                });
            let margin = PERSON_MARGIN * (b - t);
            [l - margin, t - margin, r + margin, b + margin].map(|v| v / self.scale as f64)
        };
        people.iter().map(of_person).collect()
    }

    fn measure_downscaled(
        &mut self,
        image: &DownscaledImage<'_>,
        boxes: &[[f64; 4]],
    ) -> Result<Option<CameraRotation>> {
        let learnt = self.tiles.iter().filter(|t| t.grey.is_some()).count();
        let is_near =
            |c: &TileConsensus| c.rotation.angle_to(&self.rotation) < TRACKING_PX * self.px_rad();
        let tracked = self.refine_rotation(self.rotation, 1, image, boxes);
        let found = match tracked.filter(is_near) {
            None if learnt >= MIN_TILES => match self.search_rotation(image, boxes)? {
                Some(start) => self.refine_rotation(start, 3, image, boxes),
                None => None,
            },
            tracked => tracked,
        };
        if let Some(found) = &found {
            self.rotation = found.rotation;
            self.failures = 0;
        } else if learnt >= MIN_TILES {
            self.failures += 1;
            return Ok(None);
        }
        self.update_background(image, boxes);
        Ok(found.map(|found| CameraRotation {
            reference: self.reference,
            rotation_rad: found.rotation.scaled_axis().map(|v| v as f32).into(),
            sigma_rad: found.consensus.sigma_rad.map(|v| v as f32).into(),
            patches: found.compared as u32,
            inliers: found.consensus.inlier_count() as u32,
        }))
    }

    /// The rotation near `start` on which most tiles agree.
    fn refine_rotation(
        &self,
        start: UnitQuaternion<f64>,
        rounds: usize,
        image: &DownscaledImage<'_>,
        boxes: &[[f64; 4]],
    ) -> Option<TileConsensus> {
        let mut found = None;
        let mut rotation = start;
        for _ in 0..rounds {
            let (mut pairs, mut compared) = (Vec::new(), 0);
            for (tile, grey, at) in self.visible_tiles(&rotation, boxes) {
                let now = image.patch(at);
                let Some(shift) = now.and_then(|now| TileShift::estimate(grey, &now, &self.window))
                else {
                    continue;
                };
                compared += 1;
                let [x, y] = shift.by;
                let direction = (shift.unexplained_px < MAX_UNEXPLAINED_PX)
                    .then(|| self.direction([at[0] + x, at[1] + y]));
                pairs.extend(
                    direction
                        .flatten()
                        .map(|direction| [rotation * tile.direction, direction]),
                );
            }
            let consensus = self.require_consensus(&pairs, compared)?;
            rotation = UnitQuaternion::from_scaled_axis(consensus.rotation_rad) * rotation;
            found = Some(TileConsensus {
                rotation,
                compared,
                consensus,
            });
        }
        found
    }

    /// The rotation after a jump, by phase correlation. It is a first guess: few tiles may agree on it.
    fn search_rotation(
        &self,
        image: &DownscaledImage<'_>,
        boxes: &[[f64; 4]],
    ) -> Result<Option<UnitQuaternion<f64>>> {
        let mut rotation = self.rotation;
        // In the second round tiles and image overlap nearly completely.
        for _ in 0..2 {
            let mut pairs = Vec::new();
            for (tile, grey, at) in self.visible_tiles(&rotation, boxes) {
                let half = 0.5 * (TILE_PX - 1) as f64;
                let at = at.map(|v| (v - half).round() + half);
                let now = image.patch(at);
                let has_texture =
                    |now: &Vec<f32>| TileShift::estimate(grey, now, &self.window).is_some();
                let Some(now) = now.filter(has_texture) else {
                    continue;
                };
                let square =
                    |v: &[f32]| Mat::from_slice(v)?.reshape(1, TILE_PX as i32)?.try_clone();
                let (before, now) = (square(grey)?, square(&now)?);
                let by = imgproc::phase_correlate(&before, &now, &self.window_mat, None)?;
                let direction = self.direction([at[0] + by.x, at[1] + by.y]);
                pairs.extend(direction.map(|direction| [rotation * tile.direction, direction]));
            }
            let consensus = consensus_rotation(&pairs, JUMP_CONSENSUS_PX * self.px_rad());
            let Some(consensus) = consensus.filter(|c| c.inlier_count() >= MIN_TILES) else {
                return Ok(None);
            };
            rotation = UnitQuaternion::from_scaled_axis(consensus.rotation_rad) * rotation;
        }
        Ok(Some(rotation))
    }

    fn require_consensus(
        &self,
        pairs: &[[Vector3<f64>; 2]],
        compared: usize,
    ) -> Option<RotationConsensus> {
        let consensus = consensus_rotation(pairs, CONSENSUS_PX * self.px_rad())?;
        let min_count = MIN_TILES.max((MIN_AGREEING_SHARE * compared as f64).ceil() as usize);
        let is_sufficient =
            consensus.inlier_count() >= min_count && consensus.sigma_rad.max() < MAX_SIGMA_RAD;
        is_sufficient.then_some(consensus)
    }

    /// The angle of a pixel of the downscaled image.
    fn px_rad(&self) -> f64 {
        let k = &self.camera.intrinsics;
        self.scale as f64 / k.fx.min(k.fy)
    }

    /// The learnt tiles and their positions in the downscaled image at a rotation, those covered by people left out.
    fn visible_tiles<'a>(
        &'a self,
        rotation: &'a UnitQuaternion<f64>,
        boxes: &'a [[f64; 4]],
    ) -> impl Iterator<Item = (&'a Tile, &'a [f32], [f64; 2])> {
        self.tiles.iter().filter_map(move |tile| {
            let grey = tile.grey.as_deref()?;
            let at = self.position(tile, rotation)?;
            is_free(at, boxes).then_some((tile, grey, at))
        })
    }

    /// Moves the background towards the image.
    fn update_background(&mut self, image: &DownscaledImage<'_>, boxes: &[[f64; 4]]) {
        for i in 0..self.tiles.len() {
            let at = self.position(&self.tiles[i], &self.rotation);
            let Some(now) = at
                .filter(|at| is_free(*at, boxes))
                .and_then(|at| image.patch(at))
            else {
                continue;
            };
            match &mut self.tiles[i].grey {
                Some(grey) => {
                    for (background, now) in grey.iter_mut().zip(&now) {
                        *background += (now - *background).clamp(-UPDATE_STEP, UPDATE_STEP);
                    }
                }
                unlearnt => *unlearnt = Some(now),
            }
        }
    }

    /// The position of a tile's centre in the downscaled image at a rotation.
    fn position(&self, tile: &Tile, rotation: &UnitQuaternion<f64>) -> Option<[f64; 2]> {
        let direction = rotation * tile.direction;
        if *rotation == UnitQuaternion::identity() {
            return Some(tile.at);
        }
        let ideal = (direction.z > 0.0).then(|| IdealPixel {
            x: direction.x / direction.z,
            y: direction.y / direction.z,
        })?;
        let raw = self.camera.distort(ideal);
        let s = self.scale as f64;
        Some([raw.x, raw.y].map(|v| (v + 0.5) / s - 0.5))
    }

    /// The direction of a position of the downscaled image, in camera axes.
    fn direction(&self, at: [f64; 2]) -> Option<Vector3<f64>> {
        let [x, y] = at.map(|v| (v + 0.5) * self.scale as f64 - 0.5);
        let ideal = self.camera.undistort(RawPixel::new(x, y))?;
        Some(Vector3::new(ideal.x, ideal.y, 1.0).normalize())
    }
}

/// Whether a tile around `at` overlaps none of the boxes.
fn is_free(at: [f64; 2], boxes: &[[f64; 4]]) -> bool {
    let half = 0.5 * TILE_PX as f64;
    let overlaps = |[l, t, r, b]: &[f64; 4]| {
        at[0] + half > *l && at[0] - half < *r && at[1] + half > *t && at[1] - half < *b
    };
    !boxes.iter().any(overlaps)
}
