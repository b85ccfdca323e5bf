//! How far a camera looks elsewhere than it did, by the background of its pictures.
//!
//! The background is kept as tiles of a small grey picture, without people, each pixel following what shows there by one
//! step a look: an approximate median (McFarlane & Schofield, "Segmentation and tracking of piglets in images", MVA 1995).
//! Where a tile shows now is found to a fraction of a pixel by Lucas and Kanade's method (IJCAI 1981) from where the
//! camera looked last; after a jump, first by phase correlation (Kuglin & Hines, "The phase correlation image alignment
//! method", 1975; its peak as OpenCV has it). [`agreed`] makes one rotation of the tiles' shifts, or none.

use nalgebra::{UnitQuaternion, Vector3};
use opencv::core::{CV_32F, Mat, Rect, Size};
use opencv::prelude::*;
use opencv::{Result, imgproc};
use trackside_schema::{CameraRotation, IdealPixel, Person2d, RawPixel, Timestamp};

use super::turn::{Agreed, agreed};
use crate::Camera;

/// So often pictures are looked at, s.
const EVERY_S: f64 = 0.2;
/// Pictures are made so small that neither side is longer, px.
const SMALL: usize = 640;
/// The side of a tile, px of the small picture.
const TILE: usize = 64;
/// A tile whose brightness changes less along some direction shows no place there: the smaller eigenvalue of its structure
/// tensor (Shi & Tomasi, "Good features to track", CVPR 1994), grey values² / px².
const LEAST_TEXTURE: f32 = 2.0;
/// A pixel of the background follows so quickly, grey values a look.
const FOLLOWS: f32 = 1.0;
/// What of a tile's change no shift explains is at most so much, px of shift by which pictures would differ as much. Of pictures
/// that have nothing in common Lucas and Kanade say that they have hardly moved.
const MOST_UNLIKE_PX: f32 = 1.0;
/// From where the camera looked last it is found again so near, px of the small picture; farther off it has jumped.
const NEAR_PX: f64 = 0.5;
/// Tiles agree within so much, px of the small picture; less surely after a jump.
const AGREE_PX: f64 = 0.35;
const JUMP_AGREE_PX: f64 = 1.0;
/// Fewer tiles say nothing, nor does less than such a share of them.
const LEAST_TILES: usize = 6;
const LEAST_SHARE: f64 = 0.5;
/// A turn that is less sure about some axis says nothing, rad (0.02°).
const LEAST_SURE_RAD: f64 = 3.5e-4;
/// The background is learnt anew after so many looks at which nothing agrees.
const PATIENCE: usize = 15;
/// Joints are inside people: their box is larger by this share of its height.
const AROUND_PEOPLE: f64 = 0.15;

/// One part of the background.
struct Tile {
    /// The middle, in the small picture.
    at: [f64; 2],
    /// The direction that the middle shows.
    ray: Vector3<f64>,
    /// What shows there, row by row, once it was seen without people.
    grey: Option<Vec<f32>>,
}

/// The background of one camera's pictures.
pub struct Background {
    camera: Camera,
    /// A pixel of the small picture is so many wide.
    scale: usize,
    tiles: Vec<Tile>,
    /// A tile's pixels by how much they count: Hann's window.
    window: Vec<f32>,
    window_mat: Mat,
    since: Timestamp,
    looked: Option<Timestamp>,
    /// How far it was turned last.
    turn: UnitQuaternion<f64>,
    lost: usize,
    grey: Mat,
    small: Mat,
}

/// A turn that most tiles agree on.
struct Found {
    turn: UnitQuaternion<f64>,
    compared: usize,
    agreed: Agreed,
}

/// A small grey picture, row by row.
struct Small<'a> {
    width: usize,
    height: usize,
    grey: &'a [f32],
}

impl Background {
    /// Of a camera that is calibrated for pictures of the size that will come.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn new(camera: Camera) -> Result<Background> {
        let [width, height] = camera.size_px.map(|n| n as usize);
        let scale = width.max(height).div_ceil(SMALL).max(1);
        let (w, h) = (width / scale, height / scale);
        let mut window_mat = Mat::default();
        imgproc::create_hanning_window(
            &mut window_mat,
            Size::new(TILE as i32, TILE as i32),
            CV_32F,
        )?;
        let mut background = Background {
            camera,
            scale,
            tiles: Vec::new(),
            window: window_mat.data_typed()?.to_vec(),
            window_mat,
            since: Timestamp::default(),
            looked: None,
            turn: UnitQuaternion::identity(),
            lost: 0,
            grey: Mat::default(),
            small: Mat::default(),
        };
        for row in 0..h / TILE {
            for column in 0..w / TILE {
                let middle = |n: usize, i: usize| {
                    ((n % TILE) / 2 + i * TILE) as f64 + 0.5 * (TILE - 1) as f64
                };
                let at = [middle(w, column), middle(h, row)];
                let ray = background.ray(at);
                let tile = ray.map(|ray| Tile {
                    at,
                    ray,
                    grey: None,
                });
                background.tiles.extend(tile);
            }
        }
        Ok(background)
    }

    /// Looks at a picture, 8 bits of blue, green and red, taken at `at`, with these people in it. `None` where it is not
    /// this one's turn, where there is nothing yet to compare with, and where the picture's parts do not agree.
    ///
    /// # Errors
    /// OpenCV's own.
    pub fn look(
        &mut self,
        pixels: &Mat,
        at: Timestamp,
        people: &[Person2d],
    ) -> Result<Option<CameraRotation>> {
        if (self.looked).is_some_and(|t| (0.0..EVERY_S - 1e-3).contains(&at.seconds_since(t))) {
            return Ok(None);
        }
        if self.looked.is_none() || self.lost > PATIENCE {
            self.forget(at);
        }
        self.looked = Some(at);
        let (mut grey, mut small) = (
            std::mem::take(&mut self.grey),
            std::mem::take(&mut self.small),
        );
        let turn = self
            .shrink(pixels, &mut grey, &mut small)
            .and_then(|small| {
                let boxes = self.boxes(people);
                self.compare(&small, &boxes)
            });
        (self.grey, self.small) = (grey, small);
        turn
    }

    fn forget(&mut self, at: Timestamp) {
        self.since = at;
        self.turn = UnitQuaternion::identity();
        self.lost = 0;
        self.tiles.iter_mut().for_each(|t| t.grey = None);
    }

    fn shrink<'a>(&self, pixels: &Mat, grey: &mut Mat, small: &'a mut Mat) -> Result<Small<'a>> {
        let side = |n: i32| n / self.scale as i32;
        let (w, h) = (side(pixels.cols()), side(pixels.rows()));
        let whole = Rect::new(0, 0, w * self.scale as i32, h * self.scale as i32);
        let part = Mat::roi(pixels, whole)?;
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
        bytes.convert_to_def(small, CV_32F)?;
        Ok(Small {
            width: w as usize,
            height: h as usize,
            grey: small.data_typed()?,
        })
    }

    /// Where people are, in the small picture: left, top, right, bottom.
    fn boxes(&self, people: &[Person2d]) -> Vec<[f64; 4]> {
        let around = |person: &Person2d| {
            let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
            let [l, t, r, b] = person
                .detected_joints()
                .fold(start, |[l, t, r, b], (_, k)| {
                    [l.min(k.at.x), t.min(k.at.y), r.max(k.at.x), b.max(k.at.y)]
                });
            let more = AROUND_PEOPLE * (b - t);
            [l - more, t - more, r + more, b + more].map(|v| v / self.scale as f64)
        };
        people.iter().map(around).collect()
    }

    fn compare(&mut self, small: &Small<'_>, boxes: &[[f64; 4]]) -> Result<Option<CameraRotation>> {
        let known = self.tiles.iter().filter(|t| t.grey.is_some()).count();
        let near = |f: &Found| f.turn.angle_to(&self.turn) < NEAR_PX * self.px_rad();
        let found = match self.settle(self.turn, 1, small, boxes).filter(near) {
            None if known >= LEAST_TILES => match self.jumped(small, boxes)? {
                Some(start) => self.settle(start, 3, small, boxes),
                None => None,
            },
            found => found,
        };
        if let Some(found) = &found {
            self.turn = found.turn;
            self.lost = 0;
        } else if known >= LEAST_TILES {
            self.lost += 1;
            return Ok(None);
        }
        self.follow(small, boxes);
        Ok(found.map(|found| CameraRotation {
            reference: self.since,
            rotation_rad: found.turn.scaled_axis().map(|v| v as f32).into(),
            sigma_rad: found.agreed.sigma.map(|v| v as f32).into(),
            patches: found.compared as u32,
            inliers: found.agreed.count() as u32,
        }))
    }

    /// The turn near `start` that most tiles agree on.
    fn settle(
        &self,
        start: UnitQuaternion<f64>,
        rounds: usize,
        small: &Small<'_>,
        boxes: &[[f64; 4]],
    ) -> Option<Found> {
        let mut found = None;
        let mut turn = start;
        for _ in 0..rounds {
            let (mut pairs, mut compared) = (Vec::new(), 0);
            for (tile, grey, at) in self.shown(&turn, boxes) {
                let now = small.patch(at);
                let Some(moved) = now.and_then(|now| Moved::of(grey, &now, &self.window)) else {
                    continue;
                };
                compared += 1;
                let [x, y] = moved.by;
                let ray =
                    (moved.unlike_px < MOST_UNLIKE_PX).then(|| self.ray([at[0] + x, at[1] + y]));
                pairs.extend(ray.flatten().map(|ray| [turn * tile.ray, ray]));
            }
            let agreed = self.enough(&pairs, compared, AGREE_PX)?;
            turn = UnitQuaternion::from_scaled_axis(agreed.turn) * turn;
            found = Some(Found {
                turn,
                compared,
                agreed,
            });
        }
        found
    }

    /// About how far it was turned, nothing being known of it. A proposal: few tiles may agree on it.
    fn jumped(&self, small: &Small<'_>, boxes: &[[f64; 4]]) -> Result<Option<UnitQuaternion<f64>>> {
        let mut turn = self.turn;
        // The second time tiles and pictures show nearly the same.
        for _ in 0..2 {
            let mut pairs = Vec::new();
            for (tile, grey, at) in self.shown(&turn, boxes) {
                let half = 0.5 * (TILE - 1) as f64;
                let at = at.map(|v| (v - half).round() + half);
                let now = small.patch(at);
                let Some(now) = now.filter(|now| Moved::of(grey, now, &self.window).is_some())
                else {
                    continue;
                };
                let square = |v: &[f32]| Mat::from_slice(v)?.reshape(1, TILE as i32)?.try_clone();
                let (then, now) = (square(grey)?, square(&now)?);
                let by = imgproc::phase_correlate(&then, &now, &self.window_mat, None)?;
                let ray = self.ray([at[0] + by.x, at[1] + by.y]);
                pairs.extend(ray.map(|ray| [turn * tile.ray, ray]));
            }
            let found = agreed(&pairs, JUMP_AGREE_PX * self.px_rad());
            let Some(found) = found.filter(|a| a.count() >= LEAST_TILES) else {
                return Ok(None);
            };
            turn = UnitQuaternion::from_scaled_axis(found.turn) * turn;
        }
        Ok(Some(turn))
    }

    fn enough(
        &self,
        pairs: &[[Vector3<f64>; 2]],
        compared: usize,
        within_px: f64,
    ) -> Option<Agreed> {
        let found = agreed(pairs, within_px * self.px_rad())?;
        let most = LEAST_TILES.max((LEAST_SHARE * compared as f64).ceil() as usize);
        (found.count() >= most && found.sigma.max() < LEAST_SURE_RAD).then_some(found)
    }

    /// The angle of a pixel of the small picture.
    fn px_rad(&self) -> f64 {
        let k = &self.camera.intrinsics;
        self.scale as f64 / k.fx.min(k.fy)
    }

    /// The tiles that are known and where each shows when the camera is turned so; not where people are.
    fn shown<'a>(
        &'a self,
        turn: &'a UnitQuaternion<f64>,
        boxes: &'a [[f64; 4]],
    ) -> impl Iterator<Item = (&'a Tile, &'a [f32], [f64; 2])> {
        self.tiles.iter().filter_map(move |tile| {
            let grey = tile.grey.as_deref()?;
            let at = self.place(tile, turn)?;
            is_free(at, boxes).then_some((tile, grey, at))
        })
    }

    /// The background follows what shows.
    fn follow(&mut self, small: &Small<'_>, boxes: &[[f64; 4]]) {
        for i in 0..self.tiles.len() {
            let at = self.place(&self.tiles[i], &self.turn);
            let Some(now) = at
                .filter(|at| is_free(*at, boxes))
                .and_then(|at| small.patch(at))
            else {
                continue;
            };
            match &mut self.tiles[i].grey {
                Some(grey) => {
                    for (was, now) in grey.iter_mut().zip(&now) {
                        *was += (now - *was).clamp(-FOLLOWS, FOLLOWS);
                    }
                }
                unknown => *unknown = Some(now),
            }
        }
    }

    /// Where a tile's middle shows in the small picture when the camera is turned so.
    fn place(&self, tile: &Tile, turn: &UnitQuaternion<f64>) -> Option<[f64; 2]> {
        let ray = turn * tile.ray;
        if *turn == UnitQuaternion::identity() {
            return Some(tile.at);
        }
        let ideal = (ray.z > 0.0).then(|| IdealPixel {
            x: ray.x / ray.z,
            y: ray.y / ray.z,
        })?;
        let raw = self.camera.distort(ideal);
        let s = self.scale as f64;
        Some([raw.x, raw.y].map(|v| (v + 0.5) / s - 0.5))
    }

    /// The direction of a place of the small picture, in the camera's axes.
    fn ray(&self, at: [f64; 2]) -> Option<Vector3<f64>> {
        let [x, y] = at.map(|v| (v + 0.5) * self.scale as f64 - 0.5);
        let ideal = self.camera.undistort(RawPixel::new(x, y))?;
        Some(Vector3::new(ideal.x, ideal.y, 1.0).normalize())
    }
}

fn is_free(at: [f64; 2], boxes: &[[f64; 4]]) -> bool {
    let half = 0.5 * TILE as f64;
    let meets = |[l, t, r, b]: &[f64; 4]| {
        at[0] + half > *l && at[0] - half < *r && at[1] + half > *t && at[1] - half < *b
    };
    !boxes.iter().any(meets)
}

impl Small<'_> {
    /// The tile about a place, between pixels linearly; `None` where it is not wholly in the picture.
    fn patch(&self, middle: [f64; 2]) -> Option<Vec<f32>> {
        let corner = middle.map(|v| v - 0.5 * (TILE - 1) as f64);
        let whole = corner.map(f64::floor);
        let [fx, fy] = [corner[0] - whole[0], corner[1] - whole[1]].map(|v| v as f32);
        let reach = [fx, fy].map(|f| TILE + usize::from(f > 0.0));
        if whole[0] < 0.0 || whole[1] < 0.0 {
            return None;
        }
        let [x, y] = whole.map(|v| v as usize);
        if x + reach[0] > self.width || y + reach[1] > self.height {
            return None;
        }
        let mut patch = Vec::with_capacity(TILE * TILE);
        for row in y..y + TILE {
            let top = &self.grey[row * self.width + x..][..reach[0]];
            let bottom = &self.grey[(row + reach[1] - TILE) * self.width + x..][..reach[0]];
            let along = |line: &[f32], i: usize| match fx {
                0.0 => line[i],
                fx => line[i] + fx * (line[i + 1] - line[i]),
            };
            patch.extend((0..TILE).map(|i| {
                let (top, bottom) = (along(top, i), along(bottom, i));
                top + fy * (bottom - top)
            }));
        }
        Some(patch)
    }
}

/// How far what a tile shows has moved.
struct Moved {
    by: [f64; 2],
    unlike_px: f32,
}

impl Moved {
    /// By one step of Lucas and Kanade; brightness and contrast may have changed. `None` where there is not enough to see.
    fn of(then: &[f32], now: &[f32], window: &[f32]) -> Option<Moved> {
        let (mean_then, deviation_then) = moments(then, window);
        let (mean_now, deviation_now) = moments(now, window);
        if deviation_now < 1.0 {
            return None;
        }
        let gain = deviation_then / deviation_now;
        let [mut xx, mut xy, mut yy, mut x, mut y, mut squares, mut sum] = [0.0_f32; 7];
        for row in 1..TILE - 1 {
            let at = row * TILE;
            for i in at + 1..at + TILE - 1 {
                let w = window[i];
                let gx = 0.5 * (then[i + 1] - then[i - 1]);
                let gy = 0.5 * (then[i + TILE] - then[i - TILE]);
                let less = then[i] - mean_then - gain * (now[i] - mean_now);
                xx += w * gx * gx;
                xy += w * gx * gy;
                yy += w * gy * gy;
                x += w * gx * less;
                y += w * gy * less;
                squares += w * less * less;
                sum += w;
            }
        }
        let (half, det) = (0.5 * (xx + yy), xx * yy - xy * xy);
        let least = half - (half * half - det).max(0.0).sqrt();
        if least < LEAST_TEXTURE * sum {
            return None;
        }
        let by = [(yy * x - xy * y) / det, (xx * y - xy * x) / det];
        let left = squares - by[0] * x - by[1] * y;
        Some(Moved {
            by: by.map(f64::from),
            unlike_px: (left.max(0.0) / (xx + yy)).sqrt(),
        })
    }
}

/// Mean and standard deviation.
fn moments(grey: &[f32], window: &[f32]) -> (f32, f32) {
    let [mut n, mut sum, mut squares] = [0.0_f32; 3];
    for (v, w) in grey.iter().zip(window) {
        n += w;
        sum += w * v;
        squares += w * v * v;
    }
    let mean = sum / n;
    (mean, (squares / n - mean * mean).max(0.0).sqrt())
}
