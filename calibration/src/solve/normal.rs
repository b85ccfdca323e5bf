//! Normal equations of pictures of a board, and the descent on them: Levenberg–Marquardt with Huber's loss, the board's poses
//! eliminated one by one (Schur complement).

use nalgebra::{
    DMatrix, DVector, Dyn, Isometry3, Matrix6, OMatrix, Rotation3, Translation3, U6,
    UnitQuaternion, Vector2, Vector6,
};

use super::system::scaled_solve;

/// Huber's loss begins here, px.
pub(super) const FAR_PX: f64 = 1.5;
/// More steps are not made.
const STEPS: usize = 200;

pub(super) type Cross = OMatrix<f64, Dyn, U6>;
/// The Schur complement of the poses, its right-hand side, and the poses' damped inverses.
type Reduced = (DMatrix<f64>, DVector<f64>, Vec<Matrix6<f64>>);

/// The normal equations: of what all pictures share (`a`), of each board's pose (`c`), and across (`b`); gradients `ga`, `gc`.
pub(super) struct Normal {
    pub cost: f64,
    pub a: DMatrix<f64>,
    pub ga: DVector<f64>,
    pub b: Vec<Cross>,
    pub c: Vec<Matrix6<f64>>,
    pub gc: Vec<Vector6<f64>>,
}

/// How much a corner that is so far off counts, and what it costs.
pub(super) fn huber(off: &Vector2<f64>) -> (f64, f64) {
    let far = off.norm();
    if far > FAR_PX {
        (FAR_PX / far, FAR_PX * (2.0 * far - FAR_PX))
    } else {
        (1.0, far * far)
    }
}

/// A pose turned and shifted in the space that it leads to.
pub(super) fn moved(pose: &Isometry3<f64>, by: &Vector6<f64>) -> Isometry3<f64> {
    let turn = Rotation3::new(by.fixed_rows::<3>(0).into_owned());
    let shift = turn * pose.translation.vector + by.fixed_rows::<3>(3);
    let rotation = UnitQuaternion::from_rotation_matrix(&turn) * pose.rotation;
    Isometry3::from_parts(
        Translation3::from(shift),
        UnitQuaternion::new_normalize(rotation.into_inner()),
    )
}

/// Betters `state` until it rests; `None` where what it costs is no number. `moved` makes a step of what is shared, and of poses.
pub(super) fn descend<S>(
    state: &mut S,
    normal: impl Fn(&S) -> Normal,
    moved: impl Fn(&S, &DVector<f64>, &[Vector6<f64>]) -> S,
) -> Option<()> {
    let mut now = normal(state);
    let mut damping = 1e-3;
    for _ in 0..STEPS {
        let next = now.step(damping).map(|(a, c)| moved(state, &a, &c));
        let better = next
            .map(|s| (normal(&s), s))
            .filter(|(n, _)| n.cost < now.cost);
        match better {
            Some((n, there)) => {
                let settled = now.cost - n.cost < 1e-10 * now.cost;
                (*state, now) = (there, n);
                damping = (damping * 0.2).max(1e-12);
                if settled {
                    break;
                }
            }
            None if damping > 1e9 => break,
            None => damping *= 4.0,
        }
    }
    now.cost.is_finite().then_some(())
}

impl Normal {
    /// Of nothing yet, with `n` numbers that all pictures share.
    pub fn of(n: usize) -> Normal {
        Normal {
            cost: 0.0,
            a: DMatrix::zeros(n, n),
            ga: DVector::zeros(n),
            b: Vec::new(),
            c: Vec::new(),
            gc: Vec::new(),
        }
    }

    pub fn reduced(&self, damping: f64) -> Option<Reduced> {
        let (mut s, mut r) = (self.a.clone(), -&self.ga);
        for i in 0..s.nrows() {
            s[(i, i)] *= 1.0 + damping;
        }
        let mut inverses = Vec::new();
        for ((b, c), gc) in self.b.iter().zip(&self.c).zip(&self.gc) {
            let mut c = *c;
            for i in 0..6 {
                c[(i, i)] *= 1.0 + damping;
            }
            let inverse = c.cholesky()?.inverse();
            let y = b * inverse;
            s -= &y * b.transpose();
            r += &y * gc;
            inverses.push(inverse);
        }
        Some((s, r, inverses))
    }

    fn step(&self, damping: f64) -> Option<(DVector<f64>, Vec<Vector6<f64>>)> {
        let (s, r, inverses) = self.reduced(damping)?;
        let a = if s.nrows() == 0 {
            r
        } else {
            scaled_solve(s, &r)?
        };
        let poses = inverses.iter().zip(&self.b).zip(&self.gc);
        let poses: Vec<_> = poses
            .map(|((inverse, b), gc)| -(inverse * (gc + b.tr_mul(&a))))
            .collect();
        Some((a, poses))
    }
}
