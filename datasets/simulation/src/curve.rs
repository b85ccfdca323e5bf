//! Curves in time: piecewise cubic, with continuous slope.

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Knot {
    pub t: f64,
    pub value: f64,
    pub slope: f64,
}

pub(crate) fn knot(t: f64, value: f64, slope: f64) -> Knot {
    Knot { t, value, slope }
}

/// Value and slope at `t` of the cubic that meets both knots. A parabola through both is met exactly.
pub(crate) fn hermite(a: Knot, b: Knot, t: f64) -> (f64, f64) {
    let h = (b.t - a.t).max(1e-9);
    let s = (t - a.t) / h;
    let (s2, s3) = (s * s, s * s * s);
    let value = (2.0 * s3 - 3.0 * s2 + 1.0) * a.value
        + (s3 - 2.0 * s2 + s) * h * a.slope
        + (3.0 * s2 - 2.0 * s3) * b.value
        + (s3 - s2) * h * b.slope;
    let slope = 6.0 * (s2 - s) * (a.value - b.value) / h
        + (3.0 * s2 - 4.0 * s + 1.0) * a.slope
        + (3.0 * s2 - 2.0 * s) * b.slope;
    (value, slope)
}

/// A curve; before its first knot and after its last it stands still.
#[derive(Clone, Debug, Default)]
pub(crate) struct Curve(Vec<Knot>);

impl Curve {
    /// Through these knots, in the order of time; a knot not later than the one before is left out.
    pub fn new(knots: Vec<Knot>) -> Curve {
        let mut kept: Vec<Knot> = Vec::with_capacity(knots.len());
        for k in knots {
            if kept.last().is_none_or(|last| k.t > last.t + 1e-6) {
                kept.push(k);
            }
        }
        Curve(kept)
    }

    /// Through these points without overshoot (Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5, 1984).
    pub fn through(points: &[(f64, f64)]) -> Curve {
        let rise = |i: usize| {
            let ((t0, v0), (t1, v1)) = (points[i], points[i + 1]);
            (v1 - v0) / (t1 - t0).max(1e-9)
        };
        let slope = |i: usize| {
            if i == 0 || i + 1 >= points.len() {
                return 0.0;
            }
            let (before, after) = (rise(i - 1), rise(i));
            if before * after <= 0.0 {
                0.0
            } else {
                2.0 * before * after / (before + after)
            }
        };
        Curve::new(
            points
                .iter()
                .enumerate()
                .map(|(i, &(t, value))| knot(t, value, slope(i)))
                .collect(),
        )
    }

    /// Value and slope.
    pub fn at(&self, t: f64) -> (f64, f64) {
        let after = self.0.partition_point(|k| k.t <= t);
        match (after.checked_sub(1).map(|i| self.0[i]), self.0.get(after)) {
            (Some(a), Some(b)) => hermite(a, *b, t),
            (Some(a), None) => (a.value, 0.0),
            (None, Some(b)) => (b.value, 0.0),
            (None, None) => (0.0, 0.0),
        }
    }

    /// The value alone.
    pub fn value(&self, t: f64) -> f64 {
        self.at(t).0
    }
}

/// 0 below 0, 1 above 1, with level ends between.
pub(crate) fn ease(x: f64) -> f64 {
    let x = x.clamp(0.0, 1.0);
    x * x * (3.0 - 2.0 * x)
}

/// Rises from 0 to 1 in `[from − ramp, from]`, falls in `[to, to + ramp]`.
pub(crate) fn window(t: f64, from: f64, to: f64, ramp: f64) -> f64 {
    ease((t - from + ramp) / ramp) * ease((to + ramp - t) / ramp)
}

/// From `a` to `b` as `x` goes from 0 to 1.
pub(crate) fn mix(a: f64, b: f64, x: f64) -> f64 {
    a + (b - a) * x
}

/// A table read between its rows; beyond the ends, the end rows.
pub(crate) fn table(rows: &[(f64, f64)], x: f64) -> f64 {
    let after = rows.partition_point(|r| r.0 <= x);
    match (after.checked_sub(1).map(|i| rows[i]), rows.get(after)) {
        (Some(a), Some(b)) => mix(a.1, b.1, (x - a.0) / (b.0 - a.0)),
        (Some(a), None) => a.1,
        (None, Some(b)) => b.1,
        (None, None) => 0.0,
    }
}

/// The angle `a` brought within half a turn of 0.
pub(crate) fn wrapped(a: f64) -> f64 {
    use std::f64::consts::{PI, TAU};
    (a + PI).rem_euclid(TAU) - PI
}
