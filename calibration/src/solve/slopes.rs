//! Where a point shows, and how that changes with everything it depends on.

use nalgebra::{Matrix2x3, Vector2, Vector3};

use crate::lens::{self, Jacobian};
use crate::{Camera, Distortion, Intrinsics};

/// Nearer than this to the camera's plane, m, a point has no picture.
const NEAR_M: f64 = 1e-3;
/// Nearer the axis than this a fisheye draws a point where it is.
const AXIS: f64 = 1e-9;

/// How many numbers a lens and pinhole have at most: fx fy cx cy and eight coefficients.
pub(super) const LENS: usize = 12;

/// A drawn point and its derivatives.
pub(super) struct Slopes {
    /// Where, px.
    pub at: Vector2<f64>,
    /// By the point in camera space, px/m.
    pub by_point: Matrix2x3<f64>,
    /// By fx fy cx cy and the coefficients in the order of [`Distortion`].
    pub by_lens: [Vector2<f64>; LENS],
}

/// Where a point of camera space shows; `None` behind the camera and beyond the fold of its lens.
pub(super) fn drawn(camera: &Camera, p: &Vector3<f64>) -> Option<Vector2<f64>> {
    if p.z <= NEAR_M {
        return None;
    }
    let (x, y) = (p.x / p.z, p.y / p.z);
    let (xd, yd) = match &camera.distortion {
        Distortion::BrownConrady(k) => {
            lens::brown_conrady_is_unfolded(k, x, y).then(|| lens::brown_conrady(k, x, y))?
        }
        Distortion::Fisheye(k) => {
            lens::fisheye_is_unfolded(k, x, y).then(|| lens::fisheye(k, x, y))?
        }
    };
    let Intrinsics { fx, fy, cx, cy } = camera.intrinsics;
    Some(Vector2::new(fx * xd + cx, fy * yd + cy))
}

/// [`drawn`] with its derivatives.
pub(super) fn slopes(camera: &Camera, p: &Vector3<f64>) -> Option<Slopes> {
    let at = drawn(camera, p)?;
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
    let mut by_lens = [Vector2::zeros(); LENS];
    by_lens[0].x = (at.x - cx) / fx;
    by_lens[1].y = (at.y - cy) / fy;
    by_lens[2].x = 1.0;
    by_lens[3].y = 1.0;
    for (to, [dx, dy]) in by_lens[4..].iter_mut().zip(coefficients) {
        *to = Vector2::new(fx * dx, fy * dy);
    }
    Some(Slopes {
        at,
        by_point,
        by_lens,
    })
}

/// By k1 k2 p1 p2 k3 k4 k5 k6.
fn brown_conrady(k: &[f64; 8], x: f64, y: f64) -> [[f64; 2]; 8] {
    let [k1, k2, _, _, k3, k4, k5, k6] = *k;
    let r2 = x * x + y * y;
    let powers = [r2, r2 * r2, r2 * r2 * r2];
    let below = 1.0 + k4 * powers[0] + k5 * powers[1] + k6 * powers[2];
    let c = (1.0 + k1 * powers[0] + k2 * powers[1] + k3 * powers[2]) / below;
    let above = powers.map(|u| [x * u / below, y * u / below]);
    let under = above.map(|[a, b]| [-c * a, -c * b]);
    let p1 = [2.0 * x * y, r2 + 2.0 * y * y];
    let p2 = [r2 + 2.0 * x * x, 2.0 * x * y];
    [
        above[0], above[1], p1, p2, above[2], under[0], under[1], under[2],
    ]
}

/// By the ideal point, and by k1 k2 k3 k4.
fn fisheye(k: &[f64; 4], x: f64, y: f64) -> (Jacobian, [[f64; 2]; 8]) {
    let mut coefficients = [[0.0; 2]; 8];
    let r = x.hypot(y);
    if r < AXIS {
        let straight = Jacobian {
            xx: 1.0,
            xy: 0.0,
            yy: 1.0,
        };
        return (straight, coefficients);
    }
    let theta = r.atan();
    let t2 = theta * theta;
    let (mut drawn, mut slope, mut power) = (theta, 1.0, theta);
    for (i, (k, to)) in k.iter().zip(&mut coefficients).enumerate() {
        power *= t2;
        drawn += k * power;
        slope += k * power / theta * (2 * i + 3) as f64;
        *to = [x / r * power, y / r * power];
    }
    let scale = drawn / r;
    // d(scale)/dr / r
    let bend = (slope / (1.0 + r * r) - scale) / (r * r);
    let jacobian = Jacobian {
        xx: scale + bend * x * x,
        xy: bend * x * y,
        yy: scale + bend * y * y,
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
    fn analytic_and_numeric_derivatives_agree() {
        let lenses = [
            Distortion::BrownConrady([-0.2, 0.05, 1e-3, -2e-3, 0.01, 0.02, -0.01, 0.003]),
            Distortion::Fisheye([-0.03, 0.01, -0.004, 0.001]),
        ];
        for lens in lenses {
            let count = if matches!(lens, Distortion::Fisheye(_)) {
                8
            } else {
                12
            };
            let camera = camera(lens);
            for p in [
                Vector3::new(0.3, -0.2, 1.1),
                Vector3::new(-3.0, 2.0, 9.0),
                Vector3::new(1e-12, 0.0, 2.0),
            ] {
                let s = slopes(&camera, &p).unwrap();
                let h = 1e-6;
                for axis in 0..3 {
                    let mut e = Vector3::zeros();
                    e[axis] = h;
                    let numeric = (drawn(&camera, &(p + e)).unwrap()
                        - drawn(&camera, &(p - e)).unwrap())
                        / (2.0 * h);
                    let off = (numeric - s.by_point.column(axis)).norm();
                    assert!(off < 1e-4 * (1.0 + numeric.norm()), "axis {axis}: {off}");
                }
                for i in 0..count {
                    let step = if i < 4 { 1e-3 } else { 1e-6 };
                    let at = |by: f64| {
                        let mut moved = camera.clone();
                        *parameter(&mut moved, i) += by;
                        drawn(&moved, &p).unwrap()
                    };
                    let numeric = (at(step) - at(-step)) / (2.0 * step);
                    let off = (numeric - s.by_lens[i]).norm();
                    assert!(off < 1e-5 * (1.0 + numeric.norm()), "lens {i}: {off}");
                }
            }
        }
    }
}
