//! Normal equations of images of a board, and their descent: Levenberg–Marquardt with Huber's loss, the poses of the board
//! eliminated one by one (Schur complement).

use nalgebra::{
    DMatrix, DVector, Dyn, Isometry3, Matrix6, OMatrix, Rotation3, Translation3, U6,
    UnitQuaternion, Vector2, Vector6,
};

use crate::solve::scaled_cholesky::solve_scaled;

/// Huber's loss is linear beyond this, px.
pub(in crate::solve) const HUBER_PX: f64 = 1.5;
const MAX_STEPS: usize = 200;

/// A block of the normal equations across the shared parameters and one pose.
pub(in crate::solve) type CrossBlock = OMatrix<f64, Dyn, U6>;
/// The Schur complement of the poses, its right-hand side, and the inverses of the poses' damped blocks.
type SchurComplement = (DMatrix<f64>, DVector<f64>, Vec<Matrix6<f64>>);

/// The normal equations of the parameters that all images share (`a`), of each pose of the board (`c`), and across (`b`);
/// the gradients `ga` and `gc`; and the cost.
pub(in crate::solve) struct BoardNormalEquations {
    pub cost: f64,
    pub a: DMatrix<f64>,
    pub ga: DVector<f64>,
    pub b: Vec<CrossBlock>,
    pub c: Vec<Matrix6<f64>>,
    pub gc: Vec<Vector6<f64>>,
}

/// Huber's weight and loss of a residual in px.
pub(in crate::solve) fn huber(residual: &Vector2<f64>) -> (f64, f64) {
    let length = residual.norm();
    if length > HUBER_PX {
        (HUBER_PX / length, HUBER_PX * (2.0 * length - HUBER_PX))
    } else {
        (1.0, length * length)
    }
}

/// A pose rotated and translated in the space that it maps to; `by`: rotation vector, translation.
pub(in crate::solve) fn apply_pose_step(
    pose: &Isometry3<f64>,
    by: &Vector6<f64>,
) -> Isometry3<f64> {
    let rotation = Rotation3::new(by.fixed_rows::<3>(0).into_owned());
    let translation = rotation * pose.translation.vector + by.fixed_rows::<3>(3);
    let rotation = UnitQuaternion::from_rotation_matrix(&rotation) * pose.rotation;
    Isometry3::from_parts(
        Translation3::from(translation),
        UnitQuaternion::new_normalize(rotation.into_inner()),
    )
}

/// Improves `state` until it converges; `None` where its cost is not finite. `apply_step`: the state after a step of the
/// shared parameters and of the poses.
pub(in crate::solve) fn minimize<S>(
    state: &mut S,
    linearize: impl Fn(&S) -> BoardNormalEquations,
    apply_step: impl Fn(&S, &DVector<f64>, &[Vector6<f64>]) -> S,
) -> Option<()> {
    let mut current = linearize(state);
    let mut damping = 1e-3;
    for _ in 0..MAX_STEPS {
        let next = current
            .step(damping)
            .map(|(a, c)| apply_step(state, &a, &c));
        let improved = next
            .map(|s| (linearize(&s), s))
            .filter(|(n, _)| n.cost < current.cost);
        match improved {
            Some((n, next_state)) => {
                let has_converged = current.cost - n.cost < 1e-10 * current.cost;
                (*state, current) = (next_state, n);
                damping = (damping * 0.2).max(1e-12);
                if has_converged {
                    break;
                }
            }
            None if damping > 1e9 => break,
            None => damping *= 4.0,
        }
    }
    current.cost.is_finite().then_some(())
}

impl BoardNormalEquations {
    /// Empty equations with `n` shared parameters.
    pub fn new(n: usize) -> BoardNormalEquations {
        BoardNormalEquations {
            cost: 0.0,
            a: DMatrix::zeros(n, n),
            ga: DVector::zeros(n),
            b: Vec::new(),
            c: Vec::new(),
            gc: Vec::new(),
        }
    }

    pub fn schur_complement(&self, damping: f64) -> Option<SchurComplement> {
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
        let (s, r, inverses) = self.schur_complement(damping)?;
        let a = if s.nrows() == 0 {
            r
        } else {
            solve_scaled(s, &r)?
        };
        let poses = inverses.iter().zip(&self.b).zip(&self.gc);
        let poses: Vec<_> = poses
            .map(|((inverse, b), gc)| -(inverse * (gc + b.tr_mul(&a))))
            .collect();
        Some((a, poses))
    }
}
