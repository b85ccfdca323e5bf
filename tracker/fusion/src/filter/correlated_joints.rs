//! Joints of a rigid group share most of their motion: trunk and head translate together and turn slowly, and so does a
//! foot. What the cameras show of one joint therefore says where all of its group are.
//!
//! Model (random effects; Laird and Ware, Biometrics 38, 1982): the error of joint i is a part that the group shares
//! and a part of its own, each with position and velocity,
//!
//! ```text
//! eᵢ = c + rᵢ        c ~ N(0, C)        rᵢ ~ N(0, Dᵢ)        Pᵢ = C + Dᵢ
//! ```
//!
//! Update, in information form: with Λᵢ the information that the observations add about joint i and hᵢ their information
//! vector, both relative to the prediction, the exact posterior of the positions is
//!
//! ```text
//! K = (C⁻¹ + Σ (I + ΛᵢDᵢ)⁻¹ Λᵢ)⁻¹        c = K Σ (I + ΛᵢDᵢ)⁻¹ hᵢ
//! Sᵢ = (Dᵢ⁻¹ + Λᵢ)⁻¹                      rᵢ = Sᵢ (hᵢ − Λᵢ c)
//! ```
//!
//! and velocities follow by regression on the positions. The posterior correlates joints by Aᵢ K Aⱼᵀ with Aᵢ = I − SᵢΛᵢ,
//! which is not of the model's form; it is projected back onto it by the mean Ā: C = Ā K Āᵀ, and (Aᵢ − Ā) K (Aᵢ − Ā)ᵀ is
//! added to Dᵢ. The cost grows linearly with the number of joints.

use nalgebra::{Matrix3, Matrix6, SMatrix, Vector3};
use trackside_schema::Joint;

use crate::gaussian::{StateEstimate, position_covariance, symmetrize};

/// The groups: trunk and head, and each foot.
pub(crate) const RIGID_GROUPS: [&[Joint]; 3] = [
    &[
        Joint::Nose,
        Joint::LEye,
        Joint::REye,
        Joint::LEar,
        Joint::REar,
        Joint::Head,
        Joint::Neck,
        Joint::LShoulder,
        Joint::RShoulder,
        Joint::Hip,
        Joint::LHip,
        Joint::RHip,
    ],
    &[
        Joint::LAnkle,
        Joint::LHeel,
        Joint::LBigToe,
        Joint::LSmallToe,
    ],
    &[
        Joint::RAnkle,
        Joint::RHeel,
        Joint::RBigToe,
        Joint::RSmallToe,
    ],
];
/// The number of joints of the largest group.
pub(crate) const MAX_GROUP_SIZE: usize = 12;

/// The covariance of each group's shared error, in the order of [`RIGID_GROUPS`].
pub(crate) type SharedCovariance<const N: usize> = [SMatrix<f64, N, N>; RIGID_GROUPS.len()];

/// The index in [`RIGID_GROUPS`] of a joint's group; `None` for elbows, wrists and knees.
pub(crate) fn group_of(joint: usize) -> Option<usize> {
    match Joint::ALL.get(joint)? {
        Joint::LElbow | Joint::RElbow | Joint::LWrist | Joint::RWrist => None,
        Joint::LKnee | Joint::RKnee => None,
        Joint::LAnkle | Joint::LHeel | Joint::LBigToe | Joint::LSmallToe => Some(1),
        Joint::RAnkle | Joint::RHeel | Joint::RBigToe | Joint::RSmallToe => Some(2),
        _ => Some(0),
    }
}

/// The fraction of the acceleration's spectral density that a joint has independently of its group. In the training
/// worlds it is 0.01 to 0.1 for trunks; recordings of real athletes need more (docs/experiments/006-rigid-groups.md).
pub(crate) const INDEPENDENT_FRACTION: f64 = 0.2;
/// Initial standard deviation of a group's shared velocity, m/s: a little less than a single joint's.
pub(crate) const SHARED_VELOCITY_SIGMA_M_S: f64 = 2.9;
/// Added to covariances before they are inverted, m².
const REGULARIZATION_M2: f64 = 1e-9;

/// The shared covariance of position and velocity in a new track: positions are independent, velocities shared.
pub(crate) fn initial_shared_covariance() -> SharedCovariance<6> {
    let mut shared = Matrix6::zeros();
    for i in 3..6 {
        shared[(i, i)] = SHARED_VELOCITY_SIGMA_M_S.powi(2);
    }
    [shared; RIGID_GROUPS.len()]
}

/// What the observations of one frame set add about one joint's position, relative to its prediction.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InformationUpdate {
    /// Λ: the information matrix, 1/m².
    pub information: Matrix3<f64>,
    /// h: the information vector, 1/m.
    pub information_vector: Vector3<f64>,
}

/// One joint of a group: its prediction, whose covariance includes the shared part, and what was observed.
#[derive(Clone, Copy)]
pub(crate) struct GroupMember<const N: usize> {
    pub state: StateEstimate<N>,
    pub update: Option<InformationUpdate>,
}

/// How one member takes its update in.
#[derive(Clone, Copy)]
struct GroupPosterior<const N: usize> {
    update: InformationUpdate,
    /// Sᵢ: the posterior covariance of the independent part of its position.
    independent: Matrix3<f64>,
    /// Regression of the independent part of its state on that of its position.
    gain: SMatrix<f64, N, 3>,
    /// Aᵢ: how its state follows the shared part of the position.
    shared_gain: SMatrix<f64, N, 3>,
}

impl<const N: usize> GroupPosterior<N> {
    /// The posterior and (I + ΛᵢDᵢ)⁻¹, the factor with which its update reaches the shared part. `shared_gain` is the
    /// regression of the shared state on the shared position.
    fn new(
        member: &GroupMember<N>,
        shared: &SMatrix<f64, N, N>,
        shared_gain: &SMatrix<f64, N, 3>,
    ) -> Option<(GroupPosterior<N>, Matrix3<f64>)> {
        let update = member.update.unwrap_or(InformationUpdate {
            information: Matrix3::zeros(),
            information_vector: Vector3::zeros(),
        });
        let covariance = member.state.covariance - shared;
        let gain = regression_gain(&covariance)?;
        let attenuation = (Matrix3::identity()
            + update.information * position_covariance(&covariance))
        .try_inverse()?;
        let independent = symmetrize(position_covariance(&covariance) * attenuation);
        let posterior = GroupPosterior {
            update,
            independent,
            gain,
            shared_gain: shared_gain - gain * (independent * update.information),
        };
        Some((posterior, attenuation))
    }
}

/// Regression of a state on its own position: cov(x, p) cov(p)⁻¹.
fn regression_gain<const N: usize>(covariance: &SMatrix<f64, N, N>) -> Option<SMatrix<f64, N, 3>> {
    let inverse = (position_covariance(covariance) + Matrix3::identity() * REGULARIZATION_M2)
        .try_inverse()?;
    let mut gain = covariance.fixed_columns::<3>(0) * inverse;
    let mut position = gain.fixed_rows_mut::<3>(0);
    position.copy_from(&Matrix3::identity());
    Some(gain)
}

/// The covariance that is left when the position's shrinks by `reduction`: P − G R Gᵀ.
fn downdate<const N: usize>(
    covariance: &SMatrix<f64, N, N>,
    gain: &SMatrix<f64, N, 3>,
    reduction: &Matrix3<f64>,
) -> SMatrix<f64, N, N> {
    covariance - gain * reduction * gain.transpose()
}

/// Updates a whole group with the observations of its members. `shared` is the predicted shared covariance and becomes
/// the posterior one. A covariance that cannot be inverted leaves everything as predicted.
pub(crate) fn update_group<const N: usize>(
    shared: &mut SMatrix<f64, N, N>,
    members: &mut [Option<GroupMember<N>>],
) {
    let predicted = *shared;
    let Some(shared_gain) = regression_gain(shared) else {
        return;
    };
    let Some(mut information) =
        (position_covariance(shared) + Matrix3::identity() * REGULARIZATION_M2).try_inverse()
    else {
        return;
    };
    let mut information_vector = Vector3::zeros();
    let mut posteriors = [None::<GroupPosterior<N>>; MAX_GROUP_SIZE];
    for (slot, member) in posteriors.iter_mut().zip(members.iter()) {
        if let Some((posterior, attenuation)) = member
            .as_ref()
            .and_then(|m| GroupPosterior::new(m, shared, &shared_gain))
        {
            information += attenuation * posterior.update.information;
            information_vector += attenuation * posterior.update.information_vector;
            *slot = Some(posterior);
        }
    }
    let Some(covariance) = symmetrize(information).try_inverse().map(symmetrize) else {
        return;
    };
    let offset = covariance * information_vector;
    let (mut mean_gain, mut n) = (SMatrix::<f64, N, 3>::zeros(), 0.0);
    for posterior in posteriors.iter().flatten() {
        (mean_gain, n) = (mean_gain + posterior.shared_gain, n + 1.0);
    }
    mean_gain /= f64::max(n, 1.0);
    let rest = downdate(&predicted, &shared_gain, &position_covariance(&predicted));
    *shared = symmetrize(mean_gain * covariance * mean_gain.transpose() + rest);
    for (posterior, member) in posteriors.iter().zip(members) {
        let (Some(posterior), Some(member)) = (posterior, member) else {
            continue;
        };
        let update = &posterior.update;
        let independent_offset =
            posterior.independent * (update.information_vector - update.information * offset);
        member.state.mean += shared_gain * offset + posterior.gain * independent_offset;
        let deviation = posterior.shared_gain - mean_gain;
        let prior = member.state.covariance - predicted;
        let reduction = position_covariance(&prior) - posterior.independent;
        let independent = downdate(&prior, &posterior.gain, &reduction)
            + deviation * covariance * deviation.transpose();
        member.state.covariance = *shared + symmetrize(independent);
    }
}
