//! Lens distortion, both ways, in normalised coordinates (the pinhole taken off).
//!
//! A lens model of some coefficients is one to one only up to a radius; beyond it, it folds over: points further out
//! are drawn further in again. Nothing real is drawn there, so inverses stay on the near side of the fold.

/// Brown–Conrady as OpenCV has it: k1 k2 p1 p2 k3 k4 k5 k6, the last three the denominator.
pub(crate) fn brown_conrady(k: &[f64; 8], x: f64, y: f64) -> (f64, f64) {
    let [_, _, p1, p2, ..] = *k;
    let r2 = x * x + y * y;
    let radial = Radial::of(k).at(r2);
    (
        x * radial + 2.0 * p1 * x * y + p2 * (r2 + 2.0 * x * x),
        y * radial + p1 * (r2 + 2.0 * y * y) + 2.0 * p2 * x * y,
    )
}

/// Whether the point is on the near side of the fold: what is drawn gets further out all the way to it, and, as
/// tangential terms move the fold, the Jacobian there is positive definite.
pub(crate) fn brown_conrady_is_unfolded(k: &[f64; 8], x: f64, y: f64) -> bool {
    Jacobian::at(k, x, y).is_positive() && Radial::of(k).rises_to(x * x + y * y)
}

/// The symmetric matrix [[xx, xy], [xy, yy]] by which a drawn point moves when the ideal one does.
pub(crate) struct Jacobian {
    pub(crate) xx: f64,
    pub(crate) xy: f64,
    pub(crate) yy: f64,
}

impl Jacobian {
    pub(crate) fn at(k: &[f64; 8], x: f64, y: f64) -> Jacobian {
        let [_, _, p1, p2, ..] = *k;
        let (radial, slope) = Radial::of(k).at_with_slope(x * x + y * y);
        Jacobian {
            xx: radial + 2.0 * x * x * slope + 2.0 * p1 * y + 6.0 * p2 * x,
            xy: 2.0 * (x * y * slope + p1 * x + p2 * y),
            yy: radial + 2.0 * y * y * slope + 6.0 * p1 * y + 2.0 * p2 * x,
        }
    }

    fn det(&self) -> f64 {
        self.xx * self.yy - self.xy * self.xy
    }

    fn is_positive(&self) -> bool {
        self.det() > 0.0 && self.xx + self.yy > 0.0
    }

    /// How far to move the ideal point for the drawn one to move by `(x, y)`.
    fn solve(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let det = self.det();
        (
            (self.yy * x - self.xy * y) / det,
            (self.xx * y - self.xy * x) / det,
        )
    }
}

/// Newton's method, each step halved until it gets nearer on this side of the fold.
pub(crate) fn undo_brown_conrady(k: &[f64; 8], xd: f64, yd: f64) -> Option<(f64, f64)> {
    if k.iter().all(|&k| k == 0.0) {
        return Some((xd, yd));
    }
    let enough = CLOSE * (1.0 + xd.abs().max(yd.abs()));
    let mut now = Step::start(k, xd, yd)?;
    for _ in 0..ITERATIONS {
        if now.error() <= enough {
            break;
        }
        match now.next(k, xd, yd) {
            Some(next) => now = next,
            None => break,
        }
    }
    // What rounding leaves may be a little more than asked for; what a fold leaves is much more.
    (now.error() <= enough * 1e3 && brown_conrady_is_unfolded(k, now.x, now.y))
        .then_some((now.x, now.y))
}

/// An inverse is found when what it distorts to is this near, relative to the distance.
const CLOSE: f64 = 1e-14;
const ITERATIONS: usize = 60;
/// A step may be halved this often.
const HALVINGS: i32 = 30;

/// A guess at an inverse, on the near side of the fold, and how far what it draws is off.
struct Step {
    x: f64,
    y: f64,
    off: (f64, f64),
    jacobian: Jacobian,
}

impl Step {
    fn at(k: &[f64; 8], x: f64, y: f64, xd: f64, yd: f64) -> Step {
        let (fx, fy) = brown_conrady(k, x, y);
        Step {
            x,
            y,
            off: (fx - xd, fy - yd),
            jacobian: Jacobian::at(k, x, y),
        }
    }

    /// The distorted point itself, or nearer the axis where that lies beyond the fold.
    fn start(k: &[f64; 8], xd: f64, yd: f64) -> Option<Step> {
        (0..HALVINGS)
            .map(|i| 0.5_f64.powi(i))
            .find(|s| brown_conrady_is_unfolded(k, xd * s, yd * s))
            .map(|s| Step::at(k, xd * s, yd * s, xd, yd))
    }

    fn error(&self) -> f64 {
        self.off.0.abs().max(self.off.1.abs())
    }

    fn next(&self, k: &[f64; 8], xd: f64, yd: f64) -> Option<Step> {
        let (dx, dy) = self.jacobian.solve(self.off);
        (0..HALVINGS)
            .map(|i| 0.5_f64.powi(i))
            .map(|share| Step::at(k, self.x - share * dx, self.y - share * dy, xd, yd))
            .find(|step| step.jacobian.is_positive() && step.error() < self.error())
    }
}

/// The fisheye model of Kannala and Brandt: k1 k2 k3 k4, the angle off the axis drawn as θ (1 + k1 θ² + … + k4 θ⁸).
pub(crate) fn fisheye(k: &[f64; 4], x: f64, y: f64) -> (f64, f64) {
    let r = x.hypot(y);
    if r < AXIS {
        return (x, y);
    }
    let theta = r.atan();
    let scale = theta * Radial::angular(k).at(theta * theta) / r;
    (x * scale, y * scale)
}

/// Whether nothing nearer the axis is drawn further out.
pub(crate) fn fisheye_is_unfolded(k: &[f64; 4], x: f64, y: f64) -> bool {
    let theta = x.hypot(y).atan();
    Radial::angular(k).rises_to(theta * theta)
}

/// Newton's method between two angles that hold the answer, halving where a step would leave them.
pub(crate) fn undo_fisheye(k: &[f64; 4], xd: f64, yd: f64) -> Option<(f64, f64)> {
    let rd = xd.hypot(yd);
    if rd < AXIS {
        return Some((xd, yd));
    }
    let radial = Radial::angular(k);
    let (mut low, mut high) = (0.0, std::f64::consts::FRAC_PI_2);
    let mut theta = rd.min(0.5 * high);
    for _ in 0..ITERATIONS {
        let (value, slope) = radial.at_with_slope(theta * theta);
        let rise = value + 2.0 * theta * theta * slope;
        let off = theta * value - rd;
        if rise <= 0.0 || off > 0.0 {
            high = theta;
        } else {
            low = theta;
        }
        if off.abs() <= CLOSE * (1.0 + rd) && rise > 0.0 {
            break;
        }
        let newton = theta - off / rise;
        theta = if rise > 0.0 && newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
    }
    let off = theta * radial.at(theta * theta) - rd;
    let found = off.abs() <= 1e3 * CLOSE * (1.0 + rd) && radial.rises_to(theta * theta);
    let scale = theta.tan() / rd;
    (found && theta < std::f64::consts::FRAC_PI_2).then_some((xd * scale, yd * scale))
}

/// Nearer the axis than this a fisheye draws a point where it is.
const AXIS: f64 = 1e-12;

/// The factor by which a radius grows, as a function of its square u: (1 + a u + b u² + c u³ + d u⁴) / (1 + e u + f u² + g u³).
struct Radial {
    above: [f64; 4],
    below: [f64; 3],
}

impl Radial {
    fn of(k: &[f64; 8]) -> Radial {
        let [k1, k2, _, _, k3, k4, k5, k6] = *k;
        Radial {
            above: [k1, k2, k3, 0.0],
            below: [k4, k5, k6],
        }
    }

    fn angular(k: &[f64; 4]) -> Radial {
        Radial {
            above: *k,
            below: [0.0; 3],
        }
    }

    fn at(&self, u: f64) -> f64 {
        series(&self.above, u) / series(&self.below, u)
    }

    /// The factor, and its derivative by u.
    fn at_with_slope(&self, u: f64) -> (f64, f64) {
        let (p, q) = (series(&self.above, u), series(&self.below, u));
        let slope = (series_slope(&self.above, u) - p / q * series_slope(&self.below, u)) / q;
        (p / q, slope)
    }

    /// Whether the drawn radius r · factor(r²) rises all the way from the axis to r² = `u`.
    fn rises_to(&self, u: f64) -> bool {
        self.surely_rises_to(u)
            || (0..=SAMPLES).all(|i| self.rises_at(u * i as f64 / SAMPLES as f64))
    }

    /// By the triangle inequality: enough for most of what a picture shows, and cheap.
    fn surely_rises_to(&self, u: f64) -> bool {
        let (p, p_slope) = bounds(&self.above, u);
        let (q, q_slope) = bounds(&self.below, u);
        // d(r P/Q)/dr = ((P + 2u P') Q − 2u P Q') / Q²
        (1.0 - p - 2.0 * p_slope) * (1.0 - q) - 2.0 * (1.0 + p) * q_slope > 0.0
            && p + 2.0 * p_slope < 1.0
            && q < 1.0
    }

    fn rises_at(&self, u: f64) -> bool {
        let (value, slope) = self.at_with_slope(u);
        value + 2.0 * u * slope > 0.0 && series(&self.below, u) > 0.0
    }
}

/// How finely the way to a point is looked at for a fold.
const SAMPLES: u32 = 32;

/// 1 + c0 u + c1 u² + …
fn series(c: &[f64], u: f64) -> f64 {
    1.0 + u * c.iter().rev().fold(0.0, |sum, c| c + u * sum)
}

/// Its derivative.
fn series_slope(c: &[f64], u: f64) -> f64 {
    let terms = c.iter().enumerate().rev();
    terms.fold(0.0, |sum, (i, c)| (i + 1) as f64 * c + u * sum)
}

/// How far the series can be from 1 at most up to `u`, and u times its derivative from 0.
fn bounds(c: &[f64], u: f64) -> (f64, f64) {
    let mut power = 1.0;
    let mut sums = (0.0, 0.0);
    for (c, n) in c.iter().zip(1..) {
        power *= u;
        sums.0 += c.abs() * power;
        sums.1 += f64::from(n) * c.abs() * power;
    }
    sums
}
