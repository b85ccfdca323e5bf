//! Degraded frame sets: missing views and clutter, drawn by a seed.

use trackside_calibration::Rig;
use trackside_schema::{Ball2d, FrameSet, RawPixel};

use crate::random::RandomStream;

/// Removes views and adds false ball candidates. The same seed and frame sets give the same result.
pub struct FrameSetDegrader {
    random: RandomStream,
    drop_view_share: f64,
    clutter_share: f64,
}

impl FrameSetDegrader {
    /// Removes one view, any, from a share `drop_view_share` of the frame sets, and adds a false ball candidate, anywhere, to a
    /// share `clutter_share` of the views.
    pub fn new(seed: u64, drop_view_share: f64, clutter_share: f64) -> FrameSetDegrader {
        FrameSetDegrader {
            random: RandomStream::new(seed, &[]),
            drop_view_share,
            clutter_share,
        }
    }

    /// Degrades one frame set.
    pub fn degrade(&mut self, frame_set: &mut FrameSet, rig: &Rig) {
        if !frame_set.views.is_empty() && self.random.chance(self.drop_view_share) {
            frame_set
                .views
                .remove(self.random.index(frame_set.views.len()));
        }
        for view in &mut frame_set.views {
            let Some(camera) = rig.camera(view.camera) else {
                continue;
            };
            if self.random.chance(self.clutter_share) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::frame_sets::FrameSets;
    use crate::world::World;
    use crate::world_file::WorldFile;

    #[test]
    fn half_of_the_frame_sets_lose_a_view_and_a_fifth_of_the_views_gain_a_ball() {
        let file = WorldFile::open("basketball", &["views.false_balls=0".to_owned()]).unwrap();
        let world = World::new(&file, 1).unwrap();
        let rig = world.rig().unwrap();
        let frame_sets = || FrameSets::new(&world, 25.0, 12.0).unwrap().map(|f| f.0);
        let degraded = || {
            let mut degrader = FrameSetDegrader::new(7, 0.5, 0.2);
            let mut all: Vec<_> = frame_sets().collect();
            all.iter_mut().for_each(|f| degrader.degrade(f, &rig));
            all
        };
        let after = degraded();
        let (mut dropped, mut views, mut added) = (0, 0, 0);
        for (before, after) in frame_sets().zip(&after) {
            dropped += before.views.len() - after.views.len();
            views += after.views.len();
            for view in &after.views {
                let same = before
                    .views
                    .iter()
                    .find(|v| v.camera == view.camera)
                    .unwrap();
                added += view.balls.len() - same.balls.len();
            }
        }
        assert!((120..180).contains(&dropped), "{dropped} of 300");
        let share = added as f64 / views as f64;
        assert!((0.17..0.23).contains(&share), "{share}");
        assert_eq!(after, degraded());
    }
}
