//! The one rotation of a camera about its centre that most directions agree on.
//!
//! A camera that is turned about its centre shows every direction a elsewhere, at R a, however far away what it shows is.
//! R is near the identity, so that R a − a ≈ ω × a. Pairs of directions propose ω, all vote (Fischler & Bolles, "Random
//! sample consensus", CACM 1981, with pairs taken in turn instead of by chance); who agrees is fitted by least squares.

use nalgebra::{Matrix3, Vector3};

/// A rotation and how sure it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreed {
    /// Rotation vector, rad.
    pub turn: Vector3<f64>,
    /// One standard deviation of each of its numbers, rad.
    pub sigma: Vector3<f64>,
    /// By pair: whether it agrees.
    pub agrees: Vec<bool>,
}

impl Agreed {
    /// How many agree.
    pub fn count(&self) -> usize {
        self.agrees.iter().filter(|a| **a).count()
    }
}

/// Two directions say two numbers each: three of them leave something over.
const LEAST: usize = 4;

/// The rotation that takes most of the directions, `(as it was, as it is)`, both of length 1 and nearly the same, to within
/// `within_rad`. `None` where there are fewer than four, or where those that agree leave a turn about some axis open.
pub fn agreed(pairs: &[[Vector3<f64>; 2]], within_rad: f64) -> Option<Agreed> {
    let n = pairs.len();
    if n < LEAST {
        return None;
    }
    let agrees = |turn: &Vector3<f64>| -> Vec<bool> {
        let off = |[a, b]: &[Vector3<f64>; 2]| (b - a - turn.cross(a)).norm();
        pairs.iter().map(|pair| off(pair) < within_rad).collect()
    };
    let votes = |turn: &Vector3<f64>| agrees(turn).iter().filter(|a| **a).count();
    let steps = [n / 2, n / 3, 1];
    let two = steps
        .iter()
        .flat_map(|step| (0..n).map(move |i| (i, (i + step) % n)))
        .filter(|(i, j)| i != j);
    let proposals = two.filter_map(|(i, j)| Some(fit(&[pairs[i], pairs[j]])?.0));
    let mut turn = proposals.max_by_key(votes)?;
    let mut chosen = agrees(&turn);
    let mut sigma = Vector3::zeros();
    for _ in 0..3 {
        let all = pairs.iter().zip(&chosen);
        let with: Vec<_> = all.filter_map(|(p, yes)| yes.then_some(*p)).collect();
        if with.len() < LEAST {
            return None;
        }
        (turn, sigma) = fit(&with)?;
        chosen = agrees(&turn);
    }
    Some(Agreed {
        turn,
        sigma,
        agrees: chosen,
    })
}

/// By least squares, and the standard deviations.
fn fit(pairs: &[[Vector3<f64>; 2]]) -> Option<(Vector3<f64>, Vector3<f64>)> {
    let (mut normal, mut right) = (Matrix3::zeros(), Vector3::zeros());
    for [a, b] in pairs {
        normal += Matrix3::identity() * a.norm_squared() - a * a.transpose();
        right += a.cross(&(b - a));
    }
    let inverse = normal.try_inverse()?;
    let turn = inverse * right;
    let left: f64 = pairs
        .iter()
        .map(|[a, b]| (b - a - turn.cross(a)).norm_squared())
        .sum();
    let freedom = (2 * pairs.len()).saturating_sub(3).max(1) as f64;
    let sigma = (inverse.diagonal() * (left / freedom)).map(f64::sqrt);
    (turn.iter().chain(&sigma).all(|v| v.is_finite())).then_some((turn, sigma))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use nalgebra::UnitQuaternion;

    use super::*;

    fn direction(i: usize) -> Vector3<f64> {
        let (x, y) = ((i % 6) as f64 / 5.0 - 0.5, (i / 6) as f64 / 4.0 - 0.5);
        Vector3::new(x, 0.6 * y, 1.0).normalize()
    }

    /// Two of five look at something that moves: the others are found and the turn is theirs.
    #[test]
    fn the_majoritys_turn_is_found_and_who_moves_is_left_out() {
        let turn = Vector3::new(0.006, -0.004, 0.008);
        let rotation = UnitQuaternion::from_scaled_axis(turn);
        let moves = |i: usize| i % 5 == 1 || i % 5 == 3;
        let pairs: Vec<_> = (0..30)
            .map(|i| {
                let a = direction(i);
                let noise = Vector3::new((i as f64).sin(), (3.0 * i as f64).cos(), 0.0) * 2e-5;
                let by = if moves(i) {
                    0.01 * (1 + i % 7) as f64
                } else {
                    0.0
                };
                [a, rotation * a + noise + Vector3::new(by, -0.5 * by, 0.0)]
            })
            .collect();
        let found = agreed(&pairs, 3e-4).unwrap();
        assert!((found.turn - turn).norm() < 5e-5, "{found:?}");
        assert!((0..30).all(|i| found.agrees[i] != moves(i)), "{found:?}");
        assert!(
            found.sigma.iter().all(|s| (1e-6..5e-5).contains(s)),
            "{found:?}"
        );
    }

    #[test]
    fn what_grows_from_the_middle_is_no_turn() {
        let grown = |i: usize| {
            let a = direction(i);
            [a, Vector3::new(1.02 * a.x, 1.02 * a.y, a.z).normalize()]
        };
        let pairs: Vec<_> = (0..30).map(grown).collect();
        let count = agreed(&pairs, 5e-4).map_or(0, |a| a.count());
        assert!(count < 10, "{count} of 30");
        assert_eq!(agreed(&pairs[..3], 1.0), None);
    }
}
