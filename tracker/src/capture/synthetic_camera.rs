//! The images of a camera of a synthetic world, rendered on request, and its simulated detections.

use std::fmt;
use std::sync::Arc;

use anyhow::{Context, Result};
use opencv::core::{CV_8UC3, Mat, MatTraitManual, Scalar};
use trackside_rendering::{Painter, Renderer};
use trackside_schema::{CameraId, Stamp, Timestamp, View};
use trackside_simulation::{SyntheticCamera, Taken, Viewer, World};

use super::decoded_image::{ReadOutcome, image_size_px};

/// The images of one camera of a world.
pub(super) struct SyntheticImages {
    world: Arc<World>,
    index: usize,
    painter: Painter,
    last: Option<Taken>,
    next_index: u64,
}

impl fmt::Debug for SyntheticImages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "camera {} of {:?}", self.index, self.world)
    }
}

impl SyntheticImages {
    pub fn open(world: &Arc<World>, camera: CameraId) -> Result<SyntheticImages> {
        // One thread: the other cameras are rendered at the same time.
        let painters = Renderer::new(world, world.seed(), 1)?.into_painters();
        let painter = painters.into_iter().nth(camera.index());
        Ok(SyntheticImages {
            world: Arc::clone(world),
            index: camera.index(),
            painter: painter.context("the world has no such camera")?,
            last: None,
            next_index: 0,
        })
    }

    fn camera(&self) -> &SyntheticCamera {
        &self.world.cameras()[self.index]
    }

    pub fn rate_hz(&self) -> f64 {
        self.camera().fps
    }

    /// How many images it takes, including lost ones.
    pub fn expected(&self) -> u64 {
        let last = self.camera().last_image_at(self.world.file().duration_s);
        last.map_or(0, |last| last + 1)
    }

    /// The next image that arrives.
    fn peek(&mut self) -> Option<Taken> {
        let end = self.expected();
        while self.next_index < end {
            let taken = self.camera().taken(self.next_index);
            if !taken.lost {
                return Some(taken);
            }
            self.next_index += 1;
        }
        None
    }

    /// Skips the images that arrived before `now_s`. Returns how many.
    pub fn skip_to(&mut self, now_s: f64) -> u64 {
        let mut skipped = 0;
        while self.peek().is_some_and(|taken| taken.arrives_s < now_s) {
            self.next_index += 1;
            skipped += 1;
        }
        skipped
    }

    /// Renders the next image.
    pub fn render_next(&mut self, pixels: &mut Mat) -> Result<ReadOutcome> {
        let Some(taken) = self.peek() else {
            return Ok(ReadOutcome::End(None));
        };
        let [w, h] = self.painter.size_px();
        if image_size_px(pixels).map(|n| n as usize) != [w, h] {
            let black = Scalar::default();
            *pixels = Mat::new_rows_cols_with_default(h as i32, w as i32, CV_8UC3, black)?;
        }
        self.painter
            .paint(taken.shows_s, taken.image, pixels.data_bytes_mut()?);
        self.next_index = taken.image + 1;
        self.last = Some(taken);
        Ok(ReadOutcome::Image)
    }

    /// Index, stamp and arrival of the image that was rendered last, in a world that starts at `start`.
    pub fn last_rendered(&self, start: Timestamp) -> Option<(u64, Stamp, Timestamp)> {
        let taken = self.last.as_ref()?;
        let known_clocks = self.world.file().views.known_clocks;
        let mut stamp = self.camera().stamp(taken, known_clocks);
        stamp.mid_exposure.0 += start.0;
        Some((taken.image, stamp, start.plus_seconds(taken.arrives_s)))
    }
}

/// The views of all of a camera's images by a detector with the errors of `[views]`.
pub(super) fn synthetic_views(world: &World, camera: CameraId) -> Vec<View> {
    let end = world.file().duration_s;
    let images = world.cameras()[camera.index()].last_image_at(end);
    let mut viewer = Viewer::new(world);
    let images = 0..images.map_or(0, |last| last + 1);
    images
        .filter_map(|image| viewer.view(camera.index(), image))
        .collect()
}
