//! The accuracy of a point on the floor, everywhere on the field: pixel noise propagated to metres.
//!
//! Each camera that shows a point adds the information (I − d dᵀ) / (σ r / f)², d the unit vector and r the range from camera to point,
//! f the focal length and σ the noise in px. The covariance is the inverse of the sum.

use nalgebra::{Matrix2, Matrix3, Point3, Vector2};
use serde::Serialize;
use trackside_schema::WorldPoint;
use trackside_sports::Field;

use super::camera_report::CameraReport;
use super::evidence::PreparedEvidence;
use super::reconstruction::reconstruct;
use crate::landmarks::LandmarkTarget;
use crate::statistics::median;
use crate::triangulation::projection_across;
use crate::{Camera, Rig};

/// The smallest noise that is assumed, px.
const MIN_SIGMA_PX: f64 = 0.5;
/// The noise of a camera for which none was measured, px.
const DEFAULT_SIGMA_PX: f64 = 3.0;
/// The median length of a two-dimensional normal vector in its standard deviations.
const MEDIAN_PER_SIGMA: f64 = 1.18;
/// Cells along the longer side.
const CELLS: f64 = 28.0;
/// Added around the field, or around the athletes, m.
const MARGIN_M: f64 = 2.0;

/// The ellipse of one standard deviation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ErrorEllipse {
    /// The half axes, the longer first, m.
    pub half_axes_m: [f64; 2],
    /// From +x towards +y to the longer axis, rad.
    pub angle_rad: f64,
}

/// A point on the floor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FloorCell {
    /// x and y in the world, m.
    pub at_m: [f64; 2],
    /// How many cameras show it.
    pub cameras: usize,
    /// The error of a point there, in the floor plane; `None` with fewer than two cameras, or without parallax.
    pub error: Option<ErrorEllipse>,
}

/// The accuracy on a regular grid on the floor.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FloorAccuracy {
    /// The distance between neighbours, m.
    pub step_m: f64,
    /// The cells, by rows of constant y.
    pub cells: Vec<FloorCell>,
    /// min x, max x, min y, max y, m.
    pub bounds_m: [f64; 4],
    /// The assumed noise of each camera, px.
    pub sigma_px: Vec<f64>,
}

/// The part of the floor that a certain number of cameras shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FloorCoverage {
    /// How many cameras.
    pub cameras: usize,
    /// m²
    pub area_m2: f64,
    /// The median longer half axis of the error ellipses, m.
    pub median_error_m: Option<f64>,
}

impl FloorAccuracy {
    pub(super) fn new(
        rig: &Rig,
        reports: &[CameraReport],
        evidence: &PreparedEvidence,
    ) -> FloorAccuracy {
        let bounds_m = match &evidence.field {
            Some(field) => field_bounds(field),
            None => evidence_bounds(rig, evidence),
        };
        let [x0, x1, y0, y1] = bounds_m;
        let step_m = ((x1 - x0).max(y1 - y0) / CELLS).max(0.01);
        let sigma_px: Vec<f64> = reports.iter().map(noise_px).collect();
        let (nx, ny) = (((x1 - x0) / step_m) as usize, ((y1 - y0) / step_m) as usize);
        let mut cells = Vec::with_capacity((nx + 1) * (ny + 1));
        for j in 0..=ny {
            for i in 0..=nx {
                let at_m = [x0 + i as f64 * step_m, y0 + j as f64 * step_m];
                cells.push(floor_cell(rig.cameras(), &sigma_px, at_m));
            }
        }
        FloorAccuracy {
            step_m,
            cells,
            bounds_m,
            sigma_px,
        }
    }

    /// By number of cameras, from 0 to the largest that occurs.
    pub fn coverage(&self) -> Vec<FloorCoverage> {
        let most = self.cells.iter().map(|s| s.cameras).max().unwrap_or(0);
        (0..=most)
            .map(|cameras| {
                let cells = self.cells.iter().filter(|s| s.cameras == cameras);
                let errors: Vec<f64> = cells
                    .clone()
                    .filter_map(|s| Some(s.error?.half_axes_m[0]))
                    .collect();
                FloorCoverage {
                    cameras,
                    area_m2: cells.count() as f64 * self.step_m * self.step_m,
                    median_error_m: (!errors.is_empty()).then(|| median(errors.into_iter())),
                }
            })
            .collect()
    }
}

fn noise_px(report: &CameraReport) -> f64 {
    let of_joints = report.residual_px.map(|px| px / MEDIAN_PER_SIGMA);
    let landmarks = report.landmarks.as_ref();
    let of_landmarks = landmarks.map(|l| l.median_px / MEDIAN_PER_SIGMA);
    of_joints
        .or(of_landmarks)
        .unwrap_or(DEFAULT_SIGMA_PX)
        .max(MIN_SIGMA_PX)
}

fn field_bounds(field: &Field) -> [f64; 4] {
    let [x, y] = field.size_m.map(|v| v / 2.0 + MARGIN_M);
    [-x, x, -y, y]
}

/// The bounds of athletes and landmarks, without the outer 2 % on each side: some are reconstructed far away.
fn evidence_bounds(rig: &Rig, evidence: &PreparedEvidence) -> [f64; 4] {
    let reconstruction = reconstruct(rig, &evidence.instants, None);
    let mut positions: Vec<[f64; 2]> = reconstruction
        .athletes
        .iter()
        .filter_map(|a| {
            let p = a.joints.iter().flatten().next()?.p_in_world;
            Some([p.x, p.y])
        })
        .collect();
    for l in evidence.landmarks.iter().flatten() {
        if let LandmarkTarget::Point(p) = l.target {
            positions.push([p.x, p.y]);
        }
    }
    let quantile = |axis: usize, share: f64| {
        let mut all: Vec<f64> = positions.iter().map(|p| p[axis]).collect();
        all.sort_by(f64::total_cmp);
        let last = all.len().saturating_sub(1);
        all.get((share * last as f64) as usize)
            .copied()
            .unwrap_or(0.0)
    };
    [
        quantile(0, 0.02) - MARGIN_M,
        quantile(0, 0.98) + MARGIN_M,
        quantile(1, 0.02) - MARGIN_M,
        quantile(1, 0.98) + MARGIN_M,
    ]
}

fn floor_cell(cameras: &[Camera], sigma_px: &[f64], at_m: [f64; 2]) -> FloorCell {
    let p = Point3::new(at_m[0], at_m[1], 0.0);
    let mut information = Matrix3::zeros();
    let mut visible = 0;
    for (camera, sigma) in cameras.iter().zip(sigma_px) {
        let is_visible = camera
            .project(WorldPoint(p))
            .is_some_and(|px| camera.is_in_image(px));
        if !is_visible {
            continue;
        }
        visible += 1;
        let offset = p - camera.centre().0;
        let range = offset.norm();
        let direction = offset / range;
        let sigma_m = range * sigma / camera.intrinsics.fx;
        information += projection_across(&direction) / sigma_m.powi(2);
    }
    let covariance = (visible >= 2).then(|| information.try_inverse()).flatten();
    FloorCell {
        at_m,
        cameras: visible,
        error: covariance.and_then(|c| error_ellipse(&c.fixed_view::<2, 2>(0, 0).into_owned())),
    }
}

fn error_ellipse(covariance: &Matrix2<f64>) -> Option<ErrorEllipse> {
    let eigen = covariance.symmetric_eigen();
    let (a, b) = (eigen.eigenvalues[0], eigen.eigenvalues[1]);
    let first = if a >= b { 0 } else { 1 };
    let long: Vector2<f64> = eigen.eigenvectors.column(first).into_owned();
    let half_axes_m = [a.max(b).sqrt(), a.min(b).max(0.0).sqrt()];
    // An error of metres means that there is no parallax.
    (half_axes_m[0].is_finite() && half_axes_m[0] < 5.0).then_some(ErrorEllipse {
        half_axes_m,
        angle_rad: long.y.atan2(long.x),
    })
}
