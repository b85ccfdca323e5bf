//! Robust losses for iteratively reweighted least squares.
//!
//! A loss ρ(s) takes the place of a squared residual s, in squared standard deviations. The normal equations weight the
//! residual by ρ'(s) (Triggs, McLauchlan, Hartley and Fitzgibbon, "Bundle adjustment – a modern synthesis", 2000, §4.3).

/// The loss of a squared residual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RobustLoss {
    /// ρ(s) = s.
    Squared,
    /// Linear in the residual beyond k deviations: ρ(s) = 2k√s − k² (Huber, "Robust estimation of a location parameter",
    /// 1964).
    Huber(f64),
    /// Logarithmic beyond k deviations: ρ(s) = k² ln(1 + s/k²) (Cauchy).
    Cauchy(f64),
}

impl RobustLoss {
    /// ρ(s) and ρ'(s) of the squared residual s.
    pub fn evaluate(self, squared: f64) -> (f64, f64) {
        match self {
            RobustLoss::Squared => (squared, 1.0),
            RobustLoss::Huber(k) if squared > k * k => {
                let residual = squared.sqrt();
                (2.0 * k * residual - k * k, k / residual)
            }
            RobustLoss::Huber(_) => (squared, 1.0),
            RobustLoss::Cauchy(k) => {
                let ratio = squared / (k * k);
                (k * k * ratio.ln_1p(), 1.0 / (1.0 + ratio))
            }
        }
    }
}
