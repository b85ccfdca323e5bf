//! How well places on the field are seen: from pixel noise to millimetres on the floor.

use nalgebra::{Matrix2, Matrix3, Point3, Vector2};
use serde::Serialize;
use trackside_schema::WorldPoint;
use trackside_sports::Field;

use super::Seen;
use super::measure::CameraCheck;
use super::people::explain;
use crate::{Camera, Rig};

/// A pixel is not known better than this, px.
const LEAST_PX: f64 = 0.5;
/// What detectors err by where nobody measured it, px.
const USUAL_PX: f64 = 3.0;
/// Places along the longer side.
const ALONG: f64 = 28.0;
/// Around the field, or around the athletes, m.
const MARGIN_M: f64 = 2.0;

/// One standard deviation, as an ellipse.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ellipse {
    /// The half axes, the longer first, m.
    pub axes_m: [f64; 2],
    /// From +x towards +y to the longer axis, rad.
    pub angle_rad: f64,
}

/// A place on the floor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spot {
    /// x and y, m.
    pub at: [f64; 2],
    /// How many cameras show it.
    pub cameras: usize,
    /// What two and more of them make of a point there; `None` where fewer do, or where they see it from one side.
    pub error: Option<Ellipse>,
}

/// Places on the floor, evenly spread.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Floor {
    /// Between places, m.
    pub step_m: f64,
    /// Row after row.
    pub spots: Vec<Spot>,
    /// Least and greatest x, least and greatest y, m.
    pub range_m: [f64; 4],
    /// What each camera is taken to err by, px.
    pub sigma_px: Vec<f64>,
}

impl Floor {
    pub(super) fn of(
        rig: &Rig,
        measured: &[CameraCheck],
        field: Option<&Field>,
        seen: &Seen,
    ) -> Floor {
        let range_m = match field {
            Some(f) => {
                let [x, y] = f.size_m.map(|v| v / 2.0 + MARGIN_M);
                [-x, x, -y, y]
            }
            None => where_athletes_are(rig, seen),
        };
        let [x0, x1, y0, y1] = range_m;
        let step_m = ((x1 - x0).max(y1 - y0) / ALONG).max(0.01);
        let sigma_px: Vec<f64> = measured
            .iter()
            .map(|c| {
                // The median of a two-dimensional normal's length is 1.18 of its standard deviation.
                let noise = c.residual_px.map(|px| px / 1.18);
                let picked = c.landmarks.as_ref().map(|l| l.median_px / 1.18);
                noise.or(picked).unwrap_or(USUAL_PX).max(LEAST_PX)
            })
            .collect();
        let (nx, ny) = (((x1 - x0) / step_m) as usize, ((y1 - y0) / step_m) as usize);
        let mut spots = Vec::with_capacity((nx + 1) * (ny + 1));
        for j in 0..=ny {
            for i in 0..=nx {
                let at = [x0 + i as f64 * step_m, y0 + j as f64 * step_m];
                spots.push(spot(rig.cameras(), &sigma_px, at));
            }
        }
        Floor {
            step_m,
            spots,
            range_m,
            sigma_px,
        }
    }

    /// By number of cameras, from 0: how much of the floor they show, m², and the middle one of its errors (longer half axis), m.
    pub fn coverage(&self) -> Vec<(f64, Option<f64>)> {
        let most = self.spots.iter().map(|s| s.cameras).max().unwrap_or(0);
        (0..=most)
            .map(|n| {
                let here: Vec<&Spot> = self.spots.iter().filter(|s| s.cameras == n).collect();
                let errors: Vec<f64> = here
                    .iter()
                    .filter_map(|s| Some(s.error?.axes_m[0]))
                    .collect();
                let middle =
                    (!errors.is_empty()).then(|| super::measure::median(errors.into_iter()));
                (here.len() as f64 * self.step_m * self.step_m, middle)
            })
            .collect()
    }
}

fn where_athletes_are(rig: &Rig, seen: &Seen) -> [f64; 4] {
    let explained = explain(rig, &seen.instants, None);
    let mut at: Vec<[f64; 2]> = explained
        .athletes
        .iter()
        .filter_map(|a| {
            let p = a.joints.iter().flatten().next()?.at;
            Some([p.x, p.y])
        })
        .collect();
    for l in seen.landmarks.iter().flatten() {
        if let crate::landmarks::Target::Point(p) = l.target {
            at.push([p.x, p.y]);
        }
    }
    let share = |axis: usize, share: f64| {
        let mut all: Vec<f64> = at.iter().map(|p| p[axis]).collect();
        all.sort_by(f64::total_cmp);
        let last = all.len().saturating_sub(1);
        all.get((share * last as f64) as usize)
            .copied()
            .unwrap_or(0.0)
    };
    // Some are placed wrongly, far away.
    [
        share(0, 0.02) - MARGIN_M,
        share(0, 0.98) + MARGIN_M,
        share(1, 0.02) - MARGIN_M,
        share(1, 0.98) + MARGIN_M,
    ]
}

fn spot(cameras: &[Camera], sigma_px: &[f64], at: [f64; 2]) -> Spot {
    let p = Point3::new(at[0], at[1], 0.0);
    let mut information = Matrix3::zeros();
    let mut shown = 0;
    for (camera, sigma) in cameras.iter().zip(sigma_px) {
        let there = camera
            .project(WorldPoint(p))
            .is_some_and(|px| camera.sees(px));
        if !there {
            continue;
        }
        shown += 1;
        // Where a pixel's ray passes, across it: σ of a pixel times the range over the focal length.
        let way = p - camera.centre().0;
        let range = way.norm();
        let ahead = way / range;
        let across = range * sigma / camera.intrinsics.fx;
        information += (Matrix3::identity() - ahead * ahead.transpose()) / across.powi(2);
    }
    let covariance = (shown >= 2).then(|| information.try_inverse()).flatten();
    Spot {
        at,
        cameras: shown,
        error: covariance.and_then(|c| ellipse(&c.fixed_view::<2, 2>(0, 0).into_owned())),
    }
}

fn ellipse(covariance: &Matrix2<f64>) -> Option<Ellipse> {
    let eigen = covariance.symmetric_eigen();
    let (a, b) = (eigen.eigenvalues[0], eigen.eigenvalues[1]);
    let first = if a >= b { 0 } else { 1 };
    let long: Vector2<f64> = eigen.eigenvectors.column(first).into_owned();
    let axes_m = [a.max(b).sqrt(), a.min(b).max(0.0).sqrt()];
    // Metres of error are no place at all: seen from one side.
    (axes_m[0].is_finite() && axes_m[0] < 5.0).then_some(Ellipse {
        axes_m,
        angle_rad: long.y.atan2(long.x),
    })
}
