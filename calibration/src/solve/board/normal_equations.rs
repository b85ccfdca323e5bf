//! Normal equations of images of a board, the poses of the board eliminated one by one (Schur complement).

use nalgebra::{
    DMatrix, DVector, Dyn, Isometry3, Matrix2x3, Matrix6, OMatrix, Rotation3, Translation3, U6,
    UnitQuaternion, Vector2, Vector6,
};

use crate::optimize::{LevenbergMarquardtOptions, RobustLoss};
use crate::solve::scaled_cholesky::solve_scaled;

/// Huber's loss is linear beyond this, px.
pub(in crate::solve) const HUBER_PX: f64 = 1.5;
/// The loss of a corner's squared reprojection error, px².
pub(in crate::solve) const CORNER_LOSS: RobustLoss = RobustLoss::Huber(HUBER_PX);
/// The loss of a corner that cannot be projected, px².
pub(in crate::solve) const NOT_PROJECTABLE_LOSS: f64 = 1e6;
/// Corners are localised to small fractions of a pixel: the fit has to converge completely.
pub(in crate::solve) const BOARD_FIT: LevenbergMarquardtOptions = LevenbergMarquardtOptions {
    max_steps: 200,
    relative_tolerance: 1e-10,
    initial_damping: 1e-4,
};

/// The number of parameters of a pose.
pub(in crate::solve) const POSE_PARAMETERS: usize = 6;

/// A block of the normal equations across the shared parameters and one pose.
pub(in crate::solve) type CrossBlock = OMatrix<f64, Dyn, U6>;
/// The Schur complement of the poses, its right-hand side, and the inverses of the poses' damped blocks.
type SchurComplement = (DMatrix<f64>, DVector<f64>, Vec<Matrix6<f64>>);

/// The normal equations of the parameters that all images share (`a`), of each pose of the board (`c`), and across (`b`);
/// and the gradients `ga` and `gc`.
pub(in crate::solve) struct BoardNormalEquations {
    pub a: DMatrix<f64>,
    pub ga: DVector<f64>,
    pub b: Vec<CrossBlock>,
    pub c: Vec<Matrix6<f64>>,
    pub gc: Vec<Vector6<f64>>,
}

/// A step of the shared parameters and of each pose.
pub(in crate::solve) struct BoardStep {
    pub shared: DVector<f64>,
    pub poses: Vec<Vector6<f64>>,
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

/// The columns of a projection's derivatives by rotation and translation.
pub(in crate::solve) fn pose_columns(
    by_rotation: &Matrix2x3<f64>,
    by_translation: &Matrix2x3<f64>,
) -> [Vector2<f64>; POSE_PARAMETERS] {
    std::array::from_fn(|i| match i {
        0..3 => by_rotation.column(i).into(),
        _ => by_translation.column(i - 3).into(),
    })
}

impl BoardNormalEquations {
    /// Empty equations with `n` shared parameters.
    pub fn new(n: usize) -> BoardNormalEquations {
        BoardNormalEquations {
            a: DMatrix::zeros(n, n),
            ga: DVector::zeros(n),
            b: Vec::new(),
            c: Vec::new(),
            gc: Vec::new(),
        }
    }

    pub fn clear(&mut self) {
        self.a.fill(0.0);
        self.ga.fill(0.0);
        self.b.clear();
        self.c.clear();
        self.gc.clear();
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

    /// The damped step; `None` where the equations are not positive definite.
    pub fn solve(&self, damping: f64) -> Option<BoardStep> {
        let (s, r, inverses) = self.schur_complement(damping)?;
        let shared = if s.nrows() == 0 {
            r
        } else {
            solve_scaled(s, &r)?
        };
        let poses = inverses.iter().zip(&self.b).zip(&self.gc);
        let poses = poses
            .map(|((inverse, b), gc)| -(inverse * (gc + b.tr_mul(&shared))))
            .collect();
        Some(BoardStep { shared, poses })
    }

    /// By how much the linear model lowers the cost: ½ δᵀ (λ D δ − g).
    pub fn predicted_decrease(&self, step: &BoardStep, damping: f64) -> f64 {
        let term = |d: f64, diagonal: f64, g: f64| d * (damping * diagonal * d - g);
        let shared = step.shared.iter().enumerate();
        let shared: f64 = shared
            .map(|(i, d)| term(*d, self.a[(i, i)], self.ga[i]))
            .sum();
        let poses = step.poses.iter().zip(&self.c).zip(&self.gc);
        let poses: f64 = poses
            .map(|((d, c), g)| (0..6).map(|i| term(d[i], c[(i, i)], g[i])).sum::<f64>())
            .sum();
        0.5 * (shared + poses)
    }
}
