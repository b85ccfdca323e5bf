//! Lens distortion and its inverse, in ideal (normalised) coordinates.
//!
//! A distortion polynomial is one to one only up to a radius, the fold: beyond it, ideal points farther out are displaced inwards
//! again. Real lenses do not do that, so inverses stay before the fold.

/// OpenCV's Brown–Conrady model (`calib3d`): k1 k2 p1 p2 k3 k4 k5 k6, the last three in the denominator.
pub(crate) fn distort_brown_conrady(k: &[f64; 8], x: f64, y: f64) -> (f64, f64) {
    let [_, _, p1, p2, ..] = *k;
    let r2 = x * x + y * y;
    let radial = Radial::of(k).at(r2);
    (
        x * radial + 2.0 * p1 * x * y + p2 * (r2 + 2.0 * x * x),
        y * radial + p1 * (r2 + 2.0 * y * y) + 2.0 * p2 * x * y,
    )
}

/// Whether an ideal point lies before the fold: the distorted radius increases all the way to it, and, as tangential terms move the
/// fold, the Jacobian is positive definite there.
pub(crate) fn brown_conrady_is_before_fold(k: &[f64; 8], x: f64, y: f64) -> bool {
    Jacobian::at(k, x, y).is_positive() && Radial::of(k).increases_to(x * x + y * y)
}

/// The derivative of the distorted by the ideal point: the symmetric matrix [[xx, xy], [xy, yy]].
pub(crate) struct Jacobian {
    pub(crate) xx: f64,
    pub(crate) xy: f64,
    pub(crate) yy: f64,
}

impl Jacobian {
    pub(crate) fn at(k: &[f64; 8], x: f64, y: f64) -> Jacobian {
        let [_, _, p1, p2, ..] = *k;
        let (radial, derivative) = Radial::of(k).at_with_derivative(x * x + y * y);
        Jacobian {
            xx: radial + 2.0 * x * x * derivative + 2.0 * p1 * y + 6.0 * p2 * x,
            xy: 2.0 * (x * y * derivative + p1 * x + p2 * y),
            yy: radial + 2.0 * y * y * derivative + 6.0 * p1 * y + 2.0 * p2 * x,
        }
    }

    fn det(&self) -> f64 {
        self.xx * self.yy - self.xy * self.xy
    }

    fn is_positive(&self) -> bool {
        self.det() > 0.0 && self.xx + self.yy > 0.0
    }

    /// The change of the ideal point that changes the distorted one by `(x, y)`.
    fn solve(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let det = self.det();
        (
            (self.yy * x - self.xy * y) / det,
            (self.xx * y - self.xy * x) / det,
        )
    }
}

/// The inverse of [`distort_brown_conrady`]: Newton's method, each step halved until the error decreases before the fold.
pub(crate) fn undistort_brown_conrady(k: &[f64; 8], xd: f64, yd: f64) -> Option<(f64, f64)> {
    if k.iter().all(|&k| k == 0.0) {
        return Some((xd, yd));
    }
    let tolerance = TOLERANCE * (1.0 + xd.abs().max(yd.abs()));
    let mut now = Iterate::start(k, xd, yd)?;
    for _ in 0..MAX_ITERATIONS {
        if now.error() <= tolerance {
            break;
        }
        match now.next(k, xd, yd) {
            Some(next) => now = next,
            None => break,
        }
    }
    // Rounding may leave a little more than the tolerance; a fold leaves much more.
    (now.error() <= tolerance * 1e3 && brown_conrady_is_before_fold(k, now.x, now.y))
        .then_some((now.x, now.y))
}

/// The error of an inverse, relative to the distance from the axis.
const TOLERANCE: f64 = 1e-14;
const MAX_ITERATIONS: usize = 60;
/// The most halvings of a step.
const MAX_HALVINGS: i32 = 30;

/// An estimate of an inverse before the fold, its error and the derivative there.
struct Iterate {
    x: f64,
    y: f64,
    residual: (f64, f64),
    jacobian: Jacobian,
}

impl Iterate {
    fn at(k: &[f64; 8], x: f64, y: f64, xd: f64, yd: f64) -> Iterate {
        let (fx, fy) = distort_brown_conrady(k, x, y);
        Iterate {
            x,
            y,
            residual: (fx - xd, fy - yd),
            jacobian: Jacobian::at(k, x, y),
        }
    }

    /// The distorted point itself, or a point nearer the axis where that lies beyond the fold.
    fn start(k: &[f64; 8], xd: f64, yd: f64) -> Option<Iterate> {
        (0..MAX_HALVINGS)
            .map(|i| 0.5_f64.powi(i))
            .find(|s| brown_conrady_is_before_fold(k, xd * s, yd * s))
            .map(|s| Iterate::at(k, xd * s, yd * s, xd, yd))
    }

    fn error(&self) -> f64 {
        self.residual.0.abs().max(self.residual.1.abs())
    }

    fn next(&self, k: &[f64; 8], xd: f64, yd: f64) -> Option<Iterate> {
        let (dx, dy) = self.jacobian.solve(self.residual);
        (0..MAX_HALVINGS)
            .map(|i| 0.5_f64.powi(i))
            .map(|share| Iterate::at(k, self.x - share * dx, self.y - share * dy, xd, yd))
            .find(|step| step.jacobian.is_positive() && step.error() < self.error())
    }
}

/// The fisheye model of Kannala and Brandt (TPAMI 28, 2006): k1 k2 k3 k4; the angle θ from the axis becomes the radius
/// θ (1 + k1 θ² + … + k4 θ⁸).
pub(crate) fn distort_fisheye(k: &[f64; 4], x: f64, y: f64) -> (f64, f64) {
    let r = x.hypot(y);
    if r < AXIS_RADIUS {
        return (x, y);
    }
    let theta = r.atan();
    let scale = theta * Radial::angular(k).at(theta * theta) / r;
    (x * scale, y * scale)
}

/// Whether an ideal point lies before the fold.
pub(crate) fn fisheye_is_before_fold(k: &[f64; 4], x: f64, y: f64) -> bool {
    let theta = x.hypot(y).atan();
    Radial::angular(k).increases_to(theta * theta)
}

/// The inverse of [`distort_fisheye`]: Newton's method between two bounds of the angle, with bisection where a step would leave them.
pub(crate) fn undistort_fisheye(k: &[f64; 4], xd: f64, yd: f64) -> Option<(f64, f64)> {
    let rd = xd.hypot(yd);
    if rd < AXIS_RADIUS {
        return Some((xd, yd));
    }
    let radial = Radial::angular(k);
    let (mut low, mut high) = (0.0, std::f64::consts::FRAC_PI_2);
    let mut theta = rd.min(0.5 * high);
    for _ in 0..MAX_ITERATIONS {
        let (value, derivative) = radial.at_with_derivative(theta * theta);
        let gradient = value + 2.0 * theta * theta * derivative;
        let residual = theta * value - rd;
        if gradient <= 0.0 || residual > 0.0 {
            high = theta;
        } else {
            low = theta;
        }
        if residual.abs() <= TOLERANCE * (1.0 + rd) && gradient > 0.0 {
            break;
        }
        let newton = theta - residual / gradient;
        theta = if gradient > 0.0 && newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
    }
    let residual = theta * radial.at(theta * theta) - rd;
    let has_converged =
        residual.abs() <= 1e3 * TOLERANCE * (1.0 + rd) && radial.increases_to(theta * theta);
    let scale = theta.tan() / rd;
    (has_converged && theta < std::f64::consts::FRAC_PI_2).then_some((xd * scale, yd * scale))
}

/// Points nearer to the axis than this are not displaced by a fisheye.
const AXIS_RADIUS: f64 = 1e-12;

/// The factor of the radius as a function of its square u: (1 + a u + b u² + c u³ + d u⁴) / (1 + e u + f u² + g u³).
struct Radial {
    numerator: [f64; 4],
    denominator: [f64; 3],
}

impl Radial {
    fn of(k: &[f64; 8]) -> Radial {
        let [k1, k2, _, _, k3, k4, k5, k6] = *k;
        Radial {
            numerator: [k1, k2, k3, 0.0],
            denominator: [k4, k5, k6],
        }
    }

    fn angular(k: &[f64; 4]) -> Radial {
        Radial {
            numerator: *k,
            denominator: [0.0; 3],
        }
    }

    fn at(&self, u: f64) -> f64 {
        series(&self.numerator, u) / series(&self.denominator, u)
    }

    /// The factor and its derivative by u.
    fn at_with_derivative(&self, u: f64) -> (f64, f64) {
        let (p, q) = (series(&self.numerator, u), series(&self.denominator, u));
        let derivative = (series_derivative(&self.numerator, u)
            - p / q * series_derivative(&self.denominator, u))
            / q;
        (p / q, derivative)
    }

    /// Whether the distorted radius r · factor(r²) increases all the way from the axis to r² = `u`.
    fn increases_to(&self, u: f64) -> bool {
        self.surely_increases_to(u)
            || (0..=SAMPLES).all(|i| self.increases_at(u * i as f64 / SAMPLES as f64))
    }

    /// A sufficient condition by the triangle inequality. It is cheap, and holds in most of an image.
    fn surely_increases_to(&self, u: f64) -> bool {
        let (p, p_derivative) = bounds(&self.numerator, u);
        let (q, q_derivative) = bounds(&self.denominator, u);
        // d(r P/Q)/dr = ((P + 2u P') Q − 2u P Q') / Q²
        (1.0 - p - 2.0 * p_derivative) * (1.0 - q) - 2.0 * (1.0 + p) * q_derivative > 0.0
            && p + 2.0 * p_derivative < 1.0
            && q < 1.0
    }

    fn increases_at(&self, u: f64) -> bool {
        let (value, derivative) = self.at_with_derivative(u);
        value + 2.0 * u * derivative > 0.0 && series(&self.denominator, u) > 0.0
    }
}

/// The radii at which an increase is tested.
const SAMPLES: u32 = 32;

/// 1 + c0 u + c1 u² + …
fn series(c: &[f64], u: f64) -> f64 {
    1.0 + u * c.iter().rev().fold(0.0, |sum, c| c + u * sum)
}

/// Its derivative.
fn series_derivative(c: &[f64], u: f64) -> f64 {
    let terms = c.iter().enumerate().rev();
    terms.fold(0.0, |sum, (i, c)| (i + 1) as f64 * c + u * sum)
}

/// Bounds, up to `u`, of the series' distance from 1 and of u times its derivative.
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
