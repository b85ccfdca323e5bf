//! Ways in which one camera may be wrong by numbers, each with as few numbers as it has, fitted to what it shows.
//!
//! Levenberg–Marquardt on Cauchy weights, begun with a wide scale that is narrowed; up to six unknowns, whose derivatives are
//! central differences.

use nalgebra::{DMatrix, DVector, Isometry3, Translation3, UnitQuaternion, Vector3};

use super::seen::Pair;
use crate::Camera;

/// A way to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// The lens was zoomed: another focal length.
    Zoomed,
    /// Pictures of another size.
    Resized,
    /// Pictures cut out of those that were calibrated.
    Cropped,
    /// The camera was turned where it stands.
    Turned,
    /// Its landmarks were measured from another origin on the floor.
    Shifted,
    /// It was put somewhere else.
    Moved,
}

pub(super) const FAMILIES: [Family; 6] = [
    Family::Zoomed,
    Family::Resized,
    Family::Cropped,
    Family::Turned,
    Family::Shifted,
    Family::Moved,
];

impl Family {
    /// How many numbers it has.
    pub fn unknowns(self) -> usize {
        match self {
            Family::Zoomed | Family::Resized => 1,
            Family::Cropped | Family::Shifted => 2,
            Family::Turned => 3,
            Family::Moved => 6,
        }
    }

    /// The camera with these numbers.
    pub fn apply(self, camera: &Camera, x: &[f64]) -> Camera {
        let mut new = camera.clone();
        let k = &mut new.intrinsics;
        let turned = |x: &[f64]| UnitQuaternion::from_scaled_axis(Vector3::new(x[0], x[1], x[2]));
        match self {
            Family::Zoomed => {
                k.fx *= x[0].exp();
                k.fy *= x[0].exp();
            }
            Family::Resized => new = resized(camera, x[0].exp()),
            Family::Cropped => {
                k.cx += x[0];
                k.cy += x[1];
            }
            Family::Turned => new.cam_from_world = turned(x) * camera.cam_from_world,
            Family::Shifted => {
                new.cam_from_world = camera.cam_from_world * Translation3::new(x[0], x[1], 0.0);
            }
            Family::Moved => {
                let by = Isometry3::from_parts(Translation3::new(x[3], x[4], x[5]), turned(x));
                new.cam_from_world = by * camera.cam_from_world;
            }
        }
        new
    }

    /// Whether it can be so: what is cut away lies at the left and at the top, so that pixels only count from farther in.
    pub fn is_possible(self, camera: &Camera, x: &[f64]) -> bool {
        let side = f64::from(camera.size_px[0].max(camera.size_px[1]));
        self != Family::Cropped || x.iter().all(|v| *v < ADDED * side)
    }

    /// A step whose effect is some hundredth of a pixel.
    fn differences(self, camera: &Camera) -> Vec<f64> {
        let rad = 0.01 / camera.intrinsics.fx;
        match self {
            Family::Zoomed | Family::Resized => vec![1e-5],
            Family::Cropped => vec![0.01; 2],
            Family::Turned => vec![rad; 3],
            Family::Shifted => vec![1e-4; 2],
            Family::Moved => vec![rad, rad, rad, 1e-4, 1e-4, 1e-4],
        }
    }

    /// Where to begin, given that what shows at p is drawn at `s p + d`.
    pub fn start(self, camera: &Camera, s: f64, d: [f64; 2]) -> Vec<f64> {
        let k = &camera.intrinsics;
        let middle = [k.cx * (s - 1.0) + d[0], k.cy * (s - 1.0) + d[1]];
        let turn = [-middle[1] / k.fy, middle[0] / k.fx];
        match self {
            Family::Zoomed | Family::Resized => vec![s.ln()],
            Family::Cropped => middle.to_vec(),
            Family::Turned => vec![turn[0], turn[1], 0.0],
            Family::Shifted => vec![0.0; 2],
            Family::Moved => vec![turn[0], turn[1], 0.0, 0.0, 0.0, 0.0],
        }
    }
}

/// A cut may seem to have added so much, of the picture's longer side, by what detectors err.
const ADDED: f64 = 0.01;

/// The camera for pictures `factor` times as large.
pub(super) fn resized(camera: &Camera, factor: f64) -> Camera {
    let mut new = camera.clone();
    let k = &mut new.intrinsics;
    (k.fx, k.fy) = (k.fx * factor, k.fy * factor);
    (k.cx, k.cy) = ((k.cx + 0.5) * factor - 0.5, (k.cy + 0.5) * factor - 0.5);
    new.size_px = camera
        .size_px
        .map(|v| (f64::from(v) * factor).round().clamp(1.0, 65535.0) as u32);
    new
}

/// Where the camera shows nothing at all, in standard deviations.
const NOWHERE: f64 = 1e3;

fn errors(camera: &Camera, pairs: &[Pair]) -> Vec<[f64; 2]> {
    let one = |p: &Pair| match p.error(camera) {
        Some((e, sigma)) => [e[0] / sigma, e[1] / sigma],
        None => [NOWHERE, NOWHERE],
    };
    pairs.iter().map(one).collect()
}

fn cost(errors: &[[f64; 2]], scale: f64) -> f64 {
    let each = errors
        .iter()
        .map(|e| (1.0 + (e[0].powi(2) + e[1].powi(2)) / scale.powi(2)).ln());
    each.sum::<f64>() / errors.len().max(1) as f64
}

/// The camera of the family that shows the pairs best, and its numbers.
pub(super) fn fit(
    family: Family,
    camera: &Camera,
    pairs: &[Pair],
    start: Vec<f64>,
) -> (Camera, Vec<f64>) {
    let h = family.differences(camera);
    let n = family.unknowns();
    let mut x = start;
    for scale in [32.0, 8.0, 2.5] {
        let mut damping = 1e-3;
        let mut now = errors(&family.apply(camera, &x), pairs);
        let mut least = cost(&now, scale);
        for _ in 0..12 {
            let columns: Vec<_> = (0..n)
                .map(|k| {
                    let beside = |by: f64| {
                        let mut x = x.clone();
                        x[k] += by;
                        errors(&family.apply(camera, &x), pairs)
                    };
                    (beside(h[k]), beside(-h[k]))
                })
                .collect();
            let mut a = DMatrix::zeros(n, n);
            let mut b = DVector::zeros(n);
            for (i, e) in now.iter().enumerate() {
                let w = 1.0 / (1.0 + (e[0].powi(2) + e[1].powi(2)) / scale.powi(2));
                for (axis, off) in e.iter().enumerate() {
                    let slope = DVector::from_fn(n, |k, _| {
                        (columns[k].0[i][axis] - columns[k].1[i][axis]) / (2.0 * h[k])
                    });
                    a += &slope * slope.transpose() * w;
                    b += slope * (w * off);
                }
            }
            let before = least;
            while damping < 1e9 {
                let diagonal = DMatrix::from_diagonal(&a.diagonal());
                let Some(cholesky) = (&a + diagonal * damping).cholesky() else {
                    damping *= 10.0;
                    continue;
                };
                let next: Vec<f64> = x
                    .iter()
                    .zip(cholesky.solve(&b).iter())
                    .map(|(x, s)| x - s)
                    .collect();
                let there = errors(&family.apply(camera, &next), pairs);
                let c = cost(&there, scale);
                if c < least {
                    (x, now, least, damping) = (next, there, c, damping * 0.2);
                    break;
                }
                damping *= 10.0;
            }
            if before - least < 1e-7 {
                break;
            }
        }
    }
    (family.apply(camera, &x), x)
}

/// How badly the camera shows the pairs, on a scale where noise as it is said to be is about 1.
pub(super) fn misfit(camera: &Camera, pairs: &[Pair]) -> f64 {
    cost(&errors(camera, pairs), 2.5)
}

/// Scale and shift that most people agree on: of `(as the camera would show it, as it shows)`, by people. Every person proposes,
/// all vote.
pub(super) fn similarity(
    people: &[Vec<[[f64; 2]; 2]>],
    alternatives: &[Vec<usize>],
) -> Option<(f64, [f64; 2])> {
    let own: Vec<Option<(f64, [f64; 2], f64)>> = people.iter().map(|p| similar(p)).collect();
    let voters: Vec<&Vec<usize>> = alternatives
        .iter()
        .step_by(alternatives.len() / 150 + 1)
        .collect();
    let score = |s: f64, d: &[f64; 2]| -> usize {
        let agrees = |i: &usize| {
            let p = &people[*i];
            let (mut off, mut spread) = (0.0, 0.0);
            let first = p[0][1];
            for [from, to] in p {
                off += (s * from[0] + d[0] - to[0]).hypot(s * from[1] + d[1] - to[1]);
                spread += (to[0] - first[0]).hypot(to[1] - first[1]);
            }
            off < 0.35 * spread
        };
        voters.iter().filter(|v| v.iter().any(agrees)).count()
    };
    let proposals = own
        .iter()
        .flatten()
        .filter(|o| o.2 < 0.2 && (0.2..5.0).contains(&o.0));
    let proposals: Vec<_> = proposals.collect();
    let step = proposals.len() / 300 + 1;
    let best = proposals
        .iter()
        .step_by(step)
        .map(|(s, d, _)| (score(*s, d), *s, *d))
        .max_by(|a, b| {
            a.0.cmp(&b.0)
                .then(b.1.ln().abs().total_cmp(&a.1.ln().abs()))
        })?;
    (best.0 >= 3 && 4 * best.0 >= voters.len()).then_some((best.1, best.2))
}

/// The scale and shift that take one person's joints where they show, and what is left as a share of the person's size.
fn similar(joints: &[[[f64; 2]; 2]]) -> Option<(f64, [f64; 2], f64)> {
    if joints.len() < 5 {
        return None;
    }
    let n = joints.len() as f64;
    let mean = |k: usize, axis: usize| joints.iter().map(|j| j[k][axis]).sum::<f64>() / n;
    let (from, to) = ([mean(0, 0), mean(0, 1)], [mean(1, 0), mean(1, 1)]);
    let (mut cross, mut square, mut size) = (0.0, 0.0, 0.0);
    for j in joints {
        for axis in 0..2 {
            let (a, b) = (j[0][axis] - from[axis], j[1][axis] - to[axis]);
            cross += a * b;
            square += a * a;
            size += b * b;
        }
    }
    let s = cross / square;
    if !(s > 0.0 && s.is_finite() && size > 0.0) {
        return None;
    }
    let left = (size - s * cross).max(0.0) / size;
    Some((s, [to[0] - s * from[0], to[1] - s * from[1]], left.sqrt()))
}
