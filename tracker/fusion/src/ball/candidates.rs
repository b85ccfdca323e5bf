//! A frame set's ball candidates: rays, each with its own exposure.

use nalgebra::Vector2;
use trackside_calibration::{Camera, Rig};
use trackside_schema::{FrameSet, Streak};

use crate::camera_view::CameraView;

/// Calibration error that no detector knows of, one standard deviation, as a share of the image's diagonal. Less than a
/// joint's: a ball has no joint definition to disagree about.
const CALIBRATION_ERROR: f64 = 0.0003;
/// Lower limit of a candidate's standard deviation, px.
const MIN_SIGMA_PX: f64 = 0.5;
/// No more candidates of one view are used than this, the highest scores first.
const MAX_CANDIDATES: usize = 32;
/// The mean number of false candidates in a view that has a single one.
const MIN_FALSE_CANDIDATES: f64 = 0.05;
/// Exposure times for which a blur is used, s.
const EXPOSURE_S: std::ops::Range<f64> = 1e-5..0.1;

/// The motion blur of a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Blur {
    /// From one end to the other, in normalised image coordinates; either end may be the first.
    pub displacement: Vector2<f64>,
    pub exposure_s: f64,
}

/// One candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BallCandidate {
    /// Normalised image coordinates.
    pub at: Vector2<f64>,
    /// One standard deviation of each.
    pub sigma: f64,
    pub blur: Option<Blur>,
    /// Whether the active ball explains it.
    pub is_explained: bool,
}

/// One view's candidates.
#[derive(Clone, Debug)]
pub(crate) struct ViewCandidates {
    /// Index of the camera.
    pub camera: usize,
    /// The view's exposure relative to the frame set's time, s.
    pub time_offset_s: f64,
    /// False candidates per unit area of the normalised image.
    pub clutter_density: f64,
    /// Indices in [`Candidates::all`].
    pub range: std::ops::Range<usize>,
}

/// A frame set's candidates.
#[derive(Debug, Default)]
pub(crate) struct Candidates {
    pub views: Vec<ViewCandidates>,
    pub all: Vec<BallCandidate>,
    order: Vec<(f32, usize)>,
}

impl Candidates {
    /// Replaces the candidates by those of a frame set.
    pub fn read(&mut self, frame_set: &FrameSet, rig: &Rig, cameras: &[CameraView]) {
        self.views.clear();
        self.all.clear();
        for view in &frame_set.views {
            let (Some(camera), index) = (rig.camera(view.camera), view.camera.index()) else {
                continue;
            };
            let [w, h] = camera.size_px.map(f64::from);
            let focal = cameras[index].focal_px;
            let from = self.all.len();
            self.order.clear();
            let scores = view.balls.iter().map(|b| b.score).zip(0..);
            self.order.extend(scores);
            self.order
                .sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for &(_, i) in self.order.iter().take(MAX_CANDIDATES) {
                let ball = &view.balls[i];
                let Some(ideal) = camera.undistort(ball.at) else {
                    continue;
                };
                if !(ideal.x.is_finite() && ideal.y.is_finite() && ball.sigma_px.is_finite()) {
                    continue;
                }
                let sigma_px = f64::from(ball.sigma_px)
                    .max(MIN_SIGMA_PX)
                    .hypot(CALIBRATION_ERROR * w.hypot(h));
                self.all.push(BallCandidate {
                    at: Vector2::new(ideal.x, ideal.y),
                    sigma: sigma_px / focal,
                    blur: ball.streak.as_ref().and_then(|s| blur(camera, s)),
                    is_explained: false,
                });
            }
            let n = (self.all.len() - from) as f64;
            self.views.push(ViewCandidates {
                camera: index,
                time_offset_s: view.stamp.mid_exposure.seconds_since(frame_set.time),
                clutter_density: (n - 1.0).max(MIN_FALSE_CANDIDATES) * focal * focal / (w * h),
                range: from..self.all.len(),
            });
        }
    }

    /// The candidates of one view.
    pub fn of_view(&self, view: &ViewCandidates) -> &[BallCandidate] {
        &self.all[view.range.clone()]
    }
}

/// A streak in normalised image coordinates; `None` where it is not usable.
fn blur(camera: &Camera, streak: &Streak) -> Option<Blur> {
    let [a, b] = streak.ends.map(|end| camera.undistort(end));
    let (a, b) = (a?, b?);
    let displacement = Vector2::new(b.x - a.x, b.y - a.y);
    let exposure_s = f64::from(streak.exposure_s);
    let is_usable = displacement.iter().all(|v| v.is_finite()) && EXPOSURE_S.contains(&exposure_s);
    is_usable.then_some(Blur {
        displacement,
        exposure_s,
    })
}
