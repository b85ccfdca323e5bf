//! The projection of a point of camera space, and its derivatives by the point and by the intrinsics.

use nalgebra::{Matrix2x3, Vector2, Vector3};

use crate::lens::{self, Jacobian};
use crate::{Camera, Distortion, Intrinsics};

/// A point nearer than this to the camera's plane cannot be projected, m.
const MIN_DEPTH_M: f64 = 1e-3;
/// Below this distance from the axis the fisheye model is the identity.
const AXIS_RADIUS: f64 = 1e-9;

/// The intrinsic parameters: fx fy cx cy and up to eight distortion coefficients.
pub(super) const INTRINSIC_PARAMETERS: usize = 12;

/// A projected point and its derivatives.
pub(super) struct ProjectionJacobians {
    /// The projection, px.
    pub at: Vector2<f64>,
    /// By the point in camera space, px/m.
    pub by_point: Matrix2x3<f64>,
    /// By fx fy cx cy and the coefficients in the order of [`Distortion`].
    pub by_intrinsics: [Vector2<f64>; INTRINSIC_PARAMETERS],
}

/// The projection of a point of camera space, px; `None` behind the camera and beyond the fold of its lens.
pub(super) fn project(camera: &Camera, p: &Vector3<f64>) -> Option<Vector2<f64>> {
    if p.z <= MIN_DEPTH_M {
        return None;
    }
    let (x, y) = (p.x / p.z, p.y / p.z);
    let (xd, yd) = match &camera.distortion {
        Distortion::BrownConrady(k) => lens::brown_conrady_is_before_fold(k, x, y)
            .then(|| lens::distort_brown_conrady(k, x, y))?,
        Distortion::Fisheye(k) => {
            lens::fisheye_is_before_fold(k, x, y).then(|| lens::distort_fisheye(k, x, y))?
        }
    };
    let Intrinsics { fx, fy, cx, cy } = camera.intrinsics;
    Some(Vector2::new(fx * xd + cx, fy * yd + cy))
}

/// [`project`] with its derivatives.
pub(super) fn project_with_jacobians(
    camera: &Camera,
    p: &Vector3<f64>,
) -> Option<ProjectionJacobians> {
    let at = project(camera, p)?;
    let (x, y) = (p.x / p.z, p.y / p.z);
    let Intrinsics { fx, fy, cx, cy } = camera.intrinsics;
    let (jacobian, coefficients) = match &camera.distortion {
        Distortion::BrownConrady(k) => (Jacobian::at(k, x, y), brown_conrady(k, x, y)),
        Distortion::Fisheye(k) => fisheye(k, x, y),
    };
    let Jacobian { xx, xy, yy } = jacobian;
    let (a, b) = (fx / p.z, fy / p.z);
    let by_point = Matrix2x3::new(
        a * xx,
        a * xy,
        -a * (xx * x + xy * y),
        b * xy,
        b * yy,
        -b * (xy * x + yy * y),
    );
    let mut by_intrinsics = [Vector2::zeros(); INTRINSIC_PARAMETERS];
    by_intrinsics[0].x = (at.x - cx) / fx;
    by_intrinsics[1].y = (at.y - cy) / fy;
    by_intrinsics[2].x = 1.0;
    by_intrinsics[3].y = 1.0;
    for (to, [dx, dy]) in by_intrinsics[4..].iter_mut().zip(coefficients) {
        *to = Vector2::new(fx * dx, fy * dy);
    }
    Some(ProjectionJacobians {
        at,
        by_point,
        by_intrinsics,
    })
}

/// The derivatives of the distorted point by k1 k2 p1 p2 k3 k4 k5 k6.
fn brown_conrady(k: &[f64; 8], x: f64, y: f64) -> [[f64; 2]; 8] {
    let [k1, k2, _, _, k3, k4, k5, k6] = *k;
    let r2 = x * x + y * y;
    let powers = [r2, r2 * r2, r2 * r2 * r2];
    let denominator = 1.0 + k4 * powers[0] + k5 * powers[1] + k6 * powers[2];
    let c = (1.0 + k1 * powers[0] + k2 * powers[1] + k3 * powers[2]) / denominator;
    let by_numerator = powers.map(|u| [x * u / denominator, y * u / denominator]);
    let by_denominator = by_numerator.map(|[a, b]| [-c * a, -c * b]);
    let p1 = [2.0 * x * y, r2 + 2.0 * y * y];
    let p2 = [r2 + 2.0 * x * x, 2.0 * x * y];
    [
        by_numerator[0],
        by_numerator[1],
        p1,
        p2,
        by_numerator[2],
        by_denominator[0],
        by_denominator[1],
        by_denominator[2],
    ]
}

/// The derivatives of the distorted point by the ideal point, and by k1 k2 k3 k4.
fn fisheye(k: &[f64; 4], x: f64, y: f64) -> (Jacobian, [[f64; 2]; 8]) {
    let mut coefficients = [[0.0; 2]; 8];
    let r = x.hypot(y);
    if r < AXIS_RADIUS {
        let identity = Jacobian {
            xx: 1.0,
            xy: 0.0,
            yy: 1.0,
        };
        return (identity, coefficients);
    }
    let theta = r.atan();
    let t2 = theta * theta;
    let (mut distorted, mut derivative, mut power) = (theta, 1.0, theta);
    for (i, (k, to)) in k.iter().zip(&mut coefficients).enumerate() {
        power *= t2;
        distorted += k * power;
        derivative += k * power / theta * (2 * i + 3) as f64;
        *to = [x / r * power, y / r * power];
    }
    let scale = distorted / r;
    // d(scale)/dr / r
    let curvature = (derivative / (1.0 + r * r) - scale) / (r * r);
    let jacobian = Jacobian {
        xx: scale + curvature * x * x,
        xy: curvature * x * y,
        yy: scale + curvature * y * y,
    };
    (jacobian, coefficients)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn camera(distortion: Distortion) -> Camera {
        Camera {
            name: "a".into(),
            size_px: [1920, 1080],
            intrinsics: Intrinsics {
                fx: 1400.0,
                fy: 1390.0,
                cx: 950.0,
                cy: 545.0,
            },
            distortion,
            cam_from_world: Default::default(),
        }
    }

    fn parameter(camera: &mut Camera, i: usize) -> &mut f64 {
        let k = &mut camera.intrinsics;
        match (i, &mut camera.distortion) {
            (0, _) => &mut k.fx,
            (1, _) => &mut k.fy,
            (2, _) => &mut k.cx,
            (3, _) => &mut k.cy,
            (i, Distortion::BrownConrady(k)) => &mut k[i - 4],
            (i, Distortion::Fisheye(k)) => &mut k[i - 4],
        }
    }

    #[test]
    fn analytic_derivatives_match_numeric_ones() {
        let lenses = [
            Distortion::BrownConrady([-0.2, 0.05, 1e-3, -2e-3, 0.01, 0.02, -0.01, 0.003]),
            Distortion::Fisheye([-0.03, 0.01, -0.004, 0.001]),
        ];
        for distortion in lenses {
            let count = if matches!(distortion, Distortion::Fisheye(_)) {
                8
            } else {
                12
            };
            let camera = camera(distortion);
            for p in [
                Vector3::new(0.3, -0.2, 1.1),
                Vector3::new(-3.0, 2.0, 9.0),
                Vector3::new(1e-12, 0.0, 2.0),
            ] {
                let s = project_with_jacobians(&camera, &p).unwrap();
                let h = 1e-6;
                for axis in 0..3 {
                    let mut e = Vector3::zeros();
                    e[axis] = h;
                    let numeric = (project(&camera, &(p + e)).unwrap()
                        - project(&camera, &(p - e)).unwrap())
                        / (2.0 * h);
                    let error = (numeric - s.by_point.column(axis)).norm();
                    assert!(
                        error < 1e-4 * (1.0 + numeric.norm()),
                        "axis {axis}: {error}"
                    );
                }
                for i in 0..count {
                    let step = if i < 4 { 1e-3 } else { 1e-6 };
                    let at = |by: f64| {
                        let mut moved = camera.clone();
                        *parameter(&mut moved, i) += by;
                        project(&moved, &p).unwrap()
                    };
                    let numeric = (at(step) - at(-step)) / (2.0 * step);
                    let error = (numeric - s.by_intrinsics[i]).norm();
                    assert!(
                        error < 1e-5 * (1.0 + numeric.norm()),
                        "parameter {i}: {error}"
                    );
                }
            }
        }
    }
}
