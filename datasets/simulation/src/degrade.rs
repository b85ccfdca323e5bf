//! Makes good views worse, by a seed: views that are missing, balls that are not there.

use trackside_calibration::Rig;
use trackside_schema::{Ball2d, FrameSet, RawPixel};

use crate::random::Random;

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
    pub fn apply(&mut self, moment: &mut FrameSet, rig: &Rig) {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::file::WorldFile;
    use crate::views::Moments;
    use crate::world::World;

    #[test]
    fn half_of_the_moments_lose_a_view_and_a_fifth_of_the_views_gain_a_ball() {
        let file = WorldFile::open("basketball", &["views.false_balls=0".to_owned()]).unwrap();
        let world = World::new(&file, 1).unwrap();
        let rig = world.rig().unwrap();
        let worse = || {
            let mut degrade = Degrade::new(7, 0.5, 0.2);
            let mut moments: Vec<_> = Moments::new(&world, 25.0, 12.0)
                .unwrap()
                .map(|m| m.0)
                .collect();
            moments.iter_mut().for_each(|m| degrade.apply(m, &rig));
            moments
        };
        let (good, bad) = (Moments::new(&world, 25.0, 12.0).unwrap(), worse());
        let (mut lost, mut views, mut gained) = (0, 0, 0);
        for ((good, _), bad) in good.zip(&bad) {
            lost += good.views.len() - bad.views.len();
            views += bad.views.len();
            for view in &bad.views {
                let same = good.views.iter().find(|v| v.camera == view.camera).unwrap();
                gained += view.balls.len() - same.balls.len();
            }
        }
        assert!((120..180).contains(&lost), "{lost} of 300");
        let share = gained as f64 / views as f64;
        assert!((0.17..0.23).contains(&share), "{share}");
        assert_eq!(bad, worse());
    }
}
