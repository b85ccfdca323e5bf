//! The most probable skeleton, given each joint's own estimate and all bone lengths at once:
//!
//! ```text
//! min Σ (xᵢ − mᵢ)ᵀ Pᵢ⁻¹ (xᵢ − mᵢ) + Σ (|xᵢ − xⱼ| − lᵢⱼ)² / sᵢⱼ² + Σ |½ (xᵢ + xⱼ) − xₖ|² / s²
//! ```
//!
//! A maximum a posteriori estimate by Gauss–Newton on the body's own sparsity (Triggs et al., *Bundle Adjustment*, 2000;
//! [`block_cholesky`](crate::skeleton::block_cholesky)). Of trunk and head Pᵢ is the joint's independent covariance Dᵢ, since
//! no distance observes the group's shared error. Of a foot the shank observes it: the foot's shared offset c is one more
//! unknown, with (xᵢ − mᵢ − c)ᵀ Dᵢ⁻¹ (xᵢ − mᵢ − c) + cᵀ C⁻¹ c. Values of the constants: docs/reference/fusion.md, "Bone lengths and body fit".

use nalgebra::{Matrix3, Vector3};
use serde::Serialize;
use trackside_schema::{JOINT_COUNT, Joint};

use crate::filter::correlated_joints::{RIGID_GROUPS, group_of};
use crate::gaussian::Gaussian;
use crate::skeleton::block_cholesky::{BlockMatrix, NODES, SparsityPattern};
use crate::skeleton::bone_lengths::{BoneLengthModel, MirrorPairs};
use crate::skeleton::skeleton_priors::{LENGTH_PRIORS, MIDPOINT_CONSTRAINTS, parent_joint};

/// Added to a foot's shared covariance before it is inverted, m².
const REGULARIZATION_M2: f64 = 1e-9;
/// Distance of a joint from the midpoint of its two ends, one standard deviation across the trunk's axis, m.
const MIDPOINT_SIGMA_M: f64 = 0.015;
/// A joint whose own standard deviation is less than this, m, is on a known side of its parent.
const MIRROR_SIGMA_M: f64 = 0.1;
/// A distance shorter than this, m, has no direction to linearise along.
const MIN_DISTANCE_M: f64 = 1e-6;
/// Lower limit of the distance at which a length's curvature is evaluated, m.
const MIN_CURVATURE_DISTANCE_M: f64 = 0.005;
/// Gauss–Newton steps, at most; a step that moves no node farther than [`CONVERGED_STEP_M`] is the last.
const MAX_STEPS: usize = 2;
const CONVERGED_STEP_M: f64 = 1e-2;

/// Joints' own estimates, without what their group shares, and the position covariance that each group shares.
pub(crate) type PositionEstimates = (
    [Option<Gaussian>; JOINT_COUNT],
    [Matrix3<f64>; RIGID_GROUPS.len()],
);

/// How a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FitEnd {
    /// The last step moved no joint farther than [`CONVERGED_STEP_M`].
    Converged,
    /// After [`MAX_STEPS`], the last of which was longer.
    StepLimit,
    /// The system could not be solved: the joints stayed as they were estimated.
    Singular,
}

/// How often fits ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SkeletonFitCounts {
    /// The last step was short.
    pub converged: u64,
    /// The steps were used up before one was short.
    pub step_limit: u64,
    /// The system could not be solved; the joints are output as they were filtered.
    pub singular: u64,
}

impl SkeletonFitCounts {
    fn count(&mut self, end: FitEnd) {
        *match end {
            FitEnd::Converged => &mut self.converged,
            FitEnd::StepLimit => &mut self.step_limit,
            FitEnd::Singular => &mut self.singular,
        } += 1;
    }
}

/// Joints of a fitted skeleton.
pub(crate) type FittedJoints = [Option<Gaussian>; JOINT_COUNT];

type Nodes = [Vector3<f64>; NODES];

/// The solver, with its memory. One serves all athletes.
#[derive(Debug)]
pub(crate) struct SkeletonFitter {
    pattern: SparsityPattern,
    /// Which bones share an estimate with their mirror image.
    pub mirror_pairs: MirrorPairs,
    system: BlockMatrix,
    /// How its fits ended.
    pub counts: SkeletonFitCounts,
}

impl Default for SkeletonFitter {
    fn default() -> SkeletonFitter {
        let ends = |a: Joint, b: Joint| (a.index(), b.index());
        let pairs = LENGTH_PRIORS.iter().map(|p| ends(p.ends[0], p.ends[1]));
        let feet = (0..JOINT_COUNT).filter_map(|j| Some((j, foot_node(j)?)));
        SkeletonFitter {
            pattern: SparsityPattern::new(pairs.chain(feet)),
            mirror_pairs: MirrorPairs::default(),
            system: BlockMatrix::default(),
            counts: SkeletonFitCounts::default(),
        }
    }
}

impl SkeletonFitter {
    /// Fits the joints to each other, and says how that ended. Joints that `is_depth_bounded` may lie on either side of the
    /// image plane. Where the system cannot be solved the joints stay as they were estimated.
    pub fn fit(
        &mut self,
        lengths: &BoneLengthModel,
        (mut joints, shared): PositionEstimates,
        is_depth_bounded: impl Fn(usize) -> bool,
    ) -> (FittedJoints, FitEnd) {
        let end = self.solve(lengths, &mut joints, &shared, is_depth_bounded);
        self.counts.count(end);
        for joint in RIGID_GROUPS[0] {
            if let Some(g) = &mut joints[joint.index()] {
                g.covariance += shared[0];
            }
        }
        (joints, end)
    }

    fn solve(
        &mut self,
        lengths: &BoneLengthModel,
        joints: &mut FittedJoints,
        shared: &[Matrix3<f64>; RIGID_GROUPS.len()],
        is_depth_bounded: impl Fn(usize) -> bool,
    ) -> FitEnd {
        let Some((information, mean)) = prior_terms(joints, shared) else {
            return FitEnd::Singular;
        };
        let mut end = FitEnd::StepLimit;
        let mut at = mean;
        let predicted: [_; LENGTH_PRIORS.len()] =
            std::array::from_fn(|k| lengths.predict(&self.mirror_pairs, k));
        for _ in 0..MAX_STEPS {
            self.pattern.clear(&mut self.system);
            let mut step = [Vector3::zeros(); NODES];
            self.add_prior_terms(&information, &mean, &at, &mut step);
            for (prior, &(length, mut variance)) in LENGTH_PRIORS.iter().zip(&predicted) {
                let [i, k] = prior.ends.map(Joint::index);
                if let (Some(a), Some(b)) = (&joints[i], &joints[k]) {
                    if is_depth_bounded(i) || is_depth_bounded(k) {
                        let covariance = a.covariance + b.covariance;
                        variance += second_order_variance(&(at[i] - at[k]), &covariance);
                    }
                    self.add_length_constraint([i, k], (length, variance), &at, &mut step);
                }
            }
            self.add_midpoint_constraints(joints, &at, &mut step);
            if !self.pattern.factor(&mut self.system) {
                return FitEnd::Singular;
            }
            self.pattern.solve(&self.system, &mut step);
            at.iter_mut().zip(&step).for_each(|(at, step)| *at += step);
            let is_small =
                |step: &Vector3<f64>| step.norm_squared() < CONVERGED_STEP_M * CONVERGED_STEP_M;
            if step.iter().all(is_small) {
                end = FitEnd::Converged;
                break;
            }
        }
        self.pattern.invert(&mut self.system);
        self.write_result(joints, shared, &at);
        end
    }

    /// Replaces the joints' estimates by the solution and its marginal covariances.
    fn write_result(
        &self,
        joints: &mut FittedJoints,
        shared: &[Matrix3<f64>; RIGID_GROUPS.len()],
        at: &Nodes,
    ) {
        let mut ambiguity = [Matrix3::zeros(); JOINT_COUNT];
        for (j, joint) in joints.iter_mut().enumerate() {
            if let Some(g) = joint {
                if let Some(parent) = parent_joint(Joint::ALL[j]).map(Joint::index) {
                    if let Some(foot) = foot_node(j) {
                        g.covariance += shared[foot + 1 - JOINT_COUNT];
                    }
                    ambiguity[j] = mirror_ambiguity(g, &at[j], &at[parent], &ambiguity[parent]);
                }
                *g = Gaussian {
                    mean: at[j],
                    covariance: self.pattern.diagonal_block(&self.system, j) + ambiguity[j],
                };
            }
        }
    }

    /// Each joint's own estimate. A joint of a foot is relative to the foot's shared offset.
    fn add_prior_terms(
        &mut self,
        information: &[Matrix3<f64>; NODES],
        mean: &Nodes,
        at: &Nodes,
        gradient: &mut Nodes,
    ) {
        for node in 0..NODES {
            let error = mean[node] - at[node];
            if let Some(foot) = foot_node(node) {
                let pull = information[node] * (error + at[foot]);
                self.pattern
                    .couple(&mut self.system, node, foot, &information[node]);
                gradient[node] += pull;
                gradient[foot] -= pull;
            } else {
                self.pattern.add(&mut self.system, node, &information[node]);
                gradient[node] += information[node] * error;
            }
        }
    }

    /// The distance between two joints, linearised at `at`.
    fn add_length_constraint(
        &mut self,
        [a, b]: [usize; 2],
        (length, variance): (f64, f64),
        at: &Nodes,
        gradient: &mut Nodes,
    ) {
        let d = at[a] - at[b];
        let distance = d.norm().max(MIN_DISTANCE_M);
        let direction = d / distance;
        let information = direction * direction.transpose() / variance;
        self.pattern.couple(&mut self.system, a, b, &information);
        let pull = direction * ((length - distance) / variance);
        gradient[a] += pull;
        gradient[b] -= pull;
    }

    fn add_midpoint_constraints(
        &mut self,
        joints: &FittedJoints,
        at: &Nodes,
        gradient: &mut Nodes,
    ) {
        let is_known = |j: Joint| joints[j.index()].is_some();
        let up = at[Joint::Neck.index()] - at[Joint::Hip.index()];
        for (middle, ends) in MIDPOINT_CONSTRAINTS {
            if is_known(Joint::Neck)
                && is_known(Joint::Hip)
                && ends.into_iter().all(is_known)
                && let Some(up) = up.try_normalize(1e-6)
            {
                let ends = ends.map(Joint::index);
                self.add_midpoint_constraint(middle.index(), ends, &up, at, gradient);
            }
        }
    }

    /// A joint lies half way between two others, except along `up`. Distances alone hardly constrain this: of three
    /// nearly collinear joints they are stationary in the middle one's offset.
    fn add_midpoint_constraint(
        &mut self,
        middle: usize,
        [a, b]: [usize; 2],
        up: &Vector3<f64>,
        at: &Nodes,
        gradient: &mut Nodes,
    ) {
        let information =
            (Matrix3::identity() - up * up.transpose()) / (MIDPOINT_SIGMA_M * MIDPOINT_SIGMA_M);
        // |(a + b)/2 − m|² = |a − m|²/2 + |b − m|²/2 − |a − b|²/4.
        self.pattern
            .couple(&mut self.system, a, middle, &(information * 0.5));
        self.pattern
            .couple(&mut self.system, b, middle, &(information * 0.5));
        self.pattern
            .couple(&mut self.system, a, b, &(information * -0.25));
        let pull = information * (at[middle] - (at[a] + at[b]) * 0.5);
        gradient[a] += pull * 0.5;
        gradient[b] += pull * 0.5;
        gradient[middle] -= pull;
    }
}

/// By node: information and mean of its own estimate. An absent joint has unit information and no length, so that it
/// affects no other. `None` where a covariance is singular.
fn prior_terms(
    joints: &FittedJoints,
    shared: &[Matrix3<f64>; RIGID_GROUPS.len()],
) -> Option<([Matrix3<f64>; NODES], Nodes)> {
    let mut information = [Matrix3::identity(); NODES];
    let mut mean = [Vector3::zeros(); NODES];
    for ((information, mean), joint) in information.iter_mut().zip(&mut mean).zip(joints) {
        if let Some(g) = joint {
            (*information, *mean) = (g.covariance.try_inverse()?, g.mean);
        }
    }
    for (foot, information) in information[JOINT_COUNT..].iter_mut().enumerate() {
        let shared = shared[foot + 1] + Matrix3::identity() * REGULARIZATION_M2;
        *information = shared.try_inverse()?;
    }
    Some((information, mean))
}

/// The variance of not knowing on which side of its parent a joint lies: its distance from the parent leaves two
/// positions, mirrored along the axis on which its own estimate is least certain.
///
/// The other position is Δ = −2 (x − x_parent)·u away along that axis u, and has probability p by the joint's own estimate;
/// p Δ² uuᵀ is added, and the parent's own ambiguity as far as the joint follows it.
fn mirror_ambiguity(
    own: &Gaussian,
    at: &Vector3<f64>,
    parent: &Vector3<f64>,
    parent_ambiguity: &Matrix3<f64>,
) -> Matrix3<f64> {
    if own.covariance.trace() < MIRROR_SIGMA_M * MIRROR_SIGMA_M {
        return Matrix3::zeros();
    }
    let axes = own.covariance.symmetric_eigen();
    let widest = axes.eigenvalues.imax();
    let (axis, variance) = (axes.eigenvectors.column(widest), axes.eigenvalues[widest]);
    let mirrored = -2.0 * (at - parent).dot(&axis);
    let error = (at - own.mean).dot(&axis);
    let log_odds = ((error + mirrored).powi(2) - error * error) / (2.0 * variance);
    let probability = 1.0 / (1.0 + log_odds.exp());
    let coupling = variance / (variance + parent_ambiguity.trace());
    axis * axis.transpose() * (probability * mirrored * mirrored) + parent_ambiguity * coupling
}

/// The variance that a distance has because it is not linear in the joints' positions: ½ tr (HP)² with H its second
/// derivative and P the covariance of d = xᵢ − xⱼ (second-order filter: Athans, Wishner and Bertolini, IEEE Trans. Automatic
/// Control 13, 1968).
fn second_order_variance(d: &Vector3<f64>, covariance: &Matrix3<f64>) -> f64 {
    let square = d.norm_squared().max(MIN_CURVATURE_DISTANCE_M.powi(2));
    let across = Matrix3::identity() - d * d.transpose() / square;
    let product = across * covariance;
    0.5 * (product * product).trace() / square
}

/// The node of the shared offset of the foot that a joint belongs to.
fn foot_node(node: usize) -> Option<usize> {
    let group = group_of(node).filter(|&group| group > 0)?;
    Some(JOINT_COUNT + group - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A knee ahead of the hip, seen from the front or the back: its own estimate hardly knows its depth.
    #[test]
    fn an_uncertain_depth_leaves_two_mirrored_positions() {
        let (hip, knee) = (Vector3::zeros(), Vector3::new(0.3, 0.0, -0.3));
        let ambiguity = |sigma_m: f64, offset: f64| {
            let variances = Vector3::new(sigma_m, 0.01, 0.01).map(|s| s * s);
            let own = Gaussian {
                mean: knee + Vector3::x() * offset,
                covariance: Matrix3::from_diagonal(&variances),
            };
            mirror_ambiguity(&own, &knee, &hip, &Matrix3::zeros())
        };
        // A certain knee has no ambiguity; an uncertain one may as well be 0.6 m behind, in depth alone.
        assert_eq!(ambiguity(0.05, 0.0), Matrix3::zeros());
        assert!(ambiguity(0.15, 0.0)[(0, 0)] < 1e-3);
        let uncertain = ambiguity(3.0, 0.0);
        assert!((uncertain[(0, 0)] - 0.18).abs() < 0.01 && uncertain[(2, 2)] < 1e-9);
        // An estimate on the other side makes that side more probable.
        assert!(ambiguity(0.3, -0.2)[(0, 0)] > 2.0 * ambiguity(0.3, 0.0)[(0, 0)]);
    }

    /// Joints at these heights above each other, each with this standard deviation.
    fn column(spacing_m: f64, sigma_m: f64) -> PositionEstimates {
        let joints = std::array::from_fn(|j| {
            Some(Gaussian {
                mean: Vector3::new(0.01 * j as f64, 0.02, spacing_m * j as f64),
                covariance: Matrix3::identity() * sigma_m * sigma_m,
            })
        });
        (joints, [Matrix3::identity() * 1e-4; RIGID_GROUPS.len()])
    }

    #[test]
    fn a_fit_says_and_counts_how_it_ended() {
        let mut fitter = SkeletonFitter::default();
        let lengths = BoneLengthModel::default();
        // Certain joints hardly move; uncertain ones in a heap are moved far by every step; of a singular one nothing is known.
        let mut end_of = |estimates| fitter.fit(&lengths, estimates, |_| false).1;
        assert_eq!(end_of(column(0.07, 1e-4)), FitEnd::Converged);
        assert_eq!(end_of(column(1e-4, 1.0)), FitEnd::StepLimit);
        let singular = column(0.07, 0.0);
        let before = singular.0;
        let (after, end) = fitter.fit(&lengths, singular, |_| false);
        assert_eq!(end, FitEnd::Singular);
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before.map(|g| g.mean), after.map(|g| g.mean));
        }
        let counts = SkeletonFitCounts {
            converged: 1,
            step_limit: 1,
            singular: 1,
        };
        assert_eq!(fitter.counts, counts);
    }
}
