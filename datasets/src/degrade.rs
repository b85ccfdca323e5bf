//! Makes good views worse, by a seed: views that are missing, balls that are not there.

use trackside_calibration::Rig;
use trackside_schema::{Ball2d, Moment, RawPixel};

use crate::world::Random;

/// What is taken away and added. The same seed and moments give the same.
pub struct Degrade {
    random: Random,
    missing_view: f64,
    false_ball: f64,
}

impl Degrade {
    /// In a share `missing_view` of the moments one view, any, is missing; in a share `false_ball` of the views there is one more candidate ball, anywhere.
    pub fn new(seed: u64, missing_view: f64, false_ball: f64) -> Degrade {
        Degrade {
            random: Random::new(seed, &[]),
            missing_view,
            false_ball,
        }
    }

    /// Makes one moment worse.
    pub fn apply(&mut self, moment: &mut Moment, rig: &Rig) {
        if !moment.views.is_empty() && self.random.chance(self.missing_view) {
            moment.views.remove(self.random.index(moment.views.len()));
        }
        for view in &mut moment.views {
            let Some(camera) = rig.camera(view.camera) else {
                continue;
            };
            if self.random.chance(self.false_ball) {
                let [x, y] = camera
                    .size_px
                    .map(|s| self.random.between(0.0, f64::from(s) - 1.0));
                view.balls.push(Ball2d {
                    at: RawPixel::new(x, y),
                    score: self.random.between(0.2, 0.95) as f32,
                    sigma_px: view.balls.first().map_or(2.0, |b| b.sigma_px),
                    streak: None,
                });
            }
        }
    }
}
