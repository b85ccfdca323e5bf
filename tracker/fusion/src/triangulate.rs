//! Rays of several cameras to one point: linear start, Gauss–Newton on the reprojection error, robust by consensus.

use nalgebra::{Matrix2x3, Matrix3, Vector2, Vector3};
use trackside_calibration::Camera;

use crate::grid::Grid;

/// The least angle between two rays, as the sine, that fixes a point between them (2°).
const LEAST_PARALLAX: f64 = 0.035;
/// A smaller step, m, is the last one.
const CLOSE_M: f64 = 1e-3;

/// A camera as fusion uses it: the pose and the scale, taken apart once.
#[derive(Clone, Debug)]
pub(crate) struct Lens {
    pub rotation: Matrix3<f64>,
    pub translation: Vector3<f64>,
    pub centre: Vector3<f64>,
    /// Mean focal length, px: what turns pixels into ideal units.
    pub focal_px: f64,
    /// The ideal pixels of the picture's borders: left, top, right, bottom. Lens distortion left aside.
    border: [f64; 4],
    pub grid: Grid,
}

impl Lens {
    pub fn of(camera: &Camera) -> Lens {
        let k = &camera.intrinsics;
        let [w, h] = camera.size_px.map(f64::from);
        Lens {
            grid: Grid::of(camera),
            border: [
                -k.cx / k.fx,
                -k.cy / k.fy,
                (w - k.cx) / k.fx,
                (h - k.cy) / k.fy,
            ],
            rotation: camera
                .cam_from_world
                .rotation
                .to_rotation_matrix()
                .into_inner(),
            translation: camera.cam_from_world.translation.vector,
            centre: camera.centre().0.coords,
            focal_px: 0.5 * (camera.intrinsics.fx + camera.intrinsics.fy),
        }
    }

    /// The ideal pixel of a world point and its depth, m; `None` behind the camera.
    pub fn project(&self, p: &Vector3<f64>) -> Option<(Vector2<f64>, f64)> {
        let q = self.rotation * p + self.translation;
        (q.z > 0.05).then(|| (Vector2::new(q.x / q.z, q.y / q.z), q.z))
    }

    /// Whether something within `reach_m` of the point can be in the picture.
    pub fn might_show(&self, p: &Vector3<f64>, reach_m: f64) -> bool {
        let q = self.rotation * p + self.translation;
        let depth = q.z + reach_m;
        let [left, top, right, bottom] = self.border;
        depth > 0.0
            && (left * depth - reach_m..right * depth + reach_m).contains(&q.x)
            && (top * depth - reach_m..bottom * depth + reach_m).contains(&q.y)
    }

    /// Whether `at` lies well inside the picture.
    pub fn shows(&self, at: &Vector2<f64>) -> bool {
        let [left, top, right, bottom] = self.border;
        (left..right).contains(&at.x) && (top..bottom).contains(&at.y)
    }

    /// The derivative of [`Lens::project`] at a point that shows at `at`, `depth` away.
    pub fn jacobian(&self, at: &Vector2<f64>, depth: f64) -> Matrix2x3<f64> {
        let r = &self.rotation;
        Matrix2x3::from_rows(&[
            (r.row(0) - at.x * r.row(2)) / depth,
            (r.row(1) - at.y * r.row(2)) / depth,
        ])
    }

    /// The direction, in the world, in which `at` lies.
    pub fn direction(&self, at: &Vector2<f64>) -> Vector3<f64> {
        (self.rotation.transpose() * Vector3::new(at.x, at.y, 1.0)).normalize()
    }
}

/// One measurement of one point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight {
    /// Index of the camera.
    pub camera: usize,
    /// Where, undistorted and normalised.
    pub at: Vector2<f64>,
    /// One standard deviation of `at`, same unit.
    pub sigma: f64,
    /// The ray through it.
    pub direction: Vector3<f64>,
    /// How far the point has moved since the moment's time when this was seen, m.
    pub moved: Vector3<f64>,
    /// Set by the solver: whether the solution agrees with it.
    pub inlier: bool,
}

/// What is known before looking.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gaussian {
    pub mean: Vector3<f64>,
    pub covariance: Matrix3<f64>,
}

impl Gaussian {
    /// One standard deviation along an axis, the root mean square of all three, m.
    pub fn sigma_m(&self) -> f64 {
        (self.covariance.trace() / 3.0).max(0.0).sqrt()
    }
}

/// The point nearest to the rays of the inliers, each weighted by its accuracy at `near` (or equally).
fn nearest_to_rays(
    lenses: &[Lens],
    sights: &[Sight],
    near: Option<&Vector3<f64>>,
) -> Option<Vector3<f64>> {
    let mut a = Matrix3::zeros();
    let mut b = Vector3::zeros();
    for s in sights.iter().filter(|s| s.inlier) {
        let centre = lenses[s.camera].centre - s.moved;
        let range = near.map_or(1.0, |p| (p - centre).norm().max(0.1));
        let w = 1.0 / (s.sigma * range).powi(2);
        let across = (Matrix3::identity() - s.direction * s.direction.transpose()) * w;
        a += across;
        b += across * centre;
    }
    a.cholesky().map(|c| c.solve(&b))
}

/// The residual of one sight at `p`, in its own standard deviations; infinite behind the camera.
pub(crate) fn residual(lenses: &[Lens], sight: &Sight, p: &Vector3<f64>) -> f64 {
    match lenses[sight.camera].project(&(p + sight.moved)) {
        Some((at, _)) => (at - sight.at).norm() / sight.sigma,
        None => f64::INFINITY,
    }
}

/// Minimises the weighted reprojection error of the inliers and the prior. Gauss–Newton with Cauchy weights; returns the
/// point and its covariance.
pub(crate) fn refine(
    lenses: &[Lens],
    sights: &[Sight],
    start: Vector3<f64>,
    prior: Option<&Gaussian>,
) -> Option<Gaussian> {
    let prior = match prior {
        Some(g) => Some((g.mean, g.covariance.try_inverse()?)),
        None => None,
    };
    let mut x = start;
    let mut covariance = Matrix3::zeros();
    for _ in 0..4 {
        let mut information = prior.map_or_else(Matrix3::zeros, |(_, i)| i);
        let mut gradient = prior.map_or_else(Vector3::zeros, |(mean, i)| i * (mean - x));
        for s in sights.iter().filter(|s| s.inlier) {
            let lens = &lenses[s.camera];
            let (at, depth) = lens.project(&(x + s.moved))?;
            let j = lens.jacobian(&at, depth);
            let error = s.at - at;
            // Cauchy: a sight ten standard deviations out counts half.
            let w = 1.0
                / (s.sigma * s.sigma * (1.0 + error.norm_squared() / (100.0 * s.sigma * s.sigma)));
            information += j.transpose() * j * w;
            gradient += j.transpose() * error * w;
        }
        covariance = information.try_inverse()?;
        let step = covariance * gradient;
        x += step;
        if step.norm_squared() < CLOSE_M * CLOSE_M {
            break;
        }
    }
    Some(Gaussian {
        mean: x,
        covariance,
    })
}

/// The point on which most sights agree: every pair proposes, all vote, the winner's voters refine it.
///
/// `gate` is the largest residual of a voter, in standard deviations. `None` where no two sights with parallax agree.
/// Marks the voters in `sights`.
pub(crate) fn consensus(lenses: &[Lens], sights: &mut [Sight], gate: f64) -> Option<Gaussian> {
    let mut best: Option<(usize, f64, Vector3<f64>)> = None;
    for i in 0..sights.len() {
        for j in i + 1..sights.len() {
            let Some(p) = meet(lenses, &sights[i], &sights[j]) else {
                continue;
            };
            let (mut voters, mut cost) = (0, 0.0);
            for s in sights.iter() {
                let r = residual(lenses, s, &p);
                if r < gate {
                    voters += 1;
                    cost += r * r;
                } else {
                    cost += gate * gate;
                }
            }
            if voters >= 2 && best.is_none_or(|(_, c, _)| cost < c) {
                best = Some((voters, cost, p));
            }
        }
    }
    let (_, _, mut p) = best?;
    for _ in 0..2 {
        for s in sights.iter_mut() {
            s.inlier = residual(lenses, s, &p) < gate;
        }
        if sights.iter().filter(|s| s.inlier).count() < 2 {
            return None;
        }
        p = nearest_to_rays(lenses, sights, Some(&p))?;
    }
    refine(lenses, sights, p, None)
}

/// The point on which the sights agree once the worst are left out, one by one, until the mean residual is within
/// half the gate or two are left. Marks who is believed. `None` where two that are left do not agree.
pub(crate) fn agreement(lenses: &[Lens], sights: &mut [Sight], gate: f64) -> Option<Gaussian> {
    sights.iter_mut().for_each(|s| s.inlier = true);
    let mut all = solve(lenses, sights)?;
    while all.1 > 0.5 * gate {
        if sights.iter().filter(|s| s.inlier).count() <= 2 {
            return None;
        }
        let mut best: Option<(usize, (Gaussian, f64))> = None;
        for i in 0..sights.len() {
            if !std::mem::replace(&mut sights[i].inlier, false) {
                continue;
            }
            if let Some(solved) = solve(lenses, sights)
                && best.as_ref().is_none_or(|(_, b)| solved.1 < b.1)
            {
                best = Some((i, solved));
            }
            sights[i].inlier = true;
        }
        let (worst, solved) = best?;
        sights[worst].inlier = false;
        all = solved;
    }
    Some(all.0)
}

/// The point of the inliers and their mean residual, in standard deviations.
fn solve(lenses: &[Lens], sights: &[Sight]) -> Option<(Gaussian, f64)> {
    let start = nearest_to_rays(lenses, sights, None)?;
    let found = refine(lenses, sights, start, None)?;
    let inliers = || sights.iter().filter(|s| s.inlier);
    let sum: f64 = inliers().map(|s| residual(lenses, s, &found.mean)).sum();
    Some((found, sum / inliers().count() as f64))
}

/// The middle of the shortest line between two rays, where they have parallax and meet ahead of both cameras.
pub(crate) fn meet(lenses: &[Lens], a: &Sight, b: &Sight) -> Option<Vector3<f64>> {
    let (ca, cb) = (
        lenses[a.camera].centre - a.moved,
        lenses[b.camera].centre - b.moved,
    );
    let (da, db) = (a.direction, b.direction);
    let cos = da.dot(&db);
    let sin2 = 1.0 - cos * cos;
    if sin2 < LEAST_PARALLAX * LEAST_PARALLAX {
        return None;
    }
    let w = cb - ca;
    let (along_a, along_b) = (w.dot(&da), w.dot(&db));
    let ta = (along_a - cos * along_b) / sin2;
    let tb = (cos * along_a - along_b) / sin2;
    (ta > 0.05 && tb > 0.05).then(|| 0.5 * (ca + da * ta + cb + db * tb))
}

/// A calibration that is off by this angle, rad, still lets people be found: 0.2°.
const CALIBRATION_ANGLE: f64 = 0.004;

/// How far apart two rays pass, m, less what a poor calibration explains at their range; `None` without parallax or
/// behind a camera.
pub(crate) fn gap(lenses: &[Lens], a: &Sight, b: &Sight) -> Option<f64> {
    let p = meet(lenses, a, b)?;
    let off = |s: &Sight| {
        let v = p - lenses[s.camera].centre + s.moved;
        let along = v.dot(&s.direction);
        ((v - s.direction * along).norm() - CALIBRATION_ANGLE * along).max(0.0)
    };
    Some(off(a) + off(b))
}
