//! The ball at one instant: the point on which most views agree. No motion model yet.

use nalgebra::{Vector2, Vector3};
use trackside_calibration::Rig;
use trackside_schema::{Ball, BallState, Moment, WorldPoint};

use crate::triangulate::{Lens, Sight, consensus};

/// The largest residual of a candidate, in standard deviations.
const GATE: f64 = 4.0;

/// Its memory, kept between moments.
#[derive(Debug, Default)]
pub(crate) struct BallFinder {
    sights: Vec<Sight>,
}

impl BallFinder {
    pub fn run(&mut self, moment: &Moment, rig: &Rig, lenses: &[Lens]) -> Option<Ball> {
        self.sights.clear();
        for view in &moment.views {
            let (Some(camera), index) = (rig.camera(view.camera), view.camera.index()) else {
                continue;
            };
            let Some(best) = view.balls.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else {
                continue;
            };
            let Some(ideal) = camera.undistort(best.at) else {
                continue;
            };
            let at = Vector2::new(ideal.x, ideal.y);
            self.sights.push(Sight {
                camera: index,
                at,
                sigma: f64::from(best.sigma_px).max(0.5) / lenses[index].focal_px,
                direction: lenses[index].direction(&at),
                moved: Vector3::zeros(),
                inlier: true,
            });
        }
        let found = consensus(lenses, &mut self.sights, GATE)?;
        Some(Ball {
            at: WorldPoint(found.mean.into()),
            velocity_m_s: None,
            spin_rad_s: None,
            sigma_m: found.covariance.symmetric_eigenvalues().max().sqrt() as f32,
            state: BallState::Seen,
        })
    }
}
