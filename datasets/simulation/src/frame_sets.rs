//! Simulated frame sets with the ground truth of each.

use trackside_schema::{FrameSet, Timestamp};

use crate::error::SimulationError;
use crate::truth::{TruthLine, truth_line};
use crate::view_generator::ViewGenerator;
use crate::world::World;
use crate::world_state::WorldState;

/// The frame sets of a world with the ground truth of each: every view is at the tick nearest to its stamp, at most one per camera.
pub struct FrameSets<'w> {
    generator: ViewGenerator<'w>,
    state: WorldState,
    rate_hz: f64,
    tick: u64,
    ticks: u64,
    next_image: Vec<u64>,
}

impl<'w> FrameSets<'w> {
    /// `rate_hz` frame sets per second for `seconds`.
    ///
    /// # Errors
    /// The rate is not from 1 to 1000, or the time is not a positive number.
    pub fn new(
        world: &'w World,
        rate_hz: f64,
        seconds: f64,
    ) -> Result<FrameSets<'w>, SimulationError> {
        if !((1.0..=1000.0).contains(&rate_hz) && seconds > 0.0 && seconds.is_finite()) {
            return Err(SimulationError(format!(
                "{rate_hz} frame sets per second for {seconds} s are not possible: 1 to 1000, and more than 0 s"
            )));
        }
        Ok(FrameSets {
            generator: ViewGenerator::new(world),
            state: WorldState::default(),
            rate_hz,
            tick: 0,
            ticks: (rate_hz * seconds).ceil() as u64,
            next_image: vec![0; world.cameras().len()],
        })
    }

    /// The image of a camera that belongs to the tick: stamped nearest to it, not lost, and in time.
    fn image_of(&mut self, camera: usize) -> Option<u64> {
        let world = self.generator.world();
        let views = &world.file().views;
        let synthetic = &world.cameras()[camera];
        let mut best: Option<(f64, u64)> = None;
        loop {
            let frame_index = self.next_image[camera];
            let image = synthetic.captured_image(frame_index);
            let in_ticks = synthetic.capture_time_s(&image, views.corrected_clocks) * self.rate_hz;
            let tick = self.tick as f64;
            if in_ticks.round() > tick {
                return best.map(|b| b.1);
            }
            self.next_image[camera] += 1;
            let distance = (in_ticks - tick).abs();
            let is_in_time = image.arrival_s - image.mid_exposure_s <= views.deadline_s;
            if in_ticks.round() == tick
                && !image.is_lost
                && is_in_time
                && best.is_none_or(|b| distance < b.0)
            {
                best = Some((distance, frame_index));
            }
        }
    }
}

impl Iterator for FrameSets<'_> {
    type Item = (FrameSet, TruthLine);

    fn next(&mut self) -> Option<(FrameSet, TruthLine)> {
        if self.tick >= self.ticks {
            return None;
        }
        let t = self.tick as f64 / self.rate_hz;
        let mut frame_set = FrameSet {
            tick: self.tick,
            time: Timestamp::default().plus_seconds(t),
            views: Vec::new(),
        };
        for camera in 0..self.next_image.len() {
            if let Some(image) = self.image_of(camera) {
                frame_set.views.extend(self.generator.view(camera, image));
            }
        }
        let truth = truth_line(self.generator.world(), self.tick, t, &mut self.state);
        self.tick += 1;
        Some((frame_set, truth))
    }
}
