//! The candidates of a moment's views: rays, each at its own time.

use nalgebra::Vector2;
use trackside_calibration::{Camera, Rig};
use trackside_schema::{FrameSet, Streak};

use crate::triangulate::Lens;

/// Calibration error that no detector knows of, as a share of the picture's diagonal.
const CALIBRATION_ERROR: f64 = 0.0003;
/// More candidates than this of one view are not looked at, the least sure first.
const MOST_RAYS: usize = 32;
/// In a view of one candidate, so many are false, on the mean.
const FEWEST_FALSE: f64 = 0.05;

/// Exposures of which blurs are believed, s.
const EXPOSURE_S: std::ops::Range<f64> = 1e-5..0.1;

/// One candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ray {
    /// Where, undistorted and normalised.
    pub at: Vector2<f64>,
    /// One standard deviation of `at`.
    pub sigma: f64,
    /// How far it moved while the shutter was open, one way or the other, and for how long that was, s.
    pub moved: Option<(Vector2<f64>, f64)>,
    /// The ball that is believed has taken it.
    pub taken: bool,
}

/// One view's candidates.
#[derive(Clone, Debug)]
pub(crate) struct Looking {
    /// Index of the camera.
    pub camera: usize,
    /// How long after the moment's time, s.
    pub lag_s: f64,
    /// False candidates per unit of the normalised picture.
    pub clutter: f64,
    /// Which of [`Rays::rays`].
    pub rays: std::ops::Range<usize>,
}

/// A moment's candidates.
#[derive(Debug, Default)]
pub(crate) struct Rays {
    pub views: Vec<Looking>,
    pub rays: Vec<Ray>,
    order: Vec<(f32, usize)>,
}

impl Rays {
    pub fn read(&mut self, moment: &FrameSet, rig: &Rig, lenses: &[Lens]) {
        self.views.clear();
        self.rays.clear();
        for view in &moment.views {
            let (Some(camera), index) = (rig.camera(view.camera), view.camera.index()) else {
                continue;
            };
            let [w, h] = camera.size_px.map(f64::from);
            let focal = lenses[index].focal_px;
            let from = self.rays.len();
            self.order.clear();
            let scores = view.balls.iter().map(|b| b.score).zip(0..);
            self.order.extend(scores);
            self.order
                .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for &(_, i) in self.order.iter().take(MOST_RAYS) {
                let ball = &view.balls[i];
                let Some(ideal) = camera.undistort(ball.at) else {
                    continue;
                };
                if !(ideal.x.is_finite() && ideal.y.is_finite() && ball.sigma_px.is_finite()) {
                    continue;
                }
                let sigma_px = f64::from(ball.sigma_px)
                    .max(0.5)
                    .hypot(CALIBRATION_ERROR * w.hypot(h));
                self.rays.push(Ray {
                    at: Vector2::new(ideal.x, ideal.y),
                    sigma: sigma_px / focal,
                    moved: ball.streak.as_ref().and_then(|s| moved(camera, s)),
                    taken: false,
                });
            }
            let n = (self.rays.len() - from) as f64;
            self.views.push(Looking {
                camera: index,
                lag_s: view.stamp.mid_exposure.seconds_since(moment.time),
                clutter: (n - 1.0).max(FEWEST_FALSE) * focal * focal / (w * h),
                rays: from..self.rays.len(),
            });
        }
    }
}

/// A blur as a way in the normalised picture, and its time; `None` where it is none.
fn moved(camera: &Camera, streak: &Streak) -> Option<(Vector2<f64>, f64)> {
    let [a, b] = streak.ends.map(|end| camera.undistort(end));
    let (a, b) = (a?, b?);
    let way = Vector2::new(b.x - a.x, b.y - a.y);
    let time = f64::from(streak.exposure_s);
    let sound = way.iter().all(|v| v.is_finite()) && EXPOSURE_S.contains(&time);
    sound.then_some((way, time))
}
