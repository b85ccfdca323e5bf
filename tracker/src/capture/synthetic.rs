//! What a camera of a synthetic world gives: its pictures, painted when they are asked for.

use std::fmt;
use std::sync::Arc;

use anyhow::{Context, Result};
use opencv::core::{CV_8UC3, Mat, MatTraitManual, Scalar};
use trackside_rendering::{Painter, Renderer};
use trackside_schema::{CameraId, Stamp, Timestamp, View};
use trackside_simulation::{SyntheticCamera, Taken, Viewer, World};

use super::{Next, size_px};

/// The pictures of one camera of a world.
pub(super) struct Synthetic {
    world: Arc<World>,
    camera: usize,
    painter: Painter,
    /// The picture that was painted last.
    taken: Option<Taken>,
    next: u64,
}

impl fmt::Debug for Synthetic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "camera {} of {:?}", self.camera, self.world)
    }
}

impl Synthetic {
    pub fn open(world: &Arc<World>, camera: CameraId) -> Result<Synthetic> {
        // One thread: the other cameras are painted at the same time.
        let painters = Renderer::new(world, world.seed(), 1)?.into_painters();
        let painter = painters.into_iter().nth(camera.index());
        Ok(Synthetic {
            world: Arc::clone(world),
            camera: camera.index(),
            painter: painter.context("the world has no such camera")?,
            taken: None,
            next: 0,
        })
    }

    fn of_world(&self) -> &SyntheticCamera {
        &self.world.cameras()[self.camera]
    }

    pub fn rate_hz(&self) -> f64 {
        self.of_world().fps
    }

    /// How many pictures it takes, the lost ones too.
    pub fn expected(&self) -> u64 {
        let last = self.of_world().last_image_at(self.world.file().duration_s);
        last.map_or(0, |last| last + 1)
    }

    /// The next picture that arrives, without taking it.
    fn coming(&mut self) -> Option<Taken> {
        let end = self.expected();
        while self.next < end {
            let taken = self.of_world().taken(self.next);
            if !taken.lost {
                return Some(taken);
            }
            self.next += 1;
        }
        None
    }

    /// Leaves out the pictures that arrived before `now_s`, and says how many.
    pub fn skip_to(&mut self, now_s: f64) -> u64 {
        let mut skipped = 0;
        while self.coming().is_some_and(|taken| taken.arrives_s < now_s) {
            self.next += 1;
            skipped += 1;
        }
        skipped
    }

    pub fn paint(&mut self, pixels: &mut Mat) -> Result<Next> {
        let Some(taken) = self.coming() else {
            return Ok(Next::End(None));
        };
        let [w, h] = self.painter.size_px();
        if size_px(pixels).map(|n| n as usize) != [w, h] {
            let black = Scalar::default();
            *pixels = Mat::new_rows_cols_with_default(h as i32, w as i32, CV_8UC3, black)?;
        }
        self.painter
            .paint(taken.shows_s, taken.image, pixels.data_bytes_mut()?);
        self.next = taken.image + 1;
        self.taken = Some(taken);
        Ok(Next::Image)
    }

    /// Number, stamp and time of arrival of the picture that was painted last, in a world that starts at `start`.
    pub fn painted(&self, start: Timestamp) -> Option<(u64, Stamp, Timestamp)> {
        let taken = self.taken.as_ref()?;
        let known_clocks = self.world.file().views.known_clocks;
        let mut stamp = self.of_world().stamp(taken, known_clocks);
        stamp.mid_exposure.0 += start.0;
        Some((taken.image, stamp, start.plus_seconds(taken.arrives_s)))
    }
}

/// What a detector with the errors of `[views]` sees in all of a camera's pictures.
pub(super) fn views(world: &World, camera: CameraId) -> Vec<View> {
    let end = world.file().duration_s;
    let images = world.cameras()[camera.index()].last_image_at(end);
    let mut viewer = Viewer::new(world);
    let images = 0..images.map_or(0, |last| last + 1);
    images
        .filter_map(|image| viewer.view(camera.index(), image))
        .collect()
}
